"""Crises: incidents of a set of parties in a theatre over time, with start, phases, sides, tolls and third parties.

A crisis begins with force, mobilisation, coercion or threats between two sides and ends when neither is reported for
`QUIET_DAYS`; without force it takes several hostile acts in more than one report. Its theatre is the country most of its incidents lie in.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.link.compare import FAMILIES, side
from tocsin.link.facts import Stored
from tocsin.link.tolls import TollSummary, summaries
from tocsin.records import Actor, Event, Position, Toll

QUIET_DAYS = 60
"""Days without a hostile incident after which the next one begins a new crisis."""
HOSTILE = frozenset({"force", "mobilisation", "coercion", "threat"})
_LEVELS = (("force", "fighting"), ("mobilisation", "build-up"), ("coercion", "pressure"), ("threat", "threats"), ("blame", "words"), ("talks", "talks"),
           ("accord", "talks"), ("retreat", "talks"))
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of days with one main kind of act: fighting, build-up, pressure, threats, words, talks."""

    name: str
    start: str
    end: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Crisis:
    """One crisis; `incidents` are ids, `events` the fact ids behind them."""

    id: str
    name: str
    sides: tuple[str, ...]
    theatre: str | None
    start: str
    last: str
    phases: tuple[Phase, ...]
    incidents: tuple[str, ...]
    events: tuple[str, ...]
    tolls: tuple[TollSummary, ...]
    cumulative: tuple[TollSummary, ...]
    positions: tuple[tuple[str, str, str, str], ...]
    """Third parties: (holder, stance, side or "", position id), in order of days."""
    sources: int
    reports: int


def sides_of(event: Event) -> tuple[str, ...]:
    """The two sides of a hostile event: those who act and those acted on, else the country of the place; empty unless two."""
    keys = list(dict.fromkeys(s for a in (*event.actors, *event.recipients) if a.sector not in ("UNO", "IGO") and (s := side(a))))
    if len(keys) == 1 and event.place is not None and event.place.country and event.place.country not in keys:
        keys.append(event.place.country)
    return tuple(sorted(keys[:2])) if len(keys) >= 2 else ()


def crises(events: Iterable[Stored[Event]], tolls: Sequence[Stored[Toll]], positions: Sequence[Stored[Position]],
           names: Mapping[str, str] | None = None) -> list[Crisis]:
    """The crises among the events of a record, the one with most incidents first; `names` gives countries by ISO code."""
    by_pair: dict[tuple[str, ...], list[Stored[Event]]] = defaultdict(list)
    for event in events:
        pair = sides_of(event.fact)
        if pair and event.day and event.fact.factuality in ("asserted", "claimed", "denied"):
            by_pair[pair].append(event)
    found = [_crisis(pair, part, tolls, positions, names or {}) for pair, members in by_pair.items() for part in _stretches(members)]
    return sorted(found, key=lambda c: (-len(c.incidents), c.start, c.id))


def _stretches(members: Sequence[Stored[Event]]) -> list[list[Stored[Event]]]:
    """The events of one pair cut at quiet times; stretches without a hostile act are dropped, milder acts before the first one too."""
    ordered = sorted(members, key=lambda e: (e.day or "", e.seq))
    parts: list[list[Stored[Event]]] = []
    last: date | None = None
    for event in ordered:
        day = date.fromisoformat(event.day or "0001-01-01")
        hostile = FAMILIES.get(event.fact.event_type) in HOSTILE
        if last is None or (day - last).days > QUIET_DAYS:
            if not hostile:
                continue
            parts.append([])
        parts[-1].append(event)
        if hostile:
            last = day
    return [p for p in parts if _is_crisis(p)]


def _is_crisis(members: Sequence[Stored[Event]]) -> bool:
    """Whether a stretch is more than a quarrel: force between the two, or several hostile acts told by more than one report."""
    families = [(FAMILIES.get(e.fact.event_type), e) for e in members]
    if any(family == "force" for family, _ in families):
        return True
    hostile = [e for family, e in families if family in HOSTILE]
    return len({e.incident or e.fact.id for e in hostile}) >= 3 and len({e.report_id for e in hostile}) >= 2


def _crisis(pair: tuple[str, ...], members: Sequence[Stored[Event]], tolls: Sequence[Stored[Toll]], positions: Sequence[Stored[Position]],
            names: Mapping[str, str]) -> Crisis:
    countries = Counter(e.fact.place.country for e in members if e.fact.place and e.fact.place.country)
    places = Counter(e.fact.place.name for e in members
                     if e.fact.place and e.fact.place.name and e.fact.place.precision in ("exact", "near", "admin2", "admin1"))
    theatre = countries.most_common(1)[0][0] if countries else None
    start, last = members[0].day or "", members[-1].day or ""
    ids = {e.fact.id for e in members}
    reports = {e.report_id for e in members}
    told = [t for t in tolls if (t.fact.event in ids) or (t.fact.period == "cumulative" and t.report_id in reports)]
    title = " and ".join(names.get(s, s) for s in pair)
    where = names.get(theatre, theatre) if theatre else None
    spots = ", ".join(p for p, _ in places.most_common(2))
    name = f"{title}{f' in {where}' if where and theatre not in pair else ''}{f' ({spots})' if spots else ''}, from {start}"
    return Crisis("c-" + hashlib.sha256("|".join((*pair, start)).encode()).hexdigest()[:16], name, pair, theatre, start, last, tuple(_phases(members)),
                  tuple(dict.fromkeys(e.incident or e.fact.id for e in members)), tuple(e.fact.id for e in members),
                  tuple(summaries(told)), tuple(summaries(told, period="cumulative")), tuple(_positions(pair, reports, start, last, positions)),
                  len({e.voice or e.publisher or e.report_id for e in members}), len(reports))


def _phases(members: Sequence[Stored[Event]]) -> list[Phase]:
    """Stretches of weeks by the gravest family of acts in them."""
    first = date.fromisoformat(members[0].day or "")
    weeks: dict[int, list[Stored[Event]]] = defaultdict(list)
    for event in members:
        weeks[(date.fromisoformat(event.day or "") - first).days // _WEEK].append(event)
    found: list[Phase] = []
    for week in sorted(weeks):
        families = {FAMILIES.get(e.fact.event_type, "") for e in weeks[week]}
        name = next((label for family, label in _LEVELS if family in families), "words")
        number = len({e.incident or e.fact.id for e in weeks[week]})
        start, end = (first + timedelta(days=week * _WEEK)).isoformat(), max(e.day or "" for e in weeks[week])
        if found and found[-1].name == name:
            found[-1] = Phase(name, found[-1].start, end, found[-1].incidents + number)
        else:
            found.append(Phase(name, start, end, number))
    return found


def _positions(pair: tuple[str, ...], reports: set[str], start: str, last: str,
               positions: Sequence[Stored[Position]]) -> Iterable[tuple[str, str, str, str]]:
    """Positions of others in the reports of the crisis, or towards one of its sides while it lasts."""
    end = (date.fromisoformat(last) + timedelta(days=QUIET_DAYS)).isoformat()
    for held in sorted(positions, key=lambda p: (p.day or "", p.seq)):
        holder = side(held.fact.holder)
        targets = [s for t in held.fact.target if (s := side(t)) in pair]
        if holder in pair or not (held.report_id in reports or (targets and start <= (held.day or "") <= end)):
            continue
        yield _holder(held.fact.holder), held.fact.stance, ", ".join(t for t in targets if t), held.fact.id


def _holder(actor: Actor) -> str:
    return actor.name or actor.country or actor.text
