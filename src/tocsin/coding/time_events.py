"""When an event took place: the date of its own clause, or of a sentence that points at it, never a guess.

A date is the event's own if its clause names it. Failing that, a neighbouring sentence may tell it (“The attack took place early
on Monday”), or the event points back at one told before (“the attack”). Failing that, the day on which somebody told of it
stands in and the rule says so. Whatever was used is named in the rule; where nothing is, the event says why.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.coding.clauses import distance, other_clause, tokens_of
from tocsin.coding.time_anchors import counted_from_event
from tocsin.coding.time_own import Found, own_time
from tocsin.coding.time_words import MONTHS, WEEKDAYS
from tocsin.read.sentence import Sentence, subtree
from tocsin.records import DateMention, Event, When

TOLD = "the day on which it was told, for the clause of the deed names none"
_BACKGROUND_DAYS = 60
"""Acts further back than this are background of a news report; the year in review is read as history too."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An event without its time, the sentence that tells it and its trigger tokens."""

    event: Event
    sentence: Sentence
    words: tuple[int, ...]

    @property
    def to_come(self) -> bool:
        """Whether it is planned, demanded, threatened or otherwise not done."""
        return self.event.factuality not in ("asserted", "claimed", "historical")


def dated(deeds: Sequence[Deed], sentences: Sequence[Sentence], dates: Sequence[DateMention], published: str | None) -> Iterator[Event]:
    """The events with their times, in order; those without say why, those long past are `historical`.

    `dates` are all of the report in text order, `published` its day.
    """
    by_sentence = {s.index: _within(s, dates) for s in sentences}
    own = [own_time(d.sentence, d.words, by_sentence[d.sentence.index], d.to_come, _KINDS.get(d.event.event_type, frozenset())) for d in deeds]
    pointers = [p for s in sentences for p in _pointers(s, by_sentence[s.index])]
    found = list(own)
    for i, deed in enumerate(deeds):
        if not deed.to_come and published and own[i] is not None and _after(own[i], published):
            own[i] = found[i] = None
        if not deed.to_come and ((mine := own[i]) is None or mine.told):
            linked = _pointed_at(deeds, i, pointers, mine) or _told_before(deeds, i, found) or _same_scene(deeds, i, found)
            found[i] = Found(linked, False) if linked else own[i]
    for deed, time in zip(deeds, found, strict=True):
        if time is not None:
            when = dataclasses.replace(time.when, rule=f"{time.when.rule}; {TOLD}") if time.told else time.when
            yield aged(dataclasses.replace(deed.event, when=when), published)
        else:
            reason = _why_not(deed, by_sentence[deed.sentence.index])
            yield dataclasses.replace(deed.event, unresolved=(*deed.event.unresolved, ("when", reason)))


def _after(time: Found | None, published: str) -> bool:
    """Whether a time lies wholly after the report, which a deed that is done does not, nor a promise for that day."""
    if time is None:
        return False
    last = (time.when.end or time.when.start or "") if "; counted from" in str(time.when.rule) else (time.when.start or "")
    return last > published[:10]


def _within(sentence: Sentence, dates: Sequence[DateMention]) -> list[DateMention]:
    return [d for d in dates if sentence.start <= d.span.start < sentence.end]


_KINDS = {
    "ASSAULT": frozenset("attack assault raid bombing blast explosion shelling strike airstrike shooting clash killing fighting ambush massacre "
                         "bombardment offensive violence battle incident gunfight siege stabbing murder slaughter operation firefight".split()),
    "COERCE": frozenset("arrest detention raid crackdown seizure incident operation sweep".split()),
    "PROTEST": frozenset("protest demonstration rally march riot strike unrest incident".split()),
    "MOBILIZE": frozenset("mobilisation mobilization deployment exercise drill incident".split()),
}
"""What a report calls an act of a type when it tells of it again."""
_HAPPENING = frozenset("happen occur come begin start erupt unfold".split())
_POINTING = frozenset({"the", "that", "this", "these", "those"})


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A clause that only tells when: “the attack took place early on Monday”."""

    sentence: int
    at: int
    noun: str
    when: When


def _pointers(sentence: Sentence, dates: Sequence[DateMention]) -> Iterator[_Pointer]:
    if not dates:
        return
    for verb, lemma in enumerate(sentence.lemmas):
        place = lemma == "take" and any(sentence.lemmas[c] == "place" for c in sentence.children[verb])
        if not (place or lemma in _HAPPENING) or sentence.tags[verb][0] != "V" or not _plain(sentence, verb):
            continue
        subject = next((c for c in sentence.children[verb] if sentence.deps[c] in ("nsubj", "nsubjpass")), None)
        if subject is None or not (sentence.lemmas[subject] in ("it", "this", "that") or _definite(sentence, subject)):
            continue
        under = set(subtree(sentence, verb))
        own = [d for d in dates if under.issuperset(tokens_of(sentence, d.span.start, d.span.end))]
        time = own_time(sentence, (verb,), own, False, frozenset())
        if time is not None and not time.told:
            yield _Pointer(sentence.index, sentence.starts[verb], sentence.lemmas[subject], time.when)


def _plain(sentence: Sentence, verb: int) -> bool:
    """Whether the verb tells plainly that something happened: no relative or subordinate clause, no `should have`, no `not`."""
    if sentence.deps[verb] not in ("ROOT", "conj", "ccomp", "parataxis"):
        return False
    return not any(sentence.deps[c] == "neg" or sentence.tags[c] == "MD" for c in sentence.children[verb])


def _definite(sentence: Sentence, noun: int) -> bool:
    return any(sentence.lemmas[c] in _POINTING for c in sentence.children[noun])


def _names(noun: str, event: Event) -> bool:
    """Whether a report may mean this event by the noun."""
    kinds = _KINDS.get(event.event_type, ())
    return noun in kinds or (bool(kinds) and noun in ("it", "this", "that"))


_REACH = 2
"""How many sentences on a clause may tell when; the act it means is the last one of its kind before."""


def _pointed_at(deeds: Sequence[Deed], i: int, pointers: Sequence[_Pointer], told: Found | None) -> When | None:
    """The time that a following clause tells of the act."""
    deed = deeds[i]
    for pointer in pointers:
        if told is not None and pointer.when.end and told.when.end and pointer.when.end > told.when.end:
            continue  # nobody tells of a deed before it is done
        here, ahead = deed.sentence.starts[deed.words[0]], pointer.sentence - deed.sentence.index
        if pointer.at <= here or not 0 <= ahead <= _REACH or not _names(pointer.noun, deed.event):
            continue
        between = [d for d in deeds if d.sentence.index > deed.sentence.index and _names(pointer.noun, d.event) and not d.to_come
                   and d.sentence.starts[d.words[0]] < pointer.at and d.sentence.index < pointer.sentence]
        if not between:
            return _by(pointer.when, f"told of it as “{pointer.noun}” in {'its own' if not ahead else 'a following'} sentence")
    return None


def _told_before(deeds: Sequence[Deed], i: int, found: Sequence[Found | None]) -> When | None:
    """The time of an act told just before that this one takes up: “the attack”, or the dead of the shelling."""
    deed = deeds[i]
    noun = deed.words[0]
    again = deed.sentence.tags[noun][0] == "N" and _pointed(deed.sentence, noun)
    deaths = deed.sentence.lemmas[noun] in ("kill", "die", "wound", "injure") and not deed.event.actors
    if not again and not deaths:
        return None
    reach = 3 if again else 1
    before = [(d, time) for d, time in zip(deeds[:i], found[:i], strict=True) if d.event.event_type == deed.event.event_type and not d.to_come
              and 0 < deed.sentence.index - d.sentence.index <= reach and _same_place(d.event, deed.event)]
    times = {(t.when.start, t.when.end) for _, t in before if t is not None and not t.told}
    if len(times) != 1 or before[-1][1] is None or before[-1][1].told or before[-1][1].when.precision not in ("day", "interval"):
        return None
    word = deed.sentence.words[noun]
    return _by(before[-1][1].when, f"“the {word}” taken for the act told before" if again else "the deaths taken for those of the act told before")


_SCENES = frozenset("operation raid attack assault battle clash fighting ambush firefight gunfight shootout incident engagement patrol protest riot "
                    "bombardment shelling siege crackdown".split())
_WITHIN = frozenset({"during", "in", "throughout", "amid"})


def _same_scene(deeds: Sequence[Deed], i: int, found: Sequence[Found | None]) -> When | None:
    """The time of the act told just before, where this one is told of its scene: “during the operation, troops detained two men”."""
    deed = deeds[i]
    sentence = deed.sentence
    for noun, lemma in enumerate(sentence.lemmas):
        if lemma not in _SCENES or sentence.deps[noun] != "pobj" or sentence.lemmas[sentence.heads[noun]] not in _WITHIN or not _pointed(sentence, noun):
            continue
        if min(distance(sentence, t, noun) for t in deed.words) > 3 or other_clause(sentence, deed.words[0], noun):
            continue
        near = [(d, t) for d, t in zip(deeds[:i], found[:i], strict=True) if 0 < sentence.index - d.sentence.index <= 3 and t is not None and not t.told
                and not d.to_come and _same_place(d.event, deed.event)]
        if near and len({(t.when.start, t.when.end) for d, t in near if d.sentence is near[-1][0].sentence}) == 1:
            return _by(near[-1][1].when, f"“the {sentence.words[noun]}” taken for that of the act told before")
    return None


def _pointed(sentence: Sentence, noun: int) -> bool:
    """Whether the noun only points back: definite, and nothing else says which (“the raid on Goma”, “the 2014 siege”)."""
    which = [c for c in sentence.children[noun] if sentence.deps[c] in _WHICH]
    return _definite(sentence, noun) and all(any(sentence.lemmas[o] in _DAY_NAMES for o in sentence.children[c]) for c in which)


_DAY_NAMES = frozenset({*WEEKDAYS, *MONTHS})


_WHICH = frozenset({"prep", "poss", "compound", "nmod", "nummod", "relcl", "acl", "appos"})


def _same_place(a: Event, b: Event) -> bool:
    """Whether nothing says that the two acts took place apart."""
    return a.place is None or b.place is None or a.place.gazetteer_id == b.place.gazetteer_id


def _by(when: When, link: str) -> When:
    return dataclasses.replace(when, rule=f"{when.rule}; {link}")


def _why_not(deed: Deed, dates: Sequence[DateMention]) -> str:
    """Why the act has no time."""
    for date in dates:
        if len(date.candidates) > 1:
            return f"the year is open: “{date.text}” fits {', '.join(date.candidates)}"
        if date.start is None and (str(date.timex).startswith("XXXX") or "no day to count from" in date.rule):
            return f"“{date.text}” needs the day of the report, which is not known"
        if date.start is None and counted_from_event(date):
            return f"“{date.text}” is counted from an event without a date"
    return "none named in the clause"


def aged(event: Event, published: str | None) -> Event:
    """The event as `historical` where the report tells it in its own voice and it lies well before the report."""
    if event.factuality != "asserted" or published is None or event.when is None or event.when.end is None:
        return event
    days = (datetime.date.fromisoformat(published[:10]) - datetime.date.fromisoformat(event.when.end[:10])).days
    return dataclasses.replace(event, factuality="historical") if days > _BACKGROUND_DAYS else event
