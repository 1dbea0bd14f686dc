"""Delivery over real sockets: signed webhooks retried with back-off, mail through an SMTP server, Atom, the screen."""

from __future__ import annotations

import datetime
import io
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tocsin.alarm import mail, webhook
from tocsin.alarm.atom import atom_feed
from tocsin.alarm.form import alarm_from_dict, alarm_to_dict
from tocsin.alarm.ring import Alarm, alarms_of
from tocsin.alarm.rules import Rule, load_rules, rules_of
from tocsin.alarm.screen import print_alarms
from tocsin.alarm.signals import Signal
from tocsin.alarm.station import Station, deliveries, load_station, rung
from tocsin.alarm.webhook import NotDelivered, verified
from tocsin.errors import SettingsError
from tocsin.read.report import make_report
from tocsin.records import Account, Actor, Event, Run, Span, Toll
from tocsin.settings import Settings
from tocsin.store import Store, open_store

OPEN = Settings(allow_private_addresses=True, fetch_timeout=5)
SECRET = "a shared secret of some length"
RUN = Run("test", "none", "none", "none")


def an_alarm(text: str = "Shelling hit the town.") -> Alarm:
    """One alarm of the ordinary kind."""
    signal = Signal("2020-09-27", ("ARM", "AZE"), "ASSAULT", "heavy-weapons", sources=frozenset({"Agency", "Paper"}), killed=30,
                    events=("e-1",), reports=("r-1",), text=text)  # fmt: skip
    return alarms_of(
        [signal], rules=[Rule("many", "toll", more_than=25)], names={"ARM": "Armenia", "AZE": "Azerbaijan"}
    )[0]


class Receiver:
    """A webhook's receiver that answers as told and keeps what it got."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                status, headers = receiver.answers.pop(0) if receiver.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?key=x"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of its own."""
    found = Receiver()
    yield found
    found.server.shutdown()


def test_webhooks_are_signed(receiver: Receiver) -> None:
    """The receiver can check who sent it and when; a changed body, another secret or an old one fail."""
    webhook.post(an_alarm(), receiver.url, SECRET, OPEN, now=1_600_000_000)
    headers, body = receiver.got[0]
    header = headers["tocsin-signature"]
    assert verified(header, body, SECRET, 1_600_000_100)
    assert not verified(header, body + b" ", SECRET, 1_600_000_100)
    assert not verified(header, body, "another", 1_600_000_100)
    assert not verified(header, body, SECRET, 1_600_001_000)
    assert headers["tocsin-alarm"] == json.loads(body)["alarm"]["id"]
    assert alarm_from_dict(json.loads(body)["alarm"]) == an_alarm()


@pytest.mark.parametrize(("status", "final"), [(500, False), (429, False), (302, False), (404, True), (410, True)])
def test_answers_that_are_no_success(receiver: Receiver, status: int, final: bool) -> None:
    """Redirects are not followed; some answers forbid another try; the address is told without its secrets."""
    receiver.answers = [(status, {"Retry-After": "77", "Location": "http://127.0.0.1:1/"})]
    with pytest.raises(NotDelivered) as caught:
        webhook.post(an_alarm(), receiver.url, SECRET, OPEN, now=1)
    assert (caught.value.final, caught.value.wait) == (final, 77.0)
    assert "key=x" not in str(caught.value)


def test_private_addresses_are_not_called(receiver: Receiver) -> None:
    """Unless the settings allow it."""
    with pytest.raises(NotDelivered, match="private address"):
        webhook.post(an_alarm(), receiver.url, SECRET, Settings(fetch_timeout=5), now=1)
    assert receiver.got == []


class Inbox:
    """What the SMTP server took in; refuses those who ask for it."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes all but one."""
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keeps the mail."""
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def smtp() -> Iterator[tuple[Inbox, mail.MailServer]]:
    """A real SMTP server on loopback."""
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, mail.MailServer("127.0.0.1", port, "tocsin@e.org", ("desk@e.org", "two@e.org"), "none")
    controller.stop()


def test_mail_through_a_server(smtp: tuple[Inbox, mail.MailServer]) -> None:
    """Subject, recipients and body arrive; what a report says cannot add headers."""
    import dataclasses
    from email import message_from_bytes, policy

    inbox, server = smtp
    mail.send(dataclasses.replace(an_alarm("A “quote” — with dashes."), headline="Armenia\r\nBcc: all@e.org"), server)
    (envelope,) = inbox.mails
    message = message_from_bytes(envelope.content or b"", policy=policy.default)
    assert envelope.rcpt_tos == ["desk@e.org", "two@e.org"]
    assert message["Subject"] == "[alert] Armenia Bcc: all@e.org (2020-09-27)"
    assert message["Bcc"] is None
    assert "“A “quote” — with dashes.”" in message.get_body().get_content()  # type: ignore[union-attr]


def test_mail_that_does_not_get_through(smtp: tuple[Inbox, mail.MailServer]) -> None:
    """Refused recipients are final, a server that is away is not."""
    import dataclasses

    _, server = smtp
    with pytest.raises(NotDelivered) as refused:
        mail.send(an_alarm(), dataclasses.replace(server, to=("nobody@e.org",)))
    assert refused.value.final
    with pytest.raises(NotDelivered) as away:
        mail.send(an_alarm(), dataclasses.replace(server, port=1))
    assert not away.value.final


def test_atom_is_read_by_a_feed_reader() -> None:
    """Markup and control characters out of reports do no harm; ids stay."""
    alarm = an_alarm("<script>alert(1)</script> \x07 & more")
    text = atom_feed([(alarm, "2020-09-27T10:00:00+00:00")], title="Mine")
    Xml.fromstring(text.encode())
    parsed = feedparser.parse(io.BytesIO(text.encode()))
    (entry,) = parsed.entries
    assert not parsed.bozo
    assert (entry.id, entry.title) == (f"urn:tocsin:alarm:{alarm.id}", "Armenia – Azerbaijan: 30 killed in a day")
    assert "<script>" in entry.content[0].value


def test_alarms_on_screen() -> None:
    """Headline, reason, words and sources; nothing of a report is taken for markup."""
    from rich.console import Console

    out = io.StringIO()
    print_alarms([an_alarm("[bold]hit[/bold]")], Console(file=out, width=100))
    assert "Armenia – Azerbaijan: 30 killed in a day" in out.getvalue()
    assert "[bold]hit[/bold]" in out.getvalue()
    print_alarms([], Console(file=out))
    assert "no alarms" in out.getvalue()


def test_alarms_survive_json() -> None:
    """There and back."""
    assert alarm_from_dict(json.loads(json.dumps(alarm_to_dict(an_alarm())))) == an_alarm()


# -- the station


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = datetime.datetime(2020, 9, 27, 12, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        """The time."""
        return self.time


def account(day: str, killed: int, publisher: str = "Paper") -> Account:
    """A report of a strike with its toll."""
    text = f"Azerbaijani forces shelled Armenian positions on {day} and killed {killed}."
    report = make_report(text, published=day, publisher=publisher)
    span = Span.of(text, 0, len(text) - 1)
    event = Event(f"e-{day}-{publisher}", "ASSAULT", "heavy-weapons", (), "190", 4, -9.5, (Actor("Azerbaijani forces", country="AZE", sector="MIL"),),
                  (Actor("Armenian positions", country="ARM", sector="MIL"),), None, None, "asserted", 1, (), (span,), "test", 0.9)  # fmt: skip
    toll = Toll(
        f"t-{day}-{publisher}",
        "killed",
        killed,
        killed,
        killed,
        str(killed),
        None,
        "event",
        None,
        event.id,
        "asserted",
        (),
        (span,),
    )
    return Account(report, RUN, (event,), (), (toll,))


def station_file(folder: Path, *parts: str) -> Path:
    """A file of rules and ways out."""
    path = folder / "alarms.toml"
    path.write_text('[[rule]]\nname = "many"\nkind = "toll"\nmore_than = 25\n' + "\n".join(parts), encoding="utf-8")
    return path


@pytest.fixture
def store(record_url: str) -> Iterator[Store]:
    """A record with one strike."""
    with open_store(record_url) as found:
        found.add(account("2020-09-27", 30))
        yield found


def loaded(path: Path, clock: Clock) -> Station:
    """The station of a file, under a clock."""
    import dataclasses

    return dataclasses.replace(load_station(path, OPEN, {"HOOK": SECRET}), clock=clock)


def test_each_alarm_is_delivered_once_and_retried_until_it_is(
    store: Store, tmp_path: Path, receiver: Receiver, smtp: tuple[Inbox, mail.MailServer]
) -> None:
    """A receiver that fails gets it again after a minute and no sooner; those that took it do not."""
    inbox, server = smtp
    clock = Clock()
    path = station_file(
        tmp_path,
        f'[[webhook]]\nurl = "{receiver.url}"\nsecret_env = "HOOK"',
        f'[email]\nhost = "127.0.0.1"\nport = {server.port}\nsender = "t@e.org"\nto = ["d@e.org"]\nsecurity = "none"',
        '[atom]\nfile = "alarms.xml"',
    )
    station = loaded(path, clock)
    receiver.answers = [(503, {})]
    lines = station.ring(store)
    assert lines[0].startswith("alert: Armenia – Azerbaijan: 30 killed in a day (2020-09-27)")
    assert lines[1].endswith("answered 503")
    assert station.ring(store) == []
    assert (len(receiver.got), len(inbox.mails)) == (1, 1)
    clock.time += datetime.timedelta(seconds=61)
    assert loaded(path, clock).ring(store) == []  # another process
    assert (len(receiver.got), len(inbox.mails)) == (2, 1)
    assert {d[2] for d in deliveries(store)} == {"sent"}
    assert receiver.got[0][0]["tocsin-alarm"] == receiver.got[1][0]["tocsin-alarm"]
    assert len(feedparser.parse(io.BytesIO((tmp_path / "alarms.xml").read_bytes())).entries) == 1


def test_a_receiver_that_never_answers_is_given_up(store: Store, tmp_path: Path, receiver: Receiver) -> None:
    """After twelve tries, further and further apart; at once where it says so."""
    clock = Clock()
    station = loaded(station_file(tmp_path, f'[[webhook]]\nurl = "{receiver.url}"\nsecret_env = "HOOK"'), clock)
    receiver.answers = [(500, {})] * 20
    for _ in range(20):
        station.ring(store)
        clock.time += datetime.timedelta(days=1)
    assert len(receiver.got) == 12
    assert deliveries(store)[0][2:4] == ("failed", 12)


def test_old_news_is_kept_but_not_sent(store: Store, tmp_path: Path, receiver: Receiver) -> None:
    """A record that is filled with the past sends nothing about it."""
    store.add(account("2020-11-05", 1))
    station = loaded(station_file(tmp_path, f'[[webhook]]\nurl = "{receiver.url}"\nsecret_env = "HOOK"'), Clock())
    assert station.ring(store) == []
    assert receiver.got == []
    assert len(rung(store)) == 1


def test_late_reports_do_not_ring_again_and_withdrawn_ones_take_it_back(store: Store, tmp_path: Path) -> None:
    """A second report of the same day changes nothing; without reports the alarm stands no more."""
    station = loaded(station_file(tmp_path), Clock())
    assert len(station.ring(store)) == 1
    late = account("2020-09-27", 34, "Late Paper")
    store.add(late)
    store.add(account("2020-09-28", 1))
    assert station.ring(store) == []
    for report in list(store.reports()):
        if report.report.published == "2020-09-27":
            store.withdraw(report.report.id, "wrong")
    station.ring(store)
    assert rung(store) == []


# -- files of rules


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('name = "x"\nkind = "boom"', "kind is 'boom'"),
        ('kind = "turn"', "needs a name"),
        ('name = "x"\nkind = "toll"', "needs more_than"),
        ('name = "x"\nkind = "toll"\nmore_than = -1', "whole number"),
        ('name = "x"\nkind = "turn"\nmore_than = 1', "no field 'more_than'"),
        ('name = "x"\nkind = "change"\nsurprise = 0.9', "below 0.5"),
        ('name = "x"\nkind = "first"\ntype = "WAR"', "type is 'WAR'"),
        ('name = "x"\nkind = "turn"\nparties = "ARM"', "parties must be a list"),
        ('name = "x"\nkind = "turn"\n[[rule]]\nname = "x"\nkind = "turn"', "two rules"),
        ("[", "cannot be read"),
    ],
)
def test_wrong_rules_are_told_with_their_number(tmp_path: Path, rule: str, words: str) -> None:
    """Every error names its rule and what to write instead."""
    path = tmp_path / "r.toml"
    path.write_text(f"[[rule]]\n{rule}", encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        load_rules(path)


def test_all_errors_of_a_file_are_told_at_once() -> None:
    """Not one after the other."""
    with pytest.raises(SettingsError, match=r"rule 1 .*; rule 2"):
        rules_of({"rule": [{"name": "a", "kind": "x"}, {"name": "b", "kind": "toll"}]}, "f")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ('[[webhook]]\nurl = "https://e.org"', "secret_env is missing"),
        ('[[webhook]]\nurl = "https://e.org"\nsecret_env = "NONE"', "holds no secret"),
        ('[email]\nhost = "h"\nsender = "s"\nto = []', "to is"),
        ('[email]\nhost = "h"\nsender = "s"\nto = ["a"]\npassword = "p"', "no field 'password'"),
        ("[pager]\nnumber = 1", "has a table 'pager'"),
    ],
)
def test_wrong_ways_out_are_told(tmp_path: Path, part: str, words: str) -> None:
    """Before anything rings; secrets never lie in the file."""
    with pytest.raises(SettingsError, match=words):
        load_station(station_file(tmp_path, part), OPEN, {"HOOK": SECRET})
