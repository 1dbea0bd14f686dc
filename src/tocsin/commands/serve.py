"""`tocsin serve`: the work lies in `tocsin.serve.command`."""

from __future__ import annotations

from tocsin.commands.later import handed_on

serve = handed_on("serve", "tocsin.serve.command")
