"""Atom: the newest events of a filter, for feed readers; ids stay the same for the same fact."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tocsin.serve.rows import fact_row
from tocsin.store import Stored

MEDIA_TYPE = "application/atom+xml"


def atom_feed(items: list[Stored[Any]], *, base: str, query: str, updated: str, title: str) -> str:
    """An Atom 1.0 document; `base` is the address under which the desk was asked."""
    own = f"{base}/feed.atom" + (f"?{query}" if query else "")
    entries = "".join(_entry(item, base, updated) for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{_clean(title)}</title><id>{_clean(own)}</id><link rel="self" href={quoteattr(own)}/><updated>{updated}</updated>'
        f"<author><name>Tocsin (machine coding)</name></author>{entries}</feed>\n"
    )


def _entry(item: Stored[Any], base: str, updated: str) -> str:
    row = fact_row(item)
    day = f"{item.published or item.day}T00:00:00Z" if item.published or item.day else updated
    source = " — ".join(x for x in (item.publisher, item.title) if x)
    return (
        f"<entry><title>{_clean(row['summary'])}</title><id>urn:tocsin:{_clean(row['id'])}</id><link href={quoteattr(base + row['href'])}/>"
        f"<updated>{_clean(day)}</updated><summary>{_clean('“' + row['quote'] + '” ' + source + ' · ' + row['review'])}</summary></entry>"
    )


def _clean(text: str) -> str:
    """Text without the control characters that XML forbids, escaped."""
    return escape("".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and ord(c) not in (0xFFFE, 0xFFFF))))
