"""A watcher in a process of its own, to be killed: the real journal, intake and record, with a coder that needs no model.

python watch_process.py RECORD URL... ; TOCSIN_TEST_KILL_AT=n ends it with SIGKILL at its n-th step around a commit.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence

from tocsin.commands.recording import journal_of, utc_now
from tocsin.errors import InputError
from tocsin.ingest.intake import Intake
from tocsin.ingest.opml import Subscription
from tocsin.ingest.polite import Hosts
from tocsin.ingest.watch import Watcher
from tocsin.records import Account, Report, Run
from tocsin.settings import Settings
from tocsin.store import open_store
from tocsin.store.connection import Connection, Database
from tocsin.store.writing import run_id

RUN = Run("test", "none", "none", "none")
KILL_AT = int(os.environ.get("TOCSIN_TEST_KILL_AT", "0"))
steps = 0


def step() -> None:
    """One more instant at which the process may end."""
    global steps
    steps += 1
    if steps == KILL_AT:
        os.kill(os.getpid(), signal.SIGKILL)


def patch_commits() -> None:
    """Steps at the begin, before the commit and after the commit of every transaction."""
    real = Database.write

    @contextlib.contextmanager
    def write(self: Database) -> Iterator[Connection]:
        with real(self) as connection:
            step()
            yield connection
            step()
        step()

    Database.write = write  # type: ignore[method-assign]


def code(reports: Sequence[Report]) -> list[Account | InputError]:
    """Accounts without facts; a report that says so ends the process."""
    found: list[Account | InputError] = []
    for report in reports:
        if "poison pill" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        found.append(Account(report, RUN))
        step()
    return found


def main(record: str, urls: Sequence[str]) -> None:
    """One round."""
    settings = Settings(allow_private_addresses=True, fetch_timeout=5)
    with open_store(record) as store:
        patch_commits()
        hosts = Hosts(settings, pause=0)
        intake = Intake(journal_of(store), store, code, run_id(RUN), settings, hosts, utc_now)
        watcher = Watcher(intake.journal, hosts, 0, utc_now)
        list(intake.work())
        for url in urls:
            watcher.poll(Subscription(url))
            list(intake.work())
    print(steps)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
