"""Coding in several processes: reports go out in small chunks, accounts come back in the order of the reports.

spaCy's own `n_process` sends whole documents between processes and gains 1.3× on two cores; here only reports and
accounts travel. Processes are spawned, so a script that uses this needs the usual `if __name__ == "__main__":`.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from tocsin.errors import TocsinError
from tocsin.pipeline import load_coder
from tocsin.records import Account, Report
from tocsin.settings import Settings, load_settings

CHUNK = 16
"""Reports in a chunk: as many as the parser takes at once."""
AHEAD = 3
"""Chunks in flight per process: enough that none waits, few enough that memory stays flat."""

Told = tuple[type[TocsinError], str, str | None, str]
"""An error in a form that survives the way between processes."""


def code_in_processes(
    reports: Iterable[Report], settings: Settings | None = None, *, workers: int = 2, chunk: int = CHUNK
) -> Iterator[Account]:
    """The accounts of `reports`, streaming, in order, the same as from one process.

    Raises the error of the first report that cannot be coded, after the accounts of those before it.
    """
    settings = settings or load_settings()
    stream = iter(reports)
    with new_pool(workers, settings) as pool:
        waiting: deque[Future[tuple[list[Account], Told | None]]] = deque()
        try:
            while True:
                while len(waiting) < workers * AHEAD and (some := list(itertools.islice(stream, chunk))):
                    waiting.append(pool.submit(_code, some, settings))
                if not waiting:
                    return
                accounts, error = waiting.popleft().result()
                yield from accounts
                if error is not None:
                    kind, message, where, advice = error
                    raise kind(message, where=where, advice=advice)
        except BrokenProcessPool as error:
            raise TocsinError(
                "a coding process ended before its time", advice="it may have run out of memory; use fewer workers"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def new_pool(workers: int, settings: Settings, **options: Any) -> ProcessPoolExecutor:
    """A pool of spawned processes, each with its coder loaded before the first task."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes, not threads, share the cores
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=(settings,), **options)


def prepare(settings: Settings) -> None:
    """Loads the coder of this process and keeps the collector from walking through it again and again."""
    load_coder(settings)
    gc.collect()
    gc.freeze()


def _code(reports: Sequence[Report], settings: Settings) -> tuple[list[Account], Told | None]:
    """The accounts of a chunk up to the first report that cannot be coded, and that one's error."""
    coder = load_coder(settings)
    done: list[Account] = []
    try:
        done.extend(coder.code_reports(reports))
        return done, None
    except TocsinError:
        done.clear()
    for report in reports:
        try:
            done.extend(coder.code_reports([report]))
        except TocsinError as error:
            return done, (type(error), error.message, error.where, error.advice)
    return done, None
