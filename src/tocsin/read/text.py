"""The report's text made readable without moving a character.

`shadow` is a copy of the text of exactly the same length in which quotation marks, dashes and
spaces are plain, mojibake is mended and zero-width characters are blanks, so every offset in it is
an offset in the text as received. `segments` cuts it into sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.read.abbreviations import ABBREVIATIONS

_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "〝": '"', "〞": '"', "＂": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "ʼ": "'", "‹": "'", "›": "'",
    "–": "-", "‒": "-", "‑": "-", "‐": "-", "−": "-", "\u00ad": " ",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
    "\u200b": " ", "\u200c": " ", "\u200d": " ", "\u200e": " ", "\u200f": " ", "\u2060": " ", "\ufeff": " ",
    "\u202a": " ", "\u202b": " ", "\u202c": " ", "\u202d": " ", "\u202e": " ", "\u2066": " ", "\u2067": " ",
    "\u2068": " ", "\u2069": " ", "\t": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "\x85": " ", "\u2028": "\n", "\u2029": "\n",
})
_MOJIBAKE = re.compile("â€œ|â€\u009d|â€�|â€™|â€˜|â€“|â€”|â€¦|â€|Â(?=\\s)|Ã©|Ã¡|Ã³|Ã±|Ã¼|Ã¶|Ã§|Ã­")
_MENDED = {"â€œ": '"', "â€\u009d": '"', "â€�": '"', "â€": '"', "â€™": "'", "â€˜": "'", "â€“": "-", "â€”": "—", "â€¦": "…",
           "Â": " ", "Ã©": "é", "Ã¡": "á", "Ã³": "ó", "Ã±": "ñ", "Ã¼": "ü", "Ã¶": "ö", "Ã§": "ç", "Ã­": "í"}


def shadow(text: str) -> str:
    """`text` with plain punctuation, the same length: `“We’ll see”` → `"We'll see"`."""
    if "â" in text or "Ã" in text or "Â" in text:
        text = _MOJIBAKE.sub(lambda m: _MENDED[m.group()].ljust(len(m.group())), text)
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of the text before parsing; `clean` is its shadow with runs of blanks squeezed."""

    index: int
    paragraph: int
    start: int
    end: int
    clean: str
    offsets: tuple[int, ...] | None = None
    """Where each character of `clean` stands in the text; None when it is `start + i`."""

    def offset(self, i: int) -> int:
        """The offset in the report's text of character `i` of `clean`."""
        return self.start + i if self.offsets is None else self.offsets[i]


_BLANK_LINE = re.compile(r"\n[ ]*\n\s*")
_LINE = re.compile(r"\n\s*")
_MULTIPLE = re.compile(r"\s{2,}")


def paragraphs(plain: str) -> list[tuple[int, int]]:
    """Ranges of the paragraphs of a shadow text.

    Blank lines part paragraphs; a single line break does too, unless the text is hard-wrapped
    (many lines of like length that end without a full stop).
    """
    found: list[tuple[int, int]] = []
    for start, end in _split(plain, 0, len(plain), _BLANK_LINE):
        lines = list(_split(plain, start, end, _LINE))
        found.extend([(start, end)] if _wrapped(plain, lines) else _rejoined(plain, lines))
    return found


def _rejoined(plain: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines as paragraphs, but one that goes on in mid-sentence with a small letter belongs to the line before."""
    found = lines[:1]
    for start, end in lines[1:]:
        if plain[start].islower() and plain[found[-1][1] - 1] not in ".!?\"':;":
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _split(plain: str, start: int, end: int, at: re.Pattern[str]) -> list[tuple[int, int]]:
    found, here = [], start
    for match in at.finditer(plain, start, end):
        found.append((here, match.start()))
        here = match.end()
    found.append((here, end))
    trimmed = []
    for s, e in found:
        while s < e and plain[s].isspace():
            s += 1
        while e > s and plain[e - 1].isspace():
            e -= 1
        if s < e:
            trimmed.append((s, e))
    return trimmed


def _wrapped(plain: str, lines: list[tuple[int, int]]) -> bool:
    """Whether these lines are one hard-wrapped paragraph: most break in mid-sentence at 50–100 characters."""
    if len(lines) < 2:
        return True
    broken = sum(1 for s, e in lines[:-1] if 45 <= e - s <= 100 and plain[e - 1] not in ".!?\"':;")
    return broken * 2 >= len(lines) - 1


_STOP = re.compile(r"""[.!?…]+(?:["')\]]+|'')?(?=\s)|[.!?]["'](?=[A-Z])""")
_OPENING = re.compile(r"""\s*(?:["'(\[]|'')*\s*""")
_LAST_WORD = re.compile(r"(\S+)$")
_INITIAL = re.compile(r"^[\"'(]*[A-Z](?:\.[A-Z])*$")
_NUMBERISH = re.compile(r"^[\"'(]*(?:No|no|Art|art|Sec|sec|Fig|fig|pp|p|Nos)$")


def sentence_ranges(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the sentences in one paragraph of a shadow text."""
    found: list[tuple[int, int]] = []
    here = start
    for match in _STOP.finditer(plain, start, end):
        stop = match.end()
        if stop >= end:
            break
        if not _is_boundary(plain, here, match.start(), match.group(), stop, end):
            continue
        found += _pieces(plain, here, stop)
        here = _past_blanks(plain, stop, end)
    if here < end:
        found += _pieces(plain, here, end)
    return found


def _past_blanks(plain: str, at: int, end: int) -> int:
    """The first offset from `at` on that is no blank, or `end`."""
    while at < end and plain[at].isspace():
        at += 1
    return at


_LONGEST = 2_000
"""Characters of a sentence: the longest of 120,000 in news, the captions of a broadcast, has 1,700. What is longer is a list or a table
without stops; the parser makes no more sense of it as one, and the cost of coding a sentence grows faster than its length."""
_BREAKS = (re.compile(r".*[;:]\s", re.DOTALL), re.compile(r".*[,\n]\s*", re.DOTALL), re.compile(r".*\s", re.DOTALL))


def _pieces(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence whole, or one of more than `_LONGEST` characters in pieces: cut behind a semicolon, else a comma, else a word."""
    found: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        limit = start + _LONGEST
        least = start + _LONGEST // 2
        cut = next((m.end() for m in (b.match(plain, least, limit) for b in _BREAKS) if m), limit)
        stop = cut
        while stop > start and plain[stop - 1].isspace():
            stop -= 1
        if stop > start:
            found.append((start, stop))
        start = _past_blanks(plain, cut, end)
    return [*found, (start, end)] if start < end else found


def _is_boundary(plain: str, here: int, at: int, mark: str, stop: int, end: int) -> bool:
    opening = _OPENING.match(plain, stop, end)
    following = plain[opening.end():opening.end() + 1] if opening else ""
    if not following or following.islower() or following in ",;:-)":
        return False
    before = _LAST_WORD.search(plain, max(here, at - 30), at)
    word = before.group(1).lstrip("\"'(") if before else ""
    if mark[0] == "." and len(mark) == 1:
        if _NUMBERISH.match(word) and following.isdecimal():
            return False
        if word in ABBREVIATIONS:
            return ABBREVIATIONS[word] and following.isupper() and _starts_sentence(plain, opening.end() if opening else stop)
        if _INITIAL.match(word) and word not in ("I",):
            return len(word) > 1 and _starts_sentence(plain, opening.end() if opening else stop)
    return not (mark[0] == "…" or mark.startswith("...")) or following.isupper()


_STARTERS = frozenset(
    "the a an in on at it its he she they we this that these those there but and for after before when while as if "
    "his her their our no some many most all both however meanwhile earlier last officials police troops".split())


def _starts_sentence(plain: str, at: int) -> bool:
    """Whether the word at `at` is one that commonly opens a sentence (after `U.S.` or `Co.`)."""
    match = re.compile(r"[A-Za-z]+").match(plain, at)
    return bool(match) and match.group().lower() in _STARTERS  # type: ignore[union-attr]


_AFTER_DATELINE = re.compile(r"[\s\-—:_.)]*")


def segments(plain: str, dateline: tuple[int, int] | None = None) -> list[Segment]:
    """All sentences of a shadow text in order, with paragraph numbers; a `dateline` (start, end) is no part of the sentence it opens."""
    found: list[Segment] = []
    for number, (start, end) in enumerate(paragraphs(plain)):
        if dateline is not None and start <= dateline[0] < end:
            match = _AFTER_DATELINE.match(plain, min(dateline[1], end), end)
            start = match.end() if match else dateline[1]
        for s, e in sentence_ranges(plain, start, end):
            found.append(_segment(plain, len(found), number, s, e))
    return found


def _segment(plain: str, index: int, paragraph: int, start: int, end: int) -> Segment:
    raw = plain[start:end]
    if "\n" not in raw and "  " not in raw:
        return Segment(index, paragraph, start, end, raw)
    kept: list[str] = []
    offsets: list[int] = []
    for i, c in enumerate(raw):
        blank = c.isspace()
        if blank and kept and kept[-1] == " ":
            continue
        kept.append(" " if blank else c)
        offsets.append(start + i)
    return Segment(index, paragraph, start, end, "".join(kept), tuple(offsets))
