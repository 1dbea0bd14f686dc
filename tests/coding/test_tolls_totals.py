"""What the tolls of a report add up to: the same people once."""

from __future__ import annotations

import pytest

from tocsin.coding.toll_totals import incident_total, report_total, split_incidents, victim_groups
from tocsin.coding.tolls import TollMention, find_tolls
from tocsin.read.capitals import recase
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow


def mentions(text: str) -> tuple[TollMention, ...]:
    """The toll mentions of `text`."""
    return find_tolls(text, next(load_parser().parse([segments(shadow(text))])))


@pytest.mark.parametrize(
    ("text", "killed", "injured", "captured"),
    [
        ("Three men were killed on Monday. The three men were farmers, and they were killed at dawn.", 3, 0, 0),
        ("A soldier was killed. Another soldier was killed an hour later.", 2, 0, 0),
        ("Several insurgents were killed. A later count found that eight insurgents were killed.", 8, 0, 0),
        (
            "Troops captured a rebel leader. The leader was captured. They also detained two suspected insurgents.",
            0,
            0,
            3,
        ),
        (
            "A commander and another militant were detained. The search was quiet and two militants were detained.",
            0,
            0,
            2,
        ),
        ("A man was shot on Friday. He died at the hospital.", 1, 0, 0),
        ("Three women were shot, one fatally.", 1, 2, 0),
        ("Nobody was killed.", 0, 0, 0),
        (
            "Police arrested a man wanted for the March attack in Lima which killed nine people. Two men were hurt.",
            9,
            2,
            1,
        ),
    ],
)
def test_people_are_counted_once(text: str, killed: int, injured: int, captured: int) -> None:
    """Repeats, details and later figures are folded in the order of the story."""
    total = report_total(mentions(text))
    assert (total.killed, total.injured, total.captured) == (killed, injured, captured)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Judge Ana Valencia was killed. Prosecutor Luis Cano was killed by other men a month later.", [1, 1]),
        ("The editor was shot dead at dawn. A technician was also killed.", [2]),
        ("They deplored the murders of Rosa Valencia, Pedro Quintero, and Luis Galan.", [3]),
    ],
)
def test_people_with_names_of_their_own_are_not_one_another(text: str, wanted: list[int]) -> None:
    """Two names are two people; who was killed `also` belongs to the incident just told."""
    groups = split_incidents(victim_groups(mentions(text), kinds=("killed",), several=True))
    assert sorted(sum(g.value for g in incident) for incident in groups) == wanted


def test_an_attorney_general_is_no_soldier() -> None:
    """The word `general` after attorney, inspector or secretary tells an office of the state."""
    found = mentions("Gunmen killed Attorney General Roberto Garcia and General Pedro Ruiz.")
    assert [m.group for m in found if m.kind == "killed"] == ["officials", "soldiers"]


def test_victims_told_together_are_one_incident() -> None:
    """Six priests first, then the six priests and two maids: one incident of eight."""
    text = "The massacre of the six priests was condemned. The army murdered the six priests and two maids."
    groups = split_incidents(victim_groups(mentions(text), kinds=("killed",)))
    assert [sum(g.value for g in incident) for incident in groups] == [8]


def test_reports_vote() -> None:
    """The figure most reports give wins; of equals the latest."""
    first, second = mentions("Two people were killed."), mentions("Three people were killed.")
    assert incident_total([("2020-01-01", first), ("2020-01-02", second)]) == (3, 0)
    assert incident_total([("2020-01-01", first), ("2020-01-02", second), ("2020-01-03", first)]) == (2, 0)


def test_capitals_are_recased_in_place() -> None:
    """Reports in capitals get ordinary case with the same offsets; others stay."""
    text = "TWO MEN WERE KILLED IN COLOMBIA ON MONDAY. THE ARMY DENIED IT."
    recased = recase(text)
    assert len(recased) == len(text)
    assert recased == "Two men were killed in Colombia on Monday. The army denied it."
    assert recase("Two men were killed.") == "Two men were killed."
