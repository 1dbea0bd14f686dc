"""An account made on a recased reading of a report, given back in the report's own letters.

Texts all in capitals, or without any, are read in ordinary case of the same length; every span is then quoted anew.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from tocsin.records import Account, Report, Span


def requoted(account: Account, report: Report) -> Account:
    """`account` with every span quoting `report.text`, and the words of slots with them."""
    walked: Account = _walk(account, report.text)
    return dataclasses.replace(walked, report=dataclasses.replace(walked.report, text=report.text))


def _walk(value: Any, text: str) -> Any:
    if isinstance(value, Span):
        return Span(value.start, value.end, text[value.start:value.end])
    if isinstance(value, tuple):
        return tuple(_walk(v, text) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: _walk(getattr(value, f.name), text) for f in dataclasses.fields(value)
                   if (f.init and isinstance(getattr(value, f.name), Span | tuple)) or dataclasses.is_dataclass(getattr(value, f.name))}
        span = changes.get("span")
        if span is not None and hasattr(value, "text") and len(span.quote) == len(value.text):
            changes["text"] = span.quote
        return dataclasses.replace(value, **changes)
    return value
