"""Engines: what ends a run, what a worker refuses, and who may listen."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from archives import command, environment
from tocsin.errors import SettingsError, TocsinError
from tocsin.pipeline import load_coder
from tocsin.scale.engines import IDLE_BREAKS, Patience, dask
from tocsin.scale.output import prepare_folders
from tocsin.scale.shards import plan
from tocsin.scale.work import Job, Marks, code_shard
from tocsin.settings import Settings

pytestmark = pytest.mark.timeout(300)


def test_deaths_before_any_work_end_the_run(tmp_path: Path) -> None:
    """Four in a row with nothing begun; one that got as far as an article begins the count anew."""
    patience = Patience(str(tmp_path))
    for _ in range(IDLE_BREAKS - 1):
        patience.died(RuntimeError())
    Marks(tmp_path, "shard").put("from 0")
    for _ in range(IDLE_BREAKS):
        patience.died(RuntimeError())
    with pytest.raises(TocsinError, match="before they began"):
        patience.died(RuntimeError())


def test_an_exception_is_no_death(tmp_path: Path) -> None:
    """Marks left by an exception hold no new death; left by a process that is gone they hold one more."""
    Marks(tmp_path, "shard").put("write")
    marks = Marks(tmp_path, "shard")
    assert marks.deaths("write") == 1
    with contextlib.suppress(ValueError), marks:
        marks.put("write")
        raise ValueError
    assert Marks(tmp_path, "shard").deaths("write") == 1
    with Marks(tmp_path, "shard") as marks:
        marks.put("write")
    assert Marks(tmp_path, "shard").deaths("write") == 0


def test_a_worker_of_another_version_is_refused(archive: Path, tmp_path: Path) -> None:
    """It says what differs, and writes nothing."""
    settings = Settings()
    run = dataclasses.replace(load_coder(settings).run, coder="tocsin 0.0.1")
    prepare_folders(tmp_path)
    with pytest.raises(SettingsError, match=r"coder tocsin .*, not tocsin 0\.0\.1"):
        code_shard(plan([str(archive)], run)[0], Job(str(tmp_path), "jsonl", settings, run))
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_a_scheduler_that_does_not_answer_is_told(archive: Path, tmp_path: Path) -> None:
    """With where and what to do."""
    config = pytest.importorskip("dask.config")
    pytest.importorskip("distributed")
    run = load_coder(Settings()).run
    job = Job(str(tmp_path), "jsonl", Settings(), run)
    with config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(SettingsError, match="no Dask scheduler") as told:
        list(dask(plan([str(archive)], run), job, 1, "tcp://127.0.0.1:9"))
    assert told.value.where == "tcp://127.0.0.1:9"


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_only_loopback_is_listened_on_and_workers_end_with_the_driver(archive: Path, tmp_path: Path, engine: str) -> None:
    """While it works no process listens on an outer address; the driver killed alone, its workers are gone soon after."""
    if engine == "dask":
        pytest.importorskip("distributed")
    out = tmp_path / "out"
    process = subprocess.Popen(command(archive, out, "--engine", engine), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 120
    while not list(out.glob("manifest/*.json")) and time.monotonic() < limit:
        time.sleep(0.01)
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    workers = [p for p in family[1:] if p.memory_info().rss > 150_000_000]
    listening = {c.laddr.ip for p in family if p.is_running() for c in p.net_connections() if c.status == psutil.CONN_LISTEN}
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert workers
    assert listening <= {"127.0.0.1"}
    assert not psutil.wait_procs(workers, timeout=60)[1]
