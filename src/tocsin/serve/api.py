"""`/api/v1`: the record over HTTP. Routes are thin: a filter in, rows of the record out, in pages with an opaque `next`."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, Field
from starlette.background import BackgroundTask

from tocsin.export import writers
from tocsin.serve import feeds
from tocsin.serve.desk import Desk
from tocsin.serve.facets import NAMES
from tocsin.serve.facets import facets as counted
from tocsin.serve.filters import KINDS, Wanted, wanted
from tocsin.serve.incidents import incident_list, incident_view
from tocsin.serve.problems import Problem, not_found
from tocsin.serve.reading import span_of
from tocsin.serve.reportlist import report_page
from tocsin.serve.rows import fact_row
from tocsin.store import Filter, Store

Asked = Annotated[Wanted, Depends(wanted)]
Limit = Annotated[int, Query(ge=1, le=500, description="Rows of a page")]
Cursor = Annotated[str, Query(max_length=300, alias="next", description="What the page before gave as `next`")]
Order = Annotated[str, Query(pattern="^(newest|oldest)$")]
_KIND = "^(event|statement|toll|position)$"
PROBLEM = {
    "description": "A problem",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "instance": {"type": "string"},
                    "errors": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    },
}
router = APIRouter(prefix="/api/v1", responses={"4XX": PROBLEM})


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]


def _facts(kind: str) -> Any:
    def rows(
        asked: Asked,
        desk: TheDesk,
        limit: Limit = 50,
        cursor: Cursor = "",
        order: Order = "newest",
        updated_since: Annotated[int, Query(ge=0, description="Only facts touched after this change number")] = 0,
        total: Annotated[bool, Query(description="Count all that pass")] = False,
    ) -> dict[str, Any]:
        narrowed = desk.within(asked)
        if updated_since:
            return _updated(desk, kind, narrowed, updated_since, limit)
        page = desk.store.page(kind, narrowed.filter, limit=limit, cursor=cursor or None, order=order)
        out: dict[str, Any] = {"items": [fact_row(i) for i in page.items], "next": page.next}
        if total:
            out["total"] = desk.store.count(kind, narrowed.filter)
        return out

    return rows


def _updated(desk: Desk, kind: str, asked: Wanted, since: int, limit: int) -> dict[str, Any]:
    """Facts touched after change `since`, upserts and tombstones in order: replayed, they give a fresh export."""
    if asked.filter.to_params():
        raise Problem(
            422,
            "invalid",
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
        up_to = desk.version
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
        tags=["facts"],
        summary=f"{_kind.capitalize()}s that pass the filter, newest first",
    )


@router.get("/facts/{fact}", tags=["facts"], summary="One fact with its judgements")
def one_fact(fact: str, desk: TheDesk) -> dict[str, Any]:
    """A fact by its id, with what people said about it and the corrected values in force."""
    found = desk.store.by_ids([fact], current=False)
    if not found:
        raise not_found("fact", fact)
    return {
        **fact_row(found[0]),
        "judgements": [_judgement(j) for j in desk.store.judgements(fact)],
        "corrections": desk.store.corrections(fact),
    }


@router.get("/reports", tags=["reports"], summary="Reports, newest first")
def reports(
    desk: TheDesk,
    limit: Limit = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    text: Annotated[str, Query(max_length=200)] = "",
    publisher: Annotated[list[str], Query(max_length=60)] = [],  # noqa: B006
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    withdrawn: bool = False,
) -> dict[str, Any]:
    """Reports without their texts."""
    return report_page(
        desk.store,
        text=text or None,
        publisher=tuple(publisher),
        since=since or None,
        until=until or None,
        withdrawn=withdrawn,
        limit=limit,
        offset=offset,
    )


@router.get("/reports/{report}", tags=["reports"], summary="The account of a report")
def account(report: str, desk: TheDesk, run: Annotated[str, Query(max_length=80)] = "") -> dict[str, Any]:
    """The whole account as docs/account.md states it."""
    found = desk.store.account(report, run or None)
    if found is None:
        raise not_found("report", report)
    return found.to_dict()


class NewReport(BaseModel):
    """A text or the address of a page, and what is known about it."""

    text: str | None = Field(None, max_length=5_000_000)
    url: str | None = Field(None, max_length=2_000)
    published: str | None = Field(None, max_length=30)
    title: str | None = Field(None, max_length=1_000)
    publisher: str | None = Field(None, max_length=300)


@router.post("/code", tags=["coding"], summary="Code a text or a page; nothing is saved")
def code(body: NewReport, desk: TheDesk) -> dict[str, Any]:
    """The account of what was sent."""
    return desk.code(
        body.text, body.url, published=body.published, title=body.title, publisher=body.publisher
    ).to_dict()


@router.post("/reports", tags=["reports"], status_code=201, summary="Code a text or a page and keep it in the record")
def keep(body: NewReport, desk: TheDesk) -> dict[str, Any]:
    """What the record did with it: new, known, recoded or withdrawn."""
    _writable(desk)
    added = desk.store.add(
        desk.code(body.text, body.url, published=body.published, title=body.title, publisher=body.publisher)
    )
    return {"report": added.report, "outcome": added.outcome, "facts": added.facts, "href": f"/reports/{added.report}"}


class Withdrawal(BaseModel):
    """Why a report is withdrawn."""

    reason: str = Field(min_length=1, max_length=2_000)


@router.post("/reports/{report}/withdrawal", tags=["reports"], summary="Withdraw a report and all that rests on it")
def withdraw(report: str, body: Withdrawal, desk: TheDesk) -> dict[str, Any]:
    """How many facts went with it."""
    _writable(desk)
    if desk.store.account(report) is None:
        raise not_found("report", report)
    return {"report": report, "facts": desk.store.withdraw(report, body.reason)}


class Verdict(BaseModel):
    """A person's judgement: confirm, correct, reject, unsure or reset one fact; same or not_same for two."""

    fact: str = Field(max_length=100)
    verdict: str = Field(pattern="^(confirm|correct|reject|unsure|reset|same|not_same)$")
    other: str | None = Field(None, max_length=100)
    fields: dict[str, str] | None = None
    reason: str | None = Field(None, max_length=2_000)


@router.post("/judgements", tags=["review"], status_code=201, summary="Judge a fact")
def judge(body: Verdict, desk: TheDesk, request: Request) -> dict[str, Any]:
    """Appends the judgement. Words given for who, to whom, place and when are kept with their span."""
    _writable(desk)
    fields = _spanned(desk, body.fact, body.fields) if body.fields else None
    author = getattr(request.state, "author", "local")
    number = desk.store.judge(
        body.fact, body.verdict, author=author, other=body.other, fields=fields, reason=body.reason
    )
    if body.verdict in ("same", "not_same"):
        desk.relink()
    return {"judgement": number, "fact": body.fact, "verdict": body.verdict, "author": author}


_SPANNED = ("actor", "recipient", "place", "when")


def _spanned(desk: Desk, fact: str, fields: dict[str, str]) -> dict[str, Any]:
    found = desk.store.by_ids([fact], current=False)
    if not found:
        raise not_found("fact", fact)
    account = desk.store.account(found[0].report_id)
    evidence = getattr(found[0].fact, "evidence", None) or (found[0].fact.content,)
    out: dict[str, Any] = {}
    for name, value in fields.items():
        span = (
            span_of(account.report.text, value, evidence[0].start) if account and name in _SPANNED and value else None
        )
        out[name] = {"text": value, "span": span} if span else value
    return out


@router.get("/judgements", tags=["review"], summary="All judgements in order")
def judgements(desk: TheDesk, fact: Annotated[str, Query(max_length=100)] = "") -> dict[str, Any]:
    """Appended, never overwritten."""
    return {"items": [_judgement(j) for j in desk.store.judgements(fact or None)]}


def _judgement(judgement: Any) -> dict[str, Any]:
    return {
        name: getattr(judgement, name) for name in ("seq", "at", "author", "verdict", "fact", "other", "reason", "run")
    } | {"fields": dict(judgement.fields)}


@router.get("/facets", tags=["facts"], summary="Values of the filter with their numbers of facts")
def facets(
    asked: Asked,
    desk: TheDesk,
    kind: Annotated[str, Query(pattern=_KIND)] = "event",
    names: Annotated[list[str], Query(max_length=20)] = ["type", "factuality", "party", "publisher", "review"],  # noqa: B006
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
    narrowed = desk.within(asked).of_kind(kind)

    def make() -> bytes:
        total, found = counted(desk.store, kind, narrowed, names, limit)
        return json.dumps({"kind": kind, "total": total, "facets": found}, ensure_ascii=False).encode()

    return Response(desk.kept(facets_key(asked, kind, names, limit), make), media_type="application/json")


def facets_key(asked: Wanted, kind: str, names: list[str], limit: int) -> str:
    """Under which an answer with facets is kept."""
    return json.dumps(["facets", asked.filter.to_params(), asked.crisis, kind, names, limit])


@router.get("/incidents", tags=["incidents"], summary="Incidents, those with most reports first")
def incidents(
    asked: Asked, desk: TheDesk, limit: Limit = 50, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0
) -> dict[str, Any]:
    """Incidents that have events which pass the filter."""
    return incident_list(desk.store, desk.within(asked), limit=limit, offset=offset)


@router.get("/incidents/{incident}", tags=["incidents"], summary="One incident, its members and what they agree on")
def incident(incident: str, desk: TheDesk) -> dict[str, Any]:
    """Members side by side."""
    found = incident_view(desk.store, incident)
    if found is None:
        raise not_found("incident", incident)
    return found


@router.get("/crises", tags=["incidents"], summary="Crises: pairs of sides and the reports about them")
def crises(desk: TheDesk) -> dict[str, Any]:
    """Every crisis of the record."""
    return {
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


@router.get("/changes", tags=["changes"], summary="What happened to the record, in order")
def changes(desk: TheDesk, since: Annotated[int, Query(ge=0, le=2**62)] = 0, limit: Limit = 200) -> dict[str, Any]:
    """The change feed with tombstones; ask again with `since` set to `last`."""
    found = desk.store.changes(since, limit=limit)
    return {
        "items": [{n: getattr(c, n) for n in ("seq", "at", "op", "report", "fact", "detail")} for c in found],
        "last": found[-1].seq if found else since,
        "more": bool(found) and found[-1].seq < desk.version,
    }


@router.get("/export", tags=["facts"], summary="Everything that passes, as a file", response_class=FileResponse)
def export(
    asked: Asked,
    desk: TheDesk,
    kind: Annotated[str, Query(pattern=_KIND)] = "event",
    format: Annotated[str, Query(pattern="^(csv|xlsx|jsonl|geojson)$")] = "csv",
    redact: Annotated[bool, Query(description="Leave out who private persons are")] = False,
) -> FileResponse:
    """Exactly the rows of the filter, written whole before it is sent; their number is in the header `tocsin-rows`."""
    chosen = desk.within(asked).of_kind(kind)
    folder = Path(tempfile.mkdtemp(prefix="tocsin-export-"))
    path = folder / f"tocsin-{kind}s.{format}"
    try:
        number = _WRITERS[format](desk.store, kind, chosen, path, redact)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        path,
        media_type=_MEDIA[format],
        filename=path.name,
        headers={"tocsin-rows": str(number)},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
}
_WRITERS: dict[str, Callable[[Store, str, Filter, Path, bool], int]] = {
    "csv": lambda s, k, f, p, r: writers.write_csv(s, k, f, p, redact_private=r, for_spreadsheets=True),
    "xlsx": lambda s, k, f, p, r: writers.write_xlsx(s, k, f, p, redact_private=r),
    "jsonl": lambda s, k, f, p, r: writers.write_jsonl(s, k, f, p, redact_private=r),
    "geojson": lambda s, k, f, p, r: writers.write_geojson(s, k, f, p, redact_private=r),
}


feed = APIRouter()


@feed.get("/feed.atom", tags=["changes"], summary="Atom feed of a filter", response_class=Response)
def atom(asked: Asked, desk: TheDesk, request: Request) -> Response:
    """The 50 newest events that pass."""
    page = desk.store.page("event", desk.within(asked).filter, limit=50)
    changed = desk.store.changes(max(0, desk.version - 1), limit=1)
    updated = changed[0].at[:19] + "Z" if changed else "1970-01-01T00:00:00Z"
    body = feeds.atom_feed(
        list(page.items),
        base=str(request.base_url).rstrip("/"),
        query=request.url.query,
        updated=updated,
        title="Tocsin: events",
    )
    return Response(body, media_type=feeds.MEDIA_TYPE)


def _writable(desk: Desk) -> None:
    if not desk.can_write:
        raise Problem(403, "read-only", "this record is served for reading only")
