"""`tocsin record`, `export` and `serve` on a record named by path or by URL."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import pytest

from made import LATER, account
from tocsin.cli import main
from tocsin.jsonform import account_to_json
from tocsin.serve.command import open_record


def run(*arguments: object) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return int(ended.value.code or 0)


def test_a_record_is_kept_and_looked_at(record_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = account()
    source, target = tmp_path / "accounts.jsonl", tmp_path / "out.csv"
    later = dataclasses.replace(one, run=LATER, events=(dataclasses.replace(one.events[0], mode="aerial"),))
    source.write_text("".join(account_to_json(a) + "\n" for a in (one, account("They shelled it again.", publisher="Wire"), later)), encoding="utf-8")
    assert run("record", "add", record_url, source, "--accounts") == 0
    assert "2 new, 1 recoded" in capsys.readouterr().err
    assert run("record", "show", record_url, "--type", "ASSAULT", "--text", "shelled") == 0
    assert "2 reports · 2 events" in capsys.readouterr().out
    assert run("record", "link", record_url) == 0
    assert run("record", "diff", record_url, "--json") == 0
    assert json.loads(capsys.readouterr().out)["fields"] == [["mode", "heavy-weapons", "aerial"]]
    assert run("export", record_url, "-o", target) == 0
    assert [r["event_mode"] for r in csv.DictReader(target.open(encoding="utf-8"))] == ["heavy-weapons", "aerial"]
    assert run("record", "withdraw", record_url, one.report.id, "--reason", "retracted") == 0
    store, kept = open_record(record_url, read_only=True)
    with store:
        assert (store.totals()["reports"], store.totals()["withdrawn"], kept) == (1, 1, True)
