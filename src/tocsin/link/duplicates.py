"""Which reports are copies of one text, and whose voice each report is: ten sites with one wire story are one source."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tocsin.records import Report

PERMUTATIONS = 64
BANDS = 16
"""16 bands of 4: texts that share 60 % of their shingles meet with a chance of .9, those that share 20 % of .03."""
SAME = 0.6
"""Share of common shingles from which two texts are copies."""
_SHINGLE = 5
_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 61) - 1)
Sketch = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a report carries: `name` counts as one source; `how` says what tells."""

    name: str
    how: str
    copies: tuple[str, ...]
    """Ids of the reports with the same text, the earliest first."""


@lru_cache(maxsize=1)
def _factors() -> tuple[Sketch, Sketch]:
    generator = np.random.Generator(np.random.PCG64(20_200_927))
    return generator.integers(1, 1 << 31, PERMUTATIONS, dtype=np.uint64), generator.integers(0, 1 << 61, PERMUTATIONS, dtype=np.uint64)


def sketch(text: str) -> Sketch:
    """The MinHash of the text's shingles of five words; equal entries of two sketches estimate the share of common shingles."""
    words = _WORD.findall(text.lower())
    shingles = {zlib.crc32(" ".join(words[n:n + _SHINGLE]).encode()) for n in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
    factor, offset = _factors()
    found: Sketch = ((hashes[None, :] * factor[:, None] + offset[:, None]) % _PRIME).min(axis=1)
    return found


def copies(texts: Sequence[str]) -> list[int]:
    """For each text the number of the first one that it is a copy of, its own where it is none.

    >>> copies(["a b c d e f g h", "other words in this one here now", "a b c d e f g h"])
    [0, 1, 0]
    """
    sketches = [sketch(text) for text in texts]
    rows = PERMUTATIONS // BANDS
    first: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    home = list(range(len(texts)))
    for number, mine in enumerate(sketches):
        tried: set[int] = set()
        for band in range(BANDS):
            key = (band, mine[band * rows:(band + 1) * rows].tobytes())
            for other in first[key][:20]:
                if other not in tried:
                    tried.add(other)
                    if home[number] == number and float((mine == sketches[other]).mean()) >= SAME:
                        home[number] = home[other]
            if home[number] == number:
                first[key].append(number)
    return home


_AGENCIES = {"reuters": "Reuters", "ap": "AP", "associated press": "AP", "the associated press": "AP", "afp": "AFP", "agence france-presse": "AFP",
             "ani": "ANI", "pti": "PTI", "ians": "IANS", "xinhua": "Xinhua", "tass": "TASS", "interfax": "Interfax", "dpa": "dpa", "efe": "EFE",
             "upi": "UPI", "kyodo": "Kyodo", "yonhap": "Yonhap", "anadolu": "Anadolu", "anadolu agency": "Anadolu", "ria novosti": "RIA Novosti",
             "sputnik": "Sputnik", "irna": "IRNA", "sana": "SANA", "wam": "WAM", "petra": "Petra", "ukrinform": "Ukrinform", "azertac": "Azertac",
             "armenpress": "Armenpress", "trend": "Trend", "apa": "APA", "bbc monitoring": "BBC Monitoring"}


def wire_of(report: Report) -> str | None:
    """The agency whose words the report says it carries: from its credits (`Inputs: ANI`, `(Reuters) -`), or its own publisher."""
    for credit in report.credits:
        if credit.role in ("agency", "inputs"):
            for name in re.split(r",| and |/|&", credit.name):
                known = _AGENCIES.get(name.strip().lower())
                if known:
                    return known
    return _AGENCIES.get((report.publisher or "").strip().lower())


def voices(reports: Sequence[Report]) -> dict[str, Voice]:
    """The voice of each report by its id: the wire agency, the earliest publisher of the same text, its own publisher, or itself."""
    home = copies([r.text for r in reports])
    groups: dict[int, list[Report]] = defaultdict(list)
    for number, report in zip(home, reports, strict=True):
        groups[number].append(report)
    found = {}
    for group in groups.values():
        ordered = sorted(group, key=lambda r: (r.published or "9999", r.id))
        ids = tuple(r.id for r in ordered)
        wires = Counter(w for r in ordered if (w := wire_of(r)))
        publisher = next((r.publisher for r in ordered if r.publisher), None)
        for report in group:
            if wires:
                found[report.id] = Voice(wires.most_common(1)[0][0], "named as the agency", ids)
            elif publisher:
                found[report.id] = Voice(publisher, "first to publish this text" if len(ids) > 1 else "its publisher", ids)
            else:
                found[report.id] = Voice(ids[0], "no publisher known", ids)
    return found
