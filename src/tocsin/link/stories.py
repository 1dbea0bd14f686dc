"""Which reports tell the same story: pairs scored feature by feature, then grouped by average likeness.

Candidates come from an inverted index of each report's rarest names, phrases and words, so that the work grows with
the number of reports and not with its square. The weights were learned by `scripts/train_stories.py`.
"""

from __future__ import annotations

import heapq
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from tocsin.link.signatures import Signature

KEYS = 50
"""Rarest terms of a report that look for its candidates; 50 find 96 % of the true pairs of the development half."""
NEAREST = 20
"""Candidates kept for each report: those that share most, by rarity."""
COMMONEST = 60
"""A term shared by more reports than this looks for none."""
THRESHOLD = 0.25
"""Average likeness at which groups join; best on the development half, flat from .2 to .3."""
FEATURES = ("words", "phrases", "names", "figures", "shared phrases", "shared names", "shared ages", "other ages", "same day", "days apart",
            "months apart", "days between publication", "published together", "opening", "opening, same week", "names, same day",
            "shared names, other ages", "shared ages, same day", "figures, same day")
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two reports tell the same story, with the contribution of each feature, weightiest first."""

    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A signature with its unit vectors."""

    signature: Signature
    words: Vector
    phrases: Vector
    names: Vector
    figures: Vector
    opening: Vector


@lru_cache(maxsize=1)
def weights() -> tuple[float, tuple[float, ...]]:
    """Intercept and one weight for each of FEATURES."""
    raw = json.loads((resources.files("tocsin.link") / "story_weights.json").read_text(encoding="utf-8"))
    return raw["intercept"], tuple(raw["weights"][name] for name in FEATURES)


class Corpus:
    """Signatures weighed by how rare their terms are among them."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        self.size = len(signatures)
        self.frequency = {kind: Counter(x for s in signatures for x in getattr(s, kind)) for kind in ("words", "phrases", "names", "figures", "ages")}
        self.reports = [self._weighed(s) for s in signatures]

    def rarity(self, kind: str, term: object) -> float:
        """The inverse document frequency of a term."""
        return math.log((self.size + 1) / (self.frequency[kind][term] + 0.5))

    def _weighed(self, s: Signature) -> _Weighed:
        return _Weighed(s, self._unit("words", s.words), self._unit("phrases", s.phrases), self._unit("names", s.names),
                        self._unit("figures", s.figures), self._unit("words", s.opening))

    def _unit(self, kind: str, terms: Mapping[str, int] | Iterable[str]) -> Vector:
        counts = terms if isinstance(terms, Mapping) else dict.fromkeys(terms, 1)
        raw = {x: (1 + math.log(n)) * self.rarity(kind, x) for x, n in counts.items()}
        length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        return {x: w / length for x, w in raw.items()}

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of reports that share one of their rarest terms, in order."""
        holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, report in enumerate(self.reports):
            s = report.signature
            terms = [(-self.rarity(kind, x) * share, kind, x) for kind, xs, share in (("phrases", s.phrases, 1.0), ("names", s.names, 1.0), ("words", s.words, 0.7))
                     for x in xs if 1 < self.frequency[kind][x] <= COMMONEST]
            for _, kind, x in heapq.nsmallest(KEYS, terms):
                holders[kind, x].append(number)
        likely: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for (kind, x), found in holders.items():
            rarity = self.rarity(kind, x)
            for n, a in enumerate(found):
                for b in found[n + 1:]:
                    likely[a][b] += rarity
                    likely[b][a] += rarity
        best = ((a, b) for a, others in likely.items() for b in heapq.nlargest(NEAREST, others, key=lambda o: (others[o], -o)))
        return sorted({(min(a, b), max(a, b)) for a, b in best})

    def features(self, one: int, other: int) -> tuple[float, ...]:
        """The features of a pair, in the order of FEATURES."""
        a, b = self.reports[one], self.reports[other]
        s, t = a.signature, b.signature
        words, names, opening = _product(a.words, b.words), _product(a.names, b.names), _product(a.opening, b.opening)
        figures = _product(a.figures, b.figures)
        shared_phrases = min(self._shared("phrases", s.phrases & t.phrases, 6) / 20, 1.5)
        shared_names = min(self._shared("names", s.names & t.names, 8) / 30, 1.5)
        ages = min(sum(min(3.0, self.rarity("ages", x)) for x in s.ages & t.ages) / 3, 2.0)
        other_ages = 1.0 if s.ages and t.ages and not s.ages & t.ages else 0.0
        same = len(s.days & t.days)
        gap = _gap(s.days | _day(s), t.days | _day(t))
        apart = abs(s.published - t.published) if s.published and t.published else 30
        return (words, _product(a.phrases, b.phrases), names, figures, shared_phrases, shared_names, ages, other_ages, min(same, 3) / 3, min(gap, 30) / 30,
                float(gap > 30), math.log1p(apart) / 6, float(apart <= 3), opening, opening * (apart <= 7), names * (gap <= 2), shared_names * other_ages,
                ages * bool(same) / 2, figures * bool(same))

    def _shared(self, kind: str, terms: Iterable[str], most: int) -> float:
        return sum(heapq.nlargest(most, (self.rarity(kind, x) for x in terms)))

    def likeness(self, one: int, other: int) -> Likeness:
        """How likely the reports numbered `one` and `other` tell the same story, and why."""
        intercept, factors = weights()
        parts = [f * w for f, w in zip(self.features(one, other), factors, strict=True)]
        reasons = sorted(((n, round(p, 2)) for n, p in zip(FEATURES, parts, strict=True) if abs(p) >= 0.05), key=lambda r: -abs(r[1]))
        return Likeness(1 / (1 + math.exp(-intercept - sum(parts))), tuple(reasons))

    def score(self, one: int, other: int) -> float:
        """The likeness alone."""
        intercept, factors = weights()
        return 1 / (1 + math.exp(-intercept - sum(f * w for f, w in zip(self.features(one, other), factors, strict=True))))


def _product(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(w * b[x] for x, w in a.items() if x in b)


def _day(s: Signature) -> frozenset[int]:
    return frozenset(() if s.published is None else (s.published,))


def _gap(one: frozenset[int], other: frozenset[int]) -> int:
    """Days between the nearest of two sets of days; 31 where one is empty."""
    return min((abs(x - y) for x in one for y in other), default=31)


def group(size: int, likeness: Mapping[tuple[int, int], float], *, threshold: float = THRESHOLD,
          apart: Iterable[tuple[int, int]] = (), together: Iterable[tuple[int, int]] = ()) -> list[int]:
    """For each of `size` items the smallest number of its group: groups join while their average likeness reaches `threshold`.

    Pairs without a likeness count as 0. Items of `together` start in one group; groups that hold a pair of `apart` never join.
    """
    return _Grouping(size, likeness, threshold, apart, together).labels()


class _Grouping:
    def __init__(self, size: int, likeness: Mapping[tuple[int, int], float], threshold: float, apart: Iterable[tuple[int, int]],
                 together: Iterable[tuple[int, int]]) -> None:
        self.threshold = threshold
        self.size = dict.fromkeys(range(size), 1)
        self.members = {n: [n] for n in range(size)}
        self.home = list(range(size))
        self.sums: dict[int, dict[int, float]] = {n: {} for n in range(size)}
        self.apart: dict[int, set[int]] = defaultdict(set)
        for (a, b), score in likeness.items():
            if score > 0.02:  # below, a pair is told from no pair by rounding alone
                self.sums[a][b] = self.sums[b][a] = score
        for a, b in apart:
            self.apart[a].add(b)
            self.apart[b].add(a)
        for a, b in together:
            if self.home[a] != self.home[b] and self.home[b] not in self.apart[self.home[a]]:
                self._join(*sorted((self.home[a], self.home[b])))
        self.heap = [entry for a in self.sums if a in self.size for b in self.sums[a] if a < b and (entry := self._entry(a, b))]
        heapq.heapify(self.heap)

    def _entry(self, a: int, b: int) -> tuple[float, int, int] | None:
        average = self.sums[a].get(b, 0.0) / (self.size[a] * self.size[b])
        return (-average, min(a, b), max(a, b)) if average >= self.threshold and b not in self.apart[a] else None

    def _join(self, a: int, b: int) -> None:
        """Takes the group b into a."""
        for other, total in self.sums.pop(b).items():
            if other != a and other in self.size:
                self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + total
                self.sums[other].pop(b, None)
        self.sums[a].pop(b, None)
        for other in self.apart.pop(b, set()):
            self.apart[a].add(other)
            self.apart[other].discard(b)
            self.apart[other].add(a)
        self.size[a] += self.size.pop(b)
        for member in self.members[b]:
            self.home[member] = a
        self.members[a] += self.members.pop(b)

    def labels(self) -> list[int]:
        while self.heap:
            score, a, b = heapq.heappop(self.heap)
            if a not in self.size or b not in self.size or self._entry(a, b) != (score, a, b):
                continue
            self._join(a, b)
            for other in self.sums[a]:
                if entry := self._entry(a, other):
                    heapq.heappush(self.heap, entry)
        return self.home


def stories(signatures: Sequence[Signature], *, threshold: float = THRESHOLD) -> list[int]:
    """For each report the number of the first report of its story.

    >>> stories([])
    []
    """
    corpus = Corpus(signatures)
    return group(len(signatures), {pair: corpus.score(*pair) for pair in corpus.candidates()}, threshold=threshold)
