"""The crisis screen's lists: tolls as claimed, statements by speaker, and what stands against what."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from typing import Any

from tocsin.present import words
from tocsin.records import Actor, Source
from tocsin.serve.desk import Desk
from tocsin.serve.filters import Wanted
from tocsin.serve.names import party_name
from tocsin.serve.rows import claimant_of, fact_row
from tocsin.store import Stored

_OWN_NAME = frozenset({"REB", "PRE", "ISM", "PRM", "OPP", "IMG"})
"""Sectors of armed groups, which go by their own names."""
_PAIRS = 12
"""Pairs of tolls shown against each other."""


def key_of(actor: Actor | None) -> str | None:
    """A party on screen: armed groups by name, everybody else by country, bodies without a country by name."""
    if actor is None:
        return None
    return actor.name if actor.sector in _OWN_NAME and actor.name else actor.country or actor.name


def claims(desk: Desk, asked: Wanted, limit: int) -> list[dict[str, Any]]:
    """The newest tolls that pass, as the figure draws them."""
    return [_toll(item) for item in desk.page("toll", asked.of_kind("toll"), limit=limit).items]


def tolls(desk: Desk, asked: Wanted, limit: int = 300) -> dict[str, Any]:
    """Ranges per claimant in time, never summed; open ends stay open. And the claims that stand against each other."""
    page = desk.page("toll", asked.of_kind("toll"), limit=limit)
    return {
        "tolls": {"tolls": [_toll(item) for item in page.items], "more": page.next is not None},
        "contradictions": [*_toll_pairs(list(page.items)), *_denials(desk, asked)][:24],
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
    """Statements by speaker and day, and what stands against what."""
    page = desk.page("statement", asked.of_kind("statement"), limit=limit)
    speakers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in page.items:
        row = fact_row(item)
        speakers[key_of(item.fact.principal) or key_of(item.fact.speaker) or "Somebody not named"].append(
            {
                "id": row["id"],
                "day": item.day,
                "speaker": words.party(item.fact.speaker) if item.fact.speaker else "somebody not named",
                "form": item.fact.form,
                "quote": row["quote"],
                "denial": item.fact.denial,
                "admission": item.fact.admission,
                "addressees": [words.party(a) for a in item.fact.addressees],
                "href": row["href"],
                "publisher": item.publisher,
                "cue": item.fact.cue.quote if item.fact.cue else None,
            }
        )
    ordered = sorted(speakers, key=lambda s: (-len(speakers[s]), s))
    return {
        "speakers": [
            {"key": s, "name": party_name(s), "statements": sorted(speakers[s], key=lambda x: x["day"] or "")}
            for s in ordered
        ],
        "more": page.next is not None,
    }


def _toll_pairs(items: list[Stored[Any]]) -> list[dict[str, Any]]:
    """Tolls of different claimants about the same thing whose ranges do not meet."""
    same: dict[tuple[object, ...], list[Stored[Any]]] = defaultdict(list)
    for item in items:
        if item.day and item.fact.low is not None:
            same[_about(item)].append(item)
    out: list[dict[str, Any]] = []
    for a, b in (pair for group in same.values() for pair in itertools.combinations(group[:20], 2)):
        if _apart(a, b):
            sides = [_side(x, claimant_of(x.fact), words.toll_words(x.fact)) for x in (a, b)]
            out.append({"about": f"How many {a.fact.kind}", "sides": sides})
            if len(out) == _PAIRS:
                break
    return out


def _about(item: Stored[Any]) -> tuple[object, ...]:
    """What a toll counts: two with the same are about the same thing."""
    toll, whom = item.fact, item.fact.whom
    where = toll.place.name if toll.place else None
    return toll.kind, toll.period, item.day, where, whom.group if whom else None, whom.country if whom else None


def _apart(a: Stored[Any], b: Stored[Any]) -> bool:
    one, two = a.fact, b.fact
    below = (one.high is not None and one.high < two.low) or (two.high is not None and two.high < one.low)
    return below and claimant_of(one) != claimant_of(two)


def _denials(desk: Desk, asked: Wanted) -> list[dict[str, Any]]:
    """Acts that were said, beside those that deny them; the newest denials first."""
    events = asked.of_kind("event")
    narrowed = []
    if not events.factuality or "denied" in events.factuality:
        narrowed.append(dataclasses.replace(events, factuality=("denied",)))
    if not events.type or "REJECT" in events.type:
        narrowed.append(dataclasses.replace(events, type=("REJECT",)))
    denied = {item.fact.id: item for one in narrowed for item in desk.page("event", one, limit=20).items}
    about = [other for item in denied.values() for other in item.fact.about[:3] if other != item.fact.id]
    said = {s.fact.id: s for s in desk.store.by_ids(about) if s.fact.factuality in ("claimed", "denied", "asserted")}
    out: list[dict[str, Any]] = []
    for item in denied.values():
        other = next((said[x] for x in item.fact.about if x in said and x != item.fact.id), None)
        if other is not None:
            sides = [_side(x, claimant_of(x.fact), words.event_words(x.fact)) for x in (other, item)]
            out.append({"about": "Said and denied", "sides": sides})
    return out


def _side(item: Stored[Any], who: str, text: str) -> dict[str, Any]:
    return {
        "who": who,
        "text": text[:1].upper() + text[1:],
        "quote": item.fact.evidence[-1].quote if item.fact.evidence else "",
        "day": item.day,
        "publisher": item.publisher,
        "href": f"/reports/{item.report_id}?fact={item.fact.id}",
    }
