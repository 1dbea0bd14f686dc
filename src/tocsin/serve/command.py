"""`tocsin serve RECORD`: the desk over a record, on this machine unless told otherwise."""

from __future__ import annotations

import logging
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.store import Store


@click.command("serve")
@click.argument("record", metavar="RECORD")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; beyond loopback writing needs a token.",
)
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--read-only", is_flag=True, help="Open the record for reading only.")
@click.option(
    "--tokens",
    type=click.Path(dir_okay=False, path_type=Path),
    help="TOML file of tokens: name, role (reader, reviewer, admin), sha256.",
)
@click.option(
    "--new-token",
    metavar="NAME:ROLE",
    help="Make a token, print it once, add its hash to the file of --tokens, and leave.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A further host name under which the desk may be asked.",
)
@click.option(
    "--audit",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to which every write is logged, one JSON line each.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the desk in the browser.")
def serve(
    record: str,
    host: str,
    port: int,
    read_only: bool,
    tokens: Path | None,
    new_token: str | None,
    hosts: tuple[str, ...],
    audit: Path | None,
    open_browser: bool,
) -> int:
    """Serve a record as a local web application and REST API.

    RECORD is a record file, the postgresql:// URL of one, or a file of accounts as `tocsin code --json` writes them, which is then shown without being kept.

    \b
    tocsin serve record.db
    tocsin code reports/ --json > all.jsonl && tocsin serve all.jsonl
    """
    from tocsin.serve.security import Guard, is_loopback, load_tokens

    if new_token:
        return _make_token(tokens, new_token)
    beyond = not is_loopback(host)
    known = load_tokens(tokens) if tokens else ()
    allowed = frozenset(
        {
            "127.0.0.1",
            "localhost",
            "::1",
            *(() if host in ("0.0.0.0", "::") else (host.lower(),)),
            *(h.lower() for h in hosts),
        }
    )
    if beyond and host in ("0.0.0.0", "::") and not hosts:
        raise click.UsageError(f"with --host {host} name the host under which the desk is reached: --allow-host NAME")
    _log(audit)
    store, kept = open_record(record, read_only=read_only)
    _run(store, Guard(allowed, known, beyond), host, port, can_write=kept and not read_only, open_browser=open_browser)
    return 0


def open_record(record: str, *, read_only: bool = False) -> tuple[Store, bool]:
    """The record to serve, and whether what is written to it stays: a file of accounts is loaded into memory."""
    from tocsin.errors import InputError
    from tocsin.store import open_store

    path = Path(record)
    if "://" not in record and not path.exists():
        raise InputError(
            "there is no such record",
            where=record,
            advice="make one with `tocsin ingest`, or give a file of `tocsin code --json`",
        )
    if path.suffix in (".jsonl", ".json"):
        return _loaded(path), True
    return open_store(record, read_only=read_only), True


def _loaded(path: Path) -> Store:
    import json

    from tocsin.errors import InputError
    from tocsin.jsonform import account_from_dict
    from tocsin.store import open_store
    from tocsin.store.linking import relink

    store = open_store(":memory:")
    try:
        with path.open(encoding="utf-8") as lines:
            store.add_many(account_from_dict(json.loads(line)) for line in lines if line.strip())
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"is no file of accounts: {error}", where=str(path), advice="write it with `tocsin code REPORTS --json`"
        ) from error
    relink(store)
    return store


def _make_token(path: Path | None, asked: str) -> int:
    import hashlib

    from tocsin.serve.security import ROLES

    name, _, role = asked.rpartition(":")
    if path is None or not name or role not in ROLES:
        raise click.UsageError(f"give --tokens FILE and --new-token NAME:ROLE with a role of {', '.join(ROLES)}")
    token = secrets.token_urlsafe(24)
    with path.open("a", encoding="utf-8") as file:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        file.write(
            f'[[token]]\nname = "{quoted}"\nrole = "{role}"\nsha256 = "{hashlib.sha256(token.encode()).hexdigest()}"\n\n'
        )
    path.chmod(0o600)
    click.echo(f"{token}\n", nl=False)
    click.echo(f"tocsin: this is the only time that the token is shown; its hash is in {path}", err=True)
    return 0


def _log(audit: Path | None) -> None:
    if audit is None:
        return
    handler = logging.FileHandler(audit, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("tocsin.audit")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def _run(store: Store, guard: object, host: str, port: int, *, can_write: bool, open_browser: bool) -> None:
    import socket
    import threading

    import uvicorn

    from tocsin.serve import screens
    from tocsin.serve.app import create_app
    from tocsin.serve.desk import Desk
    from tocsin.serve.security import Guard
    from tocsin.settings import load_settings

    assert isinstance(guard, Guard)
    desk = Desk(store, load_settings(), can_write=can_write)
    app = create_app(desk, guard)
    threading.Thread(target=screens.warm, args=(desk,), daemon=True, name="tocsin-warm").start()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(128)  # before the address is told, so that who follows it at once is not refused
        except OSError as error:
            raise click.ClickException(f"cannot listen on {host}:{port}: {error.strerror}; try --port 0") from error
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}/"
        print(f"tocsin: the desk is at {address} — stop it with Ctrl-C", file=sys.stderr, flush=True)
        if open_browser:
            import webbrowser

            webbrowser.open(address)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=2)).run(
            [listener]
        )
    store.close()
