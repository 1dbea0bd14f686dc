"""The gate: no measured figure falls under its pinned floor. Skips where the labelled data is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.evaluate import command
from tocsin.evaluate.measures import AREAS, Figure

QUICK = [name for name in AREAS if name not in ("tolls", "incidents")]
"""Areas measured on every run; the others take minutes and are measured by `tocsin evaluate`."""


@pytest.mark.parametrize("area", QUICK)
def test_figures_hold_their_floors(area: str, shared: Path) -> None:
    """Each figure of the area is at or over its floor."""
    folder = shared / "data"
    low = command.fallen(command.measure([area], folder), folder)
    assert not low, "\n".join(low)


def test_pin_raises_and_never_lowers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A better figure raises its floor, a worse one does not lower it, unless told to; a worse one is reported."""
    (tmp_path / "events").mkdir()
    monkeypatch.setattr(command, "FLOORS", tmp_path / "floors.json")
    assert command.pin([Figure("events", "x", "f1", 0.8)], tmp_path) == 1
    assert command.pin([Figure("events", "x", "f1", 0.7)], tmp_path) == 0
    low = command.fallen([Figure("events", "x", "f1", 0.7)], tmp_path)
    assert len(low) == 1
    assert "under its floor of 0.8000" in low[0]
    assert command.pin([Figure("events", "x", "f1", 0.7)], tmp_path, allow_regression=True) == 1
    assert command.fallen([Figure("events", "x", "f1", 0.7)], tmp_path) == []


def test_other_data_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Floors of one corpus are never held against another."""
    (tmp_path / "events").mkdir()
    monkeypatch.setattr(command, "FLOORS", tmp_path / "floors.json")
    command.pin([Figure("events", "x", "f1", 0.8)], tmp_path)
    (tmp_path / "events" / "more.jsonl").write_text("{}\n", encoding="utf-8")
    assert "not that of the floors" in command.fallen([], tmp_path)[0]
