"""One table of columns for each kind of row: it drives CSV, Parquet, spreadsheets, GeoJSON, the data package and the codebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tocsin.export.context import Row
from tocsin.records import Actor, Place, Source, Span, Toll, When

VERSION = "1"
"""Version of the columns; raised when one changes its meaning. Columns are only ever added."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: Frictionless type (string, integer, number, date, boolean), what it says and where that comes from."""

    name: str
    type: str
    description: str
    source: str
    value: Callable[[Row], Any]
    enum: str | None = None
    """Name of the closed list in `tocsin.vocab` that its values are from."""


def _join(parts: Iterable[Any]) -> str | None:
    """Values in one cell, `; ` between them; None where there is none."""
    found = list(dict.fromkeys(str(p) for p in parts if p not in (None, "")))
    return "; ".join(found) or None


def _actors(prefix: str, what: str, get: Callable[[Row], tuple[Actor, ...]]) -> tuple[Column, ...]:
    return (
        Column(prefix, "string", f"{what}: names, `; ` between several; the report's own words where no name is known.", "actor",
               lambda r: _join(a.name or a.text for a in get(r))),
        Column(f"{prefix}_country", "string", f"{what}: ISO 3166-1 alpha-3.", "actor", lambda r: _join(a.country for a in get(r))),
        Column(f"{prefix}_sector", "string", f"{what}: PLOVER sector codes.", "actor", lambda r: _join(a.sector for a in get(r)), "SECTORS"),
        Column(f"{prefix}_role", "string", f"{what}: office or description at the date of the report.", "actor", lambda r: _join(a.role for a in get(r))),
        Column(f"{prefix}_id", "string", f"{what}: ids in the actor lexicon.", "actor", lambda r: _join(a.id for a in get(r))),
        Column(f"{prefix}_text", "string", f"{what}: the words of the report.", "actor", lambda r: _join(a.text for a in get(r))))


def _place(get: Callable[[Row], Place | None]) -> tuple[Column, ...]:
    def of(field: str) -> Callable[[Row], Any]:
        return lambda r: getattr(get(r), field, None)

    return (
        Column("place_name", "string", "Name of the place in the gazetteer.", "place", of("name")),
        Column("place_text", "string", "The words of the report.", "place", of("text")),
        Column("admin1", "string", "First-level division.", "place", of("admin1")),
        Column("country", "string", "Country of the place, ISO 3166-1 alpha-3.", "place", of("country")),
        Column("latitude", "number", "Degrees north, WGS84; never sharper than place_precision.", "place", of("latitude")),
        Column("longitude", "number", "Degrees east, WGS84.", "place", of("longitude")),
        Column("place_precision", "string", "How sharp the place is: exact, near, admin2, admin1, country, region, unknown.", "place", of("precision"),
               "PRECISIONS"),
        Column("gazetteer_id", "string", "Id of the place, such as geonames:584871.", "place", of("gazetteer_id")))


def _when(get: Callable[[Row], When | None]) -> tuple[Column, ...]:
    def of(field: str) -> Callable[[Row], Any]:
        return lambda r: getattr(get(r), field, None)

    return (
        Column("date_start", "date", "First day; empty when the report does not say. The day of publication is never put here.", "when", of("start")),
        Column("date_end", "date", "Last day, inclusive.", "when", of("end")),
        Column("date_precision", "string", "day, week, month, season, quarter, year, decade, interval or unknown.", "when", of("precision")),
        Column("date_text", "string", "The words of the report.", "when", of("text")),
        Column("date_rule", "string", "How the words became days.", "when", of("rule")))


_REPORT = (
    Column("report_id", "string", "The report the fact was coded from.", "report", lambda r: r.stored.report_id),
    Column("report_title", "string", "Its headline.", "report", lambda r: r.stored.title),
    Column("publisher", "string", "Who published it.", "report", lambda r: r.stored.publisher),
    Column("published", "date", "Day of publication.", "report", lambda r: r.stored.published),
    Column("url", "string", "Its address.", "report", lambda r: r.stored.url),
    Column("source_voice", "string", "The independent source behind it: wire copies share theirs.", "linking", lambda r: r.stored.voice),
    Column("review", "string", "unreviewed (machine output), confirmed, corrected, rejected or unsure.", "judgements", lambda r: r.stored.review),
    Column("corrections", "string", "What a person put right, as JSON: slot and value. The columns beside it carry these values.", "judgements",
           lambda r: json.dumps(dict(r.corrections), ensure_ascii=False, sort_keys=True) if r.corrections else None),
    Column("run_id", "string", "The run of the coder that made it.", "run", lambda r: r.stored.run_id))


def _evidence(get: Callable[[Row], tuple[Span, ...]]) -> tuple[Column, ...]:
    def widest(r: Row) -> Span | None:
        return max(get(r), key=lambda s: s.end - s.start, default=None)

    return (
        Column("evidence", "string", "The words of the report that carry the fact.", "evidence", lambda r: getattr(widest(r), "quote", None)),
        Column("evidence_start", "integer", "Where they start in the report's text, in Unicode code points.", "evidence",
               lambda r: getattr(widest(r), "start", None)),
        Column("evidence_end", "integer", "Where they end.", "evidence", lambda r: getattr(widest(r), "end", None)))


def _chain(sources: tuple[Source, ...]) -> str | None:
    return " < ".join(s.actor.name or s.text if s.actor else s.text for s in sources) or None


def _claimants(get: Callable[[Row], tuple[Source, ...]]) -> tuple[Column, ...]:
    return (
        Column("claimant", "string", "The innermost source of the claim; empty where the report speaks itself.", "attribution",
               lambda r: (lambda s: (s[-1].actor.name or s[-1].text if s[-1].actor else s[-1].text) if s else None)(get(r))),
        Column("claimant_country", "string", "Its country, ISO 3166-1 alpha-3.", "attribution",
               lambda r: (lambda s: s[-1].actor.country if s and s[-1].actor else None)(get(r))),
        Column("attribution", "string", "The chain of sources, outermost first, ` < ` between them.", "attribution", lambda r: _chain(get(r))))


def toll_of(tolls: tuple[Toll, ...], kind: str, field: str) -> int | None:
    """A figure of the event's tolls of a kind: the one that counts most people; figures are never added."""
    found = [t for t in tolls if t.kind == kind and t.period == "event" and not t.background]
    if not found:
        return None
    value = getattr(max(found, key=lambda t: t.best if t.best is not None else t.low or 0), field)
    return None if value is None else int(value)


def _tolls(*kinds: str) -> tuple[Column, ...]:
    words = {"low": ("min", "at least"), "best": ("best", "best figure"), "high": ("max", "at most; empty is open above")}
    return tuple(Column(f"{kind}_{words[field][0]}", "integer", f"{kind.capitalize()} in this event as this report has it: {words[field][1]}. "
                        "Empty is unknown, not 0.", "tolls", lambda r, k=kind, f=field: toll_of(r.tolls, k, f))  # type: ignore[misc]  # bound early
                 for kind in kinds for field in words)


def _event(field: str) -> Callable[[Row], Any]:
    return lambda r: getattr(r.fact, field)


EVENT = (
    Column("event_id", "string", "Stable id of the event.", "event", _event("id")),
    Column("event_type", "string", "PLOVER event type.", "event", _event("event_type"), "EVENT_TYPES"),
    Column("event_mode", "string", "PLOVER mode.", "event", _event("mode")),
    Column("contexts", "string", "PLOVER contexts, `; ` between them.", "event", lambda r: _join(r.fact.contexts), "CONTEXTS"),
    Column("factuality", "string", "asserted, claimed, denied, negated, planned, demanded, threatened, conditional, historical or unknown.", "event",
           _event("factuality"), "FACTUALITY"),
    *_when(lambda r: r.fact.when), *_place(lambda r: r.fact.place),
    *_actors("actor", "Who acts", lambda r: r.fact.actors), *_actors("recipient", "To whom", lambda r: r.fact.recipients),
    Column("third_parties", "string", "Others in a role that the type knows (host, mediator).", "event",
           lambda r: _join(a.name or a.text for a in r.fact.third_parties)),
    *_tolls("killed", "injured", "missing", "captured", "detained", "displaced"),
    *_claimants(lambda r: r.fact.attribution),
    Column("quad_class", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Crosswalk, not coding.",
           "crosswalk", _event("quad_class")),
    Column("goldstein", "number", "Score from -10 to 10. Crosswalk, not coding.", "crosswalk", _event("goldstein")),
    Column("cameo", "string", "CAMEO code. Crosswalk, not coding.", "crosswalk", _event("cameo")),
    Column("rank", "integer", "1 is the main act of its sentence.", "event", _event("rank")),
    Column("confidence", "number", "How sure the coder is, 0 to 1.", "event", _event("confidence")),
    *_evidence(lambda r: r.fact.evidence),
    Column("trigger", "string", "The words of the act.", "evidence", lambda r: r.fact.evidence[0].quote if r.fact.evidence else None),
    Column("rule", "string", "The frame that coded it.", "event", _event("rule")),
    Column("demands", "string", "Ids of the acts it asks for.", "event", lambda r: _join(r.fact.demands)),
    Column("about", "string", "Ids of the acts it promises, threatens, denies, condemns or agrees to.", "event", lambda r: _join(r.fact.about)),
    Column("unresolved", "string", "Empty slots with the reason.", "event", lambda r: _join(f"{a}: {b}" for a, b in r.fact.unresolved)),
    Column("incident_id", "string", "The incident it is a part of.", "linking", lambda r: r.stored.incident),
    Column("report_count", "integer", "Reports that tell of the incident.", "linking", lambda r: r.incident_reports),
    Column("source_count", "integer", "Independent sources among them.", "linking", lambda r: r.incident_sources), *_REPORT)

STATEMENT = (
    Column("statement_id", "string", "Stable id of the statement.", "statement", _event("id")),
    Column("form", "string", "direct, indirect or mixed.", "statement", _event("form")),
    *_actors("speaker", "Who speaks", lambda r: () if r.fact.speaker is None else (r.fact.speaker,)),
    *_actors("addressee", "To whom", lambda r: r.fact.addressees),
    Column("principal", "string", "On whose behalf a spokesperson speaks.", "statement",
           lambda r: (r.fact.principal.name or r.fact.principal.text) if r.fact.principal else None),
    Column("cue", "string", "The word that says that it was said.", "statement", lambda r: r.fact.cue.quote if r.fact.cue else None),
    Column("content", "string", "What was said, in the words of the report.", "statement", lambda r: r.fact.content.quote),
    Column("content_start", "integer", "Where it starts in the report's text, in Unicode code points.", "statement", lambda r: r.fact.content.start),
    Column("content_end", "integer", "Where it ends.", "statement", lambda r: r.fact.content.end),
    Column("attribution", "string", "The chain of sources, outermost first, ` < ` between them.", "attribution", lambda r: _chain(r.fact.attribution)),
    Column("medium", "string", "Where it was said: tweet, interview…", "statement", _event("medium")),
    Column("occasion", "string", "On what occasion.", "statement", _event("occasion")),
    Column("admission", "boolean", "Whether it admits something.", "statement", _event("admission")),
    Column("denial", "boolean", "Whether it denies something.", "statement", _event("denial")),
    Column("facts", "string", "Ids of the facts inside it.", "statement", lambda r: _join(r.fact.facts)), *_REPORT)

TOLL = (
    Column("toll_id", "string", "Stable id of the toll.", "toll", _event("id")),
    Column("kind", "string", "killed, injured, missing, captured, detained, displaced or affected.", "toll", _event("kind"), "TOLL_KINDS"),
    Column("low", "integer", "At least. Empty is unknown, not 0.", "toll", _event("low")),
    Column("best", "integer", "Best figure.", "toll", _event("best")),
    Column("high", "integer", "At most; empty is open above.", "toll", _event("high")),
    Column("text", "string", "The words of the report.", "toll", _event("text")),
    Column("whom", "string", "Who is counted, in the words of the report.", "toll", lambda r: r.fact.whom.text if r.fact.whom else None),
    Column("whom_group", "string", "civilians, soldiers, children…", "toll", lambda r: r.fact.whom.group if r.fact.whom else None),
    Column("whom_country", "string", "Whose they are, ISO 3166-1 alpha-3.", "toll", lambda r: r.fact.whom.country if r.fact.whom else None),
    Column("period", "string", "event, or cumulative.", "toll", _event("period")),
    Column("since", "string", "Since when a cumulative toll counts.", "toll", _event("since")),
    Column("event_id", "string", "The event it belongs to.", "toll", _event("event")),
    Column("factuality", "string", "As for events.", "toll", _event("factuality"), "FACTUALITY"),
    *_claimants(lambda r: r.fact.attribution), *_when(lambda r: r.fact.when), *_place(lambda r: r.fact.place), *_evidence(lambda r: r.fact.evidence),
    *_REPORT)

POSITION = (
    Column("position_id", "string", "Stable id of the position.", "position", _event("id")),
    *_actors("holder", "Whose position", lambda r: (r.fact.holder,)),
    Column("stance", "string", "supports, opposes, condemns, regrets, concerned, urges, offers or neutral.", "position", _event("stance"), "STANCES"),
    *_actors("target", "Towards whom", lambda r: r.fact.target),
    Column("content", "string", "What is urged, offered or condemned, in the words of the report.", "position", _event("content")),
    Column("strength", "string", "The words that colour it.", "position", _event("strength")),
    Column("event_id", "string", "The event that expresses it.", "position", _event("event")),
    *_when(lambda r: r.fact.when), *_evidence(lambda r: r.fact.evidence), *_REPORT)

TABLES: dict[str, tuple[Column, ...]] = {"event": EVENT, "statement": STATEMENT, "toll": TOLL, "position": POSITION}
FILES = {"event": "events", "statement": "statements", "toll": "tolls", "position": "positions"}
KEYS = {"event": "event_id", "statement": "statement_id", "toll": "toll_id", "position": "position_id"}


def values(kind: str, row: Row) -> dict[str, Any]:
    """The row as a dict, columns in order."""
    return {column.name: column.value(row) for column in TABLES[kind]}


