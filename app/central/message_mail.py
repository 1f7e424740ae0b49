"""Messages by e-mail: through the shop's own mail server, each once as far as anybody can tell."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, Engine

from app.central.contact import Boxes
from app.central.database import reading, write
from app.central.message import LEASE, Letter, due, end, open_letter, put_off
from app.domain.errors import AppError, FaultError, UserError
from app.domain.frozen import frozen

_log = logging.getLogger("omo_pos.central")
#: Seconds that the mail server may take to answer.
_PATIENCE_S = 20
_PORTS = {"smtp": 587, "smtps": 465}
#: From this reply on a server refuses for good.
_FOR_GOOD = 500


@frozen
class MailServer:
    """Where mail is handed in.

    Attributes:
        scheme: ``smtps`` from the first byte on, or ``smtp``: encrypted where the server offers it; what has a
            password, or another machine as its server, is never sent in the clear.
        sender: the shop's address.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str = field()

    @classmethod
    def of(cls, url: str, sender: str) -> MailServer:
        """Read ``smtps://user:password@host:port``.

        Raises:
            UserError: ``message.bad_server``, ``message.bad_sender``.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise UserError("message.bad_server") from None
        if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/"):
            raise UserError("message.bad_server")
        try:
            Address(addr_spec=sender)
            is_plain = sender.isascii() and sender.isprintable()
        except (ValueError, LookupError, AttributeError):  # as the library fails on halves of an address
            is_plain = False
        if not is_plain:
            raise UserError("message.bad_sender", sender=sender)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, password, sender)

    @contextmanager
    def line(self) -> Iterator[smtplib.SMTP]:
        """An open line to the server.

        Raises:
            FaultError: ``message.server_unreachable``, ``message.server_in_clear``.
        """
        secure = ssl.create_default_context()
        try:
            with self._connected(secure) as line:
                if self.scheme == "smtp":
                    line.ehlo()
                    if line.has_extn("starttls"):
                        line.starttls(context=secure)
                    elif self.user or self.host not in {"127.0.0.1", "::1", "localhost"}:
                        raise FaultError("message.server_in_clear", host=self.host)
                if self.user:
                    line.login(self.user, self.password)
                yield line
        except (OSError, smtplib.SMTPException) as error:
            raise FaultError("message.server_unreachable", host=self.host, reason=type(error).__name__) from error

    def _connected(self, secure: ssl.SSLContext) -> smtplib.SMTP:
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_PATIENCE_S, context=secure)
        return smtplib.SMTP(self.host, self.port, timeout=_PATIENCE_S)

    def hand_in(self, line: smtplib.SMTP, letter: Letter) -> None:
        """Hand one letter in.

        Raises:
            UserError: ``message.refused`` (reply), ``message.not_sayable``: for good.
            FaultError: ``message.server_unreachable``: it may be tried again.
        """
        try:
            mail = self._mail(letter)
        except (ValueError, LookupError, AttributeError) as error:
            raise UserError("message.not_sayable") from error
        try:
            line.send_message(mail)
        except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
            raise UserError("message.not_sayable") from error
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(min(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code) from error

    def _mail(self, letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        subject = " ".join(letter.subject.split())  # of one line, whatever a receipt's number is
        mail["From"], mail["To"], mail["Subject"] = self.sender, letter.to, subject
        mail["Message-ID"] = f"<{letter.id}@{self.sender.partition('@')[2]}>"  # whoever got it before knows it again
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = letter.language.replace("_", "-")
        mail.set_content(letter.text)
        return mail


def _refused(reply: int) -> AppError:
    if reply >= _FOR_GOOD:
        return UserError("message.refused", reply=reply)
    return FaultError("message.server_unreachable", host="", reason=str(reply))


def send_due(engine: Engine, boxes: Boxes, server: MailServer, clock: Callable[[], int]) -> int:
    """Send what is to be said now; how many letters went out. What fails is tried again later."""
    sent = 0
    while found := due(engine, clock()):
        letters = [one for message_id in found if (one := _letter(engine, boxes, message_id, clock())) is not None]
        try:
            sent += _send(engine, server, letters, clock)
        except FaultError as error:
            _log.warning("mail: %s", error.code)
            return sent  # none of them was said: each comes up again once its lease is over
    return sent


def _letter(engine: Engine, boxes: Boxes, message_id: str, at: int) -> Letter | None:
    """A message that can be sent; what cannot be read any more is given up."""
    try:
        with reading(engine) as connection:
            letter = open_letter(connection, boxes, message_id)
        if letter is not None and "@" in letter.to:
            return letter
        why = "message.not_yet" if letter is None else "message.no_address"  # a number: a shop may call
    except AppError as error:
        _end(engine, message_id, "failed", at, error.code)
        return None
    put_off(engine, message_id, at, why)
    return None


def _send(engine: Engine, server: MailServer, letters: list[Letter], clock: Callable[[], int]) -> int:
    sent = 0
    if not letters:
        return 0
    with server.line() as line:
        for letter in letters:
            try:
                server.hand_in(line, letter)
            except UserError as error:
                _end(engine, letter.id, "failed", clock(), error.code)
            except FaultError as error:
                put_off(engine, letter.id, clock(), error.code)
            except (OSError, smtplib.SMTPException):  # whoever made the server hang up is not the first again
                put_off(engine, letter.id, clock(), "message.server_unreachable", 2 * LEASE)
                raise
            else:
                _end(engine, letter.id, "sent", clock())
                sent += 1
    return sent


def _end(engine: Engine, message_id: str, state: str, at: int, error: str | None = None) -> None:
    def job(connection: Connection) -> None:
        end(connection, message_id, "sent" if state == "sent" else "failed", at, error)

    write(engine, job)
