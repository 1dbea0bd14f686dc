"""Alarms in a terminal: the gravest days first, each with its reason and the acts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.alarm.ring import Alarm

_COLOURS = {"alarm": "bold red", "alert": "bold yellow", "notice": "bold cyan"}
_ACTS = 4


def print_alarms(alarms: Sequence[Alarm], console: Any = None) -> None:
    """Prints the alarms, the latest last, so that it stands above the prompt."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    def inner(*parts: Any, style: str = "") -> Padding:
        return Padding(Text.assemble(*parts, style=style), (0, 0, 0, 8))

    console = console or Console()
    if not alarms:
        console.print("no alarms", highlight=False)
        return
    for alarm in alarms:
        head = Text.assemble(
            (f"{alarm.level.upper():<7}", _COLOURS.get(alarm.level, "bold")),
            (alarm.day, "dim"),
            "  ",
            (alarm.headline, "bold"),
        )
        console.print(head)
        console.print(inner(f"{alarm.rule}: {alarm.reason}"))
        for act in alarm.happenings[:_ACTS]:
            told = ", ".join(sorted(act.sources))
            killed = f", {act.killed} killed" if act.killed else ""
            name = f"{act.event_type}{f' {act.mode}' if act.mode else ''}"
            console.print(inner(f"· {name}{killed} ", (f"“{_short(act.text)}”", "italic"), (f"  {told}", "dim")))
        if len(alarm.happenings) > _ACTS:
            console.print(inner(f"and {len(alarm.happenings) - _ACTS} more", style="dim"))
    console.print(Text("Machine-coded from news reports; check the sources before you act on it.", style="dim"))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
