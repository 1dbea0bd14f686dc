"""Crises as the desk lists them: reports grouped by the pair of sides that they are about.

A crisis of one armed group within a country, or of two countries, is named by both: `ARM--AZE` is Armenia and Azerbaijan.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from tocsin.store import Store

_ENOUGH = 1
"""Reports that make a crisis; one is enough for a small record."""


@dataclass(frozen=True, slots=True)
class Crisis:
    """A pair of sides, their names, and the reports about them."""

    id: str
    sides: tuple[str, ...]
    names: tuple[str, ...]
    reports: tuple[str, ...]
    first: str
    last: str

    @property
    def name(self) -> str:
        """`Armenia and Azerbaijan`."""
        return " and ".join(self.names)


def crises_of(store: Store) -> list[Crisis]:
    """The crises of a record, the one with most reports first."""
    rows = store.database.read().execute(
        "SELECT r.id, a.rest, r.published FROM account a JOIN report r ON r.seq = a.report WHERE a.state = 0 AND r.withdrawn_at IS NULL ORDER BY r.seq"
    )
    reports: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for report, rest, published in rows:
        parties = json.loads(rest).get("parties", [])[:2]
        keys = tuple(sorted(_key(p) for p in parties))
        for party in parties:
            names[_key(party)][party["name"]] += 1
        if keys:
            reports[keys].append((report, published or ""))
    found = []
    for keys, members in reports.items():
        if len(members) >= _ENOUGH:
            days = [d for _, d in members if d]
            found.append(
                Crisis(
                    "--".join(_slug(k) for k in keys),
                    keys,
                    tuple(names[k].most_common(1)[0][0] for k in keys),
                    tuple(r for r, _ in members),
                    min(days, default=""),
                    max(days, default=""),
                )
            )
    return sorted(found, key=lambda c: (-len(c.reports), c.id))


def _key(party: dict[str, Any]) -> str:
    return str(party.get("id") or party.get("country") or party.get("name"))


def _slug(key: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in key).strip("-")
