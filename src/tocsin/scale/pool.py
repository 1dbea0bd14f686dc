"""Coding in several processes: reports go out in small chunks, accounts come back in the order of the reports.

spaCy's own `n_process` sends whole documents between processes and gains 1.3× on two cores; here only reports and
accounts travel. Processes are spawned, so a script that uses this needs the usual `if __name__ == "__main__":`.
"""

from __future__ import annotations

import itertools
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from tocsin.errors import TocsinError
from tocsin.pipeline import load_coder
from tocsin.records import Account, Report
from tocsin.scale.batch import SIZE, coded
from tocsin.settings import Settings, load_settings

AHEAD = 3
"""Chunks in flight per process: enough that none waits, few enough that memory stays flat."""

Result = TypeVar("Result")
Told = tuple[type[TocsinError], str, str | None, str]
"""An error in a form that survives the way between processes."""


def code_in_processes(
    reports: Iterable[Report], settings: Settings | None = None, *, workers: int = 2, chunk: int = SIZE
) -> Iterator[Account]:
    """The accounts of `reports`, streaming, in order, the same as from one process.

    Raises the error of the first report that cannot be coded, after the accounts of those before it.
    """
    settings = settings or load_settings()
    stream = iter(reports)
    with new_pool(workers, settings) as pool:
        waiting: deque[Future[list[Account | Told]]] = deque()
        try:
            while True:
                while len(waiting) < workers * AHEAD and (some := list(itertools.islice(stream, chunk))):
                    waiting.append(pool.submit(in_process, _code, some, settings))
                if not waiting:
                    return
                for found in waiting.popleft().result():
                    if not isinstance(found, Account):
                        kind, message, where, advice = found
                        raise kind(message, where=where, advice=advice)
                    yield found
        except BrokenProcessPool as error:
            raise TocsinError(
                "a coding process ended before its time", advice="use fewer workers if memory ran out; a script that asks for workers needs `if __name__ == \"__main__\":`"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def new_pool(workers: int, settings: Settings, **options: Any) -> ProcessPoolExecutor:
    """A pool of spawned processes, each with its coder loaded before the first task."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes, not threads, share the cores
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=(settings,), **options)


def prepare(settings: Settings) -> None:
    """Loads the coder of this process, which ends when it is told to or when its parent is gone."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # an end that can be told from a death
    _end_with_parent()
    load_coder(settings)


def in_process(work: Callable[..., Result], *arguments: Any) -> Result:
    """What `work` gives, in a process of a pool; told to end, the process does, instead of taking that for a failed task."""
    try:
        return work(*arguments)
    except (SystemExit, KeyboardInterrupt):
        os._exit(128 + signal.SIGTERM)


def _end_with_parent() -> None:
    """Ends this process as soon as the one that started it is gone, however that was killed; else it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        multiprocessing.connection.wait([sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def _code(reports: Sequence[Report], settings: Settings) -> list[Account | Told]:
    """The account of each report of a chunk, or the error of one that cannot be coded."""
    found = coded(reports, load_coder(settings))
    return [f if isinstance(f, Account) else (type(f), f.message, f.where, f.advice) for f in found]
