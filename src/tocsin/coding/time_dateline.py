"""The dateline that opens a wire report: `GANZAK, July 3 (Reuters) -`."""

from __future__ import annotations

import re

from tocsin.coding.time_algebra import add_months
from tocsin.coding.times import day_of, find_dates
from tocsin.read.text import shadow
from tocsin.records import Dateline, Span

_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|"
    r"june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:(?:[A-Z][a-z]+day,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? (?:(?:19|20)\d\d|\d\d\b))?|"
    rf"\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d))"
)
_WORD = r"(?:[A-Z][^\W\d_]*(?:['.-][^\W\d_]+)*\.?|de|del|la|el|al|of|the|and|ed|es|bin|on|sur)"
_PLACE = rf"(?!{_MONTH}\b|[A-Z][a-z]+day\b)[A-Z][^\W\d_]*(?:['.-][^\W\d_]+)*\.?(?:[ /]{_WORD}){{0,4}}"
_CREDIT = r"(?:\((?P<credit>[^()\n]{2,40})\)|(?:[A-Z][A-Za-z]+(?:-[A-Z]+)?(?: [A-Z][A-Za-z]+)?)(?=\s*(?:--?|—|_|:)))"
_DATELINE = re.compile(
    rf"(?:\W{{0,3}})(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}})?(?:,? ?(?P<date>{_DATE})|,? ?\((?P<paren>{_DATE})\))?"
    rf"(?:,? ?{_CREDIT})?(?P<end>\s*(?:--+|—|-(?=\s)|_(?=\s)|:(?=\s)))?"
)
_LINE = re.compile(r"(?:\A|\n)[ \t]*(?=\S)")
_SEARCHED = 600


def dateline_of(text: str, published: str | None = None) -> Dateline | None:
    """The dateline of a report, or None; its date is ISO where the text or the day of publication settles it.

    `KABUL, Afghanistan (Jan. 25, 2013) - …` gives the place `KABUL, Afghanistan` and the date 2013-01-25.
    """
    plain = shadow(text[:_SEARCHED])
    for line in _LINE.finditer(plain):
        found = _DATELINE.match(plain, line.end())
        if found is None or found.end() == found.start():
            continue
        stated = found.group("date") or found.group("paren")
        if not _convincing(plain, found, stated):
            continue
        place = found.group("place")
        start = found.start("place") if place else found.start("date")
        end = len(plain[: found.end()].rstrip())
        return Dateline(_spoken(text, found) if place else None, _date(stated, published), Span.of(text, start, end))
    return None


def _convincing(plain: str, found: re.Match[str], stated: str | None) -> bool:
    """Whether this is a dateline and not the opening of a sentence such as `Moscow - which …` or a headline."""
    place, credit, end = found.group("place"), found.group("credit"), found.group("end")
    if not place and not (stated and (credit or end)):
        return False
    rest = plain[found.end() : found.end() + 3].strip()
    if stated:
        return bool(end or credit or found.group("paren")) and bool(rest)
    if credit and end and place:
        return True
    capitals = place is not None and place.split(",")[0].isupper() and len(place.split(",")[0]) > 2
    if not (end and rest):
        return False
    if capitals and place is not None:
        return place.split(",")[0].rstrip(".") not in _LABELS and (str(end).strip() != ":" or "," in place or _paragraph(plain, found))
    return place is not None and found.start() == 0 and str(end).strip() != ":" and str(end)[:1].isspace() and _paragraph(plain, found)


_LABELS = frozenset({"HIGHLIGHTS", "UPDATE", "BREAKING", "EXCLUSIVE", "WATCH", "PHOTO", "PHOTOS", "VIDEO", "LIVE", "FACTBOX", "ANALYSIS", "TIMELINE", "NOTE",
                     "EXPLAINER", "OPINION", "PRESS RELEASE", "SUMMARY", "OVERVIEW", "BACKGROUND", "CORRECTION", "NEWS", "ALERT", "DEVELOPING", "KEY POINTS"})
"""Words in capitals that open a line without being places."""


def _paragraph(plain: str, found: re.Match[str]) -> bool:
    """Whether a sentence of its own goes on behind the mark, longer than a headline: “DHAKA: At least ten people were killed as …”."""
    end = plain.find("\n", found.end())
    line = plain[found.end() : end if end >= 0 else len(plain)].lstrip()
    return len(line) > 90 and (line[0].isupper() or line[0] in "\"'")


def _spoken(text: str, found: re.Match[str]) -> str:
    return text[found.start("place") : found.end("place")]


def _date(stated: str | None, published: str | None) -> str | None:
    if stated is None:
        return None
    for mention in find_dates(stated, published=published, tense_at=_past):
        if mention.start is not None and mention.start == mention.end:
            return _not_after(mention.start, published) if "as written" not in mention.rule else mention.start
    return None


def _not_after(start: str, published: str | None) -> str:
    """The same day a year earlier where it would lie well after publication: a dateline never does."""
    day, last = day_of(start), day_of(published)
    if day is None or last is None or (day - last).days <= 3:
        return start
    return (add_months(day, -12) or day).isoformat()


def _past(_at: int) -> str | None:
    return "past"
