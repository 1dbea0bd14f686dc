"""Shared helpers: where the labelled data lies, and one coder for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import Server, server_binary

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled development data; tests that need it skip where it is absent."""
    if not SHARED.exists():
        pytest.skip("the labelled development data is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own; tests that need it skip where no server is installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'tocsin[postgres]')")
    if server_binary("initdb") is None or server_binary("postgres") is None:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    server = Server()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def record_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new record may be made: each test that asks for it runs on both back ends."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.new()
    yield url
    server.drop(url)
