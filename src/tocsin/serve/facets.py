"""Facets of a filter: the passing facts are selected once, then counted by each name."""

from __future__ import annotations

from tocsin.serve.names import party_name
from tocsin.store import Filter, Store
from tocsin.store.where import where

_ROLES = {
    "party": "",
    "actor": "AND q.role IN ('actor', 'speaker', 'holder')",
    "recipient": "AND q.role IN ('recipient', 'addressee', 'target')",
    "claimant": "AND q.role IN ('claimant', 'speaker')",
}
_OWN = ("type", "mode", "factuality", "country", "review", "place_precision")
NAMES = (*_OWN, *_ROLES, "publisher", "month", "year")
_NAMED = frozenset({*_ROLES, "country"})


def facets(
    store: Store, kind: str, wanted: Filter, names: list[str], limit: int
) -> tuple[int, dict[str, list[dict[str, object]]]]:
    """How many facts pass, and for each name its values with their names and numbers of facts, most frequent first."""
    with store.database.snapshot() as connection:
        found = where(connection, kind, wanted)
        connection.execute("CREATE TEMP TABLE passing (seq INTEGER PRIMARY KEY)")
        total = connection.execute(
            f"INSERT OR IGNORE INTO passing SELECT f.seq {found.sql}", found.all_parameters
        ).rowcount
        try:
            counted = {name: connection.execute(_query(name), (limit,)).fetchall() for name in names}
        finally:
            connection.execute("DROP TABLE passing")
    return total, {
        name: [{"value": v, "name": party_name(v) if name in _NAMED else v, "count": n} for v, n in rows]
        for name, rows in counted.items()
    }


def _query(name: str) -> str:
    """The grouped count of one facet over `passing`."""
    source = "passing p CROSS JOIN fact f ON f.seq = p.seq"
    count = "count(*)"
    if name in _OWN:
        value = f"f.{name}"
    elif name == "publisher":
        value, source = "r.publisher", f"{source} CROSS JOIN report r ON r.seq = f.report"
    elif name in ("month", "year"):
        value = f"substr(f.day, 1, {7 if name == 'month' else 4})"
    else:
        inner = f"SELECT DISTINCT q.fact, coalesce(y.country, y.name) AS v FROM passing p CROSS JOIN fact_party q ON q.fact = p.seq {_ROLES[name]} CROSS JOIN party y ON y.seq = q.party"
        value, source = "v", f"({inner}) named"
    return f"SELECT {value} AS value, {count} AS number FROM {source} WHERE {value} <> '' GROUP BY 1 ORDER BY number DESC, 1 LIMIT ?"
