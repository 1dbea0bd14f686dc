"""`tocsin code-archive`: millions of articles into partitions, on this machine or a cluster."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click


@click.command("code-archive")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Where the partitions go.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="What runs the shards.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes; all cores if not given.")
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler, tcp://host:8786; one is started here if not given.")
@click.option("--format", "form", type=click.Choice(["parquet", "jsonl"]), default="parquet", show_default=True, help="How partitions are written.")
@click.option("--shard-bytes", type=click.IntRange(1000), default=4_000_000, show_default=True, help="Size of a shard of JSON lines.")
def code_archive(
    sources: tuple[str, ...], out: Path, engine: str, workers: int | None, scheduler: str | None, form: str, shard_bytes: int
) -> int:
    """Code an archive into partitions of accounts and facts, shard by shard.

    SOURCE is a file or folder of JSON lines (.jsonl, .jsonl.gz), web archives (.warc, .warc.gz) or Parquet. Killed at
    any instant and started again with the same arguments, it goes on and ends in the same bytes. Articles that cannot
    be read or coded go to DIR/quarantine with their error. Exit code 1 where there are such articles.
    """
    from tocsin.cli import NOTHING_DONE, OK, SOME_FAILED
    from tocsin.scale.archive import code_archive as work
    from tocsin.settings import load_settings

    def tell(done: int, of: int, row: dict[str, Any]) -> None:
        print(f"tocsin: shard {done} of {of}: {row['coded']} coded, {row['quarantined']} quarantined", file=sys.stderr)

    found = work(sources, out, load_settings(), engine=engine, workers=workers or os.cpu_count() or 1, form=form, shard_bytes=shard_bytes,
                 address=scheduler, tell=tell)
    print(f"{out}: {found.coded} articles coded, {found.quarantined} quarantined, {found.shards} shards ({found.done_before} done before)")
    if found.quarantined:
        return SOME_FAILED if found.coded else NOTHING_DONE
    return OK
