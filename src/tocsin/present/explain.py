"""The explanation of a sentence written out: coloured in a terminal, plain when piped, or as JSON."""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.present import words
from tocsin.present.explanation import ActWhy, Explanation, NearMiss, SentenceWhy
from tocsin.records import Account

_PIPED_WIDTH = 140
_ALTERNATIVES = 4
_ITEM = re.compile(r"(?<=\{)[^}]*(?=\})|(?<=\[)[^\]]*(?=\])|[^\s{}\[\]]+")
"""What stands in braces or brackets, or a word with its alternatives, in a pattern."""
_SIGN = re.compile(r"([!~<+^]?)(.*)", re.DOTALL)


def as_dict(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain dicts and lists; the account as its contract states it."""
    return {
        "sentences": [dataclasses.asdict(s) for s in explanation.sentences],
        "account": explanation.account.to_dict(),
    }


def print_explanation(explanation: Explanation, *, all_entries: bool = False) -> None:
    """Prints it; `all_entries` also lists entries that are far from matching."""
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else _PIPED_WIDTH, highlight=False, no_color=not terminal)
    for sentence in explanation.sentences:
        console.print(_sentence(sentence, all_entries))
    console.print(_report(explanation.account))


def tree_lines(sentence: SentenceWhy) -> Iterator[tuple[str, int]]:
    """The dependency tree, one token a line: (branch and relation, index of the token)."""
    children: dict[int, list[int]] = {}
    roots = []
    for i, token in enumerate(sentence.tokens):
        if token[4] == i:
            roots.append(i)
        else:
            children.setdefault(token[4], []).append(i)

    def below(i: int, stem: str) -> Iterator[tuple[str, int]]:
        kids = children.get(i, [])
        for n, kid in enumerate(kids):
            last = n == len(kids) - 1
            yield f"{stem}{'└─' if last else '├─'} {sentence.tokens[kid][3]} ", kid
            yield from below(kid, stem + ("   " if last else "│  "))

    for root in roots:
        yield "", root
        yield from below(root, "")


def _sentence(sentence: SentenceWhy, all_entries: bool) -> RenderableType:
    triggers = {a.trigger: a for a in sentence.acts}
    parts: list[RenderableType] = [Text(" ".join(sentence.text.split()), style="bold"), Text()]
    parts += [_heading("Parse"), _indented(_tree(sentence, triggers))]
    if sentence.parties:
        parts += [_heading("Parties"), _indented(_pairs(sentence.parties))]
    if sentence.operators:
        rows = [
            (f"“{w}”", f"{entry}: what is inside becomes {effect}  {_short_path(where)}")
            for w, entry, effect, where in sentence.operators
        ]
        parts += [_heading("Operators"), _indented(_pairs(rows))]
    kept = sorted((a for a in sentence.acts if a.dropped is None), key=lambda a: -a.score)
    parts.append(_heading("Events" if kept else "No event"))
    parts += [_indented(_act(a, n + 1, all_entries)) for n, a in enumerate(kept)]
    dropped = [a for a in sentence.acts if a.dropped is not None]
    if dropped:
        rows = [(f"“{' '.join(a.words)}”", f"{a.rule}: {a.dropped}  {_short_path(a.where)}") for a in dropped]
        parts += [_heading("Dropped"), _indented(_pairs(rows))]
    if sentence.unmatched:
        rows = [(f"“{word}”", _miss(m)) for word, misses in sentence.unmatched for m in _chosen(misses, all_entries)]
        parts += [_heading("Not matched"), _indented(_pairs(rows))]
    if sentence.unknown:
        parts += [_heading("Verbs that no entry begins with"), _indented(Text(", ".join(sentence.unknown)))]
    return Group(*parts, Text())


def _heading(text: str) -> Text:
    return Text(text.upper(), style="bold cyan")


def _indented(inner: RenderableType) -> Padding:
    return Padding(inner, (0, 0, 1, 2), expand=False)


def _tree(sentence: SentenceWhy, triggers: dict[int, ActWhy]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    for i in tree_lines(sentence):
        branch, at = i
        word, lemma, tag, dependency, _ = sentence.tokens[at]
        cell = Text.assemble((branch, "dim"), (word, "bold" if at in triggers else ""))
        if not branch:
            cell.append(f"  {dependency}", "dim")
        act = triggers.get(at)
        note = Text(f"◀ {act.type}" if act else "", style="yellow" if act and act.dropped is None else "dim")
        table.add_row(cell, Text(lemma, "dim"), Text(tag, "dim"), note)
    return table


def _pairs(rows: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name, "dim" if not name.startswith("“") else ""), Text(value))
    return table


def _act(act: ActWhy, position: int, all_entries: bool) -> RenderableType:
    code = " ".join(x for x in (act.type, act.mode or "", f"CAMEO {act.cameo}" if act.cameo else "") if x)
    title = Text.assemble(
        (f"{position}. {code}", "bold yellow"), f"  {act.factuality}, confidence {act.confidence:.2f}"
    )
    rows = [
        ("words", "“" + " … ".join(act.words) + "”"),
        ("who", "; ".join(act.actors) or "nobody named"),
        ("to whom", "; ".join(act.recipients) or "nobody named"),
        ("entry", f"{act.rule}   pattern `{brief_pattern(act.pattern, set(act.words))}`   {_short_path(act.where)}"),
        ("because", "; ".join(act.conditions)),
    ]
    if act.inside:
        rows.append(("inside", act.inside))
    if act.sources:
        rows.append(("says who", "; ".join(act.sources)))
    if act.operators:
        rows.append(("under", ", ".join(act.operators)))
    weights = "  ".join(f"{name} {value * weight:+.2f}" for name, value, weight in act.features)
    rows.append(("ranking", f"{act.score:+.2f} = {weights} …" if weights else f"{act.score:+.2f}"))
    rows += [("not", _miss(m)) for m in _chosen(act.others, all_entries)]
    return Group(title, Padding(_pairs(rows), (0, 0, 0, 3), expand=False))


def _chosen(misses: Sequence[NearMiss], all_entries: bool) -> list[NearMiss]:
    """Those worth a look: one condition short of matching, or matched and beaten."""
    if all_entries:
        return list(misses)
    near = [m for m in misses if not m.reason.startswith(("several", "the word does not"))]
    return (near or list(misses))[:4]


def _miss(miss: NearMiss) -> str:
    return f"{miss.frame} `{brief_pattern(miss.pattern)}`: {miss.reason}  {_short_path(miss.where)}"


def brief_pattern(source: str, words: Collection[str] = ()) -> str:
    """A pattern with its long lists of words cut short, those among `words` kept.

    >>> brief_pattern("send {troop|force|unit|army|tank|ship} ~to", {"tanks"})
    'send {tank|troop|force|… 3 more} ~to'
    """

    def cut(found: re.Match[str]) -> str:
        sign, listed = _SIGN.fullmatch(found[0]).groups()  # type: ignore[union-attr]  # matches everything
        options = listed.split("|")
        if len(options) <= _ALTERNATIVES:
            return found[0]
        first = [o for o in options if any(w.lower().startswith(o) for w in words)]
        kept = (first + [o for o in options if o not in first])[: _ALTERNATIVES - 1]
        return f"{sign}{'|'.join(kept)}|… {len(options) - len(kept)} more"

    return _ITEM.sub(cut, source)


def _short_path(where: str) -> str:
    """The entry's file and line, from the working folder where it lies below it."""
    path, _, line = where.rpartition(":")
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        near = path
    return f"({near if not near.startswith('..') else path}:{line})"


def _report(account: Account) -> RenderableType:
    """What belongs to no single act: places, dates, statements, tolls."""
    places = [
        (f"“{p.text}”", f"{p.name or 'unknown'} [{' '.join(x for x in (p.country, p.precision) if x)}]")
        for p in account.places
    ]
    dates = [(f"“{d.text}”", f"{d.start or '…'} to {d.end or '…'} [{d.precision}], {d.rule}") for d in account.dates]
    speech = [
        (f"“{words.party(s.speaker)}”" if s.speaker else "“?”", f"{s.form}: {' '.join(s.content.quote.split())}")
        for s in account.statements
    ]
    tolls = [(f"“{t.text}”", f"{words.toll_words(t)}, {t.factuality}") for t in account.tolls]
    groups = (("Places", places), ("Dates", dates), ("Statements", speech), ("Tolls", tolls))
    return Group(*(part for name, rows in groups if rows for part in (_heading(name), _indented(_pairs(rows)))))
