"""What a token of figures may stand for in a time expression: `1990` a count, a year, a time of day."""

from __future__ import annotations

import re
from functools import lru_cache

Classes = dict[str, int | str]


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
    "'80s 80s 1980s 1st '90 1.5.2020 10.30 2.5 1,000 0 00 5 05 12 13 24 25 31 32 59 60 99 100 0735 1200 1260 1990 "
    "1965 2030 2400 2460 3000 0099 12345 20200927 12345678 20s 21 08 20 10 9 90.5 99.75 1066 1075 2061 2401 0960 x "
    "13th 100th 1234567890"
).split()
"""Number tokens that between them show every set of classes such a token can have; a test proves it."""
