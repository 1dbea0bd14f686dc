"""The crisis screen's lists: tolls as claimed, statements by speaker, and what stands against what."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tocsin.present import words
from tocsin.records import Actor, Source
from tocsin.serve.contradictions import contradictions
from tocsin.serve.desk import Desk
from tocsin.serve.filters import Wanted
from tocsin.serve.names import party_name
from tocsin.serve.rows import claimant_of, fact_row
from tocsin.store import Stored

_OWN_NAME = frozenset({"REB", "PRE", "ISM", "PRM", "OPP", "IMG"})
"""Sectors of armed groups, which go by their own names."""


def key_of(actor: Actor | None) -> str | None:
    """A party on screen: armed groups by name, everybody else by country, bodies without a country by name."""
    if actor is None:
        return None
    return actor.name if actor.sector in _OWN_NAME and actor.name else actor.country or actor.name


def claims(desk: Desk, asked: Wanted, limit: int) -> list[dict[str, Any]]:
    """The newest tolls that pass, as the figure draws them."""
    return [_toll(item) for item in desk.page("toll", asked.of_kind("toll"), limit=limit).items]


def tolls(desk: Desk, asked: Wanted, limit: int = 160) -> dict[str, Any]:
    """Ranges per claimant in time, never summed; open ends stay open. And the claims that stand against each other."""
    page = desk.page("toll", asked.of_kind("toll"), limit=limit)
    return {
        "tolls": {"tolls": [_toll(item) for item in page.items], "more": page.next is not None},
        "contradictions": contradictions(desk, asked, list(page.items)),
    }


def _toll(item: Stored[Any]) -> dict[str, Any]:
    fact = item.fact
    return {
        "id": fact.id,
        "kind": fact.kind,
        "low": fact.low,
        "best": fact.best,
        "high": fact.high,
        "text": fact.text,
        "day": item.day,
        "dated_by": item.dated_by,
        "whom": fact.whom.text if fact.whom else None,
        "group": fact.whom.group if fact.whom else None,
        "place": (fact.place.name or fact.place.text) if fact.place else None,
        "period": fact.period,
        "since": fact.since,
        "claimant": claimant_of(fact),
        "claimant_key": _claimant_key(fact.attribution),
        "number": words.number_words(fact),
        "report": {"id": item.report_id, "publisher": item.publisher, "title": item.title},
        "href": f"/reports/{item.report_id}?fact={fact.id}",
        "quote": fact.evidence[-1].quote if fact.evidence else "",
    }


def _claimant_key(chain: tuple[Source, ...]) -> str | None:
    return key_of(chain[-1].actor) if chain else None


def board(desk: Desk, asked: Wanted, limit: int = 80) -> dict[str, Any]:
    """Statements by speaker and day; beside each what others say against it."""
    page = desk.page("statement", asked.of_kind("statement"), limit=limit)
    tolls = list(desk.page("toll", asked.of_kind("toll"), limit=160).items)
    against = _against(contradictions(desk, asked, tolls))
    speakers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in page.items:
        row = _said(item)
        found = {o["id"]: o for fact in item.fact.facts for o in against.get(fact, ())}
        row["against"] = [o for o in found.values() if o["id"] not in item.fact.facts]
        speakers[key_of(item.fact.principal) or key_of(item.fact.speaker) or "Somebody not named"].append(row)
    ordered = sorted(speakers, key=lambda s: (-sum(bool(x["against"]) for x in speakers[s]), -len(speakers[s]), s))
    return {
        "speakers": [
            {"key": s, "name": party_name(s), "statements": sorted(speakers[s], key=lambda x: x["day"] or "")}
            for s in ordered
        ],
        "more": page.next is not None,
    }


def _against(pairs: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """For each fact of a contradiction the other sides."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for pair in pairs:
        one, two = pair["sides"]
        found[one["id"]].append(two)
        found[two["id"]].append(one)
    return found


def _said(item: Stored[Any]) -> dict[str, Any]:
    """One statement on the board."""
    row = fact_row(item)
    return {
        "id": row["id"],
        "day": item.day,
        "speaker": words.party(item.fact.speaker) if item.fact.speaker else "somebody not named",
        "form": item.fact.form,
        "quote": row["quote"].strip('"“”\' ,'),
        "denial": item.fact.denial,
        "admission": item.fact.admission,
        "addressees": [words.party(a) for a in item.fact.addressees],
        "href": row["href"],
        "publisher": item.publisher,
        "cue": item.fact.cue.quote if item.fact.cue else None,
    }
