"""What people decided, measured: confirmed, rejected and corrected facts of a record, by way of the desk's labelled data."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tocsin.commands.evaluate import evaluate
from tocsin.errors import InputError
from tocsin.evaluate.judged import read_labels, shares
from tocsin.pipeline import load_coder
from tocsin.read.report import make_report
from tocsin.serve.labels import labels
from tocsin.store import open_store

TEXT = "BAKU, July 3 - Armenian forces shelled Tartar on Friday, killing two civilians. France condemned the attack."


def test_judgements_become_labels_and_labels_figures(tmp_path: Path) -> None:
    """Each verdict gives its own figure; a correction that the coder does not reach counts as wrong; the command prints them."""
    account = next(iter(load_coder().code_reports([make_report(TEXT, published="2020-07-03", title="Shelling")])))
    assault, accuse = (next(e for e in account.events if e.event_type == t) for t in ("ASSAULT", "ACCUSE"))
    span = {"start": TEXT.index("Tartar"), "end": TEXT.index("Tartar") + 6, "quote": "Tartar"}
    with open_store(str(tmp_path / "record.db")) as store:
        store.add(account)
        store.judge(assault.id, "correct", author="anna", fields={"mode": "suicide-attack", "place": {"text": "Tartar", "span": span}})
        store.judge(accuse.id, "confirm", author="anna")
        store.judge(account.tolls[0].id, "reject", author="boris", reason="counted twice")
        (tmp_path / "labels.jsonl").write_text("\n".join(labels(store)), encoding="utf-8")
    read = read_labels(tmp_path / "labels.jsonl")
    assert {(x["kind"], x["verdict"]) for x in read} == {("event", "correct"), ("event", "confirm"), ("toll", "reject")}
    assert all(x["report"]["text"] == TEXT for x in read)
    found = {s.name: (s.right, s.total) for s in shares(read, {account.report.id: account})}
    assert found == {
        "events confirmed, still coded": (1, 1),
        "events corrected: mode": (0, 1),
        "events corrected: place": (1, 1),
        "tolls rejected, no longer coded": (0, 1),
    }
    done = CliRunner().invoke(evaluate, ["--judged", str(tmp_path / "labels.jsonl")], catch_exceptions=False, standalone_mode=False)
    assert "events confirmed, still coded" in done.output


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    """A line that is no labelled fact is told with its number."""
    path = tmp_path / "labels.jsonl"
    path.write_text('{"kind": "event"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"labels\.jsonl:1"):
        read_labels(path)
