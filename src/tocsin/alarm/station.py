"""The alarm station: rings by the rules of a file, keeps what rang in the record, and delivers it until it gets through.

State lies in the record, so that a process that is killed neither forgets an alarm nor, but for the one in hand, sends
it twice; a receiver tells repeats by the alarm's id.
"""

from __future__ import annotations

import datetime
import json
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.alarm import atom, mail, webhook
from tocsin.alarm.form import alarm_from_dict, alarm_to_json
from tocsin.alarm.hearing import LOOK_BACK, heard_in
from tocsin.alarm.ring import Alarm, alarms_of
from tocsin.alarm.rules import Rule, rules_of, shipped_rules
from tocsin.errors import SettingsError
from tocsin.settings import Settings

if TYPE_CHECKING:
    from tocsin.store import Store

FRESH_DAYS = 7
"""Alarms of older days are kept but not delivered: a record filled with last year's news sends no mail about it."""
TRIES = 12
_TITLE = "Tocsin alarms"
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 21_600.0
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS alarm_rung (
      id TEXT PRIMARY KEY, day TEXT NOT NULL, rule TEXT NOT NULL, parties TEXT NOT NULL, value REAL NOT NULL,
      rung_at TEXT NOT NULL, body TEXT NOT NULL, stands INTEGER NOT NULL DEFAULT 1)""",
    """CREATE TABLE IF NOT EXISTS alarm_delivery (
      alarm TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
      next_at TEXT NOT NULL, error TEXT, PRIMARY KEY (alarm, channel))""",
)


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out: its name in the record, and what sends an alarm or raises NotDelivered."""

    name: str
    send: Callable[[Alarm, datetime.datetime], None]


@dataclass(frozen=True, slots=True)
class Station:
    """Rules and ways out, as a file states them."""

    rules: tuple[Rule, ...]
    channels: tuple[Channel, ...] = ()
    feed: Path | None = None
    title: str = _TITLE
    clock: Callable[[], datetime.datetime] = field(default=lambda: datetime.datetime.now(datetime.UTC))

    def ring(self, store: Store) -> list[str]:
        """Rings what the record gives cause for, delivers what is due, and gives a line for each of both."""
        _prepare(store)
        heard = heard_in(store)
        alarms = alarms_of(heard.signals, heard.coverage, self.rules, heard.names)
        newest = max((c.day for c in heard.coverage), default="")
        lines = [f"{a.level}: {a.headline} ({a.day}) — {a.reason}" for a in self._keep(store, alarms, newest)]
        if newest:
            start = datetime.date.fromisoformat(newest) - datetime.timedelta(days=LOOK_BACK)
            _mark_unsupported(store, {a.id for a in alarms}, start.isoformat())
        lines += self.deliver(store)
        if self.feed is not None:
            atom.write_atom(self.feed, atom.atom_feed(rung(store), title=self.title))
        return lines

    def deliver(self, store: Store) -> list[str]:
        """Sends what is due on every channel; a line for each failure."""
        now, lines = self.clock(), []
        by_name = {c.name: c for c in self.channels}
        due = store.database.read().execute(
            "SELECT d.alarm, d.channel, d.tries, r.body FROM alarm_delivery d JOIN alarm_rung r ON r.id = d.alarm "
            "WHERE d.state = 'waiting' AND d.next_at <= ? ORDER BY r.day, d.alarm, d.channel",
            (_iso(now),),
        )
        for alarm, channel, tries, body in due.fetchall():
            if channel in by_name:
                error = _sent(by_name[channel], alarm_from_dict(json.loads(body)), now)
                _note(store, alarm, channel, tries + 1, error, now)
                if error is not None:
                    lines.append(f"{channel}: {error.message}")
        return lines

    def _keep(self, store: Store, alarms: Sequence[Alarm], newest: str) -> list[Alarm]:
        """Writes the alarms that are new, with what is to be delivered, in one transaction; gives the fresh ones."""
        now, new = _iso(self.clock()), []
        with store.database.write() as connection:
            for alarm in alarms:
                parties = " ".join(alarm.parties)
                near = connection.execute(
                    "SELECT value, id FROM alarm_rung WHERE rule = ? AND parties = ? AND day BETWEEN ? AND ?",
                    (alarm.rule, parties, *_around(alarm.day)),
                ).fetchall()
                # late reports move an alarm by a day or its figure a little: that is the same alarm
                if any(known == alarm.id or alarm.value < 2 * value for value, known in near):
                    continue
                connection.execute(
                    "INSERT INTO alarm_rung (id, day, rule, parties, value, rung_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (alarm.id, alarm.day, alarm.rule, parties, alarm.value, now, alarm_to_json(alarm)),
                )
                if not newest or _days(alarm.day, newest) <= FRESH_DAYS:
                    new.append(alarm)
                    connection.executemany(
                        "INSERT INTO alarm_delivery (alarm, channel, state, next_at) VALUES (?, ?, 'waiting', ?)",
                        [(alarm.id, c.name, now) for c in self.channels],
                    )
        return new


def rung(store: Store) -> list[tuple[Alarm, str]]:
    """Every alarm that ever rang in a record and still stands, with its time, by day."""
    _prepare(store)
    rows = store.database.read().execute("SELECT body, rung_at FROM alarm_rung WHERE stands = 1 ORDER BY day, id")
    return [(alarm_from_dict(json.loads(body)), at) for body, at in rows]


def deliveries(store: Store) -> list[tuple[str, str, str, int, str | None]]:
    """(alarm, channel, state, tries, last error) of every delivery."""
    _prepare(store)
    rows = store.database.read().execute("SELECT alarm, channel, state, tries, error FROM alarm_delivery ORDER BY 1, 2")
    return [tuple(row) for row in rows]


def load_station(path: Path | None, settings: Settings, environment: Mapping[str, str] | None = None) -> Station:
    """The station of a TOML file; without one the shipped rules and no way out. Raises SettingsError.

    Secrets come from the environment: the file only names the variables.
    """
    if path is None:
        return Station(shipped_rules())
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", where=str(path), advice="give a TOML file") from error
    unknown = sorted(set(document) - {"rule", "atom", "webhook", "email"})
    if unknown:
        raise SettingsError(f"has a table {unknown[0]!r}; it may have rule, atom, webhook, email", where=str(path))
    environment = os.environ if environment is None else environment
    try:
        hooks = [_webhook(h, settings, environment) for h in _tables(document, "webhook")]
        mails = [_mail(m, environment) for m in _tables(document, "email")]
        feeds = [_fields(f, {"file": str}, {"title": str}) for f in _tables(document, "atom")][:1]
    except ValueError as error:
        raise SettingsError(str(error), where=str(path), advice="see docs/alarms.md") from error
    feed = path.parent / feeds[0]["file"] if feeds else None
    title = str(feeds[0].get("title", _TITLE)) if feeds else _TITLE
    return Station(rules_of(document, str(path)), (*hooks, *mails), feed, title)


def _tables(document: Mapping[str, Any], name: str) -> list[Any]:
    value = document.get(name, [])
    return value if isinstance(value, list) else [value]


def _webhook(table: object, settings: Settings, environment: Mapping[str, str]) -> Channel:
    fields = _fields(table, {"url": str, "secret_env": str}, {})
    secret = environment.get(fields["secret_env"], "")
    if len(secret) < 16:
        raise ValueError(f"the variable {fields['secret_env']} holds no secret of 16 characters or more")
    url: str = fields["url"]
    return Channel(f"webhook {url}", lambda a, now: webhook.post(a, url, secret, settings, now=int(now.timestamp())))


def _mail(table: object, environment: Mapping[str, str]) -> Channel:
    must = {"host": str, "sender": str, "to": list}
    fields = _fields(table, must, {"port": int, "security": str, "user_env": str, "password_env": str})
    security = fields.get("security", "starttls")
    if security not in ("starttls", "tls", "none"):
        raise ValueError(f"security is {security!r}; use starttls, tls or none")
    port = fields.get("port", {"starttls": 587, "tls": 465, "none": 25}[security])
    user, password = (environment.get(fields.get(name, "")) for name in ("user_env", "password_env"))
    server = mail.MailServer(
        fields["host"], port, fields["sender"], tuple(map(str, fields["to"])), security, user, password
    )
    return Channel(f"email {', '.join(server.to)}", lambda a, _: mail.send(a, server))


def _fields(table: object, must: Mapping[str, type], may: Mapping[str, type]) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise ValueError(f"{table!r} is no table")
    for name, value in table.items():
        kind = must.get(name) or may.get(name)
        if kind is None:
            raise ValueError(f"there is no field {name!r}; there are {', '.join((*must, *may))}")
        if not isinstance(value, kind) or value in ("", []):
            raise ValueError(f"{name} is {value!r}")
    missing = sorted(set(must) - set(table))
    if missing:
        raise ValueError(f"{missing[0]} is missing")
    return dict(table)


def _prepare(store: Store) -> None:
    with store.database.write() as connection:
        for statement in _SCHEMA:
            connection.execute(statement)


def _mark_unsupported(store: Store, standing: set[str], since: str) -> None:
    """Alarms that the record gives no cause for any more, its reports having been withdrawn or recoded."""
    with store.database.write() as connection:
        rows = connection.execute("SELECT id, rule, parties, day FROM alarm_rung WHERE day >= ?", (since,)).fetchall()
        connection.executemany(
            "UPDATE alarm_rung SET stands = ? WHERE id = ?", [(int(row[0] in standing), row[0]) for row in rows]
        )


def _sent(channel: Channel, alarm: Alarm, now: datetime.datetime) -> webhook.NotDelivered | None:
    try:
        channel.send(alarm, now)
    except webhook.NotDelivered as error:
        return error
    return None


def _note(
    store: Store, alarm: str, channel: str, tries: int, error: webhook.NotDelivered | None, now: datetime.datetime
) -> None:
    wait = min(_LONGEST_WAIT, max(_FIRST_WAIT * 2 ** (tries - 1), (error.wait or 0.0) if error else 0.0))
    state = "sent" if error is None else "failed" if error.final or tries >= TRIES else "waiting"
    with store.database.write() as connection:
        connection.execute(
            "UPDATE alarm_delivery SET state = ?, tries = ?, next_at = ?, error = ? WHERE alarm = ? AND channel = ?",
            (
                state,
                tries,
                _iso(now + datetime.timedelta(seconds=wait)),
                error.message if error else None,
                alarm,
                channel,
            ),
        )


def _iso(time: datetime.datetime) -> str:
    return time.isoformat(timespec="seconds")


def _around(day: str) -> tuple[str, str]:
    """The days up to six before and after."""
    middle, reach = datetime.date.fromisoformat(day), datetime.timedelta(days=6)
    return (middle - reach).isoformat(), (middle + reach).isoformat()


def _days(a: str, b: str) -> int:
    return abs((datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days)
