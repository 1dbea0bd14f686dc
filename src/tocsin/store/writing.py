"""Accounts into the record: idempotent, append-only, a later run supersedes an earlier one of the same report."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.link.facts import sound_coordinates
from tocsin.records import Account, Actor, Place, Report, Run
from tocsin.store.rows import COLUMNS, FactRow, extra_of, fact_rows, party_key, place_key, rest_of
from tocsin.store.schema import CURRENT, INDEXES, SUPERSEDED, WITHDRAWN

_KNOWN_LIMIT = 200_000
"""Keys of parties and places kept in memory while writing."""
_FACT = (f"INSERT INTO fact (seq, account, report, state, place, review, {', '.join(COLUMNS)}) "
         f"VALUES ({', '.join('?' * (6 + len(COLUMNS)))})")


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: `new`, `recoded` (a later run of a known report), `known` (nothing changed) or `withdrawn` (a tombstone stands)."""

    report: str
    outcome: str
    facts: int


def run_id(run: Run) -> str:
    """A short stable name of a run, from what made it: `run-1f0c…`."""
    return "run-" + hashlib.sha256("\0".join((run.coder, run.lexicon, run.model, run.settings)).encode()).hexdigest()[:12]


@dataclass(slots=True)
class Writer:
    """Writes accounts inside a transaction that the caller holds; keeps the numbers of parties and places it has met."""

    connection: sqlite3.Connection
    at: Callable[[], str]
    reanchor: Callable[[sqlite3.Connection, int, Sequence[FactRow]], dict[str, str]]
    _parties: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _places: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _runs: dict[Run, int] = field(default_factory=dict)
    _next: int | None = None

    def add_many(self, accounts: Iterable[Account]) -> list[Added]:
        """One `Added` for each account, in order; call it once for each transaction."""
        self._next = None  # another process may have written since
        buffer = _Buffer()
        done = [self._add(account, buffer) for account in accounts]
        buffer.flush(self.connection)
        return done

    def _add(self, account: Account, buffer: _Buffer) -> Added:
        report, run = self._report(account), self._run(account.run)
        number, withdrawn = report
        known = self.connection.execute("SELECT seq, run, state FROM account WHERE report = ?", (number,)).fetchall() if number > 0 else []
        number = abs(number)
        if any(row[1] == run for row in known):
            return Added(account.report.id, "known", 0)
        state = WITHDRAWN if withdrawn else CURRENT
        rows = list(fact_rows(account))
        reviews = self.reanchor(self.connection, number, rows) if known else {}
        if known and not withdrawn:
            buffer.flush(self.connection)
            self._supersede(number)
        at = self.at()
        seq = self.connection.execute("INSERT INTO account (report, run, state, rest, added_at) VALUES (?, ?, ?, ?, ?)",
                                      (number, run, state, rest_of(account), at)).lastrowid
        assert seq is not None  # an INSERT has a row number
        self._facts(rows, seq, number, state, reviews, buffer)
        if not withdrawn:
            buffer.changes.append((at, "coded", account.report.id, None, seq, None))
        if len(buffer.facts) > 5_000:
            buffer.flush(self.connection)
        return Added(account.report.id, "withdrawn" if withdrawn else "recoded" if known else "new", len(rows))

    def _facts(self, rows: Sequence[FactRow], account: int, report: int, state: int, reviews: dict[str, str], buffer: _Buffer) -> None:
        if self._next is None:
            self._next = 1 + int(self.connection.execute("SELECT coalesce(max(seq), 0) FROM fact").fetchone()[0])
        for row in rows:
            seq, self._next = self._next, self._next + 1
            place = None if row.place is None else self._place(row.place)
            buffer.facts.append((seq, account, report, state, place, reviews.get(row.id, "unreviewed"), *row.columns))
            buffer.bodies.append((seq, row.body))
            buffer.words.append((seq, row.words))
            for role, ordinal, actor in row.parties:
                buffer.parties.append((seq, role, ordinal, self._party(actor)))

    def _supersede(self, report: int) -> None:
        self.connection.execute("UPDATE account SET state = ? WHERE report = ? AND state = ?", (SUPERSEDED, report, CURRENT))
        self.connection.execute("UPDATE fact SET state = ? WHERE report = ? AND state = ?", (SUPERSEDED, report, CURRENT))

    def _report(self, account: Account) -> tuple[int, bool]:
        """The number of the report, negative when it is new, and whether it was withdrawn."""
        report: Report = account.report
        known = self.connection.execute("SELECT seq, withdrawn_at FROM report WHERE id = ?", (report.id,)).fetchone()
        if known:
            return known[0], known[1] is not None
        seq = self.connection.execute(
            "INSERT INTO report (id, title, text, published, publisher, url, language, digest, extra, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (report.id, report.title, report.text, report.published, report.publisher, report.url, report.language, report.digest,
             extra_of(account), self.at())).lastrowid
        assert seq is not None  # an INSERT has a row number
        self.connection.execute("INSERT INTO report_text (rowid, title, text) VALUES (?, ?, ?)", (seq, report.title, report.text))
        return -seq, False

    def _run(self, run: Run) -> int:
        if run not in self._runs:
            self.connection.execute("INSERT OR IGNORE INTO run (id, coder, lexicon, model, settings, added_at) VALUES (?, ?, ?, ?, ?, ?)",
                                    (run_id(run), run.coder, run.lexicon, run.model, run.settings, self.at()))
            self._runs[run] = int(self.connection.execute("SELECT seq FROM run WHERE id = ?", (run_id(run),)).fetchone()[0])
        return self._runs[run]

    def _party(self, actor: Actor) -> int:
        key = party_key(actor)
        found = self._parties.get(key)
        return found if found is not None else self._known(self._parties, "party", key, lambda: self._new_party(key, actor))

    def _new_party(self, key: str, actor: Actor) -> int:
        seq = self.connection.execute("INSERT INTO party (key, id, name, country, sector, private) VALUES (?, ?, ?, ?, ?, ?)",
                                      (key, actor.id, actor.name or actor.text, actor.country, actor.sector, int(actor.private))).lastrowid
        assert seq is not None  # an INSERT has a row number
        return seq

    def _place(self, place: Place) -> int:
        key = place_key(place)
        found = self._places.get(key)
        return found if found is not None else self._known(self._places, "place", key, lambda: self._new_place(key, place))

    def _new_place(self, key: str, place: Place) -> int:
        latitude, longitude = sound_coordinates(place) or (None, None)
        seq = self.connection.execute(
            "INSERT INTO place (key, gazetteer_id, name, country, admin1, latitude, longitude, precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (key, place.gazetteer_id, place.name or place.text, place.country, place.admin1, latitude, longitude, place.precision)).lastrowid
        assert seq is not None  # an INSERT has a row number
        if latitude is not None:
            self.connection.execute("INSERT INTO place_box VALUES (?, ?, ?, ?, ?)", (seq, latitude, latitude, longitude, longitude))
        return seq

    def _known(self, cache: OrderedDict[str, int], table: str, key: str, make: Callable[[], int]) -> int:
        row = self.connection.execute(f"SELECT seq FROM {table} WHERE key = ?", (key,)).fetchone()
        seq = row[0] if row else make()
        if len(cache) >= _KNOWN_LIMIT:
            cache.popitem(last=False)
        cache[key] = seq
        return int(seq)


@dataclass(slots=True)
class _Buffer:
    """Rows of many accounts, written table by table: far fewer statements, and each table's pages stay in the cache."""

    facts: list[tuple[object, ...]] = field(default_factory=list)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    parties: list[tuple[object, ...]] = field(default_factory=list)
    changes: list[tuple[object, ...]] = field(default_factory=list)

    def flush(self, connection: sqlite3.Connection) -> None:
        """Writes and empties."""
        connection.executemany(_FACT, self.facts)
        connection.executemany("INSERT INTO fact_body VALUES (?, ?)", self.bodies)
        connection.executemany("INSERT INTO fact_text (rowid, words) VALUES (?, ?)", self.words)
        connection.executemany("INSERT INTO fact_party VALUES (?, ?, ?, ?)", self.parties)
        connection.executemany("INSERT INTO change (at, op, report, fact, account, detail) VALUES (?, ?, ?, ?, ?, ?)", self.changes)
        for rows in (self.facts, self.bodies, self.words, self.parties, self.changes):
            rows.clear()


def withdraw(connection: sqlite3.Connection, report_id: str, reason: str | None, at: str) -> int:
    """Takes a report and all facts that rest on it out of force; returns how many facts, 0 when it was withdrawn before."""
    row = connection.execute("SELECT seq, withdrawn_at FROM report WHERE id = ?", (report_id,)).fetchone()
    if row is None or row[1] is not None:
        return 0
    connection.execute("UPDATE report SET withdrawn_at = ?, withdrawn_why = ? WHERE seq = ?", (at, reason, row[0]))
    account = connection.execute("SELECT seq FROM account WHERE report = ? AND state = ?", (row[0], CURRENT)).fetchone()
    connection.execute("UPDATE account SET state = ? WHERE report = ? AND state = ?", (WITHDRAWN, row[0], CURRENT))
    gone = connection.execute("UPDATE fact SET state = ? WHERE report = ? AND state = ?", (WITHDRAWN, row[0], CURRENT)).rowcount
    connection.execute("INSERT INTO change (at, op, report, account, detail) VALUES (?, 'withdrawn', ?, ?, ?)",
                       (at, report_id, account[0] if account else None, reason))
    return gone


def drop_indexes(connection: sqlite3.Connection) -> None:
    """Before a large first load: row by row upkeep of ten indexes costs more than building them once."""
    for name in INDEXES:
        connection.execute(f"DROP INDEX IF EXISTS {name}")


def build_indexes(connection: sqlite3.Connection) -> None:
    """After it; also gathers the statistics that the query planner uses."""
    for name, body in INDEXES.items():
        connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {body}")
    connection.execute("ANALYZE")
