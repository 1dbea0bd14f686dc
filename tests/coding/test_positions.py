"""Where parties stand: read off acts and off words of feeling, never off what somebody else wants."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.coding.positions import stance_words
from tocsin.records import Position
from tocsin.vocab import STANCES


def positions(text: str) -> tuple[Position, ...]:
    """The positions of `text`."""
    return tocsin.code(text, published="2024-05-10").positions


@pytest.mark.parametrize(
    ("text", "holder", "stance", "target"),
    [
        ("Turkey strongly condemned the attack on Iraq by Iran.", "TUR", "condemns", ["IRN"]),
        ("France urged Turkey to withdraw its troops from Syria.", "FRA", "urges", ["TUR"]),
        ("Turkey announced its support for Azerbaijan.", "TUR", "supports", ["AZE"]),
        ("Norway is ready to mediate between Israel and Egypt.", "NOR", "offers", ["ISR", "EGY"]),
        ("Germany is deeply concerned about the fighting in Syria.", "DEU", "concerned", ["SYR"]),
    ],
)
def test_a_stance_with_its_holder_and_target(text: str, holder: str, stance: str, target: list[str]) -> None:
    """Who stands how towards whom, with words that quote the report."""
    found = [p for p in positions(text) if p.holder.country == holder and p.stance == stance]
    assert found
    assert [t.country for t in found[0].target] == target
    assert all(text[s.start : s.end] == s.quote for p in found for s in p.evidence)


def test_words_that_colour_are_kept() -> None:
    """“strongly” is the report's, not ours."""
    assert positions("Turkey strongly condemned the attack.")[0].strength == "strongly"
    assert positions("Turkey condemned the attack.")[0].strength is None


@pytest.mark.parametrize("text", ["India said that Turkey supports the rebels.", "France urged Turkey to end its support for Azerbaijan.", "Turkey is not concerned about Syria."])
def test_no_position_is_put_on_somebody(text: str) -> None:
    """Claims, wishes of others and denials give Turkey no stance."""
    assert not [p for p in positions(text) if p.holder.country == "TUR"]


def test_stance_words_are_of_the_list() -> None:
    """Every lemma of the table has a stance that exists."""
    table = stance_words()
    assert set(table) == {"noun", "adjective", "verb"}
    assert {s for words in table.values() for s in words.values()} <= set(STANCES)
    assert table["noun"]["concern"] == "concerned"
