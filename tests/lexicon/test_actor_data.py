"""The actor tables as shipped: well-formed rows, known codes, names that point one way at any date, enough of them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import tocsin.lexicon
from tocsin.vocab import SECTORS

LEXICON = Path(tocsin.lexicon.__file__).parent
ACTORS = LEXICON / "actors"

NAMED = ("groups.csv", "organisations.csv")
NAMED_COLUMNS = ["id", "name", "aliases", "country", "sector", "kind", "active_from", "active_to", "wikidata", "note"]
BODY_KINDS = frozenset(
    [
        "igo",
        "alliance",
        "ngo",
        "monitor",
        "agency",
        "media",
        "military",
        "service",
        "ministry",
        "court",
        "parliament",
        "party",
        "company",
        "religious",
        "movement",
    ]
)
SOURCE_KINDS = frozenset(["official", "party", "military", "media", "monitor", "witness", "unnamed", "other"])
LEAST = {"groups.csv": 450, "organisations.csv": 600, "roles.csv": 600, "ethnic.csv": 150}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def header_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *(a for a in row["aliases"].split("|") if a)]


def countries() -> frozenset[str]:
    """The codes of countries.csv; empty when the file is missing."""
    path = ACTORS / "countries.csv"
    return frozenset(row["iso3"] for row in rows_of(path)) if path.exists() else frozenset()


DEPENDENT = frozenset(["ESH", "FLK", "FRO", "GIB", "GRL", "GUM", "HKG", "MAC", "MYT", "NCL", "PRI", "XKX"])


@pytest.mark.parametrize("file", NAMED)
def test_named_tables_have_the_agreed_columns_and_no_empty_must(file: str) -> None:
    assert header_of(ACTORS / file) == NAMED_COLUMNS
    for row in rows_of(ACTORS / file):
        assert None not in [*row, *row.values()], row
        assert all(row[column] for column in ("id", "name", "sector", "kind")), row


@pytest.mark.parametrize("file", NAMED)
def test_cells_carry_no_stray_blanks(file: str) -> None:
    for row in rows_of(ACTORS / file):
        for cell in (*row.values(), *row["aliases"].split("|")):
            assert cell == " ".join(cell.split()), row
        assert not row["aliases"] or all(row["aliases"].split("|")), row


def test_ids_are_slugs_and_unique_over_both_tables() -> None:
    ids = [row["id"] for file in NAMED for row in rows_of(ACTORS / file)]
    assert [i for i in ids if not re.fullmatch(r"tocsin:[a-z0-9]+(-[a-z0-9]+)*", i)] == []
    assert [i for i, n in Counter(ids).items() if n > 1] == []


@pytest.mark.parametrize("file", [*NAMED, "ethnic.csv"])
def test_countries_are_iso_codes(file: str) -> None:
    known = countries()
    for row in rows_of(ACTORS / file):
        if row["country"]:
            assert re.fullmatch(r"[A-Z]{3}", row["country"]), row
            assert not known or row["country"] in known | DEPENDENT, row


@pytest.mark.parametrize("file", [*NAMED, "roles.csv", "ethnic.csv"])
def test_sectors_are_known(file: str) -> None:
    assert {row["sector"] for row in rows_of(ACTORS / file)} <= set(SECTORS)


def test_kinds_are_known() -> None:
    assert {row["kind"] for row in rows_of(ACTORS / "groups.csv")} == {"armed-group"}
    assert {row["kind"] for row in rows_of(ACTORS / "organisations.csv")} == BODY_KINDS
    assert {row["kind"] for row in rows_of(ACTORS / "roles.csv")} == {"person", "body", "people"}
    assert {row["kind"] for row in rows_of(LEXICON / "sources.csv")} == SOURCE_KINDS


@pytest.mark.parametrize("file", NAMED)
def test_dates_are_iso_and_in_order(file: str) -> None:
    for row in rows_of(ACTORS / file):
        for column in ("active_from", "active_to"):
            assert not row[column] or DATE.fullmatch(row[column]), row
        first, last = row["active_from"], row["active_to"]
        assert not (first and last) or first[:4] <= last[:4] <= "2027", row
        assert not row["wikidata"] or re.fullmatch(r"Q[1-9]\d*", row["wikidata"]), row


def test_wikidata_ids_are_not_shared() -> None:
    ids = [row["wikidata"] for file in NAMED for row in rows_of(ACTORS / file) if row["wikidata"]]
    assert [i for i, n in Counter(ids).items() if n > 1] == []


def times(row: dict[str, str]) -> tuple[str, str]:
    """First and last day a row holds, as strings that compare: a year alone ends after all of its days."""
    return row["active_from"] or "0000", (row["active_to"] or "9999") + "~"


def clashes(rows: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    seen: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        for name in dict.fromkeys(names_of(row)):
            for other in seen[name]:
                (a, b), (c, d) = times(row), times(other)
                if a <= d and c <= b:
                    yield name, other["id"], row["id"]
            seen[name].append(row)


def test_a_name_points_to_one_body_at_any_date() -> None:
    """Over both tables, since they are looked up as one: the ANC is rebels to 1990 and a party after."""
    assert list(clashes([row for file in NAMED for row in rows_of(ACTORS / file)])) == []


@pytest.mark.parametrize(
    ("name", "day", "sector"),
    [
        ("Taliban", "1999-05-01", "GOV"),
        ("Taliban", "2010-05-01", "REB"),
        ("Taliban", "2024-05-01", "GOV"),
        ("Rapid Support Forces", "2020-01-01", "PRM"),
        ("Rapid Support Forces", "2024-01-01", "REB"),
        ("Sandinistas", "1985-01-01", "GOV"),
        ("UNITA", "1998-01-01", "REB"),
        ("UNITA", "2012-01-01", "OPP"),
        ("African National Congress", "1986-01-01", "REB"),
        ("African National Congress", "2015-01-01", "PTY"),
        ("Rwandan Patriotic Front", "1993-01-01", "REB"),
        ("Rwandan Patriotic Front", "2003-01-01", "PTY"),
    ],
)
def test_what_a_name_is_depends_on_the_date(name: str, day: str, sector: str) -> None:
    found = [
        row["sector"]
        for file in NAMED
        for row in rows_of(ACTORS / file)
        if name in names_of(row) and times(row)[0] <= day <= times(row)[1]
    ]
    assert found == [sector]


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Hezbollah", "LBN", "REB"),
        ("Hamas", "PSE", "REB"),
        ("PKK", "TUR", "REB"),
        ("FARC", "COL", "REB"),
        ("LTTE", "LKA", "REB"),
        ("Houthis", "YEM", "REB"),
        ("al-Qaeda", "", "IMG"),
        ("ISIS", "", "IMG"),
        ("M23", "COD", "REB"),
        ("Sinaloa Cartel", "MEX", "CRM"),
        ("IDF", "ISR", "MIL"),
        ("Tatmadaw", "MMR", "MIL"),
        ("Wagner", "RUS", "PRM"),
        ("FSB", "RUS", "SPY"),
        ("ISI", "PAK", "SPY"),
        ("UNHCR", "", "IGO"),
        ("NATO", "", "IGO"),
        ("European Union", "", "EUR"),
        ("Amnesty International", "", "NGO"),
        ("Reuters", "GBR", "JRN"),
        ("Xinhua", "CHN", "JRN"),
        ("Gazprom", "RUS", "BUS"),
        ("Lok Sabha", "IND", "LEG"),
        ("Red Brigades", "ITA", "REB"),
        ("Hashd al-Shaabi", "IRQ", "PRM"),
        ("Russian Orthodox Church", "RUS", "REL"),
    ],
)
def test_bodies_every_reader_knows(name: str, country: str, sector: str) -> None:
    found = {
        (row["country"], row["sector"]) for file in NAMED for row in rows_of(ACTORS / file) if name in names_of(row)
    }
    assert (country, sector) in found


def test_supranational_bodies_have_no_country() -> None:
    for row in rows_of(ACTORS / "organisations.csv"):
        if row["kind"] in ("igo", "alliance") or row["sector"] in ("IGO", "UNO", "EUR"):
            assert not row["country"], row


def test_names_are_not_common_words() -> None:
    """A single word in lower case only where news writes it so; nothing that opens ordinary sentences."""
    ordinary = {
        "Labour",
        "Shell",
        "Memorial",
        "Solidarity",
        "Amnesty",
        "Conservatives",
        "Let",
        "LeT",
        "The Independent",
        "The Australian",
        "The Economist",
        "The Hindu",
        "The Times",
        "Time",
        "Sun",
        "Mirror",
        "Standard",
        "Nation",
    }
    names = {name for file in NAMED for row in rows_of(ACTORS / file) for name in names_of(row)}
    assert names & ordinary == set()
    assert {n for n in names if len(n) < 2} == set()


@pytest.mark.parametrize("file", ["roles.csv", "ethnic.csv"])
def test_words_stand_once(file: str) -> None:
    words = [next(iter(row.values())) for row in rows_of(ACTORS / file)]
    assert [w for w, n in Counter(words).items() if n > 1] == []


def test_role_nouns() -> None:
    assert header_of(ACTORS / "roles.csv") == ["noun", "sector", "kind", "private", "note"]
    roles = {row["noun"]: row for row in rows_of(ACTORS / "roles.csv")}
    assert {row["private"] for row in roles.values()} == {"yes", "no"}
    assert all(noun == noun.lower() and noun.strip() == noun for noun in roles)
    expected = {
        "troop": "MIL",
        "police": "COP",
        "protester": "CVL",
        "gunman": "UAF",
        "rebel": "REB",
        "lawmaker": "LEG",
        "judge": "JUD",
        "defence ministry": "MIL",
        "defense ministry": "MIL",
        "foreign ministry": "GOV",
        "journalist": "JRN",
        "refugee": "REF",
        "student": "EDU",
        "union": "LAB",
        "hospital": "MED",
        "cartel": "CRM",
        "opposition": "OPP",
        "intelligence agency": "SPY",
        "farmer": "AGR",
        "aid worker": "NGO",
        "warplane": "MIL",
        "militia": "PRM",
        "bank": "BUS",
        "imam": "REL",
    }
    assert {noun: roles[noun]["sector"] for noun in expected} == expected
    assert all(
        roles[noun]["private"] == "yes" for noun in ("villager", "resident", "refugee", "farmer", "child", "widow")
    )
    assert all(roles[noun]["private"] == "no" for noun in ("president", "army", "spokesman", "judge"))


def test_british_and_american_spellings_agree() -> None:
    roles = {row["noun"]: (row["sector"], row["kind"]) for row in rows_of(ACTORS / "roles.csv")}
    pairs = (
        ("defence", "defense"),
        ("labour", "labor"),
        ("organisation", "organization"),
        ("armoured", "armored"),
        ("centre", "center"),
    )
    for noun, coded in roles.items():
        for british, american in pairs:
            if re.search(rf"\b{british}", noun):
                assert roles.get(re.sub(rf"\b{british}", american, noun)) == coded, noun


def test_peoples() -> None:
    assert header_of(ACTORS / "ethnic.csv") == ["word", "plural", "country", "sector", "kind", "note"]
    rows = {row["word"]: row for row in rows_of(ACTORS / "ethnic.csv")}
    assert all(row["plural"] for row in rows.values())
    for word, country in {
        "Chechen": "RUS",
        "Rohingya": "MMR",
        "Tigrayan": "ETH",
        "Catalan": "ESP",
        "Kurdish": "",
        "Bosnian Serb": "BIH",
        "Uyghur": "CHN",
        "Hutu": "",
        "Druze": "",
        "Moro": "PHL",
    }.items():
        assert rows[word]["country"] == country


def test_sources() -> None:
    rows = rows_of(LEXICON / "sources.csv")
    assert header_of(LEXICON / "sources.csv") == ["noun", "kind", "note"]
    kinds = {row["noun"]: row["kind"] for row in rows}
    assert len(kinds) == len(rows) >= 200
    assert kinds["state media"] == kinds["state agency"] == "media"
    assert kinds["resident"] == kinds["witness"] == "witness"
    assert kinds["source"] == kinds["people familiar with the matter"] == "unnamed"
    assert (kinds["analyst"], kinds["rights group"], kinds["hospital official"], kinds["army"]) == (
        "other",
        "monitor",
        "official",
        "military",
    )


@pytest.mark.parametrize(("file", "least"), LEAST.items())
def test_breadth(file: str, least: int) -> None:
    rows = rows_of(ACTORS / file)
    assert len(rows) >= least
    if file in NAMED:
        assert len({row["country"] for row in rows}) >= 80
