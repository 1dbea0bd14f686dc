"""Engines: each is a map over shards with retries, and nothing more; what makes a run exact lies in the shards.

`local` is a pool of processes on this machine, `dask` a Dask cluster (one of its own, on the loopback address, where no
scheduler is named).
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from types import MappingProxyType
from typing import Any

from tocsin.errors import DataMissing, SettingsError, TocsinError
from tocsin.scale.pool import in_process, new_pool
from tocsin.scale.shards import Shard
from tocsin.scale.work import Job, code_shard, stirrings

Row = dict[str, Any]
Engine = Callable[[Sequence[Shard], Job, int, str | None], Iterator[Row]]
IDLE_BREAKS = 4
"""How often in a row processes may die before they come to any article, until the run gives up."""
AHEAD = 2
"""Shards handed out per process: one in work, one waiting."""
JOIN_SECONDS = 60
"""How long a cluster may be without a worker."""


class Patience:
    """Tells workers that die at their articles, which ends by itself (quarantine), from workers that cannot even start."""

    def __init__(self, out: str) -> None:
        self._out = out
        self._seen = stirrings(out)
        self._idle = 0

    def died(self, error: BaseException) -> None:
        """To be called when workers died; raises TocsinError where they did so again and again with nothing begun."""
        now = stirrings(self._out)
        self._idle = 0 if now != self._seen else self._idle + 1
        self._seen = now
        if self._idle >= IDLE_BREAKS:
            raise TocsinError(
                f"the coding processes died {IDLE_BREAKS} times in a row before they began to code",
                advice="they may run out of memory while loading (300 MB each): use fewer workers",
            ) from error


def local(shards: Sequence[Shard], job: Job, workers: int, address: str | None = None) -> Iterator[Row]:
    """Rows of the shards as they are done, by a pool of processes; a pool whose process was killed is replaced."""
    left = {shard.number: shard for shard in shards}
    patience = Patience(job.out)
    while left:
        try:
            for row in _by_pool(list(left.values()), job, workers):
                del left[row["number"]]
                yield row
        except BrokenProcessPool as error:
            patience.died(error)


def _by_pool(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Row]:
    waiting = iter(shards)
    others = set(multiprocessing.active_children())
    pool = new_pool(min(workers, len(shards)), job.settings)
    try:
        running = {pool.submit(in_process, code_shard, s, job) for s in itertools.islice(waiting, workers * AHEAD)}
        while running:
            done: set[Future[Row]]
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                row = future.result()
                running |= {pool.submit(in_process, code_shard, s, job) for s in itertools.islice(waiting, 1)}
                yield row
    except BaseException:  # interrupted, or a shard failed: nobody waits for what is in work
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def dask(shards: Sequence[Shard], job: Job, workers: int, address: str | None = None) -> Iterator[Row]:
    """Rows of the shards as they are done, by the cluster at `address`, else by one of `workers` processes started here.

    A cluster of our own that has lost all its workers and brings none back is replaced; another's ends the run.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise DataMissing("Dask is not installed", advice="pip install 'tocsin[cluster]', or use --engine local") from error
    left = {shard.number: shard for shard in shards}
    patience = Patience(job.out)
    while left:
        try:
            with _client(distributed, workers, address) as client:
                for row in _by_cluster(distributed, client, list(left.values()), job, patience):
                    del left[row["number"]]
                    yield row
        except Deserted as error:
            if address is not None:
                raise SettingsError(
                    f"the scheduler has had no worker for {JOIN_SECONDS} s", where=address,
                    advice="start some with `dask worker ADDRESS --nthreads 1 --nworkers N`; the same command goes on from here",
                ) from error
            patience.died(error)


def _by_cluster(distributed: Any, client: Any, shards: Sequence[Shard], job: Job, patience: Patience) -> Iterator[Row]:
    waiting = iter(shards)
    running: dict[Any, Shard] = {}

    def submit(some: Iterator[Shard]) -> list[Any]:
        futures = {client.submit(code_shard, shard, job, pure=False, retries=2): shard for shard in some}
        running.update(futures)
        return list(futures)

    stream = distributed.as_completed(submit(itertools.islice(waiting, _staff(client) * AHEAD)), loop=client.loop)
    while running:
        _await(stream, client)
        future = next(stream)
        shard = running.pop(future)
        try:
            row: Row = future.result()
        except distributed.KilledWorker as error:
            patience.died(error)
            stream.update(submit(iter([shard])))
            continue
        room = max(1, _staff(client) * AHEAD - len(running))  # workers come and go
        stream.update(submit(itertools.islice(waiting, room)))
        yield row


class Deserted(Exception):
    """A cluster has been without workers for too long."""


def _await(stream: Any, client: Any) -> None:
    """Waits for a shard to be done; raises Deserted where there has been no worker for JOIN_SECONDS."""
    last = time.monotonic()
    while not stream.has_ready():
        time.sleep(0.05)
        if time.monotonic() - last > JOIN_SECONDS / 10 and client.nthreads():
            last = time.monotonic()
        elif time.monotonic() - last > JOIN_SECONDS:
            raise Deserted


@contextlib.contextmanager
def _client(distributed: Any, workers: int, address: str | None) -> Iterator[Any]:
    """A client of the cluster at `address`, else of one on the loopback address that ends with the run."""
    with contextlib.ExitStack() as stack:
        if address is None:
            cluster = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
            )
            client = stack.enter_context(stack.enter_context(cluster).get_client())
        else:
            try:
                client = stack.enter_context(distributed.Client(address, set_as_default=False))
            except (OSError, ValueError) as error:
                raise SettingsError(
                    "no Dask scheduler answers there", where=address, advice="start one with `dask scheduler --host ADDRESS`"
                ) from error
        try:
            client.wait_for_workers(1, timeout=JOIN_SECONDS)
        except TimeoutError as error:
            raise Deserted from error
        yield client


def _staff(client: Any) -> int:
    """How many shards the workers of the cluster can take at once; raises SettingsError where one has several threads."""
    threads = client.nthreads()
    if crowded := [name for name, count in threads.items() if count > 1]:
        raise SettingsError(
            f"a worker has {threads[crowded[0]]} threads", where=crowded[0],
            advice="coding needs processes, not threads: start workers with --nthreads 1 --nworkers N",
        )
    return max(1, len(threads))


ENGINES: Mapping[str, Engine] = MappingProxyType({"local": local, "dask": dask})
