"""Who is “he”, “both sides”, “the UN chief”: the references that crisis reports live on.

A small, explained resolver. It sees the parties that a report has introduced so far (`Introduced`)
and picks one by number, kind and nearness, subjects first. It never invents: where nothing fits, nothing comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.read.sentence import Sentence
from tocsin.records import Actor

PERSONAL = {"he": "person", "him": "person", "his": "person", "she": "person", "her": "person", "himself": "person", "herself": "person",
            "it": "body", "its": "body", "itself": "body", "they": "plural", "them": "plural", "their": "plural", "themselves": "plural"}
SPEAKING = frozenset({"i", "me", "my", "we", "us", "our", "ourselves", "myself"})
_SIDES = frozenset({"side", "nation", "country", "party", "state", "neighbour", "neighbor", "army", "force", "rival", "foe", "enemy",
                    "government", "leader", "president", "minister", "capital", "power", "two", "both", "faction", "camp", "former", "republic"})
OPPOSED = frozenset({"rival", "foe", "enemy", "opponent", "adversary", "counterpart", "archrival", "arch-rival", "arch-foe", "nemesis"})
"""Nouns for somebody else than the one whose he is: “its rival”."""
_BOTH = frozenset({"both", "two", "warring", "rival", "opposing", "each"})


@dataclass(frozen=True, slots=True, eq=False)
class Introduced:
    """A party named at a token of a sentence."""

    sentence: int
    token: int
    actor: Actor
    kind: str
    """person, body (country, organisation) or plural (a group of people)."""
    subject: bool
    head: str = ""
    """Lemma of the naming noun: `president`, `minister`."""


def referent(word: str, before: Sequence[Introduced], sentence: int, token: int, *, here_first: bool = False,
             done_to: bool = False) -> Actor | None:
    """The party a personal pronoun at (`sentence`, `token`) means, from those introduced `before`.

    Subjects of this and the last sentence come first, then whatever fits and is nearest; more than three sentences back nothing is taken.
    What something is `done_to` is the only other party of its own sentence, where there is just one.
    Example: “Aliyev met Erdogan. He said …” gives Aliyev.
    """
    wanted = PERSONAL.get(word)
    if wanted is None:
        return None
    fitting = [i for i in before if _fits(i, wanted) and (i.sentence, i.token) < (sentence, token) and sentence - i.sentence <= 3]
    if not fitting:
        return None
    for back in range(3):
        there = [i for i in fitting if i.sentence == sentence - back]
        subjects = [i for i in there if i.subject]
        if done_to and back == 0 and len({party_key(i.actor) or i.actor.key for i in there}) == 1:
            return there[-1].actor
        if subjects:
            return subjects[-1].actor if back == 0 else subjects[0].actor
        if there and back == 0 and (word in ("its", "his", "her", "their") or (here_first and wanted == "person" and len(there) == 1)):
            return there[-1].actor  # “gangs oppose Henry, who said he would resign”
    return fitting[-1].actor


def _fits(introduced: Introduced, wanted: str) -> bool:
    if wanted == "plural":
        return introduced.kind in ("plural", "body")
    return introduced.kind == wanted


def means_both(sentence: Sentence, token: int) -> bool:
    """Whether the phrase at `token` means the two parties: “both sides”, “the two countries”, “the sides”, “the two”."""
    lemma = sentence.lemmas[token]
    if lemma in ("both", "two"):
        return not any(sentence.deps[c] in ("prep",) and sentence.lemmas[c] == "of" for c in sentence.children[token]) and (
            sentence.tags[token] != "CD" or any(sentence.lemmas[c] == "the" for c in sentence.children[token]))
    if lemma not in _SIDES or sentence.tags[token] not in ("NNS", "NN"):
        return False
    if any(sentence.lemmas[c] in _BOTH for c in sentence.children[token]):
        return not any(sentence.deps[c] in ("amod", "compound", "nmod") and sentence.words[c][0].isupper() for c in sentence.children[token])
    if lemma == "side" and sentence.tags[token] == "NNS":
        return all(sentence.lemmas[c] in ("the", "both") or sentence.deps[c] == "punct" for c in sentence.children[token])
    return lemma == "party" and sentence.words[token].lower() == "parties" and any(sentence.lemmas[c] == "the" for c in sentence.children[token])


def principal_pair(coordinated: Iterable[tuple[Actor, Actor]], named: Iterable[Actor]) -> tuple[Actor, ...]:
    """The two parties a report is about: the pair most often coordinated (“between A and B”), else the two most named."""
    named = tuple(named)
    times = Counter(key for actor in named if (key := party_key(actor)))
    pairs: Counter[frozenset[str]] = Counter()
    actors: dict[str, Actor] = {}
    order: dict[frozenset[str], tuple[str, str]] = {}
    for left, right in coordinated:
        a, b = party_key(left), party_key(right)
        if a and b and a != b:
            actors.setdefault(a, left)
            actors.setdefault(b, right)
            pairs[frozenset((a, b))] += 1
            order.setdefault(frozenset((a, b)), (a, b))
    # “Japan and Australia expressed concern” names two onlookers: sides are named again and again.
    often = sorted(times.values(), reverse=True)
    pairs = Counter({p: n for p, n in pairs.items() if len(often) < 3 or 2 * min(times[k] for k in p) >= often[1]})
    if pairs:
        best = max(pairs, key=lambda p: (pairs[p], -list(order).index(p)))
        return tuple(actors[k] for k in order[best])
    counts: Counter[str] = Counter()
    for actor in named:
        key = party_key(actor)
        if key:
            counts[key] += 1
            actors.setdefault(key, actor)
    top = counts.most_common(2)
    return tuple(actors[k] for k, _ in top) if len(top) == 2 and top[1][1] >= 2 else ()


def party_key(actor: Actor) -> str | None:
    """What makes two mentions the same side: the country of its state organs, else the id of an armed group."""
    if actor.sector in ("REB", "PRE", "ISM", "PRM") and actor.id:
        return actor.id
    if actor.country and actor.sector not in ("IGO", "NGO", "MNC"):
        return actor.country
    return None


def same_role(before: Sequence[Introduced], lemma: str, sentence: int) -> Actor | None:
    """The last person introduced with the role `lemma`: “the president” after “President Ilham Aliyev”."""
    for introduced in reversed(before):
        if introduced.sentence <= sentence and introduced.kind == "person":
            role = (introduced.actor.role or "").lower().replace("-", " ").split()
            if lemma in role or (introduced.actor.text.lower().replace("-", " ").split()[:-1] and lemma in introduced.actor.text.lower().split()):
                return introduced.actor
    return None


_ARMED = frozenset({"REB", "PRM", "ISM", "IMG", "UAF"})
_BODIES = frozenset({"alliance", "bloc", "organisation", "organization", "body", "group", "movement", "party", "agency", "coalition", "militia", "faction",
                     "insurgency", "guerrilla", "union"})


def named_before(before: Sequence[Introduced], lemma: str, sector: str | None) -> Actor | None:
    """The party that “the rebels”, “the group”, “the alliance” takes up again: the last one introduced by the same noun, else,
    for armed groups and bodies, the last one of the same sector that has a name of its own.
    """
    for introduced in reversed(before):
        actor = introduced.actor
        if introduced.head == lemma and introduced.kind == "plural" and (actor.country or actor.id):
            return actor
    if sector in _ARMED or lemma in _BODIES:
        for introduced in reversed(before):
            actor = introduced.actor
            if actor.id and actor.role is None and (actor.sector == sector if sector in _ARMED else actor.sector in _ARMED | {"IGO", "NGO", "PTY", "OPP", "PRE"}):
                return actor
    return None
