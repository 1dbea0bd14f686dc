"""What `ingest` and `watch` share: an intake that codes what waits and writes it to the record."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable

from tocsin.commands.work import error_line
from tocsin.errors import InputError, TocsinError
from tocsin.ingest.intake import Intake
from tocsin.ingest.journal import Journal
from tocsin.ingest.polite import Hosts
from tocsin.pipeline import load_coder
from tocsin.records import Report
from tocsin.scale.batch import coded
from tocsin.settings import Settings
from tocsin.store import Store
from tocsin.store.writing import run_id


def utc_now() -> datetime.datetime:
    """The present time in UTC."""
    return datetime.datetime.now(datetime.UTC)


def journal_of(store: Store, now: Callable[[], datetime.datetime] = utc_now) -> Journal:
    """The journal in a record."""
    return Journal(store.database, lambda: now().isoformat(timespec="milliseconds"))


def intake_of(
    store: Store,
    settings: Settings,
    hosts: Hosts,
    *,
    tell: Callable[[str, InputError], None],
    stop: Callable[[], bool] = lambda: False,
    now: Callable[[], datetime.datetime] = utc_now,
) -> Intake:
    """The intake of a record; loads the coder."""
    coder = load_coder(settings)
    return Intake(
        journal=journal_of(store, now),
        record=store,
        code=lambda reports: coded(reports, coder),
        run=run_id(coder.run),
        settings=settings,
        hosts=hosts,
        now=now,
        tell=tell,
        stop=stop,
    )


def place_voices(store: Store, journal: Journal) -> int:
    """Gives new reports their voices, so that copies count as one source; returns how many are copies."""
    from tocsin.ingest.duplicates import Folding, Voices
    from tocsin.link import duplicates

    folding = Folding(duplicates.sketch, duplicates.wire_of, duplicates.BANDS, duplicates.SAME)

    def report_of(name: str) -> Report | None:
        return next((stored.report for stored in store.reports(ids=(name,), withdrawn=True)), None)

    return Voices(store.database, folding).place_new(report_of, journal.origins())


def tell_error(where: str, error: TocsinError) -> None:
    """One line on standard error."""
    print(error_line(where, error), file=sys.stderr, flush=True)
