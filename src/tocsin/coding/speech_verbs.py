"""Where the content of a verb may stand: its complements, the clause above it, quotations around it."""

from __future__ import annotations

from tocsin.coding.speech_page import Range
from tocsin.coding.speech_stretches import NOMINAL, Stretches

_COMPLEMENTS = frozenset(
    [
        "ccomp",
        "xcomp",
        "dobj",
        "prep",
        "oprd",
        "acomp",
        "attr",
        "dative",
        "advcl",
        "advmod",
        "npadvmod",
        "dep",
        "parataxis",
        "acl",
        "pcomp",
        "pobj",
        "relcl",
        "intj",
    ]
)
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "dep", "relcl", "acl"})
_ABOVE = frozenset({"parataxis", "advcl", "ccomp", "dep", "acl", "relcl", "conj"})
_LEFT = frozenset(
    [
        "ccomp",
        "nsubjpass",
        "dobj",
        "xcomp",
        "dep",
        "advcl",
        "parataxis",
        "prep",
        "nsubj",
        "csubj",
        "csubjpass",
        "intj",
        "advmod",
        "pobj",
    ]
)
_TELLING = frozenset({"tell", "inform", "remind", "assure", "warn", "ask", "reassure", "advise"})


class VerbStretches(Stretches):
    """The possible contents of a verb."""

    __slots__ = ()

    def collect(self) -> None:
        """Everything that the verb may report."""
        self._verb()
        self._quotes()

    def _verb(self) -> None:
        s, c = self.sentence, self.token
        right: list[int] = []
        for k in s.children[c]:
            label = s.deps[k]
            if k > c and label in _COMPLEMENTS:
                right.append(k)
            elif k < c and label in _LEFT:
                if label in ("nsubj", "advcl", "prep", "advmod") and not (label == "prep" and s.tags[c] == "VBN"):
                    if not (label == "nsubj" and self.high[k] - self.low[k] > 3):
                        continue
                self._left(k, label)
        if right:
            self._right(right)
        self._middle()
        self._tail()
        self._that(right)
        if s.deps[c] in _ABOVE:
            self._above(s.deps[c])

    def _that(self, right: list[int]) -> None:
        """A “that” clause which the parser hung on a noun in between: “told the man in the shop *that …*”."""
        s, c = self.sentence, self.token
        if any(s.deps[k] == "ccomp" for k in right):
            return
        for i in range(c + 2, min(self.high[c] + 1, c + 16)):
            if s.lemmas[i] == "that" and s.tags[i] == "IN" and s.deps[i] == "mark":
                head = s.heads[i]
                if head > i and self.low[head] >= i:
                    self.add_cuts(i, self.high[head], "that", head)
                return

    def _middle(self) -> None:
        """“X, said Y, has …”: the cue and its subject stand between two commas."""
        s, c = self.sentence, self.token
        if s.tags[c] not in ("VBD", "VBZ", "VBP"):
            return
        first, stop = c, min(len(s.words) - 1, c + 14)
        if s.words[c - 1] != ",":
            subject = next((k for k in s.children[c] if s.deps[k] in ("nsubj", "nsubjpass") and k < c), None)
            if (
                subject is None
                or self.low[subject] < 2
                or s.words[self.low[subject] - 1] != ","
                or self.high[subject] >= c
            ):
                return
            first = self.low[subject]
        if first < 2:
            return
        comma = next((i for i in range(c + 1, stop) if s.words[i] == ","), 0)
        if comma > c and (first < c or comma > c + 1):
            self.add(0, len(s.words) - 1, "mid", c, (first - 1, comma))

    def _tail(self) -> None:
        """“…, X said.”: the cue and its subject close the sentence behind a comma; all before is the content."""
        s, c = self.sentence, self.token
        if len(s.words) - c > 12:
            return
        first = c
        for k in s.children[c]:
            if k < c and s.deps[k] in ("nsubj", "nsubjpass", "aux", "neg", "advmod", "auxpass"):
                first = min(first, self.low[k])
        if (
            first > 2
            and s.words[first - 1] in (",", "''", '"')
            and not any(k > c and self._fills(k) for k in s.children[c])
        ):
            last = len(s.words) - 1
            while last > c and s.tags[last] in (".", "''", "-RRB-"):
                last -= 1
            self.add(0, first - 1, "tail." if last == c else "tail", c)

    def _fills(self, k: int) -> bool:
        """Whether a complement to the right leaves no content before: “…, X *sought help*”."""
        s = self.sentence
        label = s.deps[k]
        return label in ("ccomp", "xcomp", "acomp", "attr") or (
            label == "dobj" and s.lemmas[self.token] not in _TELLING
        )

    def _right(self, right: list[int]) -> None:
        s, high = self.sentence, self.high
        end = max(high[k] for k in right)
        core = [k for k in right if s.deps[k] not in ("advcl", "npadvmod", "advmod", "parataxis", "dep")]
        core_end = max((high[k] for k in core), default=-1)
        for k in right:
            label = s.deps[k]
            if label == "prep":
                self.preposition(k, "prep:" + s.lemmas[k], end, core_end)
                continue
            if label in ("advmod", "npadvmod") and high[k] == k:
                continue
            first = self.low[k]
            if first <= self.token:
                first = self.token + 1
            self.add_cuts(first, high[k], label, k)
            if core_end > high[k]:
                self.add_cuts(first, core_end, label + "..", k)
            if end > high[k] and end != core_end:
                self.add(first, end, label + "...", k)
            if label in ("dobj", "attr", "oprd", "acomp", "advmod"):
                self._inside(k, label)

    def _inside(self, k: int, label: str) -> None:
        """What hangs on the object or adjective: “issued a warning *that* …”, “is worried *about* …”."""
        s = self.sentence
        for g in s.children[k]:
            if g < k:
                continue
            below = s.deps[g]
            if below == "prep":
                self.preposition(g, label + "/prep:" + s.lemmas[g], -1, -1)
            elif below in ("acl", "ccomp", "xcomp", "relcl", "advcl", "appos", "npadvmod"):
                self.add_cuts(self.low[g], self.high[g], label + "/" + below, g)

    def _left(self, k: int, label: str) -> None:
        c = self.token
        first, last = self.low[k], self.high[k]
        if last > c:
            self.add(first, last, "L" + label, k, self._clause(k))
        else:
            self.add(first, last, "L" + label, k)
        if label in ("ccomp", "dep", "parataxis") and first > 0:
            # Adverbials of the content that the parser hung on the cue.
            start = self.low[c]
            if start < first and start <= c:
                self.add(start, max(last, first), "L" + label + "+", k, self._clause(k) if last > c else None)

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
                self.add(self.low[head], self.high[head], "P" + label, head, (hole[0], self.high[head]))
            return
        if label == "conj" and self.low[c] < c:
            return
        self.add(self.low[head], self.high[head], "P" + label, head, hole)

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
            self.add_chars([(quote.start, quote.end)], "quoteL", -1)
            if right is not None:
                other = page.quotes[right]
                self.add_chars([(quote.start, quote.end), (other.start, other.end)], "quoteLR", -1)
        elif self.index and s.paragraph == page.sentences[self.index - 1].paragraph:
            before = page.quoted[self.index - 1]
            if before and page.quotes[before[-1]].end >= page.sentences[self.index - 1].end and len(s.words) < 40:
                quote = page.quotes[before[-1]]
                self.add_chars([(quote.start, quote.end)], "quoteP", -1)
        if right is not None:
            quote = page.quotes[right]
            self.add_chars([(quote.start, quote.end)], "quoteR", -1)
            last = page.quotes[touched[-1]]
            if last.start > quote.start:
                self.add_chars([(quote.start, last.end)], "quoteR..", -1)
        self.next(touched)
