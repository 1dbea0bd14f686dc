"""An article, or a whole shard, that kills or holds the process which codes it is quarantined; everything else is coded."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from archives import ROOT, command, digest, report
from tocsin.scale.output import accounts_in

FAULTS = """
import os, signal, time
import tocsin.pipeline as pipeline, tocsin.scale.inputs as inputs, tocsin.scale.work as work

work.STUCK_SECONDS = 15

def deadly(module, name, word):
    plain = getattr(module, name)
    def function(*arguments):
        if word in repr(arguments):
            os.kill(os.getpid(), signal.SIGKILL)
        if "FAULT" in repr(arguments) and module is pipeline:
            raise RuntimeError("a fault")
        while "HANGS WHEN CODED" in repr(arguments) and module is pipeline:
            time.sleep(1)
        return plain(*arguments)
    setattr(module, name, function)

deadly(pipeline, "segments_of", "KILLS WHEN CODED")
deadly(inputs, "_line", "KILLS WHEN READ")
deadly(work, "write_shard", "KILLS WHEN WRITTEN")
"""
"""What every Python process of the run does first: faults of libraries cannot be had on order."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("engine", ["local", "dask"])
def test_what_kills_or_fails_is_quarantined(tmp_path: Path, engine: str) -> None:
    """One article kills when coded, one fails (one kills when read, one never ends, one shard kills when written): all else comes out, in one run."""
    if engine == "dask":
        pytest.importorskip("distributed")
    rows = [report(n) for n in range(40)]
    rows[3]["text"] += " KILLS WHEN CODED"
    rows[12]["text"] += " FAULT"
    if engine == "local":  # each death costs a start
        rows[5]["text"] += " KILLS WHEN READ"
        rows[17]["text"] += " HANGS WHEN CODED"
        rows[33]["text"] += " KILLS WHEN WRITTEN"
    source = tmp_path / "news.jsonl"
    lines = [json.dumps(r) + "\n" for r in rows]
    source.write_text("".join(lines), encoding="utf-8")
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS)
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path / 'faults'}:{ROOT / 'src'}"}
    out = tmp_path / "out"
    size = len("".join(lines[:20]))  # two shards of twenty
    arguments = [*command(source, out), "--engine", engine, "--format", "jsonl", "--shard-bytes", str(size)]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 1, done.stderr
    refused = [json.loads(line) for p in sorted((out / "quarantine").iterdir()) for line in p.read_text().splitlines()]
    expected = [("news.jsonl:0+4", "ProcessDied"), ("news.jsonl:0+13", "Fault")]
    lost = {3, 12}
    if engine == "local":
        expected[1:1] = [("news.jsonl:0+6", "ProcessDied")]
        expected.append(("news.jsonl:0+18", "ProcessDied"))
        expected.append((f"news.jsonl:{size}-{source.stat().st_size}", "ProcessDied"))
        lost |= {5, 17, *range(20, 40)}
    assert [(r["source"], r["error"]) for r in refused] == expected
    assert [a.report.url for a in accounts_in(out)] == [r["url"] for n, r in enumerate(rows) if n not in lost]
    assert not list((out / "marks").iterdir())
    before = digest(out)
    again = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert again.returncode == 1
    assert digest(out) == before
