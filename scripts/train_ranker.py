"""Learns the weights of the event ranker from labelled sentences and writes `src/tocsin/models/ranker.json`.

Usage: python scripts/train_ranker.py ../shared/data/events [--dry-run]

Each act that the lexicon finds in a labelled sentence is one row: its features (see `tocsin.coding.rank`) and whether its
type is the labelled one. One logistic regression over all rows gives `weights`, which order the acts of a sentence; a second
one, over the main acts alone and only the features of the act itself, gives `trust`, the calibrated confidence. The file
holds feature names and numbers only, no sentence. Two-fold results are printed so that the gain on unseen sentences is known
before the file is shipped.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tocsin import vocab
from tocsin.coding.events import Candidate
from tocsin.coding.rank import _HAND, is_intrinsic
from tocsin.evaluate.coders import candidates_of_texts
from tocsin.evaluate.events import penta_type, read_set

MODEL = Path("src/tocsin/models/ranker.json")
REGULARISATION = 0.35  # tuned on two-fold main-act accuracy over {0.1, 0.2, 0.35, 0.6, 1.0}
LEAST = 3  # features seen in fewer rows are noise
Group = tuple[list[Candidate], str, str]


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


def regress(rows: Sequence[dict[str, float]], labels: Sequence[int], weights: Sequence[float], regularisation: float) -> dict[str, float]:
    """Weights by feature of a logistic regression, the intercept as `bias`."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    data, columns, pointers = [], [], [0]
    for row in rows:
        for name, value in sorted(row.items()):
            if name in names:
                columns.append(names[name])
                data.append(value)
        pointers.append(len(columns))
    matrix = csr_matrix((data, columns, pointers), shape=(len(rows), len(names)))
    model = LogisticRegression(C=regularisation, max_iter=2000, random_state=0)
    model.fit(matrix, labels, sample_weight=weights)
    found = {name: round(float(model.coef_[0][i]), 4) for name, i in names.items()}
    found["bias"] = round(found.get("bias", 0.0) + float(model.intercept_[0]), 4)
    return {k: v for k, v in sorted(found.items()) if abs(v) >= 0.005}


def score(candidate: Candidate, weights: dict[str, float]) -> float:
    """The ranking score under `weights`."""
    return sum(weights.get(k, 0.0) * v for k, v in candidate.features.items())


def fit(groups: Sequence[Group]) -> tuple[dict[str, float], dict[str, float]]:
    """(weights for ranking, weights of trust) from labelled groups of candidates."""
    rows, labels, sample = [], [], []
    for candidates, gold, kind in groups:
        for candidate in (c for c in candidates if c.dropped is None):
            rows.append(dict(candidate.features))
            labels.append(int(is_right(candidate, gold, kind)))
            sample.append(1.0 if kind == "plv" else 0.5)
    weights = regress(rows, labels, sample, REGULARISATION)
    rows, labels, sample = [], [], []
    for candidates, gold, kind in groups:
        best = max((c for c in candidates if c.dropped is None), key=lambda c: score(c, weights), default=None)
        if best is not None and gold != "MAKE_STATEMENT":
            rows.append({k: v for k, v in best.features.items() if is_intrinsic(k)})
            labels.append(int(is_right(best, gold, kind)))
            sample.append(1.0)
    return weights, regress(rows, labels, sample, REGULARISATION)


def by_kind(groups: Sequence[Group], choose: Callable[[list[Candidate]], Candidate | None]) -> dict[str, float]:
    """Share of sentences whose chosen candidate is right, by kind of label."""
    hits: dict[str, list[int]] = {}
    for candidates, gold, kind in groups:
        if gold != "MAKE_STATEMENT":
            best = choose([c for c in candidates if c.dropped is None])
            hits.setdefault(kind, []).append(int(best is not None and is_right(best, gold, kind)))
    return {k: round(float(numpy.mean(v)), 4) for k, v in hits.items()}


def reliability(groups: Sequence[Group], weights: dict[str, float], trust: dict[str, float]) -> list[tuple[str, int, float]]:
    """(bin of confidence, main acts in it, share of them right)."""
    bins: dict[int, list[int]] = {}
    for candidates, gold, kind in groups:
        best = max((c for c in candidates if c.dropped is None), key=lambda c: score(c, weights), default=None)
        if best is None or gold == "MAKE_STATEMENT":
            continue
        log_odds = trust.get("bias", 0.0) + sum(trust.get(k, 0.0) * v for k, v in best.features.items() if is_intrinsic(k))
        bins.setdefault(min(9, int(10 / (1 + numpy.exp(-log_odds)))), []).append(int(is_right(best, gold, kind)))
    return [(f".{b}–.{b + 1}" if b < 9 else ".9–1", len(v), round(float(numpy.mean(v)), 3)) for b, v in sorted(bins.items())]


def main() -> None:
    """Train, print two-fold results, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="print the two-fold results only")
    arguments = parser.parse_args()
    rows = labelled(arguments.folder)
    candidates = candidates_of_texts([t for t, _, _ in rows], "ranker")
    groups: list[Group] = [(c, g, k) for c, (_, g, k) in zip(candidates, rows, strict=True)]
    order = numpy.random.RandomState(7).permutation(len(groups))
    halves = [[groups[i] for i in order[::2]], [groups[i] for i in order[1::2]]]
    folds = []
    for a, b in ((0, 1), (1, 0)):
        weights, trust = fit(halves[a])
        print("unseen half:", by_kind(halves[b], lambda cs, w=weights: max(cs, key=lambda c: score(c, w), default=None)))  # type: ignore[misc]
        folds.append(reliability(halves[b], weights, trust))
    print("hand-set weights:", by_kind(groups, lambda cs: max(cs, key=lambda c: score(c, dict(_HAND)), default=None)))
    print("confidence against share right, unseen halves:")
    table: dict[str, list[tuple[int, float]]] = {}
    for fold in folds:
        for name, count, right in fold:
            table.setdefault(name, []).append((count, right))
    calibration = [(name, sum(c for c, _ in v), round(sum(c * r for c, r in v) / sum(c for c, _ in v), 3)) for name, v in sorted(table.items())]
    for name, count, right in calibration:
        print(f"  {name:8s} {count:5d} {right:.3f}")
    if not arguments.dry_run:
        weights, trust = fit(groups)
        MODEL.parent.mkdir(parents=True, exist_ok=True)
        record: dict[str, Any] = {"weights": weights, "trust": trust, "calibration": calibration, "script": "scripts/train_ranker.py"}
        MODEL.write_text(json.dumps(record, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
