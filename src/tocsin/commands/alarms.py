"""`tocsin alarms`: what rings in a record, and its delivery."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.option("--record", default="record.db", show_default=True, metavar="RECORD", help="File or postgresql:// URL of the record to listen to.")
@click.option("--rules", metavar="FILE", type=click.Path(dir_okay=False), help="TOML file of rules and ways out.")
@click.option("--since", metavar="DATE", help="First day listened to (default: the record's last 120 days).")
@click.option("--deliver", is_flag=True, help="Keep new alarms in the record and send them by the file's ways out.")
@click.option(
    "--atom", "feed", metavar="FILE", type=click.Path(dir_okay=False), help="Write the alarms as an Atom feed."
)
@click.option("--json", "as_json", is_flag=True, help="One alarm a line.")
@click.option("--check", is_flag=True, help="Only check the file of rules.")
def alarms(
    record: str, rules: str | None, since: str | None, deliver: bool, feed: str | None, as_json: bool, check: bool
) -> int:
    """Show where a conflict in the record departs from its own baseline, each alarm with what made it ring.

    Every day is judged by what the days up to it give, so this replays the past as it would have rung. Without --rules
    the shipped rules apply: words turning to force, departures from the baseline, many killed in a day, first
    mobilisation, first martial law, broken ceasefires.

    \b
    tocsin alarms --record record.db
    tocsin alarms --rules alarms.toml --deliver
    """
    from tocsin.alarm.hearing import heard_in
    from tocsin.alarm.ring import alarms_of
    from tocsin.alarm.station import load_station
    from tocsin.cli import OK, SOME_FAILED
    from tocsin.commands.work import checked_day
    from tocsin.settings import load_settings
    from tocsin.store import open_store

    station = load_station(Path(rules) if rules else None, load_settings())
    if check:
        print(f"{rules or 'shipped rules'}: {len(station.rules)} rules, {len(station.channels)} ways out, no errors")
        return OK
    day = checked_day(since)
    with open_store(record, read_only=not deliver) as store:
        if deliver:
            lines = station.ring(store)
            for line in lines:
                print(line)
            return SOME_FAILED if any(": answered" in x or ": cannot be reached" in x for x in lines) else OK
        heard = heard_in(store, since=day)
        found = alarms_of(heard.signals, heard.coverage, station.rules, heard.names)
    if feed is not None:
        from tocsin.alarm.atom import atom_feed, write_atom

        write_atom(Path(feed), atom_feed([(a, f"{a.day}T00:00:00Z") for a in found]))
        print(f"tocsin: wrote {feed}", file=sys.stderr)
    if as_json:
        from tocsin.alarm.form import alarm_to_json

        for alarm in found:
            print(alarm_to_json(alarm))
    elif feed is None or sys.stdout.isatty():
        from tocsin.alarm.screen import print_alarms

        print_alarms(found)
    return OK
