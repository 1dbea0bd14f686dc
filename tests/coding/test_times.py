"""Time expressions found and resolved; every sentence here is made up."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tocsin.coding.time_anchors import anchored
from tocsin.coding.time_feasts import islamic, lunar_new_year, orthodox_easter, rosh_hashanah
from tocsin.coding.time_grammar import grammar
from tocsin.coding.time_numbers import NUMBER_SAMPLES, number_classes
from tocsin.coding.times import find_dates, to_when
from tocsin.records import DateMention, When

MONDAY = "2020-09-28"


def one(text: str, published: str | None = MONDAY) -> DateMention:
    found = find_dates(text, published=published)
    assert len(found) == 1, [m.text for m in found]
    assert text[found[0].span.start : found[0].span.end] == found[0].text
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "timex", "start", "end"),
    [
        ("Troops shelled the town on Sunday.", "Sunday", "2020-09-27", "2020-09-27", "2020-09-27"),
        ("The talks will resume on Sunday.", "Sunday", "2020-10-04", "2020-10-04", "2020-10-04"),
        ("The talks will be held on Friday.", "Friday", "2020-10-02", "2020-10-02", "2020-10-02"),
        (
            "Shelling began on Sunday, September 27, officials said.",
            "Sunday, September 27",
            "2020-09-27",
            "2020-09-27",
            "2020-09-27",
        ),
        ("It was signed on December 31.", "December 31", "2019-12-31", "2019-12-31", "2019-12-31"),
        ("Two men died on 3 JAN 90 in the capital.", "3 JAN 90", "1990-01-03", "1990-01-03", "1990-01-03"),
        ("THE ATTACK TOOK PLACE ON 30 DECEMBER 1989.", "30 DECEMBER 1989", "1989-12-30", "1989-12-30", "1989-12-30"),
        ("They met on July 3-5 in Geneva.", "July 3-5", "2020-07-03", "2020-07-03", "2020-07-05"),
        ("The report of 2020-09-27 says so.", "2020-09-27", "2020-09-27", "2020-09-27", "2020-09-27"),
        ("He left on 27/09/2020.", "27/09/2020", "2020-09-27", "2020-09-27", "2020-09-27"),
        ("He spoke yesterday.", "yesterday", "2020-09-27", "2020-09-27", "2020-09-27"),
        ("Clashes erupted last week.", "last week", "2020-W39", "2020-09-21", "2020-09-27"),
        ("It had been quiet this year.", "this year", "2020", "2020-01-01", "2020-12-31"),
        ("They fought two years ago.", "two years ago", "2018", "2018-01-01", "2018-12-31"),
        ("They fought 10 days ago.", "10 days ago", "2020-09-18", "2020-09-18", "2020-09-18"),
        ("They fought a year ago today.", "a year ago today", "2019-09-28", "2019-09-28", "2019-09-28"),
        ("They fought last Tuesday, September 15.", "last Tuesday, September 15", "2020-09-15", "2020-09-15", "2020-09-15"),
        ("Earlier this month a convoy was hit.", "Earlier this month", "2020-09", "2020-09-01", "2020-09-28"),
        ("The war began in the summer of 2015.", "the summer of 2015", "2015-SU", "2015-06-01", "2015-08-31"),
        ("The 44 died in autumn 2020.", "autumn 2020", "2020-FA", "2020-09-01", "2020-11-30"),
        ("It rose in the third quarter of 2019.", "the third quarter of 2019", "2019-Q3", "2019-07-01", "2019-09-30"),
        ("It rose in the first half of 2015.", "the first half of 2015", "2015-H1", "2015-01-01", "2015-06-30"),
        ("The war of the 1990s is not over.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("A siren was heard last night.", "last night", "2020-09-27TNI", "2020-09-27", "2020-09-27"),
        (
            "They struck at 10:35 a.m. on Friday.",
            "10:35 a.m. on Friday",
            "2020-09-25T10:35",
            "2020-09-25",
            "2020-09-25",
        ),
        ("He was held on Christmas Eve 2015.", "Christmas Eve 2015", "2015-12-24", "2015-12-24", "2015-12-24"),
        ("In the past three months many fled.", "the past three months", "P3M", "2020-06-28", "2020-09-28"),
        ("Fighting stopped at the end of 2006.", "the end of 2006", "2006", "2006-10-02", "2006-12-31"),
        ("The line has held since 1994.", "1994", "1994", "1994-01-01", "2020-09-28"),
    ],
)
def test_days(text: str, words: str, timex: str, start: str, end: str) -> None:
    mention = one(text)
    assert (mention.text, mention.timex, mention.start, mention.end) == (words, timex, start, end)
    assert mention.rule


@pytest.mark.parametrize(
    ("text", "kind", "timex"),
    [
        ("They fought for five years.", "DURATION", "P5Y"),
        ("A 44-day war ended.", "DURATION", "P44D"),
        ("It lasted two and a half hours.", "DURATION", "PT2H30M"),
        ("It took weeks.", "DURATION", "PXW"),
        ("They meet every Friday.", "SET", "XXXX-WXX-5"),
        ("They meet twice a week.", "SET", "P1W"),
        ("The town is shelled daily.", "SET", "P1D"),
        ("The town is now empty.", "DATE", "PRESENT_REF"),
        ("He was recently freed.", "DATE", "PAST_REF"),
        ("He will soon be freed.", "DATE", "FUTURE_REF"),
        ("At the time, he was a minister.", "DATE", "PAST_REF"),
        ("He will be free one day.", "DATE", "FUTURE_REF"),
        ("The two-year-old conflict goes on.", "DURATION", "P2Y"),
        ("The weeklong siege is over.", "DURATION", "P1W"),
        ("They fought all day.", "DURATION", "P1D"),
        ("He was held for up to 180 days.", "DURATION", "P180D"),
        ("It took six hours and 30 minutes.", "DURATION", "PT6H30M"),
        ("It took 10-15 minutes.", "DURATION", "PT10M"),
        ("It took between five and ten years.", "DURATION", "P5Y"),
        ("It took a hundred and ten years.", "DURATION", "P110Y"),
        ("It took three-and-a-half years.", "DURATION", "P3Y6M"),
        ("A 2-1/2 year inquiry ended.", "DURATION", "P2Y6M"),
        ("A years-long dispute ended.", "DURATION", "PXY"),
        ("A year-long dispute ended.", "DURATION", "P1Y"),
        ("He calls every few hours.", "SET", "PTXH"),
        ("He calls every 15 minutes.", "SET", "PT15M"),
        ("The 9/11 attacks changed that.", "DATE", "2001-09-11"),
        ("The Sept. 11 attacks changed that.", "DATE", "2001-09-11"),
        ("It hit at about 10 o'clock in the morning on Friday.", "TIME", "2020-09-25T10:00"),
        ("They struck on the evening of 3 March 2012.", "TIME", "2012-03-03TEV"),
    ],
)
def test_lengths_sets_and_vague_words(text: str, kind: str, timex: str) -> None:
    mention = one(text)
    assert (mention.type, mention.timex) == (kind, timex)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on and finish second.",
        "He paid $1998 for it.",
        "About 2000 soldiers left.",
        "The 26-year-old was shot.",
        "Jan Egeland and April Jones met.",
        "He spoke on 60 Minutes.",
        "Resolution 1973 passed.",
        "They fall apart.",
        "",
        "She will not march in the second group, as soldiers may.",
        "He was soon released.",
        "At the time of the attack, he slept.",
        "The 44-year-old teacher was shot.",
        "They drifted on the current.",
        "Their P-40s flew low.",
        "Nobody knows how long ago he died.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, published=MONDAY) == ()


def test_a_range_gives_both_ends_the_whole_stretch() -> None:
    first, last = find_dates("They fought from July 3 to July 9, 2020.", published=MONDAY)
    assert (first.start, first.end) == (last.start, last.end) == ("2020-07-03", "2020-07-09")
    assert first.precision == "interval"


def test_days_joined_by_a_dash_are_a_range() -> None:
    first, last = find_dates("They fought on April 30-May 2.", published=MONDAY)
    assert (first.start, first.end) == (last.start, last.end) == ("2020-04-30", "2020-05-02")


def test_a_time_of_day_takes_the_day_behind_it() -> None:
    first, zoned, day = find_dates("It blew up at 7:30 a.m. local time (0430 GMT) on Friday.", published=MONDAY)
    assert (first.timex, zoned.timex, day.timex) == ("2020-09-25T07:30", "2020-09-25T04:30", "2020-09-25")


def test_overnight_runs_into_the_day_on_which_it_is_told() -> None:
    assert (one("Shells fell overnight.").start, one("Shells fell overnight.").end) == ("2020-09-27", "2020-09-28")
    _, night = find_dates("The army said on Friday that shells fell overnight.", published=MONDAY)
    assert (night.start, night.end) == ("2020-09-24", "2020-09-25")


def test_without_any_day_nothing_is_guessed() -> None:
    mention = one("Troops shelled the town on Sunday.", None)
    assert (mention.timex, mention.start, mention.end) == ("XXXX-WXX-7", None, None)


def test_the_dateline_comes_before_the_publication() -> None:
    (mention,) = find_dates("He spoke today.", published="2020-09-30", dateline="2020-09-28")
    assert mention.start == "2020-09-28"
    assert "dateline" in mention.rule


def test_tense_may_be_told() -> None:
    (mention,) = find_dates("Sunday: talks", published=MONDAY, tense_at=lambda _at: "future")
    assert mention.start == "2020-10-04"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Two days later they left.", "2020-09-29", "2020-09-29"),
        ("They left two days after the attack.", "2020-09-29", "2020-09-29"),
        ("The previous day they had come.", "2020-09-26", "2020-09-26"),
        ("A year earlier they had come.", "2019-01-01", "2019-12-31"),
        ("They left hours after the attack.", "2020-09-27", "2020-09-27"),
        ("They left the day before the attack.", "2020-09-26", "2020-09-26"),
        ("They left days later.", "2020-09-27", None),
        ("They left less than three days after the attack.", "2020-09-27", "2020-09-30"),
        ("They left more than three days before the attack.", None, "2020-09-27"),
    ],
)
def test_counted_from_another_event(text: str, start: str, end: str | None) -> None:
    (mention,) = find_dates(text, published=None)
    moved = anchored(mention, When("2020-09-27", "2020-09-27", "day"))
    assert (moved.start, moved.end) == (start, end)


def test_a_distance_counts_both_ways() -> None:
    (mention,) = find_dates("They left two days after the attack.", published=None)
    back = anchored(mention, When("2020-09-27", "2020-09-27", "day"), reverse=True)
    assert (back.start, back.end) == ("2020-09-25", "2020-09-25")


def test_an_anchor_moves_only_what_hangs_on_an_event() -> None:
    mention = one("It fell on July 3, 2020.")
    assert anchored(mention, When("2020-09-27", "2020-09-27", "day")) is mention
    hanging = find_dates("Two days later they left.", published=None)[0]
    assert anchored(hanging, When(None, None, "unknown")) is hanging


def test_to_when() -> None:
    when = to_when(one("Troops shelled the town on Sunday."))
    assert (when.start, when.end, when.precision, when.text) == ("2020-09-27", "2020-09-27", "day", "Sunday")


def test_offsets_survive_curly_marks_and_odd_blanks() -> None:
    text = "“We’ll be there” – he said on\u00a0Friday,\u200b July\u00a03."
    for mention in find_dates(text, published="2020-07-05"):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.start == "2020-07-03"


def test_every_written_day_comes_back() -> None:
    rng = random.Random(7)
    for _ in range(200):
        day = date(1950, 1, 1) + timedelta(days=rng.randrange(36500))
        for form in ("%B %d, %Y", "%d %B %Y", "%A, %B %d, %Y", "%d %b. %Y", "%Y-%m-%d"):
            text = f"It fell on {day.strftime(form)}, they said."
            found = find_dates(text, published=MONDAY)
            assert found[0].start == day.isoformat(), text


def test_number_samples_cover_every_kind_of_number_token() -> None:
    known = set(grammar().number_codes)
    rng = random.Random(3)
    tokens = [str(n) for n in range(3000)] + [f"{n:02d}" for n in range(100)] + [f"{n:04d}" for n in range(0, 3000, 7)]
    tokens += (
        [f"{n}{s}" for n in range(1, 110) for s in ("st", "th", "s")]
        + [f"'{n:02d}" for n in range(100)]
        + [f"'{n}0s" for n in range(1, 10)]
    )
    tokens += [f"{rng.randrange(200)}.{rng.randrange(200)}" for _ in range(500)] + [
        str(rng.randrange(10**9)) for _ in range(500)
    ]
    missing = {token for token in tokens if number_classes(token) and frozenset(number_classes(token)) not in known}
    assert not missing
    assert NUMBER_SAMPLES


def test_no_text_breaks_it() -> None:
    rng = random.Random(11)
    words = [
        *sorted(grammar().words),
        "0",
        "31",
        "99",
        "1990",
        "2020s",
        "'90",
        "'S",
        "$",
        "9999",
        "٣",
        "½",
        "12345678",
        "1.2.2000",
        "\n\n",
        "9" * 30,
    ]
    for _ in range(1500):
        text = " ".join(rng.choice(words) for _ in range(12))
        for published in (MONDAY, None):
            for mention in find_dates(text, published=published):
                assert text[mention.span.start : mention.span.end] == mention.text
                anchored(mention, When("2020-02-29", "2020-03-01", "interval"))


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Eid al-Fitr 2021 was quiet.", "Eid al-Fitr 2021", "2021-05-13", "2021-05-13"),
        ("The raid came on the first day of Eid al-Adha.", "the first day of Eid al-Adha", "2020-07-31", "2020-07-31"),
        ("Shelling went on during Ramadan.", "Ramadan", "2020-04-24", "2020-05-23"),
        ("The truce ended on Orthodox Easter 2022.", "Orthodox Easter 2022", "2022-04-24", "2022-04-24"),
        ("They attacked on Lunar New Year 2023.", "Lunar New Year 2023", "2023-01-22", "2023-01-22"),
        ("The war began on Yom Kippur 1973.", "Yom Kippur 1973", "1973-10-06", "1973-10-06"),
        ("Drones struck on the night of September 26 to 27.", "the night of September 26 to 27", "2020-09-26", "2020-09-27"),
    ],
)
def test_feasts_that_move_and_nights_of_two_days(text: str, words: str, start: str, end: str) -> None:
    mention = one(text)
    assert (mention.text, mention.start, mention.end) == (words, start, end)


@pytest.mark.parametrize("text", ["Tariq Ramadan spoke.", "Mohamed Eid and Ali Tet left.", "Ramadan Ali was arrested."])
def test_persons_named_like_feasts(text: str) -> None:
    assert find_dates(text, published=MONDAY) == ()


def test_nights_named_by_two_weekdays() -> None:
    night, day = find_dates("On the night of Friday to Saturday they struck.", published=MONDAY)
    assert (night.start, night.end, day.start) == ("2020-09-25", "2020-09-26", "2020-09-26")
    night, _ = find_dates("It was hit in the night of 26 to 27 September 2020.", published="2020-10-20")
    assert (night.start, night.end) == ("2020-09-26", "2020-09-27")


def test_the_moon_is_reckoned_as_mecca_and_beijing_saw_it() -> None:
    assert [d.isoformat() for y in (1999, 2000, 2023, 2024) for d in islamic(10, 1, y)] == [
        "1999-01-19", "2000-01-08", "2000-12-27", "2023-04-21", "2024-04-10"]  # fmt: skip
    assert [lunar_new_year(y).isoformat() for y in (1985, 2004, 2026)] == ["1985-02-20", "2004-01-22", "2026-02-17"]
    for year in range(1980, 2031):
        assert date(year, 1, 21) < lunar_new_year(year) < date(year, 2, 21)
        assert orthodox_easter(year).weekday() == 6
        assert rosh_hashanah(year).weekday() in (0, 1, 3, 5)
