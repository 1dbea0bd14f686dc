"""One parsed sentence as columns, and the few walks over its tree that coding needs.

Token indices are local to the sentence. `heads[root] == root`. Dependency labels are the
ClearNLP set of spaCy's English models (`nsubj`, `dobj`, `pobj`, `relcl`…); tags are Penn Treebank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.records import Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document in columns: words, tags, labels, heads by number in the document, and where each word begins."""

    words: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    offsets: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of the report with its parse; `starts`/`ends` are offsets into `Report.text`."""

    index: int
    paragraph: int
    start: int
    end: int
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, report_text: str, first: int, last: int) -> Span:
        """The span of tokens `first..last`, both included."""
        return Span.of(report_text, self.starts[first], self.ends[last])

    def root(self) -> int:
        """The index of the head of the sentence."""
        for i, head in enumerate(self.heads):
            if head == i:
                return i
        return 0


def child(sentence: Sentence, i: int, *labels: str) -> int | None:
    """The first child of token `i` with one of the dependency `labels`, or None."""
    for c in sentence.children[i]:
        if sentence.deps[c] in labels:
            return c
    return None


def children(sentence: Sentence, i: int, *labels: str) -> list[int]:
    """All children of token `i` with one of the dependency `labels`, in text order."""
    return [c for c in sentence.children[i] if sentence.deps[c] in labels]


def subtree(sentence: Sentence, i: int) -> list[int]:
    """Token `i` and all that hangs under it, in text order."""
    found = [i]
    for t in found:
        found.extend(sentence.children[t])
    found.sort()
    return found


def ancestors(sentence: Sentence, i: int) -> Iterator[int]:
    """The heads above token `i`, nearest first, up to the root."""
    while sentence.heads[i] != i:
        i = sentence.heads[i]
        yield i


def conjuncts(sentence: Sentence, i: int) -> list[int]:
    """Token `i` and everything coordinated with it to the right: `Armenia` → Armenia, Azerbaijan.

    Example: in “Armenia, Azerbaijan and Turkey met”, `conjuncts(s, 0)` gives the three names.
    """
    found = [i]
    for t in found:
        found.extend(c for c in sentence.children[t] if sentence.deps[c] == "conj")
    return sorted(found)


PHRASE_STOPS = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "ccomp", "parataxis", "preconj"})
"""Dependents that do not belong to the noun phrase proper when it fills a slot."""


def phrase(sentence: Sentence, i: int, *, prepositions: bool = True) -> tuple[int, int]:
    """First and last token of the noun phrase headed by `i`, without clauses, appositions and conjuncts.

    Example: “the defence minister of France, who …” headed by `minister` → the … France.
    """
    first = last = i
    stack = [i]
    while stack:
        t = stack.pop()
        for c in sentence.children[t]:
            label = sentence.deps[c]
            if label in PHRASE_STOPS or (label == "prep" and not prepositions):
                if not (label in ("conj", "cc", "punct") and t != i and c < i):
                    continue
            if label == "prep" and (sentence.words[c] == "," or any(sentence.deps[k] == "pcomp" for k in sentence.children[c])):
                continue  # “accused its rival of shelling …”: what it is accused of is no part of its name
            first, last = min(first, c), max(last, c)
            stack.append(c)
    return first, last
