"""Facts of many reports put together into incidents; people's same and not-same always win.

Events that share a day, a family of types and a pair of sides (or a place, or a story) are compared; groups join
while their members are alike on average. An incident stores no values: see `tocsin.link.merge`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.link.compare import THRESHOLD, View, compare, score_of
from tocsin.link.grouping import group_pairs
from tocsin.link.terms import Numbers

WINDOW = 40
"""In a block of more events than this each is compared with as many neighbours in order of place and report only."""
_LONGEST = 7
"""Days of an interval that look for partners; longer ones look from their first and last day."""


@dataclass(frozen=True, slots=True)
class Member:
    """A fact of an incident, with its likeness to the member it is nearest to."""

    view: View
    score: float
    nearest: View | None
    judged: bool = False
    """A person said that the two are the same."""

    def reasons(self) -> list[tuple[str, str, float, str]]:
        """Why it is with its nearest: (field, verdict, weight, words). Worked out when asked for, as most of a record is never looked at."""
        if self.judged:
            return [("judgement", "agrees", 9.0, "a person said they are the same")]
        if self.nearest is None:
            return []
        first, second = sorted((self.view, self.nearest), key=lambda v: v.seq)
        return [(r.field, r.verdict, round(r.weight, 2), r.words) for r in compare(first, second).reasons]


@dataclass(frozen=True, slots=True)
class Incident:
    """A happening and the facts that tell of it, in the order of the record."""

    id: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found: incidents, the voice of each report, how many pairs were compared."""

    incidents: tuple[Incident, ...]
    voices: Mapping[str, str]
    compared: int

    def member_rows(self) -> Iterator[tuple[str, int, float, str]]:
        """Rows of `incident_member`."""
        for incident in self.incidents:
            for m in incident.members:
                nearest = m.nearest.id if m.nearest is not None else None
                yield incident.id, m.view.seq, m.score, json.dumps({"nearest": nearest, "reasons": m.reasons()}, ensure_ascii=False)


def candidates(views: Sequence[View]) -> Numbers:
    """Pairs of positions in `views` worth comparing, in order, the smaller first; their number grows with the number of events, not its square."""
    blocks: dict[tuple[object, ...], array[int]] = defaultdict(lambda: array("q"))
    for n, view in enumerate(views):
        for key in set(_keys(view)):
            blocks[key].append(n)
    found = array("q")
    size = len(views)
    for block in blocks.values():
        ordered: Sequence[int] = block
        if len(block) > WINDOW:
            ordered = sorted(block, key=lambda n: (views[n].where, views[n].story, n))
        for at, one in enumerate(ordered):
            found.extend([min(one, other) * size + max(one, other) for other in ordered[at + 1:at + 1 + WINDOW]])
    pairs = np.unique(np.array(found, dtype=np.int64))
    return np.stack((pairs // size, pairs % size), axis=1) if size else np.empty((0, 2), dtype=np.int64)


def _keys(view: View) -> Iterator[tuple[object, ...]]:
    if view.start is None or view.end is None:
        return
    days: Iterable[int] = range(view.start, view.end + 1) if view.end - view.start < _LONGEST else (view.start, view.end)
    reach = (-1, 0, 1) if view.loose else (0, 1)
    for day in {d + r for d in days for r in reach}:
        for pair in itertools.combinations(sorted(view.parties), 2):
            yield view.family, day, pair
        if len(view.parties) == 1:
            yield view.family, day, next(iter(view.parties))
        if view.place is not None and view.place.precision not in ("country",):
            yield view.family, day, "at", view.place.gazetteer_id or view.place.name
    yield view.family, "story", view.story


def link(views: Sequence[View], *, judged: Mapping[tuple[str, str], bool] | None = None, previous: Mapping[int, str] | None = None,
         voice_of: Mapping[str, str] | None = None) -> Linked:
    """The incidents among `views`; `judged` pairs of fact ids bind, `previous` (fact → incident) keeps ids stable."""
    pairs = candidates(views)
    scores = np.fromiter((score_of(views[a], views[b]) for a, b in _tuples(pairs)), dtype=np.float64, count=len(pairs))
    pairs, scores = pairs[scores > 0.02], scores[scores > 0.02]
    place = {view.id: n for n, view in enumerate(views)} if judged else {}
    bound = {(min(place[a], place[b]), max(place[a], place[b])): same for (a, b), same in (judged or {}).items() if a in place and b in place}
    labels = group_pairs(len(views), pairs, scores, threshold=THRESHOLD, apart=[p for p, same in bound.items() if not same],
                         together=[p for p, same in bound.items() if same])
    people = {n: other for (a, b), same in bound.items() if same for n, other in ((a, b), (b, a))}
    best: dict[int, tuple[float, int]] = {}
    of = np.array(labels, dtype=np.int64)
    joined = of[pairs[:, 0]] == of[pairs[:, 1]]
    for (a, b), score in zip(_tuples(pairs[joined]), scores[joined].tolist(), strict=True):
        for one, other in ((a, b), (b, a)):
            if one not in best or score > best[one][0]:
                best[one] = (score, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for n, label in enumerate(labels):
        groups[label].append(n)
    taken: set[str] = set()
    incidents = []
    for members in sorted(groups.values(), key=lambda ns: (-len(ns), ns)):
        name = _name([views[n] for n in members], previous or {}, taken)
        incidents.append(Incident(name, tuple(_member(views, n, best.get(n), people.get(n)) for n in members)))
    incidents.sort(key=lambda i: i.members[0].view.seq)
    return Linked(tuple(incidents), dict(voice_of or {}), len(pairs))


def _tuples(pairs: Numbers) -> Iterator[tuple[int, int]]:
    """The rows, a few at a time: all of them as objects would take ten times the room."""
    for first in range(0, len(pairs), 10_000):
        some = pairs[first:first + 10_000]
        yield from zip(some[:, 0].tolist(), some[:, 1].tolist(), strict=True)


def _member(views: Sequence[View], n: int, best: tuple[float, int] | None, by_people: int | None) -> Member:
    if by_people is not None:
        return Member(views[n], 1.0, views[by_people], judged=True)
    if best is None:
        return Member(views[n], 1.0, None)
    return Member(views[n], round(best[0], 3), views[best[1]])


def _name(members: Sequence[View], previous: Mapping[int, str], taken: set[str]) -> str:
    """The id most of the members had before, else a new one from the first member's id."""
    for name, _ in Counter(previous[m.seq] for m in members if m.seq in previous).most_common():
        if name not in taken:
            taken.add(name)
            return name
    name = "i-" + hashlib.sha256(members[0].id.encode()).hexdigest()[:16]
    while name in taken:
        name = "i-" + hashlib.sha256(name.encode()).hexdigest()[:16]
    taken.add(name)
    return name
