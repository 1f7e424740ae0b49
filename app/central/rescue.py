"""Rescue: entries that came by hand go in as if their terminal had sent them; of a revoked one only where allowed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select, update

from app.central import intake
from app.central.database import reading, write
from app.central.tables import centre, terminal
from app.central.watch import alone, notify
from app.contract.push import PROTOCOL, PushBatch, PushedEntry
from app.domain.errors import UserError


def keys(engine: Engine, terminal_id: str, centre_id: str) -> tuple[bytes, bytes]:
    """The seed of the centre's key, and the public key of a terminal.

    Raises:
        UserError: ``rescue.other_centre``, ``rescue.unknown_terminal``.
    """
    with reading(engine) as connection:
        ours = connection.execute(select(centre.c.id, centre.c.seed)).one()
        if ours.id != centre_id:
            raise UserError("rescue.other_centre", centre=centre_id)
        row = connection.execute(select(terminal.c.public_key).where(terminal.c.id == terminal_id)).one_or_none()
        if row is None:
            raise UserError("rescue.unknown_terminal", terminal=terminal_id)
        return bytes(ours.seed), bytes(row.public_key)


def bring_in(engine: Engine, terminal_id: str, entries: Sequence[PushedEntry], at: int, *, revoked: bool) -> None:
    """Take a batch in; a repeat changes nothing. What does not join on is kept with its broken link.

    Args:
        at: microseconds UTC.
        revoked: somebody allowed it although the terminal was revoked.

    Raises:
        UserError: ``rescue.revoked``; ``rescue.gap``: the centre holds nothing of the terminal that these follow.
        FaultError: ``central.busy``.
    """

    def job(connection: Connection) -> None:
        row = connection.execute(
            select(terminal.c.store, terminal.c.revoked_at).where(terminal.c.id == terminal_id).with_for_update()
        ).one()
        if row.revoked_at is not None and not revoked:
            raise UserError("rescue.revoked", terminal=terminal_id)
        own = update(terminal).where(terminal.c.id == terminal_id)
        connection.execute(own.values(revoked_at=None))  # within this transaction alone
        sender = intake.Sender(terminal_id, row.store)
        batch = PushBatch(protocol=PROTOCOL, entries=tuple(entries))
        answer = intake.take_in(connection, sender, batch, at)
        if answer.mark is None:
            raise UserError("rescue.gap", seq=batch.entries[0].seq)
        if answer.mark.seq < batch.entries[0].seq - 1:
            intake.take_in(connection, sender, batch.model_copy(update={"after": answer.mark}), at)
        connection.execute(own.values(revoked_at=row.revoked_at))

    def tell(scopes: frozenset[str]) -> None:
        with alone(engine) as connection:
            notify(connection, scopes)

    write(engine, job, tell)
