"""The lexicon of report: it loads, it is consistent, and every example in it comes out as written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tocsin.coding.statements import Speech, find_speech
from tocsin.errors import LexiconError
from tocsin.lexicon.speech import KINDS, SpeechExample, load_speech
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow


def test_has_several_hundred_entries_of_each_kind() -> None:
    lexicon = load_speech()
    assert len(lexicon.verbs) > 500
    assert len(lexicon.nouns) > 200
    assert len(lexicon.sources) > 200
    assert set(lexicon.kinds.values()) == KINDS


def test_denials_and_admissions_are_marked() -> None:
    lexicon = load_speech()
    assert lexicon.denial.issuperset(lexicon.verbs["deny"])
    assert lexicon.admission.issuperset(lexicon.verbs["admit"])
    assert not lexicon.denial.intersection(lexicon.verbs["say"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("verbs.toml", '[[class]]\nid = "x"\nkind = "song"\nverbs = ["sing"]\n', "kind must be one of"),
        ("verbs.toml", '[[class]]\nid = "x"\nkind = "speech"\nverbz = ["sing"]\n', "unknown key 'verbz'"),
        ("verbs.toml", '[[class]]\nid = "x"\nkind = "speech"\nverbs = ["Sing"]\n', "lower case"),
        ("verbs.toml", "[[klass]]\n", "unknown table"),
        ("verbs.toml", "[[class\n", "verbs.toml"),
        ("sources.toml", '[[source]]\ntype = "poet"\nnouns = ["bard"]\n', "no type of source"),
        (
            "adverbs.toml",
            '[[adverb]]\nkind = "speech"\nwords = []\nexamples = [{text = "x", cue = "y"}]\n',
            "names no content",
        ),
    ],
)
def test_a_wrong_entry_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str, message: str
) -> None:
    (tmp_path / "speech").mkdir()
    (tmp_path / "speech" / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    load_speech.cache_clear()
    try:
        with pytest.raises(LexiconError, match=message):
            load_speech()
    finally:
        load_speech.cache_clear()


EXAMPLES = load_speech().examples


@pytest.fixture(scope="module")
def parsed() -> dict[str, Sequence[Sentence]]:
    """All example sentences, parsed in one go."""
    texts = [e.text for e in EXAMPLES]
    return dict(zip(texts, load_parser().parse(segments(shadow(t)) for t in texts), strict=True))


def describe(
    example: SpeechExample, speech: Sequence[Speech], sentences: Sequence[Sentence]
) -> list[tuple[str | None, str | None, str]]:
    """(speaker head, cue, content) of each statement found."""
    return [
        (
            sentences[s.speaker.sentence].words[s.speaker.head] if s.speaker else None,
            example.text[s.cue.start : s.cue.end] if s.cue else None,
            " ".join(example.text[a:b] for a, b in s.parts),
        )
        for s in speech
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.entry}: {e.text[:40]}" for e in EXAMPLES])
def test_example(example: SpeechExample, parsed: dict[str, Sequence[Sentence]]) -> None:
    sentences = parsed[example.text]
    found = describe(example, find_speech(example.text, sentences), sentences)
    assert (example.speaker, example.cue, example.content) in found
