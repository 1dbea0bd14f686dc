"""The closed lists of the coding scheme agree with each other."""

from __future__ import annotations

import pytest

from tocsin import vocab


def test_sixteen_types_in_four_classes() -> None:
    """Each quad class has its four types, and the five-class table puts every type somewhere."""
    quads = [t.quad for t in vocab.EVENT_TYPES.values()]
    assert len(quads) == 16
    assert {q: quads.count(q) for q in set(quads)} == {1: 4, 2: 3, 3: 4, 4: 5}
    assert set(vocab.FIVE_CLASSES) == set(vocab.TYPE_TO_CAMEO_ROOT) == set(vocab.EVENT_TYPES)


def test_scores_have_the_sign_of_their_class() -> None:
    """Cooperation is at or above nought, conflict at or below, modes included; deeds weigh more than words."""
    for kind in vocab.EVENT_TYPES.values():
        scores = [kind.score, *kind.modes.values()]
        assert all(s >= 0 for s in scores) if kind.quad <= 2 else min(scores) <= 0
        assert all(-10 <= s <= 10 for s in scores)
    mean = {q: [t.score for t in vocab.EVENT_TYPES.values() if t.quad == q] for q in (1, 2, 3, 4)}
    assert min(mean[2]) > max(mean[1])
    assert max(mean[4]) < min(mean[3])


@pytest.mark.parametrize(
    ("event_type", "mode", "score"),
    [("ASSAULT", "aerial", -9.5), ("ASSAULT", None, -9.0), ("ASSAULT", "not-a-mode", -9.0), ("CONSULT", "phone", 1.5), ("REQUEST", "assist", 0.5)],
)
def test_score_of_a_type_and_mode(event_type: str, mode: str | None, score: float) -> None:
    """The mode's own score where it has one, else the type's."""
    assert vocab.goldstein(event_type, mode) == score


def test_codes_of_types_have_a_scored_root() -> None:
    """Every type falls back on a CAMEO code whose root has a score of its side of nought."""
    for name, code in vocab.TYPE_TO_CAMEO_ROOT.items():
        score = vocab.CAMEO_ROOT_GOLDSTEIN[code[:2]]
        assert score >= 0 if vocab.EVENT_TYPES[name].quad <= 2 else score <= 0 or name == "REQUEST"


def test_counted_factuality_is_part_of_the_list() -> None:
    """What happened or is said to have happened, and nothing that is only wanted."""
    assert set(vocab.FACTUALITY) > vocab.COUNTED_FACTUALITY
    assert not vocab.COUNTED_FACTUALITY & {"planned", "demanded", "threatened", "conditional", "negated"}


def test_the_lists_cannot_be_changed() -> None:
    """They are constants."""
    with pytest.raises(TypeError):
        vocab.EVENT_TYPES["NEW"] = vocab.EVENT_TYPES["AID"]  # type: ignore[index]
    with pytest.raises(TypeError):
        vocab.EVENT_TYPES["AID"].modes["new"] = 1.0  # type: ignore[index]
