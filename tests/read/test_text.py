"""Text made readable without moving a character, and cut into paragraphs and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.read.text import paragraphs, segments, sentence_ranges, shadow


def lines(text: str) -> list[str]:
    """The paragraphs of a text in words."""
    plain = shadow(text)
    return [plain[a:b] for a, b in paragraphs(plain)]


def sentences(text: str) -> list[str]:
    """The sentences of a one-paragraph text in words."""
    plain = shadow(text)
    return [plain[a:b] for a, b in sentence_ranges(plain, 0, len(plain))]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“We’ll see”", '"We\'ll see"'),
        ("«Oui»", '"Oui"'),
        ("‘No’", "'No'"),
        ("2010–2012", "2010-2012"),
        ("Tel\u00a0Aviv", "Tel Aviv"),
        ("a\u200bb", "a b"),
        ("one\u2028two", "one\ntwo"),
        ("a\tb\r\nc", "a b \nc"),
        ("talks—again", "talks—again"),
    ],
)
def test_shadow_is_plain(text: str, plain: str) -> None:
    """Quotation marks, short dashes and blanks become plain; the long dash stays."""
    assert shadow(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("â€œStopâ€\u009d", '"  Stop"  '),
        ("itâ€™s", "it'  s"),
        ("San JosÃ©", "San José "),
        ("1990â€“1994", "1990-  1994"),
        ("Â 5 km", "  5 km"),
    ],
)
def test_mojibake_is_mended_in_place(text: str, plain: str) -> None:
    """Broken encodings read as what they were, padded with blanks to their length."""
    assert shadow(text) == plain


@settings(deadline=None)
@given(st.text(max_size=300))
def test_shadow_keeps_the_length_of_any_text(text: str) -> None:
    """Offsets in the shadow are offsets in the text."""
    assert len(shadow(text)) == len(text)


def test_blank_lines_part_paragraphs() -> None:
    """A blank line, even with blanks on it, ends a paragraph."""
    assert lines("First one.\n  \nSecond one.\n\n\n\nThird one.") == ["First one.", "Second one.", "Third one."]


def test_each_line_of_a_web_page_is_a_paragraph() -> None:
    """Lines that end a sentence, or are short like headings, stand alone."""
    assert lines("Fighting spreads\nThe army left the town. Nobody was hurt.\nTalks go on.") == [
        "Fighting spreads",
        "The army left the town. Nobody was hurt.",
        "Talks go on.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Wire copy broken at a fixed width is read as running text."""
    text = (
        "The foreign ministers of the two countries met for the third time in a\n"
        "month on Monday and agreed to open the border crossing at Merzin to lorries\n"
        "that carry food and medicine, an official who attended the meeting told us."
    )
    assert lines(text) == [text]


def test_a_line_that_goes_on_in_small_letters_is_rejoined() -> None:
    """A break in mid-sentence does not part it, but a break after a full stop does."""
    assert lines("Troops entered Merzin\nand left it again.\nthey were tired.") == [
        "Troops entered Merzin\nand left it again.",
        "they were tired.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Haddad met Gen. Musa and Dr. Lee.",
        "The U.S. ambassador left.",
        "J. K. Marsh spoke first.",
        "The talks opened at 9 a.m. in Geneva.",
        "Article No. 5 applies.",
        "It cost 3.5 million dollars.",
        'He asked "Why?" and left.',
        "Three died... and more may.",
    ],
)
def test_abbreviations_and_initials_do_not_end_a_sentence(text: str) -> None:
    """A full stop after a title, an initial, a number or in a quoted question is no end."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The town fell. Nobody fled.", ["The town fell.", "Nobody fled."]),
        ("They live in the U.S. The envoy does not.", ["They live in the U.S.", "The envoy does not."]),
        ("He sold arms to Acme Co. Police arrested him.", ["He sold arms to Acme Co.", "Police arrested him."]),
        ('"We won." They had not.', ['"We won."', "They had not."]),
        ("“Go home!” he said. They went.", ['"Go home!" he said.', "They went."]),
        ("Who fired? Nobody knows!", ["Who fired?", "Nobody knows!"]),
        ("It ended… Then it began.", ["It ended…", "Then it began."]),
        ("(It was late.) The guns fell silent.", ["(It was late.)", "The guns fell silent."]),
        ('He said "no."Then he left.', ['He said "no."', "Then he left."]),
    ],
)
def test_sentences_end_where_they_should(text: str, parts: list[str]) -> None:
    """Closing quotes and brackets stay with their sentence."""
    assert sentences(text) == parts


def test_segments_leave_the_dateline_out() -> None:
    """The sentence a dateline opens begins after it."""
    text = "MERZIN, May 9 (Wire) - Guards fired at a lorry. It burned."
    found = segments(text, (0, 21))
    assert [s.clean for s in found] == ["Guards fired at a lorry.", "It burned."]
    assert text[found[0].start :].startswith("Guards")


def test_segments_number_sentences_and_paragraphs() -> None:
    """Sentences count through the report, paragraphs are told apart."""
    found = segments("One fell. Two fled.\n\nThree stayed.")
    assert [(s.index, s.paragraph) for s in found] == [(0, 0), (1, 0), (2, 1)]


def test_offsets_of_squeezed_blanks_point_into_the_text() -> None:
    """Runs of blanks and line breaks are squeezed, and every character still knows its place."""
    text = "  The   army\nleft  Merzin. "
    (segment,) = segments(text)
    assert segment.clean == "The army left Merzin."
    assert all(text[segment.offset(i)] == c or (c == " " and text[segment.offset(i)].isspace()) for i, c in enumerate(segment.clean))
    assert segment.offset(len("The army ")) == text.index("left")


@settings(deadline=None)
@given(st.text(alphabet="ab. \n\"'!?A…", max_size=120))
def test_segments_cover_every_letter_once(text: str) -> None:
    """No letter is lost or read twice, however odd the marks."""
    found = segments(shadow(text))
    read = [s.offset(i) for s in found for i, c in enumerate(s.clean) if c.isalpha()]
    assert read == [i for i, c in enumerate(text) if c.isalpha()]


def test_what_is_too_long_for_a_sentence_is_cut() -> None:
    """A list without stops is cut behind a semicolon, a comma or a word; every word stays, in order, with its offsets."""
    for between in ("; ", ", ", " ", "\n"):
        plain = between.join(f"village{n}" for n in range(2000))
        ranges = sentence_ranges(plain, 0, len(plain))
        assert len(ranges) > 5
        assert max(b - a for a, b in ranges) <= 2000
        assert " ".join(plain[a:b] for a, b in ranges).replace("; ", " ").replace(", ", " ").replace(";", "").replace(",", "").split() == [f"village{n}" for n in range(2000)]
    assert sentence_ranges("x" * 5000, 0, 5000) == [(0, 2000), (2000, 4000), (4000, 5000)]
    assert sentence_ranges("x" + " " * 5000 + "y", 0, 5002) == [(0, 1), (5001, 5002)]
