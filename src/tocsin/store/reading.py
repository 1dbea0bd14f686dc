"""Facts, reports and accounts out of the record: pages, streams, counts."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from tocsin.errors import InputError
from tocsin.link.facts import Stored
from tocsin.records import Account, Credit, Dateline, DateMention, Party, Place, Report, Run, Unresolved
from tocsin.store.connection import Connection
from tocsin.store.filters import Filter
from tocsin.store.rows import fact_from_body
from tocsin.store.where import Where, where

F = TypeVar("F")
ORDERS = {"newest": "DESC", "oldest": "ASC"}
FACETS = ("type", "mode", "factuality", "country", "review", "place_precision", "publisher", "party", "actor", "recipient", "claimant", "month", "year")
_ROLES = {"party": "", "actor": "'actor', 'speaker', 'holder'", "recipient": "'recipient', 'addressee', 'target'", "claimant": "'claimant', 'speaker'"}
_COLUMNS = ("f.seq, f.kind, b.body, r.id, u.id, f.review, f.day, f.dated_by, r.title, r.publisher, r.published, r.url, r.voice, "
            "(SELECT m.incident FROM incident_member m WHERE m.fact = f.seq), c.fields, c.body")
_JOINS = ("CROSS JOIN fact_body b ON b.seq = f.seq CROSS JOIN report r ON r.seq = f.report CROSS JOIN account a ON a.seq = f.account "
          "CROSS JOIN run u ON u.seq = a.run LEFT JOIN fact_coded c ON c.seq = f.seq")


@dataclass(frozen=True, slots=True)
class Page(Generic[F]):
    """Facts with the token of the next page, None at the end."""

    items: tuple[Stored[F], ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with what the record knows of it."""

    report: Report
    added_at: str
    withdrawn_at: str | None
    withdrawn_why: str | None
    voice: str | None
    run_id: str | None
    facts: int


def page(connection: Connection, kind: str, wanted: Filter, *, limit: int, cursor: str | None, order: str) -> Page[Any]:
    """One page of facts; raises InputError for a token that is not ours."""
    if order not in ORDERS:
        raise InputError(f"there is no order {order!r}", advice=f"use {', '.join(ORDERS)}")
    found = where(connection, kind, wanted)
    direction = ORDERS[order]
    if cursor:
        day, seq = _position(cursor, order)
        found.add(f"(f.day, f.seq) {'<' if direction == 'DESC' else '>'} (?, ?)", day, seq)
    keys = connection.execute(f"SELECT f.seq, f.day {found.sql} ORDER BY {_ordered(found.driven, direction)} LIMIT ?",
                              (*found.all_parameters, limit + 1)).fetchall()
    items = _by_numbers(connection, [k[0] for k in keys[:limit]])
    more = _token(order, keys[limit - 1][1], keys[limit - 1][0]) if len(keys) > limit else None
    return Page(tuple(items), more)


def _ordered(driven: bool, direction: str) -> str:
    """With a driver the few rows are sorted; the plus keeps the planner from walking the whole index instead."""
    return f"+f.day {direction}, f.seq {direction}" if driven else f"f.day {direction}, f.seq {direction}"


def stream(connection: Connection, kind: str, wanted: Filter, *, order: str) -> Iterator[Stored[Any]]:
    """All facts that pass, one after the other, from one state of the record."""
    if order not in ORDERS:
        raise InputError(f"there is no order {order!r}", advice=f"use {', '.join(ORDERS)}")
    found = where(connection, kind, wanted)
    for keys in connection.batches(f"SELECT f.seq {found.sql} ORDER BY {_ordered(found.driven, ORDERS[order])}", found.all_parameters, 400):
        yield from _by_numbers(connection, [k[0] for k in keys])


def _by_numbers(connection: Connection, numbers: Sequence[int]) -> list[Stored[Any]]:
    if not numbers:
        return []
    rows = connection.execute(f"SELECT {_COLUMNS} FROM fact f {_JOINS} WHERE f.seq IN ({', '.join(map(str, numbers))})")
    found = {row[0]: _stored(row) for row in rows}
    return [found[n] for n in numbers]


def _stored(row: Sequence[Any]) -> Stored[Any]:
    seq, kind, body, report, run, review, day, *rest, fields, coded = row
    changed = (tuple(json.loads(fields)), fact_from_body(kind, coded)) if fields else ()
    return Stored(fact_from_body(kind, body), report, run, seq, kind, review, day or None, *rest, *changed)


def by_ids(connection: Connection, ids: Sequence[str], *, current: bool = True) -> list[Stored[Any]]:
    """The facts with these ids, in that order; those no longer in force only when `current` is off."""
    found = {}
    for start in range(0, len(ids), 400):
        part = ids[start:start + 400]
        for seq, known in connection.execute(f"SELECT seq, id FROM fact WHERE id IN ({', '.join('?' * len(part))}) "
                                             f"{'AND state = 0' if current else 'ORDER BY state DESC, seq'}", tuple(part)):
            found[known] = seq
    return _by_numbers(connection, [found[i] for i in dict.fromkeys(ids) if i in found])


def count(connection: Connection, kind: str, wanted: Filter) -> int:
    """How many facts pass."""
    found = where(connection, kind, wanted, all_of_them=True)
    return int(connection.execute(f"SELECT count(*) {found.sql}", found.all_parameters).fetchone()[0])


def facets(connection: Connection, kind: str, wanted: Filter, names: Sequence[str], *, limit: int) -> dict[str, list[tuple[str, int]]]:
    """For each name the values with their numbers of facts, most frequent first, `limit` of each."""
    out = {}
    for name in names:
        if name not in FACETS:
            raise InputError(f"there is no facet {name!r}", advice=f"facets: {', '.join(FACETS)}")
        found = where(connection, kind, wanted, all_of_them=True)
        order = "1" if name in ("month", "year") else "number DESC, 1 LIMIT ?"
        rows = connection.execute(f"{_counted(name, found)} GROUP BY 1 ORDER BY {order}",
                                  (*found.all_parameters, *(() if name in ("month", "year") else (limit,)))).fetchall()
        out[name] = [(str(r[0]), int(r[1])) for r in rows]
    return out


def _counted(name: str, found: Where) -> str:
    """Values and numbers of a facet, still to be grouped."""
    terms = " AND ".join(found.terms)
    if name == "publisher":  # reports are far fewer than facts: they are looked up once each
        return (f"SELECT r.publisher AS value, sum(g.number) AS number FROM (SELECT f.report AS report, count(*) AS number FROM {found.source} WHERE {terms} "
                f"GROUP BY 1) g CROSS JOIN report r ON r.seq = g.report WHERE r.publisher <> ''")
    if name in _ROLES:
        only = f" AND q.role IN ({_ROLES[name]})" if _ROLES[name] else ""
        return (f"SELECT coalesce(y.country, y.name) AS value, count(DISTINCT f.seq) AS number FROM {found.source} JOIN fact_party q ON q.fact = f.seq{only} "
                f"JOIN party y ON y.seq = q.party WHERE {terms} AND coalesce(y.country, y.name) <> ''")
    value = f"substr(f.day, 1, {7 if name == 'month' else 4})" if name in ("month", "year") else f"f.{name}"
    return f"SELECT {value} AS value, count(*) AS number FROM {found.source} WHERE {terms} AND {value} <> ''"


def _token(order: str, day: str, seq: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([order, day, seq]).encode()).decode().rstrip("=")


def _position(token: str, order: str) -> tuple[str, int]:
    try:
        made_for, day, seq = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if made_for != order:
            raise ValueError("another order")
        return str(day), int(seq)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InputError("the page token is not one of this query", advice="start from the first page again") from error


class _Rest(msgspec.Struct):
    places: tuple[Place, ...]
    dates: tuple[DateMention, ...]
    parties: tuple[Party, ...]
    unresolved: tuple[Unresolved, ...]


class _Extra(msgspec.Struct):
    dateline: Dateline | None
    credits: tuple[Credit, ...]


def report_of(row: Sequence[Any]) -> Report:
    """The report of a row `id, text, digest, title, published, publisher, url, language, extra`."""
    extra = msgspec.json.decode(row[8], type=_Extra)
    id_, text, digest, title, published, publisher, url, language = row[:8]
    return Report(id_, text, digest, title, published, publisher, url, language, extra.dateline, extra.credits)


REPORT_COLUMNS = "r.id, r.text, r.digest, r.title, r.published, r.publisher, r.url, r.language, r.extra"


def account(connection: Connection, report_id: str, run: str | None = None, *, corrected: bool = False) -> Account | None:
    """The account in force of a report, or the one that `run` made, as coded or as corrected; None where there is none."""
    row = connection.execute(
        f"SELECT {REPORT_COLUMNS}, a.seq, a.rest, u.coder, u.lexicon, u.model, u.settings FROM account a JOIN report r ON r.seq = a.report "
        f"JOIN run u ON u.seq = a.run WHERE r.id = ? AND {'u.id = ?' if run else 'a.state = 0'}", (report_id, run) if run else (report_id,)).fetchone()
    if row is None:
        return None
    rest = msgspec.json.decode(row[10], type=_Rest)
    facts: dict[str, list[Any]] = {"event": [], "statement": [], "toll": [], "position": []}
    for kind, body in connection.execute(f"SELECT f.kind, {'b.body' if corrected else 'coalesce(c.body, b.body)'} FROM fact f CROSS JOIN fact_body b ON b.seq = f.seq "
                                         "LEFT JOIN fact_coded c ON c.seq = f.seq WHERE f.report = (SELECT seq FROM report WHERE id = ?) AND f.account = ? ORDER BY f.ordinal",
                                         (report_id, row[9])):
        facts[kind].append(fact_from_body(kind, body))
    return Account(report_of(row), Run(*row[11:]), tuple(facts["event"]), tuple(facts["statement"]), tuple(facts["toll"]), tuple(facts["position"]),
                   rest.places, rest.dates, rest.parties, rest.unresolved)


def report_terms(connection: Connection, *, text: str | None, publisher: Sequence[str], since: str | None, until: str | None, ids: Sequence[str],
                 withdrawn: bool) -> tuple[list[str], list[object]]:
    """A filter of reports as SQL terms on the row `r`, to be joined by AND, and their parameters in order."""
    terms: list[str] = ["1 = 1"]
    parameters: list[object] = []
    for term, value in (("r.published >= ?", since), ("r.published <= ?", until)):
        if value is not None:
            terms.append(term)
            parameters.append(value)
    for column, values in (("publisher", publisher), ("id", ids)):
        if values:
            terms.append(f"r.{column} IN ({', '.join('?' * len(values))})")
            parameters += values
    if text:
        there, words = connection.matching("report_text", text)
        terms.append(f"r.seq IN (SELECT rowid FROM report_text WHERE {there})")
        parameters += words
    if not withdrawn:
        terms.append("r.withdrawn_at IS NULL")
    return terms, parameters


def reports(connection: Connection, *, text: str | None, publisher: Sequence[str], since: str | None, until: str | None, ids: Sequence[str],
            withdrawn: bool) -> Iterator[StoredReport]:
    """Reports in the order in which they came."""
    terms, parameters = report_terms(connection, text=text, publisher=publisher, since=since, until=until, ids=ids, withdrawn=withdrawn)
    found = connection.batches(
        f"SELECT {REPORT_COLUMNS}, r.added_at, r.withdrawn_at, r.withdrawn_why, r.voice, (SELECT u.id FROM account a JOIN run u ON u.seq = a.run "
        f"WHERE a.report = r.seq AND a.state = 0), (SELECT count(*) FROM fact f WHERE f.report = r.seq AND f.state = 0) "
        f"FROM report r WHERE {' AND '.join(terms)} ORDER BY r.seq", parameters, 100)
    for rows in found:
        for row in rows:
            yield StoredReport(report_of(row), *row[9:])
