"""Who said what: statements, direct and indirect, with speaker, cue, content and the chain they stand in.

`find_speech` reads the parsed sentences of a report and gives every statement in text order. For each word
that may be a cue it weighs all possible contents (`speech_candidates`) with the learned weights of
`speech_model`, keeps the likely ones, and finds whose words they are (`speech_speaker`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.coding.speech_candidates import Candidate, Group, groups_of
from tocsin.coding.speech_model import SpeechModel, choose, load_model
from tocsin.coding.speech_page import Page, Range, lay_out
from tocsin.coding.speech_speaker import Speaker, phrase_of, speaker_of
from tocsin.lexicon.speech import SpeechLexicon, load_speech
from tocsin.read.sentence import Sentence, child

THRESHOLD = 0.44
"""Least probability of a statement: best F1 on the PolNeAR articles left out of training."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The word that reports: `said`, `according`, `warning`; `token` is local to sentence number `sentence`."""

    sentence: int
    token: int
    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One statement; offsets are into the report's text, sentence numbers are positions in the sequence given."""

    start: int
    end: int
    parts: tuple[Range, ...]
    """The pieces of the content; more than one where the attribution interrupts it."""
    cue: Cue | None
    """None where a quotation stands without a word of report."""
    speaker: Speaker | None
    form: str
    """direct, indirect or mixed."""
    kind: str
    """speech, writing, belief, perception, finding, stance, will, decision; `hearsay` under “reportedly”."""
    paragraph: int
    probability: float
    addressees: tuple[tuple[int, int], ...] = ()
    """(sentence, head token) of those spoken to."""
    medium: str | None = None
    occasion: str | None = None
    denial: bool = False
    admission: bool = False
    parent: int | None = None
    """Index of the statement inside which this one is made: its speaker reports this one."""


def find_speech(text: str, sentences: Sequence[Sentence]) -> tuple[Speech, ...]:
    """Every statement of a report in text order.

    “France said that Armenia had shelled Tartar.” → one indirect statement, cue `said`, speaker head `France`,
    content `that Armenia had shelled Tartar`.
    """
    page = lay_out(text, sentences)
    lexicon, model = load_speech(), load_model()
    kept = _without_duplicates(_likely(page, lexicon, model))
    speech = [_speech(page, group, candidate, probability, lexicon) for probability, group, candidate in kept]
    speech.extend(_hearsay(page, lexicon))
    speech.extend(_orphans(page, speech))
    speech.sort(key=lambda s: (min(s.start, s.cue.start if s.cue else s.start), s.cue.start if s.cue else s.start, s.end))
    return _chained(speech)


def _likely(page: Page, lexicon: SpeechLexicon, model: SpeechModel) -> list[tuple[float, Group, Candidate]]:
    found = []
    for index in range(len(page.sentences)):
        for group in groups_of(page, index, lexicon, model.known):
            probability, candidate = choose(page, group, lexicon, model)
            if probability >= THRESHOLD:
                found.append((probability, group, candidate))
    return found


def _without_duplicates(found: list[tuple[float, Group, Candidate]]) -> list[tuple[float, Group, Candidate]]:
    """One statement per content: where two cues claim the same stretch the likelier stays, unless one reports the other."""
    kept: list[tuple[float, Group, Candidate]] = []
    for one in sorted(found, key=lambda f: (-f[0], f[1].start)):
        _, group, candidate = one
        for _, other, rival in kept:
            if not _overlap(candidate.parts, rival.parts):
                continue
            if _holds(rival.parts, group.start) or _holds(candidate.parts, other.start):
                continue
            break
        else:
            kept.append(one)
    return kept


def _holds(parts: Sequence[Range], offset: int) -> bool:
    return any(a <= offset < b for a, b in parts)


def _overlap(left: Sequence[Range], right: Sequence[Range]) -> bool:
    """Whether two contents share at least half of the shorter one."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    return shared * 2 >= min(sum(b - a for a, b in left), sum(d - c for c, d in right))


def _speech(page: Page, group: Group, candidate: Candidate, probability: float, lexicon: SpeechLexicon) -> Speech:
    s = page.sentences[group.sentence]
    speaker = speaker_of(s, group.sentence, group.token, group.kind, candidate.parts, lexicon)
    lemma = s.lemmas[group.token]
    classes = (lexicon.nouns if group.kind == "noun" else lexicon.verbs).get(lemma, ())
    negated = child(s, group.token, "neg") is not None
    return Speech(
        candidate.parts[0][0], candidate.parts[-1][1], candidate.parts,
        Cue(group.sentence, group.token, group.start, _cue_end(s, group), lemma), speaker, _form(page, candidate.parts),
        lexicon.kinds.get(classes[0], "speech") if classes else "speech", s.paragraph, round(probability, 3),
        _addressees(s, group, candidate, speaker), *_setting(s, group, candidate, lexicon),
        any(c in lexicon.denial for c in classes) and not negated, any(c in lexicon.admission for c in classes) and not negated)


def _cue_end(s: Sentence, group: Group) -> int:
    """“according to” and phrasal verbs are one cue."""
    last = group.token
    for c in s.children[group.token]:
        if c == last + 1 and (s.deps[c] == "prt" or group.kind == "according" and s.lemmas[c] == "to"):
            last = c
    if group.kind == "according" and last == group.token and last + 1 < len(s.words):
        last += 1
    return s.ends[last]


def _form(page: Page, parts: Sequence[Range]) -> str:
    """`direct` when (nearly) all of the content stands in quotation marks, `mixed` when some does."""
    total = sum(b - a for a, b in parts)
    quoted = 0
    for quote in page.quotes:
        for a, b in parts:
            quoted += max(0, min(b, quote.end) - max(a, quote.start))
    if quoted * 10 >= total * 9:
        return "direct"
    return "mixed" if quoted else "indirect"


def _addressees(s: Sentence, group: Group, candidate: Candidate, speaker: Speaker | None) -> tuple[tuple[int, int], ...]:
    """“told *reporters*”, “said to *the council*”, “urged *both sides*”: heads outside the content, and asked parties."""
    if group.kind != "verb":
        return ()
    found = []
    for c in s.children[group.token]:
        label = s.deps[c]
        token: int | None = None
        if label == "dative" or label == "dobj" and s.lemmas[group.token] in _TOLD:
            token = c if s.tags[c] not in ("IN", "TO") else child(s, c, "pobj")
        elif label == "prep" and s.lemmas[c] in ("to", "on", "upon"):
            token = child(s, c, "pobj")
        if token is None or speaker is not None and token == speaker.head or s.tags[token] == "VB":
            continue
        if s.lemmas[c] in ("on", "upon") and s.lemmas[group.token] not in ("call", "prevail"):
            continue
        if not _holds(candidate.parts, s.starts[token]) or s.lemmas[group.token] in _TOLD or s.lemmas[c] in ("on", "upon"):
            found.append((group.sentence, token))
    return tuple(found)


_TOLD = frozenset("tell inform assure reassure warn remind notify brief advise urge ask beg implore order command instruct persuade convince invite "
                  "caution alert thank congratulate promise address exhort entreat beseech press encourage call accuse blame rebuke".split())


def _setting(s: Sentence, group: Group, candidate: Candidate, lexicon: SpeechLexicon) -> tuple[str | None, str | None]:
    """Medium and occasion named beside the cue: “said in a tweet”, “told a press conference”."""
    if group.kind != "verb":
        return None, None
    medium = occasion = None
    if s.lemmas[group.token] in ("tweet", "retweet"):
        medium = "social media"
    for c in s.children[group.token]:
        if s.deps[c] in ("prep", "agent") and s.lemmas[c] in ("in", "at", "on", "during", "through", "via", "by", "over", "from", "to"):
            token = child(s, c, "pobj")
        elif s.deps[c] in ("dobj", "dative"):
            token = c
        else:
            continue
        if token is None or _holds(candidate.parts, s.starts[token]):
            continue
        medium = medium or lexicon.media.get(s.lemmas[token])
        occasion = occasion or lexicon.occasions.get(s.lemmas[token])
    return medium, occasion


def _hearsay(page: Page, lexicon: SpeechLexicon) -> list[Speech]:
    """Clauses under “reportedly”, “allegedly”: claims of sources that stay unnamed."""
    found = []
    for index, s in enumerate(page.sentences):
        for i, lemma in enumerate(s.lemmas):
            if lemma not in lexicon.adverbs or s.heads[i] == i:
                continue
            head = s.heads[i]
            stack, tokens = [head], {head}
            while stack:
                for c in s.children[stack.pop()]:
                    if c != i and not (s.heads[c] == head and s.deps[c] in ("advcl", "conj", "cc", "relcl", "prep") and c < head):
                        tokens.add(c)
                        stack.append(c)
            first, last = min(tokens), max(tokens)
            while last > first and s.tags[last] in (".", ",", "''", ":"):
                last -= 1
            while first < last and s.tags[first] in (",", "``", ":"):
                first += 1
            parts = tuple((s.starts[a], s.ends[b]) for a, b in ((first, i - 1), (i + 1, last)) if a <= b) if first < i < last else ((s.starts[first], s.ends[last]),)
            found.append(Speech(parts[0][0], parts[-1][1], parts, Cue(index, i, s.starts[i], s.ends[i], lemma), None, "indirect", "hearsay", s.paragraph, 1.0))
    return found


def _orphans(page: Page, speech: Sequence[Speech]) -> list[Speech]:
    """Quotations that stand alone after a statement of the same or the last paragraph: its speaker goes on."""
    found: list[Speech] = []
    known = sorted(speech, key=lambda s: s.end)
    for i, quote in enumerate(page.quotes):
        if not page.free[i] or quote.words < 4 or any(_holds(s.parts, quote.start + 1) for s in known):
            continue
        before = [s for s in (*known, *found) if s.end <= quote.start and quote.paragraph - s.paragraph <= 2 and s.speaker is not None and s.parent is None]
        if not before:
            continue
        last = max(before, key=lambda s: s.end)
        found.append(Speech(quote.start, quote.end, ((quote.start, quote.end),), None, last.speaker, "direct", "speech", quote.paragraph, 0.5))
    return found


def _chained(speech: list[Speech]) -> tuple[Speech, ...]:
    """Each statement with the index of the smallest other statement whose content holds its cue."""
    chained = []
    for i, one in enumerate(speech):
        at = one.cue.start if one.cue else one.start
        parent, size = None, 0
        for j, other in enumerate(speech):
            if j != i and other.start <= at < other.end and _holds(other.parts, at):
                length = other.end - other.start
                if other.cue is not None and _holds(one.parts, other.cue.start):
                    continue
                if parent is None or length < size:
                    parent, size = j, length
        chained.append(replace(one, parent=parent) if parent is not None else one)
    return tuple(chained)
