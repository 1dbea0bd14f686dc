"""Event coding scored on public labelled sets, with the definitions that docs/quality.md prints.

An event counts for precision if its factuality is asserted, claimed, denied or historical. Each set
names one act per sentence, so a true second act costs precision; the main act is the event of rank 1.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin import vocab
from tocsin.records import Actor, Event

Coder = Callable[[Sequence[str], str], list[list[Event]]]
"""From texts and a cache name to the events of each text."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    right: int
    found: int
    hit: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that is hit."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def read_set(path: Path) -> list[dict[str, Any]]:
    """The records of one labelled file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def main_event(events: Sequence[Event]) -> Event | None:
    """The main act of a text: of the events of rank 1, the most confident (the first where equal)."""
    first = [e for e in events if e.rank == 1]
    return max(first, key=lambda e: e.confidence, default=None)


def counted(events: Iterable[Event]) -> list[Event]:
    """The events that count for precision."""
    return [e for e in events if e.factuality in vocab.COUNTED_FACTUALITY]


def penta_type(kind: str) -> str:
    """PLV's name of a type, which has one for CONCEDE and RETREAT."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def score_gsr(records: Sequence[dict[str, Any]], coded: Sequence[Sequence[Event]]) -> dict[str, float]:
    """Main act, type F1 and full-record F1 on PLOVER GSR."""
    main = right = found = hit = full_right = full_hit = 0
    for record, events in zip(records, coded, strict=True):
        gold = record["event_v08"]
        best = main_event(events)
        main += best is not None and best.event_type == gold
        kept = counted(events)
        found += len(kept)
        same = [e for e in kept if e.event_type == gold]
        right += len(same)
        hit += bool(same) or any(e.event_type == gold for e in events)
        full = [e for e in same if _full(record, e)]
        full_right += len(full)
        full_hit += bool(full)
    total = len(records)
    return {"main": main / total, "type_f1": Score(right, found, hit, total).f1, "type_p": right / max(1, found), "type_r": hit / total,
            "full_f1": Score(full_right, found, full_hit, total).f1}


def _full(record: dict[str, Any], event: Event) -> bool:
    recipients = _codes(record.get("recipient") or [])
    return _meets(_codes(record.get("actor") or []), event.actors) and (not recipients or _meets(recipients, event.recipients + (
        event.actors if not event.recipients else ())))


def _codes(slots: Sequence[dict[str, Any]]) -> set[str]:
    return {s.get("code") or s.get("sector") or "" for s in slots} - {""}


def _meets(gold: set[str], actors: Sequence[Actor]) -> bool:
    return not gold or any((a.country or a.sector or "") in gold or (a.sector or "") in gold for a in actors)


def score_plv(records: Sequence[dict[str, Any]], coded: Sequence[Sequence[Event]]) -> dict[str, Any]:
    """Main act and distinct-type F1 on PLV, with recall by type and confusions."""
    gold_types: dict[str, set[str]] = {}
    by_text: dict[str, Sequence[Event]] = {}
    main = 0
    by_type: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    for record, events in zip(records, coded, strict=True):
        gold = record["root"]
        gold_types.setdefault(record["text"], set()).add(gold)
        by_text[record["text"]] = events
        best = main_event(events)
        guess = penta_type(best.event_type) if best else "none"
        main += guess == gold
        by_type[gold] += 1
        hits[gold] += guess == gold
        if guess != gold:
            confusion[gold, guess] += 1
    right = found = wanted = 0
    for text, golds in gold_types.items():
        kinds = {penta_type(e.event_type) for e in counted(by_text[text])}
        right += len(kinds & golds)
        found += len(kinds)
        wanted += len(golds)
    return {"main": main / len(records), "type_f1": Score(right, found, right, wanted).f1, "type_p": right / max(1, found),
            "type_r": right / max(1, wanted),
            "by_type": {t: (round(hits[t] / n, 2), n) for t, n in by_type.most_common()},
            "confusion": [(f"{g}>{p}", n) for (g, p), n in confusion.most_common(25)]}


def score_five(records: Sequence[dict[str, Any]], coded: Sequence[Sequence[Event]]) -> dict[str, float]:
    """Class F1 over the sentences that tell an act, and five-way accuracy with statements as “no act”."""
    right = found = wanted = five = main = 0
    for record, events in zip(records, coded, strict=True):
        gold = record["penta"]
        best = main_event(events)
        guess = vocab.FIVE_CLASSES[best.event_type] if best else "MAKE_STATEMENT"
        five += guess == gold
        if gold == "MAKE_STATEMENT":
            continue
        kinds = {vocab.FIVE_CLASSES[e.event_type] for e in counted(events)}
        wanted += 1
        right += gold in kinds
        found += len(kinds)
        main += guess == gold
    return {"class_f1": Score(right, found, right, wanted).f1, "main": main / max(1, wanted), "five_way": five / len(records)}
