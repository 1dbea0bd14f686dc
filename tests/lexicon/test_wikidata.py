"""A small dump in the format of Wikidata, with invented persons and bodies, becomes actor entries that are read and checked."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.commands.lexicon import lexicon
from tocsin.errors import TocsinError
from tocsin.lexicon.actors import fold, load_actor_index
from tocsin.lexicon.check import check_folder
from tocsin.lexicon.wikidata import import_dump


def item(value: str) -> dict[str, Any]:
    return {
        "snaktype": "value",
        "datavalue": {"value": {"entity-type": "item", "id": value}, "type": "wikibase-entityid"},
    }


def text(value: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": value, "type": "string"}}


def day(value: str, precision: int = 11) -> dict[str, Any]:
    time = {
        "time": f"+{value}T00:00:00Z",
        "precision": precision,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    return {"snaktype": "value", "datavalue": {"value": time, "type": "time"}}


def said(snak: dict[str, Any], rank: str = "normal", **qualifiers: dict[str, Any]) -> dict[str, Any]:
    return {"mainsnak": snak, "type": "statement", "rank": rank, "qualifiers": {k: [v] for k, v in qualifiers.items()}}


def entity(id_: str, name: str, *, links: int = 9, also: tuple[str, ...] = (), about: str = "", **claims: Any) -> str:
    return json.dumps(
        {
            "type": "item",
            "id": id_,
            "labels": {"en": {"language": "en", "value": name}} if name else {},
            "aliases": {"en": [{"language": "en", "value": a} for a in also]} if also else [],
            "descriptions": {"en": {"language": "en", "value": about}} if about else {},
            "claims": {k: v if isinstance(v, list) else [v] for k, v in claims.items()},
            "sitelinks": {f"{n}wiki": {} for n in range(links)},
        }
    )


HUMAN = said(item("Q5"))
LINES = [
    # persons come before the positions they hold, as in a real dump
    entity("Q900001", "Ruvim Tarashvenko", also=("R. Tarashvenko", "Рувим"), P31=HUMAN, P27=said(item("Q212")),
           P39=[said(item("Q910001"), P580=day("2031-05-02")),
                said(item("Q910001"), rank="deprecated", P580=day("2011-05-02")),
                said(item("Q910002"), P580=day("2027-00-00", 9), P582=day("2031-04-00", 10))]),
    entity("Q900002", "Old Holder", P31=HUMAN, P27=said(item("Q212")),
           P39=said(item("Q910001"), P580=day("1950-01-01"), P582=day("1955-01-01"))),
    entity("Q900003", "Deputy Someone", P31=HUMAN, P27=said(item("Q212")), P39=said(item("Q910003"), P580=day("2020-01-01"))),
    entity("Q900004", "Unread Minister", links=1, P31=HUMAN, P27=said(item("Q212")),
           P39=said(item("Q910001"), P580=day("2020-01-01"))),
    entity("Q900005", "Mirela Quintanova", P31=HUMAN, P27=said(item("Q212")), P39=said(item("Q910004"), P580=day("2030-01-01"))),
    entity("Q900006", "Hwan Beom-seok", P31=HUMAN, P27=said(item("Q884")), P39=said(item("Q910005"), P580=day("2029-09-09"))),
    entity("Q900007", "Club Chair", P31=HUMAN, P27=said(item("Q212")), P39=said(item("Q910006"), P580=day("2020-01-01"))),
    entity("Q900008", "Nowhere Known", P31=HUMAN, P39=said({"snaktype": "somevalue"}, P580=day("2020-01-01"))),
    entity("Q212", "Ukraine", P31=said(item("Q6256")), P298=said(text("UKR"))),
    entity("Q884", "South Korea", P31=said(item("Q6256")), P298=said(text("KOR"))),
    entity("Q910001", "Minister of Defence of Ukraine", P31=said(item("Q4164871")), P1001=said(item("Q212"))),
    entity("Q910002", "ambassador of Ukraine to Poland", P31=said(item("Q294414")), P17=said(item("Q212"))),
    entity("Q910003", "member of the Verkhovna Rada", P31=said(item("Q4164871")), P1001=said(item("Q212"))),
    entity("Q910004", "Deputy Secretary-General of the United Nations", P31=said(item("Q4164871")), P1001=said(item("Q1065"))),
    entity("Q910005", "Foreign Minister of South Korea", P279=said(item("Q83307")), P1001=said(item("Q884"))),
    entity("Q910006", "president of Sports Club Vesna", P31=said(item("Q4164871")), P17=said(item("Q212"))),
    entity("Q920001", "Vesna Liberation Front", also=("VLF", "Front"), about="militant separatist group in Ukraine",
           P31=said(item("Q43229")), P17=said(item("Q212")), P571=said(day("2014-01-01", 9))),
    entity("Q920002", "Forward", about="political party in Ukraine", P31=said(item("Q7278")), P17=said(item("Q212"))),
    entity("Q920003", "Vesna Party of Progress", also=("Progressists of Vesna",), P31=said(item("Q7278")), P17=said(item("Q212"))),
    entity("Q920004", "Black Sea Grain Commission", P31=said(item("Q245065")), P571=said(day("2022-07-22"))),
    entity("Q7184", "NATO", also=("North Atlantic Treaty Organization",), P31=said(item("Q1127126")), P571=said(day("1949-04-04"))),
    entity("Q920005", "Bygone League", P31=said(item("Q7278")), P17=said(item("Q212")), P576=said(day("1960-01-01"))),
    entity("Q920006", "", P31=said(item("Q7278"))),
    entity("Q42", "A Writer", P31=HUMAN),
]  # fmt: skip


def write(path: Path, lines: list[str]) -> Path:
    content = ("[\n" + ",\n".join(lines) + "\n]\n").encode()
    path.write_bytes({".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)(content))
    return path


def table(folder: Path, name: str) -> dict[str, dict[str, str]]:
    with (folder / "actors" / name).open(encoding="utf-8", newline="") as stream:
        return {row["id"] + (":" + row["start"] if "start" in row else ""): row for row in csv.DictReader(stream)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    import_dump(write(tmp_path / "dump.json", LINES), out, is_word={"forward", "front"}.__contains__)
    return out


def test_offices_have_country_sector_and_dates(folder: Path) -> None:
    rows = table(folder, "offices.csv")
    assert set(rows) == {
        "wikidata:Q900001:2031-05-02",
        "wikidata:Q900001:2027",
        "wikidata:Q900005:2030-01-01",
        "wikidata:Q900006:2029-09-09",
    }
    minister = rows["wikidata:Q900001:2031-05-02"]
    assert (minister["office"], minister["country"], minister["sector"]) == (
        "Minister of Defence of Ukraine",
        "UKR",
        "GOV",
    )
    assert (minister["end"], minister["wikidata"], minister["aliases"]) == ("", "Q900001", "R. Tarashvenko")
    assert rows["wikidata:Q900001:2027"]["end"] == "2031-04"
    assert (rows["wikidata:Q900005:2030-01-01"]["country"], rows["wikidata:Q900005:2030-01-01"]["organisation"]) == (
        "",
        "United Nations",
    )
    assert rows["wikidata:Q900006:2029-09-09"]["surname"] == "Hwan"


def test_bodies_and_groups(folder: Path) -> None:
    groups, bodies = table(folder, "groups.csv"), table(folder, "organisations.csv")
    assert set(groups) == {"wikidata:Q920001"}
    front = groups["wikidata:Q920001"]
    assert (front["aliases"], front["country"], front["sector"], front["active_from"]) == ("VLF", "UKR", "REB", "2014")
    assert set(bodies) == {"wikidata:Q920003", "wikidata:Q920004"}
    assert (bodies["wikidata:Q920004"]["kind"], bodies["wikidata:Q920004"]["sector"]) == ("igo", "IGO")


def test_the_folder_passes_the_check_and_is_read(folder: Path) -> None:
    checked = check_folder(folder)
    assert (checked.files, checked.errors) == (3, ())
    index = load_actor_index((str(folder),))
    words = ["Ruvim", "Tarashvenko"]
    size, entries = index.match([fold(w) for w in words], words, 0)
    assert (size, {e.country for e in entries if e.holds("2032-01-01")}) == (2, {"UKR"})
    assert {e.name for e in index.surnames[("tarashvenko",)] if e.holds("2032-01-01")} == {"Ruvim Tarashvenko"}
    assert index.acronyms["vlf"][0].name == "Vesna Liberation Front"


@pytest.mark.parametrize("suffix", [".gz", ".bz2"])
def test_compressed_dumps_and_broken_lines(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    dump = write(tmp_path / f"dump.json{suffix}", [*LINES, '{"type":"item","claims":{"P39":[{'])
    code = lexicon.main(["import-wikidata", str(dump), "--out", str(tmp_path / "out")], standalone_mode=False)
    told = capsys.readouterr()
    assert code == 1
    assert "1 broken line" in told.err
    assert "offices.csv: 4 rows" in told.out


def test_what_is_no_dump_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dump.json.gz"
    path.write_bytes(b"not gzip at all")
    with pytest.raises(TocsinError, match=r"dump\.json\.gz"):
        import_dump(path, tmp_path / "out")
    whole = write(tmp_path / "whole.json.gz", LINES).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TocsinError, match="cut short"):
        import_dump(path, tmp_path / "out")


def test_the_check_lists_every_wrong_row_of_every_table(tmp_path: Path) -> None:
    actors, places = tmp_path / "actors", tmp_path / "places"
    actors.mkdir()
    places.mkdir()
    (actors / "roles.csv").write_text(
        "noun,sector,kind,private,note\nwarden,COP,person,no,\nelder,XXX,person,no,\n,GOV,person,no,\n"
    )
    (actors / "ethnic.csv").write_text("word,plural,country,sector\nVesnan,Vesnans,UKR,CVL\n")
    (actors / "groups.csv").write_text(
        "id,name,aliases,country,sector,kind,active_from,active_to,wikidata,note\n"
        "a:b,Front,,UKR,REB,armed-group,20x4,,,\na:b,Other,,ukr,REB,armed-group,,,,\na:c,Third,,UKR,REB,armed-group\n"
    )
    (places / "places_mine.csv").write_text(
        "slug,name,aliases,kind,latitude,longitude,country,admin1,precision,source\n"
        "mill,Old Mill,,site,91.5,10,UKR,,near,own\nmill,Old Mill,,hamlet,10,10,UKR,,near,own\n"
    )
    wrong = [str(e.where).removeprefix(str(tmp_path)) for e in check_folder(tmp_path).errors]
    assert wrong == ["/actors/groups.csv:2", "/actors/groups.csv:3", "/actors/groups.csv:4", "/actors/ethnic.csv:1",
                     "/actors/roles.csv:3", "/actors/roles.csv:4", "/places/places_mine.csv:2", "/places/places_mine.csv:3"]  # fmt: skip
