"""Our own run of the tagger and parser against spaCy's: the same trees, word for word."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.pipeline import segments_of
from tocsin.read import vectors
from tocsin.read.arcs import lifted
from tocsin.read.network import network_of
from tocsin.read.report import make_report
from tocsin.read.sentence import Sentence
from tocsin.read.syntax import Parser, load_parser
from tocsin.read.text import Segment
from tocsin.scale.bench import CORPORA, corpus
from tocsin.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ODD = (
    "Fire.",
    "x",
    "no verb at all, only names: Kharkiv, Kyiv; Sumy -- and again Sumy",
    "What the villagers who the soldiers that the general had sent drove out of the valley told the agency on Monday was not denied by anybody.",
    "“We shall answer”, he said. “Tomorrow.” Whom did they think the rebels would attack first?",
    "THE ARMY SAID THAT IT HAD SHELLED THE TOWN. a b c d e f g h",
    "Buildings, which there is no doubt were struck, burned. It is the mayor of whom nobody knows where he fled to that they look for.",
    "10 , 20 ; 30 - 40 ( 50 ) … 🔥 \u200b é İ",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The parser as it is loaded."""
    return load_parser()


def columns(sentence: Sentence) -> list[Any]:
    """All that a sentence holds."""
    return [getattr(sentence, f.name) for f in dataclasses.fields(sentence)]


def same(parser: Parser, batches: list[list[Segment]]) -> int:
    """Parses with both; asserts that every column is equal and gives the number of sentences."""
    ours = [columns(s) for found in parser.parse(batches) for s in found]
    theirs = [columns(s) for found in dataclasses.replace(parser, network=None).parse(batches) for s in found]
    assert ours == theirs
    return len(ours)


def segments(text: str) -> list[Segment]:
    """The sentences of a text, cut as in a report."""
    return list(segments_of(make_report(text), Settings()))


def test_our_model_is_one_we_can_run(parser: Parser) -> None:
    """Nothing falls back to spaCy unseen."""
    assert parser.network is not None


def test_odd_texts(parser: Parser) -> None:
    """Single words, lists, relative clauses within each other, questions, capitals, signs; apart and together."""
    batches = [segments(t) for t in ODD]
    assert same(parser, batches) >= len(ODD)
    for batch in batches:
        same(parser, [batch])
    assert same(parser, [batches[0], [], batches[1]])
    assert list(parser.parse([[]])) == [[]]


def test_sample_reports(parser: Parser) -> None:
    """Every sample report, all in one go."""
    texts = [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted((ROOT / "examples").glob("*.json"))]
    assert same(parser, [segments(t) for t in texts]) > 50


@pytest.mark.parametrize("name", CORPORA)
def test_reports_that_others_wrote(parser: Parser, shared: Path, name: str) -> None:
    """Sixteen reports of each corpus of the benchmark."""
    assert same(parser, [list(segments_of(r, Settings())) for r in corpus(shared / "data", name)[:16]]) > 30


def test_words_forgotten_change_nothing(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for five words only, what is kept is thrown away all the time, and the trees are the same."""
    monkeypatch.setattr(vectors, "_MOST_WORDS", 5)
    assert same(dataclasses.replace(parser, network=network_of(parser.nlp)), [segments(t) for t in ODD])


@pytest.mark.parametrize(
    ("part", "path", "value"),
    [
        ("parser", ("extra_state_tokens",), True),
        ("tok2vec", ("encode", "window_size"), 2),
        ("tok2vec", ("embed", "include_static_vectors"), True),
        ("tagger", ("@architectures",), "spacy.Tagger.v9"),
    ],
)
def test_another_make_is_left_to_spacy(parser: Parser, part: str, path: tuple[str, ...], value: Any) -> None:
    """A model whose configuration says otherwise is not run by layers that do not fit it."""
    config = copy.deepcopy(dict(parser.nlp.config))
    model = config["components"][part]["model"]
    for name in path[:-1]:
        model = model[name]
    model[path[-1]] = value

    class Other:
        """The loaded model, under another configuration."""

        components = parser.nlp.components

    Other.config = config  # type: ignore[attr-defined]
    assert network_of(Other) is None
    Other.components = [c for c in parser.nlp.components if c[0] != part]  # type: ignore[attr-defined]
    Other.config = parser.nlp.config  # type: ignore[attr-defined]
    assert network_of(Other) is None


def test_a_lifted_head_is_put_back() -> None:
    """`prep||dobj` on a verb hangs on the verb's object; where there is none, it stays and only its label changes."""
    heads, deps = [1, 1, 1, 1, 3], ["nsubj", "ROOT", "dobj", "prep||dobj", "pobj"]
    lifted(heads, deps, ["They", "met", "envoys", "from", "Mali"])
    assert (heads, deps) == ([1, 1, 1, 2, 3], ["nsubj", "ROOT", "dobj", "prep", "pobj"])
    heads, deps = [1, 1, 1], ["nsubj", "ROOT", "prep||dobj"]
    lifted(heads, deps, ["They", "met", "there"])
    assert (heads, deps) == ([1, 1, 1], ["nsubj", "ROOT", "prep"])
