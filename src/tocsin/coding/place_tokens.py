"""Words of a report, and the runs of them that the gazetteer knows as names."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from tocsin.gazetteer import Gazetteer, fold_parts

_TOKEN = re.compile(
    r"(?:[A-Z]\.)+[A-Z][a-z]{1,3}\b\.?|(?:[A-Z]\.){2,}|[A-Z]\.[A-Z]\b|"
    r"[^\W\d_]+(?:'(?!s\b|S\b)[^\W\d_]+)*|\d[\d.,]*|[^\w\s]"
)
_DOTTED = frozenset("st ste mt ft pt s n w e".split())
_INSIDE = frozenset(
    "of the and de la le les al el on upon du des di da do das dos del i y bin es sur en ez az ar an ash as ad "
    "ed ul ol e a am in".split()
)
_SITES = frozenset(
    "plant camp crossing bridge airport dam base corridor prison market hospital compound mosque reactor".split()
)
_SITE_INSIDE = frozenset("nuclear power refugee border air hydroelectric displacement".split())
_CITY_BODIES = frozenset(
    "council councilman councilwoman councilmember manager hall attorney commission commissioner clerk schools school "
    "police marshal administrator planner engineer treasurer auditor court jail area".split()
)
_PARTICLES = frozenset("al el ar as ad an at az ash es ez et".split())
LOWER, TITLE, UPPER, INITIALS, OTHER = range(5)


@dataclass(slots=True)
class Words:
    """The words of a report side by side: text, where it stands, how it is written, whether a line begins there."""

    plain: str
    text: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    case: list[int] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    """Whether a sentence or line seems to begin with this word."""
    small: set[str] = field(default_factory=set)
    """Words that the report writes with a small letter."""


@functools.lru_cache(maxsize=1 << 16)
def _written(word: str) -> tuple[str, int]:
    """A word in small letters, and how it is written."""
    small = word.lower()
    if small == word:
        return small, LOWER
    if len(word) > 1 and word[1] == ".":
        return small, INITIALS
    if word[0].islower() and "'" in word[:-1] and word[word.index("'") + 1].isupper():
        return small, TITLE
    return small, UPPER if len(word) > 1 and word.isupper() else TITLE if word[0].isupper() else LOWER


def split_words(plain: str) -> Words:
    """The words of a shadow text."""
    words = Words(plain)
    text, low, start, end, case, opens = words.text, words.low, words.start, words.end, words.case, words.opens
    last, opening = 0, True
    for match in _TOKEN.finditer(plain):
        s, e = match.span()
        word = match.group()
        if not opening and s > last and "\n" in plain[last:s]:
            opening = True
        first = word[0]
        text.append(word)
        start.append(s)
        end.append(e)
        if first.isalpha():
            small, kind = _written(word)
            low.append(small)
            case.append(kind)
            if small == word:
                words.small.add(word)
            opens.append(opening)
            opening = False
        else:
            low.append(word)
            case.append(OTHER)
            opens.append(opening)
            opening = opening if first in "\"'([" else first in ".!?:" or (first == "-" and opening)
        last = e
    return words


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` to `last` (exclusive) of a report, and the records so named."""

    first: int
    last: int
    start: int
    end: int
    key: str
    records: tuple[tuple[int, int], ...]
    longest: bool


def matches_at(words: Words, i: int, gazetteer: Gazetteer) -> list[Match]:
    """Names that begin at word `i`, the longest first: at `New` of “New York City Council”: New York City, New York."""
    found: list[Match] = []
    for key, j, dotted in _grams(words, i):
        records = gazetteer.look_up(key)
        if not records:
            continue
        upper = words.case[i] == UPPER or words.case[i] == INITIALS
        if any(rank > 2 for _, rank in records):
            records = tuple(
                r
                for r in records
                if r[1] < 3
                or (r[1] == 3 and dotted)
                or (r[1] == 4 and upper)
                or (r[1] == 3 and words.case[i] == INITIALS)
            )
            if not records:
                continue
        strict = dotted and any(rank == 3 or (rank == 1 and _is_short(key, n, gazetteer)) for n, rank in records)
        found.append(Match(i, j, words.start[i], words.end[j - 1] + strict, key, records, False))
    if len(found) > 1 and _is_body(words, found[-1], gazetteer):
        found.pop()
    found.reverse()
    if found:
        head = found[0]
        found[0] = Match(head.first, head.last, head.start, head.end, head.key, head.records, True)
    return found


def _is_short(key: str, number: int, gazetteer: Gazetteer) -> bool:
    """Whether a key is short for a state and so owns the dot after it: Ky. of “Louisville, Ky., on Monday”."""
    entry = gazetteer.entry(number)
    american = entry.kind == "admin1" and entry.country in ("USA", "CAN")
    return american and len(key) <= 5 and len(entry.name) > len(key) + 1


def _is_body(words: Words, match: Match, gazetteer: Gazetteer) -> bool:
    """Whether “Dublin City” before “Council” is Dublin, not one of the small towns called Dublin City."""
    j = match.last
    if words.low[j - 1] != "city" or j >= len(words.text) or words.low[j] not in _CITY_BODIES:
        return False
    return max(gazetteer.entry(n).population for n, _ in match.records) < 100_000


def _grams(words: Words, i: int) -> list[tuple[str, int, bool]]:
    """Keys of the word runs from `i`, with the word after each and whether a dot follows that it may own."""
    text, start, end, case, low, plain = words.text, words.start, words.end, words.case, words.low, words.plain
    grams: list[tuple[str, int, bool]] = []
    parts: list[str] = []
    size, j = len(text), i
    while j < size and j - i < 9:
        kind = case[j]
        if kind in (TITLE, UPPER, INITIALS):
            parts.append(low[j])
            dotted = plain.startswith(".", end[j])
            grams.append((fold_parts(parts), j + 1, dotted and text[j][-1] != "."))
        elif kind == LOWER and j > i and (low[j] in _SITES or low[j] in _SITE_INSIDE):
            parts.append(low[j])
            if low[j] in _SITES:
                grams.append((fold_parts(parts), j + 1, False))
                break
        elif (
            kind == LOWER
            and (low[j] in _INSIDE or (j > i and plain[start[j] - 1] == "-"))
            and (j > i or low[j] in _PARTICLES)
        ):
            parts.append(low[j])
            if plain[start[j] - 1 : start[j]] == "-" and j > i:
                grams.append((fold_parts(parts), j + 1, False))
        else:
            break
        j += 1
        if j >= size:
            break
        gap = start[j] - end[j - 1]
        if (text[j] == "-" and gap == 0 and j + 1 < size and start[j + 1] == end[j] and case[j + 1] != OTHER) or (text[j] == "." and gap == 0 and low[j - 1] in _DOTTED and j + 1 < size and start[j + 1] == end[j] + 1):
            j += 1
        elif (
            text[j] == "'"
            and gap == 0
            and j + 1 < size
            and start[j + 1] == end[j]
            and low[j + 1] == "s"
            and len(parts) > 1
            and (j + 2 >= size or case[j + 2] == OTHER)
        ):
            grams.append((fold_parts([*parts[:-1], parts[-1] + "s"]), j + 2, False))  # in St. John's, where no word follows to own
            break
        elif (
            text[j] == "'"
            and gap == 0
            and j + 1 < size
            and start[j + 1] == end[j]
            and (len(text[j + 1]) > 1 or (low[j + 1] == "s" and j + 2 < size and case[j + 2] == TITLE))
        ):
            if low[j + 1] == "s":
                parts[-1] += "s"
                j += 1
            j += 1
        elif gap > 2 or "\n" in plain[end[j - 1] : start[j]] or (j == i + 1 and low[i] in _PARTICLES and case[i] == LOWER):
            break
    return grams


def may_begin(words: Words, i: int) -> bool:
    """Whether a place name may begin at word `i`."""
    kind = words.case[i]
    if kind == LOWER:
        return (
            words.low[i] in _PARTICLES
            and i + 2 < len(words.text)
            and words.text[i + 1] == "-"
            and words.case[i + 2] == TITLE
            and words.start[i + 1] == words.end[i]
        )
    return kind != OTHER
