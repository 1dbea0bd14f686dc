"""Which frames match where: the lexicon's patterns tried on every verb, noun and adjective of a sentence.

`match_sentence` gives the best match of each trigger as an `Act`: still words and token indices,
no parties yet. What is said inside what is worked out in `coding.compose`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.coding import grammar
from tocsin.lexicon.frames import Entry, Frame, FrameIndex
from tocsin.lexicon.patterns import Pattern, Words
from tocsin.read.sentence import Sentence, child, conjuncts

_PARTY = "@party"
"""In a pattern: a name of a country or of a known group."""
_PLACE = "@place"
"""In a pattern: an object that names a place."""
PartyTest = Callable[[Sentence, int], bool]
"""Whether a token names a party by itself: a country, nationality, known group."""
ActTest = Callable[[int], bool]
"""Whether a token may name an act: some frame or operator begins with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A frame matched at a trigger token; slots hold head tokens of the same sentence."""

    trigger: int
    entry: Entry
    words: tuple[int, ...]
    """The trigger and the other tokens that the pattern asked for, in text order."""
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    content: tuple[int, ...]
    """Head tokens of the clauses or nouns inside which the act's content is told."""
    rejected: tuple[Entry, ...] = ()
    """Other entries of the same trigger that matched too, less specifically."""
    verb: int | None = None
    """The verb, where the trigger is a further coordinated object of it."""

    @property
    def frame(self) -> Frame:
        """The frame that matched."""
        return self.entry.frame

    @property
    def type(self) -> str | None:
        """The PLOVER type, None for an operator."""
        return self.entry.frame.type


@dataclass(frozen=True, slots=True)
class _Slots:
    words: tuple[int, ...]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Site:
    """A verb with what every pattern asks of it, worked out once."""

    direct: int | None
    second: int | None
    subject: int | None
    phrases: list[tuple[str, int, int]]
    spot: int | None = None
    """The object, where it names a place: `@place`."""


def _site(sentence: Sentence, verb: int, spots: frozenset[int] = frozenset()) -> _Site:
    direct, second = _objects(sentence, verb)
    spot = next((t for t in conjuncts(sentence, direct) if t in spots), None) if spots and direct is not None else None
    return _Site(direct, second, grammar.agents(sentence, verb), grammar.prepositions(sentence, verb), spot)


def _bag(sentence: Sentence, spots: frozenset[int]) -> Words:
    """Every lemma and word of the sentence, alone and after a modifier: what it lacks, no pattern can find in it."""
    lemmas = sentence.lemmas
    lower = [w.lower() for w in sentence.words]
    found = {*lemmas, *lower, "*", "dative", _PARTY}
    if spots:
        found.add(_PLACE)
    for i, kids in enumerate(sentence.children):
        for c in kids:
            if c < i:
                found.add(f"{lemmas[c]} {lemmas[i]}")
                found.add(f"{lemmas[c]} {lower[i]}")
    return frozenset(found)


def match_sentence(sentence: Sentence, frames: FrameIndex, is_party: PartyTest, spots: frozenset[int] = frozenset()) -> list[Act]:
    """The best-matching frame at each trigger of `sentence`, in text order; `spots` are the tokens that name places."""
    found: list[Act] = []
    bag = _bag(sentence, spots)
    for i, tag in enumerate(sentence.tags):
        first = tag[0]
        if first == "V":
            if sentence.deps[i] == "amod" and (tag != "VBN" or sentence.words[i - 1] == "-"):
                continue  # “UN-backed government”, “fighting forces” describe; they tell no act
            if _asked(sentence, i) or _counted(sentence, i):
                continue
            act = _best(sentence, i, "verb", frames, is_party, bag, spots)
            if act is None and tag in ("VBG", "VBN") and sentence.deps[i] in ("dobj", "pobj", "nsubj", "nsubjpass", "pcomp"):
                act = _best(sentence, i, "noun", frames, is_party, bag)
        elif first == "N":
            if tag in ("NNP", "NNPS") and _in_name(sentence, i):
                continue  # the New York Stock Exchange exchanges no fire
            act = _best(sentence, i, "noun", frames, is_party, bag)
            if act is None and sentence.deps[i] == "ROOT" and not sentence.words[i][0].isupper():
                act = _best(sentence, i, "verb", frames, is_party, bag, spots)
        elif first == "J":
            act = _best(sentence, i, "adjective", frames, is_party, bag)
        else:
            continue
        if act is not None and sentence.deps[i] == "amod" and first == "V" and act.type not in ("ASSAULT", "COERCE", None):
            act = None  # “suspected Islamists”, “agreed rules”: a quality, not an act
        if act is not None:
            found.append(act)
            if first == "V":
                found.extend(_further(sentence, act, frames, is_party))
    taken = {a.trigger for a in found if a.verb is not None}
    return [a for a in found if a.verb is not None or a.trigger not in taken]


def _asked(sentence: Sentence, verb: int) -> bool:
    """“Asked whether Eritrea would leave, an official said …”: reporters asked; nobody requests."""
    return sentence.lemmas[verb] == "ask" and sentence.tags[verb] == "VBN" and sentence.deps[verb] == "advcl" and not any(
        sentence.deps[c] in ("auxpass", "nsubjpass", "mark") for c in sentence.children[verb])


def _counted(sentence: Sentence, token: int) -> bool:
    """“received 2,000 wounded”: people, not an act."""
    return sentence.tags[token] == "VBN" and sentence.deps[token] in ("dobj", "pobj") and any(sentence.tags[c] == "CD" for c in sentence.children[token])


def _further(sentence: Sentence, act: Act, frames: FrameIndex, is_party: PartyTest) -> list[Act]:
    """Acts of other frames on further coordinated objects of the same verb: “declared martial law and a general mobilisation”."""
    verb = act.trigger
    direct = grammar.direct_object(sentence, verb)
    if direct is None or act.type is None or not act.entry.pattern.objects or len(conjuncts(sentence, direct)) < 2:
        return []
    found: list[Act] = []
    used = set(act.words)
    for entry in frames.entries("verb", sentence.lemmas[verb]):
        pattern = entry.pattern
        if entry.frame.type is None or not pattern.objects or entry.frame.id == act.frame.id:
            continue
        for token in conjuncts(sentence, direct):
            if token not in used and _lemma_in(sentence, token, pattern.objects) and _verb(sentence, verb, entry, is_party, lambda t: False, None) is not None:
                used.add(token)
                found.append(Act(token, entry, (token,), act.actors, act.recipients, (), (), verb))
    return found


def _in_name(sentence: Sentence, noun: int) -> bool:
    """Whether a capitalised noun is part of a longer name in a sentence that is not all capitals or a headline."""
    if not sentence.words[noun][0].isupper() or (sentence.words[noun].isupper() and len(sentence.words[noun]) > 3):
        return False
    beside = [t for t in (noun - 1, noun + 1) if 0 <= t < len(sentence) and sentence.tags[t] in ("NNP", "NNPS")]
    if not beside:
        return False
    capitals = sum(1 for w in sentence.words if w[0].isupper())
    return capitals * 2 < len(sentence.words)


def _best(sentence: Sentence, i: int, kind: str, frames: FrameIndex, is_party: PartyTest, bag: Words, spots: frozenset[int] = frozenset()) -> Act | None:
    entries = frames.entries(kind, sentence.lemmas[i])
    if not entries:
        return None
    lacking = bag.isdisjoint
    entries = tuple([e for e in entries if not any(map(lacking, e.needs))])
    if not entries:
        return None
    site = _site(sentence, i, spots) if kind == "verb" else None
    matched: list[tuple[float, int, Entry, _Slots]] = []
    matcher = _MATCHERS[kind]
    verbs, nouns = frames.by_head["verb"], frames.by_head["noun"]

    def is_act(token: int) -> bool:
        core = grammar.core(sentence, token)
        return (sentence.tags[token] == "VBG" and sentence.lemmas[token] in verbs) or sentence.lemmas[token] in nouns or (
            core is not None and sentence.lemmas[core] in nouns)

    for order, entry in enumerate(entries):
        slots = matcher(sentence, i, entry, is_party, is_act, site)
        if slots is not None:
            score = entry.pattern.specificity + _two_words(sentence, slots, entry.pattern) + 0.5 * (entry.frame.type is not None) + 0.4 * entry.frame.weight
            matched.append((score, -order, entry, slots))
    if not matched:
        return None
    matched.sort(key=lambda m: (m[0], m[1]), reverse=True)
    _, _, entry, slots = matched[0]
    return Act(i, entry, tuple(sorted({i, *slots.words})), slots.actors, slots.recipients, slots.content,
               tuple(m[2] for m in matched[1:4]))


def _two_words(sentence: Sentence, slots: _Slots, pattern: Pattern) -> float:
    """1 where the object met the pattern with its modifier (`military operation`): closer than its noun alone."""
    if not pattern.objects:
        return 0.0
    return float(any(f"{sentence.lemmas[c]} {sentence.lemmas[w]}" in pattern.objects for w in slots.words for c in sentence.children[w] if c < w))


def _lemma_in(sentence: Sentence, token: int, words: Words) -> bool:
    """Whether the token's lemma, or its modifier and lemma together, is one of `words` (`*` is any)."""
    lemma = sentence.lemmas[token]
    if lemma in words or "*" in words:
        return True
    lower = sentence.words[token].lower()
    if lower in words:
        return True
    for c in sentence.children[token]:
        if c < token and (f"{sentence.lemmas[c]} {lemma}" in words or f"{sentence.lemmas[c]} {lower}" in words):
            return True
    return False


def _titled(sentence: Sentence, token: int | None, words: Words) -> int | None:
    """A name whose title is one of `words`: “removed President Dina Boluarte”."""
    if token is None or sentence.tags[token] != "NNP":
        return None
    return token if any(c < token and sentence.lemmas[c] in _TITLES and sentence.lemmas[c] in words for c in sentence.children[token]) else None


_TITLES = frozenset("president minister premier chancellor governor general mayor ambassador king queen prince colonel commander chief judge prosecutor senator deputy "
                    "secretary leader speaker lawmaker sheikh bishop archbishop priest imam journalist activist captain lieutenant sergeant officer admiral envoy chairman "
                    "director".split())


def _in_office(sentence: Sentence, noun: int) -> bool:
    """Whether the noun is an office or the name of who holds one."""
    return sentence.lemmas[noun] in _TITLES or (sentence.tags[noun] == "NNP" and any(c < noun and sentence.lemmas[c] in _TITLES for c in sentence.children[noun]))


def _any_in(sentence: Sentence, head: int | None, words: Words) -> int | None:
    """The first of the coordinated nouns at `head` (partitives looked through) that is one of `words`."""
    if head is None:
        return None
    for token in conjuncts(sentence, head):
        if _lemma_in(sentence, token, words):
            return token
        inner = grammar.core(sentence, token)
        if inner is not None and inner != token and _lemma_in(sentence, inner, words):
            return inner
    return None


def _objects(sentence: Sentence, verb: int) -> tuple[int | None, int | None]:
    """(direct object, second party): “gave Ukraine arms” and “Ukraine was given arms” both give (arms, Ukraine)."""
    direct = grammar.direct_object(sentence, verb)
    if direct is None:
        # “found the officer guilty”: the object stands as the subject of a small clause.
        small = next((c for c in sentence.children[verb] if sentence.deps[c] == "ccomp" and sentence.tags[c] == "JJ"), None)
        direct = None if small is None or child(sentence, small, "aux", "cop") is not None else child(sentence, small, "nsubj")
    if grammar.is_passive(sentence, verb):
        second = child(sentence, verb, "dobj", "oprd")
        if second is not None and direct is not None and sentence.tags[second] in grammar.NOUN_TAGS:
            return second, direct
    dative = next((c for c in sentence.children[verb] if sentence.deps[c] == "dative" and sentence.lemmas[c] not in ("to", "for")), None)
    return direct, dative


def _verb(sentence: Sentence, verb: int, entry: Entry, is_party: PartyTest, is_act: ActTest, site: _Site | None) -> _Slots | None:
    pattern, frame = entry.pattern, entry.frame
    site = site or _site(sentence, verb)
    direct, second, subject = site.direct, site.second, site.subject
    words: list[int] = []
    noun: int | None = None
    if pattern.objects:
        noun = _any_in(sentence, direct, pattern.objects)
        if noun is None and (noun := _any_in(sentence, second, pattern.objects)) is not None:
            second = None
        if noun is None and frame.type in _DONE_TO:
            noun = _titled(sentence, direct, pattern.objects)
        if noun is None and _PLACE in pattern.objects:
            noun = site.spot
        if noun is None:
            return None
        words.append(noun)
    if pattern.objects_not and direct is not None and (
            _any_in(sentence, direct, pattern.objects_not) is not None or (site.spot is not None and _PLACE in pattern.objects_not)):
        return None
    if pattern.subjects:
        intransitive = subject if subject is not None else direct
        wanted = None if intransitive is None else _any_in(sentence, intransitive, pattern.subjects)
        if wanted is None and intransitive is not None and _PARTY in pattern.subjects and is_party(sentence, intransitive):
            wanted = intransitive
        if wanted is None:
            return None
        if frame.subject == "theme":
            words.append(wanted)  # “talks between A and B collapsed”: the subject names the act, its parties are the act's
    extra = _particles_and_phrases(sentence, verb, pattern, is_party, noun if noun is not None else direct)
    if extra is None:
        return None
    words.extend(extra)
    phrases = site.phrases
    around = phrases + (grammar.prepositions(sentence, noun) if noun is not None else [])
    if pattern.prepositions:
        # “called for talks with India”: the party hangs on what is called for.
        around += [p for w in extra if sentence.tags[w][0] == "N" for p in grammar.prepositions(sentence, w)]
    recipients = [o for n, _, o in around if n in pattern.recipient and not _gerund(sentence, o)]
    if noun is not None and not recipients and not pattern.content and any(
            n in pattern.recipient and _gerund(sentence, o) for n, _, o in grammar.prepositions(sentence, noun)):
        return None  # “confidence in retaking the town” backs nobody
    if not recipients and direct is None and pattern.particles and not pattern.recipient:
        # “fell upon the convoy”: the particle is a preposition, and its object is what the verb is done to.
        recipients = [o for n, _, o in phrases if any(n in wanted for wanted in pattern.particles)]
    if pattern.recipient and not recipients and "dative" in pattern.recipient and second is not None:
        recipients = [second]
    if pattern.recipient and not recipients and _bare(pattern) and second is None:
        return None
    told = direct if direct is not None and "obj" in pattern.content and is_act(direct) and ("to" in pattern.content or not _asked_to(sentence, verb)) else None
    content = _content(sentence, verb, pattern.content, phrases, direct, told)
    if pattern.content and not content and not pattern.content_optional:
        return None
    itself = noun is not None and not pattern.recipient and any(c < noun and is_party(sentence, c) for c in sentence.children[noun])
    return _verb_slots(sentence, verb, entry, words, subject, direct, second, noun, recipients, content, around, itself)


def _asked_to(sentence: Sentence, verb: int) -> bool:
    """Whether an infinitive follows the object: in “urged all states to cooperate” the states are asked, not asked for."""
    return any(sentence.deps[c] in ("xcomp", "ccomp") and any(sentence.tags[k] == "TO" for k in sentence.children[c]) for c in sentence.children[verb])


def _gerund(sentence: Sentence, token: int) -> bool:
    return sentence.tags[token] == "VBG" and sentence.deps[token] == "pcomp"


def _bare(pattern: Pattern) -> bool:
    """Whether the recipient's preposition is the only condition, and so required: `meet ~with`."""
    return not (pattern.objects or pattern.particles or pattern.prepositions or pattern.subjects or (pattern.content and not pattern.content_optional))


def _particles_and_phrases(sentence: Sentence, head: int, pattern: Pattern, is_party: PartyTest,
                           noun: int | None = None) -> list[int] | None:
    """The tokens of the particles and phrases that `pattern` asks for at `head` (or at its object `noun`), None when one is missing."""
    words: list[int] = []
    phrases = grammar.prepositions(sentence, head) if pattern.prepositions else []
    if noun is not None and pattern.prepositions:
        # “opened an investigation into the killing”: the phrase hangs on the object.
        phrases = phrases + grammar.prepositions(sentence, noun)
    for wanted in pattern.particles:
        found = next((c for c in sentence.children[head] if sentence.lemmas[c] in wanted or sentence.words[c].lower() in wanted), None)
        if found is None:
            found = next((j for j in (head + 1, head + 2) if j < len(sentence) and sentence.words[j].lower() in wanted), None)
        if found is None and noun is not None:
            # “found the general guilty”: parsed as a word of the object.
            found = next((c for c in sentence.children[noun] if c > noun and sentence.tags[c] == "JJ" and sentence.lemmas[c] in wanted), None)
        if found is None:
            return None
        words.append(found)
    for names, inside in pattern.prepositions:
        match = next(((t, hit) for n, t, o in phrases if n in names and (hit := _inside(sentence, o, inside, is_party)) is not None), None)
        if match is None:
            return None
        words.extend(match)
        if len(pattern.prepositions) > 1:
            # “called for an end to the crackdown”: the second phrase hangs on the noun of the first.
            phrases = phrases + grammar.prepositions(sentence, match[1])
    return words


def _inside(sentence: Sentence, head: int, words: Words, is_party: PartyTest) -> int | None:
    """The one of the coordinated nouns at `head` that a pattern's braces allow."""
    found = _any_in(sentence, head, words)
    if found is None and "@name" in words and sentence.tags[head] in ("NNP", "NNPS"):
        return head
    if found is None and _PARTY in words and any(is_party(sentence, t) for t in conjuncts(sentence, head)):
        return head
    return found


def _verb_slots(sentence: Sentence, verb: int, entry: Entry, words: list[int], subject: int | None, direct: int | None,
                second: int | None, noun: int | None, recipients: list[int], content: list[int],
                around: list[tuple[str, int, int]], itself: bool) -> _Slots:
    pattern, frame = entry.pattern, entry.frame
    actors = [o for n, _, o in around if n in pattern.actor or (frame.mutual and n in ("between", "among"))]
    if noun is None and direct is not None and direct not in content:
        if frame.object == "recipient" and not (frame.subject == "recipient" and subject is None and direct is not None and recipients):
            recipients = [direct, *recipients]
        elif frame.object == "actor":
            actors.append(direct)
    if noun is None and direct is not None and frame.type in _STANCE_TAKING and not grammar.is_passive(sentence, verb):
        # “condemned the use of force by Syria”: the parse hangs the doer of what is condemned on the verb.
        recipients += [o for n, _, o in around if n == "by" and sentence.tags[o] in grammar.NOUN_TAGS]
    if second is not None and second not in recipients:
        recipients.append(second)
    if noun is not None and not recipients:
        recipients = _noun_recipients(sentence, noun, pattern, frame.type)
        if itself and frame.object == "recipient" and not frame.mutual:
            # “shot down Russian drones over Poland”, “summoned the ambassador over the raid”: `over` tells where or why
            recipients = [r for n, _, r in grammar.prepositions(sentence, noun) if r in recipients and n != "over"]
        if not recipients and frame.object == "recipient" and not frame.mutual and not (
                frame.type == "ASSAULT" and sentence.lemmas[verb] in _HURLING and not pattern.particles):
            # “ignored the ultimatum by Washington”, “freed three Spanish aid workers”: the party stands in the object itself.
            recipients = [noun]
    elif noun is not None and frame.type in _DONE_TO and frame.object == "recipient" and noun not in recipients and _in_office(sentence, noun):
        recipients.insert(0, noun)  # “removed the president from office”: the office is nobody
    if frame.subject == "actor" and subject is not None:
        actors.insert(0, subject)
    elif frame.subject == "recipient" and subject is not None:
        recipients.insert(0, subject)
    elif frame.subject == "recipient" and direct is not None and grammar.is_passive(sentence, verb):
        recipients.insert(0, direct)
    if not recipients and content and frame.object == "recipient" and frame.type in ("REQUEST", "ACCUSE", None):
        recipients = _content_subjects(sentence, content, subject)
    return _Slots(tuple(words), *_share(frame, actors, recipients), tuple(content))


_DONE_TO = frozenset({"SANCTION", "COERCE", "ASSAULT"})
_HURLING = frozenset("fire launch lob hurl throw drop unleash toss detonate explode plant lay fling pelt".split())
"""Verbs whose object is what is thrown, and no victim: “fired 600 drones”."""
_STANCE_TAKING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types that are often about a deed of somebody's."""


def _share(frame: Frame, actors: list[int], recipients: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Actors and recipients without doubles; for mutual acts everybody acts."""
    if frame.mutual:
        return tuple(dict.fromkeys([*actors, *recipients])), ()
    first = tuple(dict.fromkeys(actors))
    return first, tuple(r for r in dict.fromkeys(recipients) if r not in first)


def _content_subjects(sentence: Sentence, content: list[int], subject: int | None) -> list[int]:
    """Who is to do what is asked: the subject of the clause inside, when it is not the asker."""
    found = []
    for token in content:
        if grammar.head_is_verbal(sentence, token):
            inner = grammar.own_subject(sentence, token)
            if inner is not None and inner != subject:
                found.append(inner)
    return found


_TOWARDS = frozenset({"on", "against", "to", "with", "for", "toward", "towards", "upon", "at", "between", "among", "dative", "into", "over"})


def _noun_recipients(sentence: Sentence, noun: int, pattern: Pattern, kind: str | None = None) -> list[int]:
    """The party a noun is directed at when the pattern names no preposition: “imposed sanctions on”; help `against` somebody is not for him."""
    wanted = pattern.recipient or (_TOWARDS - {"against"} if kind in ("AID", "SUPPORT", "REQUEST") else _TOWARDS)
    return [o for n, _, o in grammar.prepositions(sentence, noun) if n in wanted]


def _content(sentence: Sentence, head: int, wanted: Words, phrases: list[tuple[str, int, int]], direct: int | None,
             told: int | None = None) -> list[int]:
    """Head tokens of the content clauses or nouns of `head`, as far as `wanted` allows them."""
    found: list[int] = []
    if not wanted:
        return found
    for c in sentence.children[head]:
        label = sentence.deps[c]
        if (label in ("xcomp", "ccomp", "advcl", "acl", "relcl") and _clause_fits(sentence, c, wanted)) or (label == "dobj" and sentence.tags[c] == "VBG" and "ing" in wanted):
            found.append(c)
    for name, _, obj in phrases:
        if name in wanted and name not in ("ing", "that", "obj"):
            found.append(obj)
    if told is not None:
        found.append(told)
    if not found:
        # A clause or phrase hung one level too low: “accused Russia [of shelling]” parsed under the object.
        if direct is not None:
            found = [o for n, _, o in grammar.prepositions(sentence, direct) if n in wanted and n in ("of", "for", "to")]
            found += [c for c in sentence.children[direct] if sentence.deps[c] in ("acl", "relcl") and _clause_fits(sentence, c, wanted)]
    return [t for c in found for t in _content_conjuncts(sentence, c)]


def _content_conjuncts(sentence: Sentence, head: int) -> list[int]:
    """The content head with what is coordinated to it, but not a finite verb hung too low: “called on them to stop but will speak”."""
    if not grammar.head_is_verbal(sentence, head):
        return conjuncts(sentence, head)
    return [t for t in conjuncts(sentence, head) if t == head or not grammar.is_finite_beside_infinitive(sentence, t)]


def _clause_fits(sentence: Sentence, clause: int, wanted: Words) -> bool:
    kids = sentence.children[clause]
    has_to = any(sentence.tags[c] == "TO" for c in kids)
    if has_to:
        marked_for = any(sentence.deps[c] == "mark" and sentence.lemmas[c] == "for" for c in kids)
        return "to" in wanted or (marked_for and "for" in wanted)
    label, tag = sentence.deps[clause], sentence.tags[clause]
    if tag == "VBG" and not any(sentence.deps[c] == "aux" for c in kids):
        return "ing" in wanted and label in ("xcomp", "ccomp", "advcl")
    if label == "ccomp":
        return "that" in wanted
    return label == "acl" and "that" in wanted and any(sentence.lemmas[c] == "that" for c in kids)


def _noun(sentence: Sentence, noun: int, entry: Entry, is_party: PartyTest, is_act: ActTest, site: _Site | None) -> _Slots | None:
    pattern, frame = entry.pattern, entry.frame
    words: list[int] = []
    if sentence.deps[noun] in ("compound", "npadvmod"):
        return None
    before = grammar.modifiers(sentence, noun)
    if pattern.modifiers:
        wanted = next((m for m in before if sentence.lemmas[m] in pattern.modifiers or sentence.words[m].lower() in pattern.modifiers), None)
        if wanted is None:
            return None
        words.append(wanted)
    if pattern.objects_not and any(sentence.lemmas[m] in pattern.objects_not for m in before):
        return None
    extra = _particles_and_phrases(sentence, noun, pattern, is_party)
    if extra is None:
        return None
    words.extend(extra)
    phrases = grammar.prepositions(sentence, noun)
    governor = sentence.heads[noun]
    if sentence.deps[noun] in ("dobj", "nsubjpass", "nsubj") and governor != noun:
        # “carried out an attack on the base”: the phrase may hang on the verb.
        phrases = phrases + [p for p in grammar.prepositions(sentence, governor) if p[0] in pattern.recipient | pattern.actor and p[0] not in ("in", "at", "by")]
    recipients = [o for n, _, o in phrases if n in pattern.recipient or n == "against"]
    actors = [o for n, _, o in phrases if n == "by" or n in pattern.actor]
    between = [o for n, _, o in phrases if n in ("between", "among")]
    if "of" not in pattern.recipient | pattern.actor and not frame.mutual:
        recipients += [o for n, _, o in phrases if n == "of" and frame.object == "recipient"]
    content = _content(sentence, noun, pattern.content, phrases, None)
    if pattern.content and not content and not pattern.content_optional:
        return None
    for modifier in before:
        if frame.type == "ASSAULT" and sentence.deps[modifier] in ("compound", "amod") and sentence.lemmas[modifier] in _DOERS:
            actors.append(modifier)  # “police firing”, “a rebel attack”
            continue
        if modifier in words:
            continue
        if sentence.deps[modifier] == "poss" or is_party(sentence, modifier):
            actors.append(modifier)
    if between or frame.mutual:
        actors, recipients = [*actors, *between, *(recipients if frame.mutual else [])], [] if frame.mutual else recipients
    if frame.subject == "recipient":
        actors, recipients = [o for n, _, o in phrases if n in pattern.actor or n == "by"], [a for a in actors if a not in recipients] + recipients
    return _Slots(tuple(words), tuple(dict.fromkeys(actors)), tuple(r for r in dict.fromkeys(recipients) if r not in actors), tuple(content))


_DOERS = frozenset({"police", "army", "rebel", "militant", "insurgent", "guerrilla", "government", "militia", "paramilitary", "navy", "military", "separatist", "jihadist",
                    "gang", "mob", "terrorist", "settler", "soldier", "coalition", "regime", "extremist", "islamist"})
"""Common nouns that say whose deed it is when they stand before its noun."""

_COPULAS = frozenset({"be", "remain", "become", "stay", "seem", "appear", "feel", "get", "look", "sound", "stand", "say", "declare", "pronounce"})


def _adjective(sentence: Sentence, adjective: int, entry: Entry, is_party: PartyTest, is_act: ActTest, site: _Site | None) -> _Slots | None:
    pattern = entry.pattern
    above = sentence.heads[adjective]
    top = adjective
    while sentence.deps[top] == "conj" and sentence.heads[top] != top:
        top = sentence.heads[top]
    above = sentence.heads[top]
    if sentence.deps[top] not in ("acomp", "oprd", "ccomp", "ROOT", "attr", "advcl", "acl", "xcomp"):
        return None
    if sentence.deps[top] in ("acomp", "attr") and sentence.lemmas[above] not in _COPULAS:
        return None
    extra = _particles_and_phrases(sentence, adjective, pattern, is_party)
    if extra is None:
        return None
    phrases = grammar.prepositions(sentence, adjective)
    recipients = [o for n, _, o in phrases if n in pattern.recipient]
    if pattern.recipient and not recipients and _bare(pattern):
        return None
    content = _content(sentence, adjective, pattern.content, phrases, None)
    if pattern.content and not content and not pattern.content_optional:
        return None
    if sentence.deps[top] in ("acomp", "oprd", "attr"):
        subject = grammar.subject(sentence, above)
        if sentence.deps[top] == "oprd":
            subject = grammar.direct_object(sentence, above) if not grammar.is_passive(sentence, above) else subject
    elif sentence.deps[top] == "acl":
        subject = above
    else:
        subject = grammar.own_subject(sentence, top)
    actors = [subject] if subject is not None else []
    words = tuple(extra)
    if pattern.subjects and (subject is None or _any_in(sentence, subject, pattern.subjects) is None):
        return None
    return _Slots(words, *_share(entry.frame, actors, recipients), tuple(content))


_MATCHERS = {"verb": _verb, "noun": _noun, "adjective": _adjective}
