"""One shard from beginning to end, in whatever process: read, code, write. Doing it twice gives the same bytes.

A process may be killed by an article (memory, a fault in a library). What it is at is therefore marked in a small file
first; after two deaths in the same batch of articles they are gone through one by one, and one in which two more
processes die by itself is quarantined instead of tried for ever. A process that gets no further in its articles ends
itself, so what hangs is treated like what kills. Where processes go on dying in what belongs to no article (opening the
range, writing the partitions), the shard as a whole is quarantined.
"""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import InputError, SettingsError
from tocsin.ingest.items import Item
from tocsin.pipeline import Coder, load_coder
from tocsin.records import Run
from tocsin.scale.batch import SIZE, coded
from tocsin.scale.inputs import items_of_shard
from tocsin.scale.output import Coded, Refused, row_of, write_shard
from tocsin.scale.shards import Shard
from tocsin.settings import Settings

DEATHS = 2
"""How many processes may die in one batch, then in one article alone, before that is no accident."""
SHARD_DEATHS = 4
"""How many may die in opening a shard, or in writing it, before the whole of it is quarantined."""
STUCK_SECONDS = 300
"""After how long with one batch, or one article alone, a process ends itself: sixteen of the longest reports take some 50 on one core."""
DIED = "ProcessDied"


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards of an archive."""

    out: str
    form: str
    """parquet or jsonl."""
    settings: Settings
    run: Run
    """The run that every account must name: a worker with another version or lexicon must not mix in."""


def code_shard(shard: Shard, job: Job) -> dict[str, Any]:
    """The manifest row of the shard, whose partitions now lie in the output; done before, it is only looked up.

    Raises SettingsError where this process would code as another run.
    """
    out = Path(job.out)
    done = row_of(out, shard.id, shard.number)
    if done is not None:
        return done
    coder = load_coder(job.settings)
    if coder.run != job.run:
        raise SettingsError(
            f"a worker would code as another run ({_difference(coder.run, job.run)})",
            advice="install the same version, lexicon and model on every host",
        )
    with Marks(out, shard.id) as marks:
        found = _lost(shard, marks) or list(_results(shard, job.settings, coder, marks))
        marks.put("write")
        return write_shard(out, shard.id, shard.number, job.form, [f for f in found if isinstance(f, Coded)],
                           [f for f in found if isinstance(f, Refused)])


def _difference(here: Run, there: Run) -> str:
    names = (name for name in ("coder", "lexicon", "model", "settings") if getattr(here, name) != getattr(there, name))
    return "; ".join(f"{name} {getattr(here, name)}, not {getattr(there, name)}" for name in names)


def _lost(shard: Shard, marks: Marks) -> list[Coded | Refused]:
    """The refusal of a whole shard that cannot be opened or written without a death; nothing where it can be tried."""
    for stage, doing in (("open", "opened"), ("write", "written")):
        if marks.deaths(stage) >= SHARD_DEATHS:
            where = f"{shard.name}:{shard.start}-{shard.end}"
            return [Refused(where, DIED, f"the coding process died {SHARD_DEATHS} times while this part of the archive was {doing}")]
    return []


def _results(shard: Shard, settings: Settings, coder: Coder, marks: Marks) -> Iterator[Coded | Refused]:
    deadly = marks.alone(DEATHS)
    marks.put("open")
    items = items_of_shard(shard, settings, deadly)
    for first in itertools.count(0, SIZE):
        if marks.deaths(f"from {first}") >= DEATHS:
            batch = list(_singly(range(first, first + SIZE), items, coder, marks, deadly))
        else:
            marks.put(f"from {first}")
            batch = _together(list(itertools.islice(items, SIZE)), coder)
        yield from batch
        if len(batch) < SIZE:
            return


def _together(items: Sequence[Item], coder: Coder) -> list[Coded | Refused]:
    with _watched():
        accounts = iter(coded([item.report for item in items if item.report is not None], coder))
    found: list[Coded | Refused] = []
    for item in items:
        result = next(accounts) if item.report is not None else item.error or InputError("nothing to read")
        found.append(Refused(item.where, type(result).__name__, result.message) if isinstance(result, InputError) else Coded(item.where, result))
    return found


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    """Ends the process, with its stack on standard error, when what is inside takes too long.

    A thread of C does it, since one of Python would wait for the interpreter's lock as long as machine code holds it.
    """
    faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True, file=2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _singly(numbers: range, items: Iterator[Item], coder: Coder, marks: Marks, deadly: frozenset[int]) -> Iterator[Coded | Refused]:
    """The articles of a batch one after another, each marked before it is even read; the deadly ones are not touched."""
    for number in numbers:
        if number not in deadly:
            marks.put(f"alone {number}")
        item = next(items, None)
        if item is None:
            return
        if number in deadly:
            yield Refused(item.where, DIED, f"the coding process died, or got no further in {STUCK_SECONDS} s, {DEATHS} times in this article")
        else:
            yield from _together([item], coder)


class Marks:
    """What a process is at in a shard, kept where the next one finds it; read once, when the shard is taken up.

    A stage is `open`, `from 16` (the batch that begins with article 16), `alone 20` or `write`. Left by an exception,
    which is no death, only the deaths so far are kept; left with the shard done, nothing.
    """

    def __init__(self, out: Path, shard: str) -> None:
        self._path = out / "marks" / f"{shard}.json"
        self._deaths: dict[str, int] = {}
        try:
            left = json.loads(self._path.read_text(encoding="utf-8"))
            busy, self._deaths = left["busy"], dict(left["deaths"])
            if busy is not None:
                self._deaths[busy] = self._deaths.get(busy, 0) + 1
        except (OSError, ValueError, KeyError, TypeError):
            return

    def __enter__(self) -> Marks:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None or not self._deaths:
            for left in self._path.parent.glob(f"{self._path.stem}.*"):  # a process killed amid `put` leaves its half-made file
                left.unlink(missing_ok=True)
        else:
            self.put(None)

    def deaths(self, stage: str) -> int:
        """How many processes died at a stage."""
        return self._deaths.get(stage, 0)

    def alone(self, least: int) -> frozenset[int]:
        """The articles in which, coded alone, at least so many processes died."""
        return frozenset(int(s.split()[1]) for s, count in self._deaths.items() if s.startswith("alone ") and count >= least)

    def put(self, stage: str | None) -> None:
        """Says what is done now."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(f".{secrets.token_hex(4)}")
        beside.write_text(json.dumps({"busy": stage, "deaths": self._deaths}), encoding="utf-8")
        with contextlib.suppress(FileNotFoundError):  # another process has done the shard meanwhile
            os.replace(beside, self._path)


def stirrings(out: str) -> frozenset[tuple[str, int]]:
    """What changes whenever a process gets as far as marking something: to tell one that dies at work from one that cannot start."""
    found = set()
    for path in Path(out, "marks").glob("*.json"):
        with contextlib.suppress(OSError):  # done meanwhile
            found.add((path.name, path.stat().st_mtime_ns))
    return frozenset(found)
