"""Which party a phrase means in its report: names, pronouns, both sides, owners, roles without a country."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.coding.parties import ReportParties
from tocsin.read.sentence import Sentence
from tocsin.records import Actor

Parse = Callable[[str], list[Sentence]]
Resolver = Callable[[str], ReportParties]
Meant = Callable[[str, str], tuple[Actor, ...]]


@pytest.fixture
def meant(parse: Parse, resolver: Resolver) -> Meant:
    """(text, word) → the parties the phrase headed by the last such word means."""

    def found(text: str, word: str) -> tuple[Actor, ...]:
        parties = resolver(text)
        at = [(s, i) for s in parse(text) for i, w in enumerate(s.words) if w == word]
        return parties.parties(*at[-1])

    return found


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("France left.", "France", [("FRA", "GOV")]),
        ("Armenia, Azerbaijan and Turkey met.", "Armenia", [("ARM", "GOV"), ("AZE", "GOV"), ("TUR", "GOV")]),
        ("Kenyan troops left.", "troops", [("KEN", "MIL")]),
        ("A group of Kenyan soldiers left.", "group", [("KEN", "MIL")]),
        ("The use of force ended.", "force", []),
        ("The raid came on Monday.", "Monday", []),
        ("It rained.", "It", []),
    ],
)
def test_phrases_by_themselves(meant: Meant, text: str, word: str, wanted: list[tuple[str, str]]) -> None:
    """Names and nationalities; coordinated names each; things that are no party."""
    assert [(a.country, a.sector) for a in meant(text, word)] == wanted


@pytest.mark.parametrize(
    ("text", "word", "country", "via"),
    [
        ("President Aliyev met President Erdogan. He left.", "He", "AZE", "coreference"),
        ("Kenya closed its border. It sent troops.", "It", "KEN", "coreference"),
        ("Kenya lost a town. Its people fled.", "people", "KEN", "possessor"),
        ("Kenya lost a town. The country mourned.", "country", "KEN", "coreference"),
        ("Protests went on in Kenya. Police fired.", "Police", "KEN", "context"),
    ],
)
def test_phrases_that_need_the_report(meant: Meant, text: str, word: str, country: str, via: str) -> None:
    """The record says how words were linked to the party, and keeps the words."""
    (actor,) = meant(text, word)
    assert (actor.country, actor.via) == (country, via)
    assert actor.span is not None
    assert word in actor.text == actor.span.quote


def test_both_sides_are_the_two_of_the_report(meant: Meant) -> None:
    """Each on its own, in the words of the phrase."""
    found = meant("Armenia and Azerbaijan clashed. France urged both sides to stop.", "sides")
    assert [(a.country, a.text, a.via) for a in found] == [("ARM", "both sides", "both sides"), ("AZE", "both sides", "both sides")]


def test_both_sides_of_nobody_stay_words(meant: Meant) -> None:
    """Never invented: no pair in the report, no countries."""
    (actor,) = meant("Officials urged both sides to stop.", "sides")
    assert (actor.text, actor.country) == ("both sides", None)


def test_leaders_of_both_are_two(meant: Meant) -> None:
    """“the ministers of the two countries” gives the role for each."""
    found = meant("Kenya and Chad clashed. The ministers of the two countries met.", "ministers")
    assert [(a.country, a.sector) for a in found] == [("KEN", "GOV"), ("TCD", "GOV")]


def test_a_role_for_each_country_named(meant: Meant) -> None:
    """“the leaders of Kenya and Somalia” are two parties."""
    assert [a.country for a in meant("The leaders of Kenya and Somalia met.", "leaders")] == ["KEN", "SOM"]


def test_context_of_two_countries_gives_none(meant: Meant) -> None:
    """An army between two countries named stays without one."""
    (actor,) = meant("Kenya and Chad met while the army waited.", "army")
    assert (actor.country, actor.sector) == (None, "MIL")


def test_an_unknown_name_is_kept_in_its_words(meant: Meant) -> None:
    """A name that the lexicon lacks is a party without a country; a capital at the start of a sentence makes no name."""
    (actor,) = meant("They met Zorblax Quint.", "Quint")
    assert (actor.text, actor.country) == ("Zorblax Quint", None)
    assert meant("Airstrikes hit the port.", "Airstrikes") == ()


def test_we_is_whoever_speaks(parse: Parse, resolver: Resolver) -> None:
    """Only inside a statement, and only once the speaker is known."""
    text = "Kenya said: “We left.”"
    parties = resolver(text)
    sentence = next(s for s in parse(text) if "We" in s.words)
    we = sentence.words.index("We")
    assert parties.parties(sentence, we) == ()
    known = resolver(text)
    known.speaker_at = lambda offset: Actor("Kenya", country="KEN", sector="GOV")
    assert [(a.text, a.country, a.via) for a in known.parties(sentence, we)] == [("We", "KEN", "speaker")]


@pytest.mark.parametrize(("text", "word", "wanted"), [("Kenya left.", "Kenya", True), ("Kenyan troops left.", "Kenyan", True), ("The raid ended.", "raid", False)])
def test_what_names_a_party_by_itself(parse: Parse, resolver: Resolver, text: str, word: str, wanted: bool) -> None:
    """Countries and nationalities do, common nouns do not."""
    (s,) = parse(text)
    assert resolver(text).is_party(s, s.words.index(word)) is wanted


@pytest.mark.parametrize(
    ("text", "thing", "wanted"),
    [
        ("They ignored the ultimatum by Kenya.", "ultimatum", ["KEN"]),
        ("They rejected Iran's offer.", "offer", ["IRN"]),
        ("They condemned the attack by Iran on Israel.", "attack", ["IRN"]),
        ("They condemned the Israeli raids.", "raids", ["ISR"]),
        ("They condemned the raids.", "raids", []),
    ],
)
def test_the_party_within_a_thing(parse: Parse, resolver: Resolver, text: str, thing: str, wanted: list[str]) -> None:
    """Whose it is, by whom it is, whom it is against."""
    (s,) = parse(text)
    assert [a.country for a in resolver(text).inside(s, s.words.index(thing))] == wanted


def test_the_pair_of_a_report(resolver: Resolver) -> None:
    """Two named together as sides; offices give way to their country."""
    pair = resolver("The presidents of Kenya and Chad met. Kenya and Chad clashed.").both()
    assert [(a.country, a.sector, a.role) for a in pair] == [("KEN", "GOV", None), ("TCD", "GOV", None)]
    assert resolver("Kenya closed its border.").both() == ()
