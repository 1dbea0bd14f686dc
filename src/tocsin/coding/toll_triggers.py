"""Words that tell a fate, with the people they tell it of: `killed`, `lost their lives`, `taken into custody`.

Each `Hit` is one group of people (coordinated groups come apart) and the token that says what became of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.coding import grammar
from tocsin.coding.toll_nearby import Hit, by_position
from tocsin.coding.toll_nouns import STATES, adjective_fates, noun_fates
from tocsin.coding.toll_numbers import is_number
from tocsin.coding.toll_spread import spread
from tocsin.lexicon.tolls import TollWords
from tocsin.read.sentence import Sentence, child, conjuncts

_FATALLY = frozenset({"fatally", "mortally", "dead", "lethally"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp"})


def triggers(sentence: Sentence, words: TollWords) -> list[Hit]:
    """All fates told in `sentence`, in text order of their trigger words."""
    found: list[Hit] = []
    for i, lemma in enumerate(sentence.lemmas):
        first = sentence.tags[i][0]
        if first == "V":
            found.extend(_verb(sentence, i, lemma, words))
        elif first == "N" or first == "C":
            found.extend(noun_fates(sentence, i, lemma, words))
        if (first in "JVNR" and lemma in words.roles["adjectives"]) or sentence.words[i].lower() in words.roles[
            "adjectives"
        ]:
            found.extend(adjective_fates(sentence, i, words))
        elif lemma in _FATALLY and i > 0 and is_number(sentence, i - 1, words):
            found.append(Hit("killed", i, i - 1))
    return _reconcile(found, list(by_position(sentence, words)))


def _reconcile(found: list[Hit], nearby: list[Hit]) -> list[Hit]:
    """Structural hits, corrected where a number right at a fate word shows that the parse shared victims wrongly.

    “killing 23 and more than 100 being wounded”: the 100 belong to `wounded` alone, the 23 to `killing` alone.
    """
    if not nearby:
        return found
    owner = {h.victim: h for h in nearby}
    kept = []
    for hit in found:
        claim = owner.get(hit.victim)
        if claim is not None and claim.kind != hit.kind and claim.trigger != hit.trigger:
            own = next((h for h in nearby if h.trigger == hit.trigger), None)
            if own is None or own.victim != hit.victim:
                if own is not None or (claim.trigger > hit.victim) != (hit.trigger > hit.victim):
                    continue
        kept.append(hit)
    return kept + nearby


# ---- verbs --------------------------------------------------------------------------------------------------


def _verb(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    roles = words.roles
    fate = _fate(sentence, verb, lemma, words)
    if fate is not None:
        kind, implied = fate
        victim = grammar.direct_object(sentence, verb)
        if (
            victim is None
            and sentence.tags[verb] == "VBN"
            and sentence.deps[verb] in ("oprd", "ccomp", "acomp")
            and sentence.lemmas[sentence.heads[verb]] in STATES
        ):
            victim = grammar.direct_object(sentence, sentence.heads[verb])  # “a boy was found shot”
        if victim is not None and _is_place(sentence, verb, victim):
            victim = None
        yield from spread(sentence, kind, verb, victim, implied=implied)
    elif lemma in roles["intransitive"]:
        who = _subject(sentence, verb)
        if lemma != "flee" or who is None or sentence.tags[who] not in ("NN", "NNP"):  # “a farmer who fled” tells who speaks, not a toll
            yield from spread(sentence, roles["intransitive"][lemma], verb, who)
    else:
        if lemma in roles["lives"] or lemma in roles["suffer"]:
            yield from _with_object(sentence, verb, lemma, words)
        if lemma in ("take", "seek", "find") and (refuge := grammar.direct_object(sentence, verb)) is not None and sentence.lemmas[refuge] in ("refuge", "shelter"):
            yield from spread(sentence, "displaced", verb, _subject(sentence, verb))
        yield from _held(sentence, verb, lemma, words)


def _fate(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> tuple[str, bool] | None:
    """(kind, implied) that `verb` tells of its object, or None."""
    roles = words.roles
    near = {sentence.words[c].lower() for c in sentence.children[verb]}
    if lemma in roles["gun_down"] and "down" in near:
        return "killed", False
    if lemma in roles["to_death"] and _to_death(sentence, verb):
        return "killed", False
    kind = roles["transitive"].get(lemma)
    if (kind == "injured" or lemma in roles["implied"]) and near & _FATALLY:
        return "killed", False
    if kind is not None:
        return (kind, False) if lemma != "disappear" else None
    if lemma == "shoot" and verb + 1 < len(sentence) and sentence.words[verb + 1].lower() == "at":
        return None
    if lemma in roles["implied"] and not (near & {"down", "off"}):
        return "injured", True
    return None


def _is_place(sentence: Sentence, verb: int, victim: int) -> bool:
    """Whether the noun is only where it happened: “the shop where he shot and killed a man”."""
    if sentence.deps[verb] not in ("relcl", "conj") or victim > verb:
        return False
    clause = sentence.heads[verb] if sentence.deps[verb] == "conj" else verb
    return any(sentence.lemmas[c] in ("where", "when") for v in (verb, clause) for c in sentence.children[v])


def _to_death(sentence: Sentence, verb: int) -> bool:
    stop = min(len(sentence), verb + 8)
    for i in range(verb + 1, stop):
        word = sentence.words[i].lower()
        if word == "death" and sentence.words[i - 1].lower() == "to":
            return True
        if word == "alive" and sentence.lemmas[verb] in ("burn", "bury"):
            return True
        if sentence.words[i] in (";", "."):
            break
    return False


def _subject(sentence: Sentence, verb: int) -> int | None:
    """Who dies or flees: the subject, or the noun that a participle or relative clause hangs on."""
    found = grammar.subject(sentence, verb)
    if found is None and sentence.deps[verb] in ("acl", "relcl"):
        return sentence.heads[verb]
    return found


_FALLEN = frozenset("soldier man troop fighter serviceman policeman paratrooper marine officer militant combatant gendarme guerrilla".split())
_WOUNDS = frozenset(("injury wound burn gunshot fracture bruise shrapnel concussion cut laceration").split())


def _with_object(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    """`claimed 20 lives`, `lost their lives`, `suffered injuries`."""
    obj = grammar.direct_object(sentence, verb)
    if obj is None:
        return
    if lemma == "lose" and sentence.lemmas[obj] in _FALLEN and any(is_number(sentence, c, words) for c in sentence.children[obj]):
        yield from spread(sentence, "killed", verb, obj)  # “Afghanistan lost nine men”
        return
    if sentence.lemmas[obj] in ("life", "live") and lemma in words.roles["lives"]:
        inner = next((o for n, _, o in grammar.prepositions(sentence, obj) if n == "of"), None)
        if inner is not None:
            yield from spread(sentence, "killed", verb, inner)
        elif any(
            is_number(sentence, c, words) or sentence.words[c].lower() in words.vague for c in sentence.children[obj]
        ):
            yield from spread(sentence, "killed", verb, obj)
        elif lemma == "lose":
            yield from spread(sentence, "killed", verb, _subject(sentence, verb))
        else:
            owner = child(sentence, obj, "poss")
            yield from spread(sentence, "killed", verb, owner)
    elif lemma in words.roles["suffer"] and lemma != "have":
        if any(sentence.lemmas[t] in _WOUNDS for t in conjuncts(sentence, obj)):
            kind = (
                "killed"
                if any(sentence.lemmas[c] in ("fatal", "mortal") for c in sentence.children[obj])
                else "injured"
            )
            yield from spread(sentence, kind, verb, _subject(sentence, verb))


_HELD = {
    "custody": "detained",
    "detention": "detained",
    "arrest": "detained",
    "hostage": "captured",
    "captive": "captured",
    "prisoner": "captured",
}


_DRIVES = frozenset({"drive", "force", "chase", "push", "expel", "evict"})
_HOMES = frozenset({"home", "house", "village", "land", "town"})


def _held(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    """`taken into custody`, `held hostage`, `rounded up`, `placed under arrest`, `took 30 hostages`."""
    if lemma in _DRIVES and any(sentence.lemmas[o] in _HOMES and n in ("from", "of") for n, _, o in grammar.prepositions(sentence, verb)):
        yield from spread(sentence, "displaced", verb, grammar.direct_object(sentence, verb))
        return
    if lemma in ("take", "rush", "admit", "bring", "send", "airlift", "evacuate") and any(
            n == "to" and sentence.lemmas[o] in ("hospital", "hospitals", "clinic") for n, _, o in grammar.prepositions(sentence, verb)):
        victim = grammar.direct_object(sentence, verb)
        if victim is not None and any(is_number(sentence, c, words) for c in sentence.children[victim]):
            yield from spread(sentence, "injured", verb, victim, implied=True)
        return
    if lemma not in ("take", "hold", "place", "put", "keep", "remain", "round", "pick", "seize"):
        return
    if lemma in ("round", "pick"):
        if any(sentence.words[c].lower() == "up" for c in sentence.children[verb]):
            yield from spread(sentence, "detained", verb, grammar.direct_object(sentence, verb))
        return
    for name, _, obj in grammar.prepositions(sentence, verb):
        kind = _HELD.get(sentence.lemmas[obj])
        if kind and name in ("into", "in", "under", "as"):
            yield from spread(sentence, kind, verb, grammar.direct_object(sentence, verb))
            return
    taken = grammar.direct_object(sentence, verb)
    if taken is not None and sentence.words[taken].lower() in ("hostages", "captives", "prisoners"):
        if any(is_number(sentence, c, words) or sentence.words[c].lower() in words.vague for c in sentence.children[taken]):
            yield from spread(sentence, "captured", verb, taken)
        return
    for i in range(verb + 1, min(verb + 7, len(sentence))):
        if sentence.words[i].lower() in ("hostage", "captive", "prisoner"):
            victim = grammar.direct_object(sentence, verb)
            if victim == i:
                victim = child(sentence, verb, "nsubjpass", "dative")
            yield from spread(sentence, "captured", verb, victim)
            return
