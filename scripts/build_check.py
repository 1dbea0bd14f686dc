"""What hatchling does before it packs: it refuses a package without what was built before, and compiles the wheel where that is asked for.

Built before are the gazetteer and other people's browser code; an editable install is made before them, and is let through. With
TOCSIN_COMPILE=1 a wheel gets the modules of `scripts/compile_modules.py` as machine code too, and is then one of this machine's kind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = {
    "src/tocsin/data": ("gazetteer.bin", "gazetteer.marisa", "gazetteer-words.marisa", "gazetteer-attribution.txt"),
    "src/tocsin/serve/vendor": ("vendor.mjs", "vendor.css", "countries-50m.json", "LICENSES.txt"),
}
"""Built files by folder: without the first no place is known, without the second the desk stays blank."""


class CustomBuildHook(BuildHookInterface[Any]):
    """The hook that hatchling looks for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises where a built file is missing, naming it and the command that makes it."""
        if version == "editable":
            return
        missing = [f"{folder}/{name}" for folder, names in NEEDED.items() for name in names if not Path(self.root, folder, name).is_file()]
        if missing:
            raise FileNotFoundError(
                f"the package would be incomplete, for these are not built: {', '.join(missing)}. "
                "Run `make gazetteer web` first (`web` needs Node.js once), then build again."
            )
        if self.target_name == "wheel" and _is_to_compile():
            self._compile(build_data)

    def dependencies(self) -> list[str]:
        """What a build needs beyond hatchling."""
        return ["mypy>=1.11", "setuptools"] if _is_to_compile() else []

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throws away what was compiled: the wheel has it."""
        if self._held is not None:
            self._held.cleanup()

    _held: tempfile.TemporaryDirectory[str] | None = None

    def _compile(self, build_data: dict[str, Any]) -> None:
        self._held = tempfile.TemporaryDirectory()
        command = [sys.executable, str(Path(self.root, "scripts/compile_modules.py")), self._held.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip() or f"{command} failed")
        for name in done.stdout.split():
            build_data["force_include"][str(Path(self._held.name, name))] = name
        build_data["pure_python"], build_data["infer_tag"] = False, True


def _is_to_compile() -> bool:
    return os.environ.get("TOCSIN_COMPILE", "0") not in ("", "0")
