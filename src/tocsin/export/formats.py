"""All formats by name: `export(store, "csv", "event", wanted, path)` writes one and says how many rows."""

from __future__ import annotations

from pathlib import Path

from tocsin.errors import InputError
from tocsin.export.crosswalks import LAYOUTS, NOTE, Written, write_crosswalk, write_plover
from tocsin.export.datapackage import write_datapackage
from tocsin.export.writers import write_csv, write_geojson, write_jsonl, write_parquet, write_xlsx
from tocsin.store import Filter, Store

_WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "geojson": write_geojson, "parquet": write_parquet, "xlsx": write_xlsx}
CROSSWALKS = (*LAYOUTS, "plover")
FORMATS = (*_WRITERS, "datapackage", *CROSSWALKS)
"""Every format of `tocsin export --format`."""


def export(store: Store, form: str, kind: str, wanted: Filter, path: Path, *, redact_private: bool = False, for_spreadsheets: bool = False) -> Written:
    """Writes the facts of `kind` that pass to `path`; crosswalks hold events only and carry a note beside the count.

    Raises InputError for a format that cannot hold the kind, DataMissing where an optional package is not installed.
    """
    if form not in FORMATS:
        raise InputError(f"there is no format {form!r}", advice=f"use {', '.join(FORMATS)}")
    if form in CROSSWALKS and kind != "event":
        raise InputError(f"{form} holds events only", advice="leave out --facts")
    if form == "datapackage":
        numbers = write_datapackage(store, wanted, path, redact_private=redact_private)
        return Written(sum(numbers.values()), 0, ", ".join(f"{n} {name}" for name, n in numbers.items()))
    if form == "plover":
        return write_plover(store, wanted, path, redact_private=redact_private)
    if form in LAYOUTS:
        return write_crosswalk(store, form, wanted, path, redact_private=redact_private)
    if form == "csv":
        return Written(write_csv(store, kind, wanted, path, redact_private=redact_private, for_spreadsheets=for_spreadsheets))
    return Written(_WRITERS[form](store, kind, wanted, path, redact_private=redact_private))


__all__ = ["CROSSWALKS", "FORMATS", "NOTE", "export"]
