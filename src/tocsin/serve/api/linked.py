"""What linking makes of the facts: incidents and crises; and the change feed of the record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from tocsin.serve.api.asking import Asked, Key, Limit, Offset, TheDesk, reply, writable
from tocsin.serve.api.shapes import answers
from tocsin.serve.desk import Desk
from tocsin.serve.incidents import incident_list, incident_view
from tocsin.serve.problems import Problem, not_found

router = APIRouter()
_PAIRS = 400
"""Judgements of one split: forty facts against ten."""


@router.get(
    "/incidents",
    tags=["incidents"],
    summary="Incidents, those with most reports first",
    responses=answers("IncidentPage"),
)
def incidents(asked: Asked, desk: TheDesk, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Incidents that have events which pass the filter."""
    return reply(incident_list(desk.store, desk.within(asked), limit=limit, offset=offset))


@router.get(
    "/incidents/{incident}",
    tags=["incidents"],
    summary="One incident, its members and what they agree on",
    responses=answers("Incident", not_found=True),
)
def incident(incident: Key, desk: TheDesk) -> Response:
    """Members side by side."""
    found = incident_view(desk.store, incident)
    if found is None:
        raise not_found("incident", incident)
    return reply(found)


class Split(BaseModel):
    """Members that are another happening than the rest, and why."""

    facts: list[Annotated[str, Field(max_length=100)]] = Field(min_length=1, max_length=40)
    reason: str = Field(min_length=1, max_length=2_000)


class Merge(BaseModel):
    """Another incident that is the same happening, and why."""

    other: str = Field(max_length=200)
    reason: str = Field(min_length=1, max_length=2_000)


@router.post(
    "/incidents/{incident}/split",
    tags=["incidents"],
    status_code=201,
    summary="Say that some members are another happening",
    responses=answers("Relinked", 201, not_found=True),
)
def split(incident: Key, body: Split, desk: TheDesk, request: Request) -> Response:
    """Appends “not the same” for each of the facts against each other member; the record is linked again in the background."""
    writable(desk)
    members = _members(desk, incident)
    chosen = [f for f in dict.fromkeys(body.facts) if f in members]
    rest = [m for m in members if m not in chosen]
    if len(chosen) < len(set(body.facts)):
        raise not_found("member of this incident", next(f for f in body.facts if f not in members))
    if not rest:
        raise Problem(422, "input", "these are all members; leave at least one in the incident")
    return _judged(desk, request, [(one, other, "not_same") for one in chosen for other in rest], body.reason)


@router.post(
    "/incidents/{incident}/merge",
    tags=["incidents"],
    status_code=201,
    summary="Say that another incident is the same happening",
    responses=answers("Relinked", 201, not_found=True),
)
def merge(incident: Key, body: Merge, desk: TheDesk, request: Request) -> Response:
    """Appends “the same” for a member of each; the record is linked again in the background."""
    writable(desk)
    if body.other == incident:
        raise Problem(422, "input", "an incident is the same as itself; name another one")
    one, other = _members(desk, incident), _members(desk, body.other)
    return _judged(desk, request, [(one[0], other[0], "same")], body.reason)


def _members(desk: Desk, incident: str) -> list[str]:
    found = [s.fact.id for s in desk.store.events(incident=(incident,))]
    if not found:
        raise not_found("incident", incident)
    return found


def _judged(desk: Desk, request: Request, pairs: list[tuple[str, str, str]], reason: str) -> Response:
    author = getattr(request.state, "author", "local")
    for one, other, verdict in pairs[:_PAIRS]:
        desk.store.judge(one, verdict, author=author, other=other, reason=reason)
    desk.relink()
    return reply({"judgements": len(pairs[:_PAIRS]), "author": author}, 201)


@router.get(
    "/crises",
    tags=["incidents"],
    summary="Crises: pairs of sides and the reports about them",
    responses=answers("Crises"),
)
def crises(desk: TheDesk) -> Response:
    """Every crisis of the record."""
    return reply(
        {
            "items": [
                {
                    "id": c.id,
                    "name": c.name,
                    "sides": list(c.sides),
                    "theatre": c.theatre,
                    "phases": [{"name": n, "start": s, "end": e} for n, s, e in c.phases],
                    "reports": len(c.reports),
                    "sources": c.sources,
                    "first": c.first,
                    "last": c.last,
                    "href": f"/situation?crisis={c.id}",
                }
                for c in desk.crises()
            ]
        }
    )


@router.get(
    "/changes", tags=["changes"], summary="What happened to the record, in order", responses=answers("Changes")
)
def changes(desk: TheDesk, since: Annotated[int, Query(ge=0, le=2**53)] = 0, limit: Limit = 200) -> Response:
    """The change feed with tombstones; ask again with `since` set to `last`."""
    found = desk.store.changes(since, limit=limit)
    return reply(
        {
            "items": [{n: getattr(c, n) for n in ("seq", "at", "op", "report", "fact", "detail")} for c in found],
            "last": found[-1].seq if found else since,
            "more": bool(found) and found[-1].seq < desk.version,
        }
    )
