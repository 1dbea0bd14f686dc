"""What the police and other security forces did to people, sentence by sentence: arrested somebody, killed somebody.

A crosswalk from the coded acts for studies of policing. It reads more than the events that are kept: “the arrests
followed the minister's visit” says that somebody was arrested though nobody in it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin import vocab
from tocsin.coding import grammar, modality
from tocsin.coding.events import Candidate
from tocsin.read.sentence import Sentence, subtree

ARREST, KILL = "ARREST", "KILL"
_FORCES = frozenset({"COP", "MIL", "PRM", "SPY"})
_NOT_FORCES = frozenset({"REB", "CRM", "ISM", "IMG", "CVL", "OPP", "UAF"})
_DEATH = frozenset({"kill", "die", "death", "dead", "slay", "perish", "toll", "killing"})
_OTHER_HANDS = frozenset("stab mob burn burnt rioter stone knife sword accident bomb grenade lynch murder attacker gunman miscreant crowd assailant sabarmati train "
                         "massacre carnage blast explosion arson suicide hospital".split())
_FOES = frozenset({"militant", "terrorist", "naxalite", "insurgent", "extremist", "ultra", "dacoit", "intruder", "infiltrator", "maoist", "fidayeen"})
_SHOOTS = frozenset({"firing", "bullet", "shooting", "encounter", "fire", "gunfire", "clash"})
_UNIFORM = frozenset({"police", "policeman", "army", "crpf", "rpf", "jawan", "soldier", "troop", "troops", "force", "cop", "paramilitary", "constable", "commando", "rifles"})


@dataclass(frozen=True, slots=True)
class PoliceAct:
    """One sentence's word that the police arrested or killed; `words` are those that say so."""

    kind: str
    start: int
    end: int
    """Offsets of the sentence."""
    at: int
    """Offset of the word that says so."""
    words: str
    rule: str


def police_acts(found: Sequence[tuple[Sentence, Sequence[Candidate]]]) -> Iterator[PoliceAct]:
    """The arrests and killings by police that the sentences of a report tell, in text order.

    “Two people were killed in police firing.” gives one of kind `KILL`.
    """
    carried: Sentence | None = None
    for sentence, candidates in found:
        arrest = _arrest(sentence, candidates)
        if arrest is not None:
            yield _act(ARREST, sentence, *arrest)
        killing = _killing(sentence, candidates, carried)
        if killing is not None:
            yield _act(KILL, sentence, *killing)
        if killing is not None or _police_shoot(sentence):
            carried = sentence
        elif carried is not None and sentence.index > carried.index + 1:
            carried = None


def _act(kind: str, sentence: Sentence, token: int, rule: str) -> PoliceAct:
    return PoliceAct(kind, sentence.start, sentence.end, sentence.starts[token], sentence.words[token], rule)


def _arrest(sentence: Sentence, candidates: Sequence[Candidate]) -> tuple[int, str] | None:
    for c in candidates:
        if c.coded.type == "COERCE" and c.coded.mode == "arrest" and c.coded.factuality in vocab.COUNTED_FACTUALITY and not any(a.sector in _NOT_FORCES for a in c.actors):
            return c.coded.act.trigger, c.coded.rule
    for i, lemma in enumerate(sentence.lemmas):
        if lemma in ("arrest", "arrested") and (_described(sentence, i) or sentence.words[i].lower() == "arrests") and modality.local(sentence, i) == "asserted":
            return i, "arrest named"
    return None


def _described(sentence: Sentence, i: int) -> bool:
    """Whether “arrested” describes somebody: “the arrested men”, “those arrested”."""
    return sentence.tags[i] in ("VBN", "JJ", "VBD") and sentence.deps[i] in ("amod", "acl", "relcl", "pobj", "conj", "advcl", "nsubj", "dobj")


def _killing(sentence: Sentence, candidates: Sequence[Candidate], before: Sentence | None) -> tuple[int, str] | None:
    for c in candidates:
        if c.coded.type == "ASSAULT" and c.coded.factuality in vocab.COUNTED_FACTUALITY and any(a.sector in _FORCES for a in c.actors) and (
                _deadly(sentence, c)):
            return c.coded.act.trigger, c.coded.rule
    for i, lemma in enumerate(sentence.lemmas):
        if lemma in ("kill", "slay") and sentence.tags[i][0] == "V" and not grammar.is_passive(sentence, i) and _by_uniform(sentence, i):
            return i, "police as the subject"
    shooting = _police_shoot(sentence)
    deaths = [i for i, lemma in enumerate(sentence.lemmas) if lemma in _DEATH and not _hyphenated(sentence, i) and not _victims(sentence, i) & _UNIFORM]
    if not deaths:
        return None
    dead = min(deaths, key=lambda i: abs(i - (shooting or 0)))
    if shooting is not None:
        return dead, "deaths where police shoot"
    if _victims(sentence, dead) & _FOES and not _agent(sentence, dead):
        return dead, "militants killed"
    if before is not None and not _OTHER_HANDS.intersection(sentence.lemmas) and sentence.tags[dead] == "VBN" and not _agent(sentence, dead) and (
            any(t == "CD" for t in sentence.tags)):
        return dead, "of the shooting told before"
    return None


def _by_uniform(sentence: Sentence, verb: int) -> bool:
    """Whether somebody in uniform kills somebody: “police sentries killed one of them”."""
    doer = grammar.agents(sentence, verb)
    if doer is None or grammar.direct_object(sentence, verb) is None:
        return False
    return bool(({sentence.lemmas[doer]} | {sentence.lemmas[c] for c in sentence.children[doer] if sentence.deps[c] in ("compound", "amod")}) & _UNIFORM)


def _deadly(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether the act of force killed, by its own words or those that hang on it."""
    act = candidate.coded.act
    if not act.recipients and sentence.lemmas[act.trigger] in _DEATH and grammar.direct_object(sentence, act.trigger) is None:
        return False  # “four policemen also killed”: they are the dead
    words = {sentence.lemmas[w] for w in (*act.words, *subtree(sentence, act.trigger))}
    return bool(words & _DEATH)


def _hyphenated(sentence: Sentence, i: int) -> bool:
    return i + 1 < len(sentence) and sentence.words[i + 1] == "-"


def _victims(sentence: Sentence, dead: int) -> set[str]:
    """Lemmas of the phrase of those who died: the passive's subject, the object, the subject of “die”."""
    if sentence.lemmas[dead] == "dead":
        dead = sentence.heads[dead]
    if not grammar.head_is_verbal(sentence, dead):
        return set()
    token = grammar.direct_object(sentence, dead)
    if token is None:
        token = grammar.subject(sentence, dead)
    if token is None:
        return set()
    found = {sentence.lemmas[token]} | {sentence.lemmas[c] for c in sentence.children[token] if sentence.deps[c] in ("compound", "amod")}
    return found | {sentence.lemmas[o] for name, _, o in grammar.prepositions(sentence, token) if name == "of"}


def _agent(sentence: Sentence, dead: int) -> bool:
    return any(sentence.deps[c] == "agent" for c in sentence.children[dead])


def _police_shoot(sentence: Sentence) -> int | None:
    """Where the sentence says that police shot: “police firing”, “firing by the police”, “the police fired”, “police bullets”."""
    for i, lemma in enumerate(sentence.lemmas):
        word = sentence.words[i].lower()
        if lemma in _SHOOTS or word == "firing":
            before = {sentence.lemmas[t] for t in range(max(0, i - (4 if "-" in sentence.words[i - 4:i] else 2)), i)}
            after = {sentence.lemmas[t] for t in range(i + 1, min(len(sentence), i + 4))} if "by" in sentence.words[i + 1:i + 2] else set()
            if (before | after) & _UNIFORM:
                return i
        if lemma in ("fire", "open", "shoot") and sentence.tags[i][0] == "V":
            doer = grammar.agents(sentence, i)
            if doer is not None and sentence.lemmas[doer] in _UNIFORM and (lemma != "open" or "fire" in sentence.lemmas[i + 1:i + 4]):
                return i
    return None
