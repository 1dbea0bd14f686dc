"""What stands between the desk and the rest of the world, as one ASGI layer.

Checks, in order: the Host header (against DNS rebinding), size, rate, origin of writes (against CSRF), token and role.
Adds the headers that keep the browser from fetching or running anything that the desk did not serve. Writes go to the audit log.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import logging
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.errors import SettingsError
from tocsin.serve.problems import problem_response

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}
ROLES = ("reader", "reviewer", "admin")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_AUDIT = logging.getLogger("tocsin.audit")
_COSTLY = "/api/v1/code"


@dataclass(frozen=True, slots=True)
class Token:
    """Who holds a token, in what role; only the hash of the token is kept."""

    name: str
    role: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Guard:
    """How the desk is guarded; the defaults are those of a desk on loopback."""

    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    tokens: tuple[Token, ...] = ()
    beyond_loopback: bool = False
    max_bytes: int = 6_000_000
    per_second: float = 100.0
    """Requests a second that one address may keep up; a screen costs about five."""
    burst: float = 400.0


def is_loopback(host: str) -> bool:
    """Whether an address to listen on reaches only this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def load_tokens(path: Path) -> tuple[Token, ...]:
    """The tokens of a TOML file of `[[token]]` tables with name, role and sha256; raises SettingsError naming the entry."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("token", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"tokens cannot be read: {error}", where=str(path), advice="give a TOML file of [[token]] tables"
        ) from error
    found = []
    for number, entry in enumerate(entries, 1):
        digest, role = str(entry.get("sha256", "")), str(entry.get("role", ""))
        if role not in ROLES or len(digest) != 64:
            raise SettingsError(
                f"token {number} needs a role of {', '.join(ROLES)} and the sha256 of the token", where=str(path)
            )
        found.append(Token(str(entry.get("name", f"token {number}")), role, digest.lower()))
    return tuple(found)


@dataclass(slots=True)
class _Bucket:
    """Leaky bucket of one address."""

    level: float
    at: float


@dataclass(slots=True)
class GuardLayer:
    """The ASGI layer around the application."""

    app: ASGIApp
    guard: Guard
    buckets: dict[str, _Bucket] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        token = self._token(headers)
        refusal = self._refusal(scope, headers, token)
        status = [0]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = message["status"]
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
            await send(message)

        if refusal is not None:
            code, slug, detail = refusal
            extra = {"retry-after": "1"} if code == 429 else {"www-authenticate": "Bearer"} if code == 401 else None
            await problem_response(code, slug, detail, scope["path"], headers=extra)(scope, receive, sending)
        else:
            scope.setdefault("state", {})["author"] = token.name if token else "local"
            await self.app(scope, _Limited(receive, self.guard.max_bytes), sending)
        if scope["method"] not in _SAFE:
            client = (scope.get("client") or ("?",))[0]
            _AUDIT.info(
                json.dumps(
                    {
                        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                        "who": token.name if token else None,
                        "from": client,
                        "method": scope["method"],
                        "path": scope["path"],
                        "status": status[0],
                    }
                )
            )

    def _token(self, headers: Headers) -> Token | None:
        scheme, _, value = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not value:
            return None
        digest = hashlib.sha256(value.strip().encode()).hexdigest()
        return next((t for t in self.guard.tokens if hmac.compare_digest(t.sha256, digest)), None)

    def _refusal(self, scope: Scope, headers: Headers, token: Token | None) -> tuple[int, str, str] | None:
        host = _host(headers.get("host", ""))
        if host not in self.guard.hosts and "*" not in self.guard.hosts:
            return 421, "host", "this desk is not served under that host name — start it with --allow-host NAME"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.guard.max_bytes:
            return 413, "too-large", f"the body is over {self.guard.max_bytes:,} bytes — split it into single reports"
        if not self._within_rate(scope):
            return 429, "rate", "too many requests at once — wait a second"
        if scope["method"] not in _WRITES:
            return None  # read, or refused by the routes: none has another method
        if _crosses_sites(headers, host):
            return 403, "cross-site", "writes from other sites are refused"
        carries = length != "0" or "transfer-encoding" in headers
        if carries and headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return 415, "media-type", "send application/json"
        if headers.get("authorization") and token is None:
            return 401, "token", "the token is not known here"
        if self.guard.beyond_loopback and token is None:
            return 401, "token", "this desk can be reached by others and is read-only without a token"
        if token is not None and token.role == "reader":
            return 403, "role", "a reader's token cannot write"
        return None

    def _within_rate(self, scope: Scope) -> bool:
        client = (scope.get("client") or ("?",))[0]
        now = time.monotonic()
        bucket = self.buckets.setdefault(client, _Bucket(0.0, now))
        bucket.level = max(0.0, bucket.level - (now - bucket.at) * self.guard.per_second)
        bucket.at = now
        bucket.level += 20.0 if scope["path"] == _COSTLY else 1.0
        if len(self.buckets) > 10_000:
            self.buckets.clear()
        return bucket.level <= self.guard.burst


def _host(value: str) -> str:
    """The host of a Host header or origin, without port and brackets."""
    value = value.rpartition("://")[2].strip().lower()
    if value.startswith("["):
        return value[1:].partition("]")[0]
    return value.rpartition(":")[0] if ":" in value else value


def _crosses_sites(headers: Headers, host: str) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and _host(origin) != host


class _Limited:
    """A request body that ends in an error beyond `limit` bytes, whatever its declared length."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left = receive, limit

    async def __call__(self) -> Message:
        message: Any = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            return {"type": "http.disconnect"}
        return message  # type: ignore[no-any-return]  # what the server gave, unchanged
