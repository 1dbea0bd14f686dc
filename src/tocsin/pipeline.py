"""The story on one page: report → document → facts → account.

Everything here is pure: the same report, lexicon, model and settings give the same account.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.coding import settling, time_events, times
from tocsin.coding.actors import find_names, people_of, years_of_offices
from tocsin.coding.attribution import Voices
from tocsin.coding.events import Candidate, candidates, to_events
from tocsin.coding.parties import ReportParties
from tocsin.coding.places import find_places
from tocsin.coding.positions import positions_of
from tocsin.coding.report_tolls import tolls_of
from tocsin.coding.statements import find_speech
from tocsin.coding.time_dateline import dateline_of
from tocsin.coding.time_years import beside_full_dates, resolve_year
from tocsin.coding.topic import report_topic
from tocsin.errors import ReportTooLarge
from tocsin.lexicon.actors import ActorIndex, load_actor_index
from tocsin.lexicon.digest import lexicon_digest
from tocsin.lexicon.frames import FrameIndex, load_frames
from tocsin.read.capitals import recase
from tocsin.read.lowercase import capitalise
from tocsin.read.report import make_report
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import Parser, load_parser
from tocsin.read.text import Segment, segments, shadow
from tocsin.records import Account, Actor, DateMention, Event, Party, Place, Report, Run, Unresolved
from tocsin.requote import requoted
from tocsin.settings import Settings, load_settings
from tocsin.version import __version__

_VERBAL = frozenset({1, 3})


@dataclass(frozen=True, slots=True, eq=False)
class Coder:
    """Lexicon, model and settings, loaded once; `code_reports` does the work."""

    settings: Settings
    parser: Parser
    frames: FrameIndex
    index: ActorIndex
    run: Run

    def code_reports(self, reports: Iterable[Report]) -> Iterator[Account]:
        """The account of each report, in order."""
        held: deque[tuple[Report, Report]] = deque()

        def batches() -> Iterator[Sequence[Segment]]:
            for report in reports:
                reading = dataclasses.replace(report, text=readable(report.text, self.index))
                held.append((report, reading))
                yield segments_of(reading, self.settings)

        for sentences in self.parser.parse(batches()):
            report, reading = held.popleft()
            account = account_of(reading, sentences, self)
            yield account if reading.text == report.text else requoted(account, report)


@functools.lru_cache(maxsize=2)
def load_coder(settings: Settings | None = None) -> Coder:
    """The coder for `settings`; raises ModelMissing, DataMissing or LexiconError where something is not there or wrong."""
    settings = settings or load_settings()
    with _uncollected():
        parser = load_parser(settings.model)
        frames = load_frames(settings.lexicons)
        index = load_actor_index(settings.lexicons, "controller" if settings.territory_policy == "de-facto" else "claimant")
    run = Run(f"tocsin {__version__}", lexicon_digest(settings.lexicons), parser.name, settings.digest)
    return Coder(settings, parser, frames, index, run)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the collector of cycles away from the tables that are built here and stay to the end of the process.

    It finds nothing in them, but looks through them again and again: 0.1 s of the start.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was:
            gc.enable()


def code(text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None, url: str | None = None,
         settings: Settings | None = None) -> Account:
    """The account of one report.

    `published` is an ISO date; without it, dates that lack a year are resolved by weekday and by the offices named.
    Raises InputError where the text cannot be read as an English report.

    >>> code("France condemned the attack.", published="2024-05-01").events[0].event_type  # doctest: +SKIP
    'ACCUSE'
    """
    report = make_report(text, published=published, title=title, publisher=publisher, url=url)
    return next(iter(load_coder(settings).code_reports([report])))


def code_many(reports: Iterable[Report], *, settings: Settings | None = None, workers: int = 1) -> Iterator[Account]:
    """The accounts of many reports, streaming, in order; make the reports with `make_report`.

    With `workers`, that many processes share the work; the script that asks for them needs `if __name__ == "__main__":`.
    """
    if workers > 1:
        from tocsin.scale.pool import code_in_processes

        return code_in_processes(reports, settings, workers=workers)
    return load_coder(settings).code_reports(reports)


def readable(text: str, index: ActorIndex) -> str:
    """The text in ordinary case, letter for letter: capitals are lowered, missing ones given back to known names."""
    return capitalise(recase(text, index), _plain_names(index))


@functools.lru_cache(maxsize=2)
def _plain_names(index: ActorIndex) -> frozenset[str]:
    """One-word names of countries and peoples, less those that are common words."""
    kinds = ("country", "adjective", "demonym", "seat")
    return frozenset(key[0] for key, entries in index.names.items() if len(key) == 1 and len(key[0]) > 3 and any(e.kind in kinds for e in entries)) - {
        "turkey", "chad", "jordan", "polish", "guinea", "china", "downing"}


def segments_of(report: Report, settings: Settings) -> list[Segment]:
    """The sentences of a report before parsing; raises ReportTooLarge over the limit of words."""
    if report.text.count(" ") > settings.max_report_words:
        raise ReportTooLarge(f"the report has more than {settings.max_report_words} words", where=report.url or report.title)
    line = dateline_of(report.text, published=report.published)
    return segments(shadow(report.text), (line.span.start, line.span.end) if line else None)


def account_of(report: Report, sentences: Sequence[Sentence], coder: Coder) -> Account:
    """The account of a parsed report."""
    text = report.text
    names = find_names(text, coder.index, on=report.published)
    dateline = dateline_of(text, published=report.published)
    report = dataclasses.replace(report, dateline=dateline)
    published = report.published or (dateline.date if dateline else None)
    dates, unresolved = _dates(text, published, dateline.date if dateline else None, coder.index)
    on = published or _likely_day(dates)
    places = find_places(text, title=report.title, published=on, publisher=report.publisher, dateline=dateline.place if dateline else None,
                         not_places=[(n.start, n.end) for n in names if n.kind == "person" or "-" in text[n.start : n.end]], policy=coder.settings.territory_policy)
    days = [(d.span.start, d.span.end) for d in dates]
    places = tuple([p for p in places if not _in_a_date(p, days)])
    parties = ReportParties(text, sentences, coder.index, on=on, people=people_of(text, coder.index, on=on), places=places)
    voices = Voices(text, sentences, find_speech(text, sentences), parties, names)
    topic = report_topic(sentences, coder.frames)
    found = [(s, candidates(s, coder.frames, parties, topic)) for s in sentences]
    deeds = [deed for s, cs in found for deed in _settled(s, cs, report, parties, voices, places)]
    events = [(e, d.sentence) for e, d in zip(time_events.dated(deeds, sentences, dates, published), deeds, strict=True)]
    tolls = tolls_of(report, sentences, events, parties, voices, places)
    facts = [(e.id, e.evidence[0].start) for e, _ in events] + [(t.id, t.evidence[0].start) for t in tolls]
    statements = [voices.statement(report.id, i, tuple(f for f, at in facts if voices.inside(at)[-1:] == [i])) for i in voices.told()]
    positions = positions_of(report.id, text, sentences, events, parties, voices)
    return Account(report, coder.run, tuple(e for e, _ in events), tuple(statements), tolls, positions, places, dates,
                   _parties(parties, [e for e, _ in events], coder.index), tuple(unresolved))


def _in_a_date(place: Place, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether the name is a word of a date, given as stretches of the text: there is a town called March."""
    return place.span is not None and any(start <= place.span.start and place.span.end <= end for start, end in dates)


def _dates(text: str, published: str | None, dateline: str | None, index: ActorIndex) -> tuple[tuple[DateMention, ...], list[Unresolved]]:
    """The report's dates; without a publication date the offices named choose among the years that fit."""
    if published is not None:
        return times.find_dates(text, published=published, dateline=dateline), []
    years = years_of_offices(text, index)
    dates = times.find_dates(text, published=None, dateline=dateline, full_dates=not years)
    if years:
        dates = resolve_year(dates, years, "the offices named in the report")
    dates = beside_full_dates(dates)
    said = "" if not years else f"; the offices named in the report hold together in {', '.join(map(str, sorted(years)))}"
    unresolved = [Unresolved("published", f"no publication date given{said}")]
    for date in dates:
        if len(date.candidates) > 1:
            unresolved.append(Unresolved("date", f"{date.text!r} fits {', '.join(date.candidates)}", date.span))
    return dates, unresolved


def _likely_day(dates: Sequence[DateMention]) -> str | None:
    """The first full day that the report names: stands in for its publication date when terms of office are looked up."""
    return next((d.start for d in dates if d.precision == "day" and d.start and len(d.candidates) <= 1), None)


def _settled(sentence: Sentence, found: list[Candidate], report: Report, parties: ReportParties, voices: Voices,
             places: Sequence[Place]) -> Iterator[time_events.Deed]:
    """The events of a sentence with place and attribution, and what settles their time."""
    events = to_events(sentence, report.text, report.id, found)
    kept = [c for c in found if c.dropped is None]
    here = [p for p in places if p.span and sentence.start <= p.span.start < sentence.end]
    for event, candidate in zip(events, kept, strict=True):
        words = candidate.coded.act.words
        slots = [(a.span.start, a.span.end) for a in (*event.actors, *event.recipients) if a.span]
        place = settling.place_of(sentence, words, here, slots, event.event_type) or settling.pointed_place(sentence, words, places, report.text)
        gaps = () if place else (("place", "none named in the clause"),)
        event = dataclasses.replace(event, place=place, unresolved=event.unresolved + gaps)
        yield time_events.Deed(_attributed(event, voices), sentence, words)


def _attributed(event: Event, voices: Voices) -> Event:
    """The event with its chain of sources; told by somebody else than its own verbal actor, it is claimed."""
    chain = voices.chain(event.evidence[0].start)
    if not chain:
        return event
    factuality = event.factuality
    inside = voices.inside(event.evidence[0].start)
    party = voices.voices[inside[-1]].party
    own = event.quad_class in _VERBAL and party is not None and any(_same(a, party) for a in event.actors)
    if factuality == "asserted" and not own:
        factuality = "claimed"
    if voices.voices[inside[-1]].speech.denial and event.factuality in ("asserted", "claimed") and not own:
        factuality = "denied"
    return dataclasses.replace(event, attribution=chain, factuality=factuality)


def _same(a: Actor, b: Actor) -> bool:
    if a.key == b.key:
        return True
    if a.country or b.country:
        return a.country == b.country and (a.sector == b.sector or "GOV" in (a.sector, b.sector))
    return bool(a.id and a.id == b.id) or (a.sector == "IGO" == b.sector)


def _parties(parties: ReportParties, events: Sequence[Event], index: ActorIndex) -> tuple[Party, ...]:
    """The sides of the conflict: those who fight or are fought in the report's violent acts, else those meant by “both sides”."""
    sides: dict[str, int] = {}
    ids: dict[str, Actor] = {}
    for event in events:
        if event.event_type not in ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT"):
            continue
        for actor in (*event.actors, *event.recipients):
            key = actor.id if actor.sector in ("REB", "PRE", "ISM", "PRM") and actor.id else actor.country
            if key:
                sides[key] = sides.get(key, 0) + 1
                ids.setdefault(key, actor)
    pair = parties.both()
    fought = bool(sides)
    for actor in pair:
        key = actor.id if actor.sector in ("REB", "PRE", "ISM", "PRM") and actor.id else actor.country
        if key and (key in sides or not fought):
            sides[key] = sides.get(key, 0) + 3
            ids.setdefault(key, actor)
    ordered = sorted(sides, key=lambda k: (-sides[k], list(sides).index(k)))[:4]
    kept = [k for k in ordered if sides[k] * 3 >= sides[ordered[0]]] if ordered else []
    return tuple(Party(ids[k].country, index.country_name(k) or ids[k].name or ids[k].text, None if k == ids[k].country else k) for k in kept)
