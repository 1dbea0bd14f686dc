"""Watching over real HTTP: tags, back-off, redirects, bombs, withdrawn and corrected items, and kills at every instant."""

from __future__ import annotations

import datetime
import gzip
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tocsin.commands.recording import journal_of
from tocsin.errors import InputError
from tocsin.ingest.found import Found
from tocsin.ingest.intake import Intake
from tocsin.ingest.items import Content
from tocsin.ingest.journal import Journal
from tocsin.ingest.opml import Subscription
from tocsin.ingest.polite import Hosts, back_off, max_age, retry_after
from tocsin.ingest.watch import Watcher, parse_every
from tocsin.records import Account, Report, Run
from tocsin.settings import Settings
from tocsin.store import Store, open_store
from tocsin.store.writing import run_id

SETTINGS = Settings(allow_private_addresses=True, fetch_timeout=5, max_report_bytes=400_000)
RUN = Run("test", "none", "none", "none")
SENTENCE = "Clashes erupted between the army and the rebels near the river on Sunday, officials of the region said."


class Site:
    """A news site whose answers tests set by path: a function of the request gives status, headers and body."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {k.lower(): v for k, v in self.headers.items()}
                site.asked.append((self.path, headers))
                answer = site.answers.get(self.path)
                status, more, body = answer(headers) if answer else (404, {}, b"")
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Always the same answer; gives the address."""
        data = body if isinstance(body, bytes) else body.encode()
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        self.answers[path] = lambda _: (status, named, data)
        return self.address + path

    def tagged(self, path: str, body: str, etag: str) -> str:
        """An answer with a tag, and 304 for those who have it."""
        self.answers[path] = lambda h: (
            (304, {"ETag": etag}, b"") if h.get("if-none-match") == etag else (200, {"ETag": etag}, body.encode())
        )
        return self.address + path

    def requests(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(1 for p, _ in self.asked if p == path)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of its own."""
    found = Site()
    yield found
    found.server.shutdown()


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = datetime.datetime(2020, 9, 28, 12, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        """The time."""
        return self.time

    def forward(self, seconds: float) -> None:
        """Later."""
        self.time += datetime.timedelta(seconds=seconds)


class Desk:
    """A record with its journal, watcher and intake under one clock, and a coder that finds nothing."""

    def __init__(self, path: str, every: float = 900) -> None:
        self.clock = Clock()
        self.store: Store = open_store(path)
        self.hosts = Hosts(SETTINGS, pause=0)
        self.journal: Journal = journal_of(self.store, self.clock)
        self.intake = Intake(self.journal, self.store, self.code, run_id(RUN), SETTINGS, self.hosts, self.clock)
        self.watcher = Watcher(self.journal, self.hosts, every, self.clock)

    def code(self, reports: object) -> list[Account | InputError]:
        """Accounts without facts; errors for reports that say so."""
        assert isinstance(reports, list)
        return [InputError("cannot be coded") if "uncodable" in r.text else Account(r, RUN) for r in reports]

    def poll(self, url: str) -> int:
        """Asks a feed if it is due and works off what it brings; how many items were new."""
        new = sum(self.watcher.poll(s) for s in self.watcher.due([Subscription(url, "The Paper")]))
        list(self.intake.work())
        return new

    def texts(self, *, withdrawn: bool = False) -> list[str]:
        """The first words of the reports in force, or of all."""
        found = [r for r in self.store.reports(withdrawn=True) if withdrawn or r.withdrawn_at is None]
        return sorted(r.report.text.partition("\n")[0][:60] for r in found)

    def reports(self) -> list[Report]:
        """The reports in force."""
        return [r.report for r in self.store.reports()]


@pytest.fixture
def desk(record_url: str) -> Iterator[Desk]:
    """A desk of its own."""
    found = Desk(record_url)
    yield found
    found.store.close()


def entry(number: int, text: str, *, link: str = "", day: str = "Sun, 27 Sep 2020 10:00:00 GMT") -> str:
    """An RSS entry."""
    return (
        f"<item><guid>g{number}</guid><title>Item {number}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<description>{text}</description></item>"
    )


def feed(*entries: str) -> str:
    """An RSS feed."""
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title>{''.join(entries)}</channel></rss>"


def whole(number: int, words: str = "") -> str:
    """An entry that carries its whole article."""
    return entry(number, f"Report {number}. {words} " + f"{SENTENCE} " * 9)


def page(text: str) -> str:
    """A news page."""
    return f"<html><body><article><h1>Head</h1><p>{text}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></article></body></html>"


def test_tags_are_sent_and_nothing_is_read_twice(site: Site, desk: Desk) -> None:
    """A second round sends the tag, gets 304 and adds nothing; a new entry adds one report."""
    url = site.tagged("/rss", feed(whole(1), whole(2)), '"v1"')
    assert desk.poll(url) == 2
    assert desk.poll(url) == 0
    assert site.requests("/rss") == 1  # not due
    desk.clock.forward(901)
    assert desk.poll(url) == 0
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    site.tagged("/rss", feed(whole(3), whole(1), whole(2)), '"v2"')
    desk.clock.forward(901)
    assert desk.poll(url) == 1
    assert len(desk.texts()) == 3
    assert all(r.published == "2020-09-27" and r.publisher == "The Paper" for r in desk.reports())


def test_last_modified_is_sent_back(site: Site, desk: Desk) -> None:
    """Servers without tags have dates."""
    url = site.serve("/rss", feed(whole(1)), Last_Modified="Sun, 27 Sep 2020 10:00:00 GMT")
    desk.poll(url)
    desk.clock.forward(901)
    desk.poll(url)
    assert site.asked[-1][1]["if-modified-since"] == "Sun, 27 Sep 2020 10:00:00 GMT"
    assert len(desk.texts()) == 1


@pytest.mark.parametrize(
    ("status", "headers", "seconds"), [(503, {"Retry_After": "7200"}, 7200), (429, {}, 1800), (410, {}, 86400)]
)
def test_a_server_that_wants_rest_gets_it(
    site: Site, desk: Desk, status: int, headers: dict[str, str], seconds: int
) -> None:
    """Retry-After is obeyed, other failures double the wait, a feed that is gone is asked once a day."""
    url = site.serve("/rss", "", status, **headers)
    desk.poll(url)
    desk.clock.forward(seconds - 1)
    desk.poll(url)
    assert site.requests("/rss") == 1
    assert next(p.message for p in desk.journal.problems()).startswith(f"the server answered {status}")
    site.serve("/rss", feed(whole(1)))
    desk.clock.forward(2)
    assert desk.poll(url) == 1
    assert not list(desk.journal.problems())


def test_back_off_doubles_up_to_a_day(site: Site, desk: Desk) -> None:
    """Broken feeds too: 30 minutes, an hour, two hours…"""
    url = site.serve("/rss", "<html><body>maintenance</body></html>")
    waits = []
    for _ in range(3):
        desk.poll(url)
        known = desk.journal.feed(url)
        assert known is not None
        due = datetime.datetime.fromisoformat(known.next_at)
        waits.append((due - desk.clock()).total_seconds())
        desk.clock.time = due
    assert waits == [1800, 3600, 7200]
    assert back_off(900, 50) == 86_400


def test_permanent_redirects_are_remembered(site: Site, desk: Desk) -> None:
    """A feed that moved for good is asked at its new address; its items keep their identity."""
    site.serve("/new", feed(whole(1)))
    url = site.serve("/old", "", 301, Location="/new")
    desk.poll(url)
    desk.clock.forward(901)
    desk.poll(url)
    assert (site.requests("/old"), site.requests("/new")) == (1, 2)
    assert len(desk.texts()) == 1


def test_a_redirect_to_a_private_address_is_refused(
    site: Site, record_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a public address none leads inside."""
    from tocsin.ingest import addresses

    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda a: str(a) == "127.0.0.1" or real(a))
    desk = Desk(record_url)
    desk.hosts = desk.watcher.hosts = Hosts(Settings(fetch_timeout=5), pause=0)
    desk.poll(site.serve("/rss", "", 302, Location="http://169.254.169.254/latest"))
    assert "private address" in next(desk.journal.problems()).message


def test_bombs_and_endless_feeds_are_cut(site: Site, desk: Desk) -> None:
    """Packed zeros, entity bombs, bodies over the limit: one problem each, the process unharmed."""
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>"
    urls = [
        site.serve("/gz", gzip.compress(b"<rss>" + b" " * 60_000_000), Content_Encoding="gzip"),
        site.serve("/xml", bomb),
        site.serve("/big", b"<rss>" + b"a" * 500_000),
    ]
    started = time.monotonic()
    for url in urls:
        desk.poll(url)
    assert time.monotonic() - started < 5
    assert len(list(desk.journal.problems())) == 3


def test_pages_of_teasers_are_fetched_politely(site: Site, desk: Desk) -> None:
    """The whole article is coded; robots.txt is asked first; a page kept out or missing leaves its teaser and a problem."""
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.serve("/a", page("The army shelled the town."))
    site.serve("/busy", "", 503)
    links = [site.address + p for p in ("/a", "/private/b", "/gone", "/busy")]
    url = site.serve(
        "/rss",
        feed(*(entry(n, f"Teaser {n} of the report on the fighting.", link=link) for n, link in enumerate(links, 1))),
    )
    desk.poll(url)
    assert site.requests("/robots.txt") == 1
    assert site.requests("/private/b") == 0
    assert any("shelled the town" in r.text and r.url == site.address + "/a" for r in desk.reports())
    assert (site.requests("/gone"), site.requests("/busy"), len(desk.texts())) == (1, 1, 3)
    for _ in range(6):
        desk.clock.forward(8000)
        list(desk.intake.work())
    assert site.requests("/gone") == 1
    assert site.requests("/busy") == 4  # tried again, then its teaser must do
    assert len(desk.texts()) == 4
    assert {p.message.partition(" ")[0] for p in desk.journal.problems()} == {"its", "the"}


def test_a_corrected_entry_replaces_the_earlier_one(site: Site, desk: Desk) -> None:
    """The earlier report is withdrawn with its facts, and says why."""
    url = site.serve("/rss", feed(whole(1, "Forty died.")))
    desk.poll(url)
    site.serve("/rss", feed(whole(1, "Four died.")))
    desk.clock.forward(901)
    desk.poll(url)
    assert ["Four died" in r.text for r in desk.reports()] == [True]
    assert {r.withdrawn_why for r in desk.store.reports(withdrawn=True)} == {None, "replaced by a later version"}


def wire(version: str, text: str | None) -> Found:
    """A newswire item; without text it is canceled."""
    content = Content(text, "T", "2020-09-27", "Wire") if text else None
    return Found("w", content, key="wire:1", version=version, withdrawn=None if text else "canceled by its source")


def test_newswire_versions_corrections_and_withdrawals(desk: Desk) -> None:
    """A late old version changes nothing; a cancellation withdraws; a higher version brings it back."""
    for found, texts in (
        (wire("1", f"First. {SENTENCE}"), ["First"]),
        (wire("3", f"Third. {SENTENCE}"), ["Third"]),
        (wire("2", f"Second. {SENTENCE}"), ["Third"]),
        (wire("4", None), []),
        (wire("3", f"Third. {SENTENCE}"), []),
        (wire("5", f"Fifth. {SENTENCE}"), ["Fifth"]),
    ):
        desk.journal.take([found])
        list(desk.intake.work())
        assert [r.text.partition(".")[0] for r in desk.reports()] == texts


def test_problems_are_kept_and_retried_when_asked(desk: Desk) -> None:
    """An item that fails is listed with its advice, left alone, and tried again on request or when it changes."""
    bad = Found("b", Content(f"uncodable {SENTENCE}"), key="k", version="1")
    desk.journal.take([bad, Found("x.pdf", error=InputError("is a PDF", advice="extract it"))])
    list(desk.intake.work())
    assert {(p.where, p.message) for p in desk.journal.problems()} == {("x.pdf", "is a PDF"), ("b", "cannot be coded")}
    assert desk.journal.take([bad]) == 0
    assert desk.journal.take([bad], retry=True) == 1
    desk.journal.take([Found("b", Content(SENTENCE), key="k", version="2")])
    list(desk.intake.work())
    assert [p.where for p in desk.journal.problems()] == ["x.pdf"]


def test_spans_and_headers() -> None:
    """What users and servers write for times."""
    assert [parse_every(v) for v in ("15m", "90s", "2h", "1d", "5")] == [900, 90, 7200, 86400, 5]
    with pytest.raises(InputError):
        parse_every("soon")
    now = datetime.datetime(2020, 9, 28, 12, tzinfo=datetime.UTC)
    assert retry_after({"retry-after": "Mon, 28 Sep 2020 12:05:00 GMT"}, now) == 300
    assert retry_after({"retry-after": "later"}, now) is None
    assert retry_after({"retry-after": "999999999999"}, now) == 86400
    assert max_age({"cache-control": "public, max-age=600"}) == 600


def test_hosts_are_given_a_pause() -> None:
    """Two requests to a host are apart; other hosts do not wait for it."""
    slept: list[float] = []
    hosts = Hosts(SETTINGS, pause=2.0, sleep=slept.append, clock=lambda: 10.0)
    for url in ("http://a.org/1", "http://b.org/1", "http://a.org/2"):
        hosts._wait(url)
    assert slept == [2.0]


# -- kills

PROCESS = Path(__file__).with_name("watch_process.py")
SOURCE = Path(__file__).resolve().parents[2] / "src"


def start(record: str, *urls: str, kill_at: int = 0) -> subprocess.Popen[str]:
    """The watcher in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TOCSIN_TEST_KILL_AT": str(kill_at)}
    command = [sys.executable, str(PROCESS), record, *urls]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def living_site(site: Site) -> tuple[str, str]:
    """A feed with whole entries and a tag, and one of teasers whose pages differ at every fetch."""
    visits = iter(range(10_000))
    for n in (1, 2):
        site.answers[f"/p{n}"] = lambda _, n=n: (  # type: ignore[misc]
            200,
            {"Content-Type": "text/html"},
            page(f"Page {n} was shelled. This story was read {next(visits)} times so far.").encode(),
        )
    first = site.tagged("/one", feed(whole(1), whole(2), whole(3)), '"1"')
    teasers = (entry(n, f"Teaser {n} of the report.", link=f"{site.address}/p{n}") for n in (1, 2))
    return first, site.tagged("/two", feed(*teasers), '"2"')


def assert_nothing_lost_or_doubled(record: str, reports: int) -> None:
    """Each item is one report, coded once in the change feed, and nothing waits."""
    with open_store(record) as store:
        found = list(store.reports(withdrawn=True))
        assert len(found) == reports
        assert len({r.report.text.split("read")[0][:40] for r in found}) == reports
        assert [r.withdrawn_at for r in found] == [None] * reports
        assert [c.op for c in store.changes()] == ["coded"] * reports
        assert journal_of(store).counts() == {"done": reports}


@pytest.mark.timeout(300)
def test_killed_at_every_step_around_every_commit(site: Site, record_url: str) -> None:
    """One record, killed at its 1st step, 2nd, 3rd… of each run until a run goes through: nothing lost, nothing double."""
    record, urls = record_url, living_site(site)
    kills = 0
    for at in range(1, 200):
        process = start(record, *urls, kill_at=at)
        output, errors = process.communicate(timeout=60)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, errors
        kills += 1
    assert kills >= 10, output
    assert_nothing_lost_or_doubled(record, 5)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("at", [4, 9, 14, 19, 24])
def test_killed_once_at_a_step_of_a_fresh_record(site: Site, record_url: str, at: int) -> None:
    """Killed once, at each of several instants of a first run, the second run ends it."""
    record, urls = record_url, living_site(site)
    process = start(record, *urls, kill_at=at)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    process = start(record, *urls)
    assert process.communicate(timeout=60)[1] == ""
    assert_nothing_lost_or_doubled(record, 5)


@pytest.mark.timeout(300)
def test_killed_at_random_instants(site: Site, record_url: str) -> None:
    """Killed from outside, twelve times, wherever it happens to be."""
    record, urls, chance = record_url, living_site(site), random.Random(7)
    for _ in range(12):
        process = start(record, *urls)
        time.sleep(0.25 + chance.random() * 0.8)
        process.kill()
        process.communicate()
    process = start(record, *urls)
    assert process.communicate(timeout=60)[1] == ""
    assert_nothing_lost_or_doubled(record, 5)


@pytest.mark.timeout(120)
def test_a_report_that_ends_the_process_is_found_out(site: Site, record_url: str) -> None:
    """It becomes a problem in the end; its neighbours are coded."""
    record = record_url
    url = site.serve("/rss", feed(whole(1), whole(2, "A poison pill."), whole(3)))
    for _ in range(12):
        process = start(record, url)
        process.communicate(timeout=60)
        if process.returncode == 0:
            break
    with open_store(record) as store:
        assert len(list(store.reports())) == 2
        assert [p.message for p in journal_of(store).problems()] == ["the process ended each time it was coded"]
