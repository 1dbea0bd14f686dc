"""Facts and reports as the API and the screens send them: the contract of docs/account.md with its envelope."""

from __future__ import annotations

import dataclasses
from typing import Any

from tocsin import jsonform
from tocsin.present import words
from tocsin.records import Event, Position, Statement, Toll
from tocsin.serve.names import GROUP_OF
from tocsin.store import Stored, StoredReport


def fact_row(stored: Stored[Any]) -> dict[str, Any]:
    """A fact with the report it is from, its review state and a sentence that sums it up."""
    fact = stored.fact
    return {
        **fact_dict(fact),
        "kind": stored.kind,
        "summary": summary_of(fact),
        "quote": quote_of(fact),
        "group": GROUP_OF.get(fact.event_type) if isinstance(fact, Event) else None,
        "review": stored.review,
        "day": stored.day,
        "dated_by": stored.dated_by,
        "incident": stored.incident,
        "run": stored.run_id,
        "voice": stored.voice,
        "report": {
            "id": stored.report_id,
            "title": stored.title,
            "publisher": stored.publisher,
            "published": stored.published,
            "url": safe_url(stored.url),
        },
        "href": f"/reports/{stored.report_id}?fact={fact.id}",
    }


def fact_dict(fact: Event | Statement | Toll | Position) -> dict[str, Any]:
    """The fact by the contract."""
    if isinstance(fact, Event):
        return jsonform.event_to_dict(fact)
    if isinstance(fact, Statement):
        return jsonform.statement_to_dict(fact)
    if isinstance(fact, Toll):
        return jsonform.toll_to_dict(fact)
    return jsonform.position_to_dict(fact)


def summary_of(fact: Event | Statement | Toll | Position) -> str:
    """One sentence: `Armenia shelled Azerbaijan at Tartar on 27 September 2020`."""
    if isinstance(fact, Event):
        text = words.event_words(fact)
    elif isinstance(fact, Statement):
        text = f"{words.party(fact.speaker) if fact.speaker else 'Somebody not named'} said"
    elif isinstance(fact, Toll):
        text = words.toll_words(fact)
    else:
        text = words.position_words(fact)
    return text[:1].upper() + text[1:]


def quote_of(fact: Event | Statement | Toll | Position) -> str:
    """The words of the report that carry the fact."""
    if isinstance(fact, Statement):
        return " … ".join(p.quote for p in fact.parts) or fact.content.quote
    return fact.evidence[-1].quote if fact.evidence else ""


def claimant_of(fact: Event | Toll) -> str:
    """Who says so, innermost first; `the report` where it is the report's own voice."""
    return words.according(fact.attribution) or "the report itself"


def report_row(stored: StoredReport) -> dict[str, Any]:
    """A report without its text."""
    report = stored.report
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": safe_url(report.url),
        "language": report.language,
        "digest": report.digest,
        "dateline": report.dateline.place if report.dateline else None,
        "credits": [dataclasses.asdict(c) for c in report.credits],
        "added_at": stored.added_at,
        "withdrawn_at": stored.withdrawn_at,
        "withdrawn_why": stored.withdrawn_why,
        "voice": stored.voice,
        "run": stored.run_id,
        "facts": stored.facts,
        "length": len(report.text),
        "lead": " ".join(report.text[:260].split()),
        "href": f"/reports/{report.id}",
    }


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (`javascript:`) is not handed to a browser."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
