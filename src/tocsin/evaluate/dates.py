"""How well time expressions are found and resolved, scored as TempEval-3 scores them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.coding.times import find_dates
from tocsin.records import DateMention

FILES = ("timebank.jsonl", "aquaint.jsonl")
Finder = Callable[[str, str | None], tuple[DateMention, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one file; the measures are properties."""

    gold: int
    found: int
    strict: int
    relaxed: int
    type_right: int
    value_right: int

    @staticmethod
    def _f1(right: int, gold: int, found: int) -> float:
        return 2 * right / (gold + found) if gold + found else 0.0

    def to_dict(self) -> dict[str, float]:
        """The measures by name; `value_f1` is the relaxed F1 times the share of right values among matched spans."""
        return {
            "gold": self.gold,
            "found": self.found,
            "relaxed_precision": self.relaxed / self.found if self.found else 0.0,
            "relaxed_recall": self.relaxed / self.gold if self.gold else 0.0,
            "relaxed_f1": self._f1(self.relaxed, self.gold, self.found),
            "strict_f1": self._f1(self.strict, self.gold, self.found),
            "type_f1": self._f1(self.type_right, self.gold, self.found),
            "value_f1": self._f1(self.value_right, self.gold, self.found),
        }


def _records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / name).open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _default(text: str, published: str | None) -> tuple[DateMention, ...]:
    return find_dates(text, published=published)


def _aligned(
    gold: list[dict[str, Any]], found: tuple[DateMention, ...]
) -> list[tuple[dict[str, Any] | None, DateMention | None]]:
    """Gold and found mentions one to one: the same span first, then any overlap in text order."""
    free = list(found)
    pairs: list[tuple[dict[str, Any] | None, DateMention | None]] = []
    left = []
    for date in gold:
        same = next((m for m in free if m.span.start == date["start"] and m.span.end == date["end"]), None)
        if same is None:
            left.append(date)
        else:
            free.remove(same)
            pairs.append((date, same))
    for date in left:
        near = next((m for m in free if m.span.start < date["end"] and date["start"] < m.span.end), None)
        if near is not None:
            free.remove(near)
        pairs.append((date, near))
    return pairs + [(None, m) for m in free]


def score(folder: Path, name: str, finder: Finder = _default) -> Score:
    """The counts for one file of labelled articles."""
    gold = found = strict = relaxed = kind = value = 0
    for record in _records(folder, name):
        mentions = finder(record["text"], record["published"])
        gold += len(record["dates"])
        found += len(mentions)
        for date, mention in _aligned(record["dates"], mentions):
            if date is None or mention is None:
                continue
            relaxed += 1
            strict += (mention.span.start, mention.span.end) == (date["start"], date["end"])
            kind += mention.type == date["type"]
            value += mention.timex == date["value"]
    return Score(gold, found, strict, relaxed, kind, value)


def evaluate(folder: Path) -> dict[str, Any]:
    """The measures on every file of the folder that is there: `{"timebank": {"relaxed_f1": …, "value_f1": …}}`."""
    return {Path(name).stem: score(folder, name).to_dict() for name in FILES if (folder / name).exists()}


def sample_errors(n: int, folder: Path, *, name: str = FILES[0], kind: str | None = None) -> list[str]:
    """Up to `n` disagreements as lines to read: missed, spurious or a wrong value, with the words around them."""
    lines = []
    for record in _records(folder, name):
        text = record["text"]
        for date, mention in _aligned(record["dates"], find_dates(text, published=record["published"])):
            if date is None:
                assert mention is not None
                what, start, end = "spurious", mention.span.start, mention.span.end
                said = f"{mention.type} {mention.timex}"
            elif mention is None:
                what, start, end = "missed", date["start"], date["end"]
                said = f"{date['type']} {date['value']}"
            elif mention.timex != date["value"]:
                what, start, end = "value", mention.span.start, mention.span.end
                said = f"{mention.timex} for {date['value']} ({mention.rule})"
            elif (mention.span.start, mention.span.end) != (date["start"], date["end"]):
                what, start, end = "span", mention.span.start, mention.span.end
                said = f"for “{text[date['start'] : date['end']]}”"
            else:
                continue
            if kind is None or what == kind:
                around = f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}".replace(
                    "\n", " "
                )
                lines.append(f"{what}: {said} · {record['published']} · {around}")
    step = max(1, len(lines) // n) if n else 1
    return lines[::step][:n]
