"""Fetching: only http and https, only public addresses, at every hop, within size and time."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tocsin.errors import InputError, ReportTooLarge, SourceUnreachable
from tocsin.ingest import addresses, web
from tocsin.ingest.addresses import is_public
from tocsin.ingest.sources import items_of
from tocsin.settings import Settings

OPEN = Settings(allow_private_addresses=True, fetch_timeout=5, max_report_bytes=200_000)
BODY = (
    b"<html><body><article><p>Clashes erupted between the army and the rebels on Sunday, "
    b"and 23 were killed.</p></article></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    """A server that behaves as its path says."""

    def do_GET(self) -> None:
        """Answers by path."""
        kind = self.path.strip("/").partition("/")[0]
        if kind == "loop":
            return self.answer(302, b"", ("Location", "/loop"))
        if kind == "away":
            return self.answer(302, b"", ("Location", "http://169.254.169.254/latest"))
        if kind == "file":
            return self.answer(302, b"", ("Location", "file:///etc/passwd"))
        if kind == "once":
            return self.answer(301, b"", ("Location", "/page"))
        if kind == "gone":
            return self.answer(404, b"no")
        if kind == "bomb":
            return self.answer(200, gzip.compress(b"a" * 50_000_000), ("Content-Encoding", "gzip"))
        if kind == "big":
            return self.answer(200, b"a" * 300_000)
        if kind == "slow":
            return self.trickle()
        self.server.hosts.append(self.headers["Host"])  # type: ignore[attr-defined]
        return self.answer(200, BODY, ("Content-Type", "text/html; charset=utf-8"))

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        """One whole answer."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def trickle(self) -> None:
        """A byte now and then, each before any single read would time out."""
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.2)
        except OSError:
            pass  # the reader has given up, as it should

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    """The server on a free port."""
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.hosts = []  # type: ignore[attr-defined]
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()


def url(server: ThreadingHTTPServer, path: str) -> str:
    """The address of `path`."""
    return f"http://127.0.0.1:{server.server_port}/{path}"


def test_a_page_is_fetched_and_redirects_followed(server: ThreadingHTTPServer) -> None:
    """A redirect within the rules is followed; the report knows the final address."""
    (item,) = items_of([url(server, "once")], OPEN)
    assert item.report is not None
    assert item.report.url == url(server, "page")
    assert "23 were killed" in item.report.text


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("loop", SourceUnreachable, "redirects"),
        ("file", SourceUnreachable, "file: addresses"),
        ("gone", SourceUnreachable, "404"),
        ("bomb", ReportTooLarge, "bytes"),
        ("big", ReportTooLarge, "bytes"),
    ],
)
def test_what_is_refused(server: ThreadingHTTPServer, path: str, error: type[InputError], words: str) -> None:
    """Endless redirects, other schemes, error pages, bodies over the limit (packed ones too)."""
    with pytest.raises(error, match=words):
        web.fetch(url(server, path), OPEN)


def test_the_whole_time_is_limited(server: ThreadingHTTPServer) -> None:
    """A trickling answer is given up when the time is over."""
    started = time.monotonic()
    with pytest.raises(SourceUnreachable, match=r"seconds|too long"):
        web.fetch(url(server, "slow"), Settings(allow_private_addresses=True, fetch_timeout=1))
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "224.0.0.1",
        "240.0.0.1",
    ],
)
def test_private_addresses(address: str) -> None:
    """Loopback, private, link-local, shared, multicast and reserved ones, and IPv6 clothes of them."""
    assert not is_public(ipaddress.ip_address(address))


def test_public_addresses() -> None:
    """Ordinary ones pass."""
    assert is_public(ipaddress.ip_address("93.184.216.34"))
    assert is_public(ipaddress.ip_address("2606:2800:220:1::1"))


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/"]
)
def test_private_targets_are_refused_by_default(target: str) -> None:
    """However the address is written."""
    with pytest.raises(SourceUnreachable, match=r"private|cannot be found"):
        web.fetch(target, Settings(fetch_timeout=5))


@pytest.mark.parametrize(
    "target", ["ftp://e.org/a", "file:///etc/passwd", "gopher://e.org", "http://", "http://user:secret@e.org/"]
)
def test_other_addresses_are_refused(target: str) -> None:
    """Other schemes and addresses with passwords."""
    with pytest.raises(SourceUnreachable):
        web.fetch(target, Settings(fetch_timeout=5))


def test_every_hop_is_checked(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page may not lead to a private one."""

    real_look_up, real_check = socket.getaddrinfo, is_public

    def look_up(host: str, *rest: Any, **named: Any) -> Any:
        return real_look_up("127.0.0.1" if host == "news.example" else host, *rest, **named)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up)
    # This server stands for a public one.
    monkeypatch.setattr(addresses, "is_public", lambda a: str(a) == "127.0.0.1" or real_check(a))
    with pytest.raises(SourceUnreachable, match=r"private address \(169.254.169.254\)"):
        web.fetch(f"http://news.example:{server.server_port}/away", Settings(fetch_timeout=5))


def test_the_checked_address_is_the_one_used(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once; a second look-up with another answer would not be asked for."""
    asked: list[str] = []

    def look_up(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        addresses.socket,
        "getaddrinfo",
        lambda host, *a, **k: look_up(host) if host == "news.example" else real(host, *a, **k),
    )
    web.fetch(f"http://news.example:{server.server_port}/page", OPEN)
    assert asked == ["news.example"]
    assert server.hosts[-1] == f"news.example:{server.server_port}"  # type: ignore[attr-defined]
