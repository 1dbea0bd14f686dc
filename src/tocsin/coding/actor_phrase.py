"""A noun phrase taken apart for the actor resolver: its bounds, its words as lexicon keys, the names found in it."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.coding.actor_words import (
    AGAINST,
    CLASS_SECTORS,
    DIRECTIONS,
    KEPT_PREPOSITIONS,
    NOT_IDENTITY,
    PLACE_NOUNS,
    TITLES,
    WEAK_IDENTITY,
    is_capital,
)
from tocsin.lexicon.actors import ActorIndex, Entry, RoleNoun, fold
from tocsin.read.sentence import Sentence

COUNTRY_KINDS = frozenset({"country", "adjective", "demonym", "seat", "region", "territory", "people"})
PLACE_KINDS = frozenset({"country", "seat", "region", "territory"})
_STOPS = frozenset({"relcl", "acl", "appos", "conj", "cc", "advcl", "ccomp", "parataxis", "preconj", "punct"})
_SKIPPED = frozenset({"'s", "’s", "'", "’", "-", "–", "—", ",", '"', "``", "''", "(", ")", "/", ".", ":", ";"})


@dataclass(frozen=True, slots=True)
class Units:
    """The words of a stretch of tokens as keys: folded, as written, and the token each comes from."""

    folded: list[str]
    words: list[str]
    tokens: list[int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in the phrase: first and last token, and what it can stand for."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    kind: str
    strength: int
    """2: says who the party is; 1: only if nothing better does (`Saudi-led`); 0: says nothing (`US-backed`)."""


def bounds(sentence: Sentence, head: int) -> tuple[int, int, int]:
    """First token, last token of the core (without prepositional phrases), last token of all."""
    first = core_last = last = head
    deps, kids, lemmas = sentence.deps, sentence.children, sentence.lemmas
    stack = [(head, False)]
    while stack:
        t, post = stack.pop()
        for c in kids[t]:
            label = deps[c]
            if label == "prep":
                if lemmas[c] not in KEPT_PREPOSITIONS or (c < t and t == head) or any(deps[k] == "pcomp" for k in kids[c]):
                    continue  # “its rival of shelling the town”: a deed is no part of a name
                inside = True
            else:
                inside = post
            if label in _STOPS and not (c < head and t != head and label in ("conj", "cc", "punct")):
                continue
            if c < first:
                first = c
            if c > last:
                last = c
            if not inside and c > core_last:
                core_last = c
            stack.append((c, inside))
    named = _name_tail(sentence, head)
    core_last, last = max(core_last, named), max(last, named)
    while first < head and (
        sentence.tags[first] in ("DT", "PDT", ",", "``", "''", "-LRB-", ":", "IN", "CC")
        or sentence.words[first] in _SKIPPED
    ):
        first += 1
    while last > head and sentence.words[last] in ("'s", "’s", "'", "’", ",", '"', "-"):
        last -= 1
    return first, min(core_last, last), last


def _name_tail(sentence: Sentence, head: int) -> int:
    """The last token of a name that goes on behind its head: `Union for the Total Independence of Angola`."""
    words, tags, t = sentence.words, sentence.tags, head
    if tags[head][:3] != "NNP" or not is_capital(words[head]):
        return head
    while t + 2 < len(words) and words[t + 1] in ("of", "for"):
        u = t + 2
        while u < len(words) and words[u] in ("the", "The"):
            u += 1
        if u >= len(words) or not is_capital(words[u]) or tags[u][0] not in "NJ":
            break
        while u + 1 < len(words) and is_capital(words[u + 1]) and tags[u + 1][0] in "NJ":
            u += 1
        t = u
    return t


def units_of(sentence: Sentence, first: int, last: int) -> Units:
    """The units of tokens `first..last`: `N'Djamena's al-Qaeda` → ndjamena, al, qaeda."""
    folded: list[str] = []
    words: list[str] = []
    tokens: list[int] = []
    for t in range(first, last + 1):
        word = sentence.words[t]
        if word in _SKIPPED:
            continue
        if "-" in word or "/" in word:
            parts = word.replace("/", "-").split("-")
        else:
            parts = [word]
        for part in parts:
            key = fold(part) if part else ""
            if key:
                folded.append(key)
                words.append(part)
                tokens.append(t)
    return Units(folded, words, tokens)


def hits_in(sentence: Sentence, index: ActorIndex, first: int, last: int, on: str | None) -> list[Hit]:
    """The names in tokens `first..last`, longest first from the left, none overlapping."""
    words = sentence.words
    for t in range(first, last + 1):
        if not words[t][0].islower():
            break
    else:
        return []
    u = units_of(sentence, first, last)
    found: list[tuple[int, int, tuple[Entry, ...]]] = []
    i = 0
    while i < len(u.folded):
        size, entries = index.match(u.folded, u.words, i)
        if size:
            found.append((i, i + size - 1, entries))
            i += size
        else:
            i += 1
    return [hit for hit in (_hit(sentence, index, u, found, n, on) for n in range(len(found))) if hit is not None]


def _hit(
    sentence: Sentence,
    index: ActorIndex,
    u: Units,
    found: list[tuple[int, int, tuple[Entry, ...]]],
    n: int,
    on: str | None,
) -> Hit | None:
    a, b, entries = found[n]
    first, last = u.tokens[a], u.tokens[b]
    entries = in_force(entries, on)
    kind = entries[0].kind
    if (
        a == b
        and kind in (PLACE_KINDS | {"people", "demonym"})
        and _part_of_person(sentence, index, u, found, n, kind in PLACE_KINDS)
    ):
        return None
    if kind == "people" and entries[0].id in index.homographs and not _as_people(sentence, first, last):
        return None
    return Hit(first, last, entries, kind, _strength(sentence, first, last))


_OF_PEOPLES = frozenset({"ethnic", "tribal", "the", "many", "some", "all", "most", "indigenous", "minority", "two", "three"})
_OF_PLACES = frozenset({"resident", "residents", "airport", "mayor", "native", "police"})


def _as_people(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name that is also a word or a person's stands for its people: “Karen rebels”, “ethnic Chin”, not “Patel said”."""
    if first and sentence.words[first - 1].lower() in _OF_PEOPLES:
        return sentence.words[first - 1].lower() != "the" or sentence.tags[last] in ("NNS", "NNPS")
    if last + 1 >= len(sentence) or sentence.heads[last] <= last or sentence.tags[sentence.heads[last]][0] not in "NJ":
        return sentence.tags[last] in ("NNS", "NNPS") and sentence.words[last][-1] == "s"
    after = sentence.words[last + 1]
    return (after.islower() or after.lower() in PLACE_NOUNS) and after not in _OF_PLACES and sentence.tags[last + 1][0] in "NJ"


def _part_of_person(
    sentence: Sentence,
    index: ActorIndex,
    u: Units,
    found: list[tuple[int, int, tuple[Entry, ...]]],
    n: int,
    place: bool,
) -> bool:
    """Whether a single-word place name is half of an unknown person's name: `Jordan Peterson`, `Michael Jordan`."""
    a, b, _ = found[n]
    token = u.tokens[b]
    if place and b + 1 < len(u.folded) and not (n + 1 < len(found) and found[n + 1][0] == b + 1):
        after = u.tokens[b + 1]
        if (
            after == token + 1
            and sentence.tags[after] == "NNP"
            and is_capital(u.words[b + 1])
            and not u.words[b].isupper()
            and not _institution(sentence, index, u, b + 1)
        ):
            return True
    if a > 0 and not (n > 0 and found[n - 1][1] == a - 1):
        before = u.tokens[a - 1]
        if (
            before == u.tokens[a] - 1
            and sentence.tags[before] == "NNP"
            and is_capital(u.words[a - 1])
            and sentence.deps[before] == "compound"
            and u.folded[a - 1] not in DIRECTIONS
            and not is_class_word(index, u.folded[a - 1])
        ):
            return True
    return False


def _institution(sentence: Sentence, index: ActorIndex, u: Units, at: int) -> bool:
    """Whether the capitalised words from unit `at` hold a class word: `Copenhagen City Court`."""
    for k in range(at, len(u.folded)):
        if (
            not is_capital(u.words[k])
            or sentence.tags[u.tokens[k]][:3] != "NNP"
            or (k > at and u.tokens[k] > u.tokens[k - 1] + 1)
        ):
            return False
        if is_class_word(index, u.folded[k]) or u.folded[k] in PLACE_NOUNS:
            return True
    return False


def is_class_word(index: ActorIndex, folded: str) -> bool:
    """Whether a word is a role noun or the class word of an organisation's name: `president`, `airways`."""
    return folded in CLASS_SECTORS or folded in TITLES or role_of_words(index, (folded,)) is not None


def in_force(entries: tuple[Entry, ...], on: str | None) -> tuple[Entry, ...]:
    """The entries that hold on the date (without one: those still in force), best first; all of them if none does."""
    if len(entries) == 1:
        return entries
    if on:
        held = [e for e in entries if e.holds(on)]
        held.sort(key=lambda e: e.start is None and e.end is None)
    else:
        held = [e for e in entries if e.end is None]
    return tuple(held) if held else entries


def _strength(sentence: Sentence, first: int, last: int) -> int:
    words = sentence.words
    if last + 2 < len(words) and words[last + 1] == "-":
        after = sentence.words[last + 2].lower()
        if after in WEAK_IDENTITY:
            return 1
        if after in NOT_IDENTITY:
            return 0
    elif "-" in words[last]:
        tail = words[last].rsplit("-", 1)[1].lower()
        if tail in WEAK_IDENTITY:
            return 1
        if tail in NOT_IDENTITY:
            return 0
    if first >= 2 and words[first - 1] == "-" and words[first - 2].lower() in AGAINST:
        return 0
    if "-" in words[first] and words[first].split("-", 1)[0].lower() in AGAINST:
        return 0
    return 2


def role_of_words(index: ActorIndex, folded: Iterable[str]) -> RoleNoun | None:
    """The role noun that these folded words are, plural or singular: `("foreign", "ministers")` → foreign minister."""
    return _role(index, tuple(folded))


@functools.lru_cache(maxsize=1 << 15)
def _role(index: ActorIndex, key: tuple[str, ...]) -> RoleNoun | None:
    found = index.roles.get(key)
    if found is not None or not key:
        return found
    for last in singulars(key[-1]):
        found = index.roles.get((*key[:-1], last))
        if found is not None:
            return found
    return None


@functools.lru_cache(maxsize=1 << 15)
def _ends_role(index: ActorIndex, folded: str) -> bool:
    """Whether some role noun ends in this word, plural or singular: most words end none."""
    last = _last_words(index)
    return folded in last or any(w in last for w in singulars(folded))


@functools.lru_cache(maxsize=4)
def _last_words(index: ActorIndex) -> frozenset[str]:
    return frozenset(key[-1] for key in index.roles if key)


def singulars(word: str) -> list[str]:
    """What the singular of a plural could be: `countrymen` → countryman, `ministries` → ministry."""
    if word.endswith("men"):
        return [word[:-3] + "man"]
    if not word.endswith("s") or word.endswith("ss"):
        return []
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("es"):
        return [word[:-1], word[:-2]]
    return [word[:-1]]


def role_with_of(sentence: Sentence, index: ActorIndex, head: int) -> RoleNoun | None:
    """The role noun that begins at `head` and goes on with `of`: “head of state”, “ministry of foreign affairs”."""
    if head + 2 >= len(sentence) or sentence.words[head + 1].lower() != "of":
        return None
    words = [fold(w) for w in sentence.words[head + 2 : head + 6]]
    if words[:1] == ["the"]:
        found = role_of_words(index, (fold(sentence.words[head]), "of", *words[:2]))
        return found or role_of_words(index, (fold(sentence.words[head]), "of", *words[1:2]))
    for size in (3, 2, 1):
        found = role_of_words(index, (fold(sentence.words[head]), "of", *words[:size]))
        if found is not None:
            return found
    return None


def role_ending_at(sentence: Sentence, index: ActorIndex, first: int, at: int) -> tuple[RoleNoun, int] | None:
    """The longest role noun that ends at token `at` and begins at `first` or later, with its first token."""
    word = sentence.words[at]
    if "-" not in word and word != "–" and not _ends_role(index, fold(word)):
        return None
    words: list[str] = []
    best: tuple[RoleNoun, int] | None = None
    for t in range(at, max(first, at - 4) - 1, -1):
        word = sentence.words[t]
        if word in ("-", "–"):
            continue
        if word in _SKIPPED:
            break
        if "-" in word and len(word) > 2:
            words[:0] = [fold(p) for p in word.split("-") if p]
        else:
            words.insert(0, fold(word))
        found = role_of_words(index, words)
        if found is not None:
            best = (found, t)
    return best
