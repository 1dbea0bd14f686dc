"""`tocsin evaluate`: the work lies in `tocsin.evaluate.command`."""

from __future__ import annotations

from tocsin.commands.later import handed_on

evaluate = handed_on("evaluate", "tocsin.evaluate.command")
