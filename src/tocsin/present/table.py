"""The facts of an account as tables: narrow in a terminal, plain and wide when piped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tocsin.present import words
from tocsin.records import Account, Actor, Event, Position, Statement, Toll

_PIPED_WIDTH = 160


def print_tables(account: Account, where: str) -> None:
    """Prints the account's events, statements, tolls and positions, each kind as one table."""
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else _PIPED_WIDTH, highlight=False)
    report = account.report
    heading = " · ".join(part for part in (report.title or where, report.publisher, report.published) if part)
    console.rule(Text(heading, style="bold"), align="left")
    for table in tables_of(account):
        console.print(table)
    console.print()


def tables_of(account: Account) -> list[Table]:
    """One table for each kind of fact that the account holds."""
    found = [
        _table(
            "Events",
            ("type", "mode", "who", "to whom", "where", "when", "how told", "sure", "words"),
            map(_event, account.events),
        ),
        _table("Statements", ("who", "form", "what", "via"), map(_statement, account.statements)),
        _table(
            "Tolls",
            ("how many", "kind", "whom", "where", "how told", "according to", "words"),
            map(_toll, account.tolls),
        ),
        _table("Positions", ("who", "stance", "towards", "words"), map(_position, account.positions)),
    ]
    return [table for table in found if table.row_count]


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        header_style="dim",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for column in columns:
        table.add_column(column, overflow="fold", ratio=3 if column in ("words", "what") else None)
    for row in rows:
        table.add_row(*(Text(" ".join(cell.split())) for cell in row))
    return table


def _parties(actors: Iterable[Actor]) -> str:
    return ", ".join(
        f"{a.name or a.text}{f' [{a.country or a.sector}]' if a.country or a.sector else ''}" for a in actors
    )


def _event(event: Event) -> tuple[str, ...]:
    place = event.place
    day = event.when
    return (
        event.event_type,
        event.mode or "",
        _parties(event.actors),
        _parties(event.recipients),
        (place.name or place.text) if place else "",
        (day.start or day.text or "") if day else "",
        event.factuality,
        f"{event.confidence:.2f}",
        event.evidence[-1].quote,
    )


def _statement(statement: Statement) -> tuple[str, ...]:
    speaker = _parties([statement.speaker]) if statement.speaker else ""
    return speaker, statement.form, statement.content.quote, words.according(statement.attribution)


def _toll(toll: Toll) -> tuple[str, ...]:
    place = toll.place
    return (
        words.number_words(toll),
        toll.kind,
        toll.whom.text if toll.whom else "",
        (place.name or place.text) if place else "",
        toll.factuality,
        words.according(toll.attribution),
        toll.evidence[-1].quote,
    )


def _position(position: Position) -> tuple[str, ...]:
    return (
        _parties([position.holder]),
        position.stance,
        _parties(position.target),
        position.content or position.evidence[-1].quote,
    )
