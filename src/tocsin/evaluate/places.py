"""How well places are found and resolved, on annotated articles (LGL, GeoVirus)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tocsin.coding.place_groups import distance
from tocsin.coding.place_lexicon import demonyms
from tocsin.coding.places import Weights, find_places, survey_places
from tocsin.records import Place

NEAR_KM = 161.0
"""A hundred miles, the usual measure of the field."""
SETS = ("lgl", "geovirus")
Doc = dict[str, Any]


def load(path: Path) -> list[Doc]:
    """The articles of one file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def publisher_of(doc: Doc) -> str | None:
    """The domain that an article was published on."""
    return urlsplit(doc["url"]).netloc if doc.get("url") else None


def evaluate(folder: Path, *, adjectives: bool = True) -> dict[str, Any]:
    """Scores for each set found in a folder; `adjectives=False` leaves “Iraqi” and “Iraqis” out."""
    return {
        name: score(load(folder / f"{name}.jsonl"), adjectives=adjectives)
        for name in SETS
        if (folder / f"{name}.jsonl").exists()
    }


def score(docs: Sequence[Doc], *, adjectives: bool = True, table: Weights | None = None) -> dict[str, float]:
    """Span scores (exact, overlapping), resolution within 161 km given the span, and both together."""
    gold_n = found_n = exact = overlap = both = given_n = given_right = given_found = 0
    elapsed, size = 0.0, 0
    for doc in docs:
        began = time.perf_counter()
        found = find_places(doc["text"], published=doc.get("published"), publisher=publisher_of(doc), table=table)
        elapsed += time.perf_counter() - began
        size += len(doc["text"].split())
        gold, counted = _counted(doc, found, adjectives)
        by_span = {(p.span.start, p.span.end): p for p in counted if p.span}
        gold_n += len(gold)
        found_n += len(by_span)
        for place in gold:
            hit = by_span.get((place["start"], place["end"]))
            exact += hit is not None
            both += hit is not None and _right(hit.latitude, hit.longitude, place)
            overlap += any(s < place["end"] and place["start"] < e for s, e in by_span)
        for place, (latitude, longitude) in resolved_gold(doc, gold, table):
            given_n += 1
            given_found += latitude is not None
            given_right += _right(latitude, longitude, place)
    return {
        "gold": gold_n,
        "found": found_n,
        "precision": _share(exact, found_n),
        "recall": _share(exact, gold_n),
        "span_f1": _f1(exact, found_n, gold_n),
        "overlap_recall": _share(overlap, gold_n),
        "resolved": _share(given_right, given_n),
        "known": _share(given_found, given_n),
        "end_to_end_f1": _f1(both, found_n, gold_n),
        "words_per_second": round(size / elapsed) if elapsed else 0,
    }


def resolved_gold(
    doc: Doc, gold: Sequence[Doc], table: Weights | None = None
) -> Iterator[tuple[Doc, tuple[float | None, float | None]]]:
    """Each annotated place with the position that we give its span."""
    survey = survey_places(
        doc["text"], publisher=publisher_of(doc), given=[(p["start"], p["end"]) for p in gold], table=table
    )
    by_span = {(m.start, m.end): g.candidates[g.chosen][0] for g in survey.groups for m in g.mentions}
    by_span |= {(v.start, v.end): v.container for v in survey.villages if v.container}
    adjective = demonyms()
    for place in gold:
        entry = by_span.get((place["start"], place["end"]))
        if place["text"] in adjective:
            continue
        yield place, ((entry.latitude, entry.longitude) if entry else (None, None))


def _counted(doc: Doc, found: Sequence[Place], adjectives: bool) -> tuple[list[Doc], list[Place]]:
    """Annotated places with coordinates, and our places less those that hit one without."""
    gold = [p for p in doc["places"] if p["latitude"] is not None and (adjectives or p["text"] not in demonyms())]
    aside = {(p["start"], p["end"]) for p in doc["places"]} - {(p["start"], p["end"]) for p in gold}
    return gold, [p for p in found if p.span and (p.span.start, p.span.end) not in aside]


def _right(latitude: float | None, longitude: float | None, place: Doc) -> bool:
    return (
        latitude is not None
        and longitude is not None
        and distance(latitude, longitude, place["latitude"], place["longitude"]) <= NEAR_KM
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(hits: int, found: int, gold: int) -> float:
    return round(2 * hits / (found + gold), 4) if found + gold else 0.0


def sample_errors(folder: Path, n: int, *, name: str = "lgl", adjectives: bool = False) -> list[str]:
    """Up to `n` errors in words, one a line: missed, wrong and misplaced spans with their surroundings."""
    lines: list[str] = []
    for doc in load(folder / f"{name}.jsonl"):
        text = doc["text"]
        found = find_places(text, published=doc.get("published"), publisher=publisher_of(doc))
        gold, counted = _counted(doc, found, adjectives)
        by_span = {(p.span.start, p.span.end): p for p in counted if p.span}
        marked = {(p["start"], p["end"]): p for p in gold}
        for span, place in marked.items():
            if span not in by_span:
                lines.append(_line("missed", text, span))
            elif not _right(by_span[span].latitude, by_span[span].longitude, place):
                hit = by_span[span]
                lines.append(
                    f"{_line('misplaced', text, span)} → {hit.name} {hit.country} {hit.latitude},{hit.longitude} "
                    f"not {place['latitude']},{place['longitude']}"
                )
        lines.extend(_line("wrong", text, span) for span in by_span if span not in marked)
    step = max(1, len(lines) // n)
    return lines[::step][:n]


def _line(what: str, text: str, span: tuple[int, int]) -> str:
    start, end = span
    before = text[max(0, start - 50) : start].replace("\n", " ")
    return f"{what:9} {before}[[{text[start:end]}]]{text[end : end + 40]}".replace("\n", " ")
