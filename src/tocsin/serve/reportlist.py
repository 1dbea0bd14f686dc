"""Reports newest first, a page at a time, without reading the texts of the rest."""

from __future__ import annotations

from typing import Any

from tocsin.serve.rows import report_row
from tocsin.store import Store


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
) -> dict[str, Any]:
    """One page of report rows, how many there are in all, and the offset of the next page."""
    read = store.database.read()
    terms, parameters = ["1 = 1"], list[object]()
    for term, value in (("published >= ?", since), ("published <= ?", until)):
        if value:
            terms.append(term)
            parameters.append(value)
    for column, values in (("publisher", publisher), ("id", ids)):
        if values:
            terms.append(f"{column} IN ({', '.join('?' * len(values))})")
            parameters += values
    if text:
        there, words = read.matching("report_text", text)
        terms.append(f"seq IN (SELECT rowid FROM report_text WHERE {there})")
        parameters += words
    if not withdrawn:
        terms.append("withdrawn_at IS NULL")
    source = f"FROM report WHERE {' AND '.join(terms)}"
    total = int(read.execute(f"SELECT count(*) {source}", parameters).fetchone()[0])
    found = [
        r[0]
        for r in read.execute(
            f"SELECT id {source} ORDER BY published DESC NULLS LAST, seq DESC LIMIT ? OFFSET ?", (*parameters, limit, offset)
        )
    ]
    rows = {s.report.id: report_row(s) for s in store.reports(ids=found, withdrawn=True)} if found else {}
    return {
        "items": [rows[i] for i in found if i in rows],
        "total": total,
        "next_offset": offset + limit if total > offset + limit else None,
    }
