"""Where a report plays: the country it speaks of far more than of any other.

“The army”, “police”, “the government” mean those of that country, unless their own sentence says otherwise.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence

from tocsin.lexicon.actors import ActorIndex
from tocsin.read.sentence import Sentence
from tocsin.records import Place

_LEAST_SENTENCES = 4
_LEAST_MENTIONS = 3
_LEAD = 2
"""Sentences whose mentions count double: the lead says where the story is."""
_AHEAD = 1.5
"""How many times more often than the next country; with less, the report plays in both."""


def theatre_of(sentences: Sequence[Sentence], places: Sequence[Place], index: ActorIndex, persons: Iterable[str | None] = ()) -> str | None:
    """The country a report plays in, or None where it is short or no country stands out.

    `persons` are the countries of the people it names. “DHAKA: … across Bangladesh … Bangladeshi police … India advised …” plays in BGD.
    """
    if len(sentences) < _LEAST_SENTENCES:
        return None
    counts: Counter[str] = Counter()
    for n, sentence in enumerate(sentences):
        for _, country in named_countries(sentence, places, index):
            counts[country] += 2 if n < _LEAD else 1
    counts.update(dict.fromkeys(sorted(dateline_countries(sentences, places)), _LEAD))
    counts.update(p for p in persons if p)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEAST_MENTIONS:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _AHEAD * ranked[1][1] else None


def dateline_countries(sentences: Sequence[Sentence], places: Sequence[Place]) -> set[str]:
    """The countries of the places named before the first sentence: those of the dateline."""
    return {p.country for p in places if p.country and p.span is not None and sentences and p.span.start < sentences[0].start}


def named_countries(sentence: Sentence, places: Sequence[Place], index: ActorIndex) -> list[tuple[int, str]]:
    """Tokens of `sentence` that name a country, a people or a place in one, each with the country; no part of a person's name."""
    found: dict[int, str] = {}
    for place in places:
        if place.span is not None and place.country and sentence.start <= place.span.start < sentence.end:
            token = bisect.bisect_left(sentence.starts, place.span.start)
            if token < len(sentence) and sentence.starts[token] == place.span.start:
                found[token] = place.country
    for i, word in enumerate(sentence.words):
        if not word[0].isupper() or i in found or sentence.tags[i][0] not in "JN" or _of_a_name(sentence, i, index):
            continue
        country = index.country_of_word(word)
        if country is not None:
            found[i] = country
    return sorted(found.items())


def _of_a_name(sentence: Sentence, token: int, index: ActorIndex) -> bool:
    """Whether the word is a surname after a first name: `Türk` in “Volker Türk”."""
    before = token - 1
    return (before >= 0 and sentence.tags[before] == "NNP" and sentence.tags[token] in ("NNP", "NNPS") and sentence.deps[before] == "compound"
            and sentence.heads[before] == token and index.country_of_word(sentence.words[before]) is None)
