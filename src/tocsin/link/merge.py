"""The merged values of an incident: computed by a declared rule from its member facts, which each value names.

Nothing here is stored. A value that members disagree on shows the other values with those who hold them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.link.compare import OTHER_PLACE_KM, kilometres, side
from tocsin.link.facts import Stored, sound_coordinates
from tocsin.link.tolls import TollSummary, summaries
from tocsin.records import Actor, Event, Place, Toll, When
from tocsin.vocab import PRECISIONS

RULES = {
    "type": "what most independent sources say; of equals, the first reported",
    "mode": "what most independent sources say; of equals, the first reported",
    "actors": "every side that a source names as acting, most independent sources first",
    "recipients": "every side that a source names as acted on, most independent sources first",
    "place": "the most precise place that most sources are consistent with; of equals, the first reported",
    "when": "the shortest dated interval that most sources overlap; days of publication only where nobody gives a date",
    "factuality": "asserted if a report says so itself; contested if claimed and denied; else what most sources say",
    "tolls": "per claimant the latest figure; low and high over claimants; best is the latest, with its claimant",
}
"""Field → how its merged value comes about; shown beside it and in docs/merging.md."""


@dataclass(frozen=True, slots=True)
class Value:
    """A merged value with the facts it rests on, and what other members say instead."""

    value: Any
    rule: str
    facts: tuple[str, ...]
    sources: int
    others: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether some members say otherwise."""
        return bool(self.others)


@dataclass(frozen=True, slots=True)
class Merged:
    """One incident as its members tell it together."""

    id: str
    type: Value
    mode: Value | None
    actors: tuple[Value, ...]
    recipients: tuple[Value, ...]
    place: Value | None
    when: Value | None
    factuality: Value
    tolls: tuple[TollSummary, ...]
    reports: tuple[str, ...]
    sources: tuple[str, ...]
    """Independent voices: a wire story on ten sites is one."""
    first_reported: str | None
    last_reported: str | None
    events: tuple[Stored[Event], ...]
    review: str
    """confirmed when a person confirmed a member and rejected none; else unreviewed, or disputed."""


def merged(incident: str, events: Sequence[Stored[Event]], tolls: Iterable[Stored[Toll]]) -> Merged:
    """The merged values of the member `events` (at least one) and the `tolls` that name them."""
    days = sorted(e.published for e in events if e.published)
    states = {e.review for e in events}
    return Merged(
        incident, _most(events, "type", lambda e: e.event_type) or _unknown(events, "type"), _most(events, "mode", lambda e: e.mode),
        _sides(events, "actors", lambda e: e.actors), _sides(events, "recipients", lambda e: e.recipients), _place(events), _when(events), _factuality(events),
        tuple(summaries(tolls)), tuple(dict.fromkeys(e.report_id for e in events)), tuple(dict.fromkeys(_voice(e) for e in events)),
        days[0] if days else None, days[-1] if days else None, tuple(events),
        "disputed" if "rejected" in states else "confirmed" if states & {"confirmed", "corrected"} else "unreviewed")


def _voice(stored: Stored[Any]) -> str:
    return stored.voice or stored.publisher or stored.report_id


def _unknown(events: Sequence[Stored[Event]], field: str) -> Value:
    return Value(None, RULES[field], tuple(e.fact.id for e in events), 0)


def _ranked(events: Sequence[Stored[Event]], value: Callable[[Event], Hashable | None]) -> list[tuple[Any, tuple[str, ...], int]]:
    """(value, facts, independent sources), best supported first; of equals the first reported."""
    facts: dict[Hashable, list[Stored[Event]]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.published or "9999", e.seq)):
        found = value(event.fact)
        if found is not None:
            facts[found].append(event)
    ranked = [(v, tuple(e.fact.id for e in es), len({_voice(e) for e in es})) for v, es in facts.items()]
    return sorted(ranked, key=lambda r: -r[2])


def _most(events: Sequence[Stored[Event]], field: str, value: Callable[[Event], Hashable | None]) -> Value | None:
    ranked = _ranked(events, value)
    return Value(*ranked[0][:1], RULES[field], ranked[0][1], ranked[0][2], tuple((v, f) for v, f, _ in ranked[1:])) if ranked else None


def _sides(events: Sequence[Stored[Event]], field: str, actors: Callable[[Event], tuple[Actor, ...]]) -> tuple[Value, ...]:
    facts: dict[str, list[tuple[Stored[Event], Actor]]] = defaultdict(list)
    for event in events:
        for actor in actors(event.fact):
            facts[side(actor) or f"“{actor.text}”"].append((event, actor))
    found = []
    for members in facts.values():
        named = max((a for _, a in members), key=lambda a: (a.id is not None, a.name is not None))
        found.append(Value(named, RULES[field], tuple(dict.fromkeys(e.fact.id for e, _ in members)), len({_voice(e) for e, _ in members})))
    return tuple(sorted(found, key=lambda v: (-v.sources, -len(v.facts))))


def _place(events: Sequence[Stored[Event]]) -> Value | None:
    held = [(e, e.fact.place) for e in sorted(events, key=lambda e: (e.published or "9999", e.seq)) if e.fact.place is not None]
    if not held:
        return None

    def support(place: Place) -> int:
        return len({_voice(e) for e, p in held if consistent(place, p)})

    best = min((p for _, p in held), key=lambda p: (-support(p), PRECISIONS.index(p.precision) if p.precision in PRECISIONS else 9))
    mine = tuple(e.fact.id for e, p in held if consistent(best, p))
    others: dict[str, list[str]] = defaultdict(list)
    values = {}
    for event, place in held:
        if not consistent(best, place):
            others[place.name or place.text].append(event.fact.id)
            values[place.name or place.text] = place
    return Value(best, RULES["place"], mine, support(best), tuple((values[k], tuple(v)) for k, v in others.items()))


def consistent(one: Place, other: Place) -> bool:
    """Whether two places can be one: the same, near each other, or one inside the other's country or province as far as it says."""
    if one.country and other.country and one.country != other.country:
        return False
    if (one.gazetteer_id and one.gazetteer_id == other.gazetteer_id) or {"country", "region", "unknown"} & {one.precision, other.precision}:
        return True
    if {"admin1", "admin2"} & {one.precision, other.precision} and one.admin1 and other.admin1:
        return one.admin1 == other.admin1
    here, there = sound_coordinates(one), sound_coordinates(other)
    return here is None or there is None or kilometres(here, there) <= OTHER_PLACE_KM / 2


def _when(events: Sequence[Stored[Event]]) -> Value | None:
    dated = [(e, e.fact.when) for e in events if e.dated_by == "fact" and e.fact.when is not None]
    if not dated:
        days = sorted(e.published for e in events if e.published)
        if not days:
            return None
        return Value(When(None, days[0], "unknown", None, "no date given: reported by then"), RULES["when"], tuple(e.fact.id for e in events), 0)

    def bounds(when: When) -> tuple[str, str]:
        return when.start or when.end or "", when.end or when.start or ""

    def support(when: When) -> int:
        a, b = bounds(when)
        return len({_voice(e) for e, w in dated if bounds(w)[0] <= b and a <= bounds(w)[1]})

    best = min((w for _, w in dated), key=lambda w: (-support(w), _length(bounds(w)), bounds(w)))
    a, b = bounds(best)
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event, when in dated:
        if not (bounds(when)[0] <= b and a <= bounds(when)[1]):
            others[bounds(when)].append(event.fact.id)
    kept = tuple(e.fact.id for e, w in dated if bounds(w)[0] <= b and a <= bounds(w)[1])
    return Value(best, RULES["when"], kept, support(best), tuple((k, tuple(v)) for k, v in others.items()))


def _length(bounds: tuple[str, str]) -> int:
    from datetime import date

    return (date.fromisoformat(bounds[1]) - date.fromisoformat(bounds[0])).days


def _factuality(events: Sequence[Stored[Event]]) -> Value:
    ranked = _ranked(events, lambda e: e.factuality)
    said = {v: (f, n) for v, f, n in ranked}
    if "denied" in said and ("claimed" in said or "asserted" in said):
        value, facts, sources = "contested", tuple(f for v in said for f in said[v][0]), len({_voice(e) for e in events})
    elif "asserted" in said:
        value, (facts, sources) = "asserted", said["asserted"]
    else:
        value, facts, sources = ranked[0]
    return Value(value, RULES["factuality"], facts, sources, tuple((v, f) for v, f, _ in ranked if v != value))
