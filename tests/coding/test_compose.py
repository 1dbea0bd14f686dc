"""Acts inside acts: nesting, operators, promises, threats, refusals, obligations, requests, one happening told twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.coding.events import Candidate

Candidates = Callable[[str], list[Candidate]]


def told(found: list[Candidate]) -> list[tuple[str, str | None, str]]:
    """(type, mode, factuality) of each act."""
    return [(c.coded.type, c.coded.mode, c.coded.factuality) for c in found]


def countries(found: Candidate) -> tuple[list[str | None], list[str | None]]:
    """Countries of actors and recipients."""
    return [a.country for a in found.actors], [r.country for r in found.recipients]


def one(found: list[Candidate], kind: str, mode: str | None = None) -> Candidate:
    """The only act of a type (and mode)."""
    (candidate,) = [c for c in found if c.coded.type == kind and (mode is None or c.coded.mode == mode)]
    return candidate


def test_a_light_verb_is_one_act_with_its_noun(coded: Candidates) -> None:
    """“launched an attack on” is one attack with both parties."""
    (act,) = coded("Israel launched an attack on Syria.")
    assert (act.coded.type, *countries(act)) == ("ASSAULT", ["ISR"], ["SYR"])


def test_a_promise_holds_the_act_promised(coded: Candidates) -> None:
    """The promise is asserted, what is promised is only planned, and it names its parent."""
    found = coded("Turkey promised to send troops to Libya.")
    assert told(found) == [("AGREE", None, "asserted"), ("MOBILIZE", "troops", "planned")]
    assert found[1].coded.parent == 0
    assert countries(found[0]) == (["TUR"], ["LBY"])


@pytest.mark.parametrize(
    ("text", "kind", "mode", "cameo", "inner"),
    [
        ("Russia will withdraw its troops from Georgia.", "AGREE", None, "0356", ("RETREAT", "withdraw", "planned")),
        ("The rebels said they would release the hostages.", "AGREE", None, "0353", ("RETREAT", "release", "planned")),
        ("President Macron said France would send aid to Lebanon.", "AGREE", None, "033", ("AID", None, "planned")),
        ("Israel will bomb Iran, its defence minister said.", "THREATEN", "violence", "138", ("ASSAULT", "explosives", "planned")),
        ("Egypt will not open the crossing.", "REJECT", "yield", "124", ("RETREAT", "access", "negated")),
        ("Iran will not talk to Israel.", "REJECT", "meet", "125", ("CONSULT", None, "negated")),
    ],
)
def test_a_future_of_ones_own_is_a_promise_threat_or_refusal(coded: Candidates, text: str, kind: str, mode: str | None, cameo: str,
                                                             inner: tuple[str, str | None, str]) -> None:
    """“will” promises or threatens, “will not” refuses; the act itself stays in the future."""
    found = coded(text)
    assert (found[0].coded.type, found[0].coded.mode, found[0].coded.cameo, found[0].coded.factuality) == (kind, mode, cameo, "asserted")
    assert told(found)[1] == inner
    assert found[1].coded.parent == 0


def test_who_refuses_talks_is_not_spoken_for_by_the_other(coded: Candidates) -> None:
    """A meeting has two actors, its refusal one."""
    assert countries(one(coded("Iran will not talk to Israel."), "REJECT")) == (["IRN"], ["ISR"])
    assert countries(one(coded("Israel and Syria will not meet."), "REJECT")) == (["ISR", "SYR"], [])


def test_what_others_say_somebody_will_do_is_no_announcement(coded: Candidates) -> None:
    """The White House does not threaten in Russia's name."""
    found = coded("The White House said Russia would attack Ukraine.")
    assert [c.coded.type for c in found if c.dropped is None] == ["ASSAULT"]
    assert one(found, "ASSAULT").coded.factuality == "planned"


@pytest.mark.parametrize("text", ["The rebels tried to seize the airport.", "The army attempted to capture the port."])
def test_an_attempt_is_no_threat(coded: Candidates, text: str) -> None:
    """Nothing is announced by trying."""
    assert told(coded(text)) == [("COERCE", "seize", "planned")]


def test_a_purpose_promises_nothing(coded: Candidates) -> None:
    """“sent troops to help” is the sending."""
    assert [c.coded.type for c in coded("Turkey sent troops to help Azerbaijan.") if c.dropped is None] == ["MOBILIZE"]


@pytest.mark.parametrize(
    ("text", "mode", "inner"),
    [
        ("The Kremlin said Ukraine must withdraw its troops from Donbas.", "yield", ("RETREAT", "withdraw", "demanded")),
        ("Iran said Iraq must not attack its villages.", "yield", ("ASSAULT", None, "negated")),
    ],
)
def test_an_obligation_of_another_is_a_request(coded: Candidates, text: str, mode: str, inner: tuple[str, str | None, str]) -> None:
    """“must” said of somebody else; what must not be done is not demanded."""
    found = coded(text)
    assert told(found) == [("REQUEST", mode, "asserted"), inner]
    assert found[1].coded.effect == "demanded"


def test_an_obligation_of_ones_own_is_no_request(coded: Candidates) -> None:
    """Nobody asks himself."""
    assert not [c for c in coded("Ukraine said it must withdraw its troops.") if c.coded.type == "REQUEST"]


@pytest.mark.parametrize(
    ("text", "mode", "inner"),
    [
        ("France urged Turkey to withdraw its troops from Syria.", "yield", "RETREAT"),
        ("Italy urged Libya to hold talks with Egypt.", "meet", "CONSULT"),
        ("Mali asked France for military help.", "assist", "AID"),
    ],
)
def test_the_mode_of_a_request_is_that_of_what_is_asked(coded: Candidates, text: str, mode: str, inner: str) -> None:
    """And what is asked is demanded of the one who is asked."""
    found = coded(text)
    request, asked = one(found, "REQUEST", mode), one(found, inner)
    assert asked.coded.factuality == "demanded"
    assert asked.coded.parent == found.index(request)
    assert countries(asked)[0][:1] == countries(request)[1][:1]


def test_two_kinds_of_things_asked_are_two_requests(coded: Candidates) -> None:
    """“a ceasefire and talks”: one asks to yield, one to meet, each with its own act inside."""
    found = coded("France called for a ceasefire and talks between Armenia and Azerbaijan.")
    yielding, meeting = one(found, "REQUEST", "yield"), one(found, "REQUEST", "meet")
    assert one(found, "RETREAT").coded.parent == found.index(yielding)
    assert one(found, "CONSULT").coded.parent == found.index(meeting)
    assert countries(yielding) == countries(meeting) == (["FRA"], ["ARM", "AZE"])


def test_two_things_of_one_kind_are_one_request(coded: Candidates) -> None:
    """Both acts hang on it."""
    found = coded("Italy urged Libya to release the fishermen and to return their boats.")
    request = one(found, "REQUEST")
    assert [c.coded.parent for c in found if c.coded.type == "RETREAT"] == [found.index(request)] * 2


def test_harm_that_is_asked_for_asks_nobody_to_yield(coded: Candidates) -> None:
    """“take up arms” is no concession."""
    found = coded("The minister urged the rebels to take up arms.")
    assert told(found) == [("REQUEST", None, "asserted"), ("MOBILIZE", "militia", "demanded")]


def test_an_accusation_gives_its_act_to_the_accused(coded: Candidates) -> None:
    """The shelling is claimed, and Russia's."""
    found = coded("Poland accused Russia of shelling the town.")
    assert countries(found[0]) == (["POL"], ["RUS"])
    assert one(found, "ASSAULT").coded.factuality == "claimed"
    assert countries(one(found, "ASSAULT"))[0] == ["RUS"]


def test_blame_goes_to_the_doer_of_the_deed(coded: Candidates) -> None:
    """“condemned the attack on Israel by Hamas” condemns Hamas."""
    (hamas,) = one(coded("France condemned the attack on Israel by Hamas."), "ACCUSE").recipients
    assert hamas.sector == "REB"
    assert countries(one(coded("France condemned the use of force by Azerbaijan."), "ACCUSE"))[1] == ["AZE"]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Turkey denied shelling Kurdish villages.", "denied"),
        ("Turkey began to shell Kurdish villages.", "asserted"),
        ("Turkey failed to withdraw its troops.", "negated"),
        ("Hamas claimed responsibility for the bombing of a bus in Israel.", "claimed"),
        ("Bosnia marked the anniversary of the massacre in Srebrenica.", "historical"),
        ("The president ordered the army to attack rebel bases.", "planned"),
    ],
)
def test_operators_turn_the_act_inside(coded: Candidates, text: str, factuality: str) -> None:
    """Denials, beginnings, failures, orders, memories: no act of their own."""
    acts = [c for c in coded(text) if c.coded.type in ("ASSAULT", "RETREAT")]
    assert [c.coded.factuality for c in acts] == [factuality]
    assert acts[0].coded.operators


def test_an_operator_lends_its_arguments(coded: Candidates) -> None:
    """Who denies the shelling is who would have shelled."""
    assert countries(one(coded("Turkey denied shelling Kurdish villages."), "ASSAULT"))[0] == ["TUR"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Clashes erupted between Armenia and Azerbaijan, killing 23 people.", ["ARM", "AZE"], []),
        ("Fighting broke out between Armenia and Azerbaijan.", ["ARM", "AZE"], []),
        ("Gunmen attacked a Kenyan bus, killing nine people and wounding thirty.", [None], ["KEN"]),
        ("Russian shells hit Kharkiv, killing two people.", ["RUS"], ["UKR"]),
        ("Twelve Malian soldiers were killed when rebels attacked a base.", [None], ["MLI"]),
        ("Israel killed three Syrian soldiers and wounded nine.", ["ISR"], ["SYR"]),
    ],
)
def test_one_happening_is_one_act(coded: Candidates, text: str, actors: list[str | None], recipients: list[str | None]) -> None:
    """Fighting that erupts, harm that follows, harm told first: each is one act of violence."""
    (act,) = [c for c in coded(text) if c.dropped is None]
    assert act.coded.type == "ASSAULT"
    assert [c if c in ("ARM", "AZE", "RUS", "ISR") else None for c in countries(act)[0]] == actors
    assert [c for c in countries(act)[1] if c] == [c for c in recipients if c]


def test_an_attacker_named_by_the_deed_stays_the_actor(coded: Candidates) -> None:
    """“A suicide bomber attacked a market, killing 23” is one suicide attack of the bomber."""
    (act,) = [c for c in coded("A suicide bomber attacked a market in Kabul, killing 23 people.") if c.dropped is None]
    assert (act.coded.type, act.coded.mode) == ("ASSAULT", "suicide-attack")
    assert [a.text for a in act.actors] == ["suicide bomber"]


def test_two_acts_of_one_verb_are_two(coded: Candidates) -> None:
    """Martial law and mobilisation are not the same."""
    found = coded("Sudan declared martial law and a general mobilisation.")
    assert {c.coded.type for c in found} == {"COERCE", "MOBILIZE"}
    assert all(countries(c)[0] == ["SDN"] for c in found)


def test_parents_are_indices_of_the_same_list(coded: Candidates) -> None:
    """However many promises and requests are put in between, links hold and never loop."""
    found = coded("France said it will urge Turkey to stop the raids and hold talks, and Egypt will not send troops or arrest the envoys, the "
                  "minister said Kenya must release the guards.")
    for i, c in enumerate(found):
        above, seen = c.coded.parent, {i}
        while above is not None:
            assert 0 <= above < len(found)
            assert above not in seen
            seen.add(above)
            above = found[above].coded.parent
