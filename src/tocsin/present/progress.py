"""A progress bar on standard error for long work; nothing at all where that is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

_PATIENCE = 1.5
"""Seconds before a bar appears: short work shows none."""


class Progress:
    """A bar over `total` bytes (None: unknown) that also counts reports; `line` prints above it.

    with Progress(size) as progress:
        progress.advance(item.size)
    """

    def __init__(self, total: int | None, *, enabled: bool | None = None) -> None:
        self.total = total
        self.enabled = sys.stderr.isatty() if enabled is None else enabled
        self._started = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._done = 0
        self._reports = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, size: int) -> None:
        """One more report of `size` bytes is done."""
        self._done += size
        self._reports += 1
        if not self.enabled:
            return
        if self._bar is None and time.monotonic() - self._started > _PATIENCE:
            self._start()
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, reports=self._reports)

    def line(self, text: str) -> None:
        """Prints `text` on standard error without disturbing the bar."""
        if self._bar is not None:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=sys.stderr)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = [TextColumn("coding"), BarColumn(), TextColumn("{task.fields[reports]} reports")]
        columns += [TaskProgressColumn(), TimeRemainingColumn()] if self.total else [TimeElapsedColumn()]
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("coding", total=self.total, completed=self._done, reports=self._reports)
        self._bar.start()
