"""Heads and labels of sentences by arc-eager transitions: the parser of a spaCy model, run by ourselves on many sentences at once.

The transition system is spaCy's `ArcEager` (Nivre 2003, with the non-monotonic moves of Honnibal and Johnson 2015): a word is shifted,
reduced, or bound to the word on the stack from the left or the right. Where the sentences begin is given, so the state of one sentence
never depends on another, save for the two words that follow: all sentences of a group take their next move together, and the network that
chooses it is one product of matrices for all of them.

Words are rows of the array of token vectors. Row 0 stands for no word.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.read.vectors import Floats

Ints = NDArray[np.int64]

_SHIFT, _REDUCE, _FIRST_ARC = 0, 1, 2
_FEATURES = 8
"""Words that a state shows the network: two of the buffer, three of the stack, and the nearest children of the first of both."""
_LEAST = np.float32(-1e30)
NO_WORD = 0
_LIFTED = "||"
"""Stands between the label of a word and that of its true head, where the tree could not show it."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What comes out, by row: `heads` (its own row for a root) and `labels`, the number of each word's label."""

    heads: Ints
    labels: Ints


@dataclass(frozen=True, slots=True)
class Transitions:
    """The weights of the parser; `labels` has one for each move, that of roots last; `left` is the number of moves that bind leftwards."""

    narrow: Floats
    narrow_bias: Floats
    hidden: Floats
    hidden_bias: Floats
    scores: Floats
    scores_bias: Floats
    labels: tuple[str, ...]
    left: int

    def __call__(self, vectors: Floats, words: NDArray[np.bool_], starts: NDArray[np.bool_]) -> Tree:
        """The trees over rows of `vectors`; `words` tells which rows are words, `starts` which of them begin a sentence."""
        seen = np.empty((len(vectors), self.narrow.shape[1] + 1), dtype=np.float32)
        np.matmul(vectors, self.narrow, out=seen[:, :-1])
        seen[:, :-1] += self.narrow_bias
        seen[:, -1] = 0
        seen[NO_WORD] = 0
        seen[NO_WORD, -1] = 1
        states = _States(words, starts, len(self.labels) - 1)
        while states.count:
            choosing = states.settle()
            if len(choosing):
                states.take(choosing, self._chosen(seen, *states.shown(choosing)), self.left)
            states.drop_finished()
        return Tree(np.where(states.heads == NO_WORD, np.arange(len(words)), states.heads), states.labels)

    def _chosen(self, seen: Floats, shown: Ints, no_shift: NDArray[np.bool_], no_reduce: NDArray[np.bool_]) -> Ints:
        """The best move of each state among those it may take."""
        features = seen[shown].reshape(len(shown), -1)
        pieces = features @ self.hidden
        pieces += self.hidden_bias
        half = pieces.shape[1] // 2
        scores = np.maximum(pieces[:, :half], pieces[:, half:]) @ self.scores
        scores += self.scores_bias
        scores[no_shift, _SHIFT] = _LEAST
        scores[no_reduce, _REDUCE] = _LEAST
        best: Ints = scores.argmax(axis=1)
        return best


class _States:
    """The states of all unfinished sentences, one entry each; what belongs to words is kept by row."""

    def __init__(self, words: NDArray[np.bool_], starts: NDArray[np.bool_], root: int) -> None:
        size = len(words)
        self.heads, self.labels = np.zeros(size, dtype=np.int64), np.full(size, root, dtype=np.int64)
        self._below, self._behind = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        self._left, self._right, self._before = (np.zeros(size, dtype=np.int64) for _ in range(3))
        self._spent = np.zeros(size, dtype=np.bool_)
        self._starts = starts
        self._word = np.where(words, np.arange(size), NO_WORD)
        self._next = np.flatnonzero(starts)
        self._end = np.flatnonzero(words[:-1] & (starts[1:] | ~words[1:])) + 1
        self.count = len(self._next)
        self._top, self._depth, self._again = (np.zeros(self.count, dtype=np.int64) for _ in range(3))

    def _buffer(self) -> Ints:
        """The first word of each buffer: one that was put back, else the next."""
        return np.where(self._again != NO_WORD, self._again, self._word[self._next])

    def settle(self) -> Ints:
        """Takes the moves that are the only ones allowed; gives the states that have a choice."""
        first = self._buffer()
        empty = self._depth == 0
        closing = ~empty & ((first == NO_WORD) | self._starts[first])
        shifting = np.flatnonzero(empty)
        if len(shifting):
            self._push(shifting, first[shifting])
        reducing = np.flatnonzero(closing)
        if len(reducing):
            self._reduce(reducing)
        return np.flatnonzero(~(empty | closing))

    def shown(self, states: Ints) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
        """What the network sees of each state, (n, 8) rows, and whether the state may not shift, may not reduce."""
        again, following, top = self._again[states], self._next[states], self._top[states]
        put_back = again != NO_WORD
        upcoming = self._word[following]
        first = np.where(put_back, again, upcoming)
        behind = self._behind[again]
        second = np.where(put_back, np.where(behind != NO_WORD, behind, upcoming), self._word[following + 1])
        under = self._below[top]
        rows = np.stack([first, second, top, under, self._below[under], self._left[first], self._left[top], self._right[top]], axis=1)
        return rows, (second == NO_WORD) | self._spent[first], self._depth[states] == 1

    def take(self, states: Ints, moves: Ints, left: int) -> None:
        """Each state takes its move."""
        first = self._buffer()[states]
        shift, reduce = moves == _SHIFT, moves == _REDUCE
        leftward = (moves >= _FIRST_ARC) & (moves < _FIRST_ARC + left)
        rightward = moves >= _FIRST_ARC + left
        if reduce.any():
            self._reduce(states[reduce])
        if leftward.any():
            self._bind_left(states[leftward], first[leftward], moves[leftward])
        if rightward.any():
            self._bind_right(states[rightward], first[rightward], moves[rightward])
        pushed = shift | rightward
        self._push(states[pushed], first[pushed])

    def drop_finished(self) -> None:
        """Keeps the states that have words left."""
        going = (self._depth > 0) | (self._again != NO_WORD) | (self._next < self._end)
        if not going.all():
            self._top, self._depth, self._again, self._next, self._end = (
                each[going] for each in (self._top, self._depth, self._again, self._next, self._end)
            )
            self.count = len(self._top)

    def _push(self, states: Ints, first: Ints) -> None:
        """The first word of the buffer goes onto the stack."""
        self._below[first] = self._top[states]
        self._top[states] = first
        self._depth[states] += 1
        again = self._again[states]
        self._next[states] += again == NO_WORD
        self._again[states] = self._behind[again]

    def _reduce(self, states: Ints) -> None:
        """The top of the stack is done; where it has no head and is not the last, it goes back to the buffer, once."""
        top = self._top[states]
        back = (self.heads[top] == NO_WORD) & (self._depth[states] > 1)
        returned, owners = top[back], states[back]
        self._spent[returned] = True
        self._behind[returned] = self._again[owners]
        self._again[owners] = returned
        self._pop(states, top)

    def _pop(self, states: Ints, top: Ints) -> None:
        self._top[states] = self._below[top]
        self._depth[states] -= 1

    def _bind_left(self, states: Ints, first: Ints, moves: Ints) -> None:
        """The top of the stack becomes a child of the first word of the buffer, whatever head it had."""
        top = self._top[states]
        old = self.heads[top]
        had = old != NO_WORD
        self._right[old[had]] = self._before[top[had]]
        self.heads[top], self.labels[top] = first, moves
        self._left[first] = top
        self._spent[first] = False
        self._pop(states, top)

    def _bind_right(self, states: Ints, first: Ints, moves: Ints) -> None:
        """The first word of the buffer becomes a child of the top of the stack."""
        top = self._top[states]
        self.heads[first], self.labels[first] = top, moves
        self._before[first] = self._right[top]
        self._right[top] = first


def transitions_of(parser: Any) -> Transitions:
    """The weights of a spaCy parser component."""
    to_vectors, lower, upper = parser.model.layers
    narrow = to_vectors.layers[-1]
    weights, pad = lower.get_param("W"), lower.get_param("pad")[0]  # features, hidden, pieces, input
    features, hidden, pieces, width = weights.shape
    wide = np.concatenate([weights, pad[..., None]], axis=3)  # a word that is not there counts by a weight of its own
    names = parser.move_names
    return Transitions(
        np.ascontiguousarray(narrow.get_param("W").T),
        narrow.get_param("b"),
        np.ascontiguousarray(wide.transpose(0, 3, 2, 1).reshape(features * (width + 1), pieces * hidden)),
        np.ascontiguousarray(lower.get_param("b").T).reshape(pieces * hidden),
        np.ascontiguousarray(upper.get_param("W")[:-1].T),
        upper.get_param("b")[:-1],
        tuple(name.partition("-")[2] for name in names),
        sum(name.startswith("L-") for name in names),
    )


def lifted(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Changes heads and labels where a label says that its head was lifted: `prep||dobj` hangs on a `dobj` below its head.

    The first one is taken, breadth first and left to right, as spaCy's `deprojectivize` does (Nivre and Nilsson 2005).
    """
    marked = [i for i, label in enumerate(deps) if _LIFTED in label]
    if not marked:
        return
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    for i in marked:
        deps[i], wanted = deps[i].split(_LIFTED)
        level, found = [heads[i]], None
        while level and found is None:
            below = [k for q in level for k in kids[q] if k != i and not words[k].isspace()]
            level, found = below, next((k for k in below if deps[k] == wanted), None)
        if found is not None:
            kids[heads[i]].remove(i)
            bisect.insort(kids[found], i)
            heads[i] = found
