"""The lexicon screen: frames with their wordings, a change tried on the record, and readings that were rejected."""

from __future__ import annotations

import dataclasses
import itertools
import re
import tempfile
from pathlib import Path
from typing import Any

from tocsin.errors import LexiconError
from tocsin.lexicon.frames import FrameIndex, load_frames, with_frames
from tocsin.present.words import event_words
from tocsin.records import Report
from tocsin.serve.desk import Desk
from tocsin.serve.problems import Problem
from tocsin.settings import Settings
from tocsin.store import Store

_TRIED_REPORTS = 60
"""Reports read again, twice; some five seconds."""
_EACH_WORD = 200
_HEADS = 40
_FRAMES = 80


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


def frame_source(settings: Settings, frame: str) -> str | None:
    """The lexicon file's own words for a frame, as a file of one frame that can be changed and tried; None where there is none."""
    found = next((f for f in load_frames(settings.lexicons).frames if f.id == frame), None)
    if found is None:
        return None
    path, _, line = found.where.rpartition(":")
    lines = Path(path).read_text(encoding="utf-8").split("\n")
    start = max(n for n in range(int(line)) if lines[n].startswith("[["))
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith(("[[", "# ---"))), len(lines))
    text = "\n".join(lines[start:end]).rstrip() + "\n"
    return text if not found.type or re.search(r"^type *=", text, re.M) else f'type = "{found.type}"\n\n{text}'


def try_frames(desk: Desk, toml: str) -> dict[str, Any]:
    """Which events of the record would come or go with new or changed frames; nothing is kept.

    Read again are reports that hold a word of the frames, with and without them; others cannot change.
    """
    from tocsin.pipeline import load_coder

    before = load_frames(desk.settings.lexicons)
    after = _with(before, toml)
    known = {f.id: f for f in before.frames}
    touched = [f for f in after.frames if f is not known.get(f.id)]
    heads = {h for f in touched for old in (f, known.get(f.id)) if old for p in old.patterns for h in p.heads}
    reports, held = _holding(desk.store, sorted(heads))
    coder = load_coder(desk.settings)
    changes = []
    with desk.coding:
        plain = list(coder.code_reports(reports))
        tried = list(dataclasses.replace(coder, frames=after).code_reports(reports))
    for one, two in zip(plain, tried):
        old, new = ({(e.event_type, e.mode, e.evidence[0].start): e for e in a.events} for a in (one, two))
        changes += [_change("gone", e, one.report) for k, e in old.items() if k not in new]
        changes += [_change("new", e, two.report) for k, e in new.items() if k not in old]
    replaced = sorted(f.id for f in touched if f.id in known)
    return {"reports": len(reports), "holding": held, "replaced": replaced, "changes": changes}


def _with(index: FrameIndex, toml: str) -> FrameIndex:
    """The frames with those of `toml`; raises a problem that names the line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tried.toml")
        path.write_text(toml, encoding="utf-8")
        try:
            return with_frames(index, path)
        except LexiconError as error:
            line = (error.where or "").rpartition(":")[2]
            raise Problem(
                422,
                "lexicon",
                f"line {line}: {error.message}" if line.isdigit() else error.message,
                errors=[{"field": "body.toml", "detail": error.message}],
            ) from error


def _holding(store: Store, heads: list[str]) -> tuple[list[Report], int]:
    """Reports that hold one of the words in some form, the newest first, at most so many; and how many hold one."""
    found: dict[str, Report] = {}
    for head in heads[:_HEADS]:
        for word in head.split("|"):
            stem = word[: max(3, len(word) - 2)] if len(word) > 4 else word
            for stored in itertools.islice(store.reports(text=f"{stem}*"), _EACH_WORD):
                found[stored.report.id] = stored.report
    ordered = sorted(found.values(), key=lambda r: (r.published or "", r.id), reverse=True)
    return ordered[:_TRIED_REPORTS], len(found)


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
