"""The crosswalks from accounts to kinds of incident, and what police did; every text is ours."""

from __future__ import annotations

import pytest

from tocsin.coding.events import candidates
from tocsin.coding.parties import ReportParties
from tocsin.coding.police import police_acts
from tocsin.coding.subtypes import reasons, subtype_of
from tocsin.lexicon.actors import load_actor_index
from tocsin.lexicon.frames import load_frames
from tocsin.lexicon.subtypes import load_subtypes
from tocsin.pipeline import code
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow

SNIPPETS = (
    ("AIR_STRIKE", "Warplanes bombed a market in the rebel town, killing nine people."),
    ("ART_MISS_ATTACK", "Rebels fired dozens of rockets at the airport on Sunday night."),
    ("SUIC_BOMB", "A suicide bomber blew himself up outside a mosque, killing twelve worshippers."),
    ("GRENADE", "Two men on a motorcycle lobbed a hand grenade at a shop, wounding three."),
    ("REM_EXPLOS", "A roadside bomb hit a minibus near the village and four passengers died."),
    ("CHEM_WEAP", "Doctors said the victims of the chemical attack had inhaled chlorine."),
    ("SEX_VIOL", "Soldiers raped women in the camp, a rights group said."),
    ("ABDUCT_DISSAP", "Gunmen kidnapped a priest and two nuns from a convent."),
    ("ARREST", "Police detained the editor of an opposition newspaper."),
    ("PEACE_PROTEST", "Thousands marched peacefully through the capital calling for fresh elections."),
    ("PROTEST_WITH_INTER", "Police used water cannon to disperse a peaceful rally and detained forty people."),
    ("VIOL_DEMONSTR", "Protesters hurled petrol bombs and stones at riot police as the march turned violent."),
    ("FORCE_AGAINST_PROTEST", "Soldiers opened fire on demonstrators, killing six of them."),
    ("MOB_VIOL", "A mob beat two men to death after rumours of theft."),
    ("PROPERTY_DISTRUCT", "Unknown men torched three schools and a church overnight."),
    ("DISR_WEAP", "Troops discovered a cache of rifles and ammunition buried in a farmyard."),
    ("HQ_ESTABLISHED", "The army set up a new military base near the border."),
    ("AGREEMENT", "The two sides agreed on a ceasefire and a prisoner exchange."),
    ("DIPLO", "The government expelled three diplomats and announced new sanctions."),
    ("ATTRIB", "A militant group claimed responsibility for the attack on the barracks."),
    ("NATURAL_DISASTER", "A strong earthquake shook the coast and set off landslides."),
    ("MAN_MADE_DISASTER", "A tanker collided with a cargo ship and leaked tonnes of crude oil."),
    ("ORG_CRIME", "A drug cartel smuggled cocaine through the port, detectives said."),
    ("CHANGE_TO_GROUP_ACT", "Dozens of fighters defected to the government side last week."),
    ("GOV_REGAINS_TERIT", "Government forces recaptured the town and took full control of its airport."),
    ("NON_STATE_ACTOR_OVERTAKES_TER", "The rebels seized the district and overran two bases."),
    ("NON_VIOL_TERRIT_TRANSFER", "The soldiers entered the town without any resistance after its defenders withdrew."),
    ("ARMED_CLASH", "Fierce clashes between the army and insurgents killed ten soldiers."),
    ("ATTACK", "Armed men attacked a village and shot dead seven farmers."),
)


@pytest.mark.parametrize(("kind", "text"), SNIPPETS, ids=[k for k, _ in SNIPPETS])
def test_subtype(kind: str, text: str) -> None:
    """Each kind of incident is told from the others; the reasons name what decided."""
    account = code(text, published="2021-06-01")
    assert subtype_of(account) == kind
    assert any(r.subtype == kind and r.weight > 0 for r in reasons(text, account.events))


def test_nothing_known() -> None:
    """A text that tells of nothing of the kind is OTHER."""
    assert subtype_of(code("The orchestra played two symphonies.", published="2021-06-01")) == "OTHER"


def test_thirty_kinds() -> None:
    """The table has all thirty sub-types, each once."""
    names = [s.name for s in load_subtypes()]
    assert len(names) == len(set(names)) == 30


def acts(text: str) -> list[str]:
    """The kinds of police acts of a text."""
    (sentences,) = load_parser().parse([segments(shadow(text))])
    parties = ReportParties(text, sentences, load_actor_index())
    return [a.kind for a in police_acts([(s, candidates(s, load_frames(), parties)) for s in sentences])]


@pytest.mark.parametrize(("text", "kinds"), [
    ("Two people were killed in police firing.", ["KILL"]),
    ("Three rioters died when the police opened fire.", ["KILL"]),
    ("Soldiers shot dead four men near the bridge.", ["KILL"]),
    ("Police sentries killed one of the gunmen.", ["KILL"]),
    ("Two militants were killed at the gate.", ["KILL"]),
    ("Two policemen were killed by the mob.", []),
    ("A boy was stabbed to death in the market.", []),
    ("The police fired tear gas but nobody was hurt.", []),
    ("The arrests followed a visit by the minister.", ["ARREST"]),
    ("Sixty people have been booked under the act.", ["ARREST"]),
    ("Police arrested forty men and shot dead one of them.", ["ARREST", "KILL"]),
    ("The opposition wants the minister to be arrested.", []),
])
def test_police_acts(text: str, kinds: list[str]) -> None:
    """Killings and arrests by police, and what is neither."""
    assert acts(text) == kinds
