"""When an event took place: its own clause, a sentence that points at it, a link; every sentence here is made up."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.coding.time_events import TOLD
from tocsin.records import Event

FRIDAY = "2024-05-10"


def events(text: str, published: str | None = FRIDAY) -> dict[str, Event]:
    """The events of `text` by their trigger's first word."""
    return {e.evidence[0].quote.split()[0]: e for e in tocsin.code(text, published=published).events}


def days(event: Event) -> tuple[str | None, str | None] | None:
    """First and last day of the event."""
    return (event.when.start, event.when.end) if event.when else None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Rebels attacked a base on Tuesday.", "attacked", "2024-05-07"),
        ("On Tuesday, rebels attacked a base.", "attacked", "2024-05-07"),
        ("Rebels attacked a base.", "attacked", None),
        ("Kenya has had an army for ten years and attacked a base.", "attacked", None),
    ],
)
def test_a_day_of_the_clause(text: str, trigger: str, day: str | None) -> None:
    """Dates count, durations do not, and no date is no date: never that of publication."""
    event = events(text)[trigger]
    assert (event.when.start if event.when else None) == day


def test_each_act_has_its_own_day() -> None:
    """Two clauses, two days."""
    found = events("Rebels attacked a base on Monday and Kenyan police arrested two men on Wednesday.")
    assert [found[t].when.start for t in ("attacked", "arrested")] == ["2024-05-06", "2024-05-08"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The ministry said on Thursday that rebels attacked a base early on Monday.", "2024-05-06", "2024-05-06"),
        ("The ministry said on Wednesday that rebels attacked a base overnight.", "2024-05-07", "2024-05-08"),
        ("The ministry said on Wednesday that rebels attacked ten bases in the past 24 hours.", "2024-05-07", "2024-05-08"),
        ("Rebels attacked a base, police said on Wednesday. The attack took place early on Monday.", "2024-05-06", "2024-05-06"),
        ("Rebels attacked a base, police said on Wednesday. It happened on Tuesday night.", "2024-05-07", "2024-05-07"),
        ("Rebels attacked a base from Monday to Wednesday.", "2024-05-06", "2024-05-08"),
        ("Rebels attacked a base in the first week of April.", "2024-04-01", "2024-04-07"),
        ("Rebels have attacked bases since Monday.", "2024-05-06", "2024-05-10"),
        ("Two days after the truce ended on Sunday, rebels attacked a base.", "2024-05-07", "2024-05-07"),
        ("Hours after the truce ended on Sunday, rebels attacked a base.", "2024-05-05", "2024-05-05"),
        ("The truce ended on Sunday, hours after which rebels attacked a base.", "2024-05-05", "2024-05-05"),
        ("Troops killed a man on Thursday, five days after rebels attacked a base.", "2024-05-04", "2024-05-04"),
        ("Troops killed a man on Thursday, less than five days after rebels attacked a base.", "2024-05-04", "2024-05-09"),
    ],
)
def test_the_day_of_the_deed_comes_before_the_day_of_the_telling(text: str, start: str, end: str) -> None:
    """What the clause, a sentence that points at it, or the distance to a dated event tells, and nothing is said of a telling."""
    event = events(text)["attacked"]
    assert days(event) == (start, end)
    assert event.when is not None
    assert TOLD not in str(event.when.rule)


def test_the_day_of_the_telling_stands_in_and_says_so() -> None:
    """A deed without a day has that on which it was told of, as the rule states."""
    event = events("Rebels attacked a base, police said on Wednesday.")["attacked"]
    assert days(event) == ("2024-05-08", "2024-05-08")
    assert TOLD in str(event.when and event.when.rule)


def test_nobody_tells_of_a_deed_before_it_is_done() -> None:
    """A pointing sentence with a later day than the telling means something else."""
    event = events("Rebels attacked a base, police said on Monday. The attack took place on Thursday.")["attacked"]
    assert days(event) == ("2024-05-06", "2024-05-06")


def test_a_verdict_does_not_date_the_deed() -> None:
    """What is condemned on Wednesday was not done on Wednesday; the deed told before keeps its day."""
    alone = events("The governor condemned the attack on Wednesday.")
    assert days(alone["condemned"]) == ("2024-05-08", "2024-05-08")
    assert alone["attack"].when is None
    taken_up = events("Rebels attacked a base on Monday. The governor condemned the attack on Wednesday.")
    assert days(taken_up["attack"]) == ("2024-05-06", "2024-05-06")
    assert "told before" in str(taken_up["attack"].when and taken_up["attack"].when.rule)


def test_the_dead_are_those_of_the_shelling_told_before() -> None:
    """Deaths without a doer, told right after an attack, are of its day and not of the day of the telling."""
    found = events("Russian forces shelled Kharkiv on Monday. Officials said on Wednesday that three civilians were killed.")
    assert days(found["killed"]) == ("2024-05-06", "2024-05-06")


def test_what_happens_during_the_operation_is_of_its_day() -> None:
    """“The operation” points at the act told before; a siege that says which does not."""
    found = events("Troops attacked a base on Monday. During the operation, the troops detained three men.")
    assert days(found["detained"]) == ("2024-05-06", "2024-05-06")
    assert "“the operation”" in str(found["detained"].when and found["detained"].when.rule)
    apart = events("Troops attacked a base on Monday. During the siege of Goma, the troops detained three men.")
    assert apart["detained"].when is None


def test_the_last_words_date_the_whole_clause() -> None:
    """However deep a parser hangs a day that closes the sentence."""
    text = "Troops killed several rebels during an operation in search of a rebel leader in Gomal district, Paktika province, Monday."
    assert days(events(text)["killed"]) == ("2024-05-06", "2024-05-06")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rebels attacked a base.", "none named"),
        ("Two days after the summit rebels attacked a base.", "counted from an event without a date"),
        ("Rebels attacked a base on Sunday, September 27.", "the year is open"),
        ("Rebels attacked a base on Sunday.", "needs the day of the report"),
    ],
)
def test_no_time_says_why(text: str, reason: str) -> None:
    """Without a day of the report nothing is guessed, and the event tells what is missing."""
    event = events(text, None)["attacked"]
    assert event.when is None
    assert reason in dict(event.unresolved)["when"]


def test_a_full_date_settles_those_beside_it() -> None:
    """In a report without a day of its own, and what follows is counted on."""
    text = "Rebels shelled Goma on March 3, 2004. They attacked a base on March 9. The next day they killed a man."
    found = events(text, None)
    assert [days(found[t]) for t in ("shelled", "attacked", "killed")] == [(d, d) for d in ("2004-03-03", "2004-03-09", "2004-03-10")]


def test_the_offices_named_settle_the_year_and_what_is_counted_from_it() -> None:
    """Weekday and day leave 2020 within the term of the one named; the same day and two days later follow."""
    text = ("Secretary of State Mike Pompeo said Armenian forces attacked a base on Sunday, September 27. President Ilham Aliyev declared "
            "martial law the same day. Two days later, Armenian forces shelled Ganja.")
    found = events(text, None)
    assert [days(found[t]) for t in ("attacked", "declared", "shelled")] == [(d, d) for d in ("2020-09-27", "2020-09-27", "2020-09-29")]
