"""What is said inside what: acts nested in requests, promises, denials and operators.

From the `Act`s of one sentence `compose` makes `Coded` acts: final type, mode and code, factuality,
the act each one is about, and arguments inherited from outside (“Turkey announced its support”).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.coding import grammar, modality
from tocsin.coding.match import Act
from tocsin.read.sentence import Sentence, conjuncts, subtree

COOPERATIVE = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "CONCEDE", "RETREAT"})
HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
_PROMISED_CAMEO = {"CONSULT": "036", "COOPERATE": "031", "AID": "033", "SUPPORT": "032", "CONCEDE": "035", "RETREAT": "035"}
_PROMISED_BY_CODE = {
    "04": "036", "045": "039", "05": "032", "06": "031", "060": "030", "061": "0311", "062": "0312", "063": "0313", "064": "0314",
    "07": "033", "071": "0331", "072": "0332", "073": "0333", "074": "0334", "08": "035", "081": "0351", "082": "0352",
    "083": "034", "0831": "0341", "0832": "0342", "0833": "0343", "0834": "0344", "084": "0353", "085": "0354", "086": "0355", "087": "0356"}
"""CAMEO: the code of an act that is done → the code of the intent to do it, by the longest prefix."""
_THREATENED = {"ASSAULT": ("violence", "138"), "COERCE": ("restrict", "137"), "SANCTION": ("relations", "133"),
               "MOBILIZE": ("violence", "138"), "PROTEST": (None, "133")}
_REFUSED = {"CONSULT": ("meet", "125"), "COOPERATE": ("assist", "121"), "AID": ("assist", "122"), "SUPPORT": (None, "120"),
            "CONCEDE": ("yield", "124"), "RETREAT": ("yield", "124"), "AGREE": (None, "120")}


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One typed act of a sentence, ready to be given parties, place and time."""

    act: Act
    type: str
    mode: str | None
    cameo: str | None
    factuality: str
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    rule: str
    parent: int | None = None
    """Index, in the same list, of the act inside whose content this one is told."""
    effect: str | None = None
    """What that parent makes of it: demanded, planned…"""
    operators: tuple[str, ...] = ()
    mutual: bool = False
    speaker: int | None = None
    """For a promise, threat or refusal told by somebody: who must be of the actor's own side for it to be one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    parent: Act
    effect: str


def compose(sentence: Sentence, acts: list[Act]) -> list[Coded]:
    """The typed acts of `sentence` with factuality, nesting and inherited arguments, in text order."""
    kept = _without_consumed(sentence, acts)
    links = _links(sentence, kept)
    coded: list[Coded] = []
    index: dict[int, int] = {}
    for act in kept:
        if act.type is None:
            continue
        index[act.trigger] = len(coded)
        coded.append(_coded(sentence, act, links))
    coded = [_with_parent(sentence, c, links, index) for c in coded]
    coded = _by_content(sentence, coded)
    coded = _inherited(_split_requests(sentence, coded))
    return _promises(sentence, coded)


def _without_consumed(sentence: Sentence, acts: list[Act]) -> list[Act]:
    """Acts whose trigger is not merely a word of another one: `attack` in “launched an attack” gives way."""
    used: dict[int, Act] = {}
    by_trigger = {a.trigger: a for a in acts}
    told: dict[int, tuple[int, ...]] = {}
    for act in acts:
        if act.type is not None:
            for w in act.words:
                if w == act.trigger:
                    continue
                inner = by_trigger.get(w)
                if (act.type in _TELLING or (act.type == "ACCUSE" and act.frame.content == "claimed")) and not act.frame.mutual and inner is not None and inner.type not in (None, act.type):
                    told[act.trigger] = (*told.get(act.trigger, ()), *conjuncts(sentence, _first_of(sentence, w)))  # “called for a ceasefire”: the ceasefire is what is asked
                else:
                    used[w] = act
    acts = [replace(a, content=tuple(dict.fromkeys((*a.content, *told[a.trigger])))) if a.trigger in told else a for a in acts]
    found = []
    for act in acts:
        owner = used.get(act.trigger)
        if owner is not None and owner.trigger != act.trigger:
            continue
        inner = next((by_trigger[w] for w in act.words if w != act.trigger and w in by_trigger and by_trigger[w].type), None)
        if inner is not None and act.type is not None and inner.trigger not in told.get(act.trigger, ()):
            act = _absorb(act, inner)
        found.append(act)
    return _one_happening(sentence, found)


def _first_of(sentence: Sentence, token: int) -> int:
    """The first of the words that `token` is coordinated with."""
    while sentence.deps[token] == "conj":
        token = sentence.heads[token]
    return token


def _one_happening(sentence: Sentence, acts: list[Act]) -> list[Act]:
    """One act for one happening: “fighting erupted” is not two, nor is a clash “killing 23” a clash and a killing."""
    by_trigger = {a.trigger: a for a in acts}
    dropped: set[int] = set()
    merged: dict[int, Act] = {}
    for act in acts:
        if act.type is None:
            continue
        if _is_consequence(sentence, act) and (cause := _cause(sentence, acts, act, dropped)) is not None:
            base = merged.get(cause.trigger, cause)
            merged[cause.trigger] = replace(base, recipients=base.recipients if base.frame.mutual else tuple(dict.fromkeys((*base.recipients, *act.recipients))))
            dropped.add(act.trigger)
            continue
        for head in act.actors:
            told = by_trigger.get(head)
            if told is not None and told.type is not None and told.trigger != act.trigger and (
                    told.type == act.type or _is_consequence(sentence, act)):
                base = merged.get(act.trigger, act)
                doers = told.actors or ((head,) if sentence.tags[head] in ("NN", "NNS") else ())  # “the suicide bomber attacked”: a deed and its doer
                rest = tuple(a for a in base.actors if a != head)
                merged[act.trigger] = replace(base, actors=tuple(dict.fromkeys(doers + rest)), recipients=base.recipients or told.recipients,
                                              words=tuple(sorted({*base.words, told.trigger})))
                dropped.add(told.trigger)
        if (attack := _told_in_clause(sentence, acts, act)) is not None:
            base = merged.get(attack.trigger, attack)
            if not base.frame.mutual:
                merged[attack.trigger] = replace(base, recipients=tuple(dict.fromkeys((*base.recipients, *act.recipients))))
            dropped.add(act.trigger)
            continue
        first = by_trigger.get(sentence.heads[act.trigger])
        if first is not None and _same_harm(sentence, first, act):
            base = merged.get(first.trigger, first)
            merged[first.trigger] = replace(base, recipients=tuple(dict.fromkeys((*base.recipients, *act.recipients))))
            dropped.add(act.trigger)
    return [merged.get(a.trigger, a) for a in acts if a.trigger not in dropped]


def _cause(sentence: Sentence, acts: list[Act], harm: Act, dropped: set[int]) -> Act | None:
    """The act of violence whose harm `harm` tells: the first one shortly before it."""
    return next((a for a in acts if a.type == "ASSAULT" and a.trigger < harm.trigger and a.trigger not in dropped
                 and not _is_consequence(sentence, a) and harm.trigger - a.trigger < 25), None)


def _told_in_clause(sentence: Sentence, acts: list[Act], harm: Act) -> Act | None:
    """The attack whose harm a passive without a doer tells: “were killed when rebels attacked a base”."""
    if harm.type != "ASSAULT" or harm.actors or sentence.lemmas[harm.trigger] not in _HARM or not grammar.is_passive(sentence, harm.trigger):
        return None
    return next((a for a in acts if a.type == "ASSAULT" and a.actors and sentence.deps[a.trigger] == "advcl" and sentence.heads[a.trigger] == harm.trigger
                 and any(sentence.lemmas[c] in ("when", "as") for c in sentence.children[a.trigger])), None)


def _same_harm(sentence: Sentence, first: Act, second: Act) -> bool:
    """Whether two verbs tell the harm of one act: “killed three and wounded nine”."""
    if sentence.deps[second.trigger] != "conj" or not first.type == second.type == "ASSAULT" or any(sentence.lemmas[a.trigger] not in _HARM for a in (first, second)):
        return False
    subject = grammar.own_subject(sentence, second.trigger)
    return subject is None or subject in first.actors or subject in first.recipients


_HARM = frozenset({"kill", "wound", "injure", "hurt", "maim", "leave", "claim"})


def _is_consequence(sentence: Sentence, act: Act) -> bool:
    """Whether the act only tells the harm of another: a participle of killing or wounding, “…, killing 23”."""
    if act.type != "ASSAULT" or sentence.lemmas[act.trigger] not in _HARM:
        return False
    return sentence.tags[act.trigger] in ("VBG", "VBN") and sentence.deps[act.trigger] in ("advcl", "pcomp", "acl", "xcomp", "conj", "dep")


def _absorb(outer: Act, inner: Act) -> Act:
    """The verb's act with the arguments that only its noun names: “launched an attack on the base”."""
    recipients = outer.recipients or tuple(r for r in inner.recipients if r not in outer.actors)
    actors = outer.actors or tuple(a for a in inner.actors if a not in recipients)  # “was barred from leaving”: who leaves does not bar
    return replace(outer, actors=actors, recipients=recipients)


def _links(sentence: Sentence, acts: list[Act]) -> dict[int, _Link]:
    """For each act told inside another one's content: that other act and its effect."""
    by_trigger = {a.trigger: a for a in acts}
    links: dict[int, _Link] = {}
    for act in acts:
        if not act.content:
            continue
        effect = act.frame.content or _TELLING.get(act.type or "", "same")
        for token in act.content:
            for inner in _acts_at(sentence, token, by_trigger, act):
                if inner.trigger != act.trigger and not _cycle(links, inner.trigger, act):
                    known = links.get(inner.trigger)
                    if known is None or abs(known.parent.trigger - inner.trigger) > abs(act.trigger - inner.trigger):
                        links[inner.trigger] = _Link(act, effect)
    return links


def _cycle(links: dict[int, _Link], inner: int, outer: Act) -> bool:
    at: Act | None = outer
    for _ in range(8):
        if at is None:
            return False
        if at.trigger == inner:
            return True
        link = links.get(at.trigger)
        at = link.parent if link else None
    return True


_INSIDE = frozenset({"dobj", "prep", "pobj", "pcomp", "xcomp", "conj", "nsubjpass", "attr", "acomp", "ccomp", "nsubj", "agent", "advcl", "acl"})


def _acts_at(sentence: Sentence, token: int, by_trigger: dict[int, Act], outer: Act) -> list[Act]:
    """The acts that a content head tells: the one at the head, else those shortly below it."""
    if token in by_trigger:
        return [by_trigger[token], *_coordinated_below(sentence, token, by_trigger)]
    found: list[Act] = []
    level = [token]
    for _ in range(3):
        below = [c for t in level for c in sentence.children[t] if sentence.deps[c] in _INSIDE and c not in outer.words and not _of_another_time(sentence, c)]
        hits = [by_trigger[c] for c in below if c in by_trigger]
        found.extend(hits)
        if found:
            return found
        level = below
    return found


def _of_another_time(sentence: Sentence, clause: int) -> bool:
    """Whether a clause only tells when: “blamed the army for arriving after the killing began” blames it for no killing."""
    return sentence.deps[clause] == "advcl" and any(sentence.deps[c] in ("mark", "advmod") and sentence.lemmas[c] in ("after", "before", "until", "since", "while")
                                                    for c in sentence.children[clause])


def _coordinated_below(sentence: Sentence, token: int, by_trigger: dict[int, Act]) -> list[Act]:
    """Bare infinitives that the parse coordinates with an object instead of the verb: “to stop fighting, ease tensions and return to talks”."""
    if not grammar.head_is_verbal(sentence, token):
        return []
    return [by_trigger[t] for t in subtree(sentence, token) if t != token and t in by_trigger and sentence.tags[t] == "VB"
            and sentence.deps[t] == "conj" and not any(sentence.deps[c] in ("aux", "nsubj") for c in sentence.children[t])]


def _coded(sentence: Sentence, act: Act, links: dict[int, _Link]) -> Coded:
    """One act with the factuality that its own clause and the chain of operators above give it."""
    frame = act.frame
    own = modality.local(sentence, act.trigger)
    light = [w for w in act.words if w != act.trigger]
    if own == "asserted" and any(grammar.negated(sentence, w) for w in light if sentence.tags[w][0] == "N"):
        own = "negated"
    if own == "infinitive":
        own = "asserted" if act.trigger in links else modality.infinitive(sentence, act.trigger)
    operators: list[str] = []
    found = own
    link = links.get(act.trigger)
    top = act.trigger
    for _ in range(6):
        if link is None:
            found = modality.combine(modality.embedding(sentence, top), found)
            break
        found = modality.combine(link.effect, found)
        above = link.parent
        top = above.trigger
        if above.type is not None:
            break
        operators.append(above.frame.id)
        outer = modality.local(sentence, above.trigger)
        if outer == "infinitive":
            outer = "asserted" if above.trigger in links else modality.infinitive(sentence, above.trigger)
        found = modality.combine(outer, found)
        link = links.get(above.trigger)
    return Coded(act, frame.type or "", frame.mode, frame.cameo, found, act.actors, act.recipients, frame.id,
                 operators=tuple(operators), mutual=frame.mutual)


def _with_parent(sentence: Sentence, coded: Coded, links: dict[int, _Link], index: dict[int, int]) -> Coded:
    """The act with its nearest typed parent, and arguments that operators in between supply."""
    actors, recipients = coded.actors, coded.recipients
    link = links.get(coded.act.trigger)
    for _ in range(6):
        if link is None:
            break
        if link.parent.type is not None:
            return replace(coded, parent=index.get(link.parent.trigger), effect=link.effect, actors=actors, recipients=recipients)
        if not _has_own_subject(sentence, coded.act.trigger):  # “claimed that 550 soldiers were killed”: not by the claimant
            actors = actors or link.parent.actors
        recipients = recipients or tuple(r for r in link.parent.recipients if r not in actors)
        link = links.get(link.parent.trigger)
    return coded if (actors, recipients) == (coded.actors, coded.recipients) else replace(coded, actors=actors, recipients=recipients)


_TELLING = {"REQUEST": "demanded", "THREATEN": "threatened", "AGREE": "planned", "REJECT": "negated"}
"""Types whose object is an act not yet done, and what they make of it."""
_ASKED_MODES = {"RETREAT": ("yield", "105"), "CONCEDE": ("yield", "105"), "CONSULT": ("meet", "106"), "AID": ("assist", "103"),
                "COOPERATE": ("assist", "102")}


def _split_requests(sentence: Sentence, coded: list[Coded]) -> list[Coded]:
    """One REQUEST for each kind of thing asked: “called for a ceasefire and a dialogue” asks to yield and to meet."""
    found = list(coded)
    for i, outer in enumerate(coded):
        if outer.type != "REQUEST":
            continue
        modes: dict[str | None, int] = {outer.mode: i}
        for j, inner in enumerate(coded):
            if inner.parent != i or inner.act.trigger in outer.act.words or _harm_wanted(sentence, inner):
                continue  # the pattern's own noun: its frame has the mode
            frame = outer.act.frame
            mode, cameo = _ASKED_MODES.get(inner.type, (outer.mode, outer.cameo))
            mode = frame.mode_by_content.get(inner.type, mode)
            if mode is None or mode == outer.mode:
                continue
            if mode not in modes:
                modes[mode] = len(found)
                found.append(replace(outer, mode=mode, cameo=frame.cameo_by_content.get(inner.type, cameo), rule=f"{outer.rule}:{mode}"))
            found[j] = replace(found[j], parent=modes[mode])
    return found


def _has_own_subject(sentence: Sentence, trigger: int) -> bool:
    return grammar.head_is_verbal(sentence, trigger) and grammar.own_subject(sentence, trigger) is not None


def _by_content(sentence: Sentence, coded: list[Coded]) -> list[Coded]:
    """Modes and codes that depend on what the act is about: a REQUEST about a RETREAT is mode `yield`."""
    found = list(coded)
    for i, outer in enumerate(coded):
        frame = outer.act.frame
        inner = next((c for c in coded if c.parent == i), None)
        if inner is None or not (frame.mode_by_content or frame.cameo_by_content or frame.type_by_content or outer.type == "AGREE"):
            continue
        code = inner.cameo or ""
        keys = (code, code[:3], f"{inner.type}/{inner.mode}", inner.type, "*")
        kind = next((frame.type_by_content[k] for k in keys if k in frame.type_by_content), outer.type)
        mode = next((frame.mode_by_content[k] for k in keys if k in frame.mode_by_content), outer.mode)
        cameo = next((frame.cameo_by_content[k] for k in keys if k in frame.cameo_by_content), outer.cameo)
        ended = _ended(sentence, inner)
        if kind == "REQUEST" and mode == "yield" and _harm_wanted(sentence, inner):
            mode, cameo = outer.act.frame.mode, outer.cameo  # “urged them to take up arms” asks nobody to yield
        if kind == "THREATEN" and outer.type == "AGREE" and ended:
            kind, mode, cameo = "AGREE", None, "035"  # “pledged to stop kidnapping” threatens nobody
        if ended and inner.factuality in ("planned", "demanded", "threatened"):
            found[coded.index(inner)] = replace(inner, factuality="negated")  # what is asked or promised is that it be not done
        if kind == "AGREE" and (cameo == "030" or outer.type != "AGREE"):
            cameo = _promised_code(inner)
        found[i] = replace(outer, type=kind, mode=mode, cameo=cameo)
    return found


_ENDING = frozenset({"op.stop", "op.fail", "op.prevent"})


def _ended(sentence: Sentence, inner: Coded) -> bool:
    """Whether an act of harm is told as one to leave off: “stop kidnapping”, “not to fire”, “end its attacks”."""
    return inner.type in HARMFUL and (grammar.negated(sentence, inner.act.trigger) or any(o in _ENDING for o in inner.operators))


def _harm_wanted(sentence: Sentence, asked: Coded) -> bool:
    """Whether a harmful act is what is asked for, not its end: “take up arms”, unlike “stop shelling” and “end support”."""
    return asked.type in HARMFUL and asked.mode != "discontinue" and not asked.operators and not _ended(sentence, asked)


def _promised_code(inner: Coded) -> str:
    """The CAMEO code of the intent to do `inner`: 0872 (easing a blockade) is promised as 0356."""
    code = inner.cameo or ""
    if inner.type == "AGREE":
        return code or "030"
    for length in (4, 3, 2):
        if len(code) >= length and code[:length] in _PROMISED_BY_CODE:
            return _PROMISED_BY_CODE[code[:length]]
    return _PROMISED_CAMEO.get(inner.type, "030")


_ASKED = frozenset({"REQUEST", "ACCUSE"})


def _inherited(coded: list[Coded]) -> list[Coded]:
    """Arguments an inner act takes from the outer one: who is asked is to act; who promises is to act."""
    found: list[Coded] = []
    for act in coded:
        if act.parent is not None and not act.actors:
            outer = coded[act.parent]
            givers = outer.recipients if outer.type in _ASKED else (outer.actors + (outer.recipients if outer.mutual else ()))
            act = replace(act, actors=tuple(g for g in givers if g not in act.recipients))
        found.append(act)
    for i, outer in enumerate(found):
        if outer.type in _ANNOUNCED and not outer.recipients:
            # “is ready to talk with Ethiopia”: whom the act inside is for, the promise is made to.
            inner = next((c for c in found if c.parent == i), None)
            if inner is not None:
                others = inner.recipients or (inner.actors if inner.mutual else ())
                found[i] = replace(outer, recipients=tuple(r for r in others if r not in outer.actors))
    return found


_ANNOUNCED = frozenset({"AGREE", "THREATEN", "REJECT"})


def _promises(sentence: Sentence, coded: list[Coded]) -> list[Coded]:
    """The acts, with an AGREE, THREATEN or REJECT before each future or refused act that its own actor announces."""
    found: list[Coded] = []
    position: dict[int, int] = {}
    for i, act in enumerate(coded):
        wrapper = None
        if not _ATTEMPTS.isdisjoint(act.operators):
            pass  # “tried to seize the airport”: nobody announces anything
        elif act.parent is None and act.factuality == "demanded":
            wrapper = _obligation(sentence, act)
            if wrapper is not None and _ended(sentence, act):
                act = replace(act, effect="demanded", factuality="negated")  # “must not attack”: what is demanded is that it be not done
            if wrapper is not None and _must_end(sentence, act.act.trigger):
                wrapper, act = replace(wrapper, mode="yield", cameo="105"), replace(act, factuality="negated")
        elif act.type in HARMFUL and (sentence.tags[act.act.trigger][0] == "N" or not _UNSAID.isdisjoint(act.operators) or _voted(sentence, act)):
            pass  # “plans to deploy two ships” threatens nobody; “authorised the deployment of police”, “ordered troops to shoot”: who is to act has not said so
        elif act.parent is None and act.factuality in ("planned", "negated") and act.actors and (
                (act.factuality == "planned" and act.type in COOPERATIVE and not _in_aside(sentence, act.act.trigger)) or _own_announcement(sentence, act)):
            wrapper = _wrapper(act)
        elif act.parent is None and act.factuality in ("planned", "negated") and act.actors:
            wrapper = _wrapper(act)
            speaker = _announcer(sentence, act)
            wrapper = replace(wrapper, speaker=speaker) if wrapper is not None and speaker is not None else None
        if wrapper is not None:
            found.append(wrapper)
            found.append(replace(act, parent=-len(found), effect=act.effect or act.factuality))
            position[i] = len(found) - 1
            continue
        position[i] = len(found)
        found.append(act)
    fixed = []
    for act in found:
        if act.parent is not None:
            act = replace(act, parent=-act.parent - 1 if act.parent < 0 else position[act.parent])
        fixed.append(act)
    return fixed


def _voted(sentence: Sentence, act: Coded) -> bool:
    """“Lawmakers voted to impeach the president”: a vote decides, it threatens nobody."""
    head = sentence.heads[act.act.trigger]
    return sentence.deps[act.act.trigger] == "xcomp" and sentence.lemmas[head] == "vote"


_UNSAID = frozenset({"op.order", "op.plan"})
"""Operators whose act its own actor has not announced to anybody."""
_ATTEMPTS = frozenset({"op.try"})
"""Operators whose act was taken in hand, not announced."""


def _must_end(sentence: Sentence, trigger: int) -> bool:
    """“attacks on schools must end”: the act is what must not go on."""
    head = sentence.heads[trigger]
    return sentence.deps[trigger] in ("nsubj", "nsubjpass") and sentence.lemmas[head] in ("end", "stop", "cease", "halt", "finish")


def _obligation(sentence: Sentence, act: Coded) -> Coded | None:
    """The REQUEST that “X said Y must stop” amounts to: by the speaker, of whoever must act."""
    for head in _clause_heads(sentence, act.act.trigger):
        above = sentence.heads[head]
        if sentence.deps[head] == "ccomp" and grammar.head_is_verbal(sentence, above):
            speaker = grammar.agents(sentence, above)
            if speaker is None or speaker in act.actors or any(sentence.lemmas[a] in _ONESELF for a in act.actors):
                return None  # “Ukraine said it must withdraw”: nobody is asked
            mode, cameo = ("yield", "105") if _ended(sentence, act) else _ASKED_MODES.get(act.type, ("change", "104"))
            return replace(act, type="REQUEST", mode=mode, cameo=cameo, factuality="asserted", rule=f"oblige:{act.rule}", actors=(speaker,),
                           recipients=act.actors)
    return None


def _wrapper(act: Coded) -> Coded | None:
    """The promise, threat or refusal that announcing `act` amounts to: “will not talk” refuses, “will talk” agrees."""
    if act.mutual and len(act.actors) > 1:
        act = replace(act, actors=act.actors[:1], recipients=act.actors[1:])  # who announces or refuses a meeting does not speak for the others
    if act.factuality == "negated":
        if act.type not in _REFUSED or act.operators:
            return None  # “failed to release them” and “has yet to release them” refuse nothing in words
        mode, cameo = _REFUSED[act.type]
        return replace(act, type="REJECT", mode=mode, cameo=cameo, factuality="asserted", rule=f"refuse:{act.rule}")
    if act.type in COOPERATIVE:
        return replace(act, type="AGREE", mode=None, cameo=_promised_code(act), factuality="asserted", rule=f"promise:{act.rule}")
    if act.type in HARMFUL and not (act.type == "MOBILIZE" and act.mode == "police"):  # “Kenya will send police to Haiti” threatens nobody
        mode, cameo = _THREATENED[act.type]
        return replace(act, type="THREATEN", mode=mode, cameo=cameo, factuality="asserted", rule=f"threat:{act.rule}")
    return None


_ONESELF = frozenset({"he", "she", "it", "we", "i"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "his", "her", "its", "their", "our"})


def _own_announcement(sentence: Sentence, act: Coded) -> bool:
    """Whether the future is the actor's own word: main clause, or a pronoun inside what somebody says."""
    for head in _clause_heads(sentence, act.act.trigger):
        if sentence.deps[head] == "ccomp" and grammar.head_is_verbal(sentence, sentence.heads[head]):
            speaker = grammar.subject(sentence, sentence.heads[head])
            inner = act.actors[0]
            return sentence.lemmas[inner] in _PRONOUNS or any(
                sentence.tags[c] == "PRP$" for c in sentence.children[inner]) or speaker is None or speaker == inner or sentence.lemmas[speaker] == sentence.lemmas[inner]
        if sentence.deps[head] in ("relcl", "advcl"):
            return False
    return True


def _announcer(sentence: Sentence, act: Coded) -> int | None:
    """Who says that somebody will do it; whether both are one party is known only when parties are (“the US will move, the Pentagon said”)."""
    for head in _clause_heads(sentence, act.act.trigger):
        if sentence.deps[head] == "ccomp" and grammar.head_is_verbal(sentence, sentence.heads[head]):
            return grammar.subject(sentence, sentence.heads[head])
        if sentence.deps[head] in ("relcl", "advcl"):
            return None
    return None


def _in_aside(sentence: Sentence, token: int) -> bool:
    """Whether the act stands in a purpose, relative or participle clause: “sent troops to help” promises nothing more."""
    return any(sentence.deps[h] in ("advcl", "relcl", "acl") for h in _clause_heads(sentence, token))


def _clause_heads(sentence: Sentence, token: int) -> list[int]:
    found = [token]
    while sentence.heads[token] != token:
        token = sentence.heads[token]
        found.append(token)
    return found
