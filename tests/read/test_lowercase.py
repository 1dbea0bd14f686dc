"""Text without capitals read with those it lacks, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.read.lowercase import capitalise, is_lowercase

NAMES = {"russia", "russian", "iran"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("russian troops shelled two towns on monday and left again.", "Russian troops shelled two towns on Monday and left again."),
        ("the army of iran fled. it came back. \"i saw it all\" an old man said.", "The army of Iran fled. It came back. \"I saw it all\" an old man said."),
        ("they blamed iran's guards for the fire in the old harbour.", "They blamed Iran's guards for the fire in the old harbour."),
        ("a first line without a stop in the text\nand a second one here", "A first line without a stop in the text\nAnd a second one here"),
    ],
)
def test_openings_names_and_days_get_capitals(text: str, wanted: str) -> None:
    """Sentence starts, known names, days, months and `i`."""
    assert capitalise(text, NAMES) == wanted


def test_text_with_capitals_is_left_alone() -> None:
    """A single sentence in ordinary case comes back as it is, wrong letters and all."""
    text = "The army of iran fled, said Mr. Marsh, who had come from the south."
    assert capitalise(text, NAMES) is text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a text of small letters only, long enough to tell it", True), ("too short to tell", False), ("A text of small letters, but for its first one", False)],
)
def test_small_letters_need_enough_of_them(text: str, wanted: bool) -> None:
    """Forty letters and practically no capital."""
    assert is_lowercase(text) is wanted


@settings(deadline=None)
@given(st.text(alphabet="abcdef ßŉǰ.'\n -1", min_size=40, max_size=200))
def test_length_stays(text: str) -> None:
    """Offsets hold even for letters whose capital is longer."""
    assert len(capitalise(text, NAMES)) == len(text)
