"""Who said what: statements, direct and indirect, with speaker, cue, content and the chain they stand in.

`find_speech` reads the parsed sentences of a report and gives every statement in text order. For each word
that may be a cue it weighs all possible contents (`speech_candidates`) with the learned weights of
`speech_model`, keeps the likely ones, and finds whose words they are (`speech_speaker`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp

from tocsin.coding.speech_candidates import NOMINAL, Candidate, Group, groups_of
from tocsin.coding.speech_model import SpeechModel, choose, load_model
from tocsin.coding.speech_page import Page, Range, holds, lay_out, overlap
from tocsin.coding.speech_record import Cue, Speech
from tocsin.coding.speech_setting import addressees, hearsay, passive_reports, setting
from tocsin.coding.speech_speaker import Speaker, phrase_of, speaker_of
from tocsin.lexicon.speech import SpeechLexicon, load_speech
from tocsin.read.sentence import Sentence, child

THRESHOLD = 0.45
"""Least probability of a statement: best F1 on PolNeAR articles left out of training."""


LONG_QUOTATION = 4
"""Words from which on a quotation is speech and no scare quote: shorter ones are right in under 80 % of cases."""
LEAST = 0.02
"""A reading less likely than this does not get even a quotation that nobody else claims."""

__all__ = ["LEAST", "LONG_QUOTATION", "THRESHOLD", "Cue", "Speaker", "Speech", "find_speech"]

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
    speech = _with_rest(page, speech)
    speech.extend(hearsay(page, lexicon))
    speech.extend(passive_reports(page, speech))
    speech.extend(_continuing(page, speech))
    speech.sort(
        key=lambda s: (min(s.start, s.cue.start if s.cue else s.start), s.cue.start if s.cue else s.start, s.end)
    )
    return _chained(speech)


def _weighed(page: Page, lexicon: SpeechLexicon, model: SpeechModel) -> tuple[list[Reading], list[Reading]]:
    """The readings above the threshold, and below it the best one of each cue that takes a whole quotation."""
    likely: list[Reading] = []
    unlikely: list[Reading] = []
    for index in range(len(page.sentences)):
        for group in groups_of(page, index, lexicon, model.known):
            probability, best, scores = choose(page, group, lexicon, model)
            if _is_purpose(page, group, group.candidates[best]):
                continue
            if probability >= THRESHOLD:
                likely.append((probability, group, _corrected(page, group, group.candidates[best])))
            elif group.kind == "noun" and (plain := _plain_noun(page, group)) is not None:
                likely.append((THRESHOLD, group, plain))
            elif page.quoted[index] or len(group.candidates) == 1:
                for i in sorted(range(len(scores)), key=lambda i: -scores[i]):
                    if _takes_quotation(page, group.candidates[i]):
                        unlikely.append((1 / (1 + exp(-scores[i])), group, group.candidates[i]))
                        break
    return likely, unlikely


_FORCEFUL = frozenset("attack hit fire strike shoot launch bomb shell pound block seize storm raid assault ambush detain arrest use deploy kill".split())


def _is_purpose(page: Page, group: Group, chosen: Candidate) -> bool:
    """Whether the reading is only what a deed was for: “fired tear gas *to disperse the crowd*”."""
    return (group.kind == "verb" and chosen.kind.startswith("advcl") and page.sentences[group.sentence].lemmas[group.token] in _FORCEFUL
            and page.plain.startswith("to ", chosen.parts[0][0]))


def _corrected(page: Page, group: Group, chosen: Candidate) -> Candidate:
    """The reading that the wording leaves no doubt about.

    “*“Stop!”* shouted the guard”, “told the man in the shop *that …*”
    """
    if chosen.kind == "Lccomp":
        # “Gunmen killed 40, most of them women, in a raid on a camp, a chief said”: all up to the speaker is what is said.
        start, end = chosen.parts[0][0], chosen.parts[-1][1]
        return next((o for o in group.candidates if o.kind == "tail" and o.parts[0][0] == start and o.parts[-1][1] > end), chosen)
    if group.kind != "verb" or not chosen.kind.startswith("dobj"):
        return chosen
    s = page.sentences[group.sentence]
    end = chosen.parts[-1][1]
    if chosen.kind.startswith("dobj/prep:for") and s.lemmas[group.token] == "claim":
        # “claimed *responsibility for the attack*” is the whole of it, not “claimed … the attack”.
        thing = next((o for o in group.candidates if o.kind == "dobj"), None)
        return chosen if thing is None else Candidate(((thing.parts[0][0], end),), "dobj", thing.head)
    tells = s.lemmas[group.token] in _TELL
    for other in group.candidates:
        start, stop = other.parts[0][0], other.parts[-1][1]
        if other.kind == "quoteL" or "quoteL" in other.also:
            if (
                not page.plain[stop : group.start].strip()
                and page.plain[stop - 2] in ",!?."
                and chosen.parts[0][0] > group.start
            ):
                return other
        elif tells and start > chosen.parts[0][0] and stop >= end and page.plain.startswith("that ", start):
            return other
    return chosen


_TELL = frozenset(["tell", "inform", "assure", "reassure", "remind", "warn", "notify", "advise", "brief"])


def _plain_noun(page: Page, group: Group) -> Candidate | None:
    """A report noun with its source and a clause, which training texts seldom mark: “*his warning* that …”."""
    s = page.sentences[group.sentence]
    if not any(
        s.deps[c] == "poss" or (s.lemmas[c] == "by" and s.deps[c] in ("prep", "agent")) for c in s.children[group.token]
    ):
        return None
    for candidate in group.candidates:
        if candidate.kind in ("acl", "ccomp", "relcl") and page.plain.startswith("that ", candidate.parts[0][0]):
            head = candidate.head
            if candidate.kind != "relcl" or not any(
                s.deps[c] in ("nsubj", "dobj") and s.lemmas[c] == "that" for c in s.children[head]
            ):
                return candidate
        if candidate.kind in ("acl", "xcomp") and page.plain.startswith("to ", candidate.parts[0][0]):
            return candidate
    return None


def _takes_quotation(page: Page, candidate: Candidate) -> bool:
    start = candidate.parts[0][0]
    return page.plain[start] in "\"'" and any(
        q.start == start and q.words >= LONG_QUOTATION for _, q in page.quotes_within(start, start + 1)
    )


def _without_duplicates(page: Page, found: list[Reading]) -> list[Reading]:
    """One statement per content: of two cues for the same stretch the likelier stays, unless one reports the other."""
    kept: list[Reading] = []
    near: dict[int, list[Reading]] = {}  # kept readings by the blocks of text that they touch
    for one in sorted(found, key=lambda f: (not _has_source(page, f[1]), -f[0], f[1].start)):
        candidate = one[2]
        blocks = range(candidate.parts[0][0] // 256, candidate.parts[-1][1] // 256 + 1)
        if any(_rivals(page, one, other) for block in blocks for other in near.get(block, ())):
            continue
        kept.append(one)
        for block in blocks:
            near.setdefault(block, []).append(one)
    return kept


def _rivals(page: Page, one: Reading, kept: Reading) -> bool:
    """Whether two readings are of the same statement, so that only one can stay."""
    (_, group, candidate), (_, other, rival) = one, kept
    if not overlap(candidate.parts, rival.parts):
        return False
    if holds(rival.parts, group.start):
        return _is_object(page, other, group) or _is_object(page, group, other)
    return not holds(candidate.parts, other.start)


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
    return any(
        (s.deps[c] == "poss" and s.tags[c] != "PRP$") or (s.lemmas[c] == "by" and s.deps[c] in ("prep", "agent"))
        for c in s.children[group.token]
    )


def _rescued(page: Page, kept: Sequence[Reading], unlikely: Sequence[Reading]) -> list[Reading]:
    """Long quotations that nobody has claimed go to the likeliest cue that could, however unlikely it looked."""
    claimed = _claimed(page, (c.parts for _, _, c in kept))
    able: dict[int, list[Reading]] = {}
    for reading in unlikely:
        if reading[0] >= LEAST and not any(True for _ in page.quotes_within(reading[1].start, reading[1].end)):
            for i in _claimed(page, [reading[2].parts]):
                able.setdefault(i, []).append(reading)
    found: list[Reading] = []
    for i in sorted(able):
        if i not in claimed and page.quotes[i].words >= LONG_QUOTATION:
            best = max(able[i], key=lambda r: (r[0], -r[1].start))
            found.append(best)
            claimed |= _claimed(page, [best[2].parts])
    return found


def _claimed(page: Page, contents: Iterable[Sequence[Range]]) -> set[int]:
    """The numbers of the quotations whose middle lies in one of the contents."""
    return {
        i
        for parts in contents
        for a, b in parts
        for i, q in page.quotes_within(a, b)
        if a <= (q.start + q.end) // 2 < b
    }


def _speech(page: Page, group: Group, candidate: Candidate, probability: float, lexicon: SpeechLexicon) -> Speech:
    s = page.sentences[group.sentence]
    speaker = speaker_of(s, group.sentence, group.token, group.kind, candidate.parts, lexicon)
    token = _cue_token(s, group, candidate)
    lemma = s.lemmas[token]
    classes = (lexicon.nouns if group.kind == "noun" else lexicon.verbs).get(lemma, ())
    negated = child(s, group.token, "neg") is not None
    medium, occasion = setting(s, group, candidate, lexicon)
    return Speech(
        candidate.parts[0][0],
        candidate.parts[-1][1],
        candidate.parts,
        Cue(group.sentence, token, s.starts[token], _cue_end(s, group, token), lemma),
        speaker,
        _form(page, candidate.parts),
        "belief" if token != group.token else _kind(s, group, candidate, classes, lexicon),
        s.paragraph,
        round(probability, 3),
        addressees(s, group, candidate, speaker),
        medium,
        occasion,
        any(c in lexicon.denial for c in classes) and not negated,
        (any(c in lexicon.admission for c in classes) or _claims_responsibility(s, token)) and not negated,
        not _nominal(s, candidate) or _form(page, candidate.parts) == "direct",
    )


def _claims_responsibility(s: Sentence, token: int) -> bool:
    """“claimed responsibility for the blast” admits it."""
    thing = child(s, token, "dobj")
    return s.lemmas[token] in ("claim", "take", "accept") and thing is not None and s.lemmas[thing] == "responsibility"


def _kind(s: Sentence, group: Group, candidate: Candidate, classes: Sequence[str], lexicon: SpeechLexicon) -> str:
    """The kind of the cue's class; `act` where a deed is told (“attacked the base”, “declared martial law”)."""
    if group.kind == "adjective":
        return "belief"
    if group.kind == "noun" and s.lemmas[group.token] in lexicon.act_nouns and _nominal(s, candidate):
        return "act"
    if group.kind == "verb" and s.lemmas[group.token] in lexicon.acts and not _verbal(s, group, candidate, lexicon):
        return "act"
    return lexicon.kinds.get(classes[0], "speech") if classes else "speech"


def _verbal(s: Sentence, group: Group, candidate: Candidate, lexicon: SpeechLexicon) -> bool:
    """Whether words are told after all: a clause, a quotation, a report noun or a reason stands with the verb."""
    if candidate.head < 0 or any(k.startswith("quote") for k in (candidate.kind, *candidate.also)):
        return True
    if not _nominal(s, candidate):
        return True
    noun = s.lemmas[candidate.head]
    if noun not in lexicon.act_nouns and any(lexicon.kinds[c] == "speech" for c in lexicon.nouns.get(noun, ())):
        return True
    return any((s.deps[c] == "prep" and s.lemmas[c] in ("for", "over") and child(s, c, "pcomp") is not None)
               or (s.deps[c] == "prep" and s.lemmas[c] == "as" and s.tags[group.token] != "VBN")
               for c in s.children[group.token])  # fmt: skip


_WHOLE_CLAUSES = ("acc", "colon", "tail", "mid", "next", "quote", "ccomp", "xcomp", "Lccomp")


def _nominal(s: Sentence, candidate: Candidate) -> bool:
    """Whether the content is a thing (“the raid”), not a clause that puts words into a mouth."""
    head = candidate.head
    if head < 0 or candidate.kind.startswith(_WHOLE_CLAUSES):
        return False
    if s.deps[head] == "prep" or s.tags[head] in ("IN", "TO"):
        return child(s, head, "pcomp", "ccomp") is None
    return s.tags[head] in NOMINAL or s.tags[head] in ("PRP", "DT", "CD", "WP", "WDT", "JJ")


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
        if c == last + 1 and (s.deps[c] == "prt" or (group.kind == "according" and s.lemmas[c] == "to")):
            last = c
    if group.kind == "according" and last == token and last + 1 < len(s.words):
        last += 1
    return s.ends[last]


def _form(page: Page, parts: Sequence[Range]) -> str:
    """`direct` when (nearly) all of the content stands in quotation marks, `mixed` when some does."""
    total = sum(b - a for a, b in parts)
    quoted = sum(min(b, q.end) - max(a, q.start) for a, b in parts for _, q in page.quotes_within(a, b))
    if quoted * 10 >= total * 9:
        return "direct"
    return "mixed" if quoted else "indirect"


def _with_rest(page: Page, speech: Sequence[Speech]) -> list[Speech]:
    """“…,” X told them, “…”: the second half of an interrupted quotation joins the first."""
    extended = []
    for one in speech:
        last = one.parts[-1]
        if (
            one.cue is not None
            and last[1] <= one.cue.start
            and page.plain[last[1] - 1] in "\"'"
            and page.plain[last[1] - 2] in ",."
        ):
            for i in page.quoted[one.cue.sentence]:
                quote = page.quotes[i]
                before = page.plain[one.cue.end : quote.start].rstrip()
                if (
                    quote.start > one.cue.end
                    and before.endswith(",")
                    and len(before) < 90
                    and '"' not in before
                    and not any(
                        holds(s.parts, quote.start) or (s.cue is not None and one.cue.end < s.cue.start < quote.start)
                        for s in speech
                    )
                ):
                    one = replace(one, parts=(*one.parts, (quote.start, quote.end)), end=quote.end)
                    break
        extended.append(one)
    return extended


def _continuing(page: Page, speech: Sequence[Speech]) -> list[Speech]:
    """Quotations that stand alone after a statement of the same or the last paragraphs: its speaker goes on."""
    found: list[Speech] = []
    claimed = _claimed(page, (s.parts for s in speech))
    known = sorted(
        (s for s in speech if s.speaker is not None and s.kind in ("speech", "writing")), key=lambda s: (s.end, s.start)
    )
    ends = [s.end for s in known]
    for i, quote in enumerate(page.quotes):
        if not page.free[i] or quote.words < LONG_QUOTATION or i in claimed:
            continue
        if found and i and not page.quotes[i - 1].closed and found[-1].end == page.quotes[i - 1].end:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, (quote.start, quote.end)), end=quote.end)
            continue
        stop = bisect_right(ends, quote.start)
        before = [s for s in known[max(0, stop - 20) : stop] if quote.paragraph - s.paragraph <= 2]
        if found and quote.paragraph - found[-1].paragraph <= 1:
            before.append(found[-1])
        direct = [s for s in before if s.form != "indirect" and s.paragraph >= quote.paragraph - 1]
        last = max(direct or before, key=lambda s: s.end, default=None)
        speaker = last.speaker if last else _last_subject(page, quote.start, quote.paragraph)
        if speaker is not None:
            found.append(
                Speech(
                    quote.start,
                    quote.end,
                    ((quote.start, quote.end),),
                    None,
                    speaker,
                    "direct",
                    "speech",
                    quote.paragraph,
                    0.5,
                )
            )
    return found


def _last_subject(page: Page, offset: int, paragraph: int) -> Speaker | None:
    """The subject of the sentence before `offset`: “Petrov shook his head. “No.””"""
    position = bisect_right(page.starts, offset - 1) - 1
    if position < 0 or page.sentences[position].end > offset or paragraph - page.sentences[position].paragraph > 1:
        return None
    s = page.sentences[position]
    subject = child(s, s.root(), "nsubj")
    return phrase_of(s, position, subject) if subject is not None else None


def _chained(speech: list[Speech]) -> tuple[Speech, ...]:
    """Each statement with the index of the smallest other statement whose content holds its cue."""
    offsets = [one.cue.start if one.cue else one.start for one in speech]
    by_start = sorted(range(len(speech)), key=lambda i: speech[i].start)
    parents: dict[int, int] = {}
    active: list[int] = []
    waiting = 0
    for i in sorted(range(len(speech)), key=lambda i: offsets[i]):
        at = offsets[i]
        while waiting < len(by_start) and speech[by_start[waiting]].start <= at:
            active.append(by_start[waiting])
            waiting += 1
        active = [j for j in active if speech[j].end > at]
        holders = [j for j in active if j != i and holds(speech[j].parts, at) and not _reports(speech[i], speech[j])]
        for j in sorted(holders, key=lambda j: (speech[j].end - speech[j].start, j)):
            if not _leads_to(parents, j, i):
                parents[i] = j
                break
    return tuple(replace(one, parent=parents[i]) if i in parents else one for i, one in enumerate(speech))


def _leads_to(parents: Mapping[int, int], start: int, goal: int) -> bool:
    """Whether the chain above `start` comes to `goal`."""
    link: int | None = start
    while link is not None:
        if link == goal:
            return True
        link = parents.get(link)
    return False


def _reports(one: Speech, other: Speech) -> bool:
    """Whether `other` cannot be the parent of `one`: it only names a thing, or its cue lies inside `one`."""
    if not other.clausal and (other.cue is None or other.cue.lemma not in ("quote", "cite")):
        return True
    return other.cue is not None and holds(one.parts, other.cue.start)
