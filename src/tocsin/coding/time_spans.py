"""Reading durations, sets, vague references and distances from another event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tocsin.coding.time_algebra import Period, add_units, duration_value, period_of
from tocsin.coding.time_reading import Context, Match, Reading, of_day, of_period
from tocsin.coding.time_relative import BACK, count_of, offset_rule, timed, unit_of, window

FINE = ("second", "minute", "hour")


def moved(base: Period, unit: str, count: float, back: bool) -> Period | None:
    """The period so far from `base`: days for days, months for months and weeks, as coarse as the words are."""
    step = -count if back else count
    shifted = add_units(base.start, unit, step)
    if shifted is None:
        return None
    if unit in FINE or unit in ("day", "night"):
        return Period("day", shifted)
    grain = {"fortnight": "week", "decade": "year", "century": "year", "weekend": "week"}.get(unit, unit)
    if unit == "year" and base.unit == "quarter":
        grain = "quarter"
    return period_of(grain, shifted)


def ago(match: Match, context: Context) -> Reading | None:
    """`two years ago`, `a year earlier`, `three days later`."""
    unit = unit_of(match)
    last = match.tokens[-1].lower
    if [t.lower for t in match.before[-1:]] == ["how"]:
        return None  # “how long ago he died”
    if last == "today" and match.has("ago"):
        day = add_units(context.ref, unit, -(count_of(match) or 0)) if context.ref and unit else None
        return None if day is None else of_day(day, f"counted from {context.source}, to the day")
    if unit is None:
        vague = "PAST_REF" if last in BACK else "FUTURE_REF"
        return Reading("DATE", vague, precision="unknown", rule="a vague distance in time")
    count = count_of(match)
    if not any("UNIT" in t.classes for t in match.tokens) and not any(
        t.classes.keys() & {"DIG", "NW", "BIG"} or t.lower in ("couple", "dozen", "a", "an") for t in match.tokens
    ):
        count = None
    from_ref = last in ("ago", "now", "hence", "today")
    back = last in BACK
    if (from_ref and context.ref is not None) or (unit == "year" and last == "earlier" and count == 1):
        base = Period("day", context.ref) if context.ref else None
        if unit == "year" and count == 1 and context.quarter is not None:
            base = context.quarter
        elif not from_ref and context.last is not None:
            base = context.last if context.last.unit != "day" else Period("year", context.last.start)
        if base is None:
            return Reading("DATE", None, rule=offset_rule(count, unit, back))
        if count is None:
            return Reading(
                "DATE", "PAST_REF" if back else "FUTURE_REF", precision="unknown", rule="a vague distance in time"
            )
        if unit in FINE:
            return (
                timed(base.start, "", "counted in hours from the report")
                if count < 24 and unit == "hour"
                else Reading(
                    "DURATION",
                    duration_value(unit, count),
                    base.start,
                    base.start,
                    "day",
                    f"counted from {context.source}",
                )
            )
        found = moved(base, unit, count, back)
        rule = (
            f"counted from {context.source}"
            if from_ref
            else offset_rule(count, unit, back) + ", here the time named before"
        )
        return None if found is None else replace(of_period(found, rule), echo=True)
    if count is None:
        return Reading("DURATION", duration_value(unit, None), precision="unknown", rule=offset_rule(None, unit, back))
    base = context.last
    if base is not None and unit not in FINE:
        found = moved(base, unit, count, back)
        if found is not None:
            return of_period(found, offset_rule(count, unit, back) + ", here the time named before")
    return Reading("DURATION", duration_value(unit, count), precision="unknown", rule=offset_rule(count, unit, back))


def after(match: Match, _context: Context) -> Reading | None:
    """`two days after` something: a length with the distance kept for `anchored`; the preposition stays outside."""
    unit = unit_of(match)
    last = match.tokens[-1].lower
    single = any("UNIT" in t.classes for t in match.tokens)
    if unit is None or (single and len(match.tokens) < 3):
        return None
    trim = 2 if last == "to" else 1
    back = last in ("before", "to")
    if match.tokens[0].lower == "the" and not match.get("DIG") and not match.get("NW"):
        if (
            not single
            or last not in ("before", "after", "following")
            or unit not in ("day", "week", "month", "year", "night")
        ):
            return None
        return Reading("DATE", None, precision="day", rule=offset_rule(1, unit, back), trim=(0, trim))
    count = count_of(match)
    if not any("UNIT" in t.classes for t in match.tokens) and not any(
        t.classes.keys() & {"DIG", "NW", "BIG"} or t.lower in ("couple", "dozen") for t in match.tokens
    ):
        count = None
    if last in ("since", "into"):
        return Reading(
            "DURATION", duration_value(unit, count), precision="unknown", rule="a length of time", trim=(0, trim)
        )
    return Reading(
        "DURATION",
        duration_value(unit, count),
        precision="unknown",
        rule=offset_rule(count, unit, back),
        trim=(0, trim),
    )


def spanof(match: Match, context: Context) -> Reading | None:
    """`the past three months`, `the next few days`, `the first nine months`."""
    unit = unit_of(match)
    if unit is None:
        return None
    words = {t.lower for t in match.tokens}
    trim = (1, 0) if match.tokens[0].lower in ("over", "in", "during", "for", "within") else (0, 0)
    count = count_of(Match(match.rule, tuple(t for t in match.tokens if "ORD" not in t.classes), (), (), ()))
    if not any(
        t.classes.keys() & {"DIG", "NW", "BIG"} or t.lower in ("couple", "dozen")
        for t in match.tokens
        if "ORD" not in t.classes
    ):
        if not any("VAGUE" in t.classes for t in match.tokens):
            return None
        count = None
    if words & {"last", "past"}:
        return replace(window(unit, count, -1, match, context), trim=trim)
    if words & {"next", "coming"}:
        return replace(window(unit, count, 1, match, context), trim=trim)
    if "first" in words and context.ref is not None and unit == "month" and count and not words & {"previous"}:
        start = date(context.ref.year, 1, 1)
        end = add_units(start, unit, count)
        return Reading(
            "DURATION",
            duration_value(unit, count),
            start,
            end,
            "interval",
            "so long from the start of the year",
            trim=trim,
        )
    return Reading("DURATION", duration_value(unit, count), precision="unknown", rule="a length of time", trim=trim)
