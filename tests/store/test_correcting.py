"""What people correct is what filters, facets, pages and exports give; what was coded stays beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from made import ARMENIA, LATER, MARTUNI, TARTAR, account
from tocsin.errors import InputError
from tocsin.records import Actor, When
from tocsin.store import Store, open_store

TEXT = "Armenian forces shelled Tartar on Friday, killing two civilians. Azerbaijani troops left Martuni on 1 July."


@pytest.fixture
def store(record_url: str) -> Iterator[Store]:
    with open_store(record_url) as opened:
        yield opened


def corrected(store: Store, of: str = "event", /, **fields: Any) -> Any:
    """The fact of a record of one account after a correction."""
    store.add(account(TEXT))
    fact = next(store.facts(of)).fact
    store.judge(fact.id, "correct", author="ana", fields=fields)
    stored, = store.facts(of)
    assert stored.coded == fact
    assert stored.corrected == tuple(sorted(fields))
    return stored.fact


def test_a_corrected_mode_is_what_filters_and_facets_see(store: Store) -> None:
    fact = corrected(store, mode="aerial")
    assert (fact.mode, fact.goldstein, fact.cameo) == ("aerial", -9.5, None)
    assert store.count("event", mode="aerial") == len(list(store.events(mode="aerial"))) == 1
    assert store.count("event", mode="heavy-weapons") == 0
    assert store.facets("event", names=("mode", "review")) == {"mode": [("aerial", 1)], "review": [("corrected", 1)]}
    assert store.page("event").items[0].coded.mode == "heavy-weapons"
    assert store.by_ids([fact.id])[0].fact.mode == "aerial"


def test_another_type_drops_a_mode_it_has_not(store: Store) -> None:
    fact = corrected(store, event_type="PROTEST")
    assert (fact.event_type, fact.mode, fact.quad_class, fact.goldstein) == ("PROTEST", None, 4, -5)
    assert store.count("event", type="PROTEST") == 1


def test_words_for_a_party_are_the_party_that_the_report_knows_by_them(store: Store) -> None:
    span = {"start": 65, "end": 83, "quote": TEXT[65:83]}
    fact = corrected(store, actor={"text": "Azerbaijani troops", "span": span})
    assert [(a.name, a.country, a.span.quote) for a in fact.actors] == [("Azerbaijani armed forces", "AZE", "Azerbaijani troops")]
    assert store.count("event", actor="AZE") == 1
    assert store.count("event", actor="ARM") == 0
    assert store.facets("event", names=("actor",))["actor"] == [("AZE", 1)]


def test_words_for_a_party_are_else_the_one_that_the_record_knows(store: Store) -> None:
    store.add(account("They shelled it.", actors=(Actor("Legion", "The Legion", "FRA", "MIL", id="x:legion"),), killed=None))
    store.add(account(TEXT))
    one = next(e for e in store.events() if e.fact.actors[0].country == "ARM")
    store.judge(one.fact.id, "correct", author="ana", fields={"actor": "THE LEGION", "recipient": "nobody known"})
    fact = store.by_ids([one.fact.id])[0].fact
    assert [(a.text, a.id) for a in fact.actors] == [("THE LEGION", "x:legion")]
    assert [(a.text, a.name, a.country) for a in fact.recipients] == [("nobody known", None, None)]
    assert store.count("event", actor="x:legion") == 2
    assert store.count("event", text='"nobody known"') == 1


def test_an_emptied_slot_is_empty(store: Store) -> None:
    fact = corrected(store, actor="", place="", when="")
    assert (fact.actors, fact.place, fact.when) == ((), None, None)
    assert store.count("event", actor="ARM") == store.count("event", located=True) == store.count("event", dated=True) == 0


def test_a_place_is_found_by_name_and_by_box(store: Store) -> None:
    store.add(account("They shelled it.", place=MARTUNI, killed=None))
    store.add(account(TEXT))
    one = next(e for e in store.events() if e.fact.place == TARTAR)
    store.judge(one.fact.id, "correct", author="ana", fields={"place": "martuni"})
    assert store.by_ids([one.fact.id])[0].fact.place.gazetteer_id == MARTUNI.gazetteer_id
    assert store.count("event", bbox="47,39.7,47.2,39.9") == 2
    store.judge(one.fact.id, "correct", author="ana", fields={"place": {"text": "Gapanli", "name": "Gapanli", "country": "AZE", "latitude": 40.3, "longitude": 46.8,
                                                                           "precision": "exact", "gazetteer_id": "geonames:9"}})
    assert store.count("event", place="geonames:9") == store.count("event", bbox="46.7,40.2,46.9,40.35") == 1


@pytest.mark.parametrize(("given", "start", "precision"), [("2020-07-01", "2020-07-01", "day"), ("1 July", "2020-07-01", "day"), ("June 2020", "2020-06-01", "month"),
                                                           ("no day at all", None, "unknown")])
def test_words_for_a_time_are_reckoned_from_publication(store: Store, given: str, start: str | None, precision: str) -> None:
    fact = corrected(store, when=given)
    assert (fact.when.start, fact.when.precision, fact.when.text) == (start, precision, given)
    assert store.count("event", since="2020-06", until="2020-07-01") == (start is not None)


def test_numbers_of_a_toll(store: Store) -> None:
    fact = corrected(store, "toll", low=3, high=3, kind="injured")
    assert (fact.kind, fact.low, fact.best, fact.high) == ("injured", 3, 3, 3)
    assert store.count("toll", type="injured") == 1


def test_speakers_and_holders(store: Store) -> None:
    assert corrected(store, "statement", speaker="Armenian forces", form="direct").speaker.id == ARMENIA.id
    held = next(store.positions())
    store.judge(held.fact.id, "correct", author="ana", fields={"stance": "condemns", "target": "Armenian forces"})
    stored, = store.positions(type="condemns", recipient="ARM")
    assert [a.id for a in stored.fact.target] == [ARMENIA.id]


@pytest.mark.parametrize("fields", [{"colour": "red"}, {"mode": "gently"}, {"event_type": "WAR"}, {"event_type": ""}, {"factuality": "sure"}, {"low": 3}])
def test_what_an_event_cannot_have_is_refused(store: Store, fields: dict[str, Any]) -> None:
    store.add(account(TEXT))
    before = list(store.events())
    with pytest.raises(InputError):
        store.judge(before[0].fact.id, "correct", author="ana", fields=fields)
    assert list(store.events()) == before


def test_corrections_add_up_until_a_reset(store: Store) -> None:
    store.add(account(TEXT))
    coded, = store.events()
    name = coded.fact.id
    store.judge(name, "correct", author="ana", fields={"mode": "aerial"})
    store.judge(name, "correct", author="bo", fields={"place": "Martuni"})
    store.judge(name, "correct", author="bo", fields={"mode": "drone"})
    store.judge(name, "confirm", author="cy")
    stored, = store.events()
    assert (stored.fact.mode, stored.fact.place.text, stored.review, stored.corrected) == ("drone", "Martuni", "confirmed", ("mode", "place"))
    store.judge(name, "reset", author="ana")
    assert list(store.events()) == [dataclasses.replace(coded)]
    assert store.count("event", text="tartar") == 1
    assert store.count("event", text="martuni") == 1  # in the sentence itself


def test_corrections_hold_after_recoding_even_when_ids_change(store: Store) -> None:
    one = account(TEXT)
    store.add(one)
    store.judge(one.events[0].id, "correct", author="ana", fields={"mode": "aerial", "actor": "Azerbaijani troops"})
    again = dataclasses.replace(one, run=LATER, events=(dataclasses.replace(one.events[0], id="e-new", mode="firearms", when=When("2020-07-02", "2020-07-02", "day")),))
    store.add(again)
    stored, = store.events()
    assert (stored.fact.id, stored.fact.mode, stored.fact.when.start, stored.review) == ("e-new", "aerial", "2020-07-02", "corrected")
    assert stored.coded == again.events[0]
    assert store.count("event", mode="aerial", actor="AZE", since="2020-07-02", until="2020-07-02") == 1
    assert store.account(one.report.id) == again
    first, second = (run["id"] for run in store.runs())
    assert store.account(one.report.id, first) == one
    assert {d.fields[0][0] if d.fields else d.how for d in store.diff(first, second)} == {"removed", "added"}


def test_incidents_are_made_of_corrected_values(store: Store) -> None:
    store.add_many([account(TEXT, killed=None), account("Tartar was shelled, the army said.", publisher="Wire", place=MARTUNI, killed=None)])
    store.relink()
    assert len(list(store.incidents())) == 2
    wrong = next(e for e in store.events() if e.fact.place == MARTUNI)
    store.judge(wrong.fact.id, "correct", author="ana", fields={"place": "Tartar"})
    store.relink()
    assert [len(i.events) for i in store.incidents()] == [2]


def test_the_feed_tells_of_a_correction(store: Store) -> None:
    store.add(account(TEXT))
    seen = store.last_change()
    name = next(store.events()).fact.id
    store.judge(name, "correct", author="ana", fields={"mode": "aerial"})
    assert [(c.op, c.id) for c in store.fact_changes(seen)] == [("upsert", name)]
