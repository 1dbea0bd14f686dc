"""The actors of the lexicon as one immutable index: names of countries, territories, groups, bodies and persons.

Names are looked up word by word on folded keys (lower case, no accents, dots or apostrophes), longest first.
A single word written in capitals in the lexicon (`US`, `IS`, `WHO`) matches only capitals in the text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from tocsin.errors import LexiconError
from tocsin.lexicon.actor_entries import ActorIndex, Country, Entry, Key, RoleNoun, fold, key_of
from tocsin.lexicon.tables import (
    Row,
    cell_list,
    check_choice,
    check_iso3,
    check_wikidata,
    first_day,
    last_day,
    read_table,
)
from tocsin.vocab import SECTORS

__all__ = ["ActorIndex", "Country", "Entry", "RoleNoun", "fold", "key_of", "load_actor_index"]

FOLDER = Path(__file__).parent / "actors"
_SECTORS = frozenset(SECTORS)
_ROLE_KINDS = frozenset({"person", "body", "people"})

_SUPRANATIONAL = frozenset({"igo", "alliance", "agency", "military", "parliament", "court", "service", "ministry"})
_STATE_SECTORS = frozenset({"MIL", "COP", "EUR", "UNO", "LEG", "JUD", "GOV"})


_NOT_GIVEN = frozenset(
    {
        "king",
        "queen",
        "pope",
        "prince",
        "sultan",
        "sheikh",
        "general",
        "lord",
        "dalai",
        "abu",
        "al",
        "el",
        "crown",
        "emir",
        "ayatollah",
        "mullah",
        "ban",
        "park",
        "moon",
        "lee",
        "will",
        "jimmy",
        "hall",
        "de",
        "van",
        "von",
        "ma",
        "hong",
        "chance",
    }
)
"""First words of names that are titles or shared with ordinary words."""


class _Builder:
    """Collects names while files are read; frozen by `index`."""

    def __init__(self, policy: str) -> None:
        self.policy = policy
        self.names: dict[Key, list[Entry]] = {}
        self.acronyms: dict[str, list[Entry]] = {}
        self.longest: dict[str, int] = {}
        self.uncapped: set[Key] = set()
        self.surnames: dict[Key, list[Entry]] = {}
        self.roles: dict[Key, RoleNoun] = {}
        self.countries: dict[str, Country] = {}
        self.by_id: dict[str, list[Entry]] = {}
        self.given: set[str] = set()
        self.homographs: set[str] = set()
        self.horizon = 2026
        self.errors: list[LexiconError] | None = None
        """Where wrong rows are collected; None: the first one ends the reading."""

    def __enter__(self) -> None:
        """Around the reading of one row."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if self.errors is None or not isinstance(error, LexiconError):
            return False
        self.errors.append(error)
        return True

    def add(self, names: Iterable[str], entry: Entry) -> None:
        for name in dict.fromkeys(names):
            key = key_of(name)
            if not key:
                continue
            if len(key) > self.longest.get(key[0], 0):
                self.longest[key[0]] = len(key)
            if len(key) == 1 and len(key[0]) < 7 and name.isupper():
                self.acronyms.setdefault(key[0], []).append(entry)
                continue
            self.names.setdefault(key, []).append(entry)
            if name[0].islower():
                self.uncapped.add(key)
        self.by_id.setdefault(entry.id, []).append(entry)

    def index(self) -> ActorIndex:
        return ActorIndex(
            {k: tuple(v) for k, v in self.names.items()},
            {k: tuple(v) for k, v in self.acronyms.items()},
            self.longest,
            frozenset(self.uncapped),
            {k: tuple(v) for k, v in self.surnames.items()},
            self.roles,
            self.countries,
            {k: tuple(v) for k, v in self.by_id.items()},
            frozenset(self.given - _NOT_GIVEN),
            self.horizon,
            frozenset(self.homographs),
        )


def _load_countries(path: Path, to: _Builder) -> None:
    columns = (
        "iso3",
        "iso2",
        "name",
        "formal",
        "adjectives",
        "demonyms",
        "seats",
        "aliases",
        "older",
        "cow",
        "gw",
        "fips",
    )
    for where, row in read_table(path, columns, ("iso3", "iso2", "name", "formal"), to.errors):
        with to:
            iso3 = check_iso3(row["iso3"], where)
            assert iso3 is not None
            adjectives = cell_list(row["adjectives"])
            to.countries[iso3] = Country(
                iso3,
                row["iso2"],
                row["name"],
                row["formal"],
                adjectives[0] if adjectives else row["name"],
                row["cow"] or None,
                row["gw"] or None,
                row["fips"] or None,
            )
            made = functools.partial(Entry, f"tocsin:{iso3}", row["name"], country=iso3)
            to.add((row["name"], row["formal"], *cell_list(row["aliases"])), made("country", sector="GOV"))
            to.add(adjectives, made("adjective", sector="GOV"))
            to.add(cell_list(row["demonyms"]), made("demonym"))
            for cell in cell_list(row["seats"]):
                seat, _, sector = cell.partition("=")
                to.add((seat,), made("seat", sector=check_choice(sector or "GOV", _SECTORS, "sector", where)))
            for cell in cell_list(row["older"]):
                name, start, end = [*cell.split(":"), "", ""][:3]
                to.add((name,), made("country", sector="GOV", start=first_day(start, where), end=last_day(end, where)))


def _load_territories(path: Path, to: _Builder) -> None:
    columns = ("id", "name", "aliases", "demonyms", "kind", "country", "controller", "sector", "start", "end")
    for where, row in read_table(path, columns, ("id", "name", "kind"), to.errors):
        with to:
            country = check_iso3(row["country"], where)
            controller = check_iso3(row["controller"], where)
            sector = check_choice(row["sector"], _SECTORS, "sector", where) if row["sector"] else None
            made = functools.partial(
                Entry,
                f"tocsin:{row['id']}",
                row["name"],
                sector=sector,
                start=first_day(row["start"], where),
                end=last_day(row["end"], where),
                country=controller if to.policy == "controller" and controller else country,
            )
            kind = row["kind"] if row["kind"] in ("mask", "people") else "territory"
            to.add((row["name"], *cell_list(row["aliases"])), made(kind))
            to.add(cell_list(row["demonyms"]), made(kind if kind == "mask" else "people"))


def _load_regions(path: Path, to: _Builder) -> None:
    for where, row in read_table(path, ("country", "names", "peoples"), ("country", "names"), to.errors):
        with to:
            country = check_iso3(row["country"], where)
            for name in cell_list(row["names"]):
                to.add((name,), Entry(f"tocsin:{country}:{'-'.join(key_of(name))}", name, "region", country))
            for name in cell_list(row["peoples"]):
                to.add((name,), Entry(f"tocsin:{country}:{'-'.join(key_of(name))}", name, "people", country))


def _load_peoples(path: Path, to: _Builder) -> None:
    for where, row in read_table(path, ("word", "plural", "country", "sector", "kind"), ("word", "sector"), to.errors):
        with to:
            entry = Entry(
                f"tocsin:people:{'-'.join(key_of(row['word']))}",
                row["plural"] or row["word"],
                "people",
                check_iso3(row["country"], where),
                check_choice(row["sector"], _SECTORS, "sector", where),
            )
            to.add((row["word"], *((row["plural"],) if row["plural"] else ())), entry)
            if "homograph" in row.get("note", ""):
                to.homographs.add(entry.id)


def _load_named(path: Path, to: _Builder) -> None:
    columns = ("id", "name", "aliases", "country", "sector", "kind", "active_from", "active_to", "wikidata")
    seen: set[str] = set()
    for where, row in read_table(path, columns, ("id", "name", "sector", "kind"), to.errors):
        with to:
            if row["id"] in seen:
                raise LexiconError(f"id {row['id']!r} stands twice", where=where)
            seen.add(row["id"])
            country, sector = check_iso3(row["country"], where), check_choice(row["sector"], _SECTORS, "sector", where)
            if country is None and row["kind"] in _SUPRANATIONAL and sector in _STATE_SECTORS:
                sector = "IGO"  # the account knows one sector for bodies above the states
            entry = Entry(
                row["id"],
                row["name"],
                row["kind"],
                country,
                sector,
                None,
                first_day(row["active_from"], where),
                last_day(row["active_to"], where),
                check_wikidata(row["wikidata"], where),
            )
            to.add((row["name"], *cell_list(row["aliases"])), entry)


def _load_offices(path: Path, to: _Builder) -> None:
    columns = (
        "id",
        "person",
        "surname",
        "aliases",
        "office",
        "country",
        "organisation",
        "sector",
        "start",
        "end",
        "wikidata",
    )
    for where, row in read_table(path, columns, ("person", "office"), to.errors):
        with to:
            entry = _office(where, row)
            to.add((row["person"], *cell_list(row["aliases"])), entry)
            first = row["person"].split(" ", 1)[0]
            if first[-1] != "." and first != row["person"]:
                to.given.add(fold(first))
            to.horizon = max(to.horizon, int((entry.end or entry.start or "0000")[:4]))
            for surname in cell_list(row["surname"]) or (row["person"].split()[-1],):
                to.surnames.setdefault(key_of(surname), []).append(entry)


def _office(where: str, row: Row) -> Entry:
    start, end = first_day(row["start"], where), last_day(row["end"], where)
    if start and end and end < start:
        raise LexiconError(f"ends {end} before it starts {start}", where=where)
    return Entry(
        row["id"] or f"tocsin:{'-'.join(key_of(row['person']))}",
        row["person"],
        "person",
        check_iso3(row["country"], where),
        check_choice(row["sector"] or "GOV", _SECTORS, "sector", where),
        row["office"],
        start,
        end,
        check_wikidata(row["wikidata"], where),
        row["organisation"] or None,
    )


def _load_roles(path: Path, to: _Builder) -> None:
    for where, row in read_table(path, ("noun", "sector", "kind", "private"), ("noun", "sector", "kind"), to.errors):
        with to:
            role = RoleNoun(
                row["noun"],
                check_choice(row["sector"], _SECTORS, "sector", where),
                check_choice(row["kind"], _ROLE_KINDS, "kind", where),
                row["private"] == "yes",
            )
            to.roles[key_of(row["noun"])] = role


@functools.lru_cache(maxsize=4)
def load_actor_index(extra_folders: tuple[str, ...] = (), policy: str = "claimant") -> ActorIndex:
    """The index of the shipped lexicon and of a user's own folders (same file names, all optional).

    `policy` says whose a disputed territory is: `claimant` (the PLOVER manual: Nagorno-Karabakh → AZE) or `controller`.
    Raises LexiconError with file and line.
    """
    to = _Builder(policy)
    for folder in (FOLDER, *map(actor_folder, extra_folders)):
        _load_folder(folder, to)
    return to.index()


def actor_folder(folder: str | Path) -> Path:
    """Where the actor tables of a user's folder lie: in its `actors`, laid out as the shipped one, else in itself."""
    inner = Path(folder) / "actors"
    return inner if inner.is_dir() else Path(folder)


def check_actors(folder: Path) -> tuple[int, list[LexiconError]]:
    """How many actor tables a user's folder has, and every wrong row of them."""
    to = _Builder("claimant")
    to.errors = []
    inner = actor_folder(folder)
    tables = [name for name in _TABLES if (inner / name).exists()]
    for name in tables:
        with to:
            _TABLES[name](inner / name, to)
    return len(tables), to.errors


def _load_folder(folder: Path, to: _Builder) -> None:
    for name, load in _TABLES.items():
        if (path := folder / name).exists():
            load(path, to)


_TABLES: Mapping[str, Callable[[Path, _Builder], None]] = MappingProxyType(
    {
        "countries.csv": _load_countries,
        "territories.csv": _load_territories,
        "organisations.csv": _load_named,
        "groups.csv": _load_named,
        "ethnic.csv": _load_peoples,
        "regions.csv": _load_regions,
        "offices.csv": _load_offices,
        "roles.csv": _load_roles,
    }
)
"""The tables of a folder in the order in which they are read."""
