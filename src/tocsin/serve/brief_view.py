"""The brief of what is on screen, with each numbered source linked to the words in the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.present.brief import brief_of, name_of
from tocsin.records import Account
from tocsin.serve.desk import Desk
from tocsin.serve.filters import Wanted

_REPORTS = 12
_LINES = 5


def newest_accounts(desk: Desk, asked: Wanted, limit: int = _REPORTS) -> list[Account]:
    """The accounts of the reports with the newest events that pass the filter."""
    columns, rows = desk.rows("event", asked.of_kind("event"))
    order = np.lexsort((columns.seq[rows], columns.day[rows]))[::-1]
    newest = dict.fromkeys(columns.report[rows[order]].tolist())
    ids = columns.lists.once("report ids", lambda: {seq: report for report, seq in columns.lists.report_of.items()})
    return [a for a in (desk.store.account(ids[n]) for n in list(newest)[:limit]) if a is not None]


def brief_view(accounts: Sequence[Account]) -> dict[str, Any]:
    """Title, sections and sources as JSON; long sections are cut, and say by how much."""
    brief = brief_of(accounts)
    reports = {name_of(a.report): a.report.id for a in accounts}
    shown = {n for _, lines in brief.sections for line in lines[:_LINES] for n in line.sources}
    return {
        "title": brief.title,
        "subtitle": brief.subtitle,
        "sections": [
            {
                "heading": heading,
                "lines": [{"text": line.text, "sources": list(line.sources)} for line in lines[:_LINES]],
                "more": max(0, len(lines) - _LINES),
            }
            for heading, lines in brief.sections
        ],
        "sources": [
            {
                "number": s.number,
                "quote": " ".join(s.quote.split()),
                "report": s.report,
                "href": f"/reports/{reports.get(s.report, '')}?at={s.start}-{s.end}",
            }
            for s in brief.sources
            if s.number in shown
        ],
    }
