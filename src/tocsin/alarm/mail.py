"""Alarms by e-mail through an SMTP server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from tocsin.alarm.form import as_text
from tocsin.alarm.ring import Alarm
from tocsin.alarm.webhook import NotDelivered

_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where and how mail is handed over; `security` is `starttls`, `tls` or `none`."""

    host: str
    port: int
    sender: str
    to: tuple[str, ...]
    security: str = "starttls"
    user: str | None = None
    password: str | None = None


def message_of(alarm: Alarm, server: MailServer) -> EmailMessage:
    """The mail: headline as subject, the alarm's text as body, an id of the alarm's own so that repeats thread together."""
    message = EmailMessage()
    message["Subject"] = " ".join(f"[{alarm.level}] {alarm.headline} ({alarm.day})".split())
    message["From"] = server.sender
    message["To"] = ", ".join(server.to)
    message["Message-ID"] = f"<{alarm.id}@tocsin.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(alarm))
    return message


def send(alarm: Alarm, server: MailServer) -> None:
    """Hands one alarm over; raises NotDelivered where the server cannot be reached or refuses it."""
    where = f"{server.host}:{server.port}"
    try:
        kind = smtplib.SMTP_SSL if server.security == "tls" else smtplib.SMTP
        with kind(server.host, server.port, timeout=_SECONDS) as connection:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user is not None:
                connection.login(server.user, server.password or "")
            refused = connection.send_message(message_of(alarm, server))
    except smtplib.SMTPRecipientsRefused as error:
        raise NotDelivered("every recipient was refused", where=where, final=True) from error
    except smtplib.SMTPResponseException as error:
        text = (
            error.smtp_error.decode("utf-8", "replace")
            if isinstance(error.smtp_error, bytes)
            else str(error.smtp_error)
        )
        raise NotDelivered(f"answered {error.smtp_code} {text}", where=where, final=error.smtp_code >= 500) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotDelivered(f"cannot be reached: {error}", where=where) from error
    if refused:
        raise NotDelivered(f"refused for {', '.join(sorted(refused))}", where=where, final=True)
