"""Learns the weights of the statement model from PolNeAR's training part.

    python scripts/train_speech.py ../shared/data/polnear/train.jsonl

For every possible cue the model chooses one content or none (a conditional logit with an L2 penalty). What is
stored are feature names and weights, no sentences. Same data and parser, same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tocsin.coding.speech_candidates import Group, groups_of
from tocsin.coding.speech_features import content_features, cue_features
from tocsin.coding.speech_page import lay_out
from tocsin.evaluate.parsed import parsed_texts
from tocsin.evaluate.statements import jaccard
from tocsin.lexicon.speech import load_speech
from tocsin.read.sentence import Sentence

OUT = Path(__file__).parent.parent / "src/tocsin/data_models/speech.json"
LEAST_COUNT = 4
"""A feature seen on fewer readings is left out."""


def known_verbs(articles: Sequence[tuple[dict[str, Any], list[Sentence]]]) -> frozenset[str]:
    """Verb lemmas that stand in a cue at least three times."""
    seen: Counter[str] = Counter()
    for record, sentences in articles:
        spans = sorted((a, b) for g in record["attributions"] for a, b in g["cue"])
        at = 0
        for s in sentences:
            for i, start in enumerate(s.starts):
                while at < len(spans) and spans[at][1] <= start:
                    at += 1
                if at < len(spans) and spans[at][0] < s.ends[i] and s.tags[i].startswith("VB"):
                    seen[s.lemmas[i]] += 1
    return frozenset(w for w, n in seen.items() if n >= 3)


def targets(groups: Sequence[Group], gold: Sequence[dict[str, Any]]) -> list[int | None]:
    """For each group the index of the right content, -1 for none, None where the gold does not say."""
    contents = [sorted((a, b) for a, b in g["content"]) for g in gold]
    result: list[int | None] = []
    for group in groups:
        best, choice = 0.0, -1
        inside = False
        for g, content in zip(gold, contents, strict=True):
            if any(a < group.end and group.start < b for a, b in g["cue"]):
                for i, candidate in enumerate(group.candidates):
                    overlap = jaccard(candidate.parts, content)
                    if overlap > best:
                        best, choice = overlap, i
            elif any(a <= group.start and group.end <= b for a, b in content):
                inside = True
        if best >= 0.3:
            result.append(choice)
        else:
            result.append(None if inside else -1)
    return result


def collect(
    articles: Sequence[tuple[dict[str, Any], list[Sentence]]], known: frozenset[str]
) -> list[tuple[list[str], list[list[str]], int]]:
    """Training groups: cue features, content features, index of the right content."""
    lexicon = load_speech()
    rows = []
    for record, sentences in articles:
        page = lay_out(record["text"], sentences)
        groups = [g for i in range(len(sentences)) for g in groups_of(page, i, lexicon, known)]
        for group, target in zip(groups, targets(groups, record["attributions"]), strict=True):
            if target is None:
                continue
            shared, keys = cue_features(page, group, lexicon)
            rows.append((shared, [content_features(page, group, c, keys) for c in group.candidates], target))
    return rows


def fit(rows: Sequence[tuple[list[str], list[list[str]], int]], penalty: float, rounds: int = 150) -> dict[str, float]:
    """Weights by feature name: choice among contents and `none` (score 0) for each cue."""
    counts: Counter[str] = Counter()
    for shared, contents, _ in rows:
        counts.update(shared)
        for one in contents:
            counts.update(one)
    names = [n for n, k in counts.items() if k >= LEAST_COUNT]
    number = {n: i for i, n in enumerate(names)}
    data: list[int] = []
    starts, owner, right = [0], [], []
    for g, (shared, contents, target) in enumerate(rows):
        base = [number[f] for f in shared if f in number]
        for j, one in enumerate(contents):
            data.extend(base)
            data.extend(number[f] for f in one if f in number)
            starts.append(len(data))
            owner.append(g)
            right.append(j == target)
    x = csr_matrix(
        (np.ones(len(data), dtype=np.float32), np.array(data, dtype=np.int32), np.array(starts)),
        shape=(len(starts) - 1, len(names)),
    )
    xt = x.T.tocsr()
    group = np.array(owner)
    y = np.array(right, dtype=np.float64)
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    print(f"{len(rows)} cues, {x.shape[0]} readings, {len(names)} features")

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.asarray(x @ w, dtype=np.float64)
        top = np.maximum(np.maximum.reduceat(score, first), 0.0)
        exp = np.exp(score - top[group])
        norm = np.add.reduceat(exp, first) + np.exp(-top)
        p = exp / norm[group]
        value = float((np.log(norm) + top).sum() - (score * y).sum() + 0.5 * penalty * (w @ w))
        return value, np.asarray(xt @ (p - y)) + penalty * w

    result = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 12}
    )
    return {n: round(float(v), 3) for n, v in zip(names, result.x, strict=True) if abs(v) >= 0.02}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--penalty", type=float, default=6.0)
    options.add_argument("--leave-out", type=int, default=0, help="articles at the end to leave out, as a check")
    options.add_argument("--out", type=Path, default=OUT)
    chosen = options.parse_args()
    records = [json.loads(line) for line in chosen.data.read_text(encoding="utf-8").splitlines()]
    articles = list(
        zip(records, parsed_texts([r["text"] for r in records], f"polnear-{chosen.data.stem}"), strict=True)
    )
    articles = articles[: len(articles) - chosen.leave_out]
    known = known_verbs(articles)
    weights = fit(collect(articles, known), chosen.penalty)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    model = {"known": sorted(known), "weights": dict(sorted(weights.items()))}
    chosen.out.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights in {chosen.out} ({chosen.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
