"""Pages of facts, chosen from the columns; only the facts of the page itself are read from the database."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

import numpy as np

from tocsin.errors import InputError
from tocsin.serve.columns import Columns, Numbers
from tocsin.store import Store, Stored
from tocsin.store.reading import Page


def page(store: Store, columns: Columns, rows: Numbers, *, limit: int, cursor: str = "", order: str = "newest") -> Page[Any]:
    """A page of the facts in `rows` by day and number, and the token of the next; raises InputError for a foreign token."""
    newest = order == "newest"
    day, seq = columns.day[rows], columns.seq[rows]
    if cursor:
        last_day, last = _position(cursor, order)
        after = (day < last_day) | ((day == last_day) & (seq < last)) if newest else (day > last_day) | ((day == last_day) & (seq > last))
        day, seq = day[after], seq[after]
    key = day * _NUMBERS + seq
    if len(key) > limit + 1:
        nearest = np.argpartition(-key if newest else key, limit)[: limit + 1]
        day, seq, key = day[nearest], seq[nearest], key[nearest]
    found = np.argsort(-key if newest else key)
    shown = [int(n) for n in seq[found[:limit]]]
    items = numbered(store, shown)
    more = len(found) > limit
    return Page(tuple(items), _token(order, int(day[found[limit - 1]]), shown[-1]) if more else None)


_NUMBERS = 10**10
"""More than there are facts: a day and a number make one key."""


def numbered(store: Store, numbers: list[int]) -> list[Stored[Any]]:
    """The facts with these numbers, in that order."""
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    ids = dict(store.database.read().execute(f"SELECT seq, id FROM fact WHERE seq IN ({marks})", numbers).fetchall())
    return store.by_ids([ids[n] for n in numbers if n in ids])


def _token(order: str, day: int, seq: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([order, day, seq]).encode()).decode().rstrip("=")


def _position(token: str, order: str) -> tuple[int, int]:
    try:
        made_for, day, seq = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if made_for != order:
            raise ValueError("another order")
        return int(day), min(int(seq), _NUMBERS)
    except (ValueError, TypeError, OverflowError, binascii.Error) as error:
        raise InputError("the page token is not one of this query", advice="start from the first page again") from error
