"""Tocsin reads the news of a conflict, keeps the record of it, and rings when it escalates.

>>> import tocsin
>>> account = tocsin.code("France condemned the attack.", published="2024-05-01")  # doctest: +SKIP
>>> account.events[0].event_type  # doctest: +SKIP
'ACCUSE'

Only what `__all__` lists is public. Nothing is loaded before it is asked for, so that importing is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.errors import (
        BinaryReport,
        DataMissing,
        EmptyReport,
        EncodingTrouble,
        Fault,
        InputError,
        LexiconError,
        ModelMissing,
        ReportTooLarge,
        SettingsError,
        SourceUnreachable,
        StoreError,
        TocsinError,
        UnsupportedLanguage,
    )
    from tocsin.pipeline import code, code_many
    from tocsin.read.report import make_report
    from tocsin.records import (
        Account,
        Actor,
        Credit,
        Dateline,
        DateMention,
        Event,
        Party,
        Place,
        Position,
        Report,
        Run,
        Source,
        Span,
        Statement,
        Toll,
        Unresolved,
        When,
        Whom,
    )
    from tocsin.settings import Settings, load_settings
    from tocsin.store import open
    from tocsin.version import __version__

_HOMES = {
    "tocsin.errors": (
        "BinaryReport DataMissing EmptyReport EncodingTrouble Fault InputError LexiconError ModelMissing ReportTooLarge "
        "SettingsError SourceUnreachable StoreError TocsinError UnsupportedLanguage"
    ),
    "tocsin.pipeline": "code code_many",
    "tocsin.read.report": "make_report",
    "tocsin.records": (
        "Account Actor Credit DateMention Dateline Event Party Place Position Report Run Source Span Statement Toll "
        "Unresolved When Whom"
    ),
    "tocsin.settings": "Settings load_settings",
    "tocsin.store": "open",
    "tocsin.version": "__version__",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Account",
    "Actor",
    "BinaryReport",
    "Credit",
    "DataMissing",
    "DateMention",
    "Dateline",
    "EmptyReport",
    "EncodingTrouble",
    "Event",
    "Fault",
    "InputError",
    "LexiconError",
    "ModelMissing",
    "Party",
    "Place",
    "Position",
    "Report",
    "ReportTooLarge",
    "Run",
    "Settings",
    "SettingsError",
    "Source",
    "SourceUnreachable",
    "Span",
    "Statement",
    "StoreError",
    "TocsinError",
    "Toll",
    "Unresolved",
    "UnsupportedLanguage",
    "When",
    "Whom",
    "__version__",
    "code",
    "code_many",
    "load_settings",
    "make_report",
    "open",
]


def __getattr__(name: str) -> Any:
    """The public name, imported from the module that holds it the first time it is asked for."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'tocsin' has no attribute {name!r}")
    try:
        value = getattr(importlib.import_module(home), name)
    except AttributeError:
        raise AttributeError(f"module 'tocsin' has no attribute {name!r} yet: {home} does not define it") from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
