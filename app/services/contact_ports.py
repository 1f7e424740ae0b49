"""What contacts need of the outer rooms: whose key they are sealed to, and what became of what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.frozen import frozen


@frozen
class MailAsked:
    """A receipt that a customer asked for by e-mail.

    Attributes:
        masked: the address as a stranger may read it.
        is_handed_on: the centre has it, and sends it.
    """

    masked: str
    is_handed_on: bool


class ContactReads(Protocol):
    """Look-ups on the calling thread's own connection; each an indexed read."""

    def newest_key(self) -> str | None:
        """The key that the centre wants contacts sealed to, in hex; None where it told none."""
        ...

    def mail_asked(self, sale_id: str) -> MailAsked | None:
        """The last request for a sale's receipt by e-mail."""
        ...


#: Seals to a public key (in hex): what, and what the box is bound to; the vault does. FaultError
#: ``vault.bad_public_key``.
Seal = Callable[[str, bytes, str], bytes]
