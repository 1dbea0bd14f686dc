"""`tocsin export`: facts of a record in a format that other tools read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tocsin.commands.narrow import filter_of, narrowing

_FORMATS = ("csv", "jsonl", "geojson", "parquet", "xlsx", "datapackage", "gdelt", "gdelt-mentions", "icews", "polecat", "acled", "ucdp", "plover")


@click.command()
@click.argument("record", metavar="RECORD")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="csv", show_default=True, help="The format to write.")
@click.option("--facts", "kind", type=click.Choice(["event", "statement", "toll", "position"]), default="event", show_default=True,
              help="What to write; data packages hold all of them, crosswalks only events.")
@click.option("-o", "--output", "target", required=True, metavar="FILE", type=click.Path(dir_okay=False), help="The file to write.")
@click.option("--redact-private", is_flag=True, help="Black out who private persons are.")
@click.option("--for-spreadsheets", is_flag=True, help="CSV for Excel: no cell runs as a formula, encoding marked.")
@narrowing
def export(record: str, form: str, kind: str, target: str, redact_private: bool, for_spreadsheets: bool, **given: object) -> int:
    """Write the facts of RECORD that pass the filters to FILE, and say how many.

    The columns are those of docs/codebook.md. gdelt, gdelt-mentions, icews, polecat, acled, ucdp and plover are
    crosswalks: the same facts in the columns of those formats, not coding by their authors.

    \b
    tocsin export --format parquet record.db -o events.parquet
    tocsin export record.db --type ASSAULT --party ARM --since 2020-09-27 -o assaults.csv
    """
    from tocsin.export.formats import CROSSWALKS, NOTE
    from tocsin.export.formats import export as write
    from tocsin.store import open_store

    with open_store(record, read_only=True) as store:
        done = write(store, form, kind, filter_of(given), Path(target), redact_private=redact_private, for_spreadsheets=for_spreadsheets)
    note = f" ({NOTE})" if form in CROSSWALKS else ""
    unit = "rows" if form in ("datapackage", "acled", "ucdp") else f"{kind}s"
    print(f"tocsin: wrote {done.rows} {unit} to {target}{note}", file=sys.stderr)
    if done.why:
        said = f"left out {done.left_out}: {done.why}" if done.left_out else done.why
        print(f"tocsin: {said}", file=sys.stderr)
    return 0
