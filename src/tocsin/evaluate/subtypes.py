"""Two crosswalks scored: CASE-2021 sub-types (weighted F1) and what police did in Indian news, sentence by sentence.

The Indian documents are in small letters and mis-encoded; they are read as the pipeline reads them. A sentence
counts as told of an arrest or a killing when one of its words says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tocsin.coding.actors import people_of
from tocsin.coding.events import candidates, to_events
from tocsin.coding.parties import ReportParties
from tocsin.coding.police import ARREST, KILL, PoliceAct, police_acts
from tocsin.coding.subtypes import subtype_of_events
from tocsin.evaluate.events import read_set
from tocsin.evaluate.parsed import parsed_texts
from tocsin.lexicon.actors import load_actor_index
from tocsin.lexicon.frames import load_frames
from tocsin.pipeline import readable

Row = tuple[str, str, float, float | None, float | None]


def figures(folder: Path) -> list[Row]:
    """Set, measure, value, peer and reach of each figure; `folder` holds case2021.jsonl and india_police.jsonl."""
    records = read_set(folder / "case2021.jsonl")
    pairs = list(zip([r["subtype"] for r in records], case_subtypes([r["text"] for r in records]), strict=True))
    documents = read_set(folder / "india_police.jsonl")
    told = india_acts(documents)
    return [("CASE-2021", "sub-type weighted F1", weighted_f1(pairs), None, 0.65),
            ("India police", "KILL sentence F1", sentence_f1(documents, told, KILL), 0.69, 0.78),
            ("India police", "ARREST sentence F1", sentence_f1(documents, told, ARREST), 0.51, 0.70)]


def case_subtypes(texts: Sequence[str]) -> list[str]:
    """The sub-type of each snippet."""
    frames, index = load_frames(), load_actor_index()
    found = []
    for text, sentences in zip(texts, parsed_texts(texts, "case2021"), strict=True):
        parties = ReportParties(text, sentences, index, people=people_of(text, index))
        found.append(subtype_of_events(text, [e for s in sentences for e in to_events(s, text, "r", candidates(s, frames, parties))]))
    return found


def weighted_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """F1 of each gold kind, weighted by how often it is gold: `[("A", "A"), ("B", "A")]` → 0.33."""
    gold, guessed = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    right = Counter(g for g, p in pairs if g == p)
    return sum(n * 2 * right[kind] / (n + guessed[kind]) for kind, n in gold.items()) / max(1, len(pairs))


def joined(document: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a document given in sentences, and where each of them stands in it."""
    ranges, at = [], 0
    for sentence in document["sentences"]:
        ranges.append((at, at + len(sentence["text"])))
        at += len(sentence["text"]) + 1
    return "\n".join(s["text"] for s in document["sentences"]), ranges


def india_acts(documents: Sequence[dict[str, Any]]) -> list[list[PoliceAct]]:
    """What police did according to each document."""
    frames, index = load_frames(), load_actor_index()
    texts = [readable(joined(d)[0], index) for d in documents]
    found = []
    for text, sentences in zip(texts, parsed_texts(texts, "india_police"), strict=True):
        parties = ReportParties(text, sentences, index, people=people_of(text, index))
        found.append(list(police_acts([(s, candidates(s, frames, parties)) for s in sentences])))
    return found


def sentence_f1(documents: Sequence[dict[str, Any]], told: Sequence[Sequence[PoliceAct]], kind: str) -> float:
    """F1 over sentences: those labelled `kind` against those in which a word tells of such an act."""
    right = missed = wrong = 0
    for document, acts in zip(documents, told, strict=True):
        hits = [a.at for a in acts if a.kind == kind]
        for sentence, (start, end) in zip(document["sentences"], joined(document)[1], strict=True):
            gold, guess = kind in sentence["labels"], any(start <= at < end for at in hits)
            right += gold and guess
            missed += gold and not guess
            wrong += guess and not gold
    return 2 * right / (2 * right + missed + wrong) if right else 0.0
