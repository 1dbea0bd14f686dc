"""According to whom: statements with resolved speakers, and the chain of sources above any stretch of text.

`Voices` is built once per report from the speech that `coding.statements` found.
"""

from __future__ import annotations

import csv
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.coding.actors import NameMention, spokesperson_of
from tocsin.coding.parties import ReportParties
from tocsin.coding.statements import Speech
from tocsin.lexicon.frames import lexicon_folder
from tocsin.read.sentence import Sentence
from tocsin.records import Actor, Source, Span, Statement


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """One statement with its speaker resolved: the person who speaks and the party spoken for."""

    speech: Speech
    speaker: Actor | None
    principal: Actor | None
    source: Source

    @property
    def party(self) -> Actor | None:
        """In whose name it is said: the principal of a spokesperson, else the speaker."""
        return self.principal or self.speaker


@functools.lru_cache(maxsize=1)
def source_kinds() -> dict[str, str]:
    """Kind of source by noun: `witness` → witness, `state media` → media."""
    path = lexicon_folder() / "sources.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["noun"].strip().lower(): row["kind"].strip() for row in csv.DictReader(stream)}


_KIND_OF_SECTOR = {"MIL": "military", "GOV": "official", "LEG": "official", "JUD": "official", "COP": "official", "IGO": "official", "REB": "party",
                   "PRM": "party", "PRE": "party", "JRN": "media", "NGO": "monitor", "CVL": "witness", "REF": "witness", "PTY": "official", "OPP": "official"}


def source_kind(sentence: Sentence | None, head: int | None, speaker: Actor | None) -> str:
    """What sort of source it is: by its noun, else by the sector of the party it belongs to."""
    kinds = source_kinds()
    if sentence is not None and head is not None:
        lemma = sentence.lemmas[head]
        for c in sentence.children[head]:
            if c < head and (pair := kinds.get(f"{sentence.lemmas[c]} {lemma}")):
                return pair
        if lemma in kinds:
            return kinds[lemma]
    if speaker is not None and speaker.sector:
        return _KIND_OF_SECTOR.get(speaker.sector, "other")
    return "unnamed" if speaker is None else "other"


_IN_WORDS = frozenset({"speech", "writing", "hearsay", "stance"})


def _tells(speech: Speech) -> bool:
    return speech.kind != "act" and (speech.clausal or speech.form != "indirect" or speech.kind == "hearsay" or (
        speech.cue is not None and speech.cue.lemma in ("according", "claim", "say", "allege", "report", "accuse", "deny", "quote", "cite")))


_PAPERS = frozenset({"statement", "report", "communique", "release", "declaration", "letter", "document", "note", "bulletin", "message", "tweet", "post"})
"""Papers that speak for whoever issued them."""


class Voices:
    """The statements of one report; answers who speaks at an offset and through whom it is known."""

    def __init__(self, text: str, sentences: Sequence[Sentence], speeches: Sequence[Speech], parties: ReportParties,
                 names: Sequence[NameMention] = ()) -> None:
        self.names = [n for n in names if n.kind != "person" and n.entry]
        self.text = text
        self.sentences = sentences
        self.parties = parties
        self.voices: list[Voice] = []
        self._inside: dict[int, list[int]] = {}
        parties.speaker_at = self.speaker_at
        for speech in speeches:
            self.voices.append(self._voice(speech))
            self._inside.clear()  # what was asked while some voices were still missing

    def _voice(self, speech: Speech) -> Voice:
        speaker = speech.speaker
        cue = speech.cue.lemma if speech.cue else None
        if speaker is None:
            if speech.parent is None and speech.kind == "hearsay":
                quote = self.text[speech.cue.start:speech.cue.end] if speech.cue else "reportedly"
                span = Span.of(self.text, speech.cue.start, speech.cue.end) if speech.cue else None
                return Voice(speech, None, None, Source(quote, None, cue, "unnamed", span))
            return Voice(speech, None, None, Source("unnamed source", None, cue, "unnamed", None))
        sentence = self.sentences[speaker.sentence]
        head = speaker.antecedent if speaker.antecedent is not None else speaker.head
        span = Span.of(self.text, speaker.start, speaker.end)
        found = self.parties.parties(sentence, head)
        actor = found[0] if found else Actor(span.quote)
        if not found and sentence.lemmas[head] in _PAPERS:
            within = self.parties.inside(sentence, head)
            actor = within[0] if within else actor
        principal = None
        spokesman = spokesperson_of(sentence, head, self.parties.index, on=self.parties.on, people=self.parties.people, text=self.text)
        if spokesman is not None:
            actor, principal = spokesman, found[0] if found else None
        span, actor = self._whole_name(span, actor)
        actor = replace(actor, text=span.quote, span=span)
        return Voice(speech, actor, principal, Source(span.quote, actor, cue, source_kind(sentence, head, actor), span))

    def _whole_name(self, span: Span, actor: Actor) -> tuple[Span, Actor]:
        """A speaker whose name the parse cut short (“Myanmar | Now said”) with the whole of it."""
        for name in self.names:
            if span.start <= name.start < span.end < name.end:
                entry = next(iter(self.parties.index.by_id.get(name.entry or "", ())), None)
                if entry is not None:
                    return Span.of(self.text, span.start, name.end), Actor(entry.name, entry.name, entry.country, entry.sector, None, entry.id)
        return span, actor

    def inside(self, offset: int) -> list[int]:
        """Indices of the statements that put what stands at `offset` into somebody's mouth, outermost first.

        A bare object is not put into a mouth: “condemned the attack” does not make the attack a claim.
        """
        known = self._inside.get(offset)
        if known is not None:
            return known
        found = [i for i, v in enumerate(self.voices) if v.speech.start <= offset < v.speech.end
                 and any(a <= offset < b for a, b in v.speech.parts) and _tells(v.speech)]
        found.sort(key=lambda i: (self.depth(i), -(self.voices[i].speech.end - self.voices[i].speech.start)))
        self._inside[offset] = found
        return found

    def depth(self, i: int) -> int:
        """How many statements stand above statement `i`."""
        depth, parent = 0, self.voices[i].speech.parent
        while parent is not None and depth < 8:
            depth, parent = depth + 1, self.voices[parent].speech.parent if parent < len(self.voices) else None
        return depth

    def speaker_at(self, offset: int) -> Actor | None:
        """Who speaks at `offset`, in whose name; None in the report's own voice."""
        inside = self.inside(offset)
        return self.voices[inside[-1]].party if inside else None

    def denied(self, offset: int) -> bool:
        """Whether whoever speaks at `offset` denies what stands there."""
        inside = self.inside(offset)
        return bool(inside) and self.voices[inside[-1]].speech.denial

    def chain(self, offset: int) -> tuple[Source, ...]:
        """The sources above `offset`, outermost first, without doubles."""
        return self._sources(self.inside(offset))

    def above(self, i: int) -> tuple[Source, ...]:
        """The sources above statement `i`, outermost first."""
        found = []
        parent = self.voices[i].speech.parent
        for _ in range(8):
            if parent is None:
                break
            found.append(parent)
            parent = self.voices[parent].speech.parent
        if not found and self.voices[i].speech.cue is not None:
            cue = self.voices[i].speech.cue
            found = [j for j in reversed(self.inside(cue.start)) if j != i] if cue else []
        return self._sources(list(reversed(found)))

    def told(self) -> list[int]:
        """Indices of the statements that the account lists: no deeds told with a bare object, and of statements inside others
        only those surely made in words (the limit of .6 gives the best F1 on PolNeAR with all statements counted)."""
        found = []
        for i, voice in enumerate(self.voices):
            speech = voice.speech
            if speech.kind == "act":
                continue
            if speech.parent is not None and (speech.kind not in _IN_WORDS or speech.probability < 0.6):
                continue
            found.append(i)
        return found

    def _sources(self, indices: list[int]) -> tuple[Source, ...]:
        seen: dict[tuple[str, int | None], Source] = {}
        for i in indices:
            source = self.voices[i].source
            seen.setdefault((source.text, source.span.start if source.span else None), source)
        return tuple(seen.values())

    def statement_id(self, report_id: str, i: int) -> str:
        """The content-derived id of statement `i`."""
        speech = self.voices[i].speech
        return "s-" + hashlib.sha256(f"{report_id}|{speech.start}|{speech.end}|{speech.cue.start if speech.cue else -1}".encode()).hexdigest()[:16]

    def statement(self, report_id: str, i: int, facts: tuple[str, ...]) -> Statement:
        """The record of statement `i` with the ids of the facts in its content."""
        voice = self.voices[i]
        speech = voice.speech
        addressees = tuple(a for s, t in speech.addressees for a in self.parties.parties(self.sentences[s], t))
        parts = tuple(Span.of(self.text, a, b) for a, b in speech.parts)
        return Statement(
            self.statement_id(report_id, i), voice.speaker, Span.of(self.text, speech.cue.start, speech.cue.end) if speech.cue else None,
            speech.form, Span.of(self.text, speech.start, speech.end), addressees, self.above(i), facts, speech.medium, speech.occasion,
            voice.principal, parts if len(parts) > 1 else (), speech.admission, speech.denial)
