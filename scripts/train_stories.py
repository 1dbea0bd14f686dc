"""Learns the weights of `tocsin.link.stories` from labelled incidents and writes src/tocsin/link/story_weights.json.

    python scripts/train_stories.py ../shared/data/incidents/gva.jsonl

A logistic regression over candidate pairs. First it prints what weights learned on a random half give on the other
half, both ways; the weights written are learned on all of it. No text goes into the file.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression

from tocsin.evaluate.incidents import cluster_scores, gva_signatures
from tocsin.link import stories
from tocsin.link.grouping import group_pairs
from tocsin.link.signatures import Signature

Part = tuple[list[Signature], list[str]]


def part_of(signatures: list[Signature], gold: list[str], kept: set[str]) -> Part:
    """The reports of the incidents `kept`."""
    chosen = [n for n, g in enumerate(gold) if g in kept]
    return [signatures[n] for n in chosen], [gold[n] for n in chosen]


def pairs_of(part: Part) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """Candidate pairs with their features and whether they are of one incident."""
    corpus = stories.Corpus(part[0])
    pairs = corpus.candidates()
    return pairs, corpus.features(pairs), numpy.array([part[1][a] == part[1][b] for a, b in pairs.tolist()])


def main() -> None:
    signatures, gold = gva_signatures(Path(sys.argv[1]))
    incidents = sorted(set(gold))
    random.Random(7).shuffle(incidents)
    middle = len(incidents) // 2
    halves = [part_of(signatures, gold, set(incidents[:middle])), part_of(signatures, gold, set(incidents[middle:]))]
    seen = [pairs_of(h) for h in halves]
    for learned, checked in ((0, 1), (1, 0)):
        model = LogisticRegression(max_iter=3000, C=3).fit(seen[learned][1], seen[learned][2])
        pairs, x, _ = seen[checked]
        likeness = model.predict_proba(x)[:, 1]
        for threshold in (0.2, 0.25, 0.3, 0.4):
            print(f"half {checked}, threshold {threshold}:",
                  {k: round(v, 3) for k, v in cluster_scores(halves[checked][1], group_pairs(len(halves[checked][1]), pairs, likeness, threshold=threshold)).items()})
    _, x, y = pairs_of((signatures, gold))
    model = LogisticRegression(max_iter=3000, C=3).fit(x, y)
    out = {"intercept": round(float(model.intercept_[0]), 3),
           "weights": {n: round(float(w), 3) for n, w in zip(stories.FEATURES, model.coef_[0], strict=True)}}
    target = Path(__file__).parent.parent / "src" / "tocsin" / "link" / "story_weights.json"
    target.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    print(out)


if __name__ == "__main__":
    main()
