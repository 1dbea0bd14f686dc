"""Facts as rows of the record, and back: pure functions, no SQL.

The body of a fact is its whole JSON; the columns repeat what filters and facets need.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from tocsin.link.facts import sound_coordinates
from tocsin.records import Account, Actor, Event, Place, Position, Source, Span, Statement, Toll, When

Fact = Event | Statement | Toll | Position
KINDS: dict[str, type] = {"event": Event, "statement": Statement, "toll": Toll, "position": Position}

_encoder = msgspec.json.Encoder()


class FactRow(NamedTuple):
    """One fact ready to be written: `columns` in the order of COLUMNS, parties as (role, ordinal, actor), searchable words."""

    id: str
    columns: tuple[object, ...]
    place: Place | None
    parties: tuple[tuple[str, int, Actor], ...]
    body: str
    words: str


COLUMNS = ("id", "kind", "ordinal", "type", "mode", "factuality", "confidence", "goldstein", "low", "best", "high", "date_start", "date_end",
           "date_precision", "day", "last_day", "dated_by", "country", "place_precision", "anchor_start", "anchor_end")


@lru_cache(maxsize=8)
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(KINDS[kind])


def fact_from_body(kind: str, body: str) -> Any:
    """The fact that `body_of` wrote."""
    return _decoder(kind).decode(body)


def body_of(fact: Fact) -> str:
    """The whole fact as JSON."""
    return _encoder.encode(fact).decode()


def fact_rows(account: Account) -> Iterator[FactRow]:
    """Every fact of an account, in its order."""
    published = account.report.published
    groups: tuple[tuple[str, tuple[Fact, ...]], ...] = (("event", account.events), ("statement", account.statements), ("toll", account.tolls),
                                                        ("position", account.positions))
    for kind, facts in groups:
        for n, fact in enumerate(facts):
            yield row_of(kind, n, fact, published)


def row_of(kind: str, ordinal: int, fact: Fact, published: str | None) -> FactRow:
    """One fact of a report of that day."""
    if isinstance(fact, Event):
        return _row(kind, ordinal, fact, fact.event_type, fact.mode, fact.when, fact.place, fact.evidence, published,
                    (*_roles("actor", fact.actors), *_roles("recipient", fact.recipients), *_roles("third", fact.third_parties),
                     *_roles("claimant", _sources(fact.attribution))), fact.factuality, fact.confidence, fact.goldstein)
    if isinstance(fact, Statement):
        return _row(kind, ordinal, fact, fact.form, fact.medium, None, None, (fact.content,), published,
                    (*_roles("speaker", _one(fact.speaker)), *_roles("addressee", fact.addressees), *_roles("principal", _one(fact.principal)),
                     *_roles("claimant", _sources(fact.attribution))))
    if isinstance(fact, Toll):
        return _row(kind, ordinal, fact, fact.kind, fact.period, fact.when, fact.place, fact.evidence, published,
                    tuple(_roles("claimant", _sources(fact.attribution))), fact.factuality, numbers=(fact.low, fact.best, fact.high))
    return _row(kind, ordinal, fact, fact.stance, fact.strength, fact.when, None, fact.evidence, published,
                (*_roles("holder", (fact.holder,)), *_roles("target", fact.target)))


def _row(kind: str, ordinal: int, fact: Fact, type_: str, mode: str | None, when: When | None, place: Place | None, evidence: tuple[Span, ...],
         published: str | None, parties: tuple[tuple[str, int, Actor], ...], factuality: str | None = None, confidence: float | None = None,
         goldstein: float | None = None, *, numbers: tuple[int | None, int | None, int | None] = (None, None, None)) -> FactRow:
    start, end, precision, day, last_day, dated_by = _days(when, published)
    trigger = evidence[0] if evidence else None
    clause = max(evidence, key=_length).quote if evidence else ""
    names = set()
    for _, _, actor in parties:
        if actor.text and actor.text not in clause:
            names.add(actor.text)
        if actor.name and actor.name not in clause:
            names.add(actor.name)
    if place is not None and place.name and place.name not in clause:
        names.add(place.name)
    words = " \n".join((clause, *sorted(names))) if names else clause
    columns = (fact.id, kind, ordinal, type_, mode, factuality, confidence, goldstein, *numbers, start, end, precision, day, last_day, dated_by,
               place.country if place else None, place.precision if place else None,
               trigger.start if trigger else None, trigger.end if trigger else None)
    return FactRow(fact.id, columns, place, parties, body_of(fact), words)


def _length(span: Span) -> int:
    return span.end - span.start


def _days(when: When | None, published: str | None) -> tuple[str | None, str | None, str | None, str, str, str | None]:
    """Start, end, precision, and the days that order and time filters use: its own, else those of the report, and which it was."""
    if when is not None and (when.start or when.end):
        start, end = when.start or when.end, when.end or when.start
        assert start is not None and end is not None  # one of the two is there
        if start <= end:
            return when.start, when.end, when.precision, start, end, "fact"
    if published:
        return None, None, None, published, published, "report"
    return None, None, None, "", "", None


def _roles(role: str, actors: tuple[Actor, ...]) -> Sequence[tuple[str, int, Actor]]:
    if len(actors) == 1:  # as most are
        return ((role, 0, actors[0]),)
    return [(role, n, actor) for n, actor in enumerate(actors)]


def _one(actor: Actor | None) -> tuple[Actor, ...]:
    return () if actor is None else (actor,)


def _sources(chain: tuple[Source, ...]) -> tuple[Actor, ...]:
    return tuple(source.actor or Actor(source.text) for source in chain)


def party_key(actor: Actor) -> str:
    """What makes two mentions the same row of `party`: id, name (else the words), country and sector."""
    return f"{actor.id}|{actor.name or actor.text.lower()}|{actor.country}|{actor.sector}|{actor.private}"


def place_key(place: Place) -> str:
    """What makes two mentions the same row of `place`: id, name, coordinates and precision."""
    return "|".join(map(str, (place.gazetteer_id, place.name or place.text, place.country, place.latitude, place.longitude, place.precision)))


def party_row(seq: int, actor: Actor) -> tuple[tuple[str, ...], tuple[object, ...]]:
    """Columns and values of a party."""
    return PARTY, (seq, party_key(actor), actor.id, actor.name or actor.text, actor.country, actor.sector, int(actor.private))


def place_rows(seq: int, place: Place) -> dict[str, tuple[tuple[str, ...], tuple[object, ...]]]:
    """Table → columns and values of a place, and of its box if its coordinates are sound."""
    latitude, longitude = sound_coordinates(place) or (None, None)
    rows: dict[str, tuple[tuple[str, ...], tuple[object, ...]]] = {
        "place": (PLACE, (seq, place_key(place), place.gazetteer_id, place.name or place.text, place.country, place.admin1, latitude, longitude,
                          place.precision))}
    if latitude is not None:
        rows["place_box"] = (PLACE_BOX, (seq, latitude, latitude, longitude, longitude))
    return rows


PARTY = ("seq", "key", "id", "name", "country", "sector", "private")
PLACE = ("seq", "key", "gazetteer_id", "name", "country", "admin1", "latitude", "longitude", "precision")
PLACE_BOX = ("seq", "south", "north", "west", "east")


def rest_of(account: Account) -> str:
    """What an account holds besides report, run and facts, as JSON."""
    return _encoder.encode({"places": account.places, "dates": account.dates, "parties": account.parties,
                            "unresolved": account.unresolved}).decode()


def extra_of(account: Account) -> str:
    """Dateline and credits of a report, as JSON."""
    return _encoder.encode({"dateline": account.report.dateline, "credits": account.report.credits}).decode()


def pretty(body: str) -> str:
    """A body with the same keys in the same order, for people."""
    return json.dumps(json.loads(body), ensure_ascii=False, indent=1)
