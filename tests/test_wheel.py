"""The package as people get it: built and run where there is no Node.js, and never built by halves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/tocsin/serve/vendor/vendor.mjs"

pytestmark = pytest.mark.timeout(300)


def _build(root: Path, out: Path, kind: str = "wheel", **settings: str) -> subprocess.CompletedProcess[str]:
    """A build with nothing on the path: whatever it needs beyond Python would be missed."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PATH": str(out)} | settings
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=900, check=False)


def _installed(wheel: Path, folder: Path) -> Path:
    """The folder of programs of a new environment that holds the wheel; everything else comes from the one that runs the tests."""
    venv.create(folder, with_pip=False)
    site = next(folder.rglob("site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    (site / "others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    if not VENDOR.exists():
        pytest.skip("the browser bundle is not built: run `make web`")
    out = tmp_path_factory.mktemp("dist")
    done = _build(ROOT, out)
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


def test_wheel_carries_all_that_was_built(wheel: Path) -> None:
    """Every file of the desk and of the data is inside, with the licences of other people's code."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("serve/static", "serve/vendor", "data"):
        for path in (ROOT / "src/tocsin" / folder).rglob("*"):
            if path.is_file():
                assert path.relative_to(ROOT / "src").as_posix() in names
    assert not [n for n in names if "node_modules" in n]


def test_installed_wheel_serves_the_desk_without_node(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, with no other program on the path, every asset of the first screen is served."""
    binaries = _installed(wheel, tmp_path / "env")
    command = [str(binaries / "python"), "-m", "tocsin", "serve", "accounts.jsonl", "--port", "0"]
    (tmp_path / "accounts.jsonl").write_text("", encoding="utf-8")
    environment = {"PATH": str(binaries), "HOME": str(tmp_path)}
    desk = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert desk.stderr is not None
        line = desk.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + desk.stderr.read()
        base = found[0].rstrip("/")
        page = urllib.request.urlopen(base + "/", timeout=20).read().decode()
        assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert len(assets) >= 6
        folder = assets[0].rpartition("/")[0]
        for asset in [*assets, f"{folder}/vendor/countries-50m.json", f"{folder}/screens/situation.js"]:
            assert len(urllib.request.urlopen(base + asset, timeout=20).read()) > 100, asset
        version = subprocess.run([command[0], "-c", "import tocsin; print(tocsin.__file__)"], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
        assert version.stdout.startswith(str(tmp_path))
    finally:
        desk.terminate()
        desk.wait(10)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_half_a_package_is_refused(tmp_path: Path, kind: str) -> None:
    """Without the built files nothing is written, and the error names them and the command."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    tree, out = tmp_path / "tree", tmp_path / "out"
    shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("vendor", "data", "__pycache__"))
    shutil.copytree(ROOT / "scripts", tree / "scripts")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree / name)
    out.mkdir()
    done = _build(tree, out, kind)
    assert done.returncode != 0
    assert "vendor/vendor.mjs" in done.stderr
    assert "make gazetteer web" in done.stderr
    assert not list(out.iterdir())


_ACCOUNTS = """
import hashlib, json, sys
from pathlib import Path
from tocsin.coding import match
from tocsin.jsonform import account_to_json
from tocsin.pipeline import code_many, load_coder
from tocsin.read.report import make_report
from tocsin.scale.bench import CORPORA, corpus

def main():
    reports = [make_report(raw["text"], published=raw.get("published"), title=raw.get("title"), publisher=raw.get("publisher"))
               for raw in (json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(sys.argv[1], "examples").glob("*.json")))]
    data = Path(sys.argv[1], "..", "shared", "data")
    for name in CORPORA if data.exists() else ():
        reports += corpus(data, name)[:20]
    coder = load_coder()
    one = [account_to_json(a) for a in coder.code_reports(reports)]
    two = [account_to_json(a) for a in code_many(reports[:12], workers=2)]
    assert one[:12] == two
    print(json.dumps([match.__file__, len(one), [hashlib.sha256(a.encode()).hexdigest() for a in one]]))


if __name__ == "__main__":
    main()
"""


def _accounts(python: Path | str, script: Path) -> tuple[str, int, list[str]]:
    """Where the code lies, how many accounts it made, and the digest of each."""
    done = subprocess.run([str(python), str(script), str(ROOT)], capture_output=True, text=True, timeout=300, check=False, cwd=script.parent)
    assert done.returncode == 0, done.stderr
    file, number, digests = json.loads(done.stdout)
    return file, number, digests


@pytest.mark.timeout(1200)
def test_compiled_modules_make_the_same_accounts(tmp_path: Path) -> None:
    """A wheel with machine code in it codes the sample reports, and others where they are here, to the last digit like the sources."""
    compiler = shutil.which((os.environ.get("CC") or "cc").split()[0])
    if compiler is None:
        pytest.skip("there is no C compiler on this machine")
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    if not VENDOR.exists():
        pytest.skip("the browser bundle is not built: run `make web`")
    done = _build(ROOT, tmp_path, TOCSIN_COMPILE="1", PATH=os.environ["PATH"])
    assert done.returncode == 0, done.stderr
    wheel = next(tmp_path.glob("*.whl"))
    assert "none-any" not in wheel.name
    binaries = _installed(wheel, tmp_path / "env")
    script = tmp_path / "accounts.py"
    script.write_text(_ACCOUNTS, encoding="utf-8")
    compiled = _accounts(binaries / "python", script)
    sources = _accounts(sys.executable, script)
    assert not compiled[0].endswith(".py")
    assert sources[0].endswith(".py")
    assert compiled[1:] == sources[1:]
