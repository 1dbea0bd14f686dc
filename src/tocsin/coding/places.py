"""Places of a report: found, told from persons and bodies, and resolved to the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.coding.place_features import Sight, best_of, context_words, find_features, look_over
from tocsin.coding.place_groups import Group, group_mentions, make_setting
from tocsin.coding.place_homes import homes_of
from tocsin.coding.place_lexicon import country_of, demonyms, long_countries, peoples, weights
from tocsin.coding.place_names import label_of, match_for
from tocsin.coding.place_names import resolve_name as resolve_name
from tocsin.coding.place_resolve import choose
from tocsin.coding.place_tokens import LOWER, OTHER, TITLE, Match, Words, matches_at, may_begin, split_words
from tocsin.coding.place_villages import Village, find_villages, place_unlisted, take_strangers
from tocsin.gazetteer import Entry, Gazetteer, fold, open_gazetteer
from tocsin.read.text import shadow
from tocsin.records import Place, Span

Weights = Mapping[str, Mapping[str, float]]
POLICIES = ("claimant", "de-facto")
OWN_NAME = 2.5
"""Bonus of a name that is no English word and no person's; the weights were learned where few occur."""
TELLING = 100_000
"""People of a town whose name, if it is found in one country alone, tells the country."""
_HONORIFICS = frozenset("mr mrs ms miss dr sir lady dame gen col capt lt sgt maj sen rep prof rev".split())




@dataclass(frozen=True, slots=True)
class Survey:
    """Matches taken for places in one report, grouped and resolved; the base of `find_places`."""

    words: Words
    groups: list[Group]
    villages: list[Village]


def find_places(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    dateline: str | None = None,
    not_places: Sequence[tuple[int, int]] = (),
    keep_all: bool = False,
    policy: str = "claimant",
    gazetteer: Gazetteer | None = None,
    table: Weights | None = None,
) -> tuple[Place, ...]:
    """Every place named in a report, resolved, in text order.

    `not_places` are ranges known to be persons or bodies; `dateline` is the place of the dateline; places in the
    `title` help to choose;
    `keep_all` keeps the candidates that lost. “Clashes near Tartar.” → Tartar, AZE, precision near.
    """
    gaz = gazetteer or open_gazetteer()
    survey = survey_places(
        _with_title(text, title),
        publisher=publisher,
        dateline=dateline,
        not_places=not_places,
        gazetteer=gaz,
        table=table,
    )
    found: list[Place] = []
    for group in survey.groups:
        order = sorted(range(len(group.scores)), key=lambda i: -group.scores[i]) if group.scores else [0]
        names = tuple(label_of(group.candidates[i][0], gaz) for i in order[: len(order) if keep_all else 4])
        entry = group.candidates[group.chosen][0]
        inside = (m for m in group.mentions if m.end <= len(text))
        found.extend(_place(text, m, entry, survey.words, gaz, policy, published, names) for m in inside)
    for village in survey.villages:
        if village.end > len(text):
            continue
        found.append(_village_place(text, village, gaz, policy, published))
    found.sort(key=lambda p: p.span.start if p.span else 0)
    return tuple(found)


def _with_title(text: str, title: str | None) -> str:
    """The text with the title behind it, where it shifts no offset; unless the text begins with it anyway."""
    return f"{text}\n\n{title}" if title and title not in text[: len(title) + 200] else text


def survey_places(
    text: str,
    *,
    publisher: str | None = None,
    dateline: str | None = None,
    not_places: Sequence[tuple[int, int]] = (),
    given: Sequence[tuple[int, int]] | None = None,
    gazetteer: Gazetteer | None = None,
    table: Weights | None = None,
) -> Survey:
    """The work behind `find_places`; with `given`, only those ranges are resolved instead of finding names."""
    gaz, table = gazetteer or open_gazetteer(), table or weights()
    words = split_words(shadow(text))
    adjectives = adjectives_of(words)
    unlisted: list[tuple[int, int]] = []
    if given is None:
        mentions = _pick(words, gaz, not_places, frozenset(adjectives), table["find"])
    else:
        matched = [(m, match_for(words, *m, gaz)) for m in given]
        mentions = [m for _, m in matched if m is not None]
        unlisted = [span for span, m in matched if m is None]
    groups = group_mentions(mentions, words, gaz)
    homes = homes_of(publisher, gaz) if publisher else ()
    setting = make_setting(groups, adjectives, homes, _dateline_entry(dateline, gaz), gaz)
    home = choose(groups, setting, table, gaz)
    strangers = take_strangers(groups, home, gaz)
    villages = find_villages(words, groups, gaz) if given is None else place_unlisted(words, unlisted, groups, home, gaz)
    return Survey(words, groups, villages + strangers)


def _dateline_entry(dateline: str | None, gazetteer: Gazetteer) -> Entry | None:
    if not dateline:
        return None
    found = [
        gazetteer.entry(n)
        for part in (dateline, dateline.split(",")[0])
        for n, rank in gazetteer.look_up(fold(part))
        if rank != 2
    ]
    return max(found, key=lambda e: e.population) if found else None


def adjectives_of(words: Words) -> Counter[str]:
    """Countries whose adjective or people the report names: “Armenian forces” → ARM."""
    table = demonyms()
    found: Counter[str] = Counter()
    for word in words.text:
        if word in table:
            found[table[word]] += 1
    return found


def _pick(
    words: Words,
    gazetteer: Gazetteer,
    not_places: Sequence[tuple[int, int]],
    countries: frozenset[str],
    table: Mapping[str, float],
) -> list[Match]:
    """Matches that more speaks for than against, left to right, no two overlapping."""
    never = context_words()["never"]
    of_people, of_country = peoples(), demonyms()
    named = countries | named_countries(words, gazetteer)
    sight = look_over(words, gazetteer, named)
    is_place = [False] * (len(words.text) + 1)
    picked: list[Match] = []
    i, size = 0, len(words.text)
    case = words.case
    while i < size:
        if case[i] == OTHER or (case[i] == LOWER and not may_begin(words, i)):
            i += 1
            continue
        best: tuple[float, Match] | None = None
        for match in matches_at(words, i, gazetteer):
            if (match.last - i == 1 and (match.key in never or words.text[i] in of_people)) or _covered(match, not_places):
                continue
            if words.plain.startswith("$", match.end):
                continue
            if match.last - i == 1 and words.text[i] in of_country and not _is_kind(words, match.last):
                continue
            if _is_person(match, words, gazetteer, sight):
                continue
            score = sum(filter(None, map(table.get, find_features(match, words, gazetteer, sight, is_place))), 0.0)
            score += _known(match, words, gazetteer, sight)
            if score > 0 and (best is None or score > best[0] + (0 if match.longest else 1)):
                best = (score, match)
        if best is None:
            i += 1
            continue
        picked.append(_with_direction(best[1], words, gazetteer))
        is_place[i : best[1].last] = [True] * (best[1].last - i)
        i = best[1].last
    return picked


def _is_kind(words: Words, i: int) -> bool:
    """Whether a word says what sort of place stands before it: “Somali region” is one, “Somali army” is not."""
    return i < len(words.low) and words.low[i] in ("region", "state", "province", "territory")


def _known(match: Match, words: Words, gazetteer: Gazetteer, sight: Sight) -> float:
    """What a name that means nothing else is worth: `Aleppo`, `Strait of Hormuz`."""
    best, rank = best_of(match, gazetteer, sight.countries)
    if rank == 2:
        heard = match.last - match.first == 1 and gazetteer.habit(match.key) is not None
        return 0.0 if heard or best.country not in sight.countries or best.kind != "city" else OWN_NAME / 2
    if match.last - match.first > 1:
        return OWN_NAME if best.id.startswith("tocsin:") or (rank == 1 and best.kind != "admin2") else 0.0
    habit = gazetteer.habit(match.key)
    if habit is not None and (habit.small > 2 or habit.first > 1 or habit.last > 1):
        here = best.id.startswith("tocsin:") and best.country in sight.countries and not words.opens[match.first]
        return OWN_NAME if here and not sight.persons[match.key] else 0.0
    if best.id.startswith("tocsin:") or best.population >= 100_000 or (rank == 1 and best.kind != "admin2"):
        return OWN_NAME
    return OWN_NAME / 2 if best.country in sight.countries else 0.0


def _is_person(match: Match, words: Words, gazetteer: Gazetteer, sight: Sight) -> bool:
    """Whether a one-word name is part of a person's: “Mr. Lancaster”, “Paris Hilton”, and later “Lancaster” alone."""
    if match.last - match.first > 1:
        return False
    i, word = match.first, words.low[match.first]
    classes = context_words()
    before = i - 2 if i > 1 and words.text[i - 1] == "." else i - 1
    if before >= 0 and words.low[before] in _HONORIFICS and words.case[before] == TITLE:
        return True
    located = before >= 0 and (words.low[before] in classes["in"] or words.low[before] in ("at", "from", "to"))
    habit = gazetteer.habit(match.key)
    if habit and habit.first >= 2 and not located and match.last < len(words.text) and words.case[match.last] == TITLE:
        after = words.low[match.last]
        name = gazetteer.habit(after)
        if (
            name
            and name.last >= 2
            and name.small < 6
            and after not in classes["generic"]
            and after not in classes["org"]
            and not words.opens[match.last]
            and words.start[match.last] - match.end == 1
        ):
            return True
    return bool(sight.persons[word] and not sight.located[word] and habit and habit.last >= 2)


def _with_direction(match: Match, words: Words, gazetteer: Gazetteer) -> Match:
    """“southern Lebanon”: the span stays the name, the place becomes the region if we have it."""
    i = match.first - 1
    if i < 0 or words.case[i] != LOWER or words.low[i] not in context_words()["in"]:
        return match
    found = tuple(
        r
        for r in gazetteer.look_up(fold(f"{words.low[i]} {match.key}"))
        if gazetteer.entry(r[0]).id.startswith("tocsin:")
    )
    if not found:
        return match
    return Match(match.first, match.last, match.start, match.end, f"{words.low[i]} {match.key}", found, match.longest)


def named_countries(words: Words, gazetteer: Gazetteer) -> frozenset[str]:
    """Countries that the report names, and those of names that can be nowhere else: `Aleppo` → SYR."""
    found: set[str] = set()
    long = long_countries()
    low = words.low
    for i, case in enumerate(words.case):
        if case == OTHER or (case == LOWER and not may_begin(words, i)):
            continue
        of_word = _countries_of(low[i], gazetteer)
        if of_word:
            found |= of_word
        for name, country in long.get(low[i], ()):
            if tuple(low[i : i + len(name)]) == name:
                found.add(country)
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def _countries_of(word: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Countries that one word names, or the one in which all places lie that are so called."""
    entries = [(gazetteer.entry(n), rank) for n, rank in gazetteer.look_up(word.replace(".", "")) if rank < 2]
    named = frozenset(e.country for e, _ in entries if e.country and e.kind in ("country", "disputed"))
    if named or not entries or gazetteer.habit(word) is not None:
        return named
    lands = frozenset(e.country for e, _ in entries if e.country)
    large = any(
        e.kind in ("admin1", "capital", "settlement", "camp") or e.population >= TELLING for e, _ in entries
    )
    return lands if len(lands) == 1 and large else frozenset()


def _covered(match: Match, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < match.end and match.start < end for start, end in ranges)










def _place(
    text: str,
    match: Match,
    entry: Entry,
    words: Words,
    gazetteer: Gazetteer,
    policy: str,
    published: str | None,
    names: tuple[str, ...],
) -> Place:
    precision = entry.precision
    if precision == "exact" and _is_near(match, words):
        precision = "near"
    admin1 = gazetteer.entry(entry.admin1).name if entry.admin1 >= 0 else entry.name if entry.kind == "admin1" else None
    return Place(
        text[match.start : match.end],
        entry.name,
        country_of(entry, policy, published),
        admin1,
        entry.latitude,
        entry.longitude,
        precision,
        entry.id,
        Span.of(text, match.start, match.end),
        candidates=names,
    )


def _is_near(match: Match, words: Words) -> bool:
    """Whether the words before say near, outside, north of."""
    near = context_words()["near"]
    i = match.first - 1
    if i < 0:
        return False
    word = words.low[i]
    return word in near or (word in ("of", "to", "from") and i > 0 and words.low[i - 1] in near)


def _village_place(text: str, village: Village, gazetteer: Gazetteer, policy: str, published: str | None) -> Place:
    span = Span.of(text, village.start, village.end)
    inside = village.container
    if inside is None:
        return Place(span.quote, span.quote, precision="unknown", span=span)
    precision = {"city": "near", "capital": "near", "settlement": "near", "admin2": "admin2", "admin1": "admin1"}.get(
        inside.kind, inside.precision
    )
    if village.feature:
        precision = "region"
    admin1 = (
        gazetteer.entry(inside.admin1).name if inside.admin1 >= 0 else inside.name if inside.kind == "admin1" else None
    )
    return Place(
        span.quote,
        span.quote,
        country_of(inside, policy, published),
        admin1,
        inside.latitude,
        inside.longitude,
        precision,
        inside.id,
        span,
        candidates=(label_of(inside, gazetteer),),
    )






