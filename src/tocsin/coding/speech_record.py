"""The record of one statement as the search hands it on."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.coding.speech_page import Range
from tocsin.coding.speech_speaker import Speaker


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that reports: `said`, `according`, `warning`; `token` is local to sentence number `sentence`."""

    sentence: int
    token: int
    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One statement; offsets are into the report's text, sentence numbers are positions in the sequence given."""

    start: int
    end: int
    parts: tuple[Range, ...]
    """The pieces of the content; more than one where the attribution interrupts it."""
    cue: Cue | None
    """None where a quotation stands without a word of report."""
    speaker: Speaker | None
    form: str
    """direct, indirect or mixed."""
    kind: str
    """speech, writing, belief, perception, finding, stance, will or decision; `act` where saying it does it;
    `hearsay` under “reportedly”."""
    paragraph: int
    probability: float
    addressees: tuple[tuple[int, int], ...] = ()
    """(sentence, head token) of those spoken to."""
    medium: str | None = None
    occasion: str | None = None
    denial: bool = False
    admission: bool = False
    clausal: bool = True
    """Whether the content is a clause or a quotation, put into the speaker's mouth; False for a thing spoken of
    (“condemned *the raid*”), inside which further statements are the report's own."""
    parent: int | None = None
    """Index of the statement inside which this one is made: its speaker reports this one."""
