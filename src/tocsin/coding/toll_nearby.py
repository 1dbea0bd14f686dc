"""Fates found by position alone: a number right at a fate word, for headlines and broken parses.

`Hit` is what both this and `coding.toll_triggers` give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.coding.toll_numbers import is_number
from tocsin.coding.toll_quantity import Quantity, quantity
from tocsin.lexicon.tolls import TollWords
from tocsin.read.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A fate told of the people headed by token `victim`."""

    kind: str
    trigger: int
    victim: int
    negated: bool = False
    hypothetical: bool = False
    subset: bool = False
    implied: bool = False
    total: bool = False
    background: bool = False
    quantity: Quantity | None = None
    """The count, where it is not read off the victim's noun phrase."""
    nearby: bool = False
    """Found by position only; used where the parse gives nothing for that trigger."""


_BEFORE = {
    "killed": "killed",
    "dead": "killed",
    "slain": "killed",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "missing": "missing",
    "arrested": "detained",
    "detained": "detained",
    "captured": "captured",
    "kidnapped": "captured",
    "abducted": "captured",
    "hospitalized": "injured",
}
_AFTER = {
    "killing": "killed",
    "wounding": "injured",
    "injuring": "injured",
    "killed": "killed",
    "wounded": "injured",
    "injured": "injured",
    "kills": "killed",
    "wounds": "injured",
    "injures": "injured",
    "arrests": "detained",
    "captures": "captured",
    "detains": "detained",
    "dead": "killed",
}
_BREAKS = frozenset({",", ";", ":", ".", "(", ")", "-", "--"})


def by_position(sentence: Sentence, words: TollWords) -> Iterator[Hit]:
    """Numbers standing right at a fate word, for headlines and broken parses: `23 KILLED`, `killing 12`."""
    for i, word in enumerate(sentence.words):
        lower = word.lower()
        if lower in _AFTER:
            j = _number_from(sentence, i + 1, words)
            if j is not None and not _is_year(sentence, j):
                yield _positional(sentence, _AFTER[lower], i, j, words)
                continue
        if lower in _BEFORE:
            for j in range(i - 1, max(-1, i - 6), -1):
                if sentence.words[j] in _BREAKS or (
                    sentence.tags[j][0] == "V" and sentence.lemmas[j] not in ("be", "have", "report", "confirm")
                ):
                    break
                if is_number(sentence, j, words):
                    if not _is_year(sentence, j):
                        yield _positional(sentence, _BEFORE[lower], i, j, words)
                    break


def _is_year(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    return (
        len(word) == 4
        and word.isdecimal()
        and word[:2] in ("19", "20")
        and not (i + 1 < len(sentence) and sentence.tags[i + 1][0] in "NJ")
    )


def _number_from(sentence: Sentence, start: int, words: TollWords) -> int | None:
    """The number at most four tokens on, over hedges only: `killing at least 12`."""
    for j in range(start, min(start + 4, len(sentence))):
        if is_number(sentence, j, words):
            return j
        if sentence.words[j].lower() not in (
            "at",
            "least",
            "more",
            "than",
            "some",
            "about",
            "around",
            "up",
            "to",
            "as",
            "many",
            "nearly",
            "almost",
            "over",
            "another",
            "an",
            "estimated",
        ):
            return None
    return None


def _positional(sentence: Sentence, kind: str, trigger: int, number: int, words: TollWords) -> Hit:
    head = (
        sentence.heads[number]
        if sentence.deps[number] == "nummod" and sentence.tags[sentence.heads[number]][0] == "N"
        else number
    )
    if sentence.lemmas[head] in words.not_people:
        return Hit(kind, trigger, head, nearby=True)
    return Hit(kind, trigger, head, quantity=quantity(sentence, number, words), nearby=True)
