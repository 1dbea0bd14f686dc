"""From what waits in the journal to accounts in the record, in steps that may be repeated."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tocsin.errors import InputError, SourceUnreachable
from tocsin.ingest import sniff
from tocsin.ingest.decode import decode
from tocsin.ingest.items import Content, Defaults
from tocsin.ingest.journal import SOLO_STARTS, Journal, Waiting
from tocsin.ingest.newsarticle import page_with_metadata
from tocsin.ingest.polite import Hosts, back_off
from tocsin.ingest.sources import item_of
from tocsin.records import Account, Report
from tocsin.settings import Settings

BATCH = 16
PAGE_TRIES = 4
"""Tries at a page, 15 minutes, 30, 60 apart; after them the teaser is coded and the failure listed."""
_FIRST_RETRY = 900.0


class Record(Protocol):
    """What intake needs of a record: `tocsin.store.Store` has it."""

    def add_many(self, accounts: Iterable[Account]) -> object:
        """Writes accounts; the same report and run twice changes nothing."""

    def account(self, report_id: str, run: str | None = None) -> Account | None:
        """The account that a run made of a report."""

    def withdraw(self, report_id: str, reason: str | None = None) -> int:
        """Withdraws a report and its facts; nothing where that was done before."""


@dataclass(slots=True)
class Outcome:
    """What an intake did."""

    added: int = 0
    failed: int = 0
    withdrawn: int = 0


@dataclass(slots=True)
class Intake:
    """Works off the journal. `code` gives each report's account or the error of coding it; `run` names what codes."""

    journal: Journal
    record: Record
    code: Callable[[Sequence[Report]], Iterable[Account | InputError]]
    run: str
    settings: Settings
    hosts: Hosts
    now: Callable[[], datetime.datetime]
    tell: Callable[[str, InputError], None] = lambda where, error: None
    stop: Callable[[], bool] = lambda: False
    outcome: Outcome = field(default_factory=Outcome)

    def work(self) -> Iterator[str]:
        """Works off everything whose turn it is; gives the id of each report added, and ends early on `stop`."""
        self._retract()
        while not self.stop():
            batch = self.journal.waiting(BATCH)
            if not batch:
                return
            ready = [item for item in map(self._whole, batch) if item is not None]
            begun = [item for item in ready if item.tries == 0]
            if begun:
                self.journal.begun_together([item.key for item in begun])
                yield from self._code(begun)
            for item in ready:
                if item.tries:
                    yield from self._alone(item)

    def _retract(self) -> None:
        for item in self.journal.retractions():
            if item.report is not None:
                self.outcome.withdrawn += int(self.record.withdraw(item.report, item.message) > 0)
            self.journal.withdrawn(item.key)

    def _whole(self, item: Waiting) -> Waiting | None:
        """The item with its page fetched; None where that is to be tried again later."""
        if item.page is None:
            return item
        try:
            content, origin = self._fetched(item.page, item.content)
        except InputError as error:
            last = item.tries + 1 >= PAGE_TRIES or not isinstance(error, SourceUnreachable)
            wait = datetime.timedelta(seconds=back_off(_FIRST_RETRY, item.tries))
            self.journal.page_failed(
                item.key, error, None if last else (self.now() + wait).isoformat(timespec="milliseconds")
            )
            return None  # with its teaser alone it comes again in the next batch
        self.journal.page_fetched(item.key, content, origin or item.origin)
        return Waiting(item.key, item.version, item.found, None, origin or item.origin, content, item.report, 0, None)

    def _fetched(self, url: str, teaser: Content | None) -> tuple[Content, str | None]:
        """The article of a page, described by the feed where it says nothing of itself."""
        answer = self.hosts.page(url)
        sniff.refuse_binary(answer.data[:64], url)
        page, origin = page_with_metadata(decode(answer.data, url, answer.charset), url, answer.url)
        said = teaser or Content("")
        described = Content(
            page.text,
            said.title or page.title,
            said.published or page.published,
            said.publisher or page.publisher,
            said.url or page.url,
        )
        return described, origin

    def _alone(self, item: Waiting) -> Iterator[str]:
        """One item that was begun before and not finished."""
        if item.tries >= SOLO_STARTS and not self._recorded(item):
            error = InputError("the process ended each time it was coded", advice="report it with the text")
            self._fail(item, error)
            return
        self.journal.begun(item.key)
        yield from self._code([item])

    def _recorded(self, item: Waiting) -> bool:
        """Whether the record has the item's account already: then it was never the coding that ended the process."""
        report, _ = self._report(item)
        return report is not None and self.record.account(report.id, self.run) is not None

    def _code(self, items: Sequence[Waiting]) -> Iterator[str]:
        reports: list[tuple[Waiting, Report]] = []
        for item in items:
            report, error = self._report(item)
            if report is not None:
                reports.append((item, report))
            else:
                self._fail(item, error or InputError("holds no report"))
        finished = []
        for (item, _), found in zip(reports, self.code([r for _, r in reports]), strict=True):
            if isinstance(found, Account):
                finished.append((item, found))
            else:
                self._fail(item, found)
        self.record.add_many([account for _, account in finished])
        for item, account in finished:  # before the mark: killed in between, it is done again, to no effect
            if item.report is not None and item.report != account.report.id:
                self.outcome.withdrawn += int(self.record.withdraw(item.report, "replaced by a later version") > 0)
        self.journal.done((item.key, account.report.id, self.run) for item, account in finished)
        self.outcome.added += len(finished)
        yield from (account.report.id for _, account in finished)

    def _report(self, item: Waiting) -> tuple[Report | None, InputError | None]:
        """The report; the same for the same item at any time, so that coding it again doubles nothing."""
        content = item.content
        if content is None:
            return None, InputError("holds no text")
        made = item_of(item.found, 0, self.settings, Defaults(), lambda: content)
        return made.report, made.error

    def _fail(self, item: Waiting, error: InputError) -> None:
        self.outcome.failed += 1
        self.journal.failed(item.key, error)
        self.tell(item.found, error)
