"""docs/settings.md names every setting with its environment variable and its default, and no other."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from tocsin.settings import Settings, load_settings

DOC = Path(__file__).resolve().parent.parent / "docs" / "settings.md"


def test_every_setting_is_documented() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \|", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    assert [(name, variable) for name, variable, _ in rows] == [
        (f.name, f"TOCSIN_{f.name.upper()}") for f in dataclasses.fields(Settings)
    ]
    shown = {name: default.strip("`") for name, _, default in rows}
    for name in ("territory_policy", "max_report_bytes", "max_report_words", "fetch_timeout"):
        assert type(getattr(Settings(), name))(shown[name]) == getattr(Settings(), name)


def test_each_is_read_from_its_variable() -> None:
    given = {
        "TOCSIN_MODEL": "m",
        "TOCSIN_LEXICONS": "a:b",
        "TOCSIN_TERRITORY_POLICY": "de-facto",
        "TOCSIN_MAX_REPORT_BYTES": "7",
        "TOCSIN_MAX_REPORT_WORDS": "8",
        "TOCSIN_FETCH_TIMEOUT": "2.5",
        "TOCSIN_ALLOW_PRIVATE_ADDRESSES": "yes",
    }
    assert load_settings(environment=given) == Settings("m", ("a", "b"), "de-facto", 7, 8, 2.5, True)
