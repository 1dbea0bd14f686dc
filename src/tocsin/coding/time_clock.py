"""Reading times of day: `tonight`, `10:35 a.m.`, `Friday night`, `noon on Thursday`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tocsin.coding.time_absolute import calendar
from tocsin.coding.time_reading import Context, Match, Reading, Token
from tocsin.coding.time_relative import LAST, NEXT, deictic, timed, weekday


def tonight(match: Match, context: Context) -> Reading | None:
    """`tonight`, `last night`, `overnight`."""
    part = match.get("PART")
    tag = "T" + str(part) if part else "TNI"
    if context.ref is None:
        return timed(None, tag, "no day to count from")
    back = 1 if match.has("last", "yesterday") else 0
    if match.has("overnight"):
        told, source = context.day_told(match)
        if told is not None and (context.tense(match) == "past" or told != context.ref):
            before = told - timedelta(days=1)
            night = timed(before, tag, f"the night that ended on {source}")
            return replace(night, end=told, precision="interval")
    return timed(context.ref - timedelta(days=back), tag, f"counted from {context.source}")


def part(match: Match, context: Context) -> Reading | None:
    """`this morning`, `that night`, `the next morning`."""
    tag = "T" + str(match.get("PART"))
    words = {t.lower for t in match.tokens}
    base = context.last.start if context.last is not None and context.last.unit == "day" else None
    if words & {"this"}:
        return timed(context.ref, tag, f"the day itself: {context.source}")
    if words & {"last"}:
        return timed(context.ref - timedelta(days=1) if context.ref else None, tag, f"the day before {context.source}")
    if words & (NEXT | LAST):
        step = 1 if words & NEXT else -1
        return timed(base + timedelta(days=step) if base else None, tag, "counted from the day named before")
    if words & {"that", "same"}:
        return timed(base, tag, "the day named before")
    if (
        match.tokens[-1].lower == "night"
        and not match.lead
        and not (match.before and match.before[-1].lower in ("during", "in", "through", "for", "into"))
    ):
        return None
    if not match.lead and not (
        match.before and match.before[-1].lower in ("in", "during", "by", "on", "through", "into", "of", "since", "until")
    ):
        return None
    return timed(base or context.ref, tag, "the day named before, else that of the report")


def _inner_day(match: Match, context: Context) -> Reading | None:
    """The day that a longer expression contains: its date, weekday, or `yesterday`."""
    skip = {"PART", "CLOCKWORD", "AMPM", "ZONE", "COL", "HHMM", "H24", "MM60", "NW", "LP", "RP"}
    tokens = list(match.tokens)
    cut = [
        i
        for i, t in enumerate(tokens)
        if t.classes.keys() & {"WEEKDAY", "WDAY", "MONTH", "MON"} or t.lower in ("today", "yesterday", "tomorrow")
    ]
    if not cut:
        return None
    kept = tuple(t for i, t in enumerate(tokens) if not (t.classes.keys() & skip) or _near(tokens, i))
    inner = Match(match.rule, kept, match.lead, match.before, match.after, match.start)
    if any(t.lower in ("today", "yesterday", "tomorrow") for t in kept):
        return deictic(inner, context)
    if any(t.classes.keys() & {"MONTH", "MON"} for t in kept):
        return calendar(inner, context)
    return weekday(inner, context)


def _near(tokens: list[Token], i: int) -> bool:
    """Whether a number belongs to a month beside it rather than to a clock time."""
    around = tokens[max(0, i - 3) : i + 3]
    clock = [t for t in tokens[max(0, i - 1) : i + 2] if t.classes.keys() & {"COL", "AMPM"}]
    zoned = bool(tokens[i + 1 : i + 2]) and "ZONE" in tokens[i + 1].classes
    return not clock and not zoned and any(t.classes.keys() & {"MONTH", "MON"} for t in around)


def daypart(match: Match, context: Context) -> Reading | None:
    """`Friday night`, `yesterday afternoon`, `noon Thursday`, `the morning of July 3`."""
    day = _inner_day(match, context)
    if day is None:
        return None
    value = match.get("PART")
    tag = "T" + str(value) if value else str(match.get("CLOCKWORD"))
    if day.start is None:
        return Reading(
            "TIME", (day.timex or "XXXX-XX-XX") + tag, precision="day", rule=day.rule, candidates=day.candidates
        )
    return replace(day, type="TIME", timex=day.start.isoformat() + tag)


def clock_tag(match: Match) -> str | None:
    """The time of day in TIMEX3: `T10:35`, `T17:00`, `TMO`."""
    word = match.get("CLOCKWORD")
    if word is not None:
        return str(word)
    ampm = match.get("AMPM")
    if ampm is None and match.get("PART") is not None:
        ampm = "a" if match.get("PART") == "MO" else "p"
    tokens = list(match.tokens)
    for i, token in enumerate(tokens):
        if "DOTCLOCK" in token.classes and (ampm or match.has("hours", "hrs")):
            hour, minute = (int(x) for x in token.text.split("."))
        elif (
            "H24" in token.classes
            and i + 2 < len(tokens)
            and tokens[i + 1].text == ":"
            and "MM60" in tokens[i + 2].classes
        ):
            hour, minute = int(token.classes["H24"]), int(tokens[i + 2].classes["MM60"])
        elif "HHMM" in token.classes and not match.get("COL") and (match.get("ZONE") or match.has("hours", "hrs", "local")):
            raw = str(token.classes["HHMM"])
            hour, minute = int(raw[:2]), int(raw[2:])
        elif (
            ("H24" in token.classes or "NW" in token.classes)
            and (ampm or match.has("clock"))
            and i + 1 < len(tokens)
            and (tokens[i + 1].classes.keys() & {"AMPM"} or tokens[i + 1].lower in ("o", "in"))
        ):
            hour, minute = int(token.classes.get("H24", token.classes.get("NW", 0))), 0
        else:
            continue
        if ampm == "p" and hour < 12:
            hour += 12
        elif ampm == "a" and hour == 12:
            hour = 0
        return f"T{hour:02d}:{minute:02d}" if hour <= 24 else None
    return None


def clock(match: Match, context: Context) -> Reading | None:
    """`10:35 a.m.`, `noon`, `2100 GMT`, on the day last named, else that of the report."""
    tag = clock_tag(match)
    if tag is None or (
        match.get("CLOCKWORD")
        and not (
            match.lead
            or (
                match.before
                and match.before[-1].lower
                in ("at", "by", "before", "after", "until", "since", "around", "about", "from", "to", "till")
            )
        )
    ):
        return None
    if (
        match.get("AMPM") is None
        and match.get("COL")
        and match.get("ZONE") is None
        and match.after
        and match.after[0].text == ":"
    ):
        return None
    base = context.last.start if context.last is not None and context.last.unit == "day" else context.ref
    return timed(base, tag, "on the day named before, else that of the report")


def dayclock(match: Match, context: Context) -> Reading | None:
    """`10 p.m. Wednesday`, `5 p.m. EST, Nov. 6`, `Friday at 0730 GMT`."""
    tag = clock_tag(match)
    if tag is None:
        return None
    if match.get("PART") is not None and not any(t.classes.keys() & {"WEEKDAY", "MONTH", "MON"} for t in match.tokens):
        return timed(context.ref, tag, "on the day of the report")
    day = _inner_day(match, context)
    if day is None:
        return None
    return replace(day, type="TIME", timex=(day.timex or "XXXX-XX-XX") + tag)
