"""Whether two events are the same happening: a score, with a reason for each field.

The sum of the fields' weights is turned into a share from 0 to 1. A field that is missing or bad on one side counts
nothing: it never merges and never keeps apart. Nearness alone cannot merge: time and one more field must agree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tocsin.link.facts import Stored, sound_coordinates
from tocsin.records import Actor, Event, Place, Toll

FAMILIES: Mapping[str, str] = {
    "ASSAULT": "force", "COERCE": "coercion", "MOBILIZE": "mobilisation", "RETREAT": "retreat", "PROTEST": "protest", "SANCTION": "sanction",
    "AID": "help", "COOPERATE": "help", "CONSULT": "talks", "AGREE": "accord", "SUPPORT": "accord", "CONCEDE": "accord", "REQUEST": "request",
    "ACCUSE": "blame", "REJECT": "refusal", "THREATEN": "threat"}
"""Types that reports use for one and the same happening."""
HAPPENED = frozenset({"asserted", "claimed", "denied", "negated", "historical"})
"""Only what happened, or is said or denied to have, makes an incident."""
SAME_PLACE_KM = 15.0
"""Villages named for one clash lie within an artillery piece's reach of the town named by the next report."""
OTHER_PLACE_KM = 60.0
THRESHOLD = 0.5
_BIAS = -2.6
_LOOSE_DAYS = 2
"""Days by which a date taken from the report's own may miss the event's."""


@dataclass(frozen=True, slots=True)
class View:
    """What of an event is compared."""

    seq: int
    id: str
    report: str
    family: str
    type: str
    mode: str | None
    acting: frozenset[str]
    acted_on: frozenset[str]
    place: Place | None
    start: int | None
    end: int | None
    loose: bool
    """The days are those of the report."""
    toll: Mapping[str, tuple[int | None, int | None]]
    """Kind → low and high of tolls of the event in its report."""
    story: int
    """Reports of one story share this number."""

    @property
    def parties(self) -> frozenset[str]:
        """All sides, whoever acts."""
        return self.acting | self.acted_on


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field says: `agrees`, `fits` (one contains the other), `differs`; with its weight and in words."""

    field: str
    verdict: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score of a pair and its reasons."""

    score: float
    reasons: tuple[Reason, ...]


def side(actor: Actor) -> str | None:
    """The key by which parties are compared: country, or the id of a body without one; None for mere descriptions."""
    if actor.country:
        return actor.country
    return actor.id


def view_of(stored: Stored[Event], tolls: tuple[Toll, ...], story: int) -> View:
    """The view of a stored event with the tolls that name it."""
    event = stored.fact
    start, end, loose = None, None, True
    if event.when is not None and event.when.precision not in ("month", "season", "quarter", "year", "decade", "unknown"):
        start, end, loose = _ordinal(event.when.start), _ordinal(event.when.end), False
        start, end = (start or end, end or start)
    if start is None or end is None or end < start:
        start = end = _ordinal(stored.published)
        loose = True
    counts = {t.kind: (t.low if t.low is not None else t.best, t.high if t.high is not None else t.best) for t in tolls if t.period == "event"}
    return View(stored.seq, event.id, stored.report_id, FAMILIES.get(event.event_type, event.event_type), event.event_type, event.mode,
                frozenset(s for a in event.actors if (s := side(a))), frozenset(s for a in event.recipients if (s := side(a))),
                event.place if event.place is not None and event.place.precision not in ("unknown", "region") else None, start, end, loose, counts, story)


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def compare(a: View, b: View) -> Comparison:
    """How likely a and b are the same happening; 0 where type, time or place rule it out."""
    if a.family != b.family:
        return Comparison(0.0, (Reason("type", "differs", 0.0, f"{a.type} and {b.type}"),))
    reasons = [_type(a, b), *(r for r in (_time(a, b), _place(a, b), _parties(a, b), _toll(a, b), _story(a, b)) if r is not None)]
    by_field = {r.field: r for r in reasons}
    ruled_out = any(r.verdict == "differs" and r.weight <= -9 for r in reasons)
    agreeing = {f for f, r in by_field.items() if r.verdict in ("agrees", "fits") and r.weight > 0}
    # a place without a time, or a time without anything else, is no ground for a merge
    grounded = "time" in agreeing and bool(agreeing & {"parties", "toll", "story"} or ("place" in agreeing and a.mode is not None and a.mode == b.mode))
    if ruled_out or not grounded:
        return Comparison(0.0, tuple(reasons))
    return Comparison(1 / (1 + math.exp(-_BIAS - sum(r.weight for r in reasons))), tuple(reasons))


def _type(a: View, b: View) -> Reason:
    if a.mode and a.mode == b.mode and a.type == b.type:
        return Reason("type", "agrees", 0.8, f"{a.type}, {a.mode}")
    if a.mode and b.mode and a.type == b.type:
        return Reason("type", "differs", -0.9, f"{a.mode} and {b.mode}")
    return Reason("type", "fits", 0.2, a.type if a.type == b.type else f"{a.type} and {b.type}")


def _time(a: View, b: View) -> Reason | None:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return None
    gap = max(a.start - b.end, b.start - a.end, 0)
    words = f"{_span(a)} and {_span(b)}"
    if not a.loose and not b.loose:
        if gap == 0:
            return Reason("time", "agrees", 1.2 if max(a.end - a.start, b.end - b.start) <= 1 else 0.6, words)
        return Reason("time", "differs", -1.5 if gap == 1 else -9.0, words)  # nights fall into two days
    if gap <= _LOOSE_DAYS:
        return Reason("time", "fits", 0.5 if gap <= 1 else 0.2, f"{words} (by day of publication)")
    return Reason("time", "differs", -9.0 if gap > 7 else -2.5, f"{words} (by day of publication)")


def _span(v: View) -> str:
    assert v.start is not None and v.end is not None  # checked by the caller
    first, last = date.fromordinal(v.start).isoformat(), date.fromordinal(v.end).isoformat()
    return first if first == last else f"{first} to {last}"


def _place(a: View, b: View) -> Reason | None:
    p, q = a.place, b.place
    if p is None or q is None:
        return None
    words = f"{p.name or p.text} and {q.name or q.text}"
    if p.country and q.country and p.country != q.country:
        return Reason("place", "differs", -9.0, words)
    if "country" in (p.precision, q.precision):
        return Reason("place", "fits", 0.2, words)
    if p.gazetteer_id and p.gazetteer_id == q.gazetteer_id:
        return Reason("place", "agrees", 1.8, p.name or p.text)
    wide = {"admin1", "admin2"} & {p.precision, q.precision}
    if wide and p.admin1 and p.admin1 == q.admin1:
        return Reason("place", "fits", 0.7, words)
    here, there = sound_coordinates(p), sound_coordinates(q)
    if here is None or there is None:
        return None
    away = kilometres(here, there)
    if away <= SAME_PLACE_KM:
        return Reason("place", "fits", 0.9, f"{words}, {away:.0f} km apart")
    if wide:
        return None if away <= 150 else Reason("place", "differs", -3.0, f"{words}, {away:.0f} km apart")
    if away <= OTHER_PLACE_KM:
        return Reason("place", "differs", -1.2, f"{words}, {away:.0f} km apart")
    return Reason("place", "differs", -9.0, f"{words}, {away:.0f} km apart")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude)."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _parties(a: View, b: View) -> Reason | None:
    if not a.parties or not b.parties:
        return None
    both = a.parties & b.parties
    if not both:
        return Reason("parties", "differs", -3.0, f"{_names(a.parties)} and {_names(b.parties)}")
    if a.acting and b.acting and a.acted_on and b.acted_on:
        if a.acting == b.acting and a.acted_on & b.acted_on:
            return Reason("parties", "agrees", 2.2, f"{_names(a.acting)} towards {_names(a.acted_on & b.acted_on)}")
        if a.acting & b.acted_on and b.acting & a.acted_on and not a.acting & b.acting:
            # each side blames the other for one clash only where the type itself has two sides
            return Reason("parties", "differs", -2.0 if a.family == "force" else -4.0, f"{_names(a.acting)} and {_names(b.acting)} with sides exchanged")
    if a.parties == b.parties:
        return Reason("parties", "agrees", 1.6, _names(both))
    if a.parties <= b.parties or b.parties <= a.parties:
        return Reason("parties", "fits", 0.9, _names(both))
    return Reason("parties", "fits", 0.3, _names(both))


def _names(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))


def _toll(a: View, b: View) -> Reason | None:
    shared = [k for k in ("killed", "injured", "captured", "detained", "missing") if k in a.toll and k in b.toll]
    for kind in shared:
        (low, high), (less, more) = a.toll[kind], b.toll[kind]
        if low is None or less is None:
            continue
        if (low, high) == (less, more):
            return Reason("toll", "agrees", min(2.0, 0.6 + 0.5 * math.log1p(low)), f"{low} {kind}")
        if (high is None or less <= high) and (more is None or low <= more):
            return Reason("toll", "fits", 0.3, f"{low} and {less} {kind}")
        # tolls rise from report to report: another number says little, a far smaller one more
        ratio = (min(low, less) + 1) / (max(low, less) + 1)
        return Reason("toll", "differs", -0.3 if ratio >= 0.5 else -1.0, f"{low} and {less} {kind}")
    return None


def _story(a: View, b: View) -> Reason | None:
    if a.report == b.report or a.story != b.story:
        return None
    return Reason("story", "agrees", 1.2, "the reports tell one story")
