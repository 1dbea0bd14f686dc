"""Tables for places that people may edit: weights, adjectives of countries, disputes, publishers' homes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tocsin.errors import LexiconError
from tocsin.gazetteer import Entry


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table in `lexicon/places`; lines that begin with # are comments."""
    text = (files("tocsin.lexicon") / "places" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """Learned weights by use: `find`, `alone`, `beside`."""
    found: dict[str, dict[str, float]] = {"find": {}, "alone": {}, "beside": {}}
    for row in rows("weights.csv"):
        found[row["use"]][row["feature"]] = float(row["weight"])
    return found


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, str]:
    """Adjective or people → ISO alpha-3: `Armenian` → `ARM`."""
    return {word: row["iso3"] for row in rows("countries.csv") for word in row["demonyms"].split("|") if word}


@lru_cache(maxsize=1)
def peoples() -> Mapping[str, tuple[str, str]]:
    """Adjective or people of a part of a country or of the world → place and country: `Chechen` → Chechnya, RUS."""
    return {word: (row["place"], row["country"]) for row in rows("peoples.csv") for word in row["words"].split("|")}


@lru_cache(maxsize=1)
def long_countries() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Names of countries in several words by their first: `sri` → ((`sri`, `lanka`), LKA), small letters."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("countries.csv"):
        for name in (row["name"], *row["aliases"].split("|")):
            words = tuple(name.lower().replace("-", " ").split())
            if len(words) > 1:
                found.setdefault(words[0], []).append((words, row["iso3"]))
    return {first: tuple(names) for first, names in found.items()}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who claimed and who held a disputed territory from one day to another."""

    territory: str
    claimed_by: str
    controlled_by: str
    start: str
    end: str
    records: frozenset[str]
    """Gazetteer ids that are the territory."""
    box: tuple[float, float, float, float] | None
    """South, west, north, east: the claimant's places inside belong to it."""
    both: bool
    """Whether places inside that the gazetteer gives to the holder belong to it, too."""


@lru_cache(maxsize=1)
def disputes() -> tuple[Rule, ...]:
    """The table of disputed territories."""
    found = []
    for row in rows("disputed.csv"):
        box = tuple(float(x) for x in row["box"].split("|")) if row["box"] else None
        if box is not None and len(box) != 4:
            raise LexiconError(
                f"{row['territory']}: a box is south|west|north|east", where="lexicon/places/disputed.csv"
            )
        found.append(
            Rule(
                row["territory"],
                row["claimed_by"],
                row["controlled_by"],
                row["from"],
                row["to"] or "9999-12-31",
                frozenset(row["ids"].split("|")),
                box,
                row["both"] == "yes",
            )
        )
    return tuple(found)


@lru_cache(maxsize=512)
def _disputes_over(country: str) -> tuple[Rule, ...]:
    """Rules that may speak of places of a country, in the order of the table."""
    return tuple(rule for rule in disputes() if country in (rule.claimed_by, rule.controlled_by))


@lru_cache(maxsize=1)
def _territories() -> frozenset[str]:
    """Gazetteer ids that some rule names, whatever country the gazetteer puts them in."""
    return frozenset(id_ for rule in disputes() for id_ in rule.records)


def country_of(entry: Entry, policy: str, date: str | None) -> str | None:
    """The country of a place under a policy: Stepanakert in 2019 is `AZE` for `claimant`, `ARM` for `de-facto`."""
    if entry.country is None or entry.kind == "country":
        return entry.country
    day = date or "9998-12-31"
    for rule in disputes() if entry.id in _territories() else _disputes_over(entry.country):
        inside = entry.id in rule.records or (
            rule.box is not None
            and rule.box[0] <= entry.latitude <= rule.box[2]
            and rule.box[1] <= entry.longitude <= rule.box[3]
            and (entry.country == rule.claimed_by or (rule.both and entry.country == rule.controlled_by))
        )
        if inside and rule.start <= day <= rule.end:
            return rule.claimed_by if policy == "claimant" else rule.controlled_by
    return entry.country
