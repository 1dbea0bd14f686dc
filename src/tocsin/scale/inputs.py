"""The reports of one shard, read from its range and nothing else."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from tocsin.errors import Fault, ReportTooLarge, TocsinError
from tocsin.ingest.decode import decode
from tocsin.ingest.items import Content, Defaults, Item
from tocsin.ingest.rows import object_content, row_content
from tocsin.ingest.sources import item_of
from tocsin.ingest.warc import warc_pages
from tocsin.scale.shards import Shard
from tocsin.settings import Settings

_NOTHING = Defaults()


def items_of_shard(shard: Shard, settings: Settings, untouched: frozenset[int] = frozenset()) -> Iterator[Item]:
    """Every report of the shard's range in order, with an error in the place of each that cannot be read.

    `where` names file and range, not folders: `news.jsonl:4000000+12` is the line of that number in the range. Those of
    the numbers `untouched`, from 0, are passed over unread: their items hold neither report nor error.
    """
    if shard.kind == "parquet":
        yield from _rows(shard, settings, untouched)
        return
    with open(shard.path, "rb") as stream:
        if shard.kind == "warc":
            stream.seek(shard.start)
            yield from _pages(Slice(stream, shard.end - shard.start), shard, settings, untouched)
        elif shard.kind == "whole":
            with gzip.open(stream) as unpacked:
                yield from _lines(unpacked, shard, settings, None, untouched)  # type: ignore[arg-type]  # a binary stream too
        else:
            stream.seek(shard.start)
            if shard.start:
                stream.seek(shard.start - 1)
                _rest_of_line(stream)  # a line belongs to the range in which it begins
            yield from _lines(stream, shard, settings, shard.end, untouched)


def _lines(stream: BinaryIO, shard: Shard, settings: Settings, end: int | None, untouched: frozenset[int]) -> Iterator[Item]:
    limit = settings.max_report_bytes
    number = found = 0
    at = stream.tell()
    while (end is None or at < end) and (line := stream.readline(limit + 1)):
        at += len(line)
        number += 1
        where = f"{shard.name}:{shard.start}+{number}"
        if len(line) > limit:
            at += 0 if line.endswith(b"\n") else _rest_of_line(stream)
            yield Item(where, error=ReportTooLarge(f"the line has more than {limit:,} bytes"), size=len(line))
        elif not line.strip():
            continue
        elif found in untouched:
            yield Item(where, size=len(line))
        else:
            yield _item(where, len(line), settings, partial(_line, line, where))
        found += 1


def _item(where: str, size: int, settings: Settings, content: Callable[[], Content]) -> Item:
    """The item of `content`; a fault in reading it is that item's error and does not end the shard."""
    try:
        return item_of(where, size, settings, _NOTHING, content)
    except TocsinError:
        raise
    except Exception as error:
        return Item(where, error=Fault(f"could not be read ({type(error).__name__}: {error})", where=where), size=size)


def _rest_of_line(stream: BinaryIO) -> int:
    """Reads on to the end of the line, however long, and tells how many bytes that was."""
    size = 0
    while piece := stream.readline(1 << 16):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _line(line: bytes, where: str) -> Content:
    return row_content(decode(line, where), where)


def _rows(shard: Shard, settings: Settings, untouched: frozenset[int]) -> Iterator[Item]:
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(shard.path)
    before = 0
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if before < shard.end and before + size > shard.start:
            first, last = max(shard.start - before, 0), min(shard.end - before, size)
            rows = file.read_row_group(group).slice(first, last - first).to_pylist()
            for number, row in enumerate(rows, before + first):
                where = f"{shard.name}:{number}"
                if number - shard.start in untouched:
                    yield Item(where)
                    continue
                plain = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
                yield _item(where, 0, settings, partial(object_content, plain, where))
        before += size


def _pages(stream: Slice, shard: Shard, settings: Settings, untouched: frozenset[int]) -> Iterator[Item]:
    where = f"{shard.name}:{shard.start}"
    for found in warc_pages(io.BufferedReader(stream), where, limit=settings.max_report_bytes, untouched=untouched):
        if found.content is None:
            yield Item(found.where, error=found.error, size=found.size)
        else:
            yield _item(found.where, found.size, settings, partial(_same, found.content))


def _same(content: Content) -> Content:
    return content


class Slice(io.RawIOBase):
    """The next `length` bytes of a stream as a stream of their own."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream, self._left = stream, length

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as the slice goes; how many bytes that were, 0 at its end."""
        data = self._stream.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)
