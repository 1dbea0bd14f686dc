"""The one place where SQL differs: statements are written for SQLite and turned into PostgreSQL's here.

What may be written is what both understand, plus the few forms that `postgres_sql` turns: `?` for parameters, CROSS
JOIN … ON and a `+` before a column (planner's hints of SQLite that PostgreSQL needs not), COLLATE NOCASE (whose
values are given in small letters), INSERT OR IGNORE, and the types of CREATE TABLE. Sort orders of columns that may be
empty say NULLS FIRST or NULLS LAST; sums over conditions are written count(*) FILTER (WHERE …).
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<text>'(?:[^']|'')*')|(?P<mark>\?)|(?P<percent>%)|(?P<join>\bCROSS JOIN\b)|(?P<hint>(?<=[\s(])\+(?=[a-z]\w*\.))"
    r"|(?P<folded>\b[a-z_]\w*(?:\.[a-z_]\w*)?) COLLATE NOCASE\b")
_DDL = re.compile(r"'(?:[^']|'')*'|\bTEXT\b|\bINTEGER\b|\bREAL\b|\bBLOB\b| AUTOINCREMENT\b| WITHOUT ROWID\b| REFERENCES \w+")
_TYPES = {"TEXT": 'TEXT COLLATE "C"', "INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION", "BLOB": "BYTEA"}
"""Text is ordered by its bytes, as in SQLite, whatever the database's own collation."""
_IGNORE = re.compile(r"^\s*INSERT OR IGNORE\b")


@lru_cache(maxsize=1024)
def postgres_sql(statement: str) -> str:
    """A statement as psycopg takes it.

    >>> postgres_sql("SELECT seq FROM fact f CROSS JOIN place p ON p.seq = f.place WHERE +f.day > ? AND name COLLATE NOCASE = '?'")
    "SELECT seq FROM fact f JOIN place p ON p.seq = f.place WHERE f.day > %s AND lower(name) = '?'"
    """
    if statement.lstrip().startswith("CREATE TABLE"):
        statement = _DDL.sub(_declared, statement)
    ignoring = _IGNORE.match(statement)
    if ignoring:
        statement = f"INSERT{statement[ignoring.end():]} ON CONFLICT DO NOTHING"
    return _TOKEN.sub(_turned, statement)


def _turned(match: re.Match[str]) -> str:
    if match["text"] is not None:
        return match["text"].replace("%", "%%")
    if match["folded"] is not None:
        return f"lower({match['folded']})"
    return {"mark": "%s", "percent": "%%", "join": "JOIN", "hint": ""}[str(match.lastgroup)]


def _declared(match: re.Match[str]) -> str:
    """A type of PostgreSQL; references go, as SQLite does not check them either: the writer alone makes rows."""
    word = match.group()
    return word if word.startswith("'") else _TYPES.get(word, "")


def statements_of(script: str) -> list[str]:
    """The single statements of a migration; none of ours has a semicolon inside."""
    return [s for s in (part.strip() for part in script.split(";")) if s]
