"""Quotations of a report, found on its text paragraph by paragraph.

Marks are read from the shadow text (all glyphs plain) with the original glyph as a witness to which way it
opens. A mark without its partner spoils its own paragraph only: nothing is carried over a paragraph break
unless the next paragraph opens with a mark of its own, as newspapers do when one speech runs over several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r"\"|''")
_SINGLE = re.compile(r"(?<![\w'])'(?=[\w(\[$£€.])|(?<=[\w.,!?;:%)\]…-])'(?![\w'])")
_OPENERS = frozenset("“„«‟〝‘‚‹")
_CLOSERS = frozenset("”»〞’›")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation, marks included: `text[start:end]` is `“We'll see”`."""

    start: int
    end: int
    paragraph: int
    words: int
    closed: bool = True
    """False where the paragraph ends inside it."""
    single: bool = False


def find_quotes(text: str, plain: str, paragraphs: list[tuple[int, int]]) -> list[Quote]:
    """All outermost quotations in text order; `plain` is the shadow of `text`.

    `He said: “Stop. Now.” and left` → one quote of two words.
    """
    found: list[Quote] = []
    carried = False
    for number, (start, end) in enumerate(paragraphs):
        here = _double(text, plain, start, end, number, carried)
        carried = bool(here) and not here[-1].closed
        found.extend(here)
        if "'" in plain[start:end]:
            found.extend(
                q
                for q in _single(text, plain, start, end, number)
                if not any(d.start < q.end and q.start < d.end for d in here)
            )
    found.sort(key=lambda q: q.start)
    return found


def _double(text: str, plain: str, start: int, end: int, number: int, carried: bool) -> list[Quote]:
    marks = [(m.start(), m.end()) for m in _DOUBLE.finditer(plain, start, end)]
    if not marks:
        return []
    found: list[Quote] = []
    opened: int | None = None
    for s, e in marks:
        way = _way(text, plain, s, e, start, end)
        if opened is not None and text[opened] in "„‟" and text[s] == "“":  # „so geht es auch“
            way = "close"
        if opened is None:
            if way != "close":
                opened = s
            elif carried and s == marks[0][0]:  # the speech of the last paragraph ends here without a fresh mark
                found.append(_quote(plain, start, e, number))
        elif way != "open" or text[s] not in _OPENERS | _CLOSERS:
            found.append(_quote(plain, opened, e, number))
            opened = None
        elif s - opened > 1:
            # A second opening mark: the first was never closed. Trust the later one.
            opened = s
    if opened is not None and _runs_on(plain, opened, start):
        found.append(_quote(plain, opened, end, number, closed=False))
    return found


def _way(text: str, plain: str, s: int, e: int, start: int, end: int) -> str:
    """Whether the mark at `s:e` opens or closes, by its glyph, else by the blanks around it."""
    if text[s] in _OPENERS:
        return "open"
    if text[s] in _CLOSERS:
        return "close"
    before = plain[s - 1] if s > start else " "
    after = plain[e] if e < end else " "
    blank_before, blank_after = before.isspace() or before in "([-—", after.isspace() or after in ".,;:!?)]-—"
    if blank_before and not blank_after:
        return "open"
    if blank_after and not blank_before:
        return "close"
    return "either"


def _runs_on(plain: str, opened: int, start: int) -> bool:
    """Whether a mark left open starts a real quotation: it heads the paragraph, or follows a comma, a colon or a sentence."""
    before = plain[start:opened].rstrip()
    return not before or before[-1] in ",:.!?"


def _quote(plain: str, s: int, e: int, number: int, *, closed: bool = True, single: bool = False) -> Quote:
    return Quote(s, e, number, len(_WORD.findall(plain, s, e)), closed, single)


def _single(text: str, plain: str, start: int, end: int, number: int) -> list[Quote]:
    """Quotations in single marks; an apostrophe at a word's end is not a closing mark unless one is open."""
    found: list[Quote] = []
    opened: int | None = None
    for match in _SINGLE.finditer(plain, start, end):
        s = match.start()
        opening = (s == start or not plain[s - 1].isalnum()) and s + 1 < end and not plain[s + 1].isspace()
        if plain[s - 1 : s].isspace() or s == start or plain[s - 1 : s] in ("(", "[", "-", "—"):
            if (opening and text[s] != "’") or (opened is None and text[s] == "'" and opening):
                opened = s
        elif opened is not None:
            if plain[s - 1] == "s" and text[s] in "'’" and _closes_later(plain, s + 1, end):
                continue
            found.append(_quote(plain, opened, s + 1, number, single=True))
            opened = None
    return found


def _closes_later(plain: str, s: int, end: int) -> bool:
    """Whether a surer closing mark follows before another opens: then a plural's apostrophe is no end."""
    for match in _SINGLE.finditer(plain, s, end):
        at = match.start()
        if plain[at - 1].isspace():
            return False
        return plain[at - 1] in ".,!?;"
    return False
