"""The words of time expressions: what each token may stand for, and the cutting of text into such tokens.

Every token gets one *code* character that stands for the set of its classes (`May` is a MONTH, `second` a UNIT and
an ORD); the grammar is then a regular expression over codes. Words that mean nothing here share one code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tocsin.coding.time_feasts import HOLIDAYS
from tocsin.coding.time_numbers import Classes

MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_MONTHS = {
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_UNITS = ("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "weekend")
_SEASONS = {"spring": 0, "summer": 1, "fall": 2, "autumn": 2, "winter": 3}
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_CLOCK_WORDS = {
    "noon": "T12:00",
    "midday": "T12:00",
    "midnight": "T24:00",
    "dawn": "TMO",
    "daybreak": "TMO",
    "sunrise": "TMO",
    "dusk": "TEV",
    "sunset": "TEV",
    "nightfall": "TNI",
}
_DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
_REFS = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "previously": "PAST_REF",
    "lately": "PAST_REF",
    "formerly": "PAST_REF",
    "soon": "FUTURE_REF",
    "shortly": "FUTURE_REF",
}
_OFTEN = {
    "daily": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
    "nightly": "XXXX-XX-XXTNI",
    "weekends": "XXXX-WXX-WE",
}
_ZONES = (
    "GMT UTC EST EDT CST CDT MST MDT PST PDT CET CEST BST IST ET PT Z MSK EET EEST WET TRT "
    "IDT AST PKT WIB SGT HKT KST JST AEST AEDT SAST EAT WAT CAT"
).split()


def _forms(word: str) -> tuple[str, str, str]:
    return word, word.capitalize(), word.upper()


def _add(table: dict[str, Classes], forms: Iterable[str], name: str, value: int | str = 1) -> None:
    for form in forms:
        table.setdefault(form, {})[name] = value


def _calendar_words(table: dict[str, Classes]) -> None:
    for i, month in enumerate(MONTHS):
        # march, may and august are ordinary words unless capitalised; the others are months in any case
        forms = _forms(month)[1:] if month in ("march", "may", "august") else _forms(month)
        _add(table, forms, "MONTH", i + 1)
        if month in ("march", "may", "august"):
            _add(table, [month], "LOWMONTH", i + 1)
    for short, number in _SHORT_MONTHS.items():
        _add(table, _forms(short)[1:], "MON", number)
    for i, day in enumerate(WEEKDAYS):
        _add(table, _forms(day), "WEEKDAY", i)
        _add(table, _forms(day + "s"), "WEEKDAYS", i)
    for short, number in _SHORT_DAYS.items():
        _add(table, _forms(short)[1:], "WDAY", number)


def _number_words(table: dict[str, Classes]) -> None:
    for i, word in enumerate(_ONES):
        _add(table, _forms(word), "NW", i + 1)
    for i, word in enumerate(_TENS):
        _add(table, _forms(word), "NW", 10 * i + 20)
        _add(table, _forms(word), "TEN", 10 * i + 20)
    for word, value in (("hundred", 100), ("thousand", 1000)):
        _add(table, _forms(word), "NW", value)
        _add(table, _forms(word), "BIG", value)
    for i, word in enumerate(_ORDINALS):
        _add(table, _forms(word), "ORD", i + 1)
    _add(table, _forms("thirtieth"), "ORD", 30)
    for word in ("few", "several", "many", "some", "numerous", "countless"):
        _add(table, _forms(word), "VAGUE")
    for word in ("dozens", "scores", "hundreds", "thousands"):
        _add(table, _forms(word), "PILES")


def _unit_words(table: dict[str, Classes]) -> None:
    for unit in _UNITS:
        _add(table, _forms(unit), "UNIT", unit)
        _add(table, _forms(unit + "s"), "UNITS", unit)
    for word, unit in (("century", "century"), ("hr", "hour"), ("min", "minute")):
        _add(table, [word], "UNIT", unit)
    for word, unit in (("centuries", "century"), ("hrs", "hour"), ("mins", "minute"), ("nights", "night")):
        _add(table, [word], "UNITS", unit)
    _add(table, _forms("century"), "UNIT", "century")
    for word, code in _SEASONS.items():
        _add(table, _forms(word), "SEASON", code)
        _add(table, [word + "s"], "SEASONS", code)
    for word, tag in _PARTS.items():
        _add(table, _forms(word), "PART", tag)
        _add(table, _forms(word + "s"), "PARTS", tag)
    for word, tag in _CLOCK_WORDS.items():
        _add(table, _forms(word), "CLOCKWORD", tag)
    for word, value in _DECADES.items():
        _add(table, _forms(word), "DECADEWORD", value)
    for unit in ("hour", "day", "night", "week", "month", "year", "decade"):
        _add(table, _forms(unit + "long"), "LONG", unit)
        _add(table, _forms(unit + "slong"), "LONG", unit + "s")


def _other_words(table: dict[str, Classes]) -> None:
    for word, value in _REFS.items():
        _add(table, _forms(word), "REF", value)
    for word, value in _OFTEN.items():
        _add(table, _forms(word), "OFTEN", value)
    for form in ("am", "pm", "a.m.", "p.m.", "a.m", "p.m", "AM", "PM", "A.M.", "P.M."):
        _add(table, [form], "AMPM", form[0].lower())
    for zone in _ZONES:
        _add(table, [zone], "ZONE", zone)
    for form in ("Q1", "Q2", "Q3", "Q4", "1Q", "2Q", "3Q", "4Q"):
        _add(table, [form], "QTR", int(form.strip("Q")))
    for name in {word for phrase in HOLIDAYS for word in phrase.split()} | {"new", "eve"}:
        _add(table, _forms(name)[1:], "HOL-" + name)
    for form, name in (
        (",", "COMMA"),
        (".", "DOT"),
        ("-", "HY"),
        (" - ", "DASH"),
        ("/", "SL"),
        (":", "COL"),
        ("'s", "POSS"),
        ("'", "APO"),
        ("(", "LP"),
        (")", "RP"),
    ):
        _add(table, [form], name)


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Classes]:
    """Every word that time expressions are made of, by its exact form; literal words of the grammar come in too."""
    table: dict[str, Classes] = {}
    _calendar_words(table)
    _number_words(table)
    _unit_words(table)
    _other_words(table)
    return table


TOKEN = re.compile(
    r"[AaPp]\.[Mm]\b\.?|[^\W\d_]\w*|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|ST|ND|RD|TH|s)\b)?|'\d\ds?\b|'s\b|'S\b"
    r"| -+ |-(?=\w)|[,.:/'()]|[$#%£€]|\n[ ]*\n|[^\s\w]"
)
