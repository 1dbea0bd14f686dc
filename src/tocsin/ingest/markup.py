"""Markup from strangers, read without harm: XML that expands and fetches nothing; HTML as plain paragraphs."""

from __future__ import annotations

import re
from typing import Any

from tocsin.errors import InputError
from tocsin.ingest.decode import decode

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?!\?|!)(?:([\w.-]+):)?([A-Za-z][\w.-]*)")
_DROPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button"})
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html "
    "li main nav ol p pre section table td th tr ul hl1 hl2 body.content block".split()
)


def xml_text(data: bytes, where: str, charset: str | None = None) -> str:
    """The decoded document without its XML declaration; raises InputError where it declares entities.

    Checked after decoding, so that UTF-16 hides nothing. No feed or newswire item that we know of declares entities;
    those that do (“billion laughs”, external files) are attacks.
    """
    text = _DECLARATION.sub("", decode(data, where, charset).lstrip("\ufeff"))
    if "<!ENTITY" in text and _DOCTYPE.search(text):
        raise InputError("the XML declares entities", where=where, advice="such files are refused; ask for a plain one")
    return text


def xml_tree(data: bytes, where: str, charset: str | None = None) -> Any:
    """The root element; raises InputError where the XML is broken, too deep or declares entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(xml_text(data, where, charset).strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the XML is broken: {error.msg}", where=where, advice="ask its publisher") from error
    if root is None:
        raise InputError("the XML is empty", where=where)
    return root


def root_name(text: str) -> str:
    """The local name of the first element in lower case, `` where there is none: `rss`, `feed`, `opml`, `newsitem`.

    >>> root_name('<?xml version="1.0"?><!-- x --><rdf:RDF xmlns:rdf="...">')
    'rdf'
    """
    start = text.lstrip("\ufeff \t\r\n")[:8000]
    if not start.startswith("<"):
        return ""
    found = _ROOT.search(re.sub(r"<!--.*?-->", "", start, flags=re.DOTALL))
    return found[2].lower() if found else ""


def local(element: Any) -> str:
    """The name of an element without its namespace; `` for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def plain_text(html: str) -> str:
    """A fragment of HTML as paragraphs parted by blank lines; plain text comes back squeezed.

    >>> plain_text("<p>Clashes &amp; fire.</p><script>x()</script><p>Two died.</p>")
    'Clashes & fire.\\n\\nTwo died.'
    """
    if "<" not in html and "&" not in html:
        return _squeezed(html)
    from lxml import etree
    from lxml.html import document_fromstring

    try:
        # as a document: a fragment of several blocks would be re-parsed and wrapped
        root = document_fromstring("<html><body>" + _DECLARATION.sub("", html).replace("\0", "") + "</body></html>")
    except (etree.ParserError, ValueError):
        return ""
    return element_text(root)


def element_text(root: Any) -> str:
    """The running text below an element, a blank line between blocks; scripts and the like left out."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:  # not recursive: trees from strangers are deep
        element, closing = stack.pop()
        name = local(element).lower()
        if closing:
            pieces.append("\n\n" if name in _BLOCKS else "")
            if element is not root:
                pieces.append(element.tail or "")
            continue
        if not name or name in _DROPPED:
            pieces.append((element.tail or "") if element is not root else "")
            continue
        if name in _BLOCKS:
            pieces.append("\n\n")
        pieces.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return _squeezed("".join(pieces), keep_lines=False)


def _squeezed(text: str, *, keep_lines: bool = True) -> str:
    parts = re.split(r"\n\s*\n" if not keep_lines else r"\n", text)
    lines = (" ".join(part.split()) for part in parts)
    return "\n\n".join(line for line in lines if line)
