"""Words that tell a fate, with the people they tell it of: `killed`, `lost their lives`, `the death of`, `toll rose to`.

Each `Hit` is one group of people (coordinated groups come apart) and the token that says what became of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.coding import grammar
from tocsin.coding.toll_quantity import Quantity, is_number, quantity
from tocsin.lexicon.tolls import TollWords
from tocsin.read.sentence import Sentence, child, children, conjuncts


@dataclass(frozen=True, slots=True)
class Hit:
    """A fate told of the people headed by token `victim`."""

    kind: str
    trigger: int
    victim: int
    negated: bool = False
    hypothetical: bool = False
    subset: bool = False
    implied: bool = False
    total: bool = False
    background: bool = False
    quantity: Quantity | None = None
    """The count, where it is not read off the victim's noun phrase."""
    nearby: bool = False
    """Found by position only; used where the parse gives nothing for that trigger."""


_FATALLY = frozenset({"fatally", "mortally", "dead", "lethally"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp"})


def triggers(sentence: Sentence, words: TollWords) -> list[Hit]:
    """All fates told in `sentence`, in text order of their trigger words."""
    found: list[Hit] = []
    for i, lemma in enumerate(sentence.lemmas):
        first = sentence.tags[i][0]
        if first == "V":
            found.extend(_verb(sentence, i, lemma, words))
        elif first == "N" or first == "C":
            found.extend(_noun(sentence, i, lemma, words))
        if first in "JVNR" and lemma in words.roles["adjectives"] or sentence.words[i].lower() in words.roles["adjectives"]:
            found.extend(_adjective(sentence, i, words))
        elif lemma in _FATALLY and i > 0 and is_number(sentence, i - 1, words):
            found.append(Hit("killed", i, i - 1))
    return _reconcile(found, list(_by_position(sentence, words)))


def _reconcile(found: list[Hit], nearby: list[Hit]) -> list[Hit]:
    """Structural hits, corrected where a number right at a fate word shows that the parse shared victims wrongly.

    “killing 23 and more than 100 being wounded”: the 100 belong to `wounded` alone, the 23 to `killing` alone.
    """
    if not nearby:
        return found
    owner = {h.victim: h for h in nearby}
    kept = []
    for hit in found:
        claim = owner.get(hit.victim)
        if claim is not None and claim.kind != hit.kind and claim.trigger != hit.trigger:
            own = next((h for h in nearby if h.trigger == hit.trigger), None)
            if own is None or own.victim != hit.victim:
                if own is not None or (claim.trigger > hit.victim) != (hit.trigger > hit.victim):
                    continue
        kept.append(hit)
    return kept + nearby


# ---- verbs --------------------------------------------------------------------------------------------------

def _verb(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    roles = words.roles
    fate = _fate(sentence, verb, lemma, words)
    if fate is not None:
        kind, implied = fate
        victim = grammar.direct_object(sentence, verb)
        if victim is None and sentence.tags[verb] == "VBN" and sentence.deps[verb] in ("oprd", "ccomp", "acomp") and sentence.lemmas[sentence.heads[verb]] in _STATES:
            victim = grammar.direct_object(sentence, sentence.heads[verb])  # “a boy was found shot”
        if victim is not None and _is_place(sentence, verb, victim):
            victim = None
        yield from _spread(sentence, kind, verb, victim, words, implied=implied)
    elif lemma in roles["intransitive"]:
        yield from _spread(sentence, roles["intransitive"][lemma], verb, _subject(sentence, verb), words)
    else:
        if lemma in roles["lives"] or lemma in roles["suffer"]:
            yield from _with_object(sentence, verb, lemma, words)
        yield from _held(sentence, verb, lemma, words)


def _fate(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> tuple[str, bool] | None:
    """(kind, implied) that `verb` tells of its object, or None."""
    roles = words.roles
    near = {sentence.words[c].lower() for c in sentence.children[verb]}
    if lemma in roles["gun_down"] and "down" in near:
        return "killed", False
    if lemma in roles["to_death"] and _to_death(sentence, verb):
        return "killed", False
    kind = roles["transitive"].get(lemma)
    if (kind == "injured" or lemma in roles["implied"]) and near & _FATALLY:
        return "killed", False
    if kind is not None:
        return (kind, False) if lemma != "disappear" else None
    if lemma == "shoot" and verb + 1 < len(sentence) and sentence.words[verb + 1].lower() == "at":
        return None
    if lemma in roles["implied"] and not (near & {"down", "off"}):
        return "injured", True
    return None


def _is_place(sentence: Sentence, verb: int, victim: int) -> bool:
    """Whether the noun is only where it happened: “the shop where he shot and killed a man”."""
    if sentence.deps[verb] not in ("relcl", "conj") or victim > verb:
        return False
    clause = sentence.heads[verb] if sentence.deps[verb] == "conj" else verb
    return any(sentence.lemmas[c] in ("where", "when") for v in (verb, clause) for c in sentence.children[v])


def _to_death(sentence: Sentence, verb: int) -> bool:
    stop = min(len(sentence), verb + 8)
    for i in range(verb + 1, stop):
        word = sentence.words[i].lower()
        if word == "death" and sentence.words[i - 1].lower() == "to":
            return True
        if word == "alive" and sentence.lemmas[verb] in ("burn", "bury"):
            return True
        if sentence.words[i] in (";", "."):
            break
    return False


def _subject(sentence: Sentence, verb: int) -> int | None:
    """Who dies or flees: the subject, or the noun that a participle or relative clause hangs on."""
    found = grammar.subject(sentence, verb)
    if found is None and sentence.deps[verb] in ("acl", "relcl"):
        return sentence.heads[verb]
    return found


_WOUNDS = frozenset({"injury", "wound", "burn", "gunshot", "fracture", "bruise", "shrapnel", "concussion", "cut", "laceration"})


def _with_object(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    """`claimed 20 lives`, `lost their lives`, `suffered injuries`."""
    obj = grammar.direct_object(sentence, verb)
    if obj is None:
        return
    if sentence.lemmas[obj] in ("life", "live") and lemma in words.roles["lives"]:
        inner = next((o for n, _, o in grammar.prepositions(sentence, obj) if n == "of"), None)
        if inner is not None:
            yield from _spread(sentence, "killed", verb, inner, words)
        elif any(is_number(sentence, c, words) or sentence.words[c].lower() in words.vague for c in sentence.children[obj]):
            yield from _spread(sentence, "killed", verb, obj, words)
        elif lemma == "lose":
            yield from _spread(sentence, "killed", verb, _subject(sentence, verb), words)
        else:
            owner = child(sentence, obj, "poss")
            yield from _spread(sentence, "killed", verb, owner, words)
    elif lemma in words.roles["suffer"] and lemma != "have":
        if any(sentence.lemmas[t] in _WOUNDS for t in conjuncts(sentence, obj)):
            kind = "killed" if any(sentence.lemmas[c] in ("fatal", "mortal") for c in sentence.children[obj]) else "injured"
            yield from _spread(sentence, kind, verb, _subject(sentence, verb), words)


_HELD = {"custody": "detained", "detention": "detained", "arrest": "detained", "hostage": "captured", "captive": "captured", "prisoner": "captured"}


def _held(sentence: Sentence, verb: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    """`taken into custody`, `held hostage`, `rounded up`, `placed under arrest`."""
    if lemma not in ("take", "hold", "place", "put", "keep", "remain", "round", "pick", "seize"):
        return
    if lemma in ("round", "pick"):
        if any(sentence.words[c].lower() == "up" for c in sentence.children[verb]):
            yield from _spread(sentence, "detained", verb, grammar.direct_object(sentence, verb), words)
        return
    for name, _, obj in grammar.prepositions(sentence, verb):
        kind = _HELD.get(sentence.lemmas[obj])
        if kind and name in ("into", "in", "under", "as"):
            yield from _spread(sentence, kind, verb, grammar.direct_object(sentence, verb), words)
            return
    for i in range(verb + 1, min(verb + 7, len(sentence))):
        if sentence.words[i].lower() in ("hostage", "captive", "prisoner"):
            victim = grammar.direct_object(sentence, verb)
            if victim == i:
                victim = child(sentence, verb, "nsubjpass", "dative")
            yield from _spread(sentence, "captured", verb, victim, words)
            return


# ---- nouns --------------------------------------------------------------------------------------------------

_TOLL_VERBS = frozenset({"rise", "climb", "reach", "stand", "put", "bring", "hit", "increase", "jump", "grow", "soar", "raise", "push", "go", "be", "top", "exceed", "pass", "take", "set", "number", "total", "mount", "surpass"})


def _noun(sentence: Sentence, noun: int, lemma: str, words: TollWords) -> Iterator[Hit]:
    roles = words.roles
    if lemma == "toll" and not any(sentence.lemmas[c] in ("road", "bridge", "free") for c in sentence.children[noun]):
        yield from _toll(sentence, noun, words)
        return
    counted = roles["counted"].get(lemma)
    if counted is not None and lemma != "dead":
        yield from _counted(sentence, noun, lemma, counted, words)
    kind = roles["nouns"].get(lemma)
    fatal = lemma in ("shooting", "stabbing", "beating", "wounding") and any(
        sentence.lemmas[c] in ("fatal", "deadly", "lethal") for c in sentence.children[noun])
    if kind is None and fatal:
        kind = "killed"
    implied = kind is None and lemma in ("shooting", "stabbing")
    if fatal and not any(n == "of" for n, _, _ in grammar.prepositions(sentence, noun)):
        yield Hit("killed", noun, noun, implied=True, quantity=Quantity(1, None, None, noun, noun, vague=True))
        return
    if kind is None and not implied:
        return
    inner = next((o for n, _, o in grammar.prepositions(sentence, noun) if n == "of"), None)
    if inner is not None:
        yield from _spread(sentence, kind or "injured", noun, inner, words, implied=implied)
    elif lemma in ("death", "murder", "killing", "assassination", "arrest", "capture", "detention", "kidnapping", "disappearance", "execution"):
        owner = child(sentence, noun, "poss")
        if owner is not None and sentence.tags[owner] in ("NN", "NNP", "NNS", "NNPS"):
            yield from _spread(sentence, kind or "killed", noun, owner, words)


def _counted(sentence: Sentence, noun: int, lemma: str, kind: str, words: TollWords) -> Iterator[Hit]:
    """`12 deaths`, `no casualties`, `three bodies were found`."""
    count = quantity(sentence, noun, words) if any(
        is_number(sentence, c, words) or sentence.words[c].lower() in words.vague or sentence.lemmas[c] == "no" for c in sentence.children[noun]) else None
    if count is None:
        inner = next((o for n, _, o in grammar.prepositions(sentence, noun) if n == "of"), None)
        if lemma in ("body", "corpse") and inner is not None:
            yield from _spread(sentence, kind, noun, inner, words)
        return
    if lemma in ("body", "corpse", "injury"):
        inner = next((o for n, _, o in grammar.prepositions(sentence, noun) if n == "of"), None)
        if inner is not None and lemma != "injury":
            yield from _spread(sentence, kind, noun, inner, words)
            return
    if lemma == "casualty" and count.best == 0:
        yield Hit("killed", noun, noun, quantity=count)
        yield Hit("injured", noun, noun, quantity=count)
        return
    yield Hit(kind, noun, noun, quantity=count, hypothetical=_hypothetical(sentence, noun))


def _toll(sentence: Sentence, noun: int, words: TollWords) -> Iterator[Hit]:
    """The number a `toll` rose to, stands at or is of."""
    kind = "injured" if any(sentence.lemmas[c] in ("injury", "injured", "wounded") for c in sentence.children[noun]) else "killed"
    candidates = [o for n, _, o in grammar.prepositions(sentence, noun) if n in ("of", "to", "at")]
    verb = sentence.heads[noun]
    if verb != noun and sentence.lemmas[verb] in _TOLL_VERBS:
        candidates += [o for n, _, o in grammar.prepositions(sentence, verb) if n in ("to", "at", "above", "past")]
        candidates += [c for c in children(sentence, verb, "dobj", "attr", "nummod") if c != noun]
    candidates += list(range(noun + 1, min(noun + 8, len(sentence))))
    for token in candidates:
        if is_number(sentence, token, words) or any(is_number(sentence, c, words) for c in sentence.children[token]):
            count = quantity(sentence, token, words)
            if count is not None:
                yield Hit(kind, noun, token, quantity=replace(count, definite=True), total=True)
                return


# ---- adjectives ---------------------------------------------------------------------------------------------

_STATES = frozenset({"be", "remain", "leave", "lie", "go", "report", "list", "find", "pronounce", "declare", "believe", "presume", "fear", "confirm", "end", "shoot", "feel", "get", "become", "render", "make", "say", "know"})


def _adjective(sentence: Sentence, i: int, words: TollWords) -> Iterator[Hit]:
    """`23 dead and 50 wounded`, `were dead`, `left 12 wounded`, `nine missing`."""
    kind = words.roles["adjectives"].get(sentence.words[i].lower()) or words.roles["adjectives"].get(sentence.lemmas[i])
    if kind is None or (sentence.tags[i][0] == "V" and words.roles["transitive"].get(sentence.lemmas[i]) and grammar.direct_object(sentence, i) is not None):
        return
    own = [c for c in sentence.children[i] if c < i and (is_number(sentence, c, words) or sentence.words[c].lower() in words.vague)]
    if own:
        yield Hit(kind, i, i, quantity=quantity(sentence, own[-1], words), hypothetical=_hypothetical(sentence, i))
        return
    label, head = sentence.deps[i], sentence.heads[i]
    if label in ("acomp", "oprd", "ccomp", "advmod", "xcomp", "dobj", "attr", "amod") and head != i and sentence.tags[head][0] == "V":
        if sentence.lemmas[head] not in _STATES:
            return
        victim = child(sentence, i, "nsubj")
        if victim is None:
            victim = grammar.direct_object(sentence, head)
        if victim is None or victim == i:
            victim = grammar.subject(sentence, head) if sentence.lemmas[head] not in ("leave", "make", "render") else None
        yield from _spread(sentence, kind, i, victim, words)
    elif label == "conj" and sentence.tags[head][0] in "JV":
        if words.roles["adjectives"].get(sentence.words[head].lower()) and sentence.deps[head] in ("acomp", "oprd", "ccomp"):
            victim = child(sentence, i, "nsubj")
            yield from _spread(sentence, kind, i, victim if victim is not None else grammar.direct_object(sentence, sentence.heads[head]), words)
    elif label in ("amod", "acl", "advmod") and head < i and sentence.tags[head][0] in "NC":
        yield from _spread(sentence, kind, i, head, words)


# ---- shared -------------------------------------------------------------------------------------------------

def _spread(sentence: Sentence, kind: str, trigger: int, victim: int | None, words: TollWords, *, implied: bool = False) -> Iterator[Hit]:
    """A hit for the victim and each group coordinated with it; subsets after `including` are marked."""
    if victim is None or victim == trigger:
        return
    negated = grammar.negated(sentence, trigger)
    hypothetical = _hypothetical(sentence, trigger)
    victim = _past_dateline(sentence, victim, trigger)
    base = Hit(kind, trigger, victim, negated, hypothetical, implied=implied, background=_background(sentence, trigger))
    for companion in _companions(sentence, trigger, victim):
        yield replace(base, victim=companion)
    for token in conjuncts(sentence, victim):
        if token != victim and not _same_list(sentence, victim, token, trigger):
            continue
        yield replace(base, victim=token, subset=_part_of_whole(sentence, token))
        for c in sentence.children[token]:
            if sentence.deps[c] == "prep" and sentence.lemmas[c] in ("include", "including", "among"):
                for part in children(sentence, c, "pobj"):
                    for one in conjuncts(sentence, part):
                        yield replace(base, victim=one, subset=True)


def _part_of_whole(sentence: Sentence, token: int) -> bool:
    """`five of them` set beside the whole: “six priests, five of them Spaniards, were killed”."""
    after = [w.lower() for w in sentence.words[token + 1:token + 3]]
    return len(after) == 2 and after[0] == "of" and after[1] in ("them", "whom") and sentence.deps[token] not in ("nsubj", "nsubjpass", "dobj")


def _past_dateline(sentence: Sentence, victim: int, trigger: int) -> int:
    """The noun after the dash where the parse took the dateline for the subject: “KABUL (April 26) - Two men were killed”."""
    if sentence.tags[victim] != "NNP" or victim > 12:
        return victim
    dash = next((i for i in range(victim + 1, min(len(sentence), 25)) if sentence.words[i] in ("-", "—", "–", "--")), None)
    if dash is None or trigger < dash:
        return victim
    found = next((i for i in range(dash + 1, len(sentence)) if sentence.deps[i] in ("appos", "conj", "dep") and sentence.heads[i] < dash), None)
    if found is None:
        found = next((i for i in range(dash + 1, min(trigger, len(sentence))) if (sentence.tags[i] in ("NNS", "NN", "NNP", "CD")
                      and sentence.deps[i] not in ("compound", "nummod", "pobj", "nmod") and sentence.words[i - 1] != ",")), None)
    return victim if found is None or found > trigger + 6 else found


def _companions(sentence: Sentence, trigger: int, victim: int) -> Iterator[int]:
    """People named after `along with`, `together with`, `as well as`."""
    for head in (trigger, victim):
        for c in sentence.children[head]:
            if sentence.lemmas[c] == "with" and c > 0 and sentence.words[c - 1].lower() in ("along", "together"):
                yield from (o for o in children(sentence, c, "pobj"))
            elif sentence.lemmas[c] in ("along", "together"):
                for inner in sentence.children[c]:
                    if sentence.lemmas[inner] == "with":
                        yield from children(sentence, inner, "pobj")


_EVENTS = frozenset({"attack", "bombing", "explosion", "blast", "strike", "assault", "shooting", "massacre", "raid", "ambush", "incident", "operation", "clash", "battle", "war", "airstrike", "earthquake", "crash"})
_OFTEN = frozenset({"often", "frequently", "routinely", "regularly", "repeatedly", "recently", "previously", "formerly", "historically", "annually"})
_DATES = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split())
_LINKS = frozenset({"responsible", "involve", "involved", "connect", "link", "similar", "accuse", "suspect", "associate", "recall", "like", "behind", "part", "responsibility", "anniversary", "role", "since", "after"})


def _background(sentence: Sentence, trigger: int) -> bool:
    """Whether the fate is told of another event mentioned in passing: “linked to the July 2 attack which killed two”."""
    if any(sentence.lemmas[c] in _OFTEN for c in sentence.children[trigger]):
        return True
    token = trigger
    for _ in range(4):
        if sentence.deps[token] in ("relcl", "acl"):
            noun = sentence.heads[token]
            if sentence.lemmas[noun] not in _EVENTS:
                return False
            dated = any(sentence.lemmas[c] in _DATES or sentence.words[c].lower() in _DATES or (sentence.tags[c] == "CD" and len(sentence.words[c]) == 4)
                        for c in sentence.children[noun] if c < noun)
            above = sentence.heads[noun]
            governor = sentence.heads[above] if sentence.deps[noun] == "pobj" else above
            return dated or sentence.lemmas[governor] in _LINKS or (sentence.deps[noun] == "pobj" and sentence.lemmas[above] in ("like", "since", "after"))
        if sentence.deps[token] not in ("conj", "advcl", "xcomp"):
            return False
        token = sentence.heads[token]
    return False


def _same_list(sentence: Sentence, victim: int, token: int, trigger: int) -> bool:
    """Whether a coordinated noun belongs to the same list: not one that is the subject of a clause of its own."""
    return not (victim < trigger < token) or sentence.deps[victim] in ("dobj", "pobj", "nsubjpass") and token < trigger + 2


_TRY = frozenset({"threaten", "try", "attempt", "plan", "want", "vow", "order", "intend", "hope", "plot", "conspire", "seek", "aim", "pledge", "swear", "offer", "refuse", "decide", "allow", "prepare",
                  "urge", "ask", "tell", "advise", "wish", "fail", "promise", "warn", "mean", "like", "need"})
_TRY_NOUNS = frozenset({"attempt", "plot", "plan", "order", "threat", "bid", "conspiracy", "intention", "desire", "license", "way", "charge", "suspicion", "power", "right", "effort", "warrant"})


def _hypothetical(sentence: Sentence, trigger: int) -> bool:
    """Whether the fate is only possible, tried, feared or threatened."""
    for c in sentence.children[trigger]:
        if sentence.tags[c] == "MD" and sentence.lemmas[c] not in ("must",):
            return True
        if sentence.deps[c] == "mark" and sentence.lemmas[c] in ("if", "unless", "lest", "whether"):
            return True
    label, head = sentence.deps[trigger], sentence.heads[trigger]
    if sentence.tags[trigger] == "VB" and any(sentence.tags[c] == "TO" for c in sentence.children[trigger]) and head != trigger:
        return sentence.lemmas[head] in _TRY or sentence.lemmas[head] in _TRY_NOUNS or label in ("advcl", "acl", "relcl")
    if sentence.tags[trigger][0] == "N" and label == "dobj" and sentence.lemmas[head] in _TRY:
        return True
    if sentence.tags[trigger][0] == "N" and label == "pobj" and sentence.lemmas[head] in ("of", "to", "at", "for", "with"):
        above = sentence.heads[head]
        if sentence.lemmas[above] in ("threaten", "attempt", "plot", "plan", "threat", "conspiracy", "risk", "fear"):
            return True
    if sentence.deps[trigger] == "conj":
        return _hypothetical(sentence, head) if head < trigger and sentence.tags[head][0] == "V" and sentence.tags[trigger] == "VB" else False
    return sentence.tags[trigger][0] == "N" and any(sentence.lemmas[c] in ("attempted", "alleged", "planned", "possible", "attempt") and sentence.lemmas[c] != "alleged"
                                                    for c in sentence.children[trigger])


_BEFORE = {"killed": "killed", "dead": "killed", "slain": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured", "missing": "missing",
           "arrested": "detained", "detained": "detained", "captured": "captured", "kidnapped": "captured", "abducted": "captured", "hospitalized": "injured"}
_AFTER = {"killing": "killed", "wounding": "injured", "injuring": "injured", "killed": "killed", "wounded": "injured", "injured": "injured", "kills": "killed",
          "wounds": "injured", "injures": "injured", "arrests": "detained", "captures": "captured", "detains": "detained", "dead": "killed"}
_BREAKS = frozenset({",", ";", ":", ".", "(", ")", "-", "--"})


def _by_position(sentence: Sentence, words: TollWords) -> Iterator[Hit]:
    """Numbers standing right at a fate word, for headlines and broken parses: `23 KILLED`, `killing 12`."""
    for i, word in enumerate(sentence.words):
        lower = word.lower()
        if lower in _AFTER:
            j = _number_from(sentence, i + 1, words)
            if j is not None and not _is_year(sentence, j):
                yield _positional(sentence, _AFTER[lower], i, j, words)
                continue
        if lower in _BEFORE:
            for j in range(i - 1, max(-1, i - 6), -1):
                if sentence.words[j] in _BREAKS or sentence.tags[j][0] == "V" and sentence.lemmas[j] not in ("be", "have", "report", "confirm"):
                    break
                if is_number(sentence, j, words):
                    if not _is_year(sentence, j):
                        yield _positional(sentence, _BEFORE[lower], i, j, words)
                    break


def _is_year(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") and not (
        i + 1 < len(sentence) and sentence.tags[i + 1][0] in "NJ")


def _number_from(sentence: Sentence, start: int, words: TollWords) -> int | None:
    """The number at most four tokens on, over hedges only: `killing at least 12`."""
    for j in range(start, min(start + 4, len(sentence))):
        if is_number(sentence, j, words):
            return j
        if sentence.words[j].lower() not in ("at", "least", "more", "than", "some", "about", "around", "up", "to", "as", "many", "nearly", "almost", "over", "another", "an", "estimated"):
            return None
    return None


def _positional(sentence: Sentence, kind: str, trigger: int, number: int, words: TollWords) -> Hit:
    head = sentence.heads[number] if sentence.deps[number] == "nummod" and sentence.tags[sentence.heads[number]][0] == "N" else number
    if sentence.lemmas[head] in words.not_people:
        return Hit(kind, trigger, head, nearby=True)
    return Hit(kind, trigger, head, quantity=quantity(sentence, number, words), nearby=True)
