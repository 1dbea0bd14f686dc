"""Watching feeds for days: each asked when it is due, with its tags, and left alone as long as its server wants.

State lies in the record (see `journal`), so that the process may be killed at any instant and started again.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tocsin.errors import InputError
from tocsin.ingest.feeds import feed_entries
from tocsin.ingest.found import Found
from tocsin.ingest.journal import Feed, Journal
from tocsin.ingest.opml import Subscription
from tocsin.ingest.polite import LONGEST_WAIT, Hosts, back_off, max_age, retry_after

_LIST_ACCEPT = {"accept": "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_every(value: str) -> float:
    """Seconds of `15m`, `90s`, `2h`, `1d`; raises InputError for anything else.

    >>> parse_every("15m")
    900.0
    """
    number, unit = (value[:-1], value[-1:]) if value[-1:] in _UNITS else (value, "s")
    try:
        seconds = float(number) * _UNITS[unit]
    except ValueError as error:
        raise InputError(f"{value!r} is no time span", advice="write 15m, 90s, 2h or 1d") from error
    if not 0 <= seconds <= LONGEST_WAIT * 31:
        raise InputError(f"{value!r} is out of range", advice="write 15m, 90s, 2h or 1d")
    return seconds


@dataclass(slots=True)
class Watcher:
    """Asks feeds that are due and commits what they bring to the journal."""

    journal: Journal
    hosts: Hosts
    every: float
    now: Callable[[], datetime.datetime]

    def due(self, feeds: Iterable[Subscription]) -> list[Subscription]:
        """The feeds whose turn it is, those waiting longest first."""
        at = _iso(self.now())
        known = [(self.journal.feed(s.url), s) for s in feeds]
        return [s for f, s in sorted(known, key=lambda p: p[0].next_at if p[0] else "") if f is None or f.next_at <= at]

    def next_due(self, feeds: Iterable[Subscription]) -> datetime.datetime:
        """When the next feed, or the next waiting item, has its turn."""
        times = [f.next_at for f in (self.journal.feed(s.url) for s in feeds) if f is not None]
        item = self.journal.next_due()
        found = min([*times, *([item] if item else [])], default=None)
        return datetime.datetime.fromisoformat(found) if found else self.now() + datetime.timedelta(seconds=self.every)

    def poll(self, subscription: Subscription) -> int:
        """Asks one feed and commits its entries with its new tags in one transaction; returns how many are new.

        Never raises for what the server does: a failure is kept with the feed, and the next try is put off.
        """
        known = self.journal.feed(subscription.url) or Feed(subscription.url, subscription.title)
        known = dataclasses.replace(known, title=subscription.title or known.title)
        tags = {"if-none-match": known.etag, "if-modified-since": known.modified}
        try:
            answer = self.hosts.ask(
                known.moved_to or known.url, {**_LIST_ACCEPT, **{k: v for k, v in tags.items() if v}}
            )
        except InputError as error:
            self.journal.save_feed(self._failing(known, error.message, None))
            return 0
        wait = retry_after(answer.headers, self.now())
        if answer.status == 304:
            self.journal.save_feed(self._well(known, max_age(answer.headers), wait))
            return 0
        if answer.status != 200:
            what = f"the server answered {answer.status} {answer.reason}".rstrip()
            self.journal.save_feed(self._failing(known, what, LONGEST_WAIT if answer.status == 410 else wait))
            return 0
        try:
            entries = list(self._entries(answer.data, known, answer.charset))
        except InputError as error:
            self.journal.save_feed(self._failing(known, error.message, wait))
            return 0
        well = dataclasses.replace(
            self._well(known, max_age(answer.headers), wait),
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
            moved_to=answer.url if answer.moved else known.moved_to,
        )
        return self.journal.take(entries, well)

    def _entries(self, data: bytes, feed: Feed, charset: str | None) -> Sequence[Found]:
        found = feed_entries(
            data, feed.url, url=feed.url, charset=charset, publisher=feed.title, today=self.now().date()
        )
        return [dataclasses.replace(f, where=f.where.replace(feed.url + "#", feed.url + " #")) for f in found]

    def _well(self, feed: Feed, fresh: float, wait: float | None) -> Feed:
        seconds = max(self.every, min(fresh, LONGEST_WAIT), wait or 0)
        return self._later(dataclasses.replace(feed, failures=0, error=None), seconds)

    def _failing(self, feed: Feed, error: str, wait: float | None) -> Feed:
        failures = feed.failures + 1
        seconds = max(wait or 0, back_off(self.every, failures))
        return self._later(dataclasses.replace(feed, failures=failures, error=error), seconds)

    def _later(self, feed: Feed, seconds: float) -> Feed:
        now = self.now()
        return dataclasses.replace(feed, checked_at=_iso(now), next_at=_iso(now + datetime.timedelta(seconds=seconds)))


def _iso(time: datetime.datetime) -> str:
    return time.isoformat(timespec="milliseconds")
