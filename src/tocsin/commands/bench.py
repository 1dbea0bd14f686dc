"""`tocsin bench`: how fast this machine codes."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("corpora", nargs=-1, metavar="[CORPUS]...")
@click.option("--data", metavar="FOLDER", help="Folder of the labelled data; TOCSIN_DATA or ../shared/data if not given.")
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True, help="Times each is measured; the least counts.")
@click.option("--write", is_flag=True, help="Put the table into docs/performance.md.")
def bench(corpora: tuple[str, ...], data: str | None, repeats: int, write: bool) -> int:
    """Measure reports a minute, words a second and the cost beside the bare tagger and parser, one process.

    CORPUS is one of those of the table (ISAF, MUC-4, GVA, "India police", PolNeAR, LGL); all if none is named.
    """
    from tocsin.evaluate.command import data_folder
    from tocsin.pipeline import load_coder
    from tocsin.scale.bench import CORPORA, corpus, is_compiled, measure, table, written
    from tocsin.settings import load_settings

    unknown = [name for name in corpora if name not in CORPORA]
    if unknown:
        raise click.BadParameter(f"no corpus {unknown[0]!r}; known are {', '.join(CORPORA)}")
    folder = data_folder(data)
    coder = load_coder(load_settings())
    text = table([measure(name, corpus(folder, name), coder, repeats) for name in (corpora or CORPORA)])
    compiled = is_compiled()
    print(f"{text}{'Compiled modules.' if compiled else 'Modules as sources; `make fast` compiles them.'}")
    if write:
        path = Path("docs/performance.md")
        path.write_text(written(path.read_text(encoding="utf-8"), text, compiled=compiled), encoding="utf-8")
    return 0
