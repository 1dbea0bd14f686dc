"""The desk's own JavaScript is type-checked, and its assets are there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_javascript_types() -> None:
    """`tsc --checkJs` finds nothing."""
    if not shutil.which("npx") or not (ROOT / "web/node_modules/typescript").exists():
        pytest.skip("TypeScript is not installed: `npm ci` in web/")
    done = subprocess.run(["npm", "run", "--silent", "types"], cwd=ROOT / "web", capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout


def test_bundle_carries_its_licences() -> None:
    """Every bundled package is named with its licence, and no asset asks for one that is not there."""
    folder = ROOT / "src/tocsin/serve/vendor"
    if not folder.exists():
        pytest.skip("the browser bundle is not built: run `make web`")
    notices = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("preact", "htm", "@preact/signals", "leaflet", "supercluster", "topojson-client", "d3-scale", "world-atlas", "@fontsource-variable/source-serif-4"):
        assert f"{name} " in notices
    assert (folder / "countries-50m.json").stat().st_size > 100_000


def test_lock_names_no_registry() -> None:
    """The lock file holds versions and digests only, so that any registry can serve them."""
    assert '"resolved"' not in (ROOT / "web/package-lock.json").read_text(encoding="utf-8")
