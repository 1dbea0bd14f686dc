"""Country codes of other schemes for ISO 3166-1 alpha-3, from the actor lexicon; unknown codes stay empty, never guessed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the schemes of the formats written here."""

    iso3: str
    iso2: str
    name: str
    cow: str
    gw: str
    fips: str


_EMPTY = Country("", "", "", "", "", "")
_CAMEO = {"XKX": "KSV", "ROU": "ROM", "TLS": "TMP"}
"""Where CAMEO departs from ISO alpha-3."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Country]:
    with (resources.files("tocsin.lexicon") / "actors" / "countries.csv").open(encoding="utf-8") as stream:
        return {row["iso3"]: Country(row["iso3"], row["iso2"], row["name"], row["cow"], row["gw"], row["fips"])
                for row in csv.DictReader(line for line in stream if not line.startswith("#"))}


def country(iso3: str | None) -> Country:
    """The country, or one with empty fields.

    >>> country("AZE").fips
    'AJ'
    """
    return _table().get(iso3 or "", _EMPTY)


def cameo_country(iso3: str | None) -> str:
    """The CAMEO country code: mostly ISO alpha-3."""
    return _CAMEO.get(iso3 or "", iso3 or "")
