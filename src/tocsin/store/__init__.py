"""The record, one SQLite file or a PostgreSQL database: it keeps reports, facts, judgements and their history.

>>> from tocsin.store import open_store
>>> with open_store("record.db") as store:  # doctest: +SKIP
...     store.add(account)
"""

from __future__ import annotations

from tocsin.link.facts import Stored
from tocsin.store.filters import Filter
from tocsin.store.reading import Page, StoredReport
from tocsin.store.store import Store, open_store

open = open_store  # `tocsin.open(url)` reads as the file function does

__all__ = ["Filter", "Page", "Store", "Stored", "StoredReport", "open", "open_store"]
