"""Villages that no gazetteer has: the name kept, the place that of what contains them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.coding.place_features import context_words
from tocsin.coding.place_groups import Group, kilometres
from tocsin.coding.place_lexicon import demonyms, peoples
from tocsin.coding.place_tokens import LOWER, TITLE, Words
from tocsin.gazetteer import Entry, Gazetteer, fold

_SORTS = frozenset("village villages hamlet settlement town township suburb neighborhood neighbourhood outpost".split())
_NOT_NAMES = frozenset("president council hall police mayor elders resident residents head".split())
_FEATURES = frozenset("river lake creek mountain mountains mount falls reservoir canyon".split())
"""Sorts of natural features whose names are places even where no gazetteer has them."""
_FEATURES_BEFORE = frozenset("lake mount".split())
REACH = 14
"""How many words after (or before) the name its container may stand."""
BESIDE = 300.0
"""Kilometres from the middle of an area within which a place may still be in it."""
SMALL = 60_000
"""People below which a far town is less likely than a place of its name that no gazetteer has."""
GREAT = 800_000
COMMON = 3
"""Towns of a name in one country from which on there are likely more that no gazetteer has."""
AT_HAND = 100.0
"""Kilometres from another place of the report within which a namesake is taken for the place itself."""
LARGE = 100_000
"""People of a town so well known that “Leeds University” alone means the Leeds."""


@dataclass(frozen=True, slots=True)
class Village:
    """A named small place and what contains it, if the report says."""

    start: int
    end: int
    container: Entry | None
    feature: bool = False
    """A river, a lake, a mountain: it lies around its container rather than in it."""


def find_villages(words: Words, groups: Sequence[Group], gazetteer: Gazetteer) -> list[Village]:
    """“the village of Kapanli in the city of Tartar” → Kapanli, inside Tartar; also later bare mentions."""
    taken, busy = _taken(groups)
    known: dict[tuple[str, ...], Entry | None] = {}
    for i, word in enumerate(words.low):
        if word in _SORTS:
            for first, last in _names_beside(words, i, busy):
                name = tuple(words.low[first:last])
                inside = _container(words, first, last, taken)
                if inside is not None or name not in known:
                    known[name] = inside
        elif word in _FEATURES and words.case[i] == TITLE:
            run = _feature_at(words, i, busy)
            if run is not None and tuple(words.low[run[0] : run[1]]) not in known:
                known[tuple(words.low[run[0] : run[1]])] = _container(words, *run, taken) or _nearest(run[0], taken)
    if not known:
        return []
    return _mentions(words, known, busy)


def _taken(groups: Sequence[Group]) -> tuple[dict[int, Entry], set[int]]:
    """Places by the word they begin at, and all words that are part of one."""
    taken: dict[int, Entry] = {}
    busy: set[int] = set()
    for group in groups:
        entry = group.candidates[group.chosen][0]
        for mention in group.mentions:
            taken[mention.first] = entry
            busy.update(range(mention.first, mention.last))
    return taken, busy


def place_unlisted(
    words: Words,
    ranges: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    home: Entry | None,
    gazetteer: Gazetteer,
) -> list[Village]:
    """Ranges known to be places that the gazetteer lacks, each inside the place it is named after or beside.

    “Roanoke Park” is inside Roanoke if the report plays near a Roanoke, else in the place named nearest to it,
    else where the publisher lives.
    """
    taken, _ = _taken(groups)
    found = []
    for start, end in ranges:
        first = next((i for i, s in enumerate(words.start) if s >= start), len(words.start))
        last = next((i for i in range(first, len(words.end)) if words.end[i] >= end), len(words.end) - 1) + 1
        beside = _container(words, first, last, taken) or _nearest(first, taken) or home
        namesakes = _namesakes(words.plain[start:end], gazetteer)
        near = [(kilometres(e, other), e) for e in namesakes for other in (*taken.values(), *filter(None, [home]))]
        away, namesake = min(near, key=lambda pair: (pair[0], pair[1].number), default=(1e9, None))
        if namesake is None or away > AT_HAND:
            large = max(namesakes, key=lambda e: e.population, default=None)
            namesake = large if beside is None and large and large.population >= LARGE else None
        found.append(Village(start, end, namesake or beside))
    return found


def take_strangers(groups: list[Group], home: Entry | None, gazetteer: Gazetteer) -> list[Village]:
    """Names of places that the gazetteer lacks although it has others so called far away.

    They stand before the area around them (“Paro, Nduga”), or in a local paper's report of which they are the only
    name outside the paper's own state; they leave the groups.
    """
    areas = {}
    for group in groups:
        chosen = group.candidates[group.chosen][0]
        town = any(e.kind in ("city", "capital") and rank < 2 for e, rank in group.candidates)
        if chosen.kind in ("admin1", "region", "disputed") or (chosen.kind == "admin2" and not town):
            areas[chosen.number] = chosen
    found = []
    for group in groups:
        chosen = group.candidates[group.chosen][0]
        around = [areas[n] for n in group.containers if n in areas]
        if not around and home is not None and _is_lone(group, chosen, home, groups):
            found += [Village(m.start, m.end, _local(m.first, home, groups, gazetteer)) for m in group.mentions]
            group.mentions = []
            continue
        if not around or chosen.kind not in ("city", "admin1", "admin2", "site") or chosen.population >= LARGE:
            continue
        if any(_within(e, other) for e, _ in group.candidates for other in around):
            continue
        container = max(around, key=lambda e: (e.population, -e.number))
        found += [Village(m.start, m.end, container) for m in group.mentions]
        group.mentions = []
    groups[:] = [g for g in groups if g.mentions]
    return found


def _is_lone(group: Group, chosen: Entry, home: Entry, groups: Sequence[Group]) -> bool:
    """Whether a small town is the only thing that takes the report of a local paper to where it lies.

    Papers of capitals and great cities write about the whole world, and a name that few towns bear means its bearer.
    """
    if home.admin1 < 0 or home.kind == "capital" or home.population >= GREAT:
        return False
    if group.containers or chosen.kind != "city" or chosen.population >= SMALL:
        return False
    bearers = [e for e, rank in group.candidates if e.kind == "city" and rank < 2 and e.country == home.country]
    if len(bearers) < COMMON:
        return False
    others = [g.candidates[g.chosen][0] for g in groups if g is not group and g.mentions]
    if chosen.admin1 == home.admin1 or any(o.admin1 == chosen.admin1 or o.number == chosen.admin1 for o in others):
        return False
    return all(kilometres(chosen, o) > BESIDE for o in (*others, home) if o.kind != "country")


def _local(first: int, home: Entry, groups: Sequence[Group], gazetteer: Gazetteer) -> Entry:
    """The place in the paper's own state that is named nearest, else that state."""
    taken, _ = _taken([g for g in groups if g.mentions])
    near = {j: e for j, e in taken.items() if e.admin1 == home.admin1}
    return _nearest(first, near) or gazetteer.entry(home.admin1)


def _within(entry: Entry, other: Entry) -> bool:
    """Whether a place may be in another: one country, and near or an area of its own."""
    if entry.country != other.country and other.country is not None:
        return kilometres(entry, other) < AT_HAND
    return other.kind in ("region", "disputed") or other.number in (entry.admin1, entry.admin2, entry.number) or (
        kilometres(entry, other) < BESIDE
    )


def _nearest(first: int, taken: dict[int, Entry]) -> Entry | None:
    """The place named fewest words away; countries only if there is nothing smaller."""
    order = sorted(taken, key=lambda j: (taken[j].kind in ("country", "continent"), abs(j - first)))
    return taken[order[0]] if order else None


def _namesakes(surface: str, gazetteer: Gazetteer) -> list[Entry]:
    """Towns and areas in the name of something else: Leeds of “Leeds University”, Dover of “Port of Dover”."""
    words = surface.split()
    cuts = [words[:n] for n in range(len(words) - 1, 0, -1)] + [words[n:] for n in range(1, len(words))]
    for cut in cuts:
        found = [gazetteer.entry(n) for n, rank in gazetteer.look_up(fold(" ".join(cut))) if rank < 2]
        found = [e for e in found if e.kind in ("city", "capital", "admin2", "admin1", "settlement")]
        if found:
            return found
    return []


def _feature_at(words: Words, i: int, busy: set[int]) -> tuple[int, int] | None:
    """The name that a word like River ends or begins: “the Neches River”, “Lake Hartwell”; None for a bare word."""
    classes = context_words()
    first, last = i, i + 1
    while first > 0 and i - first < 3 and _joins(words, first - 1, first):
        first -= 1
    while first < i and (words.low[first] in classes["never"] or words.low[first] in classes["titles"]):
        first += 1
    if first == i:
        if words.low[i] not in _FEATURES_BEFORE:
            return None
        while last < len(words.text) and last - i < 3 and _joins(words, last - 1, last):
            last += 1
        if last == i + 1:
            return None
    elif last < len(words.text) and _joins(words, i, last):
        return None  # “Neches River National Wildlife Refuge”, “Forest Hills Drive”
    return None if busy & set(range(first, last)) else (first, last)


def _joins(words: Words, i: int, j: int) -> bool:
    """Whether words `i` and `j`, side by side, may be parts of one name."""
    return words.case[i] == TITLE and words.case[j] == TITLE and words.start[j] - words.end[i] == 1


def _names_beside(words: Words, i: int, busy: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words after “village of” and before “village”."""
    found = []
    size = len(words.text)
    if (
        (i + 2 < size
        and words.low[i + 1] == "of")
        or (
            words.case[i] == LOWER
            and i + 1 < size
            and words.case[i + 1] == TITLE
            and words.low[i] not in ("town", "township")
        )
    ):
        j = i + 2 if words.low[i + 1] == "of" else i + 1
        last = _run(words, j)
        while last > j:
            if not busy & set(range(j, last)):
                found.append((j, last))
            if not words.low[i].endswith("s") or last + 1 >= size or words.low[last] not in (",", "and"):
                break
            j, last = last + 1, _run(words, last + 1)
    first = i
    while (
        first > 0
        and words.case[first - 1] == TITLE
        and i - first < 3
        and words.start[first] - words.end[first - 1] == 1
    ):
        first -= 1
    while first < i and (words.low[first] in context_words()["never"] or _is_of(words.text[first])):
        first += 1  # “the Ukrainian village”
    if first < i and words.case[i] == LOWER and not words.opens[first] and not busy & set(range(first, i)):
        found.append((first, i))
    return found


def _is_of(word: str) -> bool:
    """Whether a word is an adjective or people of a country or a part of one."""
    return word in demonyms() or word in peoples()


def _run(words: Words, j: int) -> int:
    last = j
    while (
        last < len(words.text)
        and last - j < 4
        and (
            words.case[last] == TITLE
            or (
                words.text[last] == "-"
                and last > j
                and words.start[last] == words.end[last - 1]
                and last + 1 < len(words.text)
                and words.case[last + 1] == TITLE
            )
        )
    ):
        last += 1
    while last > j and words.low[last - 1] in _NOT_NAMES:
        last -= 1
    return last


def _container(words: Words, first: int, last: int, taken: dict[int, Entry]) -> Entry | None:
    """The nearest place in the same sentence after “in”, “of”, a comma…; else the nearest before."""
    for j in range(last, min(last + REACH, len(words.text))):
        if words.opens[j] and words.case[j] != 4:
            break
        if j in taken:
            return taken[j]
    for j in range(first - 1, max(first - REACH, -1), -1):
        if j in taken:
            return taken[j]
        if words.opens[j]:
            break
    return None


def _mentions(words: Words, known: dict[tuple[str, ...], Entry | None], busy: set[int]) -> list[Village]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(known, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    found, i = [], 0
    while i < len(words.low):
        for name in by_first.get(words.low[i], ()):
            last = i + len(name)
            if words.case[i] == TITLE and tuple(words.low[i:last]) == name and not busy & set(range(i, last)):
                feature = name[-1] in _FEATURES or name[0] in _FEATURES_BEFORE
                found.append(Village(words.start[i], words.end[last - 1], known[name], feature))
                i = last - 1
                break
        i += 1
    return found
