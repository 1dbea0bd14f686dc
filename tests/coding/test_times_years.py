"""Open years and datelines; every sentence here is made up."""

from __future__ import annotations

import pytest

from tocsin.coding.time_dateline import dateline_of
from tocsin.coding.time_years import resolve_year, year_candidates
from tocsin.coding.times import find_dates


def test_weekday_and_day_leave_few_years() -> None:
    (mention,) = find_dates("It began on Sunday, September 27, at dawn", published=None)[:1]
    assert year_candidates(mention) == (1992, 1998, 2009, 2015, 2020, 2026)


def test_a_weekday_alone_says_nothing_of_the_year() -> None:
    (mention,) = find_dates("It began on Sunday.", published=None)
    assert year_candidates(mention) == ()


def test_allowed_years_settle_it() -> None:
    mentions = find_dates("It began on Sunday, September 27. They had met on July 3.", published=None)
    first, second = resolve_year(mentions, range(2018, 2022), "the terms of office of two presidents")
    assert (first.start, first.candidates) == ("2020-09-27", ())
    assert "terms of office" in first.rule
    assert second.start == "2020-07-03"
    assert len(second.candidates) == 4
    assert "other years fit" in second.rule


def test_more_than_one_year_stays_open() -> None:
    mentions = find_dates("It began on Sunday, September 27.", published=None)
    (mention,) = resolve_year(mentions, range(2010, 2024), "terms of office")
    assert mention.start is None
    assert mention.candidates == ("2015-09-27", "2020-09-27")
    assert "2 fit" in mention.rule


def test_no_allowed_year_leaves_it_alone() -> None:
    mentions = find_dates("It began on Sunday, September 27.", published=None)
    (mention,) = resolve_year(mentions, {2021}, "terms of office")
    assert mention.start is None
    assert "none" in mention.rule


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("GANZAK, July 3 (Reuters) - Shells fell.", "GANZAK", "2020-07-03"),
        ("GANZAK, July 3 - Shells fell.", "GANZAK", "2020-07-03"),
        ("KABUL, Afghanistan (Jan. 25, 2013) - A raid", "KABUL, Afghanistan", "2013-01-25"),
        ("KABUL, Afghanistan (Jan. 25, 2013) A raid", "KABUL, Afghanistan", "2013-01-25"),
        ("SAN SALVADOR, 3 JAN 90 -- [TEXT] A BOMB", "SAN SALVADOR", "1990-01-03"),
        ("MOSCOW — Troops moved.", "MOSCOW", None),
        ("BAKU, Azerbaijan (AP) _ Troops moved.", "BAKU, Azerbaijan", None),
        ("Shells fall again\nBAKU, Sept 27 - Two", "BAKU", "2019-09-27"),
    ],
)
def test_datelines(text: str, place: str, date: str | None) -> None:
    found = dateline_of(text, "2020-07-05")
    assert found is not None
    assert (found.place, found.date) == (place, date)
    assert text[found.span.start : found.span.end] == found.span.quote


@pytest.mark.parametrize(
    "text",
    ["", "Moscow - which is large - said so.", "The army said on July 3 that", "Clashes erupted on July 3 - the worst"],
)
def test_no_dateline(text: str) -> None:
    assert dateline_of(text, "2020-07-05") is None
