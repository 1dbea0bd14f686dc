"""An archive cut into shards: byte ranges of JSON lines and web archives, row ranges of Parquet files.

A shard's id comes from what lies in its range and from the run that codes it, never from a clock, a host or a folder:
the same input and the same run give the same ids, so that work done before is recognised.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tocsin.errors import SourceUnreachable
from tocsin.ingest.sources import files_below
from tocsin.ingest.warc import is_warc
from tocsin.records import Run

BYTES = 4_000_000
"""Bytes of JSON lines in a shard: about 1,500 reports, half a minute to a minute of one core."""
ROWS = 1500
PAGES = 500
"""Responses of a web archive in a shard."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A range of one input file; `start` and `end` count bytes, for Parquet rows."""

    number: int
    """Its place in the archive, from 0."""
    id: str
    path: str
    name: str
    """The file's name without its folder, as outputs state it."""
    kind: str
    """jsonl, whole (compressed JSON lines, read from end to end), warc or parquet."""
    start: int
    end: int


def plan(sources: Sequence[str], run: Run, *, size: int = BYTES) -> list[Shard]:
    """All shards of `sources` in order; raises SourceUnreachable where a source is missing or holds nothing to read."""
    found: list[Shard] = []
    for source in sources:
        path = Path(source)
        if not path.exists():
            raise SourceUnreachable("there is no such file or folder", where=source, advice="check the name")
        files = files_below(path) if path.is_dir() else [path]
        if not files:
            raise SourceUnreachable("the folder holds no files", where=source)
        for file in files:
            key = _identity(file, run)
            for kind, start, end in _ranges(file, size):
                digest = hashlib.sha256(f"{key}|{kind}|{start}|{end}".encode()).hexdigest()[:16]
                found.append(Shard(len(found), digest, str(file), file.name, kind, start, end))
    return found


def _identity(file: Path, run: Run) -> str:
    """What stands for the file's content and the run: name, size, first and last bytes, run."""
    size = file.stat().st_size
    digest = hashlib.sha256(json.dumps([file.name, size, asdict(run)]).encode())
    with file.open("rb") as stream:
        digest.update(stream.read(1 << 16))
        stream.seek(max(0, size - (1 << 16)))
        digest.update(stream.read(1 << 16))
    return digest.hexdigest()


def _ranges(file: Path, size: int) -> Iterator[tuple[str, int, int]]:
    with file.open("rb") as stream:
        head = stream.read(65536)
    if head.startswith(b"PAR1"):
        yield from _row_ranges(file, max(1, ROWS * size // BYTES))
    elif is_warc(head):
        yield from _page_ranges(file, max(1, PAGES * size // BYTES))
    elif head.startswith(b"\x1f\x8b"):
        yield "whole", 0, file.stat().st_size
    else:
        total = file.stat().st_size
        for start in range(0, total, size):
            yield "jsonl", start, min(start + size, total)


def _row_ranges(file: Path, rows: int) -> Iterator[tuple[str, int, int]]:
    import pyarrow.parquet as parquet

    total = parquet.ParquetFile(file).metadata.num_rows
    for start in range(0, total, rows):
        yield "parquet", start, min(start + rows, total)


def _page_ranges(file: Path, pages: int) -> Iterator[tuple[str, int, int]]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    start = count = 0
    with file.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        try:
            for record in records:
                if record.rec_type != "response":
                    continue
                if count and count % pages == 0:
                    yield "warc", start, records.get_record_offset()
                    start = records.get_record_offset()
                count += 1
        except (ArchiveLoadFailed, OSError, ValueError, EOFError):
            pass  # it breaks off: the last shard tells so when it is read
    yield "warc", start, file.stat().st_size
