"""How well statements are found: PolNeAR's measures.

Content spans are matched one to one at a character Jaccard of at least .3, .5 and .8; a speaker is right when its
characters overlap the gold source at a Jaccard of at least .3. PolNeAR marks the outermost statement only, and
none without a named or described source: statements inside statements, and clauses under an adverb of report
(“reportedly”) or a passive (“is said to”), whose source is nobody, are not scored.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tocsin.coding.statements import Speech, find_speech
from tocsin.errors import DataMissing
from tocsin.evaluate.parsed import parsed_texts
from tocsin.read.sentence import Sentence
from tocsin.read.text import shadow

Ranges = Sequence[tuple[int, int]]
_WORDS = "speech"


def characters(ranges: Ranges) -> frozenset[int]:
    """The offsets that the ranges cover."""
    return frozenset(i for start, end in ranges for i in range(start, end))


def jaccard(left: Ranges, right: Ranges) -> float:
    """Shared characters over all characters of two sets of disjoint ranges.

    >>> jaccard([(0, 10)], [(5, 10)])
    0.5
    """
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    if not shared:
        return 0.0
    return shared / (sum(b - a for a, b in left) + sum(d - c for c, d in right) - shared)


def match(found: Sequence[Ranges], gold: Sequence[Ranges], least: float) -> list[tuple[int, int, float]]:
    """One-to-one pairs (found, gold, Jaccard), best overlaps first, each at least `least`."""
    pairs = sorted(
        (
            (jaccard(f, g), i, j)
            for i, f in enumerate(found)
            for j, g in enumerate(gold)
            if f and g and f[0][0] < g[-1][1] and g[0][0] < f[-1][1]
        ),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    used_found: set[int] = set()
    used_gold: set[int] = set()
    matched = []
    for overlap, i, j in pairs:
        if overlap < least:
            break
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            matched.append((i, j, overlap))
    return matched


def is_direct(plain: str, ranges: Ranges) -> bool:
    """Whether most characters of a content stand within quotation marks (double, or doubled single ones)."""
    quoted = total = 0
    for start, end in ranges:
        total += end - start
        opened = -1
        i = start
        while i < end:
            if plain[i] == '"' or plain.startswith("''", i):
                width = 1 if plain[i] == '"' else 2
                if opened < 0:
                    opened = i
                else:
                    quoted += i + width - opened
                    opened = -1
                i += width
            else:
                i += 1
        if opened >= 0:
            # An odd mark: it opens when it stands at the front, closes when at the end.
            quoted += end - opened if opened - start < end - opened else opened + 1 - start
        elif plain[start] in "'" and plain[end - 1] == "'":
            quoted += end - start
    return quoted * 2 > total


def scored(speech: Sequence[Speech]) -> list[Speech]:
    """The statements that PolNeAR's convention covers: not of unnamed sources, and not inside another statement."""
    named = [s for s in speech if s.kind != "hearsay"]
    return [s for s in named if not any(_inside(s, other) for other in named if other is not s)]


def _inside(one: Speech, other: Speech) -> bool:
    """Whether the content of `other` holds the cue of `one` (and not the other way round)."""
    at = one.cue.start if one.cue else one.start
    if not any(a <= at < b for a, b in other.parts):
        return False
    return other.cue is None or not any(a <= other.cue.start < b for a, b in one.parts)


def count(text: str, gold: Sequence[dict[str, Any]], speech: Sequence[Speech]) -> dict[str, int]:
    """Raw counts for one article."""
    plain = shadow(text)
    found = [s.parts for s in speech]
    wanted: list[Ranges] = [sorted((a, b) for a, b in g["content"]) for g in gold]
    direct = [is_direct(plain, w) for w in wanted]
    result = {"found": len(found), "gold": len(wanted), "direct": sum(direct), "indirect": len(direct) - sum(direct)}
    for least in (0.3, 0.5, 0.8):
        result[f"hit{least}"] = len(match(found, wanted, least))
    pairs = match(found, wanted, 0.3)
    result["direct_hit"] = sum(direct[j] for _, j, _ in pairs)
    result["indirect_hit"] = len(pairs) - result["direct_hit"]
    result["speaker_hit"] = sum(_same_speaker(speech[i], gold[j]) for i, j, _ in pairs)
    return result


def _same_speaker(speech: Speech, gold: dict[str, Any]) -> bool:
    if speech.speaker is None or not gold["source"]:
        return speech.speaker is None and not gold["source"]
    source: Ranges = [(a, b) for a, b in gold["source"]]
    return jaccard([(speech.speaker.start, speech.speaker.end)], source) >= 0.3


def figures(counts: Iterable[dict[str, int]]) -> dict[str, float]:
    """Precision, recall and F1 from summed counts."""
    total: dict[str, int] = {}
    for one in counts:
        for key, value in one.items():
            total[key] = total.get(key, 0) + value

    def f1(hits: int) -> float:
        return 2 * hits / max(1, total["found"] + total["gold"])

    return {
        "f1@.3": f1(total["hit0.3"]),
        "f1@.5": f1(total["hit0.5"]),
        "f1@.8": f1(total["hit0.8"]),
        "precision@.3": total["hit0.3"] / max(1, total["found"]),
        "recall@.3": total["hit0.3"] / max(1, total["gold"]),
        "f1 with speaker": f1(total["speaker_hit"]),
        "direct recall": total["direct_hit"] / max(1, total["direct"]),
        "indirect recall": total["indirect_hit"] / max(1, total["indirect"]),
        "found": total["found"],
        "gold": total["gold"],
    }


def load(folder: Path, part: str) -> list[dict[str, Any]]:
    """The records of `polnear/{part}.jsonl` under `folder`; raises DataMissing where it is absent."""
    path = folder / "polnear" / f"{part}.jsonl"
    if not path.exists():
        path = folder / f"{part}.jsonl"
    if not path.exists():
        raise DataMissing(f"{folder} holds no polnear/{part}.jsonl")
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def evaluate(folder: str | Path, part: str = "dev", limit: int | None = None) -> dict[str, float]:
    """The figures for one part of PolNeAR, with words per second of the search alone."""
    records = load(Path(folder), part)[:limit]
    parsed: list[list[Sentence]] = parsed_texts([r["text"] for r in records], f"polnear-{part}")
    counts, spent, tokens = [], 0.0, 0
    for record, sentences in zip(records, parsed, strict=True):
        begun = time.perf_counter()
        speech = find_speech(record["text"], sentences)
        spent += time.perf_counter() - begun
        tokens += sum(len(s.words) for s in sentences)
        counts.append(count(record["text"], record["attributions"], scored(speech)))
    return {
        **figures(counts),
        "tokens": tokens,
        "words per second": tokens / max(spent, 1e-9),
        "microseconds per token": 1e6 * spent / max(1, tokens),
    }
