"""One actor composed from a noun phrase that has been taken apart: names first, then role nouns with their country."""

from __future__ import annotations

import dataclasses

from tocsin.coding.actor_parts import (
    Phrase,
    best,
    country_of,
    last_word,
    made,
    modifier_sectors,
    name_run,
    owner_of,
    state_id,
    state_name,
    territorial,
    title_last,
    title_of,
    title_text,
)
from tocsin.coding.actor_people import (
    by_surname,
    holder,
    known_person,
    principal_of,
    shared_country,
)
from tocsin.coding.actor_phrase import COUNTRY_KINDS, Hit, is_class_word
from tocsin.coding.actor_words import (
    CIVIL_PLACES,
    CIVILIANS,
    CLASS_SECTORS,
    COMMON_SURNAMES,
    COUNTED_PEOPLE,
    DIRECTIONS,
    FORMER,
    GENERIC_HEADS,
    GENERIC_NAME_WORDS,
    OPEN_NAMES,
    SPOKES,
    STRONG_MODIFIERS,
    TOPICS,
    is_capital,
)
from tocsin.lexicon.actors import Entry, RoleNoun, fold
from tocsin.records import Actor

_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "SPY"})
_ONE_OF = frozenset({"a", "an", "another", "one", "young", "elderly", "old"})
"""Before a nationality alone these say that one person is meant: “a Palestinian”."""
_NO_COUNTRY = frozenset({"igo", "alliance", "ngo", "monitor", "agency", "mask"})


def actor(p: Phrase) -> Actor:
    """The actor of the phrase; all slots None where nothing is known but the words."""
    hit = p.covering()
    if hit is not None:
        if hit.kind == "mask":
            return made(p)
        if hit.kind in COUNTRY_KINDS:
            return _country_itself(p, hit)
        return known_person(p, hit.entries) if hit.kind == "person" else _body(p, hit)
    if (
        is_capital(p.sentence.words[p.head])
        and p.role is None
        and not is_class_word(p.index, fold(p.sentence.words[p.head]))
    ):
        return _named_person(p)
    return _described(p)


def _country_itself(p: Phrase, hit: Hit) -> Actor:
    """“France”, “the Kremlin”, “northern Syria”, “Iraqi Kurds”, “168 Liberians”."""
    entry = hit.entries[0]
    country = p.forced or entry.country
    name = p.index.country_name(country) if entry.kind in ("country", "seat", "adjective") else entry.name
    before = [p.sentence.words[t].lower() for t in range(p.first, hit.first)]
    if entry.kind in ("demonym", "people"):
        other = country_of(p, hit)
        if entry.kind == "people" and other:
            country = other
        counted = len(before) > 0 or p.sentence.words[max(0, p.first - 1)].lower() != "the"
        return made(
            p,
            name=entry.name if entry.kind == "people" else None,
            country=country,
            sector=entry.sector or ("CVL" if counted else None),
            private=p.sentence.tags[p.head] in ("NN", "NNP"),
        )
    if entry.kind == "adjective" and hit.first and p.sentence.words[hit.first - 1].lower() in _ONE_OF:
        return made(p, country=country, sector="CVL", private=True)
    if entry.kind == "seat":
        return made(p, name=name, country=country, sector=entry.sector, id=state_id(country, entry.sector))
    if entry.kind == "territory":
        return made(p, name=entry.name, country=country, sector=entry.sector, id=entry.id)
    if entry.kind == "region" or any(w in DIRECTIONS for w in before):
        return made(p, name=entry.name if entry.kind == "region" else None, country=country)
    return made(p, name=name, country=country, sector="GOV", id=state_id(country, "GOV"))


def _body(p: Phrase, hit: Hit) -> Actor:
    """A named group or body: “the rebel Kurdistan Workers' Party”, “US Congress”."""
    beside = country_of(p, hit)
    entry = best(hit.entries, beside)
    country = entry.country
    if country is not None and beside != country and (key := _generic(p, hit)):
        if beside is not None or key in OPEN_NAMES:  # “Israel's Labour Party”; alone, the report says whose
            return made(p, name=entry.name, country=beside, sector=entry.sector)
    if country is None and entry.kind not in _NO_COUNTRY and entry.sector not in ("IMG", "ISM"):
        country = country_of(p, hit)
    return made(p, name=entry.name, country=country, sector=entry.sector, id=entry.id)


def _generic(p: Phrase, hit: Hit) -> tuple[str, ...]:
    """The key of a name that bodies of several countries can have; () for one that is a country's own."""
    key = tuple(k for t in range(hit.first, hit.last + 1) if (k := fold(p.sentence.words[t])) not in ("", "s"))
    return key if all(k in GENERIC_NAME_WORDS for k in key) else ()


def _surname_owner(p: Phrase) -> Actor | None:
    """The person whose bare surname stands before a role noun: “Trump administration”, “Assad's forces”."""
    head = p.sentence.lemmas[p.head].lower()
    for t in range(p.first, p.role[1] if p.role else p.head):
        word = p.sentence.words[t]
        if not is_capital(word) or p.sentence.tags[t][:3] != "NNP" or any(h.first <= t <= h.last for h in p.hits):
            continue
        key = fold(word)
        known = p.people.get(key)
        if known is not None:
            return known
        if key in COMMON_SURNAMES and head not in (
            "administration",
            "government",
            "cabinet",
            "team",
            "official",
            "campaign",
        ):
            continue
        found = by_surname(p, key, [word], None, None, firm=True)
        if found:
            e = holder(p, found)
            return Actor(word, e.name, e.country, e.sector, e.role, e.id)
        if p.role is not None and (country := shared_country(p, key, 1)):
            return Actor(word, country=country)
    return None


def _described(p: Phrase) -> Actor:
    """A phrase headed by a common noun or a class word: role noun, its modifiers and its country."""
    role, country = p.role[0] if p.role else None, country_of(p)
    if role is not None and role.noun == "house" and not is_capital(p.sentence.words[p.head]):
        role = None  # “houses were burned”: a chamber has a capital
    role = _with_topic(p, role)
    if role is not None and last_word(role) in SPOKES:
        return principal_of(p)
    owner = owner_of(p)
    sector = _sector(p, role)
    if owner is not None and sector not in ("CVL", "REF") and not (role is None and owner.kind == "person"):
        return _owned(p, owner, role, sector, country)
    if country is None and owner is None and (person := _surname_owner(p)) is not None and person.country:
        country = person.country
        if role is None:
            return made(p, name=person.name, country=country, sector=sector or person.sector, id=person.id)
    if p.sentence.tags[p.head][:3] == "NNP" and (entry := _acronym(p)) is not None:
        return made(p, name=entry.name, country=entry.country or country, sector=entry.sector, id=entry.id)
    if role is None and sector is None and country is None:
        return _unknown_group(p)
    sector = territorial(p, sector)
    if role is None:
        return made(p, country=country, sector=sector or _unknown_group(p).sector)
    body = role.kind == "body"
    name = state_name(p, country, sector) if body else None
    return made(
        p,
        name=name,
        country=None if sector in ("IGO", "UNO") else country,
        sector=sector,
        id=state_id(country, sector) if name else None,
        role=_role_text(p, role, country) if role.kind == "person" else None,
        private=role.private,
    )


def _with_topic(p: Phrase, role: RoleNoun | None) -> RoleNoun | None:
    """“ministry of defence”, “minister of foreign affairs” as the noun with its topic before it."""
    if role is None or last_word(role) not in ("ministry", "minister", "department", "secretary"):
        return role
    of = next(
        (c for c in p.sentence.children[p.head] if p.sentence.deps[c] == "prep" and p.sentence.lemmas[c] == "of"), None
    )
    if of is None:
        return role
    for t in range(of + 1, min(of + 4, len(p.sentence))):
        topic = TOPICS.get(p.sentence.words[t].lower())
        if topic is not None:
            return p.index.roles.get((topic, last_word(role)), role)
    return role


def _sector(p: Phrase, role: RoleNoun | None) -> str | None:
    """The sector of the head, overruled by a strong noun before a generic head: “rebel leaders” → REB."""
    head = p.sentence.lemmas[p.head].lower()
    first = p.role[1] if p.role else p.head
    modifiers = modifier_sectors(p, first)
    if role is None:
        if modifiers:
            return modifiers[-1]
        return "CVL" if head in CIVIL_PLACES or head in CIVILIANS else None
    if (
        role.kind == "person"
        and any(p.sentence.words[t].lower() in FORMER for t in range(p.first, first))
        and role.sector in _OFFICIAL
    ):
        return "ELI"
    if last_word(role) in GENERIC_HEADS or head in GENERIC_HEADS:
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
        h.kind in ("adjective", "country") for h in p.hits
    )


def _owned(p: Phrase, owner: Hit, role: RoleNoun | None, sector: str | None, country: str | None) -> Actor:
    """A role in a body: the body's country, sector and id, the role kept."""
    if owner.kind == "person":
        person = holder(p, owner.entries)
        own = person.country
        if role is None or sector in ("GOV", "MIL", "COP", "LEG"):
            name = state_name(p, own, sector) if role is not None and role.kind == "body" else None
            return made(
                p,
                name=name or (person.name if own is None else None),
                country=own,
                sector=sector if own else person.sector,
                id=state_id(own, sector) if name else (person.id if own is None else None),
            )
        return made(
            p,
            country=own,
            sector=sector,
            private=role.private,
            role=_role_text(p, role, None) if role.kind == "person" else None,
        )
    entry = best(owner.entries, country)
    own = entry.country or (country if entry.kind not in _NO_COUNTRY and entry.sector not in ("IMG", "ISM") else None)
    if entry.sector in ("GOV", "LEG", "MIL", "UNK") and sector in STRONG_MODIFIERS and entry.country:
        return made(
            p, country=own, sector=sector, role=_role_text(p, role, own) if role and role.kind == "person" else None
        )
    return made(
        p,
        name=entry.name,
        country=own,
        sector=entry.sector,
        id=entry.id,
        private=False,
        role=_role_text(p, role, None) if role is not None and role.kind == "person" else None,
    )


def _role_text(p: Phrase, role: RoleNoun | None, country: str | None) -> str | None:
    """The role in the words of the report, with the country of an office: “Prime Minister of Armenia”."""
    if role is None or p.role is None or p.sentence.tags[p.head] in ("NNS", "NNPS"):
        return None
    words = (
        p.sentence.span(p.text, p.role[1], p.head).quote if p.role[1] <= p.head and p.role[0] is not None else role.noun
    )
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
    capitals = [w for w in words if is_capital(w)]
    lowered = p.sentence.words[p.head].lower()
    if is_capital(p.sentence.words[p.head]) and len(capitals) > 1:
        lower = [w.lower() for w in capitals]
        sector = (
            next((CLASS_SECTORS[w] for w in lower if CLASS_SECTORS.get(w) == "REB"), None)
            if "liberation" in lower or "front" in lower
            else None
        )
        sector = sector or next((CLASS_SECTORS[w] for w in reversed(lower) if w in CLASS_SECTORS), None)
        return made(p, name=" ".join(words), sector=sector)
    if lowered in COUNTED_PEOPLE:
        return made(p, sector="CVL")
    return made(p)


def _named_person(p: Phrase) -> Actor:
    """A capitalised head that is no known name: surname of somebody introduced or in office, else title and country."""
    run = name_run(p)
    title = title_of(p)
    country = country_of(p)
    if title is not None and last_word(title[0]) in SPOKES:
        return principal_of(p)
    surname = fold(p.sentence.words[p.head])
    known = p.people.get(surname)
    if known is not None and known.id in p.index.by_id and len(run) == 1:
        return known_person(p, p.index.by_id[known.id or ""], via="introduced")
    if known is not None and (
        len(run) == 1 or known.name is None or fold(run[0]) in {fold(w) for w in known.name.split()}
    ):
        span = p.span()
        return dataclasses.replace(known, text=span.quote, span=span, via="introduced")
    of_a_name = p.sentence.deps[p.head] == "compound" and p.sentence.tags[p.sentence.heads[p.head]] == "NNP"
    entries = by_surname(p, surname, run, title, country) if not of_a_name else ()  # `Dar` of “Dar es Salaam”
    if entries:
        return known_person(p, entries, via="surname")
    owner = owner_of(p)
    if title is not None:
        country = country or shared_country(p, surname, len(run))
        role, first = title
        sector = _sector(dataclasses.replace(p, head=title_last(p, first), role=title), role)
        if owner is not None and owner.kind != "person" and sector not in ("CVL", "REF"):
            whole = _owned(p, owner, role, sector, country)
            return dataclasses.replace(whole, name=" ".join(run), id=None, role=title_text(p, title, None))
        return made(
            p,
            name=" ".join(run),
            country=None if sector == "IGO" else country,
            sector=territorial(p, sector),
            role=title_text(p, title, country),
            private=role.private,
        )
    if owner is not None:
        return dataclasses.replace(_owned(p, owner, None, None, country), name=" ".join(run), id=None)
    group = _unknown_group(p)
    modifiers = modifier_sectors(p, p.head)
    return dataclasses.replace(
        group,
        name=" ".join(run) if group.sector is None else group.name,
        country=country,
        sector=group.sector or (modifiers[-1] if modifiers else None),
    )
