"""Shared helpers: where the labelled data lies, and one coder for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled development data; tests that need it skip where it is absent."""
    if not SHARED.exists():
        pytest.skip("the labelled development data is not on this machine")
    return SHARED
