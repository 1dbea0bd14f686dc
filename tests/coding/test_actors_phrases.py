"""Phrases to parties: composition, persons, spokespersons, homographs."""

from __future__ import annotations

import functools

import pytest

from tocsin.coding.actors import (
    find_names,
    load_actor_index,
    people_of,
    resolve_phrase,
    spokesperson_of,
    years_of_offices,
)
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow
from tocsin.records import Actor


@functools.cache
def parsed(text: str) -> Sentence:
    return next(iter(load_parser().parse([segments(shadow(text))])))[0]


def party(text: str, head: str, on: str | None = None) -> tuple[Actor, ...]:
    sentence = parsed(text)
    index = load_actor_index()
    token = max(i for i, w in enumerate(sentence.words) if w == head)
    return resolve_phrase(sentence, token, index, on=on, people=people_of(text, index, on=on), text=text)


@pytest.mark.parametrize(
    ("text", "head", "country", "sector"),
    [
        ("Armenian Prime Minister Nikol Pashinyan spoke.", "Pashinyan", "ARM", "GOV"),
        ("The defence ministry of Azerbaijan denied it.", "ministry", "AZE", "MIL"),
        ("Azerbaijan's defence ministry denied it.", "ministry", "AZE", "MIL"),
        ("Syrian rebels took the town.", "rebels", "SYR", "REB"),
        ("Kurdish fighters in northern Iraq took the town.", "fighters", "IRQ", "REB"),
        ("Police held a British militant.", "militant", "GBR", "REB"),
        ("Israeli soldiers fired.", "soldiers", "ISR", "MIL"),
        ("UN peacekeepers left.", "peacekeepers", None, "IGO"),
        ("NATO troops left.", "troops", None, "IGO"),
        ("Villagers in western Azerbaijan fled.", "Villagers", "AZE", "CVL"),
        ("Washington urged restraint.", "Washington", "USA", "GOV"),
        ("The Kremlin denied it.", "Kremlin", "RUS", "GOV"),
        ("The Georgia governor resigned.", "governor", "USA", "GOV"),
        ("France urged both sides to stop.", "France", "FRA", "GOV"),
        ("Russian-backed militiamen in Ukraine fired.", "militiamen", "UKR", None),
        ("A Kenyan-led force reached the port.", "force", "KEN", "MIL"),
        ("A group of Algerian farmers met.", "group", "DZA", "AGR"),
        ("The Trump administration imposed tariffs.", "administration", "USA", "GOV"),
        ("Abkhaz forces crossed the river.", "forces", "GEO", "PRE"),
        ("Leaders of Hamas met.", "Leaders", "PSE", "REB"),
    ],
)
def test_country_and_sector(text: str, head: str, country: str | None, sector: str | None) -> None:
    found = party(text, head)
    assert [a.country for a in found] == [country]
    assert sector is None or found[0].sector == sector


def test_coordinated_modifiers_make_two_parties() -> None:
    assert [a.country for a in party("Armenian and Azerbaijani forces traded fire.", "forces")] == ["ARM", "AZE"]


def test_a_body_of_state_has_name_and_id() -> None:
    (actor,) = party("Armenian forces fired.", "forces")
    assert (actor.text, actor.name, actor.id, actor.role) == (
        "Armenian forces",
        "Armenian armed forces",
        "tocsin:ARM-MIL",
        None,
    )


def test_a_person_has_the_office_of_the_date() -> None:
    assert party("Vladimir Putin spoke.", "Putin", "2010-05-01")[0].role == "Prime Minister of Russia"
    assert party("Vladimir Putin spoke.", "Putin", "2020-05-01")[0].role == "President of Russia"
    assert party("Aliyev spoke.", "Aliyev", "2020-09-27")[0].name == "Ilham Aliyev"
    assert party("Aliyev spoke.", "Aliyev", "1999-09-27")[0].name == "Heydar Aliyev"
    assert party("Barack Obama spoke.", "Obama", "2020-09-27")[0].sector == "ELI"


def test_a_private_person_is_marked() -> None:
    assert party("Police shot a villager in Azerbaijan.", "villager")[0].private


@pytest.mark.parametrize("name", ["Jordan Peterson", "Paris Hilton", "Chelsea Clinton", "Michael Jordan"])
def test_a_persons_name_is_no_place(name: str) -> None:
    found = party(f"{name} arrived.", name.split()[1])
    assert all(a.country is None for a in found)


def test_a_spokesperson_gives_way_to_the_principal() -> None:
    text = "Guterres' spokesperson Stephane Dujarric condemned it."
    sentence, index = parsed(text), load_actor_index()
    head = sentence.words.index("Dujarric")
    (actor,) = resolve_phrase(sentence, head, index, on="2020-09-27", text=text)
    assert (actor.country, actor.sector, actor.via) == (None, "IGO", "principal")
    spoke = spokesperson_of(sentence, head, index, on="2020-09-27", text=text)
    assert spoke is not None
    assert spoke.name == "Stéphane Dujarric"
    assert party("A spokesman for the Syrian government denied it.", "spokesman")[0].country == "SYR"


def test_surnames_after_an_introduction() -> None:
    text = "Colonel Martin Okello led the raid. Okello was killed, said Zambian minister Grace Phiri, in Lusaka."
    index = load_actor_index()
    people = people_of(text, index)
    assert people["okello"].sector == "MIL"
    assert (people["phiri"].country, people["phiri"].sector) == ("ZMB", "GOV")
    found = [text[m.start : m.end] for m in find_names(text, index) if m.kind == "person"]
    assert found == ["Martin Okello", "Okello", "Grace Phiri"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (
            "US President Donald Trump and Armenian Prime Minister Nikol Pashinyan spoke; "
            "State Department spokesperson Morgan Ortagus said so.",
            {2019, 2020, 2021},
        ),
        ("British Prime Minister Liz Truss met French President Emmanuel Macron.", {2022}),
        ("Former US President Barack Obama spoke.", None),
        ("Villagers fled.", None),
    ],
)
def test_years_of_offices(text: str, years: set[int] | None) -> None:
    found = years_of_offices(text, load_actor_index())
    assert (set(found) if found is not None else None) == years


def test_the_principal_of_a_possessive_is_the_person() -> None:
    text = "UN chief Antonio Guterres met them. Guterres' spokesperson Stephane Dujarric condemned it."
    index = load_actor_index()
    sentence = next(iter(load_parser().parse([segments(shadow(text))])))[1]
    people = people_of(text, index)
    (actor,) = resolve_phrase(sentence, sentence.words.index("Dujarric"), index, people=people, text=text)
    assert actor.name == "António Guterres"
    assert party("The UN Sec-Gen called for talks.", "Sec-Gen")[0].name == "United Nations"
