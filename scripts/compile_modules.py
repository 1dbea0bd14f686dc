"""Compiles the modules that make facts of parsed sentences to machine code, with mypyc: the same accounts in three quarters of the time.

    python scripts/compile_modules.py FOLDER

writes the extension modules under FOLDER as they lie in the package, and prints their paths. It needs a C compiler and two minutes; the
sources stay as they are, and a package without these files works the same, only slower. The wheel gets them with TOCSIN_COMPILE=1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = (
    "coding/*.py",
    "read/capitals.py",
    "read/mentions.py",
    "read/repair.py",
    "read/sentence.py",
    "read/text.py",
    "lexicon/actor_entries.py",
    "gazetteer.py",
    "requote.py",
)
"""What runs for every sentence, except where other people's libraries do the work."""
_NO_CODE = ("__pycache__", "data", "data_models", "static", "vendor", "places", "*.so", "*.csv", "*.json")


def main() -> None:
    """Compiles into the folder given."""
    if len(sys.argv) == 3 and sys.argv[2] == "--here":
        _compile(Path(sys.argv[1]))
        return
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/compile_modules.py FOLDER")
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        sys.exit(f"compile_modules: there is no C compiler ({compiler}); install one (Debian: gcc, macOS: xcode-select --install)")
    with tempfile.TemporaryDirectory() as held:
        work = Path(held)
        shutil.copytree(ROOT / "src/tocsin", work / "tocsin", ignore=shutil.ignore_patterns(*_NO_CODE))
        command = [sys.executable, str(Path(__file__).resolve()), str(work), "--here"]  # a process of its own: mypyc works in the current folder
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"compile_modules: {done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        for path in sorted(work.rglob("*" + sysconfig.get_config_var("EXT_SUFFIX"))):
            inside = path.relative_to(work)
            if inside.parts[0] == "build":
                continue
            target = Path(sys.argv[1]) / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            print(inside.as_posix())


def _compile(work: Path) -> None:
    from mypyc.build import mypycify
    from setuptools import setup

    found = sorted(p.relative_to(work).as_posix() for pattern in MODULES for p in (work / "tocsin").glob(pattern) if p.name != "__init__.py")
    extensions = mypycify(
        ["--ignore-missing-imports", "--python-version", f"{sys.version_info[0]}.{sys.version_info[1]}", *found],
        opt_level="1",  # 2 and 3 take twice as long and win nothing
        debug_level="0",
        multi_file=True,
        group_name="tocsin",
    )
    setup(name="tocsin-compiled", packages=[], ext_modules=extensions, script_args=["build_ext", "--inplace"])


if __name__ == "__main__":
    main()
