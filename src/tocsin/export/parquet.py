"""Rows as Arrow tables and Parquet files. Importing this needs pyarrow."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from tocsin.export.columns import TABLES, VERSION
from tocsin.export.files import whole_file

_TYPES = {"string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_(), "date": pyarrow.date32()}
_BATCH = 20_000


def schema(kind: str) -> Any:
    """The Arrow schema of a kind of row, descriptions as field metadata."""
    return pyarrow.schema([pyarrow.field(c.name, _TYPES[c.type], metadata={"description": c.description}) for c in TABLES[kind]],
                          metadata={"schema": f"tocsin.{kind}/{VERSION}"})


def arrow_table(kind: str, found: Sequence[dict[str, Any]]) -> Any:
    """The rows as a `pyarrow.Table`."""
    dates = [c.name for c in TABLES[kind] if c.type == "date"]
    typed = [{**row, **{d: _date(row[d]) for d in dates}} for row in found]
    return pyarrow.Table.from_pylist(typed, schema=schema(kind))


def _date(value: str | None) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value[:10])


def write_batches(kind: str, found: Iterable[dict[str, Any]], path: Path) -> int:
    """Writes the rows in batches; returns how many."""
    number, source = 0, iter(found)
    with whole_file(path, "wb") as stream, pyarrow.parquet.ParquetWriter(stream, schema(kind), compression="zstd") as writer:
        while batch := list(itertools.islice(source, _BATCH)):
            writer.write_table(arrow_table(kind, batch))
            number += len(batch)
    return number
