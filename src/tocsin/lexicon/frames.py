"""Frames and operators, loaded from TOML and indexed by head lemma.

`load_frames()` gives a `FrameIndex`; a wrong entry raises LexiconError with file and line.
"""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tocsin import vocab
from tocsin.errors import LexiconError
from tocsin.lexicon.patterns import Pattern, Words, parse_pattern

_KEYS = frozenset("id type mode cameo contexts verbs nouns adjectives subject object mutual content mode_by_content cameo_by_content "
                  "type_by_content weight examples not_examples effect".split())
EFFECTS = frozenset(vocab.FACTUALITY) | {"same"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the event that must come out of it."""

    text: str
    actors: tuple[str, ...] | None
    recipients: tuple[str, ...] | None
    type: str | None
    mode: str | None
    cameo: str | None
    factuality: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A family of wordings for one kind of act; `type` is None for operators."""

    id: str
    type: str | None
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    subject: str
    object: str
    mutual: bool
    content: str | None
    """Factuality given to the act inside, or None."""
    mode_by_content: Mapping[str, str]
    cameo_by_content: Mapping[str, str]
    type_by_content: Mapping[str, str]
    weight: float
    patterns: tuple[Pattern, ...]
    examples: tuple[Example, ...]
    not_examples: tuple[str, ...]
    where: str
    """file:line of the entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A pattern with the frame it belongs to."""

    pattern: Pattern
    frame: Frame
    needs: tuple[Words, ...] = ()
    """Of each of these sets a sentence must have a word (or modifier and word), wherever it stands, for the pattern to match."""


def _needs(pattern: Pattern) -> tuple[Words, ...]:
    found = [*pattern.particles, *(names for names, _ in pattern.prepositions)]
    if pattern.kind == "verb" and pattern.objects:
        found.append(pattern.objects)
    if pattern.kind != "noun" and pattern.subjects:
        found.append(pattern.subjects)
    return tuple(sorted(found, key=len))


@dataclass(frozen=True, slots=True, eq=False)
class FrameIndex:
    """All patterns by kind and head lemma, the most specific first."""

    frames: tuple[Frame, ...]
    by_head: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    digest: str
    classes: Mapping[str, Words] = field(default_factory=dict)

    def entries(self, kind: str, lemma: str) -> tuple[Entry, ...]:
        """The patterns of `kind` (verb, noun, adjective) headed by `lemma`."""
        return self.by_head[kind].get(lemma, ())


def lexicon_folder() -> Path:
    """Where the shipped lexicon lies."""
    return Path(str(resources.files("tocsin.lexicon")))


@functools.lru_cache(maxsize=4)
def load_frames(extra_folders: tuple[str, ...] = ()) -> FrameIndex:
    """The shipped frames with those of `extra_folders` (same layout) after them; raises LexiconError."""
    folders = [lexicon_folder(), *map(Path, extra_folders)]
    digest = hashlib.sha256()
    classes: dict[str, Words] = {}
    frames: list[Frame] = []
    for folder in folders:
        classes |= _classes(folder / "classes.toml")
        for path in [*sorted((folder / "frames").glob("*.toml")), folder / "operators.toml"]:
            if path.exists():
                digest.update(path.read_bytes())
                frames.extend(read_frames(path, classes))
    _unique(frames)
    return FrameIndex(tuple(frames), _by_head(frames), f"sha256:{digest.hexdigest()}", MappingProxyType(classes))


def with_frames(index: FrameIndex, path: Path) -> FrameIndex:
    """The index with the frames of a file: in place of those with the same ids, and after the rest. Raises LexiconError."""
    tried = list(read_frames(path, index.classes))
    _unique(tried)
    ids = {frame.id for frame in tried}
    frames = [*(frame for frame in index.frames if frame.id not in ids), *tried]
    digest = hashlib.sha256(index.digest.encode() + path.read_bytes())
    return FrameIndex(tuple(frames), _by_head(frames), f"sha256:{digest.hexdigest()}", index.classes)


def _unique(frames: list[Frame]) -> None:
    seen: dict[str, str] = {}
    for frame in frames:
        if frame.id in seen:
            raise LexiconError(f"frame id {frame.id!r} is already used at {seen[frame.id]}", where=frame.where)
        seen[frame.id] = frame.where


def _by_head(frames: list[Frame]) -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
    found: dict[str, dict[str, list[Entry]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for frame in frames:
        for pattern in frame.patterns:
            needs = _needs(pattern)
            for head in pattern.heads:
                found[pattern.kind].setdefault(head, []).append(Entry(pattern, frame, needs))
    return {kind: {head: tuple(sorted(entries, key=lambda e: -e.pattern.specificity)) for head, entries in heads.items()}
            for kind, heads in found.items()}


def _classes(path: Path) -> dict[str, Words]:
    if not path.exists():
        return {}
    found: dict[str, Words] = {}
    for name, words in _toml(path).items():
        if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise LexiconError(f"class {name!r} must be a list of lemmas", where=str(path))
        found[name] = frozenset(words)
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"not valid TOML: {error}", where=str(path)) from error


def read_frames(path: Path, classes: Mapping[str, Words]) -> Iterator[Frame]:
    """The frames (or operators) of one file, checked; raises LexiconError with file:line."""
    document = _toml(path)
    lines = lines_of_ids(path.read_text(encoding="utf-8"))
    for raw in [*document.get("frame", ()), *document.get("operator", ())]:
        where = f"{path}:{lines.get(str(raw.get('id')), 1)}"
        yield _frame(raw, document.get("type"), where, classes)


_ID = re.compile(r"""\s*id\s*=\s*(["'])(?P<id>.*?)\1""")


def lines_of_ids(text: str) -> dict[str, int]:
    """The line on which each entry gives its id; the first where two give the same."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if "id" in line and (match := _ID.match(line)):
            found.setdefault(match["id"], number)
    return found


def _frame(raw: dict[str, Any], default_type: str | None, where: str, classes: Mapping[str, Words]) -> Frame:
    if unknown := set(raw) - _KEYS:
        raise LexiconError(f"unknown key {sorted(unknown)[0]!r}", where=where)
    if not raw.get("id"):
        raise LexiconError("an entry has no id", where=where)
    kind = raw.get("type", default_type)
    _check(raw, kind, where)
    try:
        patterns = tuple(parse_pattern(p, name, classes) for key, name in
                         (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")) for p in raw.get(key, ()))
    except ValueError as error:
        raise LexiconError(str(error), where=where) from error
    if not patterns:
        raise LexiconError("an entry has no verbs, nouns or adjectives", where=where)
    return Frame(raw["id"], kind, raw.get("mode"), raw.get("cameo"), tuple(raw.get("contexts", ())), raw.get("subject", "actor"),
                 raw.get("object", "recipient"), bool(raw.get("mutual", False)), raw.get("content", raw.get("effect")),
                 MappingProxyType(dict(raw.get("mode_by_content", {}))), MappingProxyType(dict(raw.get("cameo_by_content", {}))),
                 MappingProxyType(dict(raw.get("type_by_content", {}))), float(raw.get("weight", 1.0)), patterns,
                 tuple(_example(e, where) for e in raw.get("examples", ())), tuple(raw.get("not_examples", ())), where)


def _check(raw: dict[str, Any], kind: str | None, where: str) -> None:
    problems = []
    if kind is not None and kind not in vocab.EVENT_TYPES:
        problems.append(f"type {kind!r} is not a PLOVER type")
    elif kind is not None and raw.get("mode") and raw["mode"] not in vocab.EVENT_TYPES[kind].modes:
        problems.append(f"mode {raw['mode']!r} does not belong to {kind} (it has: {', '.join(vocab.EVENT_TYPES[kind].modes)})")
    if kind is None and "effect" not in raw:
        problems.append("an operator needs an effect")
    if bad := set(raw.get("contexts", ())) - vocab.CONTEXTS:
        problems.append(f"context {sorted(bad)[0]!r} is not in the list")
    for key, allowed in (("subject", ("actor", "recipient", "theme")), ("object", ("recipient", "theme", "place", "actor"))):
        if raw.get(key, allowed[0]) not in allowed:
            problems.append(f"{key} must be one of {', '.join(allowed)}")
    for key in ("content", "effect"):
        if key in raw and raw[key] not in EFFECTS:
            problems.append(f"{key} {raw[key]!r} is not one of {', '.join(sorted(EFFECTS))}")
    if raw.get("cameo") is not None and not re.fullmatch(r"\d{2,4}", str(raw["cameo"])):
        problems.append(f"cameo {raw['cameo']!r} is not a code of 2 to 4 digits")
    if problems:
        raise LexiconError("; ".join(problems), where=where)


def _example(raw: Any, where: str) -> Example:
    if isinstance(raw, str):
        raw = {"text": raw}
    if unknown := set(raw) - {"text", "actors", "recipients", "type", "mode", "cameo", "factuality"}:
        raise LexiconError(f"unknown key {sorted(unknown)[0]!r} in an example", where=where)
    actors, recipients = raw.get("actors"), raw.get("recipients")
    return Example(raw["text"], None if actors is None else tuple(actors), None if recipients is None else tuple(recipients),
                   raw.get("type"), raw.get("mode"), raw.get("cameo"), raw.get("factuality"))
