"""A record in the common formats; each writer returns how many rows it wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.errors import DataMissing, InputError
from tocsin.export.columns import TABLES, VERSION, values
from tocsin.export.context import Row, rows
from tocsin.export.files import harmless, whole_file
from tocsin.jsonform import event_to_dict, position_to_dict, statement_to_dict, toll_to_dict
from tocsin.store import Filter, Store

_TO_DICT: dict[str, Any] = {"event": event_to_dict, "statement": statement_to_dict, "toll": toll_to_dict, "position": position_to_dict}
SHEET_ROWS = 1_048_575
"""Rows that a worksheet holds under its header."""
SHEET_CHARACTERS = 32_767


def write_csv(store: Store, kind: str, wanted: Filter, path: Path, *, redact_private: bool = False, for_spreadsheets: bool = False) -> int:
    """UTF-8, commas, a header, RFC 4180; `for_spreadsheets` disarms formulas and marks the encoding for Excel."""
    number = 0
    with whole_file(path) as stream:
        if for_spreadsheets:
            stream.write("\ufeff")
        writer = csv.writer(stream)
        writer.writerow([c.name for c in TABLES[kind]])
        for row in rows(store, kind, wanted, redact_private=redact_private):
            cells = [_cell(v) for v in values(kind, row).values()]
            writer.writerow([harmless(c) for c in cells] if for_spreadsheets else cells)
            number += 1
    return number


def _cell(value: Any) -> Any:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value


def nested(kind: str, row: Row) -> dict[str, Any]:
    """A fact as in docs/account.md, with its report, incident, review and run; `coded` is what a corrected one was."""
    stored = row.stored
    return {"schema": f"tocsin.{kind}/{VERSION}", **_TO_DICT[kind](stored.fact),
            "report": {"id": stored.report_id, "title": stored.title, "publisher": stored.publisher, "published": stored.published, "url": stored.url,
                       "voice": stored.voice},
            "incident": stored.incident, "review": stored.review, "corrections": dict(row.corrections),
            "coded": _TO_DICT[kind](stored.coded) if stored.coded is not None else None, "run": stored.run_id}


def write_jsonl(store: Store, kind: str, wanted: Filter, path: Path, *, redact_private: bool = False) -> int:
    """One record a line, nested, with the version of its schema."""
    number = 0
    with whole_file(path) as stream:
        for row in rows(store, kind, wanted, redact_private=redact_private):
            stream.write(json.dumps(nested(kind, row), ensure_ascii=False) + "\n")
            number += 1
    return number


def write_geojson(store: Store, kind: str, wanted: Filter, path: Path, *, redact_private: bool = False) -> int:
    """RFC 7946: the columns of the CSV as properties; what has no coordinates has a null geometry and is counted in `unlocated`."""
    if "latitude" not in {c.name for c in TABLES[kind]}:
        raise InputError(f"{kind}s have no place of their own", advice="export events or tolls as GeoJSON")
    number = unlocated = 0
    with whole_file(path) as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        for row in rows(store, kind, wanted, redact_private=redact_private):
            properties = values(kind, row)
            latitude, longitude = properties["latitude"], properties["longitude"]
            located = latitude is not None and longitude is not None
            unlocated += not located
            feature = {"type": "Feature", "id": row.fact.id, "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if located else None,
                       "properties": properties}
            stream.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
            number += 1
        stream.write(f'\n], "total": {number}, "unlocated": {unlocated}}}\n')
    return number


def write_parquet(store: Store, kind: str, wanted: Filter, path: Path, *, redact_private: bool = False) -> int:
    """Parquet with typed columns; needs pyarrow."""
    try:
        from tocsin.export.parquet import write_batches
    except ImportError as error:
        raise DataMissing("Parquet needs pyarrow", advice="pip install 'tocsin[analysis]'") from error
    return write_batches(kind, (values(kind, row) for row in rows(store, kind, wanted, redact_private=redact_private)), path)


def write_xlsx(store: Store, kind: str, wanted: Filter, path: Path, *, redact_private: bool = False) -> int:
    """An Excel workbook with formulas disarmed; raises InputError where the facts or a text are too many for a sheet. Needs openpyxl."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError as error:
        raise DataMissing("spreadsheets need openpyxl", advice="pip install 'tocsin[analysis]'") from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{kind}s")
    sheet.append([c.name for c in TABLES[kind]])
    number = 0
    for row in rows(store, kind, wanted, redact_private=redact_private):
        if number >= SHEET_ROWS:
            raise InputError(f"a worksheet holds {SHEET_ROWS:,} rows and there are more {kind}s", advice="narrow the filter, or export CSV or Parquet")
        sheet.append([_sheet_cell(v, ILLEGAL_CHARACTERS_RE, row) for v in values(kind, row).values()])
        number += 1
    with whole_file(path, "wb") as stream:
        book.save(stream)
    return number


def _sheet_cell(value: Any, illegal: Any, row: Row) -> Any:
    if not isinstance(value, str):
        return value
    if len(value) >= SHEET_CHARACTERS:
        raise InputError(f"a text of {row.fact.id} is longer than a cell holds", advice="export CSV or Parquet")
    return harmless(illegal.sub("�", value))


def copied(path: Path) -> Iterator[bytes]:
    """The bytes of a finished export, in pieces, for whoever serves it."""
    with path.open("rb") as stream:
        while piece := stream.read(1 << 16):
            yield piece
