"""What the actor index is made of, and how names are folded into its keys."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name can stand for.

    `kind`: country, adjective, demonym, seat, region, territory, people, mask (a name that is no party),
    person, or the kind that groups.csv and organisations.csv give (armed-group, igo, media…).
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    start: str | None = None
    end: str | None = None
    wikidata: str | None = None
    organisation: str | None = None

    def holds(self, on: str) -> bool:
        """Whether the entry is in force on the ISO date `on`."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Country:
    """A country: names, its first adjective and the codes of other schemes."""

    iso3: str
    iso2: str
    name: str
    formal: str
    adjective: str
    cow: str | None
    gw: str | None
    fips: str | None


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A common noun that says which sector somebody belongs to: `soldier` → MIL."""

    noun: str
    sector: str
    kind: str
    private: bool


@dataclass(frozen=True, slots=True, eq=False)
class ActorIndex:
    """Everything the lexicon knows of parties; made by `load_actor_index`."""

    names: Mapping[Key, tuple[Entry, ...]]
    acronyms: Mapping[str, tuple[Entry, ...]]
    longest: Mapping[str, int]
    uncapped: frozenset[Key]
    surnames: Mapping[Key, tuple[Entry, ...]]
    roles: Mapping[Key, RoleNoun]
    countries: Mapping[str, Country]
    by_id: Mapping[str, tuple[Entry, ...]]
    given: frozenset[str]
    """Folded given names of the persons known."""
    horizon: int
    """The last year that the offices know of."""
    homographs: frozenset[str] = frozenset()
    """Ids of peoples whose name is also a person's name or a common word: `Karen`, `Fur`."""

    def match(self, folded: Sequence[str], words: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]]:
        """Length and candidates of the longest name that begins at word `i`; `(0, ())` when none does."""
        n = self.longest.get(folded[i], 0)
        if not n:
            return 0, ()
        word = words[i]
        capital = not word[0].islower()
        for size in range(min(n, len(folded) - i), 0, -1):
            if size == 1:
                if not capital:
                    break
                if word.isupper() and folded[i] in self.acronyms:
                    return 1, self.acronyms[folded[i]]
            key = tuple(folded[i : i + size])
            found = self.names.get(key)
            if found and (capital or key in self.uncapped):
                return size, found
        return 0, ()

    def country_of_word(self, word: str) -> str | None:
        """The country that a name, adjective or demonym stands for: `"Azerbaijani"` → `"AZE"`; else None."""
        return _country_of_word(self, word)

    def country_name(self, iso3: str | None) -> str | None:
        """The usual English name: `"COD"` → `"Democratic Republic of the Congo"`."""
        known = self.countries.get(iso3) if iso3 else None
        return known.name if known else None


@functools.lru_cache(maxsize=1 << 15)
def _country_of_word(index: ActorIndex, word: str) -> str | None:
    words = word.split()
    folded = [fold(w) for w in words]
    size, found = index.match(folded, words, 0) if words and folded[0] else (0, ())
    if size != len(words):
        return None
    return next((e.country for e in found if e.kind in ("country", "adjective", "demonym")), None)


_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ə": "a",
        "Ə": "a",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        ".": None,
        "'": None,
        "’": None,
        "‘": None,
        "ʻ": None,
        "ʼ": None,
        "`": None,
        '"': None,
    }
)


_PARTS = re.compile(r"[\s\-‐‑–/(),&]+")


_PLAIN = re.compile(r"[A-Za-z ]+")


_POSSESSIVE = re.compile(r"['’]s\b")


@functools.lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A word as it stands in keys: `"N'Djamena"` → `"ndjamena"`, `"U.S."` → `"us"`, `"Türkiye"` → `"turkiye"`."""
    plain = word.translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.lower()


def key_of(name: str) -> Key:
    """The key of a name: `"Kurdistan Workers' Party"` → `("kurdistan", "workers", "party")`."""
    if _PLAIN.fullmatch(name):
        return tuple(name.lower().split())
    if "'" in name or "’" in name:
        name = _POSSESSIVE.sub("", name)
    return tuple(k for k in map(fold, _PARTS.split(name)) if k)
