"""A Frictionless data package: tables joined by ids, with `datapackage.json` made from the one table of columns."""

from __future__ import annotations

import csv
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tocsin.export.columns import FILES, KEYS, TABLES, VERSION, Column
from tocsin.export.context import TITLE, hidden_facts, shown_claimant, shown_name
from tocsin.export.files import whole_file
from tocsin.export.writers import write_csv
from tocsin.store import Filter, Store
from tocsin.version import __version__

Table = tuple[tuple[str, str, str], ...]
REPORTS: Table = (
    ("report_id", "string", "Stable id of the report."), ("title", "string", "Headline."), ("published", "date", "Day of publication."),
    ("publisher", "string", "Who published it."), ("url", "string", "Its address."), ("language", "string", "Language."),
    ("voice", "string", "The independent source behind it."), ("dateline_place", "string", "Place of its dateline."),
    ("digest", "string", "Digest of its text."), ("characters", "integer", "Length of its text in Unicode code points."))
INCIDENTS: Table = (
    ("incident_id", "string", "Id of the incident; stable while most of its members stay."), ("event_type", "string", "Merged PLOVER type."),
    ("event_mode", "string", "Merged mode."), ("factuality", "string", "asserted, claimed, contested…"), ("date_start", "date", "First day."),
    ("date_end", "date", "Last day."), ("date_precision", "string", "Precision of the days."), ("place_name", "string", "Merged place."),
    ("country", "string", "Its country, ISO 3166-1 alpha-3."), ("latitude", "number", "Degrees north, WGS84."),
    ("longitude", "number", "Degrees east, WGS84."), ("place_precision", "string", "Precision of the place."),
    ("actors", "string", "Sides that act, most sources first."), ("recipients", "string", "Sides acted on."),
    ("killed_min", "integer", "Killed: least of the claimants' latest figures."), ("killed_best", "integer", "Killed: latest figure."),
    ("killed_max", "integer", "Killed: most; empty is open above."), ("killed_from", "string", "Whose figure killed_best is."),
    ("report_count", "integer", "Reports."), ("source_count", "integer", "Independent sources."),
    ("disputed", "string", "Fields on which members disagree."))
MEMBERS: Table = (
    ("incident_id", "string", "The incident."), ("event_id", "string", "The event."), ("score", "number", "Likeness to the nearest member."),
    ("nearest", "string", "That member."), ("reasons", "string", "Field by field, as JSON."))


def write_datapackage(store: Store, wanted: Filter, path: Path, *, redact_private: bool = False) -> dict[str, int]:
    """A zip file with one CSV a table; returns the rows of each. Statements, tolls and positions pass the same filter as the events."""
    numbers: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder, whole_file(path, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, name in FILES.items():
            target = Path(folder) / f"{name}.csv"
            numbers[name] = write_csv(store, kind, wanted, target, redact_private=redact_private)
            archive.write(target, f"{name}.csv")
        for name, table, rows in (("reports", REPORTS, _reports(store, wanted, redact_private)),
                                  ("incidents", INCIDENTS, _incidents(store, wanted, redact_private)), ("incident_members", MEMBERS, _members(store, wanted))):
            target = Path(folder) / f"{name}.csv"
            numbers[name] = _write(target, table, rows)
            archive.write(target, f"{name}.csv")
        archive.writestr("datapackage.json", json.dumps(descriptor(wanted, numbers), ensure_ascii=False, indent=1) + "\n")
    return numbers


def _write(path: Path, table: Table, rows: Iterator[tuple[Any, ...]]) -> int:
    number = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([c[0] for c in table])
        for row in rows:
            writer.writerow(["" if v is None else v for v in row])
            number += 1
    return number


def _reports(store: Store, wanted: Filter, redact_private: bool) -> Iterator[tuple[Any, ...]]:
    ids = dict.fromkeys(s.report_id for kind in FILES for s in store.facts(kind, wanted))
    for stored in store.reports():
        r = stored.report
        if r.id in ids:
            title = hidden_facts(store, [r.id]).get((r.id, TITLE), r.title) if redact_private else r.title
            yield (r.id, title, r.published, r.publisher, r.url, r.language, stored.voice, r.dateline.place if r.dateline else None, r.digest, len(r.text))


def _incidents(store: Store, wanted: Filter, redact_private: bool) -> Iterator[tuple[Any, ...]]:
    for m in store.incidents(wanted):
        killed = next((t for t in m.tolls if t.kind == "killed"), None)
        place, when = (m.place.value if m.place else None), (m.when.value if m.when else None)
        claimant = killed and (shown_claimant(store, killed.best_from, m.reports) if redact_private else killed.best_from)
        disputed = [n for n in ("type", "mode", "place", "when", "factuality") if (v := getattr(m, n)) is not None and v.disputed]
        yield (m.id, m.type.value, m.mode.value if m.mode else None, m.factuality.value, when and when.start, when and when.end, when and when.precision,
               place and place.name, place and place.country, place and place.latitude, place and place.longitude, place and place.precision,
               "; ".join(shown_name(a.value, redact_private) for a in m.actors), "; ".join(shown_name(a.value, redact_private) for a in m.recipients),
               killed and killed.low, killed and killed.best, killed and killed.high, claimant, len(m.reports), len(m.sources),
               "; ".join(disputed + [f"toll of {t.kind}" for t in m.tolls if t.contested]))


def _members(store: Store, wanted: Filter) -> Iterator[tuple[Any, ...]]:
    for event in store.events(wanted):
        if event.incident:
            for incident, seq, score, reasons in store.incident_members(event.incident):
                if seq == event.seq:
                    why = json.loads(reasons)
                    yield incident, event.fact.id, score, why["nearest"], json.dumps(why["reasons"], ensure_ascii=False)


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": column.type, "description": column.description, **({"constraints": {"required": True}}
                                                                                          if column.name in KEYS.values() and column.source in KEYS else {})}


def descriptor(wanted: Filter, numbers: dict[str, int]) -> dict[str, Any]:
    """`datapackage.json`: Table Schema of each table with keys, the filter and the numbers of rows."""
    resources: list[dict[str, Any]] = []
    for kind, name in FILES.items():
        foreign = [_foreign("report_id", "reports", "report_id")]
        resources.append(_resource(name, [_field(c) for c in TABLES[kind]], KEYS[kind], foreign, numbers[name]))
    plain: Callable[[Table], list[dict[str, Any]]] = lambda table: [{"name": n, "type": t, "description": d} for n, t, d in table]  # noqa: E731
    resources.append(_resource("reports", plain(REPORTS), "report_id", [], numbers["reports"]))
    resources.append(_resource("incidents", plain(INCIDENTS), "incident_id", [], numbers["incidents"]))
    resources.append(_resource("incident_members", plain(MEMBERS), ["incident_id", "event_id"],
                               [_foreign("incident_id", "incidents", "incident_id"), _foreign("event_id", "events", "event_id")], numbers["incident_members"]))
    return {"profile": "tabular-data-package", "name": "tocsin-record", "title": "A record of conflict news", "version": VERSION,
            "description": "Coded from news reports by machine; rows are unreviewed unless `review` says otherwise. Place data: GeoNames, CC BY 4.0.",
            "created_by": f"tocsin {__version__}", "filter": wanted.to_params(), "resources": resources}


def _foreign(field: str, resource: str, other: str) -> dict[str, Any]:
    return {"fields": field, "reference": {"resource": resource, "fields": other}}


def _resource(name: str, fields: list[dict[str, Any]], key: str | list[str], foreign: list[dict[str, Any]], rows: int) -> dict[str, Any]:
    return {"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "rows": rows, "schema": {"fields": fields, "missingValues": [""], "primaryKey": key, **({"foreignKeys": foreign} if foreign else {})}}

