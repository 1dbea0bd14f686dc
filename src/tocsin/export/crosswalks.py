"""The formats that users of other event data load: each writes a file and returns how many rows, and how many were left out and why."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import InputError
from tocsin.export import acled, gdelt, icews
from tocsin.export.context import Row, rows
from tocsin.export.files import whole_file
from tocsin.export.plover import plover_record
from tocsin.link.merge import Merged
from tocsin.store import Filter, Store
from tocsin.vocab import COUNTED_FACTUALITY

NOTE = "crosswalk from Tocsin, not coding by the format's authors"


@dataclass(frozen=True, slots=True)
class Written:
    """Rows written, and left out with the reason."""

    rows: int
    left_out: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns, delimiter and header of a format, and how a row of it is made."""

    columns: tuple[str, ...]
    delimiter: str
    header: bool
    of_event: Callable[[Row], list[object] | None] | None = None
    of_incident: Callable[[Merged], list[object] | None] | None = None
    why: str = "without a day, or planned, demanded or only threatened"


LAYOUTS = {
    "gdelt": Layout(gdelt.EVENT_COLUMNS, "\t", False, gdelt.event_row),
    "gdelt-mentions": Layout(gdelt.MENTION_COLUMNS, "\t", False, gdelt.mention_row),
    "icews": Layout(icews.ICEWS_COLUMNS, "\t", True, icews.icews_row),
    "polecat": Layout(icews.POLECAT_COLUMNS, "\t", True, icews.polecat_row),
    "acled": Layout(acled.ACLED_COLUMNS, ",", True, of_incident=acled.acled_row, why="incidents of a kind that the format has not, or denied"),
    "ucdp": Layout(acled.UCDP_COLUMNS, ",", True, of_incident=acled.ucdp_row, why="incidents without a death by organised violence"),
}


def write_crosswalk(store: Store, form: str, wanted: Filter, path: Path, *, redact_private: bool = False) -> Written:
    """The events (or incidents) that pass in another format; only what is told as having happened, or denied, is written.

    Raises InputError where incidents are wanted from a record that was never linked, or redacted.
    """
    layout = LAYOUTS[form]
    if layout.of_incident is not None:
        if redact_private:
            raise InputError(f"{form} rows are merged from many reports and cannot be redacted", advice="export CSV with --redact-private")
        if store.totals()["events"] and not store.totals()["incidents"]:
            raise InputError("the record has no incidents yet", where=store.database.where, advice="run `tocsin record link` first")
    written = left_out = 0
    with whole_file(path) as stream:
        writer = csv.writer(stream, delimiter=layout.delimiter, lineterminator="\n",
                            **({"quoting": csv.QUOTE_NONE, "quotechar": None} if layout.delimiter == "\t" else {}))  # type: ignore[arg-type]
        if layout.header:
            writer.writerow(layout.columns)
        for cells in _cells(store, layout, wanted, redact_private=redact_private):
            if cells is None:
                left_out += 1
                continue
            if len(cells) != len(layout.columns):
                raise AssertionError(f"{form}: {len(cells)} values for {len(layout.columns)} columns")
            writer.writerow([_plain(c) if layout.delimiter == "\t" else "" if c is None else c for c in cells])
            written += 1
    return Written(written, left_out, layout.why if left_out else "")


def _cells(store: Store, layout: Layout, wanted: Filter, *, redact_private: bool) -> Iterator[Sequence[object] | None]:
    if layout.of_incident is not None:
        for incident in store.incidents(wanted):
            yield layout.of_incident(incident)
        return
    assert layout.of_event is not None  # a layout has one of the two
    for row in rows(store, "event", wanted, redact_private=redact_private):
        yield layout.of_event(row) if row.fact.factuality in COUNTED_FACTUALITY else None


def _plain(value: object) -> str:
    """A cell of a format without quoting: tabs and line ends become spaces."""
    return "" if value is None else " ".join(str(value).split())


def write_plover(store: Store, wanted: Filter, path: Path, *, redact_private: bool = False) -> Written:
    """PLOVER JSON lines, all events; factuality stands in the comment."""
    number = 0
    with whole_file(path) as stream:
        for row in rows(store, "event", wanted, redact_private=redact_private):
            stream.write(json.dumps(plover_record(row), ensure_ascii=False) + "\n")
            number += 1
    return Written(number)
