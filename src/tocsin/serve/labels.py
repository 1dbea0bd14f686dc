"""What people decided as labelled data: one JSON line for each judged fact in force, for `tocsin evaluate --judged` and for others.

A line holds the report whole, the fact as coded, the verdict that stands and the corrected values with their spans, so that any coder
can be measured against it without the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tocsin.serve.rows import fact_dict
from tocsin.store import Store

_STANDS = {"confirmed": "confirm", "corrected": "correct", "rejected": "reject"}


def labels(store: Store) -> Iterator[str]:
    """The lines, in the order in which facts were first judged."""
    judged = dict.fromkeys(j.fact for j in store.judgements())
    for stored in store.by_ids(list(judged)):
        verdict = _STANDS.get(stored.review)
        account = store.account(stored.report_id) if verdict else None
        if account is None:
            continue
        report = account.report
        authors = sorted({j.author for j in store.judgements(stored.fact.id)})
        line: dict[str, Any] = {
            "fact": stored.fact.id,
            "kind": stored.kind,
            "verdict": verdict,
            "coded": fact_dict(stored.fact),
            "corrected": store.corrections(stored.fact.id) if verdict == "correct" else {},
            "authors": authors,
            "run": stored.run_id,
            "report": {
                "id": report.id,
                "text": report.text,
                "title": report.title,
                "published": report.published,
                "publisher": report.publisher,
            },
        }
        yield json.dumps(line, ensure_ascii=False)
