"""Accounts as JSON and back: no field of any record is lost on the way."""

from __future__ import annotations

import dataclasses
import itertools
import json
import types
import typing
from typing import Any

import pytest

from tocsin import jsonform, records
from tocsin.records import Account, Actor, Event, Place, Position, Report, Run, Span, Statement, Toll, When

_COUNT = itertools.count(1)


def filled(kind: Any) -> Any:
    """A value of `kind` in which every field, at every depth, has a value of its own that is not the default."""
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind, vars(records))
        return kind(**{f.name: filled(hints[f.name]) for f in dataclasses.fields(kind)})  # type: ignore[operator]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return filled(next(k for k in typing.get_args(kind) if k is not type(None)))
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)
        return tuple(filled(inner[0]) for _ in range(2)) if inner[-1] is Ellipsis else tuple(map(filled, inner))
    number = next(_COUNT)
    return {str: f"word {number}", int: number, float: number + 0.5, bool: True}[kind]


@pytest.mark.parametrize(
    ("kind", "write", "read"),
    [
        (Event, jsonform.event_to_dict, jsonform.event_from_dict),
        (Statement, jsonform.statement_to_dict, jsonform.statement_from_dict),
        (Toll, jsonform.toll_to_dict, jsonform.toll_from_dict),
        (Position, jsonform.position_to_dict, jsonform.position_from_dict),
        (Account, jsonform.account_to_dict, jsonform.account_from_dict),
    ],
)
def test_every_field_comes_back(kind: Any, write: Any, read: Any) -> None:
    """A record with nothing left at its default is the same after JSON."""
    record = filled(kind)
    assert read(json.loads(json.dumps(write(record)))) == record


@pytest.mark.parametrize("kind", [Actor, Place, When, Event, Statement, Toll, Position, Report])
def test_every_field_has_its_name_in_the_form(kind: Any) -> None:
    """The keys of the contract are the names of the fields."""
    write = getattr(jsonform, f"{kind.__name__.lower()}_to_dict")
    assert set(write(filled(kind))) == {f.name for f in dataclasses.fields(kind)}


def test_empty_fields_are_written_as_null_or_empty() -> None:
    """Nothing is left out: a reader finds every key."""
    event = Event("e", "ASSAULT", None, (), None, None, None, (), (), None, None, "asserted", 1, (), (Span(0, 1, "x"),), "r", 0.5)
    form = jsonform.event_to_dict(event)
    assert form["place"] is None
    assert form["mode"] is None
    assert form["actors"] == form["demands"] == []
    assert form["unresolved"] == {}
    assert jsonform.event_from_dict(form) == event


def test_the_same_account_is_the_same_bytes() -> None:
    """One line, letters as they are, no blanks between."""
    report = Report("r", "Tərtər", "sha256:0")
    account = Account(report, Run("c", "l", "m", "s"))
    line = jsonform.account_to_json(account)
    assert line == jsonform.account_to_json(Account(report, Run("c", "l", "m", "s")))
    assert "Tərtər" in line
    assert "\n" not in line
    assert ": " not in line
    assert account.to_dict() == json.loads(line)
