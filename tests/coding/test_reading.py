"""Readings that reports live on: who “the army” is, which time a clause has, what a promise to stop amounts to."""

from __future__ import annotations

import pytest

from tocsin.pipeline import code
from tocsin.records import Account, Event

_LEAD = "KAMPALA, May 3 - Ugandan police arrested nine people in Uganda's capital on Monday. Uganda had banned the rally. Ugandan radio was taken off air. "


def _event(account: Account, kind: str, word: str) -> Event:
    return next(e for e in account.events if e.event_type == kind and word in e.evidence[-1].quote)


def test_forces_belong_to_the_country_the_report_plays_in() -> None:
    """A country that the sentence only talks with lends its name to nobody."""
    account = code(_LEAD + "The opposition condemned the killing of a soldier and asked for a dialogue with Norway.", published="2021-05-03")
    assert {r.country for r in _event(account, "ACCUSE", "condemned").recipients} == {"UGA"}


def test_surname_is_no_people() -> None:
    """`Türk` in a person's name names no Turks."""
    account = code(_LEAD + "Volker Türk called on the authorities to free them.", published="2023-05-03")
    assert "TUR" not in {a.country for e in account.events for a in (*e.actors, *e.recipients)}


def test_pronoun_keeps_the_country_of_its_person() -> None:
    """“he” for a governor of the report's country has that country too."""
    account = code(_LEAD + 'Governor Peter Okot denied it. "We arrested nobody," he told reporters.', published="2021-05-03")
    assert [s.speaker.country for s in account.statements if s.speaker and s.speaker.text == "he"] == ["UGA"]


def test_rival_is_somebody_else() -> None:
    """“His rival, X” is X, not the owner."""
    account = code("Russia's Vladimir Putin spoke first. His rival, Volodymyr Zelensky, accused him of lying.", published="2023-05-03")
    accused = _event(account, "ACCUSE", "accused")
    assert [a.country for a in accused.actors] == ["UKR"]


def test_onlookers_are_no_sides() -> None:
    """States that condemn together are not the two parties of the conflict."""
    account = code("Rwanda shelled a village in Burundi. Burundi fired back at Rwanda. Rwanda denied it. Burundi closed its border with Rwanda. "
                   "Japan and Australia condemned the shelling.", published="2021-05-03")
    assert {p.country for p in account.parties} == {"RWA", "BDI"}


def test_date_of_a_relative_clause_is_not_the_acts() -> None:
    """The day on which a group was banned is not the day on which it speaks."""
    account = code("The Red Front, which was banned in May, condemned France's attack on Benin.", published="2021-08-03")
    assert _event(account, "ACCUSE", "condemned").when is None


def test_day_of_telling_is_not_the_day_of_an_act_to_come() -> None:
    """“said on Monday that it would withdraw” does not date the withdrawal."""
    account = code("Kenya said on Monday that it would withdraw its troops from Somalia.", published="2021-08-03")
    assert next(e for e in account.events if e.event_type == "RETREAT").when is None


def test_old_acts_are_history() -> None:
    """What happened years before the report is background, its toll as well."""
    account = code("Rebels attacked Bria on Sunday. In 2013, rebels killed 40 civilians in Bambari.", published="2021-08-03")
    assert _event(account, "ASSAULT", "2013").factuality == "historical"
    assert [t.background for t in account.tolls] == [True]


def test_promise_to_stop_threatens_nobody() -> None:
    """Leaving off a harm is promised, not threatened, and the harm is not planned."""
    account = code("The rebels in Colombia pledged to stop kidnapping civilians.", published="2021-08-03")
    assert {(e.event_type, e.factuality) for e in account.events} == {("AGREE", "asserted"), ("ASSAULT", "negated")}


def test_what_must_end_is_not_demanded() -> None:
    """“attacks must end” asks for no attacks."""
    account = code("France said attacks on hospitals in Yemen must end.", published="2021-08-03")
    assert [e.mode for e in account.events if e.event_type == "REQUEST"] == ["yield"]
    assert not [e for e in account.events if e.event_type == "ASSAULT" and e.factuality == "demanded"]


def test_orders_and_mandates_are_no_threats() -> None:
    """Who is told to act has threatened nobody."""
    account = code("The UN Security Council authorised the deployment of Kenyan police in Haiti. Chad's president ordered soldiers to shoot looters.",
                   published="2021-08-03")
    assert not [e for e in account.events if e.event_type == "THREATEN"]


def test_asked_by_reporters_requests_nothing() -> None:
    """A participle of asking before an answer is the reporters' question."""
    account = code("Asked whether Chad would leave the alliance, a French official said Paris had no news.", published="2021-08-03")
    assert not [e for e in account.events if e.event_type == "REQUEST"]


def test_a_scheduled_meeting_is_no_offer() -> None:
    """Positions come from what parties want, not from their calendars."""
    account = code("NATO foreign ministers will hold a meeting in Riga on Friday.", published="2021-08-03")
    assert not [p for p in account.positions if p.stance == "offers"]


def test_accused_not_accuser_did_it() -> None:
    """“accused its rival of shelling”: the rival is said to have shelled."""
    account = code("Clashes between Sudan and Chad went on near Geneina. Sudan accused its rival of shelling the town of Nyala.", published="2023-05-03")
    assert [a.country for a in _event(account, "ASSAULT", "Nyala").actors] == ["TCD"]


def test_he_is_the_person_of_the_same_sentence() -> None:
    """A relative clause's “he” is not somebody of an earlier sentence."""
    account = code("A Reuters photographer saw the crowd. Gangs have long opposed Prime Minister Ariel Henry, who said that he would resign.", published="2024-03-03")
    assert [a.country for a in _event(account, "RETREAT", "resign").actors] == ["HTI"]


def test_title_says_which_office() -> None:
    """Without a date the title chooses among the offices somebody held."""
    account = code("Secretary-General António Guterres condemned the attack.")
    assert [a.sector for a in _event(account, "ACCUSE", "condemned").actors] == ["IGO"]


def test_speech_goes_on_over_a_paragraph() -> None:
    """A quotation left open at a paragraph's end is of the same speaker, not of “we”."""
    account = code('"The battle is over," Victor Okello, the rebels\' chief, said in a statement. "We have decided to lay down our guns.\n\n'
                   '"Our only regret is for the lives lost in Uganda," the statement said.', published="2009-05-03")
    assert "We" not in [s.speaker.text for s in account.statements if s.speaker]


def test_describing_is_not_condemning() -> None:
    """“what the army described as a workshop” takes no stance; being “linked to” somebody is nobody's accusation."""
    account = code("Israeli jets hit what the army described as a workshop of Hamas. The group, which is linked to Iran, fired rockets at Israel.", published="2022-05-03")
    assert not [e for e in account.events if e.event_type == "ACCUSE"]


def test_asked_states_are_not_asked_for() -> None:
    """“urged all states to cooperate” is a request whose content is the cooperation, not a promise of theirs."""
    account = code("France urged all States to cooperate with Pakistan.", published="2021-08-03")
    assert {(e.event_type, e.factuality) for e in account.events} == {("REQUEST", "asserted"), ("COOPERATE", "demanded")}


def test_the_dead_killed_nobody() -> None:
    """“were feared killed and houses razed”: both are done to them."""
    account = code("Fifty villagers were feared killed and several houses razed in Benue on Monday.", published="2021-08-03")
    assert not [a for e in account.events for a in e.actors]


def test_finite_verb_after_a_relative_clause() -> None:
    """“Governor X, who condemned it, called on residents …”: the governor calls."""
    account = code("Governor Peter Okot, who condemned the killings, called on residents of Gulu to remain calm.", published="2021-08-03")
    assert not [e for e in account.events if e.event_type == "CONSULT"]


def test_ministry_of_the_dateline() -> None:
    """The ministry that tells of strikes in Iraq is that of the dateline."""
    account = code("ANKARA, Jan 12 - Warplanes bombed targets in northern Iraq on Friday, the defence ministry said.", published="2024-01-13")
    assert [s.speaker.country for s in account.statements if s.speaker] == ["TUR"]


def test_he_is_nobody_of_his_own_words() -> None:
    """“I am the commander,” he said: the commander is not antecedent."""
    account = code('Police arrested Raila Odinga in Kenya. "I am the commander of the army," he told reporters.', published="2021-08-03")
    assert [s.speaker.name for s in account.statements if s.speaker and s.speaker.text == "he"] == ["Raila Odinga"]


def test_first_since_a_year_is_not_of_that_year() -> None:
    """“the first clash since 1975” was not in 1975."""
    account = code("It was the first clash between India and China since 1975.", published="2020-06-16")
    assert _event(account, "ASSAULT", "clash").when is None


def test_city_and_colon_open_a_report() -> None:
    """“DHAKA: At least …” is a dateline; “HIGHLIGHTS -” is none."""
    account = code("DHAKA: At least ten people were killed and many more injured as students clashed with the police across Bangladesh, doctors said.\n",
                   published="2024-07-18")
    assert account.report.dateline is not None and account.report.dateline.place == "DHAKA"
    assert account.statements[0].content.quote.startswith("At least")


def test_it_that_is_accused_is_the_other_one() -> None:
    """Nobody accuses himself: `it` is the group that talks were broken off with."""
    account = code("Colombian President Gustavo Petro broke off talks with the ELN on Monday, accusing it of war crimes.", published="2025-01-21")
    accused = _event(account, "ACCUSE", "accusing")
    assert [r.sector for r in accused.recipients] == ["REB"]


def test_harm_after_an_accusation_is_the_accused_ones() -> None:
    """“accused Rwanda of shelling a camp, damaging …”: the damage is not the accuser's."""
    account = code("Burundi accused Rwanda of using artillery against its border post, damaging a bridge.", published="2021-05-03")
    assert all(a.country != "BDI" for e in account.events if e.event_type == "ASSAULT" for a in e.actors)


def test_they_who_shot_bear_arms() -> None:
    """In a witness's words those who shoot are the attackers, not the buried."""
    account = code('Gunmen raided a village in Zamfara state, Nigeria, on Monday. Musa Ibrahim, a farmer, told reporters that 14 people were buried. '
                   '"They came at midnight and shot at everybody," he said.', published="2025-03-04")
    shot = next(e for e in account.events if e.evidence[0].quote.startswith("shot"))
    assert [a.sector for a in shot.actors] == ["UAF"]


def test_people_told_by_number_alone() -> None:
    """“abducted dozens of others”, “wounded 13”: somebody was harmed."""
    account = code("Gunmen killed a guard and abducted dozens of others in Kaduna, Nigeria.", published="2025-03-04")
    assert [r.text for e in account.events if e.mode == "abduct" for r in e.recipients] == ["dozens of others"]
    account = code("A bomb in Pakistan killed seven soldiers and wounded 13.", published="2025-03-04")
    assert {r.sector for e in account.events for r in e.recipients} == {"MIL"}


def test_weapons_do_not_tell_whose_they_are() -> None:
    """A drone that nobody claimed belongs to nobody; “Ukrainian drones” do."""
    account = code("Sudan's army held the town. Hours later drones struck a power station in El Obeid, officials in Sudan said.", published="2025-01-13")
    assert all(a.country is None for e in account.events for a in e.actors if a.text == "drones")
    account = code("Ukrainian drones struck a depot in Rostov.", published="2025-01-13")
    assert [a.country for a in account.events[0].actors] == ["UKR"]


def test_plans_threaten_nobody() -> None:
    """“plans to deploy two ships” is a plan, not a threat; “vowed to attack” is one."""
    account = code("Manila plans to deploy two more patrol ships to the area next month.", published="2025-09-16")
    assert [e.event_type for e in account.events] == ["MOBILIZE"]
    account = code("The Houthis vowed to attack Israeli ships.", published="2025-09-16")
    assert "THREATEN" in [e.event_type for e in account.events]


def test_asking_not_to_be_named_asks_for_nothing() -> None:
    """A source's wish for anonymity is no request between parties."""
    account = code("A baker in Colombia who asked not to be named for fear of reprisals said the army had left.", published="2025-09-16")
    assert "REQUEST" not in [e.event_type for e in account.events]


def test_the_region_is_the_one_so_called() -> None:
    """“the region” points back at “the Catatumbo region”, not at a town named later."""
    account = code("Fighting in the Catatumbo region of Colombia killed 80 people on Monday. The minister said that Colombia had sent troops to the region. "
                   "Nine bodies were found in Tibu.", published="2025-01-21")
    sent = next(e for e in account.events if e.event_type == "MOBILIZE")
    assert sent.place is not None and sent.place.name == "Catatumbo"


def test_officials_of_a_movement_are_its_own() -> None:
    """“Hezbollah official Mahmoud Qmati” speaks for Hezbollah, “police spokesman” for the police."""
    account = code("Hezbollah official Mahmoud Qmati said the strike had crossed a line.", published="2025-11-24")
    assert [(s.speaker.country, s.speaker.sector) for s in account.statements if s.speaker] == [("LBN", "REB")]
    account = code("Police spokesman Tom Bora said two people had died.", published="2025-11-24")
    assert [s.speaker.sector for s in account.statements if s.speaker] == ["COP"]


def test_a_named_mission_is_a_body() -> None:
    """“The U.N. peacekeeping mission, MONUSCO, said …” tells of no aid."""
    account = code("The U.N. peacekeeping mission, MONUSCO, said it had sent a patrol to the site.", published="2025-11-24")
    assert "AID" not in [e.event_type for e in account.events]


def test_the_dead_man_is_no_speaker() -> None:
    """A name behind an office belongs to what is told, the two after it speak; the content goes up to them."""
    account = code("Israeli jets bombed a building in Beirut on Sunday, killing Hezbollah's chief of staff, Haytham Tabtabai, the Israeli military and the "
                   "group said.", published="2025-11-24")
    told = account.statements[0]
    assert told.speaker is not None and told.speaker.text == "the Israeli military and the group"
    assert told.content.quote.endswith("Tabtabai")


def test_content_goes_up_to_the_speaker_behind_it() -> None:
    """What stands between a clause and its speaker is said too."""
    account = code("Militia fighters killed at least 40 civilians, most of them women, in a night attack on a camp in Ituri province, a local chief said.",
                   published="2025-11-24")
    assert account.statements[-1].content.quote.endswith("Ituri province")
    assert all(e.attribution for e in account.events)


def test_a_loss_of_men_and_a_flight_are_tolls() -> None:
    """“lost nine men” are dead; “forced 11,000 to flee” are displaced in fact."""
    account = code("Afghanistan lost nine soldiers. The fighting forced some 11,000 people to flee.", published="2025-11-24")
    assert [(t.kind, t.best or t.high, t.factuality) for t in account.tolls] == [("killed", 9, "asserted"), ("displaced", 11000, "asserted")]


def test_a_headline_has_its_verb_and_its_town() -> None:
    """“Sudan's army recaptures town …”: the army does it; a town that is hit is no casualty but a place."""
    account = code("Sudan's army recaptures town in Gezira as drone strikes hit El Obeid", published="2025-01-13")
    taken = next(e for e in account.events if e.event_type == "COERCE")
    assert [(a.country, a.sector) for a in taken.actors] == [("SDN", "MIL")]
    assert account.tolls == ()


def test_the_town_that_is_taken_is_the_place() -> None:
    """“retook the town of Wad Madani” says where."""
    account = code("Sudan's army retook the town of Wad Madani on Sunday.", published="2025-01-13")
    assert account.events[0].place is not None and account.events[0].place.country == "SDN" and account.events[0].place.precision == "exact"


def test_two_coordinated_clauses_before_a_speaker() -> None:
    """“… killed and 400 injured in protests, the director said, a year after …”: the director speaks."""
    account = code("At least 16 people were killed and 400 injured in protests in Kenya on Wednesday, Amnesty International's Kenya director said, a year after "
                   "deadly demonstrations.", published="2025-06-25")
    assert "Amnesty International's Kenya director" in [s.speaker.text for s in account.statements if s.speaker]
    assert {t.kind for t in account.tolls if t.attribution} == {"killed", "injured"}


def test_nations_of_a_headline_stand_side_by_side() -> None:
    """“Thai, Cambodian troops”: both."""
    account = code("Thai, Cambodian troops exchange fire again", published="2025-12-09")
    assert {a.country for a in account.events[0].actors} == {"THA", "KHM"}


def test_what_is_waited_for_has_not_happened() -> None:
    """“no negotiations until Rabat withdrew its guns”: the withdrawal is a condition."""
    account = code("Kenya said there would be no negotiations until Somalia withdrew its artillery.", published="2025-12-09")
    assert [e.factuality for e in account.events if e.event_type == "RETREAT"] == ["conditional"]


def test_a_purpose_is_no_statement() -> None:
    """“fired tear gas to disperse crowds” says nothing."""
    account = code("Police in Kenya fired tear gas and water cannon to disperse crowds near the palace.", published="2025-06-25")
    assert account.statements == ()


def test_an_arrest_demanded_is_no_toll() -> None:
    """“demanded the arrest of the officers”: nobody is detained yet."""
    account = code("The opposition in Kenya demanded the arrest of the officers responsible.", published="2025-06-25")
    assert [t.factuality for t in account.tolls] in ([], ["conditional"])


def test_sources_named_last_are_not_the_dead() -> None:
    """“killing 40 soldiers, two officers and a resident told Reuters”: they tell, nobody killed them, and Reuters' country is no one's."""
    account = code("Militants overran a base in the town of Djibo on Sunday, killing at least 40 soldiers and looting weapons, three security sources and a "
                   "resident told Reuters on Tuesday.", published="2025-05-13")
    assert [(t.best, t.factuality) for t in account.tolls] == [(40, "claimed")]
    assert "GBR" not in {a.country for e in account.events for a in (*e.actors, *e.recipients)}


def test_who_is_shot_dead_is_no_gunman() -> None:
    """A headline leaves the auxiliary out."""
    account = code("Two police officers shot dead in Mexico's Michoacan", published="2025-11-03")
    assert [([a.text for a in e.actors], [r.sector for r in e.recipients]) for e in account.events] == [([], ["COP"])]


def test_where_it_was_said_is_not_whose_they_are() -> None:
    """“ECOWAS said in Abuja …”: the juntas are not Nigeria's."""
    account = code("Burkina Faso's army seized power in 2022. ECOWAS said in Abuja it had renewed its offer of dialogue with the junta.", published="2025-05-13")
    assert "NGA" not in {a.country for e in account.events for a in (*e.actors, *e.recipients)}


def test_decades_of_another_clause_count_nothing() -> None:
    """“killed 26 …, in the worst fighting in two decades”: 26 is no total of decades."""
    account = code("India fired missiles at nine sites two weeks after gunmen killed 26 tourists, and Pakistan said it shot down five jets in the worst "
                   "fighting between the neighbours in two decades.", published="2025-05-07")
    assert [t.period for t in account.tolls] == ["event"]


@pytest.mark.parametrize(
    ("text", "actors", "place"),
    [
        ("M23 rebels captured Goma on Monday.", {"COD"}, "Goma"),
        ("Russia said its troops had seized Pokrovsk.", {"RUS"}, "Pokrovsk"),
        ("Syrian troops entered Aleppo at dawn.", {"SYR"}, "Aleppo"),
        ("Sudan's RSF said it had captured Babanusa, a claim the army denied.", {"SDN"}, "Babanusa"),
    ],
)
def test_named_towns_are_taken_like_any_town(text: str, actors: set[str], place: str) -> None:
    """`captured Goma` is what `captured the town` is."""
    found = [e for e in code(text, published="2024-05-03").events if e.event_type == "COERCE"]
    assert [e.mode for e in found] == ["seize"]
    assert {a.country for a in found[0].actors} == actors
    assert found[0].place is not None
    assert found[0].place.name == place


@pytest.mark.parametrize("text", ["The senator captured Ohio and Florida.", "Spain captured the World Cup in Johannesburg.", "Police captured the scene on video."])
def test_what_is_won_is_not_taken(text: str) -> None:
    """States won in elections, trophies and pictures."""
    assert not [e for e in code(text, published="2024-05-03").events if e.event_type == "COERCE"]


def test_persons_are_captured_by_forces() -> None:
    """A captured person is arrested, a captured place is not."""
    assert [(e.event_type, e.mode) for e in code("Kenyan police captured Ahmed Hassan near Garissa.", published="2024-05-03").events] == [("COERCE", "arrest")]
    assert [(e.event_type, e.mode) for e in code("Kenyan troops captured Afmadow.", published="2024-05-03").events] == [("COERCE", "seize")]


def test_animals_are_no_victims() -> None:
    """Slaughter of hogs, shot elephants and leopards that kill are no assaults, and cattle is no toll."""
    for text in ("The ministry slaughtered 6,500 hogs at a farm on Monday.", "Rangers shot dead three elephants near the village.", "A leopard killed a child in the hills."):
        assert not code(text, published="2024-05-03").events
    assert not code("The ministry slaughtered 6,500 hogs at a farm on Monday.", published="2024-05-03").tolls
