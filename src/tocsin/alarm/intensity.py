"""Daily intensity of a conflict: how grave what happened was, how many independent sources tell it, how many died.

One act of the utmost force told by one source counts 1. More sources add little (three count twice as much as one), so
that ten sites with one story do not make a war; deaths add by their logarithm. Days on which all other coverage is
thicker than usual are scaled down by as much: more reading is not more fighting.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tocsin.alarm.signals import Happening, Listening

WINDOW = 28
"""Days that a baseline looks back: four weeks, so that each weekday is in it as often."""
_THINNEST, _THICKEST = 0.5, 4.0
"""Coverage corrects by no more than this: beyond it the two days cannot be compared anyway."""
_DOUBT = 3
"""Added to both sides of the comparison: one source more or less of two says nothing about a day."""


@dataclass(frozen=True, slots=True)
class Day:
    """The intensity of one conflict on one day, with its parts."""

    day: str
    intensity: float
    conflict: float
    """From the Goldstein scores of hostile acts."""
    toll: float
    """From the numbers killed."""
    killed: int
    sources: int
    volume: float
    """Other coverage against its usual: 2 is twice as thick; not worked out for days without acts."""
    covered: bool
    happenings: tuple[Happening, ...]


def conflict_of(happening: Happening) -> float:
    """The weight of an act: its score from 0 (cooperative) to 1, times log2(1 + independent sources)."""
    return max(0.0, -happening.goldstein) / 10 * math.log2(1 + max(1, len(happening.sources)))


def toll_of(happening: Happening) -> float:
    """The weight of its deaths: half the log2 of one more than their number; 3 count 1, 15 count 2, 127 count 3.5."""
    return math.log2(1 + happening.killed) / 2 if happening.killed else 0.0


def series(heard: Listening, key: Callable[[Happening], object]) -> dict[object, tuple[Day, ...]]:
    """Day after day, the intensity of every conflict; `key` says which conflict a happening belongs to (None: none).

    `series(heard, lambda h: h.dyad)[("ARM", "AZE")][-1].intensity`
    """
    by_key: dict[object, dict[str, list[Happening]]] = defaultdict(lambda: defaultdict(list))
    for one in heard.happenings:
        name = key(one)
        if name is not None:
            by_key[name][one.day].append(one)
    return {name: _days(heard, by_day) for name, by_day in by_key.items()}


def _days(heard: Listening, by_day: Mapping[str, list[Happening]]) -> tuple[Day, ...]:
    others = [_others(heard, day, by_day[day]) if day in by_day else len(heard.voices_of(day)) for day in heard.days]
    covered = [heard.covered(day) for day in heard.days]
    found = []
    for number, day in enumerate(heard.days):
        acts = tuple(by_day.get(day, ()))
        if not acts:
            found.append(Day(day, 0.0, 0.0, 0.0, 0, 0, 1.0, covered[number], ()))
            continue
        start = max(0, number - WINDOW)
        volume = _relative(others[number], [others[n] for n in range(start, number) if covered[n]])
        conflict, toll = sum(map(conflict_of, acts)), sum(map(toll_of, acts))
        sources = len(frozenset().union(*(a.sources for a in acts)))
        killed = sum(a.killed or 0 for a in acts)
        found.append(
            Day(day, (conflict + toll) / volume, conflict, toll, killed, sources, volume, covered[number], acts)
        )
    return tuple(found)


def _others(heard: Listening, day: str, acts: Sequence[Happening]) -> int:
    """How many voices report that day on other things only: more fighting here does not thicken them."""
    mine = {report for act in acts for report in act.reports}
    reports = heard.voices.get(day, {})
    if not mine & reports.keys():
        return len(heard.voices_of(day))
    return len({voice for report, voices in reports.items() if report not in mine for voice in voices})


def _relative(now: int, before: list[int]) -> float:
    """Other coverage against its median; 1 where there is none to compare."""
    if not before or not any(before):
        return 1.0
    return min(_THICKEST, max(_THINNEST, (now + _DOUBT) / (median(before) + _DOUBT)))
