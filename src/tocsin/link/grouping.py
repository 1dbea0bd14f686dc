"""Groups by average likeness: two groups join while the pairs between them are alike enough on average.

Groups can only join where at least one pair reaches the threshold, so everything falls into islands of such pairs first;
pairs between islands are dropped, and each island is worked out alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from tocsin.link.terms import Floats, Numbers

_LEAST = 0.02
"""Below, a pair is told from no pair by rounding alone."""
Pair = tuple[int, int]


def group(size: int, likeness: Mapping[Pair, float], *, threshold: float, apart: Iterable[Pair] = (), together: Iterable[Pair] = ()) -> list[int]:
    """For each of `size` items the smallest number of its group: groups join while their average likeness reaches `threshold`.

    Pairs without a likeness count as 0. Items of `together` start in one group; groups that hold a pair of `apart` never join.

    >>> group(3, {(0, 1): 0.9, (1, 2): 0.2}, threshold=0.5)
    [0, 0, 2]
    """
    pairs = np.array(list(likeness), dtype=np.int64).reshape(-1, 2)
    return group_pairs(size, pairs, np.fromiter(likeness.values(), dtype=np.float64, count=len(likeness)), threshold=threshold, apart=apart, together=together)


def group_pairs(size: int, pairs: Numbers, scores: Floats, *, threshold: float, apart: Iterable[Pair] = (), together: Iterable[Pair] = ()) -> list[int]:
    """As `group`, of pairs in rows of two and their likenesses."""
    apart, together = list(apart), list(together)
    island = _islands(size, [*zip(*pairs[scores >= threshold].T.tolist(), strict=True), *together])
    inside = (island[pairs[:, 0]] == island[pairs[:, 1]]) & (scores > _LEAST)
    pairs, scores = pairs[inside], scores[inside]
    order = np.argsort(island[pairs[:, 0]], kind="stable")
    pairs, scores = pairs[order], scores[order]
    home = list(range(size))
    bounds = np.flatnonzero(np.diff(island[pairs[:, 0]])) + 1
    parted, joined = _by_island(apart, island), _by_island(together, island)
    seen = set()
    for some, likes in zip(np.split(pairs, bounds), np.split(scores, bounds), strict=True):
        if len(some):
            number = int(island[some[0, 0]])
            seen.add(number)
            likeness = zip(zip(some[:, 0].tolist(), some[:, 1].tolist(), strict=True), likes.tolist(), strict=True)
            _Grouping(likeness, threshold, parted[number], joined[number]).label(home)
    for number in [n for n in joined if n not in seen]:
        _Grouping((), threshold, parted[number], joined[number]).label(home)
    return home


def _islands(size: int, links: Iterable[Pair]) -> Numbers:
    """For each item a number that all items have which links lead to."""
    above = list(range(size))

    def top(n: int) -> int:
        while above[n] != n:
            above[n] = n = above[above[n]]
        return n

    for a, b in links:
        one, other = top(a), top(b)
        above[max(one, other)] = min(one, other)
    return np.array([top(n) for n in range(size)], dtype=np.int64)


def _by_island(pairs: Iterable[Pair], island: Numbers) -> dict[int, list[Pair]]:
    found: dict[int, list[Pair]] = defaultdict(list)
    for a, b in pairs:
        if island[a] == island[b]:
            found[int(island[a])].append((a, b))
    return found


class _Grouping:
    """One island while its groups join; a group goes by the smallest number in it."""

    def __init__(self, likeness: Iterable[tuple[Pair, float]], threshold: float, apart: Iterable[Pair], together: Iterable[Pair]) -> None:
        self.threshold = threshold
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.apart: dict[int, set[int]] = defaultdict(set)
        for (a, b), score in likeness:
            self.sums[a][b] = self.sums[b][a] = score
        for a, b in apart:
            self.apart[a].add(b)
            self.apart[b].add(a)
        self.members = {n: [n] for n in sorted({*self.sums, *(n for pair in together for n in pair)})}
        self.home = {n: n for n in self.members}
        for a, b in together:
            if self.home[a] != self.home[b] and self.home[b] not in self.apart[self.home[a]]:
                self._join(*sorted((self.home[a], self.home[b])))
        self.heap = [entry for a in list(self.sums) for b in self.sums[a] if a < b and (entry := self._entry(a, b))]
        heapq.heapify(self.heap)

    def _entry(self, a: int, b: int) -> tuple[float, int, int] | None:
        average = self.sums[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))
        return (-average, min(a, b), max(a, b)) if average >= self.threshold and b not in self.apart[a] else None

    def _join(self, a: int, b: int) -> None:
        """Takes the group b into a."""
        for other, total in self.sums.pop(b, {}).items():
            if other != a and other in self.members:
                self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + total
                self.sums[other].pop(b, None)
        self.sums[a].pop(b, None)
        for other in self.apart.pop(b, set()):
            self.apart[a].add(other)
            self.apart[other].discard(b)
            self.apart[other].add(a)
        for member in self.members[b]:
            self.home[member] = a
        self.members[a] += self.members.pop(b)

    def label(self, home: list[int]) -> None:
        """Joins what is to be joined and writes the group of each item into `home`."""
        while self.heap:
            score, a, b = heapq.heappop(self.heap)
            if a not in self.members or b not in self.members or self._entry(a, b) != (score, a, b):
                continue
            self._join(a, b)
            least, apart = 0.999 * self.threshold * len(self.members[a]), self.apart[a]  # a quick look first: `_entry` decides
            for other, total in self.sums[a].items():
                many = len(self.members[other])
                if total >= least * many and other not in apart and (entry := self._entry(a, other)):
                    heapq.heappush(self.heap, entry)
        for number, of in self.home.items():
            home[number] = of
