"""Words of report: cue verbs, report nouns, adverbs, sources, media and occasions.

`load_speech()` gives a `SpeechLexicon`; a wrong entry raises LexiconError naming the file and the entry.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

from tocsin.errors import LexiconError

KINDS = frozenset({"speech", "writing", "belief", "perception", "finding", "stance", "will", "decision"})
SOURCE_TYPES = frozenset({"official", "party", "military", "media", "monitor", "witness", "unnamed"})
_FOLDER = "speech"
_KEYS = {
    "class": frozenset(["id", "kind", "verbs", "nouns", "denial", "admission", "examples"]),
    "act": frozenset(["verbs", "nouns", "examples"]),
    "adverb": frozenset(["kind", "words", "examples"]),
    "adjective": frozenset(["kind", "words", "examples"]),
    "phrase": frozenset(["kind", "words", "examples"]),
    "source": frozenset(["type", "nouns"]),
    "medium": frozenset(["id", "nouns"]),
    "occasion": frozenset(["id", "nouns"]),
}


@dataclass(frozen=True, slots=True)
class SpeechExample:
    """A sentence with the statement that must come out of it; `speaker` is the head word, None for unnamed."""

    entry: str
    text: str
    cue: str
    content: str
    speaker: str | None


@dataclass(frozen=True, slots=True, eq=False)
class SpeechLexicon:
    """All tables, keyed by lemma in lower case."""

    verbs: Mapping[str, tuple[str, ...]]
    """Verb lemma → ids of its classes, the most telling first: `claim` → ("claim",)."""
    nouns: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    """Class id → kind (`speech`, `belief`, …)."""
    denial: frozenset[str]
    """Class ids whose content is denied."""
    admission: frozenset[str]
    acts: frozenset[str]
    """Verbs that with a plain object tell a deed: `attack`, `declare`."""
    act_nouns: frozenset[str]
    """Nouns that tell a deed unless a clause follows: `attack`."""
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    phrases: frozenset[str]
    sources: Mapping[str, str]
    """Noun lemma → type of source: `villager` → `witness`."""
    media: Mapping[str, str]
    occasions: Mapping[str, str]
    examples: tuple[SpeechExample, ...]


def _entries() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every entry with its place (`verbs.toml [[class]] 3`) and table name."""
    folder = resources.files("tocsin.lexicon") / _FOLDER
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if not item.name.endswith(".toml"):
            continue
        try:
            tables = tomllib.loads(item.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"speech/{item.name}: {error}") from error
        for table, entries in tables.items():
            if table not in _KEYS:
                raise LexiconError(
                    f"speech/{item.name}: unknown table [[{table}]]; known are {', '.join(sorted(_KEYS))}"
                )
            for number, entry in enumerate(entries, 1):
                place = f"speech/{item.name}: [[{table}]] {entry.get('id', number)}"
                wrong = set(entry) - _KEYS[table]
                if wrong:
                    raise LexiconError(f"{place}: unknown key {sorted(wrong)[0]!r}")
                yield place, table, entry


def _words(place: str, entry: Mapping[str, Any], key: str) -> list[str]:
    words = entry.get(key, [])
    for word in words:
        if not isinstance(word, str) or word != word.strip().lower():
            raise LexiconError(f"{place}: {word!r} must be a word in lower case")
    return list(words)


def _examples(place: str, entry: Mapping[str, Any]) -> Iterator[SpeechExample]:
    for example in entry.get("examples", ()):
        for key in ("cue", "content"):
            if key not in example:
                raise LexiconError(f"{place}: the example {example.get('text')!r} names no {key}")
        yield SpeechExample(place, example["text"], example["cue"], example["content"], example.get("speaker"))


@functools.lru_cache(maxsize=1)
def load_speech() -> SpeechLexicon:
    """The whole lexicon of report, read and checked once per process."""
    verbs: dict[str, list[str]] = {}
    nouns: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    flags: dict[str, set[str]] = {"denial": set(), "admission": set()}
    words: dict[str, set[str]] = {
        "act": set(),
        "act nouns": set(),
        "adverb": set(),
        "adjective": set(),
        "phrase": set(),
    }
    tables: dict[str, dict[str, str]] = {"source": {}, "medium": {}, "occasion": {}}
    examples: list[SpeechExample] = []
    for place, table, entry in _entries():
        examples.extend(_examples(place, entry))
        if table == "act":
            words["act"].update(_words(place, entry, "verbs"))
            words["act nouns"].update(_words(place, entry, "nouns"))
            continue
        if table in words:
            words[table].update(_words(place, entry, "words"))
            continue
        if table in tables:
            name = str(entry.get("id") or entry.get("type"))
            if table == "source" and name not in SOURCE_TYPES:
                raise LexiconError(f"{place}: {name!r} is no type of source ({', '.join(sorted(SOURCE_TYPES))})")
            for word in _words(place, entry, "nouns"):
                tables[table].setdefault(word, name)
            continue
        name = str(entry["id"])
        if entry.get("kind") not in KINDS:
            raise LexiconError(f"{place}: kind must be one of {', '.join(sorted(KINDS))}")
        key = "verbs" if "verbs" in entry else "nouns"
        kinds[name] = entry["kind"]
        for flag in flags:
            if entry.get(flag):
                flags[flag].add(name)
        for word in _words(place, entry, key):
            (verbs if key == "verbs" else nouns).setdefault(word, []).append(name)
    return SpeechLexicon(
        MappingProxyType({k: tuple(v) for k, v in verbs.items()}),
        MappingProxyType({k: tuple(v) for k, v in nouns.items()}),
        MappingProxyType(kinds),
        frozenset(flags["denial"]),
        frozenset(flags["admission"]),
        frozenset(words["act"]),
        frozenset(words["act nouns"]),
        frozenset(words["adverb"]),
        frozenset(words["adjective"]),
        frozenset(words["phrase"]),
        MappingProxyType(tables["source"]),
        MappingProxyType(tables["medium"]),
        MappingProxyType(tables["occasion"]),
        tuple(examples),
    )
