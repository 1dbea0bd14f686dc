"""Fetching one page: http and https only, every hop checked, bounded in size and time.

`fetch` gives a page or raises; `ask` gives whatever the server answered, for callers that know what to do with
`304 Not Modified` or `429 Too Many Requests`.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from tocsin.errors import ReportTooLarge, SourceUnreachable
from tocsin.ingest.addresses import resolve
from tocsin.settings import Settings
from tocsin.version import __version__

if TYPE_CHECKING:
    import httpx

_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_HEADERS = {
    "user-agent": f"tocsin/{__version__}",
    "accept": "text/html,text/plain,application/json;q=0.9,*/*;q=0.5",
    "accept-encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the bytes, the charset that the server declared, the address after redirects."""

    data: bytes
    charset: str | None
    url: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    reason: str = ""
    moved: bool = False
    """Whether every redirect on the way was a permanent one, and there was one."""


def is_url(source: str) -> bool:
    """Whether the user's words are an address on the net: `https://…`, and `ftp://…` too, which is then refused."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.isalnum()


def fetch(url: str, settings: Settings) -> Fetched:
    """The page at `url`; raises SourceUnreachable or ReportTooLarge.

    Takes `settings.fetch_timeout` seconds at most over all redirects, whatever the server does.
    """
    answer = ask(url, settings)
    if answer.status != 200:
        raise SourceUnreachable(
            f"the server answered {answer.status} {answer.reason}".rstrip(),
            where=url,
            advice="check the address in a browser; save the page and give the file",
        )
    return answer


def ask(url: str, settings: Settings, headers: Mapping[str, str] | None = None, limit: int | None = None) -> Fetched:
    """Whatever the server answers after redirects, with a body only for status 200; raises where no answer comes.

    `headers` go beside the usual ones (`{"if-none-match": etag}`); `limit` is the largest body in bytes.
    """
    deadline = time.monotonic() + settings.fetch_timeout
    size = limit or settings.max_report_bytes
    return _within(settings.fetch_timeout, lambda: _follow(url, settings, deadline, dict(headers or {}), size), url)


def _within(seconds: float, work: Callable[[], Fetched], where: str) -> Fetched:
    """The result of `work`, given up after `seconds`: name servers and slow trickles obey no other clock."""
    results: list[Fetched] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # handed to the caller's thread below
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True, name="tocsin-fetch")
    thread.start()
    thread.join(seconds)
    if results:
        return results[0]
    if errors:
        raise errors[0]
    raise SourceUnreachable(
        f"no whole answer within {seconds:g} seconds",
        where=where,
        advice="try again, or raise `fetch_timeout` in the settings",
    )


def _follow(url: str, settings: Settings, deadline: float, more: Mapping[str, str], limit: int) -> Fetched:
    import httpx

    start = url
    permanent = []
    with httpx.Client(follow_redirects=False, trust_env=False, timeout=settings.fetch_timeout) as client:
        for _ in range(_HOPS + 1):
            target_url, headers, extensions = pinned(url, start, settings)
            sent = {**_HEADERS, **more, **headers}
            try:
                with client.stream("GET", target_url, headers=sent, extensions=extensions) as response:
                    target = response.headers.get("location")
                    if response.status_code in _REDIRECTS and target:
                        url = urljoin(url, target)
                        permanent.append(response.status_code in _PERMANENT)
                        continue
                    body = _body(response, limit, deadline, start) if response.status_code == 200 else b""
                    return Fetched(
                        body,
                        response.charset_encoding,
                        url,
                        response.status_code,
                        {k.lower(): v for k, v in response.headers.items()},
                        response.reason_phrase,
                        bool(permanent) and all(permanent),
                    )
            except httpx.HTTPError as error:
                raise SourceUnreachable(
                    f"cannot be fetched: {error or type(error).__name__}",
                    where=start,
                    advice="check the address and the network; a saved page can be given as a file",
                ) from error
            except (httpx.InvalidURL, UnicodeError) as error:
                raise SourceUnreachable(
                    f"is not a usable address: {error}", where=start, advice="check the address"
                ) from error
    raise SourceUnreachable(f"redirects more than {_HOPS} times", where=start, advice="give the final address")


def pinned(url: str, where: str, settings: Settings) -> tuple[str, dict[str, str], dict[str, str]]:
    """The URL with the checked address for its host, and what keeps the host's name for the server and for TLS."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SourceUnreachable(f"is not a usable address: {error}", where=where, advice="check the address") from error
    if parts.scheme not in ("http", "https") or not host:
        raise SourceUnreachable(
            f"{parts.scheme or 'nothing'}: addresses are not fetched",
            where=where,
            advice="give an http or https address, or a file",
        )
    if parts.username or parts.password:
        raise SourceUnreachable(
            "the address carries a user name or password",
            where=where,
            advice="fetch the page yourself and give the file",
        )
    address = resolve(
        host, port or (443 if parts.scheme == "https" else 80), where, allow_private=settings.allow_private_addresses
    )
    shown = f"[{address}]" if ":" in address else address
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii") if not host.isascii() else host
    suffix = f":{port}" if port else ""
    return (
        urlunsplit((parts.scheme, shown + suffix, parts.path or "/", parts.query, "")),
        {"host": name + suffix},
        {"sni_hostname": name},
    )


def _body(response: httpx.Response, limit: int, deadline: float, where: str) -> bytes:
    """The body, unpacked piece by piece so that a small answer cannot swell past the limit."""
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise ReportTooLarge(f"the page has {int(declared):,} bytes, more than {limit:,}", where=where)
    encoding = response.headers.get("content-encoding", "identity").lower().strip()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise SourceUnreachable(
            f"the server packs the page as {encoding!r}, which was not asked for",
            where=where,
            advice="save the page and give the file",
        )
    found = bytearray()
    for piece in _unpacked(response.iter_raw(), "gzip" in encoding, limit, where):
        found += piece
        if len(found) > limit:
            raise ReportTooLarge(f"the page has more than {limit:,} bytes", where=where)
        if time.monotonic() > deadline:
            raise SourceUnreachable(
                "the answer takes too long", where=where, advice="try again, or raise `fetch_timeout` in the settings"
            )
    return bytes(found)


def _unpacked(pieces: Iterator[bytes], packed: bool, limit: int, where: str) -> Iterator[bytes]:
    if not packed:
        yield from pieces
        return
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            yield unpacker.decompress(piece, limit + 1)
    except zlib.error as error:
        raise SourceUnreachable(f"the page is packed wrongly: {error}", where=where, advice="try again") from error
