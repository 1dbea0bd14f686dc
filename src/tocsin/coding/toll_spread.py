"""From the head of a victim phrase to hits: coordinated groups, companions, parts; datelines stepped over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.coding import grammar
from tocsin.coding.toll_nearby import Hit
from tocsin.coding.toll_reality import background, hypothetical
from tocsin.read.sentence import Sentence, children, conjuncts


def spread(sentence: Sentence, kind: str, trigger: int, victim: int | None, *, implied: bool = False) -> Iterator[Hit]:
    """A hit for the victim and each group coordinated with it; subsets after `including` are marked."""
    if victim is None or victim == trigger:
        return
    negated = grammar.negated(sentence, trigger)
    possible = hypothetical(sentence, trigger)
    victim = _past_dateline(sentence, victim, trigger)
    base = Hit(kind, trigger, victim, negated, possible, implied=implied, background=background(sentence, trigger))
    for companion in _companions(sentence, trigger, victim):
        yield replace(base, victim=companion)
    for token in (*conjuncts(sentence, victim), *_mistaken_apposition(sentence, victim)):
        if token != victim and not _same_list(sentence, victim, token, trigger):
            continue
        yield replace(base, victim=token, subset=_part_of_whole(sentence, token))
        beside = [c for c in sentence.children[trigger] if token < c <= token + 2]  # “killed 11, including five children”: hung on the verb
        for c in (*sentence.children[token], *beside):
            if sentence.deps[c] == "prep" and sentence.lemmas[c] in ("include", "including", "among"):
                for part in children(sentence, c, "pobj"):
                    for one in conjuncts(sentence, part):
                        yield replace(base, victim=one, subset=True)


def _mistaken_apposition(sentence: Sentence, victim: int) -> Iterator[int]:
    """People of a list that the parse took for an apposition: “the murders of Valencia, Colonel Quintero, and Senator Galán”.

    A list ends in `and`, and its parts are of one making: names beside names, `a judge` beside `a colonel`.
    """
    making = _making(sentence, victim)
    for token in children(sentence, victim, "appos") if making else ():
        tail = [t for t in conjuncts(sentence, token) if t > token]
        if tail and "and" in sentence.words[token : tail[-1]] and _making(sentence, token) == making:
            yield from (token, *tail)


def _making(sentence: Sentence, token: int) -> str | None:
    """How one person is introduced: `name` (with a given name or title), or `one` for a singular with `a`."""
    article = any(sentence.words[c].lower() in ("a", "an") for c in sentence.children[token])
    if sentence.tags[token] == "NNP":
        whole = any(sentence.deps[c] == "compound" and sentence.words[c][0].isupper() for c in sentence.children[token])
        return "name" if whole and not article else None
    return "one" if article and sentence.tags[token] == "NN" else None


def _part_of_whole(sentence: Sentence, token: int) -> bool:
    """`five of them` set beside the whole: “six priests, five of them Spaniards, were killed”."""
    after = [w.lower() for w in sentence.words[token + 1 : token + 3]]
    return (
        len(after) == 2
        and after[0] == "of"
        and after[1] in ("them", "whom")
        and sentence.deps[token] not in ("nsubj", "nsubjpass", "dobj")
    )


def _past_dateline(sentence: Sentence, victim: int, trigger: int) -> int:
    """The noun after the dash where the parse took the dateline for the subject: “KABUL (April 26) - Two men died”."""
    if sentence.tags[victim] != "NNP" or victim > 12:
        return victim
    dash = next(
        (i for i in range(victim + 1, min(len(sentence), 25)) if sentence.words[i] in ("-", "—", "–", "--")), None
    )
    if dash is None or trigger < dash:
        return victim
    found = next(
        (
            i
            for i in range(dash + 1, len(sentence))
            if sentence.deps[i] in ("appos", "conj", "dep") and sentence.heads[i] < dash
        ),
        None,
    )
    if found is None:
        found = next(
            (
                i
                for i in range(dash + 1, min(trigger, len(sentence)))
                if (
                    sentence.tags[i] in ("NNS", "NN", "NNP", "CD")
                    and sentence.deps[i] not in ("compound", "nummod", "pobj", "nmod")
                    and sentence.words[i - 1] != ","
                )
            ),
            None,
        )
    return victim if found is None or found > trigger + 6 else found


def _companions(sentence: Sentence, trigger: int, victim: int) -> Iterator[int]:
    """People named after `along with`, `together with`, `as well as`."""
    for head in (trigger, victim):
        for c in sentence.children[head]:
            if sentence.lemmas[c] == "with" and c > 0 and sentence.words[c - 1].lower() in ("along", "together"):
                yield from (o for o in children(sentence, c, "pobj"))
            elif sentence.lemmas[c] in ("along", "together"):
                for inner in sentence.children[c]:
                    if sentence.lemmas[inner] == "with":
                        yield from children(sentence, inner, "pobj")


def _same_list(sentence: Sentence, victim: int, token: int, trigger: int) -> bool:
    """Whether a coordinated noun belongs to the same list: not one that is the subject of a clause of its own."""
    return not (victim < trigger < token) or (
        sentence.deps[victim] in ("dobj", "pobj", "nsubjpass") and token < trigger + 2
    )
