"""Where a centre is reached, and how long it is waited for."""

from __future__ import annotations

from dataclasses import field
from urllib.parse import urlsplit

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.services.invite import is_this_machine


@frozen
class Address:
    """Where a centre is reached, and what lets this terminal in.

    Attributes:
        plain: plain HTTP is allowed although it is not this very machine: a shop's own network, by its setting.
        ca_file: the certificates (PEM) of who alone may vouch for the centre; empty for the usual authorities.
    """

    url: str
    token: str = field(default="", repr=False)
    plain: bool = False
    ca_file: str = ""

    def check(self) -> None:
        """Raise where a token would travel in clear.

        Raises:
            UserError: ``centre.not_secure``, ``centre.bad_address``.
        """
        parts = urlsplit(self.url)
        if parts.scheme == "https" and parts.hostname:
            return
        if parts.scheme != "http" or not parts.hostname:
            raise UserError("centre.bad_address", url=self.url)
        if not self.plain and not is_this_machine(parts.hostname):
            raise UserError("centre.not_secure", url=self.url)


@frozen
class Waits:
    """Seconds for a connection, between two pieces of an answer, and for all of it."""

    connect_s: float = 5.0
    read_s: float = 20.0
    whole_s: float = 300.0


#: While a customer waits: what does not come at once has an answer of the terminal's own.
AT_ONCE = Waits(1.0, 1.5, 2.5)
#: And while a program does its work beside.
PATIENT = Waits()
