"""Refuses to build a package without what was built before it: the gazetteer and other people's browser code.

hatchling runs this for wheels and source distributions; an editable install is made before them, and is let through.
"""

from __future__ import annotations

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
