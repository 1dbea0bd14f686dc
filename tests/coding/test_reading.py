"""Readings that reports live on: who “the army” is, which time a clause has, what a promise to stop amounts to."""

from __future__ import annotations

from tocsin.pipeline import code
from tocsin.records import Account, Event

_LEAD = "KAMPALA, May 3 - Ugandan police arrested nine people in Uganda's capital on Monday. Uganda had banned the rally. Ugandan radio was taken off air. "


def _event(account: Account, kind: str, word: str) -> Event:
    return next(e for e in account.events if e.event_type == kind and word in e.evidence[-1].quote)


def test_forces_belong_to_the_country_the_report_plays_in() -> None:
    """A country that the sentence only talks with lends its name to nobody."""
    account = code(_LEAD + "The opposition condemned the killing of a soldier and asked for a dialogue with Norway.", published="2021-05-03")
    assert {r.country for r in _event(account, "ACCUSE", "condemned").recipients} == {"UGA"}


def test_surname_is_no_people() -> None:
    """`Türk` in a person's name names no Turks."""
    account = code(_LEAD + "Volker Türk called on the authorities to free them.", published="2023-05-03")
    assert "TUR" not in {a.country for e in account.events for a in (*e.actors, *e.recipients)}


def test_pronoun_keeps_the_country_of_its_person() -> None:
    """“he” for a governor of the report's country has that country too."""
    account = code(_LEAD + 'Governor Peter Okot denied it. "We arrested nobody," he told reporters.', published="2021-05-03")
    assert [s.speaker.country for s in account.statements if s.speaker and s.speaker.text == "he"] == ["UGA"]


def test_rival_is_somebody_else() -> None:
    """“His rival, X” is X, not the owner."""
    account = code("Russia's Vladimir Putin spoke first. His rival, Volodymyr Zelensky, accused him of lying.", published="2023-05-03")
    accused = _event(account, "ACCUSE", "accused")
    assert [a.country for a in accused.actors] == ["UKR"]


def test_onlookers_are_no_sides() -> None:
    """States that condemn together are not the two parties of the conflict."""
    account = code("Rwanda shelled a village in Burundi. Burundi fired back at Rwanda. Rwanda denied it. Burundi closed its border with Rwanda. "
                   "Japan and Australia condemned the shelling.", published="2021-05-03")
    assert {p.country for p in account.parties} == {"RWA", "BDI"}
