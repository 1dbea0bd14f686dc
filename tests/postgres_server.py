"""A PostgreSQL server of the tests' own: made in a temporary folder, on a free port of loopback, stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def server_binary(name: str) -> str | None:
    """The path of `initdb`, `postgres`…: where Debian keeps the newest version of a server, else on the PATH."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    return str(kept[-1]) if kept else shutil.which(name)


class Server:
    """A running server; `new()` gives the URL of a new empty database."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tocsin-postgres-"))
        # the server refuses to run as root
        self._as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        if self._as_user:
            shutil.chown(self.folder, "nobody", "nogroup")
        self._data = self.folder / "data"
        # another collation than that of bytes, so that a test sees where ours is not asked for
        self._run("initdb", "--no-sync", "--auth=trust", "--username=tocsin", "--encoding=UTF8", *self._locale(), "-D", str(self._data))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [*self._as_user, str(server_binary("postgres")), "-D", str(self._data), "-p", str(self.port), "-h", "127.0.0.1", "-k", "", "-F",
             "-c", "max_connections=60", "-c", "full_page_writes=off", "-c", "shared_buffers=64MB"],
            stdout=log, stderr=log, cwd=self.folder)
        self._made = 0
        self._wait()

    def new(self) -> str:
        """The URL of a new empty database."""
        import psycopg

        self._made += 1
        name = f"record{self._made}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._url(name)

    def drop(self, url: str) -> None:
        """Drops a database with whoever is connected to it."""
        import psycopg

        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)".encode())

    def stop(self) -> None:
        """Stops it and removes its folder."""
        self._process.terminate()  # setpriv has become the server
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _url(self, database: str) -> str:
        return f"postgresql://tocsin@127.0.0.1:{self.port}/{database}"

    def _locale(self) -> list[str]:
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
        linguistic = next((name for name in known if name.lower() in ("en_us.utf8", "en_gb.utf8", "de_de.utf8")), None)
        if linguistic:
            return [f"--locale={linguistic}"]
        version = subprocess.run([str(server_binary("initdb")), "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
        icu = int(version.split(".")[0]) >= 15 if version.split(".")[0].isdigit() else False
        return ["--locale-provider=icu", "--icu-locale=en", "--locale=C.UTF-8"] if icu else ["--locale=C.UTF-8"]

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run([*self._as_user, str(server_binary(name)), *arguments], capture_output=True, text=True, cwd=self.folder, check=False)
        if done.returncode:
            raise RuntimeError(f"{name} failed: {done.stderr}")

    def _wait(self) -> None:
        import psycopg

        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self._url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the server does not start: {(self.folder / 'log').read_text()}") from None
                time.sleep(0.05)
