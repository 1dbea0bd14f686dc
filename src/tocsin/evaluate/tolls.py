"""Tolls scored on labelled reports: ISAF releases, MUC-4 in capitals and in mixed case, American gun violence.

ISAF: the report's killed (captured) number exactly right where the record has one. MUC-4: the killed numbers of
a report's incidents as a multiset against those found, F1 over all reports (optional incidents cost nothing when
missed). GVA: killed and injured of an incident both right, from its reports together.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tocsin.coding.toll_totals import (
    ReportTotal,
    VictimGroup,
    incident_total,
    report_total,
    split_incidents,
    victim_groups,
)
from tocsin.coding.tolls import TollMention, find_tolls
from tocsin.evaluate.parsed import parsed_texts
from tocsin.lexicon.actors import load_actor_index
from tocsin.pipeline import readable
from tocsin.read.capitals import recase

Report = tuple[str, list[TollMention]]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of one labelled file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def mentions_of(
    texts: Sequence[str], name: str, prepare: Callable[[str], str] = str, *, years: Sequence[int | None] | None = None
) -> list[tuple[TollMention, ...]]:
    """The toll mentions of each text; parses are cached under `name`."""
    prepared = [prepare(text) for text in texts]
    return [
        find_tolls(text, sentences, year=year)
        for text, sentences, year in zip(
            prepared, parsed_texts(prepared, name), years or [None] * len(texts), strict=True
        )
    ]


def isaf_totals(records: Sequence[dict[str, Any]]) -> list[ReportTotal]:
    """Totals of each record; where several releases stand in one text, the first with a figure of that kind counts."""
    found = []
    for record, mentions in zip(records, mentions_of([r["text"] for r in records], "tolls-isaf"), strict=True):
        cuts = [m.start() for m in re.finditer(r"\n-{3,}\s*\n", record["text"])]
        parts = [
            report_total([m for m in mentions if sum(c < m.start for c in cuts) == n]) for n in range(len(cuts) + 1)
        ]
        found.append(
            ReportTotal(
                *(
                    next((v for v in (getattr(p, field) for p in parts) if v), 0)
                    for field in ("killed", "injured", "captured")
                )
            )
        )
    return found


def score_isaf(records: Sequence[dict[str, Any]], totals: Sequence[ReportTotal]) -> dict[str, float]:
    """Share of the records with a killed (captured) number where it came out exactly."""
    return {
        f"{field} exact": _share(
            (record["record"][key] == getattr(total, field), record["record"][key])
            for record, total in zip(records, totals, strict=True)
        )
        for field, key in (("killed", "min_killed"), ("captured", "min_captured"))
    }


def _share(pairs: Iterable[tuple[bool, int | None]]) -> float:
    right = [ok for ok, gold in pairs if gold]
    return sum(right) / max(1, len(right))


_COMBATANTS = frozenset({"soldiers", "militants"})


def muc_year(text: str) -> int | None:
    """The year in a MUC dateline: `BOGOTA, 21 JAN 89` → 1989."""
    match = re.search(r"\b\d{1,2} [A-Z]{3}(?:[A-Z]*)? (\d\d)\b", text[:200])
    return 1900 + int(match.group(1)) if match else None


_WAR = 500
"""No single act of the MUC-4 years killed so many: such a figure is the toll of a war."""


def as_coded(text: str) -> str:
    """The text as the coder reads it: capitals made ordinary case with the help of the lexicon's names."""
    return readable(text, load_actor_index())


def muc_numbers(mentions: Sequence[TollMention]) -> list[int]:
    """The killed number of each incident as MUC-4 counts: people named or numbered, no fighters, no past wars."""
    incidents = split_incidents(victim_groups(mentions, kinds=("killed",), several=True))
    kept = [[g for g in groups if _counts_in_muc(g)] for groups in incidents]
    return [sum(g.value for g in groups) for groups in kept if groups]


def _counts_in_muc(group: VictimGroup) -> bool:
    if group.first.vague or group.value >= _WAR or all(m.background for m in group.mentions):
        return False
    return group.first.name or group.first.group not in _COMBATANTS


def score_muc(records: Sequence[dict[str, Any]], found: Sequence[Sequence[int]]) -> dict[str, float]:
    """Precision, recall and F1 of the killed numbers of the incidents in each report."""
    right = guessed = wanted = 0
    for record, numbers in zip(records, found, strict=True):
        must = Counter(i["killed"] for i in record["incidents"] if i["killed"] and not i["optional"])
        may = Counter(i["killed"] for i in record["incidents"] if i["killed"] and i["optional"])
        mine = Counter(numbers)
        hit = mine & must
        extra = (mine - hit) & may
        right += hit.total() + extra.total()
        wanted += must.total() + extra.total()
        guessed += mine.total()
    precision, recall = right / max(1, guessed), right / max(1, wanted)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def score_gva(records: Sequence[dict[str, Any]], totals: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Share of incidents with killed, injured and both exactly right."""
    killed = [r["killed"] == t[0] for r, t in zip(records, totals, strict=True)]
    injured = [r["injured"] == t[1] for r, t in zip(records, totals, strict=True)]
    count = max(1, len(records))
    return {
        "killed": sum(killed) / count,
        "injured": sum(injured) / count,
        "both": sum(a and b for a, b in zip(killed, injured, strict=True)) / count,
    }


def evaluate(data: Path, *, limit: int | None = None) -> dict[str, dict[str, float]]:
    """All sets under `data` (the folder with `tolls/` and `incidents/`), scored; `limit` caps the GVA incidents."""
    scores: dict[str, dict[str, float]] = {}
    isaf = read_lines(data / "tolls" / "isaf.jsonl")
    scores["isaf"] = score_isaf(isaf, isaf_totals(isaf))
    for part in ("dev", "tst1", "tst2"):
        muc = read_lines(data / "tolls" / f"muc4_{part}.jsonl")
        texts = [r["text"] for r in muc]
        for case, prepare in (("capitals", as_coded), ("mixed", recase)):
            found = mentions_of(texts, f"tolls-muc-{part}-{case}", prepare, years=[muc_year(t) for t in texts])
            scores[f"muc4 {part} {case}"] = score_muc(muc, [muc_numbers(m) for m in found])
    scores["gva"] = evaluate_gva(data, limit=limit)
    return scores


def evaluate_gva(data: Path, *, limit: int | None = None) -> dict[str, float]:
    """GVA alone; see `evaluate`."""
    gva = read_lines(data / "incidents" / "gva.jsonl")[:limit]
    texts = [gva_text(doc) for record in gva for doc in record["docs"]]
    found = iter(mentions_of(texts, "tolls-gva"))
    merged = [incident_total([(doc["dct"] or "", next(found)) for doc in record["docs"]]) for record in gva]
    return score_gva(gva, merged)


def gva_text(doc: dict[str, Any]) -> str:
    """Title and text of a GVA report as one text."""
    return f"{doc['title']}.\n\n{doc['text']}" if doc["title"] else str(doc["text"])
