"""An alarm as JSON, and back: what is kept in the record and what webhooks get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tocsin.alarm.ring import Alarm
from tocsin.alarm.signals import Happening


def alarm_to_dict(alarm: Alarm) -> dict[str, Any]:
    """Plain values in the order of the fields; sources are named and sorted."""
    found = asdict(alarm)
    found["happenings"] = [
        {**asdict(h), "sources": sorted(h.sources), "actors": sorted(h.actors)} for h in alarm.happenings
    ]
    return found


def alarm_to_json(alarm: Alarm) -> str:
    """One line; the same alarm gives the same bytes."""
    return json.dumps(alarm_to_dict(alarm), ensure_ascii=False)


def alarm_from_dict(raw: Mapping[str, Any]) -> Alarm:
    """The alarm that `alarm_to_dict` wrote."""
    acts = tuple(
        Happening(
            **{
                **h,
                "dyad": tuple(h["dyad"]),
                "sources": frozenset(h["sources"]),
                "actors": frozenset(h["actors"]),
                "events": tuple(h["events"]),
                "reports": tuple(h["reports"]),
            }
        )
        for h in raw["happenings"]
    )
    return Alarm(**{**raw, "parties": tuple(raw["parties"]), "happenings": acts})


def as_text(alarm: Alarm) -> str:
    """An alarm for people, as mails and feeds carry it: headline, reason, and each act with its sources and words."""
    lines = [f"{alarm.headline}", f"{alarm.day} · {alarm.rule} · {alarm.level}", alarm.reason, ""]
    for act in alarm.happenings[:12]:
        killed = f", {act.killed} killed" if act.killed else ""
        what = f"{act.event_type}{f' {act.mode}' if act.mode else ''}"
        told = ", ".join(sorted(act.sources)) or "unnamed source"
        lines += [f"{act.day} {what} ({' – '.join(act.dyad)}{killed}) — {told}", f"    “{act.text}”"]
        lines.append(f"    {act.incident or ', '.join(act.events[:4])}")
    if len(alarm.happenings) > 12:
        lines.append(f"and {len(alarm.happenings) - 12} more")
    return "\n".join(lines) + "\n\nMachine-coded from news reports; check the sources before you act on it.\n"
