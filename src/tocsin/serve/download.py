"""Exports of exactly what is on screen, streamed: CSV, JSON lines, GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.serve.rows import fact_row
from tocsin.store import Stored

FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl", "geojson": "application/geo+json"}
_COLUMNS = (
    "id",
    "kind",
    "type",
    "mode",
    "date_start",
    "date_end",
    "date_precision",
    "day",
    "dated_by",
    "actor",
    "actor_country",
    "recipient",
    "recipient_country",
    "place_name",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "factuality",
    "claimant",
    "low",
    "best",
    "high",
    "confidence",
    "cameo",
    "goldstein",
    "review",
    "report_id",
    "publisher",
    "published",
    "title",
    "quote",
    "start",
    "end",
    "summary",
)


def lines(kind: str, form: str, items: Iterable[Stored[Any]]) -> Iterator[str]:
    """The file in pieces."""
    if form == "jsonl":
        return (json.dumps(fact_row(i), ensure_ascii=False) + "\n" for i in items)
    return _geojson(items) if form == "geojson" else _csv(kind, items)


def _csv(kind: str, items: Iterable[Stored[Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS)
    writer.writeheader()
    for item in items:
        writer.writerow({k: _safe(v) for k, v in _flat(kind, fact_row(item)).items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _safe(value: Any) -> Any:
    """Keeps spreadsheets from running a cell as a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value[:1] else value


def _flat(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    place, when, evidence = (
        row.get("place") or {},
        row.get("when") or {},
        row.get("evidence") or [row.get("content") or {}],
    )
    doers = row.get("actors") or [a for a in (row.get("speaker"), row.get("holder")) if a]
    aims = row.get("recipients") or row.get("addressees") or row.get("target") or []
    return {
        "id": row["id"],
        "kind": kind,
        "type": row.get("event_type")
        or row.get("form")
        or row.get("stance")
        or (row["kind"] if kind != "toll" else ""),
        "mode": row.get("mode"),
        "date_start": when.get("start"),
        "date_end": when.get("end"),
        "date_precision": when.get("precision"),
        "day": row["day"],
        "dated_by": row["dated_by"],
        "actor": _names(doers),
        "actor_country": _countries(doers),
        "recipient": _names(aims),
        "recipient_country": _countries(aims),
        "place_name": place.get("name"),
        "admin1": place.get("admin1"),
        "country": place.get("country"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "place_precision": place.get("precision"),
        "factuality": row.get("factuality"),
        "claimant": " < ".join(s["text"] for s in reversed(row.get("attribution") or [])),
        "low": row.get("low"),
        "best": row.get("best"),
        "high": row.get("high"),
        "confidence": row.get("confidence"),
        "cameo": row.get("cameo"),
        "goldstein": row.get("goldstein"),
        "review": row["review"],
        "report_id": row["report"]["id"],
        "publisher": row["report"]["publisher"],
        "published": row["report"]["published"],
        "title": row["report"]["title"],
        "quote": row["quote"],
        "start": evidence[-1].get("start"),
        "end": evidence[-1].get("end"),
        "summary": row["summary"],
    }


def _names(actors: list[dict[str, Any]]) -> str:
    return "; ".join(a["name"] or a["text"] for a in actors)


def _countries(actors: list[dict[str, Any]]) -> str:
    return "; ".join(dict.fromkeys(a["country"] for a in actors if a["country"]))


def _geojson(items: Iterable[Stored[Any]]) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    first = True
    for item in items:
        row = fact_row(item)
        place = row.get("place") or {}
        located = place.get("latitude") is not None and place.get("longitude") is not None
        geometry = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]} if located else None
        yield ("" if first else ",\n") + json.dumps(
            {"type": "Feature", "geometry": geometry, "properties": row}, ensure_ascii=False
        )
        first = False
    yield "]}\n"
