"""The desk put together: API, screens and their twins, static files, the guard around it all."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.serve import api, problems, screens
from tocsin.serve.desk import Desk
from tocsin.serve.openapi import document
from tocsin.serve.problems import Problem
from tocsin.serve.security import Guard, GuardLayer
from tocsin.version import __version__

_FOLDER = Path(str(resources.files("tocsin.serve")))
_KINDS = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".png": "image/png",
    ".html": "text/html",
    ".woff2": "font/woff2",
}
_SHELL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Tocsin</title>
<link rel="icon" href="/static/{v}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/{v}/vendor/vendor.css"><link rel="stylesheet" href="/static/{v}/style.css">
<link rel="stylesheet" href="/static/{v}/reader.css"><link rel="stylesheet" href="/static/{v}/charts.css">
<link rel="modulepreload" href="/static/{v}/vendor/vendor.mjs">
<script type="module" src="/static/{v}/app.js"></script></head>
<body><div id="app"></div><noscript><p>The desk draws its screens by script. Every screen has a twin in JSON: put .json behind its address.</p></noscript></body></html>
"""


def create_app(desk: Desk, guard: Guard | None = None) -> FastAPI:
    """The application for one record; `guard` says who may ask for what."""
    app = FastAPI(
        title="Tocsin",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        description="The record of a conflict over HTTP. Every fact names the words it rests on.",
    )
    app.state.desk = desk
    problems.install(app)
    app.include_router(api.router)
    app.include_router(api.feed)
    app.include_router(screens.router)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]  # FastAPI's own way to extend the document
    _static(app)
    _shells(app)
    app.add_middleware(Conditional, desk=desk)
    guard = guard or Guard()
    if guard.beyond_loopback:
        app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=4)  # on one machine it only costs time
    app.add_middleware(GuardLayer, guard=guard)
    return app


@dataclass(slots=True)
class Conditional:
    """ETags from the state of the record: what has not changed is answered with 304 before it is computed."""

    app: ASGIApp
    desk: Desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 304, or lets the request through and names its answer."""
        path = scope.get("path", "")
        data = path.startswith("/api/") or path.endswith((".json", ".atom"))
        if scope["type"] != "http" or scope["method"] != "GET" or not data or path.startswith("/static/"):
            await self.app(scope, receive, send)
            return
        key = f"{self.desk.state} {__version__} {path}?".encode() + scope.get("query_string", b"")
        tag = f'W/"{hashlib.sha256(key).hexdigest()[:20]}"'
        if tag in Headers(scope=scope).get("if-none-match", ""):
            await Response(status_code=304, headers={"etag": tag, "cache-control": "no-cache"})(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["cache-control"] = "no-cache"
                if message["status"] == 200:
                    headers["etag"] = tag
            await send(message)

        await self.app(scope, receive, sending)


def asset_version() -> str:
    """A digest of all static files: new files, new addresses, so that they can be kept for ever."""
    digest = hashlib.sha256()
    for folder in ("static", "vendor"):
        for path in sorted((_FOLDER / folder).rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _static(app: FastAPI) -> None:
    version = asset_version()
    files = {p.relative_to(_FOLDER / "static").as_posix(): p for p in (_FOLDER / "static").rglob("*") if p.is_file()}
    files |= {f"vendor/{p.name}": p for p in (_FOLDER / "vendor").glob("*") if p.is_file()}

    def asset(tag: str, name: str) -> FileResponse:
        path = files.get(name)
        if path is None:
            raise Problem(
                404,
                "not-found",
                f"there is no file {name[:80]!r}"
                + ("; `make web` builds the browser code of other people" if name.startswith("vendor/") else ""),
            )
        lasting = "public, max-age=31536000, immutable" if tag == version else "no-cache"
        kind = _KINDS.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return FileResponse(path, media_type=kind, headers={"cache-control": lasting})

    app.add_api_route("/static/{tag}/{name:path}", asset, methods=["GET"], include_in_schema=False)
    app.state.assets = version


def _shells(app: FastAPI) -> None:
    page = _SHELL.replace("{v}", app.state.assets)

    def shell() -> HTMLResponse:
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    for path in screens.PATHS:
        app.add_api_route(path, shell, methods=["GET"], include_in_schema=False)
