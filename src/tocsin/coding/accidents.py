"""Deaths and damage that nobody meant: “four people were killed when their car hit a tree”.

The wording of the harm is that of violence; what gives it away is the clause or phrase that tells how it came about.
"""

from __future__ import annotations

from tocsin.coding import grammar
from tocsin.read.sentence import Sentence, subtree

_MISHAPS = frozenset(
    (
        "overturn crash collide plunge derail capsize collapse skid veer swerve hit ram slam smash fall sink "
        "topple drown slide run give catch lose strike roll flip sweep bury stumble slip jump miss leave "
        "careen careered career spill leak rupture malfunction"
    ).split()
)
_THINGS = frozenset(
    (
        "car bus minibus truck lorry van train plane aircraft airliner jet helicopter boat ferry ship vessel "
        "roof building bridge house wall scaffolding crane coach motorcycle tram taxi vehicle avalanche "
        "landslide mudslide flood floodwater wave tree mine shaft stage balloon dam carriage locomotive "
        "dinghy canoe elevator lift earthquake storm tornado fire blaze boiler ceiling bleachers stand "
        "stampede"
    ).split()
)
_WILFUL = frozenset(
    (
        "bomb bomber gunman attacker militant rebel rocket missile mine shell grenade suicide fire gunfire "
        "attack ambush explosive police troops soldier bullet strike airstrike shelling raid drone warplane "
        "terrorist landmine"
    ).split()
)


_NATURE = frozenset(
    (
        "hurricane cyclone typhoon storm tornado tsunami earthquake quake flood avalanche landslide mudslide "
        "wildfire blizzard branch tree boulder lightning wave gale eruption volcano hailstorm water floodwater "
        "van car lorry truck train bus"
    ).split()
)


def is_accident(sentence: Sentence, trigger: int) -> bool:
    """Whether weather or a vehicle does the harm (“Hurricane Irma struck”), or a clause tells of a mishap, with no weapon."""
    if grammar.head_is_verbal(sentence, trigger):
        doer = grammar.agents(sentence, trigger)
        if doer is not None and _names(sentence, doer) & _NATURE:
            return not _WILFUL.difference({"strike"}).intersection(sentence.lemmas)
    for c in sentence.children[trigger]:
        if sentence.deps[c] not in ("advcl", "ccomp", "acl", "prep") or sentence.lemmas[c] not in _MISHAPS | {
            "after",
            "when",
            "in",
            "as",
        }:
            continue
        words = [sentence.lemmas[t] for t in subtree(sentence, c)]
        if not _MISHAPS.intersection(words) or _WILFUL.intersection(words):
            continue
        if sentence.deps[c] in ("advcl", "ccomp") and any(
            sentence.deps[k] in ("nsubj", "nsubjpass") and sentence.lemmas[k] in _THINGS for k in sentence.children[c]
        ):
            return True
    return False


def _names(sentence: Sentence, noun: int) -> set[str]:
    """The lemma of a noun and of the words that make one name with it: `Hurricane Irma` → hurricane, irma."""
    inside = (c for c in sentence.children[noun] if sentence.deps[c] == "compound")
    return {sentence.lemmas[noun].lower(), *(sentence.lemmas[c].lower() for c in inside)}
