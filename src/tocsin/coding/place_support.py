"""What the names of a report could mean, all senses together, summed over countries, provinces and the map.

Ten names that may each be in Tennessee or elsewhere say Tennessee together, though none of them does alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.gazetteer import Entry

CELL = 1.0
"""Edge of a square of the map in degrees; a candidate sees its own and the eight around, 100 to 150 km."""


@dataclass(frozen=True, slots=True)
class Support:
    """Sums of the shares of senses: in a country, in an admin-1 area, in a square of the map."""

    countries: dict[str, float]
    admins: dict[int, float]
    cells: dict[tuple[int, int], float]
    total: float

    def around(self, entry: Entry) -> tuple[float, float, float]:
        """How much lies in the country, the admin-1 area and the neighbourhood of a place."""
        country = self.countries.get(entry.country or "", 0.0)
        if entry.kind == "country":
            return country, 0.0, 0.0
        admin = self.admins.get(entry.number if entry.kind == "admin1" else entry.admin1, 0.0)
        row, column = _cell(entry)
        get = self.cells.get
        near = sum([get((r, c), 0.0) for r in (row - 1, row, row + 1) for c in (column - 1, column, column + 1)])
        return country, admin, near


NOWHERE = Support({}, {}, {}, 0.0)


def _cell(entry: Entry) -> tuple[int, int]:
    return int(entry.latitude // CELL), int(entry.longitude // CELL)


def shares(scores: Sequence[float]) -> list[float]:
    """Scores as parts of one."""
    top = max(scores)
    odds = [math.exp(max(-30.0, s - top)) for s in scores]
    total = sum(odds, 0.0)
    return [o / total for o in odds]


def gather(senses: Iterable[tuple[Entry, float]]) -> Support:
    """The support that the senses of one name give, by the share of each."""
    countries: dict[str, float] = {}
    admins: dict[int, float] = {}
    cells: dict[tuple[int, int], float] = {}
    total = 0.0
    for entry, share in senses:
        total += share
        if share < 0.001:
            continue
        if entry.country:
            countries[entry.country] = countries.get(entry.country, 0.0) + share
        if entry.kind in ("country", "continent"):
            continue
        admin = entry.number if entry.kind == "admin1" else entry.admin1
        if admin >= 0:
            admins[admin] = admins.get(admin, 0.0) + share
        if entry.kind not in ("admin1", "region", "water", "line"):  # the middle of a large area is near nothing
            cell = _cell(entry)
            cells[cell] = cells.get(cell, 0.0) + share
    return Support(countries, admins, cells, total)


def join(parts: Sequence[Support]) -> Support:
    """The support of several names together."""
    countries: dict[str, float] = {}
    admins: dict[int, float] = {}
    cells: dict[tuple[int, int], float] = {}
    for part in parts:
        for country, share in part.countries.items():
            countries[country] = countries.get(country, 0.0) + share
        for admin, share in part.admins.items():
            admins[admin] = admins.get(admin, 0.0) + share
        for cell, share in part.cells.items():
            cells[cell] = cells.get(cell, 0.0) + share
    return Support(countries, admins, cells, sum([p.total for p in parts], 0.0))
