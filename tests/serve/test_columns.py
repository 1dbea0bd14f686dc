"""The columns in memory say what the record says: the same counts, facets and rows by every filter, also after changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tocsin.serve.columns import KINDS, load, refreshed
from tocsin.serve.facets import NAMES, facets
from tocsin.serve.pages import page
from tocsin.serve.selection import passing
from tocsin.store import Filter, Store

FILTERS: list[dict[str, Any]] = [
    {},
    {"type": "ASSAULT"},
    {"type": ("ASSAULT", "killed", "direct", "opposes")},
    {"party": "ARM"},
    {"party": ("ARM", "AZE")},
    {"party": "united nations"},
    {"actor": "AZE", "recipient": "ARM"},
    {"claimant": ("ARM", "AZE")},
    {"since": "2020-10"},
    {"until": "2020-10-10", "dated": True},
    {"since": "2020-09-28", "until": "2020-09-30"},
    {"dated": False},
    {"located": True},
    {"located": False},
    {"country": ("AZE", "ARM")},
    {"precision": ("exact", "region")},
    {"factuality": "claimed"},
    {"confidence": "0.8"},
    {"mode": "ceasefire"},
    {"text": "forces"},
    {"place": "Stepanakert"},
    {"bbox": "40,35,55,45"},
    {"publisher": "Ararat Courier"},
    {"publisher": "Nobody", "type": "ASSAULT"},
    {"review": "unreviewed", "text": "ministry"},
]


def _numbers(store: Store, kind: str, wanted: Filter) -> list[int]:
    return sorted(s.seq for s in store.facts(kind, wanted))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_rows_are_those_of_the_database(store: Store, kind: str, given: dict[str, Any]) -> None:
    """Every filter selects the same facts in memory and in the database."""
    columns, wanted = load(store), Filter.of(**given)
    assert columns.seq[passing(store, columns, kind, wanted)].tolist() == _numbers(store, kind, wanted)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("given", [{}, {"party": "ARM"}, {"dated": False}], ids=str)
def test_pages_are_those_of_the_database(store: Store, given: dict[str, Any], order: str) -> None:
    """The same facts in the same order, page after page."""
    columns, wanted = load(store), Filter.of(**given)
    rows, shown, token = passing(store, columns, "event", wanted), [], ""
    while True:
        found = page(store, columns, rows, limit=7, cursor=token, order=order)
        shown += [item.seq for item in found.items]
        if found.next is None:
            break
        token = found.next
    assert shown == [s.seq for s in store.facts("event", wanted, order=order)]


@pytest.mark.parametrize("given", FILTERS[:8], ids=str)
def test_facets_are_those_of_the_database(store: Store, given: dict[str, Any]) -> None:
    """The same values with the same numbers."""
    columns, wanted = load(store), Filter.of(**given)
    counted = facets(columns, passing(store, columns, "event", wanted), list(NAMES), 1000)
    for name, values in store.facets("event", wanted, NAMES, limit=1000).items():
        assert {v["value"]: v["count"] for v in counted[name]} == dict(values), name


def test_columns_follow_the_record(store: Store, accounts: list[Any]) -> None:
    """After judgements, a withdrawal and a report that comes back, refreshed columns are those read anew."""
    before = load(store)
    events = list(store.events())
    store.judge(events[0].fact.id, "reject", author="anna")
    store.judge(events[-1].fact.id, "confirm", author="anna")
    store.withdraw(events[0].report_id, "cancelled")
    after, anew = refreshed(before, store), load(store)
    assert after.version == anew.version == store.last_change()
    assert after.seq.tolist() == anew.seq.tolist()
    assert len(after.seq) < len(before.seq)
    for given in [*FILTERS, {"review": "confirmed"}]:
        wanted = Filter.of(**given)
        rows, same = passing(store, after, "event", wanted), passing(store, anew, "event", wanted)
        assert after.seq[rows].tolist() == anew.seq[same].tolist(), given
        assert facets(after, rows, ["party", "type", "review"], 99) == facets(anew, same, ["party", "type", "review"], 99)


def test_an_empty_record_has_empty_screens(client_of: Any, tmp_path: Any) -> None:
    """No facts, no error: every figure is there and empty."""
    from tocsin.store import open_store

    with open_store(str(tmp_path / "empty.db")) as store:
        client = client_of(store)
        view = client.get("/situation.json")
        assert view.status_code == 200, view.text
        assert view.json()["timeline"]["bins"] == view.json()["map"]["places"] == view.json()["network"]["nodes"] == []
        facets = client.get("/api/v1/facets").json()
        assert facets["total"] == 0
        assert json.dumps(facets["facets"]["type"]) == "[]"
