"""Calendar arithmetic for time expressions: periods of one unit, their neighbours and their TIMEX3 names.

A `Period` is the day, week, month, quarter, half, season, year, decade or century that a first day stands for.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
SEASONS = ("SP", "SU", "FA", "WI")
LETTER = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
    "weekend": "WE",
    "night": "NI",
}
_FACTOR = {"fortnight": 2, "decade": 10, "century": 100}


def add_months(day: date, months: int) -> date | None:
    """`day` moved by whole months, held at the end of a shorter month; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_units(day: date, unit: str, count: float) -> date | None:
    """`day` moved by `count` of `unit`; hours and minutes move it only in whole days."""
    try:
        if unit in MONTHS_IN:
            whole = int(count * MONTHS_IN[unit])
            return add_months(day, whole)
        if unit in DAYS_IN or unit == "night":
            return day + timedelta(days=int(count * DAYS_IN.get(unit, 1)))
        seconds = {"hour": 3600, "minute": 60, "second": 1}.get(unit)
        return None if seconds is None else day + timedelta(days=int(count * seconds / 86400))
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar unit by its first day: `Period("month", date(2020, 9, 1))` is September 2020."""

    unit: str
    start: date

    @property
    def end(self) -> date:
        """The last day of the period."""
        if self.unit == "day":
            return self.start
        if self.unit == "weekend":
            return self.start + timedelta(days=1)
        if self.unit == "week":
            return self.start + timedelta(days=6)
        after = add_months(self.start, MONTHS_IN[self.unit])
        return (after or date(MAXYEAR, 12, 31)) - timedelta(days=1)

    def shift(self, count: int) -> Period:
        """The period `count` units on: last week is `this_week.shift(-1)`."""
        if self.unit in DAYS_IN:
            try:
                return Period(self.unit, self.start + timedelta(days=DAYS_IN[self.unit] * count))
            except OverflowError:
                return self
        moved = add_months(self.start, MONTHS_IN[self.unit] * count)
        return self if moved is None else Period(self.unit, moved)

    @property
    def timex(self) -> str:
        """The TIMEX3 value: `2020-09`, `2020-W39`, `2020-Q3`, `2020-SU`, `199` for the 1990s."""
        d = self.start
        if self.unit == "day":
            return d.isoformat()
        if self.unit in ("week", "weekend"):
            iso = d.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "month":
            return f"{d.year:04d}-{d.month:02d}"
        if self.unit == "quarter":
            return f"{d.year:04d}-Q{(d.month - 1) // 3 + 1}"
        if self.unit == "half":
            return f"{d.year:04d}-H{1 if d.month < 7 else 2}"
        if self.unit == "season":
            return f"{d.year:04d}-{SEASONS[(d.month - 3) // 3]}"
        if self.unit == "decade":
            return f"{d.year // 10:03d}"
        if self.unit == "century":
            return f"{d.year // 100:02d}"
        return f"{d.year:04d}"


def period_of(unit: str, day: date) -> Period:
    """The `unit` that `day` falls in; weeks begin on Monday, winter in December."""
    if unit == "day":
        return Period(unit, day)
    if unit in ("week", "fortnight"):
        return Period("week", day - timedelta(days=day.weekday()))
    if unit == "weekend":
        return Period(unit, day - timedelta(days=day.weekday()) + timedelta(days=5))
    if unit == "month":
        return Period(unit, day.replace(day=1))
    if unit == "quarter":
        return Period(unit, date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
    if unit == "half":
        return Period(unit, date(day.year, 1 if day.month < 7 else 7, 1))
    if unit == "season":
        first = (day.month - 3) // 3 * 3 + 3 if day.month >= 3 else 12
        return Period(unit, date(day.year - (day.month < 3), first, 1))
    if unit == "decade":
        return Period(unit, date(max(1, day.year // 10 * 10), 1, 1))
    if unit == "century":
        return Period(unit, date(max(1, day.year // 100 * 100), 1, 1))
    return Period("year", date(day.year, 1, 1))


def season(code: int, year: int) -> Period:
    """Season `code` (0 spring … 3 winter) that begins in `year`."""
    return Period("season", date(year, 3 + 3 * code, 1))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_weekday(ref: date, weekday: int, direction: int, *, strict: bool = False) -> date:
    """The `weekday` (0 Monday) on or after `ref` (direction 1) or on or before it (-1); `strict` leaves `ref` out."""
    gap = (weekday - ref.weekday()) * direction % 7
    if strict and gap == 0:
        gap = 7
    return ref + timedelta(days=gap * direction)


def easter(year: int) -> date:
    """Western Easter Sunday of `year`."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The `count`-th `weekday` of a month; -1 is the last."""
    if count < 0:
        last = date(year, month, monthrange(year, month)[1])
        return nearest_weekday(last, weekday, -1)
    return nearest_weekday(date(year, month, 1), weekday, 1) + timedelta(days=7 * (count - 1))


def duration_value(unit: str, count: float | None) -> str:
    """The TIMEX3 duration: `P3D`, `PT24H`, `P20Y` for two decades, `PXM` for several months."""
    letter = LETTER.get(unit, "D")
    lead, letter = ("PT", letter[1:]) if letter[0] == "T" else ("P", letter)
    if count is None:
        return f"{lead}X{'E' if unit == 'decade' else 'C' if unit == 'century' else letter}"
    count *= _FACTOR.get(unit, 1)
    if count == int(count):
        return f"{lead}{int(count)}{letter}"
    rest = count - int(count)
    smaller = {
        "Y": ("M", 12),
        "H": ("M", 60),
        "M": ("S", 60) if lead == "PT" else ("D", 30),
        "W": ("D", 7),
        "D": ("TH", 24),
    }.get(letter)
    if smaller is None:
        return f"{lead}{count:g}{letter}"
    whole = f"{int(count)}{letter}" if int(count) else ""
    return f"{lead}{whole}{smaller[0][:1] if len(smaller[0]) > 1 else ''}{round(rest * smaller[1])}{smaller[0][-1]}"


def part_of(start: date, end: date, part: str) -> tuple[date, date]:
    """A named part of an interval: `early` its first third, `mid`, `late`, `begin` and `end` a quarter, a half its half."""
    days = (end - start).days + 1
    third, quarter = max(1, days // 3), max(1, days // 4)
    if part == "early":
        return start, start + timedelta(days=third - 1)
    if part == "late":
        return end - timedelta(days=third - 1), end
    if part == "first half":
        return start, start + timedelta(days=days // 2 - 1)
    if part == "second half":
        return start + timedelta(days=days // 2), end
    if part == "mid":
        return start + timedelta(days=third), max(start + timedelta(days=third), end - timedelta(days=third))
    if part == "begin":
        return start, start + timedelta(days=quarter - 1)
    if part == "end":
        return end - timedelta(days=quarter - 1), end
    return start, end
