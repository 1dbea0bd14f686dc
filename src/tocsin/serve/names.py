"""What keys are called on screen: countries by their names, types and modes in words, and the groups of acts with their order."""

from __future__ import annotations

import functools

from tocsin.lexicon.actors import load_actor_index

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "force": ("Force", ("ASSAULT",)),
    "coercion": ("Coercion, mobilisation", ("COERCE", "MOBILIZE", "SANCTION", "PROTEST")),
    "against": ("Words against", ("ACCUSE", "THREATEN", "REJECT", "REQUEST")),
    "for": ("Words for", ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")),
    "help": ("Help, yielding", ("AID", "COOPERATE", "RETREAT")),
}
"""Group → name and event types: the five kinds of act by which charts are coloured."""
GROUP_OF = {t: g for g, (_, types) in GROUPS.items() for t in types}


@functools.lru_cache(maxsize=4096)
def party_name(key: str) -> str:
    """`ARM` → `Armenia`; names and ids without a country come out as they are."""
    if len(key) == 3 and key.isupper():
        return load_actor_index().country_name(key) or key
    return key.rpartition(":")[2].replace("-", " ") if ":" in key and " " not in key else key
