"""Engines: each is a map over shards with retries, and nothing more; what makes a run exact lies in the shards.

`local` is a pool of processes on this machine, `dask` a Dask cluster (one of its own where no scheduler is named).
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from types import MappingProxyType
from typing import Any

from tocsin.errors import DataMissing, TocsinError
from tocsin.scale.pool import new_pool
from tocsin.scale.shards import Shard
from tocsin.scale.work import Job, code_shard

Row = dict[str, Any]
Engine = Callable[[Sequence[Shard], Job, int, str | None], Iterator[Row]]
IDLE_BREAKS = 8
"""How often in a row all processes may die without one shard done before the run gives up."""
_AHEAD = 2


def local(shards: Sequence[Shard], job: Job, workers: int, address: str | None = None) -> Iterator[Row]:
    """Rows of the shards as they are done, by a pool of processes; a pool whose process was killed is replaced."""
    left = {shard.number: shard for shard in shards}
    breaks = 0
    while left:
        try:
            for row in _by_pool(list(left.values()), job, workers):
                del left[row["number"]]
                breaks = 0
                yield row
        except BrokenProcessPool as error:
            breaks += 1
            if breaks >= IDLE_BREAKS:
                raise TocsinError(
                    f"the coding processes died {breaks} times in a row", advice="they may run out of memory: use fewer workers"
                ) from error


def _by_pool(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Row]:
    waiting = iter(shards)
    pool = new_pool(min(workers, len(shards)), job.settings)
    try:
        running = {pool.submit(code_shard, s, job) for s in itertools.islice(waiting, workers * _AHEAD)}
        while running:
            done: set[Future[Row]]
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                row = future.result()
                running |= {pool.submit(code_shard, s, job) for s in itertools.islice(waiting, 1)}
                yield row
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def dask(shards: Sequence[Shard], job: Job, workers: int, address: str | None = None) -> Iterator[Row]:
    """Rows of the shards as they are done, by the cluster at `address`, else by one of `workers` processes started here."""
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise DataMissing("Dask is not installed", advice="pip install distributed, or use --engine local") from error
    cluster = None if address else distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    with distributed.Client(address or cluster, set_as_default=False) as client:
        waiting = iter(shards)
        deaths: dict[int, int] = {}
        running: dict[Any, Shard] = {}

        def submit(shard: Shard) -> Any:
            future = client.submit(code_shard, shard, job, pure=False, retries=2)
            running[future] = shard
            return future

        try:
            first = [submit(s) for s in itertools.islice(waiting, max(1, workers) * _AHEAD * 2)]
            stream = distributed.as_completed(first, loop=client.loop)
            for future in stream:
                shard = running.pop(future)
                try:
                    row: Row = future.result()
                except distributed.KilledWorker as error:
                    deaths[shard.number] = deaths.get(shard.number, 0) + 1
                    if deaths[shard.number] >= IDLE_BREAKS:
                        raise TocsinError(f"the workers died {deaths[shard.number]} times in a row in one shard", where=shard.name) from error
                    stream.add(submit(shard))
                    continue
                for shard in itertools.islice(waiting, 1):
                    stream.add(submit(shard))
                yield row
        finally:
            if cluster is not None:
                cluster.close()


ENGINES: Mapping[str, Engine] = MappingProxyType({"local": local, "dask": dask})
