"""Reports, their accounts, and what a text or page sent here is coded as."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from tocsin.records import Account
from tocsin.serve.api.asking import Cursor, Key, Limit, Offset, TheDesk, reply, writable
from tocsin.serve.api.shapes import answers
from tocsin.serve.desk import Desk
from tocsin.serve.filters import Day, Many, Text
from tocsin.serve.problems import not_found
from tocsin.serve.reportlist import report_page
from tocsin.store import Filter

router = APIRouter()


@router.get("/reports", tags=["reports"], summary="Reports, newest first", responses=answers("ReportPage"))
def reports(
    desk: TheDesk,
    limit: Limit = 50,
    offset: Offset = 0,
    cursor: Cursor = "",
    text: Text = "",
    publisher: Many = [],  # noqa: B006
    since: Day = "",
    until: Day = "",
    withdrawn: bool = False,
) -> Response:
    """Reports without their texts. `next` stays right while reports come in; `offset` counts from the newest."""
    asked = Filter.of(text=text, publisher=publisher, since=since, until=until)
    return reply(
        report_page(
            desk.store,
            text=asked.text,
            publisher=asked.publisher,
            since=asked.since,
            until=asked.until,
            withdrawn=withdrawn,
            limit=limit,
            offset=offset,
            cursor=cursor,
        )
    )


@router.get(
    "/reports/{report}",
    tags=["reports"],
    summary="The account of a report",
    responses=answers("Account", not_found=True),
)
def account(report: Key, desk: TheDesk, run: Annotated[str, Query(max_length=80)] = "") -> Response:
    """The whole account as docs/account.md states it."""
    found = desk.store.account(report, run or None)
    if found is None:
        raise not_found("report", report)
    return reply(found.to_dict())


class NewReport(BaseModel):
    """A text or the address of a page, and what is known about it."""

    text: str | None = Field(None, max_length=5_000_000)
    url: str | None = Field(None, max_length=2_000)
    published: str | None = Field(None, max_length=30)
    title: str | None = Field(None, max_length=1_000)
    publisher: str | None = Field(None, max_length=300)


@router.post(
    "/code", tags=["coding"], summary="Code a text or a page; nothing is saved", responses=answers("Account", fetches=True)
)
def code(body: NewReport, desk: TheDesk) -> Response:
    """The account of what was sent."""
    return reply(coded(desk, body).to_dict())


def coded(desk: Desk, body: NewReport) -> Account:
    """The account of a text or page that was sent; nothing is saved."""
    return desk.code(body.text, body.url, published=body.published, title=body.title, publisher=body.publisher)


@router.post(
    "/reports",
    tags=["reports"],
    status_code=201,
    summary="Code a text or a page and keep it in the record",
    responses=answers("Kept", 201, fetches=True),
)
def keep(body: NewReport, desk: TheDesk) -> Response:
    """What the record did with it: new, known, recoded or withdrawn."""
    writable(desk)
    added = desk.store.add(coded(desk, body))
    href = f"/reports/{added.report}"
    return reply({"report": added.report, "outcome": added.outcome, "facts": added.facts, "href": href}, 201)


class Withdrawal(BaseModel):
    """Why a report is withdrawn."""

    reason: str = Field(min_length=1, max_length=2_000)


@router.post(
    "/reports/{report}/withdrawal",
    tags=["reports"],
    summary="Withdraw a report and all that rests on it",
    responses=answers("Withdrawn", not_found=True),
)
def withdraw(report: Key, body: Withdrawal, desk: TheDesk) -> Response:
    """How many facts went with it."""
    writable(desk)
    if desk.store.account(report) is None:
        raise not_found("report", report)
    return reply({"report": report, "facts": desk.store.withdraw(report, body.reason)})
