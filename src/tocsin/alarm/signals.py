"""What alarms listen to: acts between two parties on a day, and the same acts folded into happenings.

Everything here takes plain sequences; `from_record` makes them of a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low

FORCE = frozenset({"ASSAULT"})
WORDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
Dyad = tuple[str, ...]
"""Keys of two parties in order, or of one where the other side is not told."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One act as one report tells it.

    >>> Signal("2020-09-27", ("ARM", "AZE"), "ASSAULT", sources=frozenset({"Agency"})).goldstein
    -9.0
    """

    day: str
    dyad: Dyad
    event_type: str
    mode: str | None = None
    goldstein: float | None = None
    """Left out, it is the score of the type and mode."""
    sources: frozenset[str] = frozenset()
    """Independent voices: wire copies share theirs."""
    killed: int | None = None
    """People killed in this very act, not since some day."""
    actor: str | None = None
    """Who acts, where that is one of the two."""
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    incident: str | None = None
    crisis: str | None = None
    text: str = ""
    """The words that tell it."""

    def __post_init__(self) -> None:
        if self.goldstein is None:
            from tocsin.vocab import goldstein

            object.__setattr__(self, "goldstein", goldstein(self.event_type, self.mode))


@dataclass(frozen=True, slots=True)
class Coverage:
    """One report that was read, on whatever: tells days on which nothing happened from days that nobody covered."""

    day: str
    voice: str
    report: str


@dataclass(frozen=True, slots=True)
class Happening:
    """The same act by all who tell it."""

    day: str
    dyad: Dyad
    event_type: str
    mode: str | None
    goldstein: float
    sources: frozenset[str]
    killed: int | None
    actors: frozenset[str]
    events: tuple[str, ...]
    reports: tuple[str, ...]
    incident: str | None
    crisis: str | None
    text: str


def happenings(signals: Iterable[Signal]) -> list[Happening]:
    """The signals folded: those of one incident, or else of one type and mode, between the same two on the same day.

    An incident told on several days is a happening on each: its later reports must not ring on the first day.

    Its toll is the median of what its voices say, each voice counted once with its highest figure.
    """
    groups: dict[tuple[object, ...], list[Signal]] = defaultdict(list)
    for one in signals:
        key = (one.day, one.dyad, one.incident) if one.incident else (one.day, one.dyad, one.event_type, one.mode)
        groups[key].append(one)
    return sorted(
        (_happening(group) for group in groups.values()), key=lambda h: (h.day, h.dyad, h.event_type, h.events)
    )


def _happening(group: Sequence[Signal]) -> Happening:
    gravest = min(group, key=lambda s: (s.goldstein or 0.0, s.day))
    told: dict[str, int] = {}
    for one in group:
        for voice in one.sources or ("",):
            if one.killed is not None:
                told[voice] = max(told.get(voice, 0), one.killed)
    killed = median_low(told.values()) if told else None
    words = sorted((s for s in group if s.text), key=lambda s: (s.killed != killed, s.goldstein or 0.0))
    return Happening(
        min(s.day for s in group),
        gravest.dyad,
        gravest.event_type,
        gravest.mode,
        gravest.goldstein or 0.0,
        frozenset().union(*(s.sources for s in group)),
        killed,
        frozenset(s.actor for s in group if s.actor),
        tuple(dict.fromkeys(e for s in group for e in s.events)),
        tuple(dict.fromkeys(r for s in group for r in s.reports)),
        gravest.incident,
        gravest.crisis,
        words[0].text if words else "",
    )


@dataclass(frozen=True, slots=True)
class Listening:
    """Happenings and coverage by day, as rules and baselines look them up."""

    happenings: tuple[Happening, ...]
    days: tuple[str, ...]
    """Every day from the first covered one to the last."""
    voices: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """Day → report → voices; empty where coverage was not given: then every day counts as covered."""
    all_voices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Day → the voices of all its reports."""
    acts: Mapping[tuple[str, str | None, str], tuple[str, ...]] = field(default_factory=dict)
    """(Type, mode or None for any, party) → days of its acts, in order."""

    def voices_of(self, day: str) -> frozenset[str]:
        """Everybody who reported on anything that day."""
        return self.all_voices.get(day, frozenset())

    def covered(self, day: str) -> bool:
        """Whether anything was read of that day."""
        return not self.voices or day in self.voices


def listening(signals: Iterable[Signal], coverage: Iterable[Coverage] = ()) -> Listening:
    """The signals folded, with the days between the first and the last."""
    import datetime

    folded = happenings(signals)
    voices: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for one in coverage:
        voices[one.day][one.report] = voices[one.day].get(one.report, frozenset()) | {one.voice}
    known = sorted(voices) or sorted({h.day for h in folded})
    if not known:
        return Listening((), ())
    first, last = (datetime.date.fromisoformat(day).toordinal() for day in (known[0], known[-1]))
    days = tuple(datetime.date.fromordinal(n).isoformat() for n in range(first, last + 1))
    kept = tuple(h for h in folded if days[0] <= h.day <= days[-1])
    everybody = {day: frozenset().union(*reports.values()) for day, reports in voices.items()}
    return Listening(kept, days, dict(voices), everybody, _acts(kept))


def _acts(folded: Iterable[Happening]) -> dict[tuple[str, str | None, str], tuple[str, ...]]:
    """The same party's acts count wherever they were filed, with or without another side."""
    found: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
    for one in folded:
        for party in one.actors or one.dyad:
            found[one.event_type, None, party].add(one.day)
            if one.mode is not None:
                found[one.event_type, one.mode, party].add(one.day)
    return {key: tuple(sorted(value)) for key, value in found.items()}
