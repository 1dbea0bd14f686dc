"""The report that everything is judged by first, read as plain text with no publication date: its account comes out whole and right."""

from __future__ import annotations

from pathlib import Path

import pytest

import tocsin
from tocsin.records import Account, Event, Statement


@pytest.fixture(scope="module")
def account(shared: Path) -> Account:
    """The account of the acceptance report."""
    path = shared / "examples" / "karabakh-2020-09-27.txt"
    return tocsin.code(path.read_text(encoding="utf-8"))


def countries(actors: tuple[tocsin.Actor, ...]) -> set[str | None]:
    """ISO codes of parties; the sector stands in where there is no country."""
    return {a.country or a.sector for a in actors}


def find(account: Account, kind: str, mode: str | None = None, *, actors: set[str] | None = None, recipients: set[str] | None = None,
         factuality: str | None = None, words: str = "") -> list[Event]:
    """Events that meet all that is given."""
    return [e for e in account.events if e.event_type == kind and (mode is None or e.mode == mode)
            and (actors is None or countries(e.actors) == actors) and (recipients is None or countries(e.recipients) == recipients)
            and (factuality is None or e.factuality == factuality) and words in e.evidence[-1].quote]


def test_clashes_have_both_sides_place_and_day(account: Account) -> None:
    """(1) Both sides act, at Nagorno-Karabakh as a region, on a day whose year the offices named settle."""
    event = find(account, "ASSAULT", actors={"ARM", "AZE"}, factuality="asserted")[0]
    assert event.recipients == ()
    assert event.place is not None
    assert event.place.name == "Nagorno-Karabakh"
    assert event.place.precision == "region"
    assert event.when is not None
    assert (event.when.start, event.when.end) == ("2020-09-27", "2020-09-27")


def test_un_disapproves_and_requests(account: Account) -> None:
    """(2)–(5) The UN condemns, urges a halt and talks, and plans to speak with both leaders."""
    condemned = find(account, "ACCUSE", "disapprove", actors={"IGO"}, words="use of force")[0]
    assert "Dujarric" in " ".join(s.text for s in condemned.attribution)
    halt = find(account, "REQUEST", "yield", actors={"IGO"}, recipients={"ARM", "AZE"})
    assert halt
    by_id = {e.id: e for e in account.events}
    assert any(by_id[i].event_type == "RETREAT" and by_id[i].factuality == "demanded" for e in halt for i in e.demands)
    assert find(account, "REQUEST", "meet", actors={"IGO"}, recipients={"ARM", "AZE"}) or any(
        by_id[i].event_type == "CONSULT" for e in halt for i in e.demands)
    planned = find(account, "CONSULT", factuality="planned")
    assert any(countries(e.actors + e.recipients) == {"IGO", "AZE", "ARM"} for e in planned)


def test_armenia_declares_martial_law_and_mobilises(account: Account) -> None:
    """(6)–(7) One-party acts; “its male population” is no place."""
    assert find(account, "COERCE", "martial-law", actors={"ARM"}, factuality="asserted")
    assert find(account, "MOBILIZE", actors={"ARM"}, factuality="asserted")
    assert not [p for p in account.places if "male" in p.text.lower()]


def test_third_parties_take_positions(account: Account) -> None:
    """(8)–(12) The USA condemns and offers help, Turkey backs Azerbaijan, France calls for a ceasefire and dialogue."""
    assert find(account, "ACCUSE", "disapprove", actors={"USA"}, words="clashes")
    assert any(countries(e.actors) == {"USA"} for e in find(account, "AGREE") + find(account, "AID") + find(account, "SUPPORT"))
    assert find(account, "SUPPORT", actors={"TUR"}, recipients={"AZE"})
    french = find(account, "REQUEST", actors={"FRA"})
    assert {e.mode for e in french} >= {"yield"}
    by_id = {e.id: e for e in account.events}
    asked = {by_id[i].event_type for e in french for i in e.demands}
    assert "meet" in {e.mode for e in french} or "CONSULT" in asked


def test_claims_of_the_parties(account: Account) -> None:
    """(13)–(15) What Pashinyan, the villagers and a resident say stays theirs."""
    war = next(e for e in account.events if "declared war" in e.evidence[0].quote)
    assert war.factuality == "claimed"
    assert countries(war.actors) == {"AZE"}
    assert countries(war.recipients) == {"ARM"}
    assert war.attribution[-1].text == "Pashinyan"
    assert find(account, "REQUEST", "assist", actors={"AZE"})
    flight = next(e for e in account.events if "evacuating" in e.evidence[0].quote)
    assert flight.factuality == "claimed"
    assert [s.text.split(",")[0] for s in flight.attribution] == ["State agencies", "a resident of the village of Kapanli in the city of Tartar"]


def test_tolls(account: Account) -> None:
    """23 killed, more than 100 wounded, both at Nagorno-Karabakh, and no other toll."""
    assert [(t.kind, t.low, t.best, t.high) for t in account.tolls] == [("killed", 23, 23, 23), ("injured", 101, None, None)]
    violent = {e.id for e in account.events if e.event_type == "ASSAULT"}
    assert all(t.event in violent and t.place is not None and t.place.name == "Nagorno-Karabakh" for t in account.tolls)


def said(account: Account, speaker: str, words: str) -> list[Statement]:
    """Statements of a speaker whose content has the words."""
    return [s for s in account.statements if s.speaker is not None and speaker in f"{s.speaker.text} {s.speaker.name}" and words in s.content.quote]


@pytest.mark.parametrize(("speaker", "words"), [
    ("Guterres’s spokesperson", "extreme concern"), ("Dujarric", "condemned the use of force"), ("UN chief", "regret"),
    ("Dujarric", "called for both the nations"), ("UN leader's spokesperson", "strongly calls on the sides"),
    ("Trump", "very strongly"), ("Trump", "many good relations"), ("Ortagus", "alarmed"), ("Ortagus", "remain committed"),
    ("Aliyev", "confidence in taking back control"), ("Pashinyan", "declared war on his people"), ("resident", "evacuating their homes"),
    ("Another local", "let the whole world hear us"), ("Another local", "why the world leaders")])
def test_statement_has_its_speaker(account: Account, speaker: str, words: str) -> None:
    """Each statement with the one who makes it."""
    assert said(account, speaker, words)


def test_resident_speaks_through_state_agencies(account: Account) -> None:
    """The chain: the paper ← state agencies ← a resident."""
    statement = next(s for s in said(account, "resident", "evacuating") if s.cue is not None and s.cue.quote == "saying")
    assert [s.text for s in statement.attribution] == ["State agencies"]
    assert statement.speaker is not None
    assert statement.speaker.private


def stances(account: Account, holder: str) -> set[str]:
    """The stances of a country, or of the UN."""
    return {p.stance for p in account.positions if (p.holder.country or p.holder.sector) == holder}


def test_position_matrix(account: Account) -> None:
    """Who stands where."""
    assert stances(account, "IGO") >= {"concerned", "condemns", "urges"}
    assert stances(account, "USA") >= {"condemns", "concerned", "offers"}
    assert "urges" in stances(account, "FRA")
    assert [p for p in account.positions if p.holder.country == "TUR" and p.stance == "supports" and countries(p.target) == {"AZE"}]
    assert [p for p in account.positions if p.holder.country == "USA" and p.content and "stop it" in p.content]
    assert "supports" not in stances(account, "FRA")


def test_credits_and_parties(account: Account) -> None:
    """Inputs ANI, image AP; the parties are worked out from the text."""
    assert [(c.role, c.name) for c in account.report.credits] == [("inputs", "ANI"), ("image", "AP")]
    assert {p.country for p in account.parties} == {"ARM", "AZE"}


def test_every_span_quotes_the_text(account: Account) -> None:
    """Each span of the JSON form re-quotes the report."""
    text = account.report.text

    def check(value: object) -> int:
        if isinstance(value, dict):
            if {"start", "end", "quote"} == set(value):
                assert text[value["start"]:value["end"]] == value["quote"]
                return 1
            return sum(map(check, value.values()))
        return sum(map(check, value)) if isinstance(value, list) else 0

    assert check(account.to_dict()) > 150
