"""Where an event took place: the mentions of its own clause, or a link that the event names.

Never a guess: an event without a place of its own says why in `unresolved`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from tocsin.coding.clauses import distance, head_of, other_clause, path, tokens_of
from tocsin.read.sentence import Sentence
from tocsin.records import Place

_LOCATIVE = frozenset("in at near on around along across inside outside throughout over into of between off toward towards to within above "
                      "behind beyond through".split())
_STRONG = frozenset("in at near around along across inside outside throughout within off".split())


def place_of(sentence: Sentence, triggers: Sequence[int], places: Sequence[Place], slots: Sequence[tuple[int, int]], kind: str = "ASSAULT") -> Place | None:
    """The place named for the act with these trigger tokens, from the place mentions in its sentence.

    `slots` are character ranges of the act's parties: a name that only says who (“Russia's army”) is no place,
    one in a locative phrase (“a base in Syria”) is. Nearest in the tree wins, the more precise where equal. `kind` is
    the type of the event: whoever speaks to a town speaks to those who live there, and who yields leaves a place.
    """
    bodily = kind not in _IN_WORDS
    best: tuple[float, int, Place] | None = None
    for place in places:
        span = place.span
        if span is None or not sentence.start <= span.start < sentence.end:
            continue
        tokens = tokens_of(sentence, span.start, span.end)
        if not tokens:
            continue
        head = head_of(sentence, tokens)
        thing = _named_thing(sentence, head)
        strength = max(_locative(sentence, head), _locative(sentence, thing))
        if kind == "RETREAT" and strength == 0 and _left(sentence, thing):
            strength = 2
        if strength == 1 and not bodily and (sentence.deps[thing] in ("dobj", "nsubjpass") or other_clause(sentence, triggers[0], head)):
            continue  # “accused Moscow of …” tells no place
        if strength == 1 and sentence.deps[thing] in ("dobj", "nsubjpass"):
            strength = 0 if place.precision == "country" else 2  # “shelled Stepanakert” says where, “left Turkey out” does not
        inside = any(a <= span.start and span.end <= b for a, b in slots)
        if strength == 0 or (inside and strength < 2) or _of_another(sentence, triggers, head) or _around_a_town(sentence, head):
            continue
        cost = min(distance(sentence, t, head) for t in triggers) - strength
        cost += 0 if not other_clause(sentence, triggers[0], head) else 4 if bodily else 8
        if cost > 6:
            continue
        key = (cost, -_SHARPNESS.get(place.precision, 0))
        if best is None or key < (best[0], best[1]):
            best = (*key, place)
    return best[2] if best else None


_IN_WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
"""Types of acts done in words."""


def _left(sentence: Sentence, head: int) -> bool:
    """Whether the name stands after `from`, or after `out of`: what was left."""
    above = sentence.heads[head]
    return sentence.deps[head] == "pobj" and (sentence.lemmas[above] == "from" or (sentence.lemmas[above] == "of" and sentence.lemmas[sentence.heads[above]] == "out"))


_REGION_NOUNS = frozenset("region area territory enclave province zone strip peninsula valley district corridor frontline exclave republic".split())
_TOWN_NOUNS = frozenset("city town village capital port settlement hamlet camp suburb neighbourhood neighborhood".split())
_POINTING = frozenset({"the", "that", "this"})


def pointed_place(sentence: Sentence, triggers: Sequence[int], places: Sequence[Place], text: str) -> Place | None:
    """The place that “the disputed border region” or “that city” near the act points at: of the places of the report, the last one
    of that kind named before, else the first one after. The event names the words as its link.
    """
    for token in range(len(sentence)):
        lemma = sentence.lemmas[token]
        regional = lemma in _REGION_NOUNS
        if (not regional and lemma not in _TOWN_NOUNS) or not any(sentence.lemmas[c] in _POINTING for c in sentence.children[token]):
            continue
        where = _locative(sentence, token) > 0 or sentence.deps[token] in ("dobj", "nsubjpass")
        if _has_name(sentence, token) or not where or min(distance(sentence, t, token) for t in triggers) > 4:
            continue
        sharp = ("region", "admin1", "admin2", "near") if regional else ("near", "exact", "admin2")
        fitting = [p for p in places if p.span is not None and p.precision in sharp and p.gazetteer_id and not _speaks(sentence, p.span.start, p.span.end)]
        called = [p for p in fitting if p.span is not None and text[p.span.end : p.span.end + 1 + len(lemma)].lower() == f" {lemma}"]
        fitting = called or [p for p in fitting if not (regional and p.precision == "near")]  # “the Catatumbo region” is what “the region” means
        before = [p for p in fitting if p.span is not None and p.span.start < sentence.starts[token]]
        if fitting:
            words = " ".join(sentence.words[min(sentence.children[token], default=token):token + 1])
            return linked(before[-1] if before else fitting[0], f"“{words}” taken for the place named {'before' if before else 'after'}")
    return None


def _speaks(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name in this sentence stands for its government: “took the town, which Kyiv denied”."""
    if not sentence.start <= start < sentence.end:
        return False
    tokens = tokens_of(sentence, start, end)
    return bool(tokens) and sentence.deps[head_of(sentence, tokens)] in ("nsubj", "agent")


def _named_thing(sentence: Sentence, name: int) -> int:
    """The noun that a name gives its name to: `town` of “retook the town of Wad Madani”; else the name itself."""
    of = sentence.heads[name]
    if sentence.deps[name] == "pobj" and sentence.lemmas[of] == "of" and sentence.lemmas[sentence.heads[of]] in _TOWN_NOUNS | _REGION_NOUNS:
        return sentence.heads[of]
    return name


def _around_a_town(sentence: Sentence, name: int) -> bool:
    """Whether the name only says where a town lies whose own name follows: `Gaza` in “the Gaza city of Khan Younis”."""
    noun = sentence.heads[name]
    return sentence.deps[name] in ("compound", "nmod", "amod", "poss") and sentence.lemmas[noun] in _TOWN_NOUNS and any(
        sentence.lemmas[c] == "of" and sentence.tags[o] in ("NNP", "NNPS") for c in sentence.children[noun] for o in sentence.children[c])


def _has_name(sentence: Sentence, noun: int) -> bool:
    """Whether a name stands with the noun: “the city of Tartar”, “the Donbas region”."""
    if any(sentence.tags[c] in ("NNP", "NNPS") for c in sentence.children[noun]):
        return True
    return any(sentence.tags[o] in ("NNP", "NNPS") for c in sentence.children[noun] if sentence.deps[c] == "prep" for o in sentence.children[c])


_SHARPNESS = {"exact": 6, "near": 5, "admin2": 4, "admin1": 3, "region": 2, "country": 1}


def _locative(sentence: Sentence, head: int) -> int:
    """How surely the phrase at `head` says where: 2 for `in`, `at`, `near`…, 1 for `of`, `from`, `on`…, 0 for none."""
    at = head
    for _ in range(4):
        label, above = sentence.deps[at], sentence.heads[at]
        if label == "pobj":
            lemma = sentence.lemmas[above]
            if sentence.words[sentence.heads[above]].lower() == "according":
                return 0
            if lemma == "of" and sentence.lemmas[sentence.heads[above]] in _WORDS_OF:
                return 0  # “at the request of Panama” says whose, not where
            return 2 if lemma in _STRONG else (1 if lemma in _LOCATIVE else 0)
        if label in ("compound", "conj", "appos", "nmod", "poss", "amod") and above != at:
            at = above
            continue
        if label in ("dobj", "nsubjpass") and sentence.tags[at] in ("NNP", "NNPS"):
            return 1
        if label in ("npadvmod", "advmod", "nsubj") and label != "nsubj":
            return 1
        break
    return 0


_WORDS_OF = frozenset("request behalf invitation demand order insistence suggestion proposal part instruction government president minister king leader ambassador envoy "
                      "citizen national people support backing help consent approval sovereignty friend ally recognition".split())
"""Nouns whose `of` tells a party."""


_OTHER_SCENES = frozenset({"while", "whereas", "after", "before", "since", "until", "because", "although", "though"})


def _of_another(sentence: Sentence, triggers: Sequence[int], head: int) -> bool:
    """Whether the place stands in a clause that tells of another scene: “while ministers met in Geneva”."""
    act = path(sentence, triggers[0])
    return any(sentence.deps[t] == "advcl" and any(sentence.deps[c] in ("nsubj", "nsubjpass") for c in sentence.children[t]) and any(
        sentence.deps[c] == "mark" and sentence.lemmas[c] in _OTHER_SCENES for c in sentence.children[t]) for t in path(sentence, head) if t not in act)


def linked(place: Place, link: str) -> Place:
    """`place` taken from outside the event's clause, saying by which link."""
    return dataclasses.replace(place, link=link)


