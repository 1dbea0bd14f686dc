"""Events of a sentence: matched acts with their parties, ranked and scored.

`code_events` is the whole road for one sentence. Places and times are added in `pipeline`, where
the report's mentions of them are known.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

from tocsin import vocab
from tocsin.coding import grammar, rank
from tocsin.coding.accidents import is_accident
from tocsin.coding.compose import Coded, compose
from tocsin.coding.match import Act, match_sentence
from tocsin.coding.topic import counts_in, in_a_work, is_light, is_score
from tocsin.lexicon.frames import FrameIndex
from tocsin.read.sentence import Sentence
from tocsin.records import Actor, Event, Span


class Parties(Protocol):
    """What event coding asks of the resolver of parties."""

    def parties(self, sentence: Sentence, head: int) -> tuple[Actor, ...]:
        """The party or parties that the phrase at `head` means, coordinated ones included."""

    def is_party(self, sentence: Sentence, token: int) -> bool:
        """Whether `token` by itself names a country, nationality or known group."""

    def is_seat(self, sentence: Sentence, token: int) -> bool:
        """Whether `token` names a capital, which is a place as well as a party."""

    def inside(self, sentence: Sentence, head: int, *, towns: bool = True) -> tuple[Actor, ...]:
        """The parties named within the phrase at `head` when it is no party itself."""

    def spots(self, sentence: Sentence) -> frozenset[int]:
        """Tokens of names of places."""

    def light_report(self, frames: FrameIndex) -> bool:
        """Whether the whole report is about business, sport or entertainment."""

    def in_public(self, sentence: Sentence) -> bool:
        """Whether the sentence names an organ of a state, an armed group or an international body."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A coded act with its parties, its features and its score; what `explain` shows."""

    coded: Coded
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    features: rank.Features
    score: float
    dropped: str | None = None
    """Why the act is no event, or None."""


def candidates(sentence: Sentence, frames: FrameIndex, parties: Parties, topic: str | None = None) -> list[Candidate]:
    """Every act found in `sentence` with its parties and score, in text order; those that are no event say why.

    `topic` is what the whole report is about, where that is no public matter (`coding.topic.report_topic`).
    """
    acts: list[Act] = match_sentence(sentence, frames, parties.is_party, parties.spots(sentence))
    if not acts:
        return []
    coded = compose(sentence, acts)
    ranker = rank.load_ranker()
    light = parties.light_report(frames) or is_light(sentence, frames)
    topic = topic or ("sport" if is_score(sentence) else None)
    found: list[Candidate] = []
    for i, act in enumerate(coded):
        actors = _armed(sentence, act, _resolved(sentence, _doers(sentence, act, parties), parties))
        keys = {a.key for a in actors}
        recipients = tuple(r for r in _resolved(sentence, act.recipients, parties) if r.key not in keys)
        if not any(r.country or r.sector or r.id for r in recipients):
            towns = act.type in _BODILY
            within = {a.key: a for head in act.recipients for a in parties.inside(sentence, head, towns=towns) if a.key not in keys}
            recipients = tuple(within.values()) or recipients
        if not recipients and not act.mutual:
            recipients = _from_content(sentence, act, coded, i, keys, parties)
        named = any(a.country or a.sector or a.id for a in actors)
        features = rank.features(sentence, coded, i, named, any(r.country or r.sector or r.id for r in recipients))
        if act.speaker is not None and not _same_side(parties.parties(sentence, act.speaker), actors):
            found.append(Candidate(act, actors, recipients, features, ranker.score(features), "announced by somebody of another side"))
            continue
        found.append(Candidate(act, actors, recipients, features, ranker.score(features), _why_not(sentence, act, actors, recipients, coded, i, parties)
                               or (_ASIDE if light and not any(_of_state(a) for a in (*actors, *recipients)) else None)
                               or (_OFF_TOPIC if topic and not counts_in(topic, act.type, act.mode, (*actors, *recipients), _STATE) else None)))
    return found


def _same_side(speakers: tuple[Actor, ...], actors: tuple[Actor, ...]) -> bool:
    return any(s.country and s.country == a.country or s.id and s.id == a.id for s in speakers for a in actors)


def _doers(sentence: Sentence, act: Coded, parties: Parties) -> tuple[int, ...]:
    """The heads of the actors without a capital that only says where: “the Kabul bomb attack”."""
    if act.type not in ("ASSAULT", "PROTEST"):
        return act.actors
    return tuple(h for h in act.actors if not (sentence.deps[h] in ("compound", "nmod") and sentence.heads[h] > h and parties.is_seat(sentence, h)))


_BODILY = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "AID"})
"""Types of what is done to those who live in a town."""
_FORCE = frozenset("strike airstrike raid bombing bombardment shelling barrage attack offensive incursion fire gunfire missile rocket shell operation".split())


def _armed(sentence: Sentence, act: Coded, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """“Israeli strikes killed 33”: a country's strikes are its forces'."""
    if act.type != "ASSAULT" or not any(sentence.lemmas[h] in _FORCE for h in act.actors):
        return actors
    return tuple(dataclasses.replace(a, sector="MIL") if a.country and a.sector is None and a.text.split()[-1].lower().rstrip("s") in _FORCE else a for a in actors)


_ABOUT = frozenset({"AGREE", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE", "REQUEST"})


def _from_content(sentence: Sentence, act: Coded, coded: list[Coded], i: int, keys: set[tuple[str | None, ...]], parties: Parties) -> tuple[Actor, ...]:
    """Whom a promise, threat or refusal touches when only its content says so: “offered to hand the suspects over to Britain”."""
    if act.type not in _ABOUT:
        return ()
    inner = [c for c in coded if c.parent == i]
    found = {a.key: a for c in inner if act.type == "ACCUSE" for a in _resolved(sentence, c.actors, parties)}  # whose deed it is gets the blame
    if not any(a.country or a.sector or a.id for a in found.values()):
        found = {a.key: a for c in inner for a in _resolved(sentence, c.recipients, parties)}
    if not inner:
        for token in act.act.content:
            for actor in parties.parties(sentence, token) or parties.inside(sentence, token):
                found.setdefault(actor.key, actor)
    return tuple(a for k, a in found.items() if k not in keys and (a.country or a.sector or a.id))


def _resolved(sentence: Sentence, heads: tuple[int, ...], parties: Parties) -> tuple[Actor, ...]:
    found: dict[tuple[str | None, ...], Actor] = {}
    for head in heads:
        for actor in parties.parties(sentence, head):
            found.setdefault(actor.key, actor)
    return tuple(found.values())


_OCCURRENCES = frozenset({"ROOT", "nsubj", "nsubjpass", "dobj", "attr", "conj", "pobj"})


def _why_not(sentence: Sentence, act: Coded, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], coded: list[Coded], i: int, parties: Parties) -> str | None:
    """Why a matched act is not kept as an event: a bare noun without anybody in it tells of nothing in particular."""
    if act.type == "ASSAULT" and is_accident(sentence, act.act.trigger):
        return "an accident"
    if act.type == "THREATEN" and act.rule.startswith("threaten.warn") and not recipients and actors and all(a.sector in _CANNOT_THREATEN for a in actors):
        return "a warning of a danger"
    if act.rule.startswith("threat:mobilize") and not _against_others(sentence, actors, recipients, parties):
        return "forces moved, and nobody named against whom"
    if act.type == "AID" and sentence.lemmas[act.act.trigger] == "arm" and not actors and sentence.tags[act.act.trigger] == "VBN":
        return "“armed” says only what somebody carries"
    if sentence.tags[act.act.trigger][0] == "N" and _is_body(sentence, act.act.trigger, parties):
        return "the name of a body"
    if in_a_work(sentence, act.act.trigger):
        return "what a film, book or play tells"
    if act.type == "CONSULT" and _first_names(actors):
        return "persons of whom one is named like a country"
    if act.act.entry.pattern.kind == "noun" and act.parent is None:
        if not actors and not recipients and not any(c.parent == i for c in coded) and not _placed(sentence, act):
            return "a noun without actor or recipient"
    if act.act.entry.pattern.kind != "noun" and not actors and not recipients and act.parent is None:
        if act.type not in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE") or _describes(sentence, act.act.trigger):
            return "no party in any slot"
    if act.parent is None and not any(_public(a) for a in (*actors, *recipients)) and (actors or recipients or (
            act.act.entry.pattern.kind == "noun" and not _placed(sentence, act))):
        noun = act.act.entry.pattern.kind == "noun"
        if (act.type not in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE") or noun) and (noun or not parties.in_public(sentence)):
            return "no party of public life"
    return None


def _against_others(sentence: Sentence, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], parties: Parties) -> bool:
    """Whether forces are moved towards another party, or, where nobody is named, in a sentence that names another country."""
    own = {a.country for a in actors}
    if recipients:
        return any(r.sector and r.country not in own for r in recipients)
    return any(a.country and a.country not in own for t in range(len(sentence)) if sentence.tags[t] in ("NNP", "NNPS") for a in parties.parties(sentence, t))


_CANNOT_THREATEN = frozenset({"NGO", "MED", "CVL", "REF", "EDU", "JRN", "LAB", "BUS", "REL", "AGR"})


def _is_body(sentence: Sentence, trigger: int, parties: Parties) -> bool:
    """Whether the noun is a body that speaks or acts, named beside it: “The U.N. peacekeeping mission, MONUSCO, said …”."""
    named = any(sentence.deps[c] == "appos" and sentence.tags[c] == "NNP" for c in sentence.children[trigger])
    return named and sentence.deps[trigger] in ("nsubj", "pobj", "dobj") and any(a.id and a.sector in ("IGO", "NGO", "MIL") for a in parties.parties(sentence, trigger))


_GIVEN_NAMES = frozenset("Chad Jordan Georgia Israel India Kenya Austin Paris Sydney Florence Victoria".split())
_ONE_NAME = re.compile(r"[A-Z][a-z]+")


def _first_names(actors: tuple[Actor, ...]) -> bool:
    """Whether a country that is also a given name stands with a bare given name: “Chad met Susan”."""
    return any(a.text in _GIVEN_NAMES for a in actors) and any(
        not (a.country or a.sector or a.id) and _ONE_NAME.fullmatch(a.text) for a in actors
    )


def _placed(sentence: Sentence, act: Coded) -> bool:
    """Whether violence or protest without a named party happens at a named place: “protests in Minsk”."""
    if act.type not in ("ASSAULT", "PROTEST"):
        return False
    return any(name in ("in", "at", "near", "across") and sentence.tags[obj] in ("NNP", "NNPS")
               for name, _, obj in grammar.prepositions(sentence, act.act.trigger))


def _describes(sentence: Sentence, trigger: int) -> bool:
    """Whether the trigger only describes a noun: “those killed and injured”."""
    while sentence.deps[trigger] == "conj":
        trigger = sentence.heads[trigger]
    head = sentence.heads[trigger]
    if sentence.tags[head] == "CD" and sentence.heads[head] == head:
        return False  # a headline: “12 killed in bomb attack”
    return sentence.deps[trigger] in ("acl", "relcl", "amod")


_ASIDE = "business, sport or entertainment without a state or armed group taking part"
_OFF_TOPIC = "a report about sport, business, fiction, science, weather or an accident, and nobody of state or arms named in the act"
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "PRM", "SPY", "OPP", "PRE", "IGO", "UNO", "EUR", "UAF", "ISM", "IMG"})


def _of_state(actor: Actor) -> bool:
    return actor.sector in _STATE and bool(actor.country or actor.id or actor.sector in ("IGO", "UNO", "EUR"))


_PUBLIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "PRM", "SPY", "OPP", "PTY", "PRE", "IGO", "UNO", "EUR", "UAF", "NGO", "LAB", "REL", "REF",
                     "ISM", "IMG", "CVL", "JRN", "CRM", "MED", "UNK"})


def _public(actor: Actor) -> bool:
    """Whether a party belongs to public life: a state, its organs, armed groups, organised civil society; firms and unknown names do not."""
    return bool(actor.country and actor.sector not in ("BUS", "MNC")) or actor.sector in _PUBLIC


def code_events(sentence: Sentence, text: str, report_id: str, frames: FrameIndex, parties: Parties) -> list[Event]:
    """The events of `sentence`, rank 1 first in prominence, in text order; without place and time."""
    found = candidates(sentence, frames, parties)
    return to_events(sentence, text, report_id, found)


def to_events(sentence: Sentence, text: str, report_id: str, found: list[Candidate]) -> list[Event]:
    """Events from candidates: ids, ranks, links between acts."""
    kept = [i for i, c in enumerate(found) if c.dropped is None]
    order = sorted(kept, key=lambda i: (-found[i].score, found[i].coded.act.trigger))
    ranks = {i: n + 1 for n, i in enumerate(order)}
    ids = {i: event_id(report_id, sentence.starts[found[i].coded.act.trigger], f"{found[i].coded.type}/{found[i].coded.mode}") for i in kept}
    return [_event(sentence, text, found, i, ranks[i], ids) for i in kept]


def event_id(report_id: str, start: int, kind: str) -> str:
    """The content-derived id of the event of type `kind` triggered at `start`."""
    return "e-" + hashlib.sha256(f"{report_id}|{start}|{kind}".encode()).hexdigest()[:16]


def _event(sentence: Sentence, text: str, found: list[Candidate], i: int, position: int, ids: dict[int, str]) -> Event:
    candidate = found[i]
    coded = candidate.coded
    kind = vocab.EVENT_TYPES[coded.type]
    inner = [j for j, c in enumerate(found) if c.coded.parent == i and j in ids]
    demands = tuple(ids[j] for j in inner if found[j].coded.effect == "demanded")
    about = tuple(ids[j] for j in inner if found[j].coded.effect != "demanded")
    unresolved = tuple((slot, reason) for slot, reason in (
        ("actors", "nobody named as the actor") if not candidate.actors else ("", ""),
        ("recipients", "nobody named as the recipient") if not candidate.recipients and kind.recipient_required else ("", "")) if slot)
    return Event(
        ids[i], coded.type, coded.mode, coded.act.frame.contexts, coded.cameo or vocab.TYPE_TO_CAMEO_ROOT[coded.type], kind.quad,
        vocab.goldstein(coded.type, coded.mode), candidate.actors, candidate.recipients, None, None, coded.factuality, position, (),
        evidence(sentence, text, coded.act), coded.rule, rank.load_ranker().confidence(candidate.features), demands, about, (), unresolved)


def evidence(sentence: Sentence, text: str, act: Act) -> tuple[Span, ...]:
    """The trigger's words, then the clause they stand in."""
    words = act.words
    first, last = words[0], words[-1]
    trigger = sentence.span(text, first, last) if last - first <= 8 else sentence.span(text, act.trigger, act.trigger)
    under = _clause(sentence, act.trigger)
    clause = sentence.span(text, min(under[0], first), max(under[-1], last))
    return (trigger, clause) if clause != trigger else (trigger,)


_EDGES = frozenset({",", ";", ":", "-", "--", ".", "that", "but", "and", "or", "as"})


def _clause(sentence: Sentence, trigger: int) -> list[int]:
    """The tokens of the clause around `trigger` as one stretch: without finite clauses coordinated to it, without marks at its edges."""
    kept = [trigger]
    for token in kept:
        for c in sentence.children[token]:
            if sentence.deps[c] == "conj" and grammar.head_is_verbal(sentence, c) and any(
                    sentence.deps[k] in ("aux", "auxpass", "nsubj", "nsubjpass") for k in sentence.children[c]):
                continue
            kept.append(c)
    kept.sort()
    low, high = 0, len(kept) - 1
    while low < high and kept[low] < trigger and sentence.lemmas[kept[low]] in _EDGES:
        low += 1
    while high > low and kept[high] > trigger and sentence.lemmas[kept[high]] in _EDGES:
        high -= 1
    return kept[low:high + 1]
