"""A small account made by hand, so that what is presented can be tested without a language model."""

from __future__ import annotations

import pytest

from tocsin.read.report import make_report
from tocsin.records import (
    Account,
    Actor,
    DateMention,
    Event,
    Party,
    Place,
    Position,
    Run,
    Source,
    Span,
    Statement,
    Toll,
    Unresolved,
    When,
    Whom,
)

TEXT = (
    "Army units shelled Tartar on Friday, said Anna Petrova, a teacher.\n\n"
    "Two civilians were killed. France urged both sides to <b>halt</b> the fighting & talk."
)


def _at(words: str) -> Span:
    """The span of the first occurrence of `words`."""
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


@pytest.fixture
def sample() -> Account:
    """An account with one fact of each kind, a private person and something unresolved."""
    teacher = Actor(
        "Anna Petrova, a teacher",
        "Anna Petrova",
        "AZE",
        "EDU",
        "teacher",
        span=_at("Anna Petrova, a teacher"),
        private=True,
    )
    army = Actor("Army units", None, "ARM", "MIL", span=_at("Army units"))
    france = Actor("France", "France", "FRA", "GOV", id="FRA", span=_at("France"))
    chain = (Source("Anna Petrova, a teacher", teacher, "said", "witness", teacher.span),)
    place = Place("Tartar", "Tərtər", "AZE", "Tartar", 40.34, 46.93, "near", "geonames:585103", _at("Tartar"))
    friday = When("2020-07-03", "2020-07-03", "day", "Friday", "last such weekday up to publication", _at("Friday"))
    shelling = Event(
        "e-1",
        "ASSAULT",
        "heavy-weapons",
        ("military",),
        "194",
        4,
        -9.5,
        (army,),
        (),
        place,
        friday,
        "claimed",
        1,
        chain,
        (_at("shelled"), _at("Army units shelled Tartar on Friday")),
        "assault.shell",
        0.9,
        (),
        (),
        (),
        (("recipients", "nobody named as the recipient"),),
    )
    request = Event(
        "e-2",
        "REQUEST",
        "yield",
        (),
        "105",
        3,
        -1.0,
        (france,),
        (army,),
        None,
        None,
        "asserted",
        1,
        (),
        (_at("urged"), _at("France urged both sides to <b>halt</b> the fighting & talk")),
        "request.urge",
        0.8,
        ("e-3",),
    )
    halt = Event(
        "e-3",
        "RETREAT",
        "ceasefire",
        (),
        "087",
        2,
        7.5,
        (army,),
        (),
        None,
        None,
        "demanded",
        2,
        (),
        (_at("<b>halt</b>"),),
        "retreat.halt",
        0.4,
    )
    statement = Statement(
        "s-1", teacher, _at("said"), "indirect", _at("Army units shelled Tartar on Friday"), (), chain, ("e-1",)
    )
    toll = Toll(
        "t-1",
        "killed",
        2,
        2,
        2,
        "Two civilians",
        Whom("civilians", "civilians", "AZE", _at("civilians")),
        "event",
        None,
        "e-1",
        "asserted",
        (),
        (_at("Two civilians"), _at("Two civilians were killed")),
    )
    position = Position(
        "p-1", france, "urges", (army,), "halt the fighting", (_at("France urged both sides"),), event="e-2"
    )
    date = DateMention(
        "Friday", "DATE", "2020-07-03", "2020-07-03", "2020-07-03", "day", "last such weekday", _at("Friday")
    )
    report = make_report(
        TEXT,
        published="2020-07-03",
        title="Shelling <i>again</i>",
        publisher="The Paper",
        url="https://e.org/a?b=1&c=2",
    )
    run = Run("tocsin 0.1.0", "sha256:lexicon", "en 1", "sha256:settings")
    parties = (Party("ARM", "Armenia"), Party("AZE", "Azerbaijan"))
    unresolved = (Unresolved("whom", "“both sides” was not resolved", _at("both sides")),)
    return Account(
        report,
        run,
        (shelling, request, halt),
        (statement,),
        (toll,),
        (position,),
        (place,),
        (date,),
        parties,
        unresolved,
    )
