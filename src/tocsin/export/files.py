"""Files that are whole or not there: written beside their place, moved there at the end."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tocsin.errors import InputError


@contextlib.contextmanager
def whole_file(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A file open for writing that takes the place of `path` when all went well; raises InputError where that cannot be."""
    text = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(path), advice="name a file in a folder that is there") from error
    try:
        with os.fdopen(descriptor, mode, **text) as stream:  # type: ignore[call-overload]  # text arguments only in text mode
            yield stream
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: object) -> object:
    """A cell that no spreadsheet runs as a formula: text beginning with = + - @ gets an apostrophe.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value
