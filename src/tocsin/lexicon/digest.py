"""One digest over every lexicon file, so that an account names the knowledge it was made with."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

_KNOWLEDGE = frozenset({".toml", ".csv", ".json"})


@functools.lru_cache(maxsize=4)
def lexicon_digest(extra_folders: tuple[str, ...] = ()) -> str:
    """`sha256:…` over names and contents of all lexicon data, learned weights included."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for folder in (package, package.parent / "models", package.parent / "data_models", *map(Path, extra_folders)):
        for path in sorted(folder.rglob("*")) if folder.exists() else ():
            if path.suffix in _KNOWLEDGE:
                digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return f"sha256:{digest.hexdigest()[:16]}"
