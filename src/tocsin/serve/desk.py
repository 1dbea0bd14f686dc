"""What the routes share: the record, the coder that is loaded when first needed, and what is computed from the record once per change."""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.records import Account
from tocsin.serve.crises import Crisis, crises_of
from tocsin.serve.filters import Wanted
from tocsin.serve.problems import Problem, not_found
from tocsin.settings import Settings
from tocsin.store import Store

if TYPE_CHECKING:
    from tocsin.records import Report


class Desk:
    """A record being served. Coding is done by one thread at a time; reading by as many as come."""

    def __init__(self, store: Store, settings: Settings, *, can_write: bool = True) -> None:
        self.store = store
        self.settings = settings
        self.can_write = can_write
        self.coding = threading.Lock()
        self._crises: tuple[int, list[Crisis]] = (-1, [])
        self._counting = threading.Lock()
        self._linking = threading.Lock()

    @property
    def version(self) -> int:
        """The number of the record's last change: the same number, the same answers."""
        return self.store.last_change()

    def crises(self) -> list[Crisis]:
        """The crises of the record. The first call computes them; after a change the old ones serve until the new are there."""
        version = self.version
        known, found = self._crises
        if known == version:
            return found
        if known < 0:
            with self._counting:
                if self._crises[0] < 0:
                    self._crises = (version, crises_of(self.store))
            return self._crises[1]
        if self._counting.acquire(blocking=False):
            threading.Thread(target=self._recount, args=(version,), daemon=True, name="tocsin-crises").start()
        return found

    def _recount(self, version: int) -> None:
        try:
            self._crises = (version, crises_of(self.store))
        finally:
            self._counting.release()

    def relink(self) -> None:
        """Links the record anew in the background: after a person said that two facts are, or are not, the same happening."""
        from tocsin.store.linking import relink

        def work() -> None:
            with self._linking:
                relink(self.store)

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
                "invalid",
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
                "invalid",
                "`url` is no address of the web",
                errors=[{"field": "body.url", "detail": "http:// or https://"}],
            )
        item = next(iter(items_of([url], self.settings, Defaults(published, title, publisher))))
        if item.report is None:
            raise item.error or InputError("the page holds no report", where=url)
        return item.report
