"""A record in a PostgreSQL database, with psycopg; imported only when a `postgresql://` URL is opened.

One process writes at a time, held by an advisory lock; readers see the last commit. Every connection commits by
itself unless a transaction was begun, so none is left open between two requests.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
from psycopg.adapt import Loader

from tocsin.errors import StoreError
from tocsin.store.connection import BUSY_SECONDS, Connection, Cursor, Database
from tocsin.store.dialect import postgres_sql
from tocsin.store.words import indexable, phrases

_WRITER_LOCK = 0x746F6373
"""The advisory lock of the writer: `tocs`; the holds of `alone` have it as their first half."""
_IDLE = 4
"""Connections kept for the next snapshots."""


class _NumberLoader(Loader):
    """Sums come as numeric; they are counts, or means, here."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class PostgresConnection:
    """A psycopg connection that takes the record's SQL; errors of the server become StoreError."""

    backend = "postgresql"

    def __init__(self, raw: psycopg.Connection[Any], where: str) -> None:
        self.raw = raw
        self.where = where
        self._cursors = itertools.count()
        raw.adapters.register_loader("numeric", _NumberLoader)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open on a connection that still stands."""
        return not self.raw.closed and self.raw.info.transaction_status in (
            psycopg.pq.TransactionStatus.ACTIVE, psycopg.pq.TransactionStatus.INTRANS, psycopg.pq.TransactionStatus.INERROR)

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Cursor:
        """The answer to a statement."""
        with self._told():
            return self.raw.execute(postgres_sql(sql).encode(), tuple(parameters))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """A statement for each row of parameters."""
        with self._told(), self.raw.cursor() as cursor:
            cursor.executemany(postgres_sql(sql).encode(), [tuple(row) for row in parameters])

    def command(self, sql: str) -> None:
        """Statements without parameters, several in one go."""
        with self._told():
            self.raw.execute(sql.encode())

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Many rows at once, by COPY."""
        if not rows:
            return
        with self._told(), self.raw.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def batches(self, sql: str, parameters: Sequence[Any], size: int) -> Iterator[list[Any]]:
        """The rows of a long answer from a cursor of the server."""
        with self._told(), self.raw.cursor(name=f"tocsin_{next(self._cursors)}") as cursor:
            cursor.execute(postgres_sql(sql).encode(), tuple(parameters))
            while rows := cursor.fetchmany(size):
                yield rows

    def index_words(self, facts: Sequence[tuple[int, str]]) -> None:
        """Makes facts findable by their words."""
        self.insert("fact_text", ("rowid", "words"), [(seq, indexable(words)) for seq, words in facts])

    def forget_words(self, fact: int, words: str) -> None:
        """Takes the words of a fact back."""
        self.execute("DELETE FROM fact_text WHERE rowid = ?", (fact,))

    def index_reports(self, reports: Sequence[tuple[int, str | None, str]]) -> None:
        """Makes reports findable by their words; no phrase runs from the title into the text."""
        self.insert("report_text", ("rowid", "words"), [(seq, f"{indexable(title or '')} | {indexable(text)}".strip()) for seq, title, text in reports])

    def matching(self, table: str, text: str) -> tuple[str, tuple[object, ...]]:
        """All words by the index, then the order of those of a phrase."""
        asked = phrases(text)
        if not asked:
            return "FALSE", ()
        terms = [f"'{word}'{':*' if phrase.beginning and n == len(phrase.words) else ''}" for phrase in asked for n, word in enumerate(phrase.words, 1)]
        condition, parameters = "array_to_tsvector(string_to_array(words, ' ')) @@ CAST(? AS tsquery)", [" & ".join(terms)]
        for phrase in asked:
            if len(phrase.words) > 1:
                condition += " AND (' ' || words || ' ') LIKE ?"
                parameters.append(f"% {' '.join(phrase.words)}{'' if phrase.beginning else ' '}%")
        return f"({condition})", tuple(parameters)

    def close(self) -> None:
        """Closes it."""
        self.raw.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the server as ours; what a statement of ours does wrong stays what it is."""
        try:
            yield
        except psycopg.errors.LockNotAvailable as error:
            raise StoreError("the record cannot be written: another process writes", where=self.where, advice="wait for the other writer to end") from error
        except psycopg.errors.InsufficientPrivilege as error:
            raise StoreError(f"the server refuses: {_first_line(error)}", where=self.where, advice="ask for the right to write in this database") from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise StoreError(f"the server failed: {_first_line(error)}", where=self.where, advice="see that the server runs, then try again") from error


class PostgresDatabase(Database):
    """A database of a PostgreSQL server, of version 12 or later and in UTF-8."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        super().__init__(shown(url), read_only=read_only)
        self._url = url
        self._idle: list[PostgresConnection] = []
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection of its own that sees one state of the record until it is given back."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None or connection.raw.closed:
            connection = self._connect()
        try:
            connection.command("BEGIN ISOLATION LEVEL REPEATABLE READ")  # not READ ONLY: counting makes temporary tables
            yield connection
        finally:
            self._give_back(connection)

    def _give_back(self, connection: PostgresConnection) -> None:
        with contextlib.suppress(StoreError):
            if connection.in_transaction:
                connection.command("ROLLBACK")
        with self._lock:
            if not connection.raw.closed and len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()

    @contextlib.contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether this process alone holds `name`, by an advisory lock of a connection of its own."""
        connection = self._connect()
        try:
            yield bool(connection.execute("SELECT pg_try_advisory_lock(?, hashtext(?))", (_WRITER_LOCK, name)).fetchone()[0])
        finally:
            connection.close()

    def close(self) -> None:
        """Closes every connection."""
        super().close()
        with self._lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    def _connect(self) -> PostgresConnection:
        try:
            raw = psycopg.connect(self._url, autocommit=True, application_name="tocsin")
        except (psycopg.Error, UnicodeError) as error:
            raise StoreError(f"the record cannot be opened: {_first_line(error)}", where=self.where,
                             advice="see that the server runs and has the database (`createdb NAME`), and write postgresql://user@host/NAME") from error
        if raw.info.parameter_status("server_encoding") != "UTF8":
            raw.close()
            raise StoreError("the database is not in UTF-8", where=self.where, advice="make one with `createdb --encoding=UTF8 --template=template0 NAME`")
        return PostgresConnection(raw, self.where)

    def _begin(self, connection: Connection) -> None:
        assert isinstance(connection, PostgresConnection)  # what _connect makes
        try:
            connection.command(f"BEGIN; SET LOCAL lock_timeout = '{BUSY_SECONDS:g}s'; SELECT pg_advisory_xact_lock({_WRITER_LOCK}); SET LOCAL lock_timeout = 0")
        except StoreError:
            if connection.in_transaction:
                connection.command("ROLLBACK")
            raise

    def _migrated(self, connection: Connection) -> int | None:
        if connection.execute("SELECT to_regclass('migration')").fetchone()[0] is None:
            return None
        return int(connection.execute("SELECT count(*) FROM migration").fetchone()[0])

    def _is_lost(self, connection: Connection) -> bool:
        return isinstance(connection, PostgresConnection) and connection.raw.closed


def shown(url: str) -> str:
    """A URL without its password.

    >>> shown("postgresql://ana:secret@host/db?password=secret&sslmode=require")
    'postgresql://ana@host/db?sslmode=require'
    """
    bare = re.sub(r"(://[^:/@?]*):[^@/]*@", r"\1@", url)
    return re.sub(r"(?<=[?&])password=[^&]*&?", "", bare).rstrip("?&")


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]
