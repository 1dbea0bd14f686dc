"""An archive coded shard by shard into a folder; killed at any instant and run again, it ends in the same bytes."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import SettingsError, TocsinError
from tocsin.lexicon.digest import lexicon_digest
from tocsin.read.syntax import load_parser
from tocsin.records import Run
from tocsin.scale.engines import ENGINES
from tocsin.scale.output import prepare_folders, row_of, write_whole
from tocsin.scale.shards import BYTES, Shard, plan
from tocsin.scale.work import Job
from tocsin.settings import Settings
from tocsin.version import __version__


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found and did."""

    shards: int
    done_before: int
    articles: int
    coded: int
    quarantined: int


def code_archive(
    sources: Sequence[str],
    out: Path,
    settings: Settings,
    *,
    engine: str = "local",
    workers: int = 2,
    form: str = "parquet",
    shard_bytes: int = BYTES,
    address: str | None = None,
    tell: Callable[[int, int, dict[str, Any]], None] | None = None,
) -> Result:
    """Codes every article of `sources` into `out` and says how it went; what lies there from before is not done again.

    `tell(done, of, row)` is called for each shard done. Raises SettingsError where `out` holds the work of another run.
    """
    run = run_of(settings)
    out.mkdir(parents=True, exist_ok=True)
    with _alone_in(out):
        shards = plan(sources, run, size=shard_bytes)
        _same_work(out, run, shards, form)
        prepare_folders(out)
        _sweep(out)
        rows = {s.number: row for s in shards if (row := row_of(out, s.id, s.number)) is not None}
        left = [s for s in shards if s.number not in rows]
        before = len(rows)
        if left:
            try:
                for row in ENGINES[engine](left, Job(str(out.resolve()), form, settings, run), workers, address):
                    rows[row["number"]] = row
                    if tell is not None:
                        tell(len(rows), len(shards), row)
            except OSError as error:
                raise TocsinError(
                    f"a shard could not be read or written ({error})", where=str(out), advice="put that right; the same command goes on from here"
                ) from error
        _sweep(out)
        ordered = [rows[n] for n in sorted(rows)]
        write_whole(out / "manifest.jsonl", "".join(json.dumps(row, sort_keys=True) + "\n" for row in ordered).encode())
        return Result(len(shards), before, *(sum(row[k] for row in ordered) for k in ("articles", "coded", "quarantined")))


def run_of(settings: Settings) -> Run:
    """The run that the accounts will name."""
    return Run(f"tocsin {__version__}", lexicon_digest(settings.lexicons), load_parser(settings.model).name, settings.digest)


@contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Keeps a second run out of the folder while this one works; the lock goes with the process, however that ends."""
    with (out / ".lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SettingsError("another run is writing here", where=str(out), advice="wait for it, or name another folder") from error
        yield


def _same_work(out: Path, run: Run, shards: Sequence[Shard], form: str) -> None:
    """Refuses to mix two runs, or two ways of cutting the archive, in one folder."""
    about = {"run": asdict(run), "form": form, "shards": [{"id": s.id, "source": s.name, "start": s.start, "end": s.end} for s in shards]}
    text = json.dumps(about, sort_keys=True) + "\n"
    path = out / "plan.json"
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise SettingsError(
            "the folder holds the work of another run or another archive",
            where=str(out),
            advice="name a new folder; with the version, lexicon, settings and sources of before, this one can be gone on with",
        )
    if not path.exists():
        write_whole(path, text.encode())


def _sweep(out: Path) -> None:
    """Removes what killed processes left half written."""
    for path in out.glob("*/.*.tmp"):
        path.unlink(missing_ok=True)
