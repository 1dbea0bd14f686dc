"""Reading durations, sets, vague references and distances from another event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tocsin.coding.time_algebra import Period, add_units, duration_value, period_of
from tocsin.coding.time_reading import Context, Match, Reading, of_period
from tocsin.coding.time_relative import BACK, _timed, _unit, _window, count_of, offset_rule

_FINE = ("second", "minute", "hour")


def moved(base: Period, unit: str, count: float, back: bool) -> Period | None:
    """The period so far from `base`: days for days, months for months and weeks, as coarse as the words are."""
    step = -count if back else count
    shifted = add_units(base.start, unit, step)
    if shifted is None:
        return None
    if unit in _FINE or unit in ("day", "night"):
        return Period("day", shifted)
    grain = {"fortnight": "week", "decade": "year", "century": "year", "weekend": "week"}.get(unit, unit)
    if unit == "year" and base.unit == "quarter":
        grain = "quarter"
    return period_of(grain, shifted)


def ago(match: Match, context: Context) -> Reading | None:
    """`two years ago`, `a year earlier`, `three days later`."""
    unit = _unit(match)
    last = match.tokens[-1].lower
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
        if unit in _FINE:
            return (
                _timed(base.start, "", "counted in hours from the report")
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
    if base is not None and unit not in _FINE:
        found = moved(base, unit, count, back)
        if found is not None:
            return of_period(found, offset_rule(count, unit, back) + ", here the time named before")
    return Reading("DURATION", duration_value(unit, count), precision="unknown", rule=offset_rule(count, unit, back))


def after(match: Match, _context: Context) -> Reading | None:
    """`two days after` something: a length with the distance kept for `anchored`; the preposition stays outside."""
    unit = _unit(match)
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
    unit = _unit(match)
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
        return replace(_window(unit, count, -1, match, context), trim=trim)
    if words & {"next", "coming"}:
        return replace(_window(unit, count, 1, match, context), trim=trim)
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


_PER = frozenset(
    [
        "in",
        "for",
        "within",
        "after",
        "over",
        "of",
        "than",
        "until",
        "during",
        "nearly",
        "about",
        "as",
        "barely",
        "just",
        "almost",
        "take",
        "takes",
        "took",
        "last",
        "lasts",
        "lasted",
        "him",
        "her",
        "them",
        "us",
        "me",
        "by",
        "every",
        "spend",
        "spent",
        "spending",
        "under",
        "only",
        "least",
        "once",
        "half",
        "not",
        "what",
        "quite",
        "such",
        "from",
        "is",
        "was",
        "be",
        "been",
        "and",
        "or",
        "but",
        "with",
        "on",
        "to",
        "at",
        "before",
        "since",
        "around",
    ]
)


def duration(match: Match, _context: Context) -> Reading | None:
    """`five years`, `two-year`, `a week`, `half an hour`; `a year` after an amount is a SET."""
    unit = _unit(match)
    if unit is None:
        return None
    words = [t.lower for t in match.tokens]
    long = match.get("LONG")
    if long is not None:
        return Reading("DURATION", duration_value(str(long).removesuffix("s"), None if str(long).endswith("s") else 1), rule="a length of time")
    if words[-1] in ("old", "age") or (match.after and match.after[0].lower == "old"):
        return _age_of_a_thing(match, unit)
    if words == ["one", "day"] and (future := _some_day(match)) is not None:
        return future
    if words[0] == "all" and words[-1] in ("long", "day", "night", "week", "month", "year", "morning", "summer", "winter"):
        return Reading("DURATION", duration_value(unit, 1), rule="a length of time")
    unit_token = next(t for t in reversed(match.tokens) if t.classes.keys() & {"UNIT", "UNITS"})
    if unit_token.text[0].isupper() and not unit_token.text.isupper() and len(match.tokens) < 3:
        return None
    if unit == "second" and not any(t.classes.keys() & {"DIG", "NW"} for t in match.tokens[:-1] if t is not unit_token):
        return None
    if unit == "quarter" and words[-1] == "quarter" and not any("UNITS" in t.classes for t in match.tokens):
        return None
    if match.has("three", "3") and unit == "quarter" and match.has("-"):
        return None
    if match.after and match.after[0].text == "-" and match.after[1:] and match.after[1].lower == "old":
        return None
    if unit in ("night",) and "DIG" not in match.tokens[0].classes and "NW" not in match.tokens[0].classes:
        return None
    if words[0] in ("each", "every"):
        return Reading("SET", duration_value(unit, 1), rule="a set of times")
    if words[0] in ("a", "an") and len(words) == 2 and words[1] in ("second", "minute", "quarter"):
        return None
    if words[0] in ("a", "an") and len(words) == 2 and match.before:
        if match.before[-1].lower not in _PER and (
            match.before[-1].lower.endswith(("s", "d")) or match.before[-1].text.isalnum()
        ):
            if match.before[-1].text.isupper() and len(match.before[-1].text) == 1:
                return None
            per = any(
                t.classes.keys() & {"DIG", "NW", "BIG", "PILES"} or t.lower in ("million", "billion", "times", "$")
                for t in match.before
            )
            return (
                Reading("SET", duration_value(unit, 1), rule="so much for every such time")
                if per
                else Reading("DURATION", duration_value(unit, 1), rule="a length of time")
            )
    if (both := _two_units(match)) is not None:
        return both
    count = count_of(match)
    if (count is not None and count > 100000) or (not count and count is not None):
        return None
    if words[0] in ("multi",):
        count = None
    if words[0] in ("all", "half") and len(words) > 2 and words[1] == "-":
        count = 0.5 if words[0] == "half" else 1
    adjective = words[0] == "the" and len(words) > 2 and (words[-1] == "long" or ("UNIT" in unit_token.classes and count != 1))
    return Reading("DURATION", duration_value(unit, count), rule="a length of time", trim=(1, 0) if adjective else (0, 0))


def _two_units(match: Match) -> Reading | None:
    """`six hours and 30 minutes`: both lengths in one value."""
    at = [i for i, t in enumerate(match.tokens) if t.classes.keys() & {"UNIT", "UNITS"}]
    if len(at) != 2 or at[1] - at[0] < 2:
        return None
    values = []
    for tokens in (match.tokens[: at[0] + 1], match.tokens[at[0] + 1 : at[1] + 1]):
        part = Match(match.rule, tokens, (), (), ())
        unit, count = _unit(part), count_of(part)
        if unit is None or count is None:
            return None
        values.append(duration_value(unit, count))
    first, second = values
    second = second[1:] if second.startswith("PT") and "T" not in first else second.removeprefix("PT").removeprefix("P")
    return Reading("DURATION", first + second, rule="a length of time")


_AGEING = frozenset(
    "conflict war insurgency rebellion uprising revolt crisis truce ceasefire government regime blockade siege dispute strike "
    "protest protests embargo ban law deal agreement treaty pact alliance campaign occupation rule dictatorship republic nation "
    "state company program programme project case trial investigation inquiry standoff stalemate feud policy movement "
    "offensive operation bombardment fighting".split()
)
"""Things whose age is the length of what goes on; the age of a person or a house is not."""


def _age_of_a_thing(match: Match, unit: str) -> Reading | None:
    """`the two-year-old conflict`."""
    if match.tokens[-1].lower == "age" or not any(t.lower in _AGEING for t in match.after):
        return None
    first = 1 if match.tokens[0].lower in ("the", "a", "an") and len(match.tokens) > 3 else 0
    return Reading("DURATION", duration_value(unit, count_of(match)), rule="a length of time", trim=(first, 0))


_MAYBE = frozenset({"will", "would", "may", "might", "could", "can", "'ll", "hopes", "hope", "hoped", "shall", "wants", "to"})


def _some_day(match: Match) -> Reading | None:
    """`will one day return`: some time to come, no length."""
    if any(t.lower in _MAYBE for t in (*match.before[-2:], *match.after)) or any(t.lower in ("will", "would", "may", "might") for t in match.before):
        return Reading("DATE", "FUTURE_REF", rule="the future")
    return None
