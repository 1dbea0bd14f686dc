"""Crosswalk to GDELT 2.0 Events (61 columns) and Mentions (16): tab-delimited, no header, as its users load them.

A crosswalk, not GDELT coding: actor, act and place come from one sentence here, tone is not measured and stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tocsin.export.cameo import actor_code, event_code, group_code, number_of, type_code
from tocsin.export.context import Row
from tocsin.export.countries import cameo_country, country
from tocsin.records import Actor, Event, Place

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{c}" for c in _ACTOR), *(f"Actor2{c}" for c in _ACTOR), "IsRootEvent",
    "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in _GEO), "DATEADDED", "SOURCEURL")
MENTION_COLUMNS = ("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
                   "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
                   "MentionDocTranslationInfo", "Extras")


def day_of(row: Row) -> str | None:
    """The event's own day, else that of its report, as GDELT does: the format has no empty date."""
    return row.stored.day


def event_row(row: Row) -> list[object] | None:
    """The 61 values of an event; None without any day."""
    event: Event = row.fact
    day = day_of(row)
    if day is None:
        return None
    code = event_code(event)
    when = date.fromisoformat(day)
    added = (row.stored.published or day).replace("-", "") + "000000"
    first, second = sides(event)
    return [number_of(event.id), day.replace("-", ""), day[:7].replace("-", ""), day[:4], f"{when.year + (when.timetuple().tm_yday - 1) / 365:.4f}",
            *_actor(first), *_actor(second), int(event.rank == 1), code, code[:3], code[:2], event.quad_class, event.goldstein,
            row.incident_reports or 1, row.incident_sources or 1, row.incident_reports or 1, "",
            *_geo(None), *_geo(None), *_geo(event.place), added, row.stored.url or ""]


def sides(event: Event) -> tuple[Actor | None, Actor | None]:
    """Who goes into the two slots: actor and recipient; of a two-sided act its first two actors."""
    first = event.actors[0] if event.actors else None
    second = event.recipients[0] if event.recipients else event.actors[1] if len(event.actors) > 1 else None
    return first, second


def _actor(actor: Actor | None) -> Sequence[object]:
    if actor is None:
        return [""] * len(_ACTOR)
    return [actor_code(actor), (actor.name or actor.text).upper(), cameo_country(actor.country), group_code(actor), "", "", "", type_code(actor), "", ""]


_GEO_TYPES = {"exact": 4, "near": 4, "admin2": 5, "admin1": 5, "country": 1}


def _geo(place: Place | None) -> Sequence[object]:
    if place is None or place.precision not in _GEO_TYPES:
        return ["0", *[""] * 7]
    known = country(place.country)
    name = ", ".join(dict.fromkeys(p for p in (place.name or place.text, place.admin1, known.name) if p))
    fips = known.fips
    return [_GEO_TYPES[place.precision], name, fips, fips, "", "" if place.latitude is None else place.latitude,
            "" if place.longitude is None else place.longitude, place.gazetteer_id or fips]


def mention_row(row: Row) -> list[object] | None:
    """The 16 values of one report's mention of an event; None without any day."""
    event: Event = row.fact
    day = day_of(row)
    if day is None:
        return None
    first, second = sides(event)
    stamp = day.replace("-", "") + "000000"
    seen = (row.stored.published or day).replace("-", "") + "000000"
    return [number_of(event.id), stamp, seen, 1 if row.stored.url else 2, row.stored.publisher or "", row.stored.url or row.stored.report_id, "",
            _offset(first), _offset(second), event.evidence[0].start if event.evidence else -1, 1, round(event.confidence * 100), "", "", "", ""]


def _offset(actor: Actor | None) -> int:
    return actor.span.start if actor is not None and actor.span is not None else -1
