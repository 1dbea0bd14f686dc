"""The country of a place that the actor lexicon does not list, from the gazetteer: “residents of Pando” → BOL."""

from __future__ import annotations

import functools

from tocsin.errors import DataMissing
from tocsin.gazetteer import fold, open_gazetteer

_DOMINANCE = 5
"""How many times larger the largest place must be than the largest of that name in any other country."""


@functools.lru_cache(maxsize=1 << 14)
def country_of_place(name: str) -> str | None:
    """The one country that a place name can well mean; None where several could, or where it is a word or a surname.

    Without a built gazetteer nothing is known and every answer is None.
    """
    try:
        gazetteer = open_gazetteer()
    except DataMissing:
        return None
    habit = gazetteer.habit(name.lower())
    if habit is not None and (habit.small > 2 or habit.first > 1 or habit.last > 1):
        return None
    largest: dict[str, int] = {}
    for number, _ in gazetteer.look_up(fold(name)):
        entry = gazetteer.entry(number)
        if entry.country:
            weight = max(entry.population, 1_000_000 if entry.kind in ("admin1", "disputed", "region") else 200)
            largest[entry.country] = max(largest.get(entry.country, 0), weight)
    ranked = sorted(largest.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _DOMINANCE * ranked[1][1]):
        return None
    return ranked[0][0]
