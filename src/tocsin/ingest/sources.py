"""Everything a user may name — files, folders, URLs, standard input — as a stream of `Item`s.

One that cannot be read never stops the rest: its item carries the error.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from tocsin.errors import InputError, ReportTooLarge, SourceUnreachable, UnsupportedLanguage
from tocsin.ingest import rows, sniff, web
from tocsin.ingest.decode import decode
from tocsin.ingest.items import Content, Defaults, Item, Rewound
from tocsin.ingest.language import refuse_foreign
from tocsin.read.report import make_report
from tocsin.records import Report
from tocsin.settings import Settings


def items_of(sources: Sequence[str], settings: Settings, defaults: Defaults | None = None) -> Iterator[Item]:
    """Every report that the sources hold, in order, with an error in the place of each that cannot be read.

    `items_of(["reports/", "-"], settings)` reads a folder (all files below it, by name) and then standard input.
    """
    defaults = defaults or Defaults()
    for source in sources:
        if source == "-":
            yield from _stream(sys.stdin.buffer, "standard input", settings, defaults)
        elif web.is_url(source):
            yield from _page(source, settings, defaults)
        else:
            yield from _path(Path(source), settings, defaults)


def size_of(sources: Sequence[str]) -> int | None:
    """The bytes to be read, where that is known beforehand: None with standard input or a URL among the sources."""
    total = 0
    for source in sources:
        if source == "-" or web.is_url(source):
            return None
        path = Path(source)
        for file in files_below(path) if path.is_dir() else [path]:
            try:
                total += file.stat().st_size
            except OSError:
                continue  # missing: told when its turn comes
    return total


def files_below(folder: Path) -> list[Path]:
    """All files below a folder in the order of their names, without hidden ones; linked folders are not followed."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        found += [Path(root, n) for n in sorted(names) if not n.startswith(".")]
    return found


def _path(path: Path, settings: Settings, defaults: Defaults) -> Iterator[Item]:
    if not path.is_dir():
        yield from _file(path, settings, defaults)
        return
    files = files_below(path)
    if not files:
        yield Item(str(path), error=InputError("the folder holds no files", advice="give a folder with reports in it"))
    for file in files:
        yield from _file(file, settings, defaults)


def _file(path: Path, settings: Settings, defaults: Defaults) -> Iterator[Item]:
    where = str(path)
    try:
        kind = path.stat()
        if not (stat.S_ISREG(kind.st_mode) or stat.S_ISFIFO(kind.st_mode)):
            raise InputError("is not a file that can be read", advice="give a file, a folder, a URL or -")
        with path.open("rb") as stream:
            yield from _stream(stream, where, settings, defaults, kind.st_size if stat.S_ISREG(kind.st_mode) else None)
    except FileNotFoundError:
        yield Item(where, error=SourceUnreachable("there is no such file or folder", advice="check the name"))
    except OSError as error:
        yield Item(
            where, error=SourceUnreachable(f"cannot be read: {error.strerror or error}", advice="check its permissions")
        )
    except InputError as error:
        yield Item(where, error=error)


def _stream(
    stream: BinaryIO, where: str, settings: Settings, defaults: Defaults, size: int | None = None
) -> Iterator[Item]:
    """The reports of an open file; JSON lines may be any number, anything else is held to the size limit."""
    limit = settings.max_report_bytes
    try:
        source = Rewound(stream)
        if sniff.is_json_lines(source.head):
            yield from _lines(source, where, settings, defaults)
            return
        sniff.refuse_binary(source.head, where)
        if size is not None and size > limit:
            raise ReportTooLarge(f"the file has {size:,} bytes, more than {limit:,}", where=where)
        data = source.read(limit + 1)
        if len(data) > limit:
            raise ReportTooLarge(f"there are more than {limit:,} bytes", where=where)
        yield from document_items(decode(data, where), where, settings, defaults, len(data))
    except InputError as error:
        yield Item(where, error=error, size=size or 0)


def _lines(source: Rewound, where: str, settings: Settings, defaults: Defaults) -> Iterator[Item]:
    limit = settings.max_report_bytes
    number = 0
    while line := source.readline(limit + 1):
        number += 1
        at = f"{where}:{number}"
        size = len(line)
        if size > limit:
            while line and not line.endswith(b"\n"):
                line = source.readline(limit)
                size += len(line)
            yield Item(at, error=ReportTooLarge(f"the line has more than {limit:,} bytes"), size=size)
        elif line.strip():
            yield item_of(at, size, settings, defaults, partial(_line_content, line, at))


def _line_content(line: bytes, where: str) -> Content:
    return rows.row_content(decode(line, where), where)


def document_items(
    text: str, where: str, settings: Settings, defaults: Defaults, size: int, url: str | None = None
) -> Iterator[Item]:
    """The report or reports of one decoded document: a page, a JSON document or plain text."""
    if sniff.is_html(text):
        from tocsin.ingest.pages import page_content

        yield item_of(where, size, settings, defaults, lambda: page_content(text, where, url))
    elif sniff.is_json(text):
        objects: list[Any] = list(rows.document_objects(text, where))
        for number, found in enumerate(objects, 1):
            at = where if len(objects) == 1 else f"{where}:{number}"
            yield item_of(at, size // len(objects), settings, defaults, partial(rows.object_content, found, at))
    else:
        yield item_of(where, size, settings, defaults, lambda: Content(text.removeprefix("\ufeff"), url=url))


def _page(url: str, settings: Settings, defaults: Defaults) -> Iterator[Item]:
    try:
        fetched = web.fetch(url, settings)
        sniff.refuse_binary(fetched.data[:64], url)
        text = decode(fetched.data, url, fetched.charset)
        yield from document_items(text, url, settings, defaults, len(fetched.data), fetched.url)
    except InputError as error:
        yield Item(url, error=error)


def item_of(where: str, size: int, settings: Settings, defaults: Defaults, content: Callable[[], Content]) -> Item:
    """The item of what `content` gives, or of the InputError that it raises."""
    try:
        return Item(where, _report(content(), where, settings, defaults), size=size)
    except InputError as error:
        return Item(where, error=error, size=size)


def _report(content: Content, where: str, settings: Settings, defaults: Defaults) -> Report:
    """The content as a report, every check that can refuse it made here, so that no coding fails on it later."""
    if content.text.count(" ") > settings.max_report_words:
        raise ReportTooLarge(
            f"the report has more than {settings.max_report_words:,} words",
            where=where,
            advice="split it into single reports, or raise `max_report_words` in the settings",
        )
    try:
        report = make_report(content.text, **content.described_by(defaults))
    except UnsupportedLanguage:
        refuse_foreign(content.text, where)  # says which language it is, where that can be told
        raise
    refuse_foreign(report.text, where)
    return report
