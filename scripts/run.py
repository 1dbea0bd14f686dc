"""`make run`: codes the sample reports, or the one given, prints the brief, and opens what came out.

Usage: python scripts/run.py [--report FILE-OR-URL] [--record record.db] [--out out]

The brief comes first. Then, in a terminal and with the web application there, the record is served until it is
interrupted; with no terminal the command to serve is named. The reader, one HTML file, is written either way.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from tocsin.commands.work import Tally, accounts_of
from tocsin.errors import TocsinError
from tocsin.ingest.items import Defaults
from tocsin.present.brief import as_text, brief_of
from tocsin.present.reader import reader_page
from tocsin.records import Account

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (".txt", ".json", ".jsonl", ".html")


def main() -> int:
    """Codes, prints, writes, serves; the exit code of `tocsin code`."""
    parser = argparse.ArgumentParser(description="Codes reports, prints the brief, opens the record.")
    parser.add_argument("--report", help="a file, folder or URL; without it, the samples in examples/")
    parser.add_argument("--record", default="record.db", help="the record that is written and served")
    parser.add_argument("--out", default="out", type=Path, help="folder for the reader")
    options = parser.parse_args()
    sources = [options.report] if options.report else samples(ROOT / "examples")
    if not sources:
        print(
            "tocsin: there are no sample reports in examples/ — give one: make run REPORT=path-or-url", file=sys.stderr
        )
        return 3
    tally = Tally()
    coded = list(accounts_of(sources, Defaults(), tally))
    if coded:
        print(as_text(brief_of([account for _, account in coded])))
        page = write_reader(coded, options.out)
        print(f"The reports with every fact highlighted: {near(page)}")
        if keep(coded, options.record):
            serve(options.record)
    return tally.exit_code


def samples(folder: Path) -> list[str]:
    """The sample reports, by name; their expected accounts lie beside them and are no reports."""
    return [near(p) for p in sorted(folder.glob("*")) if p.suffix in SAMPLES and not p.name.endswith(".account.json")]


def near(path: Path) -> str:
    """The path from the working folder where that is shorter."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def write_reader(coded: list[tuple[str, Account]], folder: Path) -> Path:
    """`reader.html` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "reader.html"
    page.write_text(reader_page(coded), encoding="utf-8")
    return page.resolve()


def keep(coded: list[tuple[str, Account]], record: str) -> bool:
    """Adds the accounts to the record; False where this version keeps no records."""
    if importlib.util.find_spec("tocsin.store.store") is None:
        return False
    from tocsin.store import open_store

    with open_store(record) as store:
        store.add_many(account for _, account in coded)
    return True


def serve(record: str) -> None:
    """Serves the record until interrupted; without a terminal only says how."""
    if importlib.util.find_spec("tocsin.serve.command") is None:
        return
    if not sys.stdout.isatty():
        print(f"To open the record in the web application: {near(Path(sys.executable))} -m tocsin serve {record}")
        return
    with contextlib.suppress(KeyboardInterrupt):
        subprocess.run([sys.executable, "-m", "tocsin", "serve", record, "--open"], check=False)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except TocsinError as error:
        print(f"tocsin: {error}", file=sys.stderr)
        sys.exit(4)
