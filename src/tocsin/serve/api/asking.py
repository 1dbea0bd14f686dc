"""What routes ask for in the same way: the filter, the desk, pages; and how they answer."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Depends, Path, Query, Request
from fastapi.responses import Response

from tocsin.serve.desk import Desk
from tocsin.serve.filters import Wanted, wanted
from tocsin.serve.problems import Problem

KIND = "^(event|statement|toll|position)$"
MOST = 10_000_000
"""The largest offset: far beyond any record, far below what a database refuses."""
Asked = Annotated[Wanted, Depends(wanted)]
Kind = Annotated[str, Query(pattern=KIND)]
Limit = Annotated[int, Query(ge=1, le=500, description="Rows of a page")]
Offset = Annotated[int, Query(ge=0, le=MOST)]
Cursor = Annotated[str, Query(max_length=300, alias="next", description="What the page before gave as `next`")]
Order = Annotated[str, Query(pattern="^(newest|oldest)$")]
Key = Annotated[str, Path(max_length=200)]


async def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to; async, so that no thread is taken for it."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]


def reply(answer: Any, status: int = 200) -> Response:
    """An answer as JSON, encoded once and sent as it is."""
    return Response(msgspec.json.encode(answer), status, media_type="application/json")


def writable(desk: Desk) -> None:
    """Raises a 403 problem where the record is served for reading only."""
    if not desk.can_write:
        raise Problem(403, "read-only", "this record is served for reading only")
