"""Ordinary news has no war in it: false events on matches, takeovers, films, storms, accidents, science; every text is ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin import vocab
from tocsin.pipeline import code

FOLDER = Path(__file__).parent.parent / "data" / "ordinary"
ARTICLES = sorted(FOLDER.glob("*.txt"))
GRAVE = (
    ("Police arrested twelve fans outside the stadium.", "COERCE"),
    ("Soldiers opened fire on the crowd near the stadium.", "ASSAULT"),
    ("The government of Spain condemned the violence.", "ACCUSE"),
)


def counted(text: str) -> list[str]:
    """Types of the events that count."""
    return [e.event_type for e in code(text, published="2022-09-20").events if e.factuality in vocab.COUNTED_FACTUALITY]


def test_fewer_than_one_false_event_in_a_thousand_words() -> None:
    """Over all articles together."""
    assert len(ARTICLES) >= 12
    texts = [a.read_text(encoding="utf-8") for a in ARTICLES]
    words = sum(len(t.split()) for t in texts)
    assert sum(len(counted(t)) for t in texts) * 1000 < words


@pytest.mark.parametrize(("sentence", "kind"), GRAVE)
def test_real_acts_in_a_match_report_stand(sentence: str, kind: str) -> None:
    """What forces and governments do counts in a report about sport too."""
    text = (FOLDER / "football.txt").read_text(encoding="utf-8")
    assert kind in counted(f"{text}\n\n{sentence}")
