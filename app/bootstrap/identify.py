"""What says what codes are, joined with the vault and the database."""

from __future__ import annotations

from app.bootstrap.terminal import Terminal
from app.db.key import SqliteKeys
from app.services.identify import Identify
from app.vault.signature import verify


def make_identify(terminal: Terminal) -> Identify:
    """Says what codes are, on the calling thread's connection."""
    store, desk = terminal.store, terminal.desk
    return Identify(
        lambda: SqliteKeys(store.connection()), verify, lambda: desk.shop, desk.clock.now, lambda: store.public_key
    )
