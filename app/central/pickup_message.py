"""What customers are told of their orders: that they can be collected."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.central.message import Waiting
from app.central.tables import member
from app.contract.order import OrderItem
from app.domain.receipt.words import LANGUAGES


def ready_messages(
    connection: Connection, store: str, ready: Sequence[tuple[str, OrderItem]], terminal_id: str
) -> list[Waiting]:
    """What is said of orders that became ready, once for each, to members whose contact is known."""
    wanted = {item.member_id for _, item in ready if item.member_id is not None}
    if not wanted:
        return []
    columns = (member.c.id, member.c.contact, member.c.sealed, member.c.sealed_context)
    query = select(*columns).where(member.c.id.in_(sorted(wanted)), member.c.sealed.is_not(None))
    known = {row.id: row for row in connection.execute(query)}
    found = []
    for order_id, item in ready:
        row = known.get(item.member_id)
        if row is not None:
            found.append(
                Waiting(
                    f"ready:{order_id}", "ready", store, order_id, LANGUAGES[0], row.contact, bytes(row.sealed),
                    row.sealed_context, terminal_id, row.id,
                )
            )  # fmt: skip
    return found
