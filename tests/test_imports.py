"""Imports run one way, as docs/architecture.md draws it, and the NLP library is imported in one module only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "tocsin"
LAYERS = (
    {"records", "vocab", "errors", "version"},
    {"settings", "jsonform", "requote"},
    {"lexicon", "gazetteer"},
    {"read"},
    {"coding"},
    {"pipeline"},
    {"ingest", "link"},
    {"store"},
    {"alarm", "export", "present", "scale", "evaluate"},
    {"serve"},
    {"commands", "cli", "__main__"},
)
"""From the ground up: a module may import from its own layer's package and from layers before it."""
LAYER_OF = {name: n for n, names in enumerate(LAYERS) for name in names}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" or p.parent != PACKAGE)


def imported(path: Path, *, everywhere: bool) -> Iterator[str]:
    """The full names of modules that a file imports; only those at its top level unless `everywhere`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    """`coding` for coding/match.py, `cli` for cli.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    """Nothing imports from a layer above its own, nor from another package of its own layer."""
    own = part(path)
    for name in imported(path, everywhere=False):
        if name.startswith("tocsin."):
            other = name.split(".")[1]
            if other == own:
                continue
            assert other in LAYER_OF, f"{name} is in no layer"
            same_ground = LAYER_OF[other] == LAYER_OF[own] and LAYER_OF[own] in (0, 1, len(LAYERS) - 1)
            assert LAYER_OF[other] < LAYER_OF[own] or same_ground, f"{own} may not import {name}"


@pytest.mark.parametrize("library", ["spacy", "thinc"])
def test_the_nlp_library_is_imported_in_one_module(library: str) -> None:
    """Only read/syntax.py knows it."""
    users = {
        str(p.relative_to(PACKAGE)) for p in MODULES for n in imported(p, everywhere=True) if n.split(".")[0] == library
    }
    assert users <= {"read/syntax.py"}


@pytest.mark.parametrize("library", ["httpx", "socket", "urllib.request", "requests"])
def test_only_the_outside_edge_touches_the_net(library: str) -> None:
    """Between ingest and serve there is no network."""
    users = {
        part(p) for p in MODULES for n in imported(p, everywhere=True) if n == library or n.startswith(library + ".")
    }
    assert users <= {"ingest", "serve", "alarm", "store", "commands", "scale"}
