"""How much memory one process holds after many reports, and whether it goes on growing.

    python scripts/soak.py REPORTS.jsonl [--reports 100000] [--words 70]

REPORTS.jsonl has a `text` a line. The reports are coded over and over, cut to so many words, each time with another date
and with names of persons and villages that no list knows and that never come back: the worst case for every cache.
Prints, at marks, reports and words so far, resident megabytes (now and at most), and seconds of processor time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import InputError
from tocsin.pipeline import load_coder
from tocsin.read.report import make_report
from tocsin.records import Report

MARKS = (100, 1_000, 3_000, 10_000, 20_000, 50_000, 70_000, 100_000, 200_000)
_ONSETS, _VOWELS, _CODAS = "b d f g h j k kh l m n p q r s sh t w y z zh".split(), "a e i o u aa ai".split(), ["", "", "l", "m", "n", "r", "sh", "z"]


def made_up(chance: random.Random) -> str:
    """A name of three syllables: `Zhaikomar`."""
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(3)).capitalize()


def variants(texts: list[str], words: int) -> Iterator[Report]:
    """The texts over and over, no report twice."""
    chance = random.Random(1)
    for number in itertools.count():
        body = " ".join(texts[number % len(texts)].split()[:words])
        month, day = chance.randrange(1, 13), chance.randrange(1, 29)
        person, village = f"{made_up(chance)} {made_up(chance)}", made_up(chance)
        text = (f"{body}.\n\nThe commander, {person}, was killed in {village} village on {day} May, his brother {made_up(chance)} said. "
                f"Some {number % 900 + 2} families fled {made_up(chance)}.")
        try:
            yield make_report(text, published=f"{2003 + number % 20}-{month:02d}-{day:02d}", url=f"https://example.org/{number}")
        except InputError:
            continue


def resident() -> float:
    """Megabytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Runs the measurement and prints a line at each mark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=70)
    given = parser.parse_args()
    with given.file.open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in stream]
    coder = load_coder()
    words = facts = 0
    start = time.process_time()
    for done, account in enumerate(coder.code_reports(itertools.islice(variants(texts, given.words), given.reports)), 1):
        words += len(account.report.text.split())
        facts += len(account.events) + len(account.tolls) + len(account.statements)
        if done in MARKS or done == given.reports:
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
            print(f"{done:>7,} reports {words:>10,} words {facts:>8,} facts  {resident():6.0f} MB now  {most:6.0f} MB at most  "
                  f"{time.process_time() - start:7.0f} s", flush=True)


if __name__ == "__main__":
    main()
