"""The tolls of a report: counted people linked to the act that hurt them and to who says so."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.attribution import Voices
from tocsin.coding.parties import ReportParties
from tocsin.read.sentence import Sentence
from tocsin.records import Event, Report, Toll


def tolls_of(report: Report, sentences: Sequence[Sentence], events: Sequence[tuple[Event, Sentence]], parties: ReportParties,
             voices: Voices) -> tuple[Toll, ...]:
    """The tolls in text order."""
    return ()
