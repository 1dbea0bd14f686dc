"""Feeds, lists of feeds and safe XML: what entries give, and what hostile documents do not do."""

from __future__ import annotations

import datetime

import pytest

from tocsin.errors import InputError
from tocsin.ingest.feeds import feed_entries
from tocsin.ingest.found import Found
from tocsin.ingest.markup import plain_text, root_name, xml_tree
from tocsin.ingest.opml import Subscription, subscriptions

WHOLE = " ".join(["Clashes erupted between the army and the rebels near the river on Sunday."] * 12)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Paper</title>
<item><title>Fighting &amp;amp; fire</title><link>/news/1</link><guid isPermaLink="false">a-1</guid>
<pubDate>Sun, 27 Sep 2020 23:30:00 +0400</pubDate><description>&lt;p&gt;Clashes erupted.&lt;/p&gt;</description></item>
<item><title>Whole</title><link>https://e.org/2</link><guid>a-2</guid><pubDate>Mon, 28 Sep 2020 01:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{WHOLE}</p><script>steal()</script><p>Two died.</p>]]></content:encoded></item>
<item><title>Tomorrow's conference</title><link>javascript:alert(1)</link><pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate>
<description>Talks are planned.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title><entry><id>tag:e.org,1</id><title type="html">Talks</title>
<link href="https://e.org/a"/><updated>2020-09-28T10:00:00Z</updated><published>2020-09-27T10:00:00Z</published>
<source><title>First Wire</title></source><summary>They met in Geneva.</summary></entry></feed>"""
TODAY = datetime.date(2020, 9, 29)


def entries(document: str | bytes, **given: object) -> list[Found]:
    """The entries of a document."""
    data = document if isinstance(document, bytes) else document.encode()
    return list(feed_entries(data, "f.xml", url="https://e.org/rss", today=TODAY, **given))  # type: ignore[arg-type]


def test_teasers_name_their_page_and_whole_entries_do_not() -> None:
    """An entry of a few words points at its page; one that carries the article needs none."""
    teaser, whole, planned = entries(RSS)
    assert teaser.content is not None and whole.content is not None and planned.content is not None
    assert (teaser.page, teaser.content.text) == ("https://e.org/news/1", "Clashes erupted.")
    assert whole.page is None
    assert whole.content.text.endswith("\n\nTwo died.")
    assert "steal" not in whole.content.text
    assert (teaser.content.title, teaser.content.publisher) == ("Fighting & fire", "The Paper")


def test_days_are_utc_and_never_invented() -> None:
    """The day is the source's own, in UTC; a day to come is none."""
    assert [e.content.published for e in entries(RSS) if e.content] == ["2020-09-27", "2020-09-28", None]


def test_only_http_links_are_kept() -> None:
    """A script for a link is no link."""
    planned = entries(RSS)[2]
    assert planned.content is not None
    assert (planned.page, planned.content.url) == (None, None)


def test_a_bare_id_is_no_link() -> None:
    """Although RSS says so."""
    (item,) = entries("<rss version='2.0'><channel><item><guid>2020-1</guid><title>T</title></item></channel></rss>")
    assert item.page is None


def test_atom_with_its_source() -> None:
    """An entry that names another source is that one's."""
    (entry,) = entries(ATOM)
    assert entry.content is not None
    assert (entry.content.publisher, entry.content.published, entry.page) == (
        "First Wire",
        "2020-09-27",
        "https://e.org/a",
    )


def test_identity_stays_and_version_changes() -> None:
    """The same entry with other words is a later version; the same id in another feed is another item."""
    before, after = entries(ATOM)[0], entries(ATOM.replace("Geneva", "Vienna"))[0]
    assert before.key == after.key
    assert before.version != after.version
    (other,) = feed_entries(ATOM.encode(), "g.xml", url="https://other.org/rss")
    assert other.key != before.key


def test_encodings() -> None:
    """UTF-16 and declared Windows-1251 are read."""
    for data in (
        ATOM.encode("utf-16"),
        ("<?xml version='1.0' encoding='windows-1251'?>" + ATOM.replace("Talks", "Ереван")).encode("cp1251"),
    ):
        assert len(entries(data)) == 1


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<rss version="2.0"><channel><title>&lol2;</title><item><title>x</title></item></channel></rss>"""
OUTSIDE = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>"""


@pytest.mark.parametrize("document", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(document: str, encoding: str) -> None:
    """Neither expanded nor fetched, in whatever encoding they hide."""
    with pytest.raises(InputError, match="declares entities"):
        entries(document.encode(encoding))
    with pytest.raises(InputError, match="declares entities"):
        xml_tree(document.encode(encoding), "x")


def test_an_outer_document_type_is_harmless() -> None:
    """Old RSS names its DTD; it is not fetched and the feed is read."""
    old = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">' + RSS.partition("?>")[2]
    assert len(entries(old)) == 3


@pytest.mark.parametrize(
    "document", ["<html><body>no feed</body></html>", "plain words", "<rss><channel>", '{"version": 1}', "<rss"]
)
def test_what_is_no_feed_is_told(document: str) -> None:
    """One clear error, whatever came instead."""
    with pytest.raises(InputError):
        entries(document)


def test_too_many_entries_are_told() -> None:
    """What is left out is never silent."""
    items = "".join(f"<item><guid>{n}</guid><title>Talks {n}</title></item>" for n in range(2005))
    found = entries(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert len(found) == 2001
    assert found[-1].error is not None


def test_deep_markup_ends() -> None:
    """A page nested ten thousand deep is read or refused, without end or crash."""
    assert plain_text("<div>" * 10_000 + "word" + "</div>" * 10_000) in ("word", "")
    with pytest.raises(InputError, match="broken"):
        xml_tree(b"<a>" * 10_000 + b"</a>" * 10_000, "x")


def test_root_names() -> None:
    """Comments and declarations before the first element do not hide it."""
    assert root_name("<!-- <html> --><!DOCTYPE opml><opml version='2'>") == "opml"
    assert root_name("no markup") == ""


LIST = """<opml version="2.0"><head><title>Mine</title></head><body><outline text="Caucasus">
<outline text="Agency" type="rss" xmlUrl="https://a.org/rss"/><outline text="Again" xmlUrl="https://a.org/rss"/>
<outline text="Old" xmlUrl="feed://b.org/x"/></outline><outline text="Bad" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="None"/></body></opml>"""


def test_lists_of_feeds() -> None:
    """Each address once, in order, with its folder; unusable ones are told at their lines."""
    found, errors = subscriptions(LIST.encode(), "l.opml")
    assert found == (
        Subscription("https://a.org/rss", "Agency", "Caucasus"),
        Subscription("http://b.org/x", "Old", "Caucasus"),
    )
    assert [e.where for e in errors] == ["l.opml:3", "l.opml:4"]
    with pytest.raises(InputError, match="no feeds"):
        subscriptions(b"<opml><body/></opml>", "l.opml")
    with pytest.raises(InputError, match="not an OPML"):
        subscriptions(b"<rss/>", "l.opml")
