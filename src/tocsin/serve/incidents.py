"""Incidents on screen: members side by side, and for each field who agrees with whom."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from tocsin.link.merge import RULES, Merged, Value
from tocsin.present import words
from tocsin.records import Actor, Event, Place, When
from tocsin.serve.filters import Wanted
from tocsin.serve.rows import claimant_of, fact_row
from tocsin.store import Filter, Store, Stored
from tocsin.store.linking import merged_of
from tocsin.store.where import where

_FIELDS = ("act", "who", "to whom", "place", "day", "told as", "according to")


def incident_list(store: Store, asked: Wanted, *, limit: int, offset: int) -> dict[str, Any]:
    """Incidents with events that pass the filter: most reports first, with their numbers of reports and independent sources."""
    connection = store.database.read()
    found = where(connection, "event", asked.of_kind("event"))
    rows = connection.execute(
        f"SELECT m.incident, count(*) AS facts, count(DISTINCT f.report) AS reports, count(DISTINCT coalesce(r.voice, r.publisher, r.id)) AS voices, "
        f"min(f.day), max(f.day), min(f.id) FROM {found.source} JOIN incident_member m ON m.fact = f.seq JOIN report r ON r.seq = f.report "
        f"WHERE {' AND '.join(found.terms)} GROUP BY 1 ORDER BY reports DESC, 5 DESC, 1 LIMIT ? OFFSET ?",
        (*found.all_parameters, limit + 1, offset),
    ).fetchall()
    heads = {s.fact.id: s for s in store.by_ids([r[6] for r in rows])}
    items = [
        {
            "id": r[0],
            "facts": r[1],
            "reports": r[2],
            "voices": r[3],
            "first": r[4],
            "last": r[5],
            "href": f"/incidents/{r[0]}",
            "summary": fact_row(heads[r[6]])["summary"],
            "group": fact_row(heads[r[6]])["group"],
            "type": heads[r[6]].fact.event_type,
        }
        for r in rows[:limit]
        if r[6] in heads
    ]
    return {"incidents": items, "next_offset": offset + limit if len(rows) > limit else None}


def incident_view(store: Store, incident: str) -> dict[str, Any] | None:
    """One incident: members with the reasons that put them there, and agreement per field. None where there is none."""
    wanted = Filter(incident=(incident,))
    members = [item for kind in ("event", "toll") for item in store.page(kind, wanted, limit=200, order="oldest").items]
    if not members:
        return None
    why = {fact: (score, reasons) for _, fact, score, reasons in store.incident_members(incident)}
    events = [m for m in members if isinstance(m.fact, Event)]
    whole = merged_of(store, incident)
    return {
        "id": incident,
        "merged": _merged(whole) if whole else [],
        "fields": _fields(events),
        "voices": len({m.voice or m.publisher or m.report_id for m in members}),
        "reports": len({m.report_id for m in members}),
        "first": min((m.day for m in members if m.day), default=None),
        "last": max((m.day for m in members if m.day), default=None),
        "title": fact_row(_fullest(events))["summary"] if events else fact_row(members[0])["summary"],
        "members": [
            {**fact_row(m), "score": why.get(m.seq, (None, ""))[0], "reasons": _reasons(why.get(m.seq, (None, ""))[1])}
            for m in members
        ],
        "tolls": [
            {
                "summary": words.toll_words(m.fact),
                "claimant": claimant_of(m.fact),
                "href": f"/reports/{m.report_id}?fact={m.fact.id}",
            }
            for m in members
            if m.kind == "toll"
        ],
    }


def _reasons(raw: str) -> list[str]:
    """Why a member belongs here, in words: `time agrees: 2023-04-16`."""
    try:
        value = json.loads(raw)
    except ValueError:
        return [raw] if raw else []
    given = value.get("reasons", []) if isinstance(value, dict) else value
    return (
        [f"{r[0]} {r[1]}: {r[-1]}" if isinstance(r, list) and len(r) >= 3 else str(r) for r in given]
        if isinstance(given, list)
        else [str(given)]
    )


def _fullest(events: list[Stored[Event]]) -> Stored[Event]:
    """The member that tells most: it names the incident."""
    return max(
        events, key=lambda e: (bool(e.fact.actors) + bool(e.fact.recipients) + bool(e.fact.place), e.fact.confidence)
    )


def _fields(events: list[Stored[Event]]) -> list[dict[str, Any]]:
    out = []
    for name in _FIELDS:
        values: dict[str, list[dict[str, str]]] = defaultdict(list)
        for item in events:
            source = {"publisher": item.publisher or "report", "href": f"/reports/{item.report_id}?fact={item.fact.id}"}
            values[_value(item, name) or "—"].append(source)
        said = {v: s for v, s in values.items() if v != "—"}
        out.append(
            {
                "name": name,
                "state": "nobody says" if not said else "agree" if len(said) == 1 else "differ",
                "values": [
                    {"value": v, "sources": s}
                    for v, s in sorted(values.items(), key=lambda i: (i[0] == "—", -len(i[1])))
                ],
            }
        )
    return out


def _value(item: Stored[Event], name: str) -> str:
    event = item.fact
    if name == "act":
        return f"{event.event_type} {event.mode or ''}".strip()
    if name == "who":
        return words.join([words.party(a) for a in event.actors])
    if name == "to whom":
        return words.join([words.party(a) for a in event.recipients])
    if name == "place":
        return (event.place.name or event.place.text) if event.place else ""
    if name == "day":
        return words.when_words(event.when).strip()
    return event.factuality if name == "told as" else words.according(event.attribution) or "the report itself"


def _merged(whole: Merged) -> list[dict[str, Any]]:
    """The merged values with their rules, as lines."""
    one = [
        ("act", whole.type),
        ("mode", whole.mode),
        ("place", whole.place),
        ("when", whole.when),
        ("told as", whole.factuality),
    ]
    lines = [_line(name, value) for name, value in one if value is not None and value.value is not None]
    for name, values in (("who", whole.actors), ("to whom", whole.recipients)):
        lines += [_line(name, value) for value in values]
    for toll in whole.tolls:
        top = "or more" if toll.high is None else f"to {toll.high}" if toll.high != toll.low else ""
        says = "; ".join(f"{c.claimant}: {c.latest.low}{'+' if c.latest.high is None else ''}" for c in toll.claimants)
        lines.append(
            {
                "name": toll.kind,
                "value": f"{toll.low} {top}".strip(),
                "sources": toll.sources,
                "disputed": toll.contested,
                "rule": f"{RULES['tolls']} ({says})",
            }
        )
    return lines


def _line(name: str, value: Value) -> dict[str, Any]:
    return {
        "name": name,
        "value": _shown(value.value),
        "sources": value.sources,
        "disputed": value.disputed,
        "rule": value.rule,
    }


def _shown(value: Any) -> str:
    if isinstance(value, Actor):
        return words.party(value)
    if isinstance(value, Place):
        return f"{value.name or value.text} ({value.precision})"
    if isinstance(value, When):
        return words.when_words(value).strip() or value.text or ""
    return str(value)
