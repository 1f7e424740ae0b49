"""Stock: goods that move without a sale."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from app.contract.journal import read_body
from app.contract.stock import StockDelta, StockMoved
from app.domain.cart import MAX_MILLI
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.quantity import Quantity
from app.domain.text import check_texts
from app.services.cart import wire_quantity
from app.services.desk import Desk, same_act
from app.services.ports import UnitOfWork

#: Movements in one entry: keeps it well within what the centre takes.
MOST = 2_000


@frozen
class Stock:
    """Deliveries, breakage, corrections: always what moved, never a level."""

    desk: Desk

    def move(
        self,
        entry_id: str,
        reason: str,
        deltas: Sequence[tuple[str, Quantity]],
        actor: str,
        note: str = "",
        at: int | None = None,
    ) -> Future[None]:
        """Book movements: SKU and quantity, negative for goods that went out.

        Raises:
            UserError: ``stock.nothing_moved``, ``stock.too_many``, ``stock.no_reason``.
        """
        if not deltas:
            raise UserError("stock.nothing_moved")
        if len(deltas) > MOST:
            raise UserError("stock.too_many", most=MOST)
        if not reason.strip():
            raise UserError("stock.no_reason")
        if any(abs(quantity.milli) > MAX_MILLI for _, quantity in deltas):
            raise UserError("cart.quantity_out_of_range", quantity=max(str(quantity) for _, quantity in deltas))
        check_texts((reason, *(sku for sku, _ in deltas)), (note,))
        when = self.desk.clock.now() if at is None else at
        body = StockMoved(
            reason=reason,
            deltas=tuple(StockDelta(sku=sku, quantity=wire_quantity(quantity)) for sku, quantity in deltas),
            note=note,
        )

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)
