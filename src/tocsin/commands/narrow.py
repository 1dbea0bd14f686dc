"""The options that narrow a record down, the same for every verb that reads one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tocsin.store import Filter

_OPTIONS = (
    ("since", False, "DATE", "From this day (YYYY-MM-DD, YYYY-MM or YYYY)."), ("until", False, "DATE", "Up to this day."),
    ("bbox", False, "W,S,E,N", "Within a box, in degrees."), ("place", False, "NAME", "At a place, by name or gazetteer id."),
    ("country", True, "ISO3", "In a country."), ("party", True, "WHO", "With a party in any role: ISO3, id or name."),
    ("actor", True, "WHO", "With a party that acts."), ("recipient", True, "WHO", "With a party acted on."),
    ("claimant", True, "WHO", "Claimed by."), ("type", True, "TYPE", "Of a type, such as ASSAULT."), ("mode", True, "MODE", "Of a mode, such as aerial."),
    ("factuality", True, "F", "asserted, claimed, denied…"), ("confidence", False, "SHARE", "Of at least this confidence, 0 to 1."),
    ("precision", True, "P", "Of a precision of place: exact, near…"), ("review", True, "STATE", "unreviewed, confirmed, corrected, rejected, unsure."),
    ("publisher", True, "NAME", "From a publisher."), ("report", True, "ID", "From a report."), ("incident", True, "ID", "Of an incident."),
    ("text", False, "WORDS", "With these words in its sentence or names."))


def narrowing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--since`, `--party`, `--type`… to a command; repeated options mean “one of”."""
    for name, many, metavar, text in reversed(_OPTIONS):
        command = click.option(f"--{name}", multiple=many, metavar=metavar, help=text)(command)
    return command


def filter_of(given: Mapping[str, object]) -> Filter:
    """The filter of those options; raises click's usage error where a value does not fit."""
    from tocsin.errors import InputError
    from tocsin.store import Filter

    try:
        return Filter.of(**{k: list(v) if isinstance(v, tuple) else v for k, v in given.items()})
    except InputError as error:
        raise click.UsageError(str(error)) from error
