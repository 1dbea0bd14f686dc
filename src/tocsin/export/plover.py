"""Crosswalk to PLOVER JSON lines: one event a line, fields as the PLOVER manual names them."""

from __future__ import annotations

from typing import Any

from tocsin.export.cameo import QUADS
from tocsin.export.columns import toll_of
from tocsin.export.context import Row
from tocsin.export.countries import country
from tocsin.records import Actor, Event, Place

_RESOLUTIONS = {"exact": 5, "near": 4, "admin2": 3, "admin1": 2, "country": 1}


def _entity(actor: Actor) -> dict[str, Any]:
    return {"code": actor.country, "sector": actor.sector, "entity_text": actor.text, "identifier_id": actor.id, "identifier_text": actor.name,
            "office": actor.role}


def _location(place: Place) -> dict[str, Any]:
    return {"extracted_place": place.text, "resolved_place": place.name, "geonameid": (place.gazetteer_id or "").removeprefix("geonames:") or None,
            "lat": place.latitude, "lon": place.longitude, "province": place.admin1, "country": country(place.country).name or None,
            "country_code": place.country, "resolution": _RESOLUTIONS.get(place.precision)}


def plover_record(row: Row) -> dict[str, Any]:
    """The PLOVER form of an event."""
    event: Event = row.fact
    widest = max(event.evidence, key=lambda s: s.end - s.start, default=None)
    size = {name: figure for name, kind in (("dead", "killed"), ("injured", "injured"), ("arrested", "detained"))
            if (figure := toll_of(row.tolls, kind, "best")) is not None}
    when = event.when
    return {"id": event.id, "has_event": True, "date": when.start if when else None, "enddate": when.end if when else None,
            "actor": [_entity(a) for a in event.actors], "recipient": [_entity(a) for a in event.recipients],
            "event": [event.event_type], "mode": [event.mode] if event.mode else [], "context": list(event.contexts),
            "event_loc": _location(event.place) if event.place else None, "event_text": event.evidence[0].quote if event.evidence else None,
            "quad_code": QUADS.get(event.quad_class or 0), "event_scale": event.goldstein, "link": list(event.demands + event.about), "size": size,
            "text": widest.quote if widest else None, "text_info": {"start": widest.start, "end": widest.end} if widest else None,
            "cite_info": {"title": row.stored.title, "publication": row.stored.publisher, "url": row.stored.url, "language": "English",
                          "coder": row.stored.run_id, "version": "crosswalk from Tocsin"},
            "coder": row.stored.run_id, "comment": f"factuality: {event.factuality}; review: {row.stored.review}"}
