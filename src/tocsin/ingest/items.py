"""What ingest hands on: one `Item` per thing found, holding its report or the reason why there is none."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from tocsin.errors import InputError
from tocsin.records import Report


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user says about the reports; it goes before what a page or row says of itself."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found: `where` it stands and its report, or the error that kept it from being one."""

    where: str
    report: Report | None = None
    error: InputError | None = None
    size: int = 0
    """Bytes read for it, for progress."""


@dataclass(frozen=True, slots=True)
class Content:
    """Text with what its source says about it, before it becomes a report."""

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    def described_by(self, defaults: Defaults) -> Mapping[str, str | None]:
        """The keyword arguments of `make_report`: the user's word first, then the source's own."""
        return {
            "published": defaults.published or self.published,
            "title": defaults.title or self.title,
            "publisher": defaults.publisher or self.publisher,
            "url": self.url,
        }


class Rewound:
    """A binary stream whose first bytes have been looked at and are still to be read.

    >>> Rewound(io.BytesIO(b"one\\ntwo"), head=3).readline(10)
    b'one\\n'
    """

    def __init__(self, stream: BinaryIO, head: int = 65536) -> None:
        self.stream = stream
        self.head = stream.read(head)
        self._buffer = io.BytesIO(self.head)

    def read(self, limit: int) -> bytes:
        """Up to `limit` bytes."""
        found = self._buffer.read(limit)
        return found if len(found) == limit else found + self.stream.read(limit - len(found))

    def readline(self, limit: int) -> bytes:
        """The next line with its line break, cut at `limit` bytes; b"" at the end."""
        found = self._buffer.readline(limit)
        if found.endswith(b"\n") or len(found) >= limit:
            return found
        return found + self.stream.readline(limit - len(found))
