"""A small archive of reports for the tests of the archive runner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archives import report, run


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ninety reports as JSON lines, one line broken and one without text."""
    path = tmp_path_factory.mktemp("archive") / "news.jsonl"
    lines = [json.dumps(report(n)) for n in range(90)]
    lines.insert(20, "{broken")
    lines.insert(50, '{"text": ""}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run that nobody disturbed."""
    out = tmp_path_factory.mktemp("undisturbed")
    done = run(archive, out)
    assert done.returncode == 1, done.stderr
    return out
