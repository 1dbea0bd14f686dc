"""What people decide: confirm, correct, reject, same, not-same. Appended, never overwritten; outlives re-coding.

A judgement is tied to a fact's id and to its words. When a later run codes the same words under another id, the
judgement is anchored to that fact too, and the record says how. A confirmation confirms what is shown: corrections stand until
a reset.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.errors import InputError
from tocsin.store.changes import next_number, record_change
from tocsin.store.connection import Connection
from tocsin.store.correcting import apply_corrections, check_fields
from tocsin.store.rows import FactRow

VERDICTS = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected", "unsure": "unsure", "reset": "unreviewed",
            "same": "", "not_same": ""}
"""Verdict → the review state it gives a fact; `same` and `not_same` are about pairs and give none."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: `fact` is what was judged, `other` its counterpart for same and not_same, `fields` the corrected values."""

    seq: int
    at: str
    author: str
    verdict: str
    fact: str
    other: str | None
    fields: Mapping[str, Any]
    reason: str | None
    run: str | None
    """The run whose fact the person saw."""


def judge(connection: Connection, fact: str, verdict: str, *, author: str, at: str, other: str | None = None,
          fields: Mapping[str, Any] | None = None, reason: str | None = None) -> int:
    """Appends a judgement and returns its number; raises InputError for unknown facts and verdicts that do not fit."""
    if verdict not in VERDICTS:
        raise InputError(f"there is no verdict {verdict!r}", advice=f"use {', '.join(VERDICTS)}")
    if (verdict in ("same", "not_same")) != (other is not None) or fact == other:
        raise InputError(f"{verdict} needs {'two different facts' if verdict in ('same', 'not_same') else 'one fact'}")
    if verdict == "correct" and not fields:
        raise InputError("a correction names at least one field", advice="give the right values, such as mode=aerial")
    mine, theirs = _fact(connection, fact), _fact(connection, other) if other else (None, None)
    if fields and verdict == "correct":
        check_fields(connection.execute("SELECT kind FROM fact WHERE id = ?", (fact,)).fetchone()[0], fields)
    number = next_number(connection, "judgement")
    connection.execute(
        "INSERT INTO judgement (seq, at, author, verdict, fact, other, fields, reason, run, report, other_report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, at, author, verdict, fact, other, json.dumps(dict(fields), ensure_ascii=False, sort_keys=True) if fields else None, reason, mine[1], mine[0],
         theirs[0]))
    for side, target in enumerate((fact, other)):
        if target:
            for known in _aliases(connection, target):
                connection.execute("INSERT INTO judgement_target VALUES (?, ?, ?, ?)", (number, side, known, "id" if known == target else "words"))
                if VERDICTS[verdict]:
                    connection.execute("UPDATE fact SET review = ? WHERE id = ?", (VERDICTS[verdict], known))
                    if verdict in ("correct", "reset"):
                        apply_corrections(connection, known)
    report = connection.execute("SELECT id FROM report WHERE seq = ?", (mine[0],)).fetchone()
    record_change(connection, at, "judged", report=report[0], fact=fact, detail=verdict)
    return number


def _fact(connection: Connection, fact: str) -> tuple[int | None, str | None]:
    row = connection.execute("SELECT f.report, r.id FROM fact f JOIN account a ON a.seq = f.account JOIN run r ON r.seq = a.run "
                             "WHERE f.id = ? ORDER BY f.state, f.seq DESC", (fact,)).fetchone()
    if row is None:
        raise InputError(f"there is no fact {fact!r} in the record", advice="give the id of a fact, such as e-1f0c…")
    return row[0], row[1]


def _aliases(connection: Connection, fact: str) -> list[str]:
    """The fact and those that earlier judgements were carried over to along with it."""
    rows = connection.execute("SELECT DISTINCT b.fact FROM judgement_target a JOIN judgement_target b ON b.judgement = a.judgement AND b.side = a.side "
                              "WHERE a.fact = ?", (fact,)).fetchall()
    return list(dict.fromkeys([fact, *(r[0] for r in rows)]))


def reanchor(connection: Connection, report: int, rows: Sequence[FactRow]) -> dict[str, str]:
    """The review states that facts of a new account of `report` inherit; adds targets for facts whose id changed.

    Same id: inherited. Otherwise the fact of the same kind whose trigger overlaps that of the judged one, and of the
    same type if there is a choice.
    """
    targets = connection.execute("SELECT t.judgement, t.side, t.fact FROM judgement_target t JOIN judgement j ON j.seq = t.judgement "
                                 "WHERE (t.side = 0 AND j.report = ?) OR (t.side = 1 AND j.other_report = ?) ORDER BY t.judgement",
                                 (report, report)).fetchall()
    ids = {row.id for row in rows}
    for judgement, side, fact in targets:
        if fact in ids:
            continue
        heir = _heir(connection, fact, rows)
        if heir is not None:
            connection.execute("INSERT OR IGNORE INTO judgement_target VALUES (?, ?, ?, 'words')", (judgement, side, heir))
    return {row.id: state for row in rows if (state := review_of(connection, row.id)) != "unreviewed"} if targets else {}


def _heir(connection: Connection, fact: str, rows: Sequence[FactRow]) -> str | None:
    old = connection.execute("SELECT kind, type, anchor_start, anchor_end FROM fact WHERE id = ? ORDER BY seq DESC", (fact,)).fetchone()
    if old is None or old[2] is None:
        return None
    near = [r for r in rows if r.columns[1] == old[0] and isinstance(r.columns[19], int) and isinstance(r.columns[20], int)
            and r.columns[19] < old[3] and old[2] < r.columns[20]]
    near.sort(key=lambda r: r.columns[3] != old[1])
    return near[0].id if near else None


def review_of(connection: Connection, fact: str) -> str:
    """Where the review of a fact stands: what its last judgement says."""
    row = connection.execute("SELECT j.verdict FROM judgement j JOIN judgement_target t ON t.judgement = j.seq WHERE t.fact = ? "
                             "AND j.verdict NOT IN ('same', 'not_same') ORDER BY j.seq DESC LIMIT 1", (fact,)).fetchone()
    return VERDICTS[row[0]] if row else "unreviewed"


def judgements(connection: Connection, fact: str | None = None) -> Iterator[Judgement]:
    """All judgements in order, or those on one fact."""
    only = "WHERE seq IN (SELECT judgement FROM judgement_target WHERE fact = ?)" if fact else ""
    for row in connection.execute(f"SELECT seq, at, author, verdict, fact, other, fields, reason, run FROM judgement {only} ORDER BY seq",
                                  (fact,) if fact else ()):
        seq, at, author, verdict, subject, other, given, reason, run = row
        yield Judgement(seq, at, author, verdict, subject, other, json.loads(given) if given else {}, reason, run)


def pair_judgements(connection: Connection) -> dict[tuple[str, str], bool]:
    """Pairs of facts that people called the same (True) or not the same (False); the last word on a pair counts."""
    found = {}
    for one, other, verdict in connection.execute(
            "SELECT a.fact, b.fact, j.verdict FROM judgement j JOIN judgement_target a ON a.judgement = j.seq AND a.side = 0 "
            "JOIN judgement_target b ON b.judgement = j.seq AND b.side = 1 WHERE j.verdict IN ('same', 'not_same') ORDER BY j.seq"):
        found[(min(one, other), max(one, other))] = verdict == "same"
    return found
