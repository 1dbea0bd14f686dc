"""Connections to a record: one for each thread, migrated on opening, one writer at a time.

`Database.read()` gives a connection, `Database.write()` a transaction that commits or leaves nothing behind,
`Database.snapshot()` one state of the record. The back ends are in `sqlite.py` and `postgres.py`.
"""

from __future__ import annotations

import abc
import contextlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from tocsin.errors import StoreError
from tocsin.store.dialect import statements_of
from tocsin.store.schema import migrations

BUSY_SECONDS = 30.0
"""How long a writer waits for another one; a batch of a watcher takes well under a second."""


class Cursor(Protocol):
    """Rows of an answer, as tuples."""

    @property
    def rowcount(self) -> int:
        """How many rows an INSERT, UPDATE or DELETE touched."""

    def fetchone(self) -> Any:
        """The next row, None at the end."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What the record needs of a database; SQL is written as `tocsin.store.dialect` says."""

    backend: str
    """`sqlite` or `postgresql`."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """The answer to a statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """A statement for each row of parameters."""

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Many rows at once, the quickest way there is."""

    def batches(self, sql: str, parameters: Sequence[Any], size: int) -> Iterator[list[Any]]:
        """The rows of a long answer, `size` at a time, never all in memory; inside a snapshot."""

    def index_words(self, facts: Sequence[tuple[int, str]]) -> None:
        """Makes facts (number, words) findable by their words."""

    def forget_words(self, fact: int, words: str) -> None:
        """Takes back the words by which a fact was findable."""

    def index_reports(self, reports: Sequence[tuple[int, str | None, str]]) -> None:
        """Makes reports (number, title, text) findable by their words."""

    def matching(self, table: str, text: str) -> tuple[str, tuple[object, ...]]:
        """The condition on `rowid` of `fact_text` or `report_text` that a user's words are there, and its parameters."""

    def close(self) -> None:
        """Closes it."""


class Database(abc.ABC):
    """A record somewhere: readers see the last commit and never wait for the writer."""

    def __init__(self, where: str, *, read_only: bool) -> None:
        self.where = where
        """Its path or URL, as it may be shown."""
        self.read_only = read_only
        self._local = threading.local()
        self._opened: list[Connection] = []
        self._lock = threading.RLock()

    def read(self) -> Connection:
        """This thread's connection."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._is_lost(connection):
            connection = self._local.connection = self._connect()
            with self._lock:
                self._opened.append(connection)
        return connection

    @abc.abstractmethod
    def snapshot(self) -> contextlib.AbstractContextManager[Connection]:
        """A connection of its own that sees one state of the record until it is closed."""

    @abc.abstractmethod
    def alone(self, name: str) -> contextlib.AbstractContextManager[bool]:
        """Whether this process alone holds `name` on this record; the hold goes with the process, however it ends."""

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction: committed at the end, rolled back on any error."""
        if self.read_only:
            raise StoreError("the record was opened for reading only", where=self.where)
        connection = self.read()
        with self._lock:
            self._begin(connection)
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Closes every connection."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()

    @abc.abstractmethod
    def _connect(self) -> Connection:
        """A new connection; raises StoreError."""

    @abc.abstractmethod
    def _begin(self, connection: Connection) -> None:
        """Begins a write transaction; waits for another writer and raises StoreError where that takes too long."""

    @abc.abstractmethod
    def _migrated(self, connection: Connection) -> int | None:
        """How many migrations the record has, None where it is no record."""

    def _is_lost(self, connection: Connection) -> bool:
        """Whether a connection broke and must be made anew."""
        return False

    def _migrate(self) -> None:
        """Brings the record up to date, or checks it where it is only read."""
        connection = self.read()
        if self._check(connection) == len(migrations(connection.backend)):
            return
        with self.write():
            connection.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)")
            done = self._check(connection)
            for number, (name, statements) in enumerate(migrations(connection.backend)[done:], done + 1):
                for statement in statements_of(statements):
                    connection.execute(statement)
                connection.execute("INSERT INTO migration VALUES (?, ?, CAST(CURRENT_TIMESTAMP AS TEXT))", (number, name))

    def _check(self, connection: Connection) -> int:
        """How many migrations the record has; raises StoreError where it is newer than this version, or none and only to be read."""
        done, known = self._migrated(connection), len(migrations(connection.backend))
        if done is None and self.read_only:
            raise StoreError("this is no record", where=self.where, advice="name a record that Tocsin made")
        if done is not None and done > known:
            raise StoreError(f"the record has {done} migrations, this version knows {known}", where=self.where, advice="install a newer Tocsin")
        if self.read_only and (done or 0) < known:
            raise StoreError("the record is of an older version", where=self.where, advice="open it once for writing to bring it up to date")
        return done or 0
