"""Merging scored on labelled reports: which articles tell of the same incident.

Pairwise F1: over all pairs of articles, those put together against those that belong together. B³: for each article
the share of its group that is right and the share of its incident that is found, averaged over articles.
"""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import date
from pathlib import Path

from tocsin.link.signatures import Signature, signature
from tocsin.link.stories import stories


def gva_signatures(path: Path, *, cache: bool = True) -> tuple[list[Signature], list[str]]:
    """The signature of every article and the id of its incident; days named are cached, for finding them takes a minute."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [(doc, record["incident_id"]) for record in records for doc in record["docs"]]
    kept = Path(".cache") / f"gva-days-{path.stat().st_size}.pickle"
    if cache and kept.exists():
        days: list[list[str]] = pickle.loads(kept.read_bytes())
    else:
        days = [[date.fromordinal(d).isoformat() for d in sorted(signature("", doc["text"], published=doc["dct"] or None).days)] for doc, _ in articles]
        if cache:
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(pickle.dumps(days))
    return [signature(doc["id"], doc["text"], title=doc["title"], published=doc["dct"] or None, days=found)
            for (doc, _), found in zip(articles, days, strict=True)], [incident for _, incident in articles]


def _pairs(labels: Sequence[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def cluster_scores(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    """Pairwise precision, recall and F1, and B³ precision, recall and F1.

    >>> cluster_scores("aab", [1, 1, 2])["f1"]
    1.0
    """
    both = list(zip(gold, found, strict=True))
    right = _pairs(both)
    precision, recall = right / max(1, _pairs(found)), right / max(1, _pairs(gold))
    joint, theirs, mine = Counter(both), Counter(gold), Counter(found)
    b_precision = sum(joint[g, f] / mine[f] for g, f in both) / max(1, len(both))
    b_recall = sum(joint[g, f] / theirs[g] for g, f in both) / max(1, len(both))
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall),
            "b3 precision": b_precision, "b3 recall": b_recall, "b3": 2 * b_precision * b_recall / max(1e-9, b_precision + b_recall)}


def evaluate(path: Path) -> dict[str, float]:
    """The scores on a file of incidents with their articles (`data/incidents/gva.jsonl`)."""
    signatures, gold = gva_signatures(path)
    return cluster_scores(gold, stories(signatures))
