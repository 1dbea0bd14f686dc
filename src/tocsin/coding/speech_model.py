"""The learned judgement whether a reading is a statement: named weights, added up.

The model is a conditional logit: each cue chooses one of its possible contents or none (whose score is 0).
Weights are made by `scripts/train_speech.py`; `explain` lists what moved a score.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from math import exp

from tocsin.coding.speech_candidates import Candidate, Group
from tocsin.coding.speech_features import content_features, cue_features
from tocsin.coding.speech_page import Page
from tocsin.lexicon.speech import SpeechLexicon


@dataclass(frozen=True, slots=True, eq=False)
class SpeechModel:
    """Weights by feature name, and the verbs outside the lexicon that are worth a look."""

    weights: Mapping[str, float]
    """A plain dict: it is asked some thirty times a word."""
    known: frozenset[str]


@functools.lru_cache(maxsize=1)
def load_model() -> SpeechModel:
    """The stored model, read once per process."""
    path = resources.files("tocsin") / "data_models" / "speech.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    return SpeechModel(stored["weights"], frozenset(stored["known"]))


def choose(page: Page, group: Group, lexicon: SpeechLexicon, model: SpeechModel) -> tuple[float, int, list[float]]:
    """The probability that `group` is a cue at all, the index of its likeliest content, and the score of each."""
    weight = model.weights.get  # summed below without the names it does not know: most of them
    shared, keys = cue_features(page, group, lexicon)
    base = sum(filter(None, map(weight, shared)), 0.0)
    scores = [base + sum(filter(None, map(weight, content_features(page, group, c, keys))), 0.0) for c in group.candidates]
    best = max(range(len(scores)), key=scores.__getitem__)
    top = max(scores[best], 0.0)
    total = sum([exp(s - top) for s in scores], 0.0)
    return total / (total + exp(-top)), best, scores


def explain(
    page: Page, group: Group, candidate: Candidate, lexicon: SpeechLexicon, model: SpeechModel
) -> Sequence[tuple[str, float]]:
    """The features of one reading with their weights, heaviest first."""
    shared, keys = cue_features(page, group, lexicon)
    named = [(f, model.weights.get(f, 0.0)) for f in (*shared, *content_features(page, group, candidate, keys))]
    return sorted((n for n in named if n[1]), key=lambda n: (-abs(n[1]), n[0]))
