"""What a name means by itself: the match of a given span, the place of a given name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tocsin.coding.place_groups import MAX_CANDIDATES, Group, group_mentions, in_order, make_setting
from tocsin.coding.place_lexicon import country_of, demonyms, peoples, weights
from tocsin.coding.place_resolve import choose
from tocsin.coding.place_tokens import Match, Words, split_words
from tocsin.gazetteer import Entry, Gazetteer, fold, open_gazetteer
from tocsin.read.text import shadow
from tocsin.records import Place

_SPELLED = {
    "n.": "North", "s.": "South", "e.": "East", "w.": "West", "no.": "North", "so.": "South",
    "co.": "County", "twp.": "Township", "is.": "Islands", "mtn.": "Mountain", "mts.": "Mountains",
}  # fmt: skip

_SORTS_AFTER = frozenset(
    "county parish province city district region state oblast governorate prefecture municipality republic department "
    "island islands raion rayon division area territory town village emirate canton voivodeship krai commune".split()
)
"""Words that may stand beside the name of a place and say its sort."""


def match_for(words: Words, start: int, end: int, gazetteer: Gazetteer) -> Match | None:
    """The match of a given range; an adjective or people is its country, a word like “province” may be left off."""
    first = next((i for i, s in enumerate(words.start) if s >= start), None)
    if first is None:
        return None
    last = next((i for i in range(first, len(words.end)) if words.end[i] >= end), len(words.end) - 1) + 1
    surface = words.plain[start:end]
    records = _of_people(surface, gazetteer)
    if records:
        return Match(first, last, start, end, fold(surface), records, True)
    for key in _keys_for(surface):
        records = gazetteer.look_up(key) if len(key) > 1 else ()
        if records:
            return Match(first, last, start, end, key, records, True)
    records = _of_people(surface.capitalize(), gazetteer)
    return Match(first, last, start, end, fold(surface), records, True) if records else None


def _of_people(word: str, gazetteer: Gazetteer) -> tuple[tuple[int, int], ...]:
    """The place that an adjective or people is of: `Iraqis` → Iraq, `Texan` → Texas."""
    country = demonyms().get(word)
    if country in gazetteer.country_records:
        return ((gazetteer.country_records[country], 1),)
    place, country = peoples().get(word, ("", ""))
    records = [(n, rank) for n, rank in gazetteer.look_up(fold(place)) if rank < 2] if place else []
    return tuple(r for r in records if not country or gazetteer.entry(r[0]).country == country)


def _keys_for(surface: str) -> list[str]:
    """Forms under which a name may be listed: as it is, without its article, spelled out, without its sort."""
    plain = surface.removeprefix("the ").removeprefix("The ")
    spelled = " ".join(_SPELLED.get(word.lower(), word) for word in plain.split())
    names = [surface, plain, spelled]
    head, _, sort = spelled.rpartition(" ")
    if sort.lower() in _SORTS_AFTER:
        names.append(head)
    before, _, rest = spelled.partition(" of ")
    if before.lower() in _SORTS_AFTER:
        names.append(rest)
    return list(dict.fromkeys(fold(name) for name in names if name))


def label_of(entry: Entry, gazetteer: Gazetteer) -> str:
    """A candidate in words: `Paris, Texas, USA (geonames:4717560)`."""
    parts = [entry.name]
    if entry.admin1 >= 0:
        parts.append(gazetteer.entry(entry.admin1).name)
    if entry.country and entry.kind != "country":
        parts.append(entry.country)
    return f"{', '.join(parts)} ({entry.id})"


def resolve_name(
    name: str,
    *,
    country_hint: str | None = None,
    context: Sequence[str] = (),
    policy: str = "claimant",
    published: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Place | None:
    """The place a single name means: `Paris` → France; with `country_hint="USA"` → Texas; None if unknown.

    `context` are other names of the same report.
    """
    gaz = gazetteer or open_gazetteer()
    chosen = _meant(name, country_hint, tuple(context), gaz)
    if chosen is None:
        return None
    entry, labels = chosen
    admin1 = gaz.entry(entry.admin1).name if entry.admin1 >= 0 else entry.name if entry.kind == "admin1" else None
    return Place(
        name,
        entry.name,
        country_of(entry, policy, published),
        admin1,
        entry.latitude,
        entry.longitude,
        entry.precision,
        entry.id,
        candidates=labels,
    )


@lru_cache(maxsize=1 << 16)
def _meant(
    name: str, country_hint: str | None, context: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[Entry, tuple[str, ...]] | None:
    """The entry a name means beside other names, and the labels of those it could mean."""
    records = gazetteer.look_up(fold(name)) if not context else ()
    if records and all(
        rank < 3 for _, rank in records
    ):  # nothing to read out of the words: no abbreviation, no context
        found = sorted(((gazetteer.entry(n), rank) for n, rank in records), key=in_order)
        groups = [Group(fold(name), [], found[:MAX_CANDIDATES])]
    else:
        groups = _read_names((name, *context), gazetteer)
    if not groups:
        return None
    group = groups[0]
    group.containers.clear()
    if country_hint:
        group.candidates = [c for c in group.candidates if c[0].country == country_hint] or group.candidates
    if len(groups) > 1 or len(group.candidates) > 1:
        choose(groups, make_setting(groups, {}, (), None, gazetteer), weights(), gazetteer)
    labels = tuple(label_of(c[0], gazetteer) for c in group.candidates[:4])
    return group.candidates[group.chosen][0], labels


def _read_names(names: Sequence[str], gazetteer: Gazetteer) -> list[Group]:
    """Groups of the names, the first one's first; empty when the first is unknown."""
    words = split_words(shadow(", ".join(names)))
    matches, at = [], 0
    for name in names:
        matches.append(match_for(words, at, at + len(name), gazetteer))
        at += len(name) + 2
    return group_mentions([m for m in matches if m is not None], words, gazetteer) if matches[0] is not None else []
