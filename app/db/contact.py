"""Contacts at the terminal: which key they are sealed to, and which receipts were asked for by e-mail."""

from __future__ import annotations

from collections.abc import Callable

from app.contract.key import KeyAdopted
from app.contract.message import ReceiptRequested
from app.db.connection import Connection
from app.db.member_tables import receipt_request
from app.services.contact_ports import MailAsked
from app.services.ports import Entry

_SET = (
    "INSERT INTO terminal(name, value) VALUES('contact_key', ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value"
)
_ASK = receipt_request.insert_sql()
_ASKED = (
    "SELECT masked, seq <= coalesce((SELECT seq FROM mark WHERE name='centre'), 0) FROM receipt_request "
    "WHERE sale_id=? ORDER BY seq DESC LIMIT 1"
)


def apply_adopted(connection: Connection, entry: Entry, body: KeyAdopted) -> None:  # noqa: ARG001 - one shape
    """The key holds from here on."""
    connection.execute(_SET, (body.public,))


def apply_requested(connection: Connection, entry: Entry, body: ReceiptRequested) -> None:
    """A receipt is wanted by e-mail; nothing of the address is kept beside its mask."""
    connection.execute(_ASK, (entry.seq, body.sale_id, body.masked))


class SqliteContacts:
    """Fits the port `ContactReads`.

    Args:
        connection: gives the calling thread's own reading connection.
    """

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection

    def newest_key(self) -> str | None:
        """See `ContactReads.newest_key`."""
        query = "SELECT public FROM verify_key WHERE use='contact' AND until_at IS NULL ORDER BY from_at DESC LIMIT 1"
        row = self._connection().execute(query).fetchone()
        return None if row is None else str(row[0])

    def mail_asked(self, sale_id: str) -> MailAsked | None:
        """See `ContactReads.mail_asked`."""
        row = self._connection().execute(_ASKED, (sale_id,)).fetchone()
        return None if row is None else MailAsked(row[0], bool(row[1]))
