"""Newswire items: ninjs (1 and 2) and NewsML-G2, with versions, corrections and withdrawals.

Only facts of the IPTC standards are used; no schema is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tocsin.errors import EmptyReport, InputError
from tocsin.ingest.found import Found, digest_of
from tocsin.ingest.items import Content
from tocsin.ingest.markup import element_text, local, plain_text, root_name, xml_tree

_ROOTS = frozenset({"newsmessage", "newsitem", "packageitem"})
_CANCELED = frozenset({"canceled", "cancelled", "kill", "killed", "withdrawn"})
_BODY_ROLES = ("main", "body", "")
_EMPTY = "a picture, a video or a package; only text is coded"


def is_newsml(text: str) -> bool:
    """Whether the document is NewsML-G2, by its first element."""
    return root_name(text) in _ROOTS


def is_ninjs(value: object) -> bool:
    """Whether a JSON object is a ninjs item: it has a `uri` and one of the standard's own fields."""
    own = ("pubstatus", "versioncreated", "body_text", "body_html", "body_xhtml", "bodies", "headlines")
    return isinstance(value, Mapping) and "uri" in value and any(name in value for name in own)


def ninjs_found(value: Mapping[str, Any], where: str) -> Found:
    """The report of a ninjs item, or word of its withdrawal; raises InputError where it is withheld or has no text.

    `{"uri": "urn:x:1", "pubstatus": "canceled"}` gives `Found(key="wire:urn:x:1", withdrawn="canceled by its source")`.
    """
    key, version = f"wire:{value['uri']}", str(value.get("version") or value.get("versioncreated") or "")
    status = str(value.get("pubstatus") or "usable").lower()
    if status in _CANCELED:
        return Found(where, key=key, version=version or "canceled", withdrawn=_reason(value.get("ednote")))
    _refuse_withheld(status, where)
    text = _ninjs_body(value)
    if not text:
        raise EmptyReport("the item has no text", where=where, advice=_EMPTY)
    headline = value.get("headline") or _by_role(value.get("headlines"), _BODY_ROLES)
    source = _names(value.get("infosources")) or _names(value.get("infosource"))
    provider = _names(value.get("provider")) or _names(value.get("copyrightholder")) or source
    day = _day(value.get("firstcreated")) or _day(value.get("versioncreated")) or _day(value.get("contentcreated"))
    content = Content(text, _line(headline), day, provider, _web(value))
    return Found(where, content, key=key, version=version or digest_of(headline, text), origin=source, size=len(text))


def _ninjs_body(value: Mapping[str, Any]) -> str:
    for name in ("body_xhtml", "body_html", "body_text"):
        if isinstance(value.get(name), str) and value[name].strip():
            return plain_text(value[name])
    return plain_text(_by_role(value.get("bodies"), _BODY_ROLES) or "")


def _by_role(values: object, roles: Sequence[str]) -> str | None:
    """The `value` of the entry with the first of the roles, else of the first entry."""
    entries = (
        [v for v in values if isinstance(v, Mapping) and isinstance(v.get("value"), str)]
        if isinstance(values, list)
        else []
    )
    for role in roles:
        for entry in entries:
            if str(entry.get("role") or "").rpartition(":")[2].lower() == role:
                return str(entry["value"])
    return str(entries[0]["value"]) if entries else None


def _names(value: object) -> str | None:
    if isinstance(value, list):
        return next((n for n in map(_names, value) if n), None)
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("literal")
    return value.strip() or None if isinstance(value, str) else None


def _web(value: Mapping[str, Any]) -> str | None:
    for candidate in (value.get("url"), value["uri"]):
        if isinstance(candidate, str) and candidate.startswith(("http://", "https://")):
            return candidate
    return None


def newsml_found(data: bytes, where: str, charset: str | None = None) -> Iterator[Found]:
    """The news items of a NewsML-G2 document; an item that cannot be read has its error in its place.

    Versions of one item keep their order, so that the last one stands.
    """
    root = xml_tree(data, where, charset)
    items = [e for e in root.iter() if local(e) == "newsItem"]
    if not items:
        raise EmptyReport(
            "the document holds no news item", where=where, advice="packages only point at items; give those"
        )
    for number, item in enumerate(items, 1):
        at = where if len(items) == 1 else f"{where}:{number}"
        try:
            yield _newsml_item(item, at)
        except InputError as error:
            yield Found(at, error=error, key=_guid(item), version=str(item.get("version") or ""))


def _guid(item: Any) -> str | None:
    return f"wire:{item.get('guid')}" if item.get("guid") else None


def _newsml_item(item: Any, where: str) -> Found:
    meta = _below(item, "itemMeta")
    key, version = _guid(item), str(item.get("version") or _words(meta, "versionCreated") or "")
    signals = {_code(s) for s in _all(meta, "signal")}
    status = next((_code(s) for s in _all(meta, "pubStatus")), "usable")
    if status in _CANCELED or signals & _CANCELED:
        return Found(where, key=key, version=version or "canceled", withdrawn=_reason(_words(meta, "edNote")))
    _refuse_withheld(status, where)
    content_meta, content_set = _below(item, "contentMeta"), _below(item, "contentSet")
    text = _newsml_text(content_set)
    if not text:
        raise EmptyReport("the item has no text", where=where, advice=_EMPTY)
    headline = _words(content_meta, "headline") or _words(content_set, "hl1") or _words(meta, "title")
    credit = _words(content_meta, "creditline") or _named(content_meta, "infoSource")
    day = (
        _day(_words(content_meta, "contentCreated"))
        or _day(_words(meta, "firstCreated"))
        or _day(_words(meta, "versionCreated"))
    )
    content = Content(text, _line(headline), day, _named(meta, "provider") or credit, None)
    return Found(
        where,
        content,
        key=key,
        version=version or digest_of(headline, text),
        origin=credit or _named(meta, "provider"),
        size=len(text),
    )


def _newsml_text(content_set: Any) -> str:
    """The body of inline NITF, XHTML or plain text; of several the longest."""
    found = [""]
    for inline in _all(content_set, "inlineXML") + _all(content_set, "inlineData"):
        body = next((e for name in ("body.content", "body") for e in inline.iter() if local(e) == name), inline)
        found.append(plain_text(inline.text or "") if len(inline) == 0 else element_text(body))
    return max(found, key=len)


def _all(element: Any, name: str) -> list[Any]:
    return [] if element is None else [e for e in element.iter() if local(e) == name]


def _below(element: Any, name: str) -> Any:
    return next(iter(_all(element, name)), None)


def _words(element: Any, name: str) -> str | None:
    found = _below(element, name)
    return " ".join("".join(found.itertext()).split()) or None if found is not None else None


def _named(element: Any, name: str) -> str | None:
    """The name of a provider or source: a `<name>` in it, its literal, or the code without its scheme."""
    found = _below(element, name)
    if found is None:
        return None
    return (
        _words(found, "name")
        or found.get("literal")
        or str(found.get("qcode") or found.get("uri") or "").rpartition(":")[2]
        or None
    )


def _code(element: Any) -> str:
    return (
        str(element.get("qcode") or element.get("uri") or element.get("literal") or "")
        .replace("/", ":")
        .rpartition(":")[2]
        .lower()
    )


def _refuse_withheld(status: str, where: str) -> None:
    if status == "withheld":
        raise InputError("the item is withheld by its source", where=where, advice="it comes again when it is released")


def _reason(note: object) -> str:
    words = " ".join(str(note or "").split())
    return f"canceled by its source: {words}" if words else "canceled by its source"


def _day(value: object) -> str | None:
    found = re.match(r"\d{4}-\d{2}-\d{2}", value) if isinstance(value, str) else None
    return found.group() if found else None


def _line(value: object) -> str | None:
    return " ".join(plain_text(str(value or "")).split()) or None
