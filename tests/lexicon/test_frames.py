"""Every frame's example sentences, coded: the event they promise comes out; the sentences of `not_examples` stay free of the frame."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tocsin.coding.events import Candidate
from tocsin.evaluate.coders import candidates_of_texts
from tocsin.lexicon.frames import Example, Frame, load_frames
from tocsin.records import Actor

FRAMES = load_frames().frames
CASES = [(f, e) for f in FRAMES for e in f.examples]
NEGATIVE = [(f, t) for f in FRAMES for t in f.not_examples]


@lru_cache(maxsize=1)
def _coded() -> dict[str, list[Candidate]]:
    texts = list(dict.fromkeys([e.text for _, e in CASES] + [t for _, t in NEGATIVE]))
    return dict(zip(texts, candidates_of_texts(texts, "frames"), strict=True))


def _is(actor: Actor, wanted: str) -> bool:
    country, _, sector = wanted.partition(":")
    if wanted.islower():
        return wanted in actor.text.lower()
    return (not country or actor.country == country or actor.id == country) and (not sector or actor.sector == sector)


def _meets(actors: tuple[Actor, ...], wanted: tuple[str, ...] | None) -> bool:
    return wanted is None or (not wanted and not actors) or (bool(wanted) and all(any(_is(a, w) for a in actors) for w in wanted))


def _matches(frame: Frame, example: Example, candidate: Candidate) -> bool:
    coded = candidate.coded
    wanted_type = example.type or frame.type
    if coded.type != wanted_type or (frame.type is not None and example.type is None and not coded.rule.endswith(frame.id)):
        return False
    if (example.mode is not None and coded.mode != example.mode) or (example.cameo is not None and coded.cameo != example.cameo):
        return False
    if example.factuality is not None and coded.factuality != example.factuality:
        return False
    return _meets(candidate.actors, example.actors) and _meets(candidate.recipients, example.recipients)


@pytest.mark.parametrize(("frame", "example"), CASES, ids=[f"{f.id}-{n}" for n, (f, _) in enumerate(CASES)])
def test_frame_example_is_coded(frame: Frame, example: Example) -> None:
    """The sentence yields the event that its frame promises."""
    found = _coded()[example.text]
    assert any(_matches(frame, example, c) for c in found), (
        f"{frame.where}: {example.text!r} gave " + "; ".join(
            f"{c.coded.rule} {c.coded.type} {c.coded.mode} {c.coded.cameo} {c.coded.factuality} {[a.text + ':' + str(a.country) + ':' + str(a.sector) for a in c.actors]} -> "
            f"{[a.text + ':' + str(a.country) + ':' + str(a.sector) for a in c.recipients]}" for c in found))


@pytest.mark.parametrize(("frame", "text"), NEGATIVE, ids=[f"{f.id}-{n}" for n, (f, _) in enumerate(NEGATIVE)])
def test_frame_not_example_stays_free(frame: Frame, text: str) -> None:
    """The sentence does not yield the frame as an event."""
    assert not [c for c in _coded()[text] if c.coded.rule.endswith(frame.id) and c.dropped is None], frame.where
