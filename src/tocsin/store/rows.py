"""Facts as rows of the record, and back: pure functions, no SQL.

The body of a fact is its whole JSON; the columns repeat what filters and facets need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from tocsin.records import Account, Actor, Event, Place, Position, Source, Span, Statement, Toll, When

Fact = Event | Statement | Toll | Position
KINDS: dict[str, type] = {"event": Event, "statement": Statement, "toll": Toll, "position": Position}

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class FactRow:
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
    for n, event in enumerate(account.events):
        yield _row("event", n, event, event.event_type, event.mode, event.when, event.place, event.evidence, published,
                   _roles(actor=event.actors, recipient=event.recipients, third=event.third_parties, claimant=_sources(event.attribution)),
                   factuality=event.factuality, confidence=event.confidence, goldstein=event.goldstein)
    for n, said in enumerate(account.statements):
        yield _row("statement", n, said, said.form, said.medium, None, None, (said.content,), published,
                   _roles(speaker=_one(said.speaker), addressee=said.addressees, principal=_one(said.principal),
                          claimant=_sources(said.attribution)))
    for n, toll in enumerate(account.tolls):
        yield _row("toll", n, toll, toll.kind, toll.period, toll.when, toll.place, toll.evidence, published,
                   _roles(claimant=_sources(toll.attribution)), factuality=toll.factuality, numbers=(toll.low, toll.best, toll.high))
    for n, held in enumerate(account.positions):
        yield _row("position", n, held, held.stance, held.strength, held.when, None, held.evidence, published,
                   _roles(holder=(held.holder,), target=held.target))


def _row(kind: str, ordinal: int, fact: Fact, type_: str, mode: str | None, when: When | None, place: Place | None, evidence: tuple[Span, ...],
         published: str | None, parties: tuple[tuple[str, int, Actor], ...], *, factuality: str | None = None, confidence: float | None = None,
         goldstein: float | None = None, numbers: tuple[int | None, int | None, int | None] = (None, None, None)) -> FactRow:
    start, end, precision, day, last_day, dated_by = _days(when, published)
    trigger = evidence[0] if evidence else None
    clause = max(evidence, key=lambda s: s.end - s.start).quote if evidence else ""
    names = {n for _, _, a in parties for n in (a.name, a.text) if n and n not in clause}
    if place is not None and place.name and place.name not in clause:
        names.add(place.name)
    columns = (fact.id, kind, ordinal, type_, mode, factuality, confidence, goldstein, *numbers, start, end, precision, day, last_day, dated_by,
               place.country if place else None, place.precision if place else None,
               trigger.start if trigger else None, trigger.end if trigger else None)
    return FactRow(fact.id, columns, place, parties, body_of(fact), " \n".join((clause, *sorted(names))))


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


def _roles(**actors: Iterable[Actor]) -> tuple[tuple[str, int, Actor], ...]:
    return tuple((role, n, actor) for role, found in actors.items() for n, actor in enumerate(found))


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
