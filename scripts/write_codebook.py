"""Writes docs/codebook.md from the table of export columns and the closed lists; `--check` only says whether it is up to date.

    python scripts/write_codebook.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tocsin import vocab
from tocsin.export.columns import FILES, TABLES, VERSION
from tocsin.export.datapackage import INCIDENTS, MEMBERS, REPORTS
from tocsin.link.merge import RULES
from tocsin.store.filters import REVIEWS

TARGET = Path(__file__).parent.parent / "docs" / "codebook.md"


def codebook() -> str:
    """The whole page."""
    out = ["# Codebook", "", "Written by `scripts/write_codebook.py` from the tables the program itself uses; never by hand.", "",
           f"Column version {VERSION}. Columns are only ever added; one whose meaning changes raises the version. Empty cells are unknown: never 0,",
           "never “no”. Several values in one cell are separated by `; `. Dates are ISO 8601, countries ISO 3166-1 alpha-3, coordinates WGS84 degrees.",
           "Columns from *crosswalk* are derived for users of other schemes; they are not coding.", ""]
    for kind, name in FILES.items():
        out += [f"## {name}", "", "| column | type | what it says | from |", "|---|---|---|---|"]
        out += [f"| `{c.name}` | {c.type} | {c.description} | {c.source} |" for c in TABLES[kind]]
        out.append("")
    for name, table in (("reports", REPORTS), ("incidents", INCIDENTS), ("incident_members", MEMBERS)):
        out += [f"## {name} (data package)", "", "| column | type | what it says |", "|---|---|---|"]
        out += [f"| `{n}` | {t} | {d} |" for n, t, d in table]
        out.append("")
    return "\n".join(out + _lists()) + "\n"


def _lists() -> list[str]:
    out = ["## Event types and modes", "", "| type | quad | score | what it is | modes (score) |", "|---|---|---|---|---|"]
    for t in vocab.EVENT_TYPES.values():
        modes = ", ".join(f"{m} ({s:g})" for m, s in t.modes.items()) or "–"
        out.append(f"| {t.name} | {t.quad} | {t.score:g} | {t.gloss} | {modes} |")
    out += ["", "## Contexts", "", ", ".join(sorted(vocab.CONTEXTS)), "", "## Sectors", "", "| code | who |", "|---|---|"]
    out += [f"| {code} | {who} |" for code, who in vocab.SECTORS.items()]
    for title, values in (("Factuality", vocab.FACTUALITY), ("Kinds of tolls", vocab.TOLL_KINDS), ("Stances", vocab.STANCES),
                          ("Precision of places", vocab.PRECISIONS), ("Kinds of sources", vocab.SOURCE_KINDS), ("Review", REVIEWS)):
        out += ["", f"## {title}", "", ", ".join(values)]
    out += ["", "## Rules of merged values", "", "| field | rule |", "|---|---|"]
    return out + [f"| {field} | {rule} |" for field, rule in RULES.items()]


def main() -> None:
    text = codebook()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit("docs/codebook.md is out of date: run `python scripts/write_codebook.py`")
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
