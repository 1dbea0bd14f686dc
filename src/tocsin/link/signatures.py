"""What a report is about, as sets that can be compared: words, proper phrases, ages and numbers, the days it names.

Nothing here is parsed: a signature costs about a millisecond, so that a day's news can be compared with a year's.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.read.text import shadow

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*[A-Za-z]|\d[\d,.:]*\d|\d")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z'’.-]*[A-Za-z](?:[ \t]+(?:(?:de|la|al|el|bin|van|von|of)[ \t]+)?[A-Z][A-Za-z'’.-]*[A-Za-z])*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n”\"“‘(|–—-])[\s\"“‘]*$")
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old|(?<=[a-z]), (\d{1,2})(?=,| of |\.|;)|\baged? (\d{1,2})\b", re.IGNORECASE)
_AGE_WORDS = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
                        r"[- ](?:year|month)s?[- ]old", re.IGNORECASE)
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
                                       "eighteen nineteen".split(), 1)}
_FIGURE = re.compile(r"\b\d[\d,]*(?::\d\d)?\b")
_OPENING = 700
"""Characters in which news says what it is about; menus and transcripts come later or are short."""
COMMON = frozenset(
    "a about after again against all also am an and any are as at be because been before being between both but by can could day did do does "
    "down during each few first for former from further get go had has have he her here him his how i if in into is it its just last later "
    "like made make man may me men might monday more most much my near new news no not now of off on one only or other our out over own "
    "part people per photo police put report reported reports said same saturday say says see she should since so some state still story "
    "such sunday take than that the their them then there these they this those three through thursday time to told too tuesday two under "
    "until up us very via was we wednesday week well were what when where which while who whom why will with woman women would year years "
    "yesterday yet you your friday copyright rights reserved published updated posted click read comments share facebook twitter email january february march april june july august september october november december".split())
"""Words that tell no story from another."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a report is about; see `signature`."""

    id: str
    published: int | None
    """Day of publication as an ordinal."""
    words: Mapping[str, int]
    opening: Mapping[str, int]
    """Words of the title and the first 700 characters."""
    phrases: frozenset[str]
    """Proper names and their parts of two words: `Destiny McNichols`."""
    names: frozenset[str]
    """Single capitalised words inside sentences."""
    ages: frozenset[int]
    figures: frozenset[str]
    days: frozenset[int]
    """Days the report names, as ordinals."""


def signature(report_id: str, text: str, *, title: str | None = None, published: str | None = None, days: Iterable[str] | None = None) -> Signature:
    """The signature of a report; `days` (ISO) spares a second search for dates.

    >>> sorted(signature("r", "Police said Ann Lee, 24, was shot in Tartar.").phrases)
    ['Ann Lee']
    """
    plain = shadow(f"{title}.\n{text}" if title else text)
    words = _words(plain)
    phrases, names = _proper(shadow(text))
    ages = {int(next(g for g in m.groups() if g)) for m in _AGE.finditer(plain)} | {_NUMBERS[m.group(1).lower()] for m in _AGE_WORDS.finditer(plain)}
    figures = {f.replace(",", "") for f in _FIGURE.findall(plain)}
    named = _days_named(text, published) if days is None else {date.fromisoformat(d).toordinal() for d in days}
    return Signature(report_id, date.fromisoformat(published).toordinal() if published else None, words, _words(plain[:_OPENING + len(title or '')]),
                     phrases, names, frozenset(ages),
                     frozenset(f for f in figures if len(f) > 1), frozenset(named))


def _words(text: str) -> Counter[str]:
    found = Counter(map(_stem, _WORD.findall(text)))
    found.pop("", None)
    return found


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    """The word in small letters without possessive and plural endings; nothing for common words, short ones and figures."""
    word = word.lower()
    if word in COMMON or word[0].isdigit() or len(word) < 3:
        return ""
    word = word.replace("’", "'").removesuffix("'s").strip("'")
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _proper(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Pairs of adjoining capitalised words, and single ones that a sentence does not begin with."""
    phrases: set[str] = set()
    names: set[str] = set()
    for match in _CAPITALISED.finditer(text):
        parts = [p.strip(".'’-").removesuffix("'s").removesuffix("’s") for p in match.group().split()]
        first = _SENTENCE_START.search(text[max(0, match.start() - 6):match.start()]) is not None
        if first and parts[0].lower() in COMMON:
            parts, first = parts[1:], False
        kept = [p for p in parts if len(p) > 1 and p.lower() not in COMMON]
        names.update(kept[1:] if first else kept)
        phrases.update(f"{a} {b}" for a, b in itertools.pairwise(kept))
    return frozenset(phrases), frozenset(names)


def _days_named(text: str, published: str | None) -> set[int]:
    from tocsin.coding.times import find_dates

    return {date.fromisoformat(d.start).toordinal() for d in find_dates(text, published=published)
            if d.precision == "day" and d.start and len(d.candidates) <= 1}
