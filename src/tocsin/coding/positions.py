"""Where each party stands: stances read off events (who condemns, urges, backs) and off words of feeling.

A position is never an average: each one rests on its own words, and keeps the words that colour them.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence

from tocsin.coding import grammar
from tocsin.coding.attribution import Voices
from tocsin.coding.parties import ReportParties
from tocsin.lexicon.frames import lexicon_folder
from tocsin.read.sentence import Sentence, subtree
from tocsin.records import Actor, Event, Position, Span
from tocsin.vocab import STANCES

_BY_TYPE = {"SUPPORT": "supports", "REQUEST": "urges", "REJECT": "opposes", "AID": "supports"}
_BY_MODE = {("ACCUSE", "disapprove"): "condemns"}
_NO_STANCE = frozenset({"accuse.rally-opposition"})
"""Rules of acts against somebody who is not named: “called for a general strike”."""
_OFFERED = frozenset({"AGREE"})
_STRENGTH = frozenset("strongly extreme extremely deep deeply grave gravely serious seriously great greatly full fully unwavering unconditional "
                      "strong immediate immediately unequivocally firmly categorically vehemently harshly staunchly very profound profoundly "
                      "utmost unreserved wholehearted growing mounting sharply bitterly unanimously".split())


@functools.lru_cache(maxsize=1)
def stance_words() -> Mapping[str, Mapping[str, str]]:
    """Stance by lemma for nouns, adjectives and verbs: `["noun"]["concern"]` → `concerned`."""
    raw = tomllib.loads((lexicon_folder() / "stances.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {"noun": {}, "adjective": {}, "verb": {}}
    for stance, words in raw.items():
        if stance not in STANCES:
            raise ValueError(f"stances.toml: {stance!r} is not a stance")
        for kind in found:
            for lemma in words.get(f"{kind}s", ()):
                found[kind].setdefault(lemma, stance)
    return found


def positions_of(report_id: str, text: str, sentences: Sequence[Sentence], events: Sequence[tuple[Event, Sentence]], parties: ReportParties,
                 voices: Voices) -> tuple[Position, ...]:
    """All positions of a report in text order, one per holder, stance and evidence."""
    found: dict[tuple[object, ...], Position] = {}
    by_id = {e.id: e for e, _ in events}
    for event, sentence in events:
        for position in _from_event(report_id, text, event, sentence, by_id, parties):
            found.setdefault(_key(position), position)
    unreal = [e.evidence[-1] for e, _ in events if e.factuality in ("demanded", "negated", "denied", "conditional", "threatened")]
    taken = [(p.holder.key, p.stance, p.evidence[-1]) for p in found.values()]
    for sentence in sentences:
        for position in _from_words(report_id, text, sentence, parties, voices):
            if any(u.overlaps(position.evidence[0]) and u.end - u.start < 160 for u in unreal):
                continue  # “end its support”: the support is not a stance of whoever asks
            if not any(k == position.holder.key and s == position.stance and span.overlaps(position.evidence[0]) for k, s, span in taken):
                found.setdefault(_key(position), position)
    return tuple(sorted(found.values(), key=lambda p: (p.evidence[0].start, p.stance)))


def _key(position: Position) -> tuple[object, ...]:
    return position.holder.key, position.stance, position.evidence[0].start


def _position(report_id: str, holder: Actor, stance: str, target: tuple[Actor, ...], content: str | None, evidence: tuple[Span, ...],
              strength: str | None, event: Event | None) -> Position:
    key = f"{report_id}|{holder.key}|{stance}|{evidence[0].start}|{evidence[0].end}"
    return Position("p-" + hashlib.sha256(key.encode()).hexdigest()[:16], holder, stance, target, content, evidence, strength,
                    event.when if event else None, event.id if event else None)


def _from_event(report_id: str, text: str, event: Event, sentence: Sentence, by_id: Mapping[str, Event], parties: ReportParties) -> Iterator[Position]:
    if event.factuality != "asserted" or event.rule in _NO_STANCE:
        return  # that Pakistan shelters a group is India's claim, not Pakistan's position
    stance = _BY_MODE.get((event.event_type, event.mode or "")) or _BY_TYPE.get(event.event_type)
    inner = [by_id[i] for i in (*event.demands, *event.about) if i in by_id]
    if event.event_type in _OFFERED and (inner or "offer" in event.rule or "mediat" in event.rule) and all(
            i.event_type in ("CONSULT", "AID", "COOPERATE", "SUPPORT") for i in inner):
        stance = None if _scheduled(event) else "offers"
    if "condol" in event.rule:
        stance = "regrets"
    elif "concern" in event.rule:
        stance = "concerned"
    if stance is None:
        return
    target = event.recipients or _targets(inner, event.actors)
    content = "; ".join(dict.fromkeys(i.evidence[-1].quote for i in inner)) or (event.evidence[-1].quote if len(event.evidence) > 1 else event.evidence[0].quote)
    strength = _strength(sentence, event.evidence[-1])
    for holder in event.actors:
        if holder.country or holder.id or holder.sector:
            yield _position(report_id, holder, stance, target, content, event.evidence, strength, event)


def _scheduled(event: Event) -> bool:
    """Whether an agreement or a meeting to come is only told of: “the ministers will meet”, “the two sides agreed to talk” offer nothing."""
    return event.rule.startswith(("promise:consult", "agree.agree")) and "mediat" not in event.rule and "adjective" not in event.rule


def _targets(inner: Sequence[Event], holders: Sequence[Actor]) -> tuple[Actor, ...]:
    keys = {h.key for h in holders}
    found = {a.key: a for e in inner for a in (*e.actors, *e.recipients) if a.key not in keys}
    return tuple(found.values())


def _strength(sentence: Sentence, span: Span) -> str | None:
    words = [w for w, a in zip(sentence.words, sentence.starts, strict=True) if span.start - 25 <= a < span.end and w.lower() in _STRENGTH]
    return " ".join(words[:2]) or None


_HAVE = frozenset({"express", "voice", "convey", "reiterate", "show", "have", "state", "declare", "announce", "send", "offer", "extend", "share", "air",
                   "register", "underline", "stress", "raise", "repeat", "affirm", "reaffirm", "pledge", "feel", "note"})
_BE = frozenset({"be", "remain", "feel", "become", "grow", "stay", "say", "declare"})


def _from_words(report_id: str, text: str, sentence: Sentence, parties: ReportParties, voices: Voices) -> Iterator[Position]:
    table = stance_words()
    for i, tag in enumerate(sentence.tags):
        lemma = sentence.lemmas[i]
        if tag[0] == "N" and lemma in table["noun"]:
            yield from _feeling(report_id, text, sentence, i, table["noun"][lemma], _noun_holder(sentence, i), parties, voices)
        elif (tag in ("JJ", "VBN") and lemma in table["adjective"]) or (tag == "VBN" and sentence.words[i].lower() in table["adjective"]):
            stance = table["adjective"].get(lemma) or table["adjective"][sentence.words[i].lower()]
            yield from _feeling(report_id, text, sentence, i, stance, _adjective_holder(sentence, i), parties, voices)
        elif tag[0] == "V" and lemma in table["verb"] and not grammar.is_passive(sentence, i) and table["verb"][lemma] in ("concerned", "regrets"):
            yield from _feeling(report_id, text, sentence, i, table["verb"][lemma], grammar.subject(sentence, i), parties, voices)
        elif lemma in ("stop", "end", "resolve", "settle", "mediate", "help", "prevent") and tag == "VB" and _willing(sentence, i):
            yield from _feeling(report_id, text, sentence, i, "offers", grammar.subject(sentence, i), parties, voices)


def _noun_holder(sentence: Sentence, noun: int) -> int | None:
    owner = next((c for c in sentence.children[noun] if sentence.deps[c] == "poss"), None)
    if owner is not None:
        return owner
    top = noun
    while sentence.deps[top] == "conj":
        top = sentence.heads[top]
    above = sentence.heads[top]
    if sentence.deps[top] == "pobj":  # “with regret”
        above = sentence.heads[above]
    if grammar.head_is_verbal(sentence, above) and sentence.lemmas[above] in _HAVE and sentence.deps[top] in ("dobj", "pobj"):
        return grammar.agents(sentence, above)
    return None


def _adjective_holder(sentence: Sentence, adjective: int) -> int | None:
    above = sentence.heads[adjective]
    if sentence.deps[adjective] in ("acomp", "oprd", "attr") and sentence.lemmas[above] in _BE:
        return grammar.subject(sentence, above)
    if sentence.tags[adjective] == "VBN" and any(sentence.deps[c] == "auxpass" for c in sentence.children[adjective]):
        return grammar.direct_object(sentence, adjective)
    return None


def _willing(sentence: Sentence, verb: int) -> bool:
    """“we'll see if we can stop it”, “wants to help end it”: the will to do something about the conflict."""
    subject = grammar.own_subject(sentence, verb)
    above = sentence.heads[verb]
    if sentence.deps[verb] == "ccomp" and sentence.lemmas[above] == "see" and subject is not None:
        return any(sentence.lemmas[c] in ("can", "could") for c in sentence.children[verb])
    return sentence.deps[verb] == "xcomp" and sentence.lemmas[above] in ("want", "hope", "try", "seek", "wish", "like", "aim")


def _feeling(report_id: str, text: str, sentence: Sentence, i: int, stance: str, holder: int | None, parties: ReportParties,
             voices: Voices) -> Iterator[Position]:
    if holder is None or grammar.negated(sentence, i):
        return
    under = subtree(sentence, i)
    word, clause = sentence.span(text, i, i), sentence.span(text, under[0], under[-1])
    evidence = (word,) if word == clause else (word, clause)
    keys: set[object] = set()
    target: list[Actor] = []
    holders = [a for a in parties.parties(sentence, holder) if a.country or a.id or a.sector]
    keys.update(h.key for h in holders)
    for _, _, obj in grammar.prepositions(sentence, i):
        target.extend(a for a in parties.parties(sentence, obj) if (a.country or a.id) and a.key not in keys)
    for actor in holders:
        if actor.private:
            continue
        principal = next((v.party for v in voices.voices if v.speaker is not None and actor.span is not None and v.speaker.span == actor.span), None)
        yield _position(report_id, principal or actor, stance, tuple(target), clause.quote, evidence, _strength(sentence, clause), None)


