"""The record: accounts go in, facts come out by filter, people's judgements stay. One object, its work in the modules beside it."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tocsin.errors import DataMissing, StoreError
from tocsin.link.facts import Stored
from tocsin.records import Account, Event, Position, Statement, Toll
from tocsin.store import changes as _changes
from tocsin.store import correcting, judging, reading, writing
from tocsin.store.connection import Database
from tocsin.store.filters import Filter
from tocsin.store.reading import Page, StoredReport

if TYPE_CHECKING:
    from tocsin.link.crises import Crisis
    from tocsin.link.incidents import Linked
    from tocsin.link.merge import Merged
    from tocsin.store.tables import Table

_BATCH = 200
"""Accounts in one transaction of `add_many`: a second writer waits well under a second."""
_FIRST_FACTS = 100_000
"""Facts in one transaction while an empty record is filled: the full-text index is flushed at each commit, and merged the oftener."""


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


class Store:
    """A record on disk. Safe to share between threads; any number of processes may read while one writes.

    >>> store = open_store("record.db")  # doctest: +SKIP
    >>> store.add(tocsin.code(text))  # doctest: +SKIP
    >>> [e.fact.event_type for e in store.events(party="ARM", since="2020-09-27")]  # doctest: +SKIP
    """

    def __init__(self, database: Database, clock: Callable[[], str] = _now) -> None:
        self.database = database
        self.clock = clock

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self.database.close()

    # -- writing

    def add(self, account: Account) -> writing.Added:
        """Writes one account. The same report and run twice changes nothing; a new run supersedes the facts of the old one."""
        return self.add_many([account])[0]

    def add_many(self, accounts: Iterable[Account]) -> list[writing.Added]:
        """Writes accounts in batches; what was written before an error stays. The first load of an empty record is indexed at its end."""
        done: list[writing.Added] = []
        source = iter(accounts)
        with self.database.write() as connection:
            first = connection.execute("SELECT 1 FROM fact LIMIT 1").fetchone() is None
            unbuilt = first or writing.missing_indexes(connection)  # a first load that was killed left them out
            if first:
                writing.drop_indexes(connection)
        writer = writing.Writer(self.database.read(), self.clock, judging.reanchor)
        try:
            while batch := list(itertools.islice(source, _BATCH)):
                with self.database.write():
                    done += writer.add_many(batch)
                    room = _FIRST_FACTS - sum(a.facts for a in done[-_BATCH:])
                    while first and room > 0 and (batch := list(itertools.islice(source, _BATCH))):
                        done += (more := writer.add_many(batch))
                        room -= sum(a.facts for a in more)
        finally:
            if unbuilt:
                with self.database.write() as connection:
                    writing.build_indexes(connection)
        return done

    def withdraw(self, report_id: str, reason: str | None = None) -> int:
        """Withdraws a report and every fact that rests on it; returns how many facts went. A tombstone keeps it from coming back."""
        with self.database.write() as connection:
            return writing.withdraw(connection, report_id, reason, self.clock())

    def judge(self, fact: str, verdict: str, *, author: str, other: str | None = None, fields: Mapping[str, Any] | None = None,
              reason: str | None = None) -> int:
        """Appends a person's judgement; see `tocsin.store.judging`. Returns its number."""
        with self.database.write() as connection:
            return judging.judge(connection, fact, verdict, author=author, at=self.clock(), other=other, fields=fields, reason=reason)

    # -- facts

    def events(self, wanted: Filter | None = None, *, order: str = "oldest", **given: object) -> Iterator[Stored[Event]]:
        """Events that pass a Filter, or its fields given by name, streaming: `store.events(type="ASSAULT", since="2020-09")`."""
        return self.facts("event", wanted, order=order, **given)

    def statements(self, wanted: Filter | None = None, *, order: str = "oldest", **given: object) -> Iterator[Stored[Statement]]:
        """Statements that pass, streaming."""
        return self.facts("statement", wanted, order=order, **given)

    def tolls(self, wanted: Filter | None = None, *, order: str = "oldest", **given: object) -> Iterator[Stored[Toll]]:
        """Tolls that pass, streaming."""
        return self.facts("toll", wanted, order=order, **given)

    def positions(self, wanted: Filter | None = None, *, order: str = "oldest", **given: object) -> Iterator[Stored[Position]]:
        """Positions that pass, streaming."""
        return self.facts("position", wanted, order=order, **given)

    def facts(self, kind: str, wanted: Filter | None = None, *, order: str = "oldest", **given: object) -> Iterator[Stored[Any]]:
        """Facts of a kind (event, statement, toll, position), streaming from one state of the record."""
        chosen = wanted or Filter.of(**given)
        with self.database.snapshot() as connection:
            yield from reading.stream(connection, kind, chosen, order=order)

    def page(self, kind: str, wanted: Filter | None = None, *, limit: int = 50, cursor: str | None = None, order: str = "newest") -> Page[Any]:
        """One page of facts and the opaque token of the next."""
        return reading.page(self.database.read(), kind, wanted or Filter(), limit=limit, cursor=cursor, order=order)

    def by_ids(self, ids: Sequence[str], *, current: bool = True) -> list[Stored[Any]]:
        """The facts with these ids."""
        return reading.by_ids(self.database.read(), ids, current=current)

    def count(self, kind: str, wanted: Filter | None = None, **given: object) -> int:
        """How many facts pass."""
        return reading.count(self.database.read(), kind, wanted or Filter.of(**given))

    def facets(self, kind: str, wanted: Filter | None = None, names: Sequence[str] = ("type", "country", "factuality", "review"), *,
               limit: int = 50) -> dict[str, list[tuple[str, int]]]:
        """Values with their numbers of facts: `{"type": [("ASSAULT", 31), …], …}`; see `reading.FACETS`."""
        return reading.facets(self.database.read(), kind, wanted or Filter(), names, limit=limit)

    def table(self, kind: str, wanted: Filter | None = None, **given: object) -> Table:
        """The facts as a table: `.arrow()` and `.pandas()` need pyarrow and pandas."""
        from tocsin.store.tables import Table

        return Table(self, kind, wanted or Filter.of(**given))

    # -- reports and accounts

    def reports(self, *, text: str | None = None, publisher: Sequence[str] = (), since: str | None = None, until: str | None = None,
                ids: Sequence[str] = (), withdrawn: bool = False) -> Iterator[StoredReport]:
        """Reports in the order in which they came; `text` searches titles and texts."""
        with self.database.snapshot() as connection:
            yield from reading.reports(connection, text=text, publisher=publisher, since=since, until=until, ids=ids, withdrawn=withdrawn)

    def account(self, report_id: str, run: str | None = None, *, corrected: bool = False) -> Account | None:
        """The account in force of a report, or the one a given run made, as coded or with what people corrected; None where there is none."""
        return reading.account(self.database.read(), report_id, run, corrected=corrected)

    def accounts(self, **given: Any) -> Iterator[Account]:
        """The accounts in force of the reports that `reports` gives."""
        for stored in self.reports(**given):
            found = self.account(stored.report.id)
            if found is not None:
                yield found

    def runs(self) -> list[dict[str, Any]]:
        """The runs with what made them and how many accounts of theirs are in force."""
        rows = self.database.read().execute("SELECT u.id, u.coder, u.lexicon, u.model, u.settings, u.added_at, (SELECT count(*) FROM account a "
                                            "WHERE a.run = u.seq AND a.state = 0), (SELECT count(*) FROM account a WHERE a.run = u.seq) "
                                            "FROM run u ORDER BY u.seq")
        names = ("id", "coder", "lexicon", "model", "settings", "added_at", "current", "accounts")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def totals(self) -> dict[str, int]:
        """Numbers of reports, withdrawn reports, facts in force of each kind, judgements and incidents."""
        connection = self.database.read()
        found = {"reports": "report WHERE withdrawn_at IS NULL", "withdrawn": "report WHERE withdrawn_at IS NOT NULL",
                 **{f"{kind}s": f"fact WHERE state = 0 AND kind = '{kind}'" for kind in ("event", "statement", "toll", "position")},
                 "judgements": "judgement"}
        out = {name: int(connection.execute(f"SELECT count(*) FROM {rest}").fetchone()[0]) for name, rest in found.items()}
        out["incidents"] = int(connection.execute("SELECT count(DISTINCT incident) FROM incident_member").fetchone()[0])
        return out

    # -- judgements, changes, runs

    def judgements(self, fact: str | None = None) -> list[judging.Judgement]:
        """All judgements in order, or those on one fact."""
        return list(judging.judgements(self.database.read(), fact))

    def pair_judgements(self) -> dict[tuple[str, str], bool]:
        """Pairs of fact ids that people called the same (True) or not the same (False)."""
        return judging.pair_judgements(self.database.read())

    def corrections(self, fact: str) -> dict[str, Any]:
        """The corrected values in force for a fact."""
        return correcting.corrections(self.database.read(), fact)

    def changes(self, since: int = 0, *, limit: int | None = None) -> list[_changes.Change]:
        """What happened to the record after change number `since`."""
        return list(_changes.changes(self.database.read(), since, limit))

    def fact_changes(self, since: int = 0, kind: str | None = None) -> Iterator[_changes.FactChange]:
        """The facts that those changes touched, upserts and tombstones; replayed they give a fresh export."""
        with self.database.snapshot() as connection:
            yield from _changes.fact_changes(connection, since, kind)

    def last_change(self) -> int:
        """The number of the last change, 0 for an empty record."""
        return int(self.database.read().execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0])

    def diff(self, before: str, after: str) -> Iterator[_changes.Difference]:
        """Record by record, how run `after` differs from run `before`."""
        with self.database.snapshot() as connection:
            yield from _changes.differences(connection, before, after)

    # -- incidents

    def relink(self) -> Linked:
        """Computes incidents and voices anew and saves them; judgements bind, ids stay where members stay."""
        from tocsin.store.linking import relink

        return relink(self)

    def incident(self, incident: str) -> Merged | None:
        """The merged values of an incident, each with the facts it rests on; None where it has no fact in force."""
        from tocsin.store.linking import merged_of

        return merged_of(self, incident)

    def incidents(self, wanted: Filter | None = None, **given: object) -> Iterator[Merged]:
        """The incidents with an event that passes, merged from all their members, streaming."""
        from tocsin.store.linking import incidents_of, merged_of

        for name in incidents_of(self, wanted or Filter.of(**given)):
            found = merged_of(self, name)
            if found is not None:
                yield found

    def crises(self) -> list[Crisis]:
        """The crises of the record, the one with most incidents first."""
        from tocsin.store.linking import crises_of

        return crises_of(self)

    def save_incidents(self, linked: Linked) -> None:
        """Replaces the computed memberships of incidents and the voices of reports."""
        with self.database.write() as connection:
            connection.execute("DELETE FROM incident_member")
            rows = linked.member_rows()
            while some := list(itertools.islice(rows, 10_000)):
                connection.insert("incident_member", ("incident", "fact", "score", "reasons"), some)
            connection.executemany("UPDATE report SET voice = ? WHERE id = ?", ((voice, report) for report, voice in linked.voices.items()))
            _changes.record_change(connection, self.clock(), "linked", detail=str(len(linked.incidents)))

    def incident_members(self, incident: str | None = None) -> list[tuple[str, int, float, str]]:
        """(incident, fact number, score, reasons as JSON) of one or all incidents."""
        only = "WHERE incident = ?" if incident else ""
        rows = self.database.read().execute(f"SELECT incident, fact, score, reasons FROM incident_member {only} ORDER BY incident, fact",
                                            (incident,) if incident else ())
        return [tuple(row) for row in rows]

    def incident_of_facts(self) -> dict[int, str]:
        """Fact number → its incident, of the whole record."""
        with self.database.snapshot() as connection:
            return {fact: incident for rows in connection.batches("SELECT fact, incident FROM incident_member", (), 10_000) for fact, incident in rows}


def open_store(url: str, *, read_only: bool = False, clock: Callable[[], str] = _now) -> Store:
    """The record at a path, `sqlite:///path` or `postgresql://user@host/database`, made and brought up to date where needed.

    Raises StoreError where that fails, and DataMissing for PostgreSQL without psycopg.
    """
    return Store(open_database(url, read_only=read_only), clock)


def open_database(url: str, *, read_only: bool = False) -> Database:
    """The back end that a URL names."""
    scheme, given, rest = url.partition("://")
    if scheme in ("postgresql", "postgres") and given:
        try:
            from tocsin.store.postgres import PostgresDatabase
        except ImportError as error:
            raise DataMissing(f"records in PostgreSQL need psycopg ({error})", where=scheme, advice="pip install 'tocsin[postgres]'") from error
        return PostgresDatabase(url, read_only=read_only)
    if given and scheme != "sqlite":
        raise StoreError(f"records of {scheme!r} are not supported", where=scheme, advice="give a path, sqlite:///path or postgresql://user@host/database")
    from tocsin.store.sqlite import SqliteDatabase

    return SqliteDatabase((rest.removeprefix("/") or ":memory:") if given else url, read_only=read_only)
