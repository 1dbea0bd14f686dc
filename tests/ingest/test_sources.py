"""From what a user names to items: kinds told apart by content, one bad thing never stopping the rest."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from tocsin.errors import BinaryReport, EmptyReport, InputError, ReportTooLarge, SourceUnreachable, UnsupportedLanguage
from tocsin.ingest.items import Defaults, Item
from tocsin.ingest.sources import items_of, size_of
from tocsin.settings import Settings

REPORT = "Clashes erupted between Armenia and Azerbaijan on Sunday. At least 23 people were killed in the fighting."
FRENCH = (
    "Les affrontements ont éclaté dimanche entre les deux pays, selon le ministère de la défense, "
    "qui a fait état de plusieurs morts et de nombreux blessés dans la région."
)
RUSSIAN = (
    "Столкновения начались в воскресенье между двумя странами, сообщило министерство обороны, "
    "есть погибшие и раненые, жители покидают свои дома."
)
PAGE = f"""<!doctype html><html><head><title>Fighting in the south | The Paper</title>
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2020-09-27T10:00:00Z">
<meta property="og:title" content="Fighting in the south"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Fighting in the south</h1><p>{REPORT}</p>
<p>The defence ministry of Armenia said that
it had declared martial law after the attack, and that its forces would answer.</p></article>
<footer>Terms</footer></body></html>"""


def items(*sources: Path | str, defaults: Defaults | None = None, **settings: object) -> list[Item]:
    """All items of the sources."""
    return list(items_of([str(s) for s in sources], Settings(**settings), defaults))  # type: ignore[arg-type]


def write(path: Path, content: str | bytes) -> Path:
    """The file with the content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_is_kept_as_received(tmp_path: Path) -> None:
    """Not a character of a text file is changed: offsets point into it."""
    text = f"  {REPORT}\r\n\r\nMore followed in the night. \n"
    (item,) = items(write(tmp_path / "a.txt", text))
    assert item.report is not None
    assert item.report.text == text
    assert item.report.title is None


def test_what_the_user_says_goes_first(tmp_path: Path) -> None:
    """Options win over what a row says of itself."""
    row = json.dumps(
        {"text": REPORT, "title": "Own", "date": "2020-01-01", "source": "Own paper", "link": "https://e.org/1"}
    )
    (item,) = items(write(tmp_path / "a.jsonl", row + "\n"), defaults=Defaults("2020-09-28", None, "Agency"))
    assert item.report is not None
    assert (item.report.published, item.report.title, item.report.publisher, item.report.url) == (
        "2020-09-28",
        "Own",
        "Agency",
        "https://e.org/1",
    )


def test_a_page_gives_its_article(tmp_path: Path) -> None:
    """Body, title, date and publisher of a page, whatever the file is called; menus are left out."""
    (item,) = items(write(tmp_path / "saved.txt", PAGE))
    assert item.report is not None
    assert REPORT in item.report.text
    assert "\n\n" in item.report.text
    assert "Home" not in item.report.text
    assert (item.report.title, item.report.published, item.report.publisher) == (
        "Fighting in the south",
        "2020-09-27",
        "The Paper",
    )


def test_json_lines_stream_with_their_errors(tmp_path: Path) -> None:
    """A bad line is an error at its line number; the lines around it are read."""
    lines = [
        json.dumps({"body": REPORT, "headline": "One", "date": "Sun, 27 Sep 2020 10:00:00 GMT"}),
        "{not json",
        "",
        json.dumps({"title": "no text"}),
        json.dumps({"content": REPORT, "published": "soon"}),
        json.dumps({"text": REPORT}),
    ]
    found = items(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [i.where.rpartition(":")[2] for i in found] == ["1", "2", "4", "5", "6"]
    assert [type(i.error) for i in found] == [type(None), InputError, EmptyReport, InputError, type(None)]
    assert found[0].report is not None
    assert (found[0].report.title, found[0].report.published) == ("One", "2020-09-27")


def test_a_broken_first_line_is_the_error_of_that_line(tmp_path: Path) -> None:
    """It does not turn the file into a text."""
    found = items(write(tmp_path / "a.jsonl", "{broken\n" + json.dumps({"text": REPORT}) + "\n"))
    assert [i.report is not None for i in found] == [False, True]


def test_json_documents(tmp_path: Path) -> None:
    """One object over several lines, and a list of objects."""
    one = write(tmp_path / "one.json", json.dumps({"title": "A", "text": REPORT}, indent=2))
    many = write(tmp_path / "many.json", json.dumps([{"text": REPORT}, {"text": ""}], indent=2))
    found = items(one, many)
    assert [i.error is None for i in found] == [True, True, False]
    assert found[1].where.endswith("many.json:1")


def test_folders_go_by_name_without_hidden_files(tmp_path: Path) -> None:
    """All files below a folder in a fixed order."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/a.txt", "a.txt", ".hidden", ".git/x.txt"):
        write(tmp_path / name, REPORT)
    assert [i.where for i in items(tmp_path)] == [str(tmp_path / n) for n in ("a.txt", "c.txt", "b/a.txt")]
    assert size_of([str(tmp_path)]) == 3 * len(REPORT)
    assert size_of(["-"]) is None


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """No silent nothing."""
    (item,) = items(tmp_path)
    assert "no files" in str(item.error)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyReport, "no words"),
        (b" \n\t\n ", EmptyReport, "no words"),
        (b"%PDF-1.7 \x00\x01", BinaryReport, "PDF"),
        (b"PK\x03\x04abc", BinaryReport, "office document"),
        (b"\x89PNG\r\n\x1a\n\x00", BinaryReport, "picture"),
        (b"\x00\x01\x02\x03" * 200, BinaryReport, "binary"),
        (
            FRENCH.encode(),
            UnsupportedLanguage,
            "French",
        ),
        (
            RUSSIAN.encode(),
            UnsupportedLanguage,
            "English",
        ),
        (b"<html><head><title>x</title></head><body></body></html>", EmptyReport, "no article"),
    ],
)
def test_bad_content_is_one_clear_error(tmp_path: Path, content: bytes, error: type[InputError], words: str) -> None:
    """Each kind of bad file has its own error with a next step, and the file after it is read."""
    bad, good = items(write(tmp_path / "a", content), write(tmp_path / "b", REPORT))
    assert isinstance(bad.error, error)
    assert words in bad.error.message
    assert bad.error.advice
    assert good.report is not None


def test_size_is_checked_before_reading(tmp_path: Path) -> None:
    """A file of 50 MB is refused by its size (a sparse one here: reading it would show zeros, not the size)."""
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.write(b"a word ")
        file.truncate(50_000_000)
    (item,) = items(path)
    assert isinstance(item.error, ReportTooLarge)
    assert "50,000,000" in item.error.message


def test_json_lines_may_be_longer_than_the_limit_but_no_line(tmp_path: Path) -> None:
    """The limit is for a report, not for a file of many."""
    row = json.dumps({"text": REPORT})
    path = write(tmp_path / "a.jsonl", "\n".join([row] * 20 + [json.dumps({"text": REPORT * 30})] + [row]))
    found = items(path, max_report_bytes=1000)
    assert sum(i.report is not None for i in found) == 21
    assert isinstance(found[20].error, ReportTooLarge)


def test_too_many_words(tmp_path: Path) -> None:
    """The limit on words is checked here, where it can be told of one item."""
    (item,) = items(write(tmp_path / "a.txt", REPORT), max_report_words=5)
    assert isinstance(item.error, ReportTooLarge)


def test_missing_unreadable_and_odd_files(tmp_path: Path) -> None:
    """Missing files and things that are no files are told."""
    os.mkfifo(tmp_path / "pipe")
    missing, device = items(tmp_path / "nowhere.txt", "/dev/null")
    assert isinstance(missing.error, SourceUnreachable)
    assert "no such file" in missing.error.message
    assert device.error is not None


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads a report, or JSON lines, from standard input."""

    class Input:
        buffer = io.BytesIO((json.dumps({"text": REPORT}) + "\n").encode() * 2)

    monkeypatch.setattr("sys.stdin", Input)
    found = items("-")
    assert [i.where for i in found] == ["standard input:1", "standard input:2"]
