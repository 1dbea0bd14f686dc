"""Fates told by nouns and adjectives: `the death of`, `toll rose to 95`, `23 dead`, `nine missing`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.coding import grammar
from tocsin.coding.toll_nearby import Hit
from tocsin.coding.toll_numbers import is_number
from tocsin.coding.toll_quantity import Quantity, quantity
from tocsin.coding.toll_reality import hypothetical
from tocsin.coding.toll_spread import spread
from tocsin.lexicon.tolls import TollWords
from tocsin.read.sentence import Sentence, child, children

_TOLL_VERBS = frozenset(
    (
        "rise climb reach stand put bring hit increase jump grow soar raise push go be top exceed pass take "
        "set number total mount surpass"
    ).split()
)


_KILLED = frozenset({"kill", "die", "dead", "death", "slay"})


def noun_fates(sentence: Sentence, noun: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    roles = words.roles
    if lemma == "toll" and not any(sentence.lemmas[c] in ("road", "bridge", "free") for c in sentence.children[noun]):
        yield from _toll(sentence, noun, words)
        return
    if lemma in ("figure", "number") and sentence.deps[noun] == "dobj" and sentence.lemmas[sentence.heads[noun]] == "put" and _KILLED & set(sentence.lemmas):
        yield from _toll(sentence, noun, words)  # “said it had killed 60; the army put the figure at 12”
        return
    counted = roles["counted"].get(lemma)
    if counted is not None and lemma != "dead":
        yield from _counted(sentence, noun, lemma, counted, words)
    kind = roles["nouns"].get(lemma)
    fatal = lemma in ("shooting", "stabbing", "beating", "wounding") and any(
        sentence.lemmas[c] in ("fatal", "deadly", "lethal") for c in sentence.children[noun]
    )
    if kind is None and fatal:
        kind = "killed"
    implied = kind is None and lemma in ("shooting", "stabbing")
    if fatal and not any(n == "of" for n, _, _ in grammar.prepositions(sentence, noun)):
        yield Hit("killed", noun, noun, implied=True, quantity=Quantity(1, None, None, noun, noun, vague=True))
        return
    if kind is None and not implied:
        return
    inner = next((o for n, _, o in grammar.prepositions(sentence, noun) if n == "of"), None)
    if inner is not None:
        yield from spread(sentence, kind or "injured", noun, inner, implied=implied)
    elif lemma in (
        "death",
        "murder",
        "killing",
        "assassination",
        "arrest",
        "capture",
        "detention",
        "kidnapping",
        "disappearance",
        "execution",
    ):
        owner = child(sentence, noun, "poss")
        if owner is not None and sentence.tags[owner] in ("NN", "NNP", "NNS", "NNPS"):
            yield from spread(sentence, kind or "killed", noun, owner)


def _counted(sentence: Sentence, noun: int, lemma: str, kind: str, words: TollWords) -> Iterator[Hit]:
    """`12 deaths`, `no casualties`, `three bodies were found`."""
    count = (
        quantity(sentence, noun, words)
        if any(
            is_number(sentence, c, words) or sentence.words[c].lower() in words.vague or sentence.lemmas[c] == "no"
            for c in sentence.children[noun]
        )
        else None
    )
    if count is None:
        inner = next((o for n, _, o in grammar.prepositions(sentence, noun) if n == "of"), None)
        if lemma in ("body", "corpse") and inner is not None:
            yield from spread(sentence, kind, noun, inner)
        return
    if lemma in ("body", "corpse", "injury"):
        inner = next((o for n, _, o in grammar.prepositions(sentence, noun) if n == "of"), None)
        if inner is not None and lemma != "injury":
            yield from spread(sentence, kind, noun, inner)
            return
    if lemma == "casualty" and count.best == 0:
        yield Hit("killed", noun, noun, quantity=count)
        yield Hit("injured", noun, noun, quantity=count)
        return
    yield Hit(kind, noun, noun, quantity=count, hypothetical=hypothetical(sentence, noun))


def _toll(sentence: Sentence, noun: int, words: TollWords) -> Iterator[Hit]:
    """The number a `toll` rose to, stands at or is of."""
    kind = (
        "injured"
        if any(sentence.lemmas[c] in ("injury", "injured", "wounded") for c in sentence.children[noun])
        else "killed"
    )
    candidates = [o for n, _, o in grammar.prepositions(sentence, noun) if n in ("of", "to", "at")]
    verb = sentence.heads[noun]
    if verb != noun and sentence.lemmas[verb] in _TOLL_VERBS:
        candidates += [o for n, _, o in grammar.prepositions(sentence, verb) if n in ("to", "at", "above", "past")]
        candidates += [c for c in children(sentence, verb, "dobj", "attr", "nummod") if c != noun]
    candidates += list(range(noun + 1, min(noun + 8, len(sentence))))
    for token in candidates:
        if is_number(sentence, token, words) or any(is_number(sentence, c, words) for c in sentence.children[token]):
            count = quantity(sentence, token, words)
            if count is not None:
                yield Hit(kind, noun, token, quantity=replace(count, definite=True), total=True)
                return


# ---- adjectives ---------------------------------------------------------------------------------------------

STATES = frozenset(
    (
        "be remain leave lie go report list find pronounce declare believe presume fear confirm end shoot "
        "feel get become render make say know"
    ).split()
)


def adjective_fates(sentence: Sentence, i: int, words: TollWords) -> Iterator[Hit]:
    """`23 dead and 50 wounded`, `were dead`, `left 12 wounded`, `nine missing`."""
    kind = words.roles["adjectives"].get(sentence.words[i].lower()) or words.roles["adjectives"].get(sentence.lemmas[i])
    if kind is None or (
        sentence.tags[i][0] == "V"
        and words.roles["transitive"].get(sentence.lemmas[i])
        and grammar.direct_object(sentence, i) is not None
    ):
        return
    own = [
        c
        for c in sentence.children[i]
        if c < i and (is_number(sentence, c, words) or sentence.words[c].lower() in words.vague)
    ]
    if own:
        yield Hit(kind, i, i, quantity=quantity(sentence, own[-1], words), hypothetical=hypothetical(sentence, i))
        return
    label, head = sentence.deps[i], sentence.heads[i]
    if (
        label in ("acomp", "oprd", "ccomp", "advmod", "xcomp", "dobj", "attr", "amod")
        and head != i
        and sentence.tags[head][0] == "V"
    ):
        if sentence.lemmas[head] not in STATES:
            return
        victim = child(sentence, i, "nsubj")
        if victim is None:
            victim = grammar.direct_object(sentence, head)
        if victim is None or victim == i:
            victim = (
                grammar.subject(sentence, head) if sentence.lemmas[head] not in ("leave", "make", "render") else None
            )
        yield from spread(sentence, kind, i, victim)
    elif label == "conj" and sentence.tags[head][0] in "JV":
        if words.roles["adjectives"].get(sentence.words[head].lower()) and sentence.deps[head] in (
            "acomp",
            "oprd",
            "ccomp",
        ):
            victim = child(sentence, i, "nsubj")
            if victim is None:
                victim = grammar.direct_object(sentence, sentence.heads[head])
            yield from spread(sentence, kind, i, victim)
    elif label in ("amod", "acl", "advmod") and head < i and sentence.tags[head][0] in "NC":
        yield from spread(sentence, kind, i, head)
