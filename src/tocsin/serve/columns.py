"""The record's facts in columns, in memory: what facets, counts and figures are counted from, without asking the database.

A hundred thousand events with their statements, tolls and positions take some 30 MB and are read in about two seconds once;
after that a change of the record re-reads the facts of the reports that it touched. One fact is one row in all columns,
rows are in the order of fact numbers, and 0 is "nothing" in every column of codes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.store import Store

Numbers = NDArray[Any]
KINDS = ("event", "statement", "toll", "position")
ROLES = ("actor", "recipient", "third", "claimant", "speaker", "addressee", "principal", "holder", "target")
CODED = ("type", "mode", "factuality", "country", "review", "place_precision")
"""Columns of codes; each has its words in `Columns.words`."""
_OWN_NAME = frozenset({"REB", "PRE", "ISM", "PRM", "OPP", "IMG"})
_MANY = 300
"""Touched reports beyond which everything is read anew."""
_FACTS = (
    "SELECT f.seq, f.kind, f.report, f.type, f.mode, f.factuality, f.country, f.review, f.place_precision, f.confidence, f.day, f.last_day, "
    "f.dated_by, f.date_start, f.place FROM fact f WHERE f.state = 0"
)
_PARTIES = "SELECT p.fact, p.role, p.ordinal, p.party FROM fact_party p JOIN fact f ON f.seq = p.fact WHERE f.state = 0"


class Words:
    """Codes for words, given out as they come and never taken back; code 0 is the empty word."""

    def __init__(self) -> None:
        self.list: list[str] = [""]
        self._code: dict[str, int] = {"": 0}

    def codes(self, words: Iterable[str | None]) -> Numbers:
        """The codes of words, new ones for those not met before."""
        known, out = self._code, []
        for word in words:
            code = known.get(word or "")
            if code is None:
                code = known[word or ""] = len(self.list)
                self.list.append(word or "")
            out.append(code)
        return np.array(out, dtype=np.int32)

    def find(self, words: Iterable[str]) -> list[int]:
        """The codes of those words that there are."""
        return [self._code[w] for w in words if w in self._code]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part: one line for each party of a fact, in the order of facts."""

    fact: Numbers
    """Number of the fact."""
    role: Numbers
    ordinal: Numbers
    party: Numbers


@dataclass(frozen=True, slots=True)
class Party:
    """A party as facets and figures call it."""

    country: str
    name: str
    id: str
    own: bool
    """Armed groups go by their own names."""

    @property
    def facet(self) -> str:
        """The key in facets: country, else name."""
        return self.country or self.name

    @property
    def shown(self) -> str:
        """The key in figures: armed groups by name, everybody else by country, bodies without a country by name."""
        return self.name if self.own and self.name else self.country or self.name


@dataclass(frozen=True, slots=True)
class Lists:
    """The small tables beside the facts: parties and places by number, reports with their publishers."""

    parties: dict[int, Party]
    places: dict[int, tuple[Any, ...]]
    """(number, gazetteer id, name, country, admin1, latitude, longitude, precision)."""
    report_of: dict[str, int]
    publisher_of: dict[int, str]
    derived: dict[Any, Any] = dataclasses.field(default_factory=dict)

    def once(self, key: Any, make: Any) -> Any:
        """What `make()` gives, worked out once as long as no row came to the tables."""
        if key not in self.derived:
            self.derived[key] = make()
        return self.derived[key]


@dataclass(frozen=True, slots=True)
class Columns:
    """All facts in force, at one state of the record."""

    version: int
    seq: Numbers
    kind: Numbers
    report: Numbers
    publisher: Numbers
    coded: dict[str, Numbers]
    confidence: Numbers
    day: Numbers
    """20200927; 0 where there is none."""
    last: Numbers
    by_fact: Numbers
    """Whether the day is the fact's own."""
    dated: Numbers
    place: Numbers
    located: Numbers
    parties: Parties
    lists: Lists
    words: dict[str, Words]
    derived: dict[Any, Any] = dataclasses.field(default_factory=dict)
    """What figures work out once for this state; see `once`."""

    def once(self, key: Any, make: Any) -> Any:
        """What `make()` gives, worked out the first time it is asked for at this state of the record."""
        if key not in self.derived:
            self.derived[key] = make()
        return self.derived[key]

    def rows_of(self, kind: str) -> Numbers:
        """The rows of one kind of fact."""
        found: Numbers = self.once(("rows", kind), lambda: np.flatnonzero(self.kind == KINDS.index(kind)))
        return found

    @property
    def party_rows(self) -> Numbers:
        """For each line of `parties` the row of its fact."""
        found: Numbers = self.once("party rows", lambda: np.searchsorted(self.seq, self.parties.fact))
        return found


def load(store: Store) -> Columns:
    """The facts in force of a record, read whole."""
    read = store.database.read()
    version = store.last_change()
    words = {name: Words() for name in (*CODED, "publisher", "kind", "role", "day")}
    words["kind"].codes(KINDS)
    words["role"].codes(ROLES)
    lists = _lists(read)
    facts = read.execute(f"{_FACTS} ORDER BY f.seq").fetchall()
    parties = _parties(read.execute(f"{_PARTIES} ORDER BY p.fact, p.role, p.ordinal").fetchall(), words)
    return _columns(version, facts, parties, lists, words)


def refreshed(columns: Columns, store: Store) -> Columns:
    """The same after what happened since: facts of touched reports are read again, the rest stays."""
    read = store.database.read()
    version = store.last_change()
    touched = {c.report for c in store.changes(columns.version) if c.report}
    if len(touched) > _MANY:
        return load(store)
    lists = _lists(read, columns.lists)
    reports = [lists.report_of[r] for r in touched if r in lists.report_of]
    if not reports:
        return dataclasses.replace(columns, version=version)
    marks = ", ".join("?" * len(reports))
    facts = read.execute(f"{_FACTS} AND f.report IN ({marks}) ORDER BY f.seq", reports).fetchall()
    lines = read.execute(f"{_PARTIES} AND f.report IN ({marks}) ORDER BY p.fact, p.role, p.ordinal", reports).fetchall()
    new = _columns(version, facts, _parties(lines, columns.words), lists, columns.words)
    keep = ~np.isin(columns.report, reports)
    kept = np.isin(columns.parties.fact, columns.seq[keep])
    return _joined(columns, keep, kept, new)


def _joined(old: Columns, keep: Numbers, kept: Numbers, new: Columns) -> Columns:
    order = np.argsort(np.concatenate([old.seq[keep], new.seq]), kind="stable")

    def both(name: str) -> Numbers:
        joined: Numbers = np.concatenate([getattr(old, name)[keep], getattr(new, name)])[order]
        return joined

    lines = {f: np.concatenate([getattr(old.parties, f)[kept], getattr(new.parties, f)]) for f in ("fact", "role", "ordinal", "party")}
    by_fact = np.argsort(lines["fact"], kind="stable")
    return Columns(
        new.version,
        seq=both("seq"),
        kind=both("kind"),
        report=both("report"),
        publisher=both("publisher"),
        coded={n: np.concatenate([old.coded[n][keep], new.coded[n]])[order] for n in CODED},
        confidence=both("confidence"),
        day=both("day"),
        last=both("last"),
        by_fact=both("by_fact"),
        dated=both("dated"),
        place=both("place"),
        located=both("located"),
        parties=Parties(**{f: values[by_fact] for f, values in lines.items()}),
        lists=new.lists,
        words=old.words,
    )


def _lists(read: Any, known: Lists | None = None) -> Lists:
    """The small tables; of those `known` only the rows that came since, for none is ever changed."""
    old = known or Lists({}, {}, {}, {})

    def since(query: str, held: dict[int, Any]) -> list[Any]:
        rows: list[Any] = read.execute(f"{query} WHERE seq > ?", (max(held, default=0),)).fetchall()
        return rows

    parties = since("SELECT seq, id, name, country, sector FROM party", old.parties)
    places = since("SELECT seq, gazetteer_id, name, country, admin1, latitude, longitude, precision FROM place", old.places)
    reports = since("SELECT seq, id, publisher FROM report", old.publisher_of)
    if known and not (parties or places or reports):
        return known
    return Lists(
        old.parties | {seq: Party(country or "", name or "", id_ or "", sector in _OWN_NAME) for seq, id_, name, country, sector in parties},
        old.places | {row[0]: tuple(row) for row in places},
        old.report_of | {id_: seq for seq, id_, _ in reports},
        old.publisher_of | {seq: publisher or "" for seq, _, publisher in reports},
    )


def _parties(rows: Sequence[Any], words: dict[str, Words]) -> Parties:
    fact, role, ordinal, party = zip(*rows) if rows else ((), (), (), ())
    return Parties(
        np.array(fact, dtype=np.int64),
        words["role"].codes(role) - 1,
        np.array(ordinal, dtype=np.int32),
        np.array(party, dtype=np.int64),
    )


def _columns(version: int, facts: Sequence[Any], parties: Parties, lists: Lists, words: dict[str, Words]) -> Columns:
    columns = list(zip(*facts)) if facts else [()] * 15
    seq, kind, report, *coded, confidence, day, last, by, start, place = columns
    numbers = np.array([p or 0 for p in place], dtype=np.int64)
    drawn = np.zeros(max(lists.places, default=0) + 1, dtype=bool)
    drawn[[n for n, row in lists.places.items() if row[5] is not None]] = True
    return Columns(
        version,
        seq=np.array(seq, dtype=np.int64),
        kind=words["kind"].codes(kind) - 1,
        report=np.array(report, dtype=np.int64),
        publisher=words["publisher"].codes(lists.publisher_of.get(r, "") for r in report),
        coded={name: words[name].codes(values) for name, values in zip(CODED, coded, strict=True)},
        confidence=np.array([np.nan if c is None else c for c in confidence], dtype=np.float64),
        day=_days(day, words["day"]),
        last=_days(last, words["day"]),
        by_fact=np.array([b == "fact" for b in by], dtype=bool),
        dated=np.array([s is not None for s in start], dtype=bool),
        place=numbers,
        located=drawn[numbers],
        parties=parties,
        lists=lists,
        words=words,
    )


def _days(days: Sequence[str], words: Words) -> Numbers:
    """20200927 for 2020-09-27, 0 for no day: the same order as of the words."""
    codes = words.codes(days)
    found: Numbers = np.array([int(d.replace("-", "")) if d else 0 for d in words.list], dtype=np.int64)[codes]
    return found
