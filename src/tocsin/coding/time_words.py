"""The words of time expressions: what each token may stand for, and the cutting of text into such tokens.

Every token gets one *code* character that stands for the set of its classes (`May` is a MONTH, `second` a UNIT and
an ORD); the grammar is then a regular expression over codes. Words that mean nothing here share one code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

Classes = dict[str, int | str]

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
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
_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
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
    for zone in (
        "GMT",
        "UTC",
        "EST",
        "EDT",
        "CST",
        "CDT",
        "MST",
        "MDT",
        "PST",
        "PDT",
        "CET",
        "CEST",
        "BST",
        "IST",
        "ET",
        "PT",
        "Z",
        "MSK",
        "EET",
        "EEST",
        "WET",
        "TRT",
        "IDT",
        "AST",
        "PKT",
        "WIB",
        "SGT",
        "HKT",
        "KST",
        "JST",
        "AEST",
        "AEDT",
        "SAST",
        "EAT",
        "WAT",
        "CAT",
    ):
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


@lru_cache(maxsize=8192)
def number_classes(token: str) -> Classes:
    """The classes of a token that begins with a digit or an apostrophe: `1990` → DIG, YEAR, HHMM; `'80s` → DECADE."""
    found: Classes = {}
    body = token.lstrip("'")
    if body.endswith("s"):
        if body[:-1].isdecimal() and len(body) in (3, 5) and body[-2] == "0":
            found["DECADE"] = int(body[:-1])
        return found
    if body[-2:].lower() in ("st", "nd", "rd", "th"):
        if body[:-2].isdecimal():
            found["ORD"] = int(body[:-2])
        return found
    if token[0] == "'":
        return {"YYQ": int(body)} if body.isdecimal() else {}
    if not body.isdecimal():
        return _pointed(body)
    value = int(body) if len(body) < 10 else 0
    found["DIG"] = value
    if len(body) <= 2:
        found.update({"SMALL": value} if value else {})
        found.update({"D31": value} if 1 <= value <= 31 else {})
        found.update({"H24": value} if value <= 24 else {})
        found.update({"M12": value} if 1 <= value <= 12 else {})
        if len(body) == 2:
            found["YY"] = value
            found.update({"MM60": value} if value < 60 else {})
    elif len(body) == 4:
        found.update({"YEAR": value} if 1000 <= value < 2100 else {})
        found.update({"HHMM": body} if value < 2400 and value % 100 < 60 else {})
    elif len(body) == 8 and 19000101 <= value <= 20991231:
        found["YMD"] = value
    return found


def _pointed(body: str) -> Classes:
    parts = body.split(".")
    if len(parts) == 3 and all(parts) and "," not in body:
        return {"DOTTED": body}
    if re.fullmatch(r"\d{1,2}\.[0-5]\d", body) and int(parts[0]) < 24:
        return {"DIG": body, "DOTCLOCK": body}
    if re.fullmatch(r"\d+\.\d+|\d{1,3}(?:,\d{3})+", body):
        return {"DIG": body.replace(",", "")}
    return {}


NUMBER_SAMPLES = (
    "'80s",
    "80s",
    "1980s",
    "1st",
    "'90",
    "1.5.2020",
    "10.30",
    "2.5",
    "1,000",
    "0",
    "00",
    "5",
    "05",
    "12",
    "13",
    "24",
    "25",
    "31",
    "32",
    "59",
    "60",
    "99",
    "100",
    "0735",
    "1200",
    "1260",
    "1990",
    "1965",
    "2030",
    "2400",
    "2460",
    "3000",
    "0099",
    "12345",
    "20200927",
    "12345678",
    "20s",
    "21",
    "08",
    "20",
    "10",
    "9",
    "90.5",
    "99.75",
    "1066",
    "1075",
    "2061",
    "2401",
    "0960",
    "x",
    "13th",
    "100th",
    "1234567890",
)
"""Number tokens that between them show every set of classes such a token can have; a test proves it."""

TOKEN = re.compile(
    r"[AaPp]\.[Mm]\b\.?|[^\W\d_]\w*|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|ST|ND|RD|TH|s)\b)?|'\d\ds?\b|'s\b|'S\b"
    r"| -+ |-(?=\w)|[,.:/'()]|[$#%£€]|\n[ ]*\n|[^\s\w]"
)
