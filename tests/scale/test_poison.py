"""An article that kills the process which codes it is quarantined; all others of its shard are coded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archives import environment, report
from tocsin.scale.output import accounts_in

WORKER = """
import os, sys
import tocsin.pipeline as pipeline
from tocsin.scale.archive import run_of
from tocsin.scale.output import prepare_folders
from tocsin.scale.shards import plan
from tocsin.scale.work import Job, code_shard
from tocsin.settings import Settings
from pathlib import Path
plain = pipeline.segments_of
def deadly(report, settings):
    if "POISON" in report.text:
        os._exit(9)
    if "FAULT" in report.text:
        raise RuntimeError("a fault")
    return plain(report, settings)
pipeline.segments_of = deadly
prepare_folders(Path(sys.argv[2]))
for shard in plan([sys.argv[1]], run_of(Settings())):
    code_shard(shard, Job(sys.argv[2], "jsonl", Settings()))
"""


@pytest.mark.timeout(600)
def test_articles_that_kill_or_fail_are_quarantined(tmp_path: Path) -> None:
    """Of twenty articles one kills and one fails: eighteen accounts after as many tries as it takes, and both are named."""
    rows = [report(n) for n in range(20)]
    rows[5]["text"] += " POISON"
    rows[12]["text"] += " FAULT"
    source = tmp_path / "news.jsonl"
    source.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    out = tmp_path / "out"
    codes: list[int] = []
    while len(codes) < 8 and codes[-1:] != [0]:
        done = subprocess.run([sys.executable, "-c", WORKER, str(source), str(out)], env=environment(), capture_output=True, text=True, check=False)
        codes.append(done.returncode)
    assert codes == [9, 9, 9, 9, 0], done.stderr
    refused = [json.loads(line) for p in (out / "quarantine").iterdir() for line in p.read_text().splitlines()]
    assert [(r["source"], r["error"]) for r in refused] == [("news.jsonl:0+6", "ProcessDied"), ("news.jsonl:0+13", "RuntimeError")]
    assert [a.report.url for a in accounts_in(out)] == [r["url"] for n, r in enumerate(rows) if n not in (5, 12)]
