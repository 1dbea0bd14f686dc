"""The statements of the acceptance report, with their speakers and chains."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tocsin.coding.statements import Speech, find_speech
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow

REPORT = Path(__file__).parents[3] / "shared" / "examples" / "karabakh-2020-09-27.txt"

Page = tuple[str, Sequence[Sentence], Sequence[Speech]]


@pytest.fixture(scope="module")
def page() -> Page:
    if not REPORT.exists():
        pytest.skip(f"{REPORT} is not there")
    text = REPORT.read_text(encoding="utf-8")
    sentences = next(load_parser().parse([segments(shadow(text))]))
    return text, sentences, find_speech(text, sentences)


def chain(page: Page, one: Speech) -> list[str]:
    """Head words of the sources from the outermost to the speaker."""
    _, sentences, speech = page
    heads: list[str] = []
    link: Speech | None = one
    while link is not None:
        heads.insert(0, sentences[link.speaker.sentence].words[link.speaker.head] if link.speaker else "-")
        link = speech[link.parent] if link.parent is not None else None
    return heads


# (speaker chain by head words, cue, how the content starts, how it ends, form)
STATEMENTS = [
    (["spokesperson"], "expressed", "‘extreme concern’", "", "mixed"),
    (["statement"], "According to", "Guterres’ spokesperson", "civilian population", "mixed"),
    (["statement", "Dujarric"], "relayed", "that the UN chief has condemned", "civilian population", "mixed"),
    (["statement", "Dujarric", "chief"], "condemned", "the use of force", "", "indirect"),
    (["statement", "Dujarric", "chief"], "expressed", "‘regret’ on the loss of lives", "", "mixed"),
    (["Dujarric"], "informed", "The UN Sec-Gen not only called", "Nikol Pashinyan", "indirect"),
    (["Dujarric", "Sec-Gen"], "called", "for both the nations to halt military operations", "", "indirect"),
    (["spokesperson"], "said", '"The Secretary-General strongly calls', 'Prime Minister of Armenia"', "direct"),
    (["Trump"], "said", "that they are looking", "stop it”", "mixed"),
    (["Trump"], "noted", "that the US has “many good relations”", "in that area", "mixed"),
    (["Ortagus"], "condemned", "the clashes between the two nations", "", "indirect"),
    (["Ortagus"], "said", "that the United States is “alarmed”", "", "mixed"),
    (["Ortagus"], "added", "“We remain committed", "settlement”", "direct"),
    (["Turkey"], "announced", "its support for Azerbaijan", "", "indirect"),
    (["Aliyev"], "expressed", "confidence in taking back control", "region", "mixed"),
    (["France"], "called", "an immediate ceasefire and a dialogue", "", "indirect"),
    (["Pashinyan"], "said", "that country’s arch-foe Azerbaijan has declared war", "his people", "indirect"),
    (["-"], "reportedly", "the villagers in western Azerbaijan", "their suffering", "indirect"),
    (["agencies"], "quoted", "a resident of the village of Kapanli", "their homes", "indirect"),
    (["agencies", "resident"], "saying", "that all people including women", "their homes", "indirect"),
    (["local"], "pleaded", "“let the whole world hear us”", "", "direct"),
    (["local"], "questioned", "why the world leaders", "any action", "indirect"),
]


@pytest.mark.parametrize(
    ("sources", "cue", "start", "end", "form"), STATEMENTS, ids=[f"{s[0][-1]} {s[1]}" for s in STATEMENTS]
)
def test_statement(page: Page, sources: list[str], cue: str, start: str, end: str, form: str) -> None:
    text, _, speech = page
    found = [
        (chain(page, s), text[s.cue.start : s.cue.end], s.form)
        for s in speech
        if s.cue is not None and text[s.start : s.end].startswith(start) and text[s.start : s.end].endswith(end)
    ]
    assert (sources, cue, form) in found


def test_nothing_else_is_taken_for_a_statement(page: Page) -> None:
    """What else is found are titles, what a quotation itself reports, and acts done by saying them."""
    text, _, speech = page
    expected = {(s[1], s[2][:12]) for s in STATEMENTS}
    others = [
        (text[s.cue.start : s.cue.end], s.kind, s.parent is not None)
        for s in speech
        if s.cue is not None
        and not any(
            text[s.start : s.end].startswith(start) and text[s.cue.start : s.cue.end] == cue for cue, start in expected
        )
    ]
    assert all(kind == "act" or nested or cue == "seek" for cue, kind, nested in others), others


def test_the_occasion_of_the_presidents_remark(page: Page) -> None:
    text, _, speech = page
    remark = next(
        s
        for s in speech
        if s.cue is not None and s.cue.lemma == "say" and text[s.start : s.end].startswith("that they are looking")
    )
    assert remark.occasion == "press conference"
