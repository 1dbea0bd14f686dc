"""CSV files of the lexicon as checked rows; every complaint names file and line.

A row is a plain dict of column to text, blank where the file is blank. Lists inside a cell are parted by `|`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tocsin.errors import LexiconError

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ISO3 = re.compile(r"[A-Z]{3}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")

Row = dict[str, str]


def read_table(
    path: Path, columns: Sequence[str], required: Sequence[str] = (), errors: list[LexiconError] | None = None
) -> Iterator[tuple[str, Row]]:
    """`("countries.csv:2", {"iso3": "AFG", …})` for each row; raises LexiconError on a wrong header or a short row.

    `columns` must all be in the header (in any order, more are ignored); `required` cells must not be blank. Given a
    list for `errors`, wrong rows are put there and left out instead.
    """
    try:
        stream = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise LexiconError(f"cannot be read ({error.strerror})", where=str(path)) from error
    with stream:
        reader = csv.reader(stream)
        header = next((cells for cells in reader if cells and not cells[0].startswith("#")), [])
        missing = [c for c in columns if c not in header]
        if missing:
            raise LexiconError(
                f"no column {', '.join(missing)}",
                where=f"{path}:1",
                advice=f"the first line must name {', '.join(columns)}",
            )
        width = len(header)
        for cells in reader:
            where = f"{path}:{reader.line_num}"
            if not cells:
                continue
            if cells[0].startswith("#"):
                continue
            wrong = f"{len(cells)} cells instead of {width}" if len(cells) != width else None
            row = dict(zip(header, cells, strict=False))
            wrong = wrong or next((f"{column} is blank" for column in required if not row[column]), None)
            if wrong is None:
                yield where, row
            elif errors is None:
                raise LexiconError(wrong, where=where)
            else:
                errors.append(LexiconError(wrong, where=where))


def cell_list(cell: str) -> tuple[str, ...]:
    """The parts of a cell: `"Kiev|Kyiv"` → `("Kiev", "Kyiv")`."""
    return tuple(part for part in cell.split("|") if part) if cell else ()


def first_day(cell: str, where: str) -> str | None:
    """The first day of a date as precise as the file has it: `"2014-03"` → `"2014-03-01"`; None when blank."""
    if not cell:
        return None
    _check_date(cell, where)
    return cell + "-01-01"[: 10 - len(cell)] if len(cell) == 4 else cell + "-01" if len(cell) == 7 else cell


def last_day(cell: str, where: str) -> str | None:
    """The last day of a date: `"2014"` → `"2014-12-31"`; None when blank (still so)."""
    if not cell:
        return None
    _check_date(cell, where)
    return cell + "-12-31" if len(cell) == 4 else cell + "-31" if len(cell) == 7 else cell


def _check_date(cell: str, where: str) -> None:
    if not _DATE.fullmatch(cell):
        raise LexiconError(f"{cell!r} is not a date", where=where, advice="write YYYY, YYYY-MM or YYYY-MM-DD")


def check_iso3(cell: str, where: str) -> str | None:
    """The country code of a cell, None when blank; raises LexiconError unless three capitals."""
    if not cell:
        return None
    if not _ISO3.fullmatch(cell):
        raise LexiconError(f"{cell!r} is not an ISO 3166-1 alpha-3 code", where=where)
    return cell


def check_wikidata(cell: str, where: str) -> str | None:
    """The Wikidata id of a cell, None when blank."""
    if not cell:
        return None
    if not _WIKIDATA.fullmatch(cell):
        raise LexiconError(f"{cell!r} is not a Wikidata id", where=where, advice="write Q followed by digits")
    return cell


def check_choice(cell: str, allowed: frozenset[str], what: str, where: str) -> str:
    """The cell itself when it is one of `allowed`; else a LexiconError that names the column."""
    if cell not in allowed:
        raise LexiconError(
            f"{what} {cell!r} is unknown", where=where, advice=f"use one of {', '.join(sorted(allowed))}"
        )
    return cell
