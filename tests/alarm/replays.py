"""Sample reports for replays, written for these tests from facts of public record, by invented publishers.

Each replay is a quiet week and the escalation after it, as (day, publisher, text).
"""

from __future__ import annotations

from tocsin.read.report import make_report
from tocsin.records import Report

KARABAKH_2020 = [
    ("2020-09-20", "Caucasus Desk", "The foreign ministers of France and Russia discussed the Karabakh settlement by telephone on Sunday. Both sides called on Armenia and Azerbaijan to resume talks under the auspices of the Minsk Group."),
    ("2020-09-20", "Baku Herald", "Azerbaijan opened a new school in the city of Ganja on Sunday. President Ilham Aliyev attended the ceremony and met teachers and parents."),
    ("2020-09-21", "Baku Herald", "Azerbaijan accused Armenia on Monday of delaying the peace talks. The Foreign Ministry in Baku said that Armenia was trying to preserve the status quo in the occupied territories."),
    ("2020-09-21", "Yerevan Post", "The parliament of Armenia debated the state budget on Monday. The finance minister told lawmakers that the economy would recover next year."),
    ("2020-09-22", "Yerevan Post", "Armenia's foreign minister met the OSCE envoy in Yerevan on Tuesday. They discussed the situation along the line of contact and the need to monitor the ceasefire."),
    ("2020-09-22", "Caucasus Desk", "President Ilham Aliyev told the United Nations General Assembly that Armenia's prime minister was undermining the negotiations. He criticised Armenia for its statements on Nagorno-Karabakh."),
    ("2020-09-23", "Yerevan Post", "Armenia rejected Azerbaijan's accusations on Wednesday. A spokeswoman for the Armenian Foreign Ministry said that Baku was misleading the international community."),
    ("2020-09-24", "Caucasus Desk", "Russia urged Armenia and Azerbaijan on Thursday to show restraint. A spokesman for the Kremlin said that Moscow was in contact with both capitals."),
    ("2020-09-24", "Baku Herald", "Turkey and Azerbaijan discussed cooperation in energy on Thursday. The two ministers agreed to speed up the work on a gas pipeline."),
    ("2020-09-25", "Yerevan Post", "Prime Minister Nikol Pashinyan said in his speech to the United Nations on Friday that Armenia wanted a compromise. He criticised Azerbaijan for its warlike rhetoric."),
    ("2020-09-25", "Caucasus Desk", "The presidents of Georgia and Armenia spoke by telephone on Friday about trade and the reopening of the border."),
    ("2020-09-26", "Baku Herald", "Azerbaijan's Foreign Ministry said on Saturday that Armenia was refusing substantive talks. It called on the Minsk Group to put pressure on Yerevan."),
    ("2020-09-26", "Caucasus Desk", "The European Union called on Armenia and Azerbaijan on Saturday to return to the negotiating table."),
    ("2020-09-27", "Yerevan Post", "Azerbaijan launched an attack on Nagorno-Karabakh on Sunday morning. Azerbaijani forces shelled Stepanakert and several towns, and Armenian forces shot down two Azerbaijani helicopters, the Armenian Defence Ministry said. At least 16 soldiers were killed in the shelling. Armenia declared martial law and mobilised its reservists on Sunday."),
    ("2020-09-27", "Baku Herald", "Armenian forces shelled Azerbaijani villages along the line of contact on Sunday, the Defence Ministry in Baku said. Five civilians were killed in the shelling. Azerbaijan launched a counter-offensive and Azerbaijani troops captured seven villages."),
    ("2020-09-27", "Caucasus Desk", "Heavy fighting broke out between Armenian and Azerbaijani forces over Nagorno-Karabakh on Sunday. Azerbaijani aircraft bombed Armenian positions, and both sides accused each other of starting the attack. Russia called for an immediate ceasefire."),
    ("2020-09-28", "Caucasus Desk", "Fighting between Armenia and Azerbaijan continued on Monday. Azerbaijani forces shelled Armenian positions near Martakert, and 28 Armenian soldiers were killed, officials in Stepanakert said. Azerbaijan declared a partial mobilisation on Monday."),
    ("2020-09-28", "Baku Herald", "Armenian forces shelled the Azerbaijani town of Tartar on Monday, the Defence Ministry in Baku said. President Ilham Aliyev ordered a partial mobilisation."),
]  # fmt: skip

SUDAN_2023 = [
    ("2023-04-08", "Nile Wire", "Civilian parties in Sudan said on Saturday that the signing of the political agreement was delayed again. They called on the army and the Rapid Support Forces to settle their dispute over security reform."),
    ("2023-04-09", "Khartoum Courier", "The Sudanese army and the Rapid Support Forces held talks on Sunday about joining the two forces under one command. The United Nations mission welcomed the talks."),
    ("2023-04-10", "Nile Wire", "Mohamed Hamdan Dagalo, the commander of the Rapid Support Forces, criticised the Sudanese army on Monday. He said that the army leaders did not want to give up power."),
    ("2023-04-11", "Khartoum Courier", "The Sudanese army rejected the proposal of the Rapid Support Forces on Tuesday. A spokesman said that the army would not wait ten years for the integration of the force."),
    ("2023-04-12", "Nile Wire", "The Sudanese army accused the Rapid Support Forces on Wednesday of moving without its approval near the town of Merowe. The United States urged both sides to show restraint."),
    ("2023-04-13", "Khartoum Courier", "The Sudanese army warned on Thursday that the country was at a dangerous turn. It accused the Rapid Support Forces of breaking the law. The Rapid Support Forces rejected the accusation."),
    ("2023-04-14", "Nile Wire", "Mediators met General Abdel Fattah al-Burhan in Khartoum on Friday. He told them that he was ready to meet the commander of the Rapid Support Forces."),
    ("2023-04-15", "Nile Wire", "Fighting broke out between the Sudanese army and the Rapid Support Forces in Khartoum on Saturday. The Sudanese air force bombed bases of the Rapid Support Forces. At least 27 people were killed in the clashes, doctors said."),
    ("2023-04-15", "Khartoum Courier", "The Rapid Support Forces attacked the Sudanese army at the airport of Khartoum on Saturday. The Rapid Support Forces seized the airport at Merowe, and the army shelled their positions."),
    ("2023-04-15", "Red Sea Post", "The Sudanese army clashed with the Rapid Support Forces in several cities on Saturday. The Rapid Support Forces shelled the headquarters of the army."),
    ("2023-04-16", "Nile Wire", "The Sudanese army bombed positions of the Rapid Support Forces in Omdurman on Sunday. At least 30 fighters were killed in the strikes, the army said."),
]  # fmt: skip


def reports(replay: list[tuple[str, str, str]], until: str = "9999") -> list[Report]:
    """The reports of a replay up to a day."""
    return [make_report(text, published=day, publisher=publisher) for day, publisher, text in replay if day <= until]
