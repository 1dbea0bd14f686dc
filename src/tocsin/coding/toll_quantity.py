"""How many people a noun phrase speaks of: `more than 100 civilians` → low 101, best open, high open.

`quantity` reads the number words, hedges, vague words and determiners before a head noun; the
conventions stand in lexicon/tolls.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.coding.toll_numbers import RANGE, YEAR, is_number, joins, number_at, range_after, range_before
from tocsin.lexicon.tolls import TollWords
from tocsin.read.sentence import Sentence, child

_PEOPLES = re.compile(r"(?:[ae]ns|[a-z]ese|[a-z]ites|aelis|aqis|tanis)$")
_NATIONS = frozenset(
    (
        "kurds serbs croats turks arabs jews tutsis hutus muslims christians hindus sikhs druze palestinians "
        "poles danes finns swedes chechens uzbeks tajiks uighurs uyghurs pashtuns hazaras contras sandinistas "
        "talibs americans britons germans yazidis rohingya rohingyas tamils "
    ).split()
)
_OTHERS = frozenset(("other others another more additional further else also too").split())
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself", "who"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "themselves", "we", "us"})
_NOBODY = frozenset({"nobody", "none", "no-one", "noone", "neither"})
_SOMEBODY = frozenset({"someone", "somebody", "one", "everyone", "anyone", "anybody"})
_PARTITIVE = frozenset(
    (
        "total group group(s) number toll crowd party series estimate estimated minimum maximum sum tally "
        "member couple pair handful majority half family band gang team crew wave"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of people and how it was worded; `first..last` are the tokens that say it."""

    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int
    exact: bool = False
    """A plain number or a singular with no hedge."""
    vague: bool = False
    definite: bool = False
    """`the two men`, a pronoun, a name: people already spoken of or known."""
    other: bool = False
    """`another`, `three others`: to be added to those before."""
    name: bool = False
    pronoun: bool = False
    numbered: bool = False
    """A number word stands in the text."""

    @property
    def value(self) -> int | None:
        """One figure for adding up: best, else low, else high."""
        return self.best if self.best is not None else self.low if self.low is not None else self.high


def quantity(sentence: Sentence, head: int, words: TollWords) -> Quantity | None:
    """How many people the noun phrase headed by `head` means; None where nothing says so."""
    lower, tag = sentence.words[head].lower(), sentence.tags[head]
    if tag in ("PRP", "WP", "WDT", "DT", "PRP$") or lower in _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | _NOBODY:
        return _of_pronoun(head, lower, words)
    found = _stated(sentence, head, words)
    if found is not None:
        return found
    inner = _partitive(sentence, head)
    if inner is not None:
        return quantity(sentence, inner, words)
    return _of_determiner(sentence, head, words)


def _of_pronoun(head: int, lower: str, words: TollWords) -> Quantity | None:
    if lower in _NOBODY:
        return Quantity(0, 0, 0, head, head, exact=True)
    if lower in _SINGULAR_PRONOUNS:
        return Quantity(1, 1, 1, head, head, definite=True, pronoun=True)
    if lower in _PLURAL_PRONOUNS or lower in ("those", "these", "all"):
        return Quantity(2, None, None, head, head, vague=True, definite=True, pronoun=True)
    if lower in words.vague:
        low, best, high = words.vague[lower]
        return Quantity(low, best, high, head, head, vague=True, numbered=True)
    if lower in _SOMEBODY or lower == "another":
        return Quantity(1, 1, 1, head, head, exact=True, other=lower == "another")
    return None


def _partitive(sentence: Sentence, head: int) -> int | None:
    """The people in “a total of 23 people”, “members of …” is no such thing unless a number follows."""
    if sentence.lemmas[head] not in _PARTITIVE:
        return None
    for c in sentence.children[head]:
        if sentence.deps[c] == "prep" and sentence.lemmas[c] == "of":
            inner = child(sentence, c, "pobj")
            if inner is not None and (
                (sentence.lemmas[head] != "member" and sentence.lemmas[head] != "family")
                or any(sentence.deps[g] == "nummod" for g in sentence.children[inner])
                or sentence.tags[inner] == "CD"
            ):
                return inner
    return None


def _stated(sentence: Sentence, head: int, words: TollWords) -> Quantity | None:
    """A number or vague word in the phrase before `head`, or `head` itself."""
    lower = sentence.words[head].lower()
    if lower in words.vague and sentence.tags[head] in ("NNS", "NN", "CD", "JJ", "DT"):
        return _vague(sentence, head, head, words)
    if is_number(sentence, head, words):
        return None if YEAR.match(sentence.words[head]) else _numbered(sentence, head, head, words)
    for c in sentence.children[head]:
        if c > head:
            break
        label, word = sentence.deps[c], sentence.words[c].lower()
        if label in ("nummod", "quantmod") or (
            label in ("amod", "nmod", "compound", "det") and is_number(sentence, c, words)
        ):
            if is_number(sentence, c, words) and not _is_age(sentence, c):
                return _numbered(sentence, head, c, words)
        if (
            word in words.vague
            and label in ("amod", "det", "nummod", "predet", "nmod", "compound")
            and word not in ("some", "number")
        ):
            return _vague(sentence, head, c, words)
        if word in words.vague and word == "some" and sentence.tags[head] in ("NNS", "NNPS"):
            return _vague(sentence, head, c, words)
    return _before(sentence, head, words)


def _before(sentence: Sentence, head: int, words: TollWords) -> Quantity | None:
    """A number that the parse hung elsewhere in the phrase: “almost three dozen suspected insurgents”."""
    if sentence.tags[head] not in ("NNS", "NNPS") and sentence.lemmas[head] != "people":
        return None
    for i in range(head - 1, max(-1, head - 8), -1):
        word, tag = sentence.words[i].lower(), sentence.tags[i]
        if is_number(sentence, i, words):
            return None if _is_age(sentence, i) else _numbered(sentence, head, i, words)
        if word in words.vague and word not in ("some", "number", "couple", "pair"):
            return _vague(sentence, head, i, words)
        if tag not in ("NN", "NNP", "NNPS", "JJ", "VBN", "VBG", "HYPH", "RB") and not (
            tag == "IN" and word == "of" and sentence.tags[i - 1] == "NNP"
        ):
            return None
    return None


def _is_age(sentence: Sentence, i: int) -> bool:
    following = sentence.words[i + 1].lower() if i + 1 < len(sentence) else ""
    return following.startswith(("-year", "year-old"))


def _numbered(sentence: Sentence, head: int, at: int, words: TollWords) -> Quantity | None:
    first = last = at
    while (
        last + 1 < len(sentence)
        and last + 1 <= max(head, at)
        and (is_number(sentence, last + 1, words) or joins(sentence, last + 1, words))
    ):
        last += 1
    while first > 0 and (is_number(sentence, first - 1, words) or joins(sentence, first - 1, words)):
        first -= 1
    upper = range_after(sentence, last, words)
    if upper is not None:
        low = number_at(sentence, first, last, words)
        start = first - 1 if first and sentence.words[first - 1].lower() in ("between", "from") else first
        return _finish(sentence, head, low, None, upper[0], start, upper[1], effect="range")
    if (
        first > 0
        and sentence.words[first - 1].lower() in ("a", "an")
        and (sentence.words[first].lower() in words.multipliers or sentence.words[first].lower() == "half")
    ):
        first -= 1
    if first > 0 and sentence.words[first - 1].lower() == "half":
        first -= 1
    pair = RANGE.match(sentence.words[at])
    if pair and int(pair.group(1)) < int(pair.group(2)):
        return _finish(sentence, head, int(pair.group(1)), None, int(pair.group(2)), first, last, effect="range")
    number = number_at(sentence, first, last, words)
    if number is None:
        number, first = number_at(sentence, at, last, words), at
        if number is None:
            return None
    between = range_before(sentence, first, words)
    if between is not None and between[0] < number:
        return _finish(sentence, head, between[0], None, number, between[1], last, effect="range")
    effect, start = _hedge(sentence, first, words)
    return _finish(sentence, head, number, number, number, start, last, effect=effect)


def _hedge(sentence: Sentence, first: int, words: TollWords) -> tuple[str | None, int]:
    """The hedge that ends just before token `first`: (effect, its first token)."""
    for length in (4, 3, 2, 1):
        start = first - length
        if start >= 0:
            effect = words.hedges.get(tuple(w.lower() for w in sentence.words[start:first]))
            if effect:
                return effect, start
    return None, first


def _finish(
    sentence: Sentence,
    head: int,
    low: int | None,
    best: int | None,
    high: int | None,
    first: int,
    last: int,
    *,
    effect: str | None,
) -> Quantity:
    number = best
    if effect == "least":
        high = None
    elif effect == "more" and number is not None:
        low, best, high = number + 1, None, None
    elif effect == "most":
        low, best = None, None
    elif effect == "less" and number is not None:
        low, best, high = None, None, number - 1
    elif effect == "near":
        low = None
    elif effect == "about":
        low = high = None
    end = first + 4 if first + 4 < len(sentence) else len(sentence) - 1
    if effect is None and any(
        sentence.words[j].lower() == "or" and sentence.words[j + 1].lower() == "more"
        for j in range(last, min(end, len(sentence) - 1))
    ):
        high = None
    return Quantity(
        low,
        best,
        high,
        first,
        last,
        exact=effect is None,
        numbered=True,
        definite=_definite(sentence, head, first),
        other=_other(sentence, head, first),
    )


def _vague(sentence: Sentence, head: int, at: int, words: TollWords) -> Quantity:
    word = sentence.words[at].lower()
    first = at
    if at >= 1 and f"{sentence.words[at - 1]} {word}".lower() in words.vague:
        word, first = f"{sentence.words[at - 1]} {word}".lower(), at - 1
    if at >= 2 and f"{sentence.words[at - 2]} {sentence.words[at - 1]} {word}".lower() in words.vague:
        word, first = f"{sentence.words[at - 2]} {sentence.words[at - 1]} {word}".lower(), at - 2
    elif at + 2 < len(sentence) and f"{word} {sentence.words[at + 1]} {sentence.words[at + 2]}".lower() in words.vague:
        word = f"{word} {sentence.words[at + 1]} {sentence.words[at + 2]}".lower()
    low, best, high = words.vague[word]
    effect, start = _hedge(sentence, first, words)
    if effect in ("least", "more"):
        high = None
    return Quantity(
        low,
        best,
        high,
        start,
        at,
        vague=best is None,
        exact=best is not None,
        numbered=True,
        definite=_definite(sentence, head, first),
        other=_other(sentence, head, first),
    )


def _definite(sentence: Sentence, head: int, first: int) -> bool:
    """Whether the phrase points at people already known: `the two men`, `one of the victims`."""
    if any(
        sentence.words[c].lower() in _DEFINITE
        for c in sentence.children[head]
        if c <= first or sentence.deps[c] == "det"
    ):
        return True
    if first > 0 and sentence.words[first - 1].lower() in _DEFINITE and sentence.tags[first - 1] == "DT":
        return True
    after = [w.lower() for w in sentence.words[head + 1 : head + 4]]
    if len(after) < 3 or after[0] != "of":
        return False
    return after[1] in ("them", "those", "these") or (after[1] in _DEFINITE and sentence.tags[head + 3] == "CD")


def _other(sentence: Sentence, head: int, first: int) -> bool:
    if sentence.words[head].lower() in _ORDINALS or any(
        sentence.words[c].lower() in _ORDINALS for c in sentence.children[head] if c < head
    ):
        return not any(
            sentence.words[c].lower() in _DEFINITE for c in sentence.children[head] if sentence.deps[c] == "det"
        )
    if sentence.words[head].lower() in _OTHERS or (first > 0 and sentence.words[first - 1].lower() in _OTHERS):
        return True
    return any(
        sentence.words[c].lower() in _OTHERS and sentence.words[min(c + 1, len(sentence) - 1)].lower() != "than"
        for c in sentence.children[head]
        if sentence.deps[c] in ("amod", "det", "advmod", "nummod", "appos")
    )


def _of_determiner(sentence: Sentence, head: int, words: TollWords) -> Quantity | None:
    """Singular and plural nouns without a number: `a soldier` 1, `the leader` 1, `insurgents` 2 or more."""
    tag = sentence.tags[head]
    determiner = child(sentence, head, "det", "poss")
    word = sentence.words[determiner].lower() if determiner is not None else ""
    other = _other(sentence, head, head)
    first = determiner if determiner is not None else head
    if word in ("no", "neither"):
        return Quantity(0, 0, 0, first, head, exact=True)
    if (
        tag in ("NNP", "NNPS")
        and words.groups.get(sentence.lemmas[head]) is None
        and sentence.words[head].lower() not in words.groups
    ):
        if (_PEOPLES.search(sentence.words[head]) or sentence.words[head].lower() in _NATIONS) and not any(
            sentence.tags[c] == "NNP" and c < head for c in sentence.children[head]
        ):
            return Quantity(2, None, None, first, head, vague=True, definite=word in _DEFINITE, other=other)
        return Quantity(1, 1, 1, head, head, exact=True, definite=True, name=True)
    lemma = sentence.lemmas[head]
    if (
        lemma not in words.groups
        and tag in ("NN", "NNS")
        and lemma.rstrip("s") not in words.groups
        and not (lemma == "head" and any(sentence.lemmas[c] == "of" for c in sentence.children[head]))
        and not lemma.endswith(("man", "men", "er", "or", "ist", "ian", "ese", "an"))
    ):
        return None
    if tag in ("NNS", "NNPS") or lemma in (
        "people",
        "police",
        "taliban",
        "personnel",
        "troop",
        "persons",
        "family",
        "crew",
    ):
        return Quantity(2, None, None, first, head, vague=True, definite=word in _DEFINITE, other=other)
    return Quantity(
        1,
        1,
        1,
        first,
        head,
        exact=True,
        definite=word in _DEFINITE,
        other=other,
        name=any(sentence.tags[c] == "NNP" and sentence.deps[c] == "appos" for c in sentence.children[head]),
    )
