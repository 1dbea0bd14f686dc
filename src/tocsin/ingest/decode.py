"""Bytes to text: byte order marks, a declared charset, UTF-8, UTF-16 without mark, then Windows-1252."""

from __future__ import annotations

import codecs
import re

from tocsin.errors import BinaryReport, EncodingTrouble

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)


def decode(data: bytes, where: str, charset: str | None = None) -> str:
    """The text that `data` holds; `charset` is what the server declared.

    Raises BinaryReport where it is no text, EncodingTrouble where no encoding explains it.

    >>> decode("Tərtər".encode("utf-16"), "a.txt")
    'Tərtər'
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _as(data, marked, where)
    unmarked = _wide(data)
    if unmarked is not None:
        return _as(data, unmarked, where)
    if b"\x00" in data:
        raise BinaryReport("the bytes are binary data, not text", where=where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")  # cut in the middle of the last character
    for name in (charset, _declared(data)):
        if name and (text := _try(data, name)) is not None:
            return text
    text = _try(data, "cp1252")
    if text is None or _strange(text):
        text = _guessed(data)
    if text is None or _strange(text):
        raise EncodingTrouble("no supported encoding explains the bytes", where=where)
    return text


def _as(data: bytes, name: str, where: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise EncodingTrouble(
            f"the bytes are marked as {name.upper().removesuffix('-SIG')} but are not: {error.reason}", where=where
        ) from error


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    found = _META.search(data[:4096]) or _XML.search(data[:400])
    return found[1].decode("ascii", "replace") if found else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: English in it has a zero in almost every second byte."""
    sample = data[:2000]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    pairs = len(sample) // 2
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if low > 0.7 * pairs and high < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if high > 0.7 * pairs and low < 0.05 * pairs else None


def _strange(text: str) -> bool:
    """Whether the text is no running Latin text: too many control characters or too few letters and blanks."""
    sample = text[:20000]
    plain = sum(1 for c in sample if c.isascii() and (c.isalnum() or c.isspace()))
    control = sum(1 for c in sample if ord(c) < 32 and c not in "\n\r\t\f")
    return control > 0.01 * len(sample) or plain < 0.6 * len(sample)


def _guessed(data: bytes) -> str | None:
    """The reading that charset-normalizer finds most likely, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return _try(data, best.encoding) if best is not None else None
