"""Where publishers live, and how their home and the other names settle which place is meant."""

from __future__ import annotations

import pytest

from tocsin.coding.place_homes import homes_of
from tocsin.coding.place_support import gather, join, shares
from tocsin.coding.places import find_places
from tocsin.gazetteer import DATA, open_gazetteer

pytestmark = pytest.mark.skipif(not (DATA / "gazetteer.bin").exists(), reason="run scripts/build_gazetteer.py first")


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("The Denver Post", ("Denver", "USA")),
        ("https://www.theparisnews.com/story/1", ("Paris", "USA")),
        ("lfpress.ca", ("London", "CAN")),
        ("edinburghnews.scotsman.com", ("Edinburgh", "GBR")),
        ("Dabanga", ("Khartoum", "SDN")),
    ],
)
def test_listed_publishers_have_one_home(publisher: str, home: tuple[str, str]) -> None:
    ((place, share),) = homes_of(publisher, open_gazetteer())
    assert (place.name, place.country, share) == (*home, 1.0)


def test_a_town_in_the_name_may_be_any_town_so_called() -> None:
    """A made-up paper: its name says Bristol, its domain's last part whether the English one is meant."""
    anywhere = homes_of("bristolcommunitynews.com", open_gazetteer())
    assert len({place.country for place, _ in anywhere}) > 1
    assert sum(share for _, share in anywhere) == pytest.approx(1.0)
    english = homes_of("bristolcommunitynews.co.uk", open_gazetteer())
    assert {place.country for place, _ in english} == {"GBR"}


@pytest.mark.parametrize("publisher", ["Reuters", "The Daily Item", "mercury.example", ""])
def test_names_without_a_town_have_no_home(publisher: str) -> None:
    assert homes_of(publisher, open_gazetteer()) == ()


def test_the_paper_of_a_small_town_means_that_town() -> None:
    text = "A man was arrested in Paris on Friday."
    assert [p.country for p in find_places(text)] == ["FRA"]
    assert [(p.country, p.admin1) for p in find_places(text, publisher="theparisnews.com")] == [("USA", "Texas")]


def test_names_settle_each_other() -> None:
    """Each name alone means several places; together they mean eastern Tennessee."""
    text = "Crews from Athens, Decatur, Sweetwater and Etowah fought the fire; so did Meigs County and McMinn County."
    assert {p.admin1 for p in find_places(text)} == {"Tennessee"}


def test_support_sums_the_shares_of_senses() -> None:
    gazetteer = open_gazetteer()
    senses = gazetteer.find("Goma")[:3]
    parts = [gather(zip(senses, shares([1.0] * len(senses)), strict=True))] * 2
    joined = join(parts)
    assert joined.total == pytest.approx(2.0)
    assert sum(joined.countries.values()) == pytest.approx(2.0)
    country, _, near = joined.around(senses[0])
    assert 0 < near <= country <= 2.0
