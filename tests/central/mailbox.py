"""A mail server of the tests on loopback, which keeps what arrives or refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """What arrived, in its order.

    Attributes:
        answers: by address, what the server says to one for it, instead of taking it; nothing: it hangs up.
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - as the library calls it
        if self.answers.get(address) == "":
            _server.transport.abort()
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        mail = message_from_bytes(envelope.original_content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


class _AnyPort(Controller):
    """Listens on any port that is free, and asks that one whether it does."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A server that listens."""
    box = Mailbox()
    server = _AnyPort(box, hostname="127.0.0.1", port=0)
    server.start()
    box.port = server.port
    try:
        yield box
    finally:
        server.stop()
