"""Whether a sentence is about business, sport or entertainment, where the words of conflict are worn as metaphors.

“Battle for the title”, “hostile bid”, “price war”: in such sentences an act counts only when a state, its forces or an
armed group takes part.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from tocsin.lexicon.frames import FrameIndex
from tocsin.read.sentence import Sentence

_LIGHT = ("sport", "business", "entertainment")
_GRAVE = ("force", "military", "armed_group", "wmd", "fight_noun", "refugee", "ceasefire_noun", "captive", "peacekeeper", "heavy_weapon")
_AMBIGUOUS = frozenset({"force", "fighter", "strike", "war", "battle", "fight", "captain", "veteran", "defender", "striker", "striking", "guard",
                        "gas", "shell", "shot", "officer", "air", "marine", "cannon", "rocket", "missile", "raid", "unit", "reserve", "general",
                        "division", "company", "base", "defence", "defense", "charge", "halt", "truce", "player", "coach", "people"})


@functools.lru_cache(maxsize=4)
def _words(frames: FrameIndex) -> tuple[frozenset[str], frozenset[str]]:
    classes: Mapping[str, frozenset[str]] = frames.classes
    light = frozenset().union(*(classes.get(name, frozenset()) for name in _LIGHT))
    grave = frozenset().union(*(classes.get(name, frozenset()) for name in _GRAVE))
    return light - grave, grave - light - _AMBIGUOUS


def is_light(sentence: Sentence, frames: FrameIndex) -> bool:
    """Whether at least two words are of business, sport or entertainment and none of war."""
    light, grave = _words(frames)
    count = 0
    for lemma, tag in zip(sentence.lemmas, sentence.tags, strict=True):
        if lemma in grave:
            return False
        if tag[0] == "N" and lemma in light:
            count += 1
    return count >= 2


def is_light_report(sentences: Sequence[Sentence], frames: FrameIndex) -> bool:
    """Whether a report of five sentences or more is about such things as a whole: a third of its sentences are, and hardly any speaks of war."""
    if len(sentences) < 5:
        return False
    _, grave = _words(frames)
    light = sum(is_light(s, frames) for s in sentences)
    warlike = sum(any(lemma in grave for lemma in s.lemmas) for s in sentences)
    return light * 3 >= len(sentences) and warlike * 10 <= len(sentences)
