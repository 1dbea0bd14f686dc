"""Who “he”, “they”, “both sides” are: nothing is taken that does not fit."""

from __future__ import annotations

import pytest

from tocsin.read.mentions import Introduced, means_both, party_key, principal_pair, referent, same_role
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments
from tocsin.records import Actor

ALIYEV = Actor("President Aliyev", "Ilham Aliyev", "AZE", "GOV", "President of Azerbaijan", "Q1")
ERDOGAN = Actor("Erdogan", "Recep Tayyip Erdoğan", "TUR", "GOV", "President of Türkiye", "Q2")
IRAN, IRAQ, UN = Actor("Iran", country="IRN", sector="GOV"), Actor("Iraq", country="IRQ", sector="GOV"), Actor("UN", sector="IGO", id="UN")
REBELS = Actor("rebels", sector="REB", id="grp")


def seen(*rows: tuple[int, int, Actor, str, bool]) -> list[Introduced]:
    """Introductions (sentence, token, actor, kind, subject) in text order."""
    return [Introduced(*row) for row in rows]


def test_he_is_the_subject_before() -> None:
    """“Aliyev met Erdogan. He said …” gives Aliyev."""
    before = seen((0, 0, ALIYEV, "person", True), (0, 3, ERDOGAN, "person", False))
    assert referent("he", before, 1, 0) is ALIYEV


def test_his_is_the_nearest_in_the_sentence() -> None:
    """“met Erdogan and his minister” gives Erdogan, where no subject fits."""
    before = seen((1, 2, ALIYEV, "person", False), (1, 4, ERDOGAN, "person", False))
    assert referent("his", before, 1, 6) is ERDOGAN


def test_it_is_no_person_and_he_no_country() -> None:
    """Kinds must agree."""
    before = seen((0, 0, ALIYEV, "person", True), (0, 3, IRAN, "body", False))
    assert referent("it", before, 1, 0) is IRAN
    assert referent("he", before[1:], 1, 0) is None


def test_they_may_be_a_group_or_a_country() -> None:
    """A plural pronoun takes groups and bodies, never one person."""
    assert referent("they", seen((0, 1, REBELS, "plural", True)), 0, 5) is REBELS
    assert referent("they", seen((0, 1, ALIYEV, "person", True)), 0, 5) is None


def test_nothing_is_taken_from_far_back_or_behind() -> None:
    """More than three sentences back, or after the pronoun, is out of reach."""
    assert referent("he", seen((0, 0, ALIYEV, "person", True)), 4, 0) is None
    assert referent("he", seen((0, 0, ALIYEV, "person", True)), 3, 0) is ALIYEV
    assert referent("he", seen((1, 5, ALIYEV, "person", True)), 1, 2) is None
    assert referent("table", seen((0, 0, ALIYEV, "person", True)), 1, 0) is None


@pytest.mark.parametrize(
    ("text", "head", "wanted"),
    [
        ("Both sides agreed.", "sides", True),
        ("The two countries agreed.", "countries", True),
        ("The sides agreed.", "sides", True),
        ("The warring parties agreed.", "parties", True),
        ("The two met.", "two", True),
        ("Both of the guards fled.", "Both", False),
        ("The side door burned.", "side", False),
        ("Opposition parties agreed.", "parties", False),
        ("The two Kurdish parties agreed.", "parties", False),
        ("Many countries agreed.", "countries", False),
    ],
)
def test_phrases_for_both(text: str, head: str, wanted: bool) -> None:
    """Only phrases that mean exactly the two parties count."""
    (s,) = next(load_parser().parse([segments(text)]))
    assert means_both(s, s.words.index(head)) is wanted


def test_the_pair_most_often_named_together_wins() -> None:
    """Coordination beats mere frequency; order is that of the text."""
    pair = principal_pair([(IRAQ, IRAN), (IRAN, UN), (IRAN, IRAQ)], [UN, UN, UN, ALIYEV, ALIYEV])
    assert pair == (IRAQ, IRAN)


def test_two_named_often_make_a_pair() -> None:
    """Without coordination the two most named, each more than once."""
    assert principal_pair([], [IRAN, IRAQ, IRAN, IRAQ, ALIYEV]) == (IRAN, IRAQ)
    assert principal_pair([], [IRAN, IRAN, IRAQ]) == ()
    assert principal_pair([], []) == ()


@pytest.mark.parametrize(("actor", "key"), [(ALIYEV, "AZE"), (REBELS, "grp"), (UN, None), (Actor("a firm", country="FRA", sector="MNC"), None)])
def test_what_makes_a_side(actor: Actor, key: str | None) -> None:
    """State organs count for their country, armed groups for themselves, international bodies for nobody."""
    assert party_key(actor) == key


def test_the_president_is_the_last_one_named_so() -> None:
    """A role alone takes the last person with that role, not the last person."""
    minister = Actor("Foreign Minister Lee", "Lee", "KOR", "GOV", "Foreign Minister")
    before = seen((0, 0, ALIYEV, "person", True), (0, 5, minister, "person", False))
    assert same_role(before, "president", 1) is ALIYEV
    assert same_role(before, "minister", 1) is minister
    assert same_role(before, "general", 1) is None
    assert same_role(before, "president", -1) is None
