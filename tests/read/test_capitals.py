"""Text in capitals read in ordinary case, letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.lexicon.actors import load_actor_index
from tocsin.read.capitals import is_capitals, recase


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("TWO MEN DIED IN SOYAPANGO. THE ARMY LEFT.", "Two men died in Soyapango. The army left."),
        ("THE ARMY OF IRAQ SHELLED TWO TOWNS ON MONDAY.", "The army of Iraq shelled two towns on Monday."),
        ("GENERAL BLAND SAID THE REBELS HAD FLED.", "General Bland said the rebels had fled."),
        ("J. MARSH DEFENDED THE ATTACKS ON TURKEY.", None),
        ("THE GUNMEN SHOT ANGEL MARROQUIN AND JOSE ANGEL FLORES.", "The gunmen shot Angel Marroquin and Jose Angel Flores."),
        ("AN AK-47 WAS FOUND WITH THE NONCOMMISSIONED OFFICER IN COSTA RICA.", "An AK-47 was found with the noncommissioned officer in Costa Rica."),
        ("THE SPOKESMEN SAID COL VARGAS [AS RECEIVED] HAD LEFT.", "The spokesmen said Col Vargas [as received] had left."),
        ("POLICE ARRESTED ELENA VENTURA IN TEGUCIGALPA.", "Police arrested Elena Ventura in Tegucigalpa."),
    ],
)
def test_capitals_become_ordinary_case(text: str, wanted: str | None) -> None:
    """Common words are lowered; sentence openings, names, initials and unknown words keep their capital."""
    found = recase(text)
    assert found.lower() == text.lower()
    if wanted is not None:
        assert found == wanted


def test_the_lexicon_gives_acronyms_and_long_names_their_capitals() -> None:
    """With the actors' names at hand, bodies keep their letters."""
    found = recase("THE FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) TOLD US IT WOULD WAIT.", load_actor_index())
    assert found == "The Farabundo Marti National Liberation Front (FMLN) told us it would wait."


def test_ordinary_text_is_left_alone() -> None:
    """A text with a headline in capitals is no text in capitals."""
    text = "REBELS TAKE TOWN\n\nThe rebels took the town of Merzin after a night of heavy fighting, residents said."
    assert recase(text) is text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("THE ARMY ENTERED THE OLD TOWN", True), ("The Army Entered The Old Town", False), ("UN TO ACT", False), ("1234 5678 9012 3456", False)],
)
def test_capitals_need_enough_letters(text: str, wanted: bool) -> None:
    """Four letters in five of at least twenty."""
    assert is_capitals(text) is wanted


@settings(deadline=None)
@given(st.text(alphabet="ABCDEFG İßŸΣ.'\n -12", min_size=20, max_size=200))
def test_length_stays(text: str) -> None:
    """Offsets hold even for letters whose small form is longer."""
    assert len(recase(text)) == len(text)
