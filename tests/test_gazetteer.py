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
