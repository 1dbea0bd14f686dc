"""The gazetteer files: names folded, opened fast, read right."""

from __future__ import annotations

import time

import pytest

from tocsin.errors import DataMissing
from tocsin.gazetteer import DATA, Gazetteer, fold, open_gazetteer

built = pytest.mark.skipif(not (DATA / "gazetteer.bin").exists(), reason="run scripts/build_gazetteer.py first")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Petersburg", "saint petersburg"),
        ("Tərtər", "terter"),
        ("N'Djamena", "ndjamena"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Łódź", "lodz"),
        ("Washington, D.C.", "washington dc"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@built
def test_find() -> None:
    countries = {entry.country for entry in open_gazetteer().find("Paris")}
    assert {"FRA", "USA"} <= countries


@built
def test_opens_fast_and_resolves_fast() -> None:
    began = time.perf_counter()
    gazetteer = Gazetteer(DATA)
    assert time.perf_counter() - began < 0.2  # 50 ms with room for a loaded machine
    began = time.perf_counter()
    for _ in range(2000):
        gazetteer.find("Aleppo")
    assert time.perf_counter() - began < 0.5


def test_missing_data_is_said(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(DataMissing):
        open_gazetteer(Path(str(tmp_path)))


@built
def test_airports_carry_their_code() -> None:
    (airport,) = open_gazetteer().find("Khartoum International Airport")
    assert (airport.id, airport.kind, airport.country) == ("icao:HSSK", "site", "SDN")


@built
def test_no_area_lies_where_nothing_is() -> None:
    """Areas without towns stand where their namesake, their parent or their country is, and say so."""
    gazetteer = open_gazetteer()
    nowhere = [e.name for n in range(gazetteer.size) if (e := gazetteer.entry(n)).latitude == e.longitude == 0.0]
    assert nowhere == []


@built
def test_provinces_are_not_drawn_away_by_strays() -> None:
    (gao,) = [e for e in open_gazetteer().find("Gao") if e.kind == "admin1" and e.country == "MLI"]
    assert gao.latitude == pytest.approx(16.0, abs=0.7)
    assert gao.longitude == pytest.approx(0.0, abs=0.7)
