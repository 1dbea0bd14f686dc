"""A filter as SQL: cheap conditions on the fact's own row, and selective ones that may drive the search.

Every condition that an index can answer is counted up to a limit first. Where that promises less work, the rare ones
are intersected from their indexes alone and drive the query; otherwise rows are checked one by one, in the order of
the page. So a rare party costs a few row reads, and a common one ends as soon as the page is full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tocsin.store.connection import Connection
from tocsin.store.filters import Box, Filter
from tocsin.store.words import lower_ascii

COUNTED = 60_000
"""Facts up to which a condition is counted: reading as many index entries takes some 10 ms."""
_ENTRY, _ROW, _PAGE = 1.0, 5.0, 60
"""Measured microseconds: an index entry intersected, a row read; rows of a page."""

Parameters = tuple[object, ...]
ACTING = ("actor", "speaker", "holder")
ACTED_ON = ("recipient", "addressee", "target")
SAYING = ("claimant", "speaker")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in two forms: `driver` selects fact numbers, `check` tests the row `f`."""

    driver: str
    driver_parameters: Parameters
    check: str
    check_parameters: Parameters
    driven_check: str | None = None
    """A form of `check` that is cheaper when many rows are checked."""
    check_cost: float = 3.0
    """Microseconds of one check."""
    own: bool = False
    """Of a column of the fact itself, which the index that counting reads has."""


@dataclass(slots=True)
class Where:
    """The SQL of a filter: `FROM … WHERE …` without its first words, and its parameters."""

    source: str = "fact f"
    terms: list[str] = field(default_factory=list)
    source_parameters: Parameters = ()
    parameters: list[object] = field(default_factory=list)
    driven: bool = False

    @property
    def sql(self) -> str:
        """`FROM … WHERE …`."""
        return f"FROM {self.source} WHERE {' AND '.join(self.terms)}"

    @property
    def all_parameters(self) -> Parameters:
        """The parameters of source and terms, in order."""
        return (*self.source_parameters, *self.parameters)

    def add(self, term: str, *parameters: object) -> None:
        """One more term."""
        self.terms.append(term)
        self.parameters += parameters


def where(connection: Connection, kind: str, wanted: Filter, *, all_of_them: bool = False) -> Where:
    """The SQL for the current facts of `kind` (event, statement, toll, position) that pass the filter.

    `all_of_them`: every row will be read (to count), so that nothing ends early: what stands outside the fact's own row drives.
    """
    out = Where()
    out.add("f.kind = ? AND f.state = 0", kind)
    _own_columns(out, wanted)
    outside = _conditions(connection, kind, wanted)
    drivers = [c for c in outside if not c.own] if all_of_them else _drivers(connection, outside)
    if drivers:
        out.driven = True
        distinct = "SELECT DISTINCT seq FROM ({}) one" if len(drivers) == 1 else "{}"
        out.source = f"({distinct.format(' INTERSECT '.join(d.driver for d in drivers))}) d CROSS JOIN fact f ON f.seq = d.seq"
        out.source_parameters = tuple(p for d in drivers for p in d.driver_parameters)
    for condition in outside:
        if condition not in drivers:
            out.add((out.driven and condition.driven_check) or condition.check, *condition.check_parameters)
    return out


def _own_columns(out: Where, wanted: Filter) -> None:
    if wanted.since:
        out.add("f.last_day >= ?", wanted.since)
    if wanted.until:
        out.add("f.day <= ? AND f.day > ''", wanted.until)
    if wanted.dated is not None:
        out.add(f"f.date_start IS {'NOT ' if wanted.dated else ''}NULL")
    if wanted.located is not None:
        located = "(SELECT latitude FROM place WHERE place.seq = f.place)"
        out.add(f"{located} IS {'NOT ' if wanted.located else ''}NULL")
    if wanted.confidence is not None:
        out.add("f.confidence >= ?", wanted.confidence)
    for column, values in (("mode", wanted.mode), ("place_precision", wanted.precision)):
        if values:
            out.add(f"f.{column} IN ({_marks(values)})", *values)


def _conditions(connection: Connection, kind: str, wanted: Filter) -> list[Condition]:
    found = [_column(kind, name, values) for name, values in (
        ("type", wanted.type), ("country", wanted.country), ("factuality", wanted.factuality), ("review", wanted.review)) if values]
    for roles, names in ((ACTING, wanted.actor), (ACTED_ON, wanted.recipient), (None, wanted.party)):
        found += [_party((name,), roles) for name in names]
    if wanted.claimant:
        found.append(_party(wanted.claimant, SAYING))
    if wanted.bbox:
        found.append(_places(kind, *_box(wanted.bbox)))
    if wanted.place:
        key = "gazetteer_id = ?" if ":" in wanted.place else "name COLLATE NOCASE = ?"
        found.append(_places(kind, f"SELECT seq FROM place WHERE {key}", (wanted.place if ":" in wanted.place else lower_ascii(wanted.place),)))
    for column, values in (("publisher", wanted.publisher), ("id", wanted.report)):
        if values:
            inner = f"SELECT seq FROM report WHERE {column} IN ({_marks(values)})"
            found.append(Condition(f"SELECT seq FROM fact WHERE kind = ? AND report IN ({inner})", (kind, *values), f"+f.report IN ({inner})", values))
    if wanted.incident:
        inner = f"SELECT fact FROM incident_member WHERE incident IN ({_marks(wanted.incident)})"
        found.append(Condition(f"SELECT fact AS seq FROM incident_member WHERE incident IN ({_marks(wanted.incident)})", wanted.incident,
                               f"f.seq IN ({inner})", wanted.incident))
    if wanted.text:
        there, words = connection.matching("fact_text", wanted.text)
        found.append(Condition(f"SELECT rowid AS seq FROM fact_text WHERE {there}", words,
                               f"EXISTS (SELECT 1 FROM fact_text WHERE rowid = f.seq AND {there})", words,
                               f"f.seq IN (SELECT rowid FROM fact_text WHERE {there})", 90.0))
    return found


def _column(kind: str, name: str, values: tuple[str, ...]) -> Condition:
    extra = " AND review <> 'unreviewed'" if name == "review" and "unreviewed" not in values else ""
    return Condition(f"SELECT seq FROM fact WHERE state = 0 AND kind = ? AND {name} IN ({_marks(values)}){extra}", (kind, *values),
                     f"+f.{name} IN ({_marks(values)})", values, own=True)


def _party(names: tuple[str, ...], roles: tuple[str, ...] | None) -> Condition:
    """Facts in which one of `names` (ISO alpha-3, id or name) takes part in one of `roles`."""
    codes = tuple(n for n in names if re.fullmatch("[A-Z]{3}", n))
    others = tuple(n for n in names if n not in codes)
    terms: list[str] = []
    parameters: Parameters = ()
    if codes:
        terms.append(f"SELECT seq FROM party WHERE country IN ({_marks(codes)})")
        parameters += codes
    if others:
        terms.append(f"SELECT seq FROM party WHERE id IN ({_marks(others)}) UNION SELECT seq FROM party WHERE name COLLATE NOCASE IN ({_marks(others)})")
        parameters += others + tuple(map(lower_ascii, others))
    role = f" AND p.role IN ({_marks(roles)})" if roles else ""
    either = f"p.party IN ({' UNION '.join(terms)}){role}"
    parameters += roles or ()
    return Condition(f"SELECT p.fact AS seq FROM fact_party p WHERE {either}", parameters,
                     f"EXISTS (SELECT 1 FROM fact_party p WHERE p.fact = f.seq AND +{either})", parameters)


def _places(kind: str, inner: str, parameters: Parameters) -> Condition:
    return Condition(f"SELECT seq FROM fact WHERE state = 0 AND kind = ? AND place IN ({inner})", (kind, *parameters), f"+f.place IN ({inner})", parameters)


def _box(box: Box) -> tuple[str, Parameters]:
    """Places in the box: the R*Tree keeps single precision, so the exact columns decide."""
    west, south, east, north = box
    inside = "SELECT b.seq FROM place_box b JOIN place p ON p.seq = b.seq WHERE {} AND p.latitude BETWEEN ? AND ? AND {}"
    tree = "b.north >= ? AND b.south <= ?"
    if west <= east:
        return (inside.format(f"{tree} AND b.east >= ? AND b.west <= ?", "p.longitude BETWEEN ? AND ?"),
                (south - 1e-4, north + 1e-4, west - 1e-4, east + 1e-4, south, north, west, east))
    return (inside.format(tree, "(p.longitude >= ? OR p.longitude <= ?)"), (south - 1e-4, north + 1e-4, south, north, west, east))


def _drivers(connection: Connection, conditions: list[Condition]) -> list[Condition]:
    """The conditions to intersect from their indexes, none where walking the facts in order fills a page sooner."""
    counts = [(c, int(connection.execute(f"SELECT count(*) FROM ({c.driver} LIMIT {COUNTED}) counted", c.driver_parameters).fetchone()[0])) for c in conditions]
    rare = [(c, n) for c, n in counts if n < COUNTED]
    if not rare:
        return []
    facts = max(1, int(connection.execute("SELECT coalesce(max(seq), 0) FROM fact").fetchone()[0]))
    share = 1.0
    for _, number in rare:
        share *= min(1.0, number / facts)
    driven = sum(n for _, n in rare) * _ENTRY + facts * share * _ROW
    walked = min(facts, _PAGE / max(share, 1e-9)) * (_ROW + sum(c.check_cost for c in conditions))
    return [c for c, _ in rare] if driven < walked else []


def _marks(values: Parameters) -> str:
    return ", ".join("?" * len(values))
