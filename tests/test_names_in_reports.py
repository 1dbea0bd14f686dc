"""Names that must come out right through the whole pipeline: one made-up sentence each."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.records import Account
from tocsin.settings import Settings

PUBLISHED = "2020-09-28"


def coded(text: str, published: str = PUBLISHED) -> Account:
    return tocsin.code(text, published=published)


@pytest.mark.parametrize(
    ("text", "name", "country", "precision", "position"),
    [
        ("Armenian forces shelled Azerbaijani positions in Nagorno-Karabakh on Sunday.", "Nagorno-Karabakh", "AZE", "region", (39.8, 46.8)),
        ("Azerbaijani troops shelled Stepanakert on Sunday.", "Khankendi", "AZE", "exact", (39.8, 46.8)),
        ("Azerbaijani troops attacked a post in Khankendi on Sunday.", "Khankendi", "AZE", "exact", (39.8, 46.8)),
        ("Armenian forces shelled the village of Kapanli in Tartar district on Sunday.", "Kapanli", "AZE", "near", (40.3, 46.9)),
        ("Azerbaijani drones struck a convoy in Artsakh on Sunday.", "Nagorno-Karabakh", "AZE", "region", (39.8, 46.8)),
        ("Syrian government forces bombed Aleppo on Sunday.", "Aleppo", "SYR", "exact", (36.2, 37.2)),
        ("Russian warplanes bombed Idlib on Sunday.", "Idlib", "SYR", "admin1", (35.9, 36.6)),
        ("Russian troops shelled Kherson on Sunday.", "Kherson", "UKR", "exact", (46.6, 32.6)),
        ("Ukrainian troops attacked Russian positions in Bakhmut on Sunday.", "Bakhmut", "UKR", "exact", (48.6, 38.0)),
        ("Israeli forces bombed Gaza on Sunday.", "Gaza", "PSE", "admin1", (31.4, 34.4)),
        ("Israeli forces bombed Rafah on Sunday.", "Rafah", "PSE", None, (31.3, 34.3)),
        ("Israeli forces bombed Khan Younis on Sunday.", "Khān Yūnis", "PSE", "exact", (31.3, 34.3)),
        ("Ukrainian forces shelled Donetsk on Sunday.", "Donetsk", "UKR", "exact", (48.0, 37.8)),
        ("Ethiopian troops attacked rebels in Tigray on Sunday.", "Tigray", "ETH", "admin1", (14.0, 38.5)),
        ("Ethiopian troops bombed Mekelle on Sunday.", "Mek'ele", "ETH", "exact", (13.5, 39.5)),
        ("Insurgents attacked a village in Cabo Delgado on Sunday.", "Cabo Delgado", "MOZ", "admin1", (-12.3, 39.3)),
        ("Myanmar's army shelled villages in Rakhine on Sunday.", "Rakhine", "MMR", "admin1", (19.4, 93.7)),
        ("Rebels attacked an army post in Kachin on Sunday.", "Kachin", "MMR", "admin1", (25.5, 97.0)),
        ("Militiamen killed 20 civilians in Darfur on Sunday.", "Darfur", "SDN", "region", (13.0, 25.0)),
        ("The RSF shelled El Fasher on Sunday.", "El Fasher", "SDN", "exact", (13.6, 25.3)),
        ("M23 rebels attacked the army in North Kivu on Sunday.", "Nord-Kivu", "COD", "admin1", (-0.4, 29.3)),
        ("M23 rebels shelled Goma on Sunday.", "Goma", "COD", "exact", (-1.7, 29.2)),
        ("Taliban fighters killed five policemen in Helmand on Sunday.", "Helmand", "AFG", "admin1", (31.6, 64.2)),
        ("Pakistani and Indian troops exchanged fire across the Line of Control on Sunday.", "Line of Control", None, "region", (34.0, 74.2)),
        ("Israel struck Syrian positions in the Golan Heights on Sunday.", "Golan Heights", "SYR", "region", (33.0, 35.8)),
        ("Israeli troops killed a Palestinian in the West Bank on Sunday.", "West Bank", "PSE", "admin1", (31.9, 35.2)),
        ("Indian troops killed two militants in Kashmir on Sunday.", "Kashmir", "IND", "region", (34.0, 76.0)),
    ],
)  # fmt: skip
def test_the_place_of_the_event(text: str, name: str, country: str | None, precision: str | None, position: tuple[float, float]) -> None:
    event = coded(text).events[0]
    place = event.place
    assert place is not None
    assert (place.name, place.country) == (name, country)
    assert precision is None or place.precision == precision
    assert (place.latitude, place.longitude) == pytest.approx(position, abs=0.6)
    assert event.when is not None
    assert (event.when.start, event.when.end) == ("2020-09-27", "2020-09-27")


@pytest.mark.parametrize(
    ("text", "person", "place"),
    [
        ("Paris Hilton met soldiers in London on Sunday.", "Paris Hilton", "London"),
        ("Jordan Peterson criticised the government in Ottawa on Sunday.", "Jordan Peterson", "Ottawa"),
        ("Chelsea Clinton visited refugees in Kenya on Sunday.", "Chelsea Clinton", "Kenya"),
    ],
)
def test_a_person_named_like_a_place(text: str, person: str, place: str) -> None:
    account = coded(text)
    assert [p.name for p in account.places] == [place]
    actor = account.events[0].actors[0]
    assert (actor.name, actor.country) == (person, None)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers ate turkey before they attacked the rebels.",
        "The rebels broke the china and attacked the guards.",
        "Guards attacked male prisoners with a chad.",
    ],
)
def test_a_common_word_is_no_country(text: str) -> None:
    account = coded(text)
    assert account.places == ()
    assert {a.country for e in account.events for a in (*e.actors, *e.recipients)} <= {None}


def test_a_male_population_is_no_place() -> None:
    account = coded("Armenia mobilised its male population on Sunday.")
    assert [p.country for p in account.places] == ["ARM"]
    assert [(e.event_type, [a.country for a in e.actors], e.place) for e in account.events] == [("MOBILIZE", ["ARM"], None)]


@pytest.mark.parametrize(
    ("text", "published", "country", "sector", "name"),
    [
        ("The Kremlin condemned the attack.", PUBLISHED, "RUS", "GOV", None),
        ("Downing Street condemned the attack.", PUBLISHED, "GBR", "GOV", None),
        ("Baku condemned the attack.", PUBLISHED, "AZE", "GOV", None),
        ("The IDF bombed Hamas positions.", PUBLISHED, "ISR", "MIL", None),
        ("The Tatmadaw shelled a village.", PUBLISHED, "MMR", "MIL", None),
        ("Guterres condemned the attack.", PUBLISHED, None, "IGO", "António Guterres"),
        ("Stoltenberg condemned the attack.", "2022-03-01", None, "IGO", "Jens Stoltenberg"),
        ("Rutte condemned the attack.", "2025-03-01", None, "IGO", "Mark Rutte"),
        ("Kallas condemned the attack.", "2025-03-01", None, "IGO", "Kaja Kallas"),
        ("Trump condemned the attack.", "2019-03-01", "USA", "GOV", "Donald Trump"),
        ("Pashinyan condemned the attack.", PUBLISHED, "ARM", "GOV", "Nikol Pashinyan"),
        ("Tamil rebels attacked a convoy.", PUBLISHED, "LKA", "REB", None),
        ("Kurdish fighters in northern Iraq attacked Turkish troops.", PUBLISHED, "IRQ", "REB", None),
        ("Israel's Labour Party condemned the attack.", PUBLISHED, "ISR", "PTY", None),
        ("In Nicaragua, the National Electoral Council condemned the attack.", PUBLISHED, "NIC", "GOV", None),
    ],
)
def test_who_acts(text: str, published: str, country: str | None, sector: str, name: str | None) -> None:
    actor = coded(text, published).events[0].actors[0]
    assert (actor.country, actor.sector) == (country, sector)
    assert name is None or actor.name == name


def test_the_place_of_the_dateline_is_not_the_day_of_the_event() -> None:
    """The day a clause names is its event's, not the one of the dateline or of publication."""
    account = coded("BAKU, Sept 30 (Reuters) - Armenian forces shelled the town of Tartar on September 27.", "2020-10-01")
    event = account.events[0]
    assert event.when is not None
    assert event.when.start == "2020-09-27"
    assert event.place is not None
    assert event.place.name == "Tartar"


def test_disputed_land_follows_the_setting() -> None:
    """Both the party and the place of an event are whose the policy says."""
    text = "Azerbaijani troops shelled Stepanakert on Sunday."
    claimed, held = (tocsin.code(text, published=PUBLISHED, settings=Settings(territory_policy=p)) for p in ("claimant", "de-facto"))
    assert [p.country for p in claimed.places] == ["AZE"]
    assert [p.country for p in held.places] == ["ARM"]
    assert claimed.run.settings != held.run.settings


@pytest.mark.parametrize("text", ["Patel was killed by rebels.", "Sara was killed by rebels.", "Mr Marri was killed by rebels."])
def test_a_person_named_like_a_people(text: str) -> None:
    event = coded(text).events[0]
    assert {a.country for a in (*event.actors, *event.recipients)} == {None}


@pytest.mark.parametrize(
    ("text", "country"),
    [("Karen rebels attacked an army post.", "MMR"), ("Fur rebels attacked an army post.", "SDN"), ("Ethnic Chin rebels attacked an army post.", "MMR")],
)
def test_a_people_named_like_a_person_or_a_word(text: str, country: str) -> None:
    assert [(a.country, a.sector) for a in coded(text).events[0].actors] == [(country, "REB")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Clashes broke out on Sunday, September 27. Armenian Prime Minister Nikol Pashinyan and US Secretary of State Mike Pompeo spoke.", "2020-09-27"),
        ("Rebels shelled the town on Tuesday, March 3. Turkish President Recep Tayyip Erdogan and US President Barack Obama condemned it.", "2015-03-03"),
    ],
)  # fmt: skip
def test_offices_choose_the_year_where_nothing_is_published(text: str, day: str) -> None:
    account = tocsin.code(text)
    assert account.dates[0].start == day
    assert "offices" in account.dates[0].rule
    assert account.events[0].when is not None
    assert account.events[0].when.start == day


def test_an_open_year_is_told() -> None:
    account = tocsin.code("Rebels shelled the town on Tuesday, March 3.")
    assert account.dates[0].start is None
    assert len(account.dates[0].candidates) > 1
    assert any("fits" in u.reason for u in account.unresolved)
