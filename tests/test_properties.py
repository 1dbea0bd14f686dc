"""What holds for any text: an account quotes its report exactly, or the text is refused with a clear error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tocsin
from tocsin.errors import InputError
from tocsin.jsonform import account_from_dict, account_to_dict

_NEWS = st.lists(
    st.sampled_from(
        "Armenia Azerbaijan said “we condemn the attack” , . \n\n ‘ ’ \" troops shelled Tartar on Sunday killing at least 23 civilians \u200b the UN "
        "called for a ceasefire . He she both sides denied that France ( ) -- TURKEY 🔥 é İ ß according to officials , 1,000 % Mr. U.S. president ; : "
        "â€œ â€\u009d \u202e rebels ' '' `` his people , who which 27 September 2020 hours after \r\n\r\n \t #hashtag http://x.y ' s' ...".split(" ")),
    min_size=1, max_size=80).map(" ".join)


def every_span(value: Any) -> list[dict[str, Any]]:
    """All span objects of a JSON value."""
    if isinstance(value, dict):
        if set(value) == {"start", "end", "quote"}:
            return [value]
        return [s for v in value.values() for s in every_span(v)]
    return [s for v in value for s in every_span(v)] if isinstance(value, list) else []


def check(text: str) -> None:
    """Codes `text` and checks the spans, the links between facts and the way back from JSON."""
    try:
        account = tocsin.code(text)
    except InputError as error:
        assert str(error)
        return
    form = account_to_dict(account)
    assert account.report.text == text
    for span in every_span(form):
        assert text[span["start"]:span["end"]] == span["quote"]
    ids = {e.id for e in account.events}
    assert len(ids) == len(account.events)
    assert all(i in ids for e in account.events for i in (*e.demands, *e.about))
    assert all(t.event is None or t.event in ids for t in account.tolls)
    assert account_to_dict(account_from_dict(form)) == form


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_NEWS)
def test_spans_quote_newslike_text(text: str) -> None:
    """Words of news in any order, with odd quotes, blanks and mojibake."""
    check(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_spans_quote_arbitrary_text(text: str) -> None:
    """Any Unicode text at all."""
    check(text)


@pytest.mark.parametrize("text", [
    "“", "a", "\n\n\n.", "Dr. Mr. Mrs.", "“Never” said “no” said", "x" * 20_000, "Killed. " * 500, "(" * 300, "\u200b" * 50 + "Iran attacked Iraq.",
    "IRAN ATTACKED IRAQ ON SUNDAY. TEHRAN SAID 23 SOLDIERS WERE KILLED.", "iran attacked iraq on sunday. tehran said 23 soldiers were killed."])
def test_spans_quote_odd_text(text: str) -> None:
    """Texts that have broken readers before."""
    check(text)


@pytest.mark.parametrize("words", ["12 killed and 13 wounded and ", "rebels who attacked soldiers ", "the son of ", "“He said "])
def test_text_without_stops_is_coded(words: str) -> None:
    """A list or a broken page without one full stop is cut and coded, not refused for its depth; spans still quote it."""
    text = "The army shelled the town of Goma on Monday, officials said. " * 3 + words * 400
    account = tocsin.code(text, published="2024-05-01")
    assert len(account.events) >= 3
    form = account_to_dict(account)
    for span in every_span(form):
        assert text[span["start"] : span["end"]] == span["quote"]
