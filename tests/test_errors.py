"""Errors say what happened, where, and what to do next."""

from __future__ import annotations

import re

import pytest

from tocsin import errors
from tocsin.errors import InputError, LexiconError, TocsinError


def tree(kind: type[TocsinError], depth: int = 0) -> list[tuple[str, int]]:
    """Names of `kind` and all below it with their depth, in the order in which they were written."""
    return [(kind.__name__, depth), *(row for sub in kind.__subclasses__() if sub.__module__ == errors.__name__ for row in tree(sub, depth + 1))]


ALL = [getattr(errors, name) for name, _ in tree(TocsinError)]


def test_the_docstring_draws_the_tree() -> None:
    """Every error stands in the drawing at its depth, and nothing else does."""
    drawn = [(m["name"], m.start("name") // 4) for m in (re.match(r"[│├└─ ]*(?P<name>[A-Z]\w+)", line) for line in (errors.__doc__ or "").splitlines()) if m]
    assert [row for row in drawn if row[0] in dict(tree(TocsinError))] == tree(TocsinError)


def test_slugs_are_unique() -> None:
    """One slug a kind, fit for a URL, and a status that is an error."""
    assert len({kind.slug for kind in ALL}) == len(ALL)
    assert all(re.fullmatch(r"[a-z][a-z-]*", kind.slug) and 400 <= kind.http_status < 600 for kind in ALL)


def test_an_error_tells_place_message_and_advice() -> None:
    """`where: message — advice`; advice may be given for the case at hand."""
    assert str(LexiconError("bad", where="a.toml:3", advice="fix it")) == "a.toml:3: bad — fix it"
    assert str(TocsinError("bad")) == "bad"
    assert str(InputError("bad", where="x")) == "x: bad"
    assert "tocsin lexicon check" in str(LexiconError("bad"))


@pytest.mark.parametrize("kind", [k for k in ALL if not k.__subclasses__() and k.__name__ not in ("SourceUnreachable", "SettingsError", "StoreError")])
def test_final_kinds_know_the_next_step(kind: type[TocsinError]) -> None:
    """Kinds whose remedy is always the same carry it."""
    assert kind.advice
    assert kind("x").advice == kind.advice
    assert str(kind("x")).endswith(kind.advice)


def test_advice_for_one_error_does_not_change_the_kind() -> None:
    """The class keeps its own."""
    before = LexiconError.advice
    assert LexiconError("x", advice="other").advice == "other"
    assert LexiconError.advice == before
