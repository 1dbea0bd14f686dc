"""From facts to signals: which acts of a report lie between which two parties, on which day, with how many dead."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.alarm.signals import FORCE, Coverage, Dyad, Signal
from tocsin.records import Account, Actor, Event, Toll

if TYPE_CHECKING:
    from tocsin.store import Store

_COUNTED = frozenset({"asserted", "claimed"})
_ARMED = frozenset({"REB", "PRE", "ISM", "IMG", "PRM", "UAF", "CRM"})
_CIVIL = frozenset("CVL REF JRN MED EDU REL SOC LAB AGR BUS ELI NGO OPP PTY".split())
_OUTSIDE = frozenset({"IGO", "UNO", "EUR", "MNC"})
_FILLED = frozenset({"ASSAULT", "THREATEN", "ACCUSE", "REJECT"})
"""Acts against somebody: where the report does not say against whom, it is the other of its two sides."""
LOOK_BACK = 120
"""Days of a record that alarms look at: four weeks of baseline, twelve for its spread, and a week."""


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of one report that alarms look at, with whose voice it is."""

    report: str
    published: str | None
    voice: str
    events: tuple[Event, ...]
    tolls: tuple[Toll, ...]
    incidents: Mapping[str, str]
    """Event id → incident."""


def told_by(account: Account, voice: str | None = None, incidents: Mapping[str, str] | None = None) -> Told:
    """What an account tells; without a voice its publisher's."""
    report = account.report
    return Told(
        report.id,
        report.published,
        voice or report.publisher or report.id,
        account.events,
        account.tolls,
        incidents or {},
    )


def party_key(actor: Actor) -> str | None:
    """The key of a party to a conflict: a state's code, an armed group's id, `MMR:CVL` for the civilians of a state.

    None for international bodies and mere descriptions: they are no party.
    """
    if actor.sector in _OUTSIDE:
        return None
    if actor.sector in _ARMED:
        return actor.id or (f"{actor.country}:{actor.sector}" if actor.country else None)
    if actor.sector in _CIVIL:
        return f"{actor.country}:CVL" if actor.country else None
    return actor.country or actor.id


def signals_of(told: Told, crises: Mapping[str, str] | None = None) -> list[Signal]:
    """The acts of a report between parties, each on its day; acts that are only planned, demanded or denied are none.

    An act dated to no day, or to more than two, is left out; one that the report does not date lies on the day of its
    publication.
    """
    sides, found = _sides(told.events), []
    loose = [t for t in told.tolls if t.event is None and _counts(t)]
    for event in sorted(told.events, key=lambda e: (e.goldstein or 0.0, e.rank)):
        day = day_of(event, told.published)
        if day is None or event.factuality not in _COUNTED:
            continue
        killed = _killed([t for t in told.tolls if t.event == event.id and _counts(t)])
        if killed is None and event.event_type in FORCE and loose:
            killed, loose = _killed(loose), []
        for dyad in _dyads(event, sides):
            found.append(
                Signal(
                    day, dyad, event.event_type, event.mode, event.goldstein, frozenset({told.voice}), killed,
                    next((k for a in event.actors if (k := party_key(a)) in dyad), None), (event.id,), (told.report,),
                    told.incidents.get(event.id), (crises or {}).get(event.id), max((s.quote for s in event.evidence), key=len, default=""),
                )
            )  # fmt: skip
    return found


def day_of(event: Event, published: str | None) -> str | None:
    """The day of an event: its own if it has one (of two the later), none if it spans more, else that of publication."""
    when = event.when
    if when is None or (when.start is None and when.end is None):
        return published
    start, end = when.start or when.end, when.end or when.start
    assert start is not None and end is not None  # one of the two is there
    try:
        apart = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days
    except ValueError:
        return None
    if published and end > published:
        end = published if start <= published else end
    return end if 0 <= apart <= 1 else None


def _counts(toll: Toll) -> bool:
    return toll.kind == "killed" and toll.period == "event" and toll.factuality in _COUNTED


def _killed(tolls: Sequence[Toll]) -> int | None:
    """The highest claimant's sum over the groups it names; the same group counts once."""
    claims: dict[str, dict[str, int]] = defaultdict(dict)
    for toll in tolls:
        number = toll.best if toll.best is not None else toll.low
        if number is not None:
            who = toll.attribution[-1].text if toll.attribution else ""
            group = toll.whom.text if toll.whom else ""
            claims[who][group] = max(claims[who].get(group, 0), number)
    return max((sum(groups.values()) for groups in claims.values()), default=None)


def _keys(actors: Iterable[Actor]) -> list[str]:
    return list(dict.fromkeys(k for k in map(party_key, actors) if k))


def _sides(events: Sequence[Event]) -> tuple[str, ...]:
    """The two that most of a report's hostile acts lie between, the gravest counting most; empty where none do."""
    counts: Counter[tuple[str, ...]] = Counter()
    for event in events:
        if (event.goldstein or 0) < 0:
            for dyad in _own_dyads(event):
                counts[dyad] += 3 if event.event_type in FORCE else 1
    return counts.most_common(1)[0][0] if counts else ()


def _own_dyads(event: Event) -> list[Dyad]:
    """The pairs that an event itself names."""
    actors, recipients = _keys(event.actors), _keys(event.recipients)
    pairs = {_pair(a, r) for a in actors for r in recipients if a != r}
    if not pairs and len(actors) == 2:
        pairs = {tuple(sorted(actors))}  # “clashes between A and B”: both act
    if not pairs and len(recipients) == 2 and not actors and event.event_type in ("ASSAULT", "RETREAT"):
        pairs = {tuple(sorted(recipients))}
    return sorted(pairs)[:4]


def _pair(a: str, b: str) -> Dyad:
    """Two parties in order. Civilians hit by another state stand for their own; by their own state or a group they do not."""
    first, second = (
        k.partition(":")[0] if k.endswith(":CVL") and _is_state(o) and o != k[:3] else k for k, o in ((a, b), (b, a))
    )
    return tuple(sorted((first, second)))


def _is_state(key: str) -> bool:
    return len(key) == 3 and key.isupper()


def _dyads(event: Event, sides: Dyad) -> list[Dyad]:
    """The pairs of an event, the missing side filled in from the report's two; else the one party that acts."""
    own = _own_dyads(event)
    if own:
        return own
    known = _keys((*event.actors, *event.recipients))
    # civilians of a side are hit by the other side, not a party of their own
    near = [k for k in known if k in sides or k.partition(":")[0] in sides]
    ceasefire = event.event_type == "RETREAT" and event.mode == "ceasefire"
    if sides and (event.event_type in _FILLED or ceasefire) and (near or not known):
        return [sides]
    actors = _keys(event.actors)
    return [(actors[0],)] if len(actors) == 1 else []


@dataclass(frozen=True, slots=True)
class Heard:
    """What a record gives to listen to."""

    signals: tuple[Signal, ...]
    coverage: tuple[Coverage, ...]
    names: Mapping[str, str]


def heard_of(accounts: Iterable[Account], voices: Mapping[str, str] | None = None) -> Heard:
    """What accounts give to listen to, without a record; `voices` names the independent source behind each report."""
    found = [told_by(a, (voices or {}).get(a.report.id)) for a in accounts]
    return _heard(found, [Coverage(t.published, t.voice, t.report) for t in found if t.published], {})


def heard_in(store: Store, *, since: str | None = None) -> Heard:
    """What a record gives to listen to, from a day on (default: its last 120 days)."""
    from tocsin.link.crises import crises

    newest = _newest_day(store)
    if newest is None:
        return Heard((), (), {})
    if since is None:
        since = (datetime.date.fromisoformat(newest) - datetime.timedelta(days=LOOK_BACK)).isoformat()
    reports = store.database.read().execute(
        "SELECT id, published, coalesce(voice, publisher, id) FROM report "
        "WHERE published BETWEEN ? AND ? AND withdrawn_at IS NULL ORDER BY seq",
        (since, newest),
    )
    events, tolls = defaultdict(list), defaultdict(list)
    stored = [e for e in store.events(since=since) if e.review != "rejected"]
    for event in stored:
        events[event.report_id].append(event)
    for toll in store.tolls(since=since, type="killed"):
        if toll.review != "rejected":
            tolls[toll.report_id].append(toll.fact)
    found, coverage = [], []
    for name, published, voice in reports.fetchall():
        coverage.append(Coverage(published, voice, name))
        mine = events.get(name, [])
        linked = {e.fact.id: e.incident for e in mine if e.incident}
        found.append(Told(name, published, voice, tuple(e.fact for e in mine), tuple(tolls.get(name, ())), linked))
    known = {event: crisis.id for crisis in crises(stored, (), ()) for event in crisis.events}
    return _heard(found, coverage, known)


def _newest_day(store: Store) -> str | None:
    """The last day of publication that had come when its report came in: one wrong year must not silence the alarms."""
    row = store.database.read().execute(
        "SELECT max(published) FROM report WHERE withdrawn_at IS NULL AND published <= substr(added_at, 1, 10)"
    )
    found = row.fetchone()[0]
    return str(found) if found else None


def _heard(found: Sequence[Told], coverage: Sequence[Coverage], crises: Mapping[str, str]) -> Heard:
    names: dict[str, str] = {}
    for told in found:
        for event in told.events:
            for actor in (*event.actors, *event.recipients):
                key = party_key(actor)
                if key and key not in names and actor.name and (actor.id == key or ":" in key):
                    names[key] = actor.name
    same = _same_names(names)
    signals = tuple(_renamed(s, same) for told in found for s in signals_of(told, crises))
    keys = {k for s in signals for k in s.dyad}
    return Heard(signals, tuple(coverage), {k: _name(k, names) for k in sorted(keys)})


def _same_names(names: Mapping[str, str]) -> dict[str, str]:
    """Id → the one that stands for all of its name: a group that changed sides has two ids, and is still one party."""
    by_name: dict[str, str] = {}
    for key in sorted((k for k in names if ":" in k and not _is_state(k.partition(":")[0])), key=lambda k: (len(k), k)):
        by_name.setdefault(names[key], key)
    return {key: by_name[name] for key, name in names.items() if by_name.get(name, key) != key}


def _renamed(signal: Signal, same: Mapping[str, str]) -> Signal:
    if not same.keys() & {*signal.dyad, signal.actor}:
        return signal
    dyad = tuple(sorted({same.get(k, k) for k in signal.dyad}))
    return dataclasses.replace(signal, dyad=dyad, actor=same.get(signal.actor or "", signal.actor))


def _name(key: str, names: Mapping[str, str]) -> str:
    """A party's name: its country's, its own, “civilians of Myanmar”."""
    from tocsin.store.linking import country_names

    country, _, sector = key.partition(":")
    if _is_state(country):
        name = country_names().get(country, country)
        what = {"": "{}", "CVL": "civilians of {}"}.get(sector, "armed groups of {}")
        return what.format(name)
    return names.get(key, key.rpartition(":")[2])
