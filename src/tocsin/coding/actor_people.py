"""Persons of the lexicon in a phrase: who holds which office, whom a surname means, for whom a spokesperson speaks."""

from __future__ import annotations

import dataclasses

from tocsin.coding.actor_parts import (
    BODIES,
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
    title_of,
    title_text,
)
from tocsin.coding.actor_phrase import COUNTRY_KINDS, role_ending_at
from tocsin.coding.actor_words import (
    COMMON_SURNAMES,
    FORMER,
    SPOKES,
    is_capital,
)
from tocsin.lexicon.actors import Entry, RoleNoun, fold, key_of
from tocsin.records import Actor

_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "SPY"})


def holder(p: Phrase, entries: tuple[Entry, ...]) -> Entry:
    """The office meant of a person named in full: held on the date, else said in the title, else the first listed."""
    if p.on:
        held = [e for e in entries if e.holds(p.on)]
        if held:
            entries = tuple(held)
    if len(entries) == 1:
        return entries[0]
    said = {fold(p.sentence.words[t]) for t in range(p.first, p.last + 1)}
    return max(entries, key=lambda e: len(said & {fold(w) for w in (e.role or "").replace("-", " ").split()} - {"of", "the"}))


def known_person(p: Phrase, entries: tuple[Entry, ...], via: str | None = None) -> Actor:
    """A known person: “Azerbaijan President Ilham Aliyev”, or the principal where the person speaks for another."""
    entry = holder(p, entries)
    if entry.role and "spokes" in entry.role.lower():
        owner = introduced_owner(p)
        if owner is not None and owner.id != entry.id:
            span = p.span()
            return dataclasses.replace(owner, text=span.quote, span=span, via="principal")
        return principal_of_entry(p, entry)
    country = entry.country
    title = title_of(p)
    sector, role = entry.sector, entry.role
    former = any(p.sentence.words[t].lower() in FORMER for t in range(p.first, p.head))
    if former or (p.on and entry.end and entry.end < p.on and (title is None or title[0].sector != entry.sector)):
        sector, role = ("ELI" if sector in _OFFICIAL else sector), f"former {entry.role}" if entry.role else None
    elif p.on and entry.start and entry.start > p.on:
        sector, role = (title[0].sector if title else None), (title_text(p, title, country) if title else None)
    return made(p, name=entry.name, country=country, sector=sector, role=role, id=entry.id, via=via)


def by_surname(
    p: Phrase,
    surname: str,
    run: list[str],
    title: tuple[RoleNoun, int] | None,
    country: str | None,
    *,
    firm: bool = False,
) -> tuple[Entry, ...]:
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
        found = tuple(
            e
            for e in found
            if fold(e.name)[:1] == fold(first[0])[:1]
            and (country is None or e.country in (country, None))
            and title is not None
        )
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


def shared_country(p: Phrase, surname: str, words: int) -> str | None:
    """The country of all office holders of a surname, when it is open which of them is meant: “President Bush”."""
    countries = {e.country for e in p.index.surnames.get((surname,), ())} if words == 1 else set()
    return countries.pop() if len(countries) == 1 else None


def principal_of(p: Phrase) -> Actor:
    """In whose name “a spokesman for the rebels”, “State Department Spokesperson Morgan Ortagus” speak."""
    title = p.role if p.role and last_word(p.role[0]) in SPOKES else title_of(p)
    country = country_of(p)
    owner = owner_of(p)
    role = title_text(p, title, None) if title else "spokesperson"
    if owner is not None and owner.kind == "person" and owner.last < p.head:
        entry = holder(p, owner.entries)
        return made(
            p, name=entry.name, country=entry.country, sector=entry.sector, id=entry.id, role=role, via="principal"
        )
    if owner is not None and owner.kind != "person":
        entry = best(owner.entries, country)
        return made(
            p, name=entry.name, country=entry.country, sector=entry.sector, id=entry.id, role=role, via="principal"
        )
    known = p.covering()
    if known is not None and known.kind == "person":
        return principal_of_entry(p, holder(p, known.entries))
    introduced = introduced_owner(p)
    if introduced is not None:
        span = p.span()
        return dataclasses.replace(introduced, text=span.quote, span=span, role=role, via="principal")
    sectors = modifier_sectors(p, title[1] if title else p.head) or behind(p)
    sector = territorial(p, sectors[-1] if sectors else title[0].sector if title else "GOV")
    seat = next((h for h in p.hits if h.kind == "seat" and h.strength == 2), None)
    if seat is not None and not sectors:
        sector = seat.entries[0].sector
    return made(
        p,
        name=state_name(p, country, sector),
        country=country,
        sector=sector,
        id=state_id(country, sector) if sector in BODIES or sector == "GOV" else None,
        role=role,
        via="principal",
    )


def behind(p: Phrase) -> list[str]:
    """Sectors of what a spokesman speaks `for` or is `of`."""
    found = []
    for prep in p.sentence.children[p.head]:
        if p.sentence.deps[prep] == "prep" and p.sentence.lemmas[prep] in ("for", "of"):
            for c in p.sentence.children[prep]:
                role = role_ending_at(p.sentence, p.index, prep + 1, c)
                if role is not None:
                    found.append(role[0].sector)
    return found


def introduced_owner(p: Phrase) -> Actor | None:
    """The person introduced in the report whose surname owns the spokesperson: “Guterres' spokesman”."""
    for t in range(p.first, p.head):
        word = p.sentence.words[t]
        if (
            is_capital(word)
            and (known := p.people.get(fold(word))) is not None
            and p.sentence.deps[t] in ("poss", "compound")
        ):
            return known
        if is_capital(word) and p.sentence.deps[t] == "poss":
            found = by_surname(p, fold(word), [word], None, None)
            if found:
                e = holder(p, found)
                return Actor(word, e.name, e.country, e.sector, e.role, e.id)
    return None


def principal_of_entry(p: Phrase, entry: Entry) -> Actor:
    """The body a known spokesperson speaks for: Dujarric → the United Nations."""
    body: Entry | None = None
    if entry.organisation:
        key = key_of(entry.organisation)
        found = (
            p.index.names.get(key)
            or (p.index.acronyms.get(key[0]) if len(key) == 1 else None)
            or p.index.by_id.get(entry.organisation)
        )
        body = found[0] if found else None
    if body is not None and body.kind not in COUNTRY_KINDS:
        return made(
            p, name=body.name, country=body.country, sector=body.sector, id=body.id, role=entry.role, via="principal"
        )
    return made(
        p,
        name=state_name(p, entry.country, entry.sector),
        country=entry.country,
        sector=entry.sector,
        id=state_id(entry.country, entry.sector),
        role=entry.role,
        via="principal",
    )


def spokesperson(p: Phrase) -> Actor | None:
    """Who speaks for another in the phrase; None where the phrase names the party itself."""
    hit = p.covering()
    if hit is not None and hit.kind == "person":
        entry = holder(p, hit.entries)
        title = title_of(p)
        if (entry.role and "spokes" in entry.role.lower()) or (title is not None and last_word(title[0]) in SPOKES):
            return made(p, name=entry.name, country=entry.country, sector=entry.sector, role=entry.role, id=entry.id)
        return None
    title = p.role or title_of(p)
    if title is None and is_capital(p.sentence.words[p.head]):
        entries = by_surname(p, fold(p.sentence.words[p.head]), name_run(p), None, country_of(p))
        if entries and entries[0].role and "spokes" in entries[0].role.lower():
            entry = holder(p, entries)
            return made(p, name=entry.name, country=entry.country, sector=entry.sector, role=entry.role, id=entry.id)
    if title is None or last_word(title[0]) not in SPOKES:
        return None
    principal = principal_of(p)
    name = " ".join(name_run(p)) if p.role is None else None
    return made(
        p,
        name=name,
        country=principal.country,
        sector=principal.sector,
        role=title_text(p, title, None) if p.role is None else title[0].noun,
    )
