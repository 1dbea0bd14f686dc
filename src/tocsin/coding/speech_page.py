"""What the search for statements knows of a report: its sentences, its quotations, and where they meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.coding.speech_quotes import Quote, find_quotes
from tocsin.read.sentence import Sentence
from tocsin.read.text import paragraphs, shadow

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A report laid out for the search; `quoted[i]` are the quotations that touch sentence `i`."""

    text: str
    plain: str
    sentences: Sequence[Sentence]
    quotes: tuple[Quote, ...]
    quoted: tuple[tuple[int, ...], ...]
    free: tuple[bool, ...]
    """For each quotation, whether it stands as sentences of its own, without words of the reporter's around."""
    starts: tuple[int, ...]
    """Where each sentence starts."""
    quote_ends: tuple[int, ...]

    def quotes_within(self, start: int, end: int) -> Iterator[tuple[int, Quote]]:
        """The quotations that share characters with a range, with their numbers."""
        i = bisect_right(self.quote_ends, start)
        while i < len(self.quotes) and self.quotes[i].start < end:
            yield i, self.quotes[i]
            i += 1

    def sentence_at(self, offset: int) -> int | None:
        """The position of the sentence that holds `offset`, or None in a gap."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and offset < self.sentences[i].end else None


def lay_out(text: str, sentences: Sequence[Sentence]) -> Page:
    """The page of a report; `sentences` may have gaps, quotations are found on the whole text."""
    plain = shadow(text)
    quotes = tuple(find_quotes(text, plain, paragraphs(plain))) if '"' in plain or "'" in plain else ()
    ends = tuple(q.end for q in quotes)
    quoted: list[tuple[int, ...]] = []
    for sentence in sentences:
        i = first = bisect_right(ends, sentence.start)
        while i < len(quotes) and quotes[i].start < sentence.end:
            i += 1
        quoted.append(tuple(range(first, i)))
    free = tuple(_is_free(plain, q) for q in quotes)
    return Page(text, plain, sentences, quotes, tuple(quoted), free, tuple(s.start for s in sentences), ends)


def _is_free(plain: str, quote: Quote) -> bool:
    before = plain[max(0, quote.start - 6) : quote.start].rstrip(" ")
    if before and before[-1] not in ".!?…\n\"':" and not before.endswith("''"):
        return False
    if before[-1:] in "\"'" and before and before[-2:-1] not in (".", "!", "?", "…", "'"):
        return False
    if not quote.closed:
        return True
    last = plain[quote.start : quote.end].rstrip("\"'")[-1:]
    after = plain[quote.end : quote.end + 4]
    following = after.lstrip(" ")[:1]
    if last not in ".!?…-—" and after[:1] not in (".", "!", "?"):
        return False
    return not (following.islower() or following in (",", ";", "-", "—"))


def spans_of(sentence: Sentence) -> tuple[list[int], list[int]]:
    """First and last token of the subtree under each token."""
    count = len(sentence.words)
    low, high = list(range(count)), list(range(count))
    heads = sentence.heads
    for i in range(count):
        j = i
        while heads[j] != j:
            j = heads[j]
            if low[j] > i:
                low[j] = i
            if high[j] < i:
                high[j] = i
    return low, high


_EDGE_LEFT = " ,;:-—–\n.!?)"
_EDGE_RIGHT = " ,;:-—–\n.!?("


def trim(plain: str, start: int, end: int) -> Range:
    """The range without blanks and punctuation at its edges; quotation marks stay."""
    while start < end and plain[start] in _EDGE_LEFT:
        if plain[start] == "." and plain[start : start + 3] == "...":
            break
        start += 1
    while end > start and plain[end - 1] in _EDGE_RIGHT:
        if plain[end - 1] == "." and end - start > 3 and plain[end - 3] == ".":  # “U.S.” keeps its stop
            break
        end -= 1
    return start, end


def widen(page: Page, start: int, end: int, sentence: int, cue: int) -> Range:
    """The range grown to the whole of every quotation it mostly covers, or lies in; stray marks are cut off.

    `cue` is the offset of the cue: a quotation that holds the cue itself is left alone.
    """
    for i in page.quoted[sentence]:
        quote = page.quotes[i]
        shared = min(end, quote.end) - max(start, quote.start)
        if shared <= 0 or quote.start <= cue < quote.end:
            continue
        if shared * 2 >= quote.end - quote.start or shared * 2 >= end - start or shared >= 25:
            start, end = min(start, quote.start), max(end, quote.end)
        elif shared <= 2:
            if quote.start <= start:
                start = quote.end
            else:
                end = quote.start
    return start, end


def continued(page: Page, sentence: int, last: int) -> list[Range]:
    """Further quotations of the same speaker after quotation `last`: “…,” said X. “…” and paragraphs that run on."""
    found: list[Range] = []
    stop = max(page.quotes[last].end, page.sentences[sentence].end)
    i = last + 1
    while i < len(page.quotes):
        quote, before = page.quotes[i], page.quotes[i - 1]
        gap = page.plain[stop : quote.start] if quote.start >= stop else ""
        if gap.strip(" .,\n") or not (page.free[i] or not before.closed):
            break
        if quote.paragraph != before.paragraph and before.closed:
            break
        found.append((quote.start, quote.end))
        stop = quote.end
        i += 1
    return found


def holds(parts: Sequence[Range], offset: int) -> bool:
    """Whether `offset` lies in one of the ranges."""
    return any(a <= offset < b for a, b in parts)


def overlap(left: Sequence[Range], right: Sequence[Range]) -> bool:
    """Whether two contents share at least half of the shorter one."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    return shared * 2 >= min(sum(b - a for a, b in left), sum(d - c for c, d in right))
