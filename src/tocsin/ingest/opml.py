"""OPML lists of feeds, as feed readers export them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from tocsin.errors import InputError
from tocsin.ingest.markup import local, root_name, xml_tree


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list; `folder` is the path of the groups it stands in."""

    url: str
    title: str | None = None
    folder: str | None = None


def is_opml(text: str) -> bool:
    """Whether the document is an OPML list, by its first element."""
    return root_name(text) == "opml"


def subscriptions(data: bytes, where: str) -> tuple[tuple[Subscription, ...], tuple[InputError, ...]]:
    """The feeds of a list, each address once in the list's order, and an error for each that cannot be used.

    `<outline text="Agency" xmlUrl="https://e.org/rss"/>` gives `Subscription("https://e.org/rss", "Agency", None)`.
    Raises InputError where the document is no list.
    """
    root = xml_tree(data, where)
    if local(root).lower() != "opml":
        raise InputError("is not an OPML list", where=where, advice="export the feeds of your reader as OPML")
    found: dict[str, Subscription] = {}
    errors = []
    stack = [(element, "") for element in reversed(root)]
    while stack:
        element, folder = stack.pop()
        attributes = {str(k).lower(): str(v).strip() for k, v in element.attrib.items()}
        name = attributes.get("title") or attributes.get("text")
        url = attributes.get("xmlurl")
        if url and urlsplit(url.replace("feed://", "http://")).scheme in ("http", "https"):
            url = url.replace("feed://", "http://")
            found.setdefault(url, Subscription(url, name or None, folder or None))
        elif url is not None or attributes.get("type") in ("rss", "atom"):
            what = f"{url!r} is not an http address" if url else "the feed has no xmlUrl"
            errors.append(InputError(what, where=f"{where}:{element.sourceline}", advice="correct the list"))
        inner = f"{folder}/{name}".strip("/") if name and not url and local(element) == "outline" else folder
        stack.extend((child, inner) for child in reversed(element))
    if not found and not errors:
        raise InputError("the list holds no feeds", where=where, advice="each feed is an <outline xmlUrl=…>")
    return tuple(found.values()), tuple(errors)
