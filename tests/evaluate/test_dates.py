"""The scoring of time expressions, on made-up articles, and on the labelled sets where they are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.evaluate.dates import FILES, evaluate, sample_errors, score

DATA = Path("../shared/data/dates")


def _write(folder: Path, text: str, dates: list[dict[str, object]]) -> None:
    (folder / FILES[0]).write_text(
        json.dumps({"id": "a", "published": "2020-09-28", "text": text, "dates": dates}) + "\n", encoding="utf-8"
    )


def test_a_right_answer_scores_one(tmp_path: Path) -> None:
    _write(tmp_path, "Shells fell on Sunday.", [{"start": 15, "end": 21, "type": "DATE", "value": "2020-09-27"}])
    found = evaluate(tmp_path)["timebank"]
    assert found["relaxed_f1"] == found["strict_f1"] == found["value_f1"] == 1.0
    assert sample_errors(5, tmp_path) == []


def test_wrong_value_missed_and_spurious_are_told_apart(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "Shells fell on Sunday and Monday in the dark of the cellar.",
        [
            {"start": 15, "end": 21, "type": "DATE", "value": "2020-10-04"},
            {"start": 40, "end": 44, "type": "TIME", "value": "TNI"},
        ],
    )
    counts = score(tmp_path, FILES[0])
    assert (counts.gold, counts.found, counts.relaxed, counts.value_right) == (2, 2, 1, 0)
    assert [line.split(":")[0] for line in sample_errors(9, tmp_path)] == ["value", "missed", "spurious"]


@pytest.mark.skipif(not DATA.exists(), reason="the labelled sets are not there")
def test_the_measures_hold() -> None:
    found = evaluate(DATA)
    assert found["timebank"]["relaxed_f1"] > 0.93
    assert found["timebank"]["value_f1"] > 0.79
    assert found["aquaint"]["relaxed_f1"] > 0.91
    assert found["aquaint"]["value_f1"] > 0.72
