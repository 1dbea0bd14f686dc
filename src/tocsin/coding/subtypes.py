"""From an account to the kind of incident it tells of: a crosswalk to thirty ACLED-like sub-types.

`subtype_of(account)` weighs the acts coded (type, mode, sectors) and the wordings of the report by the authored
table `lexicon/subtypes.toml`; `reasons` says what decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin import vocab
from tocsin.lexicon.subtypes import ActTest, Cue, Subtype, load_subtypes
from tocsin.records import Account, Actor, Event

_LEAD = 160
"""Characters of the text that count in full: what the report opens with is what it is about."""
_LATER = 0.55
_NO_REASON = "OTHER"


@dataclass(frozen=True, slots=True)
class Reason:
    """A cue that spoke for a sub-type: by which words or act, and with what weight."""

    subtype: str
    because: str
    weight: float


def subtype_of(account: Account) -> str:
    """The sub-type of the incident: “Warplanes struck the town.” → `AIR_STRIKE`; `OTHER` where nothing speaks for any."""
    return subtype_of_events(account.report.text, account.events)


def subtype_of_events(text: str, events: Sequence[Event]) -> str:
    """The same from the text and its events alone."""
    sums: dict[str, float] = {}
    for reason in reasons(text, events):
        sums[reason.subtype] = sums.get(reason.subtype, 0.0) + reason.weight
    return max(sums, key=lambda name: sums[name], default=_NO_REASON)


def reasons(text: str, events: Sequence[Event]) -> list[Reason]:
    """Every cue that speaks for a sub-type, in the order of the table."""
    lower = text.lower()
    kept = [e for e in events if e.factuality in vocab.COUNTED_FACTUALITY]
    return [reason for subtype in load_subtypes() for cue in subtype.cues if (reason := _reason(subtype, cue, lower, kept)) is not None]


def _reason(subtype: Subtype, cue: Cue, text: str, events: Sequence[Event]) -> Reason | None:
    because, at = "", 0
    if cue.words is not None:
        match = cue.words.search(text)
        if match is None:
            return None
        because, at = match.group(), match.start()
    if (cue.company is not None and not cue.company.search(text)) or (cue.barred is not None and cue.barred.search(text)):
        return None
    if cue.acts:
        event = next((e for e in events if any(_fits(e, test) for test in cue.acts)), None)
        if event is None:
            return None
        because, at = f"{because} {event.event_type}/{event.mode or '-'}".strip(), event.evidence[0].start
    return Reason(subtype.name, re.sub(r"\s+", " ", because) or "nothing better", cue.weight * (1.0 if at < _LEAD else _LATER))


def _fits(event: Event, test: ActTest) -> bool:
    return (event.event_type == test.type and (test.mode is None or event.mode == test.mode)
            and _of(event.actors, test.actors) and _of(event.recipients, test.recipients))


def _of(actors: Sequence[Actor], sectors: frozenset[str]) -> bool:
    return not sectors or any(a.sector in sectors for a in actors)
