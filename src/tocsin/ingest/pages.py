"""Web pages to text: the body of the article with its title, date and publisher; never touches the network."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tocsin.errors import EmptyReport
from tocsin.ingest.items import Content

_DATE = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
"""Only dates the page states about itself: a guess from the running text would pass for a publication date."""
_BULLET = re.compile(r"^- ", re.MULTILINE)


def page_content(html: str, where: str, url: str | None = None) -> Content:
    """The article of a page, its paragraphs parted by blank lines; raises EmptyReport where there is none.

    `<p>Clashes erupted.</p><p>Two died.</p>` gives `Clashes erupted.\\n\\nTwo died.`
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html,
        url=url,
        fast=True,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        date_extraction_params=dict(_DATE),
    )
    text = paragraphs_of(found.text or "") if found is not None else ""
    if not text:
        raise EmptyReport(
            "no article text was found in the page",
            where=where,
            advice="save the article's text to a file and give that",
        )
    address = url or found.url
    return Content(text, _clean(found.title), found.date or None, _clean(found.sitename) or _host(address), address)


def paragraphs_of(text: str) -> str:
    """Extracted lines as paragraphs: blanks squeezed, blank lines between."""
    lines = (" ".join(line.split()) for line in _BULLET.sub("", text).splitlines())
    return "\n\n".join(line for line in lines if line)


def _clean(value: str | None) -> str | None:
    squeezed = " ".join((value or "").split())
    return squeezed or None


def _host(url: str | None) -> str | None:
    if not url:
        return None
    host = urlsplit(url).hostname
    return host.removeprefix("www.") if host else None
