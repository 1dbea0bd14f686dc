"""When a conflict departs from its own baseline: each day's intensity against what its last four weeks let expect.

The expectation is a negative binomial: daily intensity as counts whose rate is known only from the baseline days (a
gamma prior worth one day), widened where those days vary by more than their mean. Its upper tail is the surprise of the
day. It is exact with a week of zeros, where means and deviations say nothing, and needs no days after the change. Against
segmentation of each day's window (PELT of the library ruptures, penalty set to as few false alarms in calm series), it
rings on the first day more often, keeps to about one false alarm a year where days vary by three times their mean
(PELT: seven), and costs a fraction of the time. docs/alarms.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.alarm.intensity import WINDOW, Day

SURPRISE = 0.001
"""Chance, in a conflict that goes on as before, of a day so intense: one false alarm in about three years of it."""
LEAST = 2.0
"""Intensity under which nothing rings: about two acts of force by one source each, or one by three."""
LEAST_HISTORY = 5
"""Covered days without which there is no baseline."""
BUILD_UP = 7
"""Days summed up for slow build-ups that no single day shows."""
_PRIOR_SHAPE, _PRIOR_DAYS = 0.5, 1.0
_CALM = 0.05
"""A day less surprising than this, against the baseline of before the alarm, is calm again."""
_CALM_DAYS = 3
_NEW_NORMAL = 28
"""Days after which a conflict that stays intense is measured against its new level."""
_BLIP = 3
"""Episodes of no more days stay in later baselines: they are how widely this conflict varies."""
_SPREAD_WINDOW = 84
"""Days from which that width is taken; four weeks show too few of a conflict's bad days."""
_WORSE = 2.0


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a baseline lets expect: the mean of a day, how surely that is known, how widely days vary about it."""

    mean: float
    shape: float
    """Of the gamma distribution of the mean: the larger, the surer."""
    ratio: float
    """Variance of days over their mean; 1 where they vary only by chance."""
    days: int

    def surprise(self, intensity: float, days: int = 1) -> float:
        """The chance of at least this intensity over some days together.

        >>> Expectation(0.5, 4.0, 1.0, 7).surprise(0.0)
        1.0
        """
        from scipy.special import betainc

        if intensity <= 0:
            return 1.0
        mean = self.mean * days
        size = mean / (mean / self.shape + self.ratio - 1)
        return float(betainc(intensity, size, mean / (mean + size)))


@dataclass(frozen=True, slots=True)
class Departure:
    """A day on which a conflict leaves its baseline."""

    day: Day
    kind: str
    """`jump` (this day), `build-up` (the week up to it), `worse` (twice as intense as since the last alarm)."""
    intensity: float
    expected: float
    surprise: float
    history: int


def expectation(baseline: Sequence[float]) -> Expectation:
    """What some days of intensity let expect of the next.

    Seven days of nothing still let a little happen: `expectation([0] * 7).surprise(1)` is .057, of 3 it is .0004.
    """
    recent = baseline[-WINDOW:]
    shape, days = _PRIOR_SHAPE + sum(recent), _PRIOR_DAYS + len(recent)
    return Expectation(shape / days, shape, _spread(baseline), len(recent))


def _spread(baseline: Sequence[float]) -> float:
    """Variance over mean of the baseline, at least 1, the value of counts that vary only by chance."""
    total, days = sum(baseline), len(baseline)
    if days < 2 or total <= 0:
        return 1.0
    mean = total / days
    return max(1.0, sum((value - mean) ** 2 for value in baseline) / (days - 1) / mean)


@dataclass(slots=True)
class _Episode:
    """An alarm that has rung and not ended: what was expected before it, and how intense it has been."""

    expected: Expectation
    most: float
    days: int = 0
    calm: int = 0
    members: list[int] = field(default_factory=list)


def departures(
    days: Sequence[Day], *, surprise: float = SURPRISE, least: float = LEAST, history: int = LEAST_HISTORY
) -> list[Departure]:
    """The days on which a conflict rings: on leaving its baseline, and again only if it gets twice as intense.

    Days that nobody covered are neither tested nor counted as quiet. The days of an episode that ended are left out of
    later baselines; one that lasts four weeks is the new normal.
    """
    found: list[Departure] = []
    episode: _Episode | None = None
    left_out: set[int] = set()
    for number, day in enumerate(days):
        if not day.covered:
            continue
        if episode is not None:
            if worse := _worsening(episode, day, least):
                found.append(worse)
            if _goes_on(episode, number, day):
                continue
            if episode.calm >= _CALM_DAYS and episode.days > _BLIP + _CALM_DAYS:
                left_out.update(episode.members)
            episode = None
            continue
        if day.intensity <= 0:
            continue
        baseline = _baseline(days, number, left_out)
        if len(baseline) < history:
            continue
        departure, expected = _departure(days, number, baseline, surprise, least)
        if departure is not None:
            found.append(departure)
            episode = _Episode(expected, day.intensity, members=[number])
    return found


def _baseline(days: Sequence[Day], number: int, left_out: set[int]) -> list[float]:
    """The intensities of the last covered days, those of ended episodes left out."""
    return [
        days[n].intensity
        for n in range(max(0, number - _SPREAD_WINDOW), number)
        if days[n].covered and n not in left_out
    ]


def _departure(
    days: Sequence[Day], number: int, baseline: Sequence[float], surprise: float, least: float
) -> tuple[Departure | None, Expectation]:
    day, expected = days[number], expectation(baseline)
    chance = expected.surprise(day.intensity) if day.intensity >= least else 1.0
    if chance < surprise:
        return Departure(day, "jump", day.intensity, expected.mean, chance, expected.days), expected
    week = sum(baseline[-(BUILD_UP - 1) :]) + day.intensity
    if len(baseline) >= 2 * BUILD_UP and week >= 2 * least:
        before = expectation(baseline[: -(BUILD_UP - 1)])
        chance = before.surprise(week, BUILD_UP)
        if chance < surprise / 2:  # weeks overlap: the same bad day is tested seven times
            return Departure(day, "build-up", week, before.mean * BUILD_UP, chance, before.days), before
    return None, expected


def _worsening(episode: _Episode, day: Day, least: float) -> Departure | None:
    """A ring within an episode; at most one for each doubling."""
    if day.intensity < _WORSE * episode.most or day.intensity < episode.most + least:
        return None
    chance = episode.expected.surprise(day.intensity)
    return Departure(day, "worse", day.intensity, episode.most, chance, episode.expected.days)


def _goes_on(episode: _Episode, number: int, day: Day) -> bool:
    """Whether the episode lasts; keeps its count."""
    episode.members.append(number)
    episode.days += 1
    episode.most = max(episode.most, day.intensity)
    episode.calm = episode.calm + 1 if episode.expected.surprise(day.intensity) > _CALM else 0
    return episode.calm < _CALM_DAYS and episode.days < _NEW_NORMAL
