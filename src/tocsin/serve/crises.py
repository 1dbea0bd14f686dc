"""Crises as the desk lists them: those that linking finds, then reports about sides that no linked crisis covers.

Linking needs two sides in one hostile act; a report on a war inside one country names its sides all the same, and must
not be missing from the first screen.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.link.crises import Crisis as Linked
from tocsin.link.crises import crises
from tocsin.records import Event
from tocsin.serve.names import party_name
from tocsin.store import Store, Stored
from tocsin.store.linking import country_names


@dataclass(frozen=True, slots=True)
class Crisis:
    """A pair of sides, their names, the reports about them, and the phases where linking found them."""

    id: str
    sides: tuple[str, ...]
    names: tuple[str, ...]
    theatre: str | None
    reports: tuple[str, ...]
    first: str
    last: str
    phases: tuple[tuple[str, str, str], ...] = ()
    """(name, first day, last day)."""
    sources: int = 0

    @property
    def name(self) -> str:
        """`Armenia and Azerbaijan`."""
        return " and ".join(self.names)


def crises_of(store: Store) -> list[Crisis]:
    """The crises of a record: linked ones with most incidents first, then those only named in reports."""
    report_of: dict[str, str] = {}

    def events() -> Iterator[Stored[Event]]:
        for stored in store.events():
            report_of[stored.fact.id] = stored.report_id
            yield stored

    linked = crises(events(), [], [], country_names())  # their tolls and positions are counted per screen
    names = dict(store.database.read().execute("SELECT id, name FROM party WHERE id IS NOT NULL AND name IS NOT NULL"))
    found = [_linked(c, report_of, names) for c in linked]
    covered = {r for c in found for r in c.reports}
    return found + named_crises(store, covered)


def _linked(crisis: Linked, report_of: dict[str, str], names: dict[str, str]) -> Crisis:
    reports = tuple(dict.fromkeys(report_of[e] for e in crisis.events))
    return Crisis(
        crisis.id,
        crisis.sides,
        tuple(names.get(s) or party_name(s) for s in crisis.sides),
        crisis.theatre,
        reports,
        crisis.start,
        crisis.last,
        tuple((p.name, p.start, p.end) for p in crisis.phases),
        crisis.sources,
    )


def named_crises(store: Store, covered: set[str]) -> list[Crisis]:
    """Crises by the sides that reports name, for reports not in `covered`: cheap, and there at once."""
    rows = store.database.read().execute(
        "SELECT r.id, a.rest, r.published FROM account a JOIN report r ON r.seq = a.report WHERE a.state = 0 "
        "AND r.withdrawn_at IS NULL ORDER BY r.seq"
    )
    reports: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for report, rest, published in rows:
        if report in covered:
            continue
        parties = json.loads(rest).get("parties", [])[:2]
        keys = tuple(sorted(_key(p) for p in parties))
        for party in parties:
            names[_key(party)][party["name"]] += 1
        if keys:
            reports[keys].append((report, published or ""))
    found = []
    for keys, members in reports.items():
        days = [d for _, d in members if d]
        called = tuple(names[k].most_common(1)[0][0] for k in keys)
        found.append(
            Crisis(
                "n-" + "--".join(map(_slug, keys)),
                keys,
                called,
                None,
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
