"""A report as the reader screen shows it: the text cut into segments by the server, cards of facts, and where to look first.

Segments and cards are those of the self-contained HTML reader (`tocsin.present`), so both look and mark alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.present.cards import GROUPS, Card, cards_of
from tocsin.present.marks import AT_REST, Mark, marks_of, segmented
from tocsin.present.words import day
from tocsin.records import Account, Event, Position, Report, Run, Statement, Toll
from tocsin.serve.rows import safe_url

_LETTERS = {"e": "events", "s": "statements", "t": "tolls", "o": "positions", "p": "places", "d": "dates"}
_MAIN = frozenset({"act", "said", "count"})
"""The slots whose words are the fact itself."""


def reader_view(
    account: Account, reviews: Mapping[str, str], *, fact: str | None = None, at: tuple[int, int] | None = None
) -> dict[str, Any]:
    """Everything the reader draws. `reviews` gives the review state by fact id; `fact` or `at` says what is chosen at first."""
    report, marks = account.report, marks_of(account)
    keys = {item.id: f"{letter}{n}" for letter in "esto" for n, item in enumerate(getattr(account, _LETTERS[letter]))}
    ids = {key: fact_id for fact_id, key in keys.items()}
    focus = keys.get(fact or "") or (_at(marks, at) if at else None)
    return {
        "report": {
            "id": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "published": report.published,
            "published_words": day(report.published) if report.published else None,
            "url": safe_url(report.url),
            "credits": [f"{c.role} {c.name}" for c in report.credits],
        },
        "paragraphs": [[_segment(s.text, s.marks) for s in line] for line in segmented(report.text, marks)],
        "groups": [{"letter": letter, "name": name} for letter, name in GROUPS],
        "cards": [_card(card, ids.get(card.fact), reviews, _event(account, card)) for card in cards_of(account)],
        "parties": [p.name for p in account.parties],
        "unresolved": [f"{u.what}: {u.reason}" for u in account.unresolved],
        "run": {
            "coder": account.run.coder,
            "lexicon": account.run.lexicon,
            "model": account.run.model,
            "settings": account.run.settings,
        },
        "focus": focus,
    }


def _segment(text: str, marks: tuple[Mark, ...]) -> dict[str, Any]:
    if not marks:
        return {"t": text}
    rest = " ".join(dict.fromkeys(AT_REST[m.fact[0], m.slot] for m in marks if (m.fact[0], m.slot) in AT_REST))
    return {"t": text, "m": [[m.fact, m.slot] for m in marks], "c": rest}


def _card(card: Card, fact_id: str | None, reviews: Mapping[str, str], event: Event | None) -> dict[str, Any]:
    return {
        "key": card.fact,
        "id": fact_id,
        "headline": card.headline,
        "labels": [x for x in card.labels if x],
        "how": card.how,
        "quote": card.quote,
        "why": [[name, html] for name, html in card.why if html],
        "review": reviews.get(fact_id or "", "unreviewed") if fact_id else None,
        "type": event.event_type if event else None,
        "mode": event.mode if event else None,
        "confidence": event.confidence if event else None,
    }


def _event(account: Account, card: Card) -> Event | None:
    return account.events[int(card.fact[1:])] if card.fact[0] == "e" else None


def _at(marks: list[Mark], at: tuple[int, int]) -> str | None:
    """The fact whose mark lies closest to a stretch of the text: what a source of the brief points to."""
    best = [m for m in marks if m.start < at[1] and m.end > at[0] and m.fact[0] in "esto"]
    best.sort(key=lambda m: (abs(m.start - at[0]) + abs(m.end - at[1]), m.fact))
    return best[0].fact if best else None


def span_of(text: str, quote: str, near: int) -> dict[str, Any] | None:
    """The span of selected words closest to `near`, so that the browser sends words and never reckons with offsets.

    >>> span_of("Clashes erupted near Tartar.", "Tartar", 0)
    {'start': 21, 'end': 27, 'quote': 'Tartar'}
    """
    quote = quote.strip()
    if not quote:
        return None
    starts = []
    at = text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    if not starts:
        return None
    start = min(starts, key=lambda s: abs(s - near))
    return {"start": start, "end": start + len(quote), "quote": quote}


def paragraph_of(report: Report, fact: Event | Statement | Toll | Position) -> list[dict[str, Any]]:
    """The paragraph that a fact stands in, cut at the edges of its own words only."""
    kinds = {Event: "events", Statement: "statements", Toll: "tolls", Position: "positions"}
    alone = Account(report, Run("", "", "", ""), **{kinds[type(fact)]: (fact,)})  # type: ignore[arg-type]  # the field of its kind
    own = marks_of(alone)
    main = [m for m in own if m.slot in _MAIN] or own
    for line in segmented(report.text, own):
        if any(m in main for s in line for m in s.marks):
            return [{"t": s.text, "m": [m.slot for m in s.marks]} for s in line]
    return []
