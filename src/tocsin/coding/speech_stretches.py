"""Stretches of text that may be the content of a cue, cleaned and each kept once."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.coding.speech_page import Page, Range, continued, trim, widen

VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
_CHAINS = frozenset(
    [
        "dobj",
        "pobj",
        "attr",
        "prep",
        "xcomp",
        "ccomp",
        "acomp",
        "conj",
        "nsubj",
        "acl",
        "relcl",
        "dative",
        "agent",
        "oprd",
        "pcomp",
        "advcl",
    ]
)
"""Dependents through which the end of a content may be looked for."""
_LOOSE = frozenset({"relcl", "advcl", "appos", "acl", "prep", "npadvmod", "parataxis"})


@dataclass(slots=True)
class Candidate:
    """One possible content: its pieces as character ranges, and how it hangs on the cue."""

    parts: tuple[Range, ...]
    kind: str
    head: int
    """The token that heads it, -1 for a bare quotation."""
    also: list[str] = field(default_factory=list)
    """Further ways in which the same stretch was reached."""
    notes: list[str] = field(default_factory=list)
    """Where the stretch could have ended earlier, and where it was cut."""


class Stretches:
    """Collects the possible contents of one cue, one per distinct stretch, in the order of their finding."""

    __slots__ = ("at", "found", "high", "index", "low", "page", "sentence", "token")

    def __init__(self, page: Page, index: int, token: int, spans: tuple[list[int], list[int]]) -> None:
        self.page, self.index, self.token = page, index, token
        self.sentence = page.sentences[index]
        self.low, self.high = spans
        self.at = self.sentence.starts[token]
        self.found: dict[tuple[Range, ...], Candidate] = {}

    def add(
        self, first: int, last: int, kind: str, head: int, hole: Range | None = None, notes: tuple[str, ...] = ()
    ) -> None:
        """The stretch of tokens `first..last`, less the tokens of `hole`."""
        s = self.sentence
        if hole is not None and hole[0] <= last and hole[1] >= first:
            pieces = [(first, hole[0] - 1), (hole[1] + 1, last)]
        elif first <= self.token <= last:
            pieces = [(first, self.token - 1), (self.token + 1, last)]
        else:
            pieces = [(first, last)]
        self.add_chars([(s.starts[a], s.ends[b]) for a, b in pieces if a <= b], kind, head, notes)

    def add_cuts(self, first: int, last: int, kind: str, head: int, hole: Range | None = None) -> None:
        """The stretch as it is, and cut before a last coordinated verb, a loose relative or an adverbial clause."""
        cuts = self.cuts(head, first, last)
        self.add(first, last, kind, head, hole, tuple("u:" + name for _, name in cuts))
        for at, name in cuts:
            self.add(first, at, kind + "/" + name[0], head, hole, ("c:" + name,))

    def cuts(self, head: int, first: int, last: int) -> list[tuple[int, str]]:
        """Earlier ends of a content headed by `head`: (last token kept, what is cut off)."""
        s = self.sentence
        found: dict[int, str] = {}
        stack = [head]
        for t in stack:
            for k in s.children[t]:
                if (k <= head and t == head) or not first < k <= last:
                    continue
                label = s.deps[k]
                if label == "conj" and s.tags[k] in VERBAL and (s.tags[t] in VERBAL or t == head):
                    at = self.low[k] - 1
                    while at > first and (s.deps[at] == "cc" or s.words[at] == ","):
                        at -= 1
                    found.setdefault(at, f"conj:{self.shape(t)}>{s.tags[k]}|{self.shape(k)}")
                    stack.append(k)
                elif label in _LOOSE and self.high[k] == last and s.words[self.low[k] - 1] == ",":
                    found.setdefault(self.low[k] - 2, f"{label}:{s.lemmas[self.low[k]]}")
                    if label == "prep":
                        stack.append(k)
                elif label in ("advcl", "prep", "npadvmod") and t == head and k > head and self.high[k] == last:
                    found.setdefault(self.low[k] - 1, f"{label[:3]}-:{s.lemmas[self.low[k]]}")
                elif self.high[k] == last and label in _CHAINS:
                    stack.append(k)
        return [(at, name) for at, name in found.items() if first <= at < last][:4]

    def shape(self, verb: int) -> str:
        """What stands before a verb: `to`, a modal, a pronoun subject, `subj`, or `-`."""
        s = self.sentence
        shape = "-"
        for k in s.children[verb]:
            if k > verb:
                break
            if s.deps[k] in ("nsubj", "nsubjpass"):
                return s.lemmas[k] if s.tags[k] == "PRP" else "subj"
            if s.deps[k] == "aux" and shape == "-":
                shape = "MD" if s.tags[k] == "MD" else s.lemmas[k]
        return shape

    def add_chars(self, pieces: list[Range], kind: str, head: int, notes: tuple[str, ...] = ()) -> None:
        page = self.page
        clean: list[Range] = []
        touched = page.quoted[self.index]
        for start, end in pieces:
            start, end = trim(page.plain, start, end)
            if touched and start < end:
                start, end = widen(page, start, end, self.index, self.at)
            if start < end:
                if clean and start < clean[-1][1]:
                    clean[-1] = (clean[-1][0], max(end, clean[-1][1]))
                else:
                    clean.append((start, end))
        if not clean:
            return
        if touched:
            last = self._last_quote(clean)
            if last is not None:
                clean.extend(r for r in continued(page, self.index, last) if r[0] >= clean[-1][1])
        parts = tuple(clean)
        known = self.found.get(parts)
        if known is None:
            self.found[parts] = Candidate(parts, kind, head, [], list(notes))
        elif kind != known.kind and kind not in known.also:
            known.also.append(kind)

    def _last_quote(self, pieces: list[Range]) -> int | None:
        """The quotation that closes the content, where the content is mostly quotation or ends with one."""
        last = None
        for i in self.page.quoted[self.index]:
            quote = self.page.quotes[i]
            if any(s <= quote.start and quote.end <= e for s, e in pieces) and quote.words >= 2:
                last = i
        if last is None:
            return None
        quote = self.page.quotes[last]
        following = [i for i in self.page.quoted[self.index] if i > last]
        whole = any(s == quote.start for s, _ in pieces)
        return last if not following and (whole or any(e == quote.end for _, e in pieces)) else None

    def raw(self, parts: tuple[Range, ...], kind: str) -> None:
        if parts not in self.found:
            self.found[parts] = Candidate(parts, kind, -1)

    def preposition(self, k: int, kind: str, end: int, core_end: int) -> None:
        s = self.sentence
        inner = k
        for g in s.children[k]:
            if s.deps[g] in ("prep", "pobj", "pcomp", "ccomp") and g > k:
                if s.deps[g] == "prep":
                    inner = g
                    kind += "_" + s.lemmas[g]
                break
        first = inner + 1
        if first > self.high[k]:
            return
        self.add_cuts(first, self.high[k], kind, k)
        for g in s.children[inner]:
            if s.deps[g] == "pobj":
                for below in s.children[g]:
                    if s.deps[below] in ("relcl", "acl") and s.lemmas[self.low[below]] in ("that", "to"):
                        self.add(self.low[below], self.high[below], kind + "/" + s.deps[below], below)
        if core_end > self.high[k]:
            self.add(first, core_end, kind + "..", k)
        if end > self.high[k] and end != core_end:
            self.add(first, end, kind + "...", k)

    def next(self, touched: tuple[int, ...]) -> None:
        """A quotation that opens the next sentence or paragraph: “He put it so:” and then the words."""
        page, s = self.page, self.sentence
        following = self.index + 1
        if following >= len(page.sentences) or (touched and page.quotes[touched[-1]].end >= s.end):
            return
        colon = page.plain[s.end - 1] == ":" if s.end <= len(page.plain) else False
        opened = page.quoted[following]
        if opened:
            i = opened[0]
            quote = page.quotes[i]
            if quote.start <= page.sentences[following].start and page.free[i] and quote.start >= s.end:
                stop, parts = quote.end, [(quote.start, quote.end)]
                j = i + 1
                while (
                    j < len(page.quotes)
                    and page.free[j]
                    and not page.plain[stop : page.quotes[j].start].strip()
                    and (page.quotes[j].paragraph == quote.paragraph or not page.quotes[j - 1].closed)
                ):
                    parts.append((page.quotes[j].start, page.quotes[j].end))
                    stop = page.quotes[j].end
                    j += 1
                self.raw(tuple(parts), "quoteN:" if colon else "quoteN")
                return
        if colon:
            other = page.sentences[following]
            self.raw((trim(page.plain, other.start, other.end),), "next:")
