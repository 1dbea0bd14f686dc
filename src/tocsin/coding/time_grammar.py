"""The grammar of time expressions: the rules of `time_rules`, compiled to regular expressions over codes of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tocsin.coding.time_numbers import NUMBER_SAMPLES, Classes, number_classes
from tocsin.coding.time_rules import MACROS, RULES
from tocsin.coding.time_words import vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: its name picks the reading, its pattern runs over codes; group `p` is the leading modifier."""

    name: str
    pattern: re.Pattern[str]
    begins: dict[str, frozenset[str] | None]
    """The codes a match can begin with, each with those that can come second; None where it can stand alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The compiled rules, one pattern that finds where any of them begins, and the code of every word."""

    rules: dict[str, tuple[Rule, ...]]
    """The rules that can begin at each code, in order."""
    scan: re.Pattern[str]
    codes: dict[str, str]
    words: dict[str, Classes]
    number_codes: dict[frozenset[str], str]

    def number_code(self, token: str) -> str:
        """The code of a token that begins with a digit or an apostrophe."""
        return self.number_codes.get(frozenset(number_classes(token)), OTHER)


OTHER = "x"
_PIECE = re.compile(r"[A-Za-z][\w-]*|[()|?*+]")


def _expand(pattern: str) -> str:
    """Macros put in, over and over."""
    while True:
        grown = re.sub(r"[A-Z]+\b(?!-)", lambda m: MACROS.get(m.group(), m.group()), pattern)
        if grown == pattern:
            return grown
        pattern = grown


@dataclass(slots=True)
class _Part:
    """A piece of a pattern: whether it can be empty, and the positions it can begin and end with."""

    empty: bool
    first: set[int]
    last: set[int]


class _Beginnings:
    """The first two words that a pattern allows, worked out by numbering its words and noting which may follow which."""

    def __init__(self, pattern: str) -> None:
        self.pieces = _PIECE.findall(pattern)
        self.names: list[str] = []
        self.follow: list[set[int]] = []
        self.whole, _ = self._choice(0)

    def pairs(self) -> list[tuple[str, set[str] | None]]:
        """Each first word with the words that may stand second; None where it may stand alone."""
        return [(self.names[i], None if i in self.whole.last else {self.names[j] for j in self.follow[i]}) for i in self.whole.first]

    def _choice(self, at: int) -> tuple[_Part, int]:
        """The alternatives from piece `at` on, and where they end."""
        whole, part = _Part(False, set(), set()), _Part(True, set(), set())
        while at < len(self.pieces) and self.pieces[at] != ")":
            if self.pieces[at] == "|":
                whole, part, at = self._either(whole, part), _Part(True, set(), set()), at + 1
                continue
            piece, at = self._piece(at)
            part = self._then(part, piece)
        return self._either(whole, part), at

    def _piece(self, at: int) -> tuple[_Part, int]:
        """One word or bracket with its mark of repetition."""
        if self.pieces[at] == "(":
            part, at = self._choice(at + 1)
        else:
            self.names.append(self.pieces[at])
            self.follow.append(set())
            here = {len(self.names) - 1}
            part = _Part(False, here, set(here))
        at += 1
        mark = self.pieces[at] if at < len(self.pieces) and self.pieces[at] in "?*+" else ""
        if mark and mark in "*+":
            for i in part.last:
                self.follow[i] |= part.first
        return _Part(part.empty or mark in ("?", "*"), part.first, part.last), at + len(mark)

    @staticmethod
    def _either(a: _Part, b: _Part) -> _Part:
        return _Part(a.empty or b.empty, a.first | b.first, a.last | b.last)

    def _then(self, a: _Part, b: _Part) -> _Part:
        for i in a.last:
            self.follow[i] |= b.first
        return _Part(a.empty and b.empty, a.first | b.first if a.empty else a.first, a.last | b.last if b.empty else b.last)


def _openings(rules: dict[str, tuple[Rule, ...]]) -> str:
    """A pattern of the one or two codes that some rule can begin with: most words `the` are turned away by it alone."""
    alone = [code for code, those in rules.items() if any(rule.begins[code] is None for rule in those)]
    pairs: dict[str, list[str]] = {}
    for code, those in rules.items():
        if code not in alone:
            second = "".join(sorted(frozenset().union(*(rule.begins[code] or () for rule in those))))
            pairs.setdefault(second, []).append(code)
    return "|".join([f"[{''.join(alone)}]", *(f"[{''.join(codes)}][{second}]" for second, codes in pairs.items())])


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar, compiled once per process."""
    words = {form: dict(classes) for form, classes in vocabulary().items()}
    sources = [(name, _expand(pattern), _expand("PREFIX") if prefix else "") for name, pattern, prefix in RULES]
    for _, pattern, lead in sources:
        for literal in set(re.findall(r"(?<![\w-])[a-z][a-z]*", pattern + " " + lead)):
            for form in (literal, literal.capitalize(), literal.upper()):
                words.setdefault(form, {})["=" + literal] = 1
    signatures: dict[frozenset[str], str] = {}
    for classes in [*words.values(), *map(number_classes, NUMBER_SAMPLES)]:
        if classes:
            signatures.setdefault(frozenset(classes), chr(0xE000 + len(signatures)))
    members: dict[str, str] = {}
    for signature, code in signatures.items():
        for name in signature:
            members[name] = members.get(name, "") + code

    def codes_of(piece: str) -> str:
        return members[piece if piece in members else "=" + piece]

    def compiled(pattern: str) -> str:
        out = []
        for piece in _PIECE.findall(pattern):
            if piece == "(":
                out.append("(?:")
            elif piece in ")|?*+":
                out.append(piece)
            else:
                out.append(f"[{codes_of(piece)}]")
        return "".join(out)

    rules, cores = [], []
    for name, pattern, lead in sources:
        core = f"(?:{compiled(pattern)})"
        whole = f"(?P<p>(?:{compiled(lead)})+)?{core}" if lead else f"(?P<p>)?{core}"
        begins: dict[str, frozenset[str] | None] = {}
        for first, second in _Beginnings(f"({lead})* ({pattern})" if lead else pattern).pairs():
            next_codes = None if second is None else frozenset(code for piece in second for code in codes_of(piece))
            for code in codes_of(first):
                known = begins.get(code, frozenset())
                begins[code] = None if known is None or next_codes is None else known | next_codes
        rules.append(Rule(name, re.compile(whole), begins))
        cores.append(core)
    by_code = {code: tuple(rule for rule in rules if code in rule.begins) for code in sorted({c for rule in rules for c in rule.begins})}
    lead = compiled(_expand("PREFIX"))
    scan = re.compile(f"(?={_openings(by_code)})(?:(?:{lead})*(?:{'|'.join(cores)}))")
    codes = {form: signatures[frozenset(classes)] for form, classes in words.items() if classes}
    return Grammar(by_code, scan, codes, words, signatures)
