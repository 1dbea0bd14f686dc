"""Manners towards hosts: a pause between requests, what robots.txt asks for, how long to leave a server alone."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from tocsin.errors import InputError, SourceUnreachable
from tocsin.ingest import web
from tocsin.ingest.decode import decode
from tocsin.settings import Settings

PAUSE = 1.0
"""Seconds between two requests to a host; what most crawlers that are welcome keep."""
LONGEST_PAUSE = 30.0
LONGEST_WAIT = 86_400.0
"""No server is obeyed for longer than a day."""
_ROBOTS_BYTES = 500_000
_FINAL = frozenset({401, 402, 403, 404, 410, 451})
"""Answers that another try would not change."""


@dataclass(slots=True)
class Hosts:
    """Requests to hosts, spaced; robots.txt is read once a host and asked before pages, not before feeds."""

    settings: Settings
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def ask(self, url: str, headers: Mapping[str, str] | None = None) -> web.Fetched:
        """Whatever the server answers, after the pause that its host is due."""
        self._wait(url)
        return web.ask(url, self.settings, headers)

    def page(self, url: str) -> web.Fetched:
        """The page; raises SourceUnreachable where another try may help, InputError where none will."""
        robots = self._rules(url)
        if robots is not None and not robots.can_fetch("tocsin", url):
            raise InputError("its robots.txt asks not to fetch it", where=url, advice="save the page and give the file")
        answer = self.ask(url)
        if answer.status != 200:
            kind = InputError if answer.status in _FINAL else SourceUnreachable
            message = f"the server answered {answer.status} {answer.reason}".rstrip()
            raise kind(message, where=url, advice="check the address in a browser; save the page and give the file")
        return answer

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc.lower()
        robots = self._robots.get(host)
        asked = robots.crawl_delay("tocsin") if robots is not None else None
        pause = min(LONGEST_PAUSE, max(self.pause, float(asked or 0)))
        due = self._last.get(host, -pause) + pause - self.clock()
        if host in self._last and due > 0:
            self.sleep(due)
        self._last[host] = self.clock()

    def _rules(self, url: str) -> RobotFileParser | None:
        parts = urlsplit(url)
        host = parts.netloc.lower()
        if host not in self._robots:
            self._robots[host] = self._read(f"{parts.scheme}://{parts.netloc}/robots.txt")
        return self._robots[host]

    def _read(self, url: str) -> RobotFileParser | None:
        """The rules of a host; None (everything is allowed) where it has none or does not answer."""
        try:
            self._wait(url)
            answer = web.ask(url, self.settings, limit=_ROBOTS_BYTES)
            if answer.status != 200:
                return None
            rules = RobotFileParser()
            rules.modified()  # an empty file allows everything; unread, the parser would allow nothing
            rules.parse(decode(answer.data, url).splitlines())
            return rules
        except InputError:
            return None


def retry_after(headers: Mapping[str, str], now: datetime.datetime) -> float | None:
    """Seconds that a server asks for in Retry-After (a number or a date), at most a day; None where it asks for none.

    >>> retry_after({"retry-after": "120"}, datetime.datetime.now(datetime.UTC))
    120.0
    """
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return min(LONGEST_WAIT, float(value[:9]))
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    return min(LONGEST_WAIT, max(0.0, (until - now).total_seconds()))


def max_age(headers: Mapping[str, str]) -> float:
    """Seconds for which the server calls its answer fresh, at most a day; 0 where it says nothing."""
    for part in headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.strip('" ').isdigit():
            return min(LONGEST_WAIT, float(value.strip('" ')[:9]))
    return 0.0


def back_off(every: float, failures: int) -> float:
    """Seconds until the next try after some failures in a row: doubled each time, at most a day.

    >>> back_off(900, 3)
    7200.0
    """
    return min(LONGEST_WAIT, max(every, 1) * float(2 ** min(failures, 12)))
