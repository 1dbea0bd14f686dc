"""Closed word lists of the actor resolver: words with a grammar of their own inside a phrase that names a party."""

from __future__ import annotations

TRANSPARENT = frozenset(
    "group number dozen dozens hundred hundreds thousand thousands score scores million millions lot majority "
    "minority most many some several all each one ones both part parts series handful couple pair trio tens plenty "
    "half third quarter crowd crowds mob column convoy wave rest any none few either neither two three four five "
    "six seven eight nine ten member members section sections remnant remnants cluster band percent % element "
    "elements kind sort team contingent batch patch body list".split()
)
"""Heads that only count: the party stands in their `of` phrase."""

COUNTED_PEOPLE = frozenset(
    {
        "dozen",
        "dozens",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "score",
        "scores",
        "tens",
        "million",
        "millions",
    }
)

KEPT_PREPOSITIONS = frozenset(
    {"of", "in", "from", "for", "to", "at", "within", "inside", "near", "across", "throughout", "against", "around"}
)
"""Prepositions whose phrase belongs to the name of a party; others (`on Monday`, `after talks`) are cut off."""

PLACING = ("of", "from", "in", "for", "within", "inside", "across", "throughout", "near", "around", "at")
"""Prepositions whose object can tell a party's country, best first."""

NOT_IDENTITY = frozenset(
    "backed supported sponsored funded financed armed trained made held occupied controlled aligned allied linked "
    "inspired speaking supplied friendly mediated brokered imposed built leaning style run led based dominated "
    "administered majority bound born".split()
)
"""`Russian-backed rebels` are not Russian: the word after the hyphen says so."""

WEAK_IDENTITY = frozenset(
    {"led", "based", "born", "dominated", "administered", "controlled", "run", "held", "majority"}
)
"""After the hyphen these leave a country when nothing better names one: `Saudi-led coalition`."""

AGAINST = frozenset({"pro", "anti", "non", "counter"})
"""Before the hyphen: `anti-Syrian`, `pro-Russian`."""

GENERIC_HEADS = frozenset(
    "leader leadership chief head official spokesman spokeswoman spokesperson source member representative "
    "negotiator delegate authority commander force troop fighter group faction side unit team camp candidate "
    "supporter man men woman women personnel delegation movement alliance coalition figure activist hardliner "
    "people boss agent staff worker prisoner employee officer patrol gunman leaders chiefs militant militia army "
    "general colonel soldier stronghold cell network organization organisation position checkpoint base convoy "
    "outpost post headquarters bloc wing branch service adviser aide lawmaker politician deputy".split()
)
"""Heads whose sector gives way to that of the noun before them: `rebel leaders`, `opposition members`, `army chief`."""

STRONG_MODIFIERS = frozenset(
    {
        "REB",
        "OPP",
        "MIL",
        "COP",
        "SPY",
        "JRN",
        "REL",
        "LAB",
        "EDU",
        "REF",
        "PRM",
        "CRM",
        "AGR",
        "MED",
        "BUS",
        "PTY",
        "UAF",
        "PRE",
        "LEG",
        "JUD",
    }
)

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern upper lower rural coastal occupied neighbouring "
    "neighboring nearby".split()
)

SPOKES = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "spokespeople",
        "spokesmen",
        "spokespersons",
        "spokeswomen",
        "mouthpiece",
    }
)

FORMER = frozenset(
    {"former", "ex", "ousted", "deposed", "exiled", "jailed", "late", "fugitive", "toppled", "overthrown", "disgraced"}
)

TOPICS = {
    "defence": "defence",
    "defense": "defence",
    "war": "defence",
    "interior": "interior",
    "justice": "justice",
    "foreign": "foreign",
    "health": "health",
    "information": "information",
    "finance": "finance",
    "oil": "oil",
    "education": "education",
    "intelligence": "intelligence",
    "state": "state",
    "armed": "defence",
}
"""Object of `ministry of …` and `minister of …`, as it would stand before the noun."""

CIVIL_PLACES = frozenset(
    {
        "town",
        "village",
        "city",
        "suburb",
        "neighbourhood",
        "neighborhood",
        "community",
        "district",
        "population",
        "home",
        "house",
        "market",
        "school",
        "hospital",
        "camp",
        "settlement",
        "bus",
        "mosque",
        "church",
        "household",
    }
)

CLASS_SECTORS = {
    "front": "REB",
    "brigade": "REB",
    "brigades": "REB",
    "battalion": "REB",
    "battalions": "REB",
    "jihad": "REB",
    "tigers": "REB",
    "mujahideen": "REB",
    "mujahedeen": "REB",
    "fedayeen": "REB",
    "guerrillas": "REB",
    "resistance": "REB",
    "insurgency": "REB",
    "army": "REB",
    "militia": "REB",
    "militias": "REB",
    "fighters": "REB",
    "martyrs": "REB",
    "liberation": "REB",
    "rebels": "REB",
    "party": "PTY",
    "congress": "LEG",
    "parliament": "LEG",
    "assembly": "LEG",
    "senate": "LEG",
    "union": "LAB",
    "federation": "LAB",
    "association": "SOC",
    "movement": "OPP",
    "coalition": "OPP",
    "alliance": "OPP",
    "court": "JUD",
    "tribunal": "JUD",
    "police": "COP",
    "ministry": "GOV",
    "university": "EDU",
    "college": "EDU",
    "times": "JRN",
    "post": "JRN",
    "news": "JRN",
    "daily": "JRN",
    "radio": "JRN",
    "television": "JRN",
    "tv": "JRN",
    "newspaper": "JRN",
    "herald": "JRN",
    "gazette": "JRN",
    "tribune": "JRN",
    "church": "REL",
    "hospital": "MED",
    "bank": "BUS",
    "company": "BUS",
    "corporation": "BUS",
    "corp": "BUS",
    "inc": "BUS",
    "ltd": "BUS",
    "group": "BUS",
    "airlines": "BUS",
    "airways": "BUS",
    "committee": "SOC",
    "foundation": "NGO",
    "society": "SOC",
    "institute": "EDU",
    "organization": "NGO",
    "organisation": "NGO",
    "cartel": "CRM",
    "mafia": "CRM",
    "gang": "CRM",
    "forces": "MIL",
    "navy": "MIL",
    "corps": "MIL",
    "guard": "MIL",
    "guards": "MIL",
    "command": "MIL",
    "council": "GOV",
    "commission": "GOV",
    "agency": "GOV",
    "department": "GOV",
    "cabinet": "GOV",
    "observatory": "NGO",
    "watch": "NGO",
    "league": "OPP",
}
"""Sector of a group that the lexicon does not know, by the class word in its name: `Resistance Brigade` → REB."""

COMMON_SURNAMES = frozenset(
    "may price major brown rice bush hague straw cook power gore wade mills ban moon park key miller kirby king "
    "hope best young long hunt fox grey gray green white black kelly church law pope prince day judge marshal "
    "general martin love wolf bishop mann carter ford clark scott turner baker west east rivers french england "
    "ireland chan ali khan singh hu li xi lee kim sun he she la no do us so to an un me we hand news said bull "
    "stone banks field wood hill lord bell page".split()
)
"""Surnames that are ordinary words or shared by too many: alone they need a title or an introduction in the report."""

TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord dame mr. mrs. dr. president premier prime minister chancellor king queen "
    "prince princess emir sultan general colonel gen col lt lieutenant major captain sergeant admiral brigadier "
    "marshal sheikh sheik ayatollah imam pope cardinal archbishop bishop rabbi mullah maulana senator sen rep "
    "governor mayor judge justice ambassador secretary professor prof chairman chairwoman commander spokesman "
    "spokeswoman spokesperson gen. col. lt. maj. sgt. capt. adm. sen. rep. gov. prof. shaikh hajji hojatoleslam "
    "hojjatoleslam field cmdr".split()
)

GIVEN_NAME_PLACES = frozenset(
    "paris jordan chelsea georgia sydney austin london florence victoria charlotte madison savannah brooklyn dakota "
    "kenya india israel chad santiago diego lourdes sofia vienna adelaide alexandria carolina virginia montana "
    "dallas houston lincoln jackson phoenix orlando devon chester milan roman denver memphis asia kingston logan "
    "preston bristol karen shan laurel lorraine francisco salvador cuba ireland holland washington jamaica malta "
    "cyprus persia troy tyler jasper hamilton nelson wellington clinton bradford trinidad".split()
)
"""Place names that are given names as well: with a surname behind them they are persons."""

PLACE_NOUNS = frozenset(
    "city town village province district county region state states river lake sea bay gulf strait straits island "
    "islands peninsula valley mountain mountains mount hill hills street road avenue square bridge airport port "
    "harbor harbour university college hospital school stadium park palace tower house church mosque cathedral "
    "temple camp base station gate border line zone strip heights desert forest coast cape canal dam field fields "
    "governorate oblast prefecture territory territories republic kingdom union federation day week month war "
    "accord accords treaty agreement agreements act law resolution prize award cup games olympics festival times "
    "post news".split()
)
"""Class words behind a name that say it is no person's."""

CIVILIANS = frozenset({"national", "nationals", "compatriot", "expatriate", "expat", "subject"})

NATIONAL_OFFICES = frozenset(
    {
        "president",
        "minister",
        "premier",
        "chancellor",
        "king",
        "queen",
        "emir",
        "sultan",
        "secretary",
        "leader",
        "ruler",
        "ambassador",
        "monarch",
        "dictator",
        "parliament",
        "speaker",
    }
)
"""Last words of titles that belong to a whole country: “Prime Minister of Armenia”, not “governor of …”."""

ARTICLE_NAMES = frozenset(
    {
        "United States",
        "United Kingdom",
        "United Arab Emirates",
        "Netherlands",
        "Philippines",
        "Maldives",
        "Czech Republic",
        "Dominican Republic",
        "Central African Republic",
        "Democratic Republic of the Congo",
        "Republic of the Congo",
        "Solomon Islands",
        "Marshall Islands",
        "Bahamas",
        "Gambia",
        "Comoros",
        "Ivory Coast",
    }
)
"""Country names that take the article."""


_ARTICLES = ("al-", "el-", "ul-")


def is_capital(word: str) -> bool:
    """Whether a word is written as a name: with a capital, or with one after an Arabic article (`al-Sisi`)."""
    return word[0].isupper() or (word[:3] in _ARTICLES and word[3:4].isupper())

GENERIC_NAME_WORDS = frozenset(
    "national people state federal central supreme constitutional general democratic socialist communist liberal "
    "conservative labour labor social christian republican green party union congress assembly council election "
    "electoral commission committee court ministry parliament senate police army guard independent high security "
    "defence defense intelligence agency service front alliance movement unity progressive popular new justice "
    "development reform of and the for freedom workers revolutionary patriotic united center centre left right".split()
)
"""Words that name bodies in any country: a name made of these alone is that of the country named beside it."""

OPEN_NAMES = frozenset(
    {
        ("labour", "party"),
        ("national", "electoral", "council"),
        ("supreme", "constitutional", "court"),
        ("high", "court", "of", "justice"),
        ("revolutionary", "court"),
        ("ministry", "of", "state", "security"),
        ("republican", "guard"),
        ("national", "security", "council"),
        ("state", "security", "service"),
        ("general", "intelligence", "service"),
        ("national", "party"),
        ("national", "front"),
        ("patriotic", "party"),
        ("unity", "party"),
        ("workers", "party"),
    }
)
"""Names that several countries have and that no one country owns: the report says whose."""
