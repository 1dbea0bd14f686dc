"""Archives coded shard by shard: what comes out, and that killing workers or the driver changes no byte of it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from archives import command, digest, environment, run
from tocsin.scale.output import accounts_in

pytestmark = pytest.mark.timeout(600)


def test_every_article_is_coded_or_quarantined(undisturbed: Path) -> None:
    """Ninety accounts and two refusals, and the manifest counts them."""
    accounts = list(accounts_in(undisturbed))
    assert len(accounts) == 90
    assert len({a.report.id for a in accounts}) == 90
    assert all(a.events and a.statements and a.tolls for a in accounts)
    rows = [json.loads(line) for line in (undisturbed / "manifest.jsonl").read_text().splitlines()]
    assert len(rows) > 5
    assert sum(r["coded"] for r in rows) == 90
    refused = [json.loads(line) for p in (undisturbed / "quarantine").iterdir() for line in p.read_text().splitlines()]
    assert sorted(r["error"] for r in refused) == ["EmptyReport", "InputError"]


def test_separators_of_lines_in_a_text_do_not_break_it(tmp_path: Path) -> None:
    """U+2028 and U+0085 stand raw in JSON lines; they end no line."""
    source = tmp_path / "news.jsonl"
    texts = [f"Troops shelled the town on Monday, killing {n} people.{mark}France condemned the attack." for n, mark in enumerate("\u2028\x85\u2029", 3)]
    source.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts), encoding="utf-8")
    assert run(source, tmp_path / "out", "--format", "jsonl").returncode == 0
    assert len(list(accounts_in(tmp_path / "out"))) == 3


def test_what_is_done_is_not_done_again(archive: Path, undisturbed: Path) -> None:
    """A second run touches nothing."""
    before = {p: p.stat().st_mtime_ns for p in undisturbed.glob("*/part-*")}
    done = run(archive, undisturbed)
    assert "coded, 2 quarantined" in done.stdout
    assert "shard 1 of" not in done.stderr
    assert before == {p: p.stat().st_mtime_ns for p in undisturbed.glob("*/part-*")}


def test_another_run_is_refused_in_the_same_folder(archive: Path, undisturbed: Path) -> None:
    """Other settings of coding are another run."""
    done = subprocess.run(
        command(archive, undisturbed), env={**environment(), "TOCSIN_TERRITORY_POLICY": "de-facto"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert "another run" in done.stderr


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_killed_workers_and_drivers_change_nothing(archive: Path, undisturbed: Path, tmp_path: Path, engine: str) -> None:
    """Workers are killed while they work, then the driver with all of them; run again to the end, the bytes are the same."""
    if engine == "dask":
        pytest.importorskip("distributed")
    chance = random.Random(7)
    out = tmp_path / "out"
    kills = 0
    for attempt in range(8):
        process = subprocess.Popen(
            command(archive, out, "--engine", engine), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
        if attempt < 4:
            kills += _disturb(process, out, chance, driver=attempt % 2 == 1)
        process.communicate(timeout=300)
        if process.returncode in (0, 1):
            break
    assert process.returncode == 1
    assert kills
    assert digest(out) == digest(undisturbed)


def _disturb(process: subprocess.Popen[bytes], out: Path, chance: random.Random, *, driver: bool) -> int:
    """Waits for one more shard to be done, then kills a worker, or the driver and all that it started; how many died."""
    before = len(list(out.glob("manifest/*.json")))
    limit = time.monotonic() + 120
    while process.poll() is None and len(list(out.glob("manifest/*.json"))) <= before and time.monotonic() < limit:
        time.sleep(0.01)
    if process.poll() is not None:
        return 0
    time.sleep(chance.random() * 0.2)
    try:
        workers = [p for p in psutil.Process(process.pid).children(recursive=True) if p.memory_info().rss > 150_000_000]
    except psutil.NoSuchProcess:
        return 0
    if driver:
        os.killpg(process.pid, signal.SIGKILL)
        for worker in workers:  # a process group of its own does not save them
            if worker.is_running():
                worker.kill()
        return 1 + len(workers)
    for worker in workers[:1]:
        worker.kill()
    return len(workers[:1])


@pytest.mark.parametrize("form", ["warc", "parquet", "jsonl.gz"])
def test_other_inputs_hold_the_same_articles(archive: Path, tmp_path: Path, form: str) -> None:
    """The reports as pages of a web archive, rows of Parquet or compressed lines: every one is read once."""
    rows = [json.loads(line) for line in archive.read_text().splitlines() if line.startswith('{"text": "T')][:24]
    source = tmp_path / f"news.{form}"
    if form == "warc":
        _write_warc(source.with_suffix(".warc.gz"), rows)
        source = source.with_suffix(".warc.gz")
    elif form == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        import pyarrow

        parquet.write_table(pyarrow.Table.from_pylist(rows), source, row_group_size=7)
    else:
        import gzip

        source.write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in rows).encode()))
    from tocsin.scale.archive import run_of
    from tocsin.scale.inputs import items_of_shard
    from tocsin.scale.shards import plan
    from tocsin.settings import Settings

    shards = plan([str(source)], run_of(Settings()), size=16_000)
    items = [item for shard in shards for item in items_of_shard(shard, Settings())]
    assert len(shards) > 1 or form == "jsonl.gz"
    assert [item.error for item in items] == [None] * 24
    assert [item.report.url for item in items if item.report] == [r["url"] for r in rows]


def _write_warc(path: Path, rows: list[dict[str, str]]) -> None:
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for row in rows:
            paragraphs = "".join(f"<p>{p}</p>" for p in row["text"].split("\n\n"))
            page = f"<!DOCTYPE html><html><head><title>News</title></head><body><article><h1>News</h1>{paragraphs}</article></body></html>"
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(row["url"], "response", payload=BytesIO(page.encode()), http_headers=headers))
