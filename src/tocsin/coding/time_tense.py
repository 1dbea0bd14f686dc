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
_CUES = re.compile(
    r"\b(?:(?P<future>will|shall|won't|would|(?:is|are|was|were|be|been|being|'s|'re) (?:due|set|"
    r"scheduled|expected|likely|planning|going|"
    r"slated|to)|(?:scheduled|expected|slated|due) (?:to|for|on)|plann(?:ed|ing) (?:to|for)|(?:plans?|"
    r"hopes?|intends?|aims?|vows?|"
    r"promise[sd]?|agreed|ready|vowed|pledged) to|to (?!the\b|a\b|an\b|his\b|her\b|their\b|"
    r"its\b)(?!be able\b)(?-i:[a-z]+)|payable|expires?|"
    rf"upcoming|effective|as (?:early|soon|late) as)|(?P<past>{_IRREGULAR}|{_ED})|(?P<present>is|are|has|"
    rf"have|says?|does|do))\b"
    r"|(?P<later>'ll)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?][\"')]*\s|\n\s*\n|;|--|\s_\s")
_FUTURE_BE = re.compile(
    r"\b(?:will|would|shall|to|may|might|should|could|must|can|'ll|won't) (?:not |also |then |now |soon )?"
    r"(?:be |have been |be being )(?:\w+ly )?$",
    re.IGNORECASE,
)
_GOVERNORS = re.compile(
    r"(?i)(?:agreed|promised|vowed|pledged|planned|scheduled|expected|intended|hoped|offered|ordered|threatened|called|"
    r"urged|set|due|asked|decided|told|said|invited|slated|wanted|prepared|were|was)\b"
)
_VERB_NEXT = re.compile(
    rf"\S+(?: (?:morning|afternoon|evening|night))?,? (?:\w+ly |also |again )?(?:{_IRREGULAR}|{_ED})\b"
)


def tense_guesser(plain: str) -> Callable[[int], str | None]:
    """A function from an offset in `plain` to past, present, future or None.

    The nearest verb before the expression in its clause decides, else the nearest one after it:
    in “The talks will resume on Sunday” it says future at `Sunday`, in “Troops shelled it on Sunday” past.
    """

    def tense_at(at: int) -> str | None:
        left = max(0, at - 160)
        for found in _BREAK.finditer(plain, left, at):
            left = found.end()
        stop = _BREAK.search(plain, at, at + 160)
        right = stop.start() if stop else min(len(plain), at + 160)
        return _tense(plain, left, at, right)

    return tense_at


def _tense(plain: str, left: int, at: int, right: int) -> str | None:
    lead = plain[max(left, at - 12) : at].lower().rstrip()
    before = None
    for cue in _CUES.finditer(plain, left, at):
        before = cue
    if lead.endswith((" until", " till")) and (
        before is None or before.group().lower() not in ("had", "was", "were", "been")
    ):
        return "future"
    if before is None:
        after = _CUES.search(plain, at + 1, right)
        return None if after is None else _adjusted(after, plain, left)
    kind = _adjusted(before, plain, left)
    if kind == "future" and _VERB_NEXT.match(plain, at, right):
        return "past"  # `the troops due to leave on Sunday shelled …`, `who is to resign Friday said …`
    return kind


def _adjusted(cue: re.Match[str], plain: str, left: int) -> str | None:
    """The tense a cue stands for once what governs it is looked at."""
    kind, word = cue.lastgroup, cue.group().lower()
    if kind == "later":
        return "future"
    if kind == "past" and _FUTURE_BE.search(plain, max(left, cue.start() - 28), cue.start()):
        return "future"  # `will be held`, `to be signed`
    if kind == "future" and word.startswith("to "):
        # an infinitive takes the time of the verb that governs it: `tried to stop the march on Sunday`
        head = None
        for other in _CUES.finditer(plain, left, cue.start()):
            head = other
        if head is not None and head.lastgroup == "past" and not _GOVERNORS.match(head.group()):
            return "past"
    return kind
