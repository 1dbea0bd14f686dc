"""How fast the desk is on a record of a hundred thousand events: the API under load, the first view, a change of the filter.

`python scripts/bench_desk.py big.db [--data FOLDER] [--rate 50] [--seconds 30] [--write]` makes the record where it is not there: it codes
the sample reports and the texts of FOLDER (labelled data: *.jsonl with `text` or `body`), then repeats accounts with
later dates and ids of their own until there are enough events. `--write` puts the table into docs/performance.md.
A request's time runs from the moment at which it was due, so that waiting behind others counts.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from headless import chromium, installed, screen

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
_MARKED = re.compile(r"(<!-- desk: written by [^\n]*-->\n).*?(<!-- end of desk -->)", re.S)
_EACH = 2_500
"""Texts taken from one file of labelled data."""


def main() -> None:
    """Makes the record if need be, measures, prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("record", type=Path)
    arguments.add_argument("--events", type=int, default=100_000)
    arguments.add_argument("--data", type=Path, default=os.environ.get("TOCSIN_DATA"))
    arguments.add_argument("--rate", type=float, default=50.0, help="requests a second")
    arguments.add_argument("--seconds", type=float, default=30.0)
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    if not given.record.exists():
        build(given.record, given.events, given.data)
    with Served(given.record) as desk:
        lines = list(_load_lines(desk, given.rate, given.seconds))
        if installed():
            lines += _view_lines(desk)
    table = "| what | n | median ms | p95 ms | worst ms |\n|---|--:|--:|--:|--:|\n" + "\n".join(lines)
    print(table)
    if given.write:
        about = f"{desk.about}, {given.rate:.0f} requests a second, load of the machine {os.getloadavg()[0]:.1f}.\n\n"
        PAGE.write_text(_MARKED.sub(lambda m: m[1] + about + table + "\n" + m[2], PAGE.read_text("utf-8")), "utf-8")


# -- the record


def build(path: Path, events: int, data: Path | None) -> None:
    """Codes texts into a record at `path`, and repeats their accounts until it has as many events."""
    from tocsin.pipeline import load_coder
    from tocsin.store import open_store
    from tocsin.store.linking import relink

    with open_store(str(path)) as store:
        store.add_many(load_coder().code_reports(_reports(data)))
        own = store.totals()["events"]
        print(f"{own:,} events coded from {store.totals()['reports']:,} texts", file=sys.stderr)
        if own < events:
            accounts = list(store.accounts())
            store.add_many(later(a, n) for n in range(1, 1 + events // max(1, own)) for a in accounts)
        relink(store)
        print(store.totals(), file=sys.stderr)


def _reports(data: Path | None) -> Iterator[Any]:
    from tocsin.errors import InputError
    from tocsin.read.report import make_report

    for path in sorted((ROOT / "examples").glob("*.json")):
        raw = json.loads(path.read_text("utf-8"))
        yield make_report(raw["text"], **{k: raw.get(k) for k in ("published", "title", "publisher")})
    first = datetime.date(2019, 1, 1)
    for file in sorted(Path(data).rglob("*.jsonl")) if data else ():
        for n, text in enumerate(itertools.islice(_texts(file), _EACH)):
            day = first + datetime.timedelta(days=n * 37 % 1500)
            try:
                yield make_report(text, published=day.isoformat(), title=text[:60], publisher=f"{file.stem} {n % 7}")
            except InputError:
                continue


def _texts(file: Path) -> Iterator[str]:
    for line in file.open(encoding="utf-8"):
        raw = json.loads(line)
        for part in raw.get("docs") or [raw] if isinstance(raw, dict) else []:
            text = part.get("text") or part.get("body")
            if isinstance(text, str) and len(text) > 200:
                yield text


def later(account: Any, times: int) -> Any:
    """The same account as if it had been published `times` months later, under ids of its own."""
    from tocsin.jsonform import account_from_dict

    raw = account.to_dict()
    ids = {raw["report"]["id"], *(f["id"] for kind in ("events", "statements", "tolls", "positions") for f in raw[kind])}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v if k in ("text", "quote", "digest") else walk(v) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v) for v in value]
        if isinstance(value, str):
            if value in ids:
                return f"{value}-{times}"
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return (datetime.date.fromisoformat(value) + datetime.timedelta(days=30 * times)).isoformat()
        return value

    return account_from_dict(walk(raw))


# -- the desk


class Served:
    """`tocsin serve` as a process of its own, ready: its screens are made once."""

    def __init__(self, record: Path) -> None:
        self.record = record
        self.base, self.about = "", ""

    def __enter__(self) -> Served:
        command = [sys.executable, "-m", "tocsin", "serve", str(self.record), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        found = re.search(r"http://\S+", self.process.stderr.readline())
        assert found, "the desk did not start"
        self.base = found[0].rstrip("/")
        started = time.monotonic()
        totals = self.ask("/frame.json")["totals"]
        self.ask("/situation.json?part=alarms")
        used = -1.0
        while self.cpu() - used > 0.05:  # until what it makes ready in the background is ready
            used = self.cpu()
            time.sleep(1.0)
        self.about = f"{totals['events']:,} events, {totals['statements']:,} statements, {totals['reports']:,} reports; ready after {time.monotonic() - started:.1f} s"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def ask(self, path: str) -> Any:
        """The answer to a path."""
        with urllib.request.urlopen(self.base + path, timeout=60) as answer:
            return json.load(answer)

    def cpu(self) -> float:
        """Processor seconds that the desk has used."""
        import psutil  # type: ignore[import-untyped]  # has no types

        used = psutil.Process(self.process.pid).cpu_times()
        return float(used.user + used.system)


def _load_lines(desk: Served, rate: float, seconds: float) -> Iterator[str]:
    """The API under load: each kind of route, then all."""
    paths = requests_of(desk, int(rate * seconds), random.Random(7))
    before = desk.cpu()
    times = _send(desk.base, paths, rate)
    used = desk.cpu() - before
    for name in sorted(times):
        yield _line(f"API: {name}", times[name])
    yield _line(f"**API: all**, {used / len(paths) * 1000:.1f} ms of processor each", [t for ts in times.values() for t in ts])


def requests_of(desk: Served, number: int, chance: random.Random) -> list[tuple[str, str]]:
    """(kind, path) of requests as people and programs make them, hardly two with the same filter."""
    facets = desk.ask("/api/v1/facets?names=party&names=type&names=country&names=factuality&names=year&limit=20")["facets"]
    values = {name: [v["value"] for v in found] for name, found in facets.items()}
    ids = [f["id"] for f in desk.ask("/api/v1/events?limit=200")["items"]]
    reports = [r["id"] for r in desk.ask("/api/v1/reports?limit=200")["items"]]
    incidents = [i["id"] for i in desk.ask("/api/v1/incidents?limit=50")["incidents"]]

    def narrowed() -> dict[str, str]:
        names = chance.sample(["party", "type", "country", "factuality", "since", "none"], chance.choice([1, 1, 2]))
        year = chance.choice(values["year"])
        day = {"since": f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"}
        return {k: v for n in names if n != "none" for k, v in (day if n == "since" else {n: chance.choice(values[n])}).items()}

    def of(path: str, **more: str) -> str:
        return f"{path}?{urlencode({**narrowed(), **more})}"

    made: list[tuple[str, Callable[[], str]]] = [
        ("events", lambda: of("/api/v1/events", limit="50")),
        ("events, counted", lambda: of("/api/v1/events", limit="50", total="true")),
        ("statements, tolls, positions", lambda: f"/api/v1/{chance.choice(['statements', 'tolls', 'positions'])}?{urlencode({'limit': 50, 'party': chance.choice(values['party'])})}"),
        ("facets", lambda: of("/api/v1/facets")),
        ("one fact", lambda: f"/api/v1/facts/{chance.choice(ids)}"),
        ("reports", lambda: f"/api/v1/reports?limit=50&since={chance.choice(values['year'])}"),
        ("one account", lambda: f"/api/v1/reports/{chance.choice(reports)}"),
        ("one incident", lambda: f"/api/v1/incidents/{chance.choice(incidents)}"),
        ("changes", lambda: f"/api/v1/changes?limit=100&since={chance.randint(1, 5000)}"),
        ("figures of the crisis screen", lambda: of("/situation.json", part=chance.choice(["head", "timeline", "map", "network", "positions", "tolls", "board"]))),
    ]
    chosen = [chance.choice(made) for _ in range(number)]
    return [(name, make()) for name, make in chosen]


def _send(base: str, paths: list[tuple[str, str]], rate: float) -> dict[str, list[float]]:
    """Milliseconds from due to done of each request, by kind."""
    local = threading.local()
    times: dict[str, list[float]] = defaultdict(list)
    host = urlsplit(base)
    start = time.perf_counter() + 0.2

    def one(number: int) -> tuple[str, float]:
        kind, path = paths[number]
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        connection = getattr(local, "connection", None)
        if connection is None:
            connection = local.connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        return kind, (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(32) as pool:
        for kind, took in pool.map(one, range(len(paths))):
            times[kind].append(took)
    return times


# -- the browser

_WATCH = """
window.seen = null;
new MutationObserver(() => {
  if (window.seen === null && document.querySelector('svg.timeline .bars rect') && document.querySelector('.brief li') && document.querySelector('.filters .count b'))
    requestAnimationFrame(() => { window.seen ??= performance.now(); });
}).observe(document, {childList: true, subtree: true});
"""
_CHANGE = """
const [name, value, done] = arguments, before = document.querySelector('.filters .count b').textContent, start = performance.now();
const box = document.querySelector(`.filters input[name="${name}"][value="${value}"]`);
box.click();
(function look() {
  const now = document.querySelector('.filters .count b').textContent;
  if (now !== before && !document.querySelector('main .loading')) requestAnimationFrame(() => done(performance.now() - start));
  else requestAnimationFrame(look);
})();
"""


def _view_lines(desk: Served) -> list[str]:
    """The crisis screen of the whole record in a browser: the first view, and changes of the filter."""
    chance = random.Random(11)
    parties = [v["value"] for v in desk.ask("/api/v1/facets?names=party&limit=12")["facets"]["party"]]
    first: list[float] = []
    again: list[float] = []
    changed: list[float] = []
    for _ in range(3):
        with chromium() as browser:
            screen(browser, 1440, 1000)
            browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
            for times in (first, again, again):
                browser.get(desk.base + "/situation")
                times.append(_seen(browser))
            for party in chance.sample(parties, 4):
                browser.get(desk.base + "/situation")
                _seen(browser)
                changed.append(browser.execute_async_script(_CHANGE, "party", party))
    return [_line("Crisis screen: first view, nothing kept by the browser", first), _line("Crisis screen: seen again", again), _line("Crisis screen: a change of the filter, every figure in sight", changed)]


def _seen(browser: Any) -> float:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if (found := browser.execute_script("return window.seen")) is not None:
            return float(found)
        time.sleep(0.05)
    raise TimeoutError("the crisis screen did not come up")


def _line(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"| {name} | {len(times)} | {statistics.median(times):.0f} | {p95:.0f} | {ordered[-1]:.0f} |"


if __name__ == "__main__":
    main()
