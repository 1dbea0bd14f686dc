"""The words of tolls: numbers, hedges, triggers by kind and groups of victims, from tolls.toml.

`load_toll_words()` gives a `TollWords`; a wrong entry raises LexiconError naming the file.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

from tocsin.errors import LexiconError

Bounds = tuple[int | None, int | None, int | None]
"""Low, best, high; None is open."""
_HEDGES = frozenset({"least", "more", "most", "less", "near", "about"})
_ROLES = frozenset(
    ("transitive intransitive with_dead to_death gun_down nouns counted adjectives lives suffer implied").split()
)
KINDS = ("killed", "injured", "missing", "captured", "detained", "displaced", "affected")


@dataclass(frozen=True, slots=True, eq=False)
class TollWords:
    """Everything tolls.toml says, indexed for look-up by lemma."""

    vague: Mapping[str, Bounds]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    hedges: Mapping[tuple[str, ...], str]
    """Words before a number, as a tuple, to the effect they have."""
    roles: Mapping[str, Mapping[str, str]]
    """Role of a trigger (`transitive`, `nouns`, …) → lemma → kind of toll."""
    groups: Mapping[str, str]
    """Lemma of a victim → group."""
    not_people: frozenset[str]
    """Lemmas that are counted but are no people."""


@functools.lru_cache(maxsize=1)
def load_toll_words() -> TollWords:
    """The shipped words of tolls; raises LexiconError when the file is wrong."""
    raw = tomllib.loads((resources.files("tocsin.lexicon") / "tolls.toml").read_text(encoding="utf-8"))
    hedges = {tuple(words.split()): effect for words, effect in raw["hedges"].items()}
    if wrong := set(hedges.values()) - _HEDGES:
        raise LexiconError(f"unknown hedge {sorted(wrong)[0]!r}", where="tolls.toml")
    groups = {lemma: group for group, lemmas in reversed(raw["groups"].items()) for lemma in lemmas}
    return TollWords(
        MappingProxyType({word: _bounds(word, values) for word, values in raw["vague"].items()}),
        MappingProxyType(dict(raw["numbers"])),
        MappingProxyType(dict(raw["multipliers"])),
        MappingProxyType(hedges),
        _roles(raw["kinds"]),
        MappingProxyType(groups),
        frozenset(raw["not_people"]["lemmas"]),
    )


def _bounds(word: str, values: Any) -> Bounds:
    if not isinstance(values, list) or len(values) != 3 or not all(isinstance(v, int) for v in values):
        raise LexiconError(f"vague word {word!r} needs [low, best, high]", where="tolls.toml")
    low, best, high = (None if v < 0 else v for v in values)
    return low, best, high


def _roles(kinds: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {role: {} for role in _ROLES}
    for kind, roles in kinds.items():
        if kind not in KINDS:
            raise LexiconError(f"unknown kind of toll {kind!r}", where="tolls.toml")
        for role, lemmas in roles.items():
            if role not in _ROLES:
                raise LexiconError(f"unknown role {role!r} of kind {kind}", where="tolls.toml")
            for lemma in lemmas:
                found[role].setdefault(lemma, kind)
    return MappingProxyType({role: MappingProxyType(words) for role, words in found.items()})
