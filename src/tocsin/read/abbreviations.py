"""Abbreviations that end in a full stop; True where one can also end a sentence."""

from __future__ import annotations

_TITLES = ("Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Cpl Pvt Adm Cmdr Brig Gov Sen Rep Reps Sens Rev Hon Pres St Ste Mt Ft "
           "Msgr Fr Sr Supt Insp Det Atty Amb Sec Gens Lieut Comdr Cdr Messrs Mme Mlle Sheikh vs v No Nos Art Fig approx ca cf "
           "e.g i.e eg ie Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
           "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn "
           "Tex Vt Va Wash Wis Wyo Ave Blvd Rd Univ Dept Govt Assn Ph.D M.D")
_ENDERS = "Inc Corp Co Ltd Jr Sr Bros U.S U.K U.N E.U U.S.A D.C N.Y a.m p.m A.M P.M etc al M.P N.Ireland S.Korea N.Korea U.S.S.R"

ABBREVIATIONS: dict[str, bool] = {**dict.fromkeys(_TITLES.split(), False), **dict.fromkeys(_ENDERS.split(), True)}
