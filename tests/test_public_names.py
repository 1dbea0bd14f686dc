"""The public surface: what `__all__` lists, loaded only when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import tocsin


def test_all_is_sorted_and_complete() -> None:
    """Sorted, without doubles, and every name is there."""
    assert list(tocsin.__all__) == sorted(set(tocsin.__all__))
    assert all(hasattr(tocsin, name) for name in tocsin.__all__)
    assert set(tocsin.__all__) <= set(dir(tocsin))


def test_what_is_promised_is_public() -> None:
    """The names that the documentation builds on."""
    assert {
        "code",
        "code_many",
        "make_report",
        "Account",
        "Event",
        "Statement",
        "Toll",
        "Position",
        "Span",
        "TocsinError",
    } <= set(tocsin.__all__)


def test_every_error_is_public() -> None:
    """The whole tree of errors can be caught by name."""
    import tocsin.errors

    errors = {n for n, v in vars(tocsin.errors).items() if isinstance(v, type) and issubclass(v, tocsin.TocsinError)}
    assert errors <= set(tocsin.__all__)


def test_other_names_are_refused() -> None:
    """A clear word for a name that is not there."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tocsin.nonsense  # noqa: B018


@pytest.mark.parametrize(
    "code",
    [
        "import tocsin",
        "import tocsin.cli; tocsin.cli.tocsin(['--help'], standalone_mode=False)",
        "import tocsin; tocsin.Account, tocsin.TocsinError, tocsin.Settings",
    ],
)
def test_nothing_heavy_is_imported(code: str) -> None:
    """Neither the import nor `--help` loads the parser, the web client or the page extractor."""
    heavy = "spacy numpy httpx trafilatura lxml rich py3langid".split()
    check = f"import sys; {code}; found = [m for m in {heavy!r} if m in sys.modules]; assert not found, found"
    subprocess.run([sys.executable, "-c", check], check=True, capture_output=True)
