"""`tocsin brief`: one page that an analyst would forward."""

from __future__ import annotations

import click

from tocsin.commands.options import sources_and_defaults


@click.command()
@sources_and_defaults
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@click.option("--heading", metavar="TEXT", help="Title of the brief; worked out from the parties if not given.")
def brief(
    sources: tuple[str, ...],
    published: str | None,
    title: str | None,
    publisher: str | None,
    redact_private: bool,
    form: str,
    heading: str | None,
) -> int:
    """Write a brief of the reports: what happened, the toll with its claimants, who stands where, who called for what.

    Every sentence carries the numbers of its sources, which quote the words of the report. SOURCE is what
    `tocsin code` takes: files, folders, URLs, - for standard input.
    """
    from tocsin.commands.work import Tally, accounts_of, checked_day
    from tocsin.ingest.items import Defaults
    from tocsin.present.brief import as_markdown, as_text, brief_of
    from tocsin.present.redact import redacted

    tally = Tally()
    found = accounts_of(sources, Defaults(checked_day(published), title, publisher), tally)
    accounts = [redacted(account) if redact_private else account for _, account in found]
    if accounts:
        page = brief_of(accounts, title=heading)
        if form == "html":
            from tocsin.present.brief_page import as_html

            print(as_html(page), end="")
        else:
            print(as_markdown(page) if form == "markdown" else as_text(page), end="")
    return tally.exit_code
