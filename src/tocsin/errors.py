"""Every error that Tocsin raises on purpose.

TocsinError
├── InputError            one item cannot be read; the rest goes on
│   ├── EmptyReport           nothing to read
│   ├── BinaryReport          not text
│   ├── EncodingTrouble       bytes that no supported encoding explains
│   ├── UnsupportedLanguage   not English
│   ├── ReportTooLarge        over the size limit
│   ├── Fault                 a fault of ours, or of a library, met in this item
│   └── SourceUnreachable     a file, URL or feed that cannot be fetched
├── LexiconError          a lexicon entry is wrong; names file and line
├── SettingsError         a setting is unknown or out of range
├── ModelMissing          the language model is not installed
├── DataMissing           the gazetteer (or other built data) is not there
└── StoreError            the record cannot be opened, migrated or written

Each error says what happened, where, and what to do next.
"""

from __future__ import annotations


class TocsinError(Exception):
    """Base of all errors raised on purpose; `slug` names the kind, `advice` the next step."""

    slug = "error"
    http_status = 500
    advice = ""

    def __init__(self, message: str, *, where: str | None = None, advice: str | None = None) -> None:
        self.where = where
        self.message = message
        if advice is not None:
            self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        step = f" — {self.advice}" if self.advice else ""
        return f"{place}{self.message}{step}"


class InputError(TocsinError):
    """One item cannot be read."""

    slug = "input"
    http_status = 422


class EmptyReport(InputError):
    """Nothing to read."""

    slug = "empty-report"
    advice = "give a report with at least one sentence"


class BinaryReport(InputError):
    """Not text."""

    slug = "binary-report"
    advice = "give plain text, HTML or JSON lines"


class EncodingTrouble(InputError):
    """Bytes that no supported encoding explains."""

    slug = "encoding"
    advice = "save the file as UTF-8"


class UnsupportedLanguage(InputError):
    """Not English."""

    slug = "language"
    advice = "Tocsin reads English; translate the report first"


class ReportTooLarge(InputError):
    """Over the size limit."""

    slug = "too-large"
    http_status = 413
    advice = "split the file into single reports, or raise `max_report_bytes` in the settings"


class Fault(InputError):
    """A fault of ours, or of a library, that this item brought to light; the message names it."""

    slug = "fault"
    http_status = 500
    advice = "set TOCSIN_DEBUG=1 to see where, and report it with the text"


class SourceUnreachable(InputError):
    """A file, URL or feed that cannot be fetched."""

    slug = "unreachable"
    http_status = 502


class LexiconError(TocsinError):
    """A lexicon entry is wrong."""

    slug = "lexicon"
    advice = "correct the entry; `tocsin lexicon check FOLDER` lists every error"


class SettingsError(TocsinError):
    """A setting is unknown or out of range."""

    slug = "settings"


class ModelMissing(TocsinError):
    """The language model is not installed."""

    slug = "model-missing"
    advice = "run `make setup`, or set TOCSIN_MODEL to an installed spaCy model"


class DataMissing(TocsinError):
    """Built data is not there."""

    slug = "data-missing"
    advice = "run `make setup`, which builds the gazetteer"


class StoreError(TocsinError):
    """The record cannot be opened, migrated or written."""

    slug = "store"
