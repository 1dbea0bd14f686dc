"""Bytes to text: every encoding a newsroom's files come in, and what is refused."""

from __future__ import annotations

import pytest

from tocsin.errors import BinaryReport, EncodingTrouble
from tocsin.ingest.decode import decode

TEXT = "Clashes erupted near Tərtər, “officials” said — 23 died."
PLAIN = "Clashes erupted near Cuzco — “officials” said; 23 people died in the café."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    """UTF-8, 16 and 32, with marks and (16) without."""
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_windows_1252_is_the_fallback() -> None:
    """Curly quotes and dashes of old exports survive."""
    assert decode(PLAIN.encode("cp1252"), "a.txt") == PLAIN


def test_declared_charset_goes_before_the_fallback() -> None:
    """What the server or the page declares is believed when UTF-8 does not fit."""
    page = '<html><meta charset="windows-1251"><p>Ереван</p>'
    assert "Ереван" in decode(page.encode("cp1251"), "a.html")
    assert decode("Ереван сообщил".encode("koi8-r"), "u", "koi8-r") == "Ереван сообщил"


def test_a_cut_last_character_is_dropped() -> None:
    """A file cut in the middle of its last character is still UTF-8."""
    assert decode("Tərtər ə".encode()[:-1], "a.txt") == "Tərtər "


def test_zero_bytes_are_binary() -> None:
    """Zeros that are no UTF-16 mean binary data."""
    with pytest.raises(BinaryReport):
        decode(b"abc\x00\x01\x02def" * 20, "a.bin")


def test_random_bytes_are_refused() -> None:
    """Bytes that no encoding explains are not guessed at."""
    with pytest.raises((EncodingTrouble, BinaryReport)):
        decode(bytes(range(128, 256)) * 40 + b"\x81\x8d\x8f", "a.txt")


def test_marked_but_wrong() -> None:
    """A byte order mark that lies is named."""
    with pytest.raises(EncodingTrouble, match="marked as UTF-16"):
        decode(b"\xff\xfea\x00b", "a.txt")
