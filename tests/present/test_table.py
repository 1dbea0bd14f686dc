"""Tables: one row a fact, nothing of the text taken for markup."""

from __future__ import annotations

import dataclasses

import pytest

from tocsin.present.table import print_tables, tables_of
from tocsin.records import Account


def test_one_table_a_kind_one_row_a_fact(sample: Account) -> None:
    """Kinds without facts have no table."""
    assert [(str(t.title), t.row_count) for t in tables_of(sample)] == [
        ("Events", 3),
        ("Statements", 1),
        ("Tolls", 1),
        ("Positions", 1),
    ]
    assert len(tables_of(dataclasses.replace(sample, tolls=()))) == 3


def test_printed_plain_when_piped(sample: Account, capsys: pytest.CaptureFixture[str]) -> None:
    """No colours in a pipe, brackets of the text kept."""
    print_tables(sample, "a.txt")
    out = capsys.readouterr().out
    assert "\x1b[" not in out
    assert "Shelling <i>again</i>" in out
    assert "[ARM]" in out
