"""One shard from beginning to end, in whatever process: read, code, write. Doing it twice gives the same bytes.

A process may be killed by an article (memory, a fault in a library). What is being coded is therefore marked in a
small file first; after two deaths in the same group of articles they are gone through one by one, and one in which two
more processes die by itself is quarantined instead of tried for ever.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, TocsinError
from tocsin.ingest.items import Item
from tocsin.pipeline import Coder, load_coder
from tocsin.scale.inputs import items_of_shard
from tocsin.scale.output import Coded, Refused, row_of, write_shard
from tocsin.scale.shards import Shard
from tocsin.settings import Settings

GROUP = 16
DEATHS = 2
"""How many processes may die in one article alone before it is quarantined."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards of an archive."""

    out: str
    form: str
    """parquet or jsonl."""
    settings: Settings


def code_shard(shard: Shard, job: Job) -> dict[str, Any]:
    """The manifest row of the shard, whose partitions now lie in the output; done before, it is only looked up."""
    out = Path(job.out)
    done = row_of(out, shard.id, shard.number)
    if done is not None:
        return done
    coder = load_coder(job.settings)
    marks = Marks(out / "marks" / f"{shard.id}.json")
    coded: list[Coded] = []
    refused: list[Refused] = []
    for found in _results(shard, job.settings, coder, marks):
        (coded if isinstance(found, Coded) else refused).append(found)  # type: ignore[arg-type]  # told apart right here
    row = write_shard(out, shard.id, shard.number, job.form, coded, refused)
    marks.clear()
    return row


def _results(shard: Shard, settings: Settings, coder: Coder, marks: Marks) -> Iterator[Coded | Refused]:
    items = iter(enumerate(items_of_shard(shard, settings)))
    while group := list(itertools.islice(items, GROUP)):
        first = group[0][0]
        if marks.deadly(first):
            for number, item in group:
                yield _singly(number, item, coder, marks)
        else:
            marks.put(first, alone=False)
            yield from _together([item for _, item in group], coder)


def _together(items: Sequence[Item], coder: Coder) -> list[Coded | Refused]:
    reports = [item.report for item in items if item.report is not None]
    try:
        accounts = iter(list(coder.code_reports(reports)))
    except Exception as error:  # one of them cannot be coded: find out which, and keep the others
        _refuse_setup(error)
        return [_alone(item, coder) for item in items]
    return [Coded(item.where, next(accounts)) if item.report is not None else _unread(item) for item in items]


def _singly(number: int, item: Item, coder: Coder, marks: Marks) -> Coded | Refused:
    if marks.deaths.get(str(number), 0) >= DEATHS:
        return Refused(item.where, "ProcessDied", f"the coding process died {DEATHS} times in this article")
    marks.put(number, alone=True)
    return _alone(item, coder)


def _alone(item: Item, coder: Coder) -> Coded | Refused:
    if item.report is None:
        return _unread(item)
    try:
        return Coded(item.where, next(iter(coder.code_reports([item.report]))))
    except Exception as error:
        _refuse_setup(error)
        message = error.message if isinstance(error, TocsinError) else str(error)
        return Refused(item.where, type(error).__name__, message)


def _unread(item: Item) -> Refused:
    error = item.error or InputError("nothing to read")
    return Refused(item.where, type(error).__name__, error.message)


def _refuse_setup(error: Exception) -> None:
    """Errors of the installation are no article's fault and end the run."""
    if isinstance(error, TocsinError) and not isinstance(error, InputError):
        raise error


class Marks:
    """The articles that a process is busy with, kept where the next one finds them; read once, when a shard is taken up.

    A group in which two processes died is gone through article by article.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._groups: dict[str, int] = {}
        self.deaths: dict[str, int] = {}
        """Article → processes that died in it while it was coded alone."""
        try:
            left = json.loads(path.read_text(encoding="utf-8"))
            self._groups, self.deaths = left["groups"], left["deaths"]
            counts, key = (self.deaths, left["busy"]) if left["alone"] else (self._groups, left["busy"])
        except (OSError, ValueError, KeyError):
            return
        counts[key] = counts.get(key, 0) + 1

    def deadly(self, first: int) -> bool:
        """Whether the group that begins with article `first` is better gone through one by one."""
        return self._groups.get(str(first), 0) >= DEATHS

    def put(self, number: int, *, alone: bool) -> None:
        """Says which article, or which group from that article on, is in work now."""
        beside = self._path.with_suffix(f".{os.getpid()}")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        busy = {"busy": str(number), "alone": alone, "groups": self._groups, "deaths": self.deaths}
        beside.write_text(json.dumps(busy), encoding="utf-8")
        os.replace(beside, self._path)

    def clear(self) -> None:
        """Nothing is in work any more."""
        self._path.unlink(missing_ok=True)
