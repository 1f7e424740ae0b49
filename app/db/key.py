"""Public keys and the forms of codes, as the feed brought them."""

from __future__ import annotations

from app.contract.codes import CodeForms
from app.contract.feed import StoreItem
from app.contract.wire import WireError, read_wire
from app.db.connection import Connection
from app.services.identify import PublicKey

#: Keys are named by their use and a digest that begins with the id that codes name them by.
_KEYS = "SELECT public, until_at, terminal_id FROM verify_key WHERE id >= ? AND id < ? ORDER BY id"


class SqliteKeys:
    """Fits the port `KeyReads`, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def public_keys(self, use: str, named: bytes) -> tuple[PublicKey, ...]:
        """See `KeyReads.public_keys`."""
        least = f"{use}.{named.hex()}"
        rows = self._connection.execute(_KEYS, (least, f"{least}g"))
        return tuple(PublicKey(bytes.fromhex(public), until_at, terminal) for public, until_at, terminal in rows)

    def code_forms(self) -> CodeForms | None:
        """See `KeyReads.code_forms`."""
        row = self._connection.execute("SELECT store FROM centre").fetchone()
        if row is None or row[0] is None:
            return None
        try:
            return read_wire(StoreItem, row[0]).codes
        except WireError:
            return None
