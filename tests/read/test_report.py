"""Reports made ready: refused with a clear error, or identified, dated and credited."""

from __future__ import annotations

import pytest

from tocsin.errors import BinaryReport, EmptyReport, InputError, UnsupportedLanguage
from tocsin.read.report import checked_date, credits_of, english_share, make_report

GERMAN = (
    "Die Armee hat die Stadt verlassen und niemand wurde dabei verletzt, sagte ein Sprecher am Montag. Die Bewohner kehrten am Abend "
    "zurück und fanden ihre Häuser leer vor. Der Bürgermeister dankte den Helfern und bat um Geduld, bis das Wasser wieder fließt."
)
FRENCH = (
    "L’armée a quitté la ville et personne n’a été blessé, selon un porte-parole du ministère. Les habitants sont revenus le soir et ont "
    "trouvé leurs maisons vides. Le maire remercie les secours et demande de la patience jusqu’au retour de l’eau courante dans le quartier."
)
TEXT = "The army said that it had left the town and that nobody was hurt."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyReport),
        (" \n\t ", EmptyReport),
        ("123 – 456!", EmptyReport),
        ("PK\x00\x03 some words", BinaryReport),
        ("\x01\x02\x03\x04 words in between", BinaryReport),
        (GERMAN, UnsupportedLanguage),
        (FRENCH, UnsupportedLanguage),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, error: type[InputError]) -> None:
    """Each refusal has its own kind, names the item and says what to do."""
    with pytest.raises(error, match=r"a\.txt: .* — \w+") as caught:
        make_report(text, title="a.txt")
    assert caught.value.where == "a.txt"


def test_a_short_headline_is_no_foreign_language() -> None:
    """Too few words to tell: read as English."""
    assert make_report("Rebels seize Merzin").language == "en"


def test_english_share_tells_news_from_other_languages() -> None:
    """News runs well over the limit, other languages under it."""
    assert english_share(TEXT) > 0.25
    assert english_share("Die Armee hat die Stadt verlassen") < 0.06


def test_identity_comes_from_content() -> None:
    """The same report has the same id; another date, title or publisher makes another report of the same words."""
    first, again, dated = make_report(TEXT), make_report(TEXT), make_report(TEXT, published="2024-05-01")
    assert first == again
    assert first.id != dated.id
    assert first.digest == dated.digest
    assert first.digest.startswith("sha256:")
    assert make_report(TEXT + " ").digest != first.digest


def test_lone_surrogates_are_replaced() -> None:
    """Text that could not be written as UTF-8 is made so, without moving a character."""
    report = make_report(TEXT + "\ud800!")
    assert len(report.text) == len(TEXT) + 2
    report.text.encode("utf-8")


@pytest.mark.parametrize(
    ("given", "day"), [("2020-09-27", "2020-09-27"), ("2020-09-27T23:59:00+02:00", "2020-09-27"), ("2024-02-29", "2024-02-29")]
)
def test_dates_are_days(given: str, day: str) -> None:
    """A time stamp counts by its day."""
    assert checked_date(given) == day
    assert make_report(TEXT, published=given).published == day


@pytest.mark.parametrize("given", ["2023-02-29", "27.09.2020", "yesterday", "2020-9-7", ""])
def test_what_is_no_date_is_refused(given: str) -> None:
    """No silent guess."""
    with pytest.raises(InputError, match="write dates as YYYY-MM-DD"):
        make_report(TEXT, published=given)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It ended.\n(Inputs: ANI/ Image: AP)", [("inputs", "ANI"), ("image", "AP")]),
        ("It ended.\nWith inputs from Reuters", [("inputs", "Reuters")]),
        ("It ended.\nReporting by Ana Marsh and Li Wei", [("author", "Ana Marsh and Li Wei")]),
        ("It ended.\nEditing by Jo Bell", [("editor", "Jo Bell")]),
        ("It ended.\nPhoto credit: AFP", [("image", "AFP")]),
        ("MERZIN, May 9 (Xinhua) -- It ended.", [("agency", "Xinhua")]),
        ("A source said that the image was false.", []),
    ],
)
def test_credits_are_found(text: str, wanted: list[tuple[str, str]]) -> None:
    """Who supplied words and pictures, with the span that says so."""
    found = credits_of(text)
    assert [(c.role, c.name) for c in found] == wanted
    assert all(text[c.span.start : c.span.end] == c.span.quote == c.name for c in found)
