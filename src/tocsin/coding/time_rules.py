"""The rules of the date grammar: what sequences of words make an expression, by the reading they get.

Lower-case words stand for themselves, capitals for classes of words or macros; the rest is regular-expression syntax.
`time_grammar` compiles them.
"""

from __future__ import annotations

_APPROX = (
    "(about|around|almost|nearly|roughly|approximately|over|more than|less than|at least|at most|up to|no more than|"
    "no less than|fewer than|only|just over|just under|some|barely|as many as|as long as|well over|as "
    "early as|as late as)"
)
MACROS = {
    "NUMBER": "(DIG HY? DIG SL DIG|DIG (BIG)?|(a|an)? NW (HY? NW|and NW)*)",
    "COUNT": (
        "(NUMBER (HY? and HY? a HY? half)?|the? (a? VAGUE|a couple of?|couple of?|PILES of|a number of|a dozen|half (a|"
        "an)|a good many))"
    ),
    "APPROX": _APPROX,
    "DAYNO": "(D31|ORD|TEN HY? ORD)",
    "MONTHS": "(MONTH|MON DOT?)",
    "WD": "(WEEKDAY|WDAY DOT?)",
    "YR": "(YEAR|YYQ)",
    "ANYUNIT": "(UNIT|UNITS)",
    "FILL": (
        "(more|additional|consecutive|straight|full|whole|trading|business|working|calendar|long|solid|"
        "further|extra|entire)"
    ),
    "SPOKENYEAR": "((nineteen|twenty) (TEN (HY? NW)?|NW|hundred)|two thousand (and? NW)*)",
    "CLOCK": (
        "(H24 (COL MM60 (COL MM60)?)? AMPM|DOTCLOCK AMPM|H24 COL MM60 (COL MM60)?|HHMM (hours|hrs)|DOTCLOCK "
        "(hours|hrs)|CLOCKWORD|"
        "(NW|H24) o APO clock|HHMM|NW AMPM)"
    ),
    "ZONED": "(ZONE|local time|eastern time)",
    "DEICTIC": "(today|yesterday|tomorrow)",
    "THISNEXT": (
        "(this|last|next|that|the previous|the following|the coming|the past|the same|the current|this past|"
        "this coming|"
        "the next|the last|that same|the latest|coming|past|previous|following|current|the ensuing|the "
        "preceding|this current|"
        "this very|this same|the upcoming|the present)"
    ),
    "DAYDATE": (
        "((WD COMMA?)? (the? MONTHS DAYNO (COMMA? YR)?|(the)? DAYNO of? MONTHS (COMMA? YR)?)|(THISNEXT)? WD|DEICTIC)"
    ),
    "EDGE": (
        "(end|beginning|start|middle|close|outset|turn|onset|latter part|early part|first half|last half|"
        "second half|"
        "latter half|better part|good part|small hours|early days|early months|final days|last days|early hours|first "
        "days|first weeks)"
    ),
    "PREFIX": (
        "(APPROX|sometime|(just|right|even|until|more|much)? (early|late|later|earlier|mid HY?) (in|on)?|"
        "(the|a)? EDGE of|"
        "(early|late) in|mid|post HY|pre HY)"
    ),
}

# name, pattern, whether words such as "early", "the end of", "about" may come before it
RULES: tuple[tuple[str, str, bool], ...] = (
    (
        "half",
        "(the|its)? (first|second|last|latter) half (of|in) (YR|DECADE|(this|last|next|the) year)|the "
        "YEAR (first|second) half",
        False,
    ),
    ("calendar", "((last|this|next|this past|this coming)? WD COMMA?)? the? (MONTHS|LOWMONTH) DAYNO (COMMA? YR|COMMA? (this|last|next) year)?", True),
    (
        "calendar",
        "(WD COMMA?)? the? DAYNO HY? (of)? (MONTHS|LOWMONTH) ((COMMA|HY|DOT)? (YR|YY)|(COMMA|of)? (this|"
        "last|next) year)?",
        True,
    ),
    ("calendar", "WD COMMA? the? DAYNO", False),
    ("calendar", "(WD COMMA?)? MONTHS DAYNO (HY|to|through|until|and|DASH) DAYNO (COMMA? YR)?", True),
    ("calendar", "DAYNO (HY|to|through|until|and|DASH) DAYNO of? MONTHS (COMMA? YR)?", True),
    (
        "month_year",
        "(MONTHS|LOWMONTH) (COMMA|of|HY)? (YR|SPOKENYEAR|(this|last|next|that|the same|the following|the "
        "previous) year)",
        True,
    ),
    (
        "inside",
        "the (ORD|last|final) (UNIT|weekend|WEEKDAY) (of|in) (MONTHS (COMMA? YR)?|the (month|year)|(this|last|next) (month|year)|YEAR)",
        False,
    ),
    ("monthday", "the ORD ((of)? (this|last|next) month|of the month)?", False),
    ("month", "(THISNEXT)? MONTHS", True),
    ("named", "DIG SL DIG", False),
    ("iso", "YEAR HY SMALL HY SMALL|DIG SL DIG SL DIG|DOTTED|YEAR SL DIG SL DIG|YMD|D31 HY DIG HY YEAR", True),
    (
        "year",
        "(the? year|fiscal year?|the? fiscal year? end?)? YEAR (period)?|the DIG period|the year "
        "SPOKENYEAR|SPOKENYEAR|fiscal HY? (YYQ|YEAR)|YYQ",
        True,
    ),
    ("decade", "(the)? (early|mid|late)? HY? (DECADE|YEAR POSS|DECADEWORD)", True),
    ("century", "(the|this)? ORD HY? (and ORD)? UNIT", True),
    (
        "quarter",
        "(the|its|a|their|this)? (fiscal|YEAR)? (ORD|final|last) HY? UNIT (of|in) (fiscal? YEAR|(this|"
        "last|next|the) year)",
        True,
    ),
    (
        "quarter",
        "((this|last|next) year POSS|(the|its|a|their|this)? (fiscal|YEAR|latest|flat|current|year HY? "
        "(ago|earlier)|corresponding|comparable)*)"
        " HY? (ORD) HY? UNIT",
        True,
    ),
    ("quarter", "QTR (of? YR)?|YEAR QTR", True),
    (
        "holiday",
        "((the)? (first day|start|beginning|end|eve) of)? (the (muslim)? (holy|fasting) month of)? (THISNEXT)? "
        "(HOL-orthodox (HOL-easter HOL-sunday?|HOL-good HOL-friday|HOL-christmas (HOL-day|HOL-eve)?)|HOL-ramadan|"
        "HOL-eid (HY? (al|ul|el) HY? (HOL-fitr|HOL-adha))?|HOL-ashura|(HOL-lunar|HOL-chinese) HOL-new HOL-year|HOL-tet|"
        "HOL-passover|HOL-rosh HOL-hashanah|HOL-yom HOL-kippur|HOL-simchat HOL-torah|HOL-christmas (HOL-day|HOL-eve)?|HOL-new HOL-year POSS? (HOL-day|HOL-eve)?|"
        "HOL-halloween|HOL-valentine POSS HOL-day|"
        "HOL-may HOL-day|HOL-nowruz|(HOL-armistice|HOL-veterans|HOL-boxing|HOL-bastille|HOL-independence|"
        "HOL-labor|HOL-memorial|"
        "HOL-columbus|HOL-election|HOL-presidents) APO? HOL-day|HOL-easter (HOL-sunday|HOL-monday)?|"
        "HOL-good HOL-friday|HOL-palm HOL-sunday|"
        "HOL-ash HOL-wednesday|HOL-thanksgiving HOL-day?|HOL-mother POSS HOL-day) (COMMA? YEAR)?",
        True,
    ),
    ("weekday", "(THISNEXT)? WEEKDAY", True),
    ("weekday", "WDAY DOT", True),
    ("weekday", "WEEKDAY (of)? (this|last|next) week|a week (ago)? WEEKDAY", True),
    (
        "deictic",
        "(late|early|later|earlier|just)? DEICTIC|the day before yesterday|the day after tomorrow|the very day",
        True,
    ),
    ("tonight", "tonight|overnight|(last|yesterday) PART", True),
    (
        "season",
        "(THISNEXT) SEASON|the (late|early)? SEASON ((of|in)? (YEAR ((HY|SL) YY)?|SPOKENYEAR))?|SEASON (of)? YEAR|(in|"
        "during|by|since|until) SEASON (of? (YEAR|SPOKENYEAR))?|"
        "(late|early|mid) HY? SEASON|SEASON (this|last|next) year",
        True,
    ),
    ("part", "(THISNEXT|the|the early|early) PART|(THISNEXT|the) day POSS? PART", True),
    ("daypart", "DAYDATE (early|late)? PART|(the|that)? PART (of|on|from) DAYDATE|DAYDATE CLOCKWORD", True),
    ("clock", "APPROX? CLOCK ZONED?", False),
    (
        "dayclock",
        "APPROX? CLOCK ZONED? (on|COMMA)? DAYDATE|DAYDATE (at|by|COMMA)? CLOCK ZONED?|H24 (COL MM60)? in the PART|"
        "NW in the PART ((on|of)? DAYDATE)?|APPROX? CLOCK ZONED? in the PART (of|on)? DAYDATE?",
        False,
    ),
    ("relunit", "(THISNEXT) (fiscal|calendar|financial|full|academic|school|election)? (UNIT|weekend)", True),
    ("relunit", "(all|sometime|the end of)? (last|next|this) UNIT", True),
    ("theunit", "the (full|fiscal|whole|entire)? (UNIT|weekend)", True),
    ("weekof", "the? UNIT (of|beginning|ending|starting) MONTHS DAYNO (COMMA? YR)?", True),
    ("edge", "(the|a|around|about)? (year|month|week) (POSS|HY)? end", True),
    (
        "yearago",
        "(the|a)? (comparable|corresponding|same|latest)? year HY? (ago|earlier) (UNIT|period)?|(the)? "
        "(corresponding|comparable|same) "
        "(period|UNIT|time) (last year|a year (ago|earlier)|of YEAR|in YEAR|the year before)|the UNIT a "
        "year (ago|earlier)|the latest (UNIT|period)",
        True,
    ),
    (
        "ago",
        "(a|an|one|COUNT) ANYUNIT ago today|APPROX? (a|an|one|COUNT) FILL? ANYUNIT (or (so|two|more))? (ago|earlier|later|hence|from now|"
        "from today|previously|beforehand|afterwards)",
        True,
    ),
    (
        "ago",
        "(UNITS|(COUNT|a|an) ANYUNIT and (COUNT|a|an) ANYUNIT) (ago|earlier|later)|(long|not long|not "
        "that long) ago|(a (short|little)) (while|time) (ago|later|earlier)|"
        "a while ago|moments (ago|later|earlier)",
        True,
    ),
    ("after", "APPROX? (a|an|one|COUNT|the)? FILL? ANYUNIT (after|before|following|prior to|since|into)", True),
    (
        "spanof",
        "(over|in|during|for|within)? (the|these|those) (last|past|next|coming|previous|following|first|"
        "preceding|final|early|initial|recent|opening|"
        "ensuing|intervening|subsequent) (few|couple of?|several|COUNT) (or so)? FILL? ANYUNIT ((to|or|"
        "HY) COUNT)? (or (so|two|more))?",
        True,
    ),
    ("spanof", "(last|past|next|coming) (few|several|COUNT) FILL? ANYUNIT", True),
    ("spanof", "the (last|past|next|coming) COUNT (to|or|HY) COUNT ANYUNIT", True),
    (
        "duration",
        "APPROX? COUNT ((to|or|HY|and) COUNT)? HY? FILL? ANYUNIT ((and|COMMA) COUNT ANYUNIT)? (or (so|"
        "more|two))? (HY old|old|of age)?",
        False,
    ),
    (
        "duration",
        "(APPROX|(the|a)? (within|first|full|whole|entire))? (a|an|a single|another|one|each|every|half an|half a|"
        "a full|a whole|an entire|an additional) ANYUNIT"
        " (and a half|or (so|two|more)|of age)?",
        False,
    ),
    (
        "duration",
        "(the)? (DIG|NW) HY UNIT (HY? long|HY old)?|(several|multi|half|all|many|few) HY UNIT|(the)? "
        "COUNT HY ANYUNIT HY (long|old)|(the|a|an)? (UNITS|UNIT) HY (long|old)|LONG|all (UNIT|night) long?",
        False,
    ),
    ("duration", "the (COUNT) FILL? ANYUNIT", False),
    (
        "plural",
        "(the? (recent|past|coming|future|earlier|previous|early)|the|these|later)? UNITS ((or|and) UNITS)? (ahead)?",
        False,
    ),
    (
        "while",
        "(a (long|short|little|brief)? while|quite some time|some time|a (long|short|lengthy|brief) (time|period))",
        False,
    ),
    (
        "set",
        "(each|every) (other|COUNT|single|of the)? (WEEKDAY|UNIT|UNITS|MONTH|PART|SEASON|weekend)|(each|"
        "every) (WEEKDAY|day) PART",
        False,
    ),
    (
        "set",
        "OFTEN|(once|twice|thrice|COUNT times) (a|per|every|each) UNIT|(WEEKDAY)? (PARTS)|WEEKDAYS|"
        "WEEKDAYS and WEEKDAYS|per UNIT|SEASONS",
        False,
    ),
    ("set", "the past COUNT SEASONS|MONTH of (each|every) UNIT", False),
    (
        "ref",
        "(right|until|by|even|more|most|very|only|as of|just)? REF|these days|those days|at present|the "
        "present|(the|this|that) moment|at that time|"
        "(the)? (recent|near|foreseeable|distant|not too distant|immediate)? (past|future)|current|"
        "recent|(the)? (near|short|long|medium) term|"
        "(this|the present|the current|that|the same|the|this same) time|a later date|as soon as "
        "possible|at once|in the meantime|the time being|"
        "in recent memory|recent times|modern times|this crucial moment|from time to time|back then|"
        "since then|until then|by then",
        False,
    ),
    (
        "anaphor",
        "(earlier|later|early|late)? (that|the|the very|that same|the same|that very) (same)? day|(the|"
        "that) (day|week|month|year|night|morning) (before|after|earlier|prior)|"
        "(the) (next|following|previous|preceding) (day|week|month|year|morning|night|evening|afternoon|"
        "WEEKDAY)|(hours|minutes|seconds) (after|later|earlier|before)",
        False,
    ),
)
