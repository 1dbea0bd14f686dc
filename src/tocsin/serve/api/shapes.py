"""The schemas of what the API answers: records as docs/account.md states them, and the envelopes around them.

The records' schemas are derived from the records themselves, so that document and answer cannot part; envelopes are written here.
"""

from __future__ import annotations

from typing import Any

import msgspec

from tocsin import records, vocab
from tocsin.serve.filters import KINDS
from tocsin.store.filters import REVIEWS

Schema = dict[str, Any]
_REF = "#/components/schemas/{name}"
_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_NUMBER: Schema = {"type": "number"}
_FLAG: Schema = {"type": "boolean"}
_ANY: Schema = {"type": "object"}


def ref(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": _REF.format(name=name)}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _object(about: str, **properties: Schema) -> Schema:
    """An object whose fields are all there; further fields may come with later versions."""
    return {"type": "object", "description": about, "properties": properties, "required": list(properties)}


def _loose(schema: Schema, *optional: str) -> Schema:
    """The same object, where some fields may be missing."""
    return {**schema, "required": [name for name in schema["required"] if name not in optional]}


_RECORDS = (records.Event, records.Statement, records.Toll, records.Position, records.Account)


def _derived() -> dict[str, Schema]:
    """The schemas of the records; JSON always carries every field, and gives unresolved slots of an event as an object."""
    _, found = msgspec.json.schema_components(_RECORDS, ref_template=_REF)
    for schema in found.values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
            schema["description"] = schema.get("description", "").partition("\n")[0]
    event = found["Event"]["properties"]
    event["unresolved"] = {"type": "object", "additionalProperties": _TEXT}
    event["event_type"] = {"type": "string", "enum": list(vocab.EVENT_TYPES)}
    event["factuality"] = {"type": "string", "enum": list(vocab.FACTUALITY)}
    return dict(found)


def _envelope(kind: str) -> Schema:
    return _object(
        "What the record knows about a fact beside the fact itself.",
        kind={"const": kind},
        summary=_TEXT,
        quote=_TEXT,
        group=_maybe(_TEXT),
        review={"type": "string", "enum": list(REVIEWS)},
        day=_maybe(_TEXT),
        dated_by=_maybe({"enum": ["fact", "report"]}),
        incident=_maybe(_TEXT),
        run=_TEXT,
        voice=_maybe(_TEXT),
        report=ref("ReportOfFact"),
        href=_TEXT,
    )


def _rows() -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for kind in KINDS:
        name = kind.capitalize()
        found[f"{name}Row"] = {"allOf": [ref(name), _envelope(kind)]}
        page = _object(
            "A page of facts; with `updated_since`, upserts and tombstones.",
            items=_list({"anyOf": [ref(f"{name}Row"), ref("Tombstone")]}),
            next=_maybe(_TEXT),
            total=_WHOLE,
            updated_to=_WHOLE,
            more=_FLAG,
        )
        found[f"{name}Page"] = _loose(page, "total", "updated_to", "more")
    return found


def components() -> dict[str, Schema]:
    """All schemas by name."""
    return {
        **_derived(),
        **_rows(),
        "Problem": _object(
            "An error by RFC 9457; `errors` names single fields.",
            type=_TEXT,
            title=_TEXT,
            status=_WHOLE,
            detail=_TEXT,
            instance=_TEXT,
            errors=_list(_object("One field.", field=_TEXT, detail=_TEXT)),
        ),
        "ReportOfFact": _object(
            "The report a fact is from.",
            id=_TEXT,
            title=_maybe(_TEXT),
            publisher=_maybe(_TEXT),
            published=_maybe(_TEXT),
            url=_maybe(_TEXT),
        ),
        "Tombstone": _object("A fact that is gone.", id=_TEXT, kind=_TEXT, deleted={"const": True}, report=_ANY),
        "Judgement": _object(
            "What a person decided.",
            seq=_WHOLE,
            at=_TEXT,
            author=_TEXT,
            verdict=_TEXT,
            fact=_TEXT,
            other=_maybe(_TEXT),
            reason=_maybe(_TEXT),
            run=_maybe(_TEXT),
            fields=_ANY,
        ),
        "JudgedFact": {
            "allOf": [
                {"anyOf": [ref(f"{kind.capitalize()}Row") for kind in KINDS]},
                _object("What people said.", judgements=_list(ref("Judgement")), corrections=_ANY),
            ]
        },
        "Judgements": _object("All judgements in order.", items=_list(ref("Judgement"))),
        "Judged": _object("The judgement as kept.", judgement=_WHOLE, fact=_TEXT, verdict=_TEXT, author=_TEXT),
        "Facets": _object(
            "Values of the filter with their numbers.",
            kind=_TEXT,
            total=_WHOLE,
            facets={
                "type": "object",
                "additionalProperties": _list(_object("A value.", value=_TEXT, name=_TEXT, count=_WHOLE)),
            },
        ),
        "ReportRow": _report_row(),
        "ReportPage": _object(
            "Reports without their texts.",
            items=_list(ref("ReportRow")),
            total=_WHOLE,
            next=_maybe(_TEXT),
            next_offset=_maybe(_WHOLE),
        ),
        "Kept": _object("What the record did with a report.", report=_TEXT, outcome=_TEXT, facts=_WHOLE, href=_TEXT),
        "Withdrawn": _object("A withdrawn report and how many facts went with it.", report=_TEXT, facts=_WHOLE),
        **_linked(),
    }


def _report_row() -> Schema:
    texts = dict.fromkeys(("id", "language", "digest", "added_at", "lead", "href"), _TEXT)
    others = ("title", "publisher", "published", "url", "dateline", "withdrawn_at", "withdrawn_why", "voice", "run")
    return _object(
        "A report without its text.",
        **texts,
        **{n: _maybe(_TEXT) for n in others},
        credits=_list(ref("Credit")),
        facts=_WHOLE,
        length=_WHOLE,
    )


def _linked() -> dict[str, Schema]:
    crisis = dict.fromkeys(("id", "name", "first", "last", "href"), _TEXT)
    return {
        "IncidentRow": _object(
            "An incident in a list.",
            **dict.fromkeys(("id", "first", "last", "href", "summary", "type"), _TEXT),
            **dict.fromkeys(("facts", "reports", "voices"), _WHOLE),
            group=_maybe(_TEXT),
        ),
        "Relinked": _object("How many judgements were kept.", judgements=_WHOLE, author=_TEXT),
        "IncidentPage": _object(
            "Incidents, most reports first.", incidents=_list(ref("IncidentRow")), next_offset=_maybe(_WHOLE)
        ),
        "Incident": _object(
            "An incident: merged values with their rules, members, and who says what.",
            id=_TEXT,
            title=_TEXT,
            merged=_list(_ANY),
            fields=_list(_ANY),
            voices=_WHOLE,
            reports=_WHOLE,
            first=_maybe(_TEXT),
            last=_maybe(_TEXT),
            members=_list(_ANY),
            tolls=_list(_ANY),
        ),
        "Crises": _object(
            "Every crisis.",
            items=_list(
                _object(
                    "A crisis.",
                    **crisis,
                    sides=_list(_TEXT),
                    theatre=_maybe(_TEXT),
                    phases=_list(_ANY),
                    reports=_WHOLE,
                    sources=_WHOLE,
                )
            ),
        ),
        "Changes": _object(
            "The change feed.",
            items=_list(
                _object(
                    "A change.",
                    seq=_WHOLE,
                    at=_TEXT,
                    op=_TEXT,
                    report=_maybe(_TEXT),
                    fact=_maybe(_TEXT),
                    detail=_maybe(_TEXT),
                )
            ),
            last=_WHOLE,
            more=_FLAG,
        ),
    }


def problem(about: str) -> Schema:
    """A response that is a problem."""
    return {"description": about, "content": {"application/problem+json": {"schema": ref("Problem")}}}


PROBLEM = problem("A problem")


def answers(name: str, status: int = 200, *, not_found: bool = False, fetches: bool = False) -> dict[int | str, Any]:
    """The responses of a route that answers with a component; what every route may answer besides is added to the document."""
    found: dict[int | str, Any] = {
        status: {"description": "As asked", "content": {"application/json": {"schema": ref(name)}}}
    }
    if not_found:
        found[404] = problem("Not in this record")
    if fetches:
        found[502] = problem("The page cannot be fetched")
    return found


def files(*media: str, headers: dict[str, str] | None = None) -> dict[int | str, Any]:
    """The responses of a route that answers with a file of one of these media types."""
    named = {name: {"description": about, "schema": {"type": "string"}} for name, about in (headers or {}).items()}
    content = {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in media}
    return {200: {"description": "The file", "content": content, **({"headers": named} if named else {})}}
