"""Sets of terms of many reports as rows of numbers, so that thousands of pairs are compared in one go and a report takes kilobytes.

Rows lie one after the other, as in a sparse matrix; the terms of a row are in order of their numbers.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


class Shared(NamedTuple):
    """What the rows of pairs have in common: for each shared term its pair, and where it stands in the entries of both sides."""

    pair: Numbers
    one: Numbers
    other: Numbers


class Rows:
    """One row of terms for each report, filled by `add` and closed by `close`."""

    def __init__(self, vocabulary: dict[Hashable, int] | None = None) -> None:
        self.vocabulary: dict[Hashable, int] = {} if vocabulary is None else vocabulary
        """Term → number; may be shared with other rows."""
        self._terms, self._counts, self._starts = array("i"), array("i"), array("q", [0])
        self.terms: NDArray[np.int32]
        self.starts: Numbers
        self.weights: NDArray[np.float32]

    def add(self, terms: Mapping[Hashable, int] | Iterable[Hashable]) -> None:
        """The next row: terms with their counts, or each once."""
        number, known = self.vocabulary.setdefault, self.vocabulary
        if isinstance(terms, Mapping):
            entries = sorted([(number(x, len(known)), n) for x, n in terms.items()])
            self._terms.extend([t for t, _ in entries])
            self._counts.extend([n for _, n in entries])
        else:
            row = sorted([number(x, len(known)) for x in terms])
            self._terms.extend(row)
            self._counts.extend([1] * len(row))
        self._starts.append(len(self._terms))

    def close(self) -> None:
        """Makes arrays of what was added."""
        self.terms, self.starts = np.array(self._terms, dtype=np.int32), np.array(self._starts, dtype=np.int64)
        self._terms = array("i")

    def frequencies(self) -> Numbers:
        """In how many rows each term of the vocabulary stands."""
        return np.bincount(self.terms, minlength=len(self.vocabulary))

    def weigh(self, rarity: Floats) -> None:
        """Gives each row the length 1, its terms weighed by the logarithm of their count and by rarity."""
        raw = (1 + np.log(np.array(self._counts, dtype=np.float64))) * rarity[self.terms]
        self._counts = array("i")
        row = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        lengths = np.sqrt(np.bincount(row, weights=raw * raw, minlength=len(self.starts) - 1))
        lengths[lengths == 0] = 1.0
        self.weights = (raw / lengths[row]).astype(np.float32)

    def spread(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Of rows, one after the other: which of them an entry belongs to (0, 1, …), and where it stands."""
        many = self.starts[rows + 1] - self.starts[rows]
        owner = np.repeat(np.arange(len(rows)), many)
        return owner, np.arange(len(owner)) + np.repeat(self.starts[rows] - (np.cumsum(many) - many), many)

    def shared(self, one: Numbers, other: Numbers) -> Shared:
        """The terms that the rows one[i] and other[i] have in common, pair by pair."""
        size = max(1, len(self.vocabulary))
        (p, i), (q, j) = self.spread(one), self.spread(other)
        if not len(i) or not len(j):
            return Shared(p[:0], i[:0], j[:0])
        left, right = p * size + self.terms[i], q * size + self.terms[j]
        at = np.searchsorted(right, left)
        at[at == len(right)] = 0
        hit = right[at] == left
        return Shared(p[hit], i[hit], j[at[hit]])

    def products(self, one: Numbers, other: Numbers) -> Floats:
        """The cosine of the weighed rows one[i] and other[i]."""
        both = self.shared(one, other)
        return totals(both.pair, self.weights[both.one].astype(np.float64) * self.weights[both.other], len(one))

    def marks(self) -> Numbers:
        """A number for each term that hangs on nothing but its letters, to break ties by."""
        return np.fromiter((zlib.crc32(str(x).encode()) for x in self.vocabulary), dtype=np.int64, count=len(self.vocabulary))


def totals(pair: Numbers, values: Floats, size: int) -> Floats:
    """For each of `size` pairs the sum of its values."""
    return np.bincount(pair, weights=values, minlength=size).astype(np.float64, copy=False)


def largest(pair: Numbers, values: Floats, most: int, size: int) -> Floats:
    """For each of `size` pairs the sum of its `most` largest values."""
    order = np.lexsort((-values, pair))
    pair, values = pair[order], values[order]
    kept = np.arange(len(pair)) - np.searchsorted(pair, pair) < most
    return totals(pair[kept], values[kept], size)


def nearest(rows: Rows, one: Numbers, other: Numbers, far: int) -> Numbers:
    """For each pair the least distance between a number of one row and one of the other, where the terms are numbers; `far` where none is nearer."""
    names = np.fromiter(rows.vocabulary, dtype=np.int64, count=len(rows.vocabulary))
    found = np.full(len(one), far, dtype=np.int64)
    (p, i), (q, j) = rows.spread(one), rows.spread(other)
    if not len(i) or not len(j):
        return found
    wide = 1 << 32
    left, right = p * wide + names[rows.terms[i]], np.sort(q * wide + names[rows.terms[j]])
    at = np.searchsorted(right, left)
    for side in (at - 1, at):
        side = np.clip(side, 0, len(right) - 1)
        same = right[side] // wide == p
        np.minimum.at(found, p[same], np.abs(right[side] - left)[same])
    return found
