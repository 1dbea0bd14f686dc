"""Verbs whose work is a part of its own: handed on whole, or a clear word where that part is not installed."""

from __future__ import annotations

import importlib
from typing import Any

import click


def handed_on(verb: str, module: str) -> click.Command:
    """The command `verb` of `module`; where that is missing, a command that says so and leaves with exit code 4."""
    try:
        command: Any = getattr(importlib.import_module(module), verb, None)
    except ModuleNotFoundError as error:
        if not module.startswith(error.name or "tocsin"):
            raise
        command = None
    return command if isinstance(command, click.Command) else _missing(verb)


def _missing(verb: str) -> click.Command:
    def say() -> int:
        from tocsin.cli import NOT_SET_UP

        click.echo(
            f"tocsin: `{verb}` is not part of this installation — install a version of Tocsin that has it", err=True
        )
        return NOT_SET_UP

    settings = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(verb, callback=say, help="Not part of this installation.", context_settings=settings)
