"""Places in sentences of our own about conflicts all over the world: villages, districts, camps, seas, front lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.coding.place_groups import distance
from tocsin.coding.places import find_places, resolve_name, survey_places
from tocsin.gazetteer import DATA

pytestmark = pytest.mark.skipif(not (DATA / "gazetteer.bin").exists(), reason="run scripts/build_gazetteer.py first")

LINES = (Path(__file__).parents[1] / "data/places/world.tsv").read_text(encoding="utf-8").splitlines()
REACH = {"country": 350.0, "region": 350.0, "admin1": 110.0, "admin2": 110.0}
"""Kilometres that the position may be off, by precision; a town or site 45."""


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("#")])
def test_world(line: str) -> None:
    text, *wanted = line.split("\t")
    found = {place.text: place for place in find_places(text)}
    for one in wanted:
        name, country, latitude, longitude = one.rsplit(" ", 3)
        place = found[name]
        assert country in ("*", place.country), place
        assert place.latitude is not None and place.longitude is not None
        away = distance(place.latitude, place.longitude, float(latitude), float(longitude))
        assert away <= REACH.get(place.precision, 45.0), place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ukrainian troops crossed the Dnipro at Krynky.", ["Dnieper", "Krynky"]),
        ("A missile hit Dnipro on Monday.", ["Dnipro"]),
        ("Chelsea Clinton and Jordan Peterson met in London.", ["London"]),
        ("Defense Secretary Lloyd Austin visited Kyiv. Austin met troops.", ["Kyiv"]),
        ("Chad Johnson, 22, was shot in Houston.", ["Houston"]),
        ("Chechen rebels raided Nalchik.", ["Nalchik"]),
        ("The Somali army retook Jowhar.", ["Jawhar"]),
        ("The Dublin City Council met.", ["Dublin"]),
        ("Work on US-24 near Topeka, Kan., ended.", ["Topeka", "Kansas"]),
        ("Thousands marched in Punjab after the attack in Lahore.", ["Punjab", "Lahore"]),
    ],
)
def test_what_is_a_place_and_which(text: str, places: list[str]) -> None:
    assert [place.name for place in find_places(text)] == places


def test_the_punjab_is_that_of_the_town_beside_it() -> None:
    assert {p.country for p in find_places("Thousands marched in Punjab after the Lahore attack.")} == {"PAK"}
    assert {p.country for p in find_places("Thousands marched in Punjab after the Amritsar attack.")} == {"IND"}


def test_a_state_owns_its_dot_and_a_capital_does_not() -> None:
    assert [p.text for p in find_places("She moved to Louisville, Ky. The family stayed.")] == ["Louisville", "Ky."]
    assert [p.text for p in find_places("He visited Kyiv. Then he left.")] == ["Kyiv"]


def test_a_stranger_before_an_area_is_a_village_in_it() -> None:
    """The gazetteer knows a Paro in Bhutan only, which is not in Nduga."""
    (paro, nduga) = find_places("Rebels held the pilot in Paro, Nduga, and fled.")
    assert (paro.name, paro.country, paro.precision) == ("Paro", "IDN", "admin2")
    assert paro.gazetteer_id == nduga.gazetteer_id


def test_a_river_without_an_entry_lies_around_the_place_beside_it() -> None:
    river = find_places("Bodies were found in the Bikenge River near Bukavu.")[0]
    assert (river.text, river.country, river.precision) == ("Bikenge River", "COD", "region")


def test_given_spans_without_an_entry_are_placed_beside_the_others() -> None:
    text = "The crash near Coffman Park closed Perimeter Drive in Dublin, Ohio."
    survey = survey_places(text, given=[(15, 27), (54, 60), (62, 66)])
    (park,) = survey.villages
    assert park.container is not None
    assert (park.start, park.end, park.container.name) == (15, 27, "Dublin")


def test_adjectives_resolve_to_their_place_when_asked() -> None:
    for word, name in (("Iraqis", "Iraq"), ("Minnesotans", "Minnesota"), ("Abkhaz", "Abkhazia"), ("European", "Europe")):
        place = resolve_name(word)
        assert place is not None and place.name == name
    assert find_places("Iraqi troops met European envoys.") == ()


def test_a_disputed_box_does_not_take_the_neighbours_towns() -> None:
    for name, country in (("Rostov-on-Don", "RUS"), ("Taganrog", "RUS"), ("Goris", "ARM"), ("Mariupol", "UKR")):
        place = resolve_name(name)
        assert place is not None and place.country == country
