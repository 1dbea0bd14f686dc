"""A noun phrase that names a party and what can be read off its parts: country, owner, title, name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.coding.actor_phrase import COUNTRY_KINDS, Hit, is_class_word, role_ending_at
from tocsin.coding.actor_places import country_of_place
from tocsin.coding.actor_words import (
    ARTICLE_NAMES,
    CIVIL_PLACES,
    NATIONAL_OFFICES,
    PLACING,
    TITLES,
    is_capital,
)
from tocsin.lexicon.actors import ActorIndex, Entry, RoleNoun, fold
from tocsin.read.sentence import Sentence
from tocsin.records import Actor, Span

BODIES = {
    "MIL": "armed forces",
    "COP": "police",
    "LEG": "parliament",
    "JUD": "judiciary",
    "SPY": "intelligence services",
}
_US_GEORGIA = frozenset(
    {
        "governor",
        "sheriff",
        "county",
        "senator",
        "congressman",
        "congresswoman",
        "republican",
        "republicans",
        "democrat",
        "democrats",
        "legislature",
        "lawmakers",
        "prosecutor",
        "bulldogs",
        "lieutenant",
    }
)
"""Words beside `Georgia` that say it is the American state."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: where it lies, the names in it, the role noun that its head ends (with its first token)."""

    sentence: Sentence
    head: int
    first: int
    core_last: int
    last: int
    hits: list[Hit]
    role: tuple[RoleNoun, int] | None
    index: ActorIndex
    on: str | None
    people: Mapping[str, Actor]
    text: str
    forced: str | None = None
    """A country given from outside, for each part of coordinated modifiers."""

    def span(self) -> Span:
        """The words of the phrase; what follows a person's name (“at the summit”) is no part of it."""
        hit = self.covering()
        last = self.last
        if (hit is not None and hit.kind == "person") or (self.role is None and self.sentence.tags[self.head] == "NNP"):
            last = max(self.core_last, hit.last if hit else self.head)
        elif self.role is None:
            for c in self.sentence.children[self.head]:
                if (
                    self.head < c <= last
                    and self.sentence.deps[c] == "prep"
                    and self.sentence.lemmas[c] not in ("of", "in", "from")
                    and c > self.core_last
                ):
                    last = c - 1
        return self.sentence.span(self.text, self.first, max(last, self.head))

    def covering(self) -> Hit | None:
        """The name that the head belongs to."""
        return next((h for h in self.hits if h.first <= self.head <= h.last), None)


def made(
    p: Phrase,
    *,
    name: str | None = None,
    country: str | None = None,
    sector: str | None = None,
    role: str | None = None,
    id: str | None = None,
    private: bool = False,
    via: str | None = None,
) -> Actor:
    span = p.span()
    return Actor(span.quote, name, country, sector, role, id, span, private, via)


def state_id(country: str | None, sector: str | None) -> str | None:
    if country is None or sector is None:
        return None
    return f"tocsin:{country}" if sector == "GOV" else f"tocsin:{country}-{sector}"


def country_of(p: Phrase, skip: Hit | None = None) -> str | None:
    """The country that the phrase gives its head: modifiers first, then `of`, `in`…, then weak modifiers."""
    if p.forced:
        return p.forced
    core = [h for h in p.hits if h is not skip and h.first <= p.core_last]
    for h in core:
        if h.strength == 2 and (country := hit_country(p, h)):
            return country
    placing = (
        PLACING
        if p.role is not None
        or is_capital(p.sentence.words[p.head])
        or p.sentence.lemmas[p.head] in CIVIL_PLACES
        or modifier_sectors(p, p.head)
        else ("of",)
    )
    later = [
        (PLACING.index(by), h)
        for h in p.hits
        if h is not skip and h.first > p.core_last and (by := preposition_of(p, h)) in placing
    ]
    later.sort(key=lambda pair: pair[0])
    for _, h in later:
        if h.strength and (country := hit_country(p, h)):
            return country
    weak = next((c for h in core if h.strength == 1 and (c := hit_country(p, h))), None)
    return weak or (unlisted_place(p) if skip is None and not p.hits else None)


def unlisted_place(p: Phrase) -> str | None:
    """The country of a place that only the gazetteer knows: “residents of Pando”, “Digha police”."""
    s = p.sentence
    if p.role is None and s.lemmas[p.head] not in CIVIL_PLACES and s.words[p.head].islower():
        return None
    for prep in s.children[p.head]:
        if prep > p.head and s.deps[prep] == "prep" and s.lemmas[prep] in ("in", "of", "from", "near", "at"):
            for c in s.children[prep]:
                if s.deps[c] == "pobj" and s.tags[c] == "NNP" and prep < c <= prep + 4:
                    names = [t for t in range(prep + 1, c + 1) if is_capital(s.words[t]) and s.tags[t][:3] == "NNP"]
                    found = (
                        country_of_place(" ".join(s.words[t] for t in names)) or country_of_place(s.words[names[0]])
                        if names
                        else None
                    )
                    if found:
                        return found
    if p.role is not None and s.words[p.head].islower():
        for t in range(p.first, p.role[1]):
            if (
                s.tags[t] == "NNP"
                and s.deps[t] == "compound"
                and fold(s.words[t]) not in p.people
                and (found := country_of_place(s.words[t]))
            ):
                return found
    return None


def hit_country(p: Phrase, h: Hit) -> str | None:
    entry = h.entries[0]
    if entry.kind in ("mask", "person") and not (entry.kind == "person" and entry.country):
        return None
    if (
        entry.country == "GEO"
        and h.first == h.last
        and any(p.sentence.words[t].lower() in _US_GEORGIA for t in range(p.first, p.last + 1))
    ):
        return "USA"
    return entry.country


def preposition_of(p: Phrase, h: Hit) -> str:
    """The preposition that ties a name behind the head to the phrase."""
    t = h.last
    for _ in range(6):
        if p.sentence.deps[t] == "prep":
            return p.sentence.lemmas[t]
        if t == p.head or p.sentence.heads[t] == t:
            return ""
        t = p.sentence.heads[t]
    return ""


def coordinated(p: Phrase) -> list[str]:
    """Countries of coordinated modifiers: “U.S. and Russian negotiators” → USA, RUS; [] when fewer than two."""
    if p.covering() is not None:
        return []
    hits = [
        h
        for h in p.hits
        if h.last < p.head
        and h.kind in ("adjective", "country", "people", "demonym")
        and h.strength == 2
        and h.entries[0].country
    ]
    if len(hits) < 2:
        return []
    chain = [hits[0]]
    for h in hits[1:]:
        between = p.sentence.words[chain[-1].last + 1 : h.first]
        if between and all(w.lower() in ("and", "or", ",", "&", "/", "-", "–", "as", "well") for w in between):
            chain.append(h)
        elif len(chain) < 2:
            chain = [h]
    countries = list(dict.fromkeys(h.entries[0].country or "" for h in chain))
    return countries if len(chain) > 1 and len(countries) > 1 else []


def best(entries: tuple[Entry, ...], country: str | None) -> Entry:
    """The entry that agrees with the country named beside it, else the first."""
    return next((e for e in entries if country and e.country == country), entries[0])


def owner_of(p: Phrase) -> Hit | None:
    """The body or person in whose name a role is held: “UN envoy”, “Hamas fighters”, “leader of Hamas”."""
    for h in p.hits:
        if h.kind in COUNTRY_KINDS or h.kind == "mask" or h.strength < 2:
            continue
        if h.last < p.head or (h.first > p.core_last and preposition_of(p, h) in ("of", "for", "from", "at", "to")):
            return h
    return None


def modifier_sectors(p: Phrase, before: int) -> list[str]:
    """Sectors of the role nouns that stand before token `before`: “rebel group leaders” → [REB…]."""
    found = []
    t = before - 1
    while t >= p.first:
        word = p.sentence.words[t]
        if (
            p.sentence.tags[t][0] in "NJ"
            and word not in ("March", "May")
            and not any(h.first <= t <= h.last for h in p.hits)
        ):
            role = role_ending_at(p.sentence, p.index, p.first, t)
            if (
                role is not None
                and (p.sentence.tags[t][0] == "N" or role[0].kind == "body")
                and not (t + 1 < len(p.sentence) and p.sentence.words[t + 1] == "-" and t + 1 < before)
            ):
                found.append(role[0].sector)
                t = role[1]
            elif word.lower() in ("rebel", "insurgent", "guerrilla", "guerilla", "militant", "separatist"):
                found.append("REB")
        t -= 1
    found.reverse()
    return found


def territorial(p: Phrase, sector: str | None) -> str | None:
    """PRE for the government and forces of a presumptive state: “Abkhaz forces”, “Karabakh's defence ministry”."""
    if sector in ("GOV", "MIL", "LEG") and any(
        h.entries[0].sector == "PRE" and h.strength == 2 for h in p.hits if h.kind in ("territory", "people")
    ):
        return "PRE"
    return sector


def state_name(p: Phrase, country: str | None, sector: str | None) -> str | None:
    """The usual name of a branch of a state: `("ARM", "MIL")` → “Armenian armed forces”."""
    known = p.index.countries.get(country) if country else None
    if known is None or sector is None:
        return None
    if sector == "GOV":
        return known.name
    return f"{known.adjective} {BODIES[sector]}" if sector in BODIES else None


def of_country(p: Phrase, words: str, country: str | None) -> str:
    """A national office with its country: “Prime Minister” → “Prime Minister of Armenia”; other roles as they are."""
    name = p.index.country_name(country)
    if name is None or words.lower().rsplit(" ", 1)[-1] not in NATIONAL_OFFICES:
        return words
    return f"{words} of {'the ' if name in ARTICLE_NAMES else ''}{name}"


def name_run(p: Phrase) -> list[str]:
    """The capitalised words that end at the head, without titles: “Judge Alejandro Rivera” → Alejandro Rivera."""
    words = [p.sentence.words[p.head]]
    for t in range(p.head - 1, p.first - 1, -1):
        word = p.sentence.words[t]
        low = word.lower()
        if word in ("-", "–") or low in ("al", "el", "bin", "ibn", "de", "van", "von", "der", "da", "dos", "del", "la"):
            words.insert(0, word)
            continue
        if (
            not is_capital(word)
            or low in TITLES
            or any(h.first <= t <= h.last for h in p.hits)
            or is_class_word(p.index, fold(word))
        ):
            break
        words.insert(0, word)
    while len(words) > 1 and words[0] in ("-", "–"):
        words.pop(0)
    return words


def title_of(p: Phrase) -> tuple[RoleNoun, int] | None:
    """The role noun in front of a name: “Israeli Prime Minister Ehud Barak” → prime minister, with its first token."""
    for t in range(p.head - 1, p.first - 1, -1):
        if any(h.first <= t <= h.last and h.kind in COUNTRY_KINDS for h in p.hits):
            continue
        found = role_ending_at(p.sentence, p.index, p.first, t)
        if found is not None:
            return found
    return None


def title_last(p: Phrase, first: int) -> int:
    """The last token of the role noun that begins at `first`."""
    last = first
    for t in range(first, p.head):
        found = role_ending_at(p.sentence, p.index, first, t)
        if found is not None and found[1] == first:
            last = t
    return last


def title_text(p: Phrase, title: tuple[RoleNoun, int], country: str | None) -> str:
    _, first = title
    return of_country(p, p.sentence.span(p.text, first, title_last(p, first)).quote, country)


def last_word(role: RoleNoun) -> str:
    return role.noun.rsplit(" ", 1)[-1]
