"""Dates, times, durations and sets of times in a report, found and resolved to days.

`find_dates` reads a text by a small grammar over word classes and counts relative expressions from the day of the
report; `time_anchors` and `time_years` finish what only the rest of the report can tell, `time_events` gives events their time.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from tocsin.coding import (
    time_absolute,
    time_clock,
    time_holidays,
    time_inside,
    time_lengths,
    time_periods,
    time_relative,
    time_spans,
    time_vague,
)
from tocsin.coding.time_grammar import OTHER, Grammar, Rule, grammar
from tocsin.coding.time_numbers import number_classes
from tocsin.coding.time_reading import Context, Match, Reading, Token, modified
from tocsin.coding.time_tense import tense_guesser
from tocsin.coding.time_words import TOKEN
from tocsin.read.text import shadow
from tocsin.records import DateMention, Span, When

_READERS: dict[str, Callable[[Match, Context], Reading | None]] = {
    "calendar": time_absolute.calendar,
    "month_year": time_absolute.month_year,
    "month": time_absolute.month,
    "inside": time_inside.inside,
    "monthday": time_inside.monthday,
    "iso": time_absolute.iso,
    "named": time_absolute.named_day,
    "year": time_periods.year,
    "decade": time_periods.decade,
    "century": time_periods.century,
    "quarter": time_periods.quarter,
    "half": time_periods.half,
    "holiday": time_holidays.holiday,
    "season": time_periods.season_named,
    "weekday": time_relative.weekday,
    "deictic": time_relative.deictic,
    "tonight": time_clock.tonight,
    "part": time_clock.part,
    "daypart": time_clock.daypart,
    "clock": time_clock.clock,
    "dayclock": time_clock.dayclock,
    "relunit": time_relative.relunit,
    "theunit": time_relative.theunit,
    "weekof": time_relative.weekof,
    "edge": time_relative.edge,
    "ago": time_spans.ago,
    "after": time_spans.after,
    "spanof": time_spans.spanof,
    "duration": time_lengths.duration,
    "plural": time_vague.plural,
    "while": time_vague.while_,
    "set": time_vague.set_,
    "ref": time_vague.ref,
    "anaphor": time_vague.anaphor,
    "yearago": time_vague.yearago,
}


def day_of(iso: str | None) -> date | None:
    """The day of an ISO date or date and time; None where there is none."""
    if not iso:
        return None
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def find_dates(
    text: str,
    *,
    published: str | None,
    dateline: str | None = None,
    tense_at: Callable[[int], str | None] | None = None,
    full_dates: bool = True,
) -> tuple[DateMention, ...]:
    """Every time expression of `text` in order, with its TIMEX3 value and its days.

    Example: in “Troops shelled the town on Sunday.” published on 2020-09-28, `Sunday` is 2020-09-27.
    `tense_at` tells the tense at an offset; without it the words around the expression tell. Where the report has no day
    of its own, `full_dates` lets a full date settle the year of the days that follow it.
    """
    plain = shadow(text)
    ref = day_of(dateline) or day_of(published)
    source = "the dateline" if day_of(dateline) else "the day of publication"
    context = Context(ref, tense_at or tense_guesser(plain), source=source, full_dates=full_dates, plain=plain)
    return tuple(_mentions(text, plain, context))


def _mentions(text: str, plain: str, context: Context) -> Iterator[DateMention]:
    found: list[tuple[Match, Reading]] = []
    for match, reading in readings(plain, context):
        found.append((match, reading))
    for i, (match, reading) in enumerate(found):
        night = _night(plain, found, i)
        if night is not None:
            yield _mention(text, match, night[0], reading, night[1])
        else:
            yield _mention(text, match, _ranged(plain, found, i, context) if match.rule != "clock" else _on_its_day(plain, found, i), reading)


_OF = re.compile(r"(?i)^ (?:of |from |between )?(?:the )?$")
_NEXT_DAY = re.compile(r"(?i)^(?: to | into |-|–| and )(?:the )?(\d{1,2})(?:st|nd|rd|th)?\b(?![:.,/]\d| ?%)")
_INTO = re.compile(r"(?i)^(?: \w+)?(?: to | into | and |-|–|/)(?:the )?$")


def _night(plain: str, found: list[tuple[Match, Reading]], i: int) -> tuple[Reading, int] | None:
    """A night that runs into a second day, with where its words end: “the night of September 26 to 27”."""
    match, reading = found[i]
    if reading.type != "TIME" or reading.start is None or not str(reading.timex).endswith("TNI"):
        return None
    after = found[i + 1] if i + 1 < len(found) else None
    day, rest = reading.start, plain[match.end : match.end + 12]
    if after is not None and after[1].start and after[1].end and (after[1].end - after[1].start).days == 1:
        if _OF.match(plain[match.end : after[0].start]):  # “the night of 26 to 27 September”
            return _two_days(reading, after[1].start), match.end
    if (number := _NEXT_DAY.match(rest)) is not None and int(number[1]) == (day + timedelta(days=1)).day:
        return _two_days(reading, day), match.end + number.end()
    if after is not None and after[1].start == day + timedelta(days=1) and _INTO.match(plain[match.end : after[0].start]):
        return _two_days(reading, day), match.end
    return None


def _two_days(reading: Reading, first: date) -> Reading:
    last = first + timedelta(days=1)
    rule = reading.rule + ", and the day it runs into"
    return replace(reading, timex=f"{first.isoformat()}TNI", start=first, end=last, precision="interval", rule=rule)


_SAME_TIME = re.compile(r"^\)?(?: ?\([^()]{0,24}\)|,? local time|,? [A-Z]{2,4})?,?(?: on)? $")


def _on_its_day(plain: str, found: list[tuple[Match, Reading]], i: int) -> Reading:
    """A time of day moved to the day that stands right behind it: “7:30 a.m. local time (0430 GMT) on Tuesday”."""
    match, reading = found[i]
    for other, day in found[i + 1 : i + 3]:
        if day.period is not None and day.period.unit == "day" and day.start and other.rule != "clock":
            if _SAME_TIME.match(plain[match.end : other.start]):
                return replace(reading, timex=f"{day.start.isoformat()}{str(reading.timex)[10:]}", start=day.start, end=day.start, rule=day.rule)
            break
    return reading


def _mention(text: str, match: Match, reading: Reading, own: Reading, end: int | None = None) -> DateMention:
    tokens = match.lead + match.tokens
    first, last = own.trim
    kept = tokens[first : len(tokens) - last] or tokens
    span = Span.of(text, kept[0].start, end or kept[-1].end)
    return DateMention(
        span.quote,
        reading.type,
        reading.timex,
        iso(reading.start),
        iso(reading.end),
        reading.precision,
        reading.rule,
        span,
        reading.candidates,
    )


def iso(day: date | None) -> str | None:
    """The ISO form of a day, None for none."""
    return None if day is None else day.isoformat()


@functools.lru_cache(maxsize=1 << 15)
def _code(word: str) -> str:
    """The code of a token in the grammar."""
    rules = grammar()
    code = rules.codes.get(word)
    if code is not None:
        return code
    if word[0].isdecimal() or word[0] == "'":
        return rules.number_code(word)
    return rules.codes.get(" - ", OTHER) if word[0] == " " or word in ("—", "_") else OTHER


_WHOLE = re.Match.group
"""The words of a match, called from C: this runs on every word of every report."""


class _Tokens:
    """The tokens of a text and their codes."""

    __slots__ = ("codes", "grammar", "made", "matches", "plain")

    def __init__(self, plain: str, rules: Grammar) -> None:
        self.plain, self.grammar = plain, rules
        self.matches = list(TOKEN.finditer(plain))
        known = rules.codes.get
        self.codes = "".join([known(word) or (OTHER if word.isalpha() else _code(word)) for word in map(_WHOLE, self.matches)])
        self.made: dict[int, Token] = {}

    def slice(self, start: int, end: int) -> tuple[Token, ...]:
        """Tokens `start` to `end` with their classes."""
        return tuple(self.token(i) for i in range(max(0, start), min(end, len(self.matches))))

    def token(self, i: int) -> Token:
        """Token `i`, made once: neighbours are looked at from several sides."""
        if (made := self.made.get(i)) is not None:
            return made
        m = self.matches[i]
        word = m.group()
        classes = self.grammar.words.get(word)
        if classes is None:
            classes = number_classes(word) if word[0].isdecimal() or word[0] == "'" else {}
        token = self.made[i] = Token(word, m.start(), m.end(), classes)
        return token


def readings(plain: str, context: Context) -> Iterator[tuple[Match, Reading]]:
    """Matches and their readings in text order; the longest match that can be read wins."""
    rules = grammar()
    tokens = _Tokens(plain, rules)
    at = 0
    while True:
        hit = rules.scan.search(tokens.codes, at)
        if hit is None:
            return
        chosen = _longest(rules.rules, tokens, hit.start(), context)
        if chosen is None:
            at = hit.start() + 1
            continue
        match, reading, at = chosen
        context.note(match, reading)
        yield match, reading


def _longest(
    rules: dict[str, tuple[Rule, ...]], tokens: _Tokens, start: int, context: Context
) -> tuple[Match, Reading, int] | None:
    tried: list[tuple[int, int, str, re.Match[str]]] = []
    here, after = tokens.codes[start], tokens.codes[start + 1 : start + 2]
    for rule in rules.get(here, ()):
        second = rule.begins[here]
        if second is not None and after not in second:
            continue
        hit = rule.pattern.match(tokens.codes, start)
        if hit is not None:
            tried.append((-hit.end(), len(tried), rule.name, hit))
    tried.sort(key=lambda item: item[:2])
    before = tokens.slice(start - 5, start)
    for _, _, name, hit in tried:
        core = hit.end("p") if hit.end("p") > start else start
        lead = tokens.slice(start, core)
        if lead and lead[-1].lower == "than" and tokens.token(core).lower in ("last", "this", "next", "the"):
            lead = ()  # compared with the time, no length
        if len(lead) == 1 and lead[0].lower in ("over", "some") and tokens.token(core).lower in ("the", "this", "these", "last", "next"):
            lead = ()  # a preposition here, not “more than”
        match = Match(
            name,
            tokens.slice(core, hit.end()),
            lead,
            before,
            tokens.slice(hit.end(), hit.end() + 3),
        )
        reading = _READERS[name](match, context)
        if reading is not None:
            return match, modified(match, reading, context), hit.end() - reading.trim[1]
    return None


_FROM = re.compile(r"(?i)\b(?:from|between)\s+(?:the\s+)?$")
_TO = re.compile(r"(?i)^\s*(?:,\s*)?(?:to|until|till|through|and|-|--)\s+(?:the\s+)?$")
_SINCE = re.compile(r"(?i)\bsince\s+(?:the\s+)?$")
_DASH = re.compile(r"^ ?(?:-|–|—|--|to|through) ?$")
_UNTIL = re.compile(r"(?i)\b(?:until|till)\s+(?:the\s+)?$")


def _ranged(plain: str, found: list[tuple[Match, Reading]], i: int, context: Context) -> Reading:
    """The reading widened to the range it is an end of: from … to, between … and, since, until."""
    match, reading = found[i]
    if reading.type not in ("DATE", "TIME") or reading.start is None:
        return reading
    begin = (*match.lead, *match.tokens)[reading.trim[0]].start
    lead = plain[max(0, begin - 14) : begin]
    if _SINCE.search(lead) and context.ref is not None and reading.start <= context.ref:
        return replace(
            reading,
            end=max(context.ref, reading.start),
            precision="interval",
            rule=f"since {reading.rule}, up to {context.source}",
        )
    pair = None
    if i + 1 < len(found) and _both_days(found, i) and _DASH.match(plain[match.end : found[i + 1][0].start]):
        pair = (reading, found[i + 1][1])
    elif i and _both_days(found, i - 1) and _DASH.match(plain[found[i - 1][0].end : match.start]):
        pair = (found[i - 1][1], reading)
    elif i + 1 < len(found) and _FROM.search(lead) and _TO.match(plain[match.end : found[i + 1][0].start]):
        pair = (reading, found[i + 1][1])
    elif (
        i
        and _TO.match(plain[found[i - 1][0].end : match.start])
        and _FROM.search(plain[max(0, found[i - 1][0].start - 14) : found[i - 1][0].start])
    ):
        pair = (found[i - 1][1], reading)
    if pair is not None and pair[0].start and pair[1].end and pair[0].start <= pair[1].end:
        return replace(
            reading, start=pair[0].start, end=pair[1].end, precision="interval", rule="a range: " + reading.rule
        )
    if _UNTIL.search(lead):
        return replace(reading, start=None, precision="interval", rule="until " + reading.rule)
    return reading


def _both_days(found: list[tuple[Match, Reading]], i: int) -> bool:
    """Whether this and the next are days of a month: `April 30-May 2`."""
    return all(match.rule == "calendar" and reading.start is not None for match, reading in found[i : i + 2])


def to_when(mention: DateMention) -> When:
    """The time of a fact that this mention tells.

    Example: the mention `Sunday` of a report gives `When("2020-09-27", "2020-09-27", "day", …)`.
    """
    return When(mention.start, mention.end, mention.precision, mention.text, mention.rule, mention.span)
