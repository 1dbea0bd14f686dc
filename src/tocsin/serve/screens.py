"""The `.json` twin of every screen: exactly what the screen draws, at the screen's own address with `.json` behind it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from tocsin import vocab
from tocsin.serve import counted, situation
from tocsin.serve.api.asking import Asked, Kind, Offset, TheDesk
from tocsin.serve.api.facts import facets_answer
from tocsin.serve.api.reports import NewReport, coded
from tocsin.serve.brief_view import brief_view, newest_accounts
from tocsin.serve.columns import Columns, Numbers
from tocsin.serve.corrections import slots_of
from tocsin.serve.desk import Desk
from tocsin.serve.figures import alarms_view, quality_view, sources_view
from tocsin.serve.filters import KINDS, Wanted
from tocsin.serve.incidents import incident_list, incident_view
from tocsin.serve.names import GROUPS
from tocsin.serve.pages import numbered
from tocsin.serve.problems import not_found
from tocsin.serve.reading import paragraph_of, reader_view
from tocsin.serve.reportlist import report_page
from tocsin.serve.rows import fact_row
from tocsin.serve.trial import frame_source, lexicon_view, rejected_readings, try_frames
from tocsin.store import Filter
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
def frame(desk: TheDesk) -> Response:
    """What the shell needs once: vocabulary, groups of acts, totals, version, whether one may write."""
    return _kept(desk, "frame", lambda: frame_view(desk))


def frame_view(desk: Desk) -> dict[str, Any]:
    """The vocabulary, the totals and the names of the crises."""
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
        "crises": [{"id": c.id, "name": c.name} for c in desk.crises()[:200]],
    }


@router.get("/index.json")
def home(desk: TheDesk) -> Response:
    """The crises with a small timeline each, and the newest reports."""
    return _kept(desk, "index", lambda: home_view(desk))


def _kept(desk: Desk, key: str, make: Callable[[], Any]) -> Response:
    """An answer that stays until the record changes."""
    body = desk.kept(key, lambda: json.dumps(make(), ensure_ascii=False).encode())
    return Response(body, media_type="application/json")


def home_view(desk: Desk) -> dict[str, Any]:
    """What the first screen draws."""
    cards = []
    for crisis in desk.crises()[:12]:
        asked = Wanted(Filter(report=crisis.reports), crisis.id)
        columns, rows = desk.rows("event", asked.filter)
        line = counted.timeline(columns, rows)
        killed = dataclasses.replace(asked.filter, type=("killed",))
        tolls = [t for t in situation.claims(desk, Wanted(killed), 100) if t["low"] is not None]
        top = max(tolls, key=lambda t: t["low"], default=None)
        cards.append(
            {
                "id": crisis.id,
                "name": crisis.name,
                "reports": len(crisis.reports),
                "first": crisis.first,
                "last": crisis.last,
                "events": len(rows),
                "bins": line["bins"],
                "unit": line["unit"],
                "toll": top,
            }
        )
    return {"crises": cards, "reports": report_page(desk.store, limit=8)["items"], "totals": desk.store.totals()}


@router.get("/situation.json")
def the_situation(
    asked: Asked,
    desk: TheDesk,
    part: Annotated[str, Query(pattern="^(head|brief|timeline|alarms|map|network|positions|tolls|board|)$")] = "",
) -> Response:
    """The crisis screen, or one part of it."""
    return _kept(
        desk,
        json.dumps(["situation", asked.filter.to_params(), asked.crisis, part]),
        lambda: situation_view(desk, asked, part),
    )


PARTS = ("head", "timeline", "alarms", "brief", "map", "network", "tolls", "positions", "board")


def warm(desk: Desk) -> None:
    """Makes the first screens of a large record ready before somebody asks; run beside the server."""
    everything = Wanted(Filter())
    home(desk)
    names = [*BAR_FACETS]
    facets_answer(desk, everything, "event", names, 40)
    for part in PARTS:
        the_situation(everything, desk, part)


BAR_FACETS = ("party", "type", "factuality", "publisher", "claimant", "country", "review", "place_precision")
"""What the filter bar asks for, in its order."""


def situation_view(desk: Desk, asked: Wanted, part: str = "") -> dict[str, Any]:
    """What the crisis screen draws; `part` names one figure of it."""
    here = desk.within(asked)

    def rows(kind: str) -> tuple[Columns, Numbers]:
        return desk.rows(kind, here.of_kind(kind))

    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "head": lambda: _head(desk, asked, here),
        "brief": lambda: {"brief": brief_view(newest_accounts(desk, here))},
        "timeline": lambda: {"timeline": counted.timeline(*rows("event"))},
        "alarms": lambda: {"alarms": _rung(desk, asked)},
        "map": lambda: {"map": counted.places(*rows("event"))},
        "network": lambda: {"network": counted.network(*rows("event"))},
        "positions": lambda: {"positions": counted.positions(*rows("position"))},
        "tolls": lambda: situation.tolls(desk, here),
        "board": lambda: {"board": situation.board(desk, here)},
    }
    if part:
        return parts[part]()
    return {name: value for make in parts.values() for name, value in make().items()}


def _head(desk: Desk, asked: Wanted, here: Wanted) -> dict[str, Any]:
    crisis = next((c for c in desk.crises() if c.id == asked.crisis), None) if asked.crisis else None
    about = None
    if crisis is not None:
        about = {
            "id": crisis.id,
            "name": crisis.name,
            "first": crisis.first,
            "last": crisis.last,
            "reports": len(crisis.reports),
            "sources": crisis.sources,
            "phases": [{"name": n, "start": s, "end": e} for n, s, e in crisis.phases],
        }
    return {"crisis": about, "counts": {k: desk.count(k, here.of_kind(k)) for k in KINDS}}


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
    page = desk.page(kind, here.of_kind(kind), limit=limit, cursor=cursor)
    return {
        "kind": kind,
        "counts": {k: desk.count(k, here.of_kind(k)) for k in KINDS},
        "items": [fact_row(i) for i in page.items],
        "next": page.next,
    }


@router.get("/reports.json")
def reports(desk: TheDesk, asked: Asked, offset: Offset = 0) -> dict[str, Any]:
    """Reports that pass what of the filter concerns reports."""
    chosen = desk.within(asked).filter
    return report_page(
        desk.store,
        text=chosen.text,
        publisher=chosen.publisher,
        since=chosen.since,
        until=chosen.until,
        ids=chosen.report,
        offset=offset,
    )


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
    account = coded(desk, body)
    return {**reader_view(account, {}), "saved": False, "text": account.report.text}


@router.get("/paste.json")
def empty_paste() -> dict[str, Any]:
    """The form takes these; nothing is kept, so there is nothing to show."""
    return {"takes": list(NewReport.model_fields)}


@router.get("/incidents.json")
def incidents(asked: Asked, desk: TheDesk, offset: Offset = 0) -> dict[str, Any]:
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
def review(
    asked: Asked,
    desk: TheDesk,
    kind: Kind = "event",
    fact: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """What to look at next: the fact asked for, then the least certain; only the unreviewed unless the filter names a review state."""
    here = desk.within(asked).of_kind(kind)
    if not here.review:
        here = dataclasses.replace(here, review=("unreviewed",))
    columns, rows = desk.rows(kind, here)
    certain = np.nan_to_num(columns.confidence[rows], nan=-1.0)
    first = rows[np.lexsort((columns.seq[rows], certain))[:limit]]
    found = numbered(desk.store, columns.seq[first].tolist())
    wanted = desk.store.by_ids([fact]) if fact else []
    texts = {r.report.id: r.report for r in desk.store.reports(ids=[s.report_id for s in [*wanted, *found]])} if found or wanted else {}
    items = [
        {
            **fact_row(s),
            "slots": slots_of(s),
            "context": paragraph_of(texts[s.report_id], s.fact) if s.report_id in texts else [],
            "history": _history(desk, s.fact.id),
        }
        for s in [*wanted, *(s for s in found if s.fact.id != fact)]
        if s.kind == kind
    ]
    return {"kind": kind, "items": items, "left": len(rows), "done": _judged(desk)}


def _judged(desk: Desk) -> int:
    return int(desk.store.database.read().execute("SELECT count(*) FROM judgement").fetchone()[0])


def _history(desk: Desk, fact: str) -> list[dict[str, Any]]:
    return [
        {"author": j.author, "verdict": j.verdict, "at": j.at, "reason": j.reason, "fields": _plain(j.fields)}
        for j in desk.store.judgements(fact)
    ]


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Corrected values as words."""
    return {n: v["text"] if isinstance(v, dict) else v for n, v in fields.items()}


@router.get("/quality.json")
def quality(desk: TheDesk) -> Response:
    """How far the record is filled and reviewed."""
    return _kept(desk, "quality", lambda: quality_view(desk.store))


@router.get("/sources.json")
def sources(desk: TheDesk) -> Response:
    """Publishers and what they bring."""
    return _kept(desk, "sources", lambda: sources_view(desk.store))


@router.get("/lexicon.json")
def lexicon(
    desk: TheDesk,
    text: Annotated[str, Query(max_length=100)] = "",
    type: Annotated[str, Query(max_length=20)] = "",
    frame: Annotated[str, Query(max_length=100)] = "",
) -> dict[str, Any]:
    """The frames, by words or type; of one `frame` what its file says."""
    if frame:
        source = frame_source(desk.settings, frame)
        if source is None:
            raise not_found("frame", frame)
        return {"id": frame, "toml": source}
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
def alarms(desk: TheDesk) -> Response:
    """Alarms of the record."""
    body = desk.slowly("alarms", lambda: json.dumps(alarms_view(desk.store), ensure_ascii=False).encode())
    return Response(body, media_type="application/json")


def _rung(desk: Desk, asked: Wanted) -> list[dict[str, Any]]:
    """The alarms that belong on a timeline: those of the crisis on screen, or all."""
    crisis = next((c for c in desk.crises() if c.id == asked.crisis), None) if asked.crisis else None
    found = json.loads(bytes(alarms(desk).body))["alarms"]
    sides = set(crisis.sides) if crisis else set()
    return [
        {"day": a["day"], "headline": a["headline"], "level": a["level"], "id": a["id"]}
        for a in found
        if crisis is None or sides >= {p.partition(":")[0] for p in a["parties"]}
    ]


@router.get("/reference.json")
def reference(request: Request) -> dict[str, Any]:
    """The OpenAPI document."""
    schema = request.app.openapi()
    assert isinstance(schema, dict)
    return schema
