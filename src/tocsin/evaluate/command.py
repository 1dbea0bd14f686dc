"""`tocsin evaluate`: runs the measures, prints them beside the peers, keeps docs/quality.md and the pinned floors."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from tocsin.errors import DataMissing
from tocsin.evaluate.measures import AREAS, Figure

FLOORS = Path(str(resources.files("tocsin.evaluate"))) / "floors.json"
SLACK = 0.002
"""How far a figure may fall under its floor before the gate refuses: rounding and platform differences."""


def data_folder(given: str | None = None) -> Path:
    """The folder of labelled data: `given`, else $TOCSIN_DATA, else `../shared/data`; raises DataMissing where it is absent."""
    folder = Path(given or os.environ.get("TOCSIN_DATA") or "../shared/data")
    if not (folder / "events").is_dir():
        raise DataMissing("the labelled data is not here", where=str(folder), advice="name its folder with --data or TOCSIN_DATA")
    return folder


def corpus_hash(folder: Path) -> str:
    """A digest of the labelled files, so that floors are never compared across corpora."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.jsonl")):
        digest.update(f"{path.relative_to(folder)}:{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(65536))
    return f"sha256:{digest.hexdigest()[:16]}"


def measure(areas: Sequence[str], folder: Path) -> list[Figure]:
    """The figures of the named areas (all when empty), in order."""
    return [f for name in (areas or list(AREAS)) for f in AREAS[name](folder)]


def fallen(figures: Iterable[Figure], folder: Path) -> list[str]:
    """Sentences about figures that fell under their floor; empty when the gate is open."""
    if not FLOORS.exists():
        return []
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    if pinned["corpus"] != corpus_hash(folder):
        return [f"the labelled data is not that of the floors ({pinned['corpus']}); pin anew with --pin"]
    return [f"{f.key} is {f.value:.4f}, under its floor of {pinned['floors'][f.key]:.4f}"
            for f in figures if f.key in pinned["floors"] and f.value < pinned["floors"][f.key] - SLACK]


def pin(figures: Sequence[Figure], folder: Path, *, allow_regression: bool = False) -> int:
    """Raises the floors to the figures; lowers none unless told to. Returns how many changed."""
    known: dict[str, float] = {}
    corpus = corpus_hash(folder)
    if FLOORS.exists():
        raw = json.loads(FLOORS.read_text(encoding="utf-8"))
        known = raw["floors"] if raw["corpus"] == corpus else {}
    changed = 0
    for figure in figures:
        value = round(figure.value, 4)
        if figure.key not in known or value > known[figure.key] or (allow_regression and value < known[figure.key]):
            known[figure.key] = value
            changed += 1
    text = json.dumps({"corpus": corpus, "floors": dict(sorted(known.items()))}, indent=1) + "\n"
    temporary = FLOORS.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(FLOORS)
    return changed


def number(value: float | None) -> str:
    """`0.8534` → `.853`; nothing → `–`."""
    return "–" if value is None else f"{value:.3f}".lstrip("0") if value < 1 else f"{value:.2f}"


def _calibration() -> list[str]:
    """The table of confidence against share right, as the training script measured it on halves left out."""
    path = resources.files("tocsin").joinpath("models/ranker.json")
    if not path.is_file():
        return []
    rows = json.loads(path.read_text(encoding="utf-8")).get("calibration", [])
    return ["## What confidence means", "", "Main acts of labelled sentences left out of training, by the confidence of the event:", "",
            "| confidence | main acts | share of the right type |", "|---|---|---|", *(f"| {name} | {count} | {number(right)} |" for name, count, right in rows), ""]


def as_markdown(figures: Sequence[Figure], folder: Path) -> str:
    """docs/quality.md: one table an area."""
    out = ["# Measured quality", "",
           "Written by `tocsin evaluate --write`; never by hand. Labelled data made by others (development parts; see the notes below), definitions in",
           "`src/tocsin/evaluate/`. “Peer” is the best machine peer known on the same or the held-out part of the set; “reach” is the aim for data not seen here.",
           f"Corpus `{corpus_hash(folder)}`.", ""]
    for area in dict.fromkeys(f.area for f in figures):
        out += [f"## {area.capitalize()}", "", "| set | measure | Tocsin | peer | reach |", "|---|---|---|---|---|"]
        out += [f"| {f.set} | {f.name} | **{number(f.value)}** | {number(f.peer)} | {number(f.reach)} |" for f in figures if f.area == area]
        out.append("")
    out += _calibration()
    out += ["## How to read this", "",
            "- These are development figures: errors were read on these sets, and the event ranker and the statement weighing were trained on parts of them,",
            "  so they are optimistic for text that nobody here has seen. The scripts that train print results on halves left out of training.",
            "- An event counts for precision if its factuality is asserted, claimed, denied or historical. The event sets name one act a sentence, so a true",
            "  second act costs precision.",
            "- The gate in `make test` refuses any figure under its pinned floor (`src/tocsin/evaluate/floors.json`).", ""]
    return "\n".join(out)
