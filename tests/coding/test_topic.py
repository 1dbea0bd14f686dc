"""Sport, business and entertainment wear the words of war; war itself does not become sport."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.coding.topic import is_light, is_light_report
from tocsin.lexicon.frames import load_frames
from tocsin.read.sentence import Sentence

Parse = Callable[[str], list[Sentence]]
MATCH = "The striker scored a goal in the championship match."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (MATCH, True),
        ("Soldiers fired at the stadium during the championship match.", False),
        ("The minister met rebels.", False),
        ("The match ended.", False),
    ],
)
def test_a_light_sentence_has_two_words_of_play_and_none_of_war(parse: Parse, text: str, wanted: bool) -> None:
    """One word is too few, and a soldier is too many."""
    assert is_light(parse(text)[0], load_frames()) is wanted


def test_a_light_report_is_light_throughout(parse: Parse) -> None:
    """Five sentences at least, a third of them light, hardly any of war."""
    frames = load_frames()
    assert is_light_report(parse(" ".join([MATCH] * 5)), frames)
    assert not is_light_report(parse(MATCH), frames)
    assert not is_light_report(parse(" ".join([MATCH] * 5 + ["Soldiers killed two rebels."] * 3)), frames)
