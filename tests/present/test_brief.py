"""The brief: every line has a source, every source quotes its report, and nothing unreal is told as done."""

from __future__ import annotations

import re
from dataclasses import replace

from tocsin.present.brief import Brief, as_markdown, as_text, brief_of, name_of
from tocsin.records import Account


def section(brief: Brief, heading: str) -> list[str]:
    """The lines of a section."""
    return [line.text for h, lines in brief.sections if h == heading for line in lines]


def test_every_line_has_sources_that_quote_the_report(sample: Account) -> None:
    """Numbers run from one, each is used, each quotes."""
    brief = brief_of([sample])
    used = {n for _, lines in brief.sections for line in lines for n in line.sources}
    assert all(line.sources for _, lines in brief.sections for line in lines)
    assert [s.number for s in brief.sources] == list(range(1, len(brief.sources) + 1))
    assert used == {s.number for s in brief.sources}
    assert all(sample.report.text[s.start : s.end] == s.quote for s in brief.sources)


def test_facts_stand_in_their_section(sample: Account) -> None:
    """Tolls, claims, requests, positions and open ends."""
    brief = brief_of([sample])
    assert [t for t in section(brief, "The toll, and who says so") if t.startswith("2 killed")]
    assert [t for t in section(brief, "What is claimed against whom") if t.startswith("According to Anna Petrova, a teacher: army units") or "Army units" in t]
    assert [t for t in section(brief, "Who called for what") if t.startswith("France demanded a halt")]
    assert [t for t in section(brief, "Who stands where") if t.startswith("France urges")]
    assert section(brief, "What the reports leave open") == ["Whom: “both sides” was not resolved."]


def test_a_claim_is_not_told_as_fact(sample: Account) -> None:
    """The shelling that only the teacher tells of is not among what happened; asserted, it is."""
    assert not section(brief_of([sample]), "What happened")
    told = replace(sample, events=(replace(sample.events[0], factuality="asserted", attribution=()), *sample.events[1:]))
    assert len(section(brief_of([told]), "What happened")) == 1
    assert not section(brief_of([told]), "What is claimed against whom")


def test_what_is_demanded_is_not_told_as_done(sample: Account) -> None:
    """The halt that France asks for stands nowhere as a halt."""
    brief = brief_of([sample])
    assert not [t for h, lines in brief.sections for t in (line.text for line in lines) if "ceased fire" in t]


def test_title_and_subtitle(sample: Account) -> None:
    """Parties in the title; the label of unreviewed coding always."""
    brief = brief_of([sample])
    assert brief.title == "Brief: Armenia and Azerbaijan"
    assert brief.subtitle == "1 report · machine coding, not yet reviewed"
    assert brief_of([sample, sample], title="Week 27").title == "Week 27"
    assert "2 reports" in brief_of([sample, sample]).subtitle


def test_the_same_sentence_of_two_reports_is_one_line_with_both_sources(sample: Account) -> None:
    """Two reports that tell the same are merged, and both are named."""
    other = replace(sample, report=replace(sample.report, id="r-other", publisher="The Other"))
    brief = brief_of([sample, other])
    (line,) = next(lines for h, lines in brief.sections if h == "Who called for what")
    assert len(line.sources) == 2
    assert len({next(s.report for s in brief.sources if s.number == n) for n in line.sources}) == 2


def test_a_report_without_facts_gives_an_empty_brief(sample: Account) -> None:
    """Nothing is made up."""
    empty = Account(sample.report, sample.run)
    assert brief_of([empty]).sections == ()
    assert brief_of([empty]).sources == ()
    assert brief_of([empty]).title == "Brief"


def test_text_and_markdown_show_the_same(sample: Account) -> None:
    """Every line and source stands in both; text keeps its width."""
    brief = brief_of([sample])
    text, markdown = as_text(brief, 80), as_markdown(brief)
    flat = " ".join(text.split())
    for _, lines in brief.sections:
        for line in lines:
            assert " ".join(line.text.split()) in flat
            assert line.text in markdown
    assert max(map(len, text.splitlines())) <= 80
    assert sorted({int(n) for n in re.findall(r"\[\^(\d+)\]", markdown)}) == [s.number for s in brief.sources]
    assert markdown.count("]: “") == len(brief.sources)


def test_a_report_is_called_by_what_is_known(sample: Account) -> None:
    """Publisher, title, date; else its address; else its id."""
    report = sample.report
    assert name_of(report) == "The Paper, Shelling <i>again</i>, 2020-07-03"
    bare = replace(report, publisher=None, title=None, published=None)
    assert name_of(bare) == report.url
    assert name_of(replace(bare, url=None)).startswith("report ")
