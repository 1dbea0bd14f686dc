"""The cues that speak for each ACLED-like sub-type, loaded from subtypes.toml.

`load_subtypes()` gives them in order of preference; a wrong entry raises LexiconError with the sub-type's name.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from tocsin import vocab
from tocsin.errors import LexiconError
from tocsin.lexicon.frames import lexicon_folder

_KEYS = frozenset({"events", "words", "with", "without", "weight"})
_ACT = re.compile(r"(?:(?P<actors>[A-Z|]+)> )?(?P<type>[A-Z]+)(?:/(?P<mode>[a-z-]+))?(?:>(?P<recipients>[A-Z|]+))?")


@dataclass(frozen=True, slots=True)
class ActTest:
    """An act that a cue asks for: `COP|MIL> ASSAULT/firearms>CVL`; empty sets ask for nobody in particular."""

    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that speaks for a sub-type; all that it names must be there."""

    acts: tuple[ActTest, ...]
    words: re.Pattern[str] | None
    company: re.Pattern[str] | None
    """Wordings of which one must stand in the text too."""
    barred: re.Pattern[str] | None
    weight: float


@dataclass(frozen=True, slots=True)
class Subtype:
    """A kind of incident with what speaks for it."""

    name: str
    cues: tuple[Cue, ...]


@functools.lru_cache(maxsize=1)
def load_subtypes() -> tuple[Subtype, ...]:
    """The shipped sub-types, the preferred ones first; raises LexiconError."""
    path = lexicon_folder() / "subtypes.toml"
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Subtype(raw["name"], tuple(_cue(c, f"{path}: {raw['name']}") for c in raw["cue"])) for raw in document["subtype"])


def _cue(raw: dict[str, Any], where: str) -> Cue:
    if unknown := set(raw) - _KEYS:
        raise LexiconError(f"unknown key {sorted(unknown)[0]!r}", where=where)
    if not raw.get("words") and "events" not in raw:
        raise LexiconError("a cue names neither events nor words", where=where)
    return Cue(tuple(_act(a, where) for a in raw.get("events", ())), _wordings(raw.get("words")), _wordings(raw.get("with")),
               _wordings(raw.get("without")), float(raw["weight"]))


def _act(source: str, where: str) -> ActTest:
    match = _ACT.fullmatch(source)
    if match is None or match["type"] not in vocab.EVENT_TYPES or (match["mode"] and match["mode"] not in vocab.EVENT_TYPES[match["type"]].modes):
        raise LexiconError(f"{source!r} is no act: write TYPE, TYPE/mode, SECTOR> TYPE or TYPE>SECTOR", where=where)
    sectors = [frozenset((match[side] or "").split("|")) - {""} for side in ("actors", "recipients")]
    if unknown := (sectors[0] | sectors[1]) - set(vocab.SECTORS):
        raise LexiconError(f"{sorted(unknown)[0]!r} is no sector", where=where)
    return ActTest(match["type"], match["mode"], sectors[0], sectors[1])


def _wordings(phrases: list[str] | None) -> re.Pattern[str] | None:
    """One expression for all phrases: `set ~ fire|ablaze` finds “set three cars ablaze”."""
    if not phrases:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(_wording(p) for p in phrases) + r")(?!\w)")


def _wording(phrase: str) -> str:
    out: list[str] = []
    gap = r"[^\w.!?]+"
    for word in phrase.split():
        if word == "~":
            gap = r"[^\w.!?]+(?:\w+[^\w.!?]+){0,3}?"
            continue
        alternatives = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in word.split("|"))
        out.append((gap if out else "") + (f"(?:{alternatives})" if "|" in word else alternatives))
        gap = r"[^\w.!?]+"
    return "".join(out)
