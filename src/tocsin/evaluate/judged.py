"""The coder against what people decided in the desk: confirmed facts still found, rejected ones gone, corrected slots right.

Lines come from the desk's `/api/v1/labels`. A fact is found again where one of the same kind has overlapping words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError
from tocsin.records import Account

_FACTS = {"event": "events", "statement": "statements", "toll": "tolls", "position": "positions"}
_TYPES = {"event": "event_type", "statement": "form", "toll": "kind", "position": "stance"}
_SLOTS = {"actor": "actors", "recipient": "recipients", "source": "attribution", "addressee": "addressees"}
"""Corrected slot → field of the fact, where they differ."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often the coder is where people want it."""

    name: str
    right: int
    total: int


def read_labels(path: Path) -> list[dict[str, Any]]:
    """The labelled lines of a file; raises InputError naming the line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            raw = json.loads(line)
            found.append({**raw, "kind": raw["kind"], "verdict": raw["verdict"], "coded": raw["coded"], "report": raw["report"]})
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"is no labelled fact: {error}", where=f"{path}:{number}", advice="save /api/v1/labels of the desk") from error
    return found


def shares(labels: Iterable[Mapping[str, Any]], accounts: Mapping[str, Account]) -> list[Share]:
    """The shares by kind and verdict, then by corrected slot; `accounts` gives the account of each report by its id."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for label in labels:
        kind, verdict = label["kind"], label["verdict"]
        found = _again(label, accounts[label["report"]["id"]].to_dict()[_FACTS[kind]])
        same = found is not None and found[_TYPES[kind]] == label["coded"][_TYPES[kind]]
        if verdict == "reject":
            _count(counts, f"{kind}s rejected, no longer coded", not same)
        elif verdict == "confirm":
            _count(counts, f"{kind}s confirmed, still coded", same)
        else:
            for slot, value in label["corrected"].items():
                _count(counts, f"{kind}s corrected: {slot}", found is not None and _fits(found, slot, value))
    return [Share(name, right, total) for name, (right, total) in sorted(counts.items())]


def _count(counts: dict[str, list[int]], name: str, right: bool) -> None:
    counts[name][0] += right
    counts[name][1] += 1


def _again(label: Mapping[str, Any], facts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The fact whose words overlap those of the labelled one most; of the same type first."""
    kind, (start, end) = label["kind"], _extent(label["coded"])
    near = []
    for fact in facts:
        first, last = _extent(fact)
        shared = min(end, last) - max(start, first)
        if shared > 0:
            near.append((fact[_TYPES[kind]] == label["coded"][_TYPES[kind]], shared, fact["id"], fact))
    return max(near, key=lambda n: n[:3])[3] if near else None


def _extent(fact: Mapping[str, Any]) -> tuple[int, int]:
    span = fact["content"] if "cue" in fact else fact["evidence"][0]
    return span["start"], span["end"]


def _fits(fact: Mapping[str, Any], slot: str, value: Any) -> bool:
    """Whether a slot now holds the corrected value; of words, whether they overlap those that the person chose."""
    held = fact.get(_SLOTS.get(slot, slot))
    if not value and value != 0:
        return not held
    if not isinstance(value, dict):
        return bool(held == value)
    chosen = value["span"]
    spans = [h.get("span") for h in (held if isinstance(held, list) else [held]) if h]
    return any(s and s["start"] < chosen["end"] and chosen["start"] < s["end"] for s in spans)
