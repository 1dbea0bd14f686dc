"""The tolls of a report: counted people linked to the act that hurt them and to who says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tocsin.coding import grammar, settling
from tocsin.coding.attribution import Voices, source_kind
from tocsin.coding.parties import ReportParties
from tocsin.coding.tolls import TollMention, find_tolls, group_of
from tocsin.lexicon.tolls import load_toll_words
from tocsin.read.sentence import Sentence, phrase
from tocsin.records import Event, Place, Report, Source, Span, Toll, Whom

_POINTERS = frozenset({"those", "they", "them", "all", "others", "people", "these", "ones"})
_HURTING = ("ASSAULT", "COERCE", "PROTEST")


def tolls_of(report: Report, sentences: Sequence[Sentence], events: Sequence[tuple[Event, Sentence]], parties: ReportParties,
             voices: Voices, places: Sequence[Place]) -> tuple[Toll, ...]:
    """The tolls in text order, each with its event, its place and its claimants.

    “… as fighting erupted along the frontlines, killing 23” → killed 23 of the fighting, in the report's own voice.
    """
    by_index = {s.index: s for s in sentences}
    found = []
    day = report.published or (report.dateline.date if report.dateline else None)
    year = int(day[:4]) if day else None
    for mention in find_tolls(report.text, sentences, year=year):
        if mention.implied and mention.kind == "killed":
            continue  # “a fatal shooting”: somebody died, but nobody is counted
        if mention.name and any(p.span and p.span.start < mention.whom_end and mention.whom_start < p.span.end for p in places):
            continue  # “drone strikes hit El Obeid”: a town is nobody
        if mention.pronoun and mention.text.lower() in _POINTERS:
            continue  # “the families of those killed” points at a toll told elsewhere
        sentence = by_index[mention.sentence]
        event = _event_of(mention, sentence, events)
        found.append(_toll(report, mention, sentence, event, parties, voices, places))
    return tuple(found)


def _event_of(mention: TollMention, sentence: Sentence, events: Sequence[tuple[Event, Sentence]]) -> Event | None:
    """The violent act of the same sentence nearest to the word of fate; else the last one of the sentence before."""
    here = [e for e, s in events if s is sentence and e.event_type in _HURTING]
    if here:
        at = sentence.starts[mention.trigger]
        inside = [e for e in here if e.evidence[-1].start <= at < e.evidence[-1].end]
        return min(inside or here, key=lambda e: (e.event_type != "ASSAULT", abs(e.evidence[0].start - at)))
    before = [e for e, s in events if 0 < sentence.index - s.index <= 2 and e.event_type in _HURTING and e.factuality in ("asserted", "claimed")]
    return before[-1] if before else None


def _toll(report: Report, mention: TollMention, sentence: Sentence, event: Event | None, parties: ReportParties, voices: Voices,
          places: Sequence[Place]) -> Toll:
    text = report.text
    chain = voices.chain(mention.start) or _counter(text, mention, sentence, parties)
    factuality = "negated" if mention.negated else "conditional" if mention.hypothetical else "denied" if voices.denied(mention.start) else (
        "claimed" if chain else "asserted")
    slots = [(mention.whom_start, mention.whom_end)]
    here = [p for p in places if p.span and sentence.start <= p.span.start < sentence.end]
    place = settling.place_of(sentence, (mention.trigger, mention.token), here, slots)
    if place is None and event is not None and event.place is not None:
        place = settling.linked(event.place, "the event's place")
    key = f"{report.id}|toll|{mention.kind}|{mention.start}|{mention.end}"
    evidence = Span.of(text, mention.start, mention.end)
    clause = Span.of(text, mention.evidence_start, mention.evidence_end)
    return Toll("t-" + hashlib.sha256(key.encode()).hexdigest()[:16], mention.kind, mention.low, mention.best, mention.high, mention.text,
                _whom(text, mention, sentence, parties), mention.period, mention.since, event.id if event else None, factuality, chain,
                (evidence,) if clause == evidence else (evidence, clause), place, event.when if event else None,
                mention.subset, mention.background or _in_history(sentence, event))


def _in_history(sentence: Sentence, event: Event | None) -> bool:
    """Whether the toll is told in one sentence with its act of long ago."""
    return event is not None and event.factuality == "historical" and sentence.start <= event.evidence[0].start < sentence.end


_COUNTS = frozenset({"put", "estimate", "place", "count", "record", "document", "list", "tally", "give", "register", "raise", "revise", "report", "confirm"})


def _counter(text: str, mention: TollMention, sentence: Sentence, parties: ReportParties) -> tuple[Source, ...]:
    """Who counts, where a toll is given without a word of speech: “The association put the toll at 90”."""
    token = mention.token
    for _ in range(5):
        token = sentence.heads[token]
        if grammar.head_is_verbal(sentence, token):
            break
    if sentence.lemmas[token] not in _COUNTS or grammar.is_passive(sentence, token):
        return ()
    subject = grammar.subject(sentence, token)
    if subject is None or sentence.lemmas[subject] in ("toll", "it", "number", "figure", "count"):
        return ()
    first, last = phrase(sentence, subject)
    span = sentence.span(text, first, last)
    actor = next(iter(parties.parties(sentence, subject)), None)
    return (Source(span.quote, actor, sentence.lemmas[token], source_kind(sentence, subject, actor), span),)


def _whom(text: str, mention: TollMention, sentence: Sentence, parties: ReportParties) -> Whom | None:
    inner = next((o for n, _, o in grammar.prepositions(sentence, mention.token) if n == "of"), None) if sentence.tags[mention.token] == "CD" else None
    if inner is not None and (group := group_of(sentence, inner, load_toll_words())) is not None:  # “23 of their soldiers”
        span = sentence.span(text, *phrase(sentence, inner, prepositions=False))
        country = next((a.country for a in parties.parties(sentence, inner) if a.country and a.via != "context"), None)
        return Whom(span.quote, group, country, span)
    if mention.whom_end <= mention.whom_start or (mention.group is None and not any(c.isalpha() for c in mention.whom)):
        return None
    country = next((a.country for a in parties.parties(sentence, mention.token) if a.country and a.via != "context"), None)
    return Whom(mention.whom, mention.group, country, Span.of(text, mention.whom_start, mention.whom_end))
