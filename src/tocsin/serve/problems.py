"""Every error of the desk in one shape: RFC 9457 `application/problem+json`, whatever the route.

`{"type", "title", "status", "detail", "instance", "errors"}`; `errors` names single fields, and is empty otherwise.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from tocsin.errors import TocsinError

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("tocsin.serve")
PROBLEMS = {
    400: "The body is no JSON",
    401: "A token is needed, or the one sent is not known",
    403: "The role, the site or the record does not allow it",
    404: "Not in this record",
    405: "The route has no such method",
    413: "Too large",
    415: "Not JSON",
    421: "Not served under this host name",
    422: "A value does not fit",
    429: "Too many requests",
    502: "The page cannot be fetched",
    503: "The record is busy",
}
"""What each status means here."""


class Problem(TocsinError):
    """An error of the desk itself: `Problem(404, "not-found", "no report has this id")`."""

    def __init__(
        self,
        status: int,
        slug: str,
        message: str,
        *,
        advice: str | None = None,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        super().__init__(message, advice=advice)
        self.http_status = status
        self.slug = slug
        self.errors = errors or []


def not_found(what: str, key: str) -> Problem:
    """404 for a thing that the record does not hold: `not_found("report", "r-12")`."""
    return Problem(
        404,
        "not-found",
        f"the record holds no {what} {key[:80]!r}",
        advice="it may have been withdrawn; see /api/v1/changes",
    )


def problem_body(
    status: int, slug: str, detail: str, instance: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The body of a problem response."""
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    return {
        "type": f"/reference#problem-{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        "errors": errors or [],
    }


def problem_response(
    status: int,
    slug: str,
    detail: str,
    instance: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """A problem as a response."""
    return JSONResponse(problem_body(status, slug, detail, instance, errors), status, headers, MEDIA_TYPE)


def _methods(request: Request) -> set[str]:
    """The methods that the document names for the path of a request: a route by itself knows only its own."""
    paths = request.app.openapi()["paths"].items()
    found = (methods for path, methods in paths if compile_path(path)[0].match(request.url.path))
    return {method.upper() for methods in found for method in methods}


def install(app: FastAPI) -> None:
    """Makes every error of `app` come out as a problem."""

    async def ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, TocsinError)
        detail = error.message + (f" — {error.advice}" if error.advice else "")
        return problem_response(error.http_status, error.slug, detail, request.url.path, getattr(error, "errors", None))

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        slug = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "http")
        headers = dict(error.headers or {})
        if error.status_code == 405 and (named := _methods(request)):
            headers = {"allow": ", ".join(sorted(named))}
        return problem_response(error.status_code, slug, str(error.detail), request.url.path, headers=headers)

    async def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        errors = [{"field": ".".join(str(p) for p in e["loc"]), "detail": str(e["msg"])} for e in error.errors()]
        return problem_response(
            422, "invalid", "the request does not fit what this route takes", request.url.path, errors
        )

    async def unforeseen(request: Request, error: Exception) -> JSONResponse:
        _LOG.exception("unforeseen error on %s", request.url.path, exc_info=error)
        return problem_response(500, "fault", "a fault of Tocsin's; the log of the server names it", request.url.path)

    app.add_exception_handler(TocsinError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unforeseen)
