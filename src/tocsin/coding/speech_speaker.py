"""Who speaks: from the cue to the words that name the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.coding.speech_candidates import NOMINAL, VERBAL
from tocsin.lexicon.speech import SpeechLexicon
from tocsin.read.sentence import Sentence, child, children

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_SOURCELIKE = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP", "WDT", "PRP$", "WP$", "JJ", "EX", "RB", "VBG"})
_QUOTED = frozenset({"quote", "cite", "say", "report", "think", "believe", "know", "hear", "rumour", "rumor", "understand", "suppose", "allege", "see"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name a source; resolve `antecedent` where there is one, else `head`."""

    sentence: int
    """Position in the sequence of sentences given."""
    head: int
    """The token that heads the source phrase."""
    start: int
    end: int
    antecedent: int | None = None
    """The noun that a relative pronoun (“who said …”) stands for, in the same sentence."""


def speaker_of(sentence: Sentence, position: int, cue: int, kind: str, parts: Sequence[tuple[int, int]],
               lexicon: SpeechLexicon) -> Speaker | None:
    """The source of the statement with this cue, from its own sentence; None where the sentence names none."""
    if kind == "noun":
        head = _of_noun(sentence, cue, lexicon)
    elif kind == "according":
        head = _of_according(sentence, cue)
    elif kind == "colon":
        return _of_colon(sentence, position, cue, parts)
    else:
        head = _of_verb(sentence, cue, parts, lexicon)
    if head is None:
        return None
    return phrase_of(sentence, position, head)


def phrase_of(sentence: Sentence, position: int, head: int) -> Speaker:
    """The whole source phrase around `head`: coordinated and apposed names belong to it, relative clauses do not."""
    first = last = head
    stack = [head]
    while stack:
        t = stack.pop()
        for c in sentence.children[t]:
            label = sentence.deps[c]
            if label in ("relcl", "punct", "ccomp", "advcl", "parataxis", "cc", "preconj", "dep"):
                continue
            if label == "acl" and sentence.words[c - 1] == ",":
                continue
            if label == "conj" and (sentence.tags[c] in VERBAL or t != head and t < head):
                continue
            if label == "prep" and sentence.words[c - 1] == "," and c > head:
                continue
            first, last = min(first, c), max(last, c)
            stack.append(c)
    if sentence.deps[head] == "poss" or sentence.tags[head] == "PRP$":
        first, last = _without_case(sentence, head, first, last)
    antecedent = None
    if sentence.lemmas[head] in _RELATIVES and sentence.tags[head] in ("WP", "WDT"):
        above = sentence.heads[head]
        for _ in range(4):
            if sentence.deps[above] == "relcl":
                antecedent = sentence.heads[above]
                break
            above = sentence.heads[above]
    return Speaker(position, head, sentence.starts[first], sentence.ends[last], antecedent)


def _without_case(sentence: Sentence, head: int, first: int, last: int) -> tuple[int, int]:
    """A possessor without its ’s."""
    while last > head and sentence.tags[last] == "POS":
        last -= 1
    return first, last


def _of_verb(s: Sentence, cue: int, parts: Sequence[tuple[int, int]], lexicon: SpeechLexicon) -> int | None:
    passive = any(s.deps[c] == "auxpass" for c in s.children[cue])
    if passive:
        return _of_passive(s, cue, parts)
    head = _usable(s, child(s, cue, "nsubj"), parts)
    if head is not None:
        return head
    after = _inverted(s, cue, parts)
    if after is not None:
        return after
    return _shared(s, cue, parts, lexicon)


def _usable(s: Sentence, token: int | None, parts: Sequence[tuple[int, int]]) -> int | None:
    """`token` unless it lies inside the content itself."""
    if token is None or s.tags[token] not in _SOURCELIKE and not s.tags[token].startswith("VB"):
        return None
    if any(a <= s.starts[token] < b for a, b in parts):
        return None
    return token


def _of_passive(s: Sentence, cue: int, parts: Sequence[tuple[int, int]]) -> int | None:
    """“was quoted as saying” (the subject speaks), “it was said by X” (X does), “was told that” (nobody named)."""
    agent = child(s, cue, "agent")
    if agent is not None:
        by = child(s, agent, "pobj")
        if by is not None:
            return _usable(s, by, parts)
    if s.lemmas[cue] in ("quote", "cite"):
        return _usable(s, child(s, cue, "nsubjpass"), parts)
    return None


def _inverted(s: Sentence, cue: int, parts: Sequence[tuple[int, int]]) -> int | None:
    """“…,” said the colonel: a noun phrase right behind a cue that follows or precedes its content."""
    at = cue + 1
    if at >= len(s.words) or not parts or parts[0][0] > s.starts[cue]:
        return None
    for c in s.children[cue]:
        if c > cue and s.deps[c] in ("dobj", "npadvmod", "nsubj", "attr", "oprd", "dative", "pobj") and s.tags[c] in NOMINAL:
            found = _usable(s, c, parts)
            if found is not None:
                return found
    return None


def _shared(s: Sentence, cue: int, parts: Sequence[tuple[int, int]], lexicon: SpeechLexicon) -> int | None:
    """The subject that the cue shares with, or is controlled from, a verb or noun above it."""
    token = cue
    for _ in range(6):
        head, label = s.heads[token], s.deps[token]
        if head == token:
            return None
        tag = s.tags[head]
        if label in ("acl", "relcl", "amod", "appos") and tag not in VERBAL:
            if label == "acl" and lexicon.nouns.get(s.lemmas[head]) and s.tags[token] in ("VB", "VBG"):
                named = _of_noun(s, head, lexicon)
                if s.tags[token] == "VB" and named is not None:
                    return _usable(s, named, parts)
            return _usable(s, head, parts)
        if tag in VERBAL:
            if label in ("xcomp", "ccomp", "advcl", "acl", "prep", "pcomp") and s.tags[token] != "VBG" or s.lemmas[head] in ("quote", "cite", "hear", "see", "show", "have"):
                obj = child(s, head, "dobj")
                if obj is not None and label in ("xcomp", "ccomp") or obj is not None and s.lemmas[head] in ("quote", "cite", "hear", "show"):
                    return _usable(s, obj, parts)
            found = child(s, head, "nsubj", "nsubjpass")
            if found is not None:
                usable = _usable(s, found, parts)
                if usable is not None or label != "conj":
                    return usable
        elif label in ("pcomp", "pobj", "prep") and tag in NOMINAL:
            named = _of_noun(s, head, lexicon)
            if named is not None:
                return _usable(s, named, parts)
        token = head
    return None


def _of_noun(s: Sentence, cue: int, lexicon: SpeechLexicon) -> int | None:
    """“X's warning”, “a warning by X”, “the Kremlin warning”, “X issued a warning”."""
    poss = child(s, cue, "poss")
    if poss is not None:
        return poss
    for c in children(s, cue, "prep", "agent"):
        if s.lemmas[c] in ("by", "from", "among"):
            pobj = child(s, c, "pobj")
            if pobj is not None:
                return pobj
    for c in children(s, cue, "acl"):  # “a warning issued by X”
        agent = child(s, c, "agent")
        pobj = child(s, agent, "pobj") if agent is not None else None
        if pobj is not None:
            return pobj
    for c in children(s, cue, "compound", "amod", "nmod"):
        if s.tags[c] in ("NNP", "NNPS") or s.lemmas[c] in lexicon.sources:
            return c
    head, label = s.heads[cue], s.deps[cue]
    for _ in range(3):
        if label in ("dobj", "attr", "pobj", "conj", "prep", "dative") and head != cue:
            if s.tags[head] in VERBAL:
                found = child(s, head, "nsubj")
                if found is None and s.deps[head] in ("conj", "advcl", "xcomp"):
                    found = child(s, s.heads[head], "nsubj")
                return found
            label, head = s.deps[head], s.heads[head]
        else:
            break
    return None


def _of_according(s: Sentence, cue: int) -> int | None:
    """The object of “according to”."""
    for c in s.children[cue]:
        if s.deps[c] == "pobj":
            return c
        if s.lemmas[c] == "to":
            found = child(s, c, "pobj")
            if found is not None:
                return found
    if cue + 1 < len(s.words) and s.lemmas[cue + 1] == "to":
        return child(s, cue + 1, "pobj")
    return None


def _of_colon(s: Sentence, position: int, cue: int, parts: Sequence[tuple[int, int]]) -> Speaker | None:
    """The words on the other side of the colon; the subject, where these are a clause."""
    before = parts[0][0] > s.starts[cue]
    first, last = (0, cue - 1) if before else (cue + 1, len(s.words) - 1)
    while last > first and s.tags[last] in (".", ",", "''"):
        last -= 1
    while first < last and s.tags[first] in ("``", "-LRB-", ":"):
        first += 1
    if first > last:
        return None
    for i in range(first, last + 1):
        if s.deps[i] == "nsubj" and s.tags[i] in NOMINAL | {"PRP"}:
            return phrase_of(s, position, i)
    head = first
    while s.heads[head] != head and first <= s.heads[head] <= last:
        head = s.heads[head]
    return Speaker(position, head, s.starts[first], s.ends[last])
