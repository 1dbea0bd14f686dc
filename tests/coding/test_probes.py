"""Hard cases of event coding, each with variations: what must be coded and what must not. Every sentence is ours."""

from __future__ import annotations

import pytest

from tocsin import vocab
from tocsin.pipeline import code
from tocsin.records import Actor, Event

NOTHING = {
    "homographs": (
        "The town has 4,300 inhabitants, and its male population is shrinking.",
        "Male and female voters queued outside the school.",
        "The family sat down to a Turkey dinner with all the trimmings.",
        "They had a Turkey dinner at home on Sunday.",
        "The Georgia governor signed the budget on Tuesday.",
        "A Georgia man won the lottery on Friday.",
        "Chad Miller beat his brother at chess.",
        "Chad met Susan at the gym on Sunday.",
        "Jordan's shirt was sold at auction for two million dollars.",
        "Michael Jordan attacked the basket in the final minute.",
        "She smashed the China plates that her aunt had left her.",
        "Paris Hilton arrived in a pink dress.",
        "Israel Adesanya knocked out his opponent in the second round.",
        "The Kenya Airways flight landed safely in Lagos.",
    ),
    "sport and business": (
        "Barcelona beat Madrid in the battle for the title.",
        "England attacked from the start and crushed Scotland 34-10.",
        "Argentina destroyed Brazil 5-1 in the semi-final.",
        "The Titans fired their coach after a third defeat.",
        "Supermarkets are locked in a price war.",
        "Attack ads flooded the state before the vote.",
        "Oracle launched a hostile bid for its rival.",
        "Shares in the bank were hammered on Tuesday.",
        "The company rejected a hostile bid from its rival.",
    ),
    "weather and accidents": (
        "A heavy storm battered the coast, killing twelve people.",
        "Hurricane Irma struck Cuba, destroying thousands of homes.",
        "Typhoon Mara killed forty people in the Philippines.",
        "An avalanche killed two skiers in Austria.",
        "Three miners died when a tunnel collapsed in Chile.",
        "Two trains collided near Pune, killing nine passengers.",
        "Ten people were killed when a bus plunged into a ravine in Nepal.",
        "A gas explosion destroyed a block of flats in Russia.",
        "A shark attacked a surfer off Australia.",
    ),
    "films and books": (
        "The film shows how Germany invaded Poland.",
        "In the novel a Russian spy kills the prime minister.",
        "The series follows a detective who shoots a senator.",
        "Her new book tells how the rebels stormed the palace.",
        "The play depicts a king who executes his own generals.",
    ),
    "obituaries": (
        "The general, who commanded British troops in Malaya, has died at the age of 94.",
        "The actor, who played a ruthless colonel, died in his sleep.",
    ),
    "conditions and possibilities": (
        "If Turkey attacks the town, the Kurds will flee.",
        "Should Russia invade Estonia, the alliance would be tested.",
        "China could invade Taiwan within five years.",
        "Russia may expel the diplomats.",
    ),
    "what did not happen": (
        "The militia did not attack the convoy.",
        "No soldiers were killed in the clash.",
        "Iran has yet to release the two French hostages.",
        "Turkey has yet to withdraw its troops from Syria.",
    ),
}


def events(text: str) -> list[Event]:
    """The events of a text published in October 2020, the main one first."""
    return sorted(code(text, published="2020-10-02").events, key=lambda e: e.rank)


@pytest.mark.parametrize("text", [t for texts in NOTHING.values() for t in texts])
def test_nothing_counts(text: str) -> None:
    """No event that counts as having happened comes out."""
    found = [(e.event_type, e.factuality, e.rule) for e in events(text) if e.factuality in vocab.COUNTED_FACTUALITY]
    assert not found


def says(actor: Actor, wanted: str) -> bool:
    """Whether an actor is `ISO3`, `ISO3:SECTOR` or `:SECTOR`."""
    country, _, sector = wanted.partition(":")
    return (not country or actor.country == country) and (not sector or actor.sector == sector)


def matches(event: Event, wanted: str) -> bool:
    """Whether an event is `actor > TYPE/mode factuality > recipient`; empty parts ask for nothing."""
    actor, act, recipient = (part.strip() for part in wanted.split(">"))
    kind, _, factuality = act.partition(" ")
    name, _, mode = kind.partition("/")
    return (event.event_type == name and (not mode or event.mode == mode) and event.factuality == (factuality or "asserted")
            and (not actor or any(says(a, actor) for a in event.actors))
            and (not recipient or any(says(a, recipient) for a in event.recipients)))


TOLD = {
    "denial": (
        ("Russia denied that its jets bombed the hospital.", "RUS > ASSAULT/aerial denied >"),
        ("Azerbaijan denied that it shelled the town.", "AZE > ASSAULT/heavy-weapons denied >"),
        ("Russia denied shelling the plant.", "RUS > ASSAULT/heavy-weapons denied >"),
        ("Iran denies supplying drones to Russia.", "IRN > AID denied > RUS"),
        ("The army denied killing civilians in the village.", ":MIL > ASSAULT denied > :CVL"),
    ),
    "conditionals": (
        ("If Turkey attacks the town, the Kurds will retaliate.", "TUR > ASSAULT conditional >"),
        ("Should Russia invade Estonia, NATO would respond with force.", "RUS > ASSAULT conditional > EST"),
        ("Unless the rebels withdraw, the army will shell the town.", ":MIL > THREATEN/violence >"),
        ("China could invade Taiwan within five years.", "CHN > ASSAULT conditional > TWN"),
    ),
    "future": (
        ("France will send troops to Mali next week.", "FRA > MOBILIZE/troops planned >"),
        ("The president will meet the Turkish foreign minister on Friday.", " > CONSULT planned >"),
        ("Pakistan will release the Indian pilot on Friday.", "PAK > RETREAT/release planned > IND"),
    ),
    "background": (
        ("Iraq invaded Kuwait in 1990.", "IRQ > ASSAULT historical > KWT"),
        ("In 2003 the United States invaded Iraq.", "USA > ASSAULT historical > IRQ"),
        ("The town was destroyed by Soviet troops in 1944.", "RUS:MIL > ASSAULT/destroy historical >"),
        ("In 1979 the Soviet Union invaded Afghanistan.", "RUS > ASSAULT historical > AFG"),
    ),
    "quotation marks that distance": (
        ('The "breakaway" republic was attacked by Azerbaijan.', "AZE > ASSAULT >"),
        ('Turkish forces shelled a "safe zone" in Syria.', "TUR:MIL > ASSAULT/heavy-weapons > SYR"),
        ('The so-called "republic" of the rebels released two Ukrainian soldiers.', "> RETREAT/release > UKR:MIL"),
    ),
    "headlines": (
        ("Israel strikes Hamas tunnels in Gaza", "ISR > ASSAULT >"),
        ("Russia expels two Czech diplomats", "RUS > SANCTION/expel > CZE"),
        ("US strikes Iran-backed militia in Syria", "USA > ASSAULT > :PRM"),
        ("12 killed in Kabul bomb attack", "> ASSAULT >"),
        ("Turkey, Greece hold talks in Ankara", "TUR > CONSULT >"),
    ),
    "agentless passives": (
        ("Two journalists were arrested in Minsk on Friday.", "> COERCE/arrest > :JRN"),
        ("The bridge was blown up on Sunday night.", "> ASSAULT/destroy >"),
        ("Hundreds were detained after the rally in Moscow.", "> COERCE/arrest >"),
    ),
    "nominalisations": (
        ("The arrest of the opposition leader by Turkish police angered Germany.", "TUR:COP > COERCE/arrest > :OPP"),
        ("The bombing of Aleppo by Russian jets continued.", "RUS:MIL > ASSAULT > SYR"),
        ("The withdrawal of Ethiopian troops from Somalia began on Monday.", "ETH:MIL > RETREAT/withdraw >"),
        ("Russia's invasion of Ukraine was condemned by France.", "RUS > ASSAULT > UKR"),
        ("Russia's invasion of Ukraine was condemned by France.", "FRA > ACCUSE/disapprove > RUS"),
        ("Two people were killed in police firing in the town.", ":COP > ASSAULT > :CVL"),
        ("Six villagers were killed in army shelling of the town.", ":MIL > ASSAULT >"),
        ("A rebel attack on the town killed six.", ":REB > ASSAULT >"),
    ),
    "coordination": (
        ("Russian troops shelled Kharkiv and seized Izyum.", "RUS:MIL > ASSAULT/heavy-weapons > UKR"),
        ("The rebels attacked an army post, killed nine soldiers and took three hostage.", ":REB > ASSAULT/abduct >"),
        ("France and Germany condemned the coup in Niger.", "DEU > ACCUSE/disapprove > NER"),
        ("Israel bombed Syria and Lebanon on Monday.", "ISR > ASSAULT > LBN"),
        ("Troops stormed the palace, arrested the president and suspended the constitution.", ":MIL > COERCE/arrest > :GOV"),
    ),
    "what breaks down": (
        ("The ceasefire collapsed after two days.", "> ASSAULT >"),
        ("The truce between Armenia and Azerbaijan collapsed on Sunday.", "ARM > ASSAULT >"),
        ("Talks between Sudan and Ethiopia broke down without agreement.", "SDN > REJECT/meet >"),
        ("Peace talks between Kabul and the Taliban have collapsed.", "AFG > REJECT/meet >"),
    ),
    "has yet to, forced to, refused to": (
        ("Iran has yet to release the two French hostages.", "IRN > RETREAT/release negated > FRA"),
        ("The rebels were forced to withdraw from the city.", ":REB > RETREAT/withdraw >"),
        ("Government troops were forced to abandon the base.", ":MIL > RETREAT/withdraw >"),
        ("Eritrea refused to withdraw its troops from Badme.", "ERI > REJECT/yield >"),
        ("Eritrea refused to withdraw its troops from Badme.", "ERI > RETREAT/withdraw negated >"),
        ("Russia will not withdraw from Kherson.", "RUS > REJECT/yield >"),
    ),
    "threats": (
        ("Iran threatened to close the strait.", "IRN > THREATEN/restrict >"),
        ("Pyongyang threatened to strike South Korea.", "PRK > THREATEN/violence > KOR"),
        ("Pyongyang threatened to strike South Korea.", "PRK > ASSAULT threatened > KOR"),
        ("Israel vowed to retaliate against Iran.", "ISR > THREATEN/violence > IRN"),
        ("Pakistan vowed to respond to the Indian strikes.", "PAK > THREATEN >"),
    ),
    "accused of": (
        ("Armenia accused Azerbaijan of shelling villages.", "ARM > ACCUSE/allege > AZE"),
        ("Armenia accused Azerbaijan of shelling villages.", "AZE > ASSAULT/heavy-weapons claimed >"),
        ("Georgia accused Russia of invading its territory.", "RUS > ASSAULT claimed >"),
        ("Kosovo blamed Serbia for the attack.", "SRB > ASSAULT claimed >"),
        ("Russia accused Ukraine of plotting attacks in Crimea.", "RUS > ACCUSE/allege > UKR"),
    ),
    "spokesman and principal": (
        ("A spokesman for the president of Egypt condemned the attack.", "EGY:GOV > ACCUSE/disapprove >"),
        ("The Kremlin spokesman said Russia would not withdraw from Kherson.", "RUS > REJECT/yield >"),
        ("A spokesman for the Kremlin said Russia would send aid to Syria.", "RUS > AGREE > SYR"),
        ("Pentagon spokeswoman Sabrina Singh said the United States had carried out strikes in Syria.", "USA > ASSAULT claimed > SYR"),
    ),
    "nationality and noun": (
        ("Syrian rebels shot down a Russian helicopter.", "SYR:REB > ASSAULT/aerial > RUS:MIL"),
        ("British soldiers shot dead a gunman in Kabul.", "GBR:MIL > ASSAULT/firearms >"),
        ("Kurdish fighters attacked Turkish troops in northern Syria.", "SYR:REB > ASSAULT > TUR:MIL"),
        ("Two Filipina nurses were kidnapped by Iraqi militants.", "IRQ:REB > ASSAULT/abduct >"),
    ),
    "two sides": (
        ("Armenian and Azerbaijani forces exchanged fire on Tuesday.", "AZE:MIL > ASSAULT >"),
        ("Troops of Armenia and Azerbaijan exchanged fire on the border.", "ARM:MIL > ASSAULT >"),
        ("India and Pakistan traded artillery fire across the border.", "PAK > ASSAULT/heavy-weapons >"),
        ("The army and the rebels accused each other of breaking the truce.", ":REB > ACCUSE/allege >"),
    ),
    "one side alone": (
        ("Hamas released two American hostages.", "PSE:REB > RETREAT/release > USA"),
        ("The president resigned on Friday.", ":GOV > RETREAT/resign >"),
        ("The government declared a curfew in the capital.", ":GOV > COERCE/curfew >"),
        ("The army mobilised its reserves.", ":MIL > MOBILIZE >"),
    ),
    "what led to what": (
        ("Police shootings have led to protests in Lagos.", ":COP > ASSAULT/firearms >"),
        ("Police opened fire on the crowd in Lagos.", ":COP > ASSAULT/firearms >"),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), [case for cases in TOLD.values() for case in cases])
def test_told(text: str, wanted: str) -> None:
    """The act comes out with its parties and factuality."""
    found = events(text)
    assert any(matches(e, wanted) for e in found), [
        (e.event_type, e.mode, e.factuality, [(a.country, a.sector) for a in e.actors], [(r.country, r.sector) for r in e.recipients]) for e in found]
