"""Goods that come back without a receipt: scanned or found by name, at a price that somebody types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.cart import CartReturn
from app.domain.catalog import Product
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.quantity import MILLI, Price, Quantity, Unit
from app.runtime.counter import Counter
from app.services.edit import press, read_quantity
from app.services.lookup import Found


@frozen
class Item:
    """Goods that come back, while it is typed what is given back for them.

    Attributes:
        number: of this item, never used again while the goods are gathered.
        price_typed: minor units of a base quantity; empty for not yet.
        measure_typed: a decimal, of goods sold by measure; of pieces their number.
        per_milli: the base quantity of the price.
        fresh: the figures are those that were there before, and the next digit begins a new one.
    """

    number: int
    product: Product
    price_typed: str
    measure_typed: str
    per_milli: int = MILLI
    fresh: bool = True

    @property
    def price(self) -> Price | None:
        """What is given back for a base quantity."""
        return Price(int(self.price_typed), self.per_milli) if self.price_typed else None

    @property
    def quantity(self) -> Quantity | None:
        """How much comes back."""
        try:
            return read_quantity(self.measure_typed, self.product.unit)
        except UserError:
            return None

    @property
    def amount(self) -> int | None:
        """Minor units, as far as they are known."""
        price, quantity = self.price, self.quantity
        return None if price is None or quantity is None else price.amount(quantity.milli)


class WithoutReceipt(QObject):
    """Goods that are gathered for a return without receipt. Lives in the GUI thread.

    Args:
        is_still: whether nothing may change now, since money is being given back for them.

    Signals:
        changed: goods came or went, or something was typed.

    Attributes:
        is_open: somebody is at it.
        items: in the order in which they came.
        chosen: number of the item that keys are about.
        types_measure: keys type how much, not what for.
    """

    changed = Signal()

    def __init__(
        self, counter: Counter, parent: QObject | None = None, *, is_still: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._is_still = is_still
        self._next = 1
        self.is_open = False
        self.items: tuple[Item, ...] = ()
        self.chosen: int | None = None
        self.types_measure = False

    def begin(self) -> None:
        """Gather."""
        self.is_open = True
        self.changed.emit()

    def close(self) -> None:
        """Forget what was gathered."""
        self.is_open = False
        self.items, self.chosen, self.types_measure = (), None, False
        self.changed.emit()

    # --- goods --------------------------------------------------------------------------------------------------

    def scan(self, code: str) -> Product | None:
        """Goods by their exact code; None where nobody knows it."""
        counter = self._counter
        found = counter.catalog().find(code.strip(), counter.clock.now())
        if found is not None:
            self.add(found)
        return None if found is None else found.product

    def add(self, found: Found) -> None:
        """Goods come back; pieces of what is here already are more of it."""
        product = found.product
        there = next((one for one in self.items if one.product.sku == product.sku), None)
        if there is not None and product.unit is Unit.PIECE:
            self._pick(there)
            self.step(found.pack)
            return
        price = found.price
        measure = str(found.pack) if product.unit is Unit.PIECE else ""
        item = Item(
            self._next,
            product,
            "" if price is None else str(price.minor),
            measure,
            MILLI if price is None else price.per_milli,
        )
        self._next += 1
        self.items = (*self.items, item)
        self._pick(item)
        self.changed.emit()

    def _pick(self, item: Item) -> None:
        self.chosen = item.number
        self.types_measure = item.product.unit is not Unit.PIECE and not item.measure_typed

    @property
    def item(self) -> Item | None:
        """The item that keys are about."""
        return next((one for one in self.items if one.number == self.chosen), None)

    def choose(self, number: int) -> None:
        """Have keys be about another item."""
        for one in self.items:
            if one.number == number and number != self.chosen:
                self._become(replace(one, fresh=True))
                self._pick(one)
                self.changed.emit()

    def walk(self, steps: int) -> None:
        """Choose the item below or above."""
        numbers = [one.number for one in self.items]
        if numbers:
            place = numbers.index(self.chosen) + steps if self.chosen in numbers else 0
            self.choose(numbers[max(0, min(len(numbers) - 1, place))])

    def type_measure(self, on: bool) -> None:  # noqa: FBT001 - of a signal
        """Have keys type how much, or what for."""
        if on != self.types_measure and (item := self.item) is not None:
            self._become(replace(item, fresh=True))
            self.types_measure = on
            self.changed.emit()

    def press(self, key: str) -> None:
        """A key of the pad or the keyboard, see `services.edit.press`."""
        item = self.item
        if item is None or self._is_still():
            return
        if self.types_measure:
            decimals = 0 if item.product.unit is Unit.PIECE else 3
            typed = press(item.measure_typed, key, fresh=item.fresh, decimals=decimals)
            self._become(replace(item, measure_typed=typed, fresh=False))
        else:
            typed = press(item.price_typed, key, fresh=item.fresh)
            self._become(replace(item, price_typed=typed, fresh=False))
        self.changed.emit()

    def step(self, pieces: int) -> None:
        """A piece more or less, at least one."""
        item = self.item
        if item is not None and item.product.unit is Unit.PIECE and not self._is_still():
            count = max(1, int(item.measure_typed or "0") + pieces)
            self._become(replace(item, measure_typed=str(count), fresh=True))
            self.changed.emit()

    def remove(self) -> None:
        """Take the item out."""
        numbers = [one.number for one in self.items]
        if self.chosen not in numbers or self._is_still():
            return
        place = numbers.index(self.chosen)
        self.items = tuple(one for one in self.items if one.number != self.chosen)
        self.chosen = None
        if self.items:
            self._pick(self.items[min(place, len(self.items) - 1)])
        self.changed.emit()

    def _become(self, item: Item) -> None:
        self.items = tuple(item if one.number == item.number else one for one in self.items)

    # --- what it comes to ---------------------------------------------------------------------------------------

    @property
    def obstacle(self) -> UserError | None:
        """What is missing."""
        for one in self.items:
            if one.quantity is None:
                return UserError("scan.no_quantity", text=one.product.sku)
            if one.price is None:
                return UserError("price.missing", sku=one.product.sku)
        return None

    def returns(self, reason: str, *, restock: bool) -> tuple[CartReturn, ...]:
        """The goods as they go into a cart; those that are not complete are left out."""
        return tuple(
            CartReturn(
                -place,
                one.product.sku,
                one.product.name,
                quantity,
                price=price,
                tax_class=one.product.tax_class,
                reason=reason,
                restock=restock,
            )
            for place, one in enumerate(self.items, 1)
            if (quantity := one.quantity) is not None and (price := one.price) is not None
        )
