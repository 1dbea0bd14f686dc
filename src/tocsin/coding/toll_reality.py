"""Whether people were really hurt, and in the event the report is about: threats, attempts, other events in passing."""

from __future__ import annotations

from tocsin.read.sentence import Sentence

_EVENTS = frozenset(
    (
        "attack bombing explosion blast strike assault shooting massacre raid ambush incident operation clash "
        "battle war airstrike earthquake crash"
    ).split()
)
_OFTEN = frozenset(
    ("often frequently routinely regularly repeatedly recently previously formerly historically annually").split()
)
_DATES = frozenset(
    (
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
_LINKS = frozenset(
    (
        "responsible involve involved connect link similar accuse suspect associate recall like behind part "
        "responsibility anniversary role since after"
    ).split()
)


def background(sentence: Sentence, trigger: int) -> bool:
    """Whether the fate is told of another event in passing: “linked to the July 2 attack which killed two”."""
    if any(sentence.lemmas[c] in _OFTEN for c in sentence.children[trigger]):
        return True
    token = trigger
    for _ in range(4):
        if sentence.deps[token] in ("relcl", "acl"):
            noun = sentence.heads[token]
            if sentence.lemmas[noun] not in _EVENTS:
                return False
            dated = any(
                sentence.lemmas[c] in _DATES
                or sentence.words[c].lower() in _DATES
                or (sentence.tags[c] == "CD" and len(sentence.words[c]) == 4)
                for c in sentence.children[noun]
                if c < noun
            )
            above = sentence.heads[noun]
            governor = sentence.heads[above] if sentence.deps[noun] == "pobj" else above
            return (
                dated
                or sentence.lemmas[governor] in _LINKS
                or (sentence.deps[noun] == "pobj" and sentence.lemmas[above] in ("like", "since", "after"))
            )
        if sentence.deps[token] not in ("conj", "advcl", "xcomp"):
            return False
        token = sentence.heads[token]
    return False


_TRY = frozenset(
    (
        "threaten try attempt plan want vow order intend hope plot conspire seek aim pledge swear offer "
        "refuse decide allow prepare urge ask tell advise wish fail promise warn mean like need demand request propose"
    ).split()
)
_TRY_NOUNS = frozenset(
    (
        "attempt plot plan order threat bid conspiracy intention desire license way charge suspicion power "
        "right effort warrant"
    ).split()
)


_MAKES = frozenset("force compel drive oblige cause lead push prompt".split())


def _made_to(sentence: Sentence, trigger: int) -> bool:
    """Whether what an infinitive tells did happen: “forced 11,000 people to flee”, also where it is parsed under the people."""
    head = sentence.heads[trigger]
    verb = sentence.heads[head] if sentence.tags[head][0] in "NC" else head
    return sentence.lemmas[verb] in _MAKES and sentence.tags[verb] in ("VBD", "VBN", "VBG", "VBZ", "VBP")


def hypothetical(sentence: Sentence, trigger: int) -> bool:
    """Whether the fate is only possible, tried, feared or threatened."""
    for c in sentence.children[trigger]:
        if sentence.tags[c] == "MD" and sentence.lemmas[c] not in ("must",):
            return True
        if sentence.deps[c] == "mark" and sentence.lemmas[c] in ("if", "unless", "lest", "whether"):
            return True
    label, head = sentence.deps[trigger], sentence.heads[trigger]
    if (
        sentence.tags[trigger] == "VB"
        and any(sentence.tags[c] == "TO" for c in sentence.children[trigger])
        and head != trigger
    ):
        if _made_to(sentence, trigger):
            return hypothetical(sentence, head)
        return (
            sentence.lemmas[head] in _TRY or sentence.lemmas[head] in _TRY_NOUNS or label in ("advcl", "acl", "relcl")
        )
    if sentence.tags[trigger][0] == "N" and label == "dobj" and sentence.lemmas[head] in _TRY:
        return True
    if (
        sentence.tags[trigger][0] == "N"
        and label == "pobj"
        and sentence.lemmas[head] in ("of", "to", "at", "for", "with")
    ):
        above = sentence.heads[head]
        if sentence.lemmas[above] in ("threaten", "attempt", "plot", "plan", "threat", "conspiracy", "risk", "fear"):
            return True
        if sentence.lemmas[head] == "for" and sentence.lemmas[above] in ("call", "appeal", "demand", "ask", "plead"):
            return True  # “called for the arrest of the officers”
    if sentence.deps[trigger] == "conj":
        return (
            hypothetical(sentence, head)
            if head < trigger and sentence.tags[head][0] == "V" and sentence.tags[trigger] == "VB"
            else False
        )
    return sentence.tags[trigger][0] == "N" and any(
        sentence.lemmas[c] in ("attempted", "alleged", "planned", "possible", "attempt")
        and sentence.lemmas[c] != "alleged"
        for c in sentence.children[trigger]
    )
