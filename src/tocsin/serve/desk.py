"""What the routes share: the record, the coder that is loaded when first needed, and what is computed from the record once per change."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, StoreError
from tocsin.records import Account
from tocsin.serve.columns import Columns, Numbers, load, refreshed
from tocsin.serve.crises import Crisis, crises_of, named_crises
from tocsin.serve.filters import Wanted
from tocsin.serve.pages import page
from tocsin.serve.problems import Problem, not_found
from tocsin.serve.selection import passing
from tocsin.settings import Settings
from tocsin.store import Filter, Store
from tocsin.store.reading import Page

if TYPE_CHECKING:
    from tocsin.records import Report


_LOG = logging.getLogger("tocsin.serve")
_AT_ONCE = 5_000
"""Events up to which crises are linked before the first screen: about a quarter of a second."""
_KEPT = 256
"""Answers kept in memory; the largest is half a megabyte."""
_SELECTIONS = 60
"""Selections of rows kept in memory; the largest is a megabyte for a hundred thousand events."""


_REST = 15.0
"""What costs a second to make anew rests fifteen: a sixteenth of one core at most."""


@dataclass(slots=True)
class _Held:
    """An answer that costs seconds, the change it was made for, and when it may be made again."""

    version: int
    answer: bytes
    rested: float
    making: threading.Lock


class Desk:
    """A record being served. Coding is done by one thread at a time; reading by as many as come."""

    def __init__(self, store: Store, settings: Settings, *, can_write: bool = True) -> None:
        self.store = store
        self.settings = settings
        self.can_write = can_write
        self.coding = threading.Lock()
        self._rested = 0.0
        self._slow: dict[str, _Held] = {}
        self._remade = 0
        self._columns: Columns | None = None
        self._reading = threading.Lock()
        self._crises: tuple[int, list[Crisis]] = (-1, [])
        self._early: list[Crisis] = []
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._kept_for: tuple[int, int, int] = (-1, -1, -1)
        self._keeping = threading.Lock()
        self._counting = threading.Lock()
        self._linking = threading.Lock()

    @property
    def version(self) -> int:
        """The number of the record's last change: the same number, the same answers."""
        return self.store.last_change()

    def crises(self) -> list[Crisis]:
        """The crises of the record; of a large record those named in reports until linking is done, after a change the old ones."""
        version = self.version
        known, found = self._crises
        if known == version:
            return found
        if known < 0 and self.store.count("event", Filter()) <= _AT_ONCE:
            with self._counting:
                if self._crises[0] < 0:
                    self._crises = (version, crises_of(self.store))
            return self._crises[1]
        if time.monotonic() >= self._rested and self._counting.acquire(blocking=False):
            threading.Thread(target=self._recount, args=(version,), daemon=True, name="tocsin-crises").start()
        if known < 0:
            if not self._early:
                self._early = named_crises(self.store, set())
            return self._early
        return found

    @property
    def state(self) -> tuple[int, int, int]:
        """What answers rest on: the record's last change, the one that the crises were linked for, and what was made behind them."""
        return self.version, self._crises[0], self._remade

    def columns(self) -> Columns:
        """The facts in columns, as of now: read whole the first time, then only what changed."""
        version = self.version
        found = self._columns
        if found is None or found.version != version:
            with self._reading:
                found = self._columns
                if found is None:
                    found = self._columns = load(self.store)
                elif found.version != self.version:
                    found = self._columns = refreshed(found, self.store)
        return found

    def rows(self, kind: str, wanted: Filter) -> tuple[Columns, Numbers]:
        """The columns, and the rows of facts that pass, found once until the record changes."""
        columns = self.columns()
        key = ("passing", kind, wanted)
        if key not in columns.derived and len(columns.derived) > _SELECTIONS:
            for old in [k for k in columns.derived if isinstance(k, tuple) and k[0] == "passing"]:
                columns.derived.pop(old, None)
        found: Numbers = columns.once(key, lambda: passing(self.store, columns, kind, wanted))
        return columns, found

    def page(self, kind: str, wanted: Filter, *, limit: int, cursor: str = "", order: str = "newest") -> Page[Any]:
        """One page of facts and the opaque token of the next."""
        columns, rows = self.rows(kind, wanted)
        return page(self.store, columns, rows, limit=limit, cursor=cursor, order=order)

    def count(self, kind: str, wanted: Filter) -> int:
        """How many facts pass."""
        return len(self.rows(kind, wanted)[1])

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """An answer kept until the record changes: `make()` the first time it is asked for."""
        state = self.state
        with self._keeping:
            if self._kept_for != state:
                self._kept.clear()
                self._kept_for = state
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._keeping:
            if self._kept_for == state:
                self._kept[key] = made
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return made

    def _recount(self, version: int) -> None:
        began = time.monotonic()
        try:
            self._crises = (version, crises_of(self.store))
        finally:
            self._rested = time.monotonic() + _REST * (time.monotonic() - began)
            self._counting.release()

    def slowly(self, key: str, make: Callable[[], bytes]) -> bytes:
        """An answer that costs seconds: made when first asked for; after a change the old one, while the new one is made behind it.

        It is made anew at most for a small share of the time, so that reviewing a large record stays quick.
        """
        version = self.version
        held = self._slow.get(key)
        if held is None:
            began = time.monotonic()
            self._slow[key] = held = _Held(version, make(), 0.0, threading.Lock())
            held.rested = time.monotonic() + _REST * (time.monotonic() - began)
        elif held.version != version and time.monotonic() >= held.rested and held.making.acquire(blocking=False):
            threading.Thread(target=self._remake, args=(held, version, make), daemon=True, name=f"tocsin-{key}").start()
        return held.answer

    def _remake(self, held: _Held, version: int, make: Callable[[], bytes]) -> None:
        began = time.monotonic()
        try:
            held.answer, held.version = make(), version
            self._remade += 1
        finally:
            held.rested = time.monotonic() + _REST * (time.monotonic() - began)
            held.making.release()

    def relink(self) -> None:
        """Links the record anew in the background: after a person said that two facts are, or are not, the same happening."""
        from tocsin.store.linking import relink

        def work() -> None:
            try:
                with self._linking:
                    relink(self.store)
            except StoreError as error:
                _LOG.warning("the record is not linked anew: %s", error)

        threading.Thread(target=work, daemon=True, name="tocsin-link").start()

    def within(self, asked: Wanted) -> Wanted:
        """The filter narrowed to the reports of its crisis; 404 where there is no such crisis."""
        if not asked.crisis:
            return asked
        crisis = next((c for c in self.crises() if c.id == asked.crisis), None)
        if crisis is None:
            raise not_found("crisis", asked.crisis)
        reports = tuple(r for r in crisis.reports if not asked.filter.report or r in asked.filter.report)
        return Wanted(dataclasses.replace(asked.filter, report=reports or ("",)), asked.crisis)

    def code(
        self, text: str | None, url: str | None, *, published: str | None, title: str | None, publisher: str | None
    ) -> Account:
        """The account of a text or of the page at a URL; nothing is saved. Raises InputError where it cannot be read."""
        from tocsin.pipeline import load_coder

        report = self._report(text, url, published or None, title or None, publisher or None)
        with self.coding:
            return next(iter(load_coder(self.settings).code_reports([report])))

    def _report(
        self, text: str | None, url: str | None, published: str | None, title: str | None, publisher: str | None
    ) -> Report:
        from tocsin.ingest.items import Defaults
        from tocsin.ingest.language import refuse_foreign
        from tocsin.ingest.sources import items_of
        from tocsin.ingest.web import is_url
        from tocsin.read.report import make_report

        if bool(text) == bool(url):
            raise Problem(
                422,
                "input",
                "give either `text` or `url`",
                errors=[{"field": "body", "detail": "text or url, not both"}],
            )
        if text:
            report = make_report(text, published=published, title=title, publisher=publisher)
            refuse_foreign(report.text, title or "the text")
            return report
        assert url is not None  # one of the two is there
        if not is_url(url):
            raise Problem(
                422,
                "input",
                "`url` is no address of the web",
                errors=[{"field": "body.url", "detail": "http:// or https://"}],
            )
        item = next(iter(items_of([url], self.settings, Defaults(published, title, publisher))))
        if item.report is None:
            raise item.error or InputError("the page holds no report", where=url)
        return item.report
