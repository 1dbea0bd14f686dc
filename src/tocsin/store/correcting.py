"""Corrections put into the rows that filters, facets and pages read; what was coded is kept beside them.

A correction gives words for a slot, a value of a closed list or a number. Words are taken for the party, place or date
that the same report or the record knows by them; words that nobody knows stay mere words, as they would in coding.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from tocsin import vocab
from tocsin.errors import InputError
from tocsin.records import Actor, Event, Place, Source, Span, Toll, When, Whom
from tocsin.store.changes import next_number
from tocsin.store.connection import Connection
from tocsin.store.rows import (
    COLUMNS,
    Fact,
    fact_from_body,
    party_key,
    party_row,
    place_key,
    place_rows,
    row_of,
)
from tocsin.store.words import lower_ascii

SLOTS: Mapping[str, Mapping[str, str]] = {
    "event": {"actor": "actors", "recipient": "recipients", "place": "place", "when": "when", "source": "attribution", "event_type": "event_type",
              "mode": "mode", "factuality": "factuality"},
    "statement": {"speaker": "speaker", "addressee": "addressees", "source": "attribution", "form": "form"},
    "toll": {"whom": "whom", "place": "place", "when": "when", "source": "attribution", "kind": "kind", "factuality": "factuality", "low": "low",
             "best": "best", "high": "high"},
    "position": {"holder": "holder", "target": "target", "when": "when", "stance": "stance"},
}
"""What can be corrected in a fact of each kind: the name in a judgement, and the field of the record that it fills."""
WORD_SLOTS = frozenset({"actor", "recipient", "place", "when", "source", "speaker", "addressee", "whom", "holder", "target"})
"""Slots that are filled by words of the report."""
_LISTS: Mapping[str, tuple[str, ...]] = {
    "event_type": tuple(vocab.EVENT_TYPES), "mode": ("", *dict.fromkeys(m for t in vocab.EVENT_TYPES.values() for m in t.modes)),
    "factuality": vocab.FACTUALITY, "kind": vocab.TOLL_KINDS, "stance": vocab.STANCES, "form": ("direct", "indirect", "mixed")}


def check_fields(kind: str, fields: Mapping[str, Any]) -> None:
    """Raises InputError where a correction names no slot of a fact of this kind, or gives a value that the slot cannot have."""
    for name, value in fields.items():
        if name not in SLOTS[kind]:
            raise InputError(f"{'an' if kind == 'event' else 'a'} {kind} has no slot {name!r}", advice=f"correct one of {', '.join(SLOTS[kind])}")
        if name in _LISTS and (value or "") not in _LISTS[name]:
            raise InputError(f"{name} {value!r} is not one of its values", advice=f"use {', '.join(v for v in _LISTS[name] if v)}")
        if name in ("low", "best", "high") and value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise InputError(f"{name} {value!r} is no number of people", advice="give a whole number, or none where it is open")
        if name == "holder" and not _text(value):
            raise InputError("a position has a holder", advice="reject the position if nobody holds it")


def corrections(connection: Connection, fact: str) -> dict[str, Any]:
    """The corrected values in force for a fact: of several corrections of a field the last; a reset ends them all."""
    found: dict[str, Any] = {}
    for verdict, fields in connection.execute("SELECT verdict, fields FROM judgement WHERE seq IN (SELECT judgement FROM judgement_target WHERE fact = ?) "
                                              "ORDER BY seq", (fact,)).fetchall():
        if verdict == "correct":
            found.update(json.loads(fields))
        elif verdict == "reset":
            found.clear()
    return found


def apply_corrections(connection: Connection, fact: str) -> None:
    """Brings the rows of a fact in line with the corrections in force, in the caller's transaction; without any, with what was coded."""
    fields = corrections(connection, fact)
    for seq, kind, ordinal, report, account, body, original in connection.execute(
            "SELECT f.seq, f.kind, f.ordinal, f.report, f.account, b.body, c.body FROM fact f JOIN fact_body b ON b.seq = f.seq "
            "LEFT JOIN fact_coded c ON c.seq = f.seq WHERE f.id = ?", (fact,)).fetchall():
        if not fields and original is None:
            continue
        coded = fact_from_body(kind, original or body)
        known = {name: value for name, value in fields.items() if name in SLOTS[kind]}
        fitted = corrected(coded, kind, known, _Knowledge(connection, report, account)) if known else coded
        _rewrite(connection, seq, kind, ordinal, report, fact_from_body(kind, body), fitted)
        connection.execute("DELETE FROM fact_coded WHERE seq = ?", (seq,))
        if known:
            connection.execute("INSERT INTO fact_coded (seq, body, fields) VALUES (?, ?, ?)", (seq, original or body, json.dumps(sorted(known))))


def _rewrite(connection: Connection, seq: int, kind: str, ordinal: int, report: int, before: Fact, after: Fact) -> None:
    """Replaces what the columns, parties and words say of a fact."""
    published = connection.execute("SELECT published FROM report WHERE seq = ?", (report,)).fetchone()[0]
    old, new = (row_of(kind, ordinal, fact, published) for fact in (before, after))
    place = None if new.place is None else place_number(connection, new.place)
    names = ", ".join(f"{name} = ?" for name in COLUMNS)
    connection.execute(f"UPDATE fact SET {names}, place = ? WHERE seq = ?", (*new.columns, place, seq))
    connection.execute("UPDATE fact_body SET body = ? WHERE seq = ?", (new.body, seq))
    connection.execute("DELETE FROM fact_party WHERE fact = ?", (seq,))
    connection.insert("fact_party", ("fact", "role", "ordinal", "party"), [(seq, role, n, party_number(connection, a)) for role, n, a in new.parties])
    if old.words != new.words:
        connection.forget_words(seq, old.words)
        connection.index_words([(seq, new.words)])


def party_number(connection: Connection, actor: Actor) -> int:
    """The row of a party, made where there is none."""
    found = connection.execute("SELECT seq FROM party WHERE key = ?", (party_key(actor),)).fetchone()
    if found is None:
        columns, row = party_row(next_number(connection, "party"), actor)
        connection.insert("party", columns, [row])
        found = row
    return int(found[0])


def place_number(connection: Connection, place: Place) -> int:
    """The row of a place, made with its box where there is none."""
    found = connection.execute("SELECT seq FROM place WHERE key = ?", (place_key(place),)).fetchone()
    if found is None:
        for table, (columns, row) in place_rows(next_number(connection, "place"), place).items():
            connection.insert(table, columns, [row])
        return place_number(connection, place)
    return int(found[0])


@dataclass(slots=True)
class _Knowledge:
    """What the report and the record know by some words."""

    connection: Connection
    report: int
    account: int

    def actor(self, value: Any) -> Actor:
        """The party that these words name in the report, else in the record, else a party known by its words only."""
        whole: Actor | None = _whole(value, Actor)
        if whole is not None:
            return whole
        text = _text(value)
        named = [a for fact in self._facts() for a in _of(fact, Actor) if text in (a.text, a.name)]
        found = max(named, key=lambda a: (a.id is not None, a.country is not None, a.name is not None), default=None)
        if found is None:
            row = self.connection.execute("SELECT id, name, country, sector, private FROM party WHERE name COLLATE NOCASE = ? AND (id IS NOT NULL OR "
                                          "country IS NOT NULL) ORDER BY id IS NULL, seq LIMIT 1", (lower_ascii(text),)).fetchone()
            found = Actor(text, row[1], row[2], row[3], id=row[0], private=bool(row[4])) if row else Actor(text)
        return dataclasses.replace(found, text=text, span=_span(value))

    def place(self, value: Any) -> Place:
        """The place that these words name; where the record has several of the name, none of them."""
        whole: Place | None = _whole(value, Place)
        if whole is not None:
            return whole
        text = _text(value)
        found = next((p for fact in self._facts() for p in _of(fact, Place) if text in (p.text, p.name) and p.gazetteer_id), None)
        if found is None:
            rows = self.connection.execute("SELECT DISTINCT name, country, admin1, latitude, longitude, precision, gazetteer_id FROM place "
                                           "WHERE name COLLATE NOCASE = ? AND gazetteer_id IS NOT NULL", (lower_ascii(text),)).fetchall()
            found = Place(text, *rows[0]) if len({row[6] for row in rows}) == 1 else Place(text, text)
        return dataclasses.replace(found, text=text, span=_span(value), link=None)

    def when(self, value: Any) -> When:
        """The days that these words name, reckoned from the day of publication."""
        from tocsin.coding.times import find_dates

        whole: When | None = _whole(value, When)
        if whole is not None:
            return whole
        text = _text(value)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and _is_day(text):
            return When(text, text, "day", text, "given", _span(value))
        published = self.connection.execute("SELECT published FROM report WHERE seq = ?", (self.report,)).fetchone()[0]
        found = next((d for d in find_dates(text, published=published) if d.start), None)
        return When(found.start, found.end, found.precision, text, found.rule, _span(value)) if found else When(None, None, "unknown", text, None, _span(value))

    def source(self, value: Any) -> Source:
        """Who says it."""
        return Source(_text(value), self.actor(value), span=_span(value))

    def whom(self, value: Any) -> Whom:
        """The people counted, with what other tolls of the report say of the same words."""
        text = _text(value)
        found = next((w for fact in self._facts() for w in _of(fact, Whom) if w.text == text), Whom(text))
        return dataclasses.replace(found, span=_span(value))

    def _facts(self) -> Iterator[Fact]:
        """The facts of the account as coded."""
        for kind, body in self.connection.execute("SELECT f.kind, coalesce(c.body, b.body) FROM fact f JOIN fact_body b ON b.seq = f.seq LEFT JOIN fact_coded c "
                                                  "ON c.seq = f.seq WHERE f.report = ? AND f.account = ? ORDER BY f.seq", (self.report, self.account)).fetchall():
            yield fact_from_body(kind, body)


def corrected(coded: Fact, kind: str, fields: Mapping[str, Any], knowledge: _Knowledge) -> Fact:
    """The fact with the corrected values in the fields of their slots; what follows from type and mode follows again."""
    read: dict[str, Callable[[Any], Any]] = {
        "actor": knowledge.actor, "recipient": knowledge.actor, "addressee": knowledge.actor, "target": knowledge.actor, "speaker": knowledge.actor,
        "holder": knowledge.actor, "place": knowledge.place, "when": knowledge.when, "source": knowledge.source, "whom": knowledge.whom}
    values: dict[str, Any] = {}
    for name, value in fields.items():
        field = SLOTS[kind][name]
        if name not in read:
            values[field] = None if value == "" else value
        elif field in ("actors", "recipients", "addressees", "target", "attribution"):
            values[field] = (read[name](value),) if _text(value) else ()
        else:
            values[field] = read[name](value) if _text(value) else None
    changed = dataclasses.replace(coded, **values)
    if isinstance(changed, Event) and {"event_type", "mode"} & values.keys():
        of_type = vocab.EVENT_TYPES[changed.event_type]
        mode = changed.mode if changed.mode in of_type.modes else None
        changed = dataclasses.replace(changed, mode=mode, cameo=None, quad_class=of_type.quad, goldstein=vocab.goldstein(changed.event_type, mode))
    if isinstance(changed, Toll) and {"low", "best", "high"} & values.keys() and "best" not in values and changed.low == changed.high:
        changed = dataclasses.replace(changed, best=changed.low)
    return changed


def _of(fact: Any, wanted: type) -> Iterator[Any]:
    """The records of one class that lie in the fields of a fact."""
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, wanted):
                yield one
            elif isinstance(one, Source) and wanted is Actor and one.actor is not None:
                yield one.actor


def _whole(value: Any, wanted: type) -> Any:
    """A value that gives more than words, such as `{"text": "Gapanli", "gazetteer_id": "geonames:1"}`; None where it gives words alone."""
    if not isinstance(value, Mapping) or not value.keys() - {"text", "span"}:
        return None
    return msgspec.convert(dict(value), wanted)


def _text(value: Any) -> str:
    return str(value.get("text") or "").strip() if isinstance(value, Mapping) else str(value or "").strip()


def _span(value: Any) -> Span | None:
    span = value.get("span") if isinstance(value, Mapping) else None
    return Span(span["start"], span["end"], span["quote"]) if span else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
