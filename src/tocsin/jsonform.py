"""The account as JSON: the public contract of docs/account.md, both ways.

`account_to_dict` gives plain dicts and lists; `account_from_dict` gives the records back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tocsin import records as r


def span_to_dict(span: r.Span | None) -> dict[str, Any] | None:
    """`{"start", "end", "quote"}`, or None."""
    return None if span is None else {"start": span.start, "end": span.end, "quote": span.quote}


def actor_to_dict(actor: r.Actor | None) -> dict[str, Any] | None:
    """A party with its words, name, country, sector, role and id."""
    if actor is None:
        return None
    return {"text": actor.text, "name": actor.name, "country": actor.country, "sector": actor.sector, "role": actor.role, "id": actor.id,
            "private": actor.private, "via": actor.via, "span": span_to_dict(actor.span)}


def place_to_dict(place: r.Place | None) -> dict[str, Any] | None:
    """A place with coordinates and precision."""
    if place is None:
        return None
    return {"text": place.text, "name": place.name, "country": place.country, "admin1": place.admin1, "latitude": place.latitude,
            "longitude": place.longitude, "precision": place.precision, "gazetteer_id": place.gazetteer_id, "link": place.link,
            "candidates": list(place.candidates), "span": span_to_dict(place.span)}


def when_to_dict(when: r.When | None) -> dict[str, Any] | None:
    """An interval of days with its rule."""
    if when is None:
        return None
    return {"start": when.start, "end": when.end, "precision": when.precision, "text": when.text, "rule": when.rule,
            "span": span_to_dict(when.span)}


def source_to_dict(source: r.Source) -> dict[str, Any]:
    """One link of an attribution chain."""
    return {"text": source.text, "actor": actor_to_dict(source.actor), "cue": source.cue, "kind": source.kind, "span": span_to_dict(source.span)}


def event_to_dict(event: r.Event) -> dict[str, Any]:
    """An event as the contract states it."""
    return {
        "id": event.id, "event_type": event.event_type, "mode": event.mode, "contexts": list(event.contexts), "cameo": event.cameo,
        "quad_class": event.quad_class, "goldstein": event.goldstein, "actors": [actor_to_dict(a) for a in event.actors],
        "recipients": [actor_to_dict(a) for a in event.recipients], "third_parties": [actor_to_dict(a) for a in event.third_parties],
        "place": place_to_dict(event.place), "when": when_to_dict(event.when), "factuality": event.factuality, "rank": event.rank,
        "attribution": [source_to_dict(s) for s in event.attribution], "evidence": [span_to_dict(s) for s in event.evidence],
        "rule": event.rule, "confidence": event.confidence, "demands": list(event.demands), "about": list(event.about),
        "unresolved": dict(event.unresolved)}


def statement_to_dict(statement: r.Statement) -> dict[str, Any]:
    """A statement as the contract states it."""
    return {
        "id": statement.id, "speaker": actor_to_dict(statement.speaker), "cue": span_to_dict(statement.cue), "form": statement.form,
        "content": span_to_dict(statement.content), "parts": [span_to_dict(p) for p in statement.parts],
        "addressees": [actor_to_dict(a) for a in statement.addressees], "principal": actor_to_dict(statement.principal),
        "attribution": [source_to_dict(s) for s in statement.attribution], "facts": list(statement.facts), "medium": statement.medium,
        "occasion": statement.occasion, "admission": statement.admission, "denial": statement.denial}


def toll_to_dict(toll: r.Toll) -> dict[str, Any]:
    """A toll as the contract states it."""
    whom = toll.whom
    return {
        "id": toll.id, "kind": toll.kind, "low": toll.low, "best": toll.best, "high": toll.high, "text": toll.text,
        "whom": None if whom is None else {"text": whom.text, "group": whom.group, "country": whom.country, "span": span_to_dict(whom.span)},
        "period": toll.period, "since": toll.since, "event": toll.event, "factuality": toll.factuality,
        "attribution": [source_to_dict(s) for s in toll.attribution], "evidence": [span_to_dict(s) for s in toll.evidence],
        "place": place_to_dict(toll.place), "when": when_to_dict(toll.when), "part": toll.part, "background": toll.background}


def position_to_dict(position: r.Position) -> dict[str, Any]:
    """A position as the contract states it."""
    return {
        "id": position.id, "holder": actor_to_dict(position.holder), "stance": position.stance,
        "target": [actor_to_dict(a) for a in position.target], "content": position.content, "strength": position.strength,
        "when": when_to_dict(position.when), "event": position.event, "evidence": [span_to_dict(s) for s in position.evidence]}


def date_to_dict(date: r.DateMention) -> dict[str, Any]:
    """A date mention as the contract states it."""
    return {"text": date.text, "type": date.type, "timex": date.timex, "start": date.start, "end": date.end, "precision": date.precision,
            "rule": date.rule, "candidates": list(date.candidates), "span": span_to_dict(date.span)}


def report_to_dict(report: r.Report) -> dict[str, Any]:
    """A report with its text."""
    line = report.dateline
    return {
        "id": report.id, "title": report.title, "text": report.text, "published": report.published, "publisher": report.publisher,
        "url": report.url, "language": report.language,
        "dateline": None if line is None else {"place": line.place, "date": line.date, "span": span_to_dict(line.span)},
        "credits": [{"role": c.role, "name": c.name, "span": span_to_dict(c.span)} for c in report.credits], "digest": report.digest}


def account_to_dict(account: r.Account) -> dict[str, Any]:
    """The whole account; every field of the contract is present, empty ones as null or []."""
    run = account.run
    return {
        "report": report_to_dict(account.report),
        "run": {"coder": run.coder, "lexicon": run.lexicon, "model": run.model, "settings": run.settings},
        "events": [event_to_dict(e) for e in account.events],
        "statements": [statement_to_dict(s) for s in account.statements],
        "tolls": [toll_to_dict(t) for t in account.tolls],
        "positions": [position_to_dict(p) for p in account.positions],
        "places": [place_to_dict(p) for p in account.places],
        "dates": [date_to_dict(d) for d in account.dates],
        "parties": [{"country": p.country, "name": p.name, "id": p.id} for p in account.parties],
        "unresolved": [{"what": u.what, "reason": u.reason, "span": span_to_dict(u.span)} for u in account.unresolved]}


def account_to_json(account: r.Account) -> str:
    """The account as one line of JSON, the same bytes for the same account."""
    return json.dumps(account_to_dict(account), ensure_ascii=False, separators=(",", ":"))


def _span(raw: Mapping[str, Any] | None) -> r.Span | None:
    return None if raw is None else r.Span(raw["start"], raw["end"], raw["quote"])


def _spans(raw: list[Mapping[str, Any]]) -> tuple[r.Span, ...]:
    return tuple(r.Span(s["start"], s["end"], s["quote"]) for s in raw)


def _actor(raw: Mapping[str, Any] | None) -> r.Actor | None:
    if raw is None:
        return None
    return r.Actor(raw["text"], raw.get("name"), raw.get("country"), raw.get("sector"), raw.get("role"), raw.get("id"), _span(raw.get("span")),
                   raw.get("private", False), raw.get("via"))


def _actors(raw: list[Mapping[str, Any]]) -> tuple[r.Actor, ...]:
    return tuple(a for a in map(_actor, raw) if a is not None)


def _place(raw: Mapping[str, Any] | None) -> r.Place | None:
    if raw is None:
        return None
    return r.Place(raw["text"], raw["name"], raw["country"], raw["admin1"], raw["latitude"], raw["longitude"], raw["precision"], raw["gazetteer_id"],
                   _span(raw.get("span")), raw.get("link"), tuple(raw.get("candidates", ())))


def _when(raw: Mapping[str, Any] | None) -> r.When | None:
    if raw is None:
        return None
    return r.When(raw["start"], raw["end"], raw["precision"], raw.get("text"), raw.get("rule"), _span(raw.get("span")))


def _sources(raw: list[Mapping[str, Any]]) -> tuple[r.Source, ...]:
    return tuple(r.Source(s["text"], _actor(s.get("actor")), s.get("cue"), s.get("kind"), _span(s.get("span"))) for s in raw)


def event_from_dict(raw: Mapping[str, Any]) -> r.Event:
    """The event that `event_to_dict` wrote."""
    return r.Event(
        raw["id"], raw["event_type"], raw["mode"], tuple(raw["contexts"]), raw["cameo"], raw["quad_class"], raw["goldstein"],
        _actors(raw["actors"]), _actors(raw["recipients"]), _place(raw["place"]), _when(raw["when"]), raw["factuality"], raw["rank"],
        _sources(raw["attribution"]), _spans(raw["evidence"]), raw["rule"], raw["confidence"], tuple(raw["demands"]), tuple(raw["about"]),
        _actors(raw["third_parties"]), tuple(raw["unresolved"].items()))


def statement_from_dict(raw: Mapping[str, Any]) -> r.Statement:
    """The statement that `statement_to_dict` wrote."""
    content = _span(raw["content"])
    assert content is not None  # the contract: a statement has content
    return r.Statement(
        raw["id"], _actor(raw["speaker"]), _span(raw["cue"]), raw["form"], content, _actors(raw["addressees"]), _sources(raw["attribution"]),
        tuple(raw["facts"]), raw["medium"], raw["occasion"], _actor(raw["principal"]), _spans(raw["parts"]), raw["admission"], raw["denial"])


def toll_from_dict(raw: Mapping[str, Any]) -> r.Toll:
    """The toll that `toll_to_dict` wrote."""
    whom = raw["whom"]
    return r.Toll(
        raw["id"], raw["kind"], raw["low"], raw["best"], raw["high"], raw["text"],
        None if whom is None else r.Whom(whom["text"], whom["group"], whom["country"], _span(whom["span"])), raw["period"], raw["since"],
        raw["event"], raw["factuality"], _sources(raw["attribution"]), _spans(raw["evidence"]), _place(raw["place"]), _when(raw["when"]),
        raw.get("part", False), raw.get("background", False))


def position_from_dict(raw: Mapping[str, Any]) -> r.Position:
    """The position that `position_to_dict` wrote."""
    holder = _actor(raw["holder"])
    assert holder is not None  # the contract: a position has a holder
    return r.Position(raw["id"], holder, raw["stance"], _actors(raw["target"]), raw["content"], _spans(raw["evidence"]), raw["strength"],
                      _when(raw["when"]), raw["event"])


def account_from_dict(raw: Mapping[str, Any]) -> r.Account:
    """The account that `account_to_dict` wrote."""
    report, run, line = raw["report"], raw["run"], raw["report"]["dateline"]
    line_span = _span(line["span"]) if line else None
    return r.Account(
        r.Report(report["id"], report["text"], report["digest"], report["title"], report["published"], report["publisher"], report["url"],
                 report["language"], r.Dateline(line["place"], line["date"], line_span) if line and line_span else None,
                 tuple(r.Credit(c["role"], c["name"], _spans([c["span"]])[0]) for c in report["credits"])),
        r.Run(run["coder"], run["lexicon"], run["model"], run["settings"]),
        tuple(map(event_from_dict, raw["events"])), tuple(map(statement_from_dict, raw["statements"])),
        tuple(map(toll_from_dict, raw["tolls"])), tuple(map(position_from_dict, raw["positions"])),
        tuple(p for p in map(_place, raw["places"]) if p is not None),
        tuple(r.DateMention(d["text"], d["type"], d["timex"], d["start"], d["end"], d["precision"], d["rule"], _spans([d["span"]])[0],
                            tuple(d["candidates"])) for d in raw["dates"]),
        tuple(r.Party(p["country"], p["name"], p["id"]) for p in raw["parties"]),
        tuple(r.Unresolved(u["what"], u["reason"], _span(u["span"])) for u in raw["unresolved"]))
