"""Private persons blacked out: unrecognisable everywhere, every offset still true."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from tocsin.jsonform import account_to_json
from tocsin.present.redact import redacted
from tocsin.records import Account, Span


def spans(value: Any) -> Iterator[Span]:
    """All spans inside a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def test_the_private_person_is_gone(sample: Account) -> None:
    """Neither name nor description is left in any field."""
    written = account_to_json(redacted(sample))
    assert "Petrova" not in written
    assert "teacher" not in written


def test_offsets_stay_true(sample: Account) -> None:
    """The text keeps its length and every span quotes it."""
    account = redacted(sample)
    assert len(account.report.text) == len(sample.report.text)
    assert all(account.report.text[s.start : s.end] == s.quote for s in spans(account))


def test_what_is_public_stays(sample: Account) -> None:
    """Country and sector of the source, the facts and the identity of report and run are kept."""
    before, after = sample, redacted(sample)
    assert after.statements[0].speaker is not None
    assert (after.statements[0].speaker.country, after.statements[0].speaker.sector) == ("AZE", "EDU")
    assert after.events[1] == before.events[1]
    assert (after.run, after.report.id, after.report.digest) == (before.run, before.report.id, before.report.digest)


def test_nothing_private_nothing_changed(sample: Account) -> None:
    """An account without private persons is returned as it is."""
    public = dataclasses.replace(sample, events=sample.events[1:], statements=())
    assert redacted(public) is public
