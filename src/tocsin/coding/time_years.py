"""The year of a date that does not state one, in a report without a date of publication."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from tocsin.coding.time_absolute import FIRST_YEAR
from tocsin.coding.time_anchors import anchored, counted_from_event
from tocsin.coding.time_reading import Context, Reading
from tocsin.coding.times import day_of, readings, to_when
from tocsin.read.text import shadow
from tocsin.records import DateMention


def _no_tense(_at: int) -> str | None:
    return None


def _read(mention: DateMention, ref: date | None, years: Collection[int] = (), source: str = "") -> Reading | None:
    plain = shadow(mention.text)
    context = Context(ref, _no_tense, source=source, years=frozenset(years), plain=plain)
    for match, reading in readings(plain, context):
        if match.rule in ("calendar", "month", "daypart", "dayclock"):
            return reading
    return None


def year_candidates(mention: DateMention) -> tuple[int, ...]:
    """The years from 1990 to 2026 in which the weekday, month and day of the mention agree.

    `Sunday, September 27` gives 1992, 1998, 2009, 2015, 2020 and 2026; a mention without a day of a month gives ().
    """
    if mention.type not in ("DATE", "TIME"):
        return ()
    reading = _read(mention, None)
    if reading is None:
        return ()
    if reading.start is not None:
        return (reading.start.year,) if reading.period is not None and reading.period.unit == "day" else ()
    return tuple(sorted({int(candidate[:4]) for candidate in reading.candidates}))


def resolve_year(mentions: tuple[DateMention, ...], years_allowed: Collection[int], by: str) -> tuple[DateMention, ...]:
    """The mentions with open years settled where one allowed year fits; `by` names what allowed the years.

    With the years 2018–2021 allowed, `Sunday, September 27` becomes 2020-09-27. Where several years stay, the mention
    keeps them as candidates and its rule says so. A date that fits every year takes the one nearest to a settled date.
    """
    first = tuple(_settled(mention, years_allowed, by) for mention in mentions)
    settled = [
        day
        for old, new in zip(mentions, first, strict=True)
        if old.start is None and new.start is not None and (day := day_of(new.start)) is not None
    ]
    if not settled:
        return first
    anchor = max(settled)
    return _chained([_beside(mention, anchor) for mention in first])


def beside_full_dates(mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The mentions of a report without a day of its own, with open years taken from full dates that it states.

    In “The truce of March 3, 2004 … on March 9” the second is 2004-03-09. The nearest full date before counts, else the first.
    """
    full = [m for m in mentions if m.start is not None and m.start == m.end and "as written" in m.rule and m.start >= f"{FIRST_YEAR}"]
    if not full:
        return tuple(mentions)
    settled = []
    for mention in mentions:
        before = [m for m in full if m.span.start < mention.span.start]
        anchor = day_of((before[-1] if before else full[0]).start)
        settled.append(_beside(mention, anchor, "a full date of this report") if anchor is not None else mention)
    return _chained(settled)


_ON = re.compile(r"(?i)^(?:the same|that same|that|the previous|the next|the following) |\b(?:later|earlier|before)$")


def _chained(mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The mentions with those that point back (`the same day`, `two days later`) counted from the last settled day before them."""
    chained: list[DateMention] = []
    last: DateMention | None = None
    for mention in mentions:
        if mention.start is None and last is not None and counted_from_event(mention) and _ON.search(mention.text):
            mention = anchored(mention, to_when(last))
        if mention.start is not None and mention.start == mention.end:
            last = mention
        chained.append(mention)
    return tuple(chained)


def _open(mention: DateMention) -> bool:
    return (
        mention.start is None
        and mention.type in ("DATE", "TIME")
        and bool(mention.timex)
        and str(mention.timex).startswith("XXXX-")
    )


def _settled(mention: DateMention, years_allowed: Collection[int], by: str) -> DateMention:
    if not _open(mention):
        return mention
    fit = year_candidates(mention)
    kept = [year for year in fit if year in years_allowed]
    if not fit:
        return mention
    if not kept:
        return replace(mention, rule=f"{mention.rule}; none of them is allowed by {by}")
    reading = _read(mention, None, kept)
    if reading is None:
        return mention
    if reading.start is None:
        return replace(
            mention, candidates=reading.candidates, rule=f"the year is open: {len(kept)} fit weekday, day and {by}"
        )
    iso = reading.start.isoformat()
    return replace(
        mention,
        timex=reading.timex,
        start=iso,
        end=iso,
        precision=reading.precision,
        candidates=(),
        rule=f"the only year that fits weekday, day and {by}",
    )


def _beside(mention: DateMention, anchor: date, source: str = "the date settled in this report") -> DateMention:
    if not _open(mention):
        return mention
    reading = _read(mention, anchor, (), source)
    if reading is None or reading.start is None or reading.end is None:
        return mention
    return replace(
        mention,
        timex=reading.timex,
        start=reading.start.isoformat(),
        end=reading.end.isoformat(),
        precision=reading.precision,
        rule=reading.rule + (", other years fit" if mention.candidates else ""),
    )
