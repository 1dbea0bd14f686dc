"""Days counted from another event: `two days later`, `less than a week before the raid`, `hours after which`."""

from __future__ import annotations

import re
from dataclasses import replace

from tocsin.coding.time_algebra import Period
from tocsin.coding.time_spans import moved as moved_by
from tocsin.coding.times import day_of, iso
from tocsin.records import DateMention, When

_UNDER = re.compile(r"(?i)(?:just |only |barely )?(?:less than|fewer than|under|within|no more than|at most|not even)\b")
_OVER = re.compile(r"(?i)(?:more than|over|well over|at least|no less than)\b")
_OFFSET = re.compile(r"\(([+-])P(T?)(\d+|X)([A-Z]+)\)")
_UNIT_NAMES = {
    "D": "day",
    "W": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
    "NI": "night",
}


def counted_from_event(mention: DateMention) -> bool:
    """Whether the mention tells a distance from another event that `anchored` can reckon."""
    return _OFFSET.search(mention.rule) is not None


def anchored(mention: DateMention, anchor: When, *, reverse: bool = False) -> DateMention:
    """The mention with its days counted from another event: `two days later` from 2020-09-27 is 2020-09-29.

    `reverse` counts the other way: from the event that came two days later back to the one before it.
    `less than two days` gives the days between, `more than` leaves the far side open.
    A mention that is not counted from an event, or an anchor without days, comes back unchanged.
    """
    found = _OFFSET.search(mention.rule)
    start, end = day_of(anchor.start or anchor.end), day_of(anchor.end or anchor.start)
    if found is None or start is None or end is None:
        return mention
    sign, timed, count, letter = found.groups()
    unit = _UNIT_NAMES.get(timed + letter)
    if unit is None or (unit not in ("week", "month", "quarter", "year") and (end - start).days > 6):
        return mention  # “the same day” after “in September 2022” is no day of it
    back = (sign == "-") != reverse
    if count == "X":
        # hours and minutes stay within the day or run into the next; anything longer is left open on the far side
        fine = unit in ("hour", "minute", "second")
        days = (start, end) if fine else (None, start) if back else (end, None)
        return replace(
            mention,
            start=iso(days[0]),
            end=iso(days[1]),
            precision="day" if fine and start == end else "interval",
            rule=f"{mention.rule}; counted from {anchor.start}",
        )
    base = Period("day", start)
    moved = moved_by(base, unit, float(count), back)
    if moved is None:
        return mention
    precision = moved.unit if start == end else "interval"
    if _UNDER.match(mention.text) or _OVER.match(mention.text):
        far = None if _OVER.match(mention.text) else moved.start if back else moved.end
        return replace(
            mention,
            start=iso(far if back else end),
            end=iso(start if back else far),
            precision="interval",
            rule=f"{mention.rule}; counted from {anchor.start}",
        )
    last = moved_by(Period("day", end), unit, float(count), back) or moved
    timex = moved.timex if mention.type == "DATE" or mention.type == "DURATION" else mention.timex
    return replace(
        mention,
        type="DATE" if mention.type == "DURATION" else mention.type,
        timex=timex,
        start=moved.start.isoformat(),
        end=last.end.isoformat(),
        precision=precision,
        rule=f"{mention.rule}; counted from {anchor.start}",
    )
