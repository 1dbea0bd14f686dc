"""`tocsin lexicon check`: every error in a lexicon folder, with file and line."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def lexicon() -> None:
    """Work on lexicon folders: entries of your own are read after the shipped ones (TOCSIN_LEXICONS)."""


@lexicon.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def check(folder: Path) -> int:
    """Check every entry of FOLDER and list all errors as file:line.

    The folder has the layout of the shipped one: frames/*.toml, operators.toml, classes.toml, actors/*.csv,
    places/*.csv.
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


@lexicon.command("import-wikidata")
@click.argument("dump", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
@click.option("--since", default="1990", show_default=True, metavar="YEAR", help="Leave out what ended before.")
@click.option(
    "--sitelinks", default=3, show_default=True, help="Least number of Wikipedia articles on a person or body."
)
def import_wikidata(dump: Path, folder: Path, since: str, sitelinks: int) -> int:
    """Turn a Wikidata JSON dump into actor entries in FOLDER/actors.

    DUMP is a file as Wikimedia publishes it (.json, .json.gz, .json.bz2), one entity a line; it is read once, as a
    stream, and nothing is fetched. Set TOCSIN_LEXICONS to FOLDER to code with the entries.
    """
    from tocsin.gazetteer import open_gazetteer
    from tocsin.lexicon.wikidata import import_dump

    gazetteer = open_gazetteer()

    def is_word(word: str) -> bool:
        habit = gazetteer.habit(word)
        return habit is not None and habit.small > 2

    done = import_dump(dump, folder, since=since, sitelinks=sitelinks, is_word=is_word)
    for what, count in (("offices", done.offices), ("organisations", done.organisations), ("groups", done.groups)):
        print(f"{folder / 'actors' / what}.csv: {count} row{'' if count == 1 else 's'}")
    if done.broken:
        print(f"tocsin: {dump}: {done.broken} broken line(s) passed over", file=sys.stderr)
    if not done.entities:
        print(f"tocsin: {dump}: no entity in it — give a Wikidata JSON dump, one entity a line", file=sys.stderr)
        return 3
    return 1 if done.broken else 0
