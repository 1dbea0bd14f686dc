"""Same input, same bytes: across processes and hash seeds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_PROGRAM = """
import json, sys, pathlib, tocsin
from tocsin.jsonform import account_to_json
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    raw = json.loads(path.read_text(encoding="utf-8"))
    sys.stdout.write(account_to_json(tocsin.code(raw["text"], published=raw["published"], title=raw["title"])) + "\\n")
"""


def digest(seed: str) -> str:
    """The digest of the sample accounts made in a fresh process with that hash seed."""
    result = subprocess.run([sys.executable, "-c", _PROGRAM, str(EXAMPLES)], capture_output=True, check=True,
                            env={**os.environ, "PYTHONHASHSEED": seed})
    assert result.stdout
    return hashlib.sha256(result.stdout).hexdigest()


def test_accounts_are_the_same_bytes_in_every_process() -> None:
    """Two processes with different hash seeds agree."""
    assert digest("1") == digest("4242")
