"""Crosswalk to ACLED-like (31 columns) and UCDP-GED-like (49) rows: one row an incident, commas, a header.

Both describe what happened, so only incidents that a source asserts or claims are written, and UCDP only those with a
death. Ids of parties, conflicts and grid cells belong to those projects and stay empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.export.cameo import number_of
from tocsin.export.countries import country
from tocsin.link.merge import Merged
from tocsin.records import Actor, Place, When

ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2",
    "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp")
UCDP_COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1",
    "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob")
_HAPPENED = frozenset({"asserted", "claimed", "contested"})
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "GOV", "ISM", "IMG", "PRE", "SPY"})
_UNARMED = frozenset({"CVL", "JRN", "MED", "REF", "EDU", "AGR", "BUS", "REL", "SOC", "NGO", "LAB", "OPP", "ELI"})
_REMOTE = {"aerial": "Air/drone strike", "drone": "Air/drone strike", "heavy-weapons": "Shelling/artillery/missile attack",
           "explosives": "Remote explosive/landmine/IED", "suicide-attack": "Suicide bomb", "unconventional": "Chemical weapon"}
_PROTESTS = {"riot": ("Riots", "Violent demonstration")}
_STRATEGIC = {("COERCE", "arrest"): "Arrests", ("COERCE", "seize"): "Non-violent transfer of territory", ("RETREAT", "ceasefire"): "Agreement",
              ("AGREE", None): "Agreement", ("ASSAULT", "destroy"): "Looting/property destruction", ("MOBILIZE", None): "Change to group/activity",
              ("MOBILIZE", "troops"): "Change to group/activity", ("MOBILIZE", "weapons"): "Change to group/activity",
              ("RETREAT", "withdraw"): "Non-violent transfer of territory", ("RETREAT", "disarm"): "Disrupted weapons use"}
_DISORDER = {"Protests": "Demonstrations", "Riots": "Political violence; Demonstrations", "Strategic developments": "Strategic developments"}


def acled_kind(incident: Merged) -> tuple[str, str] | None:
    """(event type, sub-event type) of an incident; None where ACLED has none."""
    type_, mode = incident.type.value, incident.mode.value if incident.mode else None
    hit = {a.value.sector for a in incident.recipients}
    if type_ == "PROTEST":
        return _PROTESTS.get(mode or "", ("Protests", "Peaceful protest"))
    if (type_, mode) in _STRATEGIC:
        return "Strategic developments", _STRATEGIC[type_, mode]
    if type_ != "ASSAULT":
        return None
    if mode == "crowd-control":
        return "Protests", "Excessive force against protesters"
    if mode in _REMOTE:
        return "Explosions/Remote violence", _REMOTE[mode]
    if mode == "abduct":
        return "Violence against civilians", "Abduction/forced disappearance"
    if mode == "sexual":
        return "Violence against civilians", "Sexual violence"
    if hit and hit <= _UNARMED:
        return "Violence against civilians", "Attack"
    return "Battles", "Armed clash"


def _pair(incident: Merged) -> tuple[Actor | None, Actor | None]:
    acting = [v.value for v in incident.actors]
    acted_on = [v.value for v in incident.recipients]
    return (acting[0] if acting else None), (acted_on[0] if acted_on else acting[1] if len(acting) > 1 else None)


def _name(actor: Actor | None) -> str:
    return "" if actor is None else actor.name or actor.text


_INTERS = {"MIL": "State Forces", "COP": "State Forces", "GOV": "State Forces", "REB": "Rebel Group", "PRE": "Rebel Group", "ISM": "Rebel Group",
           "PRM": "Political Militia", "UAF": "Political Militia", "IGO": "External/Other Forces", "UNO": "External/Other Forces",
           "IMG": "External/Other Forces"}


def _inter(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return "Civilians" if actor.sector in _UNARMED else _INTERS.get(actor.sector or "", "")


def _killed(incident: Merged) -> tuple[int | None, int | None, int | None]:
    return next(((t.low, t.best, t.high) for t in incident.tolls if t.kind == "killed"), (None, None, None))


def _day(incident: Merged) -> tuple[str | None, str | None, int]:
    """First day, last day and ACLED's time precision: 1 day, 2 week, 3 longer or only the day of the report."""
    when: When | None = incident.when.value if incident.when else None
    if when is None or when.start is None:
        return incident.first_reported, incident.first_reported, 3
    return when.start, when.end or when.start, {"day": 1, "week": 2}.get(when.precision, 3)


def _blank(value: object) -> object:
    return "" if value is None else value


def acled_row(incident: Merged) -> list[object] | None:
    """The 31 values of an incident; None where it did not happen, has no day, or ACLED has no such kind."""
    kind = acled_kind(incident)
    start, _, precision = _day(incident)
    if kind is None or start is None or incident.factuality.value not in _HAPPENED:
        return None
    first, second = _pair(incident)
    place: Place | None = incident.place.value if incident.place else None
    where = country(place.country if place else None)
    civil = "Civilian targeting" if kind[0] == "Violence against civilians" or (second is not None and second.sector in _UNARMED) else ""
    inters = (_inter(first), _inter(second))
    notes = max((e.fact.evidence[-1].quote for e in incident.events if e.fact.evidence), key=len, default="")
    return [f"{where.iso3}{number_of(incident.id)}", start, start[:4], precision, _DISORDER.get(kind[0], "Political violence"), *kind, _name(first), "",
            inters[0], _name(second), "", inters[1], "-".join(i for i in inters if i), civil, "", "", where.name, (place.admin1 or "") if place else "", "", "",
            (place.name or place.text) if place else "", *_point(place), {"exact": 1, "near": 2, "admin2": 2}.get(place.precision, 3) if place else "",
            "; ".join(incident.sources), "", notes, _blank(_killed(incident)[1]), "crosswalk from Tocsin, not ACLED coding", ""]


def _point(place: Place | None) -> Sequence[object]:
    return ["", ""] if place is None else [_blank(place.latitude), _blank(place.longitude)]


_WHERE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
_DATE = {"day": 1, "week": 3, "month": 4, "year": 5}


def ucdp_row(incident: Merged) -> list[object] | None:
    """The 49 values of an incident with a death by organised violence; None for any other."""
    low, best, high = _killed(incident)
    start, end, _ = _day(incident)
    if incident.type.value != "ASSAULT" or incident.factuality.value not in _HAPPENED or start is None or not (best or low):
        return None
    first, second = _pair(incident)
    place: Place | None = incident.place.value if incident.place else None
    where = country(place.country if place else None)
    civilians = second is not None and second.sector in _UNARMED
    kind = 3 if civilians else 1 if {a.sector for a in (first, second) if a} & {"GOV", "MIL"} else 2
    side_b = "Civilians" if civilians else _name(second)
    dyad = " - ".join(n for n in (_name(first), side_b) if n)
    counted = best if best is not None else low
    first_event = incident.events[0]
    when = incident.when.value if incident.when else None
    return [number_of(incident.id), incident.id, start[:4], "", "Crosswalk from Tocsin, not UCDP coding", kind, "", "", dyad, "", "", dyad, "", "",
            _name(first), "", "", side_b, len(incident.sources), "; ".join(f"{e.publisher or ''},{e.published or ''},{e.title or ''}"
                                                                         for e in incident.events), "; ".join(incident.sources), first_event.published or "",
            first_event.title or "", first_event.fact.attribution[-1].text if first_event.fact.attribution else "", _WHERE.get(place.precision, 7) if place else
            7, (place.name or place.text) if place else "", place.text if place else "", (place.admin1 or "") if place else "", "", *_point(place),
            f"POINT ({place.longitude} {place.latitude})" if place and place.longitude is not None else "", "", where.name, where.gw, "",
            1 if len(incident.tolls) and not any(t.contested for t in incident.tolls) else 2, _DATE.get(when.precision, 5) if when and when.start else 5,
            start, end, "", "", counted if civilians else "", "" if civilians else counted, counted, _blank(high if high is not None else counted),
            _blank(low if low is not None else counted), country(first.country).gw if first else "", country(second.country).gw if second else ""]
