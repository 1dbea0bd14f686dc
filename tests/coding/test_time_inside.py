"""A stretch inside a month or year, and days of the month by themselves; every sentence here is made up."""

from __future__ import annotations

import pytest

from tocsin.coding.times import find_dates

FRIDAY = "2016-05-20"


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It began in the first week of April.", "the first week of April", "2016-04-01", "2016-04-07"),
        ("It began in the last week of March 2015.", "the last week of March 2015", "2015-03-25", "2015-03-31"),
        ("It began in the second week of May 2015.", "the second week of May 2015", "2015-05-08", "2015-05-14"),
        ("It began on the last day of April.", "the last day of April", "2016-04-30", "2016-04-30"),
        ("It began on the first day of the year.", "the first day of the year", "2016-01-01", "2016-01-01"),
        ("It began in the last month of last year.", "the last month of last year", "2015-12-01", "2015-12-31"),
        ("It began on the second Monday in May.", "the second Monday in May", "2016-05-09", "2016-05-09"),
        ("It began on the last Friday of March.", "the last Friday of March", "2016-03-25", "2016-03-25"),
        ("It began on the first weekend of May.", "the first weekend of May", "2016-05-07", "2016-05-08"),
        ("It began in the first half of April.", "the first half of April", "2016-04-01", "2016-04-15"),
        ("It began on the 16th.", "the 16th", "2016-05-16", "2016-05-16"),
        ("It will begin on the 16th.", "the 16th", "2016-06-16", "2016-06-16"),
        ("It began on the 16th of last month.", "the 16th of last month", "2016-04-16", "2016-04-16"),
    ],
)
def test_stretches_inside(text: str, words: str, start: str, end: str) -> None:
    """Ordinals and `last` count within the month or year named."""
    (mention,) = find_dates(text, published=FRIDAY)
    assert (mention.text, mention.start, mention.end) == (words, start, end)


@pytest.mark.parametrize("text", ["He came on the 2nd attempt.", "The 5th brigade left.", "It was the fifth Monday of March.", "On the first day he left."])
def test_what_is_no_day_of_the_month(text: str) -> None:
    """Ordinals of other things, and Mondays that the month does not have."""
    assert not [m for m in find_dates(text, published=FRIDAY) if m.precision == "day" and m.text.startswith("the")]
