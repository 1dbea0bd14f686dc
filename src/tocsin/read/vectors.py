"""What stands for each word in its context: the token vectors of a spaCy model, reckoned from its weights by ourselves.

The layers are those of spaCy's `Tok2Vec` with `MultiHashEmbed` and `MaxoutWindowEncoder`, and the numbers are the same up to the rounding of
sums. It takes half the time, for two reasons: a word that was met before is not hashed and mixed again, and the pieces of a maxout lie in
blocks, so that the largest is taken by whole rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_MOST_WORDS = 40_000
"""Words whose vectors are kept: 15 MB of vectors, some 8 MB of names."""
_ROWS_AT_ONCE = 1_200
"""Rows that pass through the layers together: what they need stays in the cache of one core."""
_EPSILON = 1e-8
"""Keeps a row without variance from a division by nothing; spaCy's own figure."""


@dataclass(frozen=True, slots=True)
class Window:
    """One layer: each row with its two neighbours, a maxout of three pieces, brought to unit variance, added to what was there."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    width: int

    def __call__(self, rows: Floats) -> Floats:
        """The rows after this layer: (n, width) → (n, width)."""
        width = self.width
        around = np.zeros((len(rows), 3 * width), dtype=np.float32)
        around[1:, :width] = rows[:-1]
        around[:, width : 2 * width] = rows
        around[:-1, 2 * width :] = rows[1:]
        pieces = around @ self.weights
        pieces += self.bias
        best: Floats = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for at in range(2 * width, pieces.shape[1], width):
            np.maximum(best, pieces[:, at : at + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(_EPSILON)
        best *= (np.float32(1.0) / np.sqrt(spread))[:, None]
        best *= self.scale
        best += self.shift
        best += rows
        return best


def window_of(layer: Any) -> Window:
    """The layer of a spaCy model's encoder, its pieces laid out in blocks."""
    maxout, norm = layer.layers[0].layers[1].layers[0].layers
    weights = maxout.get_param("W")  # width, pieces, 3 × width
    width, pieces, wide = weights.shape
    return Window(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, wide).T),
        np.ascontiguousarray(maxout.get_param("b").T).reshape(pieces * width),
        norm.get_param("G"),
        norm.get_param("b"),
        width,
    )


class Vectors:
    """Token vectors of documents; keeps the vectors of the words it met."""

    def __init__(self, model: Any) -> None:
        embed, encode = model.layers
        extract, _, tables, mix, _ = embed.layers
        self.columns: list[str] = ["ORTH", *extract.attrs["columns"]]
        self.gap = int(encode.attrs["pad"])
        """Empty rows before, between and after documents: as many as there are layers, so that no document reaches the next."""
        self._tables, self._mix = tables.layers[0], mix.layers[0]
        self._layers = [window_of(layer) for layer in encode.layers[0].layers]
        self.width = int(model.get_dim("nO"))
        self._known: dict[bytes, int] = {}
        self._words: Floats = np.zeros((1024, self.width), dtype=np.float32)

    def __call__(self, attributes: Sequence[NDArray[np.uint64]]) -> tuple[Floats, list[int]]:
        """Vectors of documents, given as arrays of (tokens, columns), and the row at which each begins.

        `gap` rows that stand for no token lie before, between and after the documents.
        """
        found: list[Floats] = []
        starts: list[int] = []
        rows, held, size = 0, [], 0
        for at, document in enumerate(attributes):
            held.append(document)
            starts.append(rows + self.gap)
            rows += len(document) + self.gap
            size += len(document) + self.gap
            if size >= _ROWS_AT_ONCE or at + 1 == len(attributes):
                found.append(self._encoded(held, size))
                held, size = [], 0
        found.append(np.zeros((self.gap, self.width), dtype=np.float32))
        return np.concatenate(found), starts

    def _encoded(self, documents: Sequence[NDArray[np.uint64]], size: int) -> Floats:
        """Vectors of documents, each after its gap."""
        rows = np.zeros((size + self.gap, self.width), dtype=np.float32)
        at = self.gap
        for document in documents:
            rows[at : at + len(document)] = self._embedded(document)
            at += len(document) + self.gap
        for layer in self._layers:
            rows = layer(rows)
        return rows[:size]

    def _embedded(self, document: NDArray[np.uint64]) -> Floats:
        """The vectors of words without their context."""
        if not len(document):
            return np.zeros((0, self.width), dtype=np.float32)
        keys: list[bytes] = np.ascontiguousarray(document).view(f"V{document.shape[1] * 8}").ravel().tolist()
        new = set(keys).difference(self._known)
        if new:
            self._learn(new, keys)
        return self._words[[self._known[key] for key in keys]]

    def _learn(self, new: set[bytes], whole: Sequence[bytes]) -> None:
        """Keeps the vectors of `new`; where there is no room left, all is forgotten but the words of the document, `whole`."""
        if len(self._known) + len(new) > _MOST_WORDS:
            self._known.clear()
            new = set(whole)
        keys = sorted(new)
        attributes = np.frombuffer(b"".join(keys), dtype=np.uint64).reshape(len(keys), -1)[:, 1:]
        first = len(self._known)
        last = first + len(keys)
        while last > len(self._words):
            self._words = np.concatenate([self._words, np.zeros_like(self._words)])
        self._words[first:last] = self._mix.predict(self._tables.predict(np.ascontiguousarray(attributes)))
        self._known.update(zip(keys, range(first, last), strict=True))
