"""RSS and Atom feeds to `Found`s: entries with their own text where it is whole, else with the page to fetch."""

from __future__ import annotations

import calendar
import datetime
import io
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from tocsin.errors import InputError
from tocsin.ingest.found import Found, digest_of
from tocsin.ingest.items import Content
from tocsin.ingest.markup import plain_text, root_name, xml_text

ROOTS = frozenset({"rss", "feed", "rdf"})
WHOLE_WORDS = 120
"""An entry with fewer words of its own is a teaser: real ones run at 15–60 words, whole articles at 200 and more."""
MOST_ENTRIES = 2_000
"""Entries read of one document; feeds carry 10–200."""


def is_feed(text: str) -> bool:
    """Whether the document is RSS or Atom, by its first element."""
    return root_name(text) in ROOTS


def feed_entries(
    data: bytes,
    where: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    publisher: str | None = None,
    today: datetime.date | None = None,
) -> Iterator[Found]:
    """The entries of a feed in its order; raises InputError where it is none.

    `url` is the feed's address: relative links are resolved against it and entry ids are kept apart by it.
    `publisher` is the name the user gave it. A date after `today` is no date (some feeds announce events).

    An entry with 300 words of content gives `Found(content=…, page=None)`, a teaser `Found(content=…, page="https://…")`.
    """
    import feedparser

    text = xml_text(data, where, charset)
    if not is_feed(text):
        raise InputError("is not an RSS or Atom feed", where=where, advice="give the address of the feed itself")
    # a file object, never the text: feedparser would open a text that looks like an address
    parsed: Any = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")))
    entries: list[Any] = list(parsed.entries)
    if not entries and parsed.bozo:
        raise InputError(f"the feed is broken: {parsed.get('bozo_exception')}", where=where, advice="ask its publisher")
    name = publisher or _line(parsed.feed.get("title"))
    for number, entry in enumerate(entries[:MOST_ENTRIES], 1):
        yield _entry(entry, f"{where}#{number}", url or where, name, today)
    if len(entries) > MOST_ENTRIES:
        error = InputError(f"the feed holds {len(entries):,} entries; the first {MOST_ENTRIES:,} were read")
        yield Found(where, error=error)


def _entry(
    entry: Mapping[str, Any], where: str, feed: str, publisher: str | None, today: datetime.date | None
) -> Found:
    link = _link(entry, feed)
    title = _line(entry.get("title"))
    body = _body(entry)
    day = _day(entry, today)
    key = "feed:" + digest_of(feed, entry.get("id") or link or digest_of(title, body))
    whole = len(body.split()) >= WHOLE_WORDS
    version = digest_of(title, body, "" if whole else dict(entry).get("updated", ""))
    at = f"{where} {link or title or ''}".rstrip()
    source: Mapping[str, Any] = entry.get("source") or {}
    content = Content(body or title or "", title, day, _line(source.get("title")) or publisher or _host(link), link)
    return Found(at, content, key=key, version=version, page=None if whole or not link else link, size=len(body))


def _body(entry: Mapping[str, Any]) -> str:
    """The longest text that the entry carries itself."""
    values = [str(c.get("value") or "") for c in entry.get("content") or ()] + [str(entry.get("summary") or "")]
    return max((plain_text(v) for v in values), key=len, default="")


def _link(entry: Mapping[str, Any], feed: str) -> str | None:
    found = entry.get("feedburner_origlink") or entry.get("link")
    if not found or (found == entry.get("id") and "://" not in str(found)):
        return None  # RSS calls a bare id a link unless told otherwise
    try:
        link = urljoin(feed, str(found).strip())
    except ValueError:
        return None
    return link if urlsplit(link).scheme in ("http", "https") else None


def _day(entry: Mapping[str, Any], today: datetime.date | None) -> str | None:
    """The UTC day of publication; never that of fetching."""
    known = dict(entry)  # plain: its own look-up falls back from one date to another, with a warning
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        stamp = known.get(name)
        if not stamp:
            continue
        try:
            day = datetime.datetime.fromtimestamp(calendar.timegm(stamp), datetime.UTC).date()
        except (ValueError, OverflowError, OSError):
            continue
        if day.year >= 1900 and (today is None or day <= today + datetime.timedelta(days=1)):
            return day.isoformat()
    return None


def _line(value: object) -> str | None:
    squeezed = " ".join(plain_text(str(value or "")).split())
    return squeezed[:500] or None


def _host(link: str | None) -> str | None:
    host = urlsplit(link).hostname if link else None
    return host.removeprefix("www.") if host else None
