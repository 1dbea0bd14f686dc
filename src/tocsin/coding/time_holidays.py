"""Reading holidays: `Christmas Eve`, `last Thanksgiving`, `the end of Ramadan`."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.coding.time_algebra import easter, nth_weekday
from tocsin.coding.time_feasts import HOLIDAYS, islamic, lunar_new_year, orthodox_easter, rosh_hashanah
from tocsin.coding.time_reading import Context, Match, Reading, of_day


def _holiday_dates(name: str, year_: int) -> tuple[date, ...]:
    """The days of a holiday in a year: one as a rule, none or two for those of the Islamic year."""
    rule = HOLIDAYS.get(name)
    if rule is None or not 1900 <= year_ <= 2100:
        return ()
    kind, a, b, c = rule
    if name == "eid":
        return tuple(sorted((*islamic(10, 1, year_), *islamic(12, 10, year_))))
    if kind == "islamic":
        return islamic(a, b, year_)
    if kind == "fixed":
        return (date(year_, a, b),)
    if kind == "election":
        return (nth_weekday(year_, 11, 0, 1) + timedelta(days=1),)
    if kind == "nth":
        return (nth_weekday(year_, a, b, c),)
    first = {"easter": easter, "orthodox": orthodox_easter, "chinese": lunar_new_year, "jewish": rosh_hashanah}[kind]
    return (first(year_) + timedelta(days=a),)


_NAMES_TOO = frozenset({"ramadan", "eid", "tet", "ashura", "passover"})
"""Holidays that are persons' names or stand in titles: they count after a word of time or with a year."""
_TIME_BEFORE = frozenset(
    "on in during of for before after since until till by over at throughout through from and ahead the next last this "
    "around every".split()
)


def holiday(match: Match, context: Context) -> Reading | None:
    """`Christmas Eve`, `last Thanksgiving`, `Easter Sunday 1998`, `the end of Ramadan`."""
    name = " ".join(t.lower for t in match.tokens if any(c.startswith("HOL-") for c in t.classes) and not t.text.islower())
    stated = match.number("YEAR")
    if name in _NAMES_TOO and stated is None and len(match.tokens) == 1 and not _told_as_time(match):
        return None
    part = next((t.lower for t in match.tokens if t.lower in ("start", "beginning", "end", "eve") and t.text.islower()), "")
    if stated is None and context.ref is None:
        return Reading("DATE", None, precision="day", rule="a holiday whose year is open") if name in HOLIDAYS else None
    if stated is not None:
        days = _holiday_dates(name, stated)
        return _feast(name, days[0], part, "the holiday in that year") if days else None
    assert context.ref is not None
    ref = context.ref
    days = tuple(d for y in (ref.year - 1, ref.year, ref.year + 1) for d in _holiday_dates(name, y))
    if not days:
        return None
    if match.has("last", "past") or context.tense(match) == "past":
        found = max(d for d in days if d <= ref)
    elif match.has("next", "coming") or context.tense(match) == "future":
        found = min(d for d in days if d >= ref)
    else:
        found = min(days, key=lambda d: abs((d - ref).days))
    return _feast(name, found, part, f"the holiday nearest to {context.source} in that tense")


def _told_as_time(match: Match) -> bool:
    before = match.lead[-1].lower if match.lead else match.before[-1].lower if match.before else ""
    return before in _TIME_BEFORE


def _feast(name: str, day: date, part: str, rule: str) -> Reading:
    """A holiday as its day; Ramadan as its month, unless its start or end is meant."""
    if HOLIDAYS[name][0] == "islamic":
        rule += "; the sighting of the moon may shift it by a day"
    if name == "ramadan":
        last = next(d for y in (day.year, day.year + 1) for d in islamic(10, 1, y) if d > day) - timedelta(days=1)
        if part == "end":
            return of_day(last, rule)
        if not part:
            return Reading("DATE", f"{day.isoformat()}/{last.isoformat()}", day, last, "interval", rule)
    return of_day(day - timedelta(days=1) if part == "eve" else day, rule)
