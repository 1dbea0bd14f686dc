"""Every reading of a sentence as a statement: for each possible cue, the stretches that may be its content.

Nothing is decided here. A `Group` is one cue with its `Candidate` contents; `speech_model` scores them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tocsin.coding.speech_page import Page, Range, continued, spans_of, trim, widen
from tocsin.lexicon.speech import SpeechLexicon
from tocsin.read.sentence import Sentence

VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
_COMPLEMENTS = frozenset("ccomp xcomp dobj prep oprd acomp attr dative advcl advmod npadvmod dep parataxis acl pcomp pobj relcl intj".split())
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "dep", "relcl", "acl"})
_ABOVE = frozenset({"parataxis", "advcl", "ccomp", "dep", "acl", "relcl", "conj"})
_LOOSE = frozenset({"advcl", "amod", "acl", "appos", "conj", "ROOT", "oprd", "xcomp", "ccomp"})
_AUXILIARY = frozenset({"aux", "auxpass"})


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


@dataclass(slots=True)
class Group:
    """One possible cue; `sentence` is a position in the page, `token` the cue's head."""

    sentence: int
    token: int
    kind: str
    """verb, noun, adjective, according or colon."""
    start: int
    end: int
    candidates: list[Candidate]


def groups_of(page: Page, index: int, lexicon: SpeechLexicon, known: frozenset[str]) -> Iterator[Group]:
    """All cue groups of sentence `index`; `known` are further verb lemmas worth a look."""
    sentence = page.sentences[index]
    spans: tuple[list[int], list[int]] | None = None
    quotes = page.quoted[index]
    tags, lemmas, deps = sentence.tags, sentence.lemmas, sentence.deps
    for i, tag in enumerate(tags):
        if tag in VERBAL:
            lemma = lemmas[i]
            if deps[i] in _AUXILIARY:
                continue
            if lemma == "accord" and _next_is_to(sentence, i):
                kind = "according"
            elif lemma in lexicon.verbs or lemma in known or quotes or _promising(sentence, i, lexicon):
                kind = "verb"
            else:
                continue
        elif tag in NOMINAL:
            if lemmas[i] not in lexicon.nouns or not sentence.children[i]:
                continue
            kind = "noun"
        elif (tag == "JJ" or tag == "VBN") and lemmas[i] in lexicon.adjectives and deps[i] in _LOOSE:
            kind = "adjective"
        elif tag == ":" and sentence.words[i] == ":":
            kind = "colon"
        elif tag == "IN" and lemmas[i] == "according":
            kind = "according"
        else:
            continue
        if spans is None:
            spans = spans_of(sentence)
        builder = _Builder(page, index, i, spans)
        builder.build(kind, lexicon)
        if builder.found:
            yield Group(index, i, kind, sentence.starts[i], sentence.ends[i], list(builder.found.values()))


def _next_is_to(sentence: Sentence, i: int) -> bool:
    return i + 1 < len(sentence.words) and sentence.lemmas[i + 1] == "to"


def _promising(sentence: Sentence, i: int, lexicon: SpeechLexicon) -> bool:
    """Whether a verb outside the lexicon is worth a look: a clause, a report noun or an attitude hangs on it."""
    for c in sentence.children[i]:
        label = sentence.deps[c]
        if label == "ccomp":
            return True
        if label in ("dobj", "attr", "nsubj") and sentence.lemmas[c] in lexicon.nouns:
            return True
        if label == "acomp" and sentence.lemmas[c] in lexicon.adjectives:
            return True
    return False


class _Builder:
    """Collects the candidates of one cue, one per distinct stretch."""

    __slots__ = ("at", "found", "high", "index", "low", "page", "sentence", "token")

    def __init__(self, page: Page, index: int, token: int, spans: tuple[list[int], list[int]]) -> None:
        self.page, self.index, self.token = page, index, token
        self.sentence = page.sentences[index]
        self.low, self.high = spans
        self.at = self.sentence.starts[token]
        self.found: dict[tuple[Range, ...], Candidate] = {}

    def build(self, kind: str, lexicon: SpeechLexicon) -> None:
        if kind == "verb":
            self._verb(lexicon)
            self._quotes()
        elif kind in ("noun", "adjective"):
            self._noun()
        elif kind == "according":
            self._according()
        else:
            self._colon()

    # -- adding ---------------------------------------------------------------------------------

    def _add(self, first: int, last: int, kind: str, head: int, hole: Range | None = None, notes: tuple[str, ...] = ()) -> None:
        """The stretch of tokens `first..last`, less the tokens of `hole`."""
        s = self.sentence
        if hole is not None and hole[0] <= last and hole[1] >= first:
            pieces = [(first, hole[0] - 1), (hole[1] + 1, last)]
        elif first <= self.token <= last:
            pieces = [(first, self.token - 1), (self.token + 1, last)]
        else:
            pieces = [(first, last)]
        self._add_chars([(s.starts[a], s.ends[b]) for a, b in pieces if a <= b], kind, head, notes)

    def _add_cuts(self, first: int, last: int, kind: str, head: int, hole: Range | None = None) -> None:
        """The stretch as it is, and cut before a last coordinated verb, a loose relative clause or an adverbial clause."""
        cuts = self._cuts(head, first, last)
        self._add(first, last, kind, head, hole, tuple("u:" + name for _, name in cuts))
        for at, name in cuts:
            self._add(first, at, kind + "/" + name[0], head, hole, ("c:" + name,))

    def _cuts(self, head: int, first: int, last: int) -> list[tuple[int, str]]:
        """Earlier ends of a content headed by `head`: (last token kept, what is cut off)."""
        s = self.sentence
        found: dict[int, str] = {}
        stack = [head]
        for t in stack:
            for k in s.children[t]:
                if k <= head and t == head or not first < k <= last:
                    continue
                label = s.deps[k]
                if label == "conj" and s.tags[k] in VERBAL and (s.tags[t] in VERBAL or t == head):
                    at = self.low[k] - 1
                    while at > first and (s.deps[at] == "cc" or s.words[at] == ","):
                        at -= 1
                    found.setdefault(at, f"conj:{self._shape(t)}>{s.tags[k]}|{self._shape(k)}")
                    stack.append(k)
                elif label in ("relcl", "advcl", "appos", "acl", "prep", "npadvmod", "parataxis") and self.high[k] == last and s.words[self.low[k] - 1] == ",":
                    found.setdefault(self.low[k] - 2, f"{label}:{s.lemmas[self.low[k]]}")
                    if label == "prep":
                        stack.append(k)
                elif label in ("advcl", "prep", "npadvmod") and t == head and k > head and self.high[k] == last:
                    found.setdefault(self.low[k] - 1, f"{label[:3]}-:{s.lemmas[self.low[k]]}")
                elif self.high[k] == last and label in ("dobj", "pobj", "attr", "prep", "xcomp", "ccomp", "acomp", "conj", "nsubj", "acl", "relcl", "dative", "agent", "oprd", "pcomp", "advcl"):
                    stack.append(k)
        return [(at, name) for at, name in found.items() if first <= at < last][:4]

    def _shape(self, verb: int) -> str:
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

    def _add_chars(self, pieces: list[Range], kind: str, head: int, notes: tuple[str, ...] = ()) -> None:
        page, clean = self.page, []
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

    # -- verbs ----------------------------------------------------------------------------------

    def _verb(self, lexicon: SpeechLexicon) -> None:
        s, c = self.sentence, self.token
        right: list[int] = []
        for k in s.children[c]:
            label = s.deps[k]
            if k > c and label in _COMPLEMENTS:
                right.append(k)
            elif k < c and label in ("ccomp", "nsubjpass", "dobj", "xcomp", "dep", "advcl", "parataxis", "prep", "nsubj", "csubj", "csubjpass", "intj", "advmod", "pobj"):
                if label in ("nsubj", "advcl", "prep", "advmod") and not (label == "prep" and s.tags[c] == "VBN"):
                    if not (label == "nsubj" and self.high[k] - self.low[k] > 3):
                        continue
                self._left(k, label)
        if right:
            self._right(right, lexicon)
        self._tail()
        if s.deps[c] in _ABOVE:
            self._above(s.deps[c])

    def _tail(self) -> None:
        """“…, X said.”: the cue and its subject close the sentence behind a comma; all before is the content."""
        s, c = self.sentence, self.token
        if len(s.words) - c > 12:
            return
        first = c
        for k in s.children[c]:
            if k < c and s.deps[k] in ("nsubj", "nsubjpass", "aux", "neg", "advmod", "auxpass"):
                first = min(first, self.low[k])
        if first > 2 and s.words[first - 1] in (",", "''", '"') and not any(s.deps[k] in ("ccomp", "xcomp") and k > c for k in s.children[c]):
            last = len(s.words) - 1
            while last > c and s.tags[last] in (".", "''", "-RRB-"):
                last -= 1
            self._add(0, first - 1, "tail." if last == c else "tail", c)

    def _right(self, right: list[int], lexicon: SpeechLexicon) -> None:
        s, high = self.sentence, self.high
        end = max(high[k] for k in right)
        core = [k for k in right if s.deps[k] not in ("advcl", "npadvmod", "advmod", "parataxis", "dep")]
        core_end = max((high[k] for k in core), default=-1)
        for k in right:
            label = s.deps[k]
            if label == "prep":
                self._preposition(k, "prep:" + s.lemmas[k], end, core_end)
                continue
            if label in ("advmod", "npadvmod") and high[k] == k:
                continue
            first = self.low[k]
            if first <= self.token:
                first = self.token + 1
            self._add_cuts(first, high[k], label, k)
            if core_end > high[k]:
                self._add_cuts(first, core_end, label + "..", k)
            if end > high[k] and end != core_end:
                self._add(first, end, label + "...", k)
            if label in ("dobj", "attr", "oprd", "acomp", "advmod"):
                self._inside(k, label)

    def _preposition(self, k: int, kind: str, end: int, core_end: int) -> None:
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
        self._add_cuts(first, self.high[k], kind, k)
        for g in s.children[inner]:
            if s.deps[g] == "pobj":
                for below in s.children[g]:
                    if s.deps[below] in ("relcl", "acl") and s.lemmas[self.low[below]] in ("that", "to"):
                        self._add(self.low[below], self.high[below], kind + "/" + s.deps[below], below)
        if core_end > self.high[k]:
            self._add(first, core_end, kind + "..", k)
        if end > self.high[k] and end != core_end:
            self._add(first, end, kind + "...", k)

    def _inside(self, k: int, label: str) -> None:
        """What hangs on the object or adjective: “issued a warning *that* …”, “is worried *about* …”."""
        s = self.sentence
        for g in s.children[k]:
            if g < k:
                continue
            below = s.deps[g]
            if below == "prep":
                self._preposition(g, label + "/prep:" + s.lemmas[g], -1, -1)
            elif below in ("acl", "ccomp", "xcomp", "relcl", "advcl", "appos", "npadvmod"):
                self._add_cuts(self.low[g], self.high[g], label + "/" + below, g)

    def _left(self, k: int, label: str) -> None:
        s, c = self.sentence, self.token
        first, last = self.low[k], self.high[k]
        if last > c:
            self._add(first, last, "L" + label, k, self._clause(k))
        else:
            self._add(first, last, "L" + label, k)
        if label in ("ccomp", "dep", "parataxis") and first > 0:
            # Adverbials of the content that the parser hung on the cue.
            start = self.low[c]
            if start < first and start <= c:
                self._add(start, max(last, first), "L" + label + "+", k, self._clause(k) if last > c else None)

    def _clause(self, without: int) -> Range:
        """The cue with its own subject, auxiliaries and adverbs, not counting the complement `without`."""
        s, c = self.sentence, self.token
        first = last = c
        for k in s.children[c]:
            if k == without or s.deps[k] in ("ccomp", "parataxis", "advcl", "punct", "dep"):
                continue
            if self.high[k] < c:
                first = min(first, self.low[k])
            elif self.low[k] > c:
                last = max(last, self.high[k])
        return first, last

    def _above(self, label: str) -> None:
        """The clause or noun that the cue's own clause hangs on."""
        s, c = self.sentence, self.token
        head = s.heads[c]
        hole = (self.low[c], self.high[c])
        if label in ("relcl", "acl"):
            if s.tags[head] in NOMINAL or s.tags[head] in ("PRP", "DT", "CD", "NN"):
                self._add(self.low[head], self.high[head], "P" + label, head, (hole[0], self.high[head]))
            return
        if label == "conj" and self.low[c] < c:
            return
        self._add(self.low[head], self.high[head], "P" + label, head, hole)

    # -- quotations -------------------------------------------------------------------------------

    def _quotes(self) -> None:
        page, s, at = self.page, self.sentence, self.at
        touched = page.quoted[self.index]
        left = right = None
        for i in touched:
            quote = page.quotes[i]
            if quote.end <= at:
                left = i
            elif quote.start > at and right is None:
                right = i
        if left is not None:
            quote = page.quotes[left]
            self._add_chars([(quote.start, quote.end)], "quoteL", -1)
            if right is not None:
                other = page.quotes[right]
                self._add_chars([(quote.start, quote.end), (other.start, other.end)], "quoteLR", -1)
        elif self.index and s.paragraph == page.sentences[self.index - 1].paragraph:
            before = page.quoted[self.index - 1]
            if before and page.quotes[before[-1]].end >= page.sentences[self.index - 1].end and len(s.words) < 40:
                quote = page.quotes[before[-1]]
                self._add_chars([(quote.start, quote.end)], "quoteP", -1)
        if right is not None:
            quote = page.quotes[right]
            self._add_chars([(quote.start, quote.end)], "quoteR", -1)
            last = page.quotes[touched[-1]]
            if last.start > quote.start:
                self._add_chars([(quote.start, last.end)], "quoteR..", -1)
        self._next(touched)

    def _next(self, touched: tuple[int, ...]) -> None:
        """A quotation that opens the next sentence or paragraph: “He put it so:” and then the words."""
        page, s = self.page, self.sentence
        following = self.index + 1
        if following >= len(page.sentences) or touched and page.quotes[touched[-1]].end >= s.end:
            return
        colon = page.plain[s.end - 1] == ":" if s.end <= len(page.plain) else False
        opened = page.quoted[following]
        if opened:
            i = opened[0]
            quote = page.quotes[i]
            if quote.start <= page.sentences[following].start and page.free[i] and quote.start >= s.end:
                stop, parts = quote.end, [(quote.start, quote.end)]
                j = i + 1
                while j < len(page.quotes) and page.free[j] and not page.plain[stop:page.quotes[j].start].strip() and (
                        page.quotes[j].paragraph == quote.paragraph or not page.quotes[j - 1].closed):
                    parts.append((page.quotes[j].start, page.quotes[j].end))
                    stop = page.quotes[j].end
                    j += 1
                self._raw(tuple(parts), "quoteN:" if colon else "quoteN")
                return
        if colon:
            other = page.sentences[following]
            self._raw((trim(page.plain, other.start, other.end),), "next:")

    def _raw(self, parts: tuple[Range, ...], kind: str) -> None:
        if parts not in self.found:
            self.found[parts] = Candidate(parts, kind, -1)

    # -- nouns, “according to”, colons ------------------------------------------------------------

    def _noun(self) -> None:
        s, c = self.sentence, self.token
        for k in s.children[c]:
            if k < c:
                continue
            label = s.deps[k]
            if label == "prep":
                if s.lemmas[k] not in ("by", "from"):
                    self._preposition(k, "prep:" + s.lemmas[k], -1, -1)
            elif label in ("acl", "ccomp", "relcl", "xcomp", "appos", "advcl"):
                self._add_cuts(self.low[k], self.high[k], label, k)

    def _according(self) -> None:
        s, c = self.sentence, self.token
        low, high = self.low[c], self.high[c]
        high = max(high, min(c + 1, len(s.words) - 1))
        if low > 0 and s.words[low - 1] == ",":
            low -= 1
        hole = (low, high)
        step, head = 0, c
        while s.heads[head] != head and step < 4:
            head = s.heads[head]
            if s.tags[head] in VERBAL or step == 0 or s.deps[head] in ("ROOT", "conj"):
                self._add(self.low[head], self.high[head], f"acc{step}", head, hole)
                self._fronted(head, hole, f"acc{step}")
                if self.low[head] < low:
                    self._add(self.low[head], low - 1, f"acc{step}<", head)
                step += 1
        if high < len(s.words) - 1 and self.low[c] < 3:
            self._add(high + 1, len(s.words) - 1, "acc>", c)
        if self.low[c] < 3 and high > c + 3:
            comma = next((i for i in range(c + 2, high) if s.words[i] == ","), -1)
            if comma > 0:
                self._add(comma + 1, len(s.words) - 1, "acc,", c)
        if low > 0:
            self._add(0, low - 1, "acc<", c)
        self._add(0, len(s.words) - 1, "acc=", c, hole)

    def _fronted(self, head: int, hole: Range, kind: str) -> None:
        """The clause without an adverbial that opens it: “Though …, *X leads*, according to Y.”"""
        s = self.sentence
        first = self.low[head]
        for k in s.children[head]:
            if k < head and k != self.token and s.deps[k] in ("advcl", "prep", "ccomp") and self.high[k] + 1 < len(s.words) and s.words[self.high[k] + 1] in (",", ":", "--"):
                first = max(first, self.high[k] + 2)
        if self.low[head] < first < head:
            self._add(first, self.high[head], kind + "-", head, hole)

    def _colon(self) -> None:
        page, s, c = self.page, self.sentence, self.token
        if c == 0 or c > 14 and len(s.words) - c > 8:
            return
        if c + 1 < len(s.words):
            if c <= 14:
                self._add(c + 1, len(s.words) - 1, "colon", c)
                stop = self.index
                while stop + 1 < len(page.sentences) and page.sentences[stop + 1].paragraph == s.paragraph:
                    stop += 1
                if stop > self.index:
                    self._add_chars([(s.starts[c + 1], page.sentences[stop].end)], "colon..", c)
            if len(s.words) - c <= 8:
                self._add(0, c - 1, "colon<", c)
        elif self.index + 1 < len(page.sentences):
            self._next(page.quoted[self.index])
