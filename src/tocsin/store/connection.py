"""Connections to a record file: one for each thread, migrated on opening, one writer at a time.

`Database.read()` gives a connection, `Database.write()` a transaction that commits or leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import StoreError
from tocsin.store.schema import MIGRATIONS

_BUSY_SECONDS = 30.0
"""How long a writer waits for another one; a batch of a watcher takes well under a second."""
_CACHE_KIB = 65_536


class Database:
    """One SQLite file in WAL mode: readers see the last commit and never wait for the writer."""

    def __init__(self, path: str, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._local = threading.local()
        self._shared = self._connect() if path == ":memory:" else None
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        if not read_only:
            self._migrate()
        elif not Path(path).exists():
            raise StoreError("there is no such record", where=path, advice="make one with `tocsin record add`")
        else:
            self._check()

    def read(self) -> sqlite3.Connection:
        """This thread's connection."""
        if self._shared is not None:
            return self._shared
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            with self._lock:
                self._opened.append(connection)
        return connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own that sees one state of the record until it is closed."""
        if self._shared is not None:
            yield self._shared
            return
        connection = self._connect()
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed at the end, rolled back on any error."""
        if self.read_only:
            raise StoreError("the record was opened for reading only", where=self.path)
        connection = self.read()
        with self._lock:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise StoreError(f"the record cannot be written: {error}", where=self.path, advice="wait for the other writer to end") from error
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Closes every connection."""
        if self._shared is not None:
            self._shared.close()
        with self._lock:
            for connection in self._opened:
                with contextlib.suppress(sqlite3.ProgrammingError):
                    connection.close()
            self._opened.clear()
        self._local = threading.local()

    def _connect(self) -> sqlite3.Connection:
        target = f"{Path(self.path).absolute().as_uri()}?mode=ro" if self.read_only else self.path
        try:
            connection = sqlite3.connect(target, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=self.read_only)
            if not self.read_only:
                connection.execute("PRAGMA page_size = 8192")
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA wal_autocheckpoint = 8000")
                connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("PRAGMA temp_store = MEMORY")
        except sqlite3.Error as error:
            raise StoreError(f"the record cannot be opened: {error}", where=self.path, advice="name a file that Tocsin made, or a new one") from error
        return connection

    def _migrate(self) -> None:
        connection = self.read()
        connection.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)")
        if self._check() == len(MIGRATIONS):
            return
        with self.write():
            done = self._check()
            for number, (name, statements) in enumerate(MIGRATIONS[done:], done + 1):
                for statement in _split(statements):
                    connection.execute(statement)
                connection.execute("INSERT INTO migration VALUES (?, ?, datetime('now'))", (number, name))

    def _check(self) -> int:
        """How many migrations the file has; raises StoreError where it is newer than this version, or no record."""
        try:
            done = int(self.read().execute("SELECT count(*) FROM migration").fetchone()[0])
        except sqlite3.OperationalError as error:
            raise StoreError("this file is no record", where=self.path, advice="name a file that Tocsin made") from error
        if done > len(MIGRATIONS):
            raise StoreError(f"the record has {done} migrations, this version knows {len(MIGRATIONS)}", where=self.path, advice="install a newer Tocsin")
        if self.read_only and done < len(MIGRATIONS):
            raise StoreError("the record is of an older version", where=self.path, advice="open it once for writing to bring it up to date")
        return done


def _split(statements: str) -> list[str]:
    """The single statements of a migration; none of ours has a semicolon inside."""
    return [s for s in (part.strip() for part in statements.split(";")) if s]
