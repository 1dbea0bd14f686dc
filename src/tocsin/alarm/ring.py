"""From signals and rules to alarms: pure, the same input gives the same alarms with the same ids."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.alarm.change import departures
from tocsin.alarm.intensity import Day, series
from tocsin.alarm.rules import Rule, shipped_rules
from tocsin.alarm.signals import FORCE, WORDS, Coverage, Happening, Listening, Signal, listening

_AGAIN = 7
"""Days for which a rule that has rung for a conflict does not ring for it again, unless its figure doubles."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A rule that rings for a conflict on a day, with what made it ring."""

    id: str
    day: str
    rule: str
    kind: str
    level: str
    parties: tuple[str, ...]
    crisis: str | None
    headline: str
    reason: str
    """The figures behind it, in words."""
    value: float
    sources: int
    happenings: tuple[Happening, ...]


def alarms_of(
    signals: Iterable[Signal],
    coverage: Iterable[Coverage] = (),
    rules: Sequence[Rule] | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Alarm]:
    """Every alarm that the rules ring, by day and then by rule; without rules the shipped ones.

    Each day is judged by that day and those before it only. `names` gives parties their names in headlines.

    `alarms_of(signals)[0].headline` is “Armenia – Azerbaijan: turns from words to force”.
    """
    heard = listening(signals, coverage)
    by_party = series(heard, lambda h: h.dyad)
    by_dyad = {key: days for key, days in by_party.items() if isinstance(key, tuple) and len(key) == 2}
    by_crisis = series(heard, lambda h: h.crisis)
    found: list[Alarm] = []
    for rule in shipped_rules() if rules is None else rules:
        groups = by_crisis if rule.per == "crisis" else by_party if rule.kind == "first" else by_dyad
        for key, days in groups.items():
            if not rule.parties or rule.parties <= frozenset(h for d in days for a in d.happenings for h in a.dyad):
                found += _held_back(_RINGS[rule.kind](rule, heard, days), rule, key, names or {})
    order = {rule: n for n, rule in enumerate(r.name for r in (rules or shipped_rules()))}
    return sorted(found, key=lambda a: (a.day, order.get(a.rule, 99), a.parties))


@dataclass(frozen=True, slots=True)
class _Ring:
    """A rule met on a day: its figure, the reason, and the acts behind it."""

    day: Day
    value: float
    words: str
    reason: str
    acts: tuple[Happening, ...]
    again: bool = False
    """Whether it rings even soon after the last."""


def _held_back(rings: Iterable[_Ring], rule: Rule, key: object, names: Mapping[str, str]) -> Iterator[Alarm]:
    """The rings as alarms, without repeats within a week unless the figure doubles."""
    last: _Ring | None = None
    for ring in rings:
        sources = frozenset().union(*(a.sources for a in ring.acts)) if ring.acts else frozenset[str]()
        if len(sources) < rule.min_sources:
            continue
        soon = last is not None and _apart(last.day.day, ring.day.day) < _AGAIN
        if soon and last is not None and not ring.again and ring.value < 2 * last.value:
            continue
        last = ring
        yield _alarm(rule, key, ring, len(sources), names)


def _alarm(rule: Rule, key: object, ring: _Ring, sources: int, names: Mapping[str, str]) -> Alarm:
    parties = key if isinstance(key, tuple) else tuple(sorted({p for a in ring.acts for p in a.dyad}))
    title = " – ".join(names.get(p, p) for p in parties)
    crisis = key if isinstance(key, str) else next((a.crisis for a in ring.acts if a.crisis), None)
    digest = hashlib.sha256("\0".join((rule.name, str(key), ring.day.day)).encode()).hexdigest()[:16]
    told = f"{sources} independent source{'s' if sources != 1 else ''}"
    acts = tuple(sorted(ring.acts, key=lambda a: (a.goldstein, -(a.killed or 0), a.day)))
    return Alarm(
        f"a-{digest}", ring.day.day, rule.name, rule.kind, rule.level, parties, crisis, f"{title}: {ring.words}",
        f"{ring.reason}; {told}", round(ring.value, 3), sources, acts,
    )  # fmt: skip


def _change(rule: Rule, _: Listening, days: Sequence[Day]) -> Iterator[_Ring]:
    """The days on which intensity leaves its baseline."""
    span = {"jump": "on the day", "build-up": "over the week", "worse": "on the day, within a running alarm"}
    for one in departures(days, surprise=rule.surprise, least=rule.least, history=rule.history_days):
        before = "at most" if one.kind == "worse" else "expected"
        reason = f"intensity {one.intensity:.1f} {span[one.kind]}, {before} {one.expected:.1f} (chance {one.surprise:.1g}, {one.history} days of baseline)"
        words = {"jump": "departs from its baseline", "build-up": "builds up", "worse": "gets worse"}[one.kind]
        acts = tuple(a for a in one.day.happenings if a.goldstein < 0)
        yield _Ring(one.day, one.intensity, words, reason, acts, again=True)


def _toll(rule: Rule, _: Listening, days: Sequence[Day]) -> Iterator[_Ring]:
    """Days on which the dead of the last `within_days` are more than allowed."""
    for number, day in enumerate(days):
        window = days[max(0, number - rule.within_days + 1) : number + 1]
        killed = sum(d.killed for d in window)
        if killed > rule.more_than and day.killed:
            span = "in a day" if rule.within_days == 1 else f"in {rule.within_days} days"
            acts = tuple(a for d in window for a in d.happenings if a.killed)
            yield _Ring(
                day, killed, f"{killed:,} killed {span}", f"{killed:,} killed, rings above {rule.more_than:,}", acts
            )


def _first(rule: Rule, heard: Listening, days: Sequence[Day]) -> Iterator[_Ring]:
    """The first act of a type after a time without one."""
    for number, day in enumerate(days):
        acts = tuple(a for a in day.happenings if _is(a, rule))
        if not acts or not _history(days, number, rule):
            continue
        mine = frozenset().union(*(a.actors for a in acts)) or frozenset(acts[0].dyad)
        earlier = _latest(heard, day.day, mine, rule)
        if earlier is None or _apart(earlier, day.day) > rule.after_days:
            noun = rule.mode.replace("-", " ") if rule.mode else _NOUNS.get(rule.type, rule.type.lower())
            since = f"the last one was on {earlier}" if earlier else "none before in the record"
            yield _Ring(day, 1, f"first {noun}", since, acts)


def _turn(rule: Rule, _: Listening, days: Sequence[Day]) -> Iterator[_Ring]:
    """Force between two who for a time had only words."""
    for number, day in enumerate(days):
        acts = tuple(a for a in day.happenings if a.event_type in FORCE)
        if not acts or not _history(days, number, rule):
            continue
        before = [a for d in days[max(0, number - rule.after_days) : number] for a in d.happenings]
        words = [a for a in before if a.event_type in WORDS]
        if words and not any(a.event_type in FORCE for a in before):
            reason = f"{len(words)} statement{'s' if len(words) != 1 else ''} and no force in the {rule.after_days} days before"
            yield _Ring(day, 1, "turns from words to force", reason, acts)


def _ceasefire(rule: Rule, _: Listening, days: Sequence[Day]) -> Iterator[_Ring]:
    """Force after a ceasefire between the same two."""
    held: Day | None = None
    for day in days:
        acts = tuple(a for a in day.happenings if a.event_type in FORCE)
        if acts and held is not None and _apart(held.day, day.day) <= rule.within_days:
            yield _Ring(day, 1, "ceasefire broken", f"the ceasefire was reported on {held.day}", acts, again=True)
            held = None
        if any(a.event_type == "RETREAT" and a.mode == "ceasefire" for a in day.happenings):
            held = day


_RINGS = {"change": _change, "toll": _toll, "first": _first, "turn": _turn, "ceasefire": _ceasefire}
_NOUNS = {
    "MOBILIZE": "mobilisation",
    "ASSAULT": "use of force",
    "COERCE": "coercion",
    "SANCTION": "sanction",
    "PROTEST": "protest",
    "THREATEN": "threat",
}


def _is(act: Happening, rule: Rule) -> bool:
    return act.event_type == rule.type and (rule.mode is None or act.mode == rule.mode)


def _latest(heard: Listening, day: str, parties: frozenset[str], rule: Rule) -> str | None:
    """The last day before `day` with such an act by one of the parties."""
    found: list[str] = []
    for party in parties:
        days = heard.acts.get((rule.type, rule.mode, party), ())
        at = bisect_left(days, day)
        found += days[at - 1 : at] if at else ()
    return max(found, default=None)


def _history(days: Sequence[Day], number: int, rule: Rule) -> bool:
    """Whether enough days were covered before to call something new."""
    return sum(d.covered for d in days[:number]) >= rule.history_days


def _apart(a: str, b: str) -> int:
    from datetime import date

    return abs((date.fromisoformat(b) - date.fromisoformat(a)).days)
