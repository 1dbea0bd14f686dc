"""What a row needs besides its fact: the tolls of an event, the numbers of an incident, private persons blacked out."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tocsin.link.facts import Stored
from tocsin.records import Actor, Toll
from tocsin.store import Filter, Store
from tocsin.store.correcting import WORD_SLOTS

_CHUNK = 300
TITLE = "title"
"""Where `hidden_facts` keeps the headline of a report, beside the ids of its facts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact ready for the columns of `tocsin.export.columns`."""

    stored: Stored[Any]
    tolls: tuple[Toll, ...]
    """For events: the tolls that name it."""
    incident_reports: int | None
    incident_sources: int | None
    corrections: Mapping[str, Any]
    """Values that a person put right; the fact carries them."""

    @property
    def fact(self) -> Any:
        """The fact itself."""
        return self.stored.fact


def rows(store: Store, kind: str, wanted: Filter, *, redact_private: bool = False) -> Iterator[Row]:
    """The facts that pass, oldest first, each with what its row needs."""
    facts = store.facts(kind, wanted)
    while chunk := list(itertools.islice(facts, _CHUNK)):
        tolls = _tolls(store, chunk) if kind == "event" else {}
        counts = incident_counts(store, [s.incident for s in chunk if s.incident])
        hidden = hidden_facts(store, [s.report_id for s in chunk]) if redact_private else {}
        for stored in chunk:
            mine = tuple(tolls.get((stored.report_id, stored.fact.id), ()))
            if (stored.report_id, stored.fact.id) in hidden:
                stored = replace(stored, fact=hidden[stored.report_id, stored.fact.id], coded=None, title=hidden[stored.report_id, TITLE])
                mine = tuple(hidden.get((stored.report_id, t.id), t) for t in mine)
            reports, sources = counts.get(stored.incident or "", (None, None))
            yield Row(stored, mine, reports, sources, _corrections(store, stored, redact_private=redact_private) if stored.corrected else {})


def _corrections(store: Store, stored: Stored[Any], *, redact_private: bool) -> Mapping[str, Any]:
    """The values in force; words may name a private person, so redacted ones have none."""
    found = store.corrections(stored.fact.id)
    return {name: None if redact_private and name in WORD_SLOTS else value for name, value in found.items() if name in stored.corrected}


def _tolls(store: Store, chunk: Sequence[Stored[Any]]) -> Mapping[tuple[str, str], list[Toll]]:
    found: dict[tuple[str, str], list[Toll]] = defaultdict(list)
    for toll in store.tolls(report=tuple({s.report_id for s in chunk})):
        if toll.fact.event:
            found[toll.report_id, toll.fact.event].append(toll.fact)
    return found


def incident_counts(store: Store, incidents: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Incident → numbers of reports and of independent sources among its facts in force."""
    names = tuple(dict.fromkeys(incidents))
    if not names:
        return {}
    query = ("SELECT m.incident, count(DISTINCT f.report), count(DISTINCT coalesce(r.voice, r.publisher, r.id)) FROM incident_member m "
             f"JOIN fact f ON f.seq = m.fact JOIN report r ON r.seq = f.report WHERE f.state = 0 AND m.incident IN ({', '.join('?' * len(names))}) "
             "GROUP BY m.incident")
    return {row[0]: (int(row[1]), int(row[2])) for row in store.database.read().execute(query, names)}


def hidden_facts(store: Store, reports: Sequence[str]) -> dict[tuple[str, str], Any]:
    """(Report, fact) → the fact with private persons blacked out, (report, `TITLE`) → its headline: the whole account says who is private."""
    from tocsin.present.redact import redacted

    found: dict[tuple[str, str], Any] = {}
    for report in dict.fromkeys(reports):
        account = store.account(report, corrected=True)
        if account is None:
            continue
        hidden = redacted(account)
        found[report, TITLE] = hidden.report.title
        facts: tuple[Any, ...] = (*hidden.events, *hidden.statements, *hidden.tolls, *hidden.positions)
        for fact in facts:
            found[report, fact.id] = fact
    return found


def shown_name(actor: Actor, redact_private: bool) -> str:
    """The name of a party, or words that stand for a private person."""
    from tocsin.present.redact import PRIVATE

    return PRIVATE if redact_private and actor.private else actor.name or actor.text


def shown_claimant(store: Store, name: str | None, reports: Sequence[str]) -> str | None:
    """Whose figure it is, unless one of the reports has that person as a private one."""
    from tocsin.present.redact import PRIVATE, private_names

    private = {n for report in reports if (account := store.account(report)) for n in private_names(account)}
    return PRIVATE if name in private else name
