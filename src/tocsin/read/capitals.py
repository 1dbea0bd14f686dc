"""Text in capitals made readable for the parser: `recase` lowers it, keeping the names it knows or must suspect.

The result has the same length, so offsets stay what they were. A word is written small where news writes it small
(the gazetteer's table of words says in how many tenths), where it is a word of the model's dictionary, or where it is
made of two such words; known acronyms stay as they are, names of several words and what follows a given name get
their capitals.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from tocsin.gazetteer import WordHabit, open_gazetteer
from tocsin.lexicon.actors import ActorIndex, fold
from tocsin.read.syntax import load_parser

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENDS = re.compile(r"[.!?][\"')\]]*\s|\n\s*\n")
_MARKED = re.compile(r"(?:--|[.!?\]]|\A|\n\s*\n)\s*\[[^\]]*\]\s*\Z")
"""An editor's mark that opens a sentence: `-- [TEXT] `; one inside a sentence does not."""
_TITLES = frozenset(
    (
        "general gen colonel col president minister senator mr mrs ms dr captain capt major maj lieutenant lt sergeant sgt judge bishop "
        "archbishop father ambassador governor mayor commander monsignor monsignior msgr comrade deputy magistrate corporal private lawyer"
    ).split()
)
_CALENDAR = frozenset(
    ("monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november "
     "december").split()
)
_PARTICLES = frozenset("san santa el los la las al".split())
_SIDES = frozenset("north south east west central latin northern southern eastern western".split())
_FUNCTION_WORDS = frozenset(
    (
        "a an the of in on at to for from by with and or but who which that was were is are has have had said will would may can not as "
        "it he she they his her their its this these those we us our you your my me him them be been being do does did am shall could "
        "should might must because since until although though unless whether during against between among into onto upon about above "
        "below under over after before through across toward towards within without each every any some such no nor so too very also "
        "only just both either neither other another what whom whose when while where why how if then than"
    ).split()
)
_SMALL, _LARGE = 5, 2
"""Tenths of its occurrences that a word is written small: from the first it is a word, up to the second a name."""


def is_capitals(text: str) -> bool:
    """Whether more than four in five letters are capitals (and there are enough of them to tell)."""
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 20 and sum(map(str.isupper, letters)) * 5 > len(letters) * 4


def recase(text: str, index: ActorIndex | None = None) -> str:
    """`text` in ordinary case where it is all capitals, else unchanged; with an `index`, its acronyms and long names too.

    `TWO MEN DIED IN SOYAPANGO.` → `Two men died in Soyapango.`
    """
    if not is_capitals(text):
        return text
    found = list(_WORD.finditer(text))
    words = [m.group().lower() for m in found]
    joined = [not text[a.end() : b.start()].strip() for a, b in itertools.pairwise(found)] + [False]
    names = _names_of_several(words, joined, index) | _persons(words, joined)
    out: list[str] = []
    at, opening = 0, True
    for i, match in enumerate(found):
        gap = text[at : match.start()]
        out.append(gap)
        opening = opening or bool(_ENDS.search(gap) or ("]" in gap and _MARKED.search(text, max(0, match.start() - 90), match.start())))
        capital = i in names or opening or not _is_small(words[i])
        initial = len(words[i]) == 1 and text[match.end() : match.end() + 1] == "."
        out.append(match.group() if _is_acronym(words[i], index) or _is_model(text, match) else _cased(match.group(), capital or initial))
        opening, at = False, match.end()
    out.append(text[at:])
    return "".join(out)


def _cased(word: str, capital: bool) -> str:
    """`word` small or with its first letter large, in as many letters: the small İ and the large ß would be two."""
    lower = word.lower() if len(word.lower()) == len(word) else word
    first = lower[:1].upper() if capital else lower[:1]
    return (first if len(first) == 1 else lower[:1]) + lower[1:]


def _is_acronym(word: str, index: ActorIndex | None) -> bool:
    if word in _FUNCTION_WORDS or (habit := _habit(word)) and habit.small >= _LARGE and habit.frequency > 2:
        return False
    if word in _TITLES or "'" in word:
        return False
    unheard = 1 < len(word) < 6 and (len(word) == 3 or not re.search("[aeiouyäöü]", word)) and _habit(word) is None and not _is_word(word)
    return (index is not None and word in index.acronyms) or (unheard and not open_gazetteer().look_up(word))


def _is_model(text: str, match: re.Match[str]) -> bool:
    """Whether letters belong to a number: `AK-47`, `M-19`."""
    return len(match.group()) <= 3 and bool(re.match(r"-?\d", text[match.end() : match.end() + 2]))


def _names_of_several(words: Sequence[str], joined: Sequence[bool], index: ActorIndex | None) -> set[int]:
    """Numbers of the words of names that the lexicon knows: `FARABUNDO MARTI NATIONAL LIBERATION FRONT`, less `of` and `the`."""
    if index is None:
        return set()
    found: set[int] = set()
    folded = [fold(w) for w in words]
    for i in range(len(words)):
        longest = next((n for n in range(1, len(words) - i + 1) if n >= 9 or not joined[i + n - 1]), 1)
        for size in range(min(longest, index.longest.get(folded[i], 0)), 1, -1):
            key = tuple(folded[i : i + size])
            if key in index.names and key not in index.uncapped:
                found |= {n for n in range(i, i + size) if words[n] not in _FUNCTION_WORDS}
                break
    return found


def _persons(words: Sequence[str], joined: Sequence[bool]) -> set[int]:
    """Numbers of the words that belong to persons' names beside a given name or title: `LUIS CARLOS GALAN`, `GENERAL BLAND`."""
    found: set[int] = set()
    for i, word in enumerate(words):
        if not joined[i - 1] or i == 0:
            continue
        before, habit = words[i - 1], _habit(word)
        given = _habit(before)
        chained = i - 1 in found or (given is not None and given.first >= 2 and given.small <= _LARGE + 1)
        led = given is not None and given.first >= 2 and _can_be_name(before, given) and habit is not None and habit.last and habit.small <= _LARGE
        if led or (chained and _can_be_name(word, habit)) or (before in _TITLES and word not in _FUNCTION_WORDS and not _is_plain(word)):
            found.add(i)
            found.add(i - 1)  # “Col Vargas”, “Angel Marroquin”
    return found


def _can_be_name(word: str, habit: WordHabit | None) -> bool:
    """Whether a word after a given name goes on with the name."""
    return word not in _FUNCTION_WORDS and habit is not None and bool(habit.first or habit.last) and habit.small <= _SMALL + 1


def _is_plain(word: str) -> bool:
    """Whether nobody is called so: a common word without use as a name."""
    habit = _habit(word)
    return habit is not None and habit.small >= _SMALL and not (habit.first or habit.last)


@functools.lru_cache(maxsize=1 << 15)
def _is_small(word: str) -> bool:
    """Whether a word is written small in the middle of a sentence."""
    if word in _FUNCTION_WORDS or word in _NEVER or word in _SIDES:
        return True
    if word in _CALENDAR or word in _PARTICLES or word in _peoples():
        return False
    base = word.removesuffix("'s")
    habit = _habit(base)
    if habit is not None and habit.frequency > 0 and (habit.small >= _SMALL or habit.small <= _LARGE):
        return habit.small >= _SMALL
    return _is_word(base)


def _is_word(word: str) -> bool:
    """Whether the dictionary has the word, or the parts it is made of: `spokesmen`, `machineguns`, `noncommissioned`."""
    known = _dictionary()
    if word in known or (word.endswith("men") and word[:-3] + "man" in known):
        return True
    rest = next((word[len(p) :] for p in _PREFIXES if word.startswith(p)), "")
    if len(rest) > 3 and rest in known:
        return True
    return len(word) > 7 and any(word[:n] in known and word[n:] in known for n in range(4, len(word) - 3))


_PREFIXES = ("non", "anti", "counter", "under", "over", "semi", "inter", "para", "un", "re", "co")
_NEVER = frozenset("may march will mark bill rice bush turkey cannot".split())


@functools.lru_cache(maxsize=1 << 15)
def _habit(word: str) -> WordHabit | None:
    return open_gazetteer().habit(word)


@functools.lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    """The words of the model's dictionary, inflected."""
    tables = load_parser().tables
    words = set().union(*(tables["index"][k] for k in ("noun", "verb", "adj", "adv") if k in tables["index"]))
    inflected = {w + e for w in words for e in ("s", "es", "ed", "d", "ing", "ly", "n")} | {
        w[:-1] + e for w in words if w.endswith(("e", "y")) for e in ("ing", "ies", "ied")
    }
    exceptions = {form for table in tables["exc"].values() for form in table}
    doubled = {w + w[-1] + e for w in words if len(w) > 2 for e in ("ed", "ing")}
    return frozenset(words | inflected | exceptions | doubled)


@functools.lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    """Single-word names of countries and peoples, in lower case, less those that are words and much the commoner as words."""
    import csv

    from tocsin.lexicon.frames import lexicon_folder

    found: set[str] = set()
    for path, columns in (
        ("actors/countries.csv", ("name", "adjectives", "demonyms", "seats", "aliases")),
        ("actors/regions.csv", ("names", "peoples")),
    ):
        with (lexicon_folder() / path).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for column in columns:
                    found.update(n.strip().lower() for n in (row.get(column) or "").split("|") if " " not in n.strip())
    return frozenset(w for w in found - {""} if not ((h := _habit(w)) and h.small >= _SMALL and h.frequency > 4))
