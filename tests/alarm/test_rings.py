"""Alarms from plain sequences: escalations ring on their first day; quiet, thick coverage and long wars do not."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pytest

from tocsin.alarm.change import Expectation, departures, expectation
from tocsin.alarm.intensity import Day, conflict_of, series
from tocsin.alarm.ring import Alarm, alarms_of
from tocsin.alarm.rules import Rule
from tocsin.alarm.signals import Coverage, Signal, happenings, listening

PAIR = ("ARM", "AZE")


def day_of(number: int, start: str = "2020-09-20") -> str:
    """The n-th day from a start."""
    return (datetime.date.fromisoformat(start) + datetime.timedelta(days=number)).isoformat()


def act(
    day: str,
    kind: str,
    mode: str | None = None,
    *,
    by: str | None = "AZE",
    told: Sequence[str] = ("A",),
    dyad: tuple[str, ...] = PAIR,
    **more: object,
) -> Signal:
    """One act, told by some voices."""
    return Signal(day, dyad, kind, mode, sources=frozenset(told), actor=by, events=(f"e-{day}-{kind}-{mode}",), **more)  # type: ignore[arg-type]


QUIET = [
    act("2020-09-21", "ACCUSE", "disapprove"),
    act("2020-09-22", "CONSULT", None, by="ARM"),
    act("2020-09-23", "ACCUSE", "allege", by="ARM"),
    act("2020-09-25", "REJECT", None),
    act("2020-09-26", "REQUEST", None, by="ARM"),
]
SEPTEMBER_27 = [
    act("2020-09-27", "ASSAULT", "heavy-weapons", told=("A", "B", "C"), killed=16),
    act("2020-09-27", "ASSAULT", "aerial", told=("A",), by="ARM"),
    act("2020-09-27", "MOBILIZE", "troops", by="ARM", dyad=("ARM",)),
    act("2020-09-27", "COERCE", "martial-law", by="ARM", dyad=("ARM",)),
    act("2020-09-28", "ASSAULT", "heavy-weapons", told=("A", "B"), killed=30),
    act("2020-09-28", "MOBILIZE", "troops", by="AZE", dyad=("AZE",)),
]
COVERED = [Coverage(day_of(n), v, f"r{n}{v}") for n in range(10) for v in "ABC"]


def told(alarms: list[Alarm]) -> list[tuple[str, str]]:
    """Day and headline."""
    return [(a.day, a.headline) for a in alarms]


def test_autumn_2020_rings_on_its_first_day_and_not_in_the_week_before() -> None:
    """Words turn to force, the baseline is left, the first mobilisation and martial law ring; the quiet week is silent."""
    alarms = alarms_of(QUIET + SEPTEMBER_27, COVERED, names={"ARM": "Armenia", "AZE": "Azerbaijan"})
    assert told(alarms) == [
        ("2020-09-27", "Armenia – Azerbaijan: turns from words to force"),
        ("2020-09-27", "Armenia – Azerbaijan: departs from its baseline"),
        ("2020-09-27", "Armenia: first mobilisation"),
        ("2020-09-27", "Armenia: first martial law"),
        ("2020-09-28", "Armenia – Azerbaijan: 30 killed in a day"),
        ("2020-09-28", "Azerbaijan: first mobilisation"),
    ]
    assert alarms[0].reason == "4 statements and no force in the 14 days before; 3 independent sources"
    assert alarms[0].happenings[0].events == ("e-2020-09-27-ASSAULT-heavy-weapons",)


def test_no_coverage_given_still_rings() -> None:
    """Without coverage every day between the first and last signal counts as covered."""
    assert ("2020-09-27", "ARM – AZE: turns from words to force") in told(alarms_of(QUIET + SEPTEMBER_27))


def test_the_future_does_not_change_the_past() -> None:
    """What rings up to a day is the same whether or not later days are known."""
    whole = alarms_of(QUIET + SEPTEMBER_27, COVERED)
    for last in ("2020-09-26", "2020-09-27", "2020-09-28"):
        known = [s for s in QUIET + SEPTEMBER_27 if s.day <= last]
        assert alarms_of(known, [c for c in COVERED if c.day <= last]) == [a for a in whole if a.day <= last]


def test_ceasefire_broken() -> None:
    """Force after a reported ceasefire rings once; a second ceasefire arms it again."""
    war = [act(day_of(n), "ASSAULT", "heavy-weapons") for n in range(20)]
    peace = [act(day_of(n), "RETREAT", "ceasefire", by=None) for n in (20, 27)]
    broken = [act(day_of(n), "ASSAULT", None) for n in (22, 23, 28)]
    rules = [Rule("broken", "ceasefire", within_days=30)]
    assert [a.day for a in alarms_of(war + peace + broken, rules=rules)] == [day_of(22), day_of(28)]


def test_a_long_war_at_its_level_is_quiet_and_its_doubling_is_not() -> None:
    """Ninety days of war ring at the start, not through it; three times the fighting rings."""
    rng = np.random.default_rng(5)
    war = [
        act(day_of(n), "ASSAULT", f"m{k}", dyad=("RUS", "UKR"), by="RUS", goldstein=-9.0)
        for n in range(10, 100)
        for k in range(rng.poisson(6))
    ]
    surge = [act(day_of(100), "ASSAULT", f"s{k}", dyad=("RUS", "UKR"), by="RUS", goldstein=-9.0) for k in range(24)]
    cover = [Coverage(day_of(n), "A", f"r{n}") for n in range(101)]
    rules = [Rule("change", "change")]
    rings = [a.day for a in alarms_of(war + surge, cover, rules)]
    assert rings[0] == day_of(10)
    assert rings[-1] == day_of(100)
    assert not [day for day in rings if day_of(17) <= day < day_of(100)]


def test_copies_are_one_voice() -> None:
    """The same act under ten addresses weighs as one; by three independent sources twice as much."""
    copies = [act("2020-09-27", "ASSAULT", told=("Reuters",)) for _ in range(10)]
    (one,) = happenings(copies)
    assert len(one.sources) == 1
    (three,) = happenings([act("2020-09-27", "ASSAULT", told=(v,)) for v in "ABC"])
    assert conflict_of(three) == 2 * conflict_of(one) == pytest.approx(1.8)


def test_thicker_coverage_is_not_more_fighting() -> None:
    """Ten times the sources on everything, and as many small items more on the pair: no alarm; the same on the pair alone rings."""
    mild = [
        act(day_of(n), "ACCUSE", f"m{k}", goldstein=-3.0, reports=(f"p{n}{k}",)) for n in range(14) for k in range(3)
    ]
    more = [act(day_of(14), "ACCUSE", f"m{k}", goldstein=-3.0, reports=(f"p14{k}",)) for k in range(24)]
    few = [Coverage(day_of(n), f"v{k}", f"r{n}{k}") for n in range(14) for k in range(4)]
    same = few + [Coverage(day_of(14), f"v{k}", f"r14{k}") for k in range(4)]
    thick = few + [Coverage(day_of(14), f"v{k}", f"r14{k}") for k in range(40)]
    rules = [Rule("change", "change")]
    assert [a.day for a in alarms_of(mild + more, same, rules)] == [day_of(14)]
    assert alarms_of(mild + more, thick, rules) == []


def test_days_without_coverage_are_not_quiet_days() -> None:
    """A record with a hole of ten days has no baseline out of that hole."""
    cover = [Coverage(day_of(n), "A", f"r{n}") for n in (0, 1, 12)]
    burst = [act(day_of(12), "ASSAULT", f"m{k}", goldstein=-9.0) for k in range(6)]
    assert alarms_of(burst, cover, [Rule("change", "change")]) == []


def test_slow_build_up_rings_as_a_week() -> None:
    """Days that each stay under the bar add up."""
    slow = [act(day_of(n), "ASSAULT", None) for n in range(30, 38)]
    cover = [Coverage(day_of(n), "A", f"r{n}") for n in range(40)]
    alarms = alarms_of(slow, cover, [Rule("change", "change")])
    assert len(alarms) == 1
    assert "builds up" in alarms[0].headline
    assert day_of(32) <= alarms[0].day <= day_of(36)


def test_rules_look_at_their_parties_and_sources() -> None:
    """A rule for others, or one that wants more voices, is silent."""
    deaths = [act(day_of(6), "ASSAULT", None, killed=40)]
    for rule, rings in (
        (Rule("t", "toll", more_than=30), 1),
        (Rule("t", "toll", more_than=40), 0),
        (Rule("t", "toll", more_than=30, min_sources=2), 0),
        (Rule("t", "toll", more_than=30, parties=frozenset({"ARM"})), 1),
        (Rule("t", "toll", more_than=30, parties=frozenset({"SDN"})), 0),
    ):
        assert len(alarms_of(deaths, rules=[rule])) == rings


def test_tolls_of_one_happening_are_not_added_up() -> None:
    """Three voices on one strike: the median of their figures, not the sum."""
    strike = [act(day_of(1), "ASSAULT", "aerial", told=(v,), killed=k) for v, k in (("A", 10), ("B", 12), ("C", 40))]
    (one,) = happenings(strike)
    assert one.killed == 12


def test_expectations() -> None:
    """The figures the docstrings give."""
    assert expectation([0] * 7).surprise(1) == pytest.approx(0.057, abs=0.001)
    assert expectation([0] * 7).surprise(3) < 0.001
    assert Expectation(1.0, 5.0, 1.0, 9).surprise(0) == 1.0
    assert expectation([0, 9, 0, 8, 0, 0, 10]).surprise(12) > expectation([4] * 7).surprise(12)


def simulated(values: Sequence[float]) -> list[Day]:
    """Days of given intensities."""
    return [Day(day_of(n), v, v, 0.0, 0, 1, 1.0, True, ()) for n, v in enumerate(values)]


@pytest.mark.parametrize(
    ("mean", "spread", "most"), [(0.2, 1, 0.3), (2, 1, 0.8), (2, 3, 2), (20, 1, 1.5), (20, 4, 1.7), (20, 10, 2)]
)
def test_false_alarms_are_rare(mean: float, spread: float, most: float) -> None:
    """Alarms a year in conflicts that go on as before, also where days vary by several times their mean."""
    rng = np.random.default_rng(11)
    rings = 0
    years = 20
    for _ in range(years):
        if spread > 1:
            values = rng.negative_binomial(mean / (spread - 1), 1 / spread, 365)
        else:
            values = rng.poisson(mean, 365)
        rings += len(departures(simulated([float(v) for v in values])))
    assert rings / years <= most


@pytest.mark.parametrize(("mean", "factor", "days"), [(0.2, 20, 2), (2.0, 5, 1), (2.0, 3, 4), (10.0, 2, 3)])
def test_escalations_are_found_soon(mean: float, factor: float, days: int) -> None:
    """Days from the change to the alarm, in the median of fifty runs."""
    rng = np.random.default_rng(3)
    delays = []
    for _ in range(50):
        values = [*rng.poisson(mean, 60), *rng.poisson(mean * factor, 30)]
        after = [d for d in departures(simulated([float(v) for v in values])) if d.day.day >= day_of(60)]
        delays.append(
            (datetime.date.fromisoformat(after[0].day.day) - datetime.date.fromisoformat(day_of(60))).days + 1
            if after
            else 99
        )
    assert np.median(delays) <= days


def test_series_hold_every_day() -> None:
    """Quiet days are in the series with nothing in them."""
    days = series(listening(SEPTEMBER_27, COVERED), lambda h: h.dyad)[PAIR]
    assert [d.day for d in days] == [day_of(n) for n in range(10)]
    assert days[0].intensity == 0
    assert days[8].killed == 30
