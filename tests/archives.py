"""A small archive of reports written for these tests, and how to run and compare outputs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOWNS = ("Kharkiv", "Aleppo", "Goma", "Mosul", "Kabul", "Tripoli", "Juba", "Sanaa")


def report(n: int) -> dict[str, str]:
    """Report number `n`: a few authored sentences that differ in town, day and toll."""
    town = TOWNS[n % len(TOWNS)]
    text = (
        f"Troops shelled {town} on Monday, killing {n % 17 + 2} civilians, officials said. "
        f"The foreign minister of France condemned the attack and urged both sides to hold talks.\n\n"
        f'"We will not withdraw from {town}," a rebel commander told reporters. Protesters marched in the capital.'
    )
    return {"text": text, "published": f"2024-03-{n % 27 + 1:02d}", "url": f"https://example.org/{n}"}


def command(archive: Path, out: Path, *more: str) -> list[str]:
    """The command line that codes the archive into `out`, in some twenty shards."""
    return [sys.executable, "-m", "tocsin", "code-archive", str(archive), "--out", str(out), "--workers", "2", "--shard-bytes", "2000", *more]


def environment() -> dict[str, str]:
    """The environment in which the command finds the package."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def run(archive: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run(command(archive, out, *more), env=environment(), capture_output=True, text=True, timeout=300, check=False)


def digest(out: Path) -> dict[str, str]:
    """Every file of an output with the digest of its bytes; what is no output (lock, marks) is left out."""
    found = [p for p in sorted(out.rglob("*")) if p.is_file() and p.name != ".lock" and p.parent.name != "marks"]
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}
