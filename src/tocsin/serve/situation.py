"""The crisis screen's figures, counted in the record: timeline, map, parties' network, positions, tolls, statements, contradictions.

Counting is one grouped query each, so that a record of a hundred thousand events answers within a blink.
"""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from typing import Any

from tocsin.present import words
from tocsin.records import Actor, Source
from tocsin.serve.filters import Wanted
from tocsin.serve.names import GROUP_OF, GROUPS, party_name
from tocsin.serve.rows import claimant_of, fact_row
from tocsin.store import Store, Stored
from tocsin.store.where import where

_PARTY = (
    "CASE WHEN {y}.sector IN ('REB', 'PRE', 'ISM', 'PRM', 'OPP', 'IMG') AND {y}.name IS NOT NULL THEN {y}.name "
    "ELSE coalesce({y}.country, {y}.name) END"
)
"""A party on screen: armed groups by name, everybody else by country, bodies without a country by name."""
_MAP_PLACES = 4000
_EDGES = 400
_OWN_NAME = frozenset({"REB", "PRE", "ISM", "PRM", "OPP", "IMG"})


def key_of(actor: Actor | None) -> str | None:
    """The same key for a record in hand."""
    if actor is None:
        return None
    return actor.name if actor.sector in _OWN_NAME and actor.name else actor.country or actor.name


def timeline(store: Store, asked: Wanted) -> dict[str, Any]:
    """Events by day (or week, month, year in long spans) and group; imprecise dates as bars; undated ones counted."""
    connection = store.database.read()
    found = where(connection, "event", asked.of_kind("event"))
    rows = connection.execute(
        f"SELECT f.day, f.last_day, f.dated_by, f.type, count(*) {found.sql} GROUP BY 1, 2, 3, 4", found.all_parameters
    ).fetchall()
    dated = [r for r in rows if r[0]]
    unit = _unit(min((r[0] for r in dated), default=""), max((r[1] for r in dated), default=""))
    bins: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    bars: dict[tuple[str, str, str], int] = defaultdict(int)
    undated = 0
    for day, last, by, kind, number in rows:
        if not day:
            undated += number
        elif day != last and _bin(day, unit) != _bin(last, unit):
            bars[day, last, GROUP_OF[kind]] += number
        else:
            bins[_bin(day, unit)][GROUP_OF[kind]][0 if by == "fact" else 1] += number
    return {
        "unit": unit,
        "groups": [{"key": g, "name": name, "types": list(types)} for g, (name, types) in GROUPS.items()],
        "bins": [
            {"day": day, "end": _bin_end(day, unit), "counts": dict(sorted(counts.items()))}
            for day, counts in sorted(bins.items())
        ],
        "bars": [
            {"start": s, "end": e, "group": g, "count": n}
            for (s, e, g), n in sorted(bars.items(), key=lambda i: -i[1])[:80]
        ],
        "undated": undated,
    }


def _unit(first: str, last: str) -> str:
    if not first:
        return "day"
    days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
    return "day" if days <= 120 else "week" if days <= 800 else "month" if days <= 6000 else "year"


@functools.lru_cache(maxsize=16_384)
def _bin(day: str, unit: str) -> str:
    if unit == "week":
        date = datetime.date.fromisoformat(day)
        return (date - datetime.timedelta(days=date.weekday())).isoformat()
    return {"day": day, "month": day[:7] + "-01", "year": day[:4] + "-01-01"}[unit]


@functools.lru_cache(maxsize=16_384)
def _bin_end(day: str, unit: str) -> str:
    date = datetime.date.fromisoformat(day)
    if unit == "month":
        date = date.replace(year=date.year + date.month // 12, month=date.month % 12 + 1) - datetime.timedelta(days=1)
    return {
        "day": day,
        "week": (date + datetime.timedelta(days=6)).isoformat(),
        "month": date.isoformat(),
        "year": day[:4] + "-12-31",
    }[unit]


def places(store: Store, asked: Wanted) -> dict[str, Any]:
    """Places with their numbers of events by group, and how many events have no place that can be drawn, by reason."""
    connection = store.database.read()
    found = where(connection, "event", asked.of_kind("event"))
    rows = connection.execute(
        f"SELECT f.place, f.type, count(*) {found.sql} GROUP BY 1, 2", found.all_parameters
    ).fetchall()
    numbers: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for place, kind, number in rows:
        numbers[place][GROUP_OF[kind]] += number
    known = {
        r[0]: r
        for r in connection.execute(
            "SELECT seq, gazetteer_id, name, country, admin1, latitude, longitude, precision FROM place"
        )
    }
    drawn, unmapped = [], {"no place named in the clause": sum(numbers.pop(None, {}).values())}
    for seq, counts in numbers.items():
        _, gazetteer_id, name, country, admin1, latitude, longitude, precision = known[seq]
        total = sum(counts.values())
        if latitude is None or longitude is None:
            unmapped["a place is named that no gazetteer entry fits"] = (
                unmapped.get("a place is named that no gazetteer entry fits", 0) + total
            )
            continue
        drawn.append(
            {
                "id": gazetteer_id or name,
                "name": name,
                "country": country,
                "admin1": admin1,
                "latitude": latitude,
                "longitude": longitude,
                "precision": precision,
                "count": total,
                "counts": dict(counts),
            }
        )
    drawn.sort(key=lambda p: -p["count"])
    return {
        "places": drawn[:_MAP_PLACES],
        "more": max(0, len(drawn) - _MAP_PLACES),
        "mapped": sum(p["count"] for p in drawn),
        "unmapped": sum(unmapped.values()),
        "reasons": [{"reason": r, "count": n} for r, n in unmapped.items() if n],
    }


def network(store: Store, asked: Wanted) -> dict[str, Any]:
    """Who acted on whom: directed edges by group of act; fights without a named attacker run both ways."""
    connection = store.database.read()
    found = where(connection, "event", asked.of_kind("event"))
    one, two = _PARTY.format(y="y1"), _PARTY.format(y="y2")
    join = (
        "JOIN fact_party q1 ON q1.fact = f.seq AND q1.role = 'actor' JOIN party y1 ON y1.seq = q1.party "
        "JOIN fact_party q2 ON q2.fact = f.seq AND q2.role = '{role}' {more} JOIN party y2 ON y2.seq = q2.party"
    )
    terms = " AND ".join(found.terms) + " AND f.factuality IN ('asserted', 'claimed', 'historical')"
    query = "SELECT {one} AS a, {two} AS b, f.type, count(DISTINCT f.seq) FROM {source} {join} WHERE {terms} AND {one} <> {two} GROUP BY 1, 2, 3"
    directed = connection.execute(
        query.format(one=one, two=two, source=found.source, join=join.format(role="recipient", more=""), terms=terms),
        found.all_parameters,
    ).fetchall()
    mutual = connection.execute(
        query.format(
            one=one,
            two=two,
            source=found.source,
            join=join.format(role="actor", more="AND q1.ordinal < q2.ordinal"),
            terms=terms
            + " AND NOT EXISTS (SELECT 1 FROM fact_party q3 WHERE q3.fact = f.seq AND q3.role = 'recipient')",
        ),
        found.all_parameters,
    ).fetchall()
    edges: dict[tuple[str, str, str, bool], int] = defaultdict(int)
    for rows, both in ((directed, False), (mutual, True)):
        for a, b, kind, number in rows:
            edges[(min(a, b), max(a, b), GROUP_OF[kind], True) if both else (a, b, GROUP_OF[kind], False)] += number
    top = sorted(edges.items(), key=lambda i: (-i[1], i[0]))
    weight: dict[str, int] = defaultdict(int)
    for (a, b, _, _), number in top:
        weight[a] += number
        weight[b] += number
    kept = set(sorted(weight, key=lambda k: (-weight[k], k))[:60])
    return {
        "nodes": [
            {"key": k, "name": party_name(k), "count": weight[k]} for k in sorted(kept, key=lambda k: (-weight[k], k))
        ],
        "edges": [
            {"from": a, "to": b, "group": g, "mutual": m, "count": n}
            for (a, b, g, m), n in top
            if a in kept and b in kept
        ][:_EDGES],
        "more": len(weight) - len(kept),
    }


def positions(store: Store, asked: Wanted) -> dict[str, Any]:
    """Where third parties stand: holder × side, with stances, numbers and dates."""
    connection = store.database.read()
    found = where(connection, "position", asked.of_kind("position"))
    one, two = _PARTY.format(y="y1"), _PARTY.format(y="y2")
    rows = connection.execute(
        f"SELECT {one} AS a, {two} AS b, f.type, count(DISTINCT f.seq), min(f.day), max(f.day) FROM {found.source} "
        f"JOIN fact_party q1 ON q1.fact = f.seq AND q1.role = 'holder' JOIN party y1 ON y1.seq = q1.party "
        f"LEFT JOIN fact_party q2 ON q2.fact = f.seq AND q2.role = 'target' LEFT JOIN party y2 ON y2.seq = q2.party "
        f"WHERE {' AND '.join(found.terms)} GROUP BY 1, 2, 3",
        found.all_parameters,
    ).fetchall()
    cells: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    sides: dict[str, int] = defaultdict(int)
    holders: dict[str, int] = defaultdict(int)
    for holder, target, stance, number, first, last in rows:
        if holder is None:
            continue
        side = target or "nobody named"
        cells[holder, side].append({"stance": stance, "count": number, "first": first, "last": last})
        sides[side] += number
        holders[holder] += number
    columns = sorted(sides, key=lambda s: (s == "nobody named", -sides[s], s))[:8]
    lines = sorted(holders, key=lambda h: (-holders[h], h))[:40]
    return {
        "sides": [{"key": s, "name": party_name(s)} for s in columns],
        "holders": [
            {"key": h, "name": party_name(h), "cells": [cells.get((h, s), []) for s in columns]} for h in lines
        ],
        "more_sides": max(0, len(sides) - len(columns)),
        "more_holders": max(0, len(holders) - len(lines)),
    }


def tolls(store: Store, asked: Wanted, limit: int = 400) -> dict[str, Any]:
    """Ranges per claimant in time, never summed; open ends stay open."""
    page = store.page("toll", asked.of_kind("toll"), limit=limit)
    rows = [_toll(item) for item in page.items]
    return {"tolls": rows, "more": page.next is not None}


def _toll(item: Stored[Any]) -> dict[str, Any]:
    fact = item.fact
    return {
        "id": fact.id,
        "kind": fact.kind,
        "low": fact.low,
        "best": fact.best,
        "high": fact.high,
        "text": fact.text,
        "day": item.day,
        "dated_by": item.dated_by,
        "whom": fact.whom.text if fact.whom else None,
        "group": fact.whom.group if fact.whom else None,
        "place": (fact.place.name or fact.place.text) if fact.place else None,
        "period": fact.period,
        "since": fact.since,
        "claimant": claimant_of(fact),
        "claimant_key": _claimant_key(fact.attribution),
        "number": words.number_words(fact),
        "report": {"id": item.report_id, "publisher": item.publisher, "title": item.title},
        "href": f"/reports/{item.report_id}?fact={fact.id}",
        "quote": fact.evidence[-1].quote if fact.evidence else "",
    }


def _claimant_key(chain: tuple[Source, ...]) -> str | None:
    return key_of(chain[-1].actor) if chain else None


def board(store: Store, asked: Wanted, limit: int = 80) -> dict[str, Any]:
    """Statements by speaker and day, and what stands against what."""
    page = store.page("statement", asked.of_kind("statement"), limit=limit)
    speakers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in page.items:
        row = fact_row(item)
        speakers[key_of(item.fact.principal) or key_of(item.fact.speaker) or "Somebody not named"].append(
            {
                "id": row["id"],
                "day": item.day,
                "speaker": words.party(item.fact.speaker) if item.fact.speaker else "somebody not named",
                "form": item.fact.form,
                "quote": row["quote"],
                "denial": item.fact.denial,
                "admission": item.fact.admission,
                "addressees": [words.party(a) for a in item.fact.addressees],
                "href": row["href"],
                "publisher": item.publisher,
                "cue": item.fact.cue.quote if item.fact.cue else None,
            }
        )
    ordered = sorted(speakers, key=lambda s: (-len(speakers[s]), s))
    return {
        "speakers": [
            {"key": s, "name": party_name(s), "statements": sorted(speakers[s], key=lambda x: x["day"] or "")}
            for s in ordered
        ],
        "more": page.next is not None,
    }


def contradictions(store: Store, asked: Wanted) -> list[dict[str, Any]]:
    """Claims that stand against each other: tolls of different claimants whose ranges do not meet, acts claimed and denied."""
    found = [
        *_toll_pairs(list(store.page("toll", asked.of_kind("toll"), limit=400).items)),
        *_denials(store, asked),
    ]
    return found[:24]


def _toll_pairs(items: list[Stored[Any]]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for n, a in enumerate(items):
        for b in items[n + 1 :]:
            if len(out) >= 12:
                return out
            if _apart(a, b):
                out.append(
                    {
                        "about": f"How many {a.fact.kind}",
                        "sides": [
                            _side(a, claimant_of(a.fact), words.toll_words(a.fact)),
                            _side(b, claimant_of(b.fact), words.toll_words(b.fact)),
                        ],
                    }
                )
    return out


def _apart(a: Stored[Any], b: Stored[Any]) -> bool:
    one, two = a.fact, b.fact
    same = (
        one.kind == two.kind
        and one.period == two.period
        and a.day == b.day
        and bool(a.day)
        and (one.place.name if one.place else None) == (two.place.name if two.place else None)
        and (one.whom.group if one.whom else None) == (two.whom.group if two.whom else None)
        and (one.whom.country if one.whom else None) == (two.whom.country if two.whom else None)
    )
    if not same or claimant_of(one) == claimant_of(two) or one.low is None or two.low is None:
        return False
    return bool((one.high is not None and one.high < two.low) or (two.high is not None and two.high < one.low))


def _denials(store: Store, asked: Wanted) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    denied = [
        i
        for i in store.page("event", asked.of_kind("event"), limit=2000).items
        if i.fact.factuality == "denied" or i.fact.event_type == "REJECT"
    ]
    for item in denied[:40]:
        about = (
            [s for s in store.by_ids(item.fact.about) if s.fact.factuality in ("claimed", "denied", "asserted")]
            if item.fact.about
            else []
        )
        for other in about[:1]:
            if other.fact.id != item.fact.id:
                out.append(
                    {
                        "about": "Said and denied",
                        "sides": [
                            _side(other, claimant_of(other.fact), words.event_words(other.fact)),
                            _side(item, claimant_of(item.fact), words.event_words(item.fact)),
                        ],
                    }
                )
    return out


def _side(item: Stored[Any], who: str, text: str) -> dict[str, Any]:
    return {
        "who": who,
        "text": text[:1].upper() + text[1:],
        "quote": item.fact.evidence[-1].quote if item.fact.evidence else "",
        "day": item.day,
        "publisher": item.publisher,
        "href": f"/reports/{item.report_id}?fact={item.fact.id}",
    }
