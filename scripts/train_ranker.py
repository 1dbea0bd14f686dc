"""Learns the weights of the event ranker from labelled sentences and writes `src/tocsin/models/ranker.json`.

Usage: python scripts/train_ranker.py ../shared/data/events [--report]

Each act that the lexicon finds in a labelled sentence is one row: its features (see `tocsin.coding.rank`)
and whether its type is the labelled one. A logistic regression over those rows gives the weights.
The file holds feature names and numbers only, no sentence. Two-fold results are printed so that
the gain on unseen sentences is known before the file is shipped.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tocsin import vocab
from tocsin.coding.events import Candidate
from tocsin.evaluate.coders import candidates_of_texts
from tocsin.evaluate.events import penta_type, read_set

MODEL = Path("src/tocsin/models/ranker.json")
REGULARISATION = 0.35  # tuned on two-fold main-act accuracy over {0.1, 0.2, 0.35, 0.6, 1.0}


def labelled(folder: Path) -> list[tuple[str, str, str]]:
    """(text, gold label, kind of label) for every training sentence."""
    rows = [(r["text"], r["root"], "plv") for r in read_set(folder / "plv.jsonl")]
    rows += [(r["text"], penta_type(r["event_v08"]), "plv") for r in read_set(folder / "plover_gsr.jsonl")]
    rows += [(r["text"], r["penta"], "five") for r in read_set(folder / "conflibert.jsonl")]
    return rows


def is_right(candidate: Candidate, gold: str, kind: str) -> bool:
    """Whether the candidate's type is the labelled one."""
    name = candidate.coded.type
    return (penta_type(name) if kind == "plv" else vocab.FIVE_CLASSES[name]) == gold


def fit(groups: list[tuple[list[Candidate], str, str]]) -> tuple[dict[str, float], tuple[float, float]]:
    """Weights by feature and the calibration (slope, intercept) from labelled groups of candidates."""
    names: dict[str, int] = {}
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    weights: list[float] = []
    counts: dict[str, int] = {}
    for candidates, _, _ in groups:
        for candidate in candidates:
            for name in candidate.features:
                counts[name] = counts.get(name, 0) + 1
    for candidates, gold, kind in groups:
        kept = [c for c in candidates if c.dropped is None]
        for candidate in kept:
            rows.append({k: v for k, v in candidate.features.items() if counts[k] >= 3})
            labels.append(int(is_right(candidate, gold, kind)))
            weights.append(1.0 if kind == "plv" else 0.5)
    for row in rows:
        for name in row:
            names.setdefault(name, len(names))
    data, columns, pointers = [], [], [0]
    for row in rows:
        for name, value in row.items():
            columns.append(names[name])
            data.append(value)
        pointers.append(len(columns))
    matrix = csr_matrix((data, columns, pointers), shape=(len(rows), len(names)))
    model = LogisticRegression(C=REGULARISATION, max_iter=2000, random_state=0)
    model.fit(matrix, labels, sample_weight=weights)
    found = {name: round(float(model.coef_[0][i]), 4) for name, i in names.items()}
    found["bias"] = round(found.get("bias", 0.0) + float(model.intercept_[0]), 4)
    return {k: v for k, v in sorted(found.items()) if abs(v) >= 0.005}, (1.0, 0.0)


def main_accuracy(groups: list[tuple[list[Candidate], str, str]], weights: dict[str, float]) -> dict[str, float]:
    """Share of sentences whose best candidate is right, by kind of label."""
    hits: dict[str, list[int]] = {}
    for candidates, gold, kind in groups:
        if gold == "MAKE_STATEMENT":
            continue
        kept = [c for c in candidates if c.dropped is None]
        best = max(kept, key=lambda c: sum(weights.get(k, 0.0) * v for k, v in c.features.items()), default=None)
        hits.setdefault(kind, []).append(int(best is not None and is_right(best, gold, kind)))
    return {k: round(float(numpy.mean(v)), 4) for k, v in hits.items()}


def main() -> None:
    """Train, print two-fold results, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="print the two-fold results only")
    arguments = parser.parse_args()
    rows = labelled(arguments.folder)
    candidates = candidates_of_texts([t for t, _, _ in rows], "ranker")
    groups: list[tuple[list[Candidate], str, str]] = [(c, g, k) for c, (_, g, k) in zip(candidates, rows, strict=True)]
    order = numpy.random.RandomState(7).permutation(len(groups))
    halves = [[groups[i] for i in order[::2]], [groups[i] for i in order[1::2]]]
    for a, b in ((0, 1), (1, 0)):
        weights, _ = fit(halves[a])
        print("unseen half:", main_accuracy(halves[b], weights))
    from tocsin.coding.rank import _HAND

    print("hand-set weights:", main_accuracy(groups, dict(_HAND)))
    reachable: dict[str, list[int]] = {}
    for c, g, k in groups:
        if g != "MAKE_STATEMENT":
            reachable.setdefault(k, []).append(int(any(is_right(x, g, k) for x in c if x.dropped is None)))
    print("right type among the candidates:", {k: round(float(numpy.mean(v)), 4) for k, v in reachable.items()})
    if not arguments.dry_run:
        weights, calibration = fit(groups)
        MODEL.parent.mkdir(parents=True, exist_ok=True)
        record: dict[str, Any] = {"weights": weights, "calibration": calibration, "script": "scripts/train_ranker.py"}
        MODEL.write_text(json.dumps(record, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
