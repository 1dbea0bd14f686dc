"""What a person may correct in a fact: slots of words of the report, closed lists, and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin import vocab
from tocsin.errors import InputError
from tocsin.present import words
from tocsin.records import Event, Position, Statement, Toll
from tocsin.serve.filters import FORMS
from tocsin.serve.reading import span_of
from tocsin.store import Stored

WORDS: dict[str, tuple[str, ...]] = {
    "event": ("actor", "recipient", "place", "when", "source"),
    "statement": ("speaker", "addressee", "source"),
    "toll": ("whom", "place", "when", "source"),
    "position": ("holder", "target", "when"),
}
"""Slots that are filled by words of the report, by kind of fact."""
NUMBERS: dict[str, tuple[str, ...]] = {"toll": ("low", "best", "high")}
_MODES = tuple(dict.fromkeys(m for t in vocab.EVENT_TYPES.values() for m in t.modes))
LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "event": {
        "event_type": tuple(vocab.EVENT_TYPES),
        "mode": ("", *_MODES),
        "factuality": tuple(vocab.FACTUALITY),
    },
    "statement": {"form": FORMS},
    "toll": {"kind": tuple(vocab.TOLL_KINDS), "factuality": tuple(vocab.FACTUALITY)},
    "position": {"stance": tuple(vocab.STANCES)},
}
"""Slots with closed lists of values; "" is no value."""


def checked(stored: Stored[Any], text: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """The corrected values as they are kept: words with their span in `text`, numbers as numbers, "" for an emptied slot.

    Raises InputError naming the slot where a value does not fit.
    """
    kind = stored.kind
    near = start_of(stored.fact)
    out: dict[str, Any] = {}
    for name, value in fields.items():
        if name in WORDS[kind]:
            span = span_of(text, value, near) if value.strip() else None
            out[name] = {"text": value, "span": span} if span else value.strip()
        elif name in LISTS[kind]:
            if value not in LISTS[kind][name]:
                raise InputError(f"{name} {value!r} is not one of its values", advice=f"use {', '.join(LISTS[kind][name])}")
            out[name] = value
        elif name in NUMBERS.get(kind, ()):
            if value.strip() and not value.strip().isdigit():
                raise InputError(f"{name} {value!r} is no whole number", advice="write digits, or nothing where it is open")
            out[name] = int(value) if value.strip() else None
        else:
            known = (*WORDS[kind], *LISTS[kind], *NUMBERS.get(kind, ()))
            raise InputError(f"a {kind} has no slot {name!r}", advice=f"correct one of {', '.join(known)}")
    return out


_LABELS = {
    "actor": "who",
    "recipient": "to whom",
    "place": "where",
    "when": "when",
    "source": "according to",
    "speaker": "who says it",
    "addressee": "to whom",
    "whom": "of whom",
    "holder": "who",
    "target": "towards whom",
    "event_type": "act",
    "mode": "mode",
    "factuality": "told as",
    "form": "form",
    "kind": "kind",
    "low": "at least",
    "best": "best",
    "high": "at most",
    "stance": "stance",
}


def slots_of(stored: Stored[Any]) -> list[dict[str, Any]]:
    """The slots of a fact as the review screen shows them: name, label, how they are filled, the coded value, values to choose from."""
    kind, fact = stored.kind, stored.fact
    unresolved = dict(fact.unresolved) if isinstance(fact, Event) else {}
    found: list[dict[str, Any]] = [
        {"name": n, "label": _LABELS[n], "by": "words", "value": _words(fact, n), "why": unresolved.get(n, "")} for n in WORDS[kind]
    ]
    for name, options in LISTS[kind].items():
        found.append({"name": name, "label": _LABELS[name], "by": "list", "value": getattr(fact, name) or "", "options": options})
    for name in NUMBERS.get(kind, ()):
        value = getattr(fact, name)
        found.append({"name": name, "label": _LABELS[name], "by": "number", "value": "" if value is None else str(value)})
    return found


_PEOPLE = {"actor": "actors", "recipient": "recipients", "speaker": "speaker", "addressee": "addressees", "holder": "holder", "target": "target"}


def _words(fact: Any, slot: str) -> str:
    """What is coded in a slot of words, "" where nothing is."""
    if slot in _PEOPLE:
        held = getattr(fact, _PEOPLE[slot])
        return words.join([words.party(a) for a in (held if isinstance(held, tuple) else (held,)) if a is not None])
    if slot == "place":
        return f"{fact.place.name or fact.place.text} ({fact.place.precision})" if fact.place else ""
    if slot == "when":
        return words.when_words(fact.when).strip()
    if slot == "whom":
        return fact.whom.text if fact.whom else ""
    return words.according(fact.attribution)


def start_of(fact: Event | Statement | Toll | Position) -> int:
    """Where a fact stands in its report: the start of its first words."""
    return fact.content.start if isinstance(fact, Statement) else fact.evidence[0].start
