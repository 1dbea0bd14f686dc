"""Actor entries out of a Wikidata JSON dump, read as a stream: office holders, bodies, armed groups.

A dump is one JSON array with one entity a line (`latest-all.json.gz`). It is read once: positions are kept by what
they are called and whose they are, persons are set aside on disk until every position has been seen.
"""

from __future__ import annotations

import bz2
import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tocsin.errors import EncodingTrouble, SourceUnreachable
from tocsin.lexicon.actors import load_actor_index
from tocsin.lexicon.wikidata_claims import aliases, entity_values, label, rank_of, span_of, text_values
from tocsin.lexicon.wikidata_rows import (
    ARMED_WORDS,
    KINDS,
    Office,
    OfficeRow,
    OrganisationRow,
    Rules,
    Tables,
    organisation_kind,
    write_tables,
)

__all__ = ["Imported", "import_dump"]

_POSITIONS = frozenset({"Q4164871", "Q294414"})
_WANTED = (
    *(f'"{p}":'.encode() for p in ("P39", "P298", "P1001", "P1308")),
    *(f'"{q}"'.encode() for q in sorted(KINDS | _POSITIONS)),
    *(word.encode() for word in ARMED_WORDS),
)
"""A line must hold one of these to be worth parsing: nine in ten entities have none."""


@dataclass(slots=True)
class Imported:
    """What came out of a dump."""

    entities: int = 0
    broken: int = 0
    """Lines that are no entity."""
    offices: int = 0
    organisations: int = 0
    groups: int = 0


@dataclass(slots=True)
class _Seen:
    """What has been read so far that later lines need."""

    countries: dict[str, str] = field(default_factory=dict)
    """Item → ISO 3166-1 alpha-3."""
    positions: dict[str, Office] = field(default_factory=dict)
    bodies: list[OrganisationRow] = field(default_factory=list)


def import_dump(
    dump: Path, folder: Path, *, since: str = "1990", sitelinks: int = 3, is_word: Callable[[str], bool] | None = None
) -> Imported:
    """Reads `dump` (.json, .json.gz or .json.bz2) and writes `folder/actors/*.csv`, for TOCSIN_LEXICONS.

    Terms of office that ended before `since` and things with fewer than `sitelinks` articles are left out, and what
    the shipped lexicon already has; `is_word` tells ordinary English words, which no one-word name may be.
    """
    index = load_actor_index()
    rules = Rules(index, since, is_word or (lambda _: False))
    done, seen = Imported(), _Seen()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as aside:
        for entity in _entities(dump, done):
            done.entities += 1
            _take(entity, seen, aside, sitelinks)
        aside.seek(0)
        tables = Tables(rules)
        for body in seen.bodies:
            tables.add_body(body, seen.countries)
        for line in aside:
            tables.add_person(OfficeRow(**json.loads(line)), seen.positions, seen.countries)
    done.offices, done.organisations, done.groups = write_tables(tables, folder / "actors")
    return done


def _take(entity: dict[str, Any], seen: _Seen, aside: IO[str], sitelinks: int) -> None:
    """Keeps what one entity is good for."""
    claims = entity.get("claims") or {}
    id_, name = entity["id"], label(entity)
    codes = text_values(claims, "P298")
    if codes:
        seen.countries[id_] = codes[0]
    if name is None:
        return
    classes = set(entity_values(claims, "P31"))
    if "P1308" in claims or classes & _POSITIONS or ("P279" in claims and "P1001" in claims):
        owners = [*entity_values(claims, "P1001"), *entity_values(claims, "P17")]
        seen.positions[id_] = Office(name, tuple(dict.fromkeys(owners)), bool(entity_values(claims, "P1001")))
    if len(entity.get("sitelinks") or {}) < sitelinks:
        return
    if "Q5" in classes:
        terms = [[p, *span_of(s)] for s in claims.get("P39", ()) if rank_of(s) and (p := _position(s))]
        if terms:
            person = {
                "id": id_,
                "name": name,
                "aliases": aliases(entity),
                "of": entity_values(claims, "P27"),
                "terms": terms,
            }
            aside.write(json.dumps(person) + "\n")
        return
    kind = organisation_kind(classes, _description(entity))
    if kind is not None:
        start, end = text_values(claims, "P571"), text_values(claims, "P576")
        seen.bodies.append(
            OrganisationRow(
                id_,
                name,
                aliases(entity),
                kind,
                entity_values(claims, "P17"),
                start[0] if start else "",
                end[0] if end else "",
            )
        )


def _position(statement: dict[str, Any]) -> str | None:
    found = entity_values({"P39": [statement]}, "P39")
    return found[0] if found else None


def _description(entity: dict[str, Any]) -> str:
    return str(((entity.get("descriptions") or {}).get("en") or {}).get("value", ""))


def _entities(dump: Path, done: Imported) -> Iterator[dict[str, Any]]:
    """Items of the dump that may be of use, one line at a time; a line that is no JSON is counted and passed over."""
    with _opened(dump) as stream:
        for line in stream:
            if not any(w in line for w in _WANTED):
                continue
            try:
                entity = json.loads(line.strip().rstrip(b","))
            except ValueError:
                done.broken += 1
                continue
            if isinstance(entity, dict) and entity.get("type") == "item" and isinstance(entity.get("id"), str):
                yield entity


@contextmanager
def _opened(dump: Path) -> Iterator[IO[bytes]]:
    try:
        openers: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open}
        with openers.get(dump.suffix, open)(dump, "rb") as stream:
            yield stream
    except (EOFError, gzip.BadGzipFile) as error:
        raise EncodingTrouble(f"the dump is cut short or damaged: {error}", where=str(dump)) from error
    except OSError as error:
        raise SourceUnreachable(
            f"cannot be read: {error}", where=str(dump), advice="give a Wikidata JSON dump"
        ) from error
