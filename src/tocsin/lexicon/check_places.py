"""Every wrong row of the place tables of a lexicon folder; `scripts/build_gazetteer.py` builds from those that are right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tocsin.errors import LexiconError
from tocsin.lexicon.tables import Row, check_choice, check_iso3, first_day, read_table

KINDS = frozenset(
    "city admin1 admin2 region continent water line site crossing camp settlement feature disputed".split()
)
"""Kinds that a row may give; a country has a table of its own."""
PRECISIONS = frozenset({"exact", "near", "admin2", "admin1", "country", "region", "unknown"})


def check_places(folder: Path) -> tuple[int, list[LexiconError]]:
    """How many known place tables `folder` has, and what is wrong in them."""
    errors: list[LexiconError] = []
    paths = [p for p in sorted(folder.glob("*.csv")) if _table(p.name) is not None]
    for path in paths:
        columns, required, check = _TABLES[_table(path.name) or ""]
        slugs: set[str] = set()
        try:
            for where, row in read_table(path, columns, required, errors):
                try:
                    check(row, where)
                    if "slug" in row and row["slug"] in slugs:
                        raise LexiconError(f"slug {row['slug']!r} stands twice", where=where)
                except LexiconError as error:
                    errors.append(error)
                slugs.add(row.get("slug", ""))
        except LexiconError as error:
            errors.append(error)
    return len(paths), errors


def _table(name: str) -> str | None:
    return "places.csv" if name.startswith("places_") else name if name in _TABLES else None


def _place(row: Row, where: str) -> None:
    check_choice(row["kind"], KINDS, "kind", where)
    check_choice(row["precision"], PRECISIONS, "precision", where)
    check_iso3(row["country"], where)
    _position(row, where, optional=False)


def _alias(row: Row, where: str) -> None:
    check_choice(row["kind"], frozenset({"city", "admin1", "admin2"}), "kind", where)
    check_iso3(row["country"], where)
    _position(row, where, optional=True)


def _country(row: Row, where: str) -> None:
    check_iso3(row["iso3"], where)
    _position(row, where, optional=False)


def _dispute(row: Row, where: str) -> None:
    check_iso3(row["claimed_by"], where)
    check_iso3(row["controlled_by"], where)
    start, end = first_day(row["from"], where), first_day(row["to"], where)
    if start and end and end < start:
        raise LexiconError(f"ends {end} before it starts {start}", where=where)
    if row["box"]:
        sides = [_number(x, where) for x in row["box"].split("|")]
        if len(sides) != 4 or sides[0] > sides[2] or sides[1] > sides[3]:
            raise LexiconError(f"box {row['box']!r} is not south|west|north|east", where=where)


def _position(row: Row, where: str, *, optional: bool) -> None:
    if optional and not row["latitude"] and not row["longitude"]:
        return
    latitude, longitude = _number(row["latitude"], where), _number(row["longitude"], where)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise LexiconError(
            f"{latitude}, {longitude} is no position", where=where, advice="write degrees, latitude first"
        )


def _number(cell: str, where: str) -> float:
    try:
        return float(cell)
    except ValueError as error:
        raise LexiconError(f"{cell!r} is not a number", where=where) from error


_PLACED = ("slug", "name", "aliases", "kind", "latitude", "longitude", "country", "admin1", "precision", "source")
_TABLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], Callable[[Row, str], None]]] = MappingProxyType(
    {
        "places.csv": (_PLACED, ("slug", "name", "source"), _place),
        "aliases.csv": (
            ("country", "kind", "name", "aliases", "latitude", "longitude", "source"),
            ("country", "name"),
            _alias,
        ),
        "countries.csv": (
            ("iso3", "iso2", "name", "latitude", "longitude", "aliases", "demonyms", "source"),
            ("iso3", "iso2", "name"),
            _country,
        ),
        "disputed.csv": (
            ("territory", "claimed_by", "controlled_by", "from", "to", "ids", "box", "source"),
            ("territory",),
            _dispute,
        ),
    }
)
"""Table → its columns, those that must not be blank, the check of a row."""
