"""Who does what to whom in the tree: passives, shared and missing arguments, negation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.coding import grammar
from tocsin.read.sentence import Sentence

Parse = Callable[[str], list[Sentence]]


def asked(parse: Parse, text: str, verb: str, question: Callable[[Sentence, int], int | None]) -> str | None:
    """The word that answers `question` for `verb` in the one sentence of `text`."""
    (s,) = parse(text)
    found = question(s, s.words.index(verb))
    return None if found is None else s.words[found]


@pytest.mark.parametrize(
    ("text", "verb", "agent"),
    [
        ("The army shelled the town.", "shelled", "army"),
        ("The town was shelled by the army.", "shelled", "army"),
        ("The town shelled by the army burned.", "shelled", "army"),
        ("The town was shelled.", "shelled", None),
        ("The army ordered troops to fire on protesters.", "fire", "troops"),
        ("Syria promised Iraq to send troops.", "send", "Syria"),
        ("France called on Turkey to stop the attack.", "stop", "Turkey"),
        ("They accused Russia of shelling the town.", "shelling", "Russia"),
        ("The rebels, who hold the port, attacked the base.", "hold", "rebels"),
        ("The base that rebels attacked burned.", "attacked", "rebels"),
        ("The army seized and burned the village.", "burned", "army"),
        ("The village was seized and burned by the army.", "seized", "army"),
        ("The village was seized and burned by the army.", "burned", "army"),
        ("By blocking the road, they angered the guards.", "blocking", "they"),
        ("Iran was given arms by Russia.", "given", "Russia"),
        ("Kenya began to shell the camp.", "shell", "Kenya"),
    ],
)
def test_who_acts(parse: Parse, text: str, verb: str, agent: str | None) -> None:
    """Active and passive, controlled infinitives, relative clauses, coordination, gerunds."""
    assert asked(parse, text, verb, grammar.agents) == agent


@pytest.mark.parametrize(
    ("text", "verb", "thing"),
    [
        ("The army shelled the town.", "shelled", "town"),
        ("The town was shelled by the army.", "shelled", "town"),
        ("The town shelled by the army burned.", "shelled", "town"),
        ("The base that rebels attacked burned.", "attacked", "base"),
        ("The army seized and burned the village.", "seized", "village"),
        ("The village was seized and burned by the army.", "burned", "village"),
        ("The army retreated.", "retreated", None),
        ("The army left on the day they attacked.", "attacked", None),
    ],
)
def test_what_it_is_done_to(parse: Parse, text: str, verb: str, thing: str | None) -> None:
    """Objects, subjects of passives, nouns before participles and relative clauses."""
    assert asked(parse, text, verb, grammar.direct_object) == thing


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("The town was shelled.", "shelled", True),
        ("The town shelled by the army burned.", "shelled", True),
        ("The village was seized and burned by the army.", "burned", True),
        ("The army had shelled the town.", "shelled", False),
        ("The army shelled the town.", "shelled", False),
        ("Shelling the town, the army advanced.", "Shelling", False),
    ],
)
def test_passives(parse: Parse, text: str, verb: str, wanted: bool) -> None:
    """With and without an auxiliary; a perfect is active."""
    (s,) = parse(text)
    assert grammar.is_passive(s, s.words.index(verb)) is wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Troops did not fire.", "fire", True),
        ("Troops never fired.", "fired", True),
        ("No troops fired.", "fired", True),
        ("Police not only arrested the students but also beat them.", "arrested", False),
        ("Troops fired.", "fired", False),
        ("There were no attacks.", "attacks", True),
    ],
)
def test_negation(parse: Parse, text: str, word: str, wanted: bool) -> None:
    """`not`, `never`, `no`; `not only` denies nothing."""
    (s,) = parse(text)
    assert grammar.negated(s, s.words.index(word)) is wanted


@pytest.mark.parametrize(
    ("text", "noun", "thing"),
    [("A series of attacks shook the capital.", "series", "attacks"), ("Two of the guards fled.", "Two", "guards"), ("The attacks went on.", "attacks", "attacks")],
)
def test_partitives_are_looked_through(parse: Parse, text: str, noun: str, thing: str) -> None:
    """`a series of attacks` is attacks."""
    assert asked(parse, text, noun, grammar.core) == thing


def test_prepositional_phrases_with_their_objects(parse: Parse) -> None:
    """Two-step prepositions give the inner one; a bare dative is marked so."""
    (s,) = parse("Kenya pulled out of Somalia on Monday.")
    found = [(name, s.words[obj]) for name, _, obj in grammar.prepositions(s, s.words.index("pulled"))]
    assert ("of", "Somalia") in found
    assert ("on", "Monday") in found
    (s,) = parse("They gave him food.")
    assert ("dative", "him") in [(name, s.words[obj]) for name, _, obj in grammar.prepositions(s, s.words.index("gave"))]


def test_a_relative_pronoun_stands_for_its_noun(parse: Parse) -> None:
    """`who` is the rebels; a conjunction `that` stands for itself."""
    (s,) = parse("The rebels, who hold the port, attacked the base.")
    assert s.words[grammar.antecedent(s, s.words.index("who"))] == "rebels"
    (s,) = parse("He said that they fled.")
    that = s.words.index("that")
    assert grammar.antecedent(s, that) == that


def test_a_finite_clause_without_subject_does_not_take_the_speaker(parse: Parse) -> None:
    """Where the parse lost the subject, nobody is better than the wrong one."""
    base = parse("Kenya said rebels attacked.")[0]
    said, attacked = base.words.index("said"), base.words.index("attacked")
    lost = Sentence(base.index, base.paragraph, base.start, base.end, base.words, base.lemmas, base.tags, ("nsubj", "ROOT", "dep", "ccomp", "punct"),
                    (said, said, said, said, said), base.starts, base.ends, ((), (0, 2, 3, 4), (), (), ()))
    assert grammar.subject(lost, attacked) is None
