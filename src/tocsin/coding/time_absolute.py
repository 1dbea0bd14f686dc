"""Reading expressions that name a calendar date: days, months, years, quarters, decades, seasons, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tocsin.coding.time_algebra import (
    Period,
    nearest_weekday,
    period_of,
    safe_date,
)
from tocsin.coding.time_neighbours import MONTH_AFTER
from tocsin.coding.time_reading import Context, Match, Reading, Token, of_day, of_period

FIRST_YEAR, LAST_YEAR = 1990, 2026
"""The years among which a date without one is looked for when the report has no date of its own."""


def long_year(two: int) -> int:
    """The year meant by two digits: 90 → 1990, 12 → 2012."""
    return two + (1900 if two > 40 else 2000)


def spoken_number(tokens: list[Token]) -> float | None:
    """The number that words or digits spell: `twenty-five` → 25, `2 1/2` → 2.5, `two and a half` → 2.5."""
    total, here, seen = 0.0, 0.0, False
    digits = [t for t in tokens if "DIG" in t.classes]
    if len(digits) == 3 and any("SL" in t.classes for t in tokens):
        a, b, c = (float(t.classes["DIG"]) for t in digits)
        return a + b / c if c else a
    for token in tokens:
        classes = token.classes
        if "DIG" in classes:
            here, seen = float(classes["DIG"]), True
        elif "BIG" in classes:
            big = int(classes["BIG"])
            here, seen = max(here, 1) * big, True
            if big == 1000:
                total, here = total + here, 0.0
        elif "NW" in classes:
            here, seen = here + int(classes["NW"]), True
        elif token.lower == "half":
            here, seen = here + 0.5, True
        elif token.lower in ("couple", "dozen"):
            here, seen = (2.0 if token.lower == "couple" else 12.0), True
    return total + here if seen else None


def spoken_year(tokens: list[Token]) -> int | None:
    """The year in words: `nineteen ninety-six` → 1996, `two thousand and four` → 2004."""
    values = [int(t.classes["NW"]) for t in tokens if "NW" in t.classes]
    if not values:
        return None
    if values[0] in (19, 20):
        return values[0] * 100 + (sum(values[1:]) if values[1:] != [100] else 0)
    if values[:2] == [2, 1000]:
        return 2000 + sum(values[2:])
    return None


def named_year(match: Match, context: Context) -> int | None:
    """The year an expression states, in figures, in words or as `last year`; None where it states none."""
    year = match.number("YEAR")
    if year is not None:
        return year
    for name in ("YYQ", "YY"):
        two = [t for t in match.tokens if name in t.classes]
        figures = [t for t in match.tokens if t.classes.keys() & {"DIG", "ORD", "YYQ"}]
        if two and two[-1] is match.tokens[-1] and (name == "YYQ" or (len(figures) > 1 and len(match.tokens) > 2)):
            return long_year(int(two[-1].classes[name]))
    if match.has("year") and context.ref is not None:
        if match.has("last"):
            return context.ref.year - 1
        if match.has("next"):
            return context.ref.year + 1
        return context.ref.year
    return None


def _month(match: Match) -> int | None:
    for name in ("MONTH", "MON", "LOWMONTH"):
        value = match.number(name)
        if value is not None:
            return value
    return None


def _days(match: Match) -> list[int]:
    """The days of the month, in order; an ordinal in words counts, the figures of a year do not."""
    found: list[int] = []
    ten = 0
    for token in match.tokens:
        if "ORD" in token.classes:
            found.append(ten + int(token.classes["ORD"]))
        elif "D31" in token.classes:
            found.append(int(token.classes["D31"]))
        ten = int(token.classes["TEN"]) if "TEN" in token.classes else ten if "HY" in token.classes else 0
    return [day for day in found if 1 <= day <= 31]


def weekday_of(match: Match) -> int | None:
    """The day of the week named, 0 for Monday."""
    value = match.number("WEEKDAY")
    return value if value is not None else match.number("WDAY")


def years_that_fit(month: int, day: int, weekday: int | None) -> tuple[int, ...]:
    """The years from 1990 to 2026 in which that day of the month falls on that weekday."""
    fit = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        found = safe_date(year, month, day)
        if found is not None and (weekday is None or found.weekday() == weekday):
            fit.append(year)
    return tuple(fit)


def _beside_last(month: int, day: int, weekday: int | None, context: Context) -> date | None:
    """In a report without a day of its own: that day of the month nearest to the last full date it states."""
    last = context.last
    if last is None or last.unit != "day" or last.start.year < FIRST_YEAR or not context.full_dates:
        return None
    around = [d for n in (-1, 0, 1) if (d := safe_date(last.start.year + n, month, day)) is not None]
    fit = [d for d in around if weekday is None or d.weekday() == weekday]
    return min(fit, key=lambda d: abs((d - last.start).days), default=None)


def _choose_year(match: Match, month: int, day: int, context: Context) -> Reading:
    """A day of the month without a year: the weekday, the day of publication and the tense choose one."""
    weekday = weekday_of(match)
    if context.ref is None and (beside := _beside_last(month, day, weekday, context)) is not None:
        return of_day(beside, "the nearest such day to a full date named before")
    if context.ref is None:
        fit = tuple(y for y in years_that_fit(month, day, weekday) if not context.years or y in context.years)
        if len(fit) == 1:
            found = date(fit[0], month, day)
            return of_day(
                found,
                "the only year in which weekday and day agree" if weekday is not None else "the only year allowed",
            )
        return Reading(
            "DATE",
            f"XXXX-{month:02d}-{day:02d}",
            precision="day",
            rule=f"the year is open: {len(fit)} fit",
            candidates=tuple(f"{y}-{month:02d}-{day:02d}" for y in fit),
        )
    ref = context.ref
    around = [d for y in range(ref.year - 7, ref.year + 8) if (d := safe_date(y, month, day)) is not None]
    near = sorted(around, key=lambda d: abs((d - ref).days))
    if weekday is not None:
        agreeing = [d for d in near if d.weekday() == weekday]
        if (
            agreeing
            and len(near) > 1
            and (agreeing[0].year in (near[0].year, near[1].year) or abs((agreeing[0] - ref).days) < 800)
        ):
            return of_day(agreeing[0], "the nearest year in which weekday and day agree")
    if len(near) < 2:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", precision="day", rule="no such day in the calendar")
    tense = context.tense(match)
    best, other = near[0], near[1]
    since = bool(match.before) and match.before[-1].lower == "since"
    wanted = other if (tense == "past" and best > ref >= other and (best - ref).days > (0 if since else 60)) else best
    if tense == "future" and best < ref <= other and (ref - best).days > (100 if _before_noun(match) else 20):
        wanted = other
    side = "up to" if wanted <= ref else "after"
    return of_day(wanted, f"the nearest such day {side} {context.source}")


_JOINERS = frozenset(
    "to for in at on after before when with and or but if as by from until that which who while because during under since".split()
)


def _before_noun(match: Match) -> bool:
    """Whether the date only says which: “the March 1 attack”, whatever the tense of what is said of the attack."""
    after = match.after[0].lower if match.after else ""
    return after == "'s" or (after.isalpha() and after not in _JOINERS)


def calendar(match: Match, context: Context) -> Reading | None:
    """`Sunday, September 27, 2020`, `27 Sept.`, `July 3-5`, `3 JAN 90`."""
    reading = _calendar(match, context)
    lone = match.tokens[0].lower == "the" and not match.lead and match.tokens[1].classes.keys() & {"MONTH", "MON"}
    return replace(reading, trim=(1, 0)) if reading is not None and lone else reading


def _calendar(match: Match, context: Context) -> Reading | None:
    month, days = _month(match), _days(match)
    if (
        match.get("LOWMONTH") is not None
        and match.get("MONTH") is None
        and any(t.lower == "second" for t in match.tokens)
    ):
        return None
    ranged = (
        len(days) > 1
        and match.has("and", "to", "through", "until", "-", " - ")
        and match.tokens[-1].text[-1].isalnum()
        and days[0] < days[-1]
    )
    year = None if ranged and match.get("YEAR") is None and match.get("YYQ") is None else named_year(match, context)
    if month is None:
        return _day_of_some_month(match, days, context)
    if not days or (len(days) > 1 and year is not None and days[-1] == year % 100 and not match.get("YEAR")):
        days = days[:1]
    if not days:
        return None
    if match.before and match.before[-1].text in ("$", "£", "€"):
        return None
    if (match.has("and", "to", "through", "until", "-") and len(days) > 1) or (len(days) > 1 and days[0] < days[-1]):
        return _day_range(match, month, days, year, context)
    if year is None:
        return _day_of_the_attacks(match, month, days[0], context) or _choose_year(match, month, days[0], context)
    found = safe_date(year, month, days[0])
    return None if found is None else of_day(found, "the date as written")


_NAMED_DAYS = {(9, 11): date(2001, 9, 11), (26, 11): date(2008, 11, 26)}
"""Days known by their figures alone: those of the attacks on New York and on Mumbai."""
_OF_THE_DAY = frozenset({"attack", "attacks", "terrorist", "terror", "hijackers", "hijackings", "plot", "plotters"})


def named_day(match: Match, context: Context) -> Reading | None:
    """`9/11`, `the 26/11 attacks`: a day known by its figures, in reports that came after it."""
    figures = [int(t.classes["DIG"]) for t in match.tokens if str(t.classes.get("DIG", "")).isdecimal()]
    found = _NAMED_DAYS.get((figures[0], figures[1])) if len(figures) == 2 else None
    if found is None or (context.ref is not None and context.ref <= found) or (match.after and match.after[0].text in ("/", "%")):
        return None
    return of_day(found, "a day known by its figures")


def _day_of_the_attacks(match: Match, month: int, day: int, context: Context) -> Reading | None:
    """`the Sept. 11 attacks`, which need no year."""
    found = _NAMED_DAYS.get((month, day))
    told = any(t.lower in _OF_THE_DAY for t in match.after[:2])
    if found is None or not told or (context.ref is not None and context.ref <= found):
        return None
    return of_day(found, "a day known by its figures")


def _day_range(match: Match, month: int, days: list[int], year: int | None, context: Context) -> Reading | None:
    first = safe_date(year, month, days[0]) if year else None
    if first is None:
        chosen = _choose_year(match, month, days[0], context)
        if chosen.start is None:
            return chosen
        first = chosen.start
    last = safe_date(first.year, month, days[-1])
    if last is None or last < first:
        return None
    return Reading("DATE", first.isoformat(), first, last, "interval", "the days as written", (), Period("day", last))


def _day_of_some_month(match: Match, days: list[int], context: Context) -> Reading | None:
    """`Friday the 13th`: the nearest month in which weekday and day agree."""
    weekday = weekday_of(match)
    if (
        weekday is None
        or not days
        or context.ref is None
        or not any("ORD" in t.classes and t.text[0].isdecimal() for t in match.tokens)
    ):
        return None
    direction = 1 if context.tense(match) == "future" else -1
    day = nearest_weekday(context.ref, weekday, direction)
    for _ in range(120):
        if day.day == days[0]:
            return of_day(day, "the nearest such weekday with that day of the month")
        day = Period("week", day).shift(direction).start
    return None


def month_year(match: Match, context: Context) -> Reading | None:
    """`September 2020`, `June last year`."""
    month, year = _month(match), named_year(match, context)
    if match.has("that", "same", "following", "previous") and context.last is not None:
        step = 1 if match.has("following") else -1 if match.has("previous") else 0
        year = context.last.start.year + step
    if year is None:
        year = spoken_year([t for t in match.tokens if "MONTH" not in t.classes])
    if month is None or year is None or not 1 <= year < 9000:
        return None
    return of_period(Period("month", date(year, month, 1)), "the month as written")


def month(match: Match, context: Context) -> Reading | None:
    """`September`, `last May`, chosen by tense and the day of publication."""
    number = _month(match)
    token = next(t for t in match.tokens if "MONTH" in t.classes or "MON" in t.classes)
    if number is None or not _is_month_word(match, token):
        return None
    if context.ref is None:
        return Reading("DATE", f"XXXX-{number:02d}", precision="month", rule="the year is open")
    this = period_of("month", context.ref)
    same = Period("month", date(context.ref.year, number, 1))
    words = {t.lower for t in match.tokens[:-1]} | {t.lower for t in match.lead}
    if "last" in words or "past" in words or "previous" in words:
        found, rule = (same if same.start < this.start else same.shift(-12)), "the last such month before"
    elif "next" in words or "coming" in words:
        found, rule = (same if same.start > this.start else same.shift(12)), "the next such month after"
    elif "this" in words:
        found, rule = same, "that month in the year of"
    elif context.tense(match) == "future":
        found, rule = (same if same.start >= this.start else same.shift(12)), "the next such month from"
    elif context.tense(match) == "past" and not (
        match.before and match.before[-1].lower in ("until", "till", "through")
    ):
        found, rule = (same if same.start <= this.start else same.shift(-12)), "the last such month up to"
    else:
        near = (same.shift(-12), same, same.shift(12))
        found, rule = (
            min(
                near,
                key=lambda p: (
                    (p.start - this.start).days * 1.5 if p.start > this.start else (this.start - p.start).days
                ),
            ),
            "the nearest such month to",
        )
    return of_period(found, f"{rule} {context.source}")


def _is_month_word(match: Match, token: Token) -> bool:
    """Whether a month word alone is the month: not `May God`, `March on`, `Jan Egeland`, `April Jones`."""
    if (len(match.tokens) > 1 and "MON" not in token.classes) or match.lead:
        return True
    if "MON" in token.classes and "MONTH" not in token.classes:
        return match.tokens[-1].text == "." and bool(match.before) and match.before[-1].lower in MONTH_AFTER
    if token.lower not in ("may", "march", "april", "june", "august"):
        return True
    before = match.before[-1].lower if match.before else ""
    if before in ("and", "or", "by", "to", "for", "from", ",", "(") and match.after and match.after[0].text.istitle():
        return False
    return (
        bool(match.before)
        and match.before[-1].lower in MONTH_AFTER
        and not (token.text.isupper() and match.before[-1].lower in ("and", "or", "that", ","))
    )


def iso(match: Match, _context: Context) -> Reading | None:
    """`2020-09-27`, `27/09/2020`, `27.9.2020`; with both orders possible the month comes first."""
    if match.get("YMD") is not None:
        value = int(match.get("YMD") or 0)
        found = safe_date(value // 10000, value // 100 % 100, value % 100)
        return None if found is None else of_day(found, "the date as written")
    raw = str(match.get("DOTTED")).split(".") if match.get("DOTTED") else [t.text for t in match.all("DIG")]
    if len(raw) != 3 or not all(part.isdecimal() for part in raw):
        return None
    a, b, c = (int(part) for part in raw)
    if len(raw[0]) == 4:
        found = safe_date(a, b, c)
        return None if found is None else of_day(found, "the date as written")
    if len(raw[2]) not in (2, 4) or not (len(raw[2]) == 4 or match.get("SL")):
        return None
    year = c if len(raw[2]) == 4 else long_year(c)
    if not 1800 <= year <= 2100:
        return None
    day_first, month_first = safe_date(year, b, a), safe_date(year, a, b)
    if match.get("DOTTED") or month_first is None:
        return None if day_first is None else of_day(day_first, "the date as written, day first")
    reading = of_day(month_first, "the date as written, month first")
    return reading if day_first in (None, month_first) else replace(reading, candidates=(str(day_first),))
