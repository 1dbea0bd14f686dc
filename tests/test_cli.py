"""The command line end to end: exit codes, one line for each bad item, the rest goes on."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tocsin.cli import VERBS, main

REPORT = (
    "Armenia and Azerbaijan fought each other on Sunday. At least 23 people were killed, the defence ministry said. "
    "Turkey announced its support for Azerbaijan. France urged both sides to halt the fighting."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report in a file."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs the command line in this process: (exit code, standard output, standard error)."""

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(a) for a in arguments])
        caught = capsys.readouterr()
        return int(left.value.code or 0), caught.out, caught.err

    return call


def test_code_writes_one_account_a_line(run, report: Path) -> None:  # type: ignore[no-untyped-def]
    """JSON by default in a pipe, the date of publication taken over, every span quoting the text."""
    code, out, err = run("code", report, "--published", "2020-09-28", "--publisher", "The Paper")
    assert (code, err) == (0, "")
    account = json.loads(out)
    assert out.count("\n") == 1
    assert (account["report"]["published"], account["report"]["publisher"]) == ("2020-09-28", "The Paper")
    assert {"SUPPORT", "REQUEST"} <= {e["event_type"] for e in account["events"]}
    for event in account["events"]:
        for span in event["evidence"]:
            assert account["report"]["text"][span["start"] : span["end"]] == span["quote"]


def test_bad_items_are_told_and_the_rest_goes_on(run, report: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Empty, binary, foreign, huge, missing, private: one line each, in order, with a next step; exit code 1."""
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.bin").write_bytes(bytes(range(8)) * 500)
    (tmp_path / "foreign.txt").write_text(
        "Die Kämpfe begannen am Sonntag zwischen den beiden Ländern, sagte das Ministerium am Abend in Berlin."
    )
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    bad = [tmp_path / n for n in ("empty.txt", "binary.bin", "foreign.txt", "huge.txt", "missing.txt")]
    code, out, err = run("code", "--json", *bad, "http://127.0.0.1:9/", report)
    assert code == 1
    assert out.count("\n") == 1
    lines = err.splitlines()
    assert len(lines) == 6
    for line, where in zip(lines, [*map(str, bad), "http://127.0.0.1:9/"], strict=True):
        assert line.startswith(f"tocsin: {where}: ")
        assert " — " in line


def test_nothing_coded(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Exit code 3 where every item failed."""
    code, out, err = run("code", tmp_path / "missing.txt")
    assert (code, out) == (3, "")
    assert "no such file" in err


@pytest.mark.parametrize(
    "arguments",
    [["code"], ["nonsense"], ["code", "a.txt", "--published", "yesterday"], ["brief", "--format", "pdf", "a"]],
)
def test_wrong_usage(run, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    """Exit code 2 and a word on what is wrong."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Error" in err or "Usage" in err


def test_not_set_up(run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """Exit code 4 and the next step where a setting or the model is wrong."""
    monkeypatch.setenv("TOCSIN_TERRITORY_POLICY", "nobody")
    code, _, err = run("code", report)
    assert code == 4
    assert "territory_policy" in err
    monkeypatch.delenv("TOCSIN_TERRITORY_POLICY")
    monkeypatch.setenv("TOCSIN_MODEL", "no_such_model")
    code, _, err = run("code", report)
    assert code == 4
    assert "make setup" in err


def test_a_fault_of_one_report_spares_the_others(
    run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """Even an unforeseen exception costs only the report that raised it."""
    import tocsin.pipeline

    real = tocsin.pipeline.account_of

    def faulty(found, sentences, coder):  # type: ignore[no-untyped-def]
        if "FAULT" in found.text:
            raise IndexError("unforeseen")
        return real(found, sentences, coder)

    monkeypatch.setattr(tocsin.pipeline, "account_of", faulty)
    other = tmp_path / "other.txt"
    other.write_text("FAULT. " + REPORT)
    code, out, err = run("code", "--json", report, other, report)
    assert code == 1
    assert out.count("\n") == 2
    assert err.startswith(f"tocsin: {other}: could not be coded (IndexError: unforeseen)")


def test_brief_in_each_form(run, report: Path) -> None:  # type: ignore[no-untyped-def]
    """Text, Markdown and HTML, each with numbered sources."""
    code, text, _ = run("brief", report, "--heading", "The first day")
    assert code == 0
    assert text.startswith("The first day")
    assert "[1] “" in text
    assert "[^1]:" in run("brief", report, "--format", "markdown")[1]
    assert run("brief", report, "--format", "html")[1].startswith("<!doctype html>")


def test_code_as_tables_brief_and_reader(run, report: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The other forms; `--html` writes the reader and, alone, prints nothing else."""
    assert "Events" in run("code", report, "--table")[1]
    assert "SOURCES" in run("code", report, "--brief")[1]
    code, out, err = run("code", report, "--html", tmp_path / "reader.html")
    assert (code, out) == (0, "")
    assert "reader.html" in err
    assert (tmp_path / "reader.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_redact_private(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The flag reaches the output."""
    path = tmp_path / "a.txt"
    path.write_text(
        'The army shelled the town on Friday. "We will not leave," said Anna Petrova, a teacher in Martuni.'
    )
    assert "Petrova" in run("code", path)[1]
    assert "Petrova" not in run("code", path, "--redact-private")[1]


def test_explain(run) -> None:  # type: ignore[no-untyped-def]
    """The tree, the entry with its place in the lexicon, what did not match and why; as JSON too."""
    code, out, _ = run("explain", "Turkey announced its support for Azerbaijan, and France refused to send troops.")
    assert code == 0
    assert "nsubj Turkey" in out
    assert "SUPPORT" in out
    assert "support.toml:" in out
    assert "not " in out
    code, out, _ = run("explain", "--json", "Turkey announced its support for Azerbaijan.")
    act = json.loads(out)["sentences"][0]["acts"][0]
    assert (act["type"], act["dropped"]) == ("SUPPORT", None)
    assert act["features"]
    assert run("explain", "…")[0] == 3


def test_lexicon_check(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Every error of a folder with file and line, not just the first."""
    folder = tmp_path / "frames"
    folder.mkdir()
    (folder / "a.toml").write_text(
        'type = "ASSAULT"\n[[frame]]\nid = "mine.one"\nverbs = ["zap"]\n[[frame]]\nid = "mine.two"\nverbs = ["zap {"]\n'
        '[[frame]]\nid = "mine.three"\nmode = "polite"\nverbs = ["zip"]\n',
        encoding="utf-8",
    )
    (folder / "b.toml").write_text("not toml", encoding="utf-8")
    code, _, err = run("lexicon", "check", tmp_path)
    assert code == 1
    assert f"{folder / 'a.toml'}:6: " in err
    assert f"{folder / 'a.toml'}:9: " in err
    assert f"{folder / 'b.toml'}" in err
    (folder / "b.toml").unlink()
    (folder / "a.toml").write_text('type = "ASSAULT"\n[[frame]]\nid = "mine.one"\nverbs = ["zap"]\n', encoding="utf-8")
    code, out, _ = run("lexicon", "check", tmp_path)
    assert code == 0
    assert "1 frame in 1 file" in out


def test_help_names_every_verb_and_is_quick() -> None:
    """`tocsin --help` in a fresh process; the bound is four times what it takes on a slow laptop."""
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "tocsin", "--help"], capture_output=True, text=True, check=True)
    assert time.monotonic() - started < 1.2
    assert all(f"  {verb} " in done.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(run, verb: str) -> None:  # type: ignore[no-untyped-def]
    """Each verb can be asked what it does."""
    code, out, _ = run(verb, "--help")
    assert code == 0
    assert "Usage: tocsin" in out


def test_a_reader_that_stops_reading_is_no_error(report: Path) -> None:
    """`tocsin code … | head -0` ends quietly."""
    command = f"{sys.executable} -m tocsin code --json {report} {report} | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
