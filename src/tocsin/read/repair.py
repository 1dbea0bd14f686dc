"""Mends a few mistakes that the parser makes on news prose, each one small and certain.

Attachments change, and the tag of a word with its attachment; never words. Each mend names the wording it is for.
"""

from __future__ import annotations

from collections.abc import Iterator

_TAIL_VERBS = frozenset({"said", "says", "added", "reported", "announced", "told", "claimed", "wrote", "noted", "warned", "confirmed", "explained"})
_DEEDS = frozenset({"firing", "shooting", "shelling", "bombing", "bombings", "shootings"})
_WITH_GERUND = frozenset("deny denies denied admit admits admitted stop stops stopped resume resumes resumed keep kept continue continued start started began quit risk".split())

_SAME_IN_PAST = frozenset("put set cut hit let shut split quit beat burst hurt cost cast spread shed read come become run overcome bet bid broadcast thrust".split())
_FINITE = ("VBD", "VBZ", "VBP")


PAST_FORMS = {"retook": "retake", "forsook": "forsake", "outfought": "outfight", "redrew": "redraw", "resold": "resell", "rewound": "rewind", "outshot": "outshoot",
              "reshot": "reshoot"}
"""Irregular pasts that the model does not know as verbs of the past, with their verbs."""


def mend(words: list[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Mends the tree in place; a tree that would run in a circle after its mends is left as the parser made it."""
    before = tags[:], deps[:], heads[:]
    _mend(words, tags, deps, heads)
    if heads != before[2] and _runs_in_a_circle(heads):
        tags[:], deps[:], heads[:] = before


def _runs_in_a_circle(heads: list[int]) -> bool:
    """Whether the way up from some word never ends."""
    came = [-1] * len(heads)
    for i in range(len(heads)):
        at = i
        while came[at] < 0 and 0 <= heads[at] < len(heads) and heads[at] != at:
            came[at] = i
            at = heads[at]
        if came[at] == i:
            return True
    return False


def _mend(words: list[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    for i, tag in enumerate(tags):
        if tag in ("VB", "VBP", "NN") and words[i] in PAST_FORMS:
            tags[i] = "VBD"
    if ";" in words:
        _beside_semicolon(words, deps, heads)
    if len(words) > 3 and words[1] == ",":
        _two_names(words, tags, deps, heads)
    for i, word in enumerate(words):
        if deps[i] == "ROOT" and word in _TAIL_VERBS and heads[i] == i:
            _tail_subject(words, tags, deps, heads, i)
            _two_subjects(tags, deps, heads, i)
            _named_before_speakers(words, tags, deps, heads, i)
        elif deps[i] == "conj" and tags[i] in ("VBD", "VBN") and tags[heads[i]] == "VB" and word not in _SAME_IN_PAST:
            _past_after_infinitive(words, tags, deps, heads, i)
        elif deps[i] == "conj" and tags[i] in ("VBD", "VBN") and word in _UTTERED and deps[heads[i]] == "ccomp":
            _uttered_by_speaker(words, tags, deps, heads, i)
        elif deps[i] == "conj" and tags[i] == "VBD" and word in _ONLY_PAST and heads[i] < i and tags[heads[i]] in ("VBN", "VBG"):
            _past_after_present(words, tags, deps, heads, i)
        elif deps[i] == "conj" and word in _TAIL_VERBS and deps[heads[i]] == "ROOT" and heads[i] < i:
            _coordinated_clauses(tags, deps, heads, i)
            _tail_of_sources(words, tags, deps, heads, i)
        elif deps[i] == "prt" and tags[i] == "RP" and i + 1 < len(words) and any(heads[t] == i and deps[t] == "pobj" for t in range(i + 1, len(words))):
            deps[i], tags[i] = "prep", "IN"  # “called on armed groups to …”: what has an object is no particle
        elif word == "shot" and i + 1 < len(words) and words[i + 1] == "dead" and tags[i] == "VBD":
            _shot_dead(deps, heads, tags, i)
        elif tags[i] == "VBZ" and deps[i] == "compound" and 0 < i < heads[i] and deps[heads[i]] == "ROOT" and heads[i - 1] == i and tags[i - 1][0] == "N":
            _headline_verb(tags, deps, heads, i)
        elif tags[i] == "VB" and word == "ceasefire" and i and words[i - 1] == "to" and heads[i - 1] == i and heads[i] < i - 1:
            tags[i], deps[i], heads[i - 1], deps[i - 1], tags[i - 1] = "NN", "pobj", heads[i], "prep", "IN"
            heads[i] = i - 1  # “agree to ceasefire” of headlines
        elif word == "dead" and i and deps[i] == "amod" and words[i - 1] in ("shot", "found", "left", "gunned") and tags[i - 1][0] == "V" and heads[i] > i:
            heads[i], deps[i] = i - 1, "oprd"  # “shot dead scores of protesters”
        elif word in _DEEDS_DONE and deps[i] == "amod" and i > 1 and words[i - 1] == "and" and tags[i] in ("VBN", "VBD", "JJ") and heads[i] > i:
            _second_deed(tags, deps, heads, i)
        elif word in _STATES and deps[i] in ("amod", "oprd", "dobj") and heads[i] < i:
            _left_in_a_state(words, tags, deps, heads, i)
        elif tags[i] == "VBG" and deps[i] == "ROOT" and heads[i] == i:
            _verb_behind_participle(tags, deps, heads, i)
        elif tags[i] in ("NNP", "NN", "NNS") and deps[i] == "ROOT" and heads[i] == i:
            _verb_behind_clause(words, tags, deps, heads, i)
        elif tags[i] == "VBG" and deps[i] == "amod" and i and words[i - 1].lower() in _WITH_GERUND and deps[heads[i]] == "dobj" and heads[heads[i]] == i - 1:
            heads[heads[i]] = i  # “denied beating protesters”
            deps[i], heads[i] = "xcomp", i - 1
        elif word in _DEEDS and i > 1 and deps[i] in ("acl", "advcl") and _is_noun_of_deed(tags, deps, heads, i):
            heads[i], deps[i], heads[i - 1], deps[i - 1], tags[i] = i - 2, "pobj", i, "compound", "NN"


_STATES = frozenset({"dead", "injured", "wounded", "missing", "homeless"})
_LEAVE = frozenset({"left", "leave", "leaves", "leaving"})


def _left_in_a_state(words: list[str], tags: list[str], deps: list[str], heads: list[int], state: int) -> None:
    """“Leaving seven dead and 79 injured”: `dead` says how the seven were left, `injured` belongs to the number right before it."""
    of = heads[state]
    if deps[state] == "amod" and deps[of] == "dobj" and words[heads[of]].lower() in _LEAVE:
        heads[state], deps[state] = heads[of], "oprd"
    elif deps[state] == "dobj" and words[of].lower() in _LEAVE and tags[state] == "JJ" and tags[state - 1] == "NN" and heads[state - 1] == state:
        for t in range(of, state - 1):  # “leaving a rapper dead” read as dead of some kind
            if heads[t] == state:
                heads[t] = state - 1
        heads[state - 1], deps[state - 1], deps[state] = of, "dobj", "oprd"
    elif deps[state] == "oprd" and words[of].lower() in _LEAVE and tags[state - 1] == "CD" and deps[state - 1] == "conj" and heads[state - 1] > of:
        heads[state], deps[state] = state - 1, "amod"


_DEEDS_DONE = frozenset("scrambled bombed seized attacked torched looted shelled stormed raided ambushed abducted kidnapped launched expelled deployed arrested killed fired shot "
                        "captured detained executed".split())
"""Participles that hardly ever stand before a noun as adjectives."""


def _second_deed(tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“Closed its airspace near two cities and scrambled jets”: what follows `and` is a second deed, not scrambled jets beside the cities."""
    thing = heads[verb]
    first = heads[thing]
    if deps[thing] != "conj" or first > verb or deps[first] != "pobj" or heads[verb - 1] != first:
        return
    top = heads[heads[first]]
    for _ in range(4):
        if tags[top][0] == "V" or heads[top] == top:
            break
        top = heads[top]
    if tags[top] not in ("VBD", "VBZ", "VBP"):
        return
    heads[thing], deps[thing], heads[verb], deps[verb], tags[verb], heads[verb - 1] = verb, "dobj", top, "conj", "VBD", top
    for t in range(thing + 1, len(tags)):
        if heads[t] == top and deps[t] == "advcl":
            heads[t] = verb


def _verb_behind_participle(tags: list[str], deps: list[str], heads: list[int], participle: int) -> None:
    """“Mercenaries accompanying Malian troops killed 25 civilians”: a participle without an auxiliary is no main verb; one with an object of its own is."""
    subject = next((t for t in range(participle) if heads[t] == participle and deps[t] == "nsubj"), None)
    if subject is None or any(heads[t] == participle and deps[t] in ("aux", "auxpass") for t in range(participle)):
        return
    told = next((t for t in range(participle + 1, len(tags)) if deps[t] == "acl" and tags[t] in ("VBN", "VBD") and heads[heads[t]] == participle
                 and deps[heads[t]] == "dobj" and any(heads[o] == t and deps[o] == "dobj" for o in range(t + 1, len(tags)))), None)
    if told is None:
        return
    for t in range(len(tags)):
        if heads[t] == participle and (t > told or (t < participle and t != subject)):
            heads[t] = told
    heads[told], deps[told], tags[told] = told, "ROOT", "VBD"
    heads[subject], deps[subject], heads[participle], deps[participle] = told, "nsubj", subject, "acl"


_GIVEN = frozenset("given awarded offered named called dubbed paid shown told asked taught handed granted sent denied refused promised allowed considered deemed elected appointed "
                   "declared left made put had".split())
"""Participles that keep an object in the passive."""


def _verb_behind_clause(words: list[str], tags: list[str], deps: list[str], heads: list[int], noun: int) -> None:
    """“The minister, who chairs the council, called on …” read as a council that is called: the verb behind the second comma is the noun's."""
    done = noun + 1
    if done < len(tags) and heads[done] == noun and deps[done] == "acl" and tags[done] == "VBN" and words[done] not in _GIVEN and any(
            heads[t] == done and deps[t] == "dobj" for t in range(done + 1, len(tags))):
        _make_verb(tags, deps, heads, noun, done)  # “a tribunal sentenced the minister to death” read as a tribunal that is sentenced
        return
    clause = next((t for t in range(noun + 2, len(tags)) if heads[t] == noun and deps[t] == "relcl"), None)
    if clause is None or words[noun + 1] != ",":
        return
    told = next((t for t in range(clause + 2, len(tags)) if deps[t] == "acl" and tags[t] in ("VBD", "VBN") and words[t - 1] == "," and _under(heads, t, clause)), None)
    if told is None or any(heads[t] == told and deps[t] in ("agent", "nsubj") for t in range(len(tags))):
        return
    _make_verb(tags, deps, heads, noun, told)


def _make_verb(tags: list[str], deps: list[str], heads: list[int], noun: int, verb: int) -> None:
    """A participle that hangs on the topmost noun becomes the verb, the noun its subject."""
    for t in range(verb + 1, len(tags)):
        if heads[t] == noun:
            heads[t] = verb
    heads[verb], deps[verb], tags[verb], heads[noun], deps[noun] = verb, "ROOT", "VBD", verb, "nsubj"


def _headline_verb(tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“Sudan's army recaptures town” read as one noun: the verb in the middle tells what the army does to the town."""
    thing, doer = heads[verb], verb - 1
    for t in range(len(tags)):
        if heads[t] == thing and t != thing and (t < doer or deps[t] in ("advcl", "punct")):
            heads[t] = doer if t < doer else verb
    heads[verb], deps[verb], heads[thing], deps[thing], heads[doer], deps[doer] = verb, "ROOT", verb, "dobj", verb, "nsubj"


def _tail_of_sources(words: list[str], tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“Rebels stormed a base, killing 40 soldiers, two officers and a resident told Reuters”: the last ones named tell, none of them was killed."""
    top = heads[verb]
    if top == verb or any(heads[t] == verb and deps[t] in ("nsubj", "nsubjpass", "expl", "aux", "auxpass", "cc") for t in range(len(words))):
        return
    before, label = heads[:], deps[:]
    heads[top], deps[top], heads[verb], deps[verb] = verb, "ccomp", verb, "ROOT"
    _tail_subject(words, tags, deps, heads, verb)
    if not any(heads[t] == verb and deps[t] == "nsubj" for t in range(verb)):
        heads[:], deps[:] = before, label


def _shot_dead(deps: list[str], heads: list[int], tags: list[str], verb: int) -> None:
    """“Two officers shot dead in Michoacan”: without an object, who is shot dead is the subject."""
    if any(heads[t] == verb and deps[t] in ("dobj", "aux", "auxpass") for t in range(len(deps))) or (verb + 2 < len(tags) and tags[verb + 2][0] in "NDCJ"):
        return
    subject = next((t for t in range(verb) if heads[t] == verb and deps[t] == "nsubj"), None)
    if subject is not None:
        deps[subject], tags[verb] = "nsubjpass", "VBN"


def _coordinated_clauses(tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“Sixteen were killed and 400 injured in protests, the director said” read as 400 who said: a participle without its auxiliary is the second clause."""
    subjects = _parted_subjects(deps, heads, verb, heads[verb])
    if subjects is None:
        return
    first, second = subjects
    told = next((t for t in range(first + 1, second) if heads[t] == first and deps[t] == "acl" and tags[t] == "VBN"), None)
    if told is None:
        return
    top = heads[verb]
    heads[told], deps[told], heads[first], deps[first] = top, "conj", told, "nsubjpass"
    heads[top], deps[top], heads[verb], deps[verb] = verb, "ccomp", verb, "ROOT"


def _beside_semicolon(words: list[str], deps: list[str], heads: list[int]) -> None:
    """“Russia shells Kyiv; Ukraine appeals for arms”: clauses of a headline stand beside each other, neither tells the other."""
    cut = words.index(";")
    for i in range(cut, len(words)):
        top = heads[i]
        if deps[i] == "ccomp" and top < cut and words[top] in _TAIL_VERBS and any(heads[t] == top and deps[t] == "ccomp" for t in range(top)):
            deps[i] = "parataxis"  # “…, officials said; the group denied it”
    for i in range(cut):
        top = heads[i]
        if deps[i] == "ccomp" and top > cut and deps[top] == "ROOT" and words[top] not in _TAIL_VERBS:
            deps[i] = "parataxis"


def _named_before_speakers(words: list[str], tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“… killing its chief of staff, Ali Tabai, the army and the group said”: a name right behind an office is its holder, not one of the speakers."""
    subject = next((t for t in range(verb) if heads[t] == verb and deps[t] == "nsubj"), None)
    if subject is None or tags[subject] != "NNP":
        return
    first = subject
    while first > 0 and heads[first - 1] == subject and deps[first - 1] == "compound":
        first -= 1
    others = [t for t in range(subject + 1, verb) if heads[t] == subject and deps[t] in ("conj", "appos")]
    office = first - 2
    if office < 1 or words[first - 1] != "," or tags[office] != "NN" or not others or words[subject + 1] != "," or words[subject + 2] != "the" or "and" not in words[subject:verb]:
        return
    while deps[office] == "pobj" and tags[heads[heads[office]]] == "NN":
        office = heads[heads[office]]
    if deps[office] != "dobj":
        return
    speaker = others[0]
    for t in range(subject + 1, verb):
        if heads[t] == subject and t != speaker:
            heads[t] = speaker
    heads[speaker], deps[speaker], heads[subject], deps[subject] = verb, "nsubj", office, "appos"


_TELL = _TAIL_VERBS | {"denied", "insisted", "acknowledged", "admitted", "argued", "maintained", "stated", "declared"}
_UTTERED = frozenset("promised vowed pledged urged warned accused blamed condemned demanded appealed denied thanked threatened apologised apologized".split())


_ONLY_PAST = frozenset("said took gave began went wrote broke drove fell flew rose saw spoke withdrew threw chose".split())
"""Pasts that are no participle, and `said`, which is none after “are being …”."""
_PRESENT = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})


def _past_after_present(words: list[str], tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“It rejected a claim that Christians are being persecuted and said …”: a past is not coordinated with a present, but with the past above it."""
    inner = heads[verb]
    if not any(heads[t] == inner and deps[t] in ("aux", "auxpass") and words[t] in _PRESENT for t in range(inner)):
        return
    if any(heads[t] == verb and deps[t] in ("nsubj", "nsubjpass", "expl") for t in range(len(words))):
        return
    top = next((t for t in _above(heads, inner) if tags[t] == "VBD"), None)
    if top is not None and top < inner:
        _coordinate(deps, heads, verb, top)


def _coordinate(deps: list[str], heads: list[int], verb: int, top: int) -> None:
    """Hangs a coordinated verb, and the `and` before it, on another verb."""
    inner = heads[verb]
    heads[verb] = top
    joint = next((t for t in range(verb - 1, inner, -1) if heads[t] == inner and deps[t] == "cc"), None)
    if joint is not None:
        heads[joint] = top


def _uttered_by_speaker(words: list[str], tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“She said two officers were missing and promised an inquiry”: who is told to be in a state does not speak; the speaker does.

    Nor do talks that “had reached a critical phase and urged both parties …”: what the speaker urges is told in the speaker's tense.
    """
    state = heads[verb]
    told = heads[state]
    stative = words[state] in ("was", "were", "is", "are") or any(heads[t] == state and (
        deps[t] == "auxpass" or (deps[t] == "aux" and words[t] == "had" and tags[verb] == "VBD" and tags[told] == "VBD")) for t in range(state))
    own = any(heads[t] == verb and deps[t] in ("nsubj", "nsubjpass", "aux", "auxpass") for t in range(len(words)))
    if stative and not own and told < state and words[told] in _TELL:
        _coordinate(deps, heads, verb, told)


def _two_names(words: list[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """“Turkey, Greece hold talks”: in headlines the comma stands for `and`."""
    verb = heads[0]
    if verb > 3 and deps[2] == "amod" and tags[2] == "JJ" and heads[2] == 3 and heads[3] == verb and tags[3] == "NNS" and words[2][0].isupper():
        heads[0], deps[0], tags[0] = 3, "amod", "JJ"  # “Thai, Cambodian troops exchange fire”
        return
    if tags[0] != "NNP" or verb <= 2 or tags[verb] not in ("VBP", "VB") or deps[0] == "nsubj" or "," in words[2:verb]:
        return
    second = next((t for t in range(2, min(5, verb)) if deps[t] == "nsubj" and heads[t] == verb and tags[t] == "NNP"), None)
    if second is not None and all(tags[t] == "NNP" for t in range(2, second)):
        deps[0], deps[second], heads[second] = "nsubj", "conj", 0


def _is_noun_of_deed(tags: list[str], deps: list[str], heads: list[int], i: int) -> bool:
    """“Killed in police firing” read as police who are firing: the gerund stands right behind the noun and has no object."""
    return deps[i - 1] == "pobj" and heads[i - 1] == i - 2 and tags[i - 1][0] == "N" and not any(
        heads[t] == i and deps[t] == "dobj" for t in range(len(deps)))


def _tail_subject(words: list[str], tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“They seized the plant, an official said.” read as “the plant, an official”: the official speaks."""
    if any(heads[t] == verb and deps[t] in ("nsubj", "expl") for t in range(len(words))):
        return
    if not any(heads[t] == verb and deps[t] == "ccomp" and t < verb for t in range(len(words))):
        return
    at = verb - 1
    while at > 0 and not (deps[at] in ("appos", "conj", "npadvmod") and tags[at][0] in "NP" and heads[at] < at):
        if heads[at] <= at and deps[at] in ("ROOT", "ccomp"):
            return
        at = heads[at] if heads[at] < at else at - 1
        if at <= 0 or words[at] == ",":
            return
    first = min([at] + [t for t in range(at) if _under(heads, t, at)])
    while words[first - 1] == "and" and deps[at] == deps[heads[at]] == "conj" and tags[heads[at]][0] == "N":
        at = heads[at]  # “…, two residents and an officer told Reuters”
        first = min([at] + [t for t in range(at) if _under(heads, t, at)])
    if first > 0 and words[first - 1] == ",":
        heads[at], deps[at] = verb, "nsubj"


def _parted_subjects(deps: list[str], heads: list[int], verb: int, start: int = 0) -> tuple[int, int] | None:
    """The two subjects from token `start` on, with a comma between them, that a verb of saying cannot both have; None where it has not."""
    subjects = [t for t in range(start, verb) if heads[t] == verb and deps[t] == "nsubj"]
    if len(subjects) != 2 or not any(heads[t] == verb and deps[t] == "punct" for t in range(*subjects)):
        return None
    return subjects[0], subjects[1]


def _two_subjects(tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“Gunmen on motorcycles killed 14 people, residents said” read as gunmen and residents who said: a participle with an object is the verb of the first."""
    subjects = _parted_subjects(deps, heads, verb)
    if subjects is None:
        return
    first, second = subjects
    told = next((t for t in range(first + 1, second) if deps[t] == "acl" and tags[t] in ("VBN", "VBD") and _under(heads, t, first)
                 and any(heads[o] == t and deps[o] == "dobj" for o in range(t + 1, second))), None)
    if told is not None:
        heads[told], deps[told], tags[told] = verb, "ccomp", "VBD"
        heads[first], deps[first] = told, "nsubj"


def _past_after_infinitive(words: list[str], tags: list[str], deps: list[str], heads: list[int], verb: int) -> None:
    """“She urged them to talk and condemned the raid” read as urging to condemn: no past tense is coordinated with an infinitive."""
    inner = heads[verb]
    if not any(heads[t] == inner and words[t] == "to" and deps[t] == "aux" for t in range(max(0, inner - 3), inner)):
        return
    if tags[verb] == "VBN" and not any(heads[t] == verb and deps[t] in ("aux", "auxpass") and tags[t] in _FINITE for t in range(inner + 1, verb)):
        return
    top = next((a for a in _above(heads, inner) if tags[a] in _FINITE or any(
        heads[t] == a and deps[t] in ("aux", "auxpass") and (tags[t] == "MD" or tags[t] in _FINITE) for t in range(a))), None)
    if top is not None and top < inner:
        _coordinate(deps, heads, verb, top)


def _above(heads: list[int], token: int) -> Iterator[int]:
    """The six words at most that a word hangs on, from the nearest up."""
    for _ in range(6):
        if heads[token] == token:
            return
        token = heads[token]
        yield token


def _under(heads: list[int], token: int, top: int) -> bool:
    for _ in range(12):
        if token == top:
            return True
        if heads[token] == token:
            return False
        token = heads[token]
    return False
