"""Text without capitals made readable: sentence starts and known names get theirs back, letter for letter.

The result has the length of the text, so offsets agree; quotes are taken from the text as received.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_OPENING = re.compile(r"(?:\A|[.!?]['\")]*\s+|\n\s*)$")
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november "
                      "december".split())


def is_lowercase(text: str) -> bool:
    """Whether a text has practically no capitals: at most one in two hundred letters of forty or more."""
    letters = list(filter(str.isalpha, text[:4000]))
    return len(letters) >= 40 and sum(map(str.isupper, letters)) * 200 <= len(letters)


def capitalise(text: str, names: Collection[str]) -> str:
    """`text` with capitals at sentence starts and on the given lower-case `names`, where it has none; else unchanged.

    `"russian troops shelled kharkiv."` → `"Russian troops shelled kharkiv."` with `{"russian"}`.
    """
    if not is_lowercase(text):
        return text
    out: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        out.append(text[at:match.start()])
        word = match.group()
        opens = bool(_OPENING.search(text[max(0, match.start() - 6):match.start()])) if match.start() else True
        known = word in names or word in _CALENDAR or (word.endswith("'s") and word[:-2] in names) or word == "i"
        out.append(word[:1].upper() + word[1:] if (opens or known) and len(word[:1].upper()) == 1 else word)
        at = match.end()
    out.append(text[at:])
    return "".join(out)
