"""Rows of our actor tables from what a Wikidata dump says: which office is which sector, which body of which kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.lexicon.actors import ActorIndex, Entry, RoleNoun, fold, key_of

OFFICE_COLUMNS = (
    "id", "person", "surname", "aliases", "office", "country", "organisation", "sector", "start", "end", "wikidata"
)  # fmt: skip
BODY_COLUMNS = ("id", "name", "aliases", "country", "sector", "kind", "active_from", "active_to", "wikidata", "note")

_KINDS = {
    "Q7278": ("party", "PTY"),
    "Q245065": ("igo", "IGO"),
    "Q484652": ("igo", "IGO"),
    "Q1335818": ("igo", "IGO"),
    "Q4120211": ("igo", "IGO"),
    "Q163740": ("ngo", "NGO"),
    "Q79913": ("ngo", "NGO"),
    "Q17149090": ("armed-group", "REB"),
    "Q17127659": ("armed-group", "REB"),
    "Q772547": ("military", "MIL"),
    "Q37726": ("military", "MIL"),
    "Q4508": ("military", "MIL"),
    "Q176799": ("military", "MIL"),
    "Q192350": ("ministry", "GOV"),
    "Q327333": ("agency", "GOV"),
    "Q35749": ("parliament", "LEG"),
    "Q11204": ("parliament", "LEG"),
    "Q47913": ("service", "SPY"),
    "Q732717": ("service", "COP"),
    "Q35535": ("service", "COP"),
    "Q41487": ("court", "JUD"),
    "Q192283": ("media", "JRN"),
    "Q11032": ("media", "JRN"),
    "Q1110794": ("media", "JRN"),
    "Q1616075": ("media", "JRN"),
    "Q14350": ("media", "JRN"),
    "Q178790": ("movement", "LAB"),
}
"""Class of an item → kind and sector in our tables."""
KINDS = frozenset(_KINDS)
ARMED_WORDS = (
    "militant", "armed", "rebel", "guerrilla", "paramilitary", "insurgent", "separatist", "jihadist", "militia"
)  # fmt: skip
"""Words of the English description of an armed group."""
_ARMED = re.compile(
    rf"\b(?:{'|'.join(ARMED_WORDS)})\b.*\b(?:group|organi[sz]ation|movement|militia|force|army|alliance|faction|front)s?\b"
)
_OF_GOVERNMENT = frozenset({"GOV", "MIL", "SPY", "IGO", "COP"})
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "KHM"})
_SPLIT = re.compile(r"\b(?:of|for|to)\b")


@dataclass(frozen=True, slots=True)
class Office:
    """A position: what it is called and of what items it is the office."""

    name: str
    owners: tuple[str, ...]
    jurisdiction: bool
    """Whether it names what it applies to (P1001), not only a country (P17)."""


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A person with terms of office: [position, start, end]."""

    id: str
    name: str
    aliases: list[str]
    of: list[str]
    """Countries of citizenship, as items."""
    terms: list[list[str]]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A body or an armed group."""

    id: str
    name: str
    aliases: list[str]
    kind: str
    countries: list[str]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What is left out and what an office means."""

    index: ActorIndex
    since: str
    is_word: Callable[[str], bool]


def organisation_kind(classes: set[str], description: str) -> str | None:
    """The item of `_KINDS` that says what a body is; armed groups also by their English description, else None."""
    armed = "Q17149090" if _ARMED.search(description.lower()) and not classes & {"Q5", "Q7278"} else None
    return armed or next((c for c in _KINDS if c in classes), None)


@dataclass(slots=True)
class Tables:
    """Rows so far, without what the shipped lexicon has."""

    rules: Rules
    offices: list[tuple[str, ...]] = field(default_factory=list)
    organisations: list[tuple[str, ...]] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    _known: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        entries = self.rules.index.by_id.values()
        self._known = {e.wikidata: found for found in entries for e in found[:1] if e.wikidata}

    def add_body(self, body: OrganisationRow, countries: Mapping[str, str]) -> None:
        """A row of organisations.csv or groups.csv."""
        index = self.rules.index
        kind, sector = _KINDS[body.kind]
        if body.id in self._known or (body.end and body.end < self.rules.since):
            return
        names = [n for n in dict.fromkeys((body.name, *body.aliases)) if self._usable(n)]
        if not names or key_of(names[0]) in index.names:
            return
        iso3 = next((c for q in body.countries if (c := countries.get(q)) in index.countries), "")
        several = kind in ("igo", "ngo") or (kind == "armed-group" and len(body.countries) > 1)
        start, end = _in_order(body.start, body.end)
        row = (
            f"wikidata:{body.id}",
            names[0],
            "|".join(names[1:]),
            "" if several else iso3 or "",
            sector,
            kind,
            start,
            end,
            body.id,
            "",
        )
        (self.groups if kind == "armed-group" else self.organisations).append(row)

    def add_person(self, person: OfficeRow, positions: Mapping[str, Office], countries: Mapping[str, str]) -> None:
        """A row of offices.csv for each term that is of use."""
        shipped = self._known.get(person.id, ())
        for position, start, end in person.terms:
            office = positions.get(position)
            if (
                office is None
                or not start
                or (end and end < self.rules.since)
                or any(_overlap(e, start, end) for e in shipped)
            ):
                continue
            country, body = self._owner(office, person, countries)
            role = self._role(office.name)
            if role is None or (country is None and body is None):
                continue
            start, end = _in_order(start, end)
            name = person.name
            surname = (
                name.split()[0]
                if country in _FAMILY_FIRST and len(name.split()) < 4 and "-" not in name.split()[0]
                else ""
            )
            self.offices.append(
                (
                    shipped[0].id if shipped else f"wikidata:{person.id}",
                    shipped[0].name if shipped else name,
                    surname,
                    "" if shipped else "|".join(a for a in person.aliases if " " in a),
                    office.name[:1].upper() + office.name[1:],
                    country or "",
                    body.name if body else "",
                    "IGO" if body and not country else role.sector,
                    start,
                    end,
                    person.id,
                )
            )

    def _owner(
        self, office: Office, person: OfficeRow, countries: Mapping[str, str]
    ) -> tuple[str | None, Entry | None]:
        """Country and body of an office: by its jurisdiction, by a body in its name, by the holder's citizenship."""
        known = self.rules.index.countries
        body = self._body_in(office.name)
        if body is not None and body.country is None:
            return None, body
        of = [countries.get(q) for q in office.owners]
        if office.jurisdiction and of[0] is None:
            return None, None  # of a town or a province: too many to be meant by a surname
        if not office.jurisdiction and not self._names_country(office.name):
            return None, None  # of a club, a firm, a university
        return next((c for c in (*of, *(countries.get(q) for q in person.of)) if c in known), None), None

    def _body_in(self, name: str) -> Entry | None:
        """An international body that the name of an office ends in: “Secretary-General of the United Nations”."""
        words = re.split(r"[\s,]+", name)
        folded = [fold(w) for w in words]
        for i in range(len(words)):
            size, found = self.rules.index.match(folded, words, i) if folded[i] else (0, ())
            if size and found[0].sector == "IGO":
                return found[0]
        return None

    def _names_country(self, name: str) -> bool:
        """Whether the name of an office ends in a country: “President of the French Republic”."""
        words = [w for w in re.split(r"[\s,]+", name) if w]
        folded = [fold(w) for w in words]
        matches = (self.rules.index.match(folded, words, i) for i in range(len(words)) if folded[i])
        return any(size and found[0].kind in ("country", "adjective") for size, found in matches)

    def _role(self, office: str) -> RoleNoun | None:
        """The role noun that the office begins with or that its first part ends in: “Minister of Defence” → minister."""
        head = [fold(w) for w in re.split(r"[\s\-]+", _SPLIT.split(office, maxsplit=1)[0].strip()) if w]
        if not head or (head[0] == "member" and len(head) == 1):
            return None
        for size in range(len(head), 0, -1):
            role = self.rules.index.roles.get(tuple(head[-size:]))
            if role is not None:
                return role if role.kind == "person" and role.sector in _OF_GOVERNMENT else None
        return None

    def _usable(self, name: str) -> bool:
        """Whether a name can stand in running text for its bearer: no ordinary word, no role, no short acronym."""
        key = key_of(name)
        if not key or len(name) < 3 or not any(c.isupper() for c in name) or key in self.rules.index.roles:
            return False
        return len(key) > 1 or (name.isupper() and len(name) > 2) or not self.rules.is_word(key[0])


def _overlap(entry: Entry, start: str, end: str) -> bool:
    return (entry.start or "") <= (end or "9999") and start <= (entry.end or "9999")


def _in_order(start: str, end: str) -> tuple[str, str]:
    """The two dates, the end dropped where it lies before the start."""
    return (start, "") if start and end and end + "-99" < start else (start, end)


def write_tables(tables: Tables, folder: Path) -> tuple[int, int, int]:
    """Writes offices.csv, organisations.csv and groups.csv, sorted; returns how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    return (
        _write(folder / "offices.csv", OFFICE_COLUMNS, tables.offices),
        _write(folder / "organisations.csv", BODY_COLUMNS, tables.organisations),
        _write(folder / "groups.csv", BODY_COLUMNS, tables.groups),
    )


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    ordered = sorted(set(rows))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(ordered)
    return len(ordered)
