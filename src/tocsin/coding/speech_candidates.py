"""Every reading of a sentence as a statement: for each possible cue, the stretches that may be its content.

Nothing is decided here. A `Group` is one cue with its `Candidate` contents; `speech_model` scores them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tocsin.coding.speech_page import Page, Range, spans_of
from tocsin.coding.speech_stretches import NOMINAL, VERBAL, Candidate, Stretches
from tocsin.coding.speech_verbs import VerbStretches
from tocsin.lexicon.speech import SpeechLexicon
from tocsin.read.sentence import Sentence

__all__ = ["NOMINAL", "VERBAL", "Candidate", "Group", "groups_of"]

_LOOSE = frozenset({"advcl", "amod", "acl", "appos", "conj", "ROOT", "oprd", "xcomp", "ccomp"})
LONGEST = 400
"""Sentences with more tokens are tables and lists, not prose; the search is quadratic in the length."""
_AUXILIARY = frozenset({"aux", "auxpass"})


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


class NounStretches(Stretches):
    """What a report noun or an adjective of attitude governs: “warning *that* …”, “worried *about* …”."""

    __slots__ = ()

    def collect(self) -> None:
        s, c = self.sentence, self.token
        for k in s.children[c]:
            if k < c:
                continue
            label = s.deps[k]
            if label == "prep":
                if s.lemmas[k] not in ("by", "from"):
                    self.preposition(k, "prep:" + s.lemmas[k], -1, -1)
            elif label in ("acl", "ccomp", "relcl", "xcomp", "appos", "advcl"):
                self.add_cuts(self.low[k], self.high[k], label, k)


class AccordingStretches(Stretches):
    """The clause around “according to X”."""

    __slots__ = ()

    def collect(self) -> None:
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
                self.add(self.low[head], self.high[head], f"acc{step}", head, hole)
                self._fronted(head, hole, f"acc{step}")
                if self.low[head] < low:
                    self.add(self.low[head], low - 1, f"acc{step}<", head)
                step += 1
        if high < len(s.words) - 1 and self.low[c] < 3:
            self.add(high + 1, len(s.words) - 1, "acc>", c)
        if self.low[c] < 3 and high > c + 3:
            comma = next((i for i in range(c + 2, high) if s.words[i] == ","), -1)
            if comma > 0:
                self.add(comma + 1, len(s.words) - 1, "acc,", c)
        if low > 0:
            self.add(0, low - 1, "acc<", c)
        self.add(0, len(s.words) - 1, "acc=", c, hole)

    def _fronted(self, head: int, hole: Range, kind: str) -> None:
        """The clause without an adverbial that opens it: “Though …, *X leads*, according to Y.”"""
        s = self.sentence
        first = self.low[head]
        for k in s.children[head]:
            if (
                k < head
                and k != self.token
                and s.deps[k] in ("advcl", "prep", "ccomp")
                and self.high[k] + 1 < len(s.words)
                and s.words[self.high[k] + 1] in (",", ":", "--")
            ):
                first = max(first, self.high[k] + 2)
        if self.low[head] < first < head:
            self.add(first, self.high[head], kind + "-", head, hole)


class ColonStretches(Stretches):
    """The other side of a colon: “X: *words*”, and the next lines where it ends one."""

    __slots__ = ()

    def collect(self) -> None:
        page, s, c = self.page, self.sentence, self.token
        if c == 0 or (c > 14 and len(s.words) - c > 8):
            return
        if c + 1 < len(s.words):
            if c <= 14:
                self.add(c + 1, len(s.words) - 1, "colon", c)
                stop = self.index
                while stop + 1 < len(page.sentences) and page.sentences[stop + 1].paragraph == s.paragraph:
                    stop += 1
                if stop > self.index:
                    self.add_chars([(s.starts[c + 1], page.sentences[stop].end)], "colon..", c)
            if len(s.words) - c <= 8:
                self.add(0, c - 1, "colon<", c)
        elif self.index + 1 < len(page.sentences):
            self.next(page.quoted[self.index])


_COLLECTORS: Mapping[str, type[VerbStretches | NounStretches | AccordingStretches | ColonStretches]] = MappingProxyType(
    {
        "verb": VerbStretches,
        "noun": NounStretches,
        "adjective": NounStretches,
        "according": AccordingStretches,
        "colon": ColonStretches,
    }
)


def groups_of(page: Page, index: int, lexicon: SpeechLexicon, known: frozenset[str]) -> Iterator[Group]:
    """All cue groups of sentence `index`; `known` are further verb lemmas worth a look."""
    sentence = page.sentences[index]
    if len(sentence.words) > LONGEST:
        return
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
        stretches = _COLLECTORS[kind](page, index, i, spans)
        stretches.collect()
        if stretches.found:
            yield Group(index, i, kind, sentence.starts[i], sentence.ends[i], list(stretches.found.values()))


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
