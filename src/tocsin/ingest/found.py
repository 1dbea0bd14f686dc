"""What richer sources hand on: one `Found` per thing, with its identity and version at the source.

A file of text has no identity but its content. A feed entry, a ninjs or NewsML-G2 item has one: a later version of
it replaces the earlier, and its source may take it back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tocsin.errors import InputError
from tocsin.ingest.items import Content


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found at a source: its content, or the error in its place, or word that it was withdrawn."""

    where: str
    content: Content | None = None
    error: InputError | None = None
    key: str | None = None
    """Identity at the source, the same for all versions of an item; None where its content is its only identity."""
    version: str = ""
    """Another for each version."""
    page: str | None = None
    """Address of the whole article, where `content` is only its teaser."""
    withdrawn: str | None = None
    """Why the source took the item back."""
    origin: str | None = None
    """The agency that the source itself credits, `Reuters`."""
    size: int = 0
    """Bytes read for it, for progress."""


def digest_of(*parts: object) -> str:
    """A short digest of some values, to tell versions and keys apart.

    >>> digest_of("a", 1) == digest_of("a", 1) != digest_of("a", 2)
    True
    """
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
