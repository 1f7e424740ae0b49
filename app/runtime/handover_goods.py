"""The goods of a hand-over: what can be given of the orders, and what of it was checked off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.pickup import PickLine, Pickup
from app.domain.pickup_done import PickState
from app.domain.quantity import MILLI, Unit
from app.services.scan import Scanned


@frozen
class Item:
    """Goods to be given: a line of one of the orders.

    Attributes:
        left: thousandths that can be given.
        ticked: thousandths that were checked off.
    """

    order: Pickup
    line: PickLine
    left: int
    ticked: int

    @property
    def is_ticked(self) -> bool:
        """Whether all of it was checked off."""
        return self.ticked >= self.left


class HandOverGoods(QObject):
    """What is checked off. Lives in the GUI thread.

    Signals:
        changed: the answer came, goods were checked off, an order was added.

    Attributes:
        orders: that are given together, as they were when they were shown.
        line: of the goods that keys are about, by their place.
    """

    changed = Signal()

    def __init__(self, understand: Callable[[str], Scanned], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._understand = understand
        self._forget_goods()

    def _forget_goods(self) -> None:
        self.orders: tuple[Pickup, ...] = ()
        self.line: int | None = None
        self._ticked: dict[tuple[str, int], int] = {}

    @property
    def items(self) -> list[Item]:
        """What can be given, order by order."""
        found = []
        for one in self.orders:
            for line in one.lines:
                ticked = self._ticked.get((one.order_id, line.line), 0)
                found.append(Item(one, line, line.left.milli, min(ticked, line.left.milli)))
        return [one for one in found if one.left or one.line.state in {PickState.SHORT, PickState.REJECTED}]

    @property
    def to_tick(self) -> list[Item]:
        """Those that are to be checked off."""
        return [one for one in self.items if one.left]

    @property
    def unticked(self) -> int:
        """How many are not checked off."""
        return sum(not one.is_ticked for one in self.to_tick)

    def tick(self, place: int) -> None:
        """Check goods off by hand, or take that back; by their place."""
        items = self.items
        if 0 <= place < len(items) and items[place].left:
            item = items[place]
            self.line = place
            self._set(item, 0 if item.is_ticked else item.left)

    def _set(self, item: Item, milli: int) -> None:
        self._ticked[item.order.order_id, item.line.line] = milli
        self.changed.emit()

    def walk(self, place: int) -> None:
        """Keys are about these goods."""
        if place != self.line:
            self.line = place
            self.changed.emit()

    def scan(self, code: str) -> bool:
        """Check goods off that were scanned; False where they are none.

        Raises:
            UserError: ``pickup.not_ordered``, ``pickup.enough`` (sku).
        """
        if not self.orders:
            return False
        scanned = self._understand(code)
        if scanned.found is None:
            return False
        sku = scanned.found.product.sku
        items = [(place, one) for place, one in enumerate(self.items) if one.left and one.line.goods.sku == sku]
        if not items:
            raise UserError("pickup.not_ordered", sku=sku)
        wanting = [(place, one) for place, one in items if not one.is_ticked]
        if not wanting:
            raise UserError("pickup.enough", sku=sku)
        place, item = wanting[0]
        step = MILLI if scanned.quantity is None else scanned.quantity.milli
        self.line = place
        self._set(item, item.left if item.line.ordered.unit is not Unit.PIECE else min(item.left, item.ticked + step))
        return True
