"""The coder as the evaluations call it: from plain texts to candidates and events, parses kept on disk."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.actors import people_of
from tocsin.coding.events import Candidate, candidates
from tocsin.coding.parties import ReportParties
from tocsin.evaluate.parsed import parsed_texts
from tocsin.lexicon.actors import load_actor_index
from tocsin.lexicon.frames import load_frames


def candidates_of_texts(texts: Sequence[str], name: str) -> list[list[Candidate]]:
    """The candidate acts of each text, sentences in order; parses cached under `name`."""
    frames, index = load_frames(), load_actor_index()
    found = []
    for text, sentences in zip(texts, parsed_texts(texts, name), strict=True):
        parties = ReportParties(text, sentences, index, people=people_of(text, index))
        found.append([c for s in sentences for c in candidates(s, frames, parties)])
    return found
