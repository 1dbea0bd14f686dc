"""Accounts into the record: idempotent, append-only, a later run supersedes an earlier one of the same report."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.records import Account, Actor, Place, Report, Run
from tocsin.store.changes import next_number, record_change
from tocsin.store.connection import Connection
from tocsin.store.correcting import apply_corrections
from tocsin.store.rows import (
    COLUMNS,
    PARTY,
    PLACE,
    PLACE_BOX,
    FactRow,
    extra_of,
    fact_rows,
    party_key,
    party_row,
    place_key,
    place_rows,
    rest_of,
)
from tocsin.store.schema import CURRENT, SUPERSEDED, WITHDRAWN, indexes

_KNOWN_LIMIT = 200_000
"""Keys of parties and places kept in memory while writing."""
_FLUSHED = 5_000
"""Facts after which the rows in hand are written."""
_COLUMNS = {
    "report": ("seq", "id", "title", "text", "published", "publisher", "url", "language", "digest", "extra", "added_at"),
    "account": ("seq", "report", "run", "state", "rest", "added_at"),
    "place": PLACE,
    "place_box": PLACE_BOX,
    "party": PARTY,
    "fact": ("seq", "account", "report", "state", "place", "review", *COLUMNS),
    "fact_body": ("seq", "body"),
    "fact_party": ("fact", "role", "ordinal", "party"),
    "change": ("seq", "at", "op", "report", "fact", "account", "detail"),
}
"""Tables that a load fills, with their columns, in the order in which they are written."""


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

    connection: Connection
    at: Callable[[], str]
    reanchor: Callable[[Connection, int, Sequence[FactRow]], dict[str, str]]
    _parties: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _places: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _runs: dict[Run, int] = field(default_factory=dict)
    _next: dict[str, int] = field(default_factory=dict)

    def add_many(self, accounts: Iterable[Account]) -> list[Added]:
        """One `Added` for each account, in order; call it once for each transaction."""
        self._next.clear()  # another process may have written since
        buffer = _Buffer()
        done = [self._add(account, buffer) for account in accounts]
        buffer.flush(self.connection)
        return done

    def _add(self, account: Account, buffer: _Buffer) -> Added:
        if account.report.id in buffer.reports:
            buffer.flush(self.connection)
        report, withdrawn, known = self._report(account, buffer)
        run = self._run(account.run)
        if any(row[0] == run for row in known):
            return Added(account.report.id, "known", 0)
        state = WITHDRAWN if withdrawn else CURRENT
        rows = list(fact_rows(account))
        reviews: dict[str, str] = {}
        if known:
            buffer.flush(self.connection)
            reviews = self.reanchor(self.connection, report, rows)
            if not withdrawn:
                self._supersede(report)
        at = self.at()
        seq = self._number("account")
        buffer.reports.add(account.report.id)
        buffer.rows["account"].append((seq, report, run, state, rest_of(account), at))
        self._facts(rows, seq, report, state, reviews, buffer)
        if reviews:
            buffer.flush(self.connection)
            for fact in reviews:
                apply_corrections(self.connection, fact)
        if not withdrawn:
            buffer.rows["change"].append((self._number("change"), at, "coded", account.report.id, None, seq, None))
        if len(buffer.rows["fact"]) > _FLUSHED:
            buffer.flush(self.connection)
        return Added(account.report.id, "withdrawn" if withdrawn else "recoded" if known else "new", len(rows))

    def _facts(self, rows: Sequence[FactRow], account: int, report: int, state: int, reviews: dict[str, str], buffer: _Buffer) -> None:
        facts, bodies, parties = buffer.rows["fact"], buffer.rows["fact_body"], buffer.rows["fact_party"]
        words, known, seq = buffer.words, self._parties, self._numbers("fact", len(rows))
        for row in rows:
            place = None if row.place is None else self._place(row.place, buffer)
            facts.append((seq, account, report, state, place, reviews.get(row.id, "unreviewed") if reviews else "unreviewed", *row.columns))
            bodies.append((seq, row.body))
            words.append((seq, row.words))
            for role, ordinal, actor in row.parties:
                key = party_key(actor)
                parties.append((seq, role, ordinal, known[key] if key in known else self._party(key, actor, buffer)))
            seq += 1

    def _number(self, table: str) -> int:
        """The next number of a table."""
        return self._numbers(table, 1)

    def _numbers(self, table: str, many: int) -> int:
        """The first of the next numbers of a table: there is one writer, so it need not ask again inside a transaction."""
        number = self._next.get(table) or next_number(self.connection, table)
        self._next[table] = number + many
        return number

    def _supersede(self, report: int) -> None:
        self.connection.execute("UPDATE account SET state = ? WHERE report = ? AND state = ?", (SUPERSEDED, report, CURRENT))
        self.connection.execute("UPDATE fact SET state = ? WHERE report = ? AND state = ?", (SUPERSEDED, report, CURRENT))

    def _report(self, account: Account, buffer: _Buffer) -> tuple[int, bool, list[tuple[int]]]:
        """The number of the report, whether it was withdrawn, and the runs that coded it before."""
        report: Report = account.report
        known = self.connection.execute("SELECT seq, withdrawn_at FROM report WHERE id = ?", (report.id,)).fetchone()
        if known:
            return known[0], known[1] is not None, self.connection.execute("SELECT run FROM account WHERE report = ?", (known[0],)).fetchall()
        seq = self._number("report")
        buffer.rows["report"].append((seq, report.id, report.title, report.text, report.published, report.publisher, report.url, report.language,
                                      report.digest, extra_of(account), self.at()))
        buffer.texts.append((seq, report.title, report.text))
        return seq, False, []

    def _run(self, run: Run) -> int:
        if run not in self._runs:
            known = self.connection.execute("SELECT seq FROM run WHERE id = ?", (run_id(run),)).fetchone()
            seq = known[0] if known else self._number("run")
            if not known:
                self.connection.execute("INSERT INTO run (seq, id, coder, lexicon, model, settings, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                        (seq, run_id(run), run.coder, run.lexicon, run.model, run.settings, self.at()))
            self._runs[run] = int(seq)
        return self._runs[run]

    def _party(self, key: str, actor: Actor, buffer: _Buffer) -> int:
        found, new = self._known(self._parties, "party", key)
        if new:
            buffer.rows["party"].append(party_row(found, actor)[1])
        return found

    def _place(self, place: Place, buffer: _Buffer) -> int:
        key = place_key(place)
        found = self._places.get(key)
        if found is None:
            found, new = self._known(self._places, "place", key)
            if new:
                for table, (_, row) in place_rows(found, place).items():
                    buffer.rows[table].append(row)
        return found

    def _known(self, cache: OrderedDict[str, int], table: str, key: str) -> tuple[int, bool]:
        """The number of a key in the record or a new one, and whether it is new."""
        row = self.connection.execute(f"SELECT seq FROM {table} WHERE key = ?", (key,)).fetchone()
        seq = int(row[0]) if row else self._number(table)
        if len(cache) >= _KNOWN_LIMIT:
            cache.popitem(last=False)
        cache[key] = seq
        return seq, row is None


@dataclass(slots=True)
class _Buffer:
    """Rows of many accounts, written table by table: far fewer statements, and each table's pages stay in the cache."""

    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: {table: [] for table in _COLUMNS})
    words: list[tuple[int, str]] = field(default_factory=list)
    texts: list[tuple[int, str | None, str]] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    """Ids of the reports that they are of."""

    def flush(self, connection: Connection) -> None:
        """Writes and empties."""
        for table, rows in self.rows.items():
            connection.insert(table, _COLUMNS[table], rows)
            rows.clear()
        connection.index_words(self.words)
        connection.index_reports(self.texts)
        self.words.clear()
        self.texts.clear()
        self.reports.clear()


def withdraw(connection: Connection, report_id: str, reason: str | None, at: str) -> int:
    """Takes a report and all facts that rest on it out of force; returns how many facts, 0 when it was withdrawn before."""
    row = connection.execute("SELECT seq, withdrawn_at FROM report WHERE id = ?", (report_id,)).fetchone()
    if row is None or row[1] is not None:
        return 0
    connection.execute("UPDATE report SET withdrawn_at = ?, withdrawn_why = ? WHERE seq = ?", (at, reason, row[0]))
    account = connection.execute("SELECT seq FROM account WHERE report = ? AND state = ?", (row[0], CURRENT)).fetchone()
    connection.execute("UPDATE account SET state = ? WHERE report = ? AND state = ?", (WITHDRAWN, row[0], CURRENT))
    gone = connection.execute("UPDATE fact SET state = ? WHERE report = ? AND state = ?", (WITHDRAWN, row[0], CURRENT)).rowcount
    record_change(connection, at, "withdrawn", report=report_id, account=account[0] if account else None, detail=reason)
    return gone


def missing_indexes(connection: Connection) -> bool:
    """Whether an index of the facts is not there."""
    marks = ", ".join("?" * len(indexes(connection.backend)))
    catalogue = "sqlite_master WHERE type = 'index' AND" if connection.backend == "sqlite" else "pg_indexes WHERE schemaname = current_schema() AND"
    name = "name" if connection.backend == "sqlite" else "indexname"
    found = connection.execute(f"SELECT count(*) FROM {catalogue} {name} IN ({marks})", tuple(indexes(connection.backend))).fetchone()[0]
    return bool(found < len(indexes(connection.backend)))


def drop_indexes(connection: Connection) -> None:
    """Before a large first load: row by row upkeep of ten indexes costs more than building them once."""
    for name in indexes(connection.backend):
        connection.execute(f"DROP INDEX IF EXISTS {name}")


def build_indexes(connection: Connection) -> None:
    """After it; also gathers the statistics that the query planner uses."""
    for name, body in indexes(connection.backend).items():
        connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {body}")
    if connection.backend == "sqlite":
        connection.execute("PRAGMA analysis_limit = 1000")  # rough numbers do, and are there at once
    connection.execute("ANALYZE")
