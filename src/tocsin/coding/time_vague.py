"""Reading sets, vague references and expressions that point back to a time named before."""

from __future__ import annotations

from dataclasses import replace

from tocsin.coding.time_absolute import weekday_of
from tocsin.coding.time_algebra import add_units, duration_value, nearest_weekday, period_of
from tocsin.coding.time_reading import Context, Match, Reading, of_day, of_period
from tocsin.coding.time_relative import BACK, count_of, offset_rule, timed, unit_of
from tocsin.coding.time_spans import FINE


def plural(match: Match, _context: Context) -> Reading | None:
    """`weeks`, `recent months`, `the coming years`."""
    unit = unit_of(match)
    first = match.tokens[0]
    if match.after and match.after[0].lower == "old":
        return None
    if unit is None or (
        first.text[0].isupper()
        and "UNITS" in first.classes
        and match.before
        and match.before[-1].text not in (".", '"')
    ):
        return None
    if first.lower == "recent" and unit in ("week", "month", "day"):
        return Reading("DURATION", duration_value(unit, None), precision="unknown", rule="the recent past")
    if first.lower == "recent" or first.lower == "past":
        return Reading("DATE", "PAST_REF", precision="unknown", rule="the recent past")
    if first.lower in ("coming", "future"):
        return Reading("DATE", "FUTURE_REF", precision="unknown", rule="the time to come")
    if first.lower in ("earlier", "previous"):
        return Reading("DATE", "PAST_REF", precision="unknown", rule="the past")
    if first.lower == "these":
        return None if unit != "day" else Reading("DATE", "PRESENT_REF", precision="unknown", rule="the present")
    if unit in ("second", "quarter", "weekend", "night") or unit == "minute":
        return None
    return Reading("DURATION", duration_value(unit, None), precision="unknown", rule="a length of time left open")


def while_(match: Match, _context: Context) -> Reading | None:
    """`a while`, `some time`."""
    if match.words in ("a time", "some time") and match.after and match.after[0].lower in ("of", "in"):
        return None
    return Reading("DURATION", "PXX", precision="unknown", rule="a length of time left open")


def set_(match: Match, _context: Context) -> Reading | None:
    """`daily`, `every year`, `each Thursday`, `twice a week`, `Mondays`."""
    number = weekday_of(match)
    words = {t.lower for t in match.tokens}
    often = match.get("OFTEN")
    if often is not None:
        if often == "P1Q" and match.after and match.after[0].text.isalpha():
            return None
        if (match.after and match.after[0].text[:1].isupper() and match.tokens[0].text[:1].isupper()) or (
            match.tokens[0].text[:1].isupper()
            and match.before
            and match.before[-1].text.isalpha()
            and not match.tokens[0].text.isupper()
        ):
            return None
        return Reading("SET", str(often), rule="a set of times")
    if (words & {"seconds", "second", "minutes"} and not words & {"each", "every"}) or (words & {"per"} and words & {"hour", "second", "minute"}):
        return None
    if "past" in words and match.get("SEASONS") is not None:
        return Reading("SET", "XXXX-" + ("SP", "SU", "FA", "WI")[match.number("SEASONS") or 0], rule="a set of times")
    plural_day = match.number("WEEKDAYS")
    if plural_day is not None:
        return Reading("SET", f"XXXX-WXX-{plural_day + 1}", rule="a set of times")
    if match.get("SEASONS") is not None:
        if match.tokens[0].lower in ("falls", "springs"):
            return None
        return Reading("SET", "XXXX-" + ("SP", "SU", "FA", "WI")[match.number("SEASONS") or 0], rule="a set of times")
    part = match.get("PART") or match.get("PARTS")
    if number is not None:
        return Reading("SET", f"XXXX-WXX-{number + 1}" + (f"T{part}" if part else ""), rule="a set of times")
    if part is not None:
        if match.get("PARTS") is not None and match.before and match.before[-1].classes.keys() & {"DIG", "NW"}:
            return None
        return Reading("SET", f"XXXX-XX-XXT{part}", rule="a set of times")
    month = match.number("MONTH")
    if month is not None:
        return Reading("SET", f"XXXX-{month:02d}", rule="a set of times")
    if match.get("SEASON") is not None:
        return Reading("SET", "XXXX-" + ("SP", "SU", "FA", "WI")[match.number("SEASON") or 0], rule="a set of times")
    unit = unit_of(match)
    if unit is None:
        return None
    if unit == "weekend":
        return Reading("SET", "XXXX-WXX-WE", rule="a set of times")
    count = (
        2.0
        if "other" in words
        else count_of(match)
        if words & {"each", "every"} and not words & {"once", "twice", "times"}
        else 1.0
    )
    vague = count is None and any("VAGUE" in t.classes for t in match.tokens)
    return Reading("SET", duration_value(unit, None if vague else count or 1.0), rule="a set of times")


def ref(match: Match, context: Context) -> Reading | None:
    """`now`, `recently`, `the future`, `these days` → PRESENT_REF, PAST_REF, FUTURE_REF."""
    words, first = {t.lower for t in match.tokens}, match.tokens[0].lower
    if match.get("REF") is not None:
        return _adverb(match, context)
    if match.words == "current" and not (match.after and match.after[0].text[0].isalpha()):
        return None  # of water or electricity
    if "then" in words:
        if context.last is None:
            return Reading("DATE", "PAST_REF", precision="unknown", rule="a time named before", trim=(1, 0))
        return replace(of_period(context.last, "the time named before"), trim=(1, 0))
    if match.words == "the time":
        return _pointing(match, context)
    if words & {"that", "those", "same"} or match.words == "the moment":
        then = match.words in ("at that time", "those days", "this same time")
        return _vague("PAST_REF", context, (1 if first == "at" else 0, 0)) if then else None
    if "term" in words:
        return _vague("FUTURE_REF", context, (0, 0)) if first == "the" else None
    if words & {"future", "later", "possible"} or match.words == "from time to time":
        adjective = match.words == "future" and match.before and match.before[-1].lower not in _FUTURE_AFTER
        return None if adjective else _vague("FUTURE_REF", context, (0, 0))
    if words & {"past", "recent", "memory", "times"}:
        return None if match.words in ("past", "recent") else _vague("PAST_REF", context, (0, 0))
    if match.words in ("this time", "at once", "in the meantime", "the current time"):
        return None
    return _vague("PRESENT_REF", context, (1, 0) if first in ("at", "in") else (0, 0))


_FUTURE_AFTER = frozenset({"in", "for", "possible", "any", "no", "of", "the"})
"""After these `future` by itself is the time to come; elsewhere it only describes: `future demand`."""
_OUTSIDE = {"until": 1, "by": 1, "even": 1, "only": 1, "just": 1, "very": 1, "as": 2}
"""How many words before the adverb helped to find it and are not part of it."""


def _adverb(match: Match, context: Context) -> Reading | None:
    """`now`, `until recently`, `as of now`; not `soon after`, nor `was soon released`, which goes on with the story."""
    first = match.tokens[0].lower
    if first in ("previously", "formerly") or (match.tokens[-1].text == "NOW" and match.before and not match.before[-1].text.isupper()):
        return None
    if match.has("soon", "shortly"):
        after = match.after[0].lower if match.after else ""
        if after in ("after", "before", "as", "afterwards", "thereafter") or context.tense(match) == "past":
            return None
    return _vague(str(match.get("REF")), context, (_OUTSIDE.get(first, 0), 0))


def _pointing(match: Match, context: Context) -> Reading | None:
    """`at the time` by itself; `at the time of its founding`, `at the time he died` tell their own time."""
    if not match.before or match.before[-1].lower != "at":
        return None
    after = match.after[0] if match.after else None
    if after is not None and after.text[0].isalnum() and after.lower not in _GOES_ON:
        return None
    return _vague("PAST_REF", context, (0, 0))


_GOES_ON = frozenset({"and", "but", "as", "because", "said", "told", "to", "in", "that"})


def _vague(value: str, context: Context, trim: tuple[int, int]) -> Reading:
    if value == "PRESENT_REF" and context.ref is not None:
        return Reading("DATE", value, context.ref, context.ref, "unknown", f"the present: {context.source}", trim=trim)
    return Reading(
        "DATE",
        value,
        precision="unknown",
        rule={"PAST_REF": "the past", "FUTURE_REF": "the future"}.get(value, "the present"),
        trim=trim,
    )


def anaphor(match: Match, context: Context) -> Reading | None:
    """`that day`, `the previous night`, `the year before`, `hours after`."""
    words = {t.lower for t in match.tokens}
    unit = unit_of(match)
    back = bool(words & (BACK | {"previous", "preceding"}))
    step = -1 if back else 1 if words & {"next", "following", "after", "later"} else 0
    number = weekday_of(match)
    if unit in FINE:
        trim = (0, 1) if words & {"after", "before"} else (0, 0)
        return Reading(
            "DURATION",
            duration_value(unit or "hour", None),
            precision="day",
            rule=offset_rule(None, unit or "hour", back),
            trim=trim,
        )
    part = match.get("PART")
    base = context.last
    if words & {"later", "earlier", "early", "late"} and unit == "day" and "that" not in words and "same" not in words:
        return None
    if match.words in ("the day",) or (unit == "day" and not step and base is None):
        return None
    if base is None:
        value = "PAST_REF" if back else None
        return Reading(
            "TIME" if part else "DATE",
            value,
            rule=offset_rule(1, unit or "day", back) if step else "the time named before",
        )
    if number is not None:
        return of_day(
            nearest_weekday(base.start if back else base.end, number, -1 if back else 1, strict=True),
            "counted from the day named before",
        )
    if part is not None:
        day = base.start if base.unit == "day" else None
        found = add_units(day, "day", step) if day else None
        return timed(found, f"T{part}", offset_rule(1, "day", back) if step else "the day named before")
    grain = unit or "day"
    if grain == "day" and base.unit != "day":
        return Reading("DATE", None, rule=offset_rule(1, "day", back))
    found_period = period_of(grain, base.start if back or not step else base.end).shift(step)
    return of_period(
        found_period, offset_rule(1, grain, back) + ", here the time named before" if step else "the time named before"
    )


def yearago(match: Match, context: Context) -> Reading | None:
    """`year-earlier`, `the year-ago quarter`, `the corresponding period last year`, `the latest quarter`."""
    base = context.quarter
    if base is None and context.ref is not None:
        base = period_of("quarter" if match.has("quarter") else "year", context.ref)
        if base.unit == "quarter":
            base = base.shift(-1)
    if base is None:
        return None
    stated = match.number("YEAR")
    if stated is not None:
        back = (base.start.year - stated) * (4 if base.unit == "quarter" else 1)
        return of_period(base.shift(-back), "the same part of the year written")
    if match.has("latest") and not match.has("ago", "earlier"):
        if match.has("week", "month", "day", "year"):
            return None
        return of_period(base, "the period under discussion")
    if match.words in ("the same time", "the same period", "same time"):
        return None
    return replace(
        of_period(base.shift(-4 if base.unit == "quarter" else -1), "a year before the period under discussion"),
        echo=True,
    )
