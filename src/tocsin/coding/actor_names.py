"""Names of persons and bodies in a whole report, without a parse: who is introduced, and when they held office."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tocsin.coding.actor_phrase import COUNTRY_KINDS, role_of_words
from tocsin.coding.actor_words import CLASS_SECTORS, FORMER, GIVEN_NAME_PLACES, PLACE_NOUNS, SPOKES, TITLES, is_capital
from tocsin.lexicon.actors import ActorIndex, Entry, RoleNoun, fold
from tocsin.records import Actor

_WORD = re.compile(r"[^\W_](?:[\w.'’&]*[\w.])?")
_JOINED = frozenset({" ", "-", "-\n", "\n", "  ", ' "'})
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "de",
        "da",
        "dos",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "ag",
        "ould",
    }
)
_NOT_NAMES = frozenset(
    "the a an in on at it its he she they we this that these those there but and for after before when while as if "
    "his her their our no some many most all both however meanwhile earlier last monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november "
    "december".split()
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name of a person, group or body in the text; `entry` is its lexicon id, None for a person met only here."""

    start: int
    end: int
    entry: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Found:
    mention: NameMention
    entries: tuple[Entry, ...]
    words: tuple[str, ...]
    title: tuple[str, ...]
    """The lower-case words that stand before the name as a title, nearest last."""
    country: str | None
    """The country named in the title."""
    role: RoleNoun | None
    owner: tuple[Entry, ...] = ()
    """The body named in the title: Hezbollah in “Hezbollah official Mahmoud Qmati”."""


def find_names(
    text: str,
    index: ActorIndex,
    *,
    on: str | None = None,  # for callers that know the date
) -> tuple[NameMention, ...]:
    """Persons and bodies named in `text` (a shadow or the report itself), in text order, none overlapping.

    A person counts when the lexicon knows the name, when a title or a common given name introduces it (“Judge Alejandro
    Rivera”), and later by surname alone.
    """
    found = list(_scan(text, index))
    surnames = {
        fold(f.words[-1]) for f in found if f.mention.kind == "person" and len(f.words) > 1 and len(f.words[-1]) > 2
    }
    taken = [(f.mention.start, f.mention.end) for f in found]
    mentions = [f.mention for f in found]
    if surnames:
        mentions.extend(_bare(text, surnames, taken))
        mentions.sort(key=lambda m: m.start)
    return tuple(mentions)


def _bare(text: str, surnames: set[str], taken: list[tuple[int, int]]) -> Iterable[NameMention]:
    """Later mentions by surname alone of persons introduced in full."""
    at = 0
    for m in _WORD.finditer(text):
        word = m.group()
        if not is_capital(word) or fold(_trimmed(word)) not in surnames:
            continue
        start = m.start()
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or start < taken[at][0]:
            yield NameMention(start, start + len(_trimmed(word)), None, "person")


def people_of(text: str, index: ActorIndex, *, on: str | None = None) -> Mapping[str, Actor]:
    """Folded surname → the person introduced in full in the report: `{"pashinyan": Actor(name="Nikol Pashinyan", …)}`.

    A surname that two persons share is left out.
    """
    people: dict[str, Actor | None] = {}
    for f in _scan(text, index):
        if f.mention.kind != "person":
            continue
        actor = _introduced(f, index, on)
        for surname in _surnames(f):
            known = people.get(surname, actor)
            people[surname] = actor if known is not None and known.name == actor.name else None
    return MappingProxyType({k: v for k, v in people.items() if v is not None})


def _surnames(f: _Found) -> set[str]:
    found = {fold(f.words[-1])}
    if f.entries and "-" in f.entries[0].name:
        found.add("".join(fold(w) for w in f.words[-2:]))
    return {s for s in found if len(s) > 1}


_OF_BODIES = frozenset({"GOV", "ELI", "UNK", "PTY", "LEG"})
"""Sectors of roles that every body has: `official`, `leader`, `spokesman`, `member`."""


def _introduced(f: _Found, index: ActorIndex, on: str | None) -> Actor:
    """The person as an actor: from the lexicon at the date, else from the title."""
    if f.entries:
        entry = office_at(f.entries, on, frozenset(f.title))
        former = any(w in FORMER for w in f.title)
        return Actor(
            " ".join(f.words),
            entry.name,
            entry.country,
            "ELI" if former and entry.sector == "GOV" else entry.sector,
            entry.role,
            entry.id,
        )
    name = " ".join(f.words)
    if f.role is None:
        return Actor(name, name, f.country)
    if f.owner and f.role.sector in _OF_BODIES:
        body = office_at(f.owner, on, frozenset())
        return Actor(name, name, body.country or f.country, body.sector, f.role.noun)
    place = index.country_name(f.country)
    role = f"{f.role.noun} of {place}" if place and f.role.sector in ("GOV", "LEG", "JUD") else f.role.noun
    return Actor(name, name, f.country, f.role.sector, role, private=f.role.private)


def office_at(entries: tuple[Entry, ...], on: str | None, said: frozenset[str]) -> Entry:
    """Of one person's offices: the one held on the date, else the one whose words are said, else the first."""
    if on:
        held = tuple(e for e in entries if e.holds(on))
        entries = held or entries
    if len(entries) == 1:
        return entries[0]
    return max(entries, key=lambda e: len(said & functional_words(e.role or "")))


@functools.lru_cache(maxsize=4096)
def functional_words(office: str) -> frozenset[str]:
    """The words of an office that say what it is: “President of Armenia” → president."""
    head = office.split(" of ")[0] if not office.startswith(("Head of", "Leader of", "Chairman of")) else office
    return frozenset(
        "spokesperson" if w in SPOKES else w for w in (fold(w) for w in re.split(r"[\s\-,]+", head)) if w
    ) - {"of", "the", "united", "states"}


def terms_of(mentions: Iterable[NameMention], index: ActorIndex) -> tuple[Entry, ...]:
    """The offices, each with its dates, of the persons mentioned."""
    return tuple(e for m in mentions if m.entry and m.kind == "person" for e in index.by_id.get(m.entry, ()))


def years_of_offices(text: str, index: ActorIndex) -> frozenset[int] | None:
    """The years in which all offices stated in the text were held together; None where it states none.

    “US President Donald Trump … State Department spokesperson Morgan Ortagus” → 2019, 2020, 2021. One statement that
    agrees with no other (a name from the past) is overlooked when at least two agree.
    """
    stated: dict[tuple[str, frozenset[int]], frozenset[int]] = {}
    for f in _scan(text, index):
        years = _stated_years(f, index)
        if years:
            stated[(f.entries[0].id, years)] = years
    if not stated:
        return None
    counts: dict[int, int] = {}
    for years in stated.values():
        for year in years:
            counts[year] = counts.get(year, 0) + 1
    most = max(counts.values())
    if most < len(stated) and (most < 2 or most < len(stated) - 1):
        return None
    return frozenset(y for y, n in counts.items() if n == most)


def _stated_years(f: _Found, index: ActorIndex) -> frozenset[int]:
    """Years of the office that the title before a known person's name states."""
    if f.mention.kind != "person" or not f.entries or not f.title or any(w in FORMER or w == "then" for w in f.title):
        return frozenset()
    said = frozenset("spokesperson" if w in SPOKES else "prime" if w == "premier" else w for w in f.title)
    agreeing = [e for e in f.entries if _says(said, e)]
    if (
        not agreeing
        and f.role is not None
        and f.role.sector in ("GOV", "IGO", "MIL")
        and said & {"leader", "chief", "head"}
    ):
        agreeing = [e for e in f.entries if e.sector in ("GOV", "IGO", "MIL")]
    return frozenset(year for e in agreeing for year in _years(e, index))


def _says(said: frozenset[str], entry: Entry) -> bool:
    words = functional_words(entry.role or "")
    if "minister" in said and "minister" in words:
        return bool((said & words) - {"minister"}) or not (
            said & {"prime", "foreign", "defence", "defense", "interior"}
        )
    return bool((said & words) - {"minister", "foreign", "general", "deputy", "vice"}) or said >= words


def _years(entry: Entry, index: ActorIndex) -> range:
    first = int(entry.start[:4]) if entry.start else 1900
    last = int(entry.end[:4]) if entry.end else index.horizon
    return range(first, max(first, last) + 1)


def _trimmed(word: str) -> str:
    """A token without a possessive or the full stop of its sentence: `Aliyev.` → Aliyev."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    if word[-1] == "." and len(word) > 3 and "." not in word[:-1]:
        return word[:-1]
    return word


@functools.lru_cache(maxsize=8)
def _scan(text: str, index: ActorIndex) -> tuple[_Found, ...]:
    words: list[str] = []
    spots: list[tuple[int, int]] = []
    for m in _WORD.finditer(text):
        word = m.group()
        if word[-1] in "s.":
            word = _trimmed(word)
        start = m.start()
        words.append(word)
        spots.append((start, start + len(word)))
    folded = [fold(w) for w in words]
    found: list[_Found] = []
    i, n = 0, len(words)
    longest = index.longest
    while i < n:
        word = words[i]
        if not (is_capital(word) or (folded[i] in longest and not word[0].isdecimal())):
            i += 1
            continue
        size, entries = index.match(folded, words, i)
        if size and (not _joined(text, spots, i, i + size - 1) or entries[0].id in index.homographs):
            size = 0
        if size:
            kind = entries[0].kind
            run = _given_name_place(text, index, words, folded, spots, i) if size == 1 and kind in COUNTRY_KINDS else 0
            if run:
                found.append(_person(text, index, words, folded, spots, i, run, ()))
                size = run
            elif kind == "person":
                found.append(_person(text, index, words, folded, spots, i, size, entries))
            elif kind not in COUNTRY_KINDS and kind != "mask":
                found.append(
                    _Found(
                        NameMention(spots[i][0], spots[i + size - 1][1], entries[0].id, kind),
                        entries,
                        tuple(words[i : i + size]),
                        (),
                        None,
                        None,
                    )
                )
            i += size
            continue
        run = _unknown_person(text, index, words, folded, spots, i)
        if run:
            found.append(_person(text, index, words, folded, spots, i, run, ()))
        i += run or 1
    return tuple(found)


def _joined(text: str, spots: list[tuple[int, int]], first: int, last: int) -> bool:
    """Whether the words are parted by blanks, hyphens or quotes alone, not by a comma or a full stop."""
    return all(
        not (gap := text[spots[k][1] : spots[k + 1][0]]).strip(" -–'’\"“”()&/\n") and "\n\n" not in gap
        for k in range(first, last)
    )


def _run(text: str, words: list[str], folded: list[str], spots: list[tuple[int, int]], i: int) -> int:
    """How many capitalised words in a row could be one person's name, from word `i`: 0 to 4."""
    k = i
    while k < len(words) and k - i < 4:
        word = words[k]
        if not is_capital(word):
            if k == i or folded[k] not in _PARTICLES or k + 1 >= len(words) or not is_capital(words[k + 1]):
                break
        elif folded[k] in _NOT_NAMES or (
            k > i and (folded[k] in CLASS_SECTORS or folded[k] in PLACE_NOUNS or (word.isupper() and len(word) > 3))
        ):
            break
        if k > i and text[spots[k - 1][1] : spots[k][0]] not in _JOINED:
            break
        k += 1
    return k - i


def _given_name_place(
    text: str, index: ActorIndex, words: list[str], folded: list[str], spots: list[tuple[int, int]], i: int
) -> int:
    """The length of a person's name that begins with a place name: `Paris Hilton`, `Jordan Peterson` → 2; else 0."""
    if folded[i] not in GIVEN_NAME_PLACES:
        return 0
    run = _run(text, words, folded, spots, i)
    if run < 2 or role_of_words(index, (folded[i + 1],)) is not None or index.match(folded, words, i + 1)[0]:
        return 0
    return run


def _unknown_person(
    text: str, index: ActorIndex, words: list[str], folded: list[str], spots: list[tuple[int, int]], i: int
) -> int:
    """The length of the name of somebody the lexicon does not know, from word `i`; 0 where there is none."""
    if folded[i] in _NOT_NAMES or folded[i] in TITLES or role_of_words(index, (folded[i],)) is not None:
        return 0
    run = _run(text, words, folded, spots, i)
    if run < 2:
        return 0
    given = folded[i] in index.given
    titled = i > 0 and text[spots[i - 1][1] : spots[i][0]] in (" ", ". ") and _title_at(index, folded, i) is not None
    described = False
    after = i + run
    if not given and not titled and after + 1 < len(words) and text[spots[after - 1][1] : spots[after][0]] == ", ":
        described = (
            folded[after] in ("a", "an", "the")
            and any(
                (r := role_of_words(index, (folded[k],))) is not None and r.kind == "person"
                for k in range(after + 1, min(after + 4, len(words)))
            )
        ) or (words[after].isdecimal() and len(words[after]) == 2)
    return run if given or titled or described else 0


def _title_at(index: ActorIndex, folded: list[str], i: int) -> RoleNoun | None:
    """The role noun that ends right before word `i`."""
    for size in (3, 2, 1):
        if i - size >= 0:
            role = role_of_words(index, folded[i - size : i])
            if role is not None and role.kind == "person":
                return role
    return None


def _person(
    text: str,
    index: ActorIndex,
    words: list[str],
    folded: list[str],
    spots: list[tuple[int, int]],
    i: int,
    size: int,
    entries: tuple[Entry, ...],
) -> _Found:
    title: list[str] = []
    country = None
    owner: tuple[Entry, ...] = ()
    k = i - 1
    while (
        k >= 0
        and i - k <= 6
        and text[spots[k][1] : spots[k + 1][0]] in (" ", ". ", "-", "'s ", "’s ", "' ", " '", "’ ")
    ):
        title.insert(0, folded[k])
        k -= 1
    for j in range(max(k + 1, i - 6), i):
        length, named = index.match(folded, words, j)
        if length and named[0].kind in COUNTRY_KINDS and j + length <= i:
            country = named[0].country
        elif length and j + length < i and named[0].kind not in ("person", "mask"):
            owner = named
    span = NameMention(spots[i][0], spots[i + size - 1][1], entries[0].id if entries else None, "person")
    return _Found(span, entries, tuple(words[i : i + size]), tuple(title), country, _title_at(index, folded, i), owner)
