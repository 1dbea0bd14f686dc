"""Parses of development texts, kept on disk so that an evaluation parses each text once."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Sequence
from pathlib import Path

from tocsin.read.sentence import Sentence
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow


def parsed_texts(texts: Sequence[str], name: str) -> list[list[Sentence]]:
    """Sentences of each text, in order; cached under `.cache/` (or $TOCSIN_CACHE) by content, model and reader code."""
    from tocsin.read import abbreviations, repair, sentence, syntax, text

    digest = hashlib.sha256()
    for module in (abbreviations, repair, sentence, syntax, text):
        digest.update(Path(str(module.__file__)).read_bytes())
    for item in texts:
        digest.update(item.encode("utf-8", "surrogatepass") + b"\0")
    folder = Path(os.environ.get("TOCSIN_CACHE", ".cache"))
    path = folder / f"{name}-{digest.hexdigest()[:16]}.pickle"
    if path.exists():
        with path.open("rb") as stream:
            return pickle.load(stream)  # type: ignore[no-any-return]  # our own cache file
    parser = load_parser()
    parsed = list(parser.parse(segments(shadow(item)) for item in texts))
    folder.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".tmp").open("wb") as stream:
        pickle.dump(parsed, stream)
    path.with_suffix(".tmp").replace(path)
    return parsed
