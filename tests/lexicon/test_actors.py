"""The actor index: names, dates, errors with file and line."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from tocsin.errors import LexiconError
from tocsin.lexicon.actors import fold, key_of, load_actor_index

HEADER = "id,person,surname,aliases,office,country,organisation,sector,start,end,wikidata\n"


def names(name: str, on: str | None = None) -> list[tuple[str, str | None, str | None]]:
    words = name.split()
    size, entries = load_actor_index().match([fold(w) for w in words], words, 0)
    assert size == len(words)
    return [(e.kind, e.country, e.sector) for e in entries if on is None or e.holds(on)]


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Azerbaijani", "AZE"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("Burma", "MMR"),
        ("Ivorians", "CIV"),
        ("Türkiye", "TUR"),
        ("Danes", "DNK"),
        ("South Korean", "KOR"),
        ("us", None),
        ("turkey", None),
        ("china", None),
        ("chad", None),
        ("male", None),
        ("polish", None),
    ],
)
def test_country_of_word(word: str, country: str | None) -> None:
    assert load_actor_index().country_of_word(word) == country


def test_names_fold_accents_dots_and_possessives() -> None:
    assert key_of("Kurdistan Workers' Party") == ("kurdistan", "workers", "party")
    assert key_of("People's Protection Units") == ("people", "protection", "units")
    assert key_of("N’Djamena") == ("ndjamena",)
    assert fold("Tərtər") == "tartar"


def test_seats_and_territories() -> None:
    assert ("seat", "RUS", "GOV") in names("Kremlin")
    assert ("territory", "AZE", "PRE") in names("Artsakh", "2020-09-27")
    assert ("territory", "AZE", "PRE") not in names("Karabakh", "2024-06-01")


def test_territories_follow_the_policy() -> None:
    index = load_actor_index((), "controller")
    assert index.names[("northern", "cyprus")][0].country == "TUR"


def test_offices_have_dates_in_order() -> None:
    for entries in load_actor_index().by_id.values():
        for e in entries:
            if e.kind == "person":
                for day in (e.start, e.end):
                    if day and not day.endswith("-31"):
                        datetime.date.fromisoformat(day)
                assert not (e.start and e.end) or e.start <= e.end, e


@pytest.mark.parametrize(
    ("surname", "on", "holder"),
    [
        ("pashinyan", "2020-09-27", "Nikol Pashinyan"),
        ("guterres", "2020-09-27", "António Guterres"),
        ("trump", "2020-09-27", "Donald Trump"),
        ("blinken", "2022-03-01", "Antony Blinken"),
        ("stoltenberg", "2016-01-01", "Jens Stoltenberg"),
        ("burhan", "2023-05-01", "Abdel Fattah al-Burhan"),
    ],
)
def test_holders_at_a_date(surname: str, on: str, holder: str) -> None:
    assert {e.name for e in load_actor_index().surnames[(surname,)] if e.holds(on)} == {holder}


def test_a_wrong_row_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "offices.csv").write_text(
        HEADER + ",Ann Example,,,President of Nowhere,NOW,,GOV,2020-01-01,2019-01-01,\n"
    )
    with pytest.raises(LexiconError, match=r"offices\.csv:2"):
        load_actor_index((str(tmp_path),))
    (tmp_path / "offices.csv").write_text(HEADER + ",Ann Example,,,President,France,,GOV,,,\n")
    with pytest.raises(LexiconError, match="alpha-3"):
        load_actor_index((str(tmp_path),), "controller")


def test_a_folder_of_ones_own_adds(tmp_path: Path) -> None:
    (tmp_path / "offices.csv").write_text(HEADER + ",Ann Example,,,President of Freedonia,FRA,,GOV,2020,,\n")
    assert load_actor_index((str(tmp_path),)).names[("ann", "example")][0].role == "President of Freedonia"


def test_it_loads_quickly() -> None:
    load_actor_index.cache_clear()
    started = time.process_time()
    load_actor_index()
    assert time.process_time() - started < 1.0  # about 0.13 s on an idle core
