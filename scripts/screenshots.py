"""Pictures of every screen for the documentation: docs/images/*.png, made from the running desk on the sample reports.

`python scripts/screenshots.py [--out FOLDER] [--widths 1440,390] [--themes light,dark]` needs Chromium, its driver and selenium.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headless import chromium, running, screen

ROOT = Path(__file__).resolve().parent.parent
SCREENS = {
    "crises": "/",
    "situation": "/situation?crisis={crisis}",
    "reader": "/reports/{report}?fact={fact}",
    "search": "/search?type=ASSAULT",
    "incident": "/incidents/{incident}",
    "review": "/review",
    "paste": "/paste",
    "sources": "/sources",
    "quality": "/quality",
    "lexicon": "/lexicon?text=shell",
    "api": "/reference",
}
_TALLEST = 1600


def main() -> None:
    """Starts the desk on a record of the samples and photographs each screen."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    arguments.add_argument("--widths", default="1440,390")
    arguments.add_argument("--themes", default="light")
    given = arguments.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _desk(Path(folder)) as (base, values):
        for theme in given.themes.split(","):
            for width in map(int, given.widths.split(",")):
                _photograph(base, values, given.out, width, theme)


@contextlib.contextmanager
def _desk(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a running desk on the samples, and the ids that the screens need."""
    from tocsin.pipeline import load_coder
    from tocsin.read.report import make_report
    from tocsin.serve.app import create_app
    from tocsin.serve.desk import Desk
    from tocsin.settings import Settings
    from tocsin.store import open_store
    from tocsin.store.linking import relink

    store = open_store(str(folder / "samples.db"))
    raws = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "examples").glob("*.json"))]
    reports = [
        make_report(r["text"], published=r.get("published"), title=r.get("title"), publisher=r.get("publisher"))
        for r in raws
    ]
    store.add_many(load_coder().code_reports(reports))
    relink(store)
    desk = Desk(store, Settings())
    crisis = desk.crises()[0]
    assault = next(iter(store.events(type="ASSAULT", report=crisis.reports[:1])))
    sizes: dict[str, int] = {}
    for incident, *_ in store.incident_members():
        sizes[incident] = sizes.get(incident, 0) + 1
    values = {
        "crisis": crisis.id,
        "report": assault.report_id,
        "fact": assault.fact.id,
        "incident": max(sizes, key=lambda i: (sizes[i], i)),
    }
    with running(create_app(desk)) as base:
        yield base, values


def _photograph(base: str, values: dict[str, str], out: Path, width: int, theme: str) -> None:
    with chromium("--hide-scrollbars") as browser:
        screen(browser, width, 1000 if width > 500 else 844, theme)
        for name, path in SCREENS.items():
            browser.get(base + path.format(**values))
            _settle(browser)
            tall = (
                844
                if name == "reader" and width < 500
                else browser.execute_script("return document.documentElement.scrollHeight")
            )
            clip = {"x": 0, "y": 0, "width": width, "height": min(_TALLEST if width > 500 else 2400, tall), "scale": 1}
            picture = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
            suffix = "" if theme == "light" else f"-{theme}"
            (out / f"{name}-{width}{suffix}.png").write_bytes(base64.b64decode(picture["data"]))
            print(f"{name}-{width}{suffix}.png", file=sys.stderr)


def _settle(browser: Any) -> None:
    """Waits until the fonts are there, nothing is loading and two pictures of the page would be the same."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        time.sleep(0.4)
        if browser.execute_script(
            "return document.fonts.status === 'loaded' && !!document.querySelector('main h1') && !document.querySelector('.loading, [aria-busy=true]')"
        ):
            break
    time.sleep(0.6)


if __name__ == "__main__":
    main()
