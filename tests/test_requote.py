"""Reports in capitals or without any: read in ordinary case, quoted in their own letters."""

from __future__ import annotations

import dataclasses

import pytest

import tocsin
from tocsin.read.report import make_report
from tocsin.records import Account, Actor, Event, Place, Run, Source, Span, Toll, Whom
from tocsin.requote import requoted

PLAIN = "Iran attacked Iraq on Sunday. Tehran said 23 soldiers were killed in Iraq."


def test_spans_and_words_change_and_nothing_else() -> None:
    """Quotes follow the received text; names, codes and ids stay."""
    reading, report = make_report("Iran attacked Basra."), make_report("IRAN ATTACKED BASRA.")
    iran, basra = Span(0, 4, "Iran"), Span(14, 19, "Basra")
    actor = Actor("Iran", "Iran", "IRN", "GOV", id="IRN", span=iran)
    place = Place("Basra", "Basra", "IRQ", precision="near", span=basra)
    event = Event("e-1", "ASSAULT", None, (), "190", 4, -9.0, (actor,), (), place, None, "claimed", 1, (Source("Iran", actor, "say", "official", iran),),
                  (Span(5, 13, "attacked"), Span(0, 19, "Iran attacked Basra")), "assault.attack", 0.5)
    toll = Toll("t-1", "killed", 1, 1, 1, "Iran", Whom("Basra", None, None, basra), "event", None, "e-1", "asserted", (), (iran,))
    account = requoted(Account(reading, Run("c", "l", "m", "s"), (event,), (), (toll,), (), (place,)), dataclasses.replace(reading, text=report.text))
    found = account.events[0]
    assert account.report.text == report.text
    assert found.actors[0] == dataclasses.replace(actor, text="IRAN", span=Span(0, 4, "IRAN"))
    assert found.place == dataclasses.replace(place, text="BASRA", span=Span(14, 19, "BASRA")) == account.places[0]
    assert [s.quote for s in found.evidence] == ["ATTACKED", "IRAN ATTACKED BASRA"]
    assert (found.attribution[0].text, found.attribution[0].actor) == ("IRAN", found.actors[0])
    assert account.tolls[0].whom == Whom("BASRA", None, None, Span(14, 19, "BASRA"))
    assert (found.id, found.event_type, found.rule, found.attribution[0].cue) == (event.id, "ASSAULT", "assault.attack", "say")


@pytest.mark.parametrize("text", [PLAIN.upper(), PLAIN.lower()])
def test_case_does_not_change_the_account(text: str) -> None:
    """Types, parties, tolls and offsets are those of the text in ordinary case."""
    wanted, found = tocsin.code(PLAIN, published="2024-05-01"), tocsin.code(text, published="2024-05-01")
    assert [(e.event_type, [a.country for a in e.actors], [r.country for r in e.recipients], e.factuality, e.evidence[0].start) for e in found.events] == [
        (e.event_type, [a.country for a in e.actors], [r.country for r in e.recipients], e.factuality, e.evidence[0].start) for e in wanted.events]
    assert [(t.kind, t.best, t.evidence[0].start) for t in found.tolls] == [(t.kind, t.best, t.evidence[0].start) for t in wanted.tolls]
    assert all(text[s.start : s.end] == s.quote for e in found.events for s in e.evidence)
    assert found.events
    assert found.tolls
