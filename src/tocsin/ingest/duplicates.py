"""The voice of each report as it comes in: copies of one text, and texts of one wire agency, are one source.

The rule is that of `tocsin.link.duplicates`, applied to one new report after the other; only texts of the last weeks
are compared, for wire copies appear within days. Linking the whole record later may set voices anew.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.ingest.journal import Connection, Database
from tocsin.records import Report

DAYS = 45
"""Days for which a text waits for its copies."""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS ingest_voice (seq INTEGER PRIMARY KEY, report TEXT NOT NULL, home INTEGER NOT NULL, day TEXT, sketch BLOB)",
    "CREATE INDEX IF NOT EXISTS ingest_voice_home ON ingest_voice(home)",
    "CREATE TABLE IF NOT EXISTS ingest_band (band INTEGER NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, day TEXT, "
    "PRIMARY KEY (band, key, seq)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS ingest_band_day ON ingest_band(day)",
)
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Folding:
    """How texts are compared: MinHash sketches in bands, and the agency that a report names."""

    sketch: Callable[[str], Any]
    """Text → array of numbers; equal entries of two estimate the share of common shingles."""
    wire_of: Callable[[Report], str | None]
    bands: int
    same: float


@dataclass(slots=True)
class Voices:
    """Gives new reports their voice in a record."""

    database: Database
    folding: Folding

    def __post_init__(self) -> None:
        with self.database.write() as connection:
            for statement in _SCHEMA:
                connection.execute(statement)

    def place_new(self, report_of: Callable[[str], Report | None], origins: dict[str, str]) -> int:
        """Gives every report that has none its voice; returns how many of them are copies of earlier ones.

        `origins` are agencies that sources credit beside the text. A process killed in between goes on where it was.
        """
        rows = self.database.read().execute(
            "SELECT seq, id FROM report WHERE seq > (SELECT coalesce(max(seq), 0) FROM ingest_voice) ORDER BY seq"
        )
        copies = 0
        new = rows.fetchall()
        for start in range(0, len(new), 200):
            with self.database.write() as connection:
                for seq, name in new[start : start + 200]:
                    report = report_of(name)
                    if report is not None:
                        copies += self._place(connection, seq, report, origins.get(name))
        if new:
            self._forget()
        return copies

    def _place(self, connection: Connection, seq: int, report: Report, origin: str | None) -> int:
        sketch = self.folding.sketch(report.text)
        keys = _bands(sketch, self.folding.bands)
        home = self._home(connection, sketch, keys) or seq
        connection.execute(
            "INSERT INTO ingest_voice VALUES (?, ?, ?, ?, ?)",
            (seq, report.id, home, report.published, sketch.tobytes()),
        )
        if home == seq:
            connection.executemany(
                "INSERT INTO ingest_band VALUES (?, ?, ?, ?)",
                [(n, key, seq, report.published) for n, key in enumerate(keys)],
            )
        wire = self.folding.wire_of(report)
        if wire is None and origin is not None:  # credits name photographers too: only a known agency counts
            wire = self.folding.wire_of(dataclasses.replace(report, credits=(), publisher=origin))
        first = connection.execute("SELECT voice, publisher, id FROM report WHERE seq = ?", (home,)).fetchone()
        voice = wire or (first[0] if home != seq else None) or first[1] or first[2]
        # a copy that names the agency tells it of all its copies
        whole = wire is not None and home != seq
        where = "seq IN (SELECT seq FROM ingest_voice WHERE home = ?)" if whole else "seq = ?"
        connection.execute(f"UPDATE report SET voice = ? WHERE {where}", (voice, home if whole else seq))
        return int(home != seq)

    def _home(self, connection: Connection, sketch: Any, keys: Sequence[bytes]) -> int | None:
        """The first report with this text, if there is one."""
        tried: set[int] = set()
        for band, key in enumerate(keys):
            rows = connection.execute(
                "SELECT b.seq, v.sketch FROM ingest_band b JOIN ingest_voice v ON v.seq = b.seq WHERE b.band = ? AND b.key = ? LIMIT ?",
                (band, key, _CANDIDATES),
            )
            for seq, other in rows.fetchall():
                if seq not in tried and other is not None:
                    tried.add(seq)
                    if _share(sketch, other) >= self.folding.same:
                        return int(seq)
        return None

    def _forget(self) -> None:
        """Lets go of texts too old to have new copies."""
        with self.database.write() as connection:
            newest = connection.execute("SELECT max(day) FROM ingest_band").fetchone()[0]
            if newest:
                before = (datetime.date.fromisoformat(newest) - datetime.timedelta(days=DAYS)).isoformat()
                connection.execute("DELETE FROM ingest_band WHERE day < ?", (before,))
                connection.execute(
                    "UPDATE ingest_voice SET sketch = NULL WHERE day < ? AND sketch IS NOT NULL", (before,)
                )


def _bands(sketch: Any, bands: int) -> list[bytes]:
    rows = len(sketch) // bands
    return [sketch[n * rows : (n + 1) * rows].tobytes() for n in range(bands)]


def _share(sketch: Any, other: bytes) -> float:
    size = sketch.itemsize
    mine: bytes = sketch.tobytes()
    if len(mine) != len(other):
        return 0.0
    same: int = sum(mine[n : n + size] == other[n : n + size] for n in range(0, len(mine), size))
    return float(same * size / len(mine))
