"""Which reports tell the same story: pairs scored feature by feature, then grouped by average likeness.

Candidates come from an inverted index of each report's rarest names, phrases and words, so that the work grows with
the number of reports and not with its square. The weights were learned by `scripts/train_stories.py`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import numpy as np

from tocsin.link.grouping import group_pairs
from tocsin.link.signatures import Signature
from tocsin.link.terms import Floats, Numbers, Rows, Shared, largest, nearest, totals

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
_KINDS = ("words", "phrases", "names", "figures", "ages", "days")
_SEARCHED = {"phrases": 1.0, "names": 1.0, "words": 0.7}
"""Kinds of terms that look for candidates, and how much of their rarity counts."""
_REPORTS_AT_ONCE, _PAIRS_AT_ONCE = 1_000, 4_000


@lru_cache(maxsize=1)
def weights() -> tuple[float, Floats]:
    """Intercept and one weight for each of FEATURES."""
    raw = json.loads((resources.files("tocsin.link") / "story_weights.json").read_text(encoding="utf-8"))
    return raw["intercept"], np.array([raw["weights"][name] for name in FEATURES])


class Corpus:
    """Reports as rows of terms, weighed by how rare the terms are among them; signatures are read one by one and let go."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        self.rows = {kind: Rows() for kind in _KINDS}
        self.rows["opening"] = Rows(self.rows["words"].vocabulary)
        self.rows["dates"] = Rows(self.rows["days"].vocabulary)
        published = []
        for s in signatures:
            for kind in _KINDS:
                self.rows[kind].add(getattr(s, kind))
            self.rows["opening"].add(s.opening)
            self.rows["dates"].add(s.days if s.published is None else s.days | {s.published})
            published.append(s.published or 0)
        self.size = len(published)
        self.published = np.array(published, dtype=np.int64)
        for rows in self.rows.values():
            rows.close()
        self.rarity = {kind: np.log((self.size + 1) / (self.rows[kind].frequencies() + 0.5)) for kind in _KINDS}
        for kind in ("words", "phrases", "names", "figures", "opening"):
            self.rows[kind].weigh(self.rarity["words" if kind == "opening" else kind])

    def candidates(self) -> Numbers:
        """Pairs of reports that share one of their rarest terms, in order: (n, 2) numbers of reports, the smaller first."""
        if not self.size:
            return np.empty((0, 2), dtype=np.int64)
        report, key, rarity = self._keys()
        order = np.argsort(key, kind="stable")
        holders = report[order]
        start, end = np.searchsorted(key[order], key), np.searchsorted(key[order], key, side="right")
        found = []
        bounds = np.searchsorted(report, np.arange(0, self.size + _REPORTS_AT_ONCE, _REPORTS_AT_ONCE))
        for first, last in itertools.pairwise(bounds):
            many = end[first:last] - start[first:last]
            entry = np.repeat(np.arange(first, last), many)
            others = holders[np.arange(len(entry)) + np.repeat(start[first:last] - (np.cumsum(many) - many), many)]
            pairs, home = np.unique(report[entry] * self.size + others, return_inverse=True)
            shared = np.bincount(home, weights=rarity[entry])
            one, other = pairs // self.size, pairs % self.size
            shared, one, other = shared[one != other], one[one != other], other[one != other]
            best = np.lexsort((other, -shared, one))
            one, other = one[best], other[best]
            near = np.arange(len(one)) - np.searchsorted(one, one) < NEAREST
            one, other = one[near], other[near]
            found.append(np.minimum(one, other) * self.size + np.maximum(one, other))
        every = np.unique(np.concatenate(found))
        return np.stack((every // self.size, every % self.size), axis=1)

    def _keys(self) -> tuple[Numbers, Numbers, Floats]:
        """The rarest terms of each report: the report, a number for the term, its rarity; in the order of the reports."""
        parts, first = [], 0
        for kind, share in _SEARCHED.items():
            rows, frequency, rarity = self.rows[kind], self.rows[kind].frequencies(), self.rarity[kind]
            report = np.repeat(np.arange(self.size), np.diff(rows.starts))
            kept = (frequency[rows.terms] > 1) & (frequency[rows.terms] <= COMMONEST)
            term = rows.terms[kept].astype(np.int64)
            parts.append((report[kept], term + first, rarity[term], rarity[term] * share, rows.marks()[term]))
            first += len(rows.vocabulary)
        report, key, rarity, weight, mark = map(np.concatenate, zip(*parts, strict=True))
        order = np.lexsort((mark, -weight, report))
        report, key, rarity = report[order], key[order], rarity[order]
        rarest = np.arange(len(report)) - np.searchsorted(report, report) < KEYS
        return report[rarest], key[rarest], rarity[rarest]

    def features(self, pairs: Numbers) -> Floats:
        """The features of pairs, a row for each, in the order of FEATURES."""
        one, other = pairs[:, 0], pairs[:, 1]
        size = len(pairs)
        words, names, opening, figures = (self.rows[kind].products(one, other) for kind in ("words", "names", "opening", "figures"))
        shared_names = np.minimum(self._rarest("names", one, other, 8) / 30, 1.5)
        ages = self.rows["ages"].shared(one, other)
        shared_ages = np.minimum(totals(ages.pair, np.minimum(3.0, self._rarities("ages", ages)), size) / 3, 2.0)
        aged = np.diff(self.rows["ages"].starts) > 0
        other_ages = (aged[one] & aged[other] & (np.bincount(ages.pair, minlength=size) == 0)).astype(np.float64)
        same = np.bincount(self.rows["days"].shared(one, other).pair, minlength=size)
        gap = nearest(self.rows["dates"], one, other, 31)
        known = (self.published[one] > 0) & (self.published[other] > 0)
        apart = np.where(known, np.abs(self.published[one] - self.published[other]), 30)
        return np.stack((words, self.rows["phrases"].products(one, other), names, figures, np.minimum(self._rarest("phrases", one, other, 6) / 20, 1.5),
                         shared_names, shared_ages, other_ages, np.minimum(same, 3) / 3, np.minimum(gap, 30) / 30, gap > 30, np.log1p(apart) / 6,
                         apart <= 3, opening, opening * (apart <= 7), names * (gap <= 2), shared_names * other_ages, shared_ages * (same > 0) / 2,
                         figures * (same > 0)), axis=1)

    def _rarest(self, kind: str, one: Numbers, other: Numbers, most: int) -> Floats:
        """For each pair the rarities of the rarest terms that both have, summed up."""
        both = self.rows[kind].shared(one, other)
        return largest(both.pair, self._rarities(kind, both), most, len(one))

    def _rarities(self, kind: str, both: Shared) -> Floats:
        found: Floats = self.rarity[kind][self.rows[kind].terms[both.one]]
        return found

    def scores(self, pairs: Numbers) -> Floats:
        """How likely the two reports of each pair tell the same story."""
        intercept, factors = weights()
        parts = [self.features(pairs[n:n + _PAIRS_AT_ONCE]) @ factors for n in range(0, len(pairs), _PAIRS_AT_ONCE)]
        return 1 / (1 + np.exp(-intercept - np.concatenate([np.empty(0), *parts])))


def stories(signatures: Iterable[Signature], *, threshold: float = THRESHOLD) -> list[int]:
    """For each report the number of the first report of its story.

    >>> stories([])
    []
    """
    corpus = Corpus(signatures)
    pairs = corpus.candidates()
    return group_pairs(corpus.size, pairs, corpus.scores(pairs), threshold=threshold)
