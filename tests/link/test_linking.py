"""Facts of one happening come together, others stay apart, and people have the last word."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made import ARMENIA, AZERBAIJAN, LATER, MARTUNI, TARTAR, account, report, toll
from tocsin.evaluate.incidents import cluster_scores, evaluate
from tocsin.link.compare import compare, score_of, view_of
from tocsin.link.duplicates import copies, voices
from tocsin.link.grouping import group
from tocsin.link.incidents import candidates
from tocsin.link.signatures import signature
from tocsin.link.stories import stories
from tocsin.link.tolls import series, summaries
from tocsin.records import Actor, Credit, Place, Source, Span, When
from tocsin.store import Store, open_store
from tocsin.store.reading import StoredReport

NEXT_DAY = When("2020-07-04", "2020-07-04", "day")


@pytest.fixture
def store(record_url: str) -> Iterator[Store]:
    with open_store(record_url) as opened:
        yield opened


def groups(store: Store) -> list[set[str]]:
    """Texts of the reports of each incident."""
    store.relink()
    return sorted(({e.report_id for e in m.events} for m in store.incidents()), key=lambda s: (-len(s), sorted(s)))


def test_reports_of_one_happening_make_one_incident(store: Store) -> None:
    store.add_many([account(), account("Tartar was shelled, the army said.", publisher="Wire", recipients=()), account("Elsewhere they shelled too.", place=MARTUNI)])
    assert [len(g) for g in groups(store)] == [2, 1]


@pytest.mark.parametrize("given", [
    {"when": When("2020-07-09", "2020-07-09", "day")}, {"place": MARTUNI}, {"actors": (AZERBAIJAN,), "recipients": (ARMENIA,)}, {"event_type": "PROTEST", "mode": "demo"},
    {"place": replace(TARTAR, country="GEO", gazetteer_id="geonames:9")}])
def test_other_days_places_parties_and_acts_stay_apart(store: Store, given: dict[str, object]) -> None:
    store.add_many([account(killed=None), account("Once more they shelled it, others say.", publisher="Wire", killed=None, **given)])
    assert [len(g) for g in groups(store)] == [1, 1]


def test_nearness_alone_never_merges(store: Store) -> None:
    bare = {"actors": (), "recipients": (), "when": None, "mode": None, "killed": None, "published": None}
    store.add_many([account(**bare), account("Somebody shelled it.", publisher="Wire", **bare)])
    assert [len(g) for g in groups(store)] == [1, 1]


@pytest.mark.parametrize("place", [None, replace(TARTAR, gazetteer_id=None, latitude=0.0, longitude=0.0), replace(TARTAR, gazetteer_id=None, latitude=999.0),
                                   replace(TARTAR, precision="unknown"), Place("Tartar", country="AZE", precision="country")])
@pytest.mark.parametrize("when", [None, When("garbage", "2020-07-03", "day"), When("2020-07-09", "2020-07-01", "interval")])
def test_bad_values_hide_nothing(store: Store, place: Place | None, when: When | None) -> None:
    store.add_many([account(), account("Tartar was shelled again and again.", publisher="Wire", place=place, when=None)])
    if when is None:
        assert sum(len(g) for g in groups(store)) == 2
    views = [view_of(e, (), n) for n, e in enumerate(store.events())]
    assert 0 <= compare(*views).score <= 1


def test_reasons_name_the_fields(store: Store) -> None:
    store.add_many([account(), account("Tartar was shelled.", publisher="Wire")])
    views = [view_of(e, (), n) for n, e in enumerate(store.events())]
    assert {(r.field, r.verdict) for r in compare(*views).reasons} == {("type", "agrees"), ("time", "agrees"), ("place", "agrees"), ("parties", "agrees")}


def test_a_bare_score_is_that_of_the_comparison(store: Store) -> None:
    """Two ways to one number: the quick one that linking takes, and the one with words."""
    given: list[dict[str, object]] = [
        {}, {"when": NEXT_DAY}, {"when": None}, {"when": When("2020-07-03", "2020-07-06", "interval")}, {"place": MARTUNI}, {"place": None}, {"mode": None},
        {"place": replace(TARTAR, gazetteer_id="x", latitude=40.3)}, {"place": replace(TARTAR, gazetteer_id="y", precision="admin1")}, {"killed": 90}, {"killed": None},
        {"place": replace(TARTAR, country="GEO")}, {"actors": (AZERBAIJAN,), "recipients": (ARMENIA,)}, {"recipients": ()}, {"actors": (), "recipients": ()},
        {"event_type": "PROTEST"}, {"event_type": "COERCE", "mode": "seize"}, {"event_type": "RETREAT"}, {"place": Place("Tartar", country="AZE", precision="country")}]
    store.add_many(account(f"They shelled it, report {n} says.", publisher=f"P{n}", **some) for n, some in enumerate(given))
    tolls = {t.fact.event: (t.fact,) for t in store.tolls() if t.fact.event}
    views = [view_of(e, tolls.get(e.fact.id, ()), n % 3) for n, e in enumerate(store.events())]
    pairs = [(a, b) for n, a in enumerate(views) for b in views[n + 1:]]
    assert [score_of(a, b) for a, b in pairs] == [compare(a, b).score for a, b in pairs]
    assert len({score_of(a, b) for a, b in pairs}) > 20


def test_people_have_the_last_word_through_relinking_and_recoding(store: Store) -> None:
    one, two, three = account(), account("Tartar was shelled.", publisher="Wire"), account("Far off they shelled too.", place=MARTUNI)
    store.add_many([one, two, three])
    a, b, c = (x.events[0].id for x in (one, two, three))
    store.judge(a, "not_same", other=b, author="ana")
    store.judge(a, "same", other=c, author="ana")
    assert groups(store) == [{one.report.id, three.report.id}, {two.report.id}]
    store.add(replace(one, run=LATER, events=(replace(one.events[0], id="e-new"),)))
    assert groups(store) == [{one.report.id, three.report.id}, {two.report.id}]
    store.judge("e-new", "same", other=b, author="bo")
    assert len(groups(store)[0]) == 3


def test_incidents_keep_their_ids_when_members_come(store: Store) -> None:
    store.add(account())
    store.relink()
    before = next(store.incidents()).id
    store.add(account("Tartar was shelled.", publisher="Wire", published="2020-07-03"))
    store.relink()
    assert [m.id for m in store.incidents()] == [before]


def test_linking_twice_gives_the_same(store: Store) -> None:
    store.add_many(account(f"They shelled it {n} times.", publisher=f"P{n % 3}") for n in range(8))
    store.relink()
    first = store.incident_members()
    store.relink()
    assert store.incident_members() == first


def test_reports_that_come_while_linking_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may write between two looks at the record; here somebody does at each."""
    store.add(account())
    look = store.reports
    come = itertools.count()

    def reports(**given: object) -> Iterator[StoredReport]:
        yield from look(**given)  # type: ignore[arg-type]
        store.add(account(f"They shelled it for the {next(come)}th time.", publisher="Wire"))

    monkeypatch.setattr(store, "reports", reports)
    first = len(store.relink().incidents)
    monkeypatch.undo()
    assert first >= 1
    assert sum(len(g) for g in groups(store)) == 3


def test_merged_values_name_their_facts_and_show_disagreement(store: Store) -> None:
    near = replace(TARTAR, name="Tartar District", precision="admin1", gazetteer_id="geonames:2")
    one, two = account(place=near), account("Tartar was shelled.", publisher="Wire", factuality="denied", killed=5)
    store.add_many([one, two])
    store.relink()
    merged = next(store.incidents())
    assert merged.place is not None
    assert merged.place.value.precision == "exact"
    assert set(merged.place.facts) == {one.events[0].id, two.events[0].id}
    assert merged.factuality.value == "contested"
    assert merged.factuality.disputed
    assert set(merged.sources) == {"Paper", "Wire"}
    assert [v.value.country for v in merged.actors] == ["ARM"]


def test_a_wire_story_on_many_sites_is_one_source(store: Store) -> None:
    text = "Armenian forces shelled Tartar on Friday, killing two civilians, officials said, and the ministry promised an answer soon."
    store.add_many([account(text, publisher=p) for p in ("Alpha", "Beta", "Gamma")] + [account("Tartar was shelled.", publisher="Delta")])
    store.relink()
    merged = next(store.incidents())
    assert (len(merged.reports), len(merged.sources)) == (4, 2)


def test_agencies_are_heard_in_credits() -> None:
    one = report("MINSK (Reuters) - Troops moved.", publisher="Alpha")
    one = replace(one, credits=(Credit("agency", "Reuters", Span.of(one.text, 7, 14)),))
    assert voices([one, report("Other words.", publisher="Beta")])[one.id].name == "Reuters"


def test_copies_are_found_and_others_are_not() -> None:
    text = " ".join(f"word{n}" for n in range(120))
    assert copies([text, text + " and one more sentence at its end", " ".join(f"other{n}" for n in range(120))]) == [0, 0, 2]
    assert copies(["", "a", ""]) == [0, 1, 0]


def test_tolls_stand_side_by_side(store: Store) -> None:
    armenia = Source("Yerevan", Actor("Yerevan", "Ministry of Defence of Armenia", "ARM", "MIL"), "said")
    of, later = report("Five died here."), report("Nine died here.", published="2020-07-06")
    assault = account("Five shelled.").events[0]
    one = replace(account("Five shelled."), report=of, events=(), tolls=(
        toll(of, assault, 5, 5, 5), toll(of, assault, 1, 1, 1, attribution=(armenia,)), toll(of, None, 95, 95, period="cumulative", since="2020-07-01")))
    two = replace(one, report=later, tolls=(toll(later, assault, 9, 9, 9),))
    store.add_many([one, two])
    killed, = summaries(store.tolls())
    assert (killed.low, killed.best, killed.high, killed.contested) == (1, 9, 9, True)
    assert killed.best_from == "Ministry of Defence of Azerbaijan"
    assert [(c.claimant, c.low, c.high, c.latest.best) for c in killed.claimants] == [
        ("Ministry of Defence of Armenia", 1, 1, 1), ("Ministry of Defence of Azerbaijan", 5, 9, 9)]
    assert [t.low for t in summaries(store.tolls(), period="cumulative")] == [95]
    rising = series(store.tolls())["killed", "Ministry of Defence of Azerbaijan", "AZE", "event"]
    assert [(c.day, c.best) for c in rising] == [("2020-07-04", 5), ("2020-07-06", 9)]


def test_numbers_for_disjoint_groups_add_up_and_open_ends_stay_open(store: Store) -> None:
    from tocsin.records import Whom

    of = report("Two soldiers and at least three civilians died.")
    assault = account("They shelled.").events[0]
    store.add(replace(account("They shelled."), report=of, events=(), tolls=(
        toll(of, assault, 2, 2, 2, whom=Whom("soldiers", "soldiers", "AZE")), toll(of, assault, 3, 3, None))))
    killed, = summaries(store.tolls())
    assert (killed.low, killed.best, killed.high) == (5, 5, None)


def test_crises_begin_and_end(store: Store) -> None:
    days = ("2020-07-03", "2020-07-05", "2020-09-27", "2020-09-28")
    store.add_many(account(f"They shelled on {d}.", published=d, when=When(d, d, "day")) for d in days)
    store.relink()
    found = sorted(store.crises(), key=lambda c: c.start)
    assert [(c.start, c.last, c.sides) for c in found] == [("2020-07-03", "2020-07-05", ("ARM", "AZE")), ("2020-09-27", "2020-09-28", ("ARM", "AZE"))]
    assert found[0].name == "Armenia and Azerbaijan (Tartar), from 2020-07-03"
    assert [p.name for p in found[0].phases] == ["fighting"]
    assert {(h, s) for h, s, _, _ in found[0].positions} == {("France", "urges")}


def test_candidates_grow_with_the_number_of_events(store: Store) -> None:
    store.add_many(account(f"They shelled it {n} times.", publisher=f"P{n}", killed=None) for n in range(300))
    views = [view_of(e, (), n) for n, e in enumerate(store.events())]
    assert len(candidates(views[:150])) * 2.5 > len(candidates(views)) < 300 * 130


def test_groups_join_on_average_and_obey_bounds() -> None:
    likeness = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.0, (3, 4): 0.9}
    assert group(5, likeness, threshold=0.5) == [0, 0, 2, 3, 3]
    assert group(5, likeness, threshold=0.5, apart=[(3, 4)], together=[(0, 3)]) == [0, 1, 1, 0, 4]


def test_islands_are_grouped_as_the_whole_would_be() -> None:
    """Against the plain definition: of all pairs of groups join the one with the highest average, until none reaches the threshold."""
    chance = random.Random(20200927)
    for size in (4, 12, 25):
        likeness = {(a, b): round(chance.random() ** 2, 3) for a in range(size) for b in range(a + 1, size) if chance.random() < 0.4}
        groups_left = [[n] for n in range(size)]

        def average(one: list[int], other: list[int]) -> float:
            return sum(likeness.get((min(a, b), max(a, b)), 0.0) for a in one for b in other) / (len(one) * len(other))  # noqa: B023

        while True:
            best = max(((average(a, b), -a[0], -b[0]) for a, b in itertools.combinations(groups_left, 2)), default=(0.0, 0, 0))
            if best[0] < 0.3:
                break
            one, other = (next(g for g in groups_left if g[0] == -n) for n in best[1:])
            groups_left = sorted([g for g in groups_left if g not in (one, other)] + [sorted(one + other)])
        assert group(size, likeness, threshold=0.3) == [next(g[0] for g in groups_left if n in g) for n in range(size)]


def test_stories_come_together_by_names_and_days() -> None:
    texts = ["Police said Marta Olsen, 24, was shot on Elm Road in Norwood on Friday evening after an argument.",
             "Marta Olsen, a 24-year-old nurse, died after she was shot on Elm Road in Norwood on Friday, police said.",
             "The council of Southwick voted on Tuesday to build a bridge over the river, ending years of argument."]
    filler = [f"The mayor of Town{n} opened school number {n} while pupils of class {n} sang songs about river{n}." for n in range(20)]
    found = stories([signature(str(n), t, published="2016-05-07", days=["2016-05-06"]) for n, t in enumerate(texts + filler)])
    assert found[0] == found[1] != found[2]


def test_scores_of_clusters() -> None:
    assert cluster_scores("aabb", [1, 1, 2, 2])["f1"] == 1
    scores = cluster_scores("aabb", [1, 1, 1, 2])
    assert scores["precision"] == pytest.approx(1 / 3)
    assert scores["recall"] == pytest.approx(1 / 2)


def test_articles_of_one_incident_are_found(shared: Path) -> None:
    path = shared / "data" / "incidents" / "gva.jsonl"
    if not path.exists():
        pytest.skip("the labelled incidents are not on this machine")
    scores = evaluate(path)
    assert scores["f1"] >= 0.85
    assert scores["b3"] >= 0.94
