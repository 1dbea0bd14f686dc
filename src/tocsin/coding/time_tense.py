"""The tense of what is said around a time expression, guessed from the words alone, without a parse."""

from __future__ import annotations

import re
from collections.abc import Callable

_IRREGULAR = (
    "was|were|had|did|said|told|came|went|took|made|began|got|gave|found|left|lost|held|met|saw|sent|spoke|struck|shot|fell|"
    "fought|won|rose|sold|bought|brought|broke|became|fled|flew|hit|kept|knew|led|paid|put|ran|sank|stood|blew|wrote|thought|"
    "taught|sought|built|burst|drew|drove|felt|grew|heard|laid|rode|sat|shook|spent|stole|swept|swore|threw|wore|been"
)
_ED = r"(?!need|speed|feed|seed|bed|red|hundred|indeed|exceed|proceed|succeed|breed|bleed|united)(?-i:[A-Z]?[a-z]+ed)"
_MODAL = (
    r"(?-i:may|might|could|should|must)(?! (?:not )?(?:have|be heard|be seen|hear|see|feel|smell|reach|find|only watch)\b)"
)
_GATHERING = (
    r"(?:protests?|demonstrations?|rall(?:y|ies)|march(?:es)?|strikes?|shutdown|elections?|votes?|vigils?|referendum|meetings?|"
    r"sit-in|walkout|boycott|marches|talks|session|summit|conference)"
)
"""What is called for or planned for a day: the day is still to come."""
_CUES = re.compile(
    r"\b(?:(?P<over>had (?:\w+ )?been (?:due|set|scheduled|expected|planned|supposed|slated|meant) (?:to|for))|"
    r"(?P<future>will|shall|won't|would(?! have\b)|(?:is|are|was|were|be|been|being|'s|'re) (?:due|set|"
    r"scheduled|expected|likely|planning|going|supposed|"
    rf"slated|to)|{_MODAL}|(?:scheduled|expected|slated|due) (?:to|for|on)|plann(?:ed|ing) (?:to|for)|(?:plans?|"
    r"hopes?|intends?|aims?|vows?|"
    rf"promise[sd]?|agreed|ready|vowed|pledged) to|(?:call(?:s|ed|ing)? for|plan(?:s|ned|ning)?) (?:[\w-]+ ){{0,3}}{_GATHERING}|"
    r"(?:postponed|delayed|adjourned|moved|rescheduled|extended|deferred|put off|brought forward|pushed back) (?:to|until|till)|"
    r"to (?!the\b|a\b|an\b|his\b|her\b|their\b|"
    r"its\b)(?!be able\b)(?-i:[a-z]+)|payable|expires?|"
    rf"upcoming|effective|as (?:early|soon|late) as)|(?P<past>{_IRREGULAR}|{_ED})|(?P<present>is|are|has|"
    rf"have|says?|does|do))\b"
    r"|(?P<later>'ll)\b",
    re.IGNORECASE,
)
_TIMETABLE = re.compile(
    r"(?i)\b(?<!did )(?<!not )(?<!n't )(?<!\bthe )(?<!\ba )(?<!\ban )(?:is|are|opens|begins|starts|meets|resumes|reopens|convenes|reconvenes|concludes|returns|arrives|travels|"
    r"kicks off|takes? (?:effect|place|office)|(?:go|goes|heads?) to the polls|goes on (?:trial|sale)|comes? into (?:force|effect)|"
    r"polls (?:open|close)|stands trial|(?:begins|starts|resumes) (?:an?|his|her|its|their|the) [\w' -]{3,40})(?: again| here| there)?(?: on| in| this| at| from)?(?: the)? $"
)
"""A verb in the present right before its day tells of what is fixed for it: “polls open on Sunday”, “the vote is in May”."""
_AHEAD = re.compile(r"(?i)\b(?:ahead of|in advance of|in the run-up to|until|till)(?: the)? $")
_TITLES = "".join(rf"(?<!\b{title}\.)" for title in ("[A-Z]", "Mr", "Ms", "Mrs", "Dr", "Gen", "Sen", "Rep", "Gov", "Col", "Maj", "Sgt", "Lt", "St"))
BREAK = re.compile(rf"\.{_TITLES}[\"')]*\s|[!?][\"')]*\s|\n\s*\n|;|--|\s_\s")
"""Where a clause ends for good; the point of an initial or a title does not end it."""
_FUTURE_BE = re.compile(
    r"\b(?:will|would|shall|to|may|might|should|could|must|can|'ll|won't) (?:not |also |then |now |soon )?"
    r"(?:be |have been |be being )(?:\w+ly )?$",
    re.IGNORECASE,
)
_GOVERNORS = re.compile(
    r"(?i)(?:agreed|promised|vowed|pledged|planned|scheduled|expected|intended|hoped|offered|ordered|threatened|called|"
    r"urged|set|due|asked|decided|told|said|invited|slated|wanted|prepared|supposed|meant|wished|warned|summoned|were|was)\b"
)
_VERB_NEXT = re.compile(
    rf"\S+(?: (?:morning|afternoon|evening|night))? (?:\w+ly |also |again )?(?:{_IRREGULAR}|{_ED})\b"
)
_EARLY_AS = re.compile(r"(?i)as (?:early|soon) as ")


def tense_guesser(plain: str) -> Callable[[int], str | None]:
    """A function from an offset in `plain` to past, present, future or None.

    The nearest verb before the expression in its clause decides, else the nearest one after it:
    in “The talks will resume on Sunday” it says future at `Sunday`, in “Troops shelled it on Sunday” past.
    """

    def tense_at(at: int) -> str | None:
        left = max(0, at - 160)
        for found in BREAK.finditer(plain, left, at):
            left = found.end()
        stop = BREAK.search(plain, at, at + 160)
        right = stop.start() if stop else min(len(plain), at + 160)
        return _tense(plain, left, at, right)

    return tense_at


_TERM = re.compile(r"(?i)\b(?:given|closed|suspended|remanded|barred|banned|jailed|valid|open) (?:until|till)(?: the)? $")
_LASTED = re.compile(
    r"(?i)(?:had|was|were|been|fought|held|stayed|lasted|continued|lived|served|worked|remained|kept|ruled|led|raged|ran|went|slept|talked|battled|clashed|"
    r"waited)\b"
)
"""What went on until a day that is past; other verbs set a term that is still to come: “gave them until Saturday”."""


def _tense(plain: str, left: int, at: int, right: int) -> str | None:
    before = None
    for cue in _CUES.finditer(plain, left, at):
        if cue.lastgroup != "past" or not _ADJECTIVAL.search(plain, max(left, cue.start() - 8), cue.start()):
            before = cue  # “a still unspecified date” tells nothing
    if _AHEAD.search(plain, max(left, at - 24), at):
        told = before or _CUES.search(plain, at + 1, right)
        if told is None or _TERM.search(plain, max(left, at - 24), at) or _LASTED.match(told.group()) is None:
            return "future"
    if plain[at - 4 : at] == " by " and any(cue.lastgroup == "future" for cue in _CUES.finditer(plain, left, at)):
        return "future"  # a deadline: “would strike if they did not leave by Saturday”
    if _TIMETABLE.search(plain, max(left, at - 64), at):
        return "future"
    if before is None:
        after = _CUES.search(plain, at + 1, right)
        return None if after is None else _adjusted(after, plain, left)
    kind = _adjusted(before, plain, left)
    if kind == "future" and plain[at - 4 : at].strip() not in _PREPOSITIONS and _VERB_NEXT.match(plain, at, right):
        return "past"  # `who is to resign Friday said …`
    return kind


_PREPOSITIONS = frozenset({"on", "in", "by", "for", "at"})


_ADJECTIVAL = re.compile(r"(?i)\b(?:a|an|the|its|his|her|their|this|these|still|newly) $")
_ONLY_ONE = re.compile(r"(?i)\b(?:first|second|third|last|latest|only|among) (?:[\w'-]+ ){1,8}$")


def _adjusted(cue: re.Match[str], plain: str, left: int) -> str | None:
    """The tense a cue stands for once what governs it is looked at."""
    kind, word = cue.lastgroup, cue.group().lower()
    if kind == "later":
        return "future"
    if kind == "over":
        return "past"
    if kind == "past" and _FUTURE_BE.search(plain, max(left, cue.start() - 28), cue.start()):
        return "future"  # `will be held`, `to be signed`
    if kind == "future" and word.startswith("to ") and _ONLY_ONE.search(plain, max(left, cue.start() - 70), cue.start()):
        return "past"  # “the first to join on Friday”
    if kind == "future" and word.startswith("to "):
        # an infinitive takes the time of the verb that governs it: `tried to stop the march on Sunday`
        head = None
        for other in _CUES.finditer(plain, left, cue.start()):
            head = other
        if head is not None and head.lastgroup == "past" and not _GOVERNORS.match(head.group()):
            return "past"
    return kind
