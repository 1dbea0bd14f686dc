"""Figures of the quality, sources, lexicon and alarms screens."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import LexiconError
from tocsin.lexicon.frames import load_frames
from tocsin.present.words import event_words
from tocsin.serve.problems import Problem
from tocsin.serve.reportlist import report_page
from tocsin.settings import Settings
from tocsin.store import Store

if TYPE_CHECKING:
    from tocsin.serve.desk import Desk

_TRIED_REPORTS = 40
_FRAMES = 80
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


def lexicon_view(settings: Settings, *, text: str, kind: str) -> dict[str, Any]:
    """Frames with their wordings and examples; `text` searches ids, wordings and examples."""
    frames = load_frames(settings.lexicons).frames
    wanted = text.lower()
    found = [
        f
        for f in frames
        if (not kind or f.type == kind)
        and (
            not wanted
            or wanted in f.id.lower()
            or any(wanted in p.source.lower() for p in f.patterns)
            or any(wanted in e.text.lower() for e in f.examples)
        )
    ]
    return {
        "total": len(found),
        "frames": [
            {
                "id": f.id,
                "type": f.type,
                "mode": f.mode,
                "cameo": f.cameo,
                "content": f.content,
                "wordings": [{"kind": p.kind, "text": p.source} for p in f.patterns[:40]],
                "more": max(0, len(f.patterns) - 40),
                "examples": [e.text for e in f.examples[:4]],
                "not_examples": list(f.not_examples[:3]),
                "where": Path(f.where).name,
            }
            for f in found[:_FRAMES]
        ],
    }


def try_frames(desk: Desk, toml: str) -> dict[str, Any]:
    """Which events of the newest reports would come or go with further frames; nothing is kept."""
    from tocsin.pipeline import load_coder

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "frames", "tried.toml")
        path.parent.mkdir()
        path.write_text(toml, encoding="utf-8")
        try:
            frames = load_frames.__wrapped__((*desk.settings.lexicons, folder))
        except LexiconError as error:
            line = (error.where or "").rpartition(":")[2]
            raise Problem(
                422,
                "lexicon",
                f"line {line}: {error.message}" if line.isdigit() else error.message,
                errors=[{"field": "body.toml", "detail": error.message}],
            ) from error
    coder = dataclasses.replace(load_coder(desk.settings), frames=frames)
    ids = [r["id"] for r in report_page(desk.store, limit=_TRIED_REPORTS)["items"]]
    newest = list(desk.store.reports(ids=ids)) if ids else []
    changes = []
    with desk.coding:
        plain = list(load_coder(desk.settings).code_reports([s.report for s in newest]))
        tried = list(coder.code_reports([s.report for s in newest]))
    for before, after in zip(plain, tried):
        old, new = ({(e.event_type, e.mode, e.evidence[0].start): e for e in a.events} for a in (before, after))
        changes += [_change("gone", e, before.report) for k, e in old.items() if k not in new]
        changes += [_change("new", e, after.report) for k, e in new.items() if k not in old]
    return {"reports": len(newest), "changes": changes}


def _change(how: str, event: Any, report: Any) -> dict[str, Any]:
    return {
        "how": how,
        "type": event.event_type,
        "mode": event.mode,
        "summary": event_words(event),
        "quote": event.evidence[-1].quote,
        "report": report.title or report.id,
        "href": f"/reports/{report.id}",
        "rule": event.rule,
    }


def rejected_readings(desk: Desk, text: str) -> dict[str, Any]:
    """What else the words of a sentence could have been coded as, and why they were not."""
    from tocsin.pipeline import load_coder
    from tocsin.present.explanation import explanation_of

    with desk.coding:
        sentences = explanation_of(text, load_coder(desk.settings)).sentences
    found: list[dict[str, str]] = []
    for sentence in sentences:
        for act in sentence.acts:
            if act.dropped:
                found.append({"entry": act.pattern, "frame": act.rule, "reason": act.dropped})
            found += [{"entry": o.pattern, "frame": o.frame, "reason": o.reason} for o in act.others]
        found += [
            {"entry": m.pattern, "frame": m.frame, "reason": m.reason}
            for _, misses in sentence.unmatched
            for m in misses
        ]
    return {"rejected": list({(f["entry"], f["frame"]): f for f in found}.values())[:40]}


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
