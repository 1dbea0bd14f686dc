"""Walks over a parsed sentence that settle which clause a place or a date belongs to."""

from __future__ import annotations

from tocsin.read.sentence import Sentence


def tokens_of(sentence: Sentence, start: int, end: int) -> range:
    """The tokens of `sentence` that lie in the characters `start..end`."""
    found = [i for i, (a, b) in enumerate(zip(sentence.starts, sentence.ends, strict=True)) if a < end and b > start]
    return range(found[0], found[-1] + 1) if found else range(0)


def head_of(sentence: Sentence, tokens: range) -> int:
    """The token of a range whose head lies outside it."""
    return next((t for t in tokens if sentence.heads[t] not in tokens or sentence.heads[t] == t), tokens[-1])


def distance(sentence: Sentence, a: int, b: int) -> int:
    """Steps in the tree between two tokens."""
    above = {a: 0}
    at, n = a, 0
    while sentence.heads[at] != at:
        at, n = sentence.heads[at], n + 1
        above[at] = n
    at, n = b, 0
    while at not in above:
        if sentence.heads[at] == at:
            return 99
        at, n = sentence.heads[at], n + 1
    return n + above[at]


def other_clause(sentence: Sentence, trigger: int, head: int) -> bool:
    """Whether a clause boundary stands between the act and the phrase."""
    return clause_of(sentence, trigger) != clause_of(sentence, head)


def clause_of(sentence: Sentence, token: int) -> int:
    while sentence.heads[token] != token and sentence.deps[token] not in ("ccomp", "advcl", "relcl", "conj", "parataxis"):
        token = sentence.heads[token]
    return token


def path(sentence: Sentence, token: int) -> list[int]:
    """The token and all above it."""
    found = [token]
    while sentence.heads[token] != token:
        token = sentence.heads[token]
        found.append(token)
    return found


