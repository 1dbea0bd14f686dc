"""The crisis screen's counted figures: timeline, map, parties' network, positions; each from the passing rows of the columns.

Nothing here asks the database, so that a record of a hundred thousand events answers within a few milliseconds.
"""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from typing import Any

import numpy as np

from tocsin.serve.columns import Columns, Numbers
from tocsin.serve.names import GROUP_OF, GROUPS, party_name

_MAP_PLACES = 4000
_EDGES = 400
_BARS = 80
_NOT_NAMED = "nobody named"
_TOLD = ("asserted", "claimed", "historical")
"""Factualities of acts that happened, as somebody says: those the network draws."""


def _groups(columns: Columns) -> Numbers:
    """For each code of a type the number of its group; types of other kinds of facts are in the last."""
    order = list(GROUPS)
    return np.array([order.index(GROUP_OF[t]) if t in GROUP_OF else len(order) for t in columns.words["type"].list])


def timeline(columns: Columns, rows: Numbers) -> dict[str, Any]:
    """Events by day (or week, month, year in long spans) and group; imprecise dates as bars; undated ones counted."""
    groups = _groups(columns)[columns.coded["type"][rows]]
    day, last, own = columns.day[rows], columns.last[rows], columns.by_fact[rows]
    dated = day > 0
    unit = _unit(_iso(day[dated].min()), _iso(last[dated].max())) if dated.any() else "day"
    edges = np.unique(np.concatenate([day, last]))
    bin_of = np.array([0 if not d else int(_bin(_iso(d), unit).replace("-", "")) for d in edges.tolist()])
    starts, ends = bin_of[np.searchsorted(edges, day)], bin_of[np.searchsorted(edges, last)]
    sharp = dated & (starts == ends)
    keys, numbers = np.unique(starts[sharp] * 100 + groups[sharp] * 2 + ~own[sharp], return_counts=True)
    bins: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    names = list(GROUPS)
    for key, number in zip(keys.tolist(), numbers.tolist()):
        bins[_iso(key // 100)][names[key % 100 // 2]][key % 2] += number
    return {
        "unit": unit,
        "groups": [{"key": g, "name": name, "types": list(types)} for g, (name, types) in GROUPS.items()],
        "bins": [
            {"day": first, "end": _bin_end(first, unit), "counts": dict(sorted(counts.items()))}
            for first, counts in sorted(bins.items())
        ],
        "bars": _bars(day[dated & ~sharp], last[dated & ~sharp], groups[dated & ~sharp]),
        "undated": int((~dated).sum()),
    }


def _bars(day: Numbers, last: Numbers, groups: Numbers) -> list[dict[str, Any]]:
    """Stretches no sharper than they are told, those of most events first."""
    keys, numbers = np.unique(np.stack([day, last, groups]), axis=1, return_counts=True)
    order = np.lexsort((keys[2], keys[1], keys[0], -numbers))[:_BARS]
    names = list(GROUPS)
    return [
        {"start": _iso(keys[0, i]), "end": _iso(keys[1, i]), "group": names[keys[2, i]], "count": int(numbers[i])}
        for i in order
    ]


def _iso(number: int) -> str:
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"


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


def places(columns: Columns, rows: Numbers) -> dict[str, Any]:
    """Places with their numbers of events by group, and how many events have no place that can be drawn, by reason."""
    names = list(GROUPS)
    groups = _groups(columns)[columns.coded["type"][rows]]
    keys, numbers = np.unique(columns.place[rows] * len(names) + groups, return_counts=True)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for key, number in zip(keys.tolist(), numbers.tolist()):
        counts[key // len(names)][names[key % len(names)]] = number
    unmapped = {"no place named in the clause": sum(counts.pop(0, {}).values()), "a place is named that no gazetteer entry fits": 0}
    drawn = []
    for place, found in counts.items():
        _, gazetteer_id, name, country, admin1, latitude, longitude, precision = columns.lists.places[place]
        total = sum(found.values())
        if latitude is None or longitude is None:
            unmapped["a place is named that no gazetteer entry fits"] += total
            continue
        drawn.append(
            {
                "id": gazetteer_id or name,
                "name": name,
                "country": country,
                "admin1": admin1,
                "latitude": round(latitude, 4),
                "longitude": round(longitude, 4),
                "precision": precision,
                "count": total,
                "counts": found,
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


def _keys(columns: Columns) -> tuple[Numbers, list[str]]:
    """For each number of a party its key in figures, and what the keys mean; 0 is nobody."""

    def make() -> tuple[Numbers, list[str]]:
        words: dict[str, int] = {"": 0}
        found = np.zeros(max(columns.lists.parties, default=0) + 1, dtype=np.int64)
        for number, party in columns.lists.parties.items():
            found[number] = words.setdefault(party.shown, len(words))
        return found, list(words)

    made: tuple[Numbers, list[str]] = columns.lists.once("keys", make)
    return made


def _lines(columns: Columns, role: str) -> tuple[Numbers, Numbers, Numbers]:
    """(row, key, ordinal) of the parties in one role."""
    keys, _ = _keys(columns)
    lines = columns.parties.role == columns.words["role"].find([role])[0] - 1
    return columns.party_rows[lines], keys[columns.parties.party[lines]], columns.parties.ordinal[lines]


def _pairs(left: Numbers, right: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Positions in `left` and `right` (rows, in order) of all pairs with the same row."""
    number = np.bincount(right, minlength=size)
    first = np.concatenate([[0], np.cumsum(number)[:-1]]) if size else number
    repeats = number[left]
    one = np.repeat(np.arange(len(left)), repeats)
    offset = np.arange(len(one)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    return one, first[left][one] + offset


def _edges(columns: Columns) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """(row, who, to whom, whether both ways) of every event that happened with both parties named; each once."""
    size = len(columns.seq)
    actors, recipients = _lines(columns, "actor"), _lines(columns, "recipient")
    one, two = _pairs(actors[0], recipients[0], size)
    among, other = _pairs(actors[0], actors[0], size)
    alone = np.ones(size, dtype=bool)
    alone[recipients[0]] = False
    mutual = (actors[2][among] < actors[2][other]) & alone[actors[0][among]]
    among, other = among[mutual], other[mutual]
    row = np.concatenate([actors[0][one], actors[0][among]])
    a, b = np.concatenate([actors[1][one], actors[1][among]]), np.concatenate([recipients[1][two], actors[1][other]])
    both = np.concatenate([np.zeros(len(one), dtype=bool), np.ones(len(among), dtype=bool)])
    a, b = np.where(both, np.minimum(a, b), a), np.where(both, np.maximum(a, b), b)
    told = np.isin(columns.coded["factuality"][row], columns.words["factuality"].find(_TOLD))
    found = np.unique(np.stack([row, a, b, both])[:, told & (a != b) & (a > 0) & (b > 0)], axis=1)
    return found[0], found[1], found[2], found[3]


def network(columns: Columns, rows: Numbers) -> dict[str, Any]:
    """Who acted on whom: directed edges by group of act; fights without a named attacker run both ways."""
    row, one, two, both = columns.once("edges", lambda: _edges(columns))
    _, words = _keys(columns)
    chosen = np.zeros(len(columns.seq), dtype=bool)
    chosen[rows] = True
    passes = chosen[row]
    groups = _groups(columns)[columns.coded["type"][row[passes]]]
    code = ((one[passes] * len(words) + two[passes]) * 8 + groups) * 2 + both[passes]
    found, numbers = np.unique(code, return_counts=True)
    names = list(GROUPS)
    edges = [
        (words[c // 16 // len(words)], words[c // 16 % len(words)], names[c // 2 % 8], bool(c % 2), n)
        for c, n in zip(found.tolist(), numbers.tolist())
    ]
    edges.sort(key=lambda e: (-e[4], e))
    weight: dict[str, int] = defaultdict(int)
    for a, b, _, _, number in edges:
        weight[a] += number
        weight[b] += number
    order = sorted(weight, key=lambda k: (-weight[k], k))[:60]
    kept = set(order)
    return {
        "nodes": [{"key": k, "name": party_name(k), "count": weight[k]} for k in order],
        "edges": [
            {"from": a, "to": b, "group": g, "mutual": m, "count": n} for a, b, g, m, n in edges if a in kept and b in kept
        ][:_EDGES],
        "more": len(weight) - len(kept),
    }


def positions(columns: Columns, rows: Numbers) -> dict[str, Any]:
    """Where third parties stand: holder × side, with stances, numbers and dates."""
    size = len(columns.seq)
    chosen = np.zeros(size, dtype=bool)
    chosen[rows] = True
    holders, targets = _lines(columns, "holder"), _lines(columns, "target")
    bare = np.setdiff1d(columns.rows_of("position"), targets[0])
    order = np.argsort(np.concatenate([targets[0], bare]), kind="stable")
    target_row = np.concatenate([targets[0], bare])[order]
    target_key = np.concatenate([targets[1], np.zeros(len(bare), dtype=np.int64)])[order]
    one, two = _pairs(holders[0], target_row, size)
    passes = chosen[holders[0][one]]
    row, holder, side = holders[0][one][passes], holders[1][one][passes], target_key[two][passes]
    return _matrix(columns, *np.unique(np.stack([row, holder, side])[:, holder > 0], axis=1))


def _matrix(columns: Columns, row: Numbers, holder: Numbers, side: Numbers) -> dict[str, Any]:
    _, words = _keys(columns)
    stances, days = columns.words["type"].list, columns.day[row].tolist()
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    types = columns.coded["type"][row].tolist()
    for h, s, t, d in zip(holder.tolist(), side.tolist(), types, days):
        found[words[h], words[s] if s else _NOT_NAMED, stances[t]].append(d)
    cells: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    sides: dict[str, int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    for (who, towards, stance), when in sorted(found.items()):
        first, last = min(when), max(when)
        days_of = {"first": _iso(first) if first else "", "last": _iso(last) if last else ""}
        cells[who, towards].append({"stance": stance, "count": len(when), **days_of})
        sides[towards] += len(when)
        held[who] += len(when)
    columns_shown = sorted(sides, key=lambda s: (s == _NOT_NAMED, -sides[s], s))[:8]
    lines = sorted(held, key=lambda h: (-held[h], h))[:40]
    return {
        "sides": [{"key": s, "name": party_name(s)} for s in columns_shown],
        "holders": [
            {"key": h, "name": party_name(h), "cells": [cells.get((h, s), []) for s in columns_shown]} for h in lines
        ],
        "more_sides": max(0, len(sides) - len(columns_shown)),
        "more_holders": max(0, len(held) - len(lines)),
    }
