"""The one filter of all screens and routes: the record's filter as declared query parameters, plus the crisis it lies in.

The URL form is that of `tocsin.store.Filter`: lists repeat their name or hold commas, empty parts narrow nothing.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from tocsin import vocab
from tocsin.serve.problems import Problem
from tocsin.store import Filter

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


_Text = Annotated[str, Query(max_length=200)]
_Many = Annotated[list[str], Query(max_length=60)]
_NAMES = tuple(f.name for f in dataclasses.fields(Filter))


def wanted(
    since: Annotated[str, Query(max_length=10, description="First day: YYYY-MM-DD, YYYY-MM or YYYY")] = "",
    until: Annotated[str, Query(max_length=10, description="Last day")] = "",
    dated: Annotated[
        str, Query(max_length=5, description="Only facts with (true) or without (false) a date of their own")
    ] = "",
    bbox: Annotated[str, Query(max_length=100, description="west,south,east,north in degrees")] = "",
    place: Annotated[str, Query(max_length=200, description="Gazetteer id or name of a place")] = "",
    located: Annotated[
        str, Query(max_length=5, description="Only facts with (true) or without (false) coordinates")
    ] = "",
    country: Annotated[list[str], Query(max_length=60, description="Country of the place, ISO alpha-3")] = [],  # noqa: B006
    precision: Annotated[list[str], Query(max_length=60, description="Precision of the place")] = [],  # noqa: B006
    party: Annotated[
        list[str], Query(max_length=60, description="ISO alpha-3, party id or name; several must all take part")
    ] = [],  # noqa: B006
    actor: Annotated[
        list[str], Query(max_length=60, description="The same, as the one who acts, speaks or holds")
    ] = [],  # noqa: B006
    recipient: Annotated[
        list[str], Query(max_length=60, description="The same, as the one acted on or addressed")
    ] = [],  # noqa: B006
    claimant: Annotated[list[str], Query(max_length=60, description="The same, as a source of the claim")] = [],  # noqa: B006
    type: Annotated[
        list[str], Query(max_length=60, description="Event type, toll kind, form of speech or stance")
    ] = [],  # noqa: B006
    mode: Annotated[list[str], Query(max_length=60, description="Mode of the event")] = [],  # noqa: B006
    factuality: Annotated[list[str], Query(max_length=60, description="asserted, claimed, denied, planned…")] = [],  # noqa: B006
    confidence: Annotated[str, Query(max_length=8, description="The least confidence, 0 to 1")] = "",
    review: Annotated[
        list[str], Query(max_length=60, description="unreviewed, confirmed, corrected, rejected, unsure")
    ] = [],  # noqa: B006
    publisher: Annotated[list[str], Query(max_length=60, description="Publisher of the report")] = [],  # noqa: B006
    report: Annotated[list[str], Query(max_length=60, description="Report id")] = [],  # noqa: B006
    incident: Annotated[list[str], Query(max_length=60, description="Incident id")] = [],  # noqa: B006
    text: Annotated[
        str, Query(max_length=200, description="Words of the fact's sentence; “in quotes” a phrase, war* a beginning")
    ] = "",
    crisis: Annotated[str, Query(max_length=100, description="Crisis id")] = "",
) -> Wanted:
    """The checked filter of a request; raises a 422 problem that names the field."""
    given = locals()
    for name, value in given.items():
        for piece in value if isinstance(value, list) else [value]:
            if "\0" in piece or len(piece) > 300:
                raise Problem(
                    422,
                    "invalid",
                    f"`{name}` holds what no filter can",
                    errors=[{"field": f"query.{name}", "detail": "too long, or a NUL"}],
                )
    pairs = [(n, v) for n in _NAMES for v in (given[n] if isinstance(given[n], list) else [given[n]]) if v]
    return Wanted(Filter.from_params(pairs), crisis)
