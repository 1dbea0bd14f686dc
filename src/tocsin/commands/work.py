"""What the verbs that code reports share: the stream from sources to accounts, its errors, tally and exit code."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.cli import NOTHING_DONE, OK, SOME_FAILED
from tocsin.errors import InputError, TocsinError
from tocsin.ingest.items import Defaults, Item
from tocsin.ingest.sources import items_of, size_of
from tocsin.pipeline import Coder, load_coder
from tocsin.present.progress import Progress
from tocsin.records import Account
from tocsin.scale.batch import SIZE, coded
from tocsin.settings import load_settings


@dataclass(slots=True)
class Tally:
    """How many items were coded and how many failed."""

    done: int = 0
    failed: int = 0

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some failed, 3 nothing done."""
        if not self.failed:
            return OK
        return SOME_FAILED if self.done else NOTHING_DONE


def accounts_of(
    sources: Sequence[str], defaults: Defaults, tally: Tally, *, show_progress: bool | None = None
) -> Iterator[tuple[str, Account]]:
    """(where, account) for every report of the sources, in order; each failure is told on stderr and counted."""
    settings = load_settings()
    coder = load_coder(settings)
    with Progress(size_of(sources), enabled=show_progress) as progress:
        items = items_of(sources, settings, defaults)
        while batch := list(itertools.islice(items, SIZE)):
            yield from _batch(batch, coder, tally, progress)


def _batch(batch: list[Item], coder: Coder, tally: Tally, progress: Progress) -> Iterator[tuple[str, Account]]:
    accounts = iter(coded([item.report for item in batch if item.report is not None], coder))
    for item in batch:
        found = item.error if item.report is None else next(accounts)
        progress.advance(item.size)
        if isinstance(found, Account):
            tally.done += 1
            yield item.where, found
        elif found is not None:
            tally.failed += 1
            progress.line(error_line(item.where, found))


def error_line(where: str, error: TocsinError) -> str:
    """`tocsin: a.txt: the report holds no words — give a report with at least one sentence`."""
    advice = f" — {error.advice}" if error.advice else ""
    return f"tocsin: {where}: {' '.join(error.message.split())}{advice}"


def checked_day(value: str | None) -> str | None:
    """The day of `--published`; raises click's usage error where it is none."""
    import click

    from tocsin.read.report import checked_date

    if value is None:
        return None
    try:
        return checked_date(value)
    except InputError as error:
        raise click.BadParameter(f"{error.message}; {error.advice}", param_hint="--published") from error
