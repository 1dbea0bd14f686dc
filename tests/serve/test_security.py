"""Who may ask for what: hosts, sites, tokens, roles, sizes, rates, paths and addresses."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import SettingsError
from tocsin.serve.security import Guard, Token, is_loopback, load_tokens
from tocsin.store import Store

CODE = "/api/v1/code"
TEXT = {"text": "France condemned the attack on Friday."}


def _token(word: str, role: str) -> Token:
    return Token(role, role, hashlib.sha256(word.encode()).hexdigest())


def test_headers_keep_everything_at_home(client: Any) -> None:
    """Every answer, errors too, carries the policy."""
    for path in ("/", "/api/v1/events", "/nothing", "/static/x/none.js"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_other_host_names_are_refused(client: Any) -> None:
    """DNS rebinding: a name that the desk was not given gets nothing."""
    assert client.get("/api/v1/events", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/api/v1/events", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_writes_from_other_sites_are_refused(client: Any, headers: dict[str, str]) -> None:
    """CSRF: neither a foreign origin nor a form may write."""
    assert client.post(CODE, json=TEXT, headers=headers).status_code == 403


def test_forms_cannot_write(client: Any) -> None:
    """Only JSON is taken: what a form can send without asking is not."""
    assert (
        client.post(CODE, content="text=x", headers={"content-type": "application/x-www-form-urlencoded"}).status_code
        == 415
    )
    assert client.post(CODE, content='{"text": "x"}', headers={"content-type": "text/plain"}).status_code == 415


def test_beyond_loopback_reading_needs_no_token_and_writing_does(store: Store, client_of: Any) -> None:
    """Read-only without a token; a reader's token cannot write; a reviewer's can."""
    guard = Guard(tokens=(_token("read", "reader"), _token("look", "reviewer")), beyond_loopback=True)
    client = client_of(store, guard)
    assert client.get("/api/v1/events").status_code == 200
    assert client.post(CODE, json=TEXT).status_code == 401
    assert client.post(CODE, json=TEXT, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.post(CODE, json=TEXT, headers={"authorization": "Bearer read"}).status_code == 403
    assert client.post(CODE, json=TEXT, headers={"authorization": "Bearer look"}).status_code == 200


def test_size_and_rate_are_limited(store: Store, client_of: Any) -> None:
    """Bodies over the limit and floods are turned away."""
    assert client_of(store, Guard(max_bytes=1000)).post(CODE, json={"text": "x" * 2000}).status_code == 413
    client = client_of(store, Guard(per_second=1, burst=5))
    assert [client.get("/frame.json").status_code for _ in range(8)][-1] == 429


def test_every_write_is_in_the_audit_log(store: Store, client_of: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Who, what, from where and with what outcome; refused writes too, reads never, and no token ever."""
    guard = Guard(tokens=(_token("look", "reviewer"),), beyond_loopback=True)
    client = client_of(store, guard)
    with caplog.at_level("INFO", logger="tocsin.audit"):
        client.get("/api/v1/events")
        client.post(CODE, json=TEXT)
        client.post(CODE, json=TEXT, headers={"authorization": "Bearer look"})
    lines = [json.loads(r.message) for r in caplog.records if r.name == "tocsin.audit"]
    assert [(x["who"], x["method"], x["path"], x["status"]) for x in lines] == [(None, "POST", CODE, 401), ("reviewer", "POST", CODE, 200)]
    assert "look" not in caplog.text.replace("look/", "")


def test_answers_are_packed_only_for_others(store: Store, client_of: Any) -> None:
    """Beyond loopback large answers come as gzip; on one machine packing only costs time."""
    asked = {"headers": {"accept-encoding": "gzip"}}
    assert client_of(store, Guard(beyond_loopback=True)).get("/api/v1/events", **asked).headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in client_of(store).get("/api/v1/events", **asked).headers


def test_read_only_record_takes_no_judgement(store: Store, client_of: Any) -> None:
    """403 with the reason."""
    fact = next(iter(store.events())).fact.id
    assert (
        client_of(store, can_write=False)
        .post("/api/v1/judgements", json={"fact": fact, "verdict": "confirm"})
        .status_code
        == 403
    )


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../app.py",
        "/static/x/..%2fapp.py",
        "/static/x/%2e%2e/%2e%2e/store/schema.py",
        "/static/x//etc/passwd",
    ],
)
def test_no_path_leaves_the_static_folder(client: Any, path: str) -> None:
    """Only files known at start are served."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://a.example/x",
    ],
)
def test_addresses_inside_are_not_fetched(client: Any, url: str) -> None:
    """SSRF: loopback, link-local and other schemes are refused before anything is sent."""
    answer = client.post(CODE, json={"url": url})
    assert answer.status_code in (422, 502)
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", '"; DROP TABLE fact; --', "\\", "%", "*", '"', "(", "NEAR(", "a AND", "\u202e", "🙂" * 50]
)
@pytest.mark.parametrize("name", ["text", "party", "place", "publisher", "type", "claimant"])
def test_no_value_is_ever_sql(client: Any, store: Store, name: str, value: str) -> None:
    """Odd values find nothing or are refused; the record stays."""
    before = store.totals()
    assert client.get("/api/v1/events", params={name: value}).status_code in (200, 422)
    assert client.get("/situation.json", params={name: value}).status_code in (200, 422)
    assert store.totals() == before


def test_token_files_are_checked(tmp_path: Path) -> None:
    """A wrong role is told with the file and the entry."""
    path = tmp_path / "tokens.toml"
    path.write_text('[[token]]\nname = "a"\nrole = "king"\nsha256 = "00"\n')
    with pytest.raises(SettingsError, match="token 1"):
        load_tokens(path)


def test_loopback_is_told_from_the_rest() -> None:
    """`0.0.0.0` is not loopback."""
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.168.1.2")
