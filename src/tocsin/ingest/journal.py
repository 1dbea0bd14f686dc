"""What ingest remembers, in the record itself: feeds with their tags, items with their states and errors.

Everything that was fetched is committed here before it is coded, together with the tag of the feed it came from; an
item is marked done only after its account is in the record. A process killed between two of these steps repeats the
second one, and the record takes the same account twice without a change: nothing is lost and nothing doubled.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from tocsin.errors import InputError
from tocsin.ingest.found import Found, digest_of
from tocsin.ingest.items import Content

SOLO_STARTS = 8
"""How often an item may be begun alone without being finished: after that it is taken for one that ends the process."""

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS ingest_feed (
      url TEXT PRIMARY KEY, title TEXT, etag TEXT, modified TEXT, checked_at TEXT, next_at TEXT NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0, error TEXT, moved_to TEXT)""",
    """CREATE TABLE IF NOT EXISTS ingest_item (
      key TEXT PRIMARY KEY, state TEXT NOT NULL, version TEXT NOT NULL, found TEXT NOT NULL, page TEXT, origin TEXT,
      content TEXT, report TEXT, run TEXT, tries INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL, slug TEXT,
      message TEXT, advice TEXT, first_at TEXT NOT NULL, updated_at TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS ingest_item_state ON ingest_item(state, next_at)",
    "CREATE INDEX IF NOT EXISTS ingest_item_report ON ingest_item(report)",
)
"""States of an item: waiting, done, problem, retract (to be withdrawn), withdrawn."""
_TAKEN = "state version found page origin content next_at slug message advice updated_at".split()
_TAKE = (
    f"INSERT INTO ingest_item (key, report, first_at, {', '.join(_TAKEN)}) VALUES (?, ?, ?{', ?' * len(_TAKEN)}) "
    f"ON CONFLICT (key) DO UPDATE SET tries = 0, {', '.join(f'{name} = excluded.{name}' for name in _TAKEN)}"
)
_ITEM = "key, version, found, page, origin, content, report, tries, message"


class Connection(Protocol):
    """What ingest needs of a connection; its SQL is what `tocsin.store.dialect` takes."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """The answer to a statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """A statement for each row of parameters."""


class Database(Protocol):
    """What the journal needs of a record: `tocsin.store.connection.Database` has it."""

    def read(self) -> Connection:
        """This thread's connection."""

    def write(self) -> contextlib.AbstractContextManager[Connection]:
        """A transaction that commits or leaves nothing behind."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What is remembered of a feed; times are ISO 8601 in UTC."""

    url: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    checked_at: str | None = None
    next_at: str = ""
    failures: int = 0
    error: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item still to be fetched, coded or withdrawn."""

    key: str
    version: str
    found: str
    page: str | None
    origin: str | None
    content: Content | None
    report: str | None
    """The report in force of an earlier version, which this one replaces."""
    tries: int
    message: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """An item that could not be read, for `tocsin ingest --problems`."""

    key: str
    where: str
    slug: str
    message: str
    advice: str
    first_at: str
    last_at: str
    state: str


class Journal:
    """The memory of ingest in a record; `clock` gives the time as ISO 8601 in UTC."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self.database = database
        self.clock = clock
        with database.write() as connection:
            for statement in _SCHEMA:
                connection.execute(statement)

    # -- feeds

    def feed(self, url: str) -> Feed | None:
        """What is remembered of a feed."""
        columns = "url, title, etag, modified, checked_at, next_at, failures, error, moved_to"
        row = self.database.read().execute(f"SELECT {columns} FROM ingest_feed WHERE url = ?", (url,)).fetchone()
        return Feed(*row) if row else None

    def feeds(self) -> list[Feed]:
        """All feeds ever watched, by address."""
        urls = [r[0] for r in self.database.read().execute("SELECT url FROM ingest_feed ORDER BY url")]
        return [f for f in map(self.feed, urls) if f is not None]

    # -- what was found

    def take(
        self, found: Iterable[Found], feed: Feed | None = None, *, run: str | None = None, retry: bool = False
    ) -> int:
        """Commits what was found, and what is then known of its feed, in one transaction; returns how many are new.

        An item of a version already known is passed over: with `run` only if that run coded it, with `retry` not if
        it was a problem. A higher version replaces a lower one, never the other way round.
        """
        now, new = self.clock(), 0
        with self.database.write() as connection:
            for one in found:
                new += _take(connection, one, now, run, retry)
            if feed is not None:
                _save_feed(connection, feed)
        return new

    def save_feed(self, feed: Feed) -> None:
        """What is known of a feed after an answer that brought no entries."""
        with self.database.write() as connection:
            _save_feed(connection, feed)

    # -- work

    def waiting(self, limit: int) -> list[Waiting]:
        """Items whose turn it is, oldest first."""
        rows = self.database.read().execute(
            f"SELECT {_ITEM} FROM ingest_item WHERE state = 'waiting' AND next_at <= ? ORDER BY first_at, key LIMIT ?",
            (self.clock(), limit),
        )
        return [_waiting(row) for row in rows.fetchall()]

    def retractions(self) -> list[Waiting]:
        """Items that their source took back and whose report is still to be withdrawn."""
        rows = self.database.read().execute(f"SELECT {_ITEM} FROM ingest_item WHERE state = 'retract' ORDER BY key")
        return [_waiting(row) for row in rows.fetchall()]

    def next_due(self) -> str | None:
        """When the next waiting item has its turn."""
        row = self.database.read().execute("SELECT min(next_at) FROM ingest_item WHERE state = 'waiting'").fetchone()
        return str(row[0]) if row and row[0] else None

    def page_fetched(self, key: str, content: Content, origin: str | None) -> None:
        """The whole article of an item, kept before it is coded: a second fetch could give other text."""
        self._set(key, page=None, content=_json(content), origin=origin, tries=0, slug=None, message=None, advice=None)

    def page_failed(self, key: str, error: InputError, next_at: str | None) -> None:
        """A page that could not be fetched: tried again at `next_at`, or never, then the teaser must do."""
        told = {"slug": error.slug, "message": error.message, "advice": error.advice}
        if next_at is None:
            self._set(key, page=None, tries=0, **told)
        else:
            with self.database.write() as connection:
                connection.execute(
                    "UPDATE ingest_item SET tries = tries + 1, next_at = ?, slug = ?, message = ?, advice = ?, "
                    "updated_at = ? WHERE key = ?",
                    (next_at, *told.values(), self.clock(), key),
                )

    def begun(self, key: str) -> None:
        """Marks that the coding of an item alone has begun, so that one that ends the process is found out."""
        with self.database.write() as connection:
            connection.execute("UPDATE ingest_item SET tries = tries + 1 WHERE key = ?", (key,))

    def begun_together(self, keys: Sequence[str]) -> None:
        """The same for several: if the process ends now, each is begun alone the next time."""
        with self.database.write() as connection:
            connection.executemany("UPDATE ingest_item SET tries = CASE WHEN tries < 1 THEN 1 ELSE tries END WHERE key = ?", [(k,) for k in keys])

    def done(self, reports: Iterable[tuple[str, str, str]], note: str | None = None) -> None:
        """Marks items as done, as (key, report, run); their content now lies in the record only."""
        now = self.clock()
        with self.database.write() as connection:
            connection.executemany(
                "UPDATE ingest_item SET state = 'done', content = NULL, report = ?, run = ?, tries = 0, "
                "updated_at = ?, advice = coalesce(?, advice) WHERE key = ?",
                [(report, run, now, note, key) for key, report, run in reports],
            )

    def failed(self, key: str, error: InputError) -> None:
        """Marks an item as a problem; its content stays for another try."""
        told = {"slug": error.slug, "message": " ".join(error.message.split()), "advice": error.advice}
        self._set(key, state="problem", **told)

    def withdrawn(self, key: str) -> None:
        """Marks an item as withdrawn; its report has been."""
        self._set(key, state="withdrawn", content=None, page=None)

    # -- telling

    def problems(self) -> Iterator[Problem]:
        """Items that could not be read or only in part, and feeds that fail, the latest last."""
        columns = "key, found, slug, message, advice, first_at, updated_at, state"
        connection = self.database.read()
        for row in connection.execute(
            f"SELECT {columns} FROM ingest_item WHERE message IS NOT NULL AND state <> 'withdrawn' "
            "ORDER BY updated_at, key"
        ).fetchall():
            yield Problem(*(value or "" for value in row))
        for url, error, checked in connection.execute(
            "SELECT url, error, checked_at FROM ingest_feed WHERE error IS NOT NULL ORDER BY checked_at, url"
        ).fetchall():
            yield Problem(url, url, "feed", error, "", checked or "", checked or "", "feed")

    def counts(self) -> dict[str, int]:
        """Numbers of items by state."""
        rows = self.database.read().execute("SELECT state, count(*) FROM ingest_item GROUP BY state ORDER BY state")
        return {str(state): int(number) for state, number in rows}

    def origins(self) -> dict[str, str]:
        """Report → the agency that its source credits."""
        rows = self.database.read().execute(
            "SELECT report, origin FROM ingest_item WHERE report IS NOT NULL AND origin IS NOT NULL"
        )
        return {str(report): str(origin) for report, origin in rows}

    def _set(self, key: str, **values: object) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        with self.database.write() as connection:
            connection.execute(
                f"UPDATE ingest_item SET {names}, updated_at = ? WHERE key = ?", (*values.values(), self.clock(), key)
            )


def _save_feed(connection: Connection, feed: Feed) -> None:
    values = asdict(feed)
    marks = ", ".join("?" * len(values))
    changed = ", ".join(f"{n} = excluded.{n}" for n in values if n != "url")
    connection.execute(
        f"INSERT INTO ingest_feed ({', '.join(values)}) VALUES ({marks}) ON CONFLICT (url) DO UPDATE SET {changed}",
        tuple(values.values()),
    )


def _take(connection: Connection, one: Found, now: str, run: str | None, retry: bool) -> int:
    key, version = key_of(one), one.version
    row = connection.execute("SELECT version, state, run, report FROM ingest_item WHERE key = ?", (key,)).fetchone()
    if row is not None and _known(one, row, run, retry):
        return 0
    report = row[3] if row is not None else None
    state = "waiting" if one.content else "problem" if one.error else "retract" if report else "withdrawn"
    error = one.error
    told = (error.slug, " ".join(error.message.split()), error.advice) if error else (None, None, None)
    message = one.withdrawn if one.withdrawn else told[1]
    words = (told[0], message, told[2])
    values = (state, version, one.where, one.page, one.origin, _json(one.content), now, *words, now)
    connection.execute(_TAKE, (key, report, now, *values))
    return int(one.content is not None)


def key_of(one: Found) -> str:
    """The key of an item: its own, else its content's, else (an error) its place's."""
    if one.key:
        return one.key
    if one.content is not None:
        c = one.content
        return "content:" + digest_of(c.text, c.published, c.title, c.publisher, c.url)
    return "place:" + one.where


def _known(one: Found, row: tuple[str, str, str | None, str | None], run: str | None, retry: bool) -> bool:
    """Whether what is remembered of an item leaves nothing to do for what was found now."""
    version, state, coded_by, _ = row
    if version.isdigit() and one.version.isdigit() and int(one.version) < int(version):
        return True
    if one.error is not None:
        return state in ("done", "waiting")  # what was read once stands, whatever the source says now
    if one.withdrawn is not None:
        return state in ("retract", "withdrawn")
    if state == "withdrawn" and not (version.isdigit() and one.version.isdigit() and int(one.version) > int(version)):
        return True
    if version != one.version:
        return False
    return not (state == "problem" and retry) and not (state == "done" and run is not None and coded_by != run)


def _waiting(row: Sequence[str | None]) -> Waiting:
    key, version, found, page, origin, content, report, tries, message = row
    assert key is not None and version is not None and found is not None  # NOT NULL in the schema
    return Waiting(key, version, found, page, origin, _content(content), report, int(tries or 0), message)


def _json(content: Content | None) -> str | None:
    return json.dumps(asdict(content), ensure_ascii=False) if content is not None else None


def _content(text: str | None) -> Content | None:
    return Content(**json.loads(text)) if text else None
