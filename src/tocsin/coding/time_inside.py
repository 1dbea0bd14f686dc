"""Reading what names a stretch inside a longer one: `the first week of April`, `the last Friday in March`, `on the 16th`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tocsin.coding.time_absolute import month, month_year, weekday_of
from tocsin.coding.time_algebra import Period, add_months, nth_weekday, period_of, safe_date
from tocsin.coding.time_reading import Context, Match, Reading, of_day, of_period
from tocsin.coding.time_relative import unit_of


def _outer(match: Match, context: Context) -> Period | None:
    """The month or year that the expression ends with."""
    if any(t.classes.keys() & {"MONTH", "MON"} for t in match.tokens):
        cut = next(i for i, t in enumerate(match.tokens) if t.classes.keys() & {"MONTH", "MON"})
        inner = Match(match.rule, match.tokens[cut:], (), match.tokens[max(0, cut - 1) : cut], match.after, match.start)
        dated = any("YEAR" in t.classes or "YYQ" in t.classes for t in inner.tokens)
        reading = month_year(inner, context) if dated else month(inner, context)
        return reading.period if reading is not None else None
    stated = match.number("YEAR")
    if stated is not None:
        return Period("year", date(stated, 1, 1))
    if context.ref is None:
        return None
    words = [t.lower for t in match.tokens]
    step = -1 if words[-2] == "last" else 1 if words[-2] == "next" else 0
    return period_of(words[-1], context.ref).shift(step)


def inside(match: Match, context: Context) -> Reading | None:
    """`the first week of April` is April 1 to 7, `the last day of May` a day, `the second Monday in May` too."""
    outer, weekday = _outer(match, context), weekday_of(match)
    number = -1 if match.tokens[1].lower in ("last", "final") else int(match.tokens[1].classes.get("ORD", 0))
    if outer is None or number == 0 or number > 31:
        return None
    rule = f"counted within the {outer.unit} named"
    if weekday is not None:
        if outer.unit != "month" or number > 5:
            return None
        day = nth_weekday(outer.start.year, outer.start.month, weekday, number)
        return of_day(day, rule) if day.month == outer.start.month else None
    unit = unit_of(Match(match.rule, match.tokens[2:3], (), (), ()))
    if unit == "month" and outer.unit == "year":
        whole = Period("month", outer.start if number > 0 else date(outer.start.year, 12, 1))
        return of_period(whole.shift(number - 1) if number > 0 else whole, rule)
    if unit == "day":
        day = outer.start + timedelta(days=number - 1) if number > 0 else outer.end
        return of_day(day, rule)
    if unit == "weekend":
        first = nth_weekday(outer.start.year, outer.start.month, 5, number) if outer.unit == "month" else None
        return None if first is None else of_period(Period("weekend", first), rule)
    if unit != "week":
        return None
    start = outer.start + timedelta(days=7 * (number - 1)) if number > 0 else outer.end - timedelta(days=6)
    return replace(of_period(outer, rule), start=start, end=min(start + timedelta(days=6), outer.end), precision="interval")


_ON = frozenset({"on", "since", "until", "by", "from"})


def monthday(match: Match, context: Context) -> Reading | None:
    """`on the 16th`: the last such day, or the next one in a future tense; `the 16th of last month`."""
    day = match.number("ORD") or 0
    ordinal = match.tokens[1]
    if context.ref is None or not 1 <= day <= 31:
        return None
    if match.has("month"):
        step = -1 if match.has("last") else 1 if match.has("next") else 0
        first = period_of("month", context.ref).shift(step).start
        found = safe_date(first.year, first.month, day)
        return None if found is None else of_day(found, "that day of the month")
    after = match.after[0].text if match.after else "."
    if not ordinal.text[0].isdecimal() or not match.before or match.before[-1].lower not in _ON or after[0].isalnum() or after in ("-", "'s"):
        return None
    ahead = context.tense(match) == "future"
    for step in range(3):
        moved = add_months(context.ref.replace(day=1), step if ahead else -step)
        found = safe_date(moved.year, moved.month, day) if moved else None
        if found is not None and (found >= context.ref if ahead else found <= context.ref):
            return of_day(found, f"the nearest such day of a month to {context.source}")
    return None
