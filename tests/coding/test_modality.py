"""Whether it happened: auxiliaries, negation, conditions, what governs an infinitive."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.coding import modality
from tocsin.read.sentence import Sentence
from tocsin.vocab import FACTUALITY

Parse = Callable[[str], list[Sentence]]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Rebels attacked the town.", "attacked", "asserted"),
        ("Rebels have attacked the town.", "attacked", "asserted"),
        ("Rebels will attack the town.", "attack", "planned"),
        ("Rebels are going to attack the town.", "attack", "infinitive"),
        ("Rebels may attack the town.", "attack", "conditional"),
        ("Rebels must leave the town.", "leave", "demanded"),
        ("Rebels did not attack the town.", "attack", "negated"),
        ("Rebels won't leave the town.", "leave", "negated"),
        ("Nobody knows if rebels attacked the town.", "attacked", "conditional"),
        ("Rebels want to attack the town.", "attack", "infinitive"),
        ("Rebels will seize and burn the town.", "burn", "planned"),
        ("Rebels will seize the town and the army may flee.", "flee", "conditional"),
        ("Kenya is not ready for talks.", "ready", "negated"),
    ],
)
def test_the_words_around_a_verb(parse: Parse, text: str, word: str, wanted: str) -> None:
    """Modals, negation, `if`; coordinated verbs share what stands before the first."""
    (s,) = parse(text)
    assert modality.local(s, s.words.index(word)) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Rebels began to attack the town.", "attack", "asserted"),
        ("Rebels managed to seize the town.", "seize", "asserted"),
        ("Villagers were forced to flee.", "flee", "asserted"),
        ("Rebels hoped to attack the town.", "attack", "planned"),
        ("The plan to attack the town failed.", "attack", "planned"),
    ],
)
def test_an_infinitive_is_what_its_governor_makes_it(parse: Parse, text: str, word: str, wanted: str) -> None:
    """Beginning and managing imply the act, hoping does not."""
    (s,) = parse(text)
    assert modality.infinitive(s, s.words.index(word)) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Rebels may launch an attack.", "attack", "conditional"),
        ("No attack took place.", "attack", "negated"),
        ("The attack did not occur.", "attack", "negated"),
        ("The attack did not surprise Kenya.", "attack", "asserted"),
        ("Kenya said that rebels attacked the town.", "attacked", "asserted"),
        ("The ministers will hold talks.", "talks", "planned"),
    ],
)
def test_what_stands_above_a_noun_reaches_down(parse: Parse, text: str, word: str, wanted: str) -> None:
    """Verbs that make a noun's act happen pass on their modals and negation, others do not."""
    (s,) = parse(text)
    token = s.words.index(word)
    assert modality.combine(modality.embedding(s, token), modality.local(s, token)) == wanted


@pytest.mark.parametrize(
    ("outer", "inner", "wanted"),
    [
        ("asserted", "negated", "negated"),
        ("negated", "asserted", "negated"),
        ("negated", "negated", "asserted"),
        ("demanded", "negated", "demanded"),
        ("denied", "asserted", "denied"),
        ("planned", "conditional", "planned"),
        ("same", "planned", "planned"),
        ("claimed", "asserted", "claimed"),
        ("claimed", "negated", "negated"),
        ("historical", "asserted", "historical"),
    ],
)
def test_one_inside_another(outer: str, inner: str, wanted: str) -> None:
    """Two denials undo each other; what is demanded stays demanded."""
    assert modality.combine(outer, inner) == wanted


def test_combining_stays_on_the_scale() -> None:
    """Whatever is combined, one of the two or `asserted` comes out, and `asserted` outside changes nothing."""
    for outer in FACTUALITY:
        for inner in FACTUALITY:
            assert modality.combine(outer, inner) in (outer, inner, "asserted")
        assert modality.combine("asserted", outer) == outer
