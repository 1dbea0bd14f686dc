"""The record keeps what it is given, once; later runs supersede, withdrawn reports take their facts along."""

from __future__ import annotations

import dataclasses
import multiprocessing
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import tocsin
from made import LATER, MARTUNI, RUN, account, write_many
from tocsin.errors import InputError, StoreError
from tocsin.records import When
from tocsin.store import Filter, Store, open_store
from tocsin.store.writing import drop_indexes, missing_indexes


@pytest.fixture
def store(record_url: str) -> Iterator[Store]:
    ticks = iter(range(10_000))
    with open_store(record_url, clock=lambda: f"2026-01-01T00:00:00.{next(ticks):04}") as opened:
        yield opened


def ids(store: Store, **given: object) -> list[str]:
    return [e.fact.id for e in store.events(**given)]


def test_an_account_comes_back_whole(store: Store) -> None:
    one = account()
    assert store.add(one).outcome == "new"
    assert store.account(one.report.id) == one
    assert [s.report for s in store.reports()] == [one.report]


def test_adding_twice_changes_nothing(store: Store) -> None:
    store.add(account())
    before = store.totals(), store.changes()
    assert store.add(account()).outcome == "known"
    assert (store.totals(), store.changes()) == before


def test_a_later_run_supersedes_and_the_earlier_stays_readable(store: Store) -> None:
    one = account()
    store.add(one)
    again = dataclasses.replace(one, run=LATER, events=(dataclasses.replace(one.events[0], mode="aerial"),))
    assert store.add(again).outcome == "recoded"
    assert [e.fact.mode for e in store.events()] == ["aerial"]
    first, second = (run["id"] for run in store.runs())
    assert store.account(one.report.id, first) == one
    changed = list(store.diff(first, second))
    assert [(d.how, d.fields) for d in changed] == [("changed", (("mode", "heavy-weapons", "aerial"),))]


def test_judgements_outlive_recoding_even_when_ids_change(store: Store) -> None:
    one = account()
    store.add(one)
    old = one.events[0]
    store.judge(old.id, "correct", author="ana", fields={"mode": "aerial"}, reason="drones")
    store.add(dataclasses.replace(one, run=LATER, events=(dataclasses.replace(old, id="e-new"),)))
    assert [(e.fact.id, e.review) for e in store.events()] == [("e-new", "corrected")]
    assert store.corrections("e-new") == {"mode": "aerial"}
    store.judge("e-new", "reject", author="bo")
    assert [j.verdict for j in store.judgements("e-new")] == ["correct", "reject"]
    assert ids(store, review="rejected") == ["e-new"]


@pytest.mark.parametrize(("verdict", "other", "fields"), [("agree", None, None), ("same", None, None), ("confirm", "e-x", None), ("correct", None, None)])
def test_judgements_that_do_not_fit_are_refused(store: Store, verdict: str, other: str | None, fields: dict[str, str] | None) -> None:
    one = account()
    store.add(one)
    with pytest.raises(InputError):
        store.judge(one.events[0].id, verdict, author="ana", other=other, fields=fields)
    with pytest.raises(InputError):
        store.judge("e-nowhere", "confirm", author="ana")
    assert store.judgements() == []


def test_a_withdrawn_report_takes_its_facts_along_and_stays_away(store: Store) -> None:
    one, two = account(), account("Armenian forces shelled Martuni.", place=MARTUNI)
    store.add_many([one, two])
    assert store.withdraw(one.report.id, "retracted") == 4
    assert ids(store) == [two.events[0].id]
    assert store.withdraw(one.report.id) == 0
    assert store.add(dataclasses.replace(one, run=LATER)).outcome == "withdrawn"
    assert ids(store) == [two.events[0].id]
    assert [(r.report.id, r.withdrawn_why) for r in store.reports(withdrawn=True) if r.withdrawn_at] == [(one.report.id, "retracted")]


def test_replaying_the_change_feed_gives_what_a_fresh_export_gives(store: Store) -> None:
    one, two, three = (account(f"Armenian forces shelled Tartar for the {n} time.") for n in ("first", "second", "third"))
    store.add_many([one, two])
    replayed: dict[str, str] = {}
    seen = 0

    def replay() -> None:
        nonlocal seen
        for change in store.fact_changes(seen):
            if change.op == "delete":
                replayed.pop(change.id, None)
            else:
                replayed[change.id] = change.kind
        seen = store.last_change()
        fresh = {s.fact.id: kind for kind in ("event", "statement", "toll", "position") for s in store.facts(kind)}
        assert replayed == fresh

    replay()
    store.add(three)
    store.judge(one.events[0].id, "confirm", author="ana")
    replay()
    store.withdraw(two.report.id)
    replay()
    store.add(dataclasses.replace(one, run=LATER, events=(dataclasses.replace(one.events[0], id="e-other"),), tolls=()))
    replay()
    numbers = [c.seq for c in store.changes()]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("given", "found"),
    [({"party": "ARM"}, 3), ({"party": ["ARM", "FRA"]}, 0), ({"actor": "tocsin:ARM-MIL"}, 3), ({"recipient": "armenian armed forces"}, 0),
     ({"claimant": "AZE"}, 3), ({"type": "ASSAULT", "mode": "aerial"}, 1), ({"place": "martuni"}, 1), ({"place": "geonames:584871"}, 2),
     ({"bbox": "46.5,40,47,41"}, 2), ({"bbox": (170.0, -10.0, -170.0, 60.0)}, 0), ({"since": "2020-07", "until": "2020-07"}, 2), ({"since": "2020-09-27"}, 1),
     ({"until": "2020-07-02"}, 0), ({"dated": "no"}, 1), ({"located": True}, 3), ({"confidence": "0.9"}, 1), ({"publisher": "Wire"}, 1),
     ({"text": "shelled"}, 3), ({"text": '"shelled Tartar" friday'}, 1), ({"text": "Martu*"}, 1), ({"text": "nothing"}, 0), ({"factuality": "asserted"}, 0),
     ({"country": "aze"}, 3), ({"precision": "country"}, 0), ({"review": "unreviewed"}, 3), ({"text": '" ) OR ('}, 0)])
def test_filters(store: Store, given: dict[str, object], found: int) -> None:
    store.add_many([account(), account("Armenian forces shelled Martuni.", place=MARTUNI, when=None, mode="aerial", published="2020-07-05"),
                    account("They shelled it.", publisher="Wire", when=When("2020-09-27", "2020-09-28", "day"), confidence=0.95)])
    assert store.count("event", **given) == found
    assert len(ids(store, **given)) == found
    assert len(store.page("event", Filter.of(**given)).items) == found


def test_undated_facts_are_ordered_by_their_report_and_say_so(store: Store) -> None:
    store.add(account(when=None, published="2020-07-09"))
    stored = next(store.events())
    assert (stored.day, stored.dated_by, stored.fact.when) == ("2020-07-09", "report", None)
    assert ids(store, since="2020-07-09") and not ids(store, since="2020-07-10")


def test_a_bad_date_hides_nothing(store: Store) -> None:
    store.add(account(when=When("2020-09-05", "2020-09-01", "interval"), published=None))
    assert len(ids(store)) == 1


def test_filters_survive_the_query_string() -> None:
    wanted = Filter.of(type=["ASSAULT", "COERCE"], party="Army, the", since="2020-02", until="2020-02", bbox="1,2,3,4", dated="yes", confidence="0.5")
    assert (wanted.since, wanted.until) == ("2020-02-01", "2020-02-29")
    assert Filter.from_params(wanted.to_params()) == Filter.of(type=["ASSAULT", "COERCE"], party=["Army", "the"], since="2020-02", until="2020-02",
                                                                bbox="1,2,3,4", dated="yes", confidence="0.5")


@pytest.mark.parametrize("given", [{"sinc": "2020"}, {"since": "yesterday"}, {"bbox": "1,2,3"}, {"bbox": "1,5,3,4"}, {"confidence": "2"}, {"dated": "maybe"},
                                   {"review": "done"}])
def test_wrong_filters_name_the_field(given: dict[str, object]) -> None:
    with pytest.raises(InputError, match=next(iter(given))):
        Filter.of(**given)


def test_pages_follow_each_other_without_gap_or_double(store: Store) -> None:
    store.add_many(account(f"They shelled it {n} times.", when=None, published=f"2020-07-{1 + n % 9:02}") for n in range(23))
    for order in ("newest", "oldest"):
        found, cursor = [], None
        while True:
            page = store.page("event", limit=5, cursor=cursor, order=order)
            found += [e.fact.id for e in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert len(found) == len(set(found)) == 23
        assert found == ids(store) if order == "oldest" else sorted(found) == sorted(ids(store))
    with pytest.raises(InputError):
        store.page("event", cursor="nonsense")
    with pytest.raises(InputError):
        store.page("event", limit=5, cursor=store.page("event", limit=5).next, order="oldest")


def test_facets_count(store: Store) -> None:
    store.add_many([account(), account("They shelled it again.", mode="aerial", publisher="Wire")])
    facets = store.facets("event", names=("type", "mode", "publisher", "party", "month", "claimant"))
    assert facets["type"] == [("ASSAULT", 2)]
    assert dict(facets["mode"]) == {"aerial": 1, "heavy-weapons": 1}
    assert dict(facets["party"]) == {"ARM": 2, "AZE": 2}
    assert facets["month"] == [("2020-07", 2)]


def test_readers_see_whole_states_while_a_writer_writes(store: Store) -> None:
    store.add(account())
    seen: set[int] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(sum(1 for _ in store.events()))

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(30):
        store.add(account(f"They shelled it {n} times."))
    stop.set()
    reader.join()
    assert max(seen) <= 31
    assert store.totals()["events"] == 31


def test_two_processes_write_one_record(record_url: str) -> None:
    path = record_url
    open_store(path).close()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(path, n)) for n in (0, 10)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    with open_store(path, read_only=True) as store:
        assert store.totals()["events"] == store.totals()["reports"] == 35


def test_killed_in_the_middle_nothing_is_half_written(record_url: str) -> None:
    path = record_url
    open_store(path).close()
    writer = multiprocessing.get_context("spawn").Process(target=write_many, args=(path, 0))
    writer.start()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with open_store(path, read_only=True) as store:
            if store.totals()["events"] >= 3:
                break
    writer.kill()
    writer.join()
    with open_store(path) as store:
        totals = store.totals()
        assert totals["events"] == totals["tolls"] == totals["reports"] >= 3
        write_many(path, 0)
        assert store.totals()["events"] == 25


def test_indexes_that_a_killed_first_load_left_out_are_built_by_the_next(store: Store) -> None:
    store.add(account())
    with store.database.write() as connection:
        drop_indexes(connection)
        assert missing_indexes(connection)
    store.add(account("They shelled it again."))
    assert not missing_indexes(store.database.read())
    assert store.count("event", type="ASSAULT") == 2


def test_one_report_twice_in_a_batch_is_one(store: Store) -> None:
    one = account()
    again = dataclasses.replace(one, run=LATER)
    assert [a.outcome for a in store.add_many([one, one, again, again, one])] == ["new", "known", "recoded", "known", "known"]
    assert store.totals()["reports"] == store.totals()["events"] == 1


def test_files_that_are_no_record_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database, but long enough to look like one " * 40)
    with pytest.raises(StoreError):
        open_store(str(text))
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE a (b)")
    with pytest.raises(StoreError):
        open_store(str(other), read_only=True)
    with pytest.raises(StoreError):
        open_store(str(tmp_path / "none.db"), read_only=True)
    with pytest.raises(StoreError):
        open_store("mysql://there/it")


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_store(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migration VALUES (999, 'from the future', '')")
        connection.execute("INSERT INTO migration VALUES (1000, 'from the future', '')")
    with pytest.raises(StoreError, match="newer"):
        open_store(str(path))


def test_other_tools_find_the_facts_in_views(store: Store) -> None:
    store.add(account())
    rows = store.database.read().execute("SELECT event_id, type, place_name FROM events").fetchall()
    assert [tuple(r)[1:] for r in rows] == [("ASSAULT", "Tartar")]


def test_the_public_door(tmp_path: Path) -> None:
    with tocsin.open(f"sqlite:///{tmp_path / 'record.db'}") as store:
        assert store.add(account()).facts == 4
        assert store.runs()[0]["coder"] == RUN.coder
        assert [c.sides for c in store.crises()] == [("ARM", "AZE")]
