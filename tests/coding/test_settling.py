"""Where: the act's own clause, or a link that the event names, never a guess."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.coding.settling import linked
from tocsin.records import Event, Place


def events(text: str) -> dict[str, Event]:
    """The events of `text` by their trigger's first word."""
    return {e.evidence[0].quote.split()[0]: e for e in tocsin.code(text, published="2024-05-10").events}


def where(event: Event) -> str | None:
    """The words of the place."""
    return event.place.text if event.place else None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Rebels attacked a base in Goma.", "attacked", "Goma"),
        ("Rebels shelled Goma.", "shelled", "Goma"),
        ("In Goma, rebels attacked a base.", "attacked", "Goma"),
        ("Rebels attacked a base near Goma in Kenya.", "attacked", "Goma"),
        ("Russia's army attacked a base.", "attacked", None),
        ("Kenya attacked Somalia.", "attacked", None),
        ("Russian forces attacked a base in Syria.", "attacked", "Syria"),
        ("Rebels attacked a base while ministers met in Geneva.", "attacked", None),
    ],
)
def test_a_place_of_the_clause(text: str, trigger: str, place: str | None) -> None:
    """Locative phrases count, parties do not, the sharper place wins, another clause's place stays there."""
    assert where(events(text)[trigger]) == place


def test_each_act_has_its_own_place() -> None:
    """Two clauses, two places."""
    found = events("Rebels attacked a base in Goma and Kenyan police arrested two men in Nairobi.")
    assert where(found["attacked"]) == "Goma"
    assert where(found["arrested"]) == "Nairobi"


@pytest.mark.parametrize(("words", "wanted"), [("the city", "Kharkiv"), ("a city", None)])
def test_the_city_is_the_one_named_before(words: str, wanted: str | None) -> None:
    """A definite noun points back, and the event says by what words; an indefinite one does not."""
    found = [e for e in tocsin.code(f"Russia shelled Kharkiv. Ukrainian officials said shells hit {words} again.").events if "hit" in e.evidence[0].quote]
    assert [where(e) for e in found] == [wanted]
    if wanted:
        assert found[0].place is not None
        assert "the city" in (found[0].place.link or "")


def test_empty_slots_say_why() -> None:
    """Place and time that are not there are unresolved with a reason, filled ones are not."""
    found = events("Rebels attacked a base.")["attacked"]
    assert {slot for slot, reason in found.unresolved if reason} == {"place", "when"}
    assert not {slot for slot, _ in events("Rebels attacked a base in Goma on Monday.")["attacked"].unresolved} & {"place", "when"}


def test_a_link_is_written_on_the_place() -> None:
    """A place from outside the clause says by which link."""
    place = Place("Goma", precision="near")
    assert linked(place, "dateline") == Place("Goma", precision="near", link="dateline")
