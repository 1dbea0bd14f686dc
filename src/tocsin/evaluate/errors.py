"""What went wrong, to be read: sampled errors of an event set with every candidate act, recall by type and confusions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin import vocab
from tocsin.coding.events import Candidate
from tocsin.errors import DataMissing
from tocsin.evaluate.coders import candidates_of_texts
from tocsin.evaluate.events import penta_type, read_set

SETS = {"plover_gsr": "event_v08", "plv": "root", "conflibert": "penta"}
"""File stem of each set and the field of its label."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A labelled sentence with its candidates; `best` is the main act found."""

    text: str
    gold: str
    guess: str
    candidates: list[Candidate]


def label(name: str, event_type: str) -> str:
    """The set's own name of a type: PLV joins CONCEDE and RETREAT, the five-class set has classes."""
    if name == "conflibert":
        return vocab.FIVE_CLASSES[event_type]
    return penta_type(event_type) if name == "plv" else event_type


def judged(folder: Path, name: str) -> list[Judged]:
    """Every labelled sentence of the set `name` with what the coder makes of it; raises DataMissing for an unknown set."""
    if name not in SETS:
        raise DataMissing(f"no event set {name!r}", advice=f"use one of {', '.join(SETS)}")
    records: list[dict[str, Any]] = [r for r in read_set(folder / "events" / f"{name}.jsonl") if r[SETS[name]] != "MAKE_STATEMENT"]
    found = []
    for record, candidates in zip(records, candidates_of_texts([r["text"] for r in records], name), strict=True):
        best = max((c for c in candidates if c.dropped is None), key=lambda c: c.score, default=None)
        found.append(Judged(record["text"], record[SETS[name]], label(name, best.coded.type) if best else "none", candidates))
    return found


def report(folder: Path, name: str, errors: int, seed: int = 0) -> Iterator[str]:
    """Lines: recall and precision by type, the commonest confusions, then `errors` sampled errors with their candidates."""
    rows = judged(folder, name)
    wanted, given = Counter(r.gold for r in rows), Counter(r.guess for r in rows)
    right = Counter(r.gold for r in rows if r.gold == r.guess)
    yield f"{name}: main act right in {sum(right.values())} of {len(rows)} ({sum(right.values()) / len(rows):.3f})"
    for kind, count in wanted.most_common():
        yield f"  {kind:18s} {count:4d} labelled   recall {right[kind] / count:.2f}   precision {right[kind] / max(1, given[kind]):.2f}"
    confusion = Counter((r.gold, r.guess) for r in rows if r.gold != r.guess)
    yield "confusions (label > found): " + ", ".join(f"{g} > {p} {n}" for (g, p), n in confusion.most_common(12))
    wrong = [r for r in rows if r.gold != r.guess]
    for row in random.Random(seed).sample(wrong, min(errors, len(wrong))):
        yield ""
        yield f"{row.gold} > {row.guess}: {row.text}"
        for candidate in sorted(row.candidates, key=lambda c: -c.score):
            yield f"    {trace(candidate)}"


def trace(candidate: Candidate) -> str:
    """One candidate on a line: rule, type, factuality, parties, score, and why it was dropped."""
    coded = candidate.coded
    who, whom = (", ".join(a.country or a.sector or a.text for a in actors) or "–" for actors in (candidate.actors, candidate.recipients))
    dropped = f"   dropped: {candidate.dropped}" if candidate.dropped else ""
    return f"{candidate.score:6.2f}  {coded.type} {coded.mode or ''} {coded.factuality}  {who} → {whom}  [{coded.rule}, {coded.act.frame.where.rsplit('/', 1)[-1]}]{dropped}"
