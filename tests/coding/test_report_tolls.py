"""Tolls of a report: linked to the act that hurt, to its place and to who counts."""

from __future__ import annotations

import tocsin
from tocsin.records import Account, Toll


def account(text: str) -> Account:
    """The account of `text`."""
    return tocsin.code(text, published="2024-05-10")


def only(text: str) -> Toll:
    """The only toll of `text`."""
    (toll,) = account(text).tolls
    return toll


def test_a_toll_belongs_to_the_act_of_its_sentence() -> None:
    """With the act's place and day, in the report's own voice."""
    found = account("Gunmen attacked a mosque in Herat on Wednesday, killing six people.")
    (toll,) = found.tolls
    assert (toll.kind, toll.best, toll.factuality, toll.attribution) == ("killed", 6, "asserted", ())
    assert toll.event in {e.id for e in found.events if e.event_type == "ASSAULT"}
    assert toll.place is not None
    assert toll.place.text == "Herat"
    assert toll.when is not None
    assert toll.when.start == "2024-05-08"


def test_a_toll_of_the_next_sentence_points_back() -> None:
    """The act stands in the sentence before."""
    found = account("Gunmen attacked a mosque in Herat. Six people were hurt.")
    assert found.tolls[0].event in {e.id for e in found.events}


def test_who_counts_is_the_claimant() -> None:
    """With a word of speech or without one."""
    assert [s.text for s in only("Six people were killed in Herat, police said.").attribution] == ["police"]
    counted = only("The association put the death toll at 90.")
    assert (counted.best, counted.factuality, [s.text for s in counted.attribution]) == (90, "claimed", ["The association"])


def test_those_killed_are_no_count() -> None:
    """A pointer at a toll told elsewhere, and a fatal shooting without a number, count nobody."""
    assert account("The families of those killed gathered.").tolls == ()
    assert not [t for t in account("A fatal shooting shook Herat.").tolls if t.kind == "killed"]


def test_whom_and_spans_quote_the_report() -> None:
    """Group and words of the victims."""
    text = "Rebels killed 12 Kenyan soldiers in Goma."
    toll = only(text)
    assert toll.whom is not None
    assert (toll.whom.group, toll.whom.country) == ("soldiers", "KEN")
    assert all(text[s.start : s.end] == s.quote for s in (*toll.evidence, toll.whom.span) if s)
