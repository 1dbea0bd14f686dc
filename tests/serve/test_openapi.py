"""The API does what its own OpenAPI document says: requests made from the document, sent to a running desk, answers checked against it.

The requests are the same on every run. Values that fit their schema are refused only for what no schema can say (a page token
of another query, a box upside down), never as ill-formed.
"""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from hypothesis import HealthCheck, Phase, settings  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

from tocsin.serve.app import create_app  # noqa: E402
from tocsin.serve.desk import Desk  # noqa: E402
from tocsin.settings import Settings  # noqa: E402
from tocsin.store import open_store  # noqa: E402

pytestmark = pytest.mark.timeout(300)
_EACH = 6
"""Requests made at random for each route, beside those that cover every boundary of its parameters."""


def _document() -> Any:
    """The document as schemathesis reads it; it is the same for every record."""
    with open_store(":memory:") as store:
        return schemathesis.openapi.from_dict(create_app(Desk(store, Settings())).openapi())


document = _document()


@document.parametrize()
@settings(
    max_examples=_EACH,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_requests_made_from_the_document(case: Any, unhurried: str) -> None:
    """Whatever the document allows or forbids, the answer is one that it names, and has its shape."""
    answer = case.call_and_validate(excluded_checks=[positive_data_acceptance], base_url=unhurried, timeout=30)
    if answer.status_code == 422 and case.meta and case.meta.generation.mode.is_positive:
        assert not answer.json()["type"].endswith("#problem-invalid"), f"refused as ill-formed: {answer.json()}"


@pytest.mark.parametrize("kind", ["event", "statement", "toll", "position"])
def test_answers_about_what_is_there(unhurried: str, kind: str) -> None:
    """Routes with ids, asked for what the record holds: requests at random hardly ever meet an id."""
    page = json.load(urllib.request.urlopen(f"{unhurried}/api/v1/{kind}s?limit=3"))
    assert page["items"]
    for row in page["items"]:
        document["/api/v1/facts/{fact}"]["GET"].Case(path_parameters={"fact": row["id"]}).call_and_validate(base_url=unhurried)
        report = document["/api/v1/reports/{report}"]["GET"].Case(path_parameters={"report": row["report"]["id"]})
        assert report.call_and_validate(base_url=unhurried).status_code == 200
    found = json.load(urllib.request.urlopen(f"{unhurried}/api/v1/incidents?limit=3"))["incidents"]
    assert found
    for row in found:
        case = document["/api/v1/incidents/{incident}"]["GET"].Case(path_parameters={"incident": row["id"]})
        assert case.call_and_validate(base_url=unhurried).status_code == 200
