"""Figures of the quality, sources and alarms screens."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tocsin.store import Store

_BANDS = " ".join(f"WHEN confidence * 10 < {n + 1} THEN {n}" for n in range(9))
_LISTENED = 20_000
"""Events up to which the whole record is listened to; about a second."""


def quality_view(store: Store) -> dict[str, Any]:
    """How far slots are filled, what people decided by type, and the runs behind the record."""
    read = store.database.read()
    events = read.execute(
        "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM fact_party p WHERE p.fact = f.seq AND p.role = 'actor')), "
        "count(*) FILTER (WHERE EXISTS (SELECT 1 FROM fact_party p WHERE p.fact = f.seq AND p.role = 'recipient')), "
        "count(f.place), count(f.date_start), avg(f.confidence) "
        "FROM fact f WHERE f.state = 0 AND f.kind = 'event'"
    ).fetchone()
    total = events[0] or 0
    filled = [
        {"slot": slot, "filled": int(n or 0), "total": total}
        for slot, n in zip(("who", "to whom", "place", "date of its own"), events[1:5])
    ]
    reviewed = read.execute(
        "SELECT kind, type, count(*) FILTER (WHERE review = 'confirmed'), count(*) FILTER (WHERE review = 'corrected'), "
        "count(*) FILTER (WHERE review = 'rejected'), count(*) FROM fact WHERE state = 0 GROUP BY 1, 2 ORDER BY 1, 6 DESC, 2"
    ).fetchall()
    rows = [
        {
            "kind": r[0],
            "type": r[1],
            "confirmed": r[2],
            "corrected": r[3],
            "rejected": r[4],
            "total": r[5],
            "right": r[2] / (r[2] + r[3] + r[4]) if r[2] + r[3] + r[4] else None,
        }
        for r in reviewed
    ]
    bands = read.execute(
        f"SELECT CASE {_BANDS} ELSE 9 END AS band, count(*), count(*) FILTER (WHERE review = 'confirmed'), "
        "count(*) FILTER (WHERE review IN ('corrected', 'rejected')) FROM fact WHERE state = 0 AND kind = 'event' AND confidence IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    return {
        "totals": store.totals(),
        "mean_confidence": events[5],
        "filled": filled,
        "reviewed": rows,
        "runs": store.runs(),
        "confidence": [{"from": b / 10, "count": n, "confirmed": c, "wrong": w} for b, n, c, w in bands.fetchall()],
    }


def sources_view(store: Store) -> dict[str, Any]:
    """Publishers: reports, independent voices, events, and how much of it is claims."""
    rows = (
        store.database.read()
        .execute(
            "SELECT coalesce(r.publisher, ''), count(DISTINCT r.seq), count(DISTINCT coalesce(r.voice, r.id)), "
            "count(*) FILTER (WHERE f.kind = 'event'), count(*) FILTER (WHERE f.kind = 'statement'), "
            "count(*) FILTER (WHERE f.kind = 'event' AND f.factuality = 'claimed'), min(r.published), max(r.published) FROM report r LEFT JOIN fact f ON f.report = r.seq AND f.state = 0 "
            "WHERE r.withdrawn_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        .fetchall()
    )
    origins: Counter[tuple[str, str]] = Counter()
    with store.database.snapshot() as connection:
        query = "SELECT extra FROM report WHERE withdrawn_at IS NULL AND extra LIKE '%\"credits\":[{%'"
        for found in connection.batches(query, (), 1000):
            origins.update((c["name"], c["role"]) for (extra,) in found for c in json.loads(extra)["credits"])
    credited = sorted(origins.items(), key=lambda i: (-i[1], i[0]))[:40]
    names = ("publisher", "reports", "voices", "events", "statements", "claimed", "first", "last")
    return {
        "publishers": [dict(zip(names, r)) for r in rows],
        "origins": [{"name": n, "role": role, "reports": c} for (n, role), c in credited],
    }


def alarms_view(store: Store) -> dict[str, Any]:
    """What rings by the shipped rules: over the whole of a small record, over its last 120 days in a large one. Newest first."""
    from tocsin.alarm.form import alarm_to_dict
    from tocsin.alarm.hearing import heard_in
    from tocsin.alarm.ring import alarms_of
    from tocsin.alarm.rules import shipped_rules

    whole = store.totals()["events"] <= _LISTENED
    heard = heard_in(store, since="1900-01-01" if whole else None)
    rules = shipped_rules()
    found = alarms_of(heard.signals, heard.coverage, rules, heard.names)
    return {
        "alarms": [_alarm(alarm_to_dict(a), heard.names) for a in reversed(found)][:200],
        "more": max(0, len(found) - 200),
        "whole": whole,
        "rules": [r.name for r in rules],
    }


def _alarm(alarm: dict[str, Any], names: Any) -> dict[str, Any]:
    """An alarm with its parties named and its acts linked to the words they rest on."""
    acts = [
        {
            "day": h["day"],
            "type": h["event_type"],
            "mode": h["mode"],
            "text": h["text"],
            "killed": h["killed"],
            "sources": h["sources"],
            "href": f"/reports/{h['reports'][0]}?fact={h['events'][0]}" if h["reports"] and h["events"] else "/alarms",
        }
        for h in alarm["happenings"][:12]
    ]
    return {
        **alarm,
        "names": [names.get(p, p) for p in alarm["parties"]],
        "happenings": acts,
        "acts": len(alarm["happenings"]),
    }
