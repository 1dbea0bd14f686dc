"""Reports newest first, a page at a time, without reading the texts of the rest."""

from __future__ import annotations

import base64
import json
from typing import Any

from tocsin.errors import InputError
from tocsin.serve.rows import report_row
from tocsin.store import Store
from tocsin.store.reading import report_terms


def report_page(
    store: Store,
    *,
    text: str | None = None,
    publisher: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    ids: tuple[str, ...] = (),
    withdrawn: bool = False,
    limit: int = 60,
    offset: int = 0,
    cursor: str = "",
) -> dict[str, Any]:
    """One page of report rows, how many there are in all, and where the next page begins: as a token and as an offset."""
    read = store.database.read()
    terms, parameters = report_terms(read, text=text, publisher=publisher, since=since or None, until=until or None, ids=ids, withdrawn=withdrawn)
    total = int(read.execute(f"SELECT count(*) FROM report r WHERE {' AND '.join(terms)}", parameters).fetchone()[0])
    if cursor:
        published, seq = _position(cursor)
        if published:
            terms.append("(published < ? OR (published = ? AND seq < ?) OR published IS NULL)")
            parameters += (published, published, seq)
        else:
            terms.append("published IS NULL AND seq < ?")
            parameters.append(seq)
    rows = read.execute(
        f"SELECT id, published, seq FROM report r WHERE {' AND '.join(terms)} ORDER BY published DESC NULLS LAST, seq DESC LIMIT ? OFFSET ?",
        (*parameters, limit + 1, 0 if cursor else offset),
    ).fetchall()
    shown, more = rows[:limit], len(rows) > limit
    found = [r[0] for r in shown]
    known = {s.report.id: report_row(s) for s in store.reports(ids=found, withdrawn=True)} if found else {}
    return {
        "items": [known[i] for i in found if i in known],
        "total": total,
        "next": _token(shown[-1][1] or "", shown[-1][2]) if more else None,
        "next_offset": offset + limit if more and not cursor else None,
    }


def _token(published: str, seq: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([published, seq]).encode()).decode().rstrip("=")


def _position(token: str) -> tuple[str, int]:
    try:
        published, seq = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return str(published), int(seq)
    except (ValueError, TypeError, OverflowError) as error:
        raise InputError("the page token is not one of this list", advice="start from the first page again") from error
