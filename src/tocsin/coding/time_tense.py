"""The tense of what is said around a time expression, guessed from the words alone, without a parse."""

from __future__ import annotations

import re
from collections.abc import Callable

_IRREGULAR = ("was|were|had|did|said|told|came|went|took|made|began|got|gave|found|left|lost|held|met|saw|sent|set off|spoke|struck|"
              "shot|fell|fought|won|rose|sold|bought|brought|broke|became|fled|flew|hit|kept|knew|led|paid|put|ran|sank|stood|blew|wrote|"
              "thought|taught|sought|built|burst|drew|drove|felt|grew|heard|laid|rode|sat|shook|slew|spent|stole|swept|swore|threw|wore|"
              "been|killed")
_CUES = re.compile(
    rf"\b(?:(?P<future>will|shall|won't|'ll|would|(?:is|are|was|were|be) (?:due|set|scheduled|expected|likely|planning|going|slated|to)|"
    rf"scheduled|expected|plans?|planned|planning|hopes?|intends?|aims?|vows? to|promised? to|agreed to|ready to|to (?!the\b|a\b|an\b|his\b|her\b|"
    rf"their\b|its\b|be able\b)[a-z]+|payable|expires?|deadline|upcoming|can|could|may|should|must|until|by|ahead of|next)"
    rf"|(?P<past>{_IRREGULAR}|(?!need|speed|feed|seed|bed|red|hundred|indeed|exceed|proceed|succeed|breed|bleed)[a-z]{{2,}}ed)"
    rf"|(?P<present>is|are|has|have|says?|does|do))\b", re.IGNORECASE)
_BREAK = re.compile(r"[.!?][\"')]*\s|\n\s*\n|;|--|\s_\s")


def tense_guesser(plain: str) -> Callable[[int], str | None]:
    """A function from an offset in `plain` to past, present, future or None.

    The nearest verb before the expression in its clause decides, else the nearest one after it:
    in “The talks will resume on Sunday” it says future at `Sunday`, in “Troops shelled it on Sunday” past.
    """
    def tense_at(at: int) -> str | None:
        window = max(0, at - 160)
        left = window
        for found in _BREAK.finditer(plain, window, at):
            left = found.end()
        stop = _BREAK.search(plain, at, at + 160)
        right = stop.start() if stop else min(len(plain), at + 160)
        before = None
        for cue in _CUES.finditer(plain, left, at):
            before = cue
        if before is not None:
            return _adjusted(before, plain, left, at)
        after = _CUES.search(plain, at, right)
        return after.lastgroup if after is not None else None

    return tense_at


_WEAK = re.compile(r"(?i)^(?:until|by|next|ahead of|can|may|could|should|must)$")


def _adjusted(cue: re.Match[str], plain: str, left: int, at: int) -> str | None:
    kind = cue.lastgroup
    word = cue.group().lower()
    if kind == "past" and word.endswith("ed"):
        # a participle after a future helper is future: `will be held`, `to be signed`
        head = plain[max(left, cue.start() - 24):cue.start()].lower()
        if re.search(r"\b(?:will|would|shall|to|may|might|should|could|must|can|'ll|won't) (?:not |also |then |now )?(?:be |have been )?(?:\w+ly )?$", head):
            return "future"
    if word in ("been", "held", "put", "set off") and re.search(r"\b(?:will|to|would) be $", plain[max(left, cue.start() - 12):cue.start()].lower()):
        return "future"
    if word.startswith("to ") and kind == "future":
        # an infinitive takes the time of the verb that governs it: `tried to stop the march on Sunday`
        head = None
        for other in _CUES.finditer(plain, left, cue.start()):
            head = other
        if head is not None and head.lastgroup == "past" and not re.match(
                r"(?i)agreed|promised|vowed|pledged|planned|scheduled|expected|intended|hoped|offered|ordered|threatened|called|urged|set|due|"
                r"asked|decided|told|said|invited|slated|wanted|prepared", head.group()):
            return "past"
    return kind
