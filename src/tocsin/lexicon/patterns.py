"""The notation of frame patterns, parsed and checked: `hold {talk|meeting} ~with` → `Pattern`.

The notation itself is explained in docs/lexicon.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Words = frozenset[str]
_ITEM = re.compile(r"(?P<mark>!|subj|[a-z|]+)?(?P<open>[{\[])(?P<inside>[^}\]]*)[}\]]|(?P<plain>\S+)")
_LEADING = re.compile(r"(?P<modifier>\[[^\]]*\])\s*(?P<rest>.+)")
_NAME = re.compile(r"^[a-z0-9é'.-]+(?:\|[a-z0-9é'.-]+)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording of a frame, with its conditions; empty sets mean no condition."""

    kind: str
    """verb, noun or adjective."""
    source: str
    """The pattern as written."""
    heads: tuple[str, ...]
    objects: Words = frozenset()
    """Lemmas the direct object may have; a two-word entry is modifier + head."""
    objects_not: Words = frozenset()
    particles: tuple[Words, ...] = ()
    prepositions: tuple[tuple[Words, Words], ...] = ()
    """Required prepositional phrases: (prepositions, lemmas of their objects)."""
    subjects: Words = frozenset()
    modifiers: Words = frozenset()
    recipient: Words = frozenset()
    actor: Words = frozenset()
    content: Words = frozenset()
    content_optional: bool = False

    @property
    def specificity(self) -> int:
        """How many conditions the pattern makes; more specific patterns are tried first."""
        return (3 * bool(self.objects) + 2 * len(self.particles) + 3 * len(self.prepositions) + 2 * bool(self.subjects)
                + 2 * bool(self.modifiers) + 2 * (bool(self.content) and not self.content_optional)
                + bool(self.recipient) + bool(self.actor) + bool(self.objects_not))


def parse_pattern(source: str, kind: str, classes: Mapping[str, Words]) -> Pattern:
    """The pattern that `source` writes; raises ValueError with what is wrong with it.

    >>> parse_pattern("hold {talk|meeting} ~with", "verb", {}).objects == {"talk", "meeting"}
    True
    """
    leading = _LEADING.match(source.strip())
    head, _, rest = (f"{leading['rest']} {leading['modifier']}" if leading else source.strip()).partition(" ")
    if not _NAME.match(head):
        raise ValueError(f"pattern {source!r} must begin with a lemma")
    fields: dict[str, Words] = {}
    particles: list[Words] = []
    prepositions: list[tuple[Words, Words]] = []
    optional = False
    for match in _ITEM.finditer(rest):
        if match["open"]:
            words = _expand(match["inside"], classes, source)
            mark = match["mark"]
            if match["open"] == "[":
                fields["modifiers"] = words
            elif mark is None:
                fields["objects"] = words
            elif mark == "!":
                fields["objects_not"] = words
            elif mark == "subj":
                fields["subjects"] = words
            else:
                prepositions.append((frozenset(mark.split("|")), words))
            continue
        item = match["plain"]
        name, words = _plain_item(item, source, kind)
        if name == "particles":
            particles.append(words)
        else:
            optional = optional or item.endswith("?")
            fields[name] = fields.get(name, frozenset()) | words
    return Pattern(kind, source, tuple(head.split("|")), fields.get("objects", frozenset()), fields.get("objects_not", frozenset()),
                   tuple(particles), tuple(prepositions), fields.get("subjects", frozenset()), fields.get("modifiers", frozenset()),
                   fields.get("recipient", frozenset()), fields.get("actor", frozenset()), fields.get("content", frozenset()), optional)


_SIGNS = {"+": "particles", "~": "recipient", "<": "actor", "^": "content"}


def _plain_item(item: str, source: str, kind: str) -> tuple[str, Words]:
    if kind == "verb" and _NAME.match(item):
        return "particles", frozenset(item.split("|"))  # `fall upon` is short for `fall +upon`
    name, words = _SIGNS.get(item[0]), item[1:].rstrip("?").replace("^", "")
    if name is None or not words:
        raise ValueError(f"pattern {source!r}: cannot read {item!r}; expected {{…}}, !{{…}}, +word, ~prep, <prep, ^content, prep{{…}} or [..]")
    return name, frozenset(words.split("|"))


def _expand(inside: str, classes: Mapping[str, Words], source: str) -> Words:
    words: set[str] = set()
    for word in inside.split("|"):
        word = word.strip()
        if word.startswith("$"):
            if word[1:] not in classes:
                raise ValueError(f"pattern {source!r}: no class {word[1:]!r} in classes.toml")
            words |= classes[word[1:]]
        elif word:
            words.add(word)
    if not words:
        raise ValueError(f"pattern {source!r}: empty braces")
    return frozenset(words)
