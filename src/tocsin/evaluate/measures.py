"""Every figure that docs/quality.md prints: what is measured, on which set, beside the peers' figure and the reach set for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.evaluate import events as event_scores
from tocsin.records import Event


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number with its comparison."""

    area: str
    set: str
    name: str
    value: float
    peer: float | None = None
    reach: float | None = None

    @property
    def key(self) -> str:
        """The name under which its floor is pinned."""
        return f"{self.area}.{self.set}.{self.name}"


def coded_events(texts: Sequence[str], name: str) -> list[list[Event]]:
    """The events of each text, parses cached under `name`."""
    from tocsin.coding.actors import people_of
    from tocsin.coding.events import candidates, to_events
    from tocsin.coding.parties import ReportParties
    from tocsin.evaluate.parsed import parsed_texts
    from tocsin.lexicon.actors import load_actor_index
    from tocsin.lexicon.frames import load_frames

    frames, index = load_frames(), load_actor_index()
    found = []
    for text, sentences in zip(texts, parsed_texts(texts, name), strict=True):
        parties = ReportParties(text, sentences, index, people=people_of(text, index))
        found.append([e for s in sentences for e in to_events(s, text, "r", candidates(s, frames, parties))])
    return found


def event_figures(data: Path) -> list[Figure]:
    """PLOVER GSR, PLV, five classes, CASE-2021 sub-types, India police."""
    folder = data / "events"
    found: list[Figure] = []
    records = event_scores.read_set(folder / "plover_gsr.jsonl")
    gsr = event_scores.score_gsr(records, coded_events([r["text"] for r in records], "plover_gsr"))
    found += [Figure("events", "PLOVER GSR", "main act", gsr["main"], 0.33, 0.68),
              Figure("events", "PLOVER GSR", "type F1", gsr["type_f1"], 0.42, 0.65),
              Figure("events", "PLOVER GSR", "full record F1", gsr["full_f1"], 0.26, 0.50)]
    records = event_scores.read_set(folder / "plv.jsonl")
    plv = event_scores.score_plv(records, coded_events([r["text"] for r in records], "plv"))
    found += [Figure("events", "PLV", "main act", plv["main"], 0.37, 0.75), Figure("events", "PLV", "distinct-type F1", plv["type_f1"], 0.47, 0.68)]
    records = event_scores.read_set(folder / "conflibert.jsonl")
    five = event_scores.score_five(records, coded_events([r["text"] for r in records], "conflibert"))
    found += [Figure("events", "five classes", "F1", five["class_f1"], 0.62, 0.82), Figure("events", "five classes", "main act", five["main"], None, None)]
    return found + _subtype_figures(folder)


def _subtype_figures(folder: Path) -> list[Figure]:
    from tocsin.evaluate.subtypes import figures

    return [Figure("events", *row) for row in figures(folder)]


def statement_figures(data: Path) -> list[Figure]:
    """PolNeAR dev."""
    from tocsin.evaluate import statements

    raw = statements.evaluate(data, "dev")
    rows = (("f1@.3", "F1 at .3", 0.65, 0.75), ("f1 with speaker", "F1 at .3 with the speaker", 0.58, 0.67), ("f1@.5", "F1 at .5", None, None),
            ("f1@.8", "F1 at .8", None, 0.55), ("direct recall", "recall, direct", None, 0.90), ("indirect recall", "recall, indirect", 0.44, 0.62))
    return [Figure("statements", "PolNeAR dev", name, raw[key], peer, reach) for key, name, peer, reach in rows]


def date_figures(data: Path) -> list[Figure]:
    """TimeBank and AQUAINT; the peer is HeidelTime on TempEval-3 platinum."""
    from tocsin.evaluate import dates

    found = []
    for name, score in dates.evaluate(data / "dates").items():
        found += [Figure("dates", name, "relaxed F1", score["relaxed_f1"], 0.90, 0.90), Figure("dates", name, "value F1", score["value_f1"], 0.78, 0.80)]
    return found


def place_figures(data: Path) -> list[Figure]:
    """LGL and GeoVirus: finding, resolving within 161 km, both; the peers are spaCy small and Mordecai 3."""
    from tocsin.evaluate import places

    found = []
    peers = {"lgl": 0.63, "geovirus": 0.86}
    for name, score in places.evaluate(data / "places").items():
        found += [Figure("places", name, "span F1", score["span_f1"], peers.get(name), 0.75),
                  Figure("places", name, "resolved given the span", score["resolved"], 0.94, 0.92),
                  Figure("places", name, "end to end F1", score["end_to_end_f1"], None, 0.70)]
    return found


def actor_figures(data: Path) -> list[Figure]:
    """Actors named in PLOVER GSR."""
    from tocsin.evaluate import actors

    raw = actors.evaluate_actors(data / "events" / "plover_gsr.jsonl")
    return [Figure("actors", "PLOVER GSR", "country", raw["country"]["share"], None, 0.85),
            Figure("actors", "PLOVER GSR", "sector", raw["sector"]["share"], None, 0.75)]


def toll_figures(data: Path) -> list[Figure]:
    """ISAF, MUC-4 test parts and GVA."""
    from tocsin.evaluate import tolls

    raw = tolls.evaluate(data)
    found = [Figure("tolls", "ISAF", "killed exact where > 0", raw["isaf"]["killed exact"], 0.63, 0.85),
             Figure("tolls", "ISAF", "captured exact where > 0", raw["isaf"]["captured exact"], 0.50, 0.75)]
    for part in ("tst1", "tst2"):
        for case in ("capitals", "mixed"):
            found.append(Figure("tolls", f"MUC-4 {part} {case}", "killed-number F1", raw[f"muc4 {part} {case}"]["f1"], 0.20, 0.50))
    return [*found, Figure("tolls", "GVA", "killed and injured both exact", raw["gva"]["both"], 0.33, 0.60)]


def incident_figures(data: Path) -> list[Figure]:
    """GVA: which articles tell of the same incident; the peer is TF-IDF with a window of 14 days."""
    from tocsin.evaluate import incidents

    raw = incidents.evaluate(data / "incidents" / "gva.jsonl")
    return [Figure("incidents", "GVA", "pairwise F1", raw["f1"], 0.74, 0.85), Figure("incidents", "GVA", "B³", raw["b3"], 0.92, 0.94)]


AREAS: dict[str, Callable[[Path], list[Figure]]] = {
    "events": event_figures, "statements": statement_figures, "dates": date_figures, "places": place_figures, "actors": actor_figures,
    "tolls": toll_figures, "incidents": incident_figures}
