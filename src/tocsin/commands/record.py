"""`tocsin record`: what lies in a record, put in and taken out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tocsin.commands.narrow import filter_of, narrowing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.link.merge import Merged
    from tocsin.records import Account

_RECORD = click.argument("record", metavar="RECORD")


@click.group()
def record() -> None:
    """Keep a record: add reports, look at it, link it, withdraw reports, compare runs.

    RECORD is a file, or a PostgreSQL database: postgresql://user@host/name.

    \b
    tocsin record add record.db reports/ --published 2020-09-28
    tocsin record show record.db --type ASSAULT --since 2020-09
    tocsin record diff record.db
    """


@record.command()
@_RECORD
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", metavar="DATE", help="Day of publication of all of them, YYYY-MM-DD.")
@click.option("--title", metavar="TEXT", help="Headline of all of them.")
@click.option("--publisher", metavar="NAME", help="Who published them.")
@click.option("--accounts", is_flag=True, help="SOURCE holds accounts as `tocsin code --json` prints them; nothing is coded.")
@click.option("--no-link", is_flag=True, help="Leave the incidents as they are; `tocsin record link` computes them.")
def add(record: str, sources: tuple[str, ...], published: str | None, title: str | None, publisher: str | None, accounts: bool, no_link: bool) -> int:
    """Code SOURCE… and add the accounts to RECORD, which is made where it is not there. A second time changes nothing."""
    from collections import Counter

    from tocsin.commands.work import Tally, accounts_of, checked_day
    from tocsin.ingest.items import Defaults
    from tocsin.store import open_store

    tally = Tally()
    found: Iterator[Account]
    if accounts:
        found = _read_accounts(sources, tally)
    else:
        found = (account for _, account in accounts_of(sources, Defaults(checked_day(published), title, publisher), tally))
    with open_store(record) as store:
        done = store.add_many(found)
        outcomes = Counter(a.outcome for a in done)
        said = ", ".join(f"{n} {outcome}" for outcome, n in outcomes.items()) or "no reports"
        print(f"tocsin: {store.database.where}: {said}; {sum(a.facts for a in done)} facts added", file=sys.stderr)
        if not no_link and (outcomes["new"] or outcomes["recoded"]):
            print(f"tocsin: {len(store.relink().incidents)} incidents", file=sys.stderr)
    return tally.exit_code


def _read_accounts(sources: tuple[str, ...], tally: Any) -> Iterator[Account]:
    from tocsin.jsonform import account_from_dict

    for source in sources:
        with click.open_file(source, encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    account = account_from_dict(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    tally.failed += 1
                    print(f"tocsin: {source}:{number}: no account ({type(error).__name__}: {error}) — give lines of `tocsin code --json`", file=sys.stderr)
                    continue
                tally.done += 1
                yield account


@record.command()
@_RECORD
@click.option("--incidents", is_flag=True, help="Incidents with merged values instead of single events.")
@click.option("--crises", is_flag=True, help="The crises of the whole record.")
@click.option("--limit", default=50, show_default=True, help="At most so many; what is left out is said.")
@narrowing
def show(record: str, incidents: bool, crises: bool, limit: int, **given: object) -> int:
    """What RECORD holds: its totals, and the newest events (or incidents, or crises) that pass the filters."""
    import itertools

    from tocsin.store import open_store

    with open_store(record, read_only=True) as store:
        totals = store.totals()
        print(" · ".join(f"{number} {name}" for name, number in totals.items() if number))
        for run in store.runs():
            print(f"run {run['id']}: {run['coder']}, {run['model']}, {run['current']} of {run['accounts']} accounts in force")
        if crises:
            for crisis in itertools.islice(store.crises(), limit):
                tolls = ", ".join(f"{t.kind} {_range(t.low, t.best, t.high)} ({t.best_from})" for t in crisis.tolls)
                print(f"{crisis.name}: {len(crisis.incidents)} incidents, {crisis.reports} reports, {crisis.sources} sources{f'; {tolls}' if tolls else ''}")
            return 0
        wanted = filter_of(given)
        if incidents:
            merged = list(itertools.islice(store.incidents(wanted), limit + 1))
            for incident in merged[:limit]:
                print(_incident_line(incident))
            if len(merged) > limit:
                print(f"… more than {limit}; raise --limit or narrow the filter")
            return 0
        page = store.page("event", wanted, limit=limit)
        from tocsin.present.words import event_words

        for stored in page.items:
            where = ", ".join(p for p in (stored.publisher, stored.published) if p)
            print(f"{stored.fact.id}  {event_words(stored.fact)}  [{stored.fact.factuality}, {stored.review}; {where}]")
        if page.next:
            print(f"… {store.count('event', wanted) - limit} more; raise --limit or narrow the filter")
    return 0


def _range(low: int | None, best: int | None, high: int | None) -> str:
    if low == high == best:
        return str(best)
    return f"{low if low is not None else '?'}–{high if high is not None else ''}" + (f", best {best}" if best is not None else "")


def _incident_line(incident: Merged) -> str:
    when = incident.when.value.start if incident.when and incident.when.value.start else (f"reported {incident.first_reported}" if incident.first_reported else "undated")
    where = incident.place.value.name or incident.place.value.text if incident.place else "no place"
    who = ", ".join(dict.fromkeys(a.value.name or a.value.text for a in incident.actors)) or "nobody named"
    tolls = "".join(f", {t.kind} {_range(t.low, t.best, t.high)}{' contested' if t.contested else ''}" for t in incident.tolls)
    kind = f"{incident.type.value}{f'/{incident.mode.value}' if incident.mode else ''}"
    return f"{incident.id}  {when}  {kind}  {who}  {where}{tolls}  [{incident.factuality.value}; {len(incident.reports)} reports, {len(incident.sources)} sources]"


@record.command()
@_RECORD
def link(record: str) -> int:
    """Compute the incidents of RECORD anew. What people judged the same or not the same stays so."""
    from tocsin.store import open_store

    with open_store(record) as store:
        linked = store.relink()
    print(f"tocsin: {len(linked.incidents)} incidents, {len(set(linked.voices.values()))} independent sources, {linked.compared} pairs compared", file=sys.stderr)
    return 0


@record.command()
@_RECORD
@click.argument("report")
@click.option("--reason", metavar="TEXT", help="Why; kept in the tombstone.")
def withdraw(record: str, report: str, reason: str | None) -> int:
    """Withdraw REPORT (its id) from RECORD with every fact that rests on it."""
    from tocsin.cli import NOTHING_DONE
    from tocsin.store import open_store

    with open_store(record) as store:
        if not any(True for _ in store.reports(ids=(report,))):
            print(f"tocsin: {store.database.where}: there is no report {report!r} in force — `tocsin record show` names reports", file=sys.stderr)
            return NOTHING_DONE
        gone = store.withdraw(report, reason)
        store.relink()
    print(f"tocsin: withdrawn, and {gone} facts with it", file=sys.stderr)
    return 0


@record.command()
@_RECORD
@click.argument("before", required=False)
@click.argument("after", required=False)
@click.option("--json", "as_json", is_flag=True, help="One difference a line, as JSON.")
def diff(record: str, before: str | None, after: str | None, as_json: bool) -> int:
    """Compare two runs record by record, on the reports that both coded; without names, the last two runs."""
    import dataclasses
    from collections import Counter

    from tocsin.store import open_store

    with open_store(record, read_only=True) as store:
        runs = [run["id"] for run in store.runs()]
        if before is None or after is None:
            if len(runs) < 2:
                print("tocsin: the record has one run only, nothing to compare", file=sys.stderr)
                return 0
            before, after = runs[-2:]
        counts: Counter[str] = Counter()
        for difference in store.diff(before, after):
            counts[f"{difference.kind}s {difference.how}"] += 1
            if as_json:
                print(json.dumps(dataclasses.asdict(difference), ensure_ascii=False))
            else:
                fields = "".join(f"\n    {name}: {_short(old)} → {_short(new)}" for name, old, new in difference.fields)
                print(f"{difference.how:8} {difference.kind:9} {difference.id} in {difference.report}{fields}")
    print(f"tocsin: {before} → {after}: {', '.join(f'{n} {what}' for what, n in counts.items()) or 'no difference'}", file=sys.stderr)
    return 0


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"
