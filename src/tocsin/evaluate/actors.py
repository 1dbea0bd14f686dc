"""Share of gold actors in the PLOVER gold sentences that resolve to the right country and sector.

Each gold actor or recipient is looked up by its words in its sentence; the phrase whose head they share is resolved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.coding.actors import load_actor_index, people_of, resolve_phrase
from tocsin.evaluate.parsed import parsed_texts
from tocsin.read.sentence import Sentence
from tocsin.records import Actor

_MISPRINTS = {"ITL": "ITA", "JAP": "JPN"}
_SUPRANATIONAL = frozenset({"IGO", "UNO", "NGO", "EUR", "ISM", "IMG"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """One gold actor with what came out for its words."""

    text: str
    words: str
    country: str
    sector: str | None
    found: tuple[Actor, ...]

    @property
    def country_right(self) -> bool:
        """Whether one of the actors found has the gold country (a supranational body: none)."""
        if self.country == "IGO":
            return any(a.country is None and (a.sector in _SUPRANATIONAL or a.id) for a in self.found)
        return any(a.country == self.country for a in self.found)

    @property
    def sector_right(self) -> bool:
        """Whether an actor of the right country has the gold sector; bodies above the states count as right."""
        if self.country == "IGO":
            return self.country_right
        return any(a.country == self.country and a.sector == self.sector for a in self.found)


def resolved_actors(path: Path) -> Iterator[Resolved]:
    """Every gold actor of `plover_gsr.jsonl` that has a country, resolved in its sentence."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    texts = [r["text"] for r in records]
    index = load_actor_index()
    for record, sentences in zip(records, parsed_texts(texts, "plover_gsr"), strict=True):
        people = people_of(record["text"], index)
        for gold in record["actor"] + record["recipient"]:
            country = str(gold["code"])
            found: tuple[Actor, ...] = ()
            at = _head(record["text"], gold["actorText"], sentences)
            if at is not None:
                found = resolve_phrase(at[0], at[1], index, people=people, text=record["text"])
            sector = gold.get("sector")
            yield Resolved(
                record["text"],
                gold["actorText"],
                _MISPRINTS.get(country, country),
                str(sector)[:3] if sector and "*" not in sector else None,
                found,
            )


def _head(text: str, words: str, sentences: list[Sentence]) -> tuple[Sentence, int] | None:
    """Sentence and head token of the gold words: the token of theirs that hangs on none of theirs."""
    pieces = [w for w in words.split("...")[-1].replace("..", " ").split() if w]
    start = text.find(words.strip())
    end = start + len(words.strip())
    if start < 0:
        if not pieces:
            return None
        end = text.find(pieces[-1]) + len(pieces[-1])
        start = text.find(pieces[-1])
        if start < 0:
            return None
    for sentence in sentences:
        inside = [t for t in range(len(sentence)) if sentence.starts[t] < end and sentence.ends[t] > start]
        if inside:
            heads = [t for t in inside if sentence.heads[t] not in inside or sentence.heads[t] == t]
            nouns = [t for t in heads if sentence.tags[t][0] in "NJ"]
            return sentence, _outer(sentence, nouns or heads)
    return None


def _outer(sentence: Sentence, heads: list[int]) -> int:
    """The noun that the gold words modify when they are only modifiers (“Palestinian” detainees), else their head."""
    above = {sentence.heads[t] for t in heads}
    noun = next(iter(above))
    modifying = all(sentence.deps[t] in ("amod", "compound", "nmod") for t in heads)
    if (
        len(above) == 1
        and modifying
        and noun > heads[-1]
        and (len(heads) > 1 or sentence.tags[heads[0]] == "JJ")
        and sentence.words[noun].islower()
    ):
        return noun
    return heads[0]


def evaluate_actors(path: Path) -> dict[str, Any]:
    """Counts and shares: `{"country": {"right": 190, "of": 210, "share": .9}, "sector": …}`."""
    rows = list(resolved_actors(path))
    with_sector = [r for r in rows if r.sector]
    return {
        "country": _share(sum(r.country_right for r in rows), len(rows)),
        "sector": _share(sum(r.sector_right for r in with_sector), len(with_sector)),
        "sector_given_country": _share(
            sum(r.sector_right for r in with_sector), sum(r.country_right for r in with_sector)
        ),
    }


def _share(right: int, of: int) -> dict[str, Any]:
    return {"right": right, "of": of, "share": round(right / of, 4) if of else None}
