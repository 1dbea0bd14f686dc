"""The grammar of time expressions: rules over token classes, compiled to regular expressions over codes.

Lower-case words stand for themselves, capitals for classes or macros; the rest is regular-expression syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tocsin.coding.time_words import NUMBER_SAMPLES, Classes, number_classes, vocabulary

_APPROX = (
    "(about|around|almost|nearly|roughly|approximately|over|more than|less than|at least|at most|up to|no more than|"
    "no less than|fewer than|only|just over|just under|some|barely|as many as|as long as|well over|as "
    "early as|as late as)"
)
MACROS = {
    "NUMBER": "(DIG DIG SL DIG|DIG (BIG)?|(a|an)? NW (HY? NW|and NW)*)",
    "COUNT": (
        "(NUMBER (and a half)?|the? (a? VAGUE|a couple of?|couple of?|PILES of|a number of|a dozen|half (a|"
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
    ("calendar", "(WD COMMA?)? the? (MONTHS|LOWMONTH) DAYNO (COMMA? YR|COMMA? (this|last|next) year)?", True),
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
    ("daypart", "DAYDATE (early|late)? PART|(the|that)? PART (of|on) DAYDATE|DAYDATE CLOCKWORD", True),
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
        "APPROX? (a|an|one|COUNT) FILL? ANYUNIT (or (so|two|more))? (ago|earlier|later|hence|from now|"
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
        "COUNT HY ANYUNIT HY (long|old)|the? UNITS HY (long|old)|UNIT HY long|LONG|all (UNIT|night) long?",
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


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: its name picks the reading, its pattern runs over codes; group `p` is the leading modifier."""

    name: str
    pattern: re.Pattern[str]
    begins: dict[str, frozenset[str] | None]
    """The codes a match can begin with, each with those that can come second; None where it can stand alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The compiled rules, one pattern that finds where any of them begins, and the code of every word."""

    rules: dict[str, tuple[Rule, ...]]
    """The rules that can begin at each code, in order."""
    scan: re.Pattern[str]
    codes: dict[str, str]
    words: dict[str, Classes]
    number_codes: dict[frozenset[str], str]

    def number_code(self, token: str) -> str:
        """The code of a token that begins with a digit or an apostrophe."""
        return self.number_codes.get(frozenset(number_classes(token)), OTHER)


OTHER = "x"
_PIECE = re.compile(r"[A-Za-z][\w-]*|[()|?*+]")


def _expand(pattern: str) -> str:
    """Macros put in, over and over."""
    while True:
        grown = re.sub(r"[A-Z]+\b(?!-)", lambda m: MACROS.get(m.group(), m.group()), pattern)
        if grown == pattern:
            return grown
        pattern = grown


@dataclass(slots=True)
class _Part:
    """A piece of a pattern: whether it can be empty, and the positions it can begin and end with."""

    empty: bool
    first: set[int]
    last: set[int]


class _Beginnings:
    """The first two words that a pattern allows, worked out by numbering its words and noting which may follow which."""

    def __init__(self, pattern: str) -> None:
        self.pieces = _PIECE.findall(pattern)
        self.names: list[str] = []
        self.follow: list[set[int]] = []
        self.whole, _ = self._choice(0)

    def pairs(self) -> list[tuple[str, set[str] | None]]:
        """Each first word with the words that may stand second; None where it may stand alone."""
        return [(self.names[i], None if i in self.whole.last else {self.names[j] for j in self.follow[i]}) for i in self.whole.first]

    def _choice(self, at: int) -> tuple[_Part, int]:
        """The alternatives from piece `at` on, and where they end."""
        whole, part = _Part(False, set(), set()), _Part(True, set(), set())
        while at < len(self.pieces) and self.pieces[at] != ")":
            if self.pieces[at] == "|":
                whole, part, at = self._either(whole, part), _Part(True, set(), set()), at + 1
                continue
            piece, at = self._piece(at)
            part = self._then(part, piece)
        return self._either(whole, part), at

    def _piece(self, at: int) -> tuple[_Part, int]:
        """One word or bracket with its mark of repetition."""
        if self.pieces[at] == "(":
            part, at = self._choice(at + 1)
        else:
            self.names.append(self.pieces[at])
            self.follow.append(set())
            here = {len(self.names) - 1}
            part = _Part(False, here, set(here))
        at += 1
        mark = self.pieces[at] if at < len(self.pieces) and self.pieces[at] in "?*+" else ""
        if mark and mark in "*+":
            for i in part.last:
                self.follow[i] |= part.first
        return _Part(part.empty or mark in ("?", "*"), part.first, part.last), at + len(mark)

    @staticmethod
    def _either(a: _Part, b: _Part) -> _Part:
        return _Part(a.empty or b.empty, a.first | b.first, a.last | b.last)

    def _then(self, a: _Part, b: _Part) -> _Part:
        for i in a.last:
            self.follow[i] |= b.first
        return _Part(a.empty and b.empty, a.first | b.first if a.empty else a.first, a.last | b.last if b.empty else b.last)


def _openings(rules: dict[str, tuple[Rule, ...]]) -> str:
    """A pattern of the one or two codes that some rule can begin with: most words `the` are turned away by it alone."""
    alone = [code for code, those in rules.items() if any(rule.begins[code] is None for rule in those)]
    pairs: dict[str, list[str]] = {}
    for code, those in rules.items():
        if code not in alone:
            second = "".join(sorted(frozenset().union(*(rule.begins[code] or () for rule in those))))
            pairs.setdefault(second, []).append(code)
    return "|".join([f"[{''.join(alone)}]", *(f"[{''.join(codes)}][{second}]" for second, codes in pairs.items())])


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar, compiled once per process."""
    words = {form: dict(classes) for form, classes in vocabulary().items()}
    sources = [(name, _expand(pattern), _expand("PREFIX") if prefix else "") for name, pattern, prefix in RULES]
    for _, pattern, lead in sources:
        for literal in set(re.findall(r"(?<![\w-])[a-z][a-z]*", pattern + " " + lead)):
            for form in (literal, literal.capitalize(), literal.upper()):
                words.setdefault(form, {})["=" + literal] = 1
    signatures: dict[frozenset[str], str] = {}
    for classes in [*words.values(), *map(number_classes, NUMBER_SAMPLES)]:
        if classes:
            signatures.setdefault(frozenset(classes), chr(0xE000 + len(signatures)))
    members: dict[str, str] = {}
    for signature, code in signatures.items():
        for name in signature:
            members[name] = members.get(name, "") + code

    def codes_of(piece: str) -> str:
        return members[piece if piece in members else "=" + piece]

    def compiled(pattern: str) -> str:
        out = []
        for piece in _PIECE.findall(pattern):
            if piece == "(":
                out.append("(?:")
            elif piece in ")|?*+":
                out.append(piece)
            else:
                out.append(f"[{codes_of(piece)}]")
        return "".join(out)

    rules, cores = [], []
    for name, pattern, lead in sources:
        core = f"(?:{compiled(pattern)})"
        whole = f"(?P<p>(?:{compiled(lead)})+)?{core}" if lead else f"(?P<p>)?{core}"
        begins: dict[str, frozenset[str] | None] = {}
        for first, second in _Beginnings(f"({lead})* ({pattern})" if lead else pattern).pairs():
            next_codes = None if second is None else frozenset(code for piece in second for code in codes_of(piece))
            for code in codes_of(first):
                known = begins.get(code, frozenset())
                begins[code] = None if known is None or next_codes is None else known | next_codes
        rules.append(Rule(name, re.compile(whole), begins))
        cores.append(core)
    by_code = {code: tuple(rule for rule in rules if code in rule.begins) for code in sorted({c for rule in rules for c in rule.begins})}
    lead = compiled(_expand("PREFIX"))
    scan = re.compile(f"(?={_openings(by_code)})(?:(?:{lead})*(?:{'|'.join(cores)}))")
    codes = {form: signatures[frozenset(classes)] for form, classes in words.items() if classes}
    return Grammar(by_code, scan, codes, words, signatures)
