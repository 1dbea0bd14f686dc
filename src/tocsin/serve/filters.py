"""The one filter of all screens and routes: the record's filter as declared query parameters, plus the crisis it lies in.

The URL form is that of `tocsin.store.Filter`: lists repeat their name or hold commas, empty parts narrow nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from pydantic import Field

from tocsin import vocab
from tocsin.store import Filter
from tocsin.store.filters import REVIEWS

KINDS = ("event", "statement", "toll", "position")
FORMS = ("direct", "indirect", "mixed")
_TYPES = {
    "event": frozenset(vocab.EVENT_TYPES),
    "statement": frozenset(FORMS),
    "toll": frozenset(vocab.TOLL_KINDS),
    "position": frozenset(vocab.STANCES),
}
_WITHOUT = {
    "statement": ("country", "precision", "bbox", "place", "located", "factuality", "confidence", "mode"),
    "toll": ("confidence", "mode"),
    "position": ("country", "precision", "bbox", "place", "located", "factuality", "confidence", "claimant", "mode"),
}
"""Fields that a kind of fact does not have: on screens that show several kinds they narrow only those that have them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for: the filter, and the crisis whose reports it stays within."""

    filter: Filter
    crisis: str = ""

    def of_kind(self, kind: str) -> Filter:
        """The filter as it applies to one kind of fact: `type=ASSAULT` narrows events and leaves tolls alone."""
        changes: dict[str, object] = {}
        if self.filter.type:
            fitting = tuple(t for t in self.filter.type if t in _TYPES[kind])
            if not fitting:
                changes["type"] = ()
        for name in _WITHOUT.get(kind, ()):
            value = getattr(self.filter, name)
            if value:
                changes[name] = () if isinstance(value, tuple) else None
        return dataclasses.replace(self.filter, **changes) if changes else self.filter  # type: ignore[arg-type]  # names of its own fields


_PLAIN = r"^[^\x00]*$"
_DAY = r"^([1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"
_FLAG = "^([Tt]rue|[Ff]alse|yes|no|1|0)?$"
_SHARE = r"^(0|0?\.\d{1,12}|1(\.0{1,12})?)?$"
_LONGITUDE = r"-?((1[0-7]\d|\d{1,2})(\.\d{1,12})?|180(\.0{1,12})?)"
_LATITUDE = r"-?([0-8]?\d(\.\d{1,12})?|90(\.0{1,12})?)"
_BOX = f"^({_LONGITUDE}, ?{_LATITUDE}, ?{_LONGITUDE}, ?{_LATITUDE})?$"


def _of(values: Iterable[str]) -> str:
    """The pattern of a closed list: single values, or several with commas."""
    one = "|".join(values)
    return f"^({one})?(,({one})?)*$"


Text = Annotated[str, Query(max_length=200, pattern=_PLAIN)]
Day = Annotated[str, Query(pattern=_DAY)]
Many = Annotated[list[Annotated[str, Field(max_length=300, pattern=_PLAIN)]], Query(max_length=60)]
_Flag = Annotated[str, Query(pattern=_FLAG)]
_Precisions = list[Annotated[str, Field(pattern=_of(vocab.PRECISIONS))]]
_Reviews = list[Annotated[str, Field(pattern=_of(REVIEWS))]]
_NAMES = tuple(f.name for f in dataclasses.fields(Filter))


async def wanted(
    since: Annotated[Day, Query(description="First day: YYYY-MM-DD, YYYY-MM or YYYY")] = "",
    until: Annotated[Day, Query(description="Last day")] = "",
    dated: Annotated[_Flag, Query(description="Only facts with (true) or without (false) a date of their own")] = "",
    bbox: Annotated[str, Query(max_length=100, pattern=_BOX, description="west,south,east,north in degrees")] = "",
    place: Annotated[Text, Query(description="Gazetteer id or name of a place")] = "",
    located: Annotated[_Flag, Query(description="Only facts with (true) or without (false) coordinates")] = "",
    country: Annotated[Many, Query(description="Country of the place, ISO alpha-3")] = [],  # noqa: B006
    precision: Annotated[_Precisions, Query(max_length=60, description="Precision of the place")] = [],  # noqa: B006
    party: Annotated[Many, Query(description="ISO alpha-3, party id or name; several must all take part")] = [],  # noqa: B006
    actor: Annotated[Many, Query(description="The same, as the one who acts, speaks or holds")] = [],  # noqa: B006
    recipient: Annotated[Many, Query(description="The same, as the one acted on or addressed")] = [],  # noqa: B006
    claimant: Annotated[Many, Query(description="The same, as a source of the claim")] = [],  # noqa: B006
    type: Annotated[Many, Query(description="Event type, toll kind, form of speech or stance")] = [],  # noqa: B006
    mode: Annotated[Many, Query(description="Mode of the event")] = [],  # noqa: B006
    factuality: Annotated[Many, Query(description="asserted, claimed, denied, planned…")] = [],  # noqa: B006
    confidence: Annotated[str, Query(pattern=_SHARE, description="The least confidence, 0 to 1")] = "",
    review: Annotated[_Reviews, Query(max_length=60, description=", ".join(REVIEWS))] = [],  # noqa: B006
    publisher: Annotated[Many, Query(description="Publisher of the report")] = [],  # noqa: B006
    report: Annotated[Many, Query(description="Report id")] = [],  # noqa: B006
    incident: Annotated[Many, Query(description="Incident id")] = [],  # noqa: B006
    text: Annotated[Text, Query(description="Words of the fact's sentence; “in quotes” a phrase, war* a beginning")] = "",
    crisis: Annotated[str, Query(max_length=200, pattern=_PLAIN, description="Crisis id")] = "",
) -> Wanted:
    """The checked filter of a request; async, so that no thread is taken for it. Raises InputError where a value fits its pattern and is still no day or box."""
    given = locals()
    pairs = [(n, v) for n in _NAMES for v in (given[n] if isinstance(given[n], list) else [given[n]]) if v]
    return Wanted(Filter.from_params(pairs), crisis)
