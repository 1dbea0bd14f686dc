"""Which act of a sentence is its main one: a readable linear model."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from tocsin.coding.events import Candidate
from tocsin.coding.rank import Ranker, is_intrinsic, load_ranker

Candidates = Callable[[str], list[Candidate]]


def test_a_score_is_a_sum() -> None:
    """Weight × value over the features; what has no weight counts for nothing."""
    ranker = Ranker({"depth": -0.5, "top": 1.0}, {})
    assert ranker.score({"depth": 2.0, "top": 1.0, "unheard-of": 9.0}) == pytest.approx(0.0)


def test_confidence_is_the_logistic_of_what_the_act_itself_tells() -> None:
    """Its place among other acts does not enter; two decimals."""
    ranker = Ranker({}, {"bias": 0.5, "actor": 1.0, "depth": -9.0})
    assert ranker.confidence({"actor": 1.0, "depth": 5.0}) == round(1 / (1 + math.exp(-1.5)), 2)
    assert ranker.confidence({}) == round(1 / (1 + math.exp(-0.5)), 2)


@pytest.mark.parametrize(("name", "wanted"), [("frame=assault.kill", True), ("wrapper=promise", True), ("actor", True), ("depth", False), ("type=AID&in=REQUEST", False)])
def test_what_is_the_acts_own(name: str, wanted: bool) -> None:
    """Features of the wording against features of the sentence."""
    assert is_intrinsic(name) is wanted


def test_the_shipped_ranker_is_trained() -> None:
    """Weights and trust are there, and finite."""
    ranker = load_ranker()
    assert len(ranker.weights) > 50
    assert all(map(math.isfinite, (*ranker.weights.values(), *ranker.trust.values())))


def test_features_name_parties_nesting_and_wrappers(coded: Candidates) -> None:
    """What `explain` shows of a promise and of the act promised."""
    promise, act = coded("Russia will withdraw its troops from Georgia.")
    assert promise.features["wrapper=promise"] == promise.features["actor"] == promise.features["recipient"] == promise.features["parent"] == 1.0
    assert act.features["in=AGREE"] == act.features["nested"] == 1.0
    assert "parent" not in act.features


def test_the_main_clause_comes_first(coded: Candidates) -> None:
    """The accusation, not the shelling told inside it."""
    found = coded("Poland accused Russia of shelling the town.")
    assert max(found, key=lambda c: c.score).coded.type == "ACCUSE"
