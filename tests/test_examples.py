"""The sample reports: every fact that `examples/expected` names is in the account, and every span quotes its text."""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import tocsin
from tocsin.records import Account, Actor

FOLDER = Path(__file__).resolve().parent.parent / "examples"
NAMES = sorted(p.stem for p in FOLDER.glob("*.json"))
EXPECTED = {n: tomllib.loads((FOLDER / "expected" / f"{n}.toml").read_text(encoding="utf-8")) for n in NAMES}
CASES = [(n, kind, fact) for n in NAMES for kind in ("events", "tolls", "statements", "positions") for fact in EXPECTED[n].get(kind, [])]


@lru_cache(maxsize=16)
def account_of(name: str) -> Account:
    """The account of a sample report."""
    raw = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return tocsin.code(raw["text"], published=raw["published"], title=raw["title"], publisher=raw["publisher"])


def keys(actors: tuple[Actor, ...]) -> set[str | None]:
    """Countries, and the sector where there is none."""
    return {a.country or a.sector for a in actors}


def has_event(account: Account, fact: dict[str, Any]) -> bool:
    """Whether an event meets all that `fact` names."""
    for e in account.events:
        clause = next((s.quote for s in e.evidence[::-1]), "")
        if e.event_type == fact["type"] and ("mode" not in fact or e.mode == fact["mode"]) and (
                "actors" not in fact or set(fact["actors"]) <= keys(e.actors)) and (
                "recipients" not in fact or set(fact["recipients"]) <= keys(e.recipients)) and (
                "factuality" not in fact or e.factuality == fact["factuality"]) and (
                "words" not in fact or fact["words"] in clause) and (
                "place" not in fact or (e.place is not None and fact["place"] in (e.place.text, e.place.name))) and (
                "when" not in fact or (e.when is not None and e.when.start == fact["when"])):
            return True
    return False


def has_toll(account: Account, fact: dict[str, Any]) -> bool:
    """Whether a toll meets all that `fact` names."""
    return any(t.kind == fact["kind"] and ("best" not in fact or t.best == fact["best"]) and ("low" not in fact or t.low == fact["low"])
               and ("period" not in fact or t.period == fact["period"])
               and ("claimant" not in fact or (any(fact["claimant"] in s.text for s in t.attribution) if fact["claimant"] else not t.attribution))
               for t in account.tolls)


def has_statement(account: Account, fact: dict[str, Any]) -> bool:
    """Whether a statement meets all that `fact` names."""
    return any(s.speaker is not None and fact["speaker"] in f"{s.speaker.text} {s.speaker.name}" and fact["words"] in s.content.quote
               and ("form" not in fact or s.form == fact["form"]) for s in account.statements)


def has_position(account: Account, fact: dict[str, Any]) -> bool:
    """Whether a position meets all that `fact` names."""
    return any((p.holder.country or p.holder.sector) == fact["holder"] and p.stance == fact["stance"]
               and ("target" not in fact or fact["target"] in keys(p.target)) for p in account.positions)


CHECKS = {"events": has_event, "tolls": has_toll, "statements": has_statement, "positions": has_position}


@pytest.mark.parametrize(("name", "kind", "fact"), CASES, ids=[f"{n}-{k}-{i}" for i, (n, k, _) in enumerate(CASES)])
def test_expected_fact_is_in_the_account(name: str, kind: str, fact: dict[str, Any]) -> None:
    """Each expected fact comes out."""
    account = account_of(name)
    assert CHECKS[kind](account, fact), f"{fact} not among " + "\n".join(map(str, getattr(account, kind)))[:6000]


@pytest.mark.parametrize("name", NAMES)
def test_no_sample_says_something_wild(name: str) -> None:
    """Parties resolve to real countries and every report yields events, statements and at least one toll."""
    account = account_of(name)
    assert account.events
    assert account.statements
    assert account.tolls
    assert all(a.country is None or len(a.country) == 3 for e in account.events for a in e.actors)
