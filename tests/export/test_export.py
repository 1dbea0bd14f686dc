"""What is exported is what was asked for, whole, in the columns it promises."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from made import MARTUNI, account
from tocsin.commands.export import _FORMATS
from tocsin.commands.export import export as verb
from tocsin.errors import InputError
from tocsin.export.columns import KEYS, TABLES
from tocsin.export.crosswalks import LAYOUTS
from tocsin.export.files import harmless
from tocsin.export.formats import FORMATS, export
from tocsin.records import Actor, Span
from tocsin.store import Filter, Store, open_store

WIDTHS = {"gdelt": 61, "gdelt-mentions": 16, "icews": 20, "polecat": 40, "acled": 31, "ucdp": 49}


@pytest.fixture
def store(record_url: str) -> Iterator[Store]:
    villager = Actor("Anna Petrova", "Anna Petrova", "AZE", "CVL", private=True)
    text = "Armenian forces shelled Tartar, Anna Petrova said."
    with open_store(record_url) as opened:
        opened.add_many([
            account(title='=HYPERLINK("x")'),
            account("Armenian forces shelled Martuni.\tIt\nburned.", publisher="Wire, Inc.", place=MARTUNI, killed=None),
            account(text, publisher="Third", title="Petrova: they shelled us", recipients=(replace(villager, span=Span.of(text, 32, 44)),), place=None, killed=None, when=None),
            account("They threatened and shelled.", publisher="Fourth", factuality="threatened", killed=None)])
        opened.relink()
        yield opened


def test_all_formats_are_offered() -> None:
    assert set(_FORMATS) == set(FORMATS)


@pytest.mark.parametrize("kind", list(TABLES))
def test_csv_has_the_columns_and_every_row(store: Store, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out.csv"
    written = export(store, "csv", kind, Filter(), target)
    rows = list(csv.DictReader(target.open(encoding="utf-8", newline="")))
    assert list(rows[0]) == [c.name for c in TABLES[kind]]
    assert written.rows == len(rows) == store.count(kind)
    assert len({r[KEYS[kind]] for r in rows}) == len(rows)


def test_filters_narrow_the_file_as_they_narrow_the_screen(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    wanted = Filter.of(place="Tartar")
    assert export(store, "csv", "event", wanted, target).rows == store.count("event", wanted) == 2


def test_the_day_of_publication_is_never_put_as_the_event_date(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export(store, "csv", "event", Filter.of(publisher="Third"), target)
    row, = csv.DictReader(target.open(encoding="utf-8"))
    assert (row["date_start"], row["published"]) == ("", "2020-07-04")
    assert row["killed_best"] == ""


def test_spreadsheets_run_no_formula(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export(store, "csv", "event", Filter(), target, for_spreadsheets=True)
    text = target.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(text.decode("utf-8-sig"))) for cell in row)
    assert harmless("-5") == "'-5"
    assert harmless(-5) == -5
    openpyxl = pytest.importorskip("openpyxl")
    export(store, "xlsx", "event", Filter(), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet.max_row == 1 + store.count("event")
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d", "b"}


def test_geojson_keeps_what_has_no_place(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.geojson"
    export(store, "geojson", "event", Filter(), target)
    found = json.loads(target.read_text())
    assert (found["total"], found["unlocated"], len(found["features"])) == (4, 1, 4)
    assert found["features"][0]["geometry"]["coordinates"] == [46.93, 40.34] or found["features"][0]["geometry"] is None
    assert list(found["features"][0]["properties"]) == [c.name for c in TABLES["event"]]
    with pytest.raises(InputError):
        export(store, "geojson", "position", Filter(), target)


def test_jsonl_is_the_contract_with_its_report(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    export(store, "jsonl", "event", Filter(), target)
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert {"schema", "id", "event_type", "actors", "evidence", "report", "incident", "review", "run"} <= set(lines[0])


def test_parquet_has_types(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "out.parquet"
    assert export(store, "parquet", "event", Filter(), target).rows == 4
    table = parquet.read_table(target)
    assert table.column_names == [c.name for c in TABLES["event"]]
    assert str(table.schema.field("date_start").type) == "date32[day]"
    pytest.importorskip("pandas")
    frame = store.table("event", party="ARM").pandas()
    assert len(frame) == 4
    assert store.table("event").arrow().num_rows == 4


@pytest.mark.parametrize("form", list(WIDTHS))
def test_crosswalks_have_the_width_their_users_load(store: Store, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    written = export(store, form, "event", Filter(), target)
    layout = LAYOUTS[form]
    assert len(layout.columns) == WIDTHS[form]
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=layout.delimiter, quoting=csv.QUOTE_NONE if layout.delimiter == "\t" else csv.QUOTE_MINIMAL))
    assert {len(r) for r in rows} == {WIDTHS[form]}
    assert len(rows) == written.rows + layout.header
    whole = store.count("event") if layout.of_event else store.totals()["incidents"]
    assert written.rows + written.left_out == whole
    assert written.rows > 0
    assert written.left_out == 0 or written.why


def test_gdelt_codes(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.tsv"
    export(store, "gdelt", "event", Filter.of(place="Tartar"), target)
    row = dict(zip(LAYOUTS["gdelt"].columns, target.read_text().splitlines()[0].split("\t"), strict=True))
    assert (row["SQLDATE"], row["Actor1Code"], row["Actor2Code"], row["EventCode"], row["EventRootCode"]) == ("20200703", "ARMMIL", "AZEMIL", "194", "19")
    assert (row["ActionGeo_CountryCode"], row["ActionGeo_Type"]) == ("AJ", "4")


def test_ucdp_and_acled_figures(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export(store, "ucdp", "event", Filter(), target)
    row, = csv.DictReader(target.open(encoding="utf-8"))
    assert (row["best"], row["low"], row["type_of_violence"], row["country"], row["gwnoa"]) == ("2", "2", "1", "Azerbaijan", "371")
    export(store, "acled", "event", Filter(), target)
    kinds = {(r["event_type"], r["sub_event_type"]) for r in csv.DictReader(target.open(encoding="utf-8"))}
    assert kinds == {("Explosions/Remote violence", "Shelling/artillery/missile attack")}


def test_plover_lines(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    export(store, "plover", "event", Filter(), target)
    first = json.loads(target.read_text().splitlines()[0])
    assert first["event"] == ["ASSAULT"]
    assert first["actor"][0]["code"] == "ARM"


@pytest.mark.parametrize("form", [f for f in FORMATS if f not in ("acled", "ucdp", "xlsx", "parquet", "datapackage")])
def test_private_persons_can_be_left_out(store: Store, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    export(store, form, "event", Filter(), target, redact_private=True)
    assert "Petrova" not in target.read_text(encoding="utf-8")
    export(store, form, "event", Filter(), target)
    assert "petrova" in target.read_text(encoding="utf-8").lower() or form in ("gdelt-mentions",)


def test_the_data_package_hides_them_in_every_table(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.zip"

    def told() -> str:
        with zipfile.ZipFile(target) as archive:
            return "".join(archive.read(n).decode() for n in archive.namelist())

    export(store, "datapackage", "event", Filter(), target)
    assert "Petrova" in told()
    export(store, "datapackage", "event", Filter(), target, redact_private=True)
    assert "Petrova" not in told()
    assert "███████: they shelled us" in told()


def test_merged_formats_refuse_redaction(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        export(store, "ucdp", "event", Filter(), tmp_path / "out", redact_private=True)


def test_the_data_package_joins(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    export(store, "datapackage", "event", Filter(), target)
    with zipfile.ZipFile(target) as archive:
        described = json.loads(archive.read("datapackage.json"))
        tables = {r["name"]: list(csv.DictReader(io.StringIO(archive.read(r["path"]).decode()))) for r in described["resources"]}
    for resource in described["resources"]:
        rows = tables[resource["name"]]
        assert resource["rows"] == len(rows)
        assert [f["name"] for f in resource["schema"]["fields"]] == list(rows[0])
        for key in resource["schema"].get("foreignKeys", []):
            there = {r[key["reference"]["fields"]] for r in tables[key["reference"]["resource"]]}
            assert {r[key["fields"]] for r in rows} <= there


def test_a_failed_export_leaves_the_old_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.geojson"
    target.write_text("kept")
    with pytest.raises(InputError):
        export(store, "geojson", "statement", Filter(), target)
    assert target.read_text() == "kept"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    with pytest.raises(InputError):
        export(store, "csv", "event", Filter(), tmp_path / "no" / "such" / "folder.csv")


def test_the_verb_says_how_many(store: Store, record_url: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(verb, [record_url, "--type", "ASSAULT", "-o", str(tmp_path / "out.csv")])
    assert result.exit_code == 0
    assert "wrote 4 events" in result.stderr
    assert CliRunner().invoke(verb, [record_url, "--since", "soon", "-o", str(tmp_path / "out.csv")]).exit_code == 2


def test_corrected_values_are_exported_and_redacted_with_the_rest(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    coded = next(store.events(publisher="Third")).fact
    store.judge(coded.id, "correct", author="ana", fields={"mode": "aerial", "actor": "Anna Petrova"})
    export(store, "jsonl", "event", Filter.of(mode="aerial"), target)
    row = json.loads(target.read_text(encoding="utf-8"))
    assert (row["mode"], row["actors"][0]["name"], row["coded"]["mode"]) == ("aerial", "Anna Petrova", "heavy-weapons")
    assert row["corrections"] == {"mode": "aerial", "actor": "Anna Petrova"}
    export(store, "jsonl", "event", Filter.of(mode="aerial"), target, redact_private=True)
    row = json.loads(target.read_text(encoding="utf-8"))
    assert (row["mode"], row["coded"], row["corrections"]) == ("aerial", None, {"mode": "aerial", "actor": None})
    assert "Petrova" not in target.read_text(encoding="utf-8")
