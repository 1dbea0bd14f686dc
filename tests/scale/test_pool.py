"""Coding in several processes gives what one process gives, in order."""

from __future__ import annotations

import pytest

from archives import report
from tocsin.errors import ReportTooLarge
from tocsin.jsonform import account_to_json
from tocsin.pipeline import load_coder
from tocsin.read.report import make_report
from tocsin.scale.pool import code_in_processes
from tocsin.settings import Settings


@pytest.mark.timeout(300)
def test_two_processes_give_what_one_gives() -> None:
    """The same accounts in the same order; the error of a report comes after the accounts of those before it."""
    reports = [make_report(**report(n)) for n in range(40)]
    settings = Settings(max_report_words=60)
    alone = [account_to_json(a) for a in load_coder(settings).code_reports(reports)]
    assert [account_to_json(a) for a in code_in_processes(reports, settings, workers=2, chunk=7)] == alone
    reports.insert(10, make_report("He said that the town was shelled. " * 20))
    stream = code_in_processes(reports, settings, workers=2, chunk=7)
    assert [account_to_json(next(stream)) for _ in range(10)] == alone[:10]
    with pytest.raises(ReportTooLarge):
        next(stream)
