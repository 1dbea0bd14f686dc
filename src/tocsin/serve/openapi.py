"""The OpenAPI document of the desk: FastAPI's, with our schemas and with what every route may answer besides."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from tocsin.serve.api.shapes import components, problem
from tocsin.serve.problems import PROBLEMS

_EVERYWHERE = ("413", "421", "422", "429", "503")
_WRITING = ("400", "401", "403", "415")


def document(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema:
        return app.openapi_schema
    found = get_openapi(
        title=app.title, version=app.version, openapi_version="3.1.0", description=app.description, routes=app.routes
    )
    schemas = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(components())
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Needed for writing from beyond loopback."}
    }
    for path in found["paths"].values():
        for method, route in path.items():
            _complete(route, writes=method not in ("get", "head"))
    app.openapi_schema = found
    return found


def _complete(route: dict[str, Any], *, writes: bool) -> None:
    """Adds to a route what the layers around it may answer, and says that writing may take a token."""
    answers = route["responses"]
    answers.pop("4XX", None)
    if any(p["name"] == "crisis" for p in route.get("parameters", ())):
        answers["404"] = problem("No such crisis")
    for status in (*_EVERYWHERE, *(_WRITING if writes else ())):
        answers[status] = problem(PROBLEMS[int(status)])
    if not writes:
        answers["304"] = {"description": "Unchanged since the ETag that was sent"}
    if writes:
        route["security"] = [{}, {"token": []}]
    for status, answer in answers.items():
        if status.startswith("2") and not writes:
            answer.setdefault("headers", {})["etag"] = {
                "description": "Names this answer; send it back as `If-None-Match`",
                "schema": {"type": "string"},
            }
