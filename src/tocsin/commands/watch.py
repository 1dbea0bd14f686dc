"""`tocsin watch`: feeds asked again and again, their news coded into the record, alarms rung."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.ingest.intake import Intake
    from tocsin.ingest.opml import Subscription
    from tocsin.ingest.watch import Watcher
    from tocsin.settings import Settings
    from tocsin.store import Store

_LONGEST_SLEEP = 300.0
"""Seconds after which the list of feeds is read again, so that edits take effect."""


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--record", default="record.db", show_default=True, metavar="RECORD", help="File or postgresql:// URL of the record to add to.")
@click.option(
    "--every", default="15m", show_default=True, metavar="SPAN", help="How often each feed is asked: 90s, 2h."
)
@click.option("--once", is_flag=True, help="Ask the feeds that are due, work off what they bring, and end.")
@click.option("--alarms", metavar="FILE", type=click.Path(dir_okay=False), help="Ring by the rules of this TOML file.")
@click.option(
    "--pause", default=1.0, show_default=True, metavar="SECONDS", help="Least time between requests to a host."
)
def watch(feeds: tuple[str, ...], record: str, every: str, once: bool, alarms: str | None, pause: float) -> int:
    """Watch feeds for days. FEEDS is an OPML list, or addresses of feeds.

    Each feed is asked when it is due, with the tags of its last answer; a server that asks for time gets it. Everything
    is kept in the record: the process may be killed at any instant and started again. Ctrl-C ends it after the report
    in hand. `tocsin ingest --problems` lists what went wrong.

    \b
    tocsin watch feeds.opml --every 15m --record record.db --alarms alarms.toml
    """
    from tocsin.cli import NOT_SET_UP
    from tocsin.commands.recording import intake_of, place_voices, tell_error, utc_now
    from tocsin.errors import InputError
    from tocsin.ingest.polite import Hosts
    from tocsin.ingest.watch import Watcher, parse_every
    from tocsin.settings import load_settings
    from tocsin.store import open_store

    try:
        seconds = parse_every(every)
    except InputError as error:
        raise click.BadParameter(f"{error.message}; {error.advice}", param_hint="--every") from error
    settings, stop = load_settings(), threading.Event()
    with open_store(record) as store, store.database.alone("watch") as alone:
        if not alone:
            print(f"tocsin: {store.database.where}: another `tocsin watch` is at work on this record", file=sys.stderr)
            return NOT_SET_UP
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        hosts = Hosts(settings, pause=pause, sleep=lambda span: (stop.wait(span), None)[1])
        intake = intake_of(store, settings, hosts, tell=tell_error, stop=stop.is_set)
        watcher = Watcher(intake.journal, hosts, seconds, utc_now)
        sound = _ringer(store, alarms, settings)

        linker = _Linker(store)

        def ring() -> None:
            place_voices(store, intake.journal)
            linker.link(intake.outcome.added + intake.outcome.withdrawn)
            sound()

        while True:
            listed = _listed(feeds, settings)
            _round(watcher, intake, listed, stop, ring)
            if once or stop.is_set():
                return _told(intake, store.database.where)
            stop.wait(max(0.0, min(_LONGEST_SLEEP, (watcher.next_due(listed) - utc_now()).total_seconds())))


class _Linker:
    """Links the record after changes, but never for more than a tenth of the time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.changes = 0
        self.not_before = 0.0

    def link(self, changes: int) -> None:
        """Links it if there were changes since the last time and that is long enough ago."""
        started = time.monotonic()
        if changes == self.changes or started < self.not_before:
            return
        self.store.relink()
        self.changes = changes
        self.not_before = time.monotonic() + 10 * (time.monotonic() - started)


def _round(
    watcher: Watcher, intake: Intake, listed: Sequence[Subscription], stop: threading.Event, ring: Callable[[], None]
) -> None:
    """Works off what a killed process left, then asks each feed that is due and works off what it brings."""
    before = intake.outcome.added + intake.outcome.withdrawn
    for _ in intake.work():
        pass
    for feed in watcher.due(listed):
        if stop.is_set():
            break
        watcher.poll(feed)
        for _ in intake.work():
            pass
    if intake.outcome.added + intake.outcome.withdrawn > before:
        print(f"tocsin: {intake.outcome.added} added, {intake.outcome.failed} failed", file=sys.stderr, flush=True)
    ring()


def _listed(feeds: Sequence[str], settings: Settings) -> list[Subscription]:
    """The feeds to watch: those of the lists, and the addresses given; raises InputError where a list cannot be read."""
    from tocsin.commands.recording import tell_error
    from tocsin.errors import SourceUnreachable
    from tocsin.ingest.opml import Subscription, subscriptions
    from tocsin.ingest.web import is_url

    found: dict[str, Subscription] = {}
    for name in feeds:
        if is_url(name):
            found.setdefault(name, Subscription(name))
            continue
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise SourceUnreachable(
                f"cannot be read: {error.strerror}", where=name, advice="give an OPML file"
            ) from error
        listed, errors = subscriptions(data[: settings.max_report_bytes], name)
        for wrong in errors:
            tell_error(wrong.where or name, wrong)
        for feed in listed:
            found.setdefault(feed.url, feed)
    return list(found.values())


def _ringer(store: object, rules: str | None, settings: Settings) -> Callable[[], None]:
    """What rings after each round; nothing without rules."""
    if rules is None:
        return lambda: None
    from tocsin.alarm.station import Station, load_station
    from tocsin.store import Store

    assert isinstance(store, Store)
    station: Station = load_station(Path(rules), settings)

    def ring() -> None:
        for line in station.ring(store):
            print(f"tocsin: {line}", file=sys.stderr, flush=True)

    return ring


def _told(intake: Intake, record: str) -> int:
    from tocsin.cli import OK

    counts = intake.journal.counts()
    failing = sum(1 for feed in intake.journal.feeds() if feed.error)
    words = ", ".join(f"{number} {state}" for state, number in counts.items())
    print(f"tocsin: {record}: {words or 'nothing new'}; {failing} feeds failing", file=sys.stderr)
    return OK
