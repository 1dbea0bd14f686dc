"""What a shard leaves behind: a partition of accounts, one of facts, one of quarantined articles, and its manifest row.

A file is written beside its name, synced and renamed, and the manifest row comes last: a shard is done when its row
is there. The bytes depend on the input range and the run alone, so that writing a partition twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.jsonform import (
    account_from_dict,
    account_to_json,
    event_to_dict,
    position_to_dict,
    statement_to_dict,
    toll_to_dict,
)
from tocsin.records import Account, Actor, Event, Place, Position, Statement, Toll, When

FOLDERS = ("accounts", "facts", "quarantine", "manifest")
_TEXT, _COUNT, _NUMBER = "string", "int64", "double"
ACCOUNT_COLUMNS = {
    "report_id": _TEXT, "digest": _TEXT, "published": _TEXT, "publisher": _TEXT, "title": _TEXT, "url": _TEXT, "source": _TEXT,
    "events": _COUNT, "statements": _COUNT, "tolls": _COUNT, "positions": _COUNT, "account": _TEXT,
}
FACT_COLUMNS = {
    "report_id": _TEXT, "fact_id": _TEXT, "kind": _TEXT, "type": _TEXT, "mode": _TEXT, "cameo": _TEXT, "factuality": _TEXT, "actor": _TEXT,
    "actor_country": _TEXT, "actor_sector": _TEXT, "recipient": _TEXT, "recipient_country": _TEXT, "recipient_sector": _TEXT,
    "place": _TEXT, "place_id": _TEXT, "place_country": _TEXT, "latitude": _NUMBER, "longitude": _NUMBER, "precision": _TEXT,
    "start_date": _TEXT, "end_date": _TEXT, "low": _COUNT, "best": _COUNT, "high": _COUNT, "confidence": _NUMBER,
    "span_start": _COUNT, "span_end": _COUNT, "quote": _TEXT, "fact": _TEXT,
}
QUARANTINE_COLUMNS = {"source": _TEXT, "error": _TEXT, "message": _TEXT}


@dataclass(frozen=True, slots=True)
class Coded:
    """The account of one article and where that stood."""

    where: str
    account: Account


@dataclass(frozen=True, slots=True)
class Refused:
    """An article that could not be read or coded, and why."""

    where: str
    error: str
    message: str


def prepare_folders(out: Path) -> None:
    """Makes the folders of an output; nothing in them is touched."""
    for name in FOLDERS:
        (out / name).mkdir(parents=True, exist_ok=True)


def write_shard(out: Path, shard_id: str, number: int, form: str, coded: Sequence[Coded], refused: Sequence[Refused]) -> dict[str, Any]:
    """Writes the partitions of a shard and then its manifest row, which is returned."""
    stem = f"part-{number:06d}-{shard_id}"
    tables: dict[str, tuple[Mapping[str, str], list[dict[str, Any]]]] = {
        "accounts": (ACCOUNT_COLUMNS, [_account_row(c) for c in coded]),
        "facts": (FACT_COLUMNS, [row for c in coded for row in _fact_rows(c.account)]),
        "quarantine": (QUARANTINE_COLUMNS, [{"source": r.where, "error": r.error, "message": r.message} for r in refused]),
    }
    files = {}
    for folder, (columns, rows) in tables.items():
        if folder == "quarantine" and not rows:
            continue
        extension = "jsonl" if folder == "quarantine" else form
        data = _as_parquet(columns, rows) if extension == "parquet" else _as_lines(rows)
        path = out / folder / f"{stem}.{extension}"
        write_whole(path, data)
        files[f"{folder}/{path.name}"] = {"rows": len(rows), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    row = {"shard": shard_id, "number": number, "articles": len(coded) + len(refused), "coded": len(coded), "quarantined": len(refused),
           "files": files}
    write_whole(out / "manifest" / f"{stem}.json", (json.dumps(row, sort_keys=True) + "\n").encode())
    return row


def row_of(out: Path, shard_id: str, number: int) -> dict[str, Any] | None:
    """The manifest row of a shard done before, its files still there in their sizes; else None."""
    try:
        row = json.loads((out / "manifest" / f"part-{number:06d}-{shard_id}.json").read_text(encoding="utf-8"))
        whole = all((out / name).stat().st_size == about["bytes"] for name, about in row["files"].items())
    except (OSError, ValueError, KeyError):
        return None
    return row if whole and isinstance(row, dict) else None


def write_whole(path: Path, data: bytes) -> None:
    """Puts `data` at `path` so that at any instant there is all of it or none."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")  # process numbers of two hosts may be the same
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def accounts_in(out: Path) -> Iterator[Account]:
    """Every account of an output, in the order of the archive: what loads it into a record."""
    for path in sorted((out / "accounts").glob("part-*")):
        if path.suffix == ".parquet":
            import pyarrow.parquet as parquet

            texts: Iterable[str] = parquet.read_table(path, columns=["account"])["account"].to_pylist()
        else:
            texts = (json.loads(line)["account"] for line in path.read_text(encoding="utf-8").split("\n") if line)
        for text in texts:
            yield account_from_dict(json.loads(text))


def _as_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "surrogatepass")


def _as_parquet(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    import pyarrow
    import pyarrow.parquet as parquet

    schema = pyarrow.schema([(name, getattr(pyarrow, {"double": "float64"}.get(kind, kind))()) for name, kind in columns.items()])
    table = pyarrow.Table.from_pylist([dict(row) for row in rows], schema=schema)
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd", row_group_size=10_000)
    return bytes(sink.getvalue().to_pybytes())


def _account_row(coded: Coded) -> dict[str, Any]:
    account = coded.account
    report = account.report
    return {"report_id": report.id, "digest": report.digest, "published": report.published, "publisher": report.publisher, "title": report.title,
            "url": report.url, "source": coded.where, "events": len(account.events), "statements": len(account.statements),
            "tolls": len(account.tolls), "positions": len(account.positions), "account": account_to_json(account)}


def _fact_rows(account: Account) -> Iterator[dict[str, Any]]:
    report = account.report.id
    for event in account.events:
        yield _row(report, event, "event", event_to_dict(event), event.actors, event.recipients, type=event.event_type, mode=event.mode,
                   cameo=event.cameo, factuality=event.factuality, confidence=event.confidence, **_where(event.place), **_when(event.when))
    for statement in account.statements:
        speakers = (statement.speaker,) if statement.speaker else ()
        yield _row(report, statement, "statement", statement_to_dict(statement), speakers, statement.addressees, type=statement.form)
    for toll in account.tolls:
        yield _row(report, toll, "toll", toll_to_dict(toll), (), (), type=toll.kind, factuality=toll.factuality, low=toll.low, best=toll.best,
                   high=toll.high, **_where(toll.place), **_when(toll.when))
    for position in account.positions:
        yield _row(report, position, "position", position_to_dict(position), (position.holder,), position.target, type=position.stance,
                   **_when(position.when))


def _row(report: str, fact: Event | Statement | Toll | Position, kind: str, raw: Mapping[str, Any], actors: Sequence[Actor],
         recipients: Sequence[Actor], **more: Any) -> dict[str, Any]:
    span = fact.content if isinstance(fact, Statement) else fact.evidence[0]
    row: dict[str, Any] = dict.fromkeys(FACT_COLUMNS)
    row.update({"report_id": report, "fact_id": fact.id, "kind": kind, "span_start": span.start, "span_end": span.end, "quote": span.quote,
                "fact": json.dumps(raw, ensure_ascii=False)})
    for side, parties in (("actor", actors), ("recipient", recipients)):
        if parties:
            row[side] = "; ".join(p.name or p.text for p in parties)
            row[f"{side}_country"] = "; ".join(dict.fromkeys(p.country for p in parties if p.country)) or None
            row[f"{side}_sector"] = "; ".join(dict.fromkeys(p.sector for p in parties if p.sector)) or None
    row.update(more)
    return row


def _where(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {"place": place.name or place.text, "place_id": place.gazetteer_id, "place_country": place.country, "latitude": place.latitude,
            "longitude": place.longitude, "precision": place.precision}


def _when(when: When | None) -> dict[str, Any]:
    return {} if when is None else {"start_date": when.start, "end_date": when.end}
