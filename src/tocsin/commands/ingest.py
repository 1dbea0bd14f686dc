"""`tocsin ingest`: reports from anywhere into the record; a second time changes nothing."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tocsin.ingest.found import Found
    from tocsin.ingest.intake import Intake
    from tocsin.ingest.journal import Journal

_CHUNK = 64
"""Things found that are committed together, before they are coded."""


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--record", default="record.db", show_default=True, metavar="RECORD", help="File or postgresql:// URL of the record to add to.")
@click.option("--published", metavar="DATE", help="Day of publication of all of them, YYYY-MM-DD.")
@click.option("--title", metavar="TEXT", help="Headline of all of them.")
@click.option("--publisher", metavar="NAME", help="Who published them.")
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Columns of a table: text=Body,title=Head."
)
@click.option("--no-pages", is_flag=True, help="Code the teasers of feeds; do not fetch the pages they point at.")
@click.option("--retry", is_flag=True, help="Try what failed before once more.")
@click.option("--no-link", is_flag=True, help="Leave the incidents as they are; `tocsin record link` computes them.")
@click.option("--problems", is_flag=True, help="List what could not be read, and do nothing else.")
@click.option("--json", "as_json", is_flag=True, help="The list of problems as JSON lines.")
def ingest(
    sources: tuple[str, ...],
    record: str,
    published: str | None,
    title: str | None,
    publisher: str | None,
    columns: tuple[str, ...],
    no_pages: bool,
    retry: bool,
    no_link: bool,
    problems: bool,
    as_json: bool,
) -> int:
    """Read reports and add what they tell to the record.

    SOURCE is a file, a folder, a URL or - for standard input, told apart by content: text, HTML pages, JSON lines,
    RSS and Atom feeds, OPML lists, schema.org NewsArticle, ninjs and NewsML-G2, e-mail, WARC archives; CSV and TSV
    by name. Newer versions of a newswire item or feed entry replace older ones, withdrawn ones are withdrawn.

    What was read before is passed over, so the same command may be given again, also after it was interrupted. What
    cannot be read is told on standard error and kept in the record.

    \b
    tocsin ingest wire/ https://e.org/rss --record record.db
    tocsin ingest archive.csv --map text=Body,title=Headline,published=Day
    tocsin ingest --problems
    """
    from tocsin.commands.recording import intake_of, journal_of, place_voices, tell_error
    from tocsin.commands.work import checked_day
    from tocsin.errors import InputError
    from tocsin.ingest.csvfile import parse_mapping
    from tocsin.ingest.everything import Reading
    from tocsin.ingest.items import Defaults
    from tocsin.ingest.polite import Hosts
    from tocsin.settings import load_settings
    from tocsin.store import open_store

    if not sources and not problems:
        raise click.UsageError("name at least one SOURCE, or --problems")
    try:
        mapping = parse_mapping(columns)
    except InputError as error:
        raise click.BadParameter(f"{error.message}; {error.advice}", param_hint="--map") from error
    settings = load_settings()
    defaults = Defaults(checked_day(published), title, publisher)
    with open_store(record) as store:
        if problems:
            return _list_problems(journal_of(store), as_json)
        intake = intake_of(store, settings, Hosts(settings), tell=tell_error)
        seen = _take_in(intake, sources, Reading(settings, defaults, mapping), pages=not no_pages, retry=retry)
        seen["copies"] = place_voices(store, intake.journal)
        if not no_link and (intake.outcome.added or intake.outcome.withdrawn):
            store.relink()
    return _told(intake, seen, store.database.where)


def _take_in(intake: Intake, sources: tuple[str, ...], reading: object, *, pages: bool, retry: bool) -> dict[str, int]:
    """Commits what the sources hold, chunk by chunk, and works it off; numbers of things found, new and in error."""
    from tocsin.commands.recording import tell_error, utc_now
    from tocsin.ingest.everything import Reading, described, found_in
    from tocsin.ingest.sources import size_of
    from tocsin.present.progress import Progress

    assert isinstance(reading, Reading)
    import dataclasses

    reading = dataclasses.replace(reading, today=utc_now().date())
    seen = {"found": 0, "new": 0, "errors": 0}
    with Progress(size_of(sources)) as progress:
        found: Iterator[Found] = iter(found_in(sources, reading))
        while chunk := list(itertools.islice(found, _CHUNK)):
            ready = [described(f if pages else dataclasses.replace(f, page=None), reading.defaults) for f in chunk]
            seen["found"] += len(ready)
            seen["new"] += intake.journal.take(ready, run=intake.run, retry=retry)
            for one in ready:
                progress.advance(one.size)
                if one.error is not None:
                    seen["errors"] += 1
                    tell_error(one.where, one.error)
            for _ in intake.work():
                pass
    for _ in intake.work():
        pass
    return seen


def _told(intake: Intake, seen: dict[str, int], record: str) -> int:
    """The closing line and the exit code."""
    from tocsin.cli import NOTHING_DONE, OK, SOME_FAILED

    failed = intake.outcome.failed + seen["errors"]
    known = seen["found"] - seen["new"] - seen["errors"]
    copies = f" ({seen['copies']} copies of others)" if seen["copies"] else ""
    parts = [f"{intake.outcome.added} added{copies}"]
    for number, words in ((known, "known before"), (intake.outcome.withdrawn, "withdrawn"), (failed, "failed")):
        if number > 0:
            parts.append(f"{number} {words}")
    waiting = intake.journal.counts().get("waiting", 0)
    if waiting:
        parts.append(f"{waiting} waiting for their page")
    print(f"tocsin: {record}: {', '.join(parts)}", file=sys.stderr)
    if not failed:
        return OK
    return SOME_FAILED if intake.outcome.added or known > 0 else NOTHING_DONE


def _list_problems(journal: Journal, as_json: bool) -> int:
    """Prints what could not be read, one a line."""
    import dataclasses

    from tocsin.cli import OK

    number = 0
    for number, problem in enumerate(journal.problems(), 1):  # noqa: B007  # counted
        if as_json:
            print(json.dumps(dataclasses.asdict(problem), ensure_ascii=False))
        else:
            advice = f" — {problem.advice}" if problem.advice else ""
            state = {"waiting": " (will be tried again)", "done": " (read in part)"}.get(problem.state, "")
            print(f"{problem.last_at[:16]}  {problem.where}: {problem.message}{state}{advice}")
    if not number and not as_json:
        print("no problems")
    return OK
