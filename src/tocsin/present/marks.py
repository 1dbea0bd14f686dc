"""Where the facts of an account stand in its text: marks, and the text cut at their edges.

The reader's page is built from these segments, so that no script has to reckon with offsets.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.read.text import paragraphs, shadow
from tocsin.records import Account, Actor, Event, Position, Span, Statement, Toll


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that belongs to a slot of a fact: `Mark(10, 17, "e3", "who")`."""

    start: int
    end: int
    fact: str
    """Kind letter and number within the account: e event, s statement, t toll, o position, p place, d date."""
    slot: str
    """act, clause, who, whom, cue, said, count, place, when or source."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout, the shortest mark first."""

    text: str
    marks: tuple[Mark, ...]


AT_REST = {("e", "act"): "e", ("s", "said"): "s", ("t", "count"): "t", ("p", "place"): "p", ("d", "when"): "d"}
"""(kind of fact, slot) → the class that colours a segment while no fact is selected."""


def marks_of(account: Account) -> list[Mark]:
    """The marks of all facts, place and date mentions of the account."""
    found: list[Mark] = []
    for n, event in enumerate(account.events):
        found += _event(f"e{n}", event)
    for n, statement in enumerate(account.statements):
        found += _statement(f"s{n}", statement)
    for n, toll in enumerate(account.tolls):
        found += _toll(f"t{n}", toll)
    for n, position in enumerate(account.positions):
        found += _position(f"o{n}", position)
    for n, place in enumerate(account.places):
        found += _spans(f"p{n}", "place", [place.span])
    for n, date in enumerate(account.dates):
        found += _spans(f"d{n}", "when", [date.span])
    return found


def _spans(fact: str, slot: str, spans: Iterable[Span | None]) -> Iterator[Mark]:
    return (Mark(span.start, span.end, fact, slot) for span in spans if span is not None)


def _actors(fact: str, slot: str, actors: Iterable[Actor | None]) -> Iterator[Mark]:
    return _spans(fact, slot, {a.span: None for a in actors if a is not None})


def _event(fact: str, event: Event) -> Iterator[Mark]:
    yield from _spans(fact, "act", event.evidence[:1])
    yield from _spans(fact, "clause", event.evidence[1:])
    yield from _actors(fact, "who", event.actors)
    yield from _actors(fact, "whom", event.recipients)
    yield from _spans(fact, "place", [event.place.span if event.place else None])
    yield from _spans(fact, "when", [event.when.span if event.when else None])
    yield from _spans(fact, "source", [s.span for s in event.attribution])


def _statement(fact: str, statement: Statement) -> Iterator[Mark]:
    yield from _spans(fact, "said", statement.parts or [statement.content])
    yield from _spans(fact, "cue", [statement.cue])
    yield from _actors(fact, "who", [statement.speaker])
    yield from _actors(fact, "whom", statement.addressees)
    yield from _spans(fact, "source", [s.span for s in statement.attribution])


def _toll(fact: str, toll: Toll) -> Iterator[Mark]:
    yield from _spans(fact, "count", toll.evidence[:1])
    yield from _spans(fact, "clause", toll.evidence[1:])
    yield from _spans(fact, "whom", [toll.whom.span if toll.whom else None])
    yield from _spans(fact, "place", [toll.place.span if toll.place else None])
    yield from _spans(fact, "source", [s.span for s in toll.attribution])


def _position(fact: str, position: Position) -> Iterator[Mark]:
    yield from _spans(fact, "clause", position.evidence)
    yield from _actors(fact, "who", [position.holder])
    yield from _actors(fact, "whom", position.target)


def segmented(text: str, marks: Sequence[Mark]) -> list[list[Segment]]:
    """The paragraphs of `text`, each cut into segments at every edge of a mark.

    Marks may overlap as they like; every character outside the blanks between paragraphs is in exactly one segment.
    """
    edges = sorted({at for m in marks for at in (m.start, m.end)})
    ordered = sorted(marks, key=lambda m: (m.start, m.end))
    found: list[list[Segment]] = []
    for start, end in paragraphs(shadow(text)):
        cuts = [start, *(at for at in edges if start < at < end), end]
        inside = [m for m in ordered if m.start < end and m.end > start]
        found.append([_segment(text, a, b, inside) for a, b in itertools.pairwise(cuts)])
    return found


def _segment(text: str, start: int, end: int, marks: Sequence[Mark]) -> Segment:
    over = [m for m in marks if m.start <= start and m.end >= end]
    over.sort(key=lambda m: (m.end - m.start, (m.fact[0], m.slot) not in AT_REST))
    return Segment(text[start:end], tuple(over))
