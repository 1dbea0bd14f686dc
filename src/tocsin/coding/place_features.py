"""What speaks for and against a run of words being the name of a place.

Each feature is a short string; their weights are in `lexicon/places/weights.csv`, learned by
`scripts/train_places.py` and readable: `in-before 2.1` says that “in” before a name speaks for a place.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tocsin.coding.place_tokens import INITIALS, LOWER, OTHER, TITLE, UPPER, Match, Words
from tocsin.gazetteer import Entry, Gazetteer

_CLASSES_BEFORE = ("in", "toward", "of", "kinds_before", "soft")
_CLASSES_AFTER = ("kinds_after", "people_after", "says_after")
_CAPITAL_AFTER = ("paper", "generic", "water", "road", "org", "days")
_CAPITAL_BEFORE = ("titles", "org_before", "water", "days")


@lru_cache(maxsize=1)
def context_words() -> Mapping[str, frozenset[str]]:
    """The word classes of `context.toml`."""
    text = (files("tocsin.lexicon") / "places" / "context.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


@lru_cache(maxsize=1)
def _before() -> Mapping[str, str]:
    return {word: name for name in reversed(_CLASSES_BEFORE) for word in context_words()[name]}


@lru_cache(maxsize=1)
def _after() -> Mapping[str, str]:
    return {word: name for name in reversed(_CLASSES_AFTER) for word in context_words()[name]}


@lru_cache(maxsize=1)
def _capital_after() -> Mapping[str, str]:
    return {word: name for name in reversed(_CAPITAL_AFTER) for word in context_words()[name]}


@lru_cache(maxsize=1)
def _capital_before() -> Mapping[str, str]:
    return {word: name for name in reversed(_CAPITAL_BEFORE) for word in context_words()[name]}


UNCOUNTED = 2000
"""People of a town whose number the gazetteer does not know, for choosing the best-known bearer of a name."""


@dataclass(slots=True)
class Sight:
    """What the whole report shows about its capitalised words, gathered once."""

    persons: Counter[str]
    """Words that follow a first name or a title: they are surnames in this report. A usual first name or title counts 2."""
    located: Counter[str]
    """Words that follow “in” or “near”, or stand before a comma and a state or country."""
    countries: frozenset[str]
    """Countries that the report names, by name or adjective."""
    counts: Counter[str]


def look_over(words: Words, gazetteer: Gazetteer, countries: frozenset[str]) -> Sight:
    """Gather what the report shows: “Mr. Lancaster” makes Lancaster a surname, “in Lancaster” a place."""
    titles, locative = context_words()["titles"], context_words()["in"]
    generic, orgs = context_words()["generic"], context_words()["org"]
    persons: Counter[str] = Counter()
    located: Counter[str] = Counter()
    low, case = words.low, words.case
    counts: Counter[str] = Counter(low[i] for i in range(len(low)) if case[i] in (TITLE, UPPER))
    for i in range(1, len(low)):
        if case[i] not in (TITLE, UPPER):
            continue
        prior = low[i - 1]
        if case[i - 1] == LOWER and (prior in locative or prior in ("to", "from", "at")):
            located[low[i]] += 1
            continue
        before = i - 1
        if prior == "." and before > 0:
            before -= 1
        if case[before] == INITIALS and len(low[before]) == 2 and before:
            before -= 1
        if (
            case[before] in (TITLE, INITIALS)
            and not (words.opens[i] and before == i - 1)
            and words.start[i] - words.end[i - 1] <= 2
        ):
            if low[before] in titles and before != i - 2:
                persons[low[i]] += 2
            else:
                habit = gazetteer.habit(low[before])
                if habit and habit.first >= 2 and low[i] not in generic and low[i] not in orgs:
                    persons[low[i]] += habit.first - 1
    return Sight(persons, located, countries, counts)


def _bin(value: int, edges: tuple[int, ...]) -> int:
    return sum(1 for edge in edges if value >= edge)


def _name_features(match: Match, best: Entry, rank: int, words: Words, gazetteer: Gazetteer) -> list[str]:
    """What the name itself says: its kind and size, and how its word behaves in English."""
    length = match.last - match.first
    kind = best.kind if best.kind in ("city", "admin2", "admin1", "country", "capital") else "own"
    size = _bin(best.population, (1, 1000, 5000, 20_000, 100_000, 500_000, 3_000_000))
    found = [f"kind {kind}", f"size {kind} {size}", f"rank {rank}", f"words {min(length, 3)}"]
    case = words.case[match.first]
    if case in (UPPER, INITIALS):
        found.append(f"written {case}")
    if length == 1:
        word = words.low[match.first]
        habit = gazetteer.habit(match.key)
        if len(word) <= 4:
            found.append(f"letters {len(word)}")
        if habit is None:
            found.append("word unheard")
        else:
            found.append(f"small {habit.small}")
            found.append(f"first {habit.first}")
            found.append(f"last {habit.last}")
            if kind in ("city", "admin2"):
                found.append(f"common {min(habit.frequency, 8)} {int(habit.small >= 5)}")
                found.append(f"size-small {size // 2} {_bin(habit.small, (3, 6, 9))}")
                found.append(f"size-person {size // 2} {max(habit.first, habit.last)}")
        if word in words.small:
            found.append("also small")
    else:
        head = words.low[match.last - 1]
        if head in context_words()["generic"]:
            found.append("ends generic")
        if head in context_words()["water"]:
            found.append("ends feature")
        first = gazetteer.habit(words.low[match.first])
        if first and first.first >= 2 and words.low[match.first] not in _capital_before():
            found.append(f"first name {first.first}")
        habits = [gazetteer.habit(words.low[i]) for i in range(match.first, match.last) if words.case[i] == TITLE]
        if habits and all(h is not None and h.small >= 5 for h in habits):
            found.append("all common words")
    return found


def _left_features(match: Match, words: Words, gazetteer: Gazetteer, is_place: list[bool]) -> list[str]:
    """What stands before the name."""
    i = match.first - 1
    if words.opens[match.first] or i < 0:
        return ["opens"]
    word, case, gap = words.low[i], words.case[i], words.start[match.first] - words.end[i]
    if word == "s" and i and words.low[i - 1] == "'":
        return ["after place possessive" if i > 1 and is_place[i - 2] else "after possessive"]
    if case == LOWER:
        found = [f"{_before().get(word, 'other')} before"]
        if word in ("and", "or") and i and is_place[i - 1]:
            found.append("joined to place")
        if word == "the":
            found.append("the before")
            prior = words.low[i - 1] if i else ""
            found.append(f"{_before().get(prior, 'other')} the before")
        if word == "of" and i:
            prior = words.low[i - 1]
            found.append(
                "kind of before"
                if prior in context_words()["kinds_before"]
                else "capital of before"
                if words.case[i - 1] == TITLE
                else "word of before"
            )
        return found
    if case == OTHER:
        found = [f"sign {word if word in ',-()/&' or word in (chr(34), chr(39), '.') else 'x'}"]
        if word == "," and i and is_place[i - 1]:
            found.append("comma after place")
        if word == "." and gap:
            prior = words.low[i - 1] if i else ""
            found.append("title dot" if prior in context_words()["titles"] else "abbreviation dot")
        if word == "'":
            found.append("possessive" if gap == 0 else "quote")
        return found
    if is_place[i]:
        return ["place joined"]
    name = _capital_before().get(word)
    if name:
        return [f"capital {name} before"]
    if case == INITIALS:
        return ["initials before"]
    habit = gazetteer.habit(word)
    if habit and habit.first >= 1:
        return [f"first name before {habit.first}", "capital before"]
    common = habit is not None and habit.small >= 5
    return ["capital before", f"capital {'common' if common else 'name'} before {int(words.opens[i])}"]


def _right_features(match: Match, words: Words, gazetteer: Gazetteer) -> list[str]:
    """What stands after the name."""
    j = match.last
    if j >= len(words.text) or (words.opens[j] and words.case[j] != OTHER):
        return ["ends"]
    word, case, gap = words.low[j], words.case[j], words.start[j] - words.end[j - 1]
    after = words.low[j + 1] if j + 1 < len(words.low) else ""
    if case == LOWER:
        return [f"{_after().get(word, 'other')} after", *(["police after"] if word == "police" else [])]
    if case == OTHER:
        if word == "'" and after == "s":
            after = words.low[j + 2] if j + 2 < len(words.low) else ""
            return ["possessive after"]
        if word == "'" and gap == 0 and words.low[j - 1].endswith("s") and words.case[j + 1 : j + 2] != [OTHER]:
            return ["possessive after"]  # Homs' suburbs
        if word == "-" and gap == 0:
            if after[:1].isdecimal():
                return ["road number after"]  # US-24
            return [
                "based after"
                if after in ("based", "area", "bound", "controlled", "held", "led", "backed", "run", "administered")
                else "hyphen lower after"
                if after.islower() and words.case[j + 1] == LOWER
                else "hyphen capital after"
            ]
        if word == "," and j + 1 < len(words.low):
            if words.case[j + 1] in (TITLE, UPPER, INITIALS):
                records = gazetteer.look_up(words.low[j + 1].replace(".", ""))
                if any(gazetteer.entry(n).kind in ("admin1", "country") and r != 2 for n, r in records[:12]):
                    return ["comma container after"]
                return ["comma capital after"]
            return ["comma number after" if words.text[j + 1][0].isdecimal() else "comma after"]
        if word[0].isdecimal() and gap:
            return ["number after"]
        return [
            f"{word if word in ',-()/&:;.' else 'x'} after",
            *(
                ["joined by dot"]
                if word == "."
                and gap == 0
                and after
                and words.case[j + 1] != OTHER
                and words.start[j + 1] == words.end[j]
                else []
            ),
        ]
    name = _capital_after().get(word)
    if name:
        return [f"capital {name} after"]
    if word == "and":
        return ["and after"]
    habit = gazetteer.habit(word)
    found = ["capital after"]
    if habit and habit.last >= 2 and habit.small < 6:
        found.append("surname after")
    if habit and habit.small >= 6:
        found.append("common capital after")
    return found


def _report_features(match: Match, best: Entry, words: Words, sight: Sight) -> list[str]:
    """What the rest of the report says about the word."""
    found = []
    if match.last - match.first == 1:
        word = words.low[match.first]
        if sight.persons[word]:
            found.append(f"person here {min(sight.persons[word], 3)} {int(sight.located[word] > 0)}")
        if sight.located[word]:
            found.append(f"located here {min(sight.located[word], 3)}")
        found.append(f"named {_bin(sight.counts[word], (2, 4, 8))}")
    if best.country and best.country in sight.countries:
        found.append("in country" if best.kind != "country" else "country known")
    if not match.longest:
        found.append("longer name")
    return found


def best_of(match: Match, gazetteer: Gazetteer, countries: frozenset[str]) -> tuple[Entry, int]:
    """The record that a reader would think of first, by size, sort and the countries in the report, with its rank."""
    return _best_of(match.records, gazetteer, countries)


@lru_cache(maxsize=1 << 14)
def _best_of(
    records: tuple[tuple[int, int], ...], gazetteer: Gazetteer, countries: frozenset[str]
) -> tuple[Entry, int]:
    chosen: tuple[float, Entry, int] | None = None
    for number, rank in records:
        entry = gazetteer.entry(number)
        weight = max(entry.population, UNCOUNTED) * (8 if entry.country in countries else 1) * (0.05 if rank == 2 else 1)
        if entry.kind == "country":
            weight *= 1000
        elif entry.kind == "admin2" and rank:
            weight *= 0.2
        if chosen is None or weight > chosen[0]:
            chosen = (weight, entry, rank)
    assert chosen is not None
    return chosen[1], chosen[2]


def find_features(match: Match, words: Words, gazetteer: Gazetteer, sight: Sight, is_place: list[bool]) -> list[str]:
    """All features of a match; `is_place` marks words already taken for places."""
    best, rank = best_of(match, gazetteer, sight.countries)
    found = ["bias"]
    found += _name_features(match, best, rank, words, gazetteer)
    left = _left_features(match, words, gazetteer, is_place)
    right = _right_features(match, words, gazetteer)
    found += left
    found += [f"{f} |" for f in right]
    found += _report_features(match, best, words, sight)
    kind = "big" if best.kind in ("country", "admin1") or best.population > 300_000 else "small"
    found.append(f"{kind} {left[0]}")
    found.append(f"{kind} {right[0]} |")
    found.append(f"{left[0]} {right[0]}")
    return found
