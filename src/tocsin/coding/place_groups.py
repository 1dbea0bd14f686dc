"""Names of a report gathered: all mentions of one name, what the words around them say, where the report plays."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.coding.place_features import context_words
from tocsin.coding.place_support import NOWHERE, Support
from tocsin.coding.place_tokens import OTHER, Match, Words
from tocsin.gazetteer import Entry, Gazetteer

MAX_CANDIDATES = 60


@dataclass(slots=True)
class Group:
    """All mentions of one name in a report: one sense."""

    key: str
    mentions: list[Match]
    candidates: list[tuple[Entry, int]]
    containers: set[int] = field(default_factory=set)
    """Records named right after it: “Paris, Texas”."""
    sorts: set[str] = field(default_factory=set)
    """Sorts of place that the words around it say: city, admin."""
    scores: list[float] = field(default_factory=list)
    chosen: int = 0
    sure: float = 1.0
    """Share of the chosen candidate among all, 0 to 1."""
    own: Support = NOWHERE
    """What its senses, weighed alone, add to the report's support."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report says about where it plays."""

    countries: Mapping[str, float]
    """Share of the mentions of countries (names and adjectives)."""
    admins: Mapping[int, float]
    """Likewise of admin-1 areas."""
    home: Entry | None = None
    """Where the publisher lives."""
    dateline: Entry | None = None
    homes: Sequence[tuple[Entry, float]] = ()
    """Where the publisher may live, with the share of each, if only its name says."""


def kilometres(a: Entry, b: Entry) -> float:
    """Great-circle distance between two places."""
    return distance(a.latitude, a.longitude, b.latitude, b.longitude)


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def in_order(candidate: tuple[Entry, int]) -> tuple[bool, int, int]:
    """Sort key of candidates: countries first, then the larger."""
    return candidate[0].kind != "country", -candidate[0].population, candidate[0].number


def group_mentions(mentions: Sequence[Match], words: Words, gazetteer: Gazetteer) -> list[Group]:
    """One group a name; “Paris, Texas” and a bare “Paris” go together."""
    groups: dict[str, Group] = {}
    by_first = {m.first: m for m in mentions}
    for mention in mentions:
        group = groups.get(mention.key)
        if group is None:
            candidates = [(gazetteer.entry(n), rank) for n, rank in mention.records]
            candidates.sort(key=in_order)
            group = groups[mention.key] = Group(mention.key, [], candidates[:MAX_CANDIDATES])
        group.mentions.append(mention)
        group.containers.update(_containers(mention, words, by_first))
        group.sorts.update(_sorts(mention, words))
    return list(groups.values())


_JOINTS = frozenset(
    ("in", "of", "near", "the", "province", "district", "region", "state", "city", "governorate", "county")
)


def _containers(mention: Match, words: Words, by_first: Mapping[int, Match]) -> set[int]:
    """Records of the place named after a comma, a bracket or “in the … of”."""
    j, size = mention.last, len(words.text)
    found: set[int] = set()
    if j < size and words.text[j] in (",", "(") and j + 1 in by_first:
        following = by_first[j + 1]
        found.update(n for n, rank in following.records)
        if following.last < size and words.text[following.last] == "," and following.last + 1 in by_first:
            found.update(n for n, rank in by_first[following.last + 1].records)
        return found
    if j < size and words.low[j] == "." and words.text[j - 1][-1:] != ".":
        return found
    steps = j
    joined = False
    while steps < size and steps - j < 7 and words.case[steps] != OTHER and steps not in by_first:
        if words.low[steps] not in _JOINTS and words.low[steps] not in context_words()["in"]:
            return found
        joined = joined or words.low[steps] in ("in", "of")
        steps += 1
    if joined and steps in by_first:
        found.update(n for n, rank in by_first[steps].records)
    return found


def _sorts(mention: Match, words: Words) -> set[str]:
    """`city` after “the town of”, `admin` before “province”."""
    found: set[str] = set()
    after = words.low[mention.last] if mention.last < len(words.low) else ""
    before = words.low[mention.first - 1] if mention.first else ""
    earlier = words.low[mention.first - 2] if mention.first > 1 else ""
    for word in (after, earlier if before == "of" else before):
        if word in ("city", "town", "village", "mayor", "capital", "port", "suburb"):
            found.add("city")
        elif word in (
            "province",
            "state",
            "region",
            "district",
            "governorate",
            "county",
            "oblast",
            "republic",
            "prefecture",
        ):
            found.add("admin")
    ends = mention.last >= len(words.case) or words.case[mention.last] == OTHER
    if before == "the" and (ends or after in context_words()["says_after"] or after in context_words()["near"]):
        found.add("the")
    return found


def make_setting(
    groups: Sequence[Group],
    adjectives: Mapping[str, int],
    homes: Sequence[tuple[Entry, float]],
    dateline: Entry | None,
    gazetteer: Gazetteer,
) -> Setting:
    """Count countries and admin-1 areas that the report names; one home is the home, several are settled later."""
    countries: dict[str, float] = {code: float(n) for code, n in adjectives.items()}
    admins: dict[int, float] = {}
    for group in groups:
        for entry, rank in group.candidates:
            if entry.kind == "country" and entry.country:
                countries[entry.country] = countries.get(entry.country, 0) + len(group.mentions)
            elif entry.kind == "admin1" and rank != 2:
                admins[entry.number] = admins.get(entry.number, 0) + len(group.mentions)
            elif entry.kind in ("disputed", "region") and entry.country and rank != 2:
                countries[entry.country] = countries.get(entry.country, 0) + len(group.mentions)
    total, areas = sum(countries.values(), 0.0) or 1.0, sum(admins.values(), 0.0) or 1.0
    return Setting(
        {k: v / total for k, v in countries.items()},
        {k: v / areas for k, v in admins.items()},
        homes[0][0] if len(homes) == 1 else None,
        dateline,
        homes,
    )
