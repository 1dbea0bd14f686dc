"""Crosswalk to ICEWS coded events (20 columns) and POLECAT (40 columns): tab-delimited with a header."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.export.cameo import QUADS, event_code, number_of
from tocsin.export.context import Row
from tocsin.export.countries import country
from tocsin.export.gdelt import sides
from tocsin.records import Actor, Event, Place
from tocsin.vocab import SECTORS

ICEWS_COLUMNS = ("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
                 "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
                 "Longitude")
POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District",
    "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version")


def _empty(value: object) -> object:
    return "" if value is None else value


def icews_row(row: Row) -> list[object] | None:
    """The 20 values of an event; None without any day."""
    event: Event = row.fact
    if row.stored.day is None:
        return None
    first, second = sides(event)
    mode = f", {event.mode}" if event.mode else ""
    return [number_of(event.id), row.stored.day, *_icews_actor(first), f"{event.event_type.capitalize()}{mode}", event_code(event), _empty(event.goldstein),
            *_icews_actor(second), number_of(row.stored.report_id), "", row.stored.publisher or "", *_levels(event.place), country_name(event.place),
            *_point(event.place)]


def _icews_actor(actor: Actor | None) -> Sequence[object]:
    if actor is None:
        return ["", "", ""]
    return [actor.name or actor.text, SECTORS.get(actor.sector or "", ""), country(actor.country).name]


def _levels(place: Place | None) -> Sequence[object]:
    """City, district, province, as far as the place is that sharp."""
    if place is None or place.precision in ("country", "region", "unknown"):
        return ["", "", ""]
    name = place.name or place.text
    return [name if place.precision in ("exact", "near") else "", name if place.precision == "admin2" else "",
            place.admin1 or (name if place.precision == "admin1" else "")]


def country_name(place: Place | None) -> str:
    """The English name of the place's country, or nothing."""
    return country(place.country).name if place is not None else ""


def _point(place: Place | None) -> Sequence[object]:
    return ["", ""] if place is None else [_empty(place.latitude), _empty(place.longitude)]


def polecat_row(row: Row) -> list[object] | None:
    """The 40 values of an event; None without any day."""
    event: Event = row.fact
    if row.stored.day is None:
        return None
    place = event.place
    geonames = (place.gazetteer_id or "") if place else ""
    recipients = event.recipients or event.actors[1:]
    actors = event.actors if event.recipients else event.actors[:1]
    return [event.id, row.stored.day, event.event_type, event.mode or "", _empty(event.goldstein), QUADS.get(event.quad_class or 0, ""),
            ";".join(event.contexts), *_polecat_actors(actors), *_polecat_actors(recipients), (place.name or place.text) if place else "", *_levels(place),
            (place.country or "") if place else "", *_point(place), geonames.removeprefix("geonames:") if geonames.startswith("geonames:") else "",
            place.text if place else "", place.precision if place else "", row.stored.publisher or "", row.stored.published or "", "", "", "", "English",
            row.stored.run_id]


def _polecat_actors(actors: Sequence[Actor]) -> Sequence[object]:
    def all_of(*values: str | None) -> str:
        return ";".join(dict.fromkeys(v for v in values if v))

    return [all_of(*(a.name or a.text for a in actors)), all_of(*(a.country for a in actors)), all_of(*(country(a.country).cow for a in actors)),
            (actors[0].sector or "") if actors else "", all_of(*(a.sector for a in actors)), all_of(*(a.role for a in actors)),
            all_of(*(a.text for a in actors)), ""]
