"""The REST API: pages, filters, changes, judgements, exports, and one shape for every error."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tocsin.serve.screens import PATHS
from tocsin.store import Store

KINDS = ("events", "statements", "tolls", "positions")


@pytest.mark.parametrize("kind", KINDS)
def test_pages_give_every_fact_once(client: Any, store: Store, kind: str) -> None:
    """Following `next` gives what the record holds, without doubles."""
    ids, token = [], ""
    while True:
        page = client.get(f"/api/v1/{kind}", params={"limit": 7, "next": token}).json()
        ids += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        token = page["next"]
    assert len(ids) == len(set(ids)) == store.totals()[kind]


def test_pages_of_reports_stand_still(client: Any, store: Store) -> None:
    """Following `next` gives every report once."""
    ids, token = [], ""
    while True:
        page = client.get("/api/v1/reports", params={"limit": 2, "next": token}).json()
        ids += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        token = page["next"]
    assert len(ids) == len(set(ids)) == page["total"] == store.totals()["reports"]


def test_a_refused_method_names_those_there_are(client: Any) -> None:
    """405 with every method of the path in `Allow`, also where two routes share it."""
    assert client.put("/api/v1/reports", json={}).headers["allow"] == "GET, POST"
    assert client.post("/api/v1/events").status_code == 405


def test_facts_carry_contract_and_report(client: Any) -> None:
    """A row holds the fields of the contract, the words it rests on and the report they are from."""
    row = client.get("/api/v1/events", params={"type": "ASSAULT", "limit": 1}).json()["items"][0]
    for name in (
        "event_type",
        "mode",
        "actors",
        "recipients",
        "place",
        "when",
        "factuality",
        "attribution",
        "evidence",
        "confidence",
    ):
        assert name in row
    text = client.get(f"/api/v1/reports/{row['report']['id']}").json()["report"]["text"]
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in row["evidence"])


def test_filters_narrow_and_facets_agree(client: Any) -> None:
    """The number beside a facet is the number of rows that it gives."""
    facets = client.get("/api/v1/facets", params={"names": ["type", "party", "publisher"]}).json()["facets"]
    for name, values in facets.items():
        value = values[0]
        page = client.get("/api/v1/events", params={name: value["value"], "total": True}).json()
        assert page["total"] == value["count"], name


def test_updated_since_replays_to_the_whole(client: Any, store: Store) -> None:
    """Upserts and tombstones, replayed, are the record as it stands."""
    report = next(iter(store.reports())).report.id
    client.post(f"/api/v1/reports/{report}/withdrawal", json={"reason": "cancelled by the agency"})
    known: dict[str, Any] = {}
    since = 0
    while True:
        answer = client.get("/api/v1/events", params={"updated_since": since or 1, "limit": 20}).json()
        for item in answer["items"]:
            if item.get("deleted"):
                known.pop(item["id"], None)
            else:
                known[item["id"]] = item
        since = answer["updated_to"]
        if not answer["more"]:
            break
    first = {i.fact.id for i in store.events(report=(report,))}
    current = {i.fact.id for i in store.events()}
    first_change = store.changes(0, limit=1)[0].report
    assert not first
    assert set(known) >= {
        i for i in current if i not in {e.fact.id for e in store.events(report=(first_change or "",))}
    }
    assert set(known) <= current


def test_etag_until_the_record_changes(client: Any, store: Store) -> None:
    """304 as long as nothing happened, 200 after a judgement."""
    tag = client.get("/api/v1/events").headers["etag"]
    assert client.get("/api/v1/events", headers={"if-none-match": tag}).status_code == 304
    fact = next(iter(store.events())).fact.id
    assert client.post("/api/v1/judgements", json={"fact": fact, "verdict": "confirm"}).status_code == 201
    assert client.get("/api/v1/events", headers={"if-none-match": tag}).status_code == 200
    assert client.get(f"/api/v1/facts/{fact}").json()["review"] == "confirmed"


def test_corrected_words_get_their_span(client: Any, store: Store) -> None:
    """Words chosen on screen are kept with offsets that the server found."""
    item = next(i for i in store.events(type="ASSAULT") if i.fact.place)
    words = item.fact.place.text
    client.post(
        "/api/v1/judgements",
        json={"fact": item.fact.id, "verdict": "correct", "fields": {"place": words, "mode": "aerial"}},
    )
    fields = client.get(f"/api/v1/facts/{item.fact.id}").json()["corrections"]
    account = store.account(item.report_id)
    assert account is not None
    span = fields["place"]["span"]
    assert account.report.text[span["start"] : span["end"]] == words
    assert fields["mode"] == "aerial"


@pytest.mark.parametrize("fields", [{"event_type": "APPLAUD"}, {"stance": "supports"}, {"colour": "red"}])
def test_corrections_fit_the_fact(client: Any, store: Store, fields: dict[str, str]) -> None:
    """A value outside its list, a slot of another kind and an unknown slot are refused, and nothing is kept."""
    fact = next(iter(store.events())).fact.id
    answer = client.post("/api/v1/judgements", json={"fact": fact, "verdict": "correct", "fields": fields})
    assert answer.status_code == 422
    assert next(iter(fields)) in answer.json()["detail"]
    assert store.judgements() == []


def test_tolls_statements_and_positions_are_corrected_too(client: Any, store: Store) -> None:
    """Numbers are kept as numbers, an open end as nothing, words of other kinds with their span."""
    toll, said, stance = (next(iter(store.facts(kind))) for kind in ("toll", "statement", "position"))
    for item, fields in (
        (toll, {"low": "3", "high": "", "kind": "injured"}),
        (said, {"speaker": said.fact.content.quote[:9]}),
        (stance, {"stance": "opposes"}),
    ):
        body = {"fact": item.fact.id, "verdict": "correct", "fields": fields}
        assert client.post("/api/v1/judgements", json=body).status_code == 201
    assert store.corrections(toll.fact.id) == {"low": 3, "high": None, "kind": "injured"}
    assert store.corrections(said.fact.id)["speaker"]["span"]["start"] == said.fact.content.start
    assert store.corrections(stance.fact.id) == {"stance": "opposes"}


def test_code_saves_nothing(client: Any, store: Store) -> None:
    """A posted text comes back as an account, and the record is as before."""
    before = store.last_change()
    answer = client.post(
        "/api/v1/code", json={"text": "France condemned the attack on Tartar on Friday.", "published": "2020-07-03"}
    )
    assert answer.status_code == 200
    assert answer.json()["events"][0]["event_type"] == "ACCUSE"
    assert store.last_change() == before


def test_export_is_what_is_counted(client: Any) -> None:
    """Rows in the file, in the header and on screen are the same number; formulas are disarmed."""
    answer = client.get("/api/v1/export", params={"kind": "event", "type": "ASSAULT", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    shown = client.get("/search.json", params={"type": "ASSAULT"}).json()["counts"]["event"]
    assert len(rows) == shown == int(answer.headers["tocsin-rows"])
    lines = client.get(
        "/api/v1/export", params={"kind": "event", "type": "ASSAULT", "format": "jsonl"}
    ).text.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {row["event_id"] for row in rows}


def test_a_denial_stands_beside_the_claim_it_answers(client: Any) -> None:
    """“Rejected the figure” answers a figure, “denied the claim” the other side's act; the board shows it under the statement."""
    pairs = client.get("/situation.json", params={"part": "tolls", "party": "ARM"}).json()["contradictions"]
    said = {p["sides"][1]["quote"]: p["sides"][0] for p in pairs if p["about"] == "Said and denied"}
    assert said["Armenia rejected the figure"]["who"] == "The Azerbaijani defence ministry"
    assert "550" in said["Armenia rejected the figure"]["quote"]
    denied = next(claim for quote, claim in said.items() if quote.startswith("Armenia's defence ministry denied the claim"))
    assert denied["who"] == "Azerbaijan's foreign ministry"
    board = client.get("/situation.json", params={"part": "board"}).json()["board"]
    answered = [x for s in board["speakers"] for x in s["statements"] if x["against"]]
    assert {o["quote"] for x in answered for o in x["against"]} >= {"Armenia rejected the figure"}


def test_a_changed_frame_takes_the_place_of_the_shipped_one(client: Any) -> None:
    """A frame emptied of its wordings loses its events in the reports that hold them; a new wording finds new ones; nothing is kept."""
    source = client.get("/lexicon.json", params={"frame": "assault.heavy-weapons"}).json()["toml"]
    assert 'id = "assault.heavy-weapons"' in source
    assert client.post("/lexicon.json", json={"toml": source}).json()["changes"] == []
    less = 'type = "ASSAULT"\n\n[[frame]]\nid = "assault.heavy-weapons"\nverbs = ["defenestrate"]\nexamples = [{text = "Rebels defenestrated the governor."}]\n'
    answer = client.post("/lexicon.json", json={"toml": less}).json()
    assert answer["replaced"] == ["assault.heavy-weapons"]
    assert answer["reports"] == answer["holding"] > 0
    assert {c["how"] for c in answer["changes"]} >= {"gone"}
    assert any("shell" in c["quote"] for c in answer["changes"] if c["how"] == "gone")
    assert client.get("/lexicon.json", params={"frame": "assault.heavy-weapons"}).json()["toml"] == source
    assert client.get("/lexicon.json", params={"frame": "assault.none"}).status_code == 404


def test_incidents_are_split_and_merged_with_a_reason(client: Any, store: Store) -> None:
    """Judgements are appended pair by pair; what does not belong is refused; nothing without a reason."""
    first, second = client.get("/api/v1/incidents", params={"limit": 2}).json()["incidents"]
    members = [m["id"] for m in client.get(first["href"] + ".json").json()["members"] if m["kind"] == "event"]
    at = f"/api/v1{first['href']}"
    assert client.post(f"{at}/split", json={"facts": members[:1], "reason": ""}).status_code == 422
    assert client.post(f"{at}/split", json={"facts": members, "reason": "all"}).status_code == 422
    assert client.post(f"{at}/split", json={"facts": ["e-none"], "reason": "no"}).status_code == 404
    kept = client.post(f"{at}/split", json={"facts": members[:1], "reason": "another day"}).json()
    assert kept["judgements"] == len(members) - 1
    assert {j.reason for j in store.judgements(members[0])} == {"another day"}
    assert client.post(f"{at}/merge", json={"other": first["id"], "reason": "x"}).status_code == 422
    answer = client.post(f"{at}/merge", json={"other": second["id"], "reason": "the same strike"})
    assert answer.status_code in (201, 404)  # linking again in the background may have renamed the other meanwhile
    if answer.status_code == 201:
        assert store.judgements()[-1].verdict == "same"


def test_atom_feed_is_xml_with_escaped_words(client: Any) -> None:
    """The feed parses, holds the newest events, and markup in reports stays text."""
    from lxml import etree

    feed = etree.fromstring(client.get("/feed.atom", params={"publisher": "<i>Wire</i>"}).content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert entries
    assert not feed.findall(".//img")


ERRORS = [
    ("GET", "/api/v1/nothing", None, 404),
    ("GET", "/api/v1/reports/r-none", None, 404),
    ("GET", "/api/v1/facts/e-none", None, 404),
    ("GET", "/api/v1/incidents/i-none", None, 404),
    ("GET", "/reports/r-none.json", None, 404),
    ("GET", "/nothing", None, 404),
    ("GET", "/static/x/none.js", None, 404),
    ("GET", "/situation.json?crisis=none", None, 404),
    ("DELETE", "/api/v1/events", None, 405),
    ("GET", "/api/v1/events?limit=0", None, 422),
    ("GET", "/api/v1/events?since=yesterday", None, 422),
    ("GET", "/api/v1/events?bbox=1,2", None, 422),
    ("GET", "/api/v1/events?next=zzz", None, 422),
    ("GET", "/api/v1/facets?names=none", None, 422),
    ("GET", "/api/v1/events?review=maybe", None, 422),
    ("GET", "/api/v1/export?kind=position&format=geojson", None, 422),
    ("POST", "/api/v1/code", {}, 422),
    ("POST", "/api/v1/code", {"text": "x", "url": "http://a.example"}, 422),
    ("POST", "/api/v1/code", {"text": "   "}, 422),
    ("POST", "/api/v1/judgements", {"fact": "e-none", "verdict": "confirm"}, 404),
    ("POST", "/api/v1/judgements", {"fact": "e-none", "verdict": "applaud"}, 422),
    ("POST", "/lexicon.json", {"toml": "[[frame]"}, 422),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), ERRORS)
def test_every_error_is_a_problem(client: Any, method: str, path: str, body: Any, status: int) -> None:
    """RFC 9457: the six members, the media type, the status that was sent."""
    answer = client.request(method, path, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["status"] == status
    assert problem["detail"]
    assert isinstance(problem["errors"], list)


def test_every_screen_has_a_twin(client: Any, store: Store) -> None:
    """Each screen's address serves the shell, and the same address with `.json` its data."""
    report = next(iter(store.reports())).report.id
    incident = store.incident_members()[0][0]
    for path in PATHS:
        path = path.replace("{key}", report if path.startswith("/reports") else incident)
        page = client.get(path)
        assert page.status_code == 200
        assert "text/html" in page.headers["content-type"]
        twin = client.get(("/index" if path == "/" else path) + ".json")
        assert twin.status_code == 200, path
        assert isinstance(twin.json(), dict)


def test_nothing_points_outside(client: Any) -> None:
    """No page, script or style of ours names an address outside this desk."""
    import re
    from pathlib import Path

    import tocsin.serve

    folder = Path(tocsin.serve.__file__).parent / "static"
    allowed = ("http://www.w3.org/",)
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        for found in re.findall(r"https?://[^\s\"'`)<]+", path.read_text(encoding="utf-8")):
            assert found.startswith(allowed) or found == "https://", f"{path.name}: {found}"
    assert not re.findall(r"https?://", client.get("/").text)


def test_openapi_names_every_route(client: Any) -> None:
    """The document is OpenAPI 3.1 and each operation has a summary."""
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method, about in methods.items():
            assert about.get("summary"), f"{method} {path}"
