"""Rows of a record as dicts, in the columns of the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.export.columns import values
from tocsin.export.context import rows
from tocsin.store import Filter, Store


def rows_of(store: Store, kind: str, wanted: Filter, *, redact_private: bool = False) -> Iterator[dict[str, Any]]:
    """One dict for each fact that passes, oldest first."""
    for row in rows(store, kind, wanted, redact_private=redact_private):
        yield values(kind, row)
