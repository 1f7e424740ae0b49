"""Contacts, joined with the outer rooms: the centre's key from the feed, the sealing from the vault."""

from __future__ import annotations

from app.bootstrap.terminal import Terminal
from app.db.contact import SqliteContacts
from app.services.contact import Contacts
from app.vault.sealing import seal


def make_contacts(terminal: Terminal) -> Contacts:
    """What is done with a customer's address at this terminal."""
    store = terminal.store
    return Contacts(terminal.desk, terminal.terminal_id, store.reads, SqliteContacts(store.connection), seal)
