"""Which rows of the columns pass a filter: the meaning of `tocsin.store.where`, told from memory.

Words in the text, places, boxes and incidents are asked of the database, which has indexes for them; the rest is comparing columns.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from tocsin.serve.columns import Columns, Numbers
from tocsin.store import Filter, Store
from tocsin.store.where import ACTED_ON, ACTING, SAYING, where

_ASKED = ("text", "place", "bbox", "incident")
_CODED = {"type": "type", "mode": "mode", "factuality": "factuality", "country": "country", "review": "review", "precision": "place_precision"}


def passing(store: Store, columns: Columns, kind: str, wanted: Filter) -> Numbers:
    """The rows of facts of `kind` that pass, in the order of their numbers."""
    rows = columns.rows_of(kind)
    for field, column in _CODED.items():
        values = getattr(wanted, field)
        if values:
            rows = rows[np.isin(columns.coded[column][rows], columns.words[column].find(values))]
    if wanted.publisher:
        rows = rows[np.isin(columns.publisher[rows], columns.words["publisher"].find(wanted.publisher))]
    if wanted.report:
        reports = [columns.lists.report_of[r] for r in wanted.report if r in columns.lists.report_of]
        rows = rows[np.isin(columns.report[rows], reports)]
    rows = rows[_plain(columns, rows, wanted)]
    for names, roles in _taking_part(wanted):
        rows = rows[_with_party(columns, names, roles)[rows]]
    if len(rows) and any(getattr(wanted, name) for name in _ASKED):
        rows = rows[np.isin(columns.seq[rows], _asked(store, kind, wanted))]
    return rows


def _plain(columns: Columns, rows: Numbers, wanted: Filter) -> Numbers:
    passes = np.ones(len(rows), dtype=bool)
    if wanted.since:
        passes &= columns.last[rows] >= int(wanted.since.replace("-", ""))
    if wanted.until:
        passes &= (columns.day[rows] <= int(wanted.until.replace("-", ""))) & (columns.day[rows] > 0)
    if wanted.dated is not None:
        passes &= columns.dated[rows] == wanted.dated
    if wanted.located is not None:
        passes &= columns.located[rows] == wanted.located
    if wanted.confidence is not None:
        passes &= columns.confidence[rows] >= wanted.confidence
    return passes


def _taking_part(wanted: Filter) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The names of which one must take part in one of the roles (any where there are none), condition by condition."""
    for names, roles in ((wanted.actor, ACTING), (wanted.recipient, ACTED_ON), (wanted.party, ())):
        yield from (((name,), roles) for name in names)
    if wanted.claimant:
        yield wanted.claimant, SAYING


def _with_party(columns: Columns, names: tuple[str, ...], roles: tuple[str, ...]) -> Numbers:
    """For every row whether one of the names takes part."""
    known: dict[str, list[int]] = columns.lists.once("parties by name", lambda: _by_name(columns))
    numbers = [n for name in names for n in known.get(name if re.fullmatch("[A-Z]{3}", name) else "n" + _folded(name), ())]
    numbers += [n for name in names if not re.fullmatch("[A-Z]{3}", name) for n in known.get("i" + name, ())]
    chosen = np.zeros(max(columns.lists.parties, default=0) + 1, dtype=bool)
    chosen[numbers] = True
    lines = np.flatnonzero(chosen[columns.parties.party])
    if roles:
        lines = lines[np.isin(columns.parties.role[lines], np.array(columns.words["role"].find(roles)) - 1)]
    found = np.zeros(len(columns.seq), dtype=bool)
    found[columns.party_rows[lines]] = True
    return found


def _by_name(columns: Columns) -> dict[str, list[int]]:
    """Numbers of parties by country, by `i` and id, by `n` and folded name."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, party in columns.lists.parties.items():
        for key in (party.country, "i" + party.id, "n" + _folded(party.name)):
            found[key].append(number)
    return dict(found)


def _folded(name: str) -> str:
    """Lower case for ASCII letters only, as the database compares names."""
    return name.encode().lower().decode()


def _asked(store: Store, kind: str, wanted: Filter) -> Numbers:
    """The numbers of facts that pass what only the database can tell."""
    kept = {name: getattr(wanted, name) for name in _ASKED}
    connection = store.database.read()
    found = where(connection, kind, dataclasses.replace(Filter(), **kept), all_of_them=True)
    return np.array([r[0] for r in connection.execute(f"SELECT f.seq {found.sql}", found.all_parameters).fetchall()], dtype=np.int64)
