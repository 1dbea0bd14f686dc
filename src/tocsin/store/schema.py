"""The tables of a record, as numbered migrations: each runs once, in order, in one transaction.

One narrow table holds all facts, so that filters scan few bytes; their whole JSON lies apart in `fact_body`.
The views `events`, `statements`, `tolls` and `positions` show the current facts to people who open the file with
other tools. Only `state`, `review` and what can be computed anew (incidents, voices, corrected values) is ever updated.
"""

from __future__ import annotations

CURRENT, SUPERSEDED, WITHDRAWN = 0, 1, 2
"""`state` of an account and its facts: in force; replaced by a later run; its report was withdrawn."""

M001_REPORTS_AND_FACTS = """
CREATE TABLE run (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, coder TEXT NOT NULL, lexicon TEXT NOT NULL, model TEXT NOT NULL,
  settings TEXT NOT NULL, added_at TEXT NOT NULL);
CREATE TABLE report (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, text TEXT NOT NULL, published TEXT, publisher TEXT, url TEXT,
  language TEXT NOT NULL, digest TEXT NOT NULL, extra TEXT NOT NULL, added_at TEXT NOT NULL, withdrawn_at TEXT,
  withdrawn_why TEXT, voice TEXT);
CREATE INDEX report_published ON report(published);
CREATE INDEX report_publisher ON report(publisher);
CREATE TABLE account (
  seq INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report, run INTEGER NOT NULL REFERENCES run,
  state INTEGER NOT NULL, rest TEXT NOT NULL, added_at TEXT NOT NULL, UNIQUE (report, run));
CREATE TABLE place (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, gazetteer_id TEXT, name TEXT, country TEXT, admin1 TEXT,
  latitude REAL, longitude REAL, precision TEXT NOT NULL);
CREATE INDEX place_name ON place(name COLLATE NOCASE);
CREATE TABLE party (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT, name TEXT, country TEXT, sector TEXT, private INTEGER NOT NULL);
CREATE INDEX party_name ON party(name COLLATE NOCASE);
CREATE INDEX party_id ON party(id);
CREATE INDEX party_country ON party(country);
CREATE TABLE fact (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, account INTEGER NOT NULL REFERENCES account,
  report INTEGER NOT NULL REFERENCES report, state INTEGER NOT NULL, ordinal INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT,
  factuality TEXT, confidence REAL, goldstein REAL, low INTEGER, best INTEGER, high INTEGER, date_start TEXT, date_end TEXT,
  date_precision TEXT, day TEXT NOT NULL, last_day TEXT NOT NULL, dated_by TEXT, place INTEGER REFERENCES place, country TEXT,
  place_precision TEXT, review TEXT NOT NULL, anchor_start INTEGER, anchor_end INTEGER);
CREATE TABLE fact_body (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE fact_party (
  fact INTEGER NOT NULL, role TEXT NOT NULL, ordinal INTEGER NOT NULL, party INTEGER NOT NULL REFERENCES party,
  PRIMARY KEY (fact, role, ordinal)) WITHOUT ROWID;
CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, op TEXT NOT NULL, report TEXT, fact TEXT, account INTEGER, detail TEXT);
"""

M002_SEARCH = """
CREATE VIRTUAL TABLE report_text USING fts5(title, text, content='report', content_rowid='seq', columnsize=0,
  tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE fact_text USING fts5(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2');
INSERT INTO report_text(report_text, rank) VALUES ('hashsize', 33554432);
INSERT INTO fact_text(fact_text, rank) VALUES ('hashsize', 33554432);
CREATE VIRTUAL TABLE place_box USING rtree(seq, south, north, west, east);
"""

"""Lengths of texts (`columnsize`) serve to rank answers, which come by day here; records made before keep them, which harms nothing."""

M002_SEARCH_POSTGRESQL = """
CREATE TABLE report_text (rowid INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE INDEX report_text_words ON report_text USING gin (array_to_tsvector(string_to_array(words, ' ')));
CREATE TABLE fact_text (rowid INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE place_box (seq INTEGER PRIMARY KEY, south REAL, north REAL, west REAL, east REAL);
CREATE INDEX place_box_south ON place_box(south, west);
"""
"""The words are folded as SQLite folds them, see `words.py`; the columns of the boxes are those of the R*Tree."""

M003_JUDGEMENTS = """
CREATE TABLE judgement (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, author TEXT NOT NULL, verdict TEXT NOT NULL, fact TEXT NOT NULL,
  other TEXT, fields TEXT, reason TEXT, run TEXT, report INTEGER, other_report INTEGER);
CREATE INDEX judgement_report ON judgement(report);
CREATE TABLE judgement_target (
  judgement INTEGER NOT NULL REFERENCES judgement, side INTEGER NOT NULL, fact TEXT NOT NULL, how TEXT NOT NULL,
  PRIMARY KEY (judgement, side, fact)) WITHOUT ROWID;
CREATE INDEX judgement_target_fact ON judgement_target(fact);
"""

M004_INCIDENTS = """
CREATE TABLE incident_member (
  incident TEXT NOT NULL, fact INTEGER NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (incident, fact)) WITHOUT ROWID;
CREATE INDEX incident_member_fact ON incident_member(fact);
"""

M005_VIEWS = "".join(f"""
CREATE VIEW {name} AS
  SELECT f.id AS {kind}_id, r.id AS report_id, r.title AS report_title, r.publisher, r.published, f.type, f.mode, f.factuality, f.confidence,
         f.low, f.best, f.high, f.date_start, f.date_end, f.date_precision, p.name AS place_name, f.country, p.latitude, p.longitude,
         f.place_precision, f.review, b.body
    FROM fact f JOIN report r ON r.seq = f.report JOIN fact_body b ON b.seq = f.seq LEFT JOIN place p ON p.seq = f.place
   WHERE f.kind = '{kind}' AND f.state = 0;
""" for name, kind in (("events", "event"), ("statements", "statement"), ("tolls", "toll"), ("positions", "position")))

INDEXES = {
    "fact_id": "fact(id)",
    "fact_report": "fact(report, kind, ordinal)",
    "fact_day": "fact(kind, day, last_day, seq) WHERE state = 0",
    "fact_type": "fact(kind, type, mode, factuality, country, place_precision, review, confidence, day, last_day, date_start, report, place) WHERE state = 0",
    "fact_country": "fact(kind, country, day) WHERE state = 0",
    "fact_factuality": "fact(kind, factuality, day) WHERE state = 0",
    "fact_review": "fact(kind, review, day) WHERE state = 0 AND review <> 'unreviewed'",
    "fact_place": "fact(place, kind) WHERE state = 0",
    "party_fact": "fact_party(party, role, fact)",
}
"""Indexes of the facts, apart because a large first load builds them at its end. `fact_type` has all that filters of a fact's
own columns and their facets need, so that counting reads the index alone, a tenth of the table."""

POSTGRESQL_INDEXES = {"fact_text_words": "fact_text USING gin (array_to_tsvector(string_to_array(words, ' ')))"}

M006_INDEXES = "".join(f"CREATE INDEX {name} ON {body};\n" for name, body in (INDEXES | {
    "fact_type": "fact(kind, type, mode, day) WHERE state = 0"}).items())

M007_CORRECTIONS = """
CREATE TABLE fact_coded (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, fields TEXT NOT NULL);
"""
"""What was coded of facts that people corrected, whose other rows carry the corrected values; `fields` names the corrected slots."""

M008_COUNTING = f"""
DROP INDEX IF EXISTS fact_type;
CREATE INDEX fact_type ON {INDEXES["fact_type"]};
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("001 reports and facts", M001_REPORTS_AND_FACTS),
    ("002 search", M002_SEARCH),
    ("003 judgements", M003_JUDGEMENTS),
    ("004 incidents", M004_INCIDENTS),
    ("005 views", M005_VIEWS),
    ("006 indexes", M006_INDEXES),
    ("007 corrections", M007_CORRECTIONS),
    ("008 counting", M008_COUNTING),
)
"""Name and statements of each step; only ever add to the end."""
_POSTGRESQL = {"002 search": M002_SEARCH_POSTGRESQL, "006 indexes": M006_INDEXES + f"CREATE INDEX fact_text_words ON {POSTGRESQL_INDEXES['fact_text_words']};"}


def migrations(backend: str) -> tuple[tuple[str, str], ...]:
    """The steps of a back end, `sqlite` or `postgresql`: the same numbers and names, and the same tables to who reads them."""
    return MIGRATIONS if backend == "sqlite" else tuple((name, _POSTGRESQL.get(name, statements)) for name, statements in MIGRATIONS)


def indexes(backend: str) -> dict[str, str]:
    """The indexes of the facts by name."""
    return INDEXES if backend == "sqlite" else INDEXES | POSTGRESQL_INDEXES
