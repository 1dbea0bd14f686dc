"""The explanation's own parts: the tree, patterns cut short, the bar that shows only on long work."""

from __future__ import annotations

import io

import pytest

from tocsin.pipeline import load_coder
from tocsin.present.explain import brief_pattern, tree_lines
from tocsin.present.explanation import SentenceWhy, explanation_of
from tocsin.present.progress import Progress

TOKENS = (
    ("France", "france", "NNP", "nsubj", 1),
    ("met", "meet", "VBD", "ROOT", 1),
    ("both", "both", "DT", "det", 3),
    ("sides", "side", "NNS", "dobj", 1),
)


def test_the_tree_holds_every_token_once() -> None:
    """Root first, each below its head."""
    sentence = SentenceWhy("France met both sides", TOKENS, (), (), (), (), ())
    lines = list(tree_lines(sentence))
    assert sorted(i for _, i in lines) == [0, 1, 2, 3]
    assert lines == [("", 1), ("├─ nsubj ", 0), ("└─ dobj ", 3), ("   └─ det ", 2)]


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("condemn", "condemn"),
        ("hold {talk|meeting} ~with", "hold {talk|meeting} ~with"),
        ("send {troop|force|unit|army|tank|ship} ~to", "send {tank|troop|force|… 3 more} ~to"),
        (
            "reject !{goal|chance|ball|w v|u} ~on|a|b|c|d ^to",
            "reject !{goal|chance|ball|… 2 more} ~on|a|b|… 2 more ^to",
        ),
    ],
)
def test_patterns_are_cut_short(pattern: str, shown: str) -> None:
    """Long lists keep what matched and the first few."""
    assert brief_pattern(pattern, {"tanks"}) == shown


def test_short_work_shows_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """Only lines that were asked for."""
    with Progress(100, enabled=True) as progress:
        progress.advance(50)
        progress.line("tocsin: a.txt: something")
    assert capsys.readouterr().err == "tocsin: a.txt: something\n"


def test_long_work_shows_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the count of reports, and lines above it."""
    monkeypatch.setattr("tocsin.present.progress._PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with Progress(100, enabled=True) as progress:
        progress.advance(50)
        progress.line("tocsin: [a].txt: something")
        progress.advance(50)
    assert "2 reports" in stream.getvalue()
    assert "tocsin: [a].txt: something" in stream.getvalue()


def test_who_says_so_is_shown_with_the_act() -> None:
    """The act of a reported clause has the factuality and the source of its event."""
    explained = explanation_of("Gunmen killed 14 people in the village, residents said.", load_coder())
    act = next(a for a in explained.sentences[0].acts if a.rule == "assault.kill")
    assert (act.factuality, len(act.sources)) == ("claimed", 1)
    assert act.sources[0].startswith("residents")
