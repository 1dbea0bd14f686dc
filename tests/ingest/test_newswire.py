"""ninjs, NewsML-G2, NewsArticle, mail, tables and archives: what each gives as a report."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from tocsin.errors import EmptyReport, InputError, ReportTooLarge
from tocsin.ingest.csvfile import parse_mapping, table_rows
from tocsin.ingest.everything import Reading, found_in
from tocsin.ingest.found import Found
from tocsin.ingest.mail import is_mail, mail_found
from tocsin.ingest.newsarticle import article_found, page_with_metadata
from tocsin.ingest.newswire import newsml_found, ninjs_found
from tocsin.ingest.warc import is_warc, warc_pages
from tocsin.settings import Settings

TEXT = "Clashes erupted between the army and the rebels on Sunday, and at least 23 people were killed, officials said."


def test_ninjs_two() -> None:
    """Version 2: bodies and headlines by role; the agency it credits is kept apart from who publishes it."""
    item = {
        "uri": "urn:newsml:e.org:1",
        "version": "3",
        "pubstatus": "usable",
        "firstcreated": "2020-09-27T09:00:00Z",
        "versioncreated": "2020-09-28T09:00:00Z",
        "headlines": [{"role": "short", "value": "Clash"}, {"role": "main", "value": "Clashes in the south"}],
        "bodies": [
            {"role": "caption", "value": "A tank."},
            {"role": "main", "contenttype": "text/html", "value": f"<p>{TEXT}</p>"},
        ],
        "infosources": [{"name": "Reuters"}],
        "provider": {"name": "The Paper"},
    }
    found = ninjs_found(item, "i")
    assert found.content is not None
    assert (found.key, found.version, found.origin) == ("wire:urn:newsml:e.org:1", "3", "Reuters")
    assert (found.content.text, found.content.title) == (TEXT, "Clashes in the south")
    assert (found.content.published, found.content.publisher) == ("2020-09-27", "The Paper")


def test_ninjs_one_withdrawn_and_withheld() -> None:
    """`canceled` withdraws, `withheld` is not ours to read yet, a picture has no text."""
    withdrawn = ninjs_found({"uri": "u", "pubstatus": "canceled", "ednote": "Wrong  toll"}, "i")
    assert withdrawn.withdrawn == "canceled by its source: Wrong toll"
    with pytest.raises(InputError, match="withheld"):
        ninjs_found({"uri": "u", "pubstatus": "withheld", "body_text": TEXT}, "i")
    with pytest.raises(EmptyReport):
        ninjs_found({"uri": "u", "headline": "A picture"}, "i")
    found = ninjs_found({"uri": "https://e.org/u", "body_text": TEXT, "headline": "H"}, "i")
    assert found.content is not None
    assert (found.content.text, found.content.url) == (TEXT, "https://e.org/u")


def newsml(version: int, status: str = "stat:usable", text: str = TEXT, note: str = "") -> bytes:
    """A NewsML-G2 item."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2020-09-28T00:00:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:e.org:7" version="{version}" standard="NewsML-G2"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="nprov:EX"><name>Example Wire</name></provider><versionCreated>2020-09-28T10:00:00Z</versionCreated>
<firstCreated>2020-09-27T10:00:00Z</firstCreated><pubStatus qcode="{status}"/><edNote>{note}</edNote></itemMeta>
<contentMeta><headline>Clashes in the south</headline><creditline>Reuters</creditline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>
<body><p>{text}</p><p>More followed.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>""".encode()


def test_newsml() -> None:
    """Body, headline, first day, provider and credit of an item; cancellations carry their note."""
    (found,) = newsml_found(newsml(2), "n.xml")
    assert found.content is not None
    assert found.content.text == f"{TEXT}\n\nMore followed."
    assert (found.content.title, found.content.published, found.content.publisher) == (
        "Clashes in the south",
        "2020-09-27",
        "Example Wire",
    )
    assert (found.key, found.version, found.origin) == ("wire:urn:newsml:e.org:7", "2", "Reuters")
    (gone,) = newsml_found(newsml(3, "stat:canceled", note="Source retracts."), "n.xml")
    assert gone.withdrawn == "canceled by its source: Source retracts."
    (held,) = newsml_found(newsml(1, "stat:withheld"), "n.xml")
    assert held.error is not None


def test_news_article_pages() -> None:
    """The JSON-LD of a page betters the extracted text; broken blocks are passed over."""
    body = f"{TEXT}\n\n{TEXT} Again.\n\nThe army said it would answer."
    data = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Clash",
                "datePublished": "2020-09-27T10:00:00+04:00",
                "publisher": {"@type": "Organization", "name": "The Paper"},
                "creditText": "AFP",
                "articleBody": body,
            }
        ]
    }
    page = f"""<html><head><title>x</title><script type="application/ld+json">{{broken</script>
    <script type="application/ld+json">{json.dumps(data)}</script></head><body><article><p>{TEXT}</p></article></body></html>"""
    content, origin = page_with_metadata(page, "p", "https://e.org/p")
    assert (content.text, content.title, content.published, content.publisher, origin) == (
        body,
        "Clash",
        "2020-09-27",
        "The Paper",
        "AFP",
    )
    found = article_found(
        {"@type": "ReportageNewsArticle", "@id": "https://e.org/1", "headline": "H", "articleBody": TEXT}, "a"
    )
    assert found.key == "article:https://e.org/1"


MAIL = (
    "From: Crisis Desk <desk@e.org>\r\nTo: x@e.org\r\nSubject: =?utf-8?q?Morning_briefing_=E2=80=94_28_September?=\r\n"
    "Date: Mon, 28 Sep 2020 06:00:00 +0000\r\nMessage-ID: <1@e.org>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    f"<html><body><p>{TEXT}</p><p>Two died.</p></body></html>\r\n"
)


def test_mail() -> None:
    """Text, subject, day and sender of a newsletter; broken ones are one error."""
    assert is_mail(MAIL.encode())
    assert not is_mail(b"BAKU: the army said\n\nText")
    found = mail_found(MAIL.encode(), "m.eml")
    assert found.content is not None
    assert found.content.text == f"{TEXT}\n\nTwo died."
    assert (found.content.title, found.content.published, found.content.publisher, found.key) == (
        "Morning briefing — 28 September",
        "2020-09-28",
        "Crisis Desk",
        "mail:<1@e.org>",
    )
    for broken in (
        b"From: a\nTo: b\nSubject: c\nDate: d\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"From: \xff\xfe\n\n",
    ):
        with pytest.raises(InputError):
            mail_found(broken, "m")


def table(text: str | bytes, **given: object) -> list[Found]:
    """The rows of a table."""
    data = text if isinstance(text, bytes) else text.encode()
    return list(table_rows(io.BytesIO(data), "t.csv", **given))  # type: ignore[arg-type]


def test_tables_by_usual_names_and_by_mapping() -> None:
    """Usual names are found; others are mapped; semicolons and line breaks in cells are read."""
    (row,) = table(f'Headline;Date;Body\nClash;2020-09-27;"{TEXT}\nMore; and more."\n')
    assert row.content is not None
    assert (row.content.title, row.content.published) == ("Clash", "2020-09-27")
    assert row.content.text.endswith("More; and more.")
    (mapped,) = table(f'Nr,Meldung\n7,"{TEXT}"\n', mapping=parse_mapping(["text=Meldung,id=Nr"]))
    assert mapped.content is not None
    assert mapped.key is not None


def test_bad_rows_do_not_stop_a_table() -> None:
    """Each bad row has its line; Windows-1252 cells are mended; the rest goes on."""
    rows = table(
        b"text,title\nThe caf\xe9 was hit in the attack.,a\n,empty\na,b,c\n" + b"x" * 200 + b",long\nLast one.,z\n",
        limit=150,
    )
    assert [r.where for r in rows] == [f"t.csv:{n}" for n in (2, 3, 4, 5, 6)]
    assert [type(r.error) for r in rows] == [type(None), EmptyReport, InputError, ReportTooLarge, type(None)]
    assert rows[0].content is not None
    assert "café" in rows[0].content.text


@pytest.mark.parametrize(
    ("mapping", "words"), [(["text"], "maps no column"), (["wer=a"], "maps no column"), (["text=Nowhere"], "no column")]
)
def test_wrong_mappings_are_told(mapping: list[str], words: str) -> None:
    """With the columns that there are."""
    with pytest.raises(InputError, match=words):
        table("a,b\n1,2\n", mapping=parse_mapping(mapping))
    with pytest.raises(InputError, match="no column holds the text"):
        table("a,b\n1,2\n")


def warc_record(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, *extra: str) -> bytes:
    """A gzip-compressed WARC response."""
    more = "".join(f"{line}\r\n" for line in extra)
    http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-09-27T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url))}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


PAGE = f"<html><body><article><h1>Clash</h1><p>{TEXT}</p><p>The army said that it would answer the attack in kind.</p></article></body></html>".encode()


def test_archives() -> None:
    """Pages are read with their address; other records are passed over; one bad page is one error."""
    data = b"".join(
        (
            warc_record("https://e.org/1", PAGE),
            warc_record("https://e.org/p.png", b"\x89PNG", "image/png"),
            warc_record("https://e.org/404", PAGE, status=404),
            warc_record(
                "https://e.org/bomb", gzip.compress(b"a" * 3_000_000), "text/html", 200, "Content-Encoding: gzip"
            ),
            warc_record("https://e.org/packed", gzip.compress(PAGE), "text/html", 200, "Content-Encoding: gzip"),
        )
    )
    assert is_warc(data[:400])
    found = list(warc_pages(io.BytesIO(data), "a.warc.gz", limit=100_000))
    assert [f.content.url if f.content else type(f.error) for f in found] == [
        "https://e.org/1",
        ReportTooLarge,
        "https://e.org/packed",
    ]
    assert found[0].content is not None
    assert TEXT in found[0].content.text


def test_archives_that_break_off() -> None:
    """Everything before the break is kept, and the break is told."""
    data = warc_record("https://e.org/1", PAGE) + warc_record("https://e.org/2", PAGE)
    found = list(warc_pages(io.BytesIO(data[:-30]), "a.warc.gz"))
    assert found[0].content is not None
    assert found[1].error is not None
    assert next(iter(warc_pages(io.BytesIO(b"WARC/1.0\r\nrubbish"), "a"))).error is not None


def test_every_kind_is_told_apart_in_a_folder(tmp_path: Path) -> None:
    """A folder of all kinds, none by its name but the table; one broken file in the middle."""
    files = {
        "a.txt": TEXT.encode(),
        "b": PAGE,
        "c": newsml(1),
        "d.json": json.dumps({"uri": "u", "body_text": TEXT}).encode(),
        "e.jsonl": "\n".join((json.dumps({"uri": "v", "body_text": TEXT}), json.dumps({"text": TEXT}), "{no")).encode(),
        "f.csv": f'text,title\n"{TEXT}",t\n'.encode(),
        "g": MAIL.encode(),
        "h": warc_record("https://e.org/1", PAGE),
        "i": f"<rss version='2.0'><channel><item><guid>1</guid><title>T</title><description>{TEXT}</description></item></channel></rss>".encode(),
        "j": b"%PDF-1.7",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = list(found_in([str(tmp_path)], Reading(Settings())))
    names = {Path(f.where.split()[0]).name.partition("#")[0]: f for f in found}
    assert {n for n, f in names.items() if f.error} == {"e.jsonl:3", "j"}
    assert all(f.content and TEXT in f.content.text for f in names.values() if not f.error)
    assert names["c"].key == "wire:urn:newsml:e.org:7"
