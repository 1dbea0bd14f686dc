"""How fast: reports a minute, words a second, and what the account costs beside the bare tagger and parser.

Every ratio is made within one run on the same text, as the least of some repeats in processor seconds, so that a busy
machine blurs it little. Rates are of one process.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tocsin.errors import InputError
from tocsin.pipeline import Coder, readable, segments_of
from tocsin.read.report import make_report
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import whole_pipeline
from tocsin.records import Report

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of one processor for a corpus."""

    corpus: str
    reports: int
    words: int
    bare: float
    """spaCy's own tokenizer, tagger and parser over the same texts, on the quicker of its two libraries of products; nothing else."""
    read: float
    """Cutting into sentences and parsing them into our columns."""
    whole: float
    """From report to account."""
    spacy: float
    """spaCy's whole pipeline as it comes, with lemmas and entities, over the same texts."""

    @property
    def reports_a_minute(self) -> float:
        """Reports coded in a minute by one process."""
        return 60 * self.reports / self.whole

    @property
    def words_a_second(self) -> float:
        """Words coded in a second by one process."""
        return self.words / self.whole

    @property
    def to_bare(self) -> float:
        """Cost of the whole account, the bare parse being 1."""
        return self.whole / self.bare

    @property
    def to_spacy(self) -> float:
        """How many accounts are made in the time of one pass of spaCy's whole pipeline."""
        return self.spacy / self.whole

    @property
    def reading(self) -> float:
        """Cost of our sentences and trees, the bare parse being 1."""
        return self.read / self.bare

    @property
    def after_parse(self) -> float:
        """Share of the time that is spent after the parse."""
        return max(0.0, 1 - self.read / self.whole)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _texts(path: Path) -> Iterator[dict[str, Any]]:
    for row in _lines(path):
        if "docs" in row:
            yield from ({"text": d["text"], "published": d.get("dct")} for d in row["docs"][:1])
        elif "sentences" in row:
            yield {"text": "\n".join(s["text"] for s in row["sentences"])}
        else:
            yield row


CORPORA: Mapping[str, tuple[str, str, int]] = MappingProxyType(
    {
        "ISAF": ("tolls/isaf.jsonl", "short conflict releases", 120),
        "MUC-4": ("tolls/muc4_dev.jsonl", "conflict reports, in capitals", 60),
        "GVA": ("incidents/gva.jsonl", "local crime reports", 60),
        "India police": ("events/india_police.jsonl", "mixed news", 40),
        "PolNeAR": ("polnear/dev.jsonl", "political news, long", 30),
        "LGL": ("places/lgl.jsonl", "general local news", 60),
    }
)
"""Name → file, what it holds, how many reports are taken of it."""


def corpus(folder: Path, name: str) -> list[Report]:
    """The reports of a corpus that are measured: the same ones every time, spread over the file."""
    file, _, wanted = CORPORA[name]
    rows = list(_texts(folder / file))
    found: list[Report] = []
    for row in rows[:: max(1, len(rows) // (wanted + wanted // 5))]:
        try:
            found.append(make_report(row["text"], published=row.get("published")))
        except InputError:
            continue
    return found[:wanted]


def measure(name: str, reports: Sequence[Report], coder: Coder, repeats: int = REPEATS) -> Measured:
    """The seconds that a corpus takes; the ways take turns, so that a disturbance hits them alike."""
    texts = [r.text for r in reports]
    bare = read = whole = peer = float("inf")
    others = whole_pipeline()
    list(coder.code_reports(reports[:8]))  # what is loaded at the first report is no cost of a corpus
    for _ in range(repeats):
        bare = min(bare, _seconds(lambda: sum(1 for _ in coder.parser.nlp.pipe(texts, batch_size=16))))
        read = min(read, _seconds(lambda: sum(1 for _ in _parsed(reports, coder))))
        whole = min(whole, _seconds(lambda: sum(1 for _ in coder.code_reports(reports))))
        peer = min(peer, _seconds(lambda: sum(1 for _ in others.pipe(texts))))
    return Measured(name, len(reports), sum(len(t.split()) for t in texts), bare, read, whole, peer)


def _parsed(reports: Sequence[Report], coder: Coder) -> Iterator[list[Sentence]]:
    readings = (dataclasses.replace(r, text=readable(r.text, coder.index)) for r in reports)
    return coder.parser.parse(segments_of(r, coder.settings) for r in readings)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def table(found: Sequence[Measured]) -> str:
    """The figures as a Markdown table, the whole of them in the last row."""
    total = Measured("all", *(sum(getattr(m, k) for m in found) for k in ("reports", "words", "bare", "read", "whole", "spacy")))
    out = ["| corpus | what | reports | words | reports/min | words/s | reading to bare parse | account to bare parse | after the parse | times spaCy's whole pipeline |", "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    for m in (*found, total):
        what = CORPORA[m.corpus][1] if m.corpus in CORPORA else ""
        out.append(f"| {m.corpus} | {what} | {m.reports} | {m.words:,} | {m.reports_a_minute:,.0f} | {m.words_a_second:,.0f} | "
                   f"{m.reading:.2f} | {m.to_bare:.2f} | {m.after_parse:.0%} | {m.to_spacy:.1f} |")
    return "\n".join(out) + "\n"


BEGIN, END = "<!-- bench{}: written by `tocsin bench --write` -->", "<!-- end of bench{} -->"


def is_compiled() -> bool:
    """Whether the modules that run for every sentence are machine code, as after `make fast`."""
    from tocsin.coding import match

    return not str(match.__file__).endswith(".py")


def written(document: str, text: str, *, compiled: bool = False) -> str:
    """`document` with `text` in the place kept for it: one for the sources, one for compiled modules."""
    kind = ", compiled" if compiled else ""
    begin, end = BEGIN.format(kind), END.format(kind)
    before, _, rest = document.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}{end}{after}"
