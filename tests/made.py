"""Accounts made by hand for tests of what comes after coding: no model, no gazetteer."""

from __future__ import annotations

import hashlib
from typing import Any

from tocsin.records import (
    Account,
    Actor,
    Event,
    Place,
    Position,
    Report,
    Run,
    Source,
    Span,
    Statement,
    Toll,
    When,
    Whom,
)

RUN = Run("tocsin test", "sha256:lexicon", "model", "sha256:settings")
LATER = Run("tocsin test", "sha256:other", "model", "sha256:settings")
TARTAR = Place("Tartar", "Tartar", "AZE", "Tartar", 40.34, 46.93, "exact", "geonames:584871")
MARTUNI = Place("Martuni", "Martuni", "AZE", "Martuni", 39.79, 47.11, "exact", "geonames:1")
ARMENIA = Actor("Armenian forces", "Armenian armed forces", "ARM", "MIL", id="tocsin:ARM-MIL")
AZERBAIJAN = Actor("Azerbaijani troops", "Azerbaijani armed forces", "AZE", "MIL", id="tocsin:AZE-MIL")
FRANCE = Actor("France", "France", "FRA", "GOV", id="tocsin:FRA")
MINISTRY = Source("the defence ministry", Actor("the defence ministry", "Ministry of Defence of Azerbaijan", "AZE", "MIL"), "said", "military")


def report(text: str, *, published: str | None = "2020-07-04", publisher: str | None = "Paper", title: str | None = None) -> Report:
    """A report whose id comes from its text and publisher."""
    key = hashlib.sha256(f"{text}|{published}|{publisher}".encode()).hexdigest()
    return Report(f"r-{key[:16]}", text, f"sha256:{key}", title, published, publisher, f"https://example.org/{key[:6]}")


def event(of: Report, words: str = "shelled", **given: Any) -> Event:
    """An assault whose trigger is the first place of `words` in the report."""
    start = of.text.index(words)
    values: dict[str, Any] = {
        "event_type": "ASSAULT", "mode": "heavy-weapons", "contexts": ("military",), "cameo": "194", "quad_class": 4, "goldstein": -9.5,
        "actors": (ARMENIA,), "recipients": (AZERBAIJAN,), "place": TARTAR, "when": When("2020-07-03", "2020-07-03", "day", "Friday"),
        "factuality": "claimed", "rank": 1, "attribution": (MINISTRY,), "rule": "assault.shell", "confidence": 0.8} | given
    evidence = (Span.of(of.text, start, start + len(words)), Span(0, len(of.text), of.text))
    return Event(id=f"e-{of.id[2:8]}-{start}", evidence=evidence, **values)


def toll(of: Report, event: Event | None, low: int | None, best: int | None = None, high: int | None = None, **given: Any) -> Toll:
    """A toll of an event."""
    values: dict[str, Any] = {"kind": "killed", "whom": Whom("civilians", "civilians", "AZE"), "period": "event", "since": None,
                              "factuality": "claimed", "attribution": (MINISTRY,)} | given
    name = f"t-{of.id[2:8]}-{values['kind']}-{low}-{values['period']}"
    return Toll(id=name, low=low, best=best if best is not None else low, high=high, text=str(low), event=event.id if event else None,
                evidence=(Span.of(of.text, 0, 5),), **values)


def account(text: str = "Armenian forces shelled Tartar on Friday, killing two civilians.", *, published: str | None = "2020-07-04", publisher: str | None = "Paper",
            run: Run = RUN, killed: int | None = 2, title: str | None = None, **given: Any) -> Account:
    """An account with one assault, its toll, a statement and a position."""
    of = report(text, published=published, publisher=publisher, title=title)
    assault = event(of, **given)
    tolls = () if killed is None else (toll(of, assault, killed),)
    said = Statement(f"s-{of.id[2:8]}", MINISTRY.actor, None, "indirect", Span.of(text, 0, min(20, len(text))), facts=(assault.id,))
    held = Position(f"p-{of.id[2:8]}", FRANCE, "urges", (ARMENIA, AZERBAIJAN), "halt the fighting", (Span.of(text, 0, 8),))
    return Account(of, run, (assault,), (said,), tolls, (held,))


def write_many(path: str, first: int) -> None:
    """Adds 25 accounts one by one; run by tests in processes of their own."""
    from tocsin.store import open_store

    with open_store(path) as store:
        for n in range(first, first + 25):
            store.add(account(f"They shelled it {n} times."))
