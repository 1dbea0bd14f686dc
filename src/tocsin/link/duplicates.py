"""Which reports are copies of one text, and whose voice each report is: ten sites with one wire story are one source."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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
_STEP = np.uint64(0x9E3779B97F4A7C15)
"""Odd and without a pattern: 2^64 over the golden ratio."""
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
    words = np.fromiter(map(_number, _WORD.findall(text.lower())), dtype=np.uint64)
    many = max(1, len(words) - _SHINGLE + 1)
    shingles = np.zeros(many, dtype=np.uint64)
    for n in range(min(_SHINGLE, len(words))):
        shingles = shingles * _STEP + words[n:n + many]
    factor, offset = _factors()
    hashes = np.unique((shingles * _STEP) >> np.uint64(32))
    found: Sketch = ((hashes[None, :] * factor[:, None] + offset[:, None]) % _PRIME).min(axis=1)
    return found


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


def copies(texts: Iterable[str]) -> list[int]:
    """For each text the number of the first one that it is a copy of, its own where it is none.

    >>> copies(["a b c d e f g h", "other words in this one here now", "a b c d e f g h"])
    [0, 1, 0]
    """
    sketches = np.array([sketch(text) for text in texts]).reshape(-1, PERMUTATIONS)
    first: dict[tuple[int, int], list[int]] = defaultdict(list)
    home = list(range(len(sketches)))
    keys = _common_bands(sketches)
    for number, mine in enumerate(sketches):
        tried: set[int] = set()
        for key in keys[number]:
            for other in first[key][:20]:
                if other not in tried:
                    tried.add(other)
                    if home[number] == number and float((mine == sketches[other]).mean()) >= SAME:
                        home[number] = home[other]
        if home[number] == number:
            for key in keys[number]:
                first[key].append(number)
    return home


def _common_bands(sketches: Sketch) -> list[list[tuple[int, int]]]:
    """For each sketch its bands that another one has too, as (band, number of the value): the others cannot find anything."""
    rows = PERMUTATIONS // BANDS
    found: list[list[tuple[int, int]]] = [[] for _ in sketches]
    for band in range(BANDS):
        part = np.ascontiguousarray(sketches[:, band * rows:(band + 1) * rows]).view(f"V{8 * rows}").ravel()
        _, value, many = np.unique(part, return_inverse=True, return_counts=True)
        for number in np.flatnonzero(many[value] > 1).tolist():
            found[number].append((band, int(value[number])))
    return found


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


class _Heard(NamedTuple):
    """What of a report says whose voice it is."""

    id: str
    published: str | None
    publisher: str | None
    wire: str | None


def voices(reports: Iterable[Report]) -> dict[str, Voice]:
    """The voice of each report by its id, in their order: the wire agency, the earliest publisher of the same text, its own publisher, or itself.

    Reports are read one by one and let go.
    """
    heard: list[_Heard] = []

    def texts() -> Iterator[str]:
        for report in reports:
            heard.append(_Heard(report.id, report.published, report.publisher, wire_of(report)))
            yield report.text

    groups: dict[int, list[_Heard]] = defaultdict(list)
    for number, of in zip(copies(texts()), heard, strict=True):
        groups[number].append(of)
    found = {}
    for group in groups.values():
        ordered = sorted(group, key=lambda r: (r.published or "9999", r.id))
        ids = tuple(r.id for r in ordered)
        wires = Counter(r.wire for r in ordered if r.wire)
        publisher = next((r.publisher for r in ordered if r.publisher), None)
        for of in group:
            if wires:
                found[of.id] = Voice(wires.most_common(1)[0][0], "named as the agency", ids)
            elif publisher:
                found[of.id] = Voice(publisher, "first to publish this text" if len(ids) > 1 else "its publisher", ids)
            else:
                found[of.id] = Voice(ids[0], "no publisher known", ids)
    return {of.id: found[of.id] for of in heard}
