"""Facets of a filter: the passing facts are selected once, then counted by each name."""

from __future__ import annotations

from typing import Any

import numpy as np

from tocsin.serve.columns import CODED, Columns, Numbers
from tocsin.serve.names import party_name

_ROLES: dict[str, tuple[str, ...]] = {
    "party": (),
    "actor": ("actor", "speaker", "holder"),
    "recipient": ("recipient", "addressee", "target"),
    "claimant": ("claimant", "speaker"),
}
NAMES = (*CODED, *_ROLES, "publisher", "month", "year")
_NAMED = frozenset({*_ROLES, "country"})


def facets(columns: Columns, rows: Numbers, names: list[str], limit: int) -> dict[str, list[dict[str, object]]]:
    """For each name its values among `rows`, with their names and numbers of facts, most frequent first."""
    return {
        name: [
            {"value": v, "name": party_name(v) if name in _NAMED else v, "count": n}
            for v, n in _most(*_counted(columns, rows, name), limit)
        ]
        for name in names
    }


def _counted(columns: Columns, rows: Numbers, name: str) -> tuple[list[str], Numbers]:
    """The values of a facet and the number of facts of each."""
    if name in CODED:
        words = columns.words[name].list
        return words, np.bincount(columns.coded[name][rows], minlength=len(words))
    if name == "publisher":
        words = columns.words["publisher"].list
        return words, np.bincount(columns.publisher[rows], minlength=len(words))
    if name in ("month", "year"):
        days, numbers = np.unique(columns.day[rows] // (100 if name == "month" else 10_000), return_counts=True)
        return ["" if not d else f"{d // 100:04d}-{d % 100:02d}" if name == "month" else f"{d:04d}" for d in days.tolist()], numbers
    facts, keys, words = columns.once(("facet", name), lambda: _parties(columns, _ROLES[name]))
    chosen = np.zeros(len(columns.seq), dtype=bool)
    chosen[rows] = True
    return words, np.bincount(keys[chosen[facts]], minlength=len(words))


def _parties(columns: Columns, roles: tuple[str, ...]) -> tuple[Numbers, Numbers, list[str]]:
    """(row, key) of each party that takes part in one of the roles, once a fact; and what the keys mean."""
    key_of, words = columns.lists.once("facet keys", lambda: _keys(columns))
    lines = np.ones(len(columns.parties.fact), dtype=bool)
    if roles:
        lines = np.isin(columns.parties.role, np.array(columns.words["role"].find(roles)) - 1)
    pairs = columns.party_rows[lines] * len(words) + key_of[columns.parties.party[lines]]
    pairs.sort(kind="stable")  # nearly in order as it is
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    return pairs // len(words), pairs % len(words), words


def _keys(columns: Columns) -> tuple[Numbers, list[str]]:
    """For each number of a party its key in facets, and what the keys mean."""
    words: dict[str, int] = {"": 0}
    found = np.zeros(max(columns.lists.parties, default=0) + 1, dtype=np.int64)
    for number, party in columns.lists.parties.items():
        found[number] = words.setdefault(party.facet, len(words))
    return found, list(words)


def _most(words: list[str], numbers: Any, limit: int) -> list[tuple[str, int]]:
    found = [(words[i], int(numbers[i])) for i in np.flatnonzero(numbers) if words[i]]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]
