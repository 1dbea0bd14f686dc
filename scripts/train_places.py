"""Learn the weights of the place finder and resolver: src/tocsin/lexicon/places/weights.csv.

    python scripts/train_places.py ../shared/data/places [--folds 5]

Three small linear models over readable features: `find` (is this name a place), `alone` (which of the
places so called, each name for itself) and `beside` (likewise, next to the other names' first picks).
No sentence and no name of the data enters the weights. With --folds, scores by cross-validation first.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tocsin.coding import places  # noqa: E402
from tocsin.coding.place_features import context_words, find_features, look_over  # noqa: E402
from tocsin.coding.place_groups import distance, group_mentions, make_setting  # noqa: E402
from tocsin.coding.place_homes import homes_of  # noqa: E402
from tocsin.coding.place_names import match_for  # noqa: E402
from tocsin.coding.place_resolve import candidate_table, first_picks, pick_neighbours  # noqa: E402
from tocsin.coding.place_tokens import matches_at, may_begin, split_words  # noqa: E402
from tocsin.evaluate import places as measure  # noqa: E402
from tocsin.gazetteer import open_gazetteer  # noqa: E402
from tocsin.read.text import shadow  # noqa: E402

Doc = dict[str, Any]
GAZ = open_gazetteer()


def find_examples(doc: Doc) -> list[tuple[list[str], int]]:
    """Feature lists of all matches of one document, with 1 for those that the annotators marked."""
    words = split_words(shadow(doc["text"]))
    gold = {(p["start"], p["end"]): p["latitude"] is not None for p in doc["places"]}
    countries = frozenset(places.adjectives_of(words)) | places.named_countries(words, GAZ)
    sight = look_over(words, GAZ, countries)
    is_place = [False] * (len(words.text) + 1)
    found = []
    i = 0
    while i < len(words.text):
        step = 1
        if may_begin(words, i):
            for match in matches_at(words, i, GAZ):
                span = (match.start, match.end)
                if (match.last - i == 1 and match.key in context_words()["never"]) or gold.get(span) is False:
                    continue
                found.append((find_features(match, words, GAZ, sight, is_place), int(span in gold)))
                if span in gold:
                    is_place[i : match.last] = [True] * (match.last - i)
                    step = max(step, match.last - i)
        i += step
    return found


def adam(gradient: Callable[[Any], Any], size: int, rounds: int) -> Any:
    """Minimise by Adam with the whole data in every step."""
    weights, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, rounds + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        rate = 0.1 * (1 - step / rounds) + 0.002
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def logistic(examples: Sequence[tuple[list[str], int]], smooth: float) -> dict[str, float]:
    """L2-regularised logistic regression over sparse binary features."""
    counts = Counter(f for features, _ in examples for f in features)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= 4))}
    lines = np.array([n for n, (features, _) in enumerate(examples) for f in features if f in index])
    columns = np.array([index[f] for features, _ in examples for f in features if f in index])
    labels = np.array([label for _, label in examples], dtype=float)

    def gradient(weights: Any) -> Any:
        scores = np.bincount(lines, weights[columns], len(labels))
        slopes = 1 / (1 + np.exp(-np.clip(scores, -30, 30))) - labels
        return np.bincount(columns, slopes[lines], len(index)) + smooth * weights

    weights = adam(gradient, len(index), 400)
    return {f: round(float(weights[i]), 3) for f, i in index.items() if abs(weights[i]) >= 0.02}


def resolve_examples(
    doc: Doc, stage: str, publisher: str | None, weights: places.Weights
) -> list[tuple[list[dict[str, float]], list[int]]]:
    """Candidates of each gold name with the numbers of those within 161 km."""
    words = split_words(shadow(doc["text"]))
    gold = [p for p in doc["places"] if p["latitude"] is not None]
    mentions = [(match_for(words, p["start"], p["end"], GAZ), p) for p in gold]
    targets: dict[str, list[Doc]] = defaultdict(list)
    for match, place in mentions:
        if match is not None:
            targets[match.key].append(place)
    groups = group_mentions([m for m, _ in mentions if m is not None], words, GAZ)
    homes = homes_of(publisher, GAZ) if publisher else ()
    setting, support = make_setting(groups, places.adjectives_of(words), homes, None, GAZ), None
    if stage == "beside":
        setting, support = first_picks(groups, setting, weights["alone"], GAZ)
    found = []
    for number, group in enumerate(groups):
        others = pick_neighbours(groups, number) if stage == "beside" else []
        right = [
            i
            for i, (e, _) in enumerate(group.candidates)
            if sum(distance(e.latitude, e.longitude, p["latitude"], p["longitude"]) <= 161 for p in targets[group.key])
            * 2
            > len(targets[group.key])
        ]
        if right and len(right) < len(group.candidates):
            found.append((candidate_table(group, setting, others, GAZ, support), right))
    return found


def softmax(examples: Sequence[tuple[list[dict[str, float]], list[int]]], smooth: float) -> dict[str, float]:
    """Conditional logit: the right candidates of each name against the others."""
    index = {f: i for i, f in enumerate(sorted({f for table, _ in examples for row in table for f in row}))}
    rows = [(name, row, r in right) for name, (table, right) in enumerate(examples) for r, row in enumerate(table)]
    names = np.array([name for name, _, _ in rows])
    right = np.array([good for _, _, good in rows], dtype=float)
    lines = np.array([n for n, (_, row, _) in enumerate(rows) for _ in row])
    columns = np.array([index[f] for _, row, _ in rows for f in row])
    values = np.array([v for _, row, _ in rows for v in row.values()])

    def gradient(weights: Any) -> Any:
        scores = np.bincount(lines, weights[columns] * values, len(rows))
        top = np.full(len(examples), -np.inf)
        np.maximum.at(top, names, scores)
        odds = np.exp(np.maximum(scores - top[names], -40))
        every = odds / np.bincount(names, odds)[names]
        mine = odds * right / np.bincount(names, odds * right)[names]
        return np.bincount(columns, (every - mine)[lines] * values, len(index)) + smooth * weights

    weights = adam(gradient, len(index), 300)
    return {f: round(float(weights[i]), 3) for f, i in index.items() if abs(weights[i]) >= 0.01}


def learn(docs: Sequence[Doc]) -> dict[str, dict[str, float]]:
    """All three models from documents."""
    weights: dict[str, dict[str, float]] = {
        "find": logistic([e for d in docs for e in find_examples(d)], 1.0),
        "alone": {},
        "beside": {},
    }
    for stage in ("alone", "beside"):
        draw = random.Random(3)
        # Half of the reports withhold the publisher, for most callers do not know it.
        weights[stage] = softmax(
            [
                e
                for d in docs
                for e in resolve_examples(d, stage, measure.publisher_of(d) if draw.random() < 0.5 else None, weights)
            ],
            0.5,
        )
    return weights


def main() -> None:
    """Cross-validate if asked, then learn from everything and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    sets = {name: measure.load(args.folder / f"{name}.jsonl") for name in ("lgl", "geovirus")}
    for fold in range(args.folds):
        train = [d for docs in sets.values() for i, d in enumerate(docs) if i % args.folds != fold]
        weights = learn(train)
        for name, docs in sets.items():
            held = [d for i, d in enumerate(docs) if i % args.folds == fold]
            print(fold, name, json.dumps(measure.score(held, table=weights)), flush=True)
    weights = learn([d for docs in sets.values() for d in docs])
    out = io.StringIO()
    out.write(
        "# Learned by scripts/train_places.py; features: coding/place_features.py, place_resolve.py.\n"
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["use", "feature", "weight"])
    for use, table in weights.items():
        writer.writerows([use, feature, value] for feature, value in sorted(table.items()))
    (ROOT / "src/tocsin/lexicon/places/weights.csv").write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
