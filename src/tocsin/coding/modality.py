"""Whether an act happened, by the words around it: negation, modals, conditions, purpose, operators.

The scale is that of `vocab.FACTUALITY`. Who claims it is another question (`coding.attribution`).
"""

from __future__ import annotations

from tocsin.coding import grammar
from tocsin.read.sentence import Sentence

_MODALS = {"will": "planned", "would": "planned", "shall": "planned", "'ll": "planned", "wo": "planned", "may": "conditional",
           "might": "conditional", "could": "conditional", "can": "conditional", "should": "demanded", "must": "demanded",
           "ought": "demanded", "ca": "conditional", "'d": "planned"}
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "in_case", "provided", "should"})
_STRENGTH = {"asserted": 0, "historical": 1, "planned": 2, "conditional": 3, "threatened": 4, "demanded": 4, "negated": 5, "denied": 6}


def combine(outer: str, inner: str) -> str:
    """The factuality of an act of `inner` kind told inside one of `outer` kind.

    What is demanded stays demanded whatever its own form; a denial inside nothing is a denial.
    """
    if outer == "claimed" and inner == "asserted":
        return "claimed"
    if outer in ("asserted", "same", "claimed"):
        return inner
    if inner in ("asserted", "same"):
        return outer
    if outer == "negated" and inner == "negated":
        return "asserted"
    if outer in ("demanded", "threatened", "conditional", "planned", "denied"):
        return outer
    return inner


def local(sentence: Sentence, i: int) -> str:
    """The factuality of the verb, noun or adjective at `i` from its own auxiliaries, negation and clause marks."""
    bearer = _bearer(sentence, i)
    found = _auxiliaries(sentence, bearer)
    if grammar.negated(sentence, i) or (bearer != i and grammar.negated(sentence, bearer)):
        found = "negated" if found in ("asserted", "planned") else found
    mark = _condition(sentence, bearer)
    if mark or (found == "asserted" and _awaited(sentence, bearer)):
        found = "conditional"
    return found


def _awaited(sentence: Sentence, verb: int) -> bool:
    """Whether the act is what something still to come waits for: “there would be no talks until Rabat withdrew its guns”."""
    if sentence.deps[verb] != "advcl" or not any(sentence.lemmas[c] == "until" and sentence.deps[c] == "mark" for c in sentence.children[verb]):
        return False
    above = sentence.heads[verb]
    return any(sentence.tags[c] == "MD" or sentence.deps[c] == "neg" for c in sentence.children[above])


def _bearer(sentence: Sentence, i: int) -> int:
    """The verb that carries tense and negation for token `i`: itself, its copula, or the verb it is coordinated with."""
    if grammar.head_is_verbal(sentence, i):
        at = i
        while sentence.deps[at] == "conj" and grammar.head_is_verbal(sentence, sentence.heads[at]):
            if any(sentence.deps[c] in ("aux", "auxpass", "nsubj", "nsubjpass") for c in sentence.children[at]):  # it has its own
                break
            if grammar.is_finite_beside_infinitive(sentence, at):
                break  # “sent men to fight in Ukraine and shelled Kharkiv”
            at = sentence.heads[at]
        return at
    above = sentence.heads[i]
    if sentence.deps[i] in ("acomp", "attr", "oprd") and grammar.head_is_verbal(sentence, above):
        return above
    return i


def _auxiliaries(sentence: Sentence, verb: int) -> str:
    for c in sentence.children[verb]:
        if sentence.deps[c] == "aux":
            modal = _MODALS.get(sentence.words[c].lower())
            if modal == "demanded" and any(c < k and sentence.deps[k] in ("nsubj", "nsubjpass") for k in sentence.children[verb]):
                return "conditional"  # “Should Russia invade …”
            if modal:
                return modal
            if sentence.lemmas[c] == "to" and sentence.tags[c] == "TO":
                return "infinitive"
    if any(sentence.lemmas[c] == "go" and sentence.deps[c] == "aux" for c in sentence.children[verb]):
        return "planned"
    return "asserted"


def _condition(sentence: Sentence, verb: int) -> bool:
    return any(sentence.deps[c] in ("mark", "advmod") and sentence.lemmas[c] in _CONDITIONS for c in sentence.children[verb])


IMPLICATIVE = frozenset(
    "begin start continue resume keep manage help proceed dare happen tend come go get use move rush race act serve join "
    "work force compel cause lead push prompt enable allow let make see watch find leave send say report".split())
"""Verbs whose infinitive complement happened: “began to shell”, “managed to seize”, “were forced to flee”."""


def infinitive(sentence: Sentence, i: int) -> str:
    """The factuality of an infinitive by what governs it: implicative verbs let it stand, all else only plans it."""
    head, label = sentence.heads[i], sentence.deps[i]
    if head == i:
        return "planned"
    while label == "conj" and sentence.heads[head] != head and grammar.head_is_verbal(sentence, head):
        label, head = sentence.deps[head], sentence.heads[head]
    if label in ("xcomp", "ccomp") and sentence.lemmas[head] in IMPLICATIVE:
        return "asserted"
    return "planned"


def embedding(sentence: Sentence, i: int, limit: int = 6) -> str:
    """What the clauses above token `i` do to it: inside an if-clause, under a modal, in a purpose clause."""
    found = "asserted"
    at = i
    for _ in range(limit):
        head, label = sentence.heads[at], sentence.deps[at]
        if head == at or grammar.is_finite_beside_infinitive(sentence, at):
            break
        if label in ("relcl", "ccomp") and grammar.head_is_verbal(sentence, at):
            # A finite clause stands for itself; only a condition above it reaches down.
            if _condition(sentence, head):
                return combine("conditional", found)
            break
        if grammar.head_is_verbal(sentence, head) and label in ("xcomp", "dobj", "pobj", "prep", "pcomp", "conj", "nsubj", "nsubjpass", "advcl", "agent"):
            if label == "advcl" or (label == "conj" and grammar.head_is_verbal(sentence, at)):
                if label == "advcl" and not _condition(sentence, head):
                    break
            above = local(sentence, head)
            if above == "infinitive":
                above = infinitive(sentence, head)
            if label in ("nsubj", "nsubjpass", "advcl") and above in ("conditional", "negated") and sentence.lemmas[head] not in _OCCUR:
                above = "asserted"
            if above == "negated" and sentence.lemmas[head] not in _OCCUR and label != "xcomp":
                above = "asserted"
            if above == "negated" and any(sentence.lemmas[c] == "no" and sentence.deps[c] == "det" for c in sentence.children[at]):
                above = "asserted"  # “no attack took place”: the one “no” is counted at the noun
            found = combine(above, found)
        at = head
    return found


_OCCUR = frozenset("be have occur happen take hold begin start resume break erupt continue see launch carry make conduct stage".split())
"""Verbs that say that a noun's act takes place, so their negation and modals are the act's."""
