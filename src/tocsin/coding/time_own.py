"""The date of an act's own clause: nearest in the tree, reckoned where it is counted from another, that of the telling told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.coding.clauses import distance, head_of, other_clause, path, tokens_of
from tocsin.coding.time_anchors import anchored, counted_from_event
from tocsin.coding.times import to_when
from tocsin.read.sentence import Sentence, subtree
from tocsin.records import DateMention, When

_FARTHEST = 7
"""Steps in the tree beyond which a date of the sentence is not the act's."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time found for an act, and whether it is only that of the telling."""

    when: When
    told: bool


def own_time(sentence: Sentence, words: Sequence[int], dates: Sequence[DateMention], to_come: bool, nouns: frozenset[str]) -> Found | None:
    """The nearest date of the act's own clause in the tree, else that of the telling; an act still to come has only its own.

    `nouns` are what the act may be called: `killed in Monday's attack` is of Monday.
    """
    if (before := _counted_back(sentence, words[0], dates)) is not None:
        return before.found
    best: tuple[bool, float, DateMention] | None = None
    for date in dates:
        placed = _placed(sentence, date, dates)
        if placed is None:
            continue
        date, head, hung = placed
        if hung and words[0] in (_phrase(sentence, date, tokens_of(sentence, date.span.start, date.span.end)) or ()):
            continue  # “hours after a man was shot” does not say when he was shot
        told = _dates_telling(sentence, words[0], head)
        if (not hung and _dates_another(sentence, words, head, nouns)) or (to_come and told) or _dates_verdict(sentence, words[0], head, len(dates) == 1):
            continue
        cost = float(min(distance(sentence, t, head) for t in words)) + (3 if other_clause(sentence, words[0], head) else 0)
        if cost > _FARTHEST and _closes(sentence, date) and not other_clause(sentence, words[0], head):
            cost = float(_FARTHEST)
        if cost <= _FARTHEST and (best is None or (told, cost) < best[:2]):
            best = (told, cost, date)
    return Found(to_when(best[2]), best[0]) if best else None


def _closes(sentence: Sentence, date: DateMention) -> bool:
    """Whether the date is the last thing said, so that it dates all of the clause: “killed a man in a raid in Bala Boluk district, Sunday.”"""
    return not any(word[0].isalnum() for word, start in zip(sentence.words, sentence.starts, strict=True) if start >= date.span.end)


def _placed(sentence: Sentence, date: DateMention, dates: Sequence[DateMention]) -> tuple[DateMention, int, bool] | None:
    """A date that can tell a time, with the token it hangs on and whether it is counted from another date of the sentence."""
    tokens = tokens_of(sentence, date.span.start, date.span.end)
    if not tokens or date.type == "SET":
        return None
    if date.start is None and date.end is None:
        return _counted(sentence, date, tokens, dates)
    if date.type == "DURATION" and (date.start is None or date.end is None):
        return None
    return date, head_of(sentence, tokens), False


_LINKS = frozenset({"after", "before", "following", "since", "prior"})


def _counted(sentence: Sentence, date: DateMention, tokens: range, dates: Sequence[DateMention]) -> tuple[DateMention, int, bool] | None:
    """`two days after the summit ended on Friday`: the day reckoned, and the token that the whole phrase hangs on."""
    phrase = _phrase(sentence, date, tokens)
    if phrase is None:
        return None
    at = head_of(sentence, tokens)
    while at in phrase and sentence.heads[at] != at:
        at = sentence.heads[at]
    if sentence.words[max(phrase)].lower() in _PRONOUNS:
        anchor = next((d for d in reversed(dates) if d.span.end <= date.span.start and d.start), None)
    else:
        anchor = next((d for d in dates if d.span.start > date.span.end and d.start and _tells(sentence, d, phrase)), None)
    if anchor is None or at in phrase:
        return None
    return anchored(date, to_when(anchor)), at, True


def _tells(sentence: Sentence, date: DateMention, phrase: set[int]) -> bool:
    """Whether the date is that of what the phrase names, not the mere name of something in it: “the trial of the July 19 gunman”."""
    tokens = tokens_of(sentence, date.span.start, date.span.end)
    if not tokens or not phrase.issuperset(tokens):
        return False
    head = head_of(sentence, tokens)
    noun = sentence.heads[head]
    if sentence.deps[head] not in ("nummod", "compound", "nmod", "poss", "amod") or sentence.tags[noun][0] != "N":
        return True
    return sentence.deps[noun] == "pobj" and sentence.lemmas[sentence.heads[noun]] in _LINKS


_PRONOUNS = frozenset({"which", "that", "this"})


def _phrase(sentence: Sentence, date: DateMention, tokens: range) -> set[int] | None:
    """The tokens of `two days after …` with all that follows the preposition; None where none does."""
    link = tokens[-1] + 1
    if not counted_from_event(date) or link >= len(sentence) or sentence.lemmas[link] not in _LINKS:
        return None
    if link + 1 < len(sentence) and sentence.lemmas[link + 1] in _PRONOUNS:
        return {*tokens, link, link + 1}
    top = link if any(c > link for c in sentence.children[link]) else sentence.heads[link]
    return {*(t for t in subtree(sentence, top) if t >= tokens[0]), *tokens, link}


@dataclass(frozen=True, slots=True)
class _Back:
    """What `five days after the raid` says of the raid itself: a time, or none."""

    found: Found | None


def _counted_back(sentence: Sentence, trigger: int, dates: Sequence[DateMention]) -> _Back | None:
    """`struck on Wednesday, five days after a drone killed him`: the killing was five days before Wednesday; None for other acts."""
    for date in dates:
        tokens = tokens_of(sentence, date.span.start, date.span.end)
        phrase = _phrase(sentence, date, tokens) if tokens else None
        if phrase is None or trigger not in phrase:
            continue
        outside = []
        for other in dates:
            where = tokens_of(sentence, other.span.start, other.span.end)
            if where and set(where) <= phrase and other is not date:
                return None  # it has a date of its own
            if where and not set(where) & phrase and other.start and other.type in ("DATE", "TIME"):
                outside.append((abs(where[0] - tokens[0]), other))
        if not outside:
            return _Back(None)
        return _Back(Found(to_when(anchored(date, to_when(min(outside, key=lambda o: o[0])[1]), reverse=True)), False))
    return None


def _dates_another(sentence: Sentence, words: Sequence[int], head: int, nouns: frozenset[str]) -> bool:
    """Whether the date belongs to something else: a relative clause apart from the act (“the group, banned in May, which …”),
    a clause of an earlier or later time (“after talks had failed on Monday”), or another noun (“a 1951 treaty”)."""
    above = sentence.heads[head]
    if sentence.deps[head] in ("nummod", "compound", "nmod", "poss", "amod") and above not in words and sentence.tags[above] in ("NN", "NNS", "NNP"):
        return sentence.lemmas[above] not in nouns or sentence.deps[above] != "pobj" or not _of_the_act(sentence, words, above)
    if sentence.lemmas[above] == "since" and sentence.tags[words[0]][0] == "N":
        return True  # “the first clash since 1975”
    act, date = path(sentence, words[0]), path(sentence, head)
    return any(_apart(sentence, t) and not _happening(sentence, t, words) for t in date if t not in act) or any(
        sentence.deps[t] == "relcl" and sentence.heads[t] not in date for t in act if t not in date)


def _of_the_act(sentence: Sentence, words: Sequence[int], noun: int) -> bool:
    """Whether the phrase of the noun hangs on the act, or on what is coordinated with it: `killed and wounded in Sunday's attack`."""
    verb = sentence.heads[sentence.heads[noun]]
    while sentence.deps[verb] == "conj" and verb not in words:
        verb = sentence.heads[verb]
    return verb in words


def _happening(sentence: Sentence, verb: int, words: Sequence[int]) -> bool:
    """Whether a relative clause only says when the act was: “a shooting that happened on Sunday”."""
    return sentence.deps[verb] == "relcl" and sentence.heads[verb] in words and sentence.lemmas[verb] in ("happen", "occur", "take", "begin", "start")


_OTHER_TIMES = frozenset({"after", "before", "since", "until", "because", "although", "though"})


def _apart(sentence: Sentence, token: int) -> bool:
    """Whether a clause with a time of its own begins at `token`."""
    if sentence.deps[token] == "relcl":
        return True
    return sentence.deps[token] in ("advcl", "pcomp") and any(
        sentence.deps[c] == "mark" and sentence.lemmas[c] in _OTHER_TIMES for c in sentence.children[token])


def _dates_telling(sentence: Sentence, trigger: int, head: int) -> bool:
    """Whether the date hangs on the verb that tells of the act: “said on Monday that it would withdraw”."""
    act, date = path(sentence, trigger), path(sentence, head)
    told = next((t for t in act if sentence.deps[t] == "ccomp"), None)
    return told is not None and told not in date and sentence.heads[told] in date[:4]


_VERDICTS = frozenset("condemn denounce criticise criticize deplore welcome praise discuss investigate blame mourn commemorate mark recall protest "
                      "confirm deny reject regret avenge call describe".split())


def _dates_verdict(sentence: Sentence, trigger: int, head: int, alone: bool) -> bool:
    """Whether the date hangs on a verb that only speaks of the act: “condemned the attack on Wednesday” dates the verdict,
    unless another date of the sentence does."""
    if sentence.tags[trigger][0] != "N":
        return False
    date = path(sentence, head)
    verb = next((t for t in path(sentence, trigger)[1:] if sentence.tags[t][0] == "V"), None)
    if verb is None or sentence.lemmas[verb] not in _VERDICTS:
        return False
    bare = len(date) > 1 and sentence.lemmas[date[1]] == "on" and not any(sentence.deps[c] == "npadvmod" for c in sentence.children[verb])
    return verb in date[:3] if trigger not in date else bare and sentence.heads[trigger] == verb and alone
