"""A report made ready: checked, identified, its credits found.

`make_report` is pure; fetching and extracting from files, pages and feeds is `tocsin.ingest`.
"""

from __future__ import annotations

import hashlib
import re

from tocsin.errors import BinaryReport, EmptyReport, InputError, UnsupportedLanguage
from tocsin.read.text import shadow
from tocsin.records import Credit, Report, Span

_FUNCTION_WORDS = frozenset("the of and to in a that is was for on with as by at from his he they has have it an were are be said which not "
                            "this will had their after who been its but or".split())
_WORD = re.compile(r"[^\W\d_]+")


def make_report(text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None,
                url: str | None = None) -> Report:
    """The report record for `text`, with content-derived id, digest and credits.

    Raises EmptyReport, BinaryReport or UnsupportedLanguage (all InputError) where it cannot be read,
    InputError where `published` is no ISO date.
    """
    where = url or title
    if not text or not _WORD.search(text):
        raise EmptyReport("the report holds no words", where=where)
    if "\x00" in text or _control_share(text) > 0.02:
        raise BinaryReport("the report is binary data, not text", where=where)
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        text = text.encode("utf-8", "replace").decode("utf-8")
    share = english_share(text)
    if share < 0.05 and len(_WORD.findall(text[:4000])) >= 40:  # shorter texts, headlines among them, may hold no function word at all
        raise UnsupportedLanguage("the report does not read as English", where=where)
    if published is not None:
        published = checked_date(published, where)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    key = hashlib.sha256("\0".join(map(str, (digest, published, title, publisher, url))).encode("utf-8", "surrogatepass")).hexdigest()
    return Report(f"r-{key[:16]}", text, f"sha256:{digest}", title, published, publisher, url, "en", None, tuple(credits_of(text)))


def checked_date(value: str, where: str | None = None) -> str:
    """The day of an ISO 8601 date or time stamp; raises InputError for anything else."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", value)
    if match:
        import datetime

        try:
            return datetime.date.fromisoformat(match.group()).isoformat()
        except ValueError:
            pass
    raise InputError(f"{value!r} is not a date", where=where, advice="write dates as YYYY-MM-DD")


def _control_share(text: str) -> float:
    sample = text[:20000]
    return sum(1 for c in sample if ord(c) < 32 and c not in "\n\r\t\f\v") / len(sample)


def english_share(text: str) -> float:
    """The share of words in the first 4,000 characters that are common English function words; news runs at .25–.45."""
    words = [w.lower() for w in _WORD.findall(text[:4000])]
    return sum(1 for w in words if w in _FUNCTION_WORDS) / max(1, len(words))


_CREDIT_LINE = re.compile(
    r"(?:^|\n)[ \t(\[]*(?P<line>(?:with |additional )?(?:inputs?|input from|agency inputs|image|photo|picture|photo credit|image credit|photo by|reporting by|"
    r"edited by|editing by|source|written by|with inputs? from)\b\s*[:\-/]?[^\n]{1,160})$", re.IGNORECASE | re.MULTILINE)
_CREDIT = re.compile(
    r"(?P<role>with inputs? from|agency inputs|inputs?(?: from)?|images?(?: credit)?|photos?(?: credit| by)?|pictures?|(?:additional )?reporting by|edit(?:ed|ing) by|"
    r"source|written by)\s*[:\-]?\s*(?P<name>[A-Z][\w.&'’ ]*?(?:(?:,| and) [A-Z][\w.&'’ ]*?)*)(?=\s*(?:[/;|)\]]|$|\.$))", re.IGNORECASE)
_ROLES = {"image": "image", "photo": "image", "picture": "image", "reporting": "author", "additional": "author", "edit": "editor", "written": "author",
          "source": "agency", "agency": "inputs", "input": "inputs", "with": "inputs"}
_BYLINE_AGENCY = re.compile(r"\((?P<name>Reuters|AP|AFP|ANI|PTI|IANS|Xinhua|TASS|RIA Novosti|Interfax|dpa|EFE|UPI|Kyodo|Yonhap|Anadolu|UNI)\)\s*[-–—]", re.IGNORECASE)


def credits_of(text: str) -> list[Credit]:
    """Who supplied words and pictures, from credit lines and datelines: `Inputs: ANI/ Image: AP`."""
    plain = shadow(text)
    found: list[Credit] = []
    for line in _CREDIT_LINE.finditer(plain):
        for match in _CREDIT.finditer(plain, line.start("line"), line.end("line")):
            role = next((r for k, r in _ROLES.items() if match["role"].lower().startswith(k)), "inputs")
            found.append(Credit(role, text[match.start("name"):match.end("name")].strip(), Span.of(text, match.start("name"), match.end("name"))))
    agency = _BYLINE_AGENCY.search(plain, 0, 300)
    if agency:
        found.insert(0, Credit("agency", agency["name"], Span.of(text, agency.start("name"), agency.end("name"))))
    return found
