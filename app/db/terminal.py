"""This terminal: its id, its epoch's numbering, and the shop's settings, as the journal gives them."""

from __future__ import annotations

from app.contract.journal import EpochOpened, SettingsChanged
from app.contract.staff import LimitsChanged
from app.db.connection import Connection
from app.services.ports import Entry

_SET = "INSERT INTO terminal(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value"


def apply_epoch_opened(connection: Connection, entry: Entry, body: EpochOpened) -> None:
    """A new epoch numbers its receipts, shifts and Zs from one again."""
    connection.execute(_SET, ("terminal_id", body.terminal_id))
    connection.execute(_SET, ("public_key", body.public_key))
    connection.execute(
        "INSERT INTO numbering(epoch, last_receipt, last_shift, last_z) VALUES(?, 0, 0, 0)", (entry.epoch,)
    )


def apply_settings_changed(connection: Connection, entry: Entry, body: SettingsChanged) -> None:
    """The latest settings hold, whole."""
    connection.execute(_SET, ("settings", entry.body))
    connection.execute(_SET, ("settings_at", str(entry.occurred_at)))
    connection.execute(_SET, ("currency", body.currency))


def apply_limits_changed(connection: Connection, entry: Entry, body: LimitsChanged) -> None:  # noqa: ARG001 - one shape
    """The latest limits hold, whole."""
    connection.execute(_SET, ("limits", entry.body))


def set_float_left(connection: Connection, minor: int | None) -> None:
    """What a close left in the drawer for the next shift; None where it did not say."""
    if minor is None:
        connection.execute("DELETE FROM terminal WHERE name='float_left'")
    else:
        connection.execute(_SET, ("float_left", str(minor)))


def value(connection: Connection, name: str) -> str | None:
    """An attribute: ``terminal_id``, ``public_key``, ``settings``, ``limits`` (their bodies' texts), ``float_left``
    (minor units).
    """
    row = connection.execute("SELECT value FROM terminal WHERE name=?", (name,)).fetchone()
    return None if row is None else str(row[0])


def numbers(connection: Connection, epoch: int) -> tuple[int, int, int]:
    """The last receipt, shift and Z of an epoch."""
    row = connection.execute(
        "SELECT last_receipt, last_shift, last_z FROM numbering WHERE epoch=?", (epoch,)
    ).fetchone()
    return (0, 0, 0) if row is None else (row[0], row[1], row[2])
