"""What the tests of coding share: text parsed, matched and coded by the shipped lexicon and model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.coding.actors import people_of
from tocsin.coding.events import Candidate, candidates
from tocsin.coding.parties import ReportParties
from tocsin.lexicon.actors import load_actor_index
from tocsin.lexicon.frames import load_frames
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow

Parse = Callable[[str], list[Sentence]]
Candidates = Callable[[str], list[Candidate]]
Resolver = Callable[[str], ReportParties]


@pytest.fixture(scope="session")
def parse() -> Parse:
    """Text → its sentences."""
    known: dict[str, list[Sentence]] = {}

    def parsed(text: str) -> list[Sentence]:
        if text not in known:
            known[text] = next(load_parser().parse([segments(shadow(text))]))
        return known[text]

    return parsed


@pytest.fixture(scope="session")
def resolver(parse: Parse) -> Resolver:
    """Text → the resolver of its parties."""
    return lambda text: ReportParties(text, parse(text), load_actor_index(), people=people_of(text, load_actor_index()))


@pytest.fixture(scope="session")
def coded(parse: Parse, resolver: Resolver) -> Candidates:
    """Text → the candidate acts of all its sentences, in text order."""

    def found(text: str) -> list[Candidate]:
        parties = resolver(text)
        return [c for s in parse(text) for c in candidates(s, load_frames(), parties)]

    return found
