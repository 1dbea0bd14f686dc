"""`tocsin code`: reports in, accounts out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.commands.options import sources_and_defaults

if TYPE_CHECKING:
    from tocsin.records import Account


@click.command()
@sources_and_defaults
@click.option(
    "--json", "form", flag_value="json", help="One account a line, as docs/account.md states it (default when piped)."
)
@click.option("--table", "form", flag_value="table", help="The facts of each report as tables.")
@click.option("--brief", "form", flag_value="brief", help="One page on all of them (default in a terminal).")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write a self-contained HTML reader to FILE as well.",
)
def code(
    sources: tuple[str, ...],
    published: str | None,
    title: str | None,
    publisher: str | None,
    redact_private: bool,
    form: str | None,
    page: str | None,
) -> int:
    """Code reports: who did what to whom, where and when, who said what, the toll and who claims it.

    SOURCE is a file, a folder, a URL or - for standard input; text, HTML pages and JSON lines are told apart by
    content. JSON lines hold text|body|content, and may hold title|headline, published|date, publisher|source, url|link.

    Each report that cannot be read gets one line on standard error; the rest goes on. Exit code 1 then, 3 where
    nothing could be coded.
    """
    from tocsin.commands.work import Tally, accounts_of, checked_day
    from tocsin.ingest.items import Defaults
    from tocsin.present.redact import redacted

    if form is None and not (page and not sys.stdout.isatty()):
        form = "brief" if sys.stdout.isatty() else "json"
    tally = Tally()
    defaults = Defaults(checked_day(published), title, publisher)
    streams = form in ("json", "table") and sys.stdout.isatty()
    found = accounts_of(sources, defaults, tally, show_progress=False if streams else None)
    coded = ((where, redacted(account) if redact_private else account) for where, account in found)
    _write(coded, form, page)
    return tally.exit_code


def _write(coded: Iterator[tuple[str, Account]], form: str | None, page: str | None) -> None:
    """Prints what streams as it comes; keeps the accounts only where a brief or a page needs them together."""
    kept: list[tuple[str, Account]] = []
    keep = form == "brief" or page is not None
    for where, account in coded:
        if form == "json":
            from tocsin.jsonform import account_to_json

            print(account_to_json(account), flush=True)
        elif form == "table":
            from tocsin.present.table import print_tables

            print_tables(account, where)
        if keep:
            kept.append((where, account))
    if not kept:
        return
    if form == "brief":
        from tocsin.present.brief import as_text, brief_of

        print(as_text(brief_of([account for _, account in kept])), end="")
    if page is not None:
        from tocsin.present.reader import reader_page

        _save(Path(page), reader_page(kept))


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), hint=error.strerror or str(error)) from error
    print(f"tocsin: wrote {path}", file=sys.stderr)
