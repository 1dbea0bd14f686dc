"""Claims that stand against each other, side by side and neither preferred: tolls that do not meet, acts and figures told and denied.

A denial that does not name its act (“denied the claim”, “rejected the figure”) answers the nearest claim of somebody else before it
in the same report, and is shown with that rule.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import defaultdict
from typing import Any

from tocsin.present import words
from tocsin.records import Account, Event, Toll
from tocsin.serve.desk import Desk
from tocsin.serve.filters import Wanted
from tocsin.serve.rows import claimant_of
from tocsin.store import Stored

_PAIRS = 12
"""Pairs of tolls shown against each other."""
_DENIALS = 24
_NEAR = 500
"""Characters between a claim and the denial that answers it: two or three sentences."""
_DENIES = re.compile(
    r"\b(den(y|ies|ied|ying|ial)|refut\w+|disput\w+|dismiss\w*|contradict\w*)\b"
    r"|\breject\w* (\S+ ){0,2}(claim|figure|number|toll|account|version|report|accusation|allegation|charge|suggestion)",
    re.I,
)
"""Words that say a claim is not true, and not only that something is refused."""
_FIGURE = re.compile(r"\b(figure|number|toll|count|casualt|loss)", re.I)


def contradictions(desk: Desk, asked: Wanted, tolls: list[Stored[Any]]) -> list[dict[str, Any]]:
    """Pairs of claims that cannot both be right: tolls that do not meet, acts told and denied."""
    return [*_toll_pairs(tolls), *_denials(desk, asked)][:24]


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
    denied = {item.fact.id: item for one in narrowed for item in desk.page("event", one, limit=_DENIALS).items}
    about = [other for item in denied.values() for other in item.fact.about[:3] if other != item.fact.id]
    said = {s.fact.id: s.fact for s in desk.store.by_ids(about) if s.fact.factuality in ("claimed", "denied", "asserted")}
    accounts: dict[str, Account | None] = {}
    out: list[dict[str, Any]] = []
    for item in denied.values():
        other = next((said[x] for x in item.fact.about if x in said and x != item.fact.id), None)
        if other is None and any(_DENIES.search(e.quote) for e in item.fact.evidence):
            if item.report_id not in accounts:
                accounts[item.report_id] = desk.store.account(item.report_id)
            account = accounts[item.report_id]
            other = _answered(account, item.fact) if account else None
        if other is not None and claimant_of(other) != claimant_of(item.fact):
            claim = dataclasses.replace(item, fact=other, kind="toll" if isinstance(other, Toll) else "event")
            text = words.toll_words(other) if isinstance(other, Toll) else words.event_words(other)
            sides = [_side(claim, claimant_of(other), text), _side(item, _denier(item.fact), words.event_words(item.fact))]
            out.append({"about": "Said and denied", "sides": sides})
    return out


def _denier(denial: Event) -> str:
    """Who denies: the source of the denial, else who acts in it."""
    actors = words.join([words.party(a) for a in denial.actors])
    return claimant_of(denial) if denial.attribution or not actors else actors


def _answered(account: Account, denial: Event) -> Event | Toll | None:
    """The nearest claim of somebody else before a denial; of a figure where the denial is about one."""
    at = denial.evidence[0].start
    mine = {a.country or a.name for a in denial.actors}
    claims: list[Event | Toll] = [*account.tolls]
    if not any(_FIGURE.search(s.quote) for s in denial.evidence):
        claims += [e for e in account.events if e.factuality == "claimed"]
    near = []
    for claim in claims:
        source = claim.attribution[-1].actor if claim.attribution else None
        gap = at - claim.evidence[-1].end if claim.evidence else -1
        if source is not None and 0 <= gap <= _NEAR and (source.country or source.name) not in mine:
            near.append((gap, claim.id, claim))
    return min(near, key=lambda n: n[:2])[2] if near else None


def _side(item: Stored[Any], who: str, text: str) -> dict[str, Any]:
    return {
        "id": item.fact.id,
        "who": who,
        "text": text[:1].upper() + text[1:],
        "quote": item.fact.evidence[-1].quote if item.fact.evidence else "",
        "day": item.day,
        "publisher": item.publisher,
        "href": f"/reports/{item.report_id}?fact={item.fact.id}",
    }
