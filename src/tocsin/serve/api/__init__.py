"""`/api/v1`: the record over HTTP. Routes are thin: a filter in, rows of the record out, in pages with an opaque `next`.

facts and facets · reports and coding · judgements · incidents, crises and changes · files and feeds; `asking` holds what their
parameters share, `shapes` the schemas of what they answer.
"""

from __future__ import annotations

from fastapi import APIRouter

from tocsin.serve.api import facts, files, linked, reports, review
from tocsin.serve.api.shapes import PROBLEM

router = APIRouter(prefix="/api/v1", responses={"4XX": PROBLEM})
for _part in (facts, reports, review, linked, files):
    router.include_router(_part.router)
feed = files.feed
