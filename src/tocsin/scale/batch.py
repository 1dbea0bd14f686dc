"""A batch of reports coded together, one that cannot be coded kept from harming the others: for every verb that codes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from tocsin.errors import Fault, InputError, TocsinError
from tocsin.pipeline import Coder
from tocsin.records import Account, Report

SIZE = 16
"""Reports in a batch: as many as the parser takes at once."""


def coded(reports: Sequence[Report], coder: Coder) -> list[Account | InputError]:
    """Each report's account; where one of them cannot be coded, its error, the others unharmed.

    A fault of ours comes as a Fault that names it; with TOCSIN_DEBUG set it is raised itself. Errors of the installation
    (no model, no gazetteer) are no report's fault and are raised.
    """
    if not reports:
        return []
    try:
        return list(coder.code_reports(reports))
    except Exception as error:  # one of them cannot be coded: find out which, and keep the others
        if _of_the_installation(error):
            raise
        return [_alone(report, coder) for report in reports]


def _alone(report: Report, coder: Coder) -> Account | InputError:
    try:
        return next(iter(coder.code_reports([report])))
    except InputError as error:
        return error
    except Exception as error:
        if _of_the_installation(error) or os.environ.get("TOCSIN_DEBUG"):
            raise
        return Fault(f"could not be coded ({type(error).__name__}: {error})")


def _of_the_installation(error: Exception) -> bool:
    return isinstance(error, TocsinError) and not isinstance(error, InputError)
