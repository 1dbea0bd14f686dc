"""Accounts without private persons: their words are blacked out, letter for letter, so that every offset stays true."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from tocsin.records import Account, Actor, Source, Span

_WORD = re.compile(r"\S")
_MASK = "█"
PRIVATE = "a private person"
"""What stands for a private person in slots."""


def redacted(account: Account) -> Account:
    """The account with every private person unrecognisable in text, slots and quotations; country and sector stay.

    In “Anna Petrova, a teacher, said” the name becomes `████ ███████`. The digest stays that of the report as received.
    """
    private = [a for a in _actors(account) if a.private]
    if not private:
        return account
    text = account.report.text
    masked = list(text)
    for actor in private:
        if actor.span is not None:
            masked[actor.span.start : actor.span.end] = _WORD.sub(_MASK, actor.span.quote)
    hidden = "".join(masked)
    names = sorted({w for a in private for w in _names(a)}, key=lambda w: (-len(w), w))
    pattern = re.compile("|".join(rf"\b{re.escape(w)}\b" for w in names)) if names else None

    def blacked(words: str) -> str:
        return words if pattern is None else pattern.sub(lambda m: _WORD.sub(_MASK, m.group()), words)

    phrases = {a.text for a in private if len(a.text.split()) > 1}
    rebuilt = _rebuilt(account, blacked(hidden), blacked, phrases)
    assert isinstance(rebuilt, Account)
    return rebuilt


def private_names(account: Account) -> frozenset[str]:
    """The names and words by which the account calls private persons: {"Anna Petrova", "a teacher"}."""
    return frozenset(n for a in _actors(account) if a.private for n in (a.name, a.text) if n)


def _names(actor: Actor) -> Iterator[str]:
    """The personal names of a private person, whole and by their parts."""
    name = actor.name or ""
    if name:
        yield name
        yield from (part for part in name.split() if part[:1].isupper() and len(part) > 2)


def _actors(value: Any) -> Iterator[Actor]:
    if isinstance(value, Actor):
        yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _actors(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _actors(part)


def _rebuilt(value: Any, text: str, blacked: Any, phrases: set[str]) -> Any:
    """The same records with spans quoting `text`, private actors emptied and loose words blacked out."""
    if isinstance(value, Span):
        return Span(value.start, value.end, text[value.start : value.end])
    if isinstance(value, Actor) and value.private:
        span = _rebuilt(value.span, text, blacked, phrases)
        return Actor(PRIVATE, None, value.country, value.sector, None, None, span, True, value.via)
    if isinstance(value, Source) and value.actor is not None and value.actor.private:
        inner = dataclasses.replace(value, actor=None)
        return dataclasses.replace(
            _rebuilt(inner, text, blacked, phrases), text=PRIVATE, actor=_rebuilt(value.actor, text, blacked, phrases)
        )
    if isinstance(value, str):
        for phrase in phrases:
            value = value.replace(phrase, _WORD.sub(_MASK, phrase))
        return blacked(value)
    if isinstance(value, tuple):
        return tuple(_rebuilt(part, text, blacked, phrases) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _rebuilt(getattr(value, f.name), text, blacked, phrases) for f in dataclasses.fields(value)}
        if isinstance(value, Account):
            changed["report"] = dataclasses.replace(
                changed["report"], text=text, digest=value.report.digest, id=value.report.id
            )
            changed["run"] = value.run
        return dataclasses.replace(value, **changed)
    return value
