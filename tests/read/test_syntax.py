"""Parsed sentences as columns: lemmas, names with hyphens, offsets that quote the report."""

from __future__ import annotations

import pytest

from tocsin.errors import ModelMissing
from tocsin.read.sentence import Sentence, ancestors, child, children, conjuncts, phrase, subtree
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments, shadow


def parse(text: str) -> list[Sentence]:
    """The sentences of `text`."""
    return next(load_parser().parse([segments(shadow(text))]))


def test_columns_have_one_entry_a_token() -> None:
    """All columns are of one length, heads lie inside the sentence and children mirror them."""
    for s in parse("The army shelled Merzin, killing two. “We fled,” a baker said.\n\nNobody came back."):
        columns = (s.words, s.lemmas, s.tags, s.deps, s.heads, s.starts, s.ends, s.children)
        assert {len(c) for c in columns} == {len(s)}
        assert all(0 <= h < len(s) for h in s.heads)
        assert sorted((h, i) for i, h in enumerate(s.heads) if h != i) == sorted((h, c) for h, kids in enumerate(s.children) for c in kids)
        assert s.heads[s.root()] == s.root()


@pytest.mark.parametrize(
    "text",
    [
        "“We’ll   not\nleave Nagorno-Karabakh,” he said.",
        "The Jaish-e-Mohammed camp near Merzin\u200b was hit.",
        "Itâ€™s over — the U.S.-led force left.",
    ],
)
def test_tokens_quote_the_report(text: str) -> None:
    """Offsets hold through odd blanks, mojibake and hyphens."""
    plain = shadow(text)
    for s in parse(text):
        assert [plain[a:b] for a, b in zip(s.starts, s.ends, strict=True)] == list(s.words)
        assert list(s.starts) == sorted(s.starts)
        assert s.span(text, 0, len(s) - 1).quote == text[s.starts[0] : s.ends[-1]]


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("shelled", "VBD", "shell"),
        ("seizing", "VBG", "seize"),
        ("fled", "VBD", "flee"),
        ("was", "VBD", "be"),
        ("'s", "VBZ", "be"),
        ("denies", "VBZ", "deny"),
        ("attacks", "NNS", "attack"),
        ("children", "NNS", "child"),
        ("casualties", "NNS", "casualty"),
        ("Wo", "MD", "will"),
        ("n't", "RB", "not"),
        ("worse", "JJR", "bad"),
        ("France", "NNP", "france"),
    ],
)
def test_lemma_is_the_dictionary_form(word: str, tag: str, lemma: str) -> None:
    """Verbs, nouns and comparatives go back to their base; names are only lowered."""
    assert load_parser().lemma(word, tag) == lemma


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Troops entered Nagorno-Karabakh.", "Nagorno-Karabakh"),
        ("Fighters of Jaish-e-Mohammed fled.", "Jaish-e-Mohammed"),
        ("Guinea-Bissau closed its border.", "Guinea-Bissau"),
    ],
)
def test_a_hyphenated_name_is_one_word(text: str, word: str) -> None:
    """Names are not cut at their hyphens."""
    assert word in parse(text)[0].words


@pytest.mark.parametrize("text", ["The Iran-Iraq war ended.", "The Russian-Ukrainian talks ended.", "A Saudi-led force came."])
def test_two_parties_are_two_words(text: str) -> None:
    """A hyphen between two parties, or before a participle, does part."""
    words = parse(text)[0].words
    assert "-" in words


def test_reports_come_out_in_order_and_apart() -> None:
    """Each batch of segments gives its own sentences; an empty one gives none."""
    texts = ["Guards fled.", "", "Rain fell. Snow fell."]
    found = list(load_parser().parse([segments(shadow(t)) for t in texts]))
    assert [[s.words[0] for s in one] for one in found] == [["Guards"], [], ["Rain", "Snow"]]


def test_a_parse_does_not_depend_on_its_neighbours() -> None:
    """A report is read alike alone and among others."""
    texts = ["Guards fled the town.", "Ministers met in Merzin to discuss the border.", "Snow fell."]
    together = list(load_parser().parse([segments(shadow(t)) for t in texts]))
    assert [[(s.words, s.tags, s.deps, s.heads) for s in one] for one in together] == [
        [(s.words, s.tags, s.deps, s.heads) for s in parse(t)] for t in texts
    ]


def test_a_model_that_is_not_there_is_named() -> None:
    """The error says which model and what to do."""
    with pytest.raises(ModelMissing, match=r"no_such_model.*make setup"):
        load_parser("no_such_model")


def test_walks_over_the_tree() -> None:
    """Children, conjuncts, subtrees and ancestors of a plain sentence."""
    (s,) = parse("Armenia, Azerbaijan and Turkey met.")
    met = s.words.index("met")
    assert child(s, met, "nsubj") == 0
    assert children(s, met, "dobj") == []
    assert [s.words[t] for t in conjuncts(s, 0)] == ["Armenia", "Azerbaijan", "Turkey"]
    assert list(ancestors(s, s.words.index("Turkey")))[-1] == met
    assert subtree(s, met) == list(range(len(s)))


def test_a_phrase_leaves_clauses_out() -> None:
    """The noun phrase proper: no relative clause, no further coordinated name, prepositions on request."""
    (s,) = parse("The defence minister of France, who resigned, left.")
    minister = s.words.index("minister")
    assert s.span("The defence minister of France, who resigned, left.", *phrase(s, minister)).quote == "The defence minister of France"
    assert phrase(s, minister, prepositions=False) == (0, minister)
