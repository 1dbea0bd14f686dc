"""The brief as one self-contained HTML page, ready to be mailed or printed."""

from __future__ import annotations

from html import escape

from tocsin.present.brief import Brief, Line
from tocsin.present.reader import content_hash

_STYLE = """
:root { --paper: #faf8f4; --ink: #1f1d1a; --soft: #6a645b; --line: #e2dcd0; --accent: #9a3324; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171614; --ink: #e9e4da; --soft: #a39b8d; --line: #37332d; --accent: #e58a78; }
}
html { background: var(--paper); color: var(--ink); }
body { max-width: 42rem; margin: 0 auto; padding: 3.5rem 1.2rem 5rem;
  font: 1.08rem/1.6 "Iowan Old Style", Charter, Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
h2, .subtitle, .sources { font-family: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
h2 { font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); margin: 2.2rem 0 .6rem; }
.subtitle { color: var(--soft); font-size: .9rem; margin: .5rem 0 0; }
ul { padding-left: 1.1rem; margin: 0; }
li { margin-bottom: .4rem; }
sup { font: .68rem system-ui, sans-serif; line-height: 0; }
a { color: var(--accent); text-decoration: none; }
.sources { font-size: .84rem; border-top: 1px solid var(--line); margin-top: 2.6rem; }
.sources ol { padding-left: 2rem; color: var(--soft); }
.sources q { color: var(--ink); quotes: "“" "”"; }
:target { background: color-mix(in srgb, var(--accent) 14%, transparent); }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } a { color: inherit; } }
"""


def as_html(brief: Brief) -> str:
    """The brief as a page; each sentence links to its numbered sources, each source to nothing outside."""
    sections = "".join(f"<h2>{escape(h)}</h2><ul>{''.join(map(_line, lines))}</ul>" for h, lines in brief.sections)
    sources = "".join(
        f'<li id="source-{s.number}"><q>{escape(" ".join(s.quote.split()))}</q> — {escape(s.report)}, '
        f"characters {s.start}–{s.end}</li>"
        for s in brief.sources
    )
    policy = f"default-src 'none'; style-src '{content_hash(_STYLE)}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(brief.title)}</title><style>{_STYLE}</style></head><body><h1>{escape(brief.title)}</h1>"
        f'<p class="subtitle">{escape(brief.subtitle)}</p>{sections}'
        f'<section class="sources"><h2>Sources</h2><ol>{sources}</ol></section></body></html>\n'
    )


def _line(line: Line) -> str:
    marks = "".join(f'<sup><a href="#source-{n}">[{n}]</a></sup>' for n in line.sources)
    return f"<li>{escape(line.text)} {marks}</li>"
