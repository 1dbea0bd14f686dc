"""Whether a sentence is about business, sport or entertainment, where the words of conflict are worn as metaphors.

“Battle for the title”, “hostile bid”, “price war”: in such sentences an act counts only when a state, its forces or an
armed group takes part. Whole reports are told apart in the same way (`report_topic`): a match, a takeover, a film, a
storm, a road accident or a garden has no war in it unless somebody of war or state is named.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tocsin.lexicon.frames import FrameIndex
from tocsin.read.sentence import Sentence
from tocsin.records import Actor

_LIGHT = ("sport", "business", "entertainment")
_GRAVE = ("force", "military", "armed_group", "wmd", "fight_noun", "refugee", "ceasefire_noun", "captive", "peacekeeper", "heavy_weapon")
_AMBIGUOUS = frozenset({"force", "fighter", "strike", "war", "battle", "fight", "captain", "veteran", "defender", "striker", "striking", "guard",
                        "gas", "shell", "shot", "officer", "air", "marine", "cannon", "rocket", "missile", "raid", "unit", "reserve", "general",
                        "division", "company", "base", "defence", "defense", "charge", "halt", "truce", "player", "coach", "people"})


@functools.lru_cache(maxsize=4)
def _words(frames: FrameIndex) -> tuple[frozenset[str], frozenset[str]]:
    classes: Mapping[str, frozenset[str]] = frames.classes
    light = frozenset().union(*(classes.get(name, frozenset()) for name in _LIGHT))
    grave = frozenset().union(*(classes.get(name, frozenset()) for name in _GRAVE))
    return light - grave, grave - light - _AMBIGUOUS


def is_light(sentence: Sentence, frames: FrameIndex) -> bool:
    """Whether at least two words are of business, sport or entertainment and none of war."""
    light, grave = _words(frames)
    count = 0
    for lemma, tag in zip(sentence.lemmas, sentence.tags, strict=True):
        if lemma in grave:
            return False
        if tag[0] == "N" and lemma in light:
            count += 1
    return count >= 2


def is_light_report(sentences: Sequence[Sentence], frames: FrameIndex) -> bool:
    """Whether a report of five sentences or more is about such things as a whole: a third of its sentences are, and hardly any speaks of war."""
    if len(sentences) < 5:
        return False
    _, grave = _words(frames)
    light = sum(is_light(s, frames) for s in sentences)
    warlike = sum(any(lemma in grave for lemma in s.lemmas) for s in sentences)
    return light * 3 >= len(sentences) and warlike * 10 <= len(sentences)


_SUBJECTS = ("sport", "business", "entertainment", "contest", "fiction", "science", "nature", "mishap")
_LEAST_WORDS = 80
"""Shorter texts are judged sentence by sentence alone: too few words to know what they are about."""


@functools.lru_cache(maxsize=4)
def _subjects(frames: FrameIndex) -> tuple[dict[str, tuple[str, ...]], frozenset[str], frozenset[str]]:
    """Noun → subjects it is typical of; nouns of public conflict; nouns that reporting has and plots have not."""
    typical: dict[str, list[str]] = {}
    for name in _SUBJECTS:
        for noun in frames.classes.get(name, ()):
            typical.setdefault(noun, []).append(name)
    return {k: tuple(v) for k, v in typical.items()}, frames.classes.get("grave", frozenset()), frames.classes.get("reported", frozenset())


def report_topic(sentences: Sequence[Sentence], frames: FrameIndex) -> str | None:
    """`sport`, `fiction` or `light` (business, science, weather, accidents, the garden) for a report about such; else None.

    It is about such when its typical nouns are many and outnumber those of public conflict three to one.
    """
    if sum(len(s) for s in sentences) < _LEAST_WORDS:
        return None
    typical, grave_nouns, reported = _subjects(frames)
    tokens: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    light = grave = told = 0
    for sentence in sentences:
        for lemma, tag in zip(sentence.lemmas, sentence.tags, strict=True):
            if tag[0] != "N":
                continue
            grave += lemma in grave_nouns
            told += lemma in reported
            names = typical.get(lemma)
            if names:
                light += 1
                for name in names:
                    tokens[name] += 1
                    kinds.setdefault(name, set()).add(lemma)
    if len(kinds.get("fiction", ())) >= 5 and told <= 1:
        return "fiction"
    if light < 8 or light < 3 * grave:
        return None
    return "sport" if max(tokens["sport"], tokens["contest"]) == max(tokens.values()) else "light"


_FORCES = re.compile(r"\b(?:police|policem[ae]n|soldiers?|troops|gunm[ae]n|militants?|rebels?|terrorists?|insurgents?|detectives|guerrillas?)\b", re.IGNORECASE)
_OFFICES = re.compile(r"\b(?:governments?|authorities|governor|lawmakers?|legislators?|judge|minist(?:er|ers|ry)|president|army|parliament|court|embassy|officials?|forces|military|navy|senate|congress)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?!(?:The|A|An|It|Its|He|She|They|Their|His|Her|Both|This|That|These|Those|Two|Three|We|Our|I)\b)[A-Z]")


def counts_in(topic: str, act_type: str, mode: str | None, parties: Sequence[Actor], state: frozenset[str]) -> bool:
    """Whether an act counts in a report about `topic`: forces, an office or a named state take part, or somebody is arrested.

    In sport, where countries are teams, only forces and offices do; in fiction only a state by its name.
    """
    if topic == "fiction":
        return any(a.country and a.sector in state and _NAMED.search(a.text) for a in parties)
    if act_type in ("ASSAULT", "COERCE", "PROTEST") and any(_FORCES.search(a.text) for a in parties):
        return True
    if mode in ("arrest", "convict") or any(a.sector in state and _OFFICES.search(a.text) for a in parties):
        return True
    return topic != "sport" and any(a.sector in state and (a.country or a.id) and _NAMED.search(a.text) for a in parties)


_TELLINGS = frozenset(
    (
        "show tell follow depict portray chronicle recount imagine trace describe dramatise dramatize star feature "
        "explore revolve centre center open begin end recreate retell narrate satirise satirize reenact stage"
    ).split()
)
_WORKS = frozenset(
    (
        "film movie novel series play drama book documentary show episode musical opera game story thriller comedy "
        "sequel miniseries biopic memoir ballet comic cartoon trilogy saga bestseller adaptation blockbuster western"
    ).split()
)


def in_a_work(sentence: Sentence, trigger: int) -> bool:
    """Whether the act is what a film, book or play tells: “the film shows how Germany invaded Poland”."""
    at = trigger
    for _ in range(12):
        above = sentence.heads[at]
        if sentence.tags[at][0] == "V":
            if any(sentence.lemmas[c] == "in" and _a_work(sentence, c, "pobj") for c in sentence.children[at]):
                return True
            if at != trigger and sentence.lemmas[at] in _TELLINGS and _a_work(sentence, at, "nsubj"):
                return True
        if above == at:
            return False
        at = above
    return False


def _a_work(sentence: Sentence, head: int, label: str) -> bool:
    return any(sentence.deps[c] == label and sentence.lemmas[c] in _WORKS for c in sentence.children[head])


_SCORE = re.compile(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])")
_VOTES = frozenset(
    "vote ballot resolution senate house parliament court council assembly ruling bill committee motion".split()
)
_PLAYED = frozenset(
    (
        "beat crush thrash defeat rout hammer edge trounce win lose draw attack overcome destroy demolish stun lead "
        "down clash battle"
    ).split()
)


def is_score(sentence: Sentence) -> bool:
    """Whether the sentence tells the score of a match: “crushed Scotland 34-10”; countries in it are teams."""
    if not _PLAYED.intersection(sentence.lemmas) or _VOTES.intersection(sentence.lemmas):
        return False
    return bool(_SCORE.search(" ".join(sentence.words).replace(" - ", "-").replace(" – ", "-")))
