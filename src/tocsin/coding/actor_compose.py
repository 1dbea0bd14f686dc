"""One actor composed from a noun phrase that has been taken apart: names first, then role nouns with their country."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.coding.actor_places import country_of_place
from tocsin.coding.actor_phrase import COUNTRY_KINDS, Hit, is_class_word, role_ending_at
from tocsin.coding.actor_words import (
    ARTICLE_NAMES, CIVIL_PLACES, CIVILIANS, CLASS_SECTORS, COMMON_SURNAMES, COUNTED_PEOPLE, DIRECTIONS, FORMER, GENERIC_HEADS, NATIONAL_OFFICES, PLACING, SPOKES, STRONG_MODIFIERS, TITLES, TOPICS,
)
from tocsin.lexicon.actors import ActorIndex, Entry, RoleNoun, fold
from tocsin.read.sentence import Sentence
from tocsin.records import Actor, Span

_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "SPY"})
_BODIES = {"MIL": "armed forces", "COP": "police", "LEG": "parliament", "JUD": "judiciary", "SPY": "intelligence services"}
_NO_COUNTRY = frozenset({"igo", "alliance", "ngo", "monitor", "agency", "mask"})
_US_GEORGIA = frozenset({"governor", "sheriff", "county", "senator", "congressman", "congresswoman", "republican", "republicans", "democrat",
                         "democrats", "legislature", "lawmakers", "prosecutor", "bulldogs", "lieutenant"})


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
                if self.head < c <= last and self.sentence.deps[c] == "prep" and self.sentence.lemmas[c] not in ("of", "in", "from") and c > self.core_last:
                    last = c - 1
        return self.sentence.span(self.text, self.first, max(last, self.head))

    def covering(self) -> Hit | None:
        """The name that the head belongs to."""
        return next((h for h in self.hits if h.first <= self.head <= h.last), None)


def actor(p: Phrase) -> Actor:
    """The actor of the phrase; all slots None where nothing is known but the words."""
    hit = p.covering()
    if hit is not None:
        if hit.kind == "mask":
            return _made(p)
        if hit.kind in COUNTRY_KINDS:
            return _country_itself(p, hit)
        return _person(p, hit.entries) if hit.kind == "person" else _body(p, hit)
    if p.sentence.words[p.head][0].isupper() and p.role is None and not is_class_word(p.index, fold(p.sentence.words[p.head])):
        return _named_person(p)
    return _described(p)


def _made(p: Phrase, *, name: str | None = None, country: str | None = None, sector: str | None = None, role: str | None = None,
          id: str | None = None, private: bool = False, via: str | None = None) -> Actor:
    span = p.span()
    return Actor(span.quote, name, country, sector, role, id, span, private, via)


# Countries and peoples

def _country_itself(p: Phrase, hit: Hit) -> Actor:
    """“France”, “the Kremlin”, “northern Syria”, “Iraqi Kurds”, “168 Liberians”."""
    entry = hit.entries[0]
    country = p.forced or entry.country
    name = p.index.country_name(country) if entry.kind in ("country", "seat", "adjective") else entry.name
    before = [p.sentence.words[t].lower() for t in range(p.first, hit.first)]
    if entry.kind in ("demonym", "people"):
        other = _country(p, hit)
        if entry.kind == "people" and other:
            country = other
        counted = len(before) > 0 or p.sentence.words[max(0, p.first - 1)].lower() != "the"
        return _made(p, name=entry.name if entry.kind == "people" else None, country=country, sector=entry.sector or ("CVL" if counted else None),
                     private=p.sentence.tags[p.head] in ("NN", "NNP"))
    if entry.kind == "seat":
        return _made(p, name=name, country=country, sector=entry.sector, id=_state_id(country, entry.sector))
    if entry.kind == "territory":
        return _made(p, name=entry.name, country=country, sector=entry.sector, id=entry.id)
    if entry.kind == "region" or any(w in DIRECTIONS for w in before):
        return _made(p, name=entry.name if entry.kind == "region" else None, country=country)
    return _made(p, name=name, country=country, sector="GOV", id=_state_id(country, "GOV"))


def _state_id(country: str | None, sector: str | None) -> str | None:
    if country is None or sector is None:
        return None
    return f"tocsin:{country}" if sector == "GOV" else f"tocsin:{country}-{sector}"


def _country(p: Phrase, skip: Hit | None = None) -> str | None:
    """The country that the phrase gives its head: modifiers first, then `of`, `in`…, then weak modifiers."""
    if p.forced:
        return p.forced
    core = [h for h in p.hits if h is not skip and h.first <= p.core_last]
    for h in core:
        if h.strength == 2 and (country := _hit_country(p, h)):
            return country
    placing = PLACING if p.role is not None or p.sentence.words[p.head][0].isupper() or p.sentence.lemmas[p.head] in CIVIL_PLACES or _modifier_sectors(p, p.head) else ("of",)
    later = [(PLACING.index(by), h) for h in p.hits if h is not skip and h.first > p.core_last and (by := _preposition(p, h)) in placing]
    later.sort(key=lambda pair: pair[0])
    for _, h in later:
        if h.strength and (country := _hit_country(p, h)):
            return country
    weak = next((c for h in core if h.strength == 1 and (c := _hit_country(p, h))), None)
    return weak or (_unlisted_place(p) if skip is None and not p.hits else None)


def _unlisted_place(p: Phrase) -> str | None:
    """The country of a place that only the gazetteer knows: “residents of Pando”, “Digha police”."""
    s = p.sentence
    if p.role is None and s.lemmas[p.head] not in CIVIL_PLACES and s.words[p.head].islower():
        return None
    for prep in s.children[p.head]:
        if prep > p.head and s.deps[prep] == "prep" and s.lemmas[prep] in ("in", "of", "from", "near", "at"):
            for c in s.children[prep]:
                if s.deps[c] == "pobj" and s.tags[c] == "NNP" and prep < c <= prep + 4:
                    names = [t for t in range(prep + 1, c + 1) if s.words[t][0].isupper() and s.tags[t][:3] == "NNP"]
                    found = country_of_place(" ".join(s.words[t] for t in names)) or country_of_place(s.words[names[0]]) if names else None
                    if found:
                        return found
    if p.role is not None and s.words[p.head].islower():
        for t in range(p.first, p.role[1]):
            if s.tags[t] == "NNP" and s.deps[t] == "compound" and fold(s.words[t]) not in p.people and (found := country_of_place(s.words[t])):
                return found
    return None


def _hit_country(p: Phrase, h: Hit) -> str | None:
    entry = h.entries[0]
    if entry.kind in ("mask", "person") and not (entry.kind == "person" and entry.country):
        return None
    if entry.country == "GEO" and h.first == h.last and any(p.sentence.words[t].lower() in _US_GEORGIA for t in range(p.first, p.last + 1)):
        return "USA"
    return entry.country


def _preposition(p: Phrase, h: Hit) -> str:
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
    hits = [h for h in p.hits if h.last < p.head and h.kind in ("adjective", "country", "people", "demonym") and h.strength == 2 and h.entries[0].country]
    if len(hits) < 2:
        return []
    chain = [hits[0]]
    for h in hits[1:]:
        between = p.sentence.words[chain[-1].last + 1:h.first]
        if between and all(w.lower() in ("and", "or", ",", "&", "/", "-", "–", "as", "well") for w in between):
            chain.append(h)
        elif len(chain) < 2:
            chain = [h]
    countries = list(dict.fromkeys(h.entries[0].country or "" for h in chain))
    return countries if len(chain) > 1 and len(countries) > 1 else []


# Bodies and groups

def _body(p: Phrase, hit: Hit) -> Actor:
    """A named group or body: “the rebel Kurdistan Workers' Party”, “US Congress”."""
    entry = _best(p, hit.entries, _country(p, hit))
    country = entry.country
    if country is None and entry.kind not in _NO_COUNTRY and entry.sector not in ("IMG", "ISM"):
        country = _country(p, hit)
    return _made(p, name=entry.name, country=country, sector=entry.sector, id=entry.id)


def _best(p: Phrase, entries: tuple[Entry, ...], country: str | None) -> Entry:
    """The entry that agrees with the country named beside it, else the first."""
    return next((e for e in entries if country and e.country == country), entries[0])


def _owner(p: Phrase) -> Hit | None:
    """The body or person in whose name a role is held: “UN envoy”, “Hamas fighters”, “leader of Hamas”."""
    for h in p.hits:
        if h.kind in COUNTRY_KINDS or h.kind == "mask" or h.strength < 2:
            continue
        if h.last < p.head or (h.first > p.core_last and _preposition(p, h) in ("of", "for", "from", "at", "to")):
            return h
    return None


def _surname_owner(p: Phrase) -> Actor | None:
    """The person whose bare surname stands before a role noun: “Trump administration”, “Assad's forces”."""
    head = p.sentence.lemmas[p.head].lower()
    for t in range(p.first, p.role[1] if p.role else p.head):
        word = p.sentence.words[t]
        if not word[0].isupper() or p.sentence.tags[t][:3] != "NNP" or any(h.first <= t <= h.last for h in p.hits):
            continue
        key = fold(word)
        known = p.people.get(key)
        if known is not None:
            return known
        if key in COMMON_SURNAMES and head not in ("administration", "government", "cabinet", "team", "official", "campaign"):
            continue
        found = _by_surname(p, key, [word], None, None, firm=True)
        if found:
            e = _holder(p, found)
            return Actor(word, e.name, e.country, e.sector, e.role, e.id)
        if p.role is not None and (country := _shared_country(p, key, 1)):
            return Actor(word, country=country)
    return None


def _described(p: Phrase) -> Actor:
    """A phrase headed by a common noun or a class word: role noun, its modifiers and its country."""
    role, country = p.role[0] if p.role else None, _country(p)
    role = _with_topic(p, role)
    if role is not None and _last_word(role) in SPOKES:
        return _principal(p)
    owner = _owner(p)
    sector = _sector(p, role)
    if owner is not None and sector not in ("CVL", "REF") and not (role is None and owner.kind == "person"):
        return _owned(p, owner, role, sector, country)
    if country is None and owner is None and (person := _surname_owner(p)) is not None and person.country:
        country = person.country
        if role is None:
            return _made(p, name=person.name, country=country, sector=sector or person.sector, id=person.id)
    if p.sentence.tags[p.head][:3] == "NNP" and (entry := _acronym(p)) is not None:
        return _made(p, name=entry.name, country=entry.country or country, sector=entry.sector, id=entry.id)
    if role is None and sector is None and country is None:
        return _unknown_group(p)
    sector = _territorial(p, sector)
    if role is None:
        return _made(p, country=country, sector=sector or _unknown_group(p).sector)
    body = role.kind == "body"
    name = _state_name(p, country, sector) if body else None
    return _made(p, name=name, country=None if sector in ("IGO", "UNO") else country, sector=sector, id=_state_id(country, sector) if name else None,
                 role=_role_text(p, role, country) if role.kind == "person" else None, private=role.private)


def _last_word(role: RoleNoun) -> str:
    return role.noun.rsplit(" ", 1)[-1]


def _with_topic(p: Phrase, role: RoleNoun | None) -> RoleNoun | None:
    """“ministry of defence”, “minister of foreign affairs” as the noun with its topic before it."""
    if role is None or _last_word(role) not in ("ministry", "minister", "department", "secretary"):
        return role
    of = next((c for c in p.sentence.children[p.head] if p.sentence.deps[c] == "prep" and p.sentence.lemmas[c] == "of"), None)
    if of is None:
        return role
    for t in range(of + 1, min(of + 4, len(p.sentence))):
        topic = TOPICS.get(p.sentence.words[t].lower())
        if topic is not None:
            return p.index.roles.get((topic, _last_word(role)), role)
    return role


def _sector(p: Phrase, role: RoleNoun | None) -> str | None:
    """The sector of the head, overruled by a strong noun before a generic head: “rebel leaders” → REB."""
    head = p.sentence.lemmas[p.head].lower()
    first = p.role[1] if p.role else p.head
    modifiers = _modifier_sectors(p, first)
    if role is None:
        if modifiers:
            return modifiers[-1]
        return "CVL" if head in CIVIL_PLACES or head in CIVILIANS else None
    if role.kind == "person" and any(p.sentence.words[t].lower() in FORMER for t in range(p.first, first)) and role.sector in _OFFICIAL:
        return "ELI"
    if _last_word(role) in GENERIC_HEADS or head in GENERIC_HEADS:
        strong = [s for s in modifiers if s in STRONG_MODIFIERS]
        if strong:
            return strong[0] if "OPP" not in strong else "OPP"
        if head in ("force", "forces", "troop", "troops") and role.sector == "MIL":
            return "MIL"
        if head in ("leader", "leaders", "elder", "elders") and role.sector == "GOV" and _of_a_people(p):
            return "ELI"
        if modifiers and modifiers[-1] == "GOV" and role.sector in ("ELI", "UNK", "CVL"):
            return "GOV"
    return role.sector


def _of_a_people(p: Phrase) -> bool:
    """Whether only a people, not a state, is named before the head: “Yoruba leaders”."""
    return any(h.kind == "people" and h.last < p.head and h.entries[0].sector != "PRE" for h in p.hits) and not any(
        h.kind in ("adjective", "country") for h in p.hits)


def _modifier_sectors(p: Phrase, before: int) -> list[str]:
    """Sectors of the role nouns that stand before token `before`: “rebel group leaders” → [REB…]."""
    found = []
    t = before - 1
    while t >= p.first:
        word = p.sentence.words[t]
        if p.sentence.tags[t][0] in "NJ" and word not in ("March", "May") and not any(h.first <= t <= h.last for h in p.hits):
            role = role_ending_at(p.sentence, p.index, p.first, t)
            if role is not None and (p.sentence.tags[t][0] == "N" or role[0].kind == "body") and not (t + 1 < len(p.sentence) and p.sentence.words[t + 1] == "-" and t + 1 < before):
                found.append(role[0].sector)
                t = role[1]
            elif word.lower() in ("rebel", "insurgent", "guerrilla", "guerilla", "militant", "separatist"):
                found.append("REB")
        t -= 1
    found.reverse()
    return found


def _territorial(p: Phrase, sector: str | None) -> str | None:
    """PRE for the government and forces of a presumptive state: “Abkhaz forces”, “Karabakh's defence ministry”."""
    if sector in ("GOV", "MIL", "LEG") and any(h.entries[0].sector == "PRE" and h.strength == 2 for h in p.hits if h.kind in ("territory", "people")):
        return "PRE"
    return sector


def _owned(p: Phrase, owner: Hit, role: RoleNoun | None, sector: str | None, country: str | None) -> Actor:
    """A role in a body: the body's country, sector and id, the role kept."""
    if owner.kind == "person":
        person = _holder(p, owner.entries)
        own = person.country
        if role is None or sector in ("GOV", "MIL", "COP", "LEG"):
            name = _state_name(p, own, sector) if role is not None and role.kind == "body" else None
            return _made(p, name=name or (person.name if own is None else None), country=own, sector=sector if own else person.sector,
                         id=_state_id(own, sector) if name else (person.id if own is None else None))
        return _made(p, country=own, sector=sector, private=role.private, role=_role_text(p, role, None) if role.kind == "person" else None)
    entry = _best(p, owner.entries, country)
    own = entry.country or (country if entry.kind not in _NO_COUNTRY and entry.sector not in ("IMG", "ISM") else None)
    if entry.sector in ("GOV", "LEG", "MIL", "UNK") and sector in STRONG_MODIFIERS and entry.country:
        return _made(p, country=own, sector=sector, role=_role_text(p, role, own) if role and role.kind == "person" else None)
    return _made(p, name=entry.name, country=own, sector=entry.sector, id=entry.id, private=False,
                 role=_role_text(p, role, None) if role is not None and role.kind == "person" else None)


def _state_name(p: Phrase, country: str | None, sector: str | None) -> str | None:
    """The usual name of a branch of a state: `("ARM", "MIL")` → “Armenian armed forces”."""
    known = p.index.countries.get(country) if country else None
    if known is None or sector is None:
        return None
    if sector == "GOV":
        return known.name
    return f"{known.adjective} {_BODIES[sector]}" if sector in _BODIES else None


def _role_text(p: Phrase, role: RoleNoun | None, country: str | None) -> str | None:
    """The role in the words of the report, with the country of an office: “Prime Minister of Armenia”."""
    if role is None or p.role is None or p.sentence.tags[p.head] in ("NNS", "NNPS"):
        return None
    words = p.sentence.span(p.text, p.role[1], p.head).quote if p.role[1] <= p.head and p.role[0] is not None else role.noun
    name = p.index.country_name(country)
    return f"{words} of {name}" if name and role.sector in _OFFICIAL else words


def _acronym(p: Phrase) -> Entry | None:
    """The body whose initials follow in brackets: “National Union … of Angola (UNITA)”."""
    words, t = p.sentence.words, p.last + 1
    if t + 2 < len(words) and words[t] in ("(", "-LRB-") and words[t + 1].isupper():
        found = p.index.acronyms.get(fold(words[t + 1]))
        if found and found[0].kind not in COUNTRY_KINDS:
            return found[0]
    return None


def _unknown_group(p: Phrase) -> Actor:
    """A group that the lexicon does not know: its words, and a sector from the class word in its name."""
    words = [p.sentence.words[t] for t in range(p.first, p.last + 1)]
    capitals = [w for w in words if w[0].isupper()]
    lowered = p.sentence.words[p.head].lower()
    if p.sentence.words[p.head][0].isupper() and len(capitals) > 1:
        lower = [w.lower() for w in capitals]
        sector = next((CLASS_SECTORS[w] for w in lower if CLASS_SECTORS.get(w) == "REB"), None) if "liberation" in lower or "front" in lower else None
        sector = sector or next((CLASS_SECTORS[w] for w in reversed(lower) if w in CLASS_SECTORS), None)
        return _made(p, name=" ".join(words), sector=sector)
    if lowered in COUNTED_PEOPLE:
        return _made(p, sector="CVL")
    return _made(p)


# Persons

def _holder(p: Phrase, entries: tuple[Entry, ...]) -> Entry:
    """The office that a person named in full is meant to hold: on the date, else by the title in the phrase, else the first listed."""
    if p.on:
        held = [e for e in entries if e.holds(p.on)]
        if held:
            entries = tuple(held)
    if len(entries) == 1:
        return entries[0]
    said = {fold(p.sentence.words[t]) for t in range(p.first, p.last + 1)}
    return max(entries, key=lambda e: len(said & {fold(w) for w in (e.role or "").split()} - {"of", "the"}))


def _person(p: Phrase, entries: tuple[Entry, ...], via: str | None = None) -> Actor:
    """A known person: “Azerbaijan President Ilham Aliyev”, or the principal where the person speaks for another."""
    entry = _holder(p, entries)
    if entry.role and "spokes" in entry.role.lower():
        return _principal_of_entry(p, entry)
    country = entry.country
    title = _title(p)
    sector, role = entry.sector, entry.role
    former = any(p.sentence.words[t].lower() in FORMER for t in range(p.first, p.head))
    if former or (p.on and entry.end and entry.end < p.on and (title is None or title[0].sector != entry.sector)):
        sector, role = ("ELI" if sector in _OFFICIAL else sector), f"former {entry.role}" if entry.role else None
    elif p.on and entry.start and entry.start > p.on:
        sector, role = (title[0].sector if title else None), (_title_text(p, title, country) if title else None)
    return _made(p, name=entry.name, country=country, sector=sector, role=role, id=entry.id, via=via)


def _named_person(p: Phrase) -> Actor:
    """A capitalised head that is no known name: surname of somebody introduced or in office, else title and country."""
    run = _name_run(p)
    title = _title(p)
    country = _country(p)
    if title is not None and _last_word(title[0]) in SPOKES:
        return _principal(p)
    surname = fold(p.sentence.words[p.head])
    known = p.people.get(surname)
    if known is not None and known.id in p.index.by_id and len(run) == 1:
        return _person(p, p.index.by_id[known.id or ""], via="introduced")
    if known is not None and (len(run) == 1 or known.name is None or fold(run[0]) in {fold(w) for w in known.name.split()}):
        span = p.span()
        return dataclasses.replace(known, text=span.quote, span=span, via="introduced")
    entries = _by_surname(p, surname, run, title, country)
    if entries:
        return _person(p, entries, via="surname")
    owner = _owner(p)
    if title is not None:
        country = country or _shared_country(p, surname, len(run))
        role, first = title
        sector = _sector(dataclasses.replace(p, head=_title_last(p, first), role=title), role)
        if owner is not None and owner.kind != "person" and sector not in ("CVL", "REF"):
            made = _owned(p, owner, role, sector, country)
            return dataclasses.replace(made, name=" ".join(run), id=None, role=_title_text(p, title, None))
        return _made(p, name=" ".join(run), country=None if sector == "IGO" else country, sector=_territorial(p, sector),
                     role=_title_text(p, title, country), private=role.private)
    if owner is not None:
        return dataclasses.replace(_owned(p, owner, None, None, country), name=" ".join(run), id=None)
    group = _unknown_group(p)
    modifiers = _modifier_sectors(p, p.head)
    return dataclasses.replace(group, name=" ".join(run) if group.sector is None else group.name, country=country,
                               sector=group.sector or (modifiers[-1] if modifiers else None))


def _name_run(p: Phrase) -> list[str]:
    """The capitalised words that end at the head, without titles and known names: “Judge Alejandro Rivera” → Alejandro Rivera."""
    words = [p.sentence.words[p.head]]
    for t in range(p.head - 1, p.first - 1, -1):
        word = p.sentence.words[t]
        low = word.lower()
        if word in ("-", "–") or low in ("al", "el", "bin", "ibn", "de", "van", "von", "der", "da", "dos", "del", "la"):
            words.insert(0, word)
            continue
        if not word[0].isupper() or low in TITLES or any(h.first <= t <= h.last for h in p.hits) or is_class_word(p.index, fold(word)):
            break
        words.insert(0, word)
    while len(words) > 1 and words[0] in ("-", "–"):
        words.pop(0)
    return words


def _title(p: Phrase) -> tuple[RoleNoun, int] | None:
    """The role noun in front of a name: “Israeli Prime Minister Ehud Barak” → prime minister, with its first token."""
    for t in range(p.head - 1, p.first - 1, -1):
        if any(h.first <= t <= h.last and h.kind in COUNTRY_KINDS for h in p.hits):
            continue
        found = role_ending_at(p.sentence, p.index, p.first, t)
        if found is not None:
            return found
    return None


def _title_last(p: Phrase, first: int) -> int:
    """The last token of the role noun that begins at `first`."""
    last = first
    for t in range(first, p.head):
        found = role_ending_at(p.sentence, p.index, first, t)
        if found is not None and found[1] == first:
            last = t
    return last


def _title_text(p: Phrase, title: tuple[RoleNoun, int], country: str | None) -> str:
    _, first = title
    return _of_country(p, p.sentence.span(p.text, first, _title_last(p, first)).quote, country)


def _of_country(p: Phrase, words: str, country: str | None) -> str:
    """A national office with its country: “Prime Minister” → “Prime Minister of Armenia”; other roles as they are."""
    name = p.index.country_name(country)
    if name is None or words.lower().rsplit(" ", 1)[-1] not in NATIONAL_OFFICES:
        return words
    return f"{words} of {'the ' if name in ARTICLE_NAMES else ''}{name}"


def _by_surname(p: Phrase, surname: str, run: list[str], title: tuple[RoleNoun, int] | None, country: str | None, *,
                firm: bool = False) -> tuple[Entry, ...]:
    """The one office holder that a surname means here; () when none or several could be meant."""
    found: tuple[Entry, ...] = ()
    for size in (3, 2, 1):
        key = tuple(fold(w) for w in run[-size:] if w not in ("-", "–"))
        if len(run) >= size and key in p.index.surnames:
            found = p.index.surnames[key]
            run = run[:-size]
            break
    if not found:
        return ()
    first = [w for w in run if w not in ("-", "–")]
    if first:
        found = tuple(e for e in found if fold(e.name)[:1] == fold(first[0])[:1] and (country is None or e.country in (country, None)) and title is not None)
    elif title is None and surname in COMMON_SURNAMES and not firm:
        return ()
    if country:
        found = tuple(e for e in found if e.country in (country, None))
    if title is not None and title[0].sector in ("GOV", "MIL", "LEG"):
        said = set(title[0].noun.split())
        agreeing = tuple(e for e in found if said & {fold(w) for w in (e.role or "").split()})
        found = agreeing or found
    if p.on:
        found = tuple(e for e in found if e.holds(p.on)) or (found if title is not None else ())
    people = {e.id for e in found}
    return found if len(people) == 1 else ()


def _shared_country(p: Phrase, surname: str, words: int) -> str | None:
    """The country of all office holders of that surname, when the title leaves open which of them is meant: “President Bush”."""
    countries = {e.country for e in p.index.surnames.get((surname,), ())} if words == 1 else set()
    return countries.pop() if len(countries) == 1 else None


# Spokespersons

def _principal(p: Phrase) -> Actor:
    """In whose name “a spokesman for the rebels”, “State Department Spokesperson Morgan Ortagus” speak."""
    title = p.role if p.role and _last_word(p.role[0]) in SPOKES else _title(p)
    country = _country(p)
    owner = _owner(p)
    role = _title_text(p, title, None) if title else "spokesperson"
    if owner is not None and owner.kind == "person" and owner.last < p.head:
        entry = _holder(p, owner.entries)
        return _made(p, name=entry.name, country=entry.country, sector=entry.sector, id=entry.id, role=role, via="principal")
    if owner is not None and owner.kind != "person":
        entry = _best(p, owner.entries, country)
        return _made(p, name=entry.name, country=entry.country, sector=entry.sector, id=entry.id, role=role, via="principal")
    known = p.covering()
    if known is not None and known.kind == "person":
        return _principal_of_entry(p, _holder(p, known.entries))
    introduced = _introduced_owner(p)
    if introduced is not None:
        span = p.span()
        return dataclasses.replace(introduced, text=span.quote, span=span, role=role, via="principal")
    sectors = _modifier_sectors(p, title[1] if title else p.head) or _behind(p)
    sector = _territorial(p, sectors[-1] if sectors else "GOV")
    seat = next((h for h in p.hits if h.kind == "seat" and h.strength == 2), None)
    if seat is not None and not sectors:
        sector = seat.entries[0].sector
    return _made(p, name=_state_name(p, country, sector), country=country, sector=sector, id=_state_id(country, sector) if sector in _BODIES or sector == "GOV" else None,
                 role=role, via="principal")


def _behind(p: Phrase) -> list[str]:
    """Sectors of what a spokesman speaks `for` or is `of`."""
    found = []
    for prep in p.sentence.children[p.head]:
        if p.sentence.deps[prep] == "prep" and p.sentence.lemmas[prep] in ("for", "of"):
            for c in p.sentence.children[prep]:
                role = role_ending_at(p.sentence, p.index, prep + 1, c)
                if role is not None:
                    found.append(role[0].sector)
    return found


def _introduced_owner(p: Phrase) -> Actor | None:
    """The person introduced in the report whose surname owns the spokesperson: “Guterres' spokesman”."""
    for t in range(p.first, p.head):
        word = p.sentence.words[t]
        if word[0].isupper() and (known := p.people.get(fold(word))) is not None and p.sentence.deps[t] in ("poss", "compound"):
            return known
        if word[0].isupper() and p.sentence.deps[t] == "poss":
            found = _by_surname(p, fold(word), [word], None, None)
            if found:
                e = _holder(p, found)
                return Actor(word, e.name, e.country, e.sector, e.role, e.id)
    return None


def _principal_of_entry(p: Phrase, entry: Entry) -> Actor:
    """The body a known spokesperson speaks for: Dujarric → the United Nations."""
    body: Entry | None = None
    if entry.organisation:
        from tocsin.lexicon.actors import key_of

        key = key_of(entry.organisation)
        found = p.index.names.get(key) or (p.index.acronyms.get(key[0]) if len(key) == 1 else None) or p.index.by_id.get(entry.organisation)
        body = found[0] if found else None
    if body is not None and body.kind not in COUNTRY_KINDS:
        return _made(p, name=body.name, country=body.country, sector=body.sector, id=body.id, role=entry.role, via="principal")
    return _made(p, name=_state_name(p, entry.country, entry.sector), country=entry.country, sector=entry.sector,
                 id=_state_id(entry.country, entry.sector), role=entry.role, via="principal")


def spokesperson(p: Phrase) -> Actor | None:
    """Who speaks for another in the phrase; None where the phrase names the party itself."""
    hit = p.covering()
    if hit is not None and hit.kind == "person":
        entry = _holder(p, hit.entries)
        title = _title(p)
        if (entry.role and "spokes" in entry.role.lower()) or (title is not None and _last_word(title[0]) in SPOKES):
            return _made(p, name=entry.name, country=entry.country, sector=entry.sector, role=entry.role, id=entry.id)
        return None
    title = p.role or _title(p)
    if title is None and p.sentence.words[p.head][0].isupper():
        entries = _by_surname(p, fold(p.sentence.words[p.head]), _name_run(p), None, _country(p))
        if entries and entries[0].role and "spokes" in entries[0].role.lower():
            entry = _holder(p, entries)
            return _made(p, name=entry.name, country=entry.country, sector=entry.sector, role=entry.role, id=entry.id)
    if title is None or _last_word(title[0]) not in SPOKES:
        return None
    principal = _principal(p)
    name = " ".join(_name_run(p)) if p.role is None else None
    return _made(p, name=name, country=principal.country, sector=principal.sector, role=_title_text(p, title, None) if p.role is None else title[0].noun)
