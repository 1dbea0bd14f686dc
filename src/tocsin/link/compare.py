"""Whether two events are the same happening: a score, with a reason for each field.

The sum of the fields' weights is turned into a share from 0 to 1. A field that is missing or bad on one side counts
nothing: it never merges and never keeps apart. Nearness alone cannot merge: time and one more field must agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

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
_RULED_OUT = -9.0
"""A field that weighs so little settles the matter."""
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
    parties: frozenset[str] = field(init=False)
    """All sides, whoever acts."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parties", _together(self.acting, self.acted_on))

    @property
    def where(self) -> str:
        """The gazetteer's id of the place, if it has one."""
        return (self.place.gazetteer_id or "") if self.place is not None else ""


# A record has a million events but few sets of parties and few places: equal ones are kept once.


@lru_cache(maxsize=100_000)
def _together(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return one | other if other else one


@lru_cache(maxsize=100_000)
def _keys(sides: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset(s for s in sides if s)


@lru_cache(maxsize=100_000)
def _spot(text: str, country: str | None, admin1: str | None, latitude: float | None, longitude: float | None, precision: str, gazetteer_id: str | None) -> Place:
    return Place(text, text, country, admin1, latitude, longitude, precision, gazetteer_id)


def _place_of(place: Place | None) -> Place | None:
    """What of a place is compared; None where it is too vague."""
    if place is None or place.precision in ("unknown", "region"):
        return None
    return _spot(place.name or place.text, place.country, place.admin1, place.latitude, place.longitude, place.precision, place.gazetteer_id)


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
                _keys(tuple(map(side, event.actors))), _keys(tuple(map(side, event.recipients))), _place_of(event.place), start, end, loose,
                counts or _NO_TOLL, story)


_NO_TOLL: Mapping[str, tuple[int | None, int | None]] = MappingProxyType({})


@lru_cache(maxsize=20_000)
def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


class _Say(NamedTuple):
    """What a field says before it is put into words."""

    verdict: str
    weight: float
    detail: object = None


def score_of(a: View, b: View) -> float:
    """The score of `compare`, without words, and left off as soon as it is known to be 0: a record compares a hundred pairs for each report."""
    if a.family != b.family:
        return 0.0
    time = _time(a, b)
    if time is None or time.weight <= 0:
        return 0.0
    place = _place(a, b)
    if place is not None and place.weight <= _RULED_OUT:
        return 0.0
    parties, toll, story = _parties(a, b), _toll(a, b), _story(a, b)
    grounds = (parties, toll, story, place if a.mode is not None and a.mode == b.mode else None)
    if not any(say is not None and say.weight > 0 for say in grounds):
        return 0.0
    return _share([say for say in (_type(a, b), time, place, parties, toll, story) if say is not None])


def compare(a: View, b: View) -> Comparison:
    """The score of a pair with what each field says, in words."""
    if a.family != b.family:
        return Comparison(0.0, (Reason("type", "differs", 0.0, f"{a.type} and {b.type}"),))
    says = {name: say for name, of in _FIELDS.items() if (say := of(a, b)) is not None}
    reasons = tuple(Reason(name, say.verdict, say.weight, _WORDS[name](a, b, say)) for name, say in says.items())
    ruled_out = any(say.weight <= _RULED_OUT for say in says.values())
    return Comparison(0.0 if ruled_out or not _grounded(says, a, b) else _share(says.values()), reasons)


def _grounded(says: Mapping[str, _Say], a: View, b: View) -> bool:
    """A place without a time, or a time without anything else, is no ground for a merge."""
    agreeing = {name for name, say in says.items() if say.weight > 0}
    return "time" in agreeing and bool(agreeing & {"parties", "toll", "story"} or ("place" in agreeing and a.mode is not None and a.mode == b.mode))


def _share(says: Iterable[_Say]) -> float:
    return 1 / (1 + math.exp(-_BIAS - sum([say.weight for say in says])))


_SAME_MODE, _OTHER_MODE, _SAME_FAMILY = _Say("agrees", 0.8), _Say("differs", -0.9), _Say("fits", 0.2)


def _type(a: View, b: View) -> _Say:
    if a.mode and b.mode and a.type == b.type:
        return _SAME_MODE if a.mode == b.mode else _OTHER_MODE
    return _SAME_FAMILY


def _type_words(a: View, b: View, say: _Say) -> str:
    if say.verdict == "agrees":
        return f"{a.type}, {a.mode}"
    if say.verdict == "differs":
        return f"{a.mode} and {b.mode}"
    return a.type if a.type == b.type else f"{a.type} and {b.type}"


_SAME_DAY, _SAME_DAYS, _NEXT_DAY, _DAYS_LATER = _Say("agrees", 1.2), _Say("agrees", 0.6), _Say("fits", 0.5), _Say("fits", 0.2)


def _time(a: View, b: View) -> _Say | None:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return None
    gap = max(a.start - b.end, b.start - a.end, 0)
    if not a.loose and not b.loose:
        if gap == 0:
            return _SAME_DAY if max(a.end - a.start, b.end - b.start) <= 1 else _SAME_DAYS
        return _Say("differs", -1.5 if gap == 1 else -9.0)  # nights fall into two days
    if gap <= _LOOSE_DAYS:
        return _NEXT_DAY if gap <= 1 else _DAYS_LATER
    return _Say("differs", -9.0 if gap > 7 else -2.5)


def _time_words(a: View, b: View, say: _Say) -> str:
    return f"{_span(a)} and {_span(b)}" + (" (by day of publication)" if a.loose or b.loose else "")


def _span(v: View) -> str:
    assert v.start is not None and v.end is not None  # checked by the caller
    first, last = date.fromordinal(v.start).isoformat(), date.fromordinal(v.end).isoformat()
    return first if first == last else f"{first} to {last}"


_OTHER_COUNTRY, _IN_COUNTRY, _SAME_PLACE = _Say("differs", -9.0), _Say("fits", 0.2), _Say("agrees", 1.8)


def _place(a: View, b: View) -> _Say | None:
    p, q = a.place, b.place
    if p is None or q is None:
        return None
    if p.country and q.country and p.country != q.country:
        return _OTHER_COUNTRY
    if p.precision == "country" or q.precision == "country":
        return _IN_COUNTRY
    if p.gazetteer_id and p.gazetteer_id == q.gazetteer_id:
        return _SAME_PLACE
    wide = p.precision in _WIDE or q.precision in _WIDE
    if wide and p.admin1 and p.admin1 == q.admin1:
        return _Say("fits", 0.7)
    here, there = sound_coordinates(p), sound_coordinates(q)
    if here is None or there is None:
        return None
    away = kilometres(here, there)
    if away <= SAME_PLACE_KM:
        return _Say("fits", 0.9, away)
    if wide:
        return None if away <= 150 else _Say("differs", -3.0, away)
    return _Say("differs", -1.2 if away <= OTHER_PLACE_KM else -9.0, away)


_WIDE = frozenset({"admin1", "admin2"})


def _place_words(a: View, b: View, say: _Say) -> str:
    assert a.place is not None and b.place is not None  # the field said something
    one, other = a.place.text, b.place.text
    if say.verdict == "agrees":
        return one
    return f"{one} and {other}" + (f", {say.detail:.0f} km apart" if isinstance(say.detail, float) else "")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude)."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


_OTHER_PARTIES, _SAME_SIDES, _SAME_PARTIES = _Say("differs", -3.0), _Say("agrees", 2.2, "towards"), _Say("agrees", 1.6)


def _parties(a: View, b: View) -> _Say | None:
    if not a.parties or not b.parties:
        return None
    both = a.parties & b.parties
    if not both:
        return _OTHER_PARTIES
    if a.acting and b.acting and a.acted_on and b.acted_on:
        if a.acting == b.acting and a.acted_on & b.acted_on:
            return _SAME_SIDES
        if a.acting & b.acted_on and b.acting & a.acted_on and not a.acting & b.acting:
            # each side blames the other for one clash only where the type itself has two sides
            return _Say("differs", -2.0 if a.family == "force" else -4.0, "exchanged")
    if a.parties == b.parties:
        return _SAME_PARTIES
    return _Say("fits", 0.9 if a.parties <= b.parties or b.parties <= a.parties else 0.3)


def _parties_words(a: View, b: View, say: _Say) -> str:
    if say.detail == "towards":
        return f"{_names(a.acting)} towards {_names(a.acted_on & b.acted_on)}"
    if say.detail == "exchanged":
        return f"{_names(a.acting)} and {_names(b.acting)} with sides exchanged"
    both = a.parties & b.parties
    return _names(both) if both else f"{_names(a.parties)} and {_names(b.parties)}"


def _names(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))


_TOLLS = ("killed", "injured", "captured", "detained", "missing")


def _toll(a: View, b: View) -> _Say | None:
    if not a.toll or not b.toll:
        return None
    for kind in _TOLLS:
        if kind not in a.toll or kind not in b.toll:
            continue
        (low, high), (less, more) = a.toll[kind], b.toll[kind]
        if low is None or less is None:
            continue
        if (low, high) == (less, more):
            return _Say("agrees", min(2.0, 0.6 + 0.5 * math.log1p(low)), f"{low} {kind}")
        words = f"{low} and {less} {kind}"
        if (high is None or less <= high) and (more is None or low <= more):
            return _Say("fits", 0.3, words)
        # tolls rise from report to report: another number says little, a far smaller one more
        ratio = (min(low, less) + 1) / (max(low, less) + 1)
        return _Say("differs", -0.3 if ratio >= 0.5 else -1.0, words)
    return None


def _story(a: View, b: View) -> _Say | None:
    return None if a.story != b.story or a.report == b.report else _SAME_STORY


_SAME_STORY = _Say("agrees", 1.2, "the reports tell one story")


def _detail(a: View, b: View, say: _Say) -> str:
    return str(say.detail)


_FIELDS: Mapping[str, Callable[[View, View], _Say | None]] = {
    "type": _type, "time": _time, "place": _place, "parties": _parties, "toll": _toll, "story": _story}
_WORDS: Mapping[str, Callable[[View, View, _Say], str]] = {
    "type": _type_words, "time": _time_words, "place": _place_words, "parties": _parties_words, "toll": _detail, "story": _detail}
