"""Which way a day without a year or week lies, told by the words around it; every sentence here is made up."""

from __future__ import annotations

import pytest

from tocsin.coding.times import find_dates

THURSDAY = "2013-03-14"


def value(text: str, published: str = THURSDAY) -> str | None:
    """The TIMEX3 value of the last date of `text`."""
    return find_dates(text, published=published)[-1].timex


@pytest.mark.parametrize(
    "text",
    [
        "The two sides could meet on Sunday in Oslo.",
        "Leaders may meet as early as Sunday.",
        "Polls open on Sunday.",
        "Voters go to the polls on Sunday.",
        "She begins a tour of Asia on Sunday.",
        "The vote is on Sunday.",
        "Protesters plan a march for Sunday.",
        "The opposition called for protests on Sunday.",
        "Police were on alert ahead of Sunday's election.",
        "The talks were postponed to Sunday.",
        "He was given until Sunday to leave.",
        "He would strike if they did not leave by Sunday.",
        "Talks that are supposed to end on Sunday, observers said, are stuck.",
        "A vote scheduled for Sunday was put off.",
        "Leaders from the U.S. could meet on Sunday.",
        "“We will strike on Sunday,” he said.",
    ],
)
def test_a_day_to_come(text: str) -> None:
    """Modals, timetables, plans, terms and deadlines point ahead."""
    assert value(text) == "2013-03-17"


@pytest.mark.parametrize(
    "text",
    [
        "The rebels attacked on Sunday.",
        "He had been due to leave on Sunday but stayed.",
        "Residents could hear shelling on Sunday.",
        "Troops tried to enter the town on Sunday.",
        "The first country to join on Sunday was Poland.",
        "The council will discuss Sunday's attack.",
        "The two sides fought until Sunday.",
        "Until Sunday it was calm.",
        "It may have begun on Sunday.",
        "By Sunday, troops had taken the town.",
        "The talks ended on Sunday without a deal to be signed.",
    ],
)
def test_a_day_gone_by(text: str) -> None:
    """Past verbs, past plans and deeds point back."""
    assert value(text) == "2013-03-10"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The tax will take effect Jan. 1.", "2014-01-01"),
        ("The tax took effect Jan. 1.", "2013-01-01"),
        ("The court will hear of the March 1 attack.", "2013-03-01"),
        ("The law comes into force on 1 February.", "2014-02-01"),
        ("The president, who will step down in May, has won.", "2013-05"),
        ("It would be paid on a still unspecified date in January.", "2014-01"),
        ("Elections in November brought him to power.", "2012-11"),
        ("The firm expects to report a fourth-quarter loss.", "2012-Q4"),
        ("Output will grow in the second quarter.", "2013-Q2"),
        ("Many have died since April 27.", "2012-04-27"),
        ("It was hit in the night from Friday to Saturday.", "2013-03-09"),
        ("The year-ago fourth quarter was good.", "2011-Q4"),
    ],
)
def test_years_of_days_months_and_quarters(text: str, wanted: str) -> None:
    """A tense moves a date by a year only where the date is no mere name of a past deed."""
    assert value(text) == wanted


@pytest.mark.parametrize("text", ["The Sunday Times said so.", "Super Tuesday was calm.", "He is in his 30s.", "A man in his mid-30s died."])
def test_weekdays_of_names_and_ages_are_no_dates(text: str) -> None:
    """Papers, named days and ages."""
    assert find_dates(text, published=THURSDAY) == ()
