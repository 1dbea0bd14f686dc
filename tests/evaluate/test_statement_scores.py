"""The measures of statements, and a floor under them where the development data is present."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.evaluate.statements import evaluate, is_direct, jaccard, match

DATA = Path(__file__).parents[3] / "shared" / "data"


def test_jaccard_counts_characters() -> None:
    assert jaccard([(0, 10)], [(5, 10)]) == 0.5
    assert jaccard([(0, 5), (10, 15)], [(0, 15)]) == pytest.approx(10 / 15)
    assert jaccard([(0, 5)], [(5, 9)]) == 0.0


def test_matching_is_one_to_one_and_takes_the_best_first() -> None:
    found = [[(0, 10)], [(0, 9)]]
    assert match(found, [[(0, 10)]], 0.3) == [(0, 0, 1.0)]
    assert match(found, [[(0, 40)]], 0.3) == []


@pytest.mark.parametrize(("content", "direct"), [
    ('"We will stay," "whatever comes."', True),
    ("''We will stay''", True),
    ("that they would “stay” for as long as it takes", False),
    ("that they would stay", False),
])  # fmt: skip
def test_direct_is_mostly_within_marks(content: str, direct: bool) -> None:
    plain = content.replace("“", '"').replace("”", '"')
    assert is_direct(plain, [(0, len(plain))]) is direct


@pytest.mark.skipif(not (DATA / "polnear").exists(), reason="needs the development data")
def test_floor_on_some_articles_outside_training() -> None:
    figures = evaluate(DATA, "dev", limit=12)
    assert figures["f1@.3"] > 0.74
    assert figures["f1 with speaker"] > 0.66
    assert figures["direct recall"] > 0.85
