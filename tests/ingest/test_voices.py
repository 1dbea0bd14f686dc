"""Ten sites with one wire story are one voice, whichever of them names the agency and whenever it comes."""

from __future__ import annotations

from tocsin.commands.recording import journal_of, place_voices
from tocsin.read.report import make_report
from tocsin.records import Account, Run
from tocsin.store import Store, open_store

RUN = Run("test", "none", "none", "none")
STORY = (
    "Clashes erupted between the army and the rebels near the river on Sunday, officials of the region said. At least "
    "12 people were killed when shells hit a market in the old town. The army said that it would answer every attack. "
    "The rebels denied that they had fired first and called for an inquiry. Hospitals in the town asked for blood."
)
OTHER = (
    "The finance minister presented the budget for the coming year to parliament on Monday. He promised lower taxes for "
    "farmers and more money for roads. The opposition said that the figures did not add up and asked for a debate."
)


def add(store: Store, publisher: str, text: str, day: str = "2020-09-27") -> None:
    """One more report."""
    store.add(Account(make_report(text, published=day, publisher=publisher), RUN))


def voices(store: Store) -> dict[str, str | None]:
    """Publisher → voice."""
    return {str(r.report.publisher): r.voice for r in store.reports()}


def test_copies_share_a_voice(record_url: str) -> None:
    """The first to publish it speaks; another story is another voice."""
    with open_store(record_url) as store:
        for n in range(10):
            add(store, f"Site {n}", f"{STORY} Read more on our site {n}.")
        add(store, "Other", OTHER)
        assert place_voices(store, journal_of(store)) == 9
        assert set(voices(store).values()) == {"Site 0", "Other"}


def test_a_copy_that_names_the_agency_tells_it_of_all(record_url: str) -> None:
    """Also when it comes in a later run."""
    with open_store(record_url) as store:
        add(store, "Site 1", STORY)
        add(store, "Site 2", f"{STORY} More soon.")
        place_voices(store, journal_of(store))
        assert set(voices(store).values()) == {"Site 1"}
        add(store, "Site 3", f"GANZAK, Sept 27 (Reuters) - {STORY}", "2020-09-28")
        place_voices(store, journal_of(store))
        assert set(voices(store).values()) == {"Reuters"}
        assert place_voices(store, journal_of(store)) == 0


def test_old_texts_are_let_go(record_url: str) -> None:
    """After weeks the same words are another report's own."""
    with open_store(record_url) as store:
        add(store, "Early", STORY, "2020-01-01")
        add(store, "Between", OTHER, "2020-09-27")
        place_voices(store, journal_of(store))
        add(store, "Late", STORY, "2020-09-28")
        place_voices(store, journal_of(store))
        assert voices(store) == {"Early": "Early", "Between": "Between", "Late": "Late"}
