"""One record of the sample reports for all tests of the desk, a client, a live server and a real browser with no way out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headless import chromium, installed, running
from tocsin.serve.app import create_app
from tocsin.serve.desk import Desk
from tocsin.serve.security import Guard
from tocsin.settings import Settings
from tocsin.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    'GANZAK, July 3 - Azerbaijan\'s defence ministry said on Friday that Armenian forces had shelled <img src=x onerror="window.hit=1">Tartar, '
    "killing at least two civilians. France urged both sides to halt the fighting. "
    '</p><script>window.hit=2</script> President "><svg onload=window.hit=3> Aliyev condemned the attack.'
)


@pytest.fixture(scope="session")
def accounts() -> list[Any]:
    """The accounts of the sample reports and of one that carries markup."""
    from tocsin.pipeline import load_coder
    from tocsin.read.report import make_report

    reports = []
    for path in sorted((ROOT / "examples").glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        reports.append(
            make_report(
                raw["text"], published=raw.get("published"), title=raw.get("title"), publisher=raw.get("publisher")
            )
        )
    reports.append(
        make_report(
            HOSTILE,
            published="2020-07-03",
            title="<b onclick=window.hit=4>Shelling</b>",
            publisher="<i>Wire</i>",
            url="javascript:window.hit=5",
        )
    )
    return list(load_coder().code_reports(reports))


@pytest.fixture
def store(accounts: list[Any], record_url: str) -> Iterator[Store]:
    """A fresh record of these accounts, linked."""
    from tocsin.store.linking import relink

    with open_store(record_url) as store:
        store.add_many(accounts)
        relink(store)
        yield store


@pytest.fixture
def client(store: Store) -> Any:
    """A client of a desk on loopback."""
    return _client_of(store)


@pytest.fixture
def client_of() -> Any:
    """Makes a client of a desk: `client_of(store, Guard(…))`."""
    return _client_of


def _client_of(store: Store, guard: Guard | None = None, *, can_write: bool = True) -> Any:
    """A client that asks under the name the desk has."""
    from fastapi.testclient import TestClient

    app = create_app(Desk(store, Settings(), can_write=can_write), guard)
    return TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)


@contextlib.contextmanager
def serving(accounts: list[Any], folder: Path, guard: Guard | None = None) -> Iterator[str]:
    """The address of a desk running on a fresh record of `accounts`."""
    from tocsin.store.linking import relink

    with open_store(str(folder / "record.db")) as store:
        store.add_many(accounts)
        relink(store)
        with running(create_app(Desk(store, Settings()), guard)) as base:
            yield base


@pytest.fixture(scope="module")
def served(accounts: list[Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk with its browser code."""
    if not (ROOT / "src/tocsin/serve/vendor/vendor.mjs").exists():
        pytest.skip("the browser bundle is not built: run `make web`")
    with serving(accounts, tmp_path_factory.mktemp("desk")) as base:
        yield base


@pytest.fixture(scope="module")
def unhurried(accounts: list[Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk that takes any number of requests."""
    with serving(accounts, tmp_path_factory.mktemp("desk"), Guard(per_second=1e6, burst=1e6)) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium that resolves no name and reaches nothing but loopback."""
    if not installed():
        pytest.skip("Chromium, its driver or selenium is not installed (Debian: chromium, chromium-driver)")
    with chromium("--window-size=1440,1000", log=True) as found:
        yield found
