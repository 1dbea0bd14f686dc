"""`tocsin ingest` from the command line: adds, tells, keeps problems, and changes nothing the second time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.cli import main
from tocsin.store import open_store

REPORT = "Azerbaijani forces shelled Armenian positions near Martakert on Monday. Armenia condemned the attack."


def run(*arguments: str | Path) -> int:
    """The exit code of a command line."""
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return int(ended.value.code or 0)


def test_ingest_twice(tmp_path: Path, record_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One report, one failure, both kept; the second time both are known; the problem is listed."""
    folder, record = tmp_path / "in", record_url
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps({"text": REPORT, "date": "2020-09-28", "source": "Wire"}) + "\n{no\n")
    assert run("ingest", folder, "--record", record) == 1
    assert "1 added, 1 failed" in capsys.readouterr().err
    with open_store(record) as store:
        before = store.last_change()
        assert store.totals()["reports"] == 1
        assert store.totals()["events"] >= 1
    assert run("ingest", folder, "--record", record) == 1
    assert "0 added, 1 known before, 1 failed" in capsys.readouterr().err
    with open_store(record) as store:
        assert store.last_change() == before
    assert run("ingest", "--problems", "--json", "--record", record) == 0
    (problem,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert problem["where"].endswith("a.jsonl:2")
    assert "not valid JSON" in problem["message"]


def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Told before anything is done."""
    assert run("ingest", "--record", tmp_path / "r.db") == 2
    assert run("ingest", "x", "--map", "text", "--record", tmp_path / "r.db") == 2
    assert run("watch", "x.opml", "--every", "soon", "--record", tmp_path / "r.db") == 2
    assert "maps no column" in capsys.readouterr().err
    assert not (tmp_path / "r.db").exists()


def test_alarms_of_a_record(tmp_path: Path, record_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty record has none; a missing one and wrong rules are told."""
    record, rules = record_url, tmp_path / "rules.toml"
    open_store(record).close()
    assert run("alarms", "--record", record) == 0
    assert "no alarms" in capsys.readouterr().out
    rules.write_text('[[rule]]\nname = "x"\nkind = "boom"\n')
    assert run("alarms", "--rules", rules, "--check") == 4
    assert "kind is 'boom'" in capsys.readouterr().err
    assert run("alarms", "--record", tmp_path / "none.db") == 4
