"""Facts: pages of each kind, one by its id, and the values of the filter with their numbers."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from fastapi.responses import Response

from tocsin.serve.api.asking import Asked, Cursor, Key, Kind, Limit, Order, TheDesk, reply
from tocsin.serve.api.review import judgement_row
from tocsin.serve.api.shapes import answers
from tocsin.serve.desk import Desk
from tocsin.serve.facets import NAMES
from tocsin.serve.facets import facets as counted
from tocsin.serve.filters import KINDS, Wanted
from tocsin.serve.problems import Problem, not_found
from tocsin.serve.rows import fact_row

router = APIRouter(tags=["facts"])


def _facts(kind: str) -> Any:
    def rows(
        asked: Asked,
        desk: TheDesk,
        limit: Limit = 50,
        cursor: Cursor = "",
        order: Order = "newest",
        updated_since: Annotated[
            int, Query(ge=0, le=2**53, description="Only facts touched after this change number")
        ] = 0,
        total: Annotated[bool, Query(description="Count all that pass")] = False,
    ) -> Response:
        if updated_since:
            return reply(_updated(desk, kind, asked, updated_since, limit))
        narrowed = desk.within(asked)
        page = desk.page(kind, narrowed.filter, limit=limit, cursor=cursor, order=order)
        out: dict[str, Any] = {"items": [fact_row(i) for i in page.items], "next": page.next}
        if total:
            out["total"] = desk.count(kind, narrowed.filter)
        return reply(out)

    return rows


def _updated(desk: Desk, kind: str, asked: Wanted, since: int, limit: int) -> dict[str, Any]:
    """Facts touched after change `since`, upserts and tombstones in order: replayed, they give a fresh export."""
    if asked.crisis or asked.filter.to_params():
        raise Problem(
            422,
            "input",
            "`updated_since` follows the whole record and takes no filter",
            errors=[{"field": "query.updated_since", "detail": "leave the filter out"}],
        )
    last: dict[str, Any] = {}
    up_to = since
    for change in desk.store.fact_changes(since, kind):
        if len(last) >= limit and change.id not in last and change.seq != up_to:
            break
        last[change.id] = change
        up_to = change.seq
    else:
        up_to = max(since, desk.version)
    upserts = {s.fact.id: s for s in desk.store.by_ids([c.id for c in last.values() if c.op == "upsert"])}
    items = [
        fact_row(upserts[c.id])
        if c.id in upserts
        else {"id": c.id, "kind": c.kind, "deleted": True, "report": {"id": c.report}}
        for c in last.values()
    ]
    return {"items": items, "next": None, "updated_to": up_to, "more": up_to < desk.version}


for _kind in KINDS:
    router.add_api_route(
        f"/{_kind}s",
        _facts(_kind),
        methods=["GET"],
        name=f"{_kind}s",
        summary=f"{_kind.capitalize()}s that pass the filter, newest first",
        responses=answers(f"{_kind.capitalize()}Page"),
    )


@router.get("/facts/{fact}", summary="One fact with its judgements", responses=answers("JudgedFact", not_found=True))
def one_fact(fact: Key, desk: TheDesk) -> Response:
    """A fact by its id, with what people said about it and the corrected values in force."""
    found = desk.store.by_ids([fact], current=False)
    if not found:
        raise not_found("fact", fact)
    judged = {
        "judgements": [judgement_row(j) for j in desk.store.judgements(fact)],
        "corrections": desk.store.corrections(fact),
    }
    return reply({**fact_row(found[0]), **judged})


_Names = Annotated[
    list[str], Query(max_length=20, json_schema_extra={"items": {"type": "string", "enum": list(NAMES)}})
]
_USUAL = ["type", "factuality", "party", "publisher", "review"]


@router.get("/facets", summary="Values of the filter with their numbers of facts", responses=answers("Facets"))
def facets(
    asked: Asked,
    desk: TheDesk,
    kind: Kind = "event",
    names: _Names = _USUAL,
    limit: Annotated[int, Query(ge=1, le=200)] = 30,
) -> Response:
    """For each name the most frequent values."""
    for name in names:
        if name not in NAMES:
            raise Problem(
                422,
                "invalid",
                f"there is no facet {name!r}",
                errors=[{"field": "query.names", "detail": f"one of {', '.join(NAMES)}"}],
            )
    return Response(facets_answer(desk, asked, kind, names, limit), media_type="application/json")


def facets_answer(desk: Desk, asked: Wanted, kind: str, names: list[str], limit: int) -> bytes:
    """The answer as JSON, kept until the record changes."""
    narrowed = desk.within(asked).of_kind(kind)
    key = json.dumps(["facets", asked.filter.to_params(), asked.crisis, kind, names, limit])

    def make() -> bytes:
        columns, rows = desk.rows(kind, narrowed)
        found = counted(columns, rows, names, limit)
        return msgspec.json.encode({"kind": kind, "total": len(rows), "facets": found})

    return desk.kept(key, make)
