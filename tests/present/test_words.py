"""Facts in plain words, from templates alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tocsin.present import words
from tocsin.records import Account, Actor, Event, Place, Position, Source, Span, Toll, When
from tocsin.vocab import EVENT_TYPES, FACTUALITY, STANCES

FRANCE, CHAD = Actor("France", "France", "FRA", "GOV"), Actor("Chad", "Chad", "TCD", "GOV")


def event(kind: str = "ASSAULT", mode: str | None = None, actors: tuple[Actor, ...] = (FRANCE,), recipients: tuple[Actor, ...] = (CHAD,),
          factuality: str = "asserted") -> Event:
    """An event with these slots and the trigger `acted upon`."""
    return Event("e", kind, mode, (), None, None, None, actors, recipients, None, None, factuality, 1, (), (Span(0, 10, "acted upon"),), "r", 0.5)


def toll(low: int | None, best: int | None, high: int | None, **more: object) -> Toll:
    """A toll of killed with these bounds."""
    whole = Toll("t", "killed", low, best, high, "x", None, "event", None, None, "asserted", (), (Span(0, 1, "x"),))
    return replace(whole, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C", "A"], "A, B and C")])
def test_names_are_joined_once(names: list[str], text: str) -> None:
    """Commas, one `and`, no doubles."""
    assert words.join(names) == text


@pytest.mark.parametrize(
    ("actor", "text"),
    [
        (Actor("Macron", "Emmanuel Macron", "FRA", "GOV", "President of France"), "Emmanuel Macron (President of France)"),
        (Actor("the president", "Emmanuel Macron", "FRA", "GOV", "President of France", via="coreference"), "Emmanuel Macron (President of France)"),
        (Actor("the army", None, "TCD", "MIL", via="context"), "the army [TCD]"),
        (Actor("French troops", None, "FRA", "MIL"), "French troops"),
        (Actor("a baker, Jo Bell", "Jo Bell", role="baker", private=True), "a baker, Jo Bell"),
        (Actor("the Foreign Ministry", "Foreign Ministry", role="ministry"), "Foreign Ministry"),
    ],
)
def test_a_party_as_a_reader_knows_it(actor: Actor, text: str) -> None:
    """Name with office; the report's words for groups and private persons; a country that was worked out is marked."""
    assert words.party(actor) == text


@pytest.mark.parametrize(
    ("kind", "mode", "actors", "recipients", "text"),
    [
        ("ASSAULT", "heavy-weapons", (FRANCE,), (CHAD,), "France shelled Chad"),
        ("ASSAULT", None, (FRANCE, CHAD), (), "France and Chad fought each other"),
        ("CONSULT", None, (FRANCE, CHAD), (), "France and Chad held talks with each other"),
        ("ACCUSE", "disapprove", (FRANCE,), (CHAD,), "France condemned Chad"),
        ("RETREAT", "withdraw", (FRANCE,), (), "France withdrew"),
        ("REQUEST", "meet", (FRANCE,), (CHAD,), "France called for talks by Chad"),
        ("THREATEN", None, (FRANCE,), (CHAD,), "France threatened Chad (“acted upon”)"),
        ("ASSAULT", None, (), (CHAD,), "“acted upon”: Chad"),
        ("ASSAULT", None, (), (), "“acted upon”"),
    ],
)
def test_events_in_one_clause(kind: str, mode: str | None, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], text: str) -> None:
    """Who did what to whom; without a doer the report's own words."""
    assert words.event_words(event(kind, mode, actors, recipients)) == text


def test_every_type_and_mode_has_words() -> None:
    """With and without a recipient, told as fact or not, something readable comes out that names the actor."""
    for name, kind in EVENT_TYPES.items():
        for mode in (None, *kind.modes):
            for recipients in ((), (CHAD,)):
                for factuality in FACTUALITY:
                    text = words.event_words(event(name, mode, (FRANCE,), recipients, factuality))
                    assert text.startswith("France ")
                    assert "None" not in text


@pytest.mark.parametrize("factuality", ["planned", "demanded", "threatened", "conditional", "negated"])
def test_what_did_not_happen_is_never_told_as_done(factuality: str) -> None:
    """The act is quoted behind what it is."""
    text = words.event_words(event("ASSAULT", "heavy-weapons", factuality=factuality))
    assert "shelled" not in text
    assert "“acted upon”" in text


def test_place_and_day_are_added() -> None:
    """Precision is said where it is not a point; an unknown place is silent."""
    place = Place("Tartar", "Tərtər", "AZE", precision="admin1")
    friday = When("2020-07-03", "2020-07-03", "day")
    told = replace(event("ASSAULT", "heavy-weapons"), place=place, when=friday)
    assert words.event_words(told) == "France shelled Chad at Tərtər (admin1) on 3 July 2020"
    assert words.place_words(replace(place, precision="near")) == " at Tərtər"
    assert words.place_words(None) == words.when_words(None) == ""
    assert words.when_words(When("2020-07-01", "2020-07-31", "month")) == " between 1 July 2020 and 31 July 2020"
    assert words.when_words(When(None, "2020-07-31", "interval")) == ""


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [(23, 23, 23, "23"), (101, None, None, "at least 101"), (24, None, 99, "24 to 99"), (None, None, 40, "up to 40"), (0, 0, 0, "0")],
)
def test_numbers_keep_their_bounds(low: int | None, best: int | None, high: int | None, text: str) -> None:
    """Open bounds are said, nought is a number."""
    assert words.number_words(toll(low, best, high)) == text


def test_an_estimate_is_no_unknown_number() -> None:
    """“about 50” has a best figure and no bounds."""
    assert words.number_words(toll(None, 50, None)) == "about 50"
    assert words.number_words(toll(None, None, None)) == "an unknown number"


def test_tolls_say_since_when_and_of_what_they_are_part() -> None:
    """Cumulative counts and parts are marked, so that nobody adds them up."""
    assert words.toll_words(toll(90, 90, 90, period="cumulative", since="since 2011")) == "90 killed, in all since 2011"
    assert words.toll_words(toll(90, 90, 90, period="cumulative")) == "90 killed, in all"
    assert words.toll_words(toll(6, 6, 6, part=True)) == "among them 6 killed"


@pytest.mark.parametrize("stance", STANCES)
def test_every_stance_has_words(stance: str) -> None:
    """Holder first, target and content where known."""
    position = Position("p", FRANCE, stance, (CHAD,), "the raid", (Span(0, 1, "x"),), "strongly")
    text = words.position_words(position)
    assert text.startswith("France ")
    assert "Chad" in text
    assert "“the raid”" in text
    assert "(strongly)" in text


@pytest.mark.parametrize(
    ("chain", "text"),
    [
        ((Source("State agencies"), Source("a resident")), "a resident, via State agencies"),
        ((Source("Macron", Actor("Macron", "Emmanuel Macron", "FRA", "GOV", "President of France")),), "Emmanuel Macron (President of France)"),
        ((Source("reportedly", None, "reportedly", "unnamed"),), "unnamed sources (“reportedly”)"),
        ((), ""),
    ],
)
def test_the_chain_is_told_from_within(chain: tuple[Source, ...], text: str) -> None:
    """Who said it first, then through whom it is known."""
    assert words.according(chain) == text


def test_quotation_marks_are_not_doubled() -> None:
    """Outer marks of the report give way to ours; line breaks are blanks."""
    assert words.quoted("“alarmed\nby it,") == "“alarmed by it”"


def test_sample_facts_in_words(sample: Account) -> None:
    """The sample account's shelling and its toll."""
    assert words.event_words(sample.events[0]) == "Army units used heavy weapons at Tərtər on 3 July 2020"
    assert words.toll_words(sample.tolls[0]) == "2 killed (civilians)"
