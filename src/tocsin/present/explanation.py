"""Why a sentence is coded as it is: everything `tocsin explain` shows, as plain records.

`explanation_of` reads a short text as a report and keeps what coding normally throws away: the entries that
matched less well, those that nearly matched, the acts that were dropped, and the weights that ranked the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tocsin.coding import rank
from tocsin.coding.actors import people_of
from tocsin.coding.attribution import Voices
from tocsin.coding.events import Candidate, candidates
from tocsin.coding.match import Act, match_sentence
from tocsin.coding.parties import ReportParties
from tocsin.coding.statements import find_speech
from tocsin.coding.topic import report_topic
from tocsin.lexicon.frames import Entry, FrameIndex
from tocsin.lexicon.patterns import Pattern
from tocsin.pipeline import Coder, account_of, segments_of
from tocsin.read.report import make_report
from tocsin.read.sentence import Sentence
from tocsin.records import Account, Actor

_FEATURES = 6
_KINDS = {"V": "verb", "N": "noun", "J": "adjective"}


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A lexicon entry that begins with the trigger but was not used, and why."""

    pattern: str
    frame: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActWhy:
    """One act found in a sentence with all that decided about it."""

    trigger: int
    first: int
    """The first of its words."""
    rule: str
    pattern: str
    where: str
    type: str
    mode: str | None
    cameo: str | None
    factuality: str
    words: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    conditions: tuple[str, ...]
    inside: str | None
    operators: tuple[str, ...]
    confidence: float
    score: float
    features: tuple[tuple[str, float, float], ...]
    """(name, value, weight), the heaviest first."""
    dropped: str | None
    others: tuple[NearMiss, ...]
    sources: tuple[str, ...] = ()
    """According to whom, the nearest first, where the account has the act as an event."""


@dataclass(frozen=True, slots=True)
class SentenceWhy:
    """One sentence: its tokens and tree, the parties in it, its acts, and the words no entry knows."""

    text: str
    tokens: tuple[tuple[str, str, str, str, int], ...]
    """(word, lemma, tag, dependency, head), `head` an index."""
    parties: tuple[tuple[str, str], ...]
    acts: tuple[ActWhy, ...]
    operators: tuple[tuple[str, str, str, str], ...]
    """(word, entry, effect on what is inside, where the entry stands)."""
    unmatched: tuple[tuple[str, tuple[NearMiss, ...]], ...]
    """Words that entries begin with, none of which matched."""
    unknown: tuple[str, ...]
    """Verbs that no entry begins with."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentences of a text explained, and the account that came out."""

    sentences: tuple[SentenceWhy, ...]
    account: Account


def explanation_of(text: str, coder: Coder, *, published: str | None = None) -> Explanation:
    """How `text` is read and coded by `coder`; raises InputError where it cannot be read."""
    report = make_report(text, published=published)
    sentences = next(iter(coder.parser.parse([segments_of(report, coder.settings)])))
    account = account_of(report, sentences, coder)
    on = published or next((d.start for d in account.dates if d.precision == "day" and d.start), None)
    people = people_of(text, coder.index, on=on)
    parties = ReportParties(text, sentences, coder.index, on=on, people=people, places=account.places)
    Voices(text, sentences, find_speech(text, sentences), parties)  # tells the parties who “I” and “we” are
    topic = report_topic(sentences, coder.frames)
    return Explanation(tuple(_told(s, _sentence(text, s, coder, parties, topic), account) for s in sentences), account)


def _told(sentence: Sentence, why: SentenceWhy, account: Account) -> SentenceWhy:
    """Its acts with what only the whole report tells of them: who says so, and what that makes of their factuality."""
    events = {(e.rule, e.evidence[0].start): e for e in account.events}

    def told(act: ActWhy) -> ActWhy:
        event = events.get((act.rule, sentence.starts[act.first])) if act.dropped is None else None
        if event is None:
            return act
        return replace(act, factuality=event.factuality, sources=tuple(party_words(s.actor) if s.actor else s.text for s in event.attribution))

    return replace(why, acts=tuple(map(told, why.acts)))


def _sentence(text: str, sentence: Sentence, coder: Coder, parties: ReportParties, topic: str | None) -> SentenceWhy:
    found = candidates(sentence, coder.frames, parties, topic)
    matched = match_sentence(sentence, coder.frames, parties.is_party, parties.spots(sentence))
    taken = {c.coded.act.trigger for c in found} | {w for c in found for w in c.coded.act.words}
    operators = tuple(
        (sentence.words[a.trigger], a.frame.id, a.frame.content or "", a.frame.where) for a in matched if a.type is None
    )
    taken |= {a.trigger for a in matched}
    misses = [(i, _misses(sentence, i, coder.frames, parties)) for i in range(len(sentence)) if i not in taken]
    known = [(sentence.words[i], tuple(m)) for i, m in misses if m]
    unknown = [
        sentence.lemmas[i]
        for i, m in misses
        if not m
        and sentence.tags[i][0] == "V"
        and sentence.deps[i] not in ("aux", "auxpass")
        and sentence.lemmas[i] != "be"
    ]
    return SentenceWhy(
        text[sentence.start : sentence.end],
        tuple(zip(sentence.words, sentence.lemmas, sentence.tags, sentence.deps, sentence.heads, strict=True)),
        tuple(dict.fromkeys((sentence.words[i.token], party_words(i.actor)) for i in parties.introduced(sentence))),
        tuple(_act(sentence, c, found, coder.frames, parties) for c in found),
        operators,
        tuple(known),
        tuple(dict.fromkeys(unknown)),
    )


def party_words(actor: Actor) -> str:
    """`Ilham Aliyev, President of Azerbaijan [AZE GOV]`, with how the words were linked to the party."""
    codes = " ".join(c for c in (actor.country, actor.sector) if c) or "not resolved"
    role = f", {actor.role}" if actor.role else ""
    via = f", by {actor.via}" if actor.via else ""
    return f"{actor.name or actor.text}{role} [{codes}{via}]"


def _act(
    sentence: Sentence, candidate: Candidate, all_found: Sequence[Candidate], frames: FrameIndex, parties: ReportParties
) -> ActWhy:
    coded = candidate.coded
    act = coded.act
    ranker = rank.load_ranker()
    weighed = [(n, v, ranker.weights.get(n, 0.0)) for n, v in candidate.features.items()]
    weighed = sorted((w for w in weighed if w[1] * w[2]), key=lambda w: -abs(w[1] * w[2]))[:_FEATURES]
    outer = None if coded.parent is None else all_found[coded.parent].coded
    inside = None if outer is None else f"{outer.rule} at “{sentence.words[outer.act.trigger]}” ({coded.effect})"
    return ActWhy(
        act.trigger,
        min(act.words, default=act.trigger),
        coded.rule,
        act.entry.pattern.source,
        act.frame.where,
        coded.type,
        coded.mode,
        coded.cameo,
        coded.factuality,
        tuple(sentence.words[w] for w in act.words),
        tuple(map(party_words, candidate.actors)),
        tuple(map(party_words, candidate.recipients)),
        tuple(_conditions(sentence, act)),
        inside,
        coded.operators,
        ranker.confidence(candidate.features),
        round(candidate.score, 3),
        tuple((n, round(v, 3), round(w, 3)) for n, v, w in weighed),
        candidate.dropped,
        (*_less_specific(act), *_misses(sentence, act.trigger, frames, parties, leave_out=act)),
    )


def _conditions(sentence: Sentence, act: Act) -> Iterator[str]:
    """Each condition that the pattern makes and the words that meet it."""
    pattern = act.entry.pattern
    words = [sentence.words[w] for w in act.words if w != act.trigger]
    lemmas = {sentence.lemmas[w] for w in act.words} | {w.lower() for w in words}
    yield f"{pattern.kind} “{sentence.words[act.trigger]}” ({sentence.lemmas[act.trigger]})"
    for name, wanted in _wanted(pattern):
        met = sorted(w for w in wanted if w in lemmas)
        yield f"{name}: {', '.join(met) if met else _shown(wanted)}"
    if pattern.objects_not:
        yield f"object is none of {_shown(pattern.objects_not)}"
    for name, preps in (
        ("recipient after", pattern.recipient),
        ("actor after", pattern.actor),
        ("content as", pattern.content),
    ):
        if preps:
            yield f"{name} {_shown(preps)}"


def _wanted(pattern: Pattern) -> Iterator[tuple[str, frozenset[str]]]:
    """The conditions on words: (what, the words allowed)."""
    if pattern.subjects:
        yield "subject", pattern.subjects
    if pattern.objects:
        yield "object", pattern.objects
    if pattern.modifiers:
        yield "modifier", pattern.modifiers
    for particle in pattern.particles:
        yield "particle", particle
    for prepositions, inside in pattern.prepositions:
        yield f"phrase with {'/'.join(sorted(prepositions))}", inside


def _shown(words: frozenset[str], limit: int = 6) -> str:
    ordered = sorted(words)
    return "/".join(ordered[:limit]) + (f" and {len(ordered) - limit} more" if len(ordered) > limit else "")


def _less_specific(act: Act) -> Iterator[NearMiss]:
    for entry in act.rejected:
        yield _miss(entry, "matched too, but makes fewer conditions")


def _miss(entry: Entry, reason: str) -> NearMiss:
    return NearMiss(entry.pattern.source, entry.frame.id, entry.frame.where, reason)


def _misses(
    sentence: Sentence, i: int, frames: FrameIndex, parties: ReportParties, *, leave_out: Act | None = None
) -> Iterator[NearMiss] | list[NearMiss]:
    """The entries beginning with token `i` that did not match, each with the condition that is not met."""
    kind = _KINDS.get(sentence.tags[i][0])
    entries = frames.entries(kind, sentence.lemmas[i]) if kind else ()
    skipped = {id(e) for e in (leave_out.entry, *leave_out.rejected)} if leave_out else set()
    found = []
    for entry in entries:
        if id(entry) in skipped:
            continue
        reason = _unmet(sentence, i, entry, frames, parties)
        if reason is not None:
            found.append(_miss(entry, reason))
    return found


def _unmet(sentence: Sentence, i: int, entry: Entry, frames: FrameIndex, parties: ReportParties) -> str | None:
    """The condition whose removal makes the entry match; None where it matches as it is."""
    pattern = entry.pattern

    def matches(changed: Pattern) -> bool:
        head = {sentence.lemmas[i]: (Entry(changed, entry.frame),)}
        alone = replace(frames, by_head={**frames.by_head, pattern.kind: {**frames.by_head[pattern.kind], **head}})
        return any(a.trigger == i and a.frame is entry.frame for a in match_sentence(sentence, alone, parties.is_party, parties.spots(sentence)))

    if matches(pattern):
        return None
    for name, change in _relaxed(pattern):
        if matches(replace(pattern, **change)):
            return name
    bare = Pattern(pattern.kind, pattern.source, pattern.heads)
    return "several conditions are not met" if matches(bare) else "the word does not stand as the head of an act here"


def _relaxed(pattern: Pattern) -> Iterator[tuple[str, dict[str, Any]]]:
    none: frozenset[str] = frozenset()
    if pattern.objects:
        yield f"its object is not {_shown(pattern.objects)}", {"objects": none}
    if pattern.objects_not:
        yield f"its object is one of the excluded {_shown(pattern.objects_not)}", {"objects_not": none}
    for n, particle in enumerate(pattern.particles):
        yield f"no “{_shown(particle)}” with it", {"particles": pattern.particles[:n] + pattern.particles[n + 1 :]}
    for n, (preps, inside) in enumerate(pattern.prepositions):
        rest = pattern.prepositions[:n] + pattern.prepositions[n + 1 :]
        yield f"no phrase “{'/'.join(sorted(preps))} {_shown(inside)}”", {"prepositions": rest}
    if pattern.subjects:
        yield f"its subject is not {_shown(pattern.subjects)}", {"subjects": none}
    if pattern.modifiers:
        yield f"no “{_shown(pattern.modifiers)}” before it", {"modifiers": none}
    if pattern.content:
        yield f"nothing told inside it ({_shown(pattern.content)})", {"content": none}
    if pattern.recipient:
        yield f"no party after {_shown(pattern.recipient)}", {"recipient": none}
    if pattern.actor:
        yield f"no party after {_shown(pattern.actor)}", {"actor": none}
