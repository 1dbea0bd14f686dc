"""The command line: `tocsin VERB …`. Each verb lies in `tocsin.commands` and is imported only when it is used.

Exit codes, the same for every verb:
0  everything was done
1  some items failed, each with its line on standard error; the rest was done
2  the command line was wrong
3  nothing could be done: every item failed
4  Tocsin is not set up right: settings, lexicon, language model or built data
130  interrupted
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from tocsin.version import __version__

OK, SOME_FAILED, USAGE, NOTHING_DONE, NOT_SET_UP, INTERRUPTED = 0, 1, 2, 3, 4, 130

VERBS: dict[str, tuple[str, str]] = {
    "code": ("tocsin.commands.code", "Code reports: who did what to whom, who said what, the toll."),
    "brief": ("tocsin.commands.brief", "Write a one-page brief of reports, every sentence with its source."),
    "ingest": ("tocsin.commands.ingest", "Add reports from anywhere to a record: feeds, newswire, archives, tables."),
    "record": ("tocsin.commands.record", "Keep a record: add, look, link, withdraw, compare runs."),
    "export": ("tocsin.commands.export", "Write a record to CSV, Parquet, GeoJSON, a data package, GDELT, ACLED…"),
    "watch": ("tocsin.commands.watch", "Watch feeds for days and keep the record of them."),
    "alarms": ("tocsin.commands.alarms", "Ring where a conflict departs from its baseline; deliver and replay alarms."),
    "code-archive": ("tocsin.commands.code_archive", "Code millions of articles into partitions, here or on a cluster."),
    "explain": ("tocsin.commands.explain", "Show how a sentence is read and why it is coded as it is."),
    "lexicon": ("tocsin.commands.lexicon", "Check a lexicon folder of your own; make one from a Wikidata dump."),
    "evaluate": ("tocsin.commands.evaluate", "Measure the coding against public labelled sets."),
    "bench": ("tocsin.commands.bench", "Measure how fast this machine codes, beside the bare parse."),
    "serve": ("tocsin.commands.serve", "Serve a record as a local web application and REST API."),
}
"""Verb → (module with a click command of the verb's name, its line in `--help`)."""

_EPILOG = (
    "\b\nExit codes: 0 all done · 1 some items failed · 2 wrong usage · 3 nothing could be done · 4 not set up right"
)


class Verbs(click.Group):
    """A group that knows its verbs' names and help lines without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # click calls it so
        """The verbs in the order in which a user meets them."""
        return [*VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, imported now."""
        if cmd_name not in VERBS:
            return None
        command = getattr(importlib.import_module(VERBS[cmd_name][0]), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs in `--help`."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in VERBS.items()])


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
    subcommand_metavar="VERB [ARGS]…",
)
@click.version_option(__version__, "-V", "--version", prog_name="tocsin")
def tocsin() -> None:
    """Reads the news of a conflict, keeps the record of it, and rings when it escalates.

    \b
    tocsin code report.txt                  the brief of one report
    tocsin code reports/ --json > all.jsonl one account a line
    tocsin explain "Turkey backed Azerbaijan on Sunday."
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and leaves with its exit code."""
    from tocsin.errors import InputError, TocsinError

    try:
        code = tocsin.main(args=arguments, prog_name="tocsin", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("tocsin: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except TocsinError as error:  # those of single items were caught and told where they arose
        if os.environ.get("TOCSIN_DEBUG"):
            raise
        click.echo(f"tocsin: {error}", err=True)
        sys.exit(NOTHING_DONE if isinstance(error, InputError) else NOT_SET_UP)
    except BrokenPipeError:
        _close_quietly()
        sys.exit(OK)
    sys.exit(_as_code(code))


def _as_code(value: Any) -> int:
    return value if isinstance(value, int) else OK


def _close_quietly() -> None:
    """Keeps Python from complaining, while it ends, about a reader such as `head` that has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
