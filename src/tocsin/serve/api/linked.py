"""What linking makes of the facts: incidents and crises; and the change feed of the record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from tocsin.serve.api.asking import Asked, Key, Limit, Offset, TheDesk, reply
from tocsin.serve.api.shapes import answers
from tocsin.serve.incidents import incident_list, incident_view
from tocsin.serve.problems import not_found

router = APIRouter()


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
