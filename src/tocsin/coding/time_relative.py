"""Reading expressions counted from another day: `on Sunday`, `last week`, `the quarter`, `year-end`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tocsin.coding.time_absolute import calendar, spoken_number, weekday_of
from tocsin.coding.time_algebra import (
    Period,
    add_units,
    duration_value,
    nearest_weekday,
    period_of,
)
from tocsin.coding.time_reading import Context, Match, Reading, Token, of_day, of_period

BACK = frozenset({"ago", "earlier", "before", "previously", "beforehand", "prior"})


LAST = frozenset({"last", "previous", "preceding", "past"})


NEXT = frozenset({"next", "following", "coming", "upcoming", "ensuing"})


def _day_timex(weekday: int) -> str:
    return f"XXXX-WXX-{weekday + 1}"


def weekday(match: Match, context: Context) -> Reading | None:
    """`Sunday`: the last one up to the reference day, or the next in a future tense; `next Friday`, `last Monday`."""
    number = weekday_of(match)
    if number is None or _in_a_name(match) or (match.before and match.before[-1].text in ("Super", "Black", "Bloody") and not match.lead):
        return None
    if (
        "WDAY" in match.tokens[0].classes
        and match.before
        and match.before[-1].lower not in ("on", "since", "until", "by")
    ):
        return None
    if context.ref is None:
        return Reading("DATE", _day_timex(number), precision="day", rule="no day to count from")
    ref, words = context.ref, {t.lower for t in match.tokens}
    if words & {"week"}:
        shift = 0 if words & {"this"} else -1 if words & {"last"} else 1 if words & {"next"} else -1
        found = period_of("week", ref).start + timedelta(days=number + 7 * shift)
        rule = f"that day of the week counted from {context.source}"
    elif words & {"previous", "following", "preceding"} and context.last is not None:
        forward = bool(words & {"following"})
        base = context.last.end if forward else context.last.start
        found, rule = (
            nearest_weekday(base, number, 1 if forward else -1, strict=True),
            "counted from the day named before",
        )
    elif words & LAST:
        found, rule = nearest_weekday(ref, number, -1, strict=True), f"the last such weekday before {context.source}"
    elif words & NEXT:
        found, rule = nearest_weekday(ref, number, 1, strict=True), f"the next such weekday after {context.source}"
    elif words & {"this"}:
        found, rule = nearest_weekday(ref, number, 1), f"the coming such weekday from {context.source}"
    elif _to_come(match, context):
        found, rule = nearest_weekday(ref, number, 1), f"next such weekday from {context.source} (said of the future)"
    else:
        found, rule = nearest_weekday(ref, number, -1), f"last such weekday up to {context.source}"
    return of_day(found, rule)


_FIXED = frozenset(
    "election elections vote votes poll polls runoff referendum ballot game match final race talks meeting meetings summit "
    "hearing session deadline conference inauguration debate rally protest protests march strike".split()
)
"""What a day is fixed for beforehand, so that “will decide Sunday's election” is of the Sunday to come."""


_PAPERS = frozenset("Times Telegraph Mail Express Herald Mirror Post Independent Star Sun Review Magazine Age Tribune Nation Mass Bloody".split())


def _in_a_name(match: Match) -> bool:
    """Whether the weekday belongs to a name: `the Sunday Times`."""
    return bool(match.after and match.after[0].text in _PAPERS and match.tokens[-1].text[0].isupper() and match.before and match.before[-1].lower != "on")


def _to_come(match: Match, context: Context) -> bool:
    """Whether the tense, or “for Friday”, puts a weekday after the day of the report; “Sunday's attack” is over."""
    if match.after[:1] and match.after[0].text == "'s":
        noun = next((t.lower for t in match.after[1:] if t.text.isalpha()), "")
        ahead = [t.lower for t in match.before[-2:]] == ["ahead", "of"]
        return ahead or (noun in _FIXED and context.tense(match) == "future")
    if match.before and match.before[-1].lower == "for" and not match.lead:
        return True
    return context.tense(match) == "future"


def _deictic_day(words: set[str], ref: date) -> tuple[date, str]:
    if "yesterday" in words:
        return ref - timedelta(days=2 if "before" in words else 1), "the day before"
    if "tomorrow" in words:
        return ref + timedelta(days=2 if "after" in words else 1), "the day after"
    return ref, "the day itself:"


def deictic(match: Match, context: Context) -> Reading | None:
    """`today`, `yesterday`, `the day before yesterday`."""
    words = {t.lower for t in match.tokens}
    if match.tokens[0].text == "Today" and match.before and match.before[-1].text[0].isupper():
        return None
    if context.ref is None:
        return Reading(
            "DATE", "PRESENT_REF" if "today" in words else None, precision="day", rule="no day to count from"
        )
    if "today" in words and match.after and match.after[0].text == "'s" and context.ref is None:
        return None
    day, rule = _deictic_day(words, context.ref)
    return of_day(day, f"{rule} {context.source}")


def timed(day: date | None, tag: str, rule: str) -> Reading:
    if day is None:
        return Reading("TIME", "XXXX-XX-XX" + tag, precision="day", rule=rule)
    return replace(of_day(day, rule), type="TIME", timex=day.isoformat() + tag)


def unit_of(match: Match) -> str | None:
    for token in match.tokens:
        if "WEEKEND" in token.classes or token.lower == "weekend":
            return "weekend"
        value = token.classes.get("UNIT", token.classes.get("UNITS", token.classes.get("LONG")))
        if value is not None:
            return str(value)
    return None


def relunit(match: Match, context: Context) -> Reading | None:
    """`last week`, `this year`, `next quarter`, `that month`, `the past year`, `the following day`."""
    unit, words = unit_of(match), {t.lower for t in match.tokens}
    if len(match.tokens) == 2 and all(t.text[0].isupper() and not t.text.isupper() for t in match.tokens):
        return None
    if (
        unit is None
        or unit in ("second", "minute", "hour")
    ):
        return None
    if "same" in words and unit == "day" and context.last is None:
        return Reading("DATE", None, precision="unknown", rule=offset_rule(0, unit, False))
    if unit == "fortnight":
        unit = "week"
    step = -1 if words & LAST else 1 if words & NEXT else 0
    narrative = bool(words & {"that", "previous", "following", "same", "preceding", "ensuing"}) or (
        "the" in words and "next" in words
    )
    if "latest" in words and context.quarter is not None and unit == "quarter":
        return of_period(context.quarter, "the quarter named before")
    if narrative:
        return _narrative(unit, step, context)
    if context.ref is None:
        bare = {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX", "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE"}
        return Reading("DATE", bare.get(unit), precision="unknown", rule="no day to count from")
    if (words & {"past"} and "this" not in words) or (words & {"last"} and "the" in words and unit != "weekend"):
        return window(unit, 1, -1, match, context)
    if words & {"coming", "next"} and "the" in words and unit in ("year", "decade", "century"):
        return window(unit, 1, 1, match, context)
    base = period_of(unit, context.ref)
    if unit == "weekend":
        return of_period(_weekend(words, match, context), f"the weekend counted from {context.source}")
    if "latest" in words:
        step = -1
    return of_period(base.shift(step), f"counted from {context.source}")


def _narrative(unit: str, step: int, context: Context) -> Reading:
    """A unit counted from the time under discussion: `the following day`, `that month`."""
    rule = offset_rule(step, unit, step < 0)
    base = context.last or (Period("day", context.ref) if context.ref else None)
    if base is None:
        return Reading("DATE", None, precision="unknown", rule=rule)
    where = "the time named before" if context.last is not None else context.source
    if unit == "weekend":
        return of_period(period_of(unit, base.start).shift(step), f"{rule}, here {where}")
    return of_period(period_of(unit, base.end if step > 0 else base.start).shift(step), f"{rule}, here {where}")


def offset_rule(count: float | None, unit: str, back: bool) -> str:
    """The words that say how far an expression lies from another event; `anchored` reads them back."""
    value = duration_value(unit, None if count is None else abs(count))
    return f"counted from another event ({'-' if back else '+'}{value})"


def _weekend(words: set[str], match: Match, context: Context) -> Period:
    assert context.ref is not None
    this = period_of("weekend", context.ref)
    if words & {"last", "past", "previous"}:
        return this.shift(-1)
    if words & {"next"} and "the" not in words:
        return this.shift(1) if context.ref.weekday() >= 5 else this
    if words & {"this", "coming"} or context.ref.weekday() >= 5 or context.tense(match) == "future":
        return this
    return this.shift(-1)


def window(unit: str, count: float | None, step: int, match: Match, context: Context) -> Reading:
    """The stretch of so many units up to the reference day or from it on: `the past three months`."""
    value = duration_value(unit, count)
    ref, source = context.day_told(match) if unit in ("hour", "day", "night", "week") else (context.ref, context.source)
    if ref is None or count is None:
        return Reading(
            "DURATION",
            value,
            precision="interval",
            rule=f"a stretch {'up to' if step < 0 else 'from'} {source}",
        )
    other = add_units(ref, unit, step * count)
    if other is None:
        return Reading("DURATION", value, precision="interval", rule="a stretch beyond the calendar")
    start, end = sorted((ref, other))
    return Reading(
        "DURATION", value, start, end, "interval", f"so long {'up to' if step < 0 else 'from'} {source}"
    )


def theunit(match: Match, context: Context) -> Reading | None:
    """`the quarter` (the one under discussion), `the year`, `the weekend`, `the end of the month`."""
    unit, words = unit_of(match), {t.lower for t in match.tokens}
    if unit in ("second", "minute", "hour", "fortnight", None) or (context.ref is None and context.last is None):
        return None
    after = match.after[0].lower if match.after else ""
    follows = after in (
        "ended",
        "ending",
        "began",
        "beginning",
        "starting",
        "to",
        "through",
        "when",
        "after",
        "before",
        "of",
    )
    if unit == "weekend":
        if context.ref is None:
            return None
        return of_period(_weekend(words, match, context), f"the weekend counted from {context.source}")
    if unit == "quarter" and after == "of" and match.after[1:] and match.after[1].lower in ("the", "a", "its", "his", "all"):
        return None  # of a city
    if unit == "quarter":
        found = context.quarter
        if found is None and context.ref is not None:
            found = period_of("quarter", context.ref).shift(-1)
        return None if found is None else of_period(found, "the quarter named before")
    if unit == "day" and (not match.lead or (match.before and match.before[-1].lower == "at")):
        return None
    if unit in ("decade", "century", "day") and not match.lead:
        return None
    if (
        unit in ("week", "month")
        and not match.lead
        and not (match.before and match.before[-1].lower in ("of", "for", "in", "during", "over", "on"))
    ):
        return None
    if follows and not match.lead:
        return Reading(
            "DURATION", f"P1{unit[0].upper()}", precision="unknown", rule="a stretch whose ends are told elsewhere"
        )
    base = context.ref or (context.last.start if context.last else None)
    assert base is not None
    assert unit is not None
    return of_period(period_of(unit, base), f"counted from {context.source}")


def weekof(match: Match, context: Context) -> Reading | None:
    """`the week of March 6`, `the week ending 3 July`."""
    unit = unit_of(match)
    inner = Match(
        match.rule, tuple(t for t in match.tokens if not (t.classes.keys() & {"UNIT"})), (), match.before, match.after
    )
    day = calendar(inner, context)
    if unit is None or unit not in ("week", "weekend", "month") or day is None or day.start is None:
        return None
    return of_period(period_of(unit, day.start), "the period around the day written")


def edge(match: Match, context: Context) -> Reading | None:
    """`year-end`, `the year's end`, `month-end`."""
    unit = unit_of(match)
    if unit is None or context.ref is None:
        return None
    found = period_of(unit, context.ref)
    if unit == "year" and context.ref.month <= 2 and context.tense(match) != "future":
        found = found.shift(-1)
    return of_period(found, f"the end of the {unit} of {context.source}")


def _between(tokens: list[Token], i: int) -> bool:
    """Whether `to`, `or` or a hyphen stands between two numbers, of which the first counts: not in `twenty-four`."""
    if tokens[i].lower == "and":  # “five and ten years”, but “a hundred and ten years”, “two and a half”
        return "BIG" not in tokens[i - 1].classes and i + 1 < len(tokens) and bool(tokens[i + 1].classes.keys() & {"NW", "DIG"})
    if tokens[i].text != "-":
        return True
    fraction = i + 2 < len(tokens) and tokens[i + 2].text == "/"  # “2-1/2 years”
    return not fraction and "DIG" in tokens[i - 1].classes and i + 1 < len(tokens) and "DIG" in tokens[i + 1].classes


def count_of(match: Match) -> float | None:
    """How many units: a number, 1 for `a`, None where it is vague."""
    if any("VAGUE" in t.classes or "PILES" in t.classes for t in match.tokens) or match.has("number"):
        return None
    tokens = list(match.tokens)
    stop = next(
        (i for i, t in enumerate(tokens) if i and t.lower in ("to", "or", "-", "and") and _between(tokens, i) and tokens[i - 1].lower not in ("up", "close")), len(tokens)
    )
    number = spoken_number(tokens[:stop])
    if number == 0.5 and match.has("a", "an") and match.tokens[0].lower != "half":
        return 0.5 if "half a" in match.words else 1.5
    if number is not None:
        return number
    return (
        1.0
        if match.has("a", "an", "one", "another", "every", "each") or any("UNIT" in t.classes for t in tokens)
        else None
    )
