"""According to whom: speakers resolved, chains of sources, claims and denials."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.coding.attribution import source_kind, source_kinds
from tocsin.records import Account, Actor
from tocsin.vocab import SOURCE_KINDS


def account(text: str) -> Account:
    """The account of `text`."""
    return tocsin.code(text, published="2024-05-10")


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("A villager said that rebels had burned three houses in Goma.", "A villager", "witness"),
        ("Rebels burned three houses in Goma, the army said.", "the army", "military"),
        ("State media reported that rebels had shelled Goma.", "State media", "media"),
        ("Rebels shelled Goma, a Kenyan minister said.", "a Kenyan minister", "official"),
    ],
)
def test_what_is_told_by_somebody_is_claimed(text: str, source: str, kind: str) -> None:
    """The event is a claim of its source, and the source is of a kind."""
    event = next(e for e in account(text).events if e.event_type == "ASSAULT")
    assert event.factuality == "claimed"
    assert [(s.text, s.kind) for s in event.attribution] == [(source, kind)]
    assert text[event.attribution[0].span.start : event.attribution[0].span.end] == source  # type: ignore[union-attr]


def test_what_the_report_says_is_its_own() -> None:
    """No source above it: asserted."""
    event = account("Rebels shelled Goma.").events[0]
    assert (event.factuality, event.attribution) == ("asserted", ())


def test_what_one_does_with_words_is_no_claim() -> None:
    """Who threatens in his own name threatens; the attack stays planned."""
    found = {e.event_type: e for e in account("“We will attack Kenya,” Somalia's president said.").events}
    assert found["THREATEN"].factuality == "asserted"
    assert found["ASSAULT"].factuality == "planned"
    assert [a.country for a in found["THREATEN"].actors] == ["SOM"]


def test_a_denial_denies() -> None:
    """The act is denied, and so is the toll told inside."""
    found = account("The army denied that its soldiers had killed civilians in the village.")
    assert [e.factuality for e in found.events] == ["denied"]
    assert {t.factuality for t in found.tolls} <= {"denied"}
    assert [s.denial for s in found.statements] == [True]


def test_sources_chain_from_without_to_within() -> None:
    """The agency says that a resident said."""
    event = account("State media said a resident told them that rebels had shelled Goma.").events[0]
    assert [s.text for s in event.attribution] == ["State media", "a resident"]


def test_facts_know_their_statement() -> None:
    """The innermost statement around a fact lists it, no other does."""
    found = account("Rebels shelled Goma, the army said. Chad shelled Kenya.")
    (statement,) = found.statements
    claimed = [e.id for e in found.events if e.attribution]
    assert list(statement.facts) == claimed
    assert len(found.events) == 2


def test_a_spokesperson_speaks_for_somebody() -> None:
    """The speaker is the person, the principal the one spoken for."""
    (statement,) = account("President Macron's spokesman said that talks had failed.").statements
    assert statement.speaker is not None
    assert "spokesman" in statement.speaker.text
    assert statement.principal is not None
    assert statement.principal.country == "FRA"


def test_kinds_of_sources_are_of_the_list() -> None:
    """Every noun of the table has a kind that exists."""
    assert set(source_kinds().values()) <= set(SOURCE_KINDS)
    assert source_kinds()["witness"] == "witness"


@pytest.mark.parametrize(("sector", "kind"), [("MIL", "military"), ("GOV", "official"), ("REB", "party"), ("JRN", "media"), ("CVL", "witness")])
def test_the_sector_tells_the_kind_where_no_noun_does(sector: str, kind: str) -> None:
    """A party without a telling noun."""
    assert source_kind(None, None, Actor("x", sector=sector)) == kind
