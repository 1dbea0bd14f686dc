"""A record in one SQLite file, in WAL mode."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tocsin.errors import StoreError
from tocsin.store.connection import BUSY_SECONDS, Connection, Database
from tocsin.store.words import match_query

_CACHE_KIB = 65_536


class SqliteConnection(sqlite3.Connection):
    """A connection that knows how SQLite inserts, streams and searches."""

    backend = "sqlite"

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Many rows at once."""
        if rows:
            self.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)

    def batches(self, sql: str, parameters: Sequence[Any], size: int) -> Iterator[list[Any]]:
        """The rows of a long answer, `size` at a time."""
        cursor = self.execute(sql, parameters)
        while rows := cursor.fetchmany(size):
            yield rows

    def index_words(self, facts: Sequence[tuple[int, str]]) -> None:
        """Makes facts findable by their words."""
        self.executemany("INSERT INTO fact_text (rowid, words) VALUES (?, ?)", facts)

    def forget_words(self, fact: int, words: str) -> None:
        """Takes the words of a fact back; FTS5 must be told what they were."""
        self.execute("INSERT INTO fact_text (fact_text, rowid, words) VALUES ('delete', ?, ?)", (fact, words))

    def index_reports(self, reports: Sequence[tuple[int, str | None, str]]) -> None:
        """Makes reports findable by their words."""
        self.executemany("INSERT INTO report_text (rowid, title, text) VALUES (?, ?, ?)", reports)

    def matching(self, table: str, text: str) -> tuple[str, tuple[object, ...]]:
        """FTS5's MATCH."""
        return f"{table} MATCH ?", (match_query(text),)


class SqliteDatabase(Database):
    """One SQLite file in WAL mode, or `:memory:`."""

    def __init__(self, path: str, *, read_only: bool = False) -> None:
        super().__init__(path, read_only=read_only)
        self.path = path
        self._shared = self._connect() if path == ":memory:" else None
        if read_only and not Path(path).exists():
            raise StoreError("there is no such record", where=path, advice="make one with `tocsin record add`")
        self._migrate()

    def read(self) -> Connection:
        """This thread's connection; a record in memory has one for all."""
        return self._shared if self._shared is not None else super().read()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Connection]:
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
    def alone(self, name: str) -> Iterator[bool]:
        """Whether this process alone holds `name`, by a lock on a file beside the record."""
        import fcntl  # only where a file is locked: not every system has it

        if self.path == ":memory:":
            yield True
            return
        with Path(f"{self.path}.{name}-lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def close(self) -> None:
        """Closes every connection."""
        if self._shared is not None:
            self._shared.close()
        super().close()

    def _connect(self) -> SqliteConnection:
        target = f"{Path(self.path).absolute().as_uri()}?mode=ro" if self.read_only else self.path
        try:
            connection = sqlite3.connect(target, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=self.read_only,
                                         factory=SqliteConnection)
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

    def _begin(self, connection: Connection) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(f"the record cannot be written: {error}", where=self.path, advice="wait for the other writer to end") from error

    def _migrated(self, connection: Connection) -> int | None:
        try:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone() is None:
                return None
            return int(connection.execute("SELECT count(*) FROM migration").fetchone()[0])
        except sqlite3.Error as error:
            raise StoreError(f"this file is no record: {error}", where=self.path, advice="name a file that Tocsin made") from error
