"""Web archives (WARC, as CommonCrawl's news crawl ships them): the news pages among their responses, streaming."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from tocsin.errors import Fault, InputError, ReportTooLarge
from tocsin.ingest.decode import decode
from tocsin.ingest.found import Found

_GZIP = b"\x1f\x8b"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def is_warc(head: bytes) -> bool:
    """Whether the bytes open a WARC file, gzip-compressed or not.

    >>> is_warc(b"WARC/1.0\\r\\nWARC-Type: warcinfo")
    True
    """
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def warc_pages(stream: BinaryIO, where: str, *, limit: int = 5_000_000, untouched: frozenset[int] = frozenset()) -> Iterator[Found]:
    """The HTML responses of an archive as reports; every other record is passed over.

    The pages of the numbers `untouched`, from 0, come with their address alone, unread.

    A page over `limit` bytes, unpacked, or without article text is an error at its address. A file that ends in the
    middle of a record gives an error at its end and everything before it.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen = pages = 0
    try:
        for record in ArchiveIterator(stream):
            seen += record.rec_type is not None
            if record.rec_type == "response" and _is_page(record):
                yield Found(_address(record, where)) if pages in untouched else _page(record, where, limit)
                pages += 1
    except (ArchiveLoadFailed, OSError, ValueError, EOFError, zlib.error) as error:
        message = f"the archive breaks off: {' '.join(str(error).split())[:200]}"
        yield Found(where, error=InputError(message, advice="fetch it again; what came before is kept"))
    if not seen:
        yield Found(where, error=InputError("the archive holds no whole record", advice="fetch it again"))


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    return "html" in (headers.get_header("Content-Type") or "text/html").lower()


def _page(record: Any, where: str, limit: int) -> Found:
    from tocsin.ingest.newsarticle import page_with_metadata

    url = record.rec_headers.get_header("WARC-Target-URI") or None
    at = _address(record, where)
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    try:
        data = _payload(record, limit, at)
        content, origin = page_with_metadata(decode(data, at, charset[1] if charset else None), at, url)
    except InputError as error:
        return Found(at, error=error)
    except (OSError, EOFError, zlib.error):
        raise  # the archive breaks off
    except Exception as error:  # a fault in a library that takes pages apart: the pages after it are not lost
        return Found(at, error=Fault(f"could not be read ({type(error).__name__}: {error})", where=at))
    return Found(at, content, origin=origin, size=len(data))


def _address(record: Any, where: str) -> str:
    return f"{where} {record.rec_headers.get_header('WARC-Target-URI') or record.rec_headers.get_header('WARC-Record-ID')}"


def _payload(record: Any, limit: int, where: str) -> bytes:
    """The page's bytes, unpacked piece by piece."""
    body, data = record.content_stream(), bytearray()
    while len(data) <= limit and (piece := body.read(min(65_536, limit + 1 - len(data)))):
        data += piece
    if len(data) > limit:
        raise ReportTooLarge(f"the page has more than {limit:,} bytes", where=where)
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise InputError("the archive breaks off in this page", where=where, advice="fetch it again")
    return bytes(data)
