"""Who said what: statements, direct and indirect, with speaker, cue, content and the chain they stand in.

`find_speech` reads the parsed sentences of a report and gives every statement in text order. For each word
that may be a cue it weighs all possible contents (`speech_candidates`) with the learned weights of
`speech_model`, keeps the likely ones, and finds whose words they are (`speech_speaker`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from tocsin.coding.speech_candidates import Candidate, Group, groups_of
from tocsin.coding.speech_model import SpeechModel, choose, load_model
from tocsin.coding.speech_page import Page, Range, holds, lay_out, overlap
from tocsin.coding.speech_record import Cue, Speech
from tocsin.coding.speech_setting import addressees, hearsay, setting
from tocsin.coding.speech_speaker import Speaker, phrase_of, speaker_of
from tocsin.lexicon.speech import SpeechLexicon, load_speech
from tocsin.read.sentence import Sentence, child

THRESHOLD = 0.43
"""Least probability of a statement: best F1 on the PolNeAR articles left out of training."""


LONG_QUOTATION = 4
"""Words from which on a quotation is speech and no scare quote: shorter ones are right in under 80 % of cases."""
LEAST = 0.02
"""A reading less likely than this does not get even a quotation that nobody else claims."""

Reading = tuple[float, Group, Candidate]


def find_speech(text: str, sentences: Sequence[Sentence]) -> tuple[Speech, ...]:
    """Every statement of a report in text order.

    “France said that Armenia had shelled Tartar.” → one indirect statement, cue `said`, speaker head `France`,
    content `that Armenia had shelled Tartar`.
    """
    page = lay_out(text, sentences)
    lexicon, model = load_speech(), load_model()
    likely, unlikely = _weighed(page, lexicon, model)
    kept = _without_duplicates(page, likely)
    kept.extend(_rescued(page, kept, unlikely))
    speech = [_speech(page, group, candidate, probability, lexicon) for probability, group, candidate in kept]
    speech.extend(hearsay(page, lexicon))
    speech.extend(_continuing(page, speech))
    speech.sort(key=lambda s: (min(s.start, s.cue.start if s.cue else s.start), s.cue.start if s.cue else s.start, s.end))
    return _chained(speech)


def _weighed(page: Page, lexicon: SpeechLexicon, model: SpeechModel) -> tuple[list[Reading], list[Reading]]:
    """The readings above the threshold, and below it the best one of each cue that takes a whole quotation."""
    likely: list[Reading] = []
    unlikely: list[Reading] = []
    for index in range(len(page.sentences)):
        for group in groups_of(page, index, lexicon, model.known):
            probability, best, scores = choose(page, group, lexicon, model)
            if probability >= THRESHOLD:
                likely.append((probability, group, group.candidates[best]))
            elif group.kind == "noun" and (plain := _plain_noun(page, group)) is not None:
                likely.append((THRESHOLD, group, plain))
            elif page.quoted[index] or len(group.candidates) == 1:
                for i in sorted(range(len(scores)), key=lambda i: -scores[i]):
                    if _takes_quotation(page, group.candidates[i]):
                        unlikely.append((1 / (1 + exp(-scores[i])), group, group.candidates[i]))
                        break
    return likely, unlikely


def _plain_noun(page: Page, group: Group) -> Candidate | None:
    """“*His warning* that …”, “a claim by X that …”: a report noun with its source and a clause, which training texts seldom mark."""
    s = page.sentences[group.sentence]
    if not any(s.deps[c] == "poss" or s.lemmas[c] == "by" and s.deps[c] in ("prep", "agent") for c in s.children[group.token]):
        return None
    for candidate in group.candidates:
        if candidate.kind in ("acl", "ccomp", "relcl") and page.plain.startswith("that ", candidate.parts[0][0]):
            head = candidate.head
            if candidate.kind != "relcl" or not any(s.deps[c] in ("nsubj", "dobj") and s.lemmas[c] == "that" for c in s.children[head]):
                return candidate
        if candidate.kind in ("acl", "xcomp") and page.plain.startswith("to ", candidate.parts[0][0]):
            return candidate
    return None


def _takes_quotation(page: Page, candidate: Candidate) -> bool:
    start = candidate.parts[0][0]
    return page.plain[start] in "\"'" and any(q.start == start and q.words >= LONG_QUOTATION for q in page.quotes)


def _without_duplicates(page: Page, found: list[Reading]) -> list[Reading]:
    """One statement per content: where two cues claim the same stretch the likelier stays, unless one reports the other."""
    kept: list[Reading] = []
    for one in sorted(found, key=lambda f: (not _has_source(page, f[1]), -f[0], f[1].start)):
        _, group, candidate = one
        for _, other, rival in kept:
            if not overlap(candidate.parts, rival.parts):
                continue
            if holds(rival.parts, group.start):
                if _is_object(page, other, group) or _is_object(page, group, other):
                    break
                continue
            if holds(candidate.parts, other.start):
                continue
            break
        else:
            kept.append(one)
    return kept


def _is_object(page: Page, verb: Group, noun: Group) -> bool:
    """Whether one cue is the light verb of the other: “expressed *confidence* in …” is one statement."""
    if verb.sentence != noun.sentence or verb.kind != "verb" or noun.kind != "noun":
        return False
    s = page.sentences[verb.sentence]
    return s.heads[noun.token] == verb.token and s.deps[noun.token] in ("dobj", "attr") and not _has_source(page, noun)


def _has_source(page: Page, group: Group) -> bool:
    """Whether a report noun names a source of its own: “*Kyiv's* accusation”, “a claim *by rebels*”."""
    if group.kind != "noun":
        return False
    s = page.sentences[group.sentence]
    return any(s.deps[c] == "poss" and s.tags[c] != "PRP$" or s.lemmas[c] == "by" and s.deps[c] in ("prep", "agent") for c in s.children[group.token])


def _rescued(page: Page, kept: Sequence[Reading], unlikely: Sequence[Reading]) -> list[Reading]:
    """Long quotations that nobody has claimed go to the likeliest cue that could, however unlikely it looked."""
    found: list[Reading] = []
    for quote in page.quotes:
        middle = (quote.start + quote.end) // 2
        if quote.words < LONG_QUOTATION or any(holds(c.parts, middle) for _, _, c in (*kept, *found)):
            continue
        able = [r for r in unlikely if holds(r[2].parts, middle) and not quote.start <= r[1].start < quote.end and r[0] >= LEAST]
        if able:
            found.append(max(able, key=lambda r: (r[0], -r[1].start)))
    return found


def _speech(page: Page, group: Group, candidate: Candidate, probability: float, lexicon: SpeechLexicon) -> Speech:
    s = page.sentences[group.sentence]
    speaker = speaker_of(s, group.sentence, group.token, group.kind, candidate.parts, lexicon)
    token = _cue_token(s, group, candidate)
    lemma = s.lemmas[token]
    classes = (lexicon.nouns if group.kind == "noun" else lexicon.verbs).get(lemma, ())
    negated = child(s, group.token, "neg") is not None
    medium, occasion = setting(s, group, candidate, lexicon)
    return Speech(
        candidate.parts[0][0], candidate.parts[-1][1], candidate.parts,
        Cue(group.sentence, token, s.starts[token], _cue_end(s, group, token), lemma), speaker, _form(page, candidate.parts),
        "belief" if token != group.token else _kind(s, group, candidate, classes, lexicon), s.paragraph, round(probability, 3), addressees(s, group, candidate, speaker), medium, occasion,
        any(c in lexicon.denial for c in classes) and not negated, any(c in lexicon.admission for c in classes) and not negated)


def _kind(s: Sentence, group: Group, candidate: Candidate, classes: Sequence[str], lexicon: SpeechLexicon) -> str:
    """The kind of the cue's class; `act` where saying it does it (“declared martial law”)."""
    if group.kind == "adjective":
        return "belief"
    if group.kind == "verb" and s.lemmas[group.token] in _PERFORMATIVE and candidate.kind.startswith("dobj") and "/" not in candidate.kind and (
            candidate.head >= 0 and s.lemmas[candidate.head] not in lexicon.nouns):
        return "act"
    return lexicon.kinds.get(classes[0], "speech") if classes else "speech"


_PERFORMATIVE = frozenset("declare proclaim order issue approve adopt elect appoint nominate select pass sign veto authorize authorise release present introduce".split())


def _cue_token(s: Sentence, group: Group, candidate: Candidate) -> int:
    """The word that reports: the adjective in “is confident that …”."""
    if candidate.kind.startswith("acomp/"):
        adjective = child(s, group.token, "acomp")
        if adjective is not None:
            return adjective
    return group.token


def _cue_end(s: Sentence, group: Group, token: int) -> int:
    """“according to” and phrasal verbs are one cue."""
    last = token
    for c in s.children[token]:
        if c == last + 1 and (s.deps[c] == "prt" or group.kind == "according" and s.lemmas[c] == "to"):
            last = c
    if group.kind == "according" and last == token and last + 1 < len(s.words):
        last += 1
    return s.ends[last]


def _form(page: Page, parts: Sequence[Range]) -> str:
    """`direct` when (nearly) all of the content stands in quotation marks, `mixed` when some does."""
    total = sum(b - a for a, b in parts)
    quoted = sum(max(0, min(b, q.end) - max(a, q.start)) for q in page.quotes for a, b in parts)
    if quoted * 10 >= total * 9:
        return "direct"
    return "mixed" if quoted else "indirect"


def _continuing(page: Page, speech: Sequence[Speech]) -> list[Speech]:
    """Quotations that stand alone after a statement of the same or the last paragraphs: its speaker goes on."""
    found: list[Speech] = []
    known = sorted(speech, key=lambda s: s.end)
    for i, quote in enumerate(page.quotes):
        if not page.free[i] or quote.words < 4 or any(holds(s.parts, quote.start + 1) for s in known):
            continue
        before = [s for s in (*known, *found) if s.end <= quote.start and quote.paragraph - s.paragraph <= 2 and s.speaker is not None
                  and s.kind in ("speech", "writing")]
        direct = [s for s in before if s.form != "indirect" and s.paragraph >= quote.paragraph - 1]
        last = max(direct or before, key=lambda s: s.end, default=None)
        speaker = last.speaker if last else _last_subject(page, quote.start, quote.paragraph)
        if speaker is not None:
            found.append(Speech(quote.start, quote.end, ((quote.start, quote.end),), None, speaker, "direct", "speech", quote.paragraph, 0.5))
    return found


def _last_subject(page: Page, offset: int, paragraph: int) -> Speaker | None:
    """The subject of the sentence before `offset`: “Petrov shook his head. “No.””"""
    for position in range(len(page.sentences) - 1, -1, -1):
        s = page.sentences[position]
        if s.end <= offset:
            if paragraph - s.paragraph > 1:
                return None
            subject = child(s, s.root(), "nsubj")
            return phrase_of(s, position, subject) if subject is not None else None
    return None


def _chained(speech: list[Speech]) -> tuple[Speech, ...]:
    """Each statement with the index of the smallest other statement whose content holds its cue."""
    chained = []
    for i, one in enumerate(speech):
        at = one.cue.start if one.cue else one.start
        parent, size = None, 0
        for j, other in enumerate(speech):
            if j == i or not other.start <= at < other.end or not holds(other.parts, at):
                continue
            if other.cue is not None and holds(one.parts, other.cue.start):
                continue
            if parent is None or other.end - other.start < size:
                parent, size = j, other.end - other.start
        chained.append(replace(one, parent=parent) if parent is not None else one)
    return tuple(chained)
