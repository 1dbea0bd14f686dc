"""Alarms as an Atom feed, for any feed reader: one entry each, its id the alarm's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from tocsin.alarm.form import as_text
from tocsin.alarm.ring import Alarm
from tocsin.errors import StoreError

_ATOM = "http://www.w3.org/2005/Atom"
KEPT = 200
"""Entries of a feed, the latest; the record keeps them all."""


def atom_feed(alarms: Sequence[tuple[Alarm, str]], *, title: str = "Tocsin alarms", link: str | None = None) -> str:
    """The feed of (alarm, time at which it rang as ISO 8601), the latest first."""
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    ordered = sorted(alarms, key=lambda pair: (pair[1], pair[0].day, pair[0].id), reverse=True)[:KEPT]
    _text(feed, "id", "urn:tocsin:alarms")
    _text(feed, "title", title)
    _text(feed, "updated", ordered[0][1] if ordered else "1970-01-01T00:00:00Z")
    _text(Xml.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Tocsin")
    if link:
        Xml.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": link})
    for alarm, rung_at in ordered:
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "id", f"urn:tocsin:alarm:{alarm.id}")
        _text(entry, "title", alarm.headline)
        _text(entry, "updated", rung_at)
        _text(entry, "published", f"{alarm.day}T00:00:00Z")
        Xml.SubElement(entry, f"{{{_ATOM}}}category", {"term": alarm.level})
        _text(entry, "summary", alarm.reason)
        _text(entry, "content", as_text(alarm)).set("type", "text")
    return Xml.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def write_atom(path: Path, text: str) -> None:
    """Puts the feed in place of the old one at once: readers never see half of it."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise StoreError(
            f"the feed cannot be written: {error.strerror}", where=str(path), advice="check the folder"
        ) from error


def _text(parent: Xml.Element, name: str, value: str) -> Xml.Element:
    element = Xml.SubElement(parent, f"{{{_ATOM}}}{name}")
    # what XML cannot carry (a stray control character out of a report) would make the whole feed unreadable
    element.text = "".join(
        c
        for c in value
        if c in "\t\n\r" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufffe\uffff")
    )
    return element
