"""CSV and TSV tables of reports: columns by their usual names or by the user's own mapping, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from tocsin.errors import EmptyReport, InputError, ReportTooLarge
from tocsin.ingest.found import Found, digest_of
from tocsin.ingest.items import Content
from tocsin.ingest.markup import plain_text
from tocsin.ingest.rows import day_of

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext", "article", "fulltext", "full_text", "articlebody", "story"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "date_publish", "pubdate", "publish_date", "datepublished"),
    "publisher": ("publisher", "source", "outlet", "sitename", "agency"),
    "url": ("url", "link"),
    "id": ("id", "guid", "uri"),
}
"""What a report needs and the column names taken for it, first found wins."""


def parse_mapping(values: Iterable[str]) -> dict[str, str]:
    """The mapping of `--map text=Body,title=Headline`; raises InputError naming what is wrong.

    >>> parse_mapping(["text=Body,title=Head line"])
    {'text': 'Body', 'title': 'Head line'}
    """
    found: dict[str, str] = {}
    for pair in (p for value in values for p in value.split(",") if p.strip()):
        field, mark, column = (part.strip() for part in pair.partition("="))
        if not mark or field not in FIELDS or not column:
            raise InputError(
                f"{pair!r} maps no column", advice=f"write FIELD=COLUMN with a field of {', '.join(FIELDS)}"
            )
        found[field] = column
    return found


def is_table(head: bytes, name: str) -> bool:
    """Whether a file is taken for a table: by its name, its content being told apart from nothing else that way."""
    return name.lower().endswith((".csv", ".tsv", ".tab")) and b"\0" not in head[:1000]


def table_rows(
    stream: BinaryIO, where: str, *, mapping: Mapping[str, str] | None = None, limit: int = 5_000_000
) -> Iterator[Found]:
    """The rows of a table as reports, streaming, each bad row with its error at `where:line`.

    Columns not mapped are ignored; HTML in cells becomes paragraphs.
    Raises InputError where there is no header that names a text column.
    """
    csv.field_size_limit(max(limit, 131_072))
    lines = _lines(stream)
    first = next(lines, None)
    if first is None:
        raise EmptyReport("the table is empty", where=where)
    separator = _separator(first)
    header = next(csv.reader([first], delimiter=separator), [])
    columns = _columns(header, mapping or {}, where)
    reader = csv.reader(lines, delimiter=separator)
    start = 2
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Found(
                f"{where}:{start}", error=InputError(f"the row cannot be read: {error}", advice="correct the row")
            )
            start = reader.line_num + 2
            continue
        at, start = f"{where}:{start}", reader.line_num + 2
        if any(cell.strip() for cell in row):
            yield _row(row, header, columns, at, limit)


def _row(row: list[str], header: list[str], columns: Mapping[str, int], where: str, limit: int) -> Found:
    size = sum(map(len, row))
    if size > limit:
        return Found(where, error=ReportTooLarge(f"the row has more than {limit:,} characters"), size=size)
    if len(row) > len(header):
        error = InputError(
            f"the row has {len(row)} cells under {len(header)} columns", advice="quote cells that hold the separator"
        )
        return Found(where, error=error, size=size)
    cells = {field: _mended(row[n]).strip() for field, n in columns.items() if n < len(row)}
    text = cells.get("text", "")
    if "<" in text and "</" in text:
        text = plain_text(text)
    if not text:
        return Found(where, error=EmptyReport("the row has no text"), size=size)
    content = Content(
        text,
        cells.get("title") or None,
        day_of(cells.get("published") or None),
        cells.get("publisher") or None,
        cells.get("url") or None,
    )
    name = cells.get("id")
    key = f"row:{digest_of(where.rpartition(':')[0], name)}" if name else None
    return Found(where, content, key=key, version=digest_of(*cells.values()), size=size)


def _columns(header: list[str], mapping: Mapping[str, str], where: str) -> dict[str, int]:
    names = {name.strip().lower(): n for n, name in reversed(list(enumerate(header)))}
    found = {field: next((names[n] for n in known if n in names), -1) for field, known in FIELDS.items()}
    if "id" not in mapping:
        found["id"] = -1  # ids of unknown scope would replace each other: only where the user names the column
    for field, column in mapping.items():
        if column.lower() not in names:
            raise InputError(f"there is no column {column!r}", where=where, advice=f"columns: {', '.join(header[:30])}")
        found[field] = names[column.lower()]
    if found["text"] < 0:
        raise InputError(
            "no column holds the text",
            where=where,
            advice=f"name it with --map text=COLUMN; columns: {', '.join(header[:30])}",
        )
    return {field: n for field, n in found.items() if n >= 0}


def _separator(line: str) -> str:
    return max(",;\t|", key=lambda mark: (line.count(mark), mark == ","))


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Lines with their breaks; bytes that are no UTF-8 are kept as marks and mended cell by cell."""
    start = stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else b""
    encoding = "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for line in io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline=""):
        yield line.replace("\0", "")


def _mended(cell: str) -> str:
    """A cell of a file that is not UTF-8 as Windows-1252."""
    if not any(0xDC80 <= ord(c) <= 0xDCFF for c in cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
