"""The change feed: what came, went and was judged, under one rising number; and the comparison of two runs.

Replaying `fact_changes(0)` — putting each upsert, dropping each delete — gives what a fresh export gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from tocsin.errors import InputError
from tocsin.store.connection import Connection
from tocsin.store.rows import KINDS

_JSON_SKIPPED = frozenset({"id", "evidence", "span"})


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the record: `coded` (a report got an account), `withdrawn`, `judged`, `linked`."""

    seq: int
    at: str
    op: str
    report: str | None
    fact: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that a change touched: `upsert` or `delete` (a tombstone)."""

    seq: int
    at: str
    op: str
    kind: str
    id: str
    report: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How a fact differs between two runs: `added`, `removed`, or `changed` with (field, before, after)."""

    report: str
    kind: str
    id: str
    how: str
    fields: tuple[tuple[str, Any, Any], ...] = ()


def changes(connection: Connection, since: int, limit: int | None = None) -> Iterator[Change]:
    """The changes after number `since`, in order."""
    only = "" if limit is None else "LIMIT ?"
    for row in connection.execute(f"SELECT seq, at, op, report, fact, detail FROM change WHERE seq > ? ORDER BY seq {only}",
                                  (since,) if limit is None else (since, limit)):
        yield Change(*row)


def record_change(connection: Connection, at: str, op: str, *, report: str | None = None, fact: str | None = None, account: int | None = None,
                  detail: str | None = None) -> None:
    """Appends one change, in the caller's transaction."""
    connection.execute("INSERT INTO change (seq, at, op, report, fact, account, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       (next_number(connection, "change"), at, op, report, fact, account, detail))


def next_number(connection: Connection, table: str) -> int:
    """The next number of a table; in a transaction, for there is one writer, and nothing that has a number is ever deleted."""
    return 1 + int(connection.execute(f"SELECT coalesce(max(seq), 0) FROM {table}").fetchone()[0])


def fact_changes(connection: Connection, since: int, kind: str | None = None) -> Iterator[FactChange]:
    """The facts that the changes after `since` touched; deletes of a report come before its upserts."""
    kinds = (kind,) if kind else tuple(KINDS)
    marks = ", ".join("?" * len(kinds))
    for change in list(changes(connection, since)):
        if change.op == "judged":
            rows = connection.execute(f"SELECT kind, id, state FROM fact WHERE id = ? AND state = 0 AND kind IN ({marks})", (change.fact, *kinds))
        elif change.op in ("coded", "withdrawn"):
            rows = connection.execute(
                f"SELECT f.kind, f.id, min(f.state) FROM fact f JOIN report r ON r.seq = f.report WHERE r.id = ? AND f.kind IN ({marks}) "
                f"GROUP BY f.kind, f.id ORDER BY min(f.state) DESC, min(f.seq)", (change.report, *kinds))
        else:
            continue
        for found, fact, state in rows.fetchall():
            yield FactChange(change.seq, change.at, "delete" if state else "upsert", found, fact, change.report or "")


def differences(connection: Connection, before: str, after: str) -> Iterator[Difference]:
    """Record by record, how run `after` differs from run `before` on the reports that both coded."""
    runs = {r[0]: r[1] for r in connection.execute("SELECT id, seq FROM run WHERE id IN (?, ?)", (before, after))}
    for name in (before, after):
        if name not in runs:
            known = ", ".join(r[0] for r in connection.execute("SELECT id FROM run ORDER BY seq"))
            raise InputError(f"there is no run {name!r} in the record", advice=f"runs: {known or 'none'}")
    both = connection.execute("SELECT r.id, a.seq, b.seq FROM account a JOIN account b ON b.report = a.report JOIN report r ON r.seq = a.report "
                              "WHERE a.run = ? AND b.run = ? ORDER BY r.seq", (runs[before], runs[after])).fetchall()
    for report, old, new in both:
        yield from _compared(report, _facts(connection, old), _facts(connection, new))


def _facts(connection: Connection, account: int) -> dict[tuple[str, str], dict[str, Any]]:
    rows = connection.execute("SELECT f.kind, f.id, coalesce(c.body, b.body) FROM fact f JOIN fact_body b ON b.seq = f.seq "
                              "LEFT JOIN fact_coded c ON c.seq = f.seq WHERE f.report = (SELECT report FROM account "
                              "WHERE seq = ?) AND f.account = ? ORDER BY f.kind, f.ordinal", (account, account))
    return {(kind, fact): msgspec.json.decode(body) for kind, fact, body in rows}


def _compared(report: str, old: dict[tuple[str, str], dict[str, Any]], new: dict[tuple[str, str], dict[str, Any]]) -> Iterator[Difference]:
    for key in (*old, *(k for k in new if k not in old)):
        if key not in new or key not in old:
            yield Difference(report, *key, "removed" if key in old else "added")
            continue
        fields = tuple((name, old[key].get(name), new[key].get(name)) for name in dict.fromkeys((*old[key], *new[key]))
                       if old[key].get(name) != new[key].get(name))
        if fields:
            yield Difference(report, *key, "changed", fields)
