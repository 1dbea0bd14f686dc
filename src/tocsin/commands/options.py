"""Arguments and options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def sources_and_defaults(command: Callable[..., Any]) -> Callable[..., Any]:
    """SOURCE… and what the user says about all of them: `--published`, `--title`, `--publisher`, `--redact-private`."""
    for decorate in (
        click.option(
            "--redact-private", is_flag=True, help="Leave out who private persons are (a villager, a named witness)."
        ),
        click.option("--publisher", metavar="NAME", help="Who published them."),
        click.option("--title", metavar="TEXT", help="Headline of the report."),
        click.option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD; resolves “on Friday”."),
        click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
    ):
        command = decorate(command)
    return command
