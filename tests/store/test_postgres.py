"""PostgreSQL gives what SQLite gives: the same facts in the same order, the same pages, facets, words found and changes."""

from __future__ import annotations

import dataclasses
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import tocsin
from made import LATER, MARTUNI, TARTAR, account
from postgres_server import Server
from tocsin.errors import DataMissing, InputError, StoreError
from tocsin.records import Account, Actor, When
from tocsin.store import Filter, Store, connection, open_store
from tocsin.store.dialect import postgres_sql
from tocsin.store.postgres import shown
from tocsin.store.reading import FACETS
from tocsin.store.words import folded, phrases

TEXTS = (
    "Армянские силы shelled Тәртәр; ёлка стоит.", "Çatışma: they shelled Tärtär’s front-line (46.9°E).", "THEY SHELLED (shelled) IT, a_b 12.5% of İstanbul.",
    "They shelled the naïve café, e\u0301cole, ﬁne.", "They shelled e-mail a@b.example http://c.example/d?e=1 12:30.", "They shelled 東京 東 京 and Αθήνα.",
    "They shelled it's rock 'n' roll — never \\ mind | %.", "They shelled the old town; the town old, they said.")
QUERIES = ("shelled", "TÄRTÄR", "tartar", "front-line", '"front line"', "frontline", "istanbul", "İstanbul", "cafe", "école", "ecole", "fine", "a_b", "12.5", "12*", "e1",
           "a@b.example", "東京", "東*", "αθηνα", "Αθήνα", "ёлка", "елка", "it's", "its", "rock n roll", '"rock \'n\' roll"', "%", "_", "| shelled", "\\ mind", "mind \\",
           '"old town"', '"town old"', '"the old to"', '"old"', "ol* tow*", "shell*", "' OR 1=1", "& !", "shelled & :*", '""', "*", "front- line*", "’s")


def accounts() -> list[Account]:
    """Accounts that differ in whatever is sorted, counted and searched."""
    chance = random.Random(20_200_927)
    names = ["Ärzte", "ärzte", "Zenit", "azimut", "Azimut", "éclair", "Æsir", "İnci", "_under", "1st army", "Żabka", None]
    made = []
    for n in range(60):
        who = Actor(f"forces {n}", chance.choice(names), chance.choice(["ARM", "AZE", None]), "MIL", id=chance.choice([None, "tocsin:ARM-MIL", f"x:{n % 5}"]))
        when = chance.choice([None, When(f"2020-07-{1 + n % 28:02}", f"2020-07-{1 + n % 28:02}", "day"), When("2020-07-01", "2020-07-31", "month")])
        place = chance.choice([None, TARTAR, MARTUNI, dataclasses.replace(TARTAR, name="tÄrtÄr", gazetteer_id=f"g:{n}", latitude=-3.5 + n, longitude=179.99 - n * 6)])
        made.append(account(f"{n}: {chance.choice(TEXTS)}", publisher=chance.choice(names), published=chance.choice([None, "2020-07-04", "2020-08-01"]), when=when,
                            place=place, actors=(who,), confidence=chance.choice([0.1, 0.45, 0.9]), mode=chance.choice([None, "aerial", "Heavy", "heavy"]),
                            factuality=chance.choice(["asserted", "claimed", "denied"]), killed=chance.choice([None, 2, 5])))
    return made


def filled(url: str) -> Store:
    """A record that was written, recoded, judged, withdrawn from and linked."""
    ticks = iter(range(100_000))
    store = open_store(url, clock=lambda: f"2026-01-01T00:00:{next(ticks):06}")
    made = accounts()
    store.add_many(made)
    store.add_many(dataclasses.replace(a, run=LATER, events=(dataclasses.replace(a.events[0], id=a.events[0].id + "x", mode="aerial"),)) for a in made[::7])
    for n, one in enumerate(made[1:20:3]):
        store.judge(one.events[0].id, ("confirm", "reject", "unsure")[n % 3], author="ana")
    store.judge(made[2].events[0].id, "same", author="bo", other=made[4].events[0].id)
    store.withdraw(made[3].report.id, "retracted")
    store.relink()
    return store


@pytest.fixture(scope="module")
def both(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same record in SQLite and in PostgreSQL."""
    url = postgres.new()
    with filled(str(tmp_path_factory.mktemp("both") / "record.db")) as one, filled(url) as other:
        yield one, other


FILTERS: tuple[dict[str, object], ...] = (
    {}, {"since": "2020-07-10"}, {"until": "2020-07-15"}, {"dated": True}, {"dated": False}, {"located": True}, {"located": False}, {"bbox": "46,39,48,41"},
    {"bbox": (170.0, -10.0, -170.0, 60.0)}, {"place": "TäRTäR"}, {"place": "tÄrtÄr"}, {"place": "TARTAR"}, {"place": "g:7"}, {"country": "aze"}, {"precision": "exact"},
    {"party": "ARM"}, {"party": ["ARM", "tocsin:ARM-MIL"]}, {"actor": "azimut"}, {"actor": "ÄRZTE"}, {"actor": "Ärzte"}, {"recipient": "AZE"}, {"claimant": ["AZE", "x"]},
    {"type": "ASSAULT", "mode": "aerial"}, {"factuality": ["claimed", "denied"]}, {"confidence": 0.45}, {"review": "confirmed"}, {"review": ["unreviewed", "rejected"]},
    {"publisher": ["Zenit", "éclair"]}, {"text": "shelled", "party": "ARM", "since": "2020-07"}, {"text": "nowhere"}, {"text": '"front line"', "country": "AZE"})


@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_filters_give_the_same_facts_in_the_same_order(both: tuple[Store, Store], given: dict[str, object]) -> None:
    one, other = both
    wanted = Filter.of(**given)
    for kind in ("event", "statement", "toll", "position"):
        for order in ("newest", "oldest"):
            assert list(one.facts(kind, wanted, order=order)) == list(other.facts(kind, wanted, order=order))
        assert one.count(kind, wanted) == other.count(kind, wanted)
        assert one.facets(kind, wanted, FACETS, limit=7) == other.facets(kind, wanted, FACETS, limit=7)


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_and_their_tokens_are_the_same(both: tuple[Store, Store], order: str) -> None:
    cursors: list[str | None] = [None]
    while cursors[-1] is not None or len(cursors) == 1:
        pages = [store.page("event", limit=7, cursor=cursors[-1], order=order) for store in both]
        assert pages[0] == pages[1]
        cursors.append(pages[0].next)
    assert len(cursors) == 10


@pytest.mark.parametrize("query", QUERIES)
def test_words_find_the_same(both: tuple[Store, Store], query: str) -> None:
    one, other = both
    assert [s.fact.id for s in one.events(text=query)] == [s.fact.id for s in other.events(text=query)]
    assert [r.report.id for r in one.reports(text=query)] == [r.report.id for r in other.reports(text=query)]


def test_the_rest_of_the_record_is_the_same(both: tuple[Store, Store]) -> None:
    one, other = both
    assert one.changes() == other.changes()
    assert list(one.fact_changes()) == list(other.fact_changes())
    assert one.judgements() == other.judgements()
    assert one.pair_judgements() == other.pair_judgements() != {}
    assert one.totals() == other.totals()
    assert one.runs() == other.runs()
    assert list(one.reports(withdrawn=True)) == list(other.reports(withdrawn=True))
    assert list(one.accounts()) == list(other.accounts())
    assert list(one.incidents()) == list(other.incidents())
    assert one.crises() == other.crises()
    first, second = (run["id"] for run in one.runs())
    assert list(one.diff(first, second)) == list(other.diff(first, second)) != []
    for name in ("events", "statements", "tolls", "positions"):
        seen = [store.database.read().execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for store in both]
        assert seen[0] == seen[1] != []


def test_folding_is_that_of_sqlite() -> None:
    """Every letter of the first planes, inside a word: what FTS5 makes of it is what we make of it."""
    chance = random.Random(1)
    codes = [*range(1, 0x3100), *(chance.randrange(0x3100, 0xD800) for _ in range(500)), *(chance.randrange(0xE000, 0x20000) for _ in range(500))]
    words = [f"{chr(chance.choice(codes))}a{chr(code)}b{chr(chance.choice(codes))}" for code in codes]
    memory = sqlite3.connect(":memory:")
    memory.execute("CREATE VIRTUAL TABLE kept USING fts5(words, tokenize='unicode61 remove_diacritics 2')")
    memory.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(kept, 'instance')")
    memory.executemany("INSERT INTO kept (rowid, words) VALUES (?, ?)", enumerate(words, 1))
    found: dict[int, list[str]] = {}
    for term, doc in memory.execute("SELECT term, doc FROM seen ORDER BY doc, offset"):
        found.setdefault(doc, []).append(term)
    assert [folded(w).split() for w in words] == [found.get(n, []) for n in range(1, len(words) + 1)]
    assert phrases('" ! " _') == []


def test_a_text_of_a_megabyte_of_words_is_kept_and_found(postgres: Server) -> None:
    text = "They shelled it. " + " ".join(f"{n:x}{'ü' * 20}" for n in range(40_000)) + " Paxx" + "x" * 3000
    with open_store(postgres.new()) as store:
        store.add(account(text))
        assert [r.report.text for r in store.reports(text='"they shelled" 1f' + "u" * 20)] == [text]


def test_a_second_writer_waits_and_then_says_so(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.new()
    with open_store(url) as one, open_store(url) as other:
        monkeypatch.setattr("tocsin.store.postgres.BUSY_SECONDS", 0.2)
        with one.database.write():
            with pytest.raises(StoreError, match="another process writes"):
                other.add(account())
            assert other.totals()["reports"] == 0
        assert other.add(account()).outcome == "new"


def test_what_fails_in_the_middle_leaves_nothing(postgres: Server) -> None:
    with open_store(postgres.new()) as store:
        store.add(account())
        before = store.totals()

        def fail() -> None:
            with store.database.write() as writing:
                writing.execute("DELETE FROM fact")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert store.totals() == before


def test_a_lost_connection_is_told_and_made_anew(postgres: Server) -> None:
    with open_store(postgres.new()) as store:
        store.add(account())
        with pytest.raises(StoreError, match="server failed"):
            store.database.read().execute("SELECT pg_terminate_backend(pg_backend_pid())")
        assert store.totals()["events"] == 1
        assert store.add(account("They shelled it again.")).outcome == "new"


def test_a_stream_sees_one_state_and_may_be_left(postgres: Server) -> None:
    with open_store(postgres.new()) as store:
        store.add_many(account(f"They shelled it {n} times.") for n in range(900))
        stream = store.events()
        next(stream)
        store.add(account("They shelled it at last."))
        assert sum(1 for _ in stream) == 899
        for _ in range(70):  # more than the server has connections: each is given back
            next(store.events())
        found: list[int] = []
        threads = [threading.Thread(target=lambda: found.append(sum(1 for _ in store.events()))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [901] * 6


def test_only_one_watches(postgres: Server, record_url: str) -> None:
    with open_store(record_url) as one, open_store(record_url) as other:
        with one.database.alone("watch") as first, other.database.alone("watch") as second, other.database.alone("sweep") as third:
            assert (first, second, third) == (True, False, True)
        with other.database.alone("watch") as again:
            assert again


def test_databases_that_are_no_record_are_refused(postgres: Server) -> None:
    url = postgres.new()
    with pytest.raises(StoreError, match="no record"):
        open_store(url, read_only=True)
    with pytest.raises(StoreError, match="does not exist"):
        open_store(url + "0000")
    open_store(url).close()
    with open_store(url, read_only=True) as store:
        assert store.totals()["reports"] == 0
        with pytest.raises(StoreError, match="reading only"):
            store.add(account())
    with open_store(url) as store, store.database.write() as writing:
        writing.execute("INSERT INTO migration VALUES (?, ?, ?)", (999, "from the future", ""))
        writing.execute("INSERT INTO migration VALUES (?, ?, ?)", (1000, "from the future", ""))
    with pytest.raises(StoreError, match="newer"):
        open_store(url)


def test_two_open_a_new_database_at_once(postgres: Server) -> None:
    url = postgres.new()
    outcomes: list[int] = []

    def one() -> None:
        with open_store(url) as store:
            outcomes.append(store.totals()["reports"])

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [0] * 6


@pytest.mark.parametrize("url", ["postgresql://ana:secret@127.0.0.1:1/none", "postgresql://ana@127.0.0.1:1/none?password=secret"])
def test_a_password_is_never_told(url: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "secret" not in f"{caught.value} {caught.value.where} {caught.value.advice}"
    assert "ana@127.0.0.1:1/none" in shown(url)


def test_without_psycopg_it_says_what_to_install() -> None:
    program = ("import sys; sys.modules['psycopg'] = None\nimport tocsin\n"
               "try:\n    tocsin.open('postgresql://a@b/c')\nexcept tocsin.DataMissing as error:\n    print(error, error.advice)")
    source = Path(tocsin.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={"PYTHONPATH": str(source)}, check=False)
    assert "tocsin[postgres]" in done.stdout, done.stderr
    assert issubclass(DataMissing, tocsin.TocsinError)


def test_psycopg_is_imported_for_postgresql_only(tmp_path: Path) -> None:
    program = f"import sys, tocsin; tocsin.open({str(tmp_path / 'r.db')!r}).close(); assert 'psycopg' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": str(Path(tocsin.__file__).parents[1])}, check=True)


@pytest.mark.parametrize(("ours", "theirs"), [
    ("SELECT '?%' || ? WHERE a % 2 = ?", "SELECT '?%%' || %s WHERE a %% 2 = %s"),
    ("CREATE TABLE a (seq INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT REFERENCES c, d BLOB, PRIMARY KEY (b)) WITHOUT ROWID",
     'CREATE TABLE a (seq BIGINT PRIMARY KEY, b TEXT COLLATE "C", d BYTEA, PRIMARY KEY (b))'),
    ("INSERT OR IGNORE INTO a VALUES (?)", "INSERT INTO a VALUES (%s) ON CONFLICT DO NOTHING"),
    ("ORDER BY +f.day DESC, a + b, a+b.c", "ORDER BY f.day DESC, a + b, a+b.c"),
    ("SELECT CAST(a AS INTEGER), 'TEXT'", "SELECT CAST(a AS INTEGER), 'TEXT'")])
def test_statements_are_turned(ours: str, theirs: str) -> None:
    assert postgres_sql(ours) == theirs


def test_wrong_input_is_told_alike(both: tuple[Store, Store]) -> None:
    for store in both:
        with pytest.raises(InputError):
            store.judge("e-nowhere", "confirm", author="ana")
        with pytest.raises(InputError):
            store.page("event", cursor="nonsense")
    assert connection.BUSY_SECONDS >= 10
