"""Which party a noun phrase names: country, sector, name, role and id, composed from names and role nouns.

`resolve_phrase` answers for one phrase, without its conjuncts: “Armenian Prime Minister Nikol Pashinyan” → ARM GOV;
“rebels in Darfur” → SDN REB; “UN peacekeepers” → the United Nations. A spokesperson never stands in for the
principal: “Guterres' spokesperson” is Guterres, and `spokesperson_of` tells who spoke.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from tocsin.coding import actor_compose as compose
from tocsin.coding import actor_parts as parts
from tocsin.coding import actor_people as people_in
from tocsin.coding.actor_names import NameMention, find_names, people_of, terms_of, years_of_offices
from tocsin.coding.actor_phrase import Hit, bounds, hits_in, role_ending_at, role_with_of
from tocsin.coding.actor_words import COUNTED_PEOPLE, TRANSPARENT
from tocsin.lexicon.actors import ActorIndex, load_actor_index
from tocsin.read.sentence import Sentence
from tocsin.records import Actor

__all__ = [
    "ActorIndex",
    "NameMention",
    "find_names",
    "load_actor_index",
    "people_of",
    "resolve_phrase",
    "spokesperson_of",
    "terms_of",
    "years_of_offices",
]

_NO_PARTY_TAGS = frozenset({"PRP", "PRP$", "WP", "WDT", "EX", "IN", "TO", "MD", "CC", ".", ",", ":", "POS", "RP"})


def resolve_phrase(
    sentence: Sentence,
    head: int,
    index: ActorIndex,
    *,
    on: str | None = None,
    people: Mapping[str, Actor] | None = None,
    text: str,
) -> tuple[Actor, ...]:
    """The party or parties named by the noun phrase at token `head`; () for what names none.

    Two come out where modifiers are coordinated: “U.S. and Russian negotiators” → USA GOV, RUS GOV. `on` is the ISO
    date of the report, `people` the persons introduced in it (see `people_of`), `text` the report's text.
    """
    if sentence.tags[head] in _NO_PARTY_TAGS:
        return ()
    inner = _counted(sentence, head)
    if inner is not None:
        found = resolve_phrase(sentence, inner, index, on=on, people=people, text=text)
        if found:
            first, _, last = bounds(sentence, head)
            span = sentence.span(text, first, max(last, inner))
            return tuple(dataclasses.replace(a, text=span.quote, span=span) for a in found)
    elif sentence.tags[head] == "NNS" and sentence.deps[head] in ("nsubj", "nsubjpass") and sentence.words[head].lower() in COUNTED_PEOPLE:
        first, _, last = bounds(sentence, head)
        span = sentence.span(text, first, last)
        return (Actor(span.quote, sector="CVL", span=span),)  # “Tens of thousands rallied”
    p = _phrase(sentence, head, index, on, people, text)
    if p is None:
        return ()
    each = parts.coordinated(p)
    if each:
        return tuple(compose.actor(dataclasses.replace(p, forced=country)) for country in each)
    actor = compose.actor(p)
    actor = _with_apposition(sentence, head, index, on, people, text, actor)
    return (actor,) if actor.country or actor.sector or actor.name or actor.id else ()


def spokesperson_of(
    sentence: Sentence,
    head: int,
    index: ActorIndex,
    *,
    on: str | None = None,
    people: Mapping[str, Actor] | None = None,
    text: str,
) -> Actor | None:
    """The person who speaks for another in the phrase at `head`, None where nobody does.

    “Guterres' spokesperson Stephane Dujarric” → Stéphane Dujarric, while `resolve_phrase` gives the principal.
    """
    p = _phrase(sentence, head, index, on, people, text)
    return people_in.spokesperson(p) if p is not None else None


def _phrase(
    sentence: Sentence, head: int, index: ActorIndex, on: str | None, people: Mapping[str, Actor] | None, text: str
) -> parts.Phrase | None:
    """The phrase taken apart; None when nothing in it can name a party."""
    first, core, last = bounds(sentence, head)
    hits = hits_in(sentence, index, first, last, on)
    role = role_ending_at(sentence, index, first, head)
    longer = role_with_of(sentence, index, head) if role is not None else None
    if role is not None and longer is not None:
        role = (longer, role[1])
    if not hits and role is None and not sentence.words[head][0].isupper():
        if not any(role_ending_at(sentence, index, t, t) for t in range(first, head)):
            return None
    return parts.Phrase(sentence, head, first, core, last, hits, role, index, on, people or {}, text)


def _counted(sentence: Sentence, head: int) -> int | None:
    """The head of what a counting word counts: `group` of “a group of Yoruba leaders” → leaders; else None."""
    if sentence.words[head].lower() not in TRANSPARENT:
        return None
    for prep in sentence.children[head]:
        if sentence.deps[prep] == "prep" and sentence.lemmas[prep] == "of" and prep > head:
            for c in sentence.children[prep]:
                if sentence.deps[c] == "pobj" and sentence.tags[c][0] in "NJCD":
                    return c
    return None


def _with_apposition(
    sentence: Sentence,
    head: int,
    index: ActorIndex,
    on: str | None,
    people: Mapping[str, Actor] | None,
    text: str,
    actor: Actor,
) -> Actor:
    """What an apposition adds: “Ali Hassan, a Syrian rebel commander” is SYR REB."""
    if actor.id and (actor.country or actor.sector):
        return actor
    above = sentence.heads[head]
    if actor.country is None and actor.name and sentence.deps[head] == "appos" and above < head:
        p = _phrase(sentence, above, index, on, people, text)
        if p is not None and not _place_only(p.hits, above):
            other = compose.actor(dataclasses.replace(p, last=min(p.last, head - 1)))
            if other.country or other.id:
                return dataclasses.replace(
                    actor,
                    country=other.country,
                    sector=other.sector or actor.sector,
                    role=actor.role or other.role,
                    via="apposition",
                )
    for c in sentence.children[head]:
        if sentence.deps[c] != "appos" or c <= head:
            continue
        p = _phrase(sentence, c, index, on, people, text)
        if p is None:
            continue
        other = compose.actor(p)
        if (
            other.id
            and actor.country in (None, other.country)
            and (actor.name is None or actor.country is None)
            and not _place_only(p.hits, c)
        ):
            return dataclasses.replace(
                other, text=actor.text, span=actor.span, role=other.role or actor.role, via="apposition"
            )
        if actor.country is None and (other.country or other.sector) and not _place_only(p.hits, c):
            return dataclasses.replace(
                actor,
                country=other.country,
                sector=actor.sector or other.sector,
                role=actor.role or other.role,
                private=actor.private or other.private,
                via="apposition",
            )
    return actor


def _place_only(hits: list[Hit], head: int) -> bool:
    """Whether the phrase at `head` is just a place name, which an apposition of a party never is (“Smith, Georgia”)."""
    return any(h.first <= head <= h.last and h.kind in ("country", "seat", "region", "territory") for h in hits)
