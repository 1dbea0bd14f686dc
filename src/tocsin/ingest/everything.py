"""Every kind of source as `Found`s: also feeds and lists of them, newswire items, tables, mail, web archives.

Kinds are told apart by content; only tables go by their name, for their content looks like text.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tocsin.errors import InputError, ReportTooLarge, SourceUnreachable
from tocsin.ingest import csvfile, feeds, mail, newsarticle, newswire, opml, rows, sniff, sources, warc, web
from tocsin.ingest.decode import decode
from tocsin.ingest.found import Found
from tocsin.ingest.items import Content, Defaults, Rewound
from tocsin.ingest.markup import root_name
from tocsin.settings import Settings

_XML = feeds.ROOTS | {"opml", "newsmessage", "newsitem", "packageitem"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are to be read: settings, what the user says of all reports, the columns of tables."""

    settings: Settings
    defaults: Defaults = field(default_factory=Defaults)
    columns: Mapping[str, str] = field(default_factory=dict)
    today: datetime.date | None = None
    """Dates of feed entries after it are no dates."""


def found_in(named: Sequence[str], reading: Reading) -> Iterator[Found]:
    """Everything that the sources hold, in order, with an error in the place of each thing that cannot be read.

    `found_in(["archive.warc.gz", "wire/", "https://e.org/rss"], reading)`; an OPML list gives its feeds' entries.
    """
    for source in named:
        if source == "-":
            yield from _guarded(sys.stdin.buffer, "standard input", reading, None)
        elif web.is_url(source):
            yield from _fetched(source, reading)
        else:
            path = Path(source)
            files = sources.files_below(path) if path.is_dir() else [path]
            if not files:
                error = InputError("the folder holds no files", advice="give a folder with reports in it")
                yield Found(source, error=error)
            for file in files:
                yield from _file(file, reading)


def _file(path: Path, reading: Reading) -> Iterator[Found]:
    where = str(path)
    try:
        kind = path.stat()
        if not (stat.S_ISREG(kind.st_mode) or stat.S_ISFIFO(kind.st_mode)):
            raise InputError("is not a file that can be read", advice="give a file, a folder, a URL or -")
        with path.open("rb") as stream:
            yield from _guarded(stream, where, reading, kind.st_size if stat.S_ISREG(kind.st_mode) else None)
    except FileNotFoundError:
        yield Found(where, error=SourceUnreachable("there is no such file or folder", advice="check the name"))
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        yield Found(where, error=SourceUnreachable(message, advice="check its permissions"))
    except InputError as error:
        yield Found(where, error=error)


def _guarded(stream: BinaryIO, where: str, reading: Reading, size: int | None) -> Iterator[Found]:
    try:
        yield from _stream(stream, where, reading, size)
    except InputError as error:
        yield Found(where, error=error, size=size or 0)


def _stream(stream: BinaryIO, where: str, reading: Reading, size: int | None) -> Iterator[Found]:
    """The contents of an open file; archives, tables and JSON lines stream, the rest is held to the size limit."""
    limit = reading.settings.max_report_bytes
    source = Rewound(stream)
    if warc.is_warc(source.head):
        yield from warc.warc_pages(_readable(source), where, limit=limit)
    elif csvfile.is_table(source.head, where) or (
        reading.columns and not source.head.lstrip().startswith((b"{", b"<"))
    ):
        yield from csvfile.table_rows(_readable(source), where, mapping=reading.columns, limit=limit)
    elif sniff.is_json_lines(source.head):
        yield from _lines(source, where, reading)
    else:
        sniff.refuse_binary(source.head, where)
        if size is not None and size > limit:
            raise ReportTooLarge(f"the file has {size:,} bytes, more than {limit:,}", where=where)
        data = source.read(limit + 1)
        if len(data) > limit:
            raise ReportTooLarge(f"there are more than {limit:,} bytes", where=where)
        yield from document_found(data, where, reading)


def document_found(
    data: bytes, where: str, reading: Reading, url: str | None = None, charset: str | None = None
) -> Iterator[Found]:
    """The reports of one whole document; raises InputError where it is none."""
    if mail.is_mail(data):
        yield mail.mail_found(data, where)
        return
    text = decode(data, where, charset)
    root = root_name(text)
    if root in feeds.ROOTS:
        yield from feeds.feed_entries(
            data, where, url=url, charset=charset, publisher=reading.defaults.publisher, today=reading.today
        )
    elif root == "opml":
        yield from _listed(data, where, reading)
    elif root in _XML:
        yield from newswire.newsml_found(data, where, charset)
    elif sniff.is_html(text):
        content, origin = newsarticle.page_with_metadata(text, where, url)
        yield Found(where, content, origin=origin, size=len(data))
    elif sniff.is_json(text):
        objects: list[Any] = list(rows.document_objects(text, where))
        for number, value in enumerate(objects, 1):
            yield _object(value, where if len(objects) == 1 else f"{where}:{number}")
    else:
        yield Found(where, Content(text.removeprefix("\ufeff"), url=url), size=len(data))


def _listed(data: bytes, where: str, reading: Reading) -> Iterator[Found]:
    """The entries of all feeds of a list."""
    found, errors = opml.subscriptions(data, where)
    for error in errors:
        yield Found(error.where or where, error=error)
    for feed in found:
        yield from _fetched(feed.url, reading, publisher=feed.title, only_feeds=True)


def _fetched(url: str, reading: Reading, *, publisher: str | None = None, only_feeds: bool = False) -> Iterator[Found]:
    try:
        answer = web.fetch(url, reading.settings)
        sniff.refuse_binary(answer.data[:64], url)
        if only_feeds:
            yield from feeds.feed_entries(
                answer.data, url, url=url, charset=answer.charset, publisher=publisher, today=reading.today
            )
        elif warc.is_warc(answer.data[:64]):
            yield from warc.warc_pages(io.BytesIO(answer.data), url, limit=reading.settings.max_report_bytes)
        else:
            yield from document_found(answer.data, url, reading, answer.url, answer.charset)
    except InputError as error:
        yield Found(url, error=error)


def _lines(source: Rewound, where: str, reading: Reading) -> Iterator[Found]:
    """JSON lines, each a ninjs item, a NewsArticle or a plain row."""
    limit, number = reading.settings.max_report_bytes, 0
    while line := source.readline(limit + 1):
        number += 1
        at, size = f"{where}:{number}", len(line)
        if size > limit:
            while line and not line.endswith(b"\n"):
                line = source.readline(limit)
                size += len(line)
            yield Found(at, error=ReportTooLarge(f"the line has more than {limit:,} bytes"), size=size)
        elif line.strip():
            yield _line(line, at)


def _line(line: bytes, where: str) -> Found:
    try:
        value = json.loads(decode(line, where).lstrip("\ufeff"))
    except (ValueError, RecursionError):
        value = None  # the reader of rows says what is wrong with it
    except InputError as error:
        return Found(where, error=error, size=len(line))
    if newswire.is_ninjs(value) or newsarticle.is_news_article(value):
        return _object(value, where, len(line))
    try:
        return Found(where, rows.row_content(decode(line, where), where), size=len(line))
    except InputError as error:
        return Found(where, error=error, size=len(line))


def _object(value: Any, where: str, size: int = 0) -> Found:
    try:
        if newswire.is_ninjs(value):
            return newswire.ninjs_found(value, where)
        if newsarticle.is_news_article(value):
            return newsarticle.article_found(value, where)
        return Found(where, rows.object_content(value, where), size=size)
    except InputError as error:
        return Found(where, error=error, size=size)


def described(found: Found, defaults: Defaults) -> Found:
    """The same, with what the user says about all reports put first."""
    if found.content is None:
        return found
    said = found.content.described_by(defaults)
    return dataclasses.replace(found, content=Content(found.content.text, **said))


def _readable(source: Rewound) -> BinaryIO:
    """A rewound stream as the file object that libraries ask for."""
    return io.BufferedReader(_Rest(source))


class _Rest(io.RawIOBase):
    def __init__(self, source: Rewound) -> None:
        self._source = source

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """The next bytes."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # any writable buffer
        found = self._source.read(len(view))
        view[: len(found)] = found
        return len(found)
