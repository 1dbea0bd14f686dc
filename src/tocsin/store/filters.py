"""What a user asks of a record: one frozen filter for events, statements, tolls and positions, and its URL form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tocsin.errors import InputError
from tocsin.vocab import PRECISIONS

REVIEWS = ("unreviewed", "confirmed", "corrected", "rejected", "unsure")
"""Where a person's review of a fact stands; `unreviewed` is machine output that nobody has looked at."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west > east crosses the date line."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which facts are wanted; every field narrows, tuples mean “one of”.

    >>> Filter.of(type="ASSAULT", party="ARM", since="2020-09-27").to_params()
    {'since': '2020-09-27', 'party': 'ARM', 'type': 'ASSAULT'}
    """

    since: str | None = None
    """First day (ISO): facts whose interval, or for undated ones whose report, reaches it. Shorter prefixes name a month or year."""
    until: str | None = None
    """Last day, inclusive."""
    dated: bool | None = None
    """True: only facts with a date of their own; False: only those without."""
    bbox: Box | None = None
    place: str | None = None
    """A gazetteer id or the name of a place."""
    located: bool | None = None
    """True: only facts with coordinates; False: only those without."""
    country: tuple[str, ...] = ()
    """ISO alpha-3 of the place."""
    precision: tuple[str, ...] = ()
    """Precisions of the place."""
    party: tuple[str, ...] = ()
    """ISO alpha-3, party id or name in any role; several must all take part."""
    actor: tuple[str, ...] = ()
    """The same, as the one who acts, speaks or holds a position."""
    recipient: tuple[str, ...] = ()
    """The same, as the one acted on, addressed or meant."""
    claimant: tuple[str, ...] = ()
    """The same, as a source in the chain of attribution; one of them is enough."""
    type: tuple[str, ...] = ()
    """Event types, forms of statements, kinds of tolls, stances."""
    mode: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ()
    confidence: float | None = None
    """The least confidence; facts without a figure are left out."""
    review: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    """Report ids."""
    incident: tuple[str, ...] = ()
    text: str | None = None
    """Words that stand in the fact's own sentence or in its names; all of them, `"in quotes"` for a phrase, `war*` for a beginning."""

    @classmethod
    def of(cls, **given: object) -> Filter:
        """A filter from loose values: single strings where a tuple is meant, numbers as text; raises InputError naming the field."""
        known = {f.name: f for f in dataclasses.fields(cls)}
        checked: dict[str, object] = {}
        for name, value in given.items():
            if name not in known:
                raise InputError(f"there is no filter {name!r}", advice=f"filters: {', '.join(known)}")
            if value is None or value == "" or value == () or value == []:
                continue
            checked[name] = _CHECKS.get(name, _many)(name, value)
        return cls(**checked)  # type: ignore[arg-type]  # each value was checked by the reader of its field

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]] | Mapping[str, str]) -> Filter:
        """The filter of a query string: repeated or comma-separated values, `bbox=west,south,east,north`."""
        pairs = params.items() if isinstance(params, Mapping) else params
        found: dict[str, list[str]] = {}
        for name, value in pairs:
            found.setdefault(name, []).append(value)
        return cls.of(**{n: vs if _CHECKS.get(n, _many) is _many else vs[-1] for n, vs in found.items()})

    def to_params(self) -> dict[str, str]:
        """The query string's pairs; `from_params` gives the filter back."""
        out = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if value is None or value == ():
                continue
            if isinstance(value, bool):
                out[field.name] = str(value).lower()
            else:
                out[field.name] = ",".join(_quoted(v) for v in value) if isinstance(value, tuple) else str(value)
        return out


def _quoted(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace(",", "\\,")


def _split(value: str) -> list[str]:
    """Comma-separated values; `\\,` is a comma inside one."""
    parts: list[str] = []
    current, escaped = "", False
    for char in value:
        if escaped:
            current, escaped = current + char, False
        elif char == "\\":
            escaped = True
        elif char == ",":
            parts, current = [*parts, current], ""
        else:
            current += char
    return [p.strip() for p in (*parts, current) if p.strip()]


def _many(name: str, value: object) -> tuple[str, ...]:
    parts = [p for v in ([value] if isinstance(value, str) else list(value))  # type: ignore[call-overload]
             for p in _split(str(v))]
    if name in ("type", "country"):
        parts = [p.upper() if p.islower() and name == "country" else p for p in parts]
    allowed = {"review": REVIEWS, "precision": PRECISIONS}.get(name)
    if allowed and (wrong := [p for p in parts if p not in allowed]):
        raise InputError(f"{name} {wrong[0]!r} is unknown", advice=f"use {', '.join(allowed)}")
    return tuple(dict.fromkeys(parts))


def _day(name: str, value: object) -> str:
    text = str(value)
    try:
        if len(text) == 4:
            return date(int(text), *((1, 1) if name == "since" else (12, 31))).isoformat()
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            first = date(year, month, 1)
            return first.isoformat() if name == "since" else date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1).isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise InputError(f"{name} {text!r} is no date", advice="write YYYY-MM-DD, YYYY-MM or YYYY") from error


def _box(name: str, value: object) -> Box:
    try:
        west, south, east, north = (float(v) for v in (value.split(",") if isinstance(value, str) else value))  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        raise InputError(f"{name} {value!r} is no box", advice="write west,south,east,north in degrees") from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"{name} {value!r} lies outside the globe, or south is above north", advice="write west,south,east,north in degrees")
    return west, south, east, north


def _flag(name: str, value: object) -> bool:
    text = str(value).lower()
    if text not in ("true", "1", "yes", "false", "0", "no"):
        raise InputError(f"{name} {value!r} is neither yes nor no", advice="write true or false")
    return text in ("true", "1", "yes")


def _share(name: str, value: object) -> float:
    try:
        share = float(str(value))
    except ValueError as error:
        raise InputError(f"{name} {value!r} is no number", advice="write a number from 0 to 1") from error
    if not 0 <= share <= 1:
        raise InputError(f"{name} {value!r} is out of range", advice="write a number from 0 to 1")
    return share


def _words(name: str, value: object) -> str:  # one signature for all readers
    return str(value).strip()


_CHECKS = {"since": _day, "until": _day, "bbox": _box, "dated": _flag, "located": _flag, "confidence": _share, "place": _words, "text": _words}
