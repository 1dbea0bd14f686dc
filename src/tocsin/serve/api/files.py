"""The selection as a file, exactly as it is counted on screen, and as an Atom feed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from tocsin.export import writers
from tocsin.serve import feeds
from tocsin.serve.api.asking import Asked, Kind, TheDesk
from tocsin.serve.api.shapes import PROBLEM, files
from tocsin.store import Filter, Store

router = APIRouter()
feed = APIRouter()
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


@router.get(
    "/export",
    tags=["facts"],
    summary="Everything that passes, as a file",
    response_class=FileResponse,
    responses=files(*_MEDIA.values(), headers={"tocsin-rows": "How many rows the file has"}),
)
def export(
    asked: Asked,
    desk: TheDesk,
    kind: Kind = "event",
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


@feed.get(
    "/feed.atom",
    tags=["changes"],
    summary="Atom feed of a filter",
    response_class=Response,
    responses={**files(feeds.MEDIA_TYPE), "4XX": PROBLEM},
)
def atom(asked: Asked, desk: TheDesk, request: Request) -> Response:
    """The 50 newest events that pass."""
    page = desk.page("event", desk.within(asked).filter, limit=50)
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
