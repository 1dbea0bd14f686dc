"""Statements: who said what, in all the ways in which reports put it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.speech_quotes import find_quotes
from tocsin.coding.statements import Speech, find_speech
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import load_parser
from tocsin.read.text import paragraphs, segments, shadow


class Found(NamedTuple):
    """One statement in words."""

    speaker: str | None
    cue: str | None
    content: str
    form: str


def parse(text: str) -> list[Sentence]:
    return next(load_parser().parse([segments(shadow(text))]))


def spoken(text: str) -> tuple[Sequence[Speech], list[Found]]:
    sentences = parse(text)
    speech = find_speech(text, sentences)
    return speech, [
        Found(
            sentences[s.speaker.sentence].words[s.speaker.head] if s.speaker else None,
            text[s.cue.start : s.cue.end] if s.cue else None,
            " | ".join(text[a:b] for a, b in s.parts),
            s.form,
        )
        for s in speech
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the bridge would reopen.",
            Found("minister", "said", "that the bridge would reopen", "indirect"),
        ),
        (
            "The bridge would reopen, the minister said.",
            Found("minister", "said", "The bridge would reopen", "indirect"),
        ),
        (
            "The villagers, said one of them, had no water.",
            Found("one", "said", "The villagers | had no water", "indirect"),
        ),
        (
            "“We will not leave our homes,” said the mayor.",
            Found("mayor", "said", "“We will not leave our homes,”", "direct"),
        ),
        ("The mayor said: “We will not leave.”", Found("mayor", "said", "“We will not leave.”", "direct")),
        (
            "The envoy said the talks were “a first step” towards peace.",
            Found("envoy", "said", "the talks were “a first step” towards peace", "mixed"),
        ),
        (
            "According to the ministry, eleven soldiers were killed near the river.",
            Found("ministry", "According to", "eleven soldiers were killed near the river", "indirect"),
        ),
        (
            "Eleven soldiers were killed, according to two hospital officials.",
            Found("officials", "according to", "Eleven soldiers were killed", "indirect"),
        ),
        (
            "The president was quoted as saying that talks would resume.",
            Found("president", "saying", "that talks would resume", "indirect"),
        ),
        (
            "It was reported that the bridge had collapsed.",
            Found(None, "reported", "that the bridge had collapsed", "indirect"),
        ),
        (
            "The rebels are said to have withdrawn from the town.",
            Found(None, "said", "The rebels | to have withdrawn from the town", "indirect"),
        ),
        (
            "Turkey reportedly sent drones to the front.",
            Found(None, "reportedly", "Turkey | sent drones to the front", "indirect"),
        ),
        (
            "His warning that the dam might burst was ignored.",
            Found("His", "warning", "that the dam might burst", "indirect"),
        ),
        (
            "Moscow's claim that the town had fallen could not be verified.",
            Found("Moscow", "claim", "that the town had fallen", "indirect"),
        ),
        (
            "A statement by the foreign ministry said that two diplomats had been expelled.",
            Found("statement", "said", "that two diplomats had been expelled", "indirect"),
        ),
        (
            "The group claimed responsibility for the attack, which killed two people.",
            Found("group", "claimed", "responsibility for the attack", "indirect"),
        ),
        (
            "Analysts fear the offensive will spread.",
            Found("Analysts", "fear", "the offensive will spread", "indirect"),
        ),
        (
            "The colonel is confident that the line will hold.",
            Found("colonel", "confident", "that the line will hold", "indirect"),
        ),
        ("“Stop!” shouted the guard. The boy ran.", Found("guard", "shouted", "“Stop!”", "direct")),
        ("“Will it hold?” asked Merkel.", Found("Merkel", "asked", "“Will it hold?”", "direct")),
        ("''It is over,'' Mr. Aliyev said.", Found("Aliyev", "said", "''It is over,''", "direct")),
        (
            "«We shall fight on», the commander declared.",
            Found("commander", "declared", "«We shall fight on»", "direct"),
        ),
        ("The colonel said: ‘We had no choice.’", Found("colonel", "said", "‘We had no choice.’", "direct")),
    ],
)
def test_ways_of_reporting(text: str, expected: Found) -> None:
    assert expected in spoken(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “people's republic” held a vote.",
        "The “liberated” town lies in ruins.",
        "Two trucks crossed the river at noon.",
        "",
    ],
)
def test_no_statement(text: str) -> None:
    assert spoken(text)[0] == ()


def test_an_interrupted_quotation_is_one_statement() -> None:
    _, found = spoken("“We will not leave our homes,” said the mayor. “This is our land.”")
    assert [f.content for f in found] == ["“We will not leave our homes,” | “This is our land.”"]
    _, found = spoken("“We will not leave,” the mayor told reporters on Monday, “because this is our land.”")
    assert [f.content for f in found] == ["“We will not leave,” | “because this is our land.”"]


def test_a_paragraph_that_is_only_quotation_goes_on_with_its_speaker() -> None:
    _, found = spoken(
        '"They came at night," Aliyeva said.\n\n"We ran into the cellar with the children."\n\nNobody was hurt.'
    )
    assert found[1] == Found("Aliyeva", None, '"We ran into the cellar with the children."', "direct")


def test_a_quotation_runs_over_paragraphs() -> None:
    _, found = spoken(
        "“The talks go on,” said Petrov.\n\n“This paragraph is open.\n\n“But this one ends it.”\n\nNothing happened."
    )
    assert found[1] == Found("Petrov", None, "“This paragraph is open. | “But this one ends it.”", "direct")


def test_an_unbalanced_mark_spoils_its_own_paragraph_only() -> None:
    _, found = spoken(
        'The captain said "the bridge is gone.\n\nThe road was quiet on Tuesday.\n\n"We are fine today," said a nurse.'
    )
    assert found[-1] == Found("nurse", "said", '"We are fine today,"', "direct")
    assert all("road" not in f.content for f in found)


def test_the_speaker_of_the_previous_sentence() -> None:
    _, found = spoken("Petrov shook his head. “I have nothing to add to that.”")
    assert found[-1] == Found("Petrov", None, "“I have nothing to add to that.”", "direct")


def test_chain_of_two_sources() -> None:
    speech, found = spoken("Officials told the agency that a resident had told them that the well was poisoned.")
    assert [f.speaker for f in found] == ["Officials", "resident"]
    assert [s.parent for s in speech] == [None, 0]


def test_chain_through_a_quoting_agency() -> None:
    speech, found = spoken("The agency quoted a farmer as saying that officials had told him to leave.")
    assert [f.speaker for f in found] == ["agency", "farmer"]
    assert speech[1].parent == 0
    speech, found = spoken("The general was quoted by state television as saying the offensive had ended.")
    assert [f.speaker for f in found] == ["television", "general"]
    assert speech[1].parent == 0


def test_addressees() -> None:
    text = "Officials told the agency that the well was poisoned."
    sentences = parse(text)
    (speech,) = find_speech(text, sentences)
    assert [sentences[i].words[t] for i, t in speech.addressees] == ["agency"]
    text = "France called on both sides to halt the fighting."
    sentences = parse(text)
    (speech,) = find_speech(text, sentences)
    assert [sentences[i].words[t] for i, t in speech.addressees] == ["sides"]


@pytest.mark.parametrize(
    ("text", "medium", "occasion"),
    [
        ("In a tweet, the ambassador wrote that the embassy was safe.", "social media", None),
        ("In a statement, the ministry accused Armenia of violating the truce.", "statement", None),
        (
            "Speaking at a press conference in Ankara, the minister said that the border would stay closed.",
            None,
            "press conference",
        ),
        ("The minister said that the border would stay closed.", None, None),
    ],
)
def test_medium_and_occasion(text: str, medium: str | None, occasion: str | None) -> None:
    speech = next(s for s in spoken(text)[0] if s.kind in ("speech", "writing"))
    assert (speech.medium, speech.occasion) == (medium, occasion)


@pytest.mark.parametrize(
    ("text", "denial", "admission"),
    [
        ("The army denied shelling the market.", True, False),
        ("The minister did not deny that troops had crossed the border.", False, False),
        ("The pilot admitted he had fired first.", False, True),
        ("The pilot said he had fired first.", False, False),
        ("The group claimed responsibility for the attack.", False, True),
    ],
)
def test_denial_and_admission(text: str, denial: bool, admission: bool) -> None:
    speech = spoken(text)[0][0]
    assert (speech.denial, speech.admission) == (denial, admission)


def test_the_speaker_is_the_whole_phrase_and_a_relative_pronoun_has_its_antecedent() -> None:
    text = "Leyla Aliyeva, a nurse at the hospital, said that nobody was hurt."
    (speech,) = find_speech(text, parse(text))
    assert speech.speaker is not None
    assert text[speech.speaker.start : speech.speaker.end] == "Leyla Aliyeva, a nurse at the hospital"
    text = "The man, who said that he had seen the attack, was taken away."
    sentences = parse(text)
    (speech,) = find_speech(text, sentences)
    assert speech.speaker is not None
    assert speech.speaker.antecedent is not None
    assert sentences[0].words[speech.speaker.antecedent] == "man"


def test_gaps_between_sentences_do_not_matter() -> None:
    text = "“We are fine,” said a nurse. The road was quiet. The mayor said that nobody was hurt."
    sentences = parse(text)
    speech = find_speech(text, [sentences[0], sentences[2]])
    assert [text[s.cue.start : s.cue.end] for s in speech if s.cue] == ["said", "said"]
    assert speech[1].speaker is not None
    assert speech[1].speaker.sentence == 1


def test_offsets_survive_odd_glyphs() -> None:
    text = "\u200bThe mayor\u00a0said:  „Wir bleiben hier und warten“, and left."
    for one in find_speech(text, parse(text)):
        assert all(0 <= a < b <= len(text) for a, b in one.parts)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ("He said ‘yes’ and the boys’ mother didn’t.", ["‘yes’"]),
        ("It's the soldiers' fault.", []),
        ("''We go,'' he said.", ["''We go,''"]),
        ("He said “it is ‘over’ now”.", ["“it is ‘over’ now”"]),
        ('A 6" pipe and a 4" pipe lay there.', []),
        ("„Nein“, sagte er.", ["„Nein“"]),
    ],
)
def test_find_quotes(text: str, quotes: list[str]) -> None:
    plain = shadow(text)
    found = find_quotes(text, plain, paragraphs(plain))
    assert [text[q.start : q.end] for q in found] == quotes


@given(st.text(alphabet="ab .,!?\n\"'“”‘’„«»", max_size=80))
def test_quotes_of_any_text_stay_in_their_paragraph_and_do_not_overlap(text: str) -> None:
    plain = shadow(text)
    ranges = paragraphs(plain)
    quotes = find_quotes(text, plain, ranges)
    for quote in quotes:
        start, end = ranges[quote.paragraph]
        assert start <= quote.start < quote.end <= end
    assert all(a.end <= b.start for a, b in pairwise(quotes))


@pytest.mark.parametrize(("text", "kind"), [
    ("Armed men attacked an army camp near the border.", "act"),
    ("The senator attacked the minister for hiding the number of the dead.", "speech"),
    ("The government declared martial law.", "act"),
    ("The government declared that martial law was in force.", "speech"),
])  # fmt: skip
def test_a_deed_is_told_from_words(text: str, kind: str) -> None:
    found = spoken(text)[0]
    assert {s.kind for s in found if s.parent is None} <= {kind}
    assert found or kind == "act"


def test_what_is_said_inside_a_named_thing_is_not_reported_by_the_outer_speaker() -> None:
    speech, found = spoken("France condemned the attack, which officials said had killed nine people.")
    inner = next(s for s, f in zip(speech, found, strict=True) if f.speaker == "officials")
    assert inner.parent is None
