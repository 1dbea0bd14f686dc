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
_LINES = 5


def refuse_binary(data: bytes, where: str) -> None:
    """Raises BinaryReport, saying what it seems to be, where `data` opens like a known binary format."""
    for magic, what, advice in _MAGIC:
        if data.startswith(magic):
            raise BinaryReport(f"this is {what}, not text", where=where, advice=advice)


def is_json_lines(head: bytes) -> bool:
    """Whether the lines are JSON objects: each opens with a brace, and one of the first is a whole object.

    A broken line among the first does not make the file a text: it is told as the error of that line.
    """
    lines = [line for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()][:_LINES]
    if not lines or not all(line.lstrip().startswith(b"{") for line in lines):
        return False
    if len(lines) == 1 and len(head) >= _SAMPLE:
        return b'":' in lines[0]  # an object longer than the sample
    return any(map(_is_object, lines))


def _is_object(line: bytes) -> bool:
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
