"""The reader: every fact reachable from its words and back, nothing unescaped, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.present.brief import brief_of
from tocsin.present.brief_page import as_html
from tocsin.present.marks import Mark, marks_of, segmented
from tocsin.present.reader import reader_page
from tocsin.read.text import paragraphs, shadow
from tocsin.records import Account


class Page(HTMLParser):
    """What a browser would see: tags with attributes, and the text of the report."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: dict[str, str] = {}
        self._in: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the tag."""
        self.tags.append((tag, dict(attrs)))
        self._in.append(tag)

    def handle_data(self, data: str) -> None:
        """Keeps inline styles and scripts."""
        if self._in and self._in[-1] in ("style", "script"):
            self.blocks[self._in[-1]] = data

    def handle_endtag(self, tag: str) -> None:
        """Leaves the tag."""
        while self._in and self._in.pop() != tag:
            pass


@pytest.fixture
def page(sample: Account) -> tuple[str, Page]:
    """The reader of two reports."""
    html = reader_page([("a.txt", sample), ("b.txt", sample)])
    return html, Page(html)


def test_every_fact_has_a_card_and_every_mark_a_card(page: tuple[str, Page]) -> None:
    """Words and cards point at each other."""
    _, found = page
    ids = [str(a["id"]) for t, a in found.tags if t == "li" and a.get("id")]
    assert len(ids) == len(set(ids)) == 2 * 8
    marked = {m.partition(":")[0] for _, a in found.tags for m in str(a.get("data-m") or "").split()}
    assert marked == set(ids)


def test_nothing_of_a_report_becomes_markup(page: tuple[str, Page]) -> None:
    """Tags in text, title and address stay words."""
    html, found = page
    assert "<b>halt" not in html
    assert "<i>again" not in html
    assert "&lt;b&gt;" in html
    assert not any(t == "i" for t, _ in found.tags)


def test_nothing_is_fetched_and_only_our_script_runs(page: tuple[str, Page]) -> None:
    """No source attribute at all; the policy allows exactly the two inline blocks."""
    html, found = page
    assert not any("src" in a or "style" in a or any(n.startswith("on") for n in a) for _, a in found.tags)
    assert not any(t in ("link", "img", "iframe", "object", "base") for t, _ in found.tags)
    policy = next(str(a["content"]) for t, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(found.blocks[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not re.search(r"@import|url\(", html)


def test_links_between_facts_lead_to_cards(page: tuple[str, Page]) -> None:
    """“Asks for event 3” leads to the card of event 3."""
    _, found = page
    targets = {str(a["data-to"]) for _, a in found.tags if a.get("data-to")}
    assert targets == {"e0", "e1", "e2"}


def test_an_account_without_facts_says_so(sample: Account) -> None:
    """An empty account gives a page, not an error."""
    html = reader_page([("a.txt", Account(sample.report, sample.run))])
    assert "No fact was found" in html


def test_the_same_account_gives_the_same_page(sample: Account) -> None:
    """Byte for byte."""
    assert reader_page([("a.txt", sample)]) == reader_page([("a.txt", sample)])


def test_the_brief_as_a_page(sample: Account) -> None:
    """Escaped, numbered, linked within itself."""
    html = as_html(brief_of([sample]))
    assert "<i>again" not in html
    numbers = set(re.findall(r'href="#source-(\d+)"', html))
    assert numbers == set(re.findall(r'id="source-(\d+)"', html))


def test_marks_quote_their_words(sample: Account) -> None:
    """A mark stands exactly where the span of its slot does."""
    marks = {(m.fact, m.slot): sample.report.text[m.start : m.end] for m in marks_of(sample)}
    assert marks["e0", "act"] == "shelled"
    assert marks["e0", "who"] == "Army units"
    assert marks["t0", "count"] == "Two civilians"
    assert marks["s0", "cue"] == "said"


SPANS = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=12)


@given(st.text("ab.  \n“”é\u200b", min_size=1, max_size=90), SPANS)
def test_segments_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """However marks overlap: the segments of a paragraph join to it, and each mark covers its own words."""
    marks = [Mark(a, min(a + n, len(text)), f"e{i}", "act") for i, (a, n) in enumerate(spans) if a < len(text)]
    lines = segmented(text, marks)
    assert ["".join(s.text for s in line) for line in lines] == [text[a:b] for a, b in paragraphs(shadow(text))]
    ranges = paragraphs(shadow(text))
    for mark in marks:
        covered = "".join(s.text for line in lines for s in line if mark in s.marks)
        inside = "".join(
            text[max(a, mark.start) : min(b, mark.end)] for a, b in ranges if a < mark.end and b > mark.start
        )
        assert covered == inside
