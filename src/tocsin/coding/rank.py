"""Which act of a sentence is its main one, and how sure we are of each.

A linear model over readable features: the score of an act is the sum of the weights of its
features, the confidence its logistic. The weights are learned by `scripts/train_ranker.py` from
labelled sentences and lie in `models/ranker.json`; `explain` prints the features that decided.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from tocsin.coding.compose import Coded
from tocsin.read.sentence import Sentence

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Feature weights; `score` adds them up."""

    weights: Mapping[str, float]
    """What makes an act the main one of its sentence."""
    trust: Mapping[str, float]
    """What makes an act rightly coded, whatever else the sentence tells."""

    def score(self, features: Features) -> float:
        """The sum of weight × value over the features."""
        weights = self.weights
        return sum([weights.get(name, 0.0) * value for name, value in features.items()], 0.0)

    def confidence(self, features: Features) -> float:
        """The chance that an act with these features is of the right type, to two decimals; calibrated on labelled sentences."""
        trust = self.trust
        score = trust.get("bias", 0.0) + sum([weight * value for name, value in features.items() if (weight := trust.get(name)) and is_intrinsic(name)], 0.0)
        return round(1 / (1 + math.exp(-score)), 2)


# Weights before any training: being high in the tree, being told as fact and having parties.
_HAND = {"depth": -0.6, "top": 1.0, "fact=asserted": 0.5, "fact=negated": -1.0, "fact=demanded": -1.5, "fact=planned": -1.0,
         "fact=conditional": -1.5, "fact=threatened": -1.5, "kind=noun": -0.8, "actor": 0.6, "recipient": 0.4, "nested": -1.0,
         "parent": 0.6, "wrapper": 0.5, "specificity": 0.08, "weight": 0.5, "clause=relcl": -0.8, "clause=advcl": -0.7,
         "clause=acl": -0.7, "position": -0.3}


_INTRINSIC = ("frame=", "lemma=", "kind=", "fact=", "operator=", "wrapper")
_INTRINSIC_NAMES = frozenset({"specificity", "weight", "actor", "recipient", "filled"})


def is_intrinsic(name: str) -> bool:
    """Whether a feature speaks of the act itself, not of its place among the others of its sentence."""
    return name in _INTRINSIC_NAMES or name.startswith(_INTRINSIC)


# Trust before any training.
_HAND_TRUST = {"bias": 0.4, "specificity": 0.3, "actor": 0.4, "recipient": 0.2, "kind=noun": -0.6, "weight": 0.2}


@functools.lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """The shipped ranker, or the hand-set one where no trained file lies in the package."""
    path = resources.files("tocsin").joinpath("models/ranker.json")
    if not path.is_file():
        return Ranker(_HAND, _HAND_TRUST)
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Ranker(raw["weights"], raw["trust"])


_CLAUSES = ("amod", "relcl", "advcl", "acl", "ccomp", "xcomp", "pcomp", "conj", "parataxis")


def features(sentence: Sentence, coded: list[Coded], i: int, has_actor: bool, has_recipient: bool) -> Features:
    """What is known of act `i` among the acts of its sentence, as named numbers."""
    act = coded[i]
    trigger = act.act.trigger
    pattern = act.act.entry.pattern
    clause, depth = _clause(sentence, trigger)
    lemma = sentence.lemmas[trigger]
    noun = sentence.tags[trigger][0] == "N"
    kind = "noun" if pattern.kind == "noun" else pattern.kind
    found: Features = {
        "bias": 1.0, "depth": float(min(depth, 5)), f"type={act.type}": 1.0, f"fact={act.factuality}": 1.0, f"kind={kind}": 1.0,
        f"frame={act.rule}": 1.0, f"lemma={lemma}": 1.0, f"clause={clause}": 1.0, f"type={act.type}&kind={kind}": 1.0,
        f"type={act.type}&clause={clause}": 1.0,
        "specificity": min(pattern.specificity, 8) / 4, "weight": act.act.frame.weight,
        "position": trigger / max(1, len(sentence)),
        "first": float(i == 0),
    }
    if depth == 0:
        found["top"] = 1.0
    if has_actor:
        found["actor"] = 1.0
    if has_recipient:
        found["recipient"] = 1.0
    if act.actors:
        found["filled"] = 1.0
    if act.parent is not None:
        found["nested"] = 1.0
        found[f"in={coded[act.parent].type}"] = 1.0
        found[f"type={act.type}&in={coded[act.parent].type}"] = 1.0
    if any(c.parent == i for c in coded):
        found["parent"] = 1.0
    if act.rule.startswith(("promise:", "threat:", "refuse:", "oblige:")):
        found["wrapper"] = 1.0
        found[f"wrapper={act.rule.partition(':')[0]}"] = 1.0
    if noun:
        found[f"noundep={sentence.deps[trigger]}"] = 1.0
    for other in {c.type for j, c in enumerate(coded) if j != i and c.type != act.type}:
        found[f"type={act.type}&beside={other}"] = 1.0
    if act.operators:
        found[f"operator={act.operators[0]}"] = 1.0
    return found


def _clause(sentence: Sentence, token: int) -> tuple[str, int]:
    """The kind of the innermost clause around `token` and how many clauses deep it is."""
    kind, depth = "main", 0
    while sentence.heads[token] != token:
        label = sentence.deps[token]
        if label in _CLAUSES:
            if label != "conj":
                depth += 1
            if kind == "main":
                kind = label
        token = sentence.heads[token]
    return kind, depth
