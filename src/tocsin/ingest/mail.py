"""E-mail newsletters (EML): the message's text with its subject, day and sender."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from tocsin.errors import EmptyReport, InputError
from tocsin.ingest.found import Found, digest_of
from tocsin.ingest.items import Content
from tocsin.ingest.markup import plain_text

_HEADER = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t].*\r?\n(?:[ \t].*\r?\n)*)+", re.MULTILINE)
_NEEDED = re.compile(rb"^(?:from|date|message-id|subject|received):", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"^>.*$\n?", re.MULTILINE)
_ENOUGH = 40
"""A plain part with fewer words only says that the message is HTML."""


def is_mail(head: bytes) -> bool:
    """Whether the bytes open with at least three mail headers.

    >>> is_mail(b"From: a@e.org\\nSubject: x\\nDate: Mon, 28 Sep 2020 10:00:00 +0000\\n\\nText")
    True
    """
    start = _HEADER.match(head[:65536].lstrip(b"\r\n"))
    return start is not None and len({m.group().lower() for m in _NEEDED.finditer(start.group())}) >= 3


def mail_found(data: bytes, where: str) -> Found:
    """The newsletter in a message, as one report; raises InputError where it cannot be read or holds no text."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)  # what this policy makes
        text = _body(message)
        subject, sender = _header(message, "subject"), _header(message, "from")
        day = _day(_header(message, "date"))
    except InputError:
        raise
    except Exception as error:  # the parser of the standard library raises many kinds on hostile headers
        raise InputError(
            f"the message is broken ({type(error).__name__})", where=where, advice="save its text"
        ) from error
    if not text:
        raise EmptyReport("the message holds no text", where=where, advice="save its text to a file")
    name, address = parseaddr(sender or "")
    content = Content(text, subject, day, name or address.rpartition("@")[2] or None, None)
    key = _header(message, "message-id")
    return Found(where, content, key=f"mail:{key}" if key else None, version=digest_of(text), size=len(data))


def _body(message: EmailMessage) -> str:
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    text = _QUOTED.sub("", _content(plain)) if plain is not None else ""
    if rich is not None and len(text.split()) < _ENOUGH:
        return plain_text(_content(rich)) or text
    return text.strip()


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message.get(name) or "").split()) or None


def _day(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError):
        return None
