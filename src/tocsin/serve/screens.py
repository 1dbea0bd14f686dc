"""The `.json` twin of every screen: exactly what the screen draws, at the screen's own address with `.json` behind it."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from tocsin import vocab
from tocsin.serve import situation
from tocsin.serve.api import Asked, NewReport, TheDesk
from tocsin.serve.brief_view import brief_view, newest_accounts
from tocsin.serve.figures import alarms_view, lexicon_view, quality_view, rejected_readings, sources_view, try_frames
from tocsin.serve.filters import KINDS, Wanted
from tocsin.serve.incidents import incident_list, incident_view
from tocsin.serve.names import GROUPS
from tocsin.serve.problems import not_found
from tocsin.serve.reading import reader_view
from tocsin.serve.rows import fact_row, report_row
from tocsin.store import Filter
from tocsin.store.where import where
from tocsin.version import __version__

router = APIRouter(include_in_schema=False)
PATHS = (
    "/",
    "/situation",
    "/search",
    "/reports",
    "/reports/{key}",
    "/paste",
    "/incidents",
    "/incidents/{key}",
    "/review",
    "/quality",
    "/sources",
    "/lexicon",
    "/alarms",
    "/reference",
)
"""The addresses of screens: each serves the same shell, which draws the twin."""


@router.get("/frame.json")
def frame(desk: TheDesk) -> dict[str, Any]:
    """What the shell needs once: vocabulary, groups of acts, totals, version, whether one may write."""
    return {
        "version": __version__,
        "totals": desk.store.totals(),
        "can_write": desk.can_write,
        "change": desk.version,
        "groups": [{"key": g, "name": name, "types": list(types)} for g, (name, types) in GROUPS.items()],
        "types": [{"name": t.name, "gloss": t.gloss, "modes": list(t.modes)} for t in vocab.EVENT_TYPES.values()],
        "factuality": list(vocab.FACTUALITY),
        "precisions": list(vocab.PRECISIONS),
        "toll_kinds": list(vocab.TOLL_KINDS),
        "stances": list(vocab.STANCES),
        "crises": [{"id": c.id, "name": c.name} for c in desk.crises()],
    }


@router.get("/index.json")
def home(desk: TheDesk) -> dict[str, Any]:
    """The crises with a small timeline each, and the newest reports."""
    cards = []
    for crisis in desk.crises()[:24]:
        asked = Wanted(Filter(report=crisis.reports), crisis.id)
        line = situation.timeline(desk.store, asked)
        tolls = [
            t
            for t in situation.tolls(desk.store, asked, 100)["tolls"]
            if t["kind"] == "killed" and t["low"] is not None
        ]
        top = max(tolls, key=lambda t: t["low"], default=None)
        cards.append(
            {
                "id": crisis.id,
                "name": crisis.name,
                "reports": len(crisis.reports),
                "first": crisis.first,
                "last": crisis.last,
                "events": desk.store.count("event", asked.filter),
                "bins": line["bins"],
                "unit": line["unit"],
                "toll": top,
            }
        )
    newest = sorted(desk.store.reports(), key=lambda s: s.report.published or "", reverse=True)[:8]
    return {"crises": cards, "reports": [report_row(r) for r in newest], "totals": desk.store.totals()}


@router.get("/situation.json")
def the_situation(asked: Asked, desk: TheDesk) -> dict[str, Any]:
    """The crisis screen."""
    here = desk.within(asked)
    crisis = next((c for c in desk.crises() if c.id == asked.crisis), None)
    store = desk.store
    return {
        "crisis": {
            "id": crisis.id,
            "name": crisis.name,
            "first": crisis.first,
            "last": crisis.last,
            "reports": len(crisis.reports),
            "sources": crisis.sources,
            "phases": [{"name": n, "start": s, "end": e} for n, s, e in crisis.phases],
        }
        if crisis
        else None,
        "counts": {k: store.count(k, here.of_kind(k)) for k in KINDS},
        "brief": brief_view(newest_accounts(store, here)),
        "timeline": situation.timeline(store, here),
        "map": situation.places(store, here),
        "network": situation.network(store, here),
        "positions": situation.positions(store, here),
        "tolls": situation.tolls(store, here),
        "board": situation.board(store, here),
        "contradictions": situation.contradictions(store, here),
    }


@router.get("/search.json")
def search(
    asked: Asked,
    desk: TheDesk,
    kind: Annotated[str, Query(pattern="^(event|statement|toll|position)$")] = "event",
    cursor: Annotated[str, Query(alias="next", max_length=300)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Facts of one kind that pass, with the number of each kind."""
    here = desk.within(asked)
    page = desk.store.page(kind, here.of_kind(kind), limit=limit, cursor=cursor or None)
    return {
        "kind": kind,
        "counts": {k: desk.store.count(k, here.of_kind(k)) for k in KINDS},
        "items": [fact_row(i) for i in page.items],
        "next": page.next,
    }


@router.get("/reports.json")
def reports(desk: TheDesk, asked: Asked, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> dict[str, Any]:
    """Reports that pass what of the filter concerns reports."""
    chosen = desk.within(asked).filter
    found = sorted(
        desk.store.reports(
            text=chosen.text, publisher=chosen.publisher, since=chosen.since, until=chosen.until, ids=chosen.report
        ),
        key=lambda s: s.report.published or "",
        reverse=True,
    )
    return {
        "items": [report_row(s) for s in found[offset : offset + 60]],
        "total": len(found),
        "next_offset": offset + 60 if len(found) > offset + 60 else None,
    }


@router.get("/reports/{report}.json")
def reader(
    report: str,
    desk: TheDesk,
    fact: Annotated[str, Query(max_length=100)] = "",
    at: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")] = "",
) -> dict[str, Any]:
    """The reader."""
    account = desk.store.account(report)
    if account is None:
        raise not_found("report", report)
    first, _, last = at.partition("-")
    ids = [f.id for kind in ("events", "statements", "tolls", "positions") for f in getattr(account, kind)]
    reviews = {s.fact.id: s.review for s in desk.store.by_ids(ids)}
    return {
        **reader_view(account, reviews, fact=fact or None, at=(int(first), int(last)) if at else None),
        "saved": True,
    }


@router.post("/paste.json")
def paste(body: NewReport, desk: TheDesk) -> dict[str, Any]:
    """The reader of a text that is not in the record; nothing is saved."""
    account = desk.code(body.text, body.url, published=body.published, title=body.title, publisher=body.publisher)
    return {**reader_view(account, {}), "saved": False, "text": account.report.text}


@router.get("/paste.json")
def empty_paste() -> dict[str, Any]:
    """The form takes these; nothing is kept, so there is nothing to show."""
    return {"takes": list(NewReport.model_fields)}


@router.get("/incidents.json")
def incidents(asked: Asked, desk: TheDesk, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> dict[str, Any]:
    """The list of incidents."""
    return incident_list(desk.store, desk.within(asked), limit=50, offset=offset)


@router.get("/incidents/{incident}.json")
def incident(incident: str, desk: TheDesk) -> dict[str, Any]:
    """One incident."""
    found = incident_view(desk.store, incident)
    if found is None:
        raise not_found("incident", incident)
    return found


@router.get("/review.json")
def review(asked: Asked, desk: TheDesk, limit: Annotated[int, Query(ge=1, le=100)] = 30) -> dict[str, Any]:
    """What to look at next: the least certain first, unless the filter names a review state only the unreviewed."""
    here = desk.within(asked).of_kind("event")
    if not here.review:
        here = dataclasses.replace(here, review=("unreviewed",))
    connection = desk.store.database.read()
    found = where(connection, "event", here)
    ids = [
        r[0]
        for r in connection.execute(
            f"SELECT f.id {found.sql} ORDER BY f.confidence, f.seq LIMIT ?", (*found.all_parameters, limit)
        )
    ]
    items = [
        {
            **fact_row(s),
            "context": _context(desk, s),
            "history": [
                {"author": j.author, "verdict": j.verdict, "at": j.at, "reason": j.reason, "fields": dict(j.fields)}
                for j in desk.store.judgements(s.fact.id)
            ],
        }
        for s in desk.store.by_ids(ids)
    ]
    return {"items": items, "left": desk.store.count("event", here), "done": desk.store.totals()["judgements"]}


def _context(desk: TheDesk, stored: Any) -> list[dict[str, Any]]:
    """The paragraph that the fact stands in, cut where its words begin and end."""
    account = desk.store.account(stored.report_id)
    if account is None:
        return []
    view = reader_view(account, {}, fact=stored.fact.id)
    key = view["focus"]
    for line in view["paragraphs"]:
        if any([key, "act"] in s.get("m", []) for s in line):
            return [{"t": s["t"], "m": [slot for fact, slot in s.get("m", []) if fact == key]} for s in line]
    return []


@router.get("/quality.json")
def quality(desk: TheDesk) -> dict[str, Any]:
    """How far the record is filled and reviewed."""
    return quality_view(desk.store)


@router.get("/sources.json")
def sources(desk: TheDesk) -> dict[str, Any]:
    """Publishers and what they bring."""
    return sources_view(desk.store)


@router.get("/lexicon.json")
def lexicon(
    desk: TheDesk, text: Annotated[str, Query(max_length=100)] = "", type: Annotated[str, Query(max_length=20)] = ""
) -> dict[str, Any]:
    """The frames, by words or type."""
    return lexicon_view(desk.settings, text=text, kind=type)


class Tried(BaseModel):
    """Frames to try, as a lexicon file."""

    toml: str = Field(max_length=50_000)


@router.post("/lexicon.json")
def lexicon_tried(body: Tried, desk: TheDesk) -> dict[str, Any]:
    """Which events of the newest reports would change with these frames; nothing is kept."""
    return try_frames(desk, body.toml)


class Sentence(BaseModel):
    """A sentence to be read again."""

    text: str = Field(min_length=1, max_length=5_000)


@router.post("/explain.json")
def explain(body: Sentence, desk: TheDesk) -> dict[str, Any]:
    """The readings of a sentence that were rejected, with the reason."""
    return rejected_readings(desk, body.text)


@router.get("/alarms.json")
def alarms(desk: TheDesk) -> dict[str, Any]:
    """Alarms of the record."""
    return alarms_view(desk.store)


@router.get("/reference.json")
def reference(request: Request) -> dict[str, Any]:
    """The OpenAPI document."""
    schema = request.app.openapi()
    assert isinstance(schema, dict)
    return schema
