"""Reading expressions that name a stretch of the calendar: years, decades, quarters, seasons, and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tocsin.coding.time_absolute import named_year, spoken_year
from tocsin.coding.time_algebra import (
    Period,
    period_of,
    season,
)
from tocsin.coding.time_neighbours import COUNTED, OLD_YEAR_AFTER, ROUGHLY, YEAR_AFTER
from tocsin.coding.time_reading import Context, Match, Reading, of_period

_TAGS = ("SP", "SU", "FA", "WI")


def year(match: Match, context: Context) -> Reading | None:
    """`1998`, `fiscal 1989`, `the year 2000`, `nineteen ninety-six`."""
    value = (
        named_year(match, context)
        if match.get("YEAR") is not None or match.get("YYQ") is not None
        else spoken_year(list(match.tokens))
    )
    if value is None or (
        match.get("YYQ") is not None
        and len(match.tokens) == 1
        and not match.lead
        and not (match.before and match.before[-1].lower in YEAR_AFTER)
    ):
        return None
    if len(match.tokens) == 1 and all(t.lower in ROUGHLY for t in match.lead) and not _bare_year(match, value):
        return None
    if "NW" in match.tokens[0].classes and len(match.tokens) < 2:
        return None
    if (
        len(match.tokens) < 3
        and match.get("YEAR") is None
        and match.tokens[0].lower in ("twenty", "two")
        and not (match.before and match.before[-1].lower == "in")
    ):
        return None
    return of_period(Period("year", date(max(value, 1), 1, 1)), "the year as written")


def _bare_year(match: Match, value: int) -> bool:
    """Whether four figures alone are a year and not a count, an amount or a number in a name."""
    if (match.lead and match.lead[-1].lower not in ("around", "to", "about")) or (match.lead and value % 100 == 0):
        return False
    before = "around" if match.lead else match.before[-1].lower if match.before else ""
    after = match.after[0].lower if match.after else ""
    if before in ("$", "#", "£", "€", "no", "flight", "route", "resolution", "room", "highway", "boeing"):
        return False
    if after in COUNTED or after in ("%", "$") or (match.after and match.after[0].text == "GMT"):
        return False
    if [t.text for t in match.after[:1]] == ["-"] and match.after[1:] and len(match.after[1].text) < 3:
        return False  # a document number: 2011-07-S-039
    if not 1900 <= value <= 2035:
        return 1400 <= value < 1900 and before in OLD_YEAR_AFTER
    if before in YEAR_AFTER or (match.before and "MONTH" in match.before[-1].classes):
        return not (
            after.isalpha()
            and after.endswith("s")
            and len(after) > 5
            and before in ("of", "the", "and", "or", "to", "by", "than", "over", "for")
        )
    return not (after.isalpha() and after.endswith("s") and after not in ("is", "was", "has", "as", "this", "its"))


def decade(match: Match, _context: Context) -> Reading | None:
    """`the 1990s`, `the early '80s`, `the nineties`."""
    value = match.number("DECADE")
    if value is None and match.get("YEAR") is not None:
        value = int(match.get("YEAR") or 0)
        if value % 10:
            return None
    if value is None:
        word = match.number("DECADEWORD")
        if word is None or not match.has("the"):
            return None
        value = word * 10
    if _of_a_type(match) or _of_an_age(match):
        return None
    if value < 100:
        if not (match.has("the") or match.before or match.lead) or (value < 20 and not match.has("the")):
            return None
        value += 1900 if value >= 20 else 2000
    return of_period(Period("decade", date(value, 1, 1)), "the decade as written")


def _of_a_type(match: Match) -> bool:
    """Whether the figures name a type of thing: `P-40s`."""
    words = [t.lower for t in (*match.before, *match.lead, *match.tokens)]
    first = len(match.before) + len(match.lead)
    at = next((i for i in (first - 1, first) if 0 < i < len(words) and words[i] == "-"), None)
    return at is not None and words[at - 1] not in ("mid", "post", "pre", "early", "late")


def _of_an_age(match: Match) -> bool:
    """Whether it is somebody's age: `in his 30s`, `a woman in her early forties`."""
    for token in reversed(match.before):
        if token.lower not in ("early", "late", "mid", "-"):
            return token.lower in ("his", "her", "their", "my", "your", "our")
    return False


def century(match: Match, _context: Context) -> Reading | None:
    """`the 20th century`."""
    if match.get("UNIT") != "century" or match.get("ORD") is None:
        return None
    first = (int(match.get("ORD") or 1) - 1) * 100
    if not 0 <= first <= 2900:
        return None
    return of_period(Period("century", date(max(first, 1), 1, 1)), "the century as written")


def _latest(period: Period, ref: date, tense: str | None, months: int) -> Period:
    """The occurrence of a yearly period that the tense asks for: the last begun, or in future the next not over."""
    while period.start > ref:
        period = period.shift(-(12 // months))
    ahead = period.shift(12 // months)
    if tense == "future" and period.end < ref and (ahead.start - ref).days < (ref - period.end).days:
        period = ahead
    return period


def quarter(match: Match, context: Context) -> Reading | None:
    """`the third quarter of 1990`, `third-quarter`, `this year's third quarter`, `Q3`."""
    number = match.number("QTR") or match.number("ORD")
    if match.get("QTR") is None and (
        (match.tokens[-1].lower not in ("quarter",) and match.get("UNIT") is None) or not match.has("quarter")
    ):
        return None
    if number is None and match.has("final", "last"):
        number = 4
    if number is None or not 1 <= number <= 4:
        return None
    before = match.has("ago", "earlier")
    stated = match.number("YEAR") if before else named_year(match, context)
    if context.ref is None and stated is None:
        return Reading("DATE", f"XXXX-Q{number}", precision="quarter", rule="the year is open")
    ref = context.ref or date(stated or 1, 12, 31)
    found = Period("quarter", date(stated or ref.year, 3 * number - 2, 1))
    rule = "the quarter as written"
    if stated is None:
        found, rule = _latest(found, ref, context.tense(match), 3), f"the nearest such quarter to {context.source}"
        if before:
            found = found.shift(-4)
    return of_period(found, rule)


def half(match: Match, context: Context) -> Reading | None:
    """`the first half of 2015`; a half of a decade keeps the decade's value."""
    decade_value = match.number("DECADE")
    number = 1 if match.has("first") else 2
    if decade_value is not None:
        value = decade_value + (1900 if decade_value < 100 else 0)
        first = date(value + 5 * (number - 1), 1, 1)
        return Reading("DATE", f"{value // 10}", first, date(first.year + 4, 12, 31), "interval", "half of the decade")
    stated = named_year(match, context)
    if stated is None:
        return None
    return of_period(Period("half", date(stated, 6 * number - 5, 1)), "the half year as written")


def season_named(match: Match, context: Context) -> Reading | None:
    """`this summer`, `the winter of 1994`, `last fall`."""
    code = match.number("SEASON")
    if code is None:
        return None
    trim = (1, 0) if match.tokens[0].lower in ("in", "during", "by", "since", "until") else (0, 0)
    if (
        match.tokens[-1].lower in ("fall", "spring")
        and match.tokens[-2:-1]
        and match.tokens[0].lower in ("the", "that", "by", "until", "in")
    ):
        if match.tokens[0].lower in ("the", "that") and not (
            match.before and match.before[-1].lower in ("in", "of", "during", "since", "by", "until")
        ):
            return None
    stated = (
        named_year(match, context)
        if match.get("YEAR") is not None or match.has("year")
        else spoken_year(list(match.tokens))
    )
    if stated is None and context.ref is None:
        return Reading("DATE", f"XXXX-{_TAGS[code]}", precision="season", rule="the year is open", trim=trim)
    ref = context.ref or date(stated or 1, 1, 1)
    same = season(code, stated if stated is not None else ref.year)
    rule = "the season as written"
    if stated is None:
        this, rule = period_of("season", ref), f"the season counted from {context.source}"
        if match.has("last", "past", "previous"):
            same = same if same.end < ref else same.shift(-4)
            same = same.shift(-4) if same == this else same
        elif match.has("next", "coming"):
            same = same if same.start > ref else same.shift(4)
        elif not match.has("this"):
            same = _latest(same, ref, context.tense(match), 3)
    return replace(of_period(same, rule), trim=trim)
