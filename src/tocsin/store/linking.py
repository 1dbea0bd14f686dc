"""A record linked: its incidents and voices computed anew and saved, its incidents merged and its crises found on request."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from tocsin.link.compare import HAPPENED, View, view_of
from tocsin.link.crises import Crisis, crises
from tocsin.link.duplicates import Voice, voices
from tocsin.link.incidents import Linked, link
from tocsin.link.merge import Merged, merged
from tocsin.link.signatures import Signature, signature
from tocsin.link.stories import stories
from tocsin.records import Toll
from tocsin.store.filters import Filter

if TYPE_CHECKING:
    from tocsin.store.store import Store


def views_of(store: Store) -> tuple[list[View], dict[str, Voice]]:
    """The events of a record that can make incidents, with their tolls and stories, and the voices of its reports.

    Texts are read one by one and let go: a report leaves some kilobytes behind. What another process adds meanwhile waits for the next time.
    """
    heard = voices(stored.report for stored in store.reports())
    ids: list[str] = []
    told = dict(zip(ids, stories(_signatures(store, ids)), strict=True))
    tolls: dict[tuple[str, str], list[Toll]] = defaultdict(list)
    for toll in store.tolls():
        if toll.fact.event and toll.fact.period == "event":
            tolls[toll.report_id, toll.fact.event].append(toll.fact)
    found = [view_of(stored, tuple(tolls.get((stored.report_id, stored.fact.id), ())), told[stored.report_id])
             for stored in store.events() if stored.fact.factuality in HAPPENED and stored.review != "rejected" and stored.report_id in told]
    found.sort(key=lambda v: v.seq)
    return found, heard


def _signatures(store: Store, ids: list[str]) -> Iterator[Signature]:
    """The signature of each report, whose id is put down in `ids`."""
    named = days_named(store)
    for stored in store.reports():
        r = stored.report
        ids.append(r.id)
        yield signature(r.id, r.text, title=r.title, published=r.published, days=named.pop(r.id, ()))


class _Named(msgspec.Struct):
    """What of a date in an account is asked for."""

    precision: str
    start: str | None = None
    candidates: tuple[str, ...] = ()


class _Rest(msgspec.Struct):
    dates: tuple[_Named, ...]


def days_named(store: Store) -> dict[str, list[str]]:
    """Report → the single days that its account in force names."""
    read = msgspec.json.Decoder(_Rest).decode
    with store.database.snapshot() as connection:
        found = connection.batches("SELECT r.id, a.rest FROM account a JOIN report r ON r.seq = a.report WHERE a.state = 0", (), 400)
        return {report: [sys.intern(d.start) for d in read(rest).dates if d.precision == "day" and d.start and len(d.candidates) <= 1]
                for rows in found for report, rest in rows}


def relink(store: Store) -> Linked:
    """Computes the incidents of a record anew and saves them; judgements bind, ids stay where members stay."""
    views, heard = views_of(store)
    linked = link(views, judged=store.pair_judgements(), previous=store.incident_of_facts(), voice_of={r: v.name for r, v in heard.items()})
    store.save_incidents(linked)
    return linked


def incidents_of(store: Store, wanted: Filter) -> Iterator[str]:
    """The ids of the incidents with an event that passes the filter, in order of their first such event."""
    seen: set[str] = set()
    for stored in store.events(wanted):
        if stored.incident and stored.incident not in seen:
            seen.add(stored.incident)
            yield stored.incident


def merged_of(store: Store, incident: str) -> Merged | None:
    """The merged values of an incident of a record; None where it has no members in force."""
    events = list(store.events(incident=(incident,)))
    if not events:
        return None
    ids = {e.fact.id for e in events}
    reports = tuple({e.report_id for e in events})
    return merged(incident, events, (t for t in store.tolls(report=reports) if t.fact.event in ids))


def crises_of(store: Store) -> list[Crisis]:
    """The crises of a record, the one with most incidents first."""
    return crises(store.events(), list(store.tolls()), list(store.positions()), country_names())


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """English names of countries by ISO alpha-3."""
    with (resources.files("tocsin.lexicon") / "actors" / "countries.csv").open(encoding="utf-8") as stream:
        return {row["iso3"]: row["name"] for row in csv.DictReader(line for line in stream if not line.startswith("#"))}
