"""JSON to text: one object is one report, whatever the common names of its fields."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from tocsin.errors import EmptyReport, InputError
from tocsin.ingest.items import Content

_TEXT = ("text", "body", "content", "maintext", "article")
_TITLE = ("title", "headline")
_PUBLISHED = ("published", "date", "published_at", "date_publish", "pubdate")
_PUBLISHER = ("publisher", "source", "outlet", "sitename")
_URL = ("url", "link")


def row_content(line: str, where: str) -> Content:
    """The report in one line of JSON; raises InputError that says what is wrong with it.

    >>> row_content('{"headline": "Talks", "body": "They met."}', "a.jsonl:1")
    Content(text='They met.', title='Talks', published=None, publisher=None, url=None)
    """
    return object_content(_parsed(line, where), where)


def object_content(row: Any, where: str) -> Content:
    """The report in a JSON object (an account's `report` is taken too)."""
    if not isinstance(row, Mapping):
        raise InputError(
            "the line is not a JSON object",
            where=where,
            advice='give objects like {"text": "…", "published": "2020-09-27"}',
        )
    if "text" not in row and isinstance(row.get("report"), Mapping):
        row = row["report"]
    text = _first(row, _TEXT)
    if text is None:
        raise EmptyReport(
            "the object has no text", where=where, advice=f"name the field one of: {', '.join(_TEXT[:3])}"
        )
    return Content(
        text, _first(row, _TITLE), day_of(_first(row, _PUBLISHED)), _first(row, _PUBLISHER), _first(row, _URL)
    )


def day_of(value: str | None) -> str | None:
    """An e-mail style date as feeds write it (`Sun, 27 Sep 2020 10:00:00 GMT`) as an ISO day; others as they are."""
    if value is None or value[:4].isdigit():
        return value
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError):
        return value


def document_objects(text: str, where: str) -> Iterator[Any]:
    """The objects of a JSON document: one, or those of a list."""
    document = _parsed(text, where)
    yield from document if isinstance(document, list) else [document]


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}", where=where, advice="give one JSON object a line") from error
    except RecursionError as error:
        raise InputError(
            "the JSON is nested too deeply", where=where, advice="give one flat JSON object a line"
        ) from error


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, Mapping) and isinstance(value.get("name"), str):
            return str(value["name"])  # feeds write {"source": {"name": …}}
    return None
