"""Names of persons and bodies in the text of a whole report, without a parse: who is introduced, and when they held office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tocsin.coding.actor_phrase import COUNTRY_KINDS, is_class_word, role_of_words
from tocsin.coding.actor_words import CLASS_SECTORS, COMMON_SURNAMES, SPOKES, TITLES
from tocsin.lexicon.actors import ActorIndex, Entry, fold
from tocsin.records import Actor

_WORD = re.compile(r"[^\W_](?:[\w.'’&]*[\w.])?")


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name of a person, group or body in the text; `entry` is its id in the lexicon, None for a person met only here."""

    start: int
    end: int
    entry: str | None
    kind: str


def find_names(text: str, index: ActorIndex, *, on: str | None = None) -> tuple[NameMention, ...]:
    """Persons and bodies named in `text` (a shadow or the report itself), in text order, none overlapping."""
    return tuple(m for m, _ in _scan(text, index, on))


def people_of(text: str, index: ActorIndex, *, on: str | None = None) -> Mapping[str, Actor]:
    """Folded surname → the person introduced in full in the report."""
    return {}


def terms_of(mentions: Iterable[NameMention], index: ActorIndex) -> tuple[Entry, ...]:
    """The offices of the persons mentioned."""
    return tuple(e for m in mentions if m.entry and m.kind == "person" for e in index.by_id.get(m.entry, ()))


def years_of_offices(text: str, index: ActorIndex) -> frozenset[int] | None:
    """Years in which all offices stated in the text were held together."""
    return None


def _scan(text: str, index: ActorIndex, on: str | None) -> list[tuple[NameMention, tuple[Entry, ...]]]:
    words, folded, spots = [], [], []
    for m in _WORD.finditer(text):
        word = m.group()
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        words.append(word)
        folded.append(fold(word))
        spots.append((m.start(), m.start() + len(word)))
    found: list[tuple[NameMention, tuple[Entry, ...]]] = []
    i, n = 0, len(words)
    while i < n:
        size, entries = index.match(folded, words, i)
        if size and entries[0].kind not in COUNTRY_KINDS and entries[0].kind != "mask":
            found.append((NameMention(spots[i][0], spots[i + size - 1][1], entries[0].id, entries[0].kind), entries))
        i += size or 1
    return found


_ = (CLASS_SECTORS, COMMON_SURNAMES, SPOKES, TITLES, is_class_word, role_of_words)
