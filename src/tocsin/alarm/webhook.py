"""Alarms as signed HTTP POSTs of JSON.

`Tocsin-Signature: t=1601200000,v1=<hex>` is HMAC-SHA256 of `<t>.<body>` under the shared secret; `Tocsin-Alarm` is
the alarm's id, the same at every try, so that a receiver can drop repeats. `verified` is the receiver's half.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from urllib.parse import urlsplit

from tocsin.alarm.form import alarm_to_dict
from tocsin.alarm.ring import Alarm
from tocsin.errors import InputError, SourceUnreachable
from tocsin.settings import Settings
from tocsin.version import __version__

_TOLERANCE = 300
"""Seconds by which a signed time may differ from the receiver's clock: a POST recorded earlier is refused."""


class NotDelivered(InputError):
    """A message that did not get through; `wait` is how long the receiver asked for, `final` that it wants no more tries."""

    slug = "not-delivered"

    def __init__(self, message: str, *, where: str, wait: float | None = None, final: bool = False) -> None:
        super().__init__(message, where=where, advice="check the receiver")
        self.wait = wait
        self.final = final


def body_of(alarm: Alarm) -> bytes:
    """The JSON that is sent: `{"type": "tocsin.alarm", "alarm": {…}}`."""
    return json.dumps(
        {"type": "tocsin.alarm", "version": 1, "alarm": alarm_to_dict(alarm)}, ensure_ascii=False
    ).encode()


def signature(body: bytes, secret: str, at: int) -> str:
    """The value of the signature header.

    >>> signature(b"{}", "s", 1)
    't=1,v1=b253639bcd705ed1cda3073f66104f16988bd40272584dea7d0d345ae93e61cc'
    """
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


def verified(header: str, body: bytes, secret: str, now: int) -> bool:
    """Whether a received POST is ours and fresh."""
    found = re.fullmatch(r"t=(\d{1,12}),v1=([0-9a-f]{64})", header)
    if found is None or abs(now - int(found[1])) > _TOLERANCE:
        return False
    return hmac.compare_digest(signature(body, secret, int(found[1])), header)


def post(alarm: Alarm, url: str, secret: str, settings: Settings, *, now: int) -> None:
    """Sends one alarm; raises NotDelivered where the answer is not a 2xx.

    Redirects are not followed and private addresses not called, unless the settings allow them: an alarm must not
    become a request into somebody's network.
    """
    import httpx

    from tocsin.ingest.web import pinned

    body = body_of(alarm)
    try:
        target, host, extensions = pinned(url, url, settings)
    except SourceUnreachable as error:
        raise NotDelivered(error.message, where=_shown(url)) from error
    headers = {
        **host,
        "content-type": "application/json",
        "user-agent": f"tocsin/{__version__}",
        "tocsin-alarm": alarm.id,
        "tocsin-signature": signature(body, secret, now),
    }
    try:
        with (
            httpx.Client(follow_redirects=False, trust_env=False, timeout=settings.fetch_timeout) as client,
            client.stream("POST", target, content=body, headers=headers, extensions=extensions) as answer,
        ):
            status, wait = answer.status_code, answer.headers.get("retry-after", "")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotDelivered(f"cannot be reached: {error or type(error).__name__}", where=_shown(url)) from error
    if not 200 <= status < 300:
        seconds = float(wait) if wait.isdigit() and len(wait) < 7 else None
        raise NotDelivered(
            f"answered {status}", where=_shown(url), wait=seconds, final=status in (400, 401, 403, 404, 410, 413)
        )


def _shown(url: str) -> str:
    """The address without its path and query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
