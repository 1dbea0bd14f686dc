"""The codebook says what the program writes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_codebook_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("write_codebook", ROOT / "scripts" / "write_codebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == module.codebook()
