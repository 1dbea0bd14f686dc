"""The reader: reports and their facts side by side in one self-contained HTML file, nothing fetched from anywhere.

`reader_page([("a.txt", account)])` gives the page. Styles and script lie beside this module as
`reader.css` and `reader.js`; the page's own policy allows exactly those two and nothing else.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from html import escape
from importlib import resources
from pathlib import PurePath

from tocsin.present import words
from tocsin.present.cards import GROUPS, Card, card_html, cards_of
from tocsin.present.marks import AT_REST, Segment, marks_of, segmented
from tocsin.records import Account, Report


def reader_page(accounts: Sequence[tuple[str, Account]]) -> str:
    """The page for (where, account) pairs; every word of the reports is escaped."""
    style, script = _asset("reader.css"), _asset("reader.js")
    names = [_name(where, account.report) for where, account in accounts]
    title = names[0] if len(names) == 1 else f"{len(names)} reports"
    several = len(accounts) > 1
    articles = "".join(
        _article(n, name, account) for n, (name, (_, account)) in enumerate(zip(names, accounts, strict=True))
    )
    index = _index(names, accounts) if several else ""
    policy = (
        f"default-src 'none'; style-src '{content_hash(style)}'; script-src '{content_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)} — Tocsin</title><style>{style}</style></head>"
        f'<body class="{"several" if several else "single"}">{index}<main>{articles}</main>'
        f"{_KEYS}<script>{script}</script></body></html>\n"
    )


_KEYS = (
    '<footer class="keys"><kbd>j</kbd><kbd>k</kbd> next and previous fact · <kbd>Enter</kbd> why · '
    "<kbd>Esc</kbd> clear · hover or click a word or a card to see what belongs to it</footer>"
)


@functools.lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return resources.files("tocsin.present").joinpath(name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """The hash by which the page's policy knows one inline block."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _name(where: str, report: Report) -> str:
    return report.title or PurePath(where).name or where


def _index(names: Sequence[str], accounts: Sequence[tuple[str, Account]]) -> str:
    items = "".join(
        f'<li><a href="#r{n}" data-report="r{n}"><b>{escape(name)}</b><small>{escape(_line(account))}</small></a></li>'
        for n, (name, (_, account)) in enumerate(zip(names, accounts, strict=True))
    )
    return f'<nav class="index" aria-label="Reports"><h2>{len(names)} reports</h2><ol>{items}</ol></nav>'


def _line(account: Account) -> str:
    report = account.report
    facts = len(account.events) + len(account.statements) + len(account.tolls) + len(account.positions)
    return " · ".join(p for p in (report.publisher, report.published, f"{facts} facts") if p)


def _article(number: int, name: str, account: Account) -> str:
    prefix = f"r{number}-"
    cards = cards_of(account)
    text = "".join(
        f"<p>{''.join(_segment_html(s, prefix) for s in line)}</p>"
        for line in segmented(account.report.text, marks_of(account))
    )
    return (
        f'<article id="r{number}">'
        f'<section class="report" aria-label="Report"><header><h1>{escape(name)}</h1>{_source(account)}</header>'
        f'<div class="text">{text}</div>{_credits(account)}</section>'
        f'<section class="facts" aria-label="Facts">{_chips(cards)}{_groups(cards, prefix)}{_unresolved(account)}'
        f"{_run(account)}</section></article>"
    )


def _segment_html(segment: Segment, prefix: str) -> str:
    if not segment.marks:
        return escape(segment.text)
    rest = dict.fromkeys(AT_REST[m.fact[0], m.slot] for m in segment.marks if (m.fact[0], m.slot) in AT_REST)
    marks = " ".join(f"{prefix}{m.fact}:{m.slot}" for m in segment.marks)
    return f'<span class="{" ".join(rest)}" data-m="{marks}">{escape(segment.text)}</span>'


def _source(account: Account) -> str:
    report = account.report
    day = words.day(report.published) if report.published else "no date of publication given"
    parts = [escape(p) for p in (report.publisher, day) if p]
    if report.url and report.url.startswith(("http://", "https://")):
        parts.append(f'<a href="{escape(report.url)}" rel="noopener noreferrer" target="_blank">source</a>')
    sides = ", ".join(p.name for p in account.parties)
    parties = (
        f'<p class="sides">Parties to the conflict, as worked out from the text: <b>{escape(sides)}</b></p>'
        if sides
        else ""
    )
    return f'<p class="source">{" · ".join(parts)}</p>{parties}'


def _credits(account: Account) -> str:
    credits = ", ".join(f"{c.role} {c.name}" for c in account.report.credits)
    return f'<p class="credits">Credits: {escape(credits)}</p>' if credits else ""


def _chips(cards: Sequence[Card]) -> str:
    kinds = [(letter, name, sum(c.fact[0] == letter for c in cards)) for letter, name in GROUPS]
    chips = "".join(
        _chip(f"chip k-{letter}", f'data-kind="{letter}"', name, count) for letter, name, count in kinds if count
    )
    hows: dict[str, int] = {}
    for card in cards:
        if card.how:
            hows[card.how] = hows.get(card.how, 0) + 1
    more = "".join(_chip("chip", f'data-how="{escape(how)}"', how, count) for how, count in hows.items())
    second = f'<div class="chips hows" role="group" aria-label="How it is told">{more}</div>' if len(hows) > 1 else ""
    return (
        f'<div class="filters"><div class="chips" role="group" aria-label="Kinds of facts">{chips}</div>{second}</div>'
    )


def _chip(classes: str, data: str, name: str, count: int) -> str:
    return f'<button type="button" class="{classes}" {data} aria-pressed="true">{escape(name)}<b>{count}</b></button>'


def _groups(cards: Sequence[Card], prefix: str) -> str:
    out = []
    for letter, name in GROUPS:
        inside = [c for c in cards if c.fact[0] == letter]
        if inside:
            items = "".join(card_html(c, prefix) for c in inside)
            out.append(f'<section class="group" data-kind="{letter}"><h2>{name}</h2><ol>{items}</ol></section>')
    if not out:
        out.append('<p class="none">No fact was found in this report.</p>')
    return "".join(out)


def _unresolved(account: Account) -> str:
    lines = "".join(f"<li>{escape(u.what)}: {escape(u.reason)}</li>" for u in account.unresolved)
    return f'<section class="open"><h2>What the report leaves open</h2><ul>{lines}</ul></section>' if lines else ""


def _run(account: Account) -> str:
    run = account.run
    return (
        '<p class="run">Machine coding, not yet reviewed by a person. '
        f"{escape(f'{run.coder} · lexicon {run.lexicon} · {run.model} · settings {run.settings}')}</p>"
    )
