"""The gazetteer: names of places to records, read from memory-mapped files.

`scripts/build_gazetteer.py` makes the files from GeoNames (by way of two packages) and from our own
tables in `lexicon/places`; nothing here is loaded at start beyond a header of a few kilobytes.
"""

from __future__ import annotations

import json
import mmap
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from tocsin.errors import DataMissing

KINDS = (
    "city",
    "admin2",
    "admin1",
    "country",
    "region",
    "continent",
    "water",
    "line",
    "site",
    "crossing",
    "camp",
    "settlement",
    "feature",
    "disputed",
    "capital",
)
PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "region", "unknown")
RECORD = struct.Struct("<iffIiiIHBB")
"""id (negative: ours, or an airport), latitude, longitude, population, admin-1, admin-2, name offset, country, kind, precision."""
HEADER = struct.Struct("<8sIII")
MAGIC = b"TOCSGAZ1"
AIRPORT = -100_000_000
"""Record ids at and below are airports: this less the ICAO code read as a number to the base 36."""
DATA = Path(__file__).parent / "data"

_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "ə": "e",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "'": "",
        "’": "",
        "‘": "",
        "ʻ": "",
        "ʼ": "",
        "`": "",
        "´": "",
        "ʿ": "",
        "ʾ": "",
        ".": "",
        "-": " ",
        "–": " ",
        "_": " ",
        "/": " ",
        ",": " ",
    }
)
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "al": "al"}


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The form under which a name is looked up: `St. Petersburg` → `saint petersburg`, `Tərtər` → `terter`."""
    lowered = name.lower().translate(_LETTERS)
    if not lowered.isascii():
        lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    words = lowered.split()
    return " ".join([_WORDS.get(w, w) for w in words]) if len(words) > 1 else "".join(words)


@lru_cache(maxsize=1 << 16)
def folded_words(part: str) -> tuple[str, ...]:
    """The words of a piece of a name as they stand in a folded name of several words: `St. Petersburg` → saint, petersburg."""
    lowered = part.lower().translate(_LETTERS)
    if not lowered.isascii():
        lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return tuple([_WORDS.get(w, w) for w in lowered.split()])


def fold_parts(parts: Sequence[str]) -> str:
    """`fold` of the parts joined by blanks, each part folded once: most runs of words stand in a text but once."""
    if len(parts) == 1:
        return fold(parts[0])
    words = [w for part in parts for w in folded_words(part)]
    return " ".join(words) if len(words) > 1 else fold(" ".join(parts))


class Entry(NamedTuple):
    """One place of the gazetteer; `admin1` and `admin2` are record numbers or -1."""

    number: int
    id: str
    name: str
    latitude: float
    longitude: float
    population: int
    country: str | None
    """ISO 3166-1 alpha-3."""
    admin1: int
    admin2: int
    kind: str
    precision: str


@dataclass(frozen=True, slots=True)
class WordHabit:
    """How a word behaves in English: is it written small, is it a person's name."""

    small: int
    """Tenths of its occurrences that are lower-cased, 0 to 10."""
    frequency: int
    """0 (unheard of) to 15 (the commonest)."""
    first: int
    """How common as a first name: 0 no, 1 rare, 2 known, 3 common."""
    last: int
    """How common as a surname, likewise."""


class Gazetteer:
    """Look-up of names in the memory-mapped files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._names = marisa_trie.RecordTrie("<IB")
        self._names.mmap(str(folder / "gazetteer.marisa"))
        self._habits = marisa_trie.RecordTrie("<BBBB")
        self._habits.mmap(str(folder / "gazetteer-words.marisa"))
        with (folder / "gazetteer.bin").open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        magic, meta, self.size, self._strings = HEADER.unpack_from(self._map, 0)
        if magic != MAGIC:
            raise DataMissing("the gazetteer was built by another version; run scripts/build_gazetteer.py")
        self._records = HEADER.size + meta
        about = json.loads(self._map[HEADER.size : HEADER.size + meta].decode())
        self.countries: tuple[str, ...] = tuple(about["countries"])
        self.country_records: dict[str, int] = about["country_records"]
        self.slugs: tuple[str, ...] = tuple(about["slugs"])
        self.longest: int = about["longest"]
        self._entries: dict[int, Entry] = {}
        self._found: dict[str, tuple[tuple[int, int], ...]] = {}
        self._words: dict[str, WordHabit | None] = {}

    def look_up(self, folded: str) -> tuple[tuple[int, int], ...]:
        """Pairs of record number and name class (0 main name, 1 authored alias, 2 other name) of a folded name."""
        found = self._found.get(folded)
        if found is None:
            found = tuple(self._names.get(folded, ()))
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[folded] = found
        return found

    def entry(self, number: int) -> Entry:
        """The record of that number."""
        found = self._entries.get(number)
        if found is None:
            found = self._read(number)
            if len(self._entries) > 50_000:
                self._entries.clear()
            self._entries[number] = found
        return found

    def _read(self, number: int) -> Entry:
        id_, lat, lon, population, admin1, admin2, name, country, kind, precision = RECORD.unpack_from(
            self._map, self._records + number * RECORD.size
        )
        start = self._strings + name
        text = self._map[start : self._map.find(b"\0", start)].decode()
        label = (
            f"geonames:{id_}"
            if id_ >= 0
            else f"tocsin:{self.slugs[-id_ - 1]}"
            if id_ > AIRPORT
            else f"icao:{_icao(AIRPORT - id_)}"
        )
        return Entry(
            number,
            label,
            text,
            round(lat, 5),
            round(lon, 5),
            population,
            self.countries[country] or None,
            admin1,
            admin2,
            KINDS[kind],
            PRECISIONS[precision],
        )

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place so called: `Paris` → Paris in France, in Texas, …"""
        return tuple(self.entry(number) for number, _ in self.look_up(fold(name)))

    def habit(self, word: str) -> WordHabit | None:
        """How a lower-cased word behaves; None for words unheard of."""
        if word not in self._words:
            if len(self._words) > 50_000:
                self._words.clear()
            found = self._habits.get(word)
            self._words[word] = WordHabit(*found[0]) if found else None
        return self._words[word]


def _icao(number: int) -> str:
    """The code of an airport from its number to the base 36: 830476 → `HSSS`."""
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
    return digits


@lru_cache(maxsize=4)
def open_gazetteer(folder: Path = DATA) -> Gazetteer:
    """The gazetteer in a folder, by default the one that comes with the package."""
    if not (folder / "gazetteer.bin").exists():
        raise DataMissing("no gazetteer here; run scripts/build_gazetteer.py once")
    return Gazetteer(folder)
