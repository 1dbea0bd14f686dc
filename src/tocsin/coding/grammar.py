"""Who does what to whom in a parse tree: subjects, objects, passives, shared and missing arguments.

All functions take token indices of one sentence and give head tokens, not yet expanded to
coordinated ones (`read.sentence.conjuncts` does that) and not yet resolved to parties.
"""

from __future__ import annotations

from tocsin.read.sentence import Sentence, child, children

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SUBJECTS = ("nsubj", "csubj")
PARTITIVES = frozenset(
    "series number round set wave group kind type sort ton lot pair couple dozen score hundred thousand million billion rest part "
    "majority member some many most several all half handful spate string barrage flurry volley range variety piece act campaign "
    "bout form batch package load amount total host slew array percent each one two three both none any".split())
"""Nouns that stand before `of` without being the thing itself: `a series of talks`."""


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether `verb` is passive: `was shelled`, `the town shelled by`, `shelled and burned` after a passive."""
    if sentence.tags[verb] not in ("VBN", "VBD"):
        return False
    for c in sentence.children[verb]:
        if sentence.deps[c] in ("auxpass", "nsubjpass", "agent", "csubjpass"):
            return True
        if sentence.deps[c] in ("aux", "nsubj"):
            return sentence.deps[c] == "nsubj" and _elided(sentence, verb)
    if sentence.tags[verb] != "VBN":
        return False
    label = sentence.deps[verb]
    if label in ("acl", "amod"):
        return not _main_verb(sentence, verb)
    if label == "conj":
        return is_passive(sentence, sentence.heads[verb])
    return label in ("advcl", "ROOT", "relcl", "ccomp", "xcomp", "oprd") and child(sentence, verb, "dobj") is None


HARM_TO_PEOPLE = frozenset("kill wound injure hurt abduct kidnap arrest detain displace capture shoot murder massacre slaughter behead execute evacuate jail imprison "
                           "rescue free release hospitalize maim slay".split())
"""Verbs whose object is people where nothing else is said: “killing 12”."""
_DONE_TO = frozenset({"raze", "burn", "torch", "destroy", "damage", "injure", "wound", "kill", "abduct", "kidnap", "loot", "displace", "arrest", "detain", "hurt"})


def _elided(sentence: Sentence, verb: int) -> bool:
    """“fifty people were killed and several houses razed”: the auxiliary is left out the second time."""
    return (sentence.deps[verb] == "conj" and sentence.lemmas[verb] in _DONE_TO and child(sentence, verb, "dobj", "aux") is None
            and is_passive(sentence, sentence.heads[verb]))


def _main_verb(sentence: Sentence, verb: int) -> bool:
    """“Governor Alia, who condemned the killings, called on …”: the main verb that the parse takes for a participle of the subject."""
    head = sentence.heads[verb]
    return (sentence.deps[head] == "ROOT" and sentence.words[verb - 1] == "," and child(sentence, verb, "agent") is None
            and any(sentence.deps[c] == "relcl" and c < verb for c in sentence.children[head]))


def antecedent(sentence: Sentence, pronoun: int) -> int:
    """The noun a relative pronoun stands for; the token itself when it is no relative pronoun."""
    if sentence.lemmas[pronoun] not in _RELATIVE or sentence.tags[pronoun] not in ("WDT", "WP", "IN", "DT", "WP$"):
        return pronoun
    verb = sentence.heads[pronoun]
    for _ in range(4):
        if sentence.deps[verb] == "relcl":
            return sentence.heads[verb]
        if sentence.heads[verb] == verb:
            break
        verb = sentence.heads[verb]
    return pronoun


def own_subject(sentence: Sentence, verb: int) -> int | None:
    """The grammatical subject that hangs on `verb` itself (active or passive)."""
    found = child(sentence, verb, "nsubj", "nsubjpass", "csubj", "expl")
    if found is None:
        return None
    if sentence.deps[found] == "expl":
        return child(sentence, verb, "attr")
    return antecedent(sentence, found)


def subject(sentence: Sentence, verb: int, depth: int = 0) -> int | None:
    """The understood grammatical subject of `verb`: its own, or the one it shares with, or is controlled from, above."""
    found = own_subject(sentence, verb)
    if found is not None or depth > 5:
        return found
    head, label = sentence.heads[verb], sentence.deps[verb]
    if head == verb:
        return None
    if is_finite_beside_infinitive(sentence, verb):
        return subject(sentence, sentence.heads[head], depth + 1)
    if label == "ccomp" and sentence.tags[verb] in ("VBD", "VBZ", "VBP") and head_is_verbal(sentence, head):
        return None  # a finite clause has a subject of its own; where the parse lost it, the speaker is not it
    if label in ("acl", "amod"):
        return head if sentence.tags[verb] in ("VBG", "VBN") or label == "acl" else None
    if label == "relcl":
        return head if direct_object(sentence, verb) is not None else None
    if label == "pcomp":
        return _controller_of_gerund(sentence, head, depth)
    if label == "advcl" and sentence.tags[verb] == "VBG" and sentence.lemmas[head] in _ACCUSING and (accused := _accused(sentence, head, verb)) is not None:
        return accused
    if head_is_verbal(sentence, head):
        if label in ("xcomp", "ccomp") and sentence.deps[verb] != "conj":
            obj = direct_object(sentence, head)
            # “ordered troops to fire”: the object acts; “promised Kyiv to help”: the subject does.
            if obj is not None and not is_passive(sentence, head) and sentence.lemmas[head] not in _SUBJECT_CONTROL:
                return obj
            addressed = _addressee(sentence, head)
            if addressed is not None:
                return addressed
        return subject(sentence, head, depth + 1)
    if sentence.tags[head] in ("JJ", "RB") and sentence.deps[head] in ("acomp", "oprd"):
        return subject(sentence, sentence.heads[head], depth + 1)
    if sentence.tags[head] in NOUN_TAGS:
        return _possessor_or_governor(sentence, head, depth)
    return None


_SUBJECT_CONTROL = frozenset("promise threaten vow pledge offer agree use take make ask_for seek visit leave join".split())


def _addressee(sentence: Sentence, verb: int) -> int | None:
    """The object of `on`/`to`/`with` that is asked to act: “called on A to stop”."""
    if sentence.lemmas[verb] not in ("call", "appeal", "plead", "urge", "prevail", "shout"):
        return None
    for c in children(sentence, verb, "prep", "dative"):
        if sentence.lemmas[c] in ("on", "upon", "to", "with", "for"):
            return child(sentence, c, "pobj")
    return None


def _controller_of_gerund(sentence: Sentence, preposition: int, depth: int) -> int | None:
    """Who acts in a gerund after a preposition: “accused Russia of shelling”, “by blocking the road, they …”."""
    above = sentence.heads[preposition]
    if head_is_verbal(sentence, above):
        if sentence.lemmas[preposition] in ("of", "for", "from", "into"):
            obj = direct_object(sentence, above)
            if obj is not None:
                return obj
        return subject(sentence, above, depth + 1)
    if sentence.tags[above] in ("JJ",):
        return subject(sentence, sentence.heads[above], depth + 1)
    if sentence.tags[above] in NOUN_TAGS:
        if sentence.deps[above] == "dobj" and sentence.lemmas[preposition] == "of" and sentence.lemmas[sentence.heads[above]] in _ACCUSING:
            return above  # “accused its rival of shelling”: the rival shelled, though the parse hangs `of` on it
        return _possessor_or_governor(sentence, above, depth)
    return None


def _accused(sentence: Sentence, verb: int, deed: int) -> int | None:
    """Who did the harm told after an accusation: “accused China of using water cannon, injuring one”; None where no deed stands before it."""
    told = any(sentence.lemmas[c] == "of" and verb < c < deed for c in sentence.children[verb])
    return direct_object(sentence, verb) if told and sentence.lemmas[deed] in _DONE_TO | {"sink", "force", "leave"} else None


_ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit", "warn"})


def _possessor_or_governor(sentence: Sentence, noun: int, depth: int) -> int | None:
    """Whose plan it is in “its plan to attack”: the possessor, else the subject of the verb that has the noun."""
    owner = child(sentence, noun, "poss")
    if owner is not None:
        return owner
    above = sentence.heads[noun]
    if above != noun and head_is_verbal(sentence, above) and sentence.deps[noun] in ("dobj", "attr", "pobj"):
        return subject(sentence, above, depth + 1)
    if sentence.deps[noun] == "pobj" and sentence.heads[above] != above and head_is_verbal(sentence, sentence.heads[above]):
        return subject(sentence, sentence.heads[above], depth + 1)
    return None


def is_finite_beside_infinitive(sentence: Sentence, verb: int) -> bool:
    """Whether `verb` is a finite verb that the parse coordinates with an infinitive: it belongs to the clause above."""
    if sentence.deps[verb] != "conj":
        return False
    head = sentence.heads[verb]
    if not any(sentence.tags[c] == "TO" for c in sentence.children[head]):
        return False
    auxiliaries = [sentence.tags[c] for c in sentence.children[verb] if sentence.deps[c] in ("aux", "auxpass")]
    return "TO" not in auxiliaries and any(t in ("MD", "VBZ", "VBD", "VBP") for t in auxiliaries)


def head_is_verbal(sentence: Sentence, i: int) -> bool:
    """Whether token `i` is a verb form."""
    return sentence.tags[i] in VERB_TAGS


def direct_object(sentence: Sentence, verb: int) -> int | None:
    """The thing done to: the direct object, the subject of a passive, or the noun a participle or relative clause hangs on."""
    if is_passive(sentence, verb):
        found = child(sentence, verb, "nsubjpass", "nsubj") if _elided(sentence, verb) else child(sentence, verb, "nsubjpass")
        if found is not None:
            return antecedent(sentence, found)
        label, head = sentence.deps[verb], sentence.heads[verb]
        if label in ("acl", "amod"):
            return head
        if label == "conj" and head_is_verbal(sentence, head):
            return direct_object(sentence, head) if is_passive(sentence, head) else subject(sentence, head)
        if label in ("xcomp", "advcl", "ccomp", "oprd") and head_is_verbal(sentence, head):
            return subject(sentence, verb, 1) if label == "advcl" else subject(sentence, head)
        return None
    found = child(sentence, verb, "dobj", "attr")
    if found is not None:
        if sentence.lemmas[found] in _RELATIVE:
            return antecedent(sentence, found)
        return found
    if sentence.deps[verb] == "relcl" and own_subject(sentence, verb) not in (None, sentence.heads[verb]):
        if not children(sentence, verb, "ccomp", "xcomp", "acomp", "attr"):
            head = sentence.heads[verb]
            if sentence.lemmas[head] not in ("day", "time", "place", "year", "way", "week", "month", "reason", "moment"):
                return head
    # “seize and hold the town”: the object stands once, at the last verb.
    following = [c for c in sentence.children[verb] if sentence.deps[c] == "conj" and head_is_verbal(sentence, c)]
    if following and following[0] - verb <= 2:
        return child(sentence, following[0], "dobj")
    return None


def agents(sentence: Sentence, verb: int) -> int | None:
    """Who acts: the subject of an active verb, the `by` phrase of a passive."""
    if is_passive(sentence, verb):
        by = child(sentence, verb, "agent")
        if by is None:
            retained = children(sentence, verb, "dobj", "oprd")  # “was given arms by Russia”
            by = next((c for v in (verb, *retained) for c in children(sentence, v, "prep") if sentence.lemmas[c] == "by"), None)
        if by is not None:
            return child(sentence, by, "pobj")
        if sentence.deps[verb] == "conj" and head_is_verbal(sentence, sentence.heads[verb]):
            head = sentence.heads[verb]
            if is_passive(sentence, head):
                return agents(sentence, head)
        # “was seized and burned by the army”: the doer stands once, at the last verb.
        following = [c for c in children(sentence, verb, "conj") if c - verb == 2 and is_passive(sentence, c) and own_subject(sentence, c) is None]
        return agents(sentence, following[0]) if following and child(sentence, following[0], "agent") is not None else None
    return subject(sentence, verb)


def core(sentence: Sentence, noun: int | None) -> int | None:
    """The noun meant behind partitives: `a series of talks` → talks."""
    for _ in range(3):
        if noun is None or sentence.lemmas[noun] not in PARTITIVES:
            return noun
        of = next((c for c in sentence.children[noun] if sentence.deps[c] == "prep" and sentence.lemmas[c] == "of"), None)
        inner = child(sentence, of, "pobj") if of is not None else None
        if inner is None:
            return noun
        noun = inner
    return noun


def prepositions(sentence: Sentence, head: int) -> list[tuple[str, int, int]]:
    """Prepositional phrases of `head`: (preposition, its token, the object's token), objects pcomp too.

    Two-step prepositions come out joined (`because of`, `out of`), datives as `to`.
    """
    found: list[tuple[str, int, int]] = []
    for c in sentence.children[head]:
        label = sentence.deps[c]
        if label == "dative" and sentence.tags[c] in NOUN_TAGS | {"PRP"}:
            found.append(("dative", c, c))
        elif label in ("prep", "dative", "agent"):
            objects = _objects_of(sentence, c, sentence.lemmas[c])
            telling = sentence.words[c].lower() == "according"  # “according to her” goes to nobody
            found.extend(("according to" if telling else name, t, o) for name, t, o in objects)
    return found


def _objects_of(sentence: Sentence, preposition: int, name: str) -> list[tuple[str, int, int]]:
    found = []
    for c in sentence.children[preposition]:
        label = sentence.deps[c]
        if label in ("pobj", "pcomp"):
            found.append((name, preposition, c))
        elif label == "prep":
            found.extend((n, t, o) for n, t, o in _objects_of(sentence, c, sentence.lemmas[c]))
        elif label == "conj" and sentence.tags[c] == "IN":
            found.extend(_objects_of(sentence, c, sentence.lemmas[c]))
    return found


def modifiers(sentence: Sentence, noun: int) -> list[int]:
    """Adjectives, compounds and possessors that stand before `noun`."""
    return children(sentence, noun, "amod", "compound", "nmod", "poss", "nummod")


def negated(sentence: Sentence, i: int) -> bool:
    """Whether token `i` is denied by `not`, `never`, `no`."""
    for c in sentence.children[i]:
        if sentence.deps[c] == "neg" and not _not_only(sentence, c):
            return True
        if sentence.deps[c] in ("det", "advmod") and sentence.lemmas[c] in ("no", "never", "neither", "nor"):
            return True
        if sentence.deps[c] in ("dobj", "nsubj", "nsubjpass") and any(
                sentence.lemmas[d] == "no" and sentence.deps[d] == "det" for d in sentence.children[c]):
            return True
    return False


def _not_only(sentence: Sentence, i: int) -> bool:
    return i + 1 < len(sentence) and sentence.lemmas[i + 1] in ("only", "just", "merely")
