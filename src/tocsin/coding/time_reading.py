"""What a matched time expression is read as, and what reading it may look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from tocsin.coding.time_algebra import Period, part_of
from tocsin.coding.time_numbers import Classes
from tocsin.coding.time_tense import BREAK


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the text with its classes; `lower` is its lower-case form."""

    text: str
    start: int
    end: int
    classes: Classes

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Tokens that fit a rule; `lead` are the modifying words before them, `before`/`after` the neighbours."""

    rule: str
    tokens: tuple[Token, ...]
    lead: tuple[Token, ...]
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    said_at: int | None = None
    """Where the whole expression begins, for a match cut out of a longer one."""

    def get(self, name: str) -> int | str | None:
        """The value of the first token of class `name`."""
        for token in self.tokens:
            if name in token.classes:
                return token.classes[name]
        return None

    def number(self, name: str) -> int | None:
        """The same for classes whose values are whole numbers."""
        value = self.get(name)
        return value if isinstance(value, int) else None

    def has(self, *words: str) -> bool:
        """Whether one of the tokens is one of `words`."""
        return any(token.lower in words for token in self.tokens)

    @property
    def words(self) -> str:
        """The matched words, lower-case, one blank between them."""
        return " ".join(token.lower for token in self.tokens)

    @property
    def start(self) -> int:
        return (self.lead or self.tokens)[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def all(self, name: str) -> Iterator[Token]:
        """Every token of class `name`."""
        return (token for token in self.tokens if name in token.classes)


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression read: its TIMEX3 type and value, its days, and the rule in words."""

    type: str
    timex: str | None
    start: date | None = None
    end: date | None = None
    precision: str = "unknown"
    rule: str = ""
    candidates: tuple[str, ...] = ()
    period: Period | None = None
    """The calendar unit named, which later expressions may point back to."""
    echo: bool = False
    """A comparison (`a year earlier`) that leaves the time under discussion where it was."""
    trim: tuple[int, int] = (0, 0)
    """Tokens at the beginning and end of the match that only helped to recognise it."""


def of_period(period: Period, rule: str, kind: str = "DATE") -> Reading:
    """The reading of a whole calendar unit."""
    precision = {"weekend": "interval", "half": "interval", "century": "interval"}.get(period.unit, period.unit)
    return Reading(kind, period.timex, period.start, period.end, precision, rule, (), period)


def of_day(day: date, rule: str) -> Reading:
    """The reading of one day."""
    return of_period(Period("day", day), rule)


_SAID = re.compile(r"(?i)\b(?:said|says|told|reported|announced|claimed|confirmed|stated|added|wrote|tweeted)\b")


@dataclass(slots=True)
class Context:
    """What relative expressions are counted from; `last` moves on as mentions are read."""

    ref: date | None
    """The day that `today` is: the dateline's, else the day of publication."""
    tense_at: Callable[[int], str | None]
    last: Period | None = None
    quarter: Period | None = None
    source: str = "the day of publication"
    years: frozenset[int] = field(default_factory=frozenset)
    full_dates: bool = False
    """Whether a full date settles the year of those that follow it, in a report without a day of its own."""
    plain: str = ""
    """The text that is read, for what only its words between two expressions tell."""
    last_at: tuple[int, int] = (0, 0)
    """Where the expression stands that `last` came from."""

    def day_told(self, match: Match) -> tuple[date | None, str]:
        """The day from which `overnight` or `the past 24 hours` count: that of the saying, if the sentence names it, else `ref`."""
        start, end = self.last_at
        if self.last is None or self.last.unit != "day" or not 0 < end <= match.start:
            return self.ref, self.source
        around = self.plain[max(0, start - 60) : end + 24]
        if _SAID.search(around) is None or BREAK.search(self.plain, end, match.start) is not None:
            return self.ref, self.source
        return self.last.start, "the day of the saying"

    def tense(self, match: Match) -> str | None:
        """The tense of what is said around the expression: past, present, future or None."""
        if match.before and match.before[-1].lower == "since":
            return "past"
        return self.tense_at(match.start if match.said_at is None else match.said_at)

    def note(self, match: Match, reading: Reading) -> None:
        """Remember a date for expressions that point back to it."""
        if reading.period is not None and reading.type in ("DATE", "TIME") and not reading.echo:
            self.last, self.last_at = reading.period, (match.start, match.end)
            if reading.period.unit == "quarter" and (self.ref is None or reading.period.start <= self.ref):
                self.quarter = reading.period


_LEADS = {
    "early": "early",
    "late": "late",
    "mid": "mid",
    "end": "end",
    "close": "end",
    "beginning": "begin",
    "start": "begin",
    "middle": "mid",
    "outset": "begin",
    "latter": "late",
    "turn": "begin",
    "onset": "begin",
    "eve": "eve",
}


def lead_part(words: tuple[Token, ...]) -> str | None:
    """The part of a period that words such as `early` or `the end of` cut out."""
    return next((_LEADS[token.lower] for token in words if token.lower in _LEADS), None)


def _half(match: Match) -> str | None:
    """`the first half of April`."""
    lead = [t.lower for t in match.lead]
    if "half" not in lead:
        return None
    return "first half" if "first" in lead else "second half" if {"second", "last", "latter"} & {*lead} else None


def modified(match: Match, reading: Reading, context: Context) -> Reading:
    """The reading with its modifier: early 2020 is January to April, `earlier this year` ends today."""
    if not match.lead or reading.start is None or reading.end is None:
        return reading
    words = {token.lower for token in match.lead}
    start, end, ref = reading.start, reading.end, context.ref
    if start == end and reading.period is not None and reading.period.unit == "day":
        return reading
    if "earlier" in words and ref and start <= ref <= end:
        return replace(reading, end=ref, precision="interval", rule=reading.rule + ", up to " + context.source)
    if "later" in words and ref and start <= ref <= end:
        return replace(reading, start=ref, precision="interval", rule=reading.rule + ", from " + context.source)
    part = _half(match) or lead_part(match.lead)
    if part is None:
        return reading
    start, end = part_of(start, end, part)
    return replace(reading, start=start, end=end, precision="interval", rule=f"{reading.rule}, its {part} part")
