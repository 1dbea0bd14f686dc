"""Facts of many reports put together into incidents; people's same and not-same always win.

Events that share a day, a family of types and a pair of sides (or a place, or a story) are compared; groups join
while their members are alike on average. An incident stores no values: see `tocsin.link.merge`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.link.compare import THRESHOLD, Comparison, View, compare
from tocsin.link.stories import group

WINDOW = 40
"""In a block of more events than this each is compared with as many neighbours in order of place and report only."""
_LONGEST = 7
"""Days of an interval that look for partners; longer ones look from their first and last day."""


@dataclass(frozen=True, slots=True)
class Member:
    """A fact of an incident, with its likeness to the member it is nearest to, and why."""

    seq: int
    id: str
    score: float
    reasons: tuple[tuple[str, str, float, str], ...]
    """(field, verdict, weight, words)."""
    nearest: str | None


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
                yield incident.id, m.seq, m.score, json.dumps({"nearest": m.nearest, "reasons": [list(r) for r in m.reasons]}, ensure_ascii=False)


def candidates(views: Sequence[View]) -> set[tuple[int, int]]:
    """Pairs of positions in `views` worth comparing; their number grows with the number of events, not its square."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, view in enumerate(views):
        for key in set(_keys(view)):
            blocks[key].append(n)
    pairs = set()
    for block in blocks.values():
        if len(block) > WINDOW:
            block.sort(key=lambda n: ((views[n].place.gazetteer_id or "") if views[n].place else "", views[n].story, n))  # type: ignore[union-attr]
        for at, one in enumerate(block):
            for other in block[at + 1:at + 1 + WINDOW]:
                pairs.add((min(one, other), max(one, other)))
    return pairs


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
    compared: dict[tuple[int, int], Comparison] = {}
    for pair in sorted(candidates(views)):
        found = compare(views[pair[0]], views[pair[1]])
        if found.score > 0.02:
            compared[pair] = found
    place = {view.id: n for n, view in enumerate(views)}
    bound = {(min(place[a], place[b]), max(place[a], place[b])): same for (a, b), same in (judged or {}).items() if a in place and b in place}
    labels = group(len(views), {p: c.score for p, c in compared.items()}, threshold=THRESHOLD, apart=[p for p, same in bound.items() if not same],
                   together=[p for p, same in bound.items() if same])
    best: dict[int, tuple[float, int, Comparison]] = {}
    for (a, b), comparison in compared.items():
        if labels[a] == labels[b]:
            for one, other in ((a, b), (b, a)):
                if one not in best or comparison.score > best[one][0]:
                    best[one] = (comparison.score, other, comparison)
    groups: dict[int, list[int]] = defaultdict(list)
    for n, label in enumerate(labels):
        groups[label].append(n)
    taken: set[str] = set()
    incidents = []
    for members in sorted(groups.values(), key=lambda ns: (-len(ns), ns)):
        name = _name([views[n] for n in members], previous or {}, taken)
        incidents.append(Incident(name, tuple(_member(views, n, best.get(n), bound) for n in members)))
    incidents.sort(key=lambda i: i.members[0].seq)
    return Linked(tuple(incidents), dict(voice_of or {}), len(compared))


def _member(views: Sequence[View], n: int, best: tuple[float, int, Comparison] | None, bound: Mapping[tuple[int, int], bool]) -> Member:
    people = next((pair for pair, same in bound.items() if same and n in pair), None)
    if people is not None:
        other = people[0] if people[1] == n else people[1]
        return Member(views[n].seq, views[n].id, 1.0, (("judgement", "agrees", 9.0, "a person said they are the same"),), views[other].id)
    if best is None:
        return Member(views[n].seq, views[n].id, 1.0, (), None)
    score, nearest, comparison = best
    return Member(views[n].seq, views[n].id, round(score, 3), tuple((r.field, r.verdict, round(r.weight, 2), r.words) for r in comparison.reasons),
                  views[nearest].id)


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
