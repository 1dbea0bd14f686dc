"""Replays through the real coder: authored reports of two escalations ring on their first day, not in the week before."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tocsin.alarm.hearing import Heard, heard_in, heard_of
from tocsin.alarm.ring import alarms_of
from tocsin.pipeline import load_coder
from tocsin.records import Account
from tocsin.store import open_store

_SPEC = importlib.util.spec_from_file_location("replays", Path(__file__).with_name("replays.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
replays: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(replays)


@pytest.fixture(scope="module")
def coded() -> dict[str, list[Account]]:
    """The accounts of both replays."""
    coder = load_coder()
    return {
        name: list(coder.code_reports(replays.reports(getattr(replays, name))))
        for name in ("KARABAKH_2020", "SUDAN_2023")
    }


def rings(heard: Heard, until: str = "9999") -> list[tuple[str, str, str]]:
    """Day, parties and rule of the alarms that what was known up to a day rings."""
    signals = [s for s in heard.signals if s.day <= until]
    coverage = [c for c in heard.coverage if c.day <= until]
    return [(a.day, a.headline.partition(":")[0], a.rule) for a in alarms_of(signals, coverage, names=heard.names)]


@pytest.mark.parametrize(
    ("name", "day", "parties", "rules"),
    [
        (
            "KARABAKH_2020",
            "2020-09-27",
            "Armenia – Azerbaijan",
            {"Turns from words to force", "Departs from its baseline"},
        ),
        (
            "SUDAN_2023",
            "2023-04-15",
            "Sudan – Rapid Support Forces",
            {"Turns from words to force", "Departs from its baseline", "More than 25 killed in a day"},
        ),
    ],
)
def test_rings_on_the_first_day_and_not_in_the_week_before(
    coded: dict[str, list[Account]], name: str, day: str, parties: str, rules: set[str]
) -> None:
    """With only what was known by the evening of that day; the day before, everything is silent."""
    heard = heard_of(coded[name])
    before = max(c.day for c in heard.coverage if c.day < day)
    assert rings(heard, before) == []
    assert {rule for on, who, rule in rings(heard, day) if (on, who) == (day, parties)} >= rules


def test_mobilisation_and_martial_law_ring_for_their_party(coded: dict[str, list[Account]]) -> None:
    """Armenia on the 27th, Azerbaijan on the 28th; not twice."""
    found = [(day, who) for day, who, rule in rings(heard_of(coded["KARABAKH_2020"])) if rule == "First mobilisation"]
    assert found == [("2020-09-27", "Armenia"), ("2020-09-28", "Azerbaijan")]


def test_alarms_name_what_made_them_ring(coded: dict[str, list[Account]]) -> None:
    """Each with events that are in the accounts, the words that tell them, and their reports."""
    heard = heard_of(coded["KARABAKH_2020"])
    events = {e.id for a in coded["KARABAKH_2020"] for e in a.events}
    for alarm in alarms_of(heard.signals, heard.coverage, names=heard.names):
        assert alarm.happenings
        for happening in alarm.happenings:
            assert set(happening.events) <= events
            assert happening.reports
            assert happening.text


def test_a_record_gives_the_same_alarms(coded: dict[str, list[Account]], record_url: str) -> None:
    """Through the store and back; a withdrawn report no longer rings."""
    accounts = coded["KARABAKH_2020"]
    with open_store(record_url) as store:
        store.add_many(accounts)
        assert rings(heard_in(store)) == rings(heard_of(accounts))
        store.relink()
        assert set(rings(heard_in(store))) >= set(rings(heard_of(accounts)))
        assert min(day for day, _, _ in rings(heard_in(store))) == "2020-09-27"
        for account in accounts:
            if account.report.published == "2020-09-27":
                store.withdraw(account.report.id, "test")
        assert not [r for r in rings(heard_in(store)) if r[0] == "2020-09-27"]


def test_a_wrong_year_does_not_silence_the_alarms(coded: dict[str, list[Account]], record_url: str) -> None:
    """A report dated to come is left out, and the rest still rings."""
    from tocsin.read.report import make_report

    accounts = coded["KARABAKH_2020"]
    future = Account(make_report("Talks were held in Geneva.", published="2099-01-01", publisher="X"), accounts[0].run)
    with open_store(record_url) as store:
        store.add_many([*accounts, future])
        assert rings(heard_in(store)) == rings(heard_of(accounts))
