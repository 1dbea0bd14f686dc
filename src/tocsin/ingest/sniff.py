"""What some bytes are, by their content and never by the file's name: text, HTML, JSON lines, or nothing we read."""

from __future__ import annotations

import json
import re

from tocsin.errors import BinaryReport

_MAGIC = (
    (b"%PDF-", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "save the document as plain text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save the document as plain text or HTML"),
    (b"{\\rtf", "a rich-text document", "save the document as plain text or HTML"),
    (b"\x1f\x8b", "gzip-compressed data", "unpack it first, for example with `zcat FILE | tocsin code -`"),
    (b"\xfd7zXZ", "xz-compressed data", "unpack it first, for example with `xzcat FILE | tocsin code -`"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", "unpack it first, for example with `zstdcat FILE | tocsin code -`"),
    (b"SQLite format 3", "a database", "give plain text, HTML or JSON lines"),
    (b"\x89PNG", "a picture", "give plain text, HTML or JSON lines"),
    (b"\xff\xd8\xff", "a picture", "give plain text, HTML or JSON lines"),
    (b"GIF8", "a picture", "give plain text, HTML or JSON lines"),
    (b"\x7fELF", "a program", "give plain text, HTML or JSON lines"),
)

_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|main|section|h1)\b", re.IGNORECASE)
_SAMPLE = 65536


def refuse_binary(data: bytes, where: str) -> None:
    """Raises BinaryReport, saying what it seems to be, where `data` opens like a known binary format."""
    for magic, what, advice in _MAGIC:
        if data.startswith(magic):
            raise BinaryReport(f"this is {what}, not text", where=where, advice=advice)


def is_json_lines(head: bytes) -> bool:
    """Whether the first line that is not blank is a whole JSON object, or an object too long for the sample."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"{"):
        return False
    line, newline, _ = text.partition(b"\n")
    if not newline and len(head) >= _SAMPLE:
        return b'":' in line
    try:
        return isinstance(json.loads(line.decode("utf-8", "replace")), dict)
    except ValueError:
        return False


def is_json(text: str) -> bool:
    """Whether the text looks like one JSON object or list, laid out over several lines."""
    start = text.lstrip("\ufeff \t\r\n")[:1000]
    return bool(re.match(r'\{\s*"[^"\n]*"\s*:|\[\s*\{\s*"', start))


def is_html(text: str) -> bool:
    """Whether the text is a web page: it opens with a tag that pages open with."""
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    if not start.startswith("<"):
        return False
    return bool(_TAG.search(start))
