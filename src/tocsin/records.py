"""The whole data model: frozen records that everything else passes around.

A *report* is one news item; its *account* holds the facts coded from it. Every fact carries
*spans*: half-open ranges of Unicode code points into `Report.text`, with the words they quote.
The JSON form of these records is made in `tocsin.jsonform`; its field names are a public contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the report: `report.text[start:end] == quote`, offsets in code points.

    >>> Span.of("Clashes erupted near Tartar.", 21, 27)
    Span(start=21, end=27, quote='Tartar')
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`; raises ValueError where that is empty or outside."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} is empty or outside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and date that open a wire report: `GANZAK, July 3 -`."""

    place: str | None
    date: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Credit:
    """Who supplied words or pictures: role `inputs`, `image`, `agency` or `author`."""

    role: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One news item as published; `text` is exactly what spans point into."""

    id: str
    text: str
    digest: str
    title: str | None = None
    published: str | None = None
    """ISO 8601 date of publication, `2020-09-28`."""
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What made an account: coder version, lexicon digest, language model, settings digest."""

    coder: str
    lexicon: str
    model: str
    settings: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A party in a slot of a fact, resolved as far as the report and the lexicon allow."""

    text: str
    """The words of the report that fill the slot (a pronoun stays a pronoun here)."""
    name: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3; None for supranational bodies and unresolved parties."""
    sector: str | None = None
    """PLOVER sector code: GOV, MIL, REB, CVL, IGO…"""
    role: str | None = None
    """Office or description at the date of the report: `President of Azerbaijan`."""
    id: str | None = None
    span: Span | None = None
    private: bool = False
    """A private person (a villager): left out of redacted exports."""
    via: str | None = None
    """How the words were linked to the party when not by name: `coreference`, `principal`, `apposition`."""

    @property
    def key(self) -> tuple[str | None, ...]:
        """Identity for comparing parties across facts: id, else country and sector, else the words."""
        if self.id:
            return (self.id,)
        if self.country or self.sector:
            return (self.country, self.sector)
        return (self.text.lower(),)


@dataclass(frozen=True, slots=True)
class Place:
    """A place mention; coordinates are WGS84 degrees and never sharper than `precision`."""

    text: str
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "unknown"
    """exact, near, admin2, admin1, country, region or unknown."""
    gazetteer_id: str | None = None
    span: Span | None = None
    link: str | None = None
    """How an event got this place when it is not named in its own clause: `dateline`, `previous sentence`…"""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The time of a fact: days `start..end` inclusive (ISO dates; None is open)."""

    start: str | None
    end: str | None
    precision: str
    """day, week, month, season, quarter, year, decade, interval or unknown."""
    text: str | None = None
    rule: str | None = None
    """The rule that turned words into days: `last such weekday up to publication`."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, time, duration or set named in the report; `timex` is its TIMEX3 value."""

    text: str
    type: str
    """DATE, TIME, DURATION or SET."""
    timex: str | None
    start: str | None
    end: str | None
    precision: str
    rule: str
    span: Span
    candidates: tuple[str, ...] = ()
    """Other readings that the rules could not exclude."""


@dataclass(frozen=True, slots=True)
class Source:
    """One link in a chain of attribution: somebody who said it, and the word that says so."""

    text: str
    actor: Actor | None = None
    cue: str | None = None
    kind: str | None = None
    """official, party, military, media, monitor, witness, unnamed, other."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where and when, as one sentence tells it."""

    id: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad_class: int | None
    goldstein: float | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    when: When | None
    factuality: str
    rank: int
    attribution: tuple[Source, ...]
    evidence: tuple[Span, ...]
    """The trigger words first, then the clause."""
    rule: str
    confidence: float
    demands: tuple[str, ...] = ()
    """Ids of the acts this one asks for."""
    about: tuple[str, ...] = ()
    """Ids of the acts this one promises, threatens, denies, condemns or agrees to."""
    third_parties: tuple[Actor, ...] = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    """Empty slots with the reason: `("place", "none named in the clause")`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: the words that carry it, in whose name, and what it contains."""

    id: str
    speaker: Actor | None
    cue: Span | None
    form: str
    """direct, indirect or mixed."""
    content: Span
    addressees: tuple[Actor, ...] = ()
    attribution: tuple[Source, ...] = ()
    facts: tuple[str, ...] = ()
    medium: str | None = None
    occasion: str | None = None
    principal: Actor | None = None
    """On whose behalf a spokesperson speaks."""
    parts: tuple[Span, ...] = ()
    """The pieces of a content that the attribution interrupts."""
    admission: bool = False
    denial: bool = False


@dataclass(frozen=True, slots=True)
class Whom:
    """The people a toll counts."""

    text: str
    group: str | None = None
    country: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people were killed, injured, …, according to whom. Unknown is None, not 0."""

    id: str
    kind: str
    low: int | None
    best: int | None
    high: int | None
    text: str
    whom: Whom | None
    period: str
    """event, or cumulative."""
    since: str | None
    event: str | None
    factuality: str
    attribution: tuple[Source, ...]
    evidence: tuple[Span, ...]
    place: Place | None = None
    when: When | None = None
    part: bool = False
    """Part of another toll (“including six children”): never added to it."""
    background: bool = False
    """Of an earlier happening that the report recalls."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands towards sides or acts."""

    id: str
    holder: Actor
    stance: str
    target: tuple[Actor, ...]
    content: str | None
    evidence: tuple[Span, ...]
    strength: str | None = None
    """The words that colour it: `strongly`, `extreme`."""
    when: When | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the conflict, worked out from the report."""

    country: str | None
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Something the report leaves open, said plainly."""

    what: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Everything coded from one report."""

    report: Report
    run: Run
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    tolls: tuple[Toll, ...] = ()
    positions: tuple[Position, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateMention, ...] = ()
    parties: tuple[Party, ...] = ()
    unresolved: tuple[Unresolved, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The account as the JSON contract states it; see docs/account.md."""
        from tocsin.jsonform import account_to_dict

        return account_to_dict(self)
