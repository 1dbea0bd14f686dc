"""Tolls as reports word them: numbers, hedges, whom, what became of them."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tocsin.coding.tolls import TollMention, find_tolls
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow


@lru_cache(maxsize=256)
def tolls(text: str) -> tuple[TollMention, ...]:
    """The toll mentions of `text`."""
    return find_tolls(text, next(load_parser().parse([segments(shadow(text))])))


def told(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    """(kind, low, best, high) of each mention."""
    return [(m.kind, m.low, m.best, m.high) for m in tolls(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The raid killed twelve villagers.", [("killed", 12, 12, 12)]),
        ("Twenty-three people were killed in the raid.", [("killed", 23, 23, 23)]),
        ("One hundred and twenty people were wounded.", [("injured", 120, 120, 120)]),
        ("At least 23 people were killed.", [("killed", 23, 23, None)]),
        ("More than 100 people were wounded.", [("injured", 101, None, None)]),
        ("Nearly 50 people were wounded.", [("injured", None, 50, 50)]),
        ("About 50 people were wounded.", [("injured", None, 50, None)]),
        ("Up to 30 fighters were captured.", [("captured", None, None, 30)]),
        ("Between 20 and 30 people died.", [("killed", 20, None, 30)]),
        ("A dozen people are missing.", [("missing", 12, 12, 12)]),
        ("Dozens of people were killed.", [("killed", 24, None, 99)]),
        ("Scores of villagers were injured.", [("injured", 40, None, 199)]),
        ("Hundreds of students were arrested.", [("detained", 200, None, 999)]),
        ("Several insurgents were detained.", [("detained", 3, None, 9)]),
        ("Both men were shot dead.", [("killed", 2, 2, 2)]),
        ("A soldier was killed.", [("killed", 1, 1, 1)]),
        ("More than 100,000 people fled the city.", [("displaced", 100001, None, None)]),
    ],
)
def test_numbers(text: str, wanted: list[tuple[str, int | None, int | None, int | None]]) -> None:
    """Each wording has the bounds that the codebook gives it."""
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The blast left 23 dead and 12 wounded.", [("killed", 23, 23, 23), ("injured", 12, 12, 12)]),
        ("A mine left 12 wounded.", [("injured", 12, 12, 12)]),
        (
            "Shells fell on the market, killing 23 and more than 100 being wounded.",
            [("killed", 23, 23, 23), ("injured", 101, None, None)],
        ),
        ("Gunmen killed four and wounded nine.", [("killed", 4, 4, 4), ("injured", 9, 9, 9)]),
        ("Three civilians and a policeman were killed.", [("killed", 3, 3, 3), ("killed", 1, 1, 1)]),
        ("The attack claimed the lives of 17 people.", [("killed", 17, 17, 17)]),
        ("Four soldiers lost their lives.", [("killed", 4, 4, 4)]),
        ("Two men were found shot to death in a car.", [("killed", 2, 2, 2)]),
        ("Three students were shot, one fatally.", [("injured", 3, 3, 3), ("killed", 1, 1, 1)]),
        ("Two insurgents were taken into custody.", [("detained", 2, 2, 2)]),
        ("Gunmen kidnapped 12 students.", [("captured", 12, 12, 12)]),
        ("The murder of six priests shocked the country.", [("killed", 6, 6, 6)]),
        ("12 killed in market blast", [("killed", 12, 12, 12)]),
    ],
)
def test_fates(text: str, wanted: list[tuple[str, int | None, int | None, int | None]]) -> None:
    """Verbs, participles, nouns, adjectives and headlines all tell a fate."""
    assert told(text) == wanted


def test_no_casualties_is_nought() -> None:
    """“No casualties” is a toll of 0, not an unknown one."""
    assert told("No casualties were reported.") == [("killed", 0, 0, 0), ("injured", 0, 0, 0)]
    assert told("Nobody was hurt in the blast.") == [("injured", 0, 0, 0)]


def test_subsets_are_marked() -> None:
    """Children among the dead are part of the figure, not added to it."""
    found = tolls("At least 23 people, including six children, were killed.")
    assert [(m.value, m.subset, m.group) for m in found] == [(23, False, "people"), (6, True, "children")]


def test_cumulative_toll_keeps_its_words() -> None:
    """A toll since a day is cumulative; that of one attack is not."""
    found = tolls("The attack killed two people, bringing the death toll to 95 since Sunday.")
    assert [(m.value, m.period, m.since) for m in found if m.total] == [(95, "cumulative", "since Sunday")]
    assert tolls("The death toll rose to 95.")[0].total


def test_threats_and_background() -> None:
    """People whom somebody threatens to kill are no toll of this event; those of another year are background."""
    assert all(m.hypothetical for m in tolls("The rebels threatened to kill ten hostages."))
    text = "Three men were shot dead in the town in 1983."
    found = find_tolls(text, next(load_parser().parse([segments(shadow(text))])), year=1991)
    assert [m.background for m in found] == [True]


def test_one_who_fled_is_no_toll() -> None:
    """A farmer who fled is who tells the story; families that flee are a number."""
    assert not tolls("Musa Ibrahim, a farmer who fled, spoke to reporters.")
    assert told("About 300 families fled the town.")[0][0] == "displaced"


@pytest.mark.parametrize(
    "text",
    [
        "The company killed three projects.",
        "Troops captured three towns.",
        "The shares of 12 banks were hit.",
        "Police seized 900 rifles and 40 vehicles.",
        "He was killed in 1991.",
    ],
)
def test_things_are_no_victims(text: str) -> None:
    """Only people are counted, and years are no numbers of people."""
    assert all(m.value in (0, 1) and m.pronoun for m in tolls(text))


def test_whom_and_offsets() -> None:
    """The words kept are those of the text, and the people's kind is known."""
    text = "KABUL (April 26) – Police said two suspected insurgents were killed."
    mention = tolls(text)[0]
    assert text[mention.start : mention.end] == mention.text == "two suspected insurgents"
    assert text[mention.whom_start : mention.whom_end] == mention.whom == "suspected insurgents"
    assert mention.group == "militants"
    assert text[mention.evidence_start : mention.evidence_end].endswith("killed")
