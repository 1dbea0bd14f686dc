"""`tocsin lexicon check`: every error in a lexicon folder, with file and line."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def lexicon() -> None:
    """Work on lexicon folders: frames of your own are read after the shipped ones."""


@lexicon.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def check(folder: Path) -> int:
    """Check every entry of FOLDER and list all errors as file:line.

    The folder has the layout of the shipped one: frames/*.toml, operators.toml, classes.toml, actors/*.csv.
    Exit code 1 where there are errors, 0 where there are none.
    """
    from tocsin.lexicon.check import check_folder

    found = check_folder(folder)
    for error in found.errors:
        print(
            f"{error.where}: {error.message}"
            + (f" — {error.advice}" if error.advice and "lexicon check" not in error.advice else ""),
            file=sys.stderr,
        )
    files = "1 file" if found.files == 1 else f"{found.files} files"
    if found.errors:
        errors = "1 error" if len(found.errors) == 1 else f"{len(found.errors)} errors"
        print(f"{errors} in {files}", file=sys.stderr)
        return 1
    frames = "1 frame" if found.frames == 1 else f"{found.frames} frames"
    print(f"{folder}: {frames} in {files}, no errors")
    return 0
