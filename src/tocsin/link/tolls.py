"""How many, according to whom: ranges per claimant and over independent sources, the latest best figure, series over days.

Claims are never added across claimants. A cumulative toll (“bringing the toll to 95 since Sunday”) is never mixed with
that of one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.link.facts import Stored
from tocsin.records import Toll

_DISJOINT = frozenset({"soldiers", "militants", "civilians", "police"})
"""Groups that share nobody, so that numbers which one source gives for each of them add up."""
COUNTED = frozenset({"asserted", "claimed", "historical"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says in one report: for its groups together, as far as they add up."""

    kind: str
    claimant: str
    country: str | None
    """ISO alpha-3 of the claimant."""
    losses_of: str | None
    """ISO alpha-3 of those whom it counts, where the report says so."""
    low: int | None
    best: int | None
    high: int | None
    day: str | None
    period: str
    since: str | None
    voice: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimantRange:
    """All that one claimant said about a kind of loss, the latest figure apart."""

    claimant: str
    country: str | None
    low: int | None
    high: int | None
    latest: Claim
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TollSummary:
    """One kind of loss of one incident or crisis: range over independent sources, latest best figure and whose it is."""

    kind: str
    low: int | None
    best: int | None
    high: int | None
    """None: open above."""
    best_from: str | None
    sources: int
    contested: bool
    """Whether the latest figures of two claimants exclude each other."""
    claimants: tuple[ClaimantRange, ...]


def claims(tolls: Iterable[Stored[Toll]]) -> list[Claim]:
    """The claims in the given tolls, one for each report, claimant, kind and people counted; copies of one text make one."""
    grouped: dict[tuple[object, ...], list[Stored[Toll]]] = defaultdict(list)
    for stored in tolls:
        toll = stored.fact
        if toll.factuality in COUNTED and not toll.background and (toll.low is not None or toll.best is not None):
            claimant, country = _claimant(stored)
            losses = toll.whom.country if toll.whom else None
            grouped[stored.report_id, claimant, country, toll.kind, toll.period, losses].append(stored)
    found = [_claim(key, members) for key, members in grouped.items()]
    distinct: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(found, key=lambda c: (c.day or "", c.facts)):
        distinct.setdefault((claim.voice, claim.claimant, claim.kind, claim.period, claim.losses_of, claim.low, claim.best, claim.high, claim.day), claim)
    return list(distinct.values())


def _claimant(stored: Stored[Toll]) -> tuple[str, str | None]:
    """The innermost source; the report's own voice where none is named."""
    chain = stored.fact.attribution
    if not chain:
        return stored.voice or stored.publisher or stored.report_id, None
    inner = chain[-1]
    actor = inner.actor
    return ((actor.name if actor and actor.name else None) or inner.text, actor.country if actor else None)


def _claim(key: tuple[object, ...], members: Sequence[Stored[Toll]]) -> Claim:
    _, claimant, country, kind, period, losses = key
    facts = [m.fact for m in members]
    first = members[0]
    total = _total(facts)
    return Claim(str(kind), str(claimant), country if isinstance(country, str) else None, losses if isinstance(losses, str) else None, *total,
                 first.published or first.day, str(period), next((f.since for f in facts if f.since), None), first.voice or first.publisher or first.report_id,
                 tuple(f.id for f in facts))


def _total(tolls: Sequence[Toll]) -> tuple[int | None, int | None, int | None]:
    """(low, best, high) of what one source says in one report: disjoint groups added, else the largest figure."""
    by_group: dict[str | None, Toll] = {}
    for toll in [t for t in tolls if not t.part] or tolls:
        group = toll.whom.group if toll.whom else None
        known = by_group.get(group)
        if known is None or _size(toll) > _size(known):
            by_group[group] = toll
    largest = max(by_group.values(), key=_size)
    parts = [t for g, t in by_group.items() if g in _DISJOINT]
    if len(parts) > 1 and sum(map(_size, parts)) > _size(largest) and not any(g not in _DISJOINT for g in by_group):
        return tuple(None if any(getattr(t, f) is None for t in parts) else sum(getattr(t, f) for t in parts)  # type: ignore[return-value]  # three of them
                     for f in ("low", "best", "high"))
    return largest.low, largest.best, largest.high


def _size(toll: Toll) -> int:
    return toll.best if toll.best is not None else toll.low if toll.low is not None else 0


def summaries(tolls: Iterable[Stored[Toll]], *, period: str = "event") -> list[TollSummary]:
    """One summary for each kind of loss; `period` is event or cumulative."""
    by_kind: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(tolls):
        if claim.period == period:
            by_kind[claim.kind].append(claim)
    return [_summary(kind, by_kind[kind]) for kind in sorted(by_kind)]


def _summary(kind: str, found: Sequence[Claim]) -> TollSummary:
    ranges = _ranges(found)
    latest = [r.latest for r in ranges]
    last = max(latest, key=lambda c: (c.day or "", c.best is not None, len(c.facts)))
    lows = [c.low for c in latest if c.low is not None]
    highs = [c.high for c in latest]
    contested = any(_exclude(a, b) for n, a in enumerate(latest) for b in latest[n + 1:])
    return TollSummary(kind, min(lows, default=None), last.best, None if None in highs or not highs else max(h for h in highs if h is not None),
                       last.claimant, len({c.voice for c in found}), contested, tuple(ranges))


def _exclude(a: Claim, b: Claim) -> bool:
    return bool((a.high is not None and b.low is not None and a.high < b.low) or (b.high is not None and a.low is not None and b.high < a.low))


def _ranges(found: Sequence[Claim]) -> list[ClaimantRange]:
    by_claimant: dict[tuple[str, str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in found:
        by_claimant[claim.claimant, claim.country, claim.losses_of].append(claim)
    out = []
    for (claimant, country, _), mine in sorted(by_claimant.items(), key=lambda item: item[0][0]):
        highs = [c.high for c in mine]
        out.append(ClaimantRange(claimant, country, min((c.low for c in mine if c.low is not None), default=None),
                                 None if None in highs else max(h for h in highs if h is not None),
                                 max(mine, key=lambda c: (c.day or "", c.best or c.low or 0)), tuple(f for c in mine for f in c.facts)))
    return out


def series(tolls: Iterable[Stored[Toll]]) -> dict[tuple[str, str, str | None, str], list[Claim]]:
    """Claims in order of days by (kind, claimant, those counted, period): how each side's figures rose."""
    found: dict[tuple[str, str, str | None, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims(tolls), key=lambda c: (c.day or "", c.best or c.low or 0)):
        found[claim.kind, claim.claimant, claim.losses_of, claim.period].append(claim)
    return dict(found)
