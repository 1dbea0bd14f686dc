"""What stands around a statement: to whom, through what, on what occasion; and what is only hearsay."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.speech_candidates import VERBAL, Candidate, Group
from tocsin.coding.speech_page import Page, holds
from tocsin.coding.speech_record import Cue, Speech
from tocsin.coding.speech_speaker import Speaker, phrase_of
from tocsin.lexicon.speech import SpeechLexicon
from tocsin.read.sentence import Sentence, child, subtree

_TOLD = frozenset(
    [
        "tell",
        "inform",
        "assure",
        "reassure",
        "warn",
        "remind",
        "notify",
        "brief",
        "advise",
        "urge",
        "ask",
        "beg",
        "implore",
        "order",
        "command",
        "instruct",
        "persuade",
        "convince",
        "invite",
        "caution",
        "alert",
        "thank",
        "congratulate",
        "promise",
        "address",
        "exhort",
        "entreat",
        "beseech",
        "press",
        "encourage",
        "accuse",
        "blame",
        "rebuke",
    ]
)
_ORDERED = frozenset({"order", "command", "urge", "promise", "press", "exhort", "address"})
_CALLED = frozenset({"call", "prevail", "urge", "press"})
_PLACES = frozenset(
    ["in", "at", "on", "during", "through", "via", "by", "over", "from", "to", "after", "before", "amid"]
)


def addressees(s: Sentence, group: Group, candidate: Candidate, speaker: Speaker | None) -> tuple[tuple[int, int], ...]:
    """(sentence, token) of those spoken to: “told *reporters*”, “said to *the council*”, “called on *both sides*”."""
    if group.kind != "verb":
        return ()
    found = []
    lemma = s.lemmas[group.token]
    for c in s.children[group.token]:
        if c < group.token:
            if s.deps[c] == "nsubjpass" and lemma in _TOLD and lemma != "address":  # “reporters were told that …”
                found.append(c)
            continue
        token: int | None = None
        label, word = s.deps[c], s.lemmas[c]
        if label == "dative" or (label == "dobj" and lemma in _TOLD):
            token = c if s.tags[c] not in ("IN", "TO") else child(s, c, "pobj")
        elif label == "prep" and (word == "to" or (word in ("on", "upon") and lemma in _CALLED)):
            token = child(s, c, "pobj")
        elif label in ("ccomp", "xcomp") and lemma in _TOLD and any(s.lemmas[k] == "to" for k in s.children[c]):
            token = child(s, c, "nsubj")  # “urged *both sides* to halt”
        if label == "dobj" and lemma in _ORDERED and child(s, group.token, "xcomp", "ccomp") is None:
            continue  # “ordered an attack”: a thing, nobody spoken to
        if token is None or s.tags[token].startswith("VB") or (speaker is not None and token == speaker.head):
            continue
        if holds(candidate.parts, s.starts[token]) and lemma not in _TOLD and word not in ("on", "upon"):
            continue
        found.append(token)
    return tuple((group.sentence, token) for token in found)


def setting(s: Sentence, group: Group, candidate: Candidate, lexicon: SpeechLexicon) -> tuple[str | None, str | None]:
    """Medium and occasion named beside the cue: “said *in a tweet*”, “told *a press conference*”."""
    if group.kind != "verb":
        return None, None
    medium: str | None = None
    occasion: str | None = None
    if s.lemmas[group.token] in ("tweet", "retweet"):
        medium = "social media"
    for i, lemma in enumerate(s.lemmas):
        if (lemma not in lexicon.media and lemma not in lexicon.occasions) or holds(candidate.parts, s.starts[i]):
            continue
        head = s.heads[i]
        if s.deps[i] == "pobj" and s.lemmas[head] in _PLACES and s.deps[head] in ("prep", "agent", "dative"):
            if s.heads[head] != group.token and not _asked(s, head, group.token):
                continue
        elif not (head == group.token and s.deps[i] in ("dobj", "dative") and i > group.token):
            continue
        medium = medium or lexicon.media.get(lemma)
        occasion = occasion or lexicon.occasions.get(lemma)
    return medium, occasion


_SCENE = frozenset({"ask", "speak", "talk", "question", "press", "appear", "address", "interview", "quiz", "attend"})


def _asked(s: Sentence, preposition: int, cue: int) -> bool:
    """Whether a verb that sets the scene for the cue governs it.

    “said, *speaking* at a rally”, “X, *asked* about it at a briefing, said”
    """
    verb = preposition
    for _ in range(5):
        verb = s.heads[verb]
        if s.tags[verb] in VERBAL:
            break
    if s.lemmas[verb] not in _SCENE or s.deps[verb] not in ("advcl", "relcl", "acl"):
        return False
    above = s.heads[verb]
    return above == cue or s.heads[above] == cue


_INNER = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "aux",
        "auxpass",
        "neg",
        "advmod",
        "expl",
        "csubj",
        "amod",
        "det",
        "compound",
        "poss",
        "nummod",
        "nmod",
        "predet",
    }
)


def hearsay(page: Page, lexicon: SpeechLexicon) -> list[Speech]:
    """Clauses under “reportedly”, “allegedly”: claims of sources that stay unnamed."""
    found = []
    for index, s in enumerate(page.sentences):
        if lexicon.adverbs.isdisjoint(s.lemmas):
            continue
        for i, lemma in enumerate(s.lemmas):
            if lemma in lexicon.adverbs and s.heads[i] != i:
                first, last = _clause(s, i)
                pieces = ((first, i - 1), (i + 1, last)) if first <= i <= last else ((first, last),)
                parts = tuple((s.starts[a], s.ends[b]) for a, b in pieces if a <= b)
                found.append(
                    Speech(
                        parts[0][0],
                        parts[-1][1],
                        parts,
                        Cue(index, i, s.starts[i], s.ends[i], lemma),
                        None,
                        "indirect",
                        "hearsay",
                        s.paragraph,
                        1.0,
                    )
                )
    return found


_SAID = frozenset(
    [
        "say",
        "report",
        "believe",
        "think",
        "allege",
        "rumour",
        "rumor",
        "understand",
        "know",
        "suppose",
        "claim",
        "reckon",
        "presume",
        "hear",
        "assume",
        "consider",
    ]
)


def passive_reports(page: Page, speech: Sequence[Speech]) -> list[Speech]:
    """Passive reports that the model leaves out.

    “X is said to have left”, “it was reported that …” (unnamed sources), and the one who quotes in
    “X was quoted *by Y* as saying”.
    """
    taken = {(s.cue.sentence, s.cue.token) for s in speech if s.cue is not None}
    found = []
    for index, s in enumerate(page.sentences):
        for i, label in enumerate(s.deps):
            verb = s.heads[i]
            if label != "auxpass" or (index, verb) in taken:
                continue
            if s.lemmas[verb] in _SAID:
                one = _said(s, index, verb)
            elif s.lemmas[verb] in ("quote", "cite"):
                one = _quoting(s, index, verb, speech)
            else:
                continue
            if one is not None:
                found.append(one)
    return found


def _said(s: Sentence, index: int, verb: int) -> Speech | None:
    content = child(s, verb, "xcomp", "ccomp")
    if content is None or content < verb:
        return None
    tokens = [t for t in subtree(s, content) if s.tags[t] not in (".", "''")]
    subject = child(s, verb, "nsubjpass")
    parts = [(s.starts[tokens[0]], s.ends[tokens[-1]])]
    if subject is not None and s.deps[content] == "xcomp":
        named = phrase_of(s, index, subject, verb)
        parts.insert(0, (named.start, named.end))
    agent = child(s, verb, "agent")
    by = child(s, agent, "pobj") if agent is not None else None
    speaker = phrase_of(s, index, by, verb) if by is not None else None
    return Speech(
        parts[0][0],
        parts[-1][1],
        tuple(parts),
        Cue(index, verb, s.starts[verb], s.ends[verb], s.lemmas[verb]),
        speaker,
        "indirect",
        "speech" if speaker else "hearsay",
        s.paragraph,
        1.0,
    )


def _quoting(s: Sentence, index: int, verb: int, speech: Sequence[Speech]) -> Speech | None:
    agent = child(s, verb, "agent")
    by = child(s, agent, "pobj") if agent is not None else None
    said = next(
        (
            o
            for o in speech
            if o.cue is not None
            and o.cue.sentence == index
            and o.cue.lemma in ("say", "tell", "state")
            and o.cue.token > verb
        ),
        None,
    )
    if by is None or said is None or said.cue is None:
        return None
    start = min(said.cue.start, said.start)
    return Speech(
        start,
        said.end,
        ((start, said.end),),
        Cue(index, verb, s.starts[verb], s.ends[verb], s.lemmas[verb]),
        phrase_of(s, index, by, verb),
        said.form,
        "speech",
        s.paragraph,
        said.probability,
    )


def _clause(s: Sentence, adverb: int) -> tuple[int, int]:
    """First and last token of the clause that an adverb colours: its head from the subject on."""
    head = s.heads[adverb]
    if s.deps[head] == "amod" and s.heads[head] > head:  # “allegedly stolen grain”
        return head, s.heads[head]
    tokens = {head}
    stack = [
        c
        for c in s.children[head]
        if c != adverb and (c > head or s.deps[c] in _INNER) and s.deps[c] not in ("conj", "cc", "parataxis", "punct")
    ]
    while stack:
        t = stack.pop()
        tokens.add(t)
        stack.extend(s.children[t])
    first, last = min(tokens), max(tokens)
    while last > first and s.tags[last] in (".", ",", "''", ":"):
        last -= 1
    while first < last and (s.tags[first] in (",", "``", ":") or first == adverb):
        first += 1
    return first, last
