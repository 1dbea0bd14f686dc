"""What people decide about facts: judgements, appended and never overwritten."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from tocsin.serve.api.asking import TheDesk, reply, writable
from tocsin.serve.api.shapes import answers, files
from tocsin.serve.corrections import checked
from tocsin.serve.desk import Desk
from tocsin.serve.labels import labels
from tocsin.serve.problems import not_found
from tocsin.store import Stored
from tocsin.store.judging import Judgement

router = APIRouter(tags=["review"])


class Verdict(BaseModel):
    """A person's judgement: confirm, correct, reject, unsure or reset one fact; same or not_same for two."""

    fact: str = Field(max_length=100)
    verdict: str = Field(pattern="^(confirm|correct|reject|unsure|reset|same|not_same)$")
    other: str | None = Field(None, max_length=100)
    fields: dict[str, str] | None = None
    reason: str | None = Field(None, max_length=2_000)


@router.post("/judgements", status_code=201, summary="Judge a fact", responses=answers("Judged", 201, not_found=True))
def judge(body: Verdict, desk: TheDesk, request: Request) -> Response:
    """Appends the judgement. Words given for who, to whom, place and when are kept with their span."""
    writable(desk)
    judged = _found(desk, body.fact)
    if body.other:
        _found(desk, body.other)
    account = desk.store.account(judged.report_id) if body.fields else None
    fields = checked(judged, account.report.text if account else "", body.fields) if body.fields else None
    author = getattr(request.state, "author", "local")
    number = desk.store.judge(
        body.fact, body.verdict, author=author, other=body.other, fields=fields, reason=body.reason
    )
    if body.verdict in ("same", "not_same"):
        desk.relink()
    return reply({"judgement": number, "fact": body.fact, "verdict": body.verdict, "author": author}, 201)


def _found(desk: Desk, fact: str) -> Stored[Any]:
    found = desk.store.by_ids([fact], current=False)
    if not found:
        raise not_found("fact", fact)
    return found[0]


@router.get("/judgements", summary="All judgements in order", responses=answers("Judgements"))
def judgements(desk: TheDesk, fact: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Appended, never overwritten."""
    return reply({"items": [judgement_row(j) for j in desk.store.judgements(fact or None)]})


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """A judgement as the API sends it."""
    return {
        name: getattr(judgement, name) for name in ("seq", "at", "author", "verdict", "fact", "other", "reason", "run")
    } | {"fields": dict(judgement.fields)}


@router.get(
    "/labels",
    summary="What people decided as labelled data, one JSON line a fact",
    response_class=Response,
    responses=files("application/jsonl"),
)
def labelled(desk: TheDesk) -> Response:
    """Every judged fact with its report, the coded and the corrected values: for `tocsin evaluate --judged`."""
    body = "".join(line + "\n" for line in labels(desk.store))
    return Response(body, media_type="application/jsonl", headers={"content-disposition": 'attachment; filename="tocsin-labels.jsonl"'})
