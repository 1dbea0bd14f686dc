"""Who speaks: from the cue to the words that name the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.coding.speech_candidates import NOMINAL, VERBAL
from tocsin.coding.speech_page import Range, holds
from tocsin.lexicon.speech import SpeechLexicon
from tocsin.read.sentence import Sentence, child, children

_RELATIVES = frozenset({"who", "which", "that"})
_SOURCELIKE = NOMINAL | {
    "PRP",
    "DT",
    "CD",
    "WP",
    "WDT",
    "PRP$",
    "WP$",
    "JJ",
    "JJS",
    "JJR",
    "EX",
    "RB",
    "VBG",
    "UH",
    "FW",
    "PDT",
}
_BASE = NOMINAL | {"DT", "PRP$", "JJ", "JJS", "JJR", "CD", "POS", "HYPH", "PRP", "VBN", "WP", "WDT", "PDT", "UH", "FW"}
_CORE = NOMINAL | {"PRP", "CD", "WP", "UH", "FW", "DT"}
_REPORTED = frozenset({"quote", "cite", "hear", "show", "depict", "portray", "feature"})
_OBJECT_CONTROL = frozenset(
    [
        "ask",
        "urge",
        "tell",
        "order",
        "want",
        "expect",
        "allow",
        "force",
        "persuade",
        "get",
        "invite",
        "encourage",
        "lead",
        "cause",
        "enable",
        "press",
        "push",
        "help",
        "require",
        "request",
        "command",
        "instruct",
        "call",
        "prompt",
        "ask",
        "advise",
        "beg",
        "implore",
        "let",
        "make",
        "have",
        "see",
        "hear",
        "compel",
        "convince",
        "permit",
        "pressure",
        "challenge",
        "dare",
        "direct",
    ]
)
_LOOSE = frozenset({"punct", "ccomp", "advcl", "parataxis", "cc", "preconj", "dep", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name a source; resolve `antecedent` where there is one, else `head`."""

    sentence: int
    """Position in the sequence of sentences given."""
    head: int
    """The token that heads the source phrase."""
    start: int
    end: int
    """The whole source phrase, appositions and relative clauses included."""
    antecedent: int | None = None
    """The noun that a relative pronoun (“who said …”) stands for, in the same sentence."""


def speaker_of(
    sentence: Sentence, position: int, cue: int, kind: str, parts: Sequence[Range], lexicon: SpeechLexicon
) -> Speaker | None:
    """The source of the statement with this cue, from its own sentence; None where the sentence names none."""
    if kind == "colon":
        return _of_colon(sentence, position, cue, parts)
    if kind == "noun":
        head = _of_noun(sentence, cue, lexicon)
    elif kind == "according":
        head = _of_according(sentence, cue)
    elif kind == "adjective":
        head = _shared(sentence, cue, parts, lexicon)
    else:
        head = _of_verb(sentence, cue, parts, lexicon)
    if head is None:
        return None
    return _clipped(sentence, phrase_of(sentence, position, head, cue), cue, parts)


def phrase_of(s: Sentence, position: int, head: int, cue: int = -1) -> Speaker:
    """The whole source phrase around `head`, never the cue's own clause.

    Names in coordination and apposition and relative clauses belong to it, as PolNeAR marks sources.
    """
    chain = _above(s, cue) if cue >= 0 else frozenset()
    first = last = head
    stack = [head]
    while stack:
        t = stack.pop()
        for c in s.children[t]:
            label = s.deps[c]
            if label in ("relcl", "acl") and s.tags[_first(s, c)] == "WRB":
                continue
            if c in chain or (label in _LOOSE and not (label == "punct" and s.tags[c] == "-LRB-")):
                continue
            if label == "conj" and (s.tags[c] in VERBAL or (t != head and t < head)):
                continue
            if (
                label in ("advmod", "prep")
                and c > head
                and s.words[c - 1] == ","
                and s.lemmas[c] not in ("along", "like", "including", "include")
            ):
                continue
            first, last = min(first, c), max(last, c)
            stack.append(c)
    while last > head and s.tags[last] in ("POS", "-LRB-", ","):
        last -= 1
    if cue >= 0 and head < cue <= last:
        last = cue - 1
    head = _named(s, head, last)
    return Speaker(position, head, s.starts[first], s.ends[last], _antecedent(s, head))


def _above(s: Sentence, token: int) -> frozenset[int]:
    """`token` and all its governors."""
    found = {token}
    while s.heads[token] != token:
        token = s.heads[token]
        found.add(token)
    return frozenset(found)


def _first(s: Sentence, token: int) -> int:
    """The leftmost word under `token`, down its first children."""
    while s.children[token] and s.children[token][0] < token:
        token = s.children[token][0]
    return token


def _named(s: Sentence, head: int, last: int) -> int:
    """The better head where a name is parsed as apposed without a comma: “the UN leader’s *spokesperson*”."""
    for c in s.children[head]:
        between = s.words[head + 1 : c]
        if (
            s.deps[c] == "appos"
            and head < c <= last
            and "," not in between
            and between.count("(") == between.count(")")
        ):
            return c
    return head


def _antecedent(s: Sentence, head: int) -> int | None:
    if s.lemmas[head] not in _RELATIVES or s.tags[head] not in ("WP", "WDT"):
        return None
    above = s.heads[head]
    for _ in range(4):
        if s.deps[above] == "relcl":
            return s.heads[above]
        above = s.heads[above]
    return None


def _clipped(s: Sentence, speaker: Speaker, cue: int, parts: Sequence[Range]) -> Speaker:
    """The phrase without what a wrong parse drew into it.

    “According to the UN, X relayed that …”: neither phrase reaches over the content or into the other's.
    """
    start, end = speaker.start, speaker.end
    for a, _ in parts:
        if s.starts[speaker.head] < a < end:
            end = a
    if s.lemmas[0] in ("accord", "according") and s.heads[speaker.head] != cue and speaker.head < cue:
        comma = next((k for k in range(speaker.head, 0, -1) if s.words[k] == ","), None)
        if comma is not None and cue > 1 and s.starts[comma] >= start:
            start = s.starts[comma + 1]
    last = max((k for k in range(len(s.words)) if s.ends[k] <= end), default=speaker.head)
    while last > speaker.head and s.tags[last] in (",", ":", "``"):
        last -= 1
    return Speaker(speaker.sentence, speaker.head, start, s.ends[last], speaker.antecedent)


def _of_verb(s: Sentence, cue: int, parts: Sequence[Range], lexicon: SpeechLexicon) -> int | None:
    if any(s.deps[c] == "auxpass" for c in s.children[cue]):
        return _of_passive(s, cue, parts)
    subject = _usable(s, child(s, cue, "nsubj"), parts)
    if subject is not None and s.lemmas[subject] != "whom":
        return _after_dateline(s, subject, cue)
    agent = child(s, cue, "agent")  # “as reported by X”
    if agent is not None:
        return _usable(s, child(s, agent, "pobj"), parts)
    found = _inverted(s, cue, parts)
    if found is None:
        found = _shared(s, cue, parts, lexicon)
    return found if found is not None else _nearest(s, cue, parts)


def _usable(s: Sentence, token: int | None, parts: Sequence[Range]) -> int | None:
    """`token` unless it is no noun or lies inside the content itself."""
    if token is None or s.tags[token] not in _SOURCELIKE or holds(parts, s.starts[token]):
        return None
    return token


def _after_dateline(s: Sentence, subject: int, cue: int) -> int:
    """“PARIS, July 3 (AFP) — France said …” is sometimes parsed with the dateline as subject."""
    for dash in range(subject + 1, min(cue, 12)):
        if s.words[dash] in ("-", "—", "--", "–"):
            found = _base_phrase(s, dash + 1, cue)
            return found if found is not None else subject
    return subject


def _base_phrase(s: Sentence, first: int, limit: int) -> int | None:
    """The last noun of the plain noun phrase that starts at `first`."""
    head = None
    for i in range(first, min(limit, len(s.words))):
        if s.tags[i] not in _BASE:
            break
        if s.tags[i] in _CORE and (s.tags[i] != "DT" or head is None):
            head = i
    return head


def _of_passive(s: Sentence, cue: int, parts: Sequence[Range]) -> int | None:
    """“was quoted as saying” (the subject speaks), “it was said by X” (X does), “was told that” (nobody named)."""
    agent = child(s, cue, "agent")
    if agent is not None:
        by = child(s, agent, "pobj")
        if by is not None:
            return _usable(s, by, parts)
    if s.lemmas[cue] in (
        "quote",
        "cite",
        "concern",
        "worry",
        "alarm",
        "convince",
        "prepare",
        "determine",
        "interest",
        "oppose",
        "surprise",
        "shock",
        "dismay",
    ):
        return _usable(s, child(s, cue, "nsubjpass"), parts)
    return None


def _inverted(s: Sentence, cue: int, parts: Sequence[Range]) -> int | None:
    """“…,” said the colonel: the noun phrase right behind a cue that follows its content, however it was parsed."""
    if not parts or parts[0][0] > s.starts[cue] or s.tags[cue] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    before = cue - 1
    if before >= 0 and s.words[before] not in (",", '"', "''", "'", "—", "-", "?", "!"):
        return None
    return _usable(s, _base_phrase(s, cue + 1, len(s.words)), parts)


def _shared(s: Sentence, cue: int, parts: Sequence[Range], lexicon: SpeechLexicon) -> int | None:
    """The subject that the cue shares with, or is controlled from, a verb or noun above it."""
    token = cue
    infinitive = any(s.lemmas[c] == "to" and s.deps[c] == "aux" for c in s.children[cue])
    loose = s.tags[cue] == "VBG" and cue > 0 and s.words[cue - 1] == ","
    for _ in range(7):
        head, label = s.heads[token], s.deps[token]
        if head == token:
            return None
        if s.tags[head] in VERBAL:
            if (
                loose
                and s.deps[head] in ("ccomp", "relcl")
                and s.tags[s.heads[head]] in VERBAL
                and s.lemmas[s.heads[head]] in lexicon.verbs
            ):
                token, label = head, "conj"
                head = s.heads[head]
            found = _from_verb(s, head, label, infinitive, parts)
            if found is not None:
                return found
        elif label in ("acl", "relcl", "amod", "appos"):
            if not (loose or infinitive):
                if label == "acl" and s.lemmas[head] in lexicon.nouns and s.lemmas[head] not in lexicon.sources:
                    named = _usable(s, _of_noun(s, head, lexicon), parts)
                    if named is not None:
                        return named
                return _usable(s, head, parts)
            if infinitive and s.lemmas[head] in lexicon.nouns:
                named = _usable(s, _of_noun(s, head, lexicon), parts)
                if named is not None:
                    return named
        elif label in ("pcomp", "pobj", "prep") and s.tags[head] in NOMINAL and not loose:
            named = _usable(s, _of_noun(s, head, lexicon), parts)
            if named is not None:
                return named
        token = head
    return None


def _from_verb(s: Sentence, head: int, label: str, infinitive: bool, parts: Sequence[Range]) -> int | None:
    """The subject or the controlling object of a governing verb."""
    lemma = s.lemmas[head]
    if lemma in _REPORTED or (infinitive and label in ("xcomp", "ccomp") and lemma in _OBJECT_CONTROL):
        found = _usable(s, child(s, head, "dobj"), parts)
        if found is not None:
            return found
    passive = child(s, head, "nsubjpass")
    found = _usable(s, child(s, head, "nsubj"), parts)
    if found is None and passive is not None:
        found = _usable(s, passive, parts)
    return found


def _nearest(s: Sentence, cue: int, parts: Sequence[Range]) -> int | None:
    """The noun phrase just before the cue, where the parse gives it no subject."""
    i = cue - 1
    while i >= 0 and s.tags[i] in ("RB", "MD", "TO", "VB", "VBD", "VBZ", "VBP", "VBN", "-RRB-", "''"):
        i -= 1
    if i >= 0 and s.words[i] == "," and cue - i > 0:  # “X, who …, said”: the phrase before the other comma
        other = next((k for k in range(i - 1, 0, -1) if s.words[k] == ","), None)
        i = other - 1 if other is not None else i - 1
    if i < 0 or s.tags[i] not in _CORE | {"JJ"}:
        return None
    return _usable(s, i, parts)


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
    for _ in range(4):
        if label not in ("dobj", "attr", "pobj", "conj", "prep", "dative", "xcomp", "advcl", "pcomp"):
            break
        if s.tags[head] in VERBAL:
            found = child(s, head, "nsubj")
            if found is not None:
                return found
        if s.heads[head] == head:
            break
        label, head = s.deps[head], s.heads[head]
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
        found = child(s, cue + 1, "pobj")
        return found if found is not None else _base_phrase(s, cue + 2, len(s.words))
    return None


def _of_colon(s: Sentence, position: int, cue: int, parts: Sequence[Range]) -> Speaker | None:
    """The words on the other side of the colon; the subject, where these are a clause; what follows the last dash."""
    before = parts[0][0] > s.starts[cue]
    first, last = (0, cue - 1) if before else (cue + 1, len(s.words) - 1)
    for i in range(last, first, -1):
        if (
            s.words[i] in ("-", "—", "--", "–")
            and i < last
            and s.words[i - 1].isalnum()
            and s.ends[i - 1] < s.starts[i]
        ):
            first = i + 1
            break
    while last > first and s.tags[last] in (".", ",", "''"):
        last -= 1
    while first < last and s.tags[first] in ("``", "-LRB-", ":"):
        first += 1
    if first > last:
        return None
    for i in range(first, last + 1):
        if s.deps[i] == "nsubj" and s.tags[i] in NOMINAL | {"PRP"} and s.heads[i] <= last:
            found = phrase_of(s, position, i, s.heads[i] if s.heads[i] > i else -1)
            if found.end <= s.ends[last]:
                return found
    head = first
    while s.heads[head] != head and first <= s.heads[head] <= last:
        head = s.heads[head]
    return Speaker(position, head, s.starts[first], s.ends[last])
