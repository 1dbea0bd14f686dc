"""schema.org NewsArticle: in JSON files, and in the JSON-LD that news pages carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tocsin.errors import EmptyReport, InputError
from tocsin.ingest.found import Found, digest_of
from tocsin.ingest.items import Content
from tocsin.ingest.markup import plain_text

_SCRIPT = re.compile(
    r"""<script\b[^>]{0,300}?type\s*=\s*["']?application/ld\+json[^>]{0,300}>(.*?)</script\s*>""",
    re.IGNORECASE | re.DOTALL,
)
_DEPTH = 6
_KEPT = 0.6
"""An `articleBody` with at least this share of the extracted page's words is taken for the whole article."""


def is_news_article(value: object) -> bool:
    """Whether a JSON object is a schema.org article: `NewsArticle`, `ReportageNewsArticle`, `Article`…

    >>> is_news_article({"@type": ["NewsArticle"], "headline": "Talks"})
    True
    """
    return isinstance(value, Mapping) and any(t.rpartition("/")[2].endswith("Article") for t in _types(value))


def article_found(value: Mapping[str, Any], where: str) -> Found:
    """The report in a NewsArticle object; raises EmptyReport where it carries no text."""
    content = article_content(value)
    if not content.text:
        raise EmptyReport("the article has no articleBody", where=where, advice="give the page instead")
    key = _text(value.get("@id")) or _text(value.get("identifier")) or content.url
    return Found(
        where,
        content,
        key=f"article:{key}" if key else None,
        version=digest_of(content.title, content.text),
        origin=origin_of(value),
    )


def article_content(value: Mapping[str, Any]) -> Content:
    """Text, headline, day, publisher and address of a NewsArticle; the text is empty where it carries none."""
    body = _text(value.get("articleBody")) or _text(value.get("text")) or ""
    day = _text(value.get("datePublished")) or _text(value.get("dateCreated"))
    url = _text(value.get("url")) or _text(value.get("mainEntityOfPage"))
    headline = _text(value.get("headline")) or _text(value.get("name"))
    return Content(
        plain_text(body),
        " ".join(plain_text(headline or "").split()) or None,
        day[:10] if day and re.match(r"\d{4}-\d\d-\d\d", day) else None,
        _text(value.get("publisher")) or _text(value.get("sourceOrganization")),
        url if url and url.startswith("http") else None,
    )


def origin_of(value: Mapping[str, Any]) -> str | None:
    """The agency that an article credits: `creditText`, `provider`, `sourceOrganization`."""
    return _text(value.get("creditText")) or _text(value.get("provider")) or _text(value.get("sourceOrganization"))


def articles_in(html: str) -> Iterator[Mapping[str, Any]]:
    """The article objects of a page's JSON-LD, broken blocks passed over."""
    for block in _SCRIPT.findall(html)[:40]:
        try:
            value = json.loads(block.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue  # pages are full of broken JSON-LD; the page itself still has its text
        yield from _walk(value, 0)


def page_with_metadata(html: str, where: str, url: str | None = None) -> tuple[Content, str | None]:
    """A news page's article and the agency it credits: the extracted text, bettered by what its JSON-LD says.

    The `articleBody` is taken where extraction found nothing, or where it is about as long (it has no captions, menus
    or “read also”). Raises EmptyReport where neither has text.
    """
    from tocsin.ingest.pages import page_content

    article = max(articles_in(html), key=lambda a: len(_text(a.get("articleBody")) or ""), default=None)
    said = article_content(article) if article is not None else Content("")
    try:
        page = page_content(html, where, url)
    except InputError:
        if not said.text:
            raise
        page = Content("")
    whole = len(said.text.split()) >= max(30, _KEPT * len(page.text.split())) and "\n" in said.text
    text = said.text if said.text and (whole or not page.text) else page.text
    content = Content(
        text,
        said.title or page.title,
        said.published or page.published,
        said.publisher or page.publisher,
        url or page.url or said.url,
    )
    return content, origin_of(article) if article is not None else None


def _walk(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value[:100]:
            yield from _walk(one, depth + 1)
    elif isinstance(value, Mapping):
        if is_news_article(value):
            yield value
        for name in ("@graph", "mainEntity", "itemListElement", "item"):
            if name in value:
                yield from _walk(value[name], depth + 1)


def _types(value: Mapping[str, Any]) -> tuple[str, ...]:
    found = value.get("@type")
    return tuple(str(f) for f in found) if isinstance(found, list) else (str(found or ""),)


def _text(value: object) -> str | None:
    """A string out of what JSON-LD allows in its place: a string, an object with a name or @id, a list of those."""
    if isinstance(value, list):
        return next((t for t in map(_text, value) if t), None)
    if isinstance(value, Mapping):
        return _text(value.get("name")) or _text(value.get("@id")) or _text(value.get("@value"))
    return value.strip() or None if isinstance(value, str) else None
