"""Feasts that move with the moon: Islamic, Jewish, Orthodox and Chinese ones, computed for any year of 1900–2100."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import lru_cache

# Holidays by the rule that dates them: month and day, days from Easter (western or Orthodox), the nth weekday of a month,
# month and day of the Islamic year, days from the Chinese or the Jewish new year.
HOLIDAYS: dict[str, tuple[str, int, int, int]] = {
    "christmas": ("fixed", 12, 25, 0),
    "christmas day": ("fixed", 12, 25, 0),
    "christmas eve": ("fixed", 12, 24, 0),
    "new year": ("fixed", 1, 1, 0),
    "new year day": ("fixed", 1, 1, 0),
    "new year eve": ("fixed", 12, 31, 0),
    "halloween": ("fixed", 10, 31, 0),
    "valentine day": ("fixed", 2, 14, 0),
    "may day": ("fixed", 5, 1, 0),
    "nowruz": ("fixed", 3, 21, 0),
    "armistice day": ("fixed", 11, 11, 0),
    "veterans day": ("fixed", 11, 11, 0),
    "boxing day": ("fixed", 12, 26, 0),
    "bastille day": ("fixed", 7, 14, 0),
    "independence day": ("fixed", 7, 4, 0),
    "easter": ("easter", 0, 0, 0),
    "easter sunday": ("easter", 0, 0, 0),
    "easter monday": ("easter", 1, 0, 0),
    "good friday": ("easter", -2, 0, 0),
    "palm sunday": ("easter", -7, 0, 0),
    "ash wednesday": ("easter", -46, 0, 0),
    "thanksgiving": ("nth", 11, 3, 4),
    "thanksgiving day": ("nth", 11, 3, 4),
    "labor day": ("nth", 9, 0, 1),
    "memorial day": ("nth", 5, 0, -1),
    "columbus day": ("nth", 10, 0, 2),
    "election day": ("election", 11, 0, 0),
    "presidents day": ("nth", 2, 0, 3),
    "mother day": ("nth", 5, 6, 2),
    "orthodox easter": ("orthodox", 0, 0, 0),
    "orthodox easter sunday": ("orthodox", 0, 0, 0),
    "orthodox good friday": ("orthodox", -2, 0, 0),
    "orthodox christmas": ("fixed", 1, 7, 0),
    "orthodox christmas day": ("fixed", 1, 7, 0),
    "orthodox christmas eve": ("fixed", 1, 6, 0),
    "ramadan": ("islamic", 9, 1, 0),
    "eid": ("islamic", 10, 1, 0),
    "eid fitr": ("islamic", 10, 1, 0),
    "eid adha": ("islamic", 12, 10, 0),
    "ashura": ("islamic", 1, 10, 0),
    "lunar new year": ("chinese", 0, 0, 0),
    "chinese new year": ("chinese", 0, 0, 0),
    "tet": ("chinese", 0, 0, 0),
    "passover": ("jewish", -163, 0, 0),
    "rosh hashanah": ("jewish", 0, 0, 0),
    "yom kippur": ("jewish", 9, 0, 0),
    "simchat torah": ("jewish", 21, 0, 0),
}

_SYNODIC = 29.530588861
_RAMADAN_1441 = 251
"""Lunations from the new moon of January 6, 2000 to that of Ramadan 1441 (April 23, 2020)."""
_MECCA_SUNSET = 15.5
"""Hours UTC: a month begins on the day after a new moon that comes before it, else a day later."""
_TERMS = (
    (-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2), (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2), (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0),
)  # fmt: skip
"""Days to add to a mean new moon: amplitude, multiples of the anomalies of sun and moon and of the moon's latitude."""


@lru_cache(maxsize=512)
def new_moon(lunation: int) -> datetime:
    """The new moon, in UTC to a few minutes, so many lunations after that of January 6, 2000 (Meeus' series)."""
    t = lunation / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * lunation)
    moon = math.radians(201.5643 + 385.81693528 * lunation + 0.0107582 * t * t)
    node = math.radians(160.7108 + 390.67050284 * lunation - 0.0016118 * t * t)
    days = 5.09766 + _SYNODIC * lunation + 0.00015437 * t * t
    days += sum([a * math.sin(s * sun + m * moon + f * node) for a, s, m, f in _TERMS], 0.0)
    return datetime(2000, 1, 1, 12) + timedelta(days=days, seconds=-65)


def islamic(month: int, day: int, year: int) -> tuple[date, ...]:
    """The days of `year` that are that day of an Islamic month, as Mecca counts; there may be two, or none.

    The 1st of Ramadan (month 9) in 2020 is April 24. Where the sighting of the moon decides it may be a day off.
    """
    around = round((year - 2020) * 365.2425 / _SYNODIC / 12)
    found = []
    for n in range(around - 2, around + 3):
        moon = new_moon(_RAMADAN_1441 + 12 * n + month - 9)
        late = moon.hour + moon.minute / 60 >= _MECCA_SUNSET
        start = moon.date() + timedelta(days=2 if late else 1)
        found.append(start + timedelta(days=day - 1))
    return tuple(d for d in found if d.year == year)


def lunar_new_year(year: int) -> date:
    """The Chinese new year: the first new moon from January 22 on by Beijing's clock; 2023 gives January 22."""
    lunation = round((year - 2000) * 365.2425 / _SYNODIC) - 1
    while (day := (new_moon(lunation) + timedelta(hours=8)).date()) < date(year, 1, 22):
        lunation += 1
    return day


def orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian reckoning, as a day of our calendar; 2022 gives April 24."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _elapsed(year: int) -> int:
    """Days from the Jewish epoch to the new year of a Jewish year, before the rule on lengths of years."""
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def rosh_hashanah(year: int) -> date:
    """The Jewish new year that falls in `year`; 2023 gives September 16."""
    jewish = year + 3761
    before, own, after = (_elapsed(jewish + n) for n in (-1, 0, 1))
    late = 2 if after - own == 356 else 1 if own - before == 382 else 0
    return date.fromordinal(own + late - 1373427)
