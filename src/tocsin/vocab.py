"""The closed lists of the coding scheme: PLOVER types and modes with their scores, and the other vocabularies.

Facts of the PLOVER 0.8 scheme; wording ours. `EVENT_TYPES["ASSAULT"].modes["aerial"]` is the score -9.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER event type: quad class (1–4), score on the Goldstein-like scale, and its modes with theirs."""

    name: str
    quad: int
    score: float
    gloss: str
    recipient_required: bool
    modes: MappingProxyType[str, float]


def _type(name: str, quad: int, score: float, gloss: str, modes: str = "", required: bool = False) -> EventType:
    """A type from its row; `modes` is `visit 4, phone 1.5`."""
    pairs = (pair.split() for pair in modes.split(",") if pair.strip())
    return EventType(name, quad, score, gloss, required, MappingProxyType({mode: float(value) for mode, value in pairs}))


_TYPES = (
    _type("AGREE", 1, 2.5, "agrees, promises or shows willingness to do something cooperative"),
    _type("CONSULT", 1, 2.5, "meets, visits, telephones or negotiates", "visit 4, third-party 1, multilateral 4, phone 1.5"),
    _type("SUPPORT", 1, 5, "backs, praises, recognises or signs a finished agreement"),
    _type("CONCEDE", 1, 4.5, "yields in words: apologises, promises to withdraw, eases a demand"),
    _type("COOPERATE", 2, 9.5, "works together in deed: trade, joint exercises, shared intelligence", required=True),
    _type("AID", 2, 10, "gives money, goods, shelter, arms or protection", required=True),
    _type("RETREAT", 2, 6.5, "yields in deed",
          "withdraw 8, release 6.5, return 8, disarm 10, ceasefire 7.5, access 6.5, resign 4.5"),
    _type("REQUEST", 3, 0, "asks, urges or demands", "assist 0.5, change -1, yield -1, meet 0"),
    _type("ACCUSE", 3, -3, "condemns, blames, alleges or investigates", "disapprove -2, investigate -3.5, allege -3.5"),
    _type("REJECT", 3, -2, "refuses or rejects", "assist -1.5, change -2, yield -2, meet -2"),
    _type("THREATEN", 3, -3.5, "threatens or warns of its own harmful act",
          "restrict -3, ban -3.5, arrest -3.5, relations -3.5, expel -3.5, territory -4, violence -3.5"),
    _type("PROTEST", 4, -5, "protests in public", "demo -5, riot -7, strike -5, hunger -4.5, boycott -4.5, obstruct -4.5"),
    _type("SANCTION", 4, -6, "cuts or reduces relations, aid or membership; convicts",
          "convict -6, expel -5.5, withdraw -6, discontinue -6", required=True),
    _type("MOBILIZE", 4, -5.5, "readies or moves forces", "troops -6.5, weapons -6.5, police -5.5, militia -6"),
    _type("COERCE", 4, -7, "represses or restricts by force of authority",
          "seize -7, restrict -7, ban -7, censor -6.5, curfew -6.5, martial-law -7.5, arrest -7, deport -7, withhold -7, "
          "misinformation -6.5, cyber -7"),
    _type("ASSAULT", 4, -9, "uses force against people or things",
          "abduct -8.5, beat -7.5, torture -8.5, execute -9, sexual -8.5, assassinate -9.5, destroy -8.5, primitive -8, "
          "firearms -9, explosives -9, suicide-attack -9.5, aerial -9.5, drone -9.5, heavy-weapons -9.5, crowd-control -7.5, "
          "cleansing -9, massacre -9, unconventional -10"),
)
EVENT_TYPES: MappingProxyType[str, EventType] = MappingProxyType({t.name: t for t in _TYPES})

CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal "
    "reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic "
    "territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber "
    "misinformation crime corruption illegal_drugs trafficking".split())

SECTORS: MappingProxyType[str, str] = MappingProxyType({
    "COP": "police", "GOV": "government", "JUD": "judiciary", "LEG": "legislature", "MIL": "military",
    "PRM": "paramilitary, pro-government militia", "PTY": "political party", "REB": "rebels, insurgents",
    "SPY": "intelligence service", "UAF": "unidentified armed force", "UNK": "unknown", "AGR": "agriculture",
    "BUS": "business", "CRM": "criminals", "CVL": "civilians", "EDU": "education", "ELI": "elites", "JRN": "journalists, media",
    "LAB": "labour", "MED": "health", "REF": "refugees, displaced", "OPP": "opposition", "PRE": "separatists, presumptive state",
    "REL": "religious", "SOC": "civil society", "IGO": "intergovernmental organisation", "UNO": "United Nations",
    "EUR": "European Union", "NGO": "non-governmental organisation", "ISM": "international militants", "IMG": "international militarised group",
    "MNC": "multinational company"})

FACTUALITY = ("asserted", "claimed", "denied", "negated", "planned", "demanded", "threatened", "conditional", "historical", "unknown")
COUNTED_FACTUALITY = frozenset({"asserted", "claimed", "denied", "historical"})
"""An event of one of these happened, or somebody says that it did or did not; the others exist only as content."""

TOLL_KINDS = ("killed", "injured", "missing", "captured", "detained", "displaced", "affected")
STANCES = ("supports", "opposes", "condemns", "regrets", "concerned", "urges", "offers", "neutral")
PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "region", "unknown")
SOURCE_KINDS = ("official", "party", "military", "media", "monitor", "witness", "unnamed", "other")

# CAMEO root scores as published by its authors; used where a code has no closer figure.
CAMEO_ROOT_GOLDSTEIN: MappingProxyType[str, float] = MappingProxyType({
    "01": 0, "02": 3, "03": 4, "04": 1, "05": 3.5, "06": 6, "07": 7, "08": 5, "09": -2, "10": -5, "11": -2, "12": -4,
    "13": -6, "14": -6.5, "15": -7.2, "16": -4, "17": -7, "18": -9, "19": -10, "20": -10})

TYPE_TO_CAMEO_ROOT: MappingProxyType[str, str] = MappingProxyType({
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070", "RETREAT": "080",
    "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140", "SANCTION": "160",
    "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "180"})
"""The unspecific CAMEO code of a type, where no frame knows a closer one."""

FIVE_CLASSES: MappingProxyType[str, str] = MappingProxyType({
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL_COOP"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL_COOP"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"), "VERBAL_CONFLICT"),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL_CONFLICT")})


def goldstein(event_type: str, mode: str | None) -> float:
    """The score of a type and mode: `("ASSAULT", "aerial")` → -9.5."""
    kind = EVENT_TYPES[event_type]
    return float(kind.modes.get(mode, kind.score) if mode else kind.score)
