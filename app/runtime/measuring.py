"""Measuring: goods that were scanned and still lack a price or a measure, while somebody types it."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.quantity import MILLI, Price, Quantity, Unit
from app.runtime.cart import OpenCart
from app.services.edit import press, read_quantity
from app.services.scan import Outcome, Scanned, need_quantity


class Measuring(QObject):
    """The goods that wait, first come first served: a scan meanwhile is never lost. Lives in the GUI thread.

    Signals:
        changed: something was typed, or other goods are asked for.

    Attributes:
        typed: the figure: minor units for a price, a decimal for a measure.
        in_grams: a weight is typed in grams instead of kilograms.
    """

    changed = Signal()

    def __init__(self, open_cart: OpenCart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cart = open_cart
        self._waiting: deque[Scanned] = deque()
        self.typed = ""
        self.in_grams = False

    @property
    def now(self) -> Scanned | None:
        """The goods that are asked for now."""
        return self._waiting[0] if self._waiting else None

    @property
    def behind(self) -> int:
        """How many more wait."""
        return max(0, len(self._waiting) - 1)

    @property
    def asks_price(self) -> bool:
        """Whether it is the price that is missing; else it is how much."""
        return self.now is not None and self.now.outcome is Outcome.PRICE

    @property
    def unit(self) -> Unit:
        """What the goods are counted in."""
        found = self.now.found if self.now else None
        return found.product.unit if found is not None else Unit.PIECE

    def ask(self, scanned: Scanned) -> None:
        """Goods whose price or measure is missing."""
        self._waiting.append(scanned)
        if len(self._waiting) == 1:
            self._begin()
        self.changed.emit()

    def _begin(self) -> None:
        self.typed = ""
        found = self.now.found if self.now else None
        price = found.price if found is not None else None
        self.in_grams = self.unit is Unit.KILOGRAM and price is not None and price.per_milli < MILLI

    def press(self, key: str) -> None:
        """A key of the pad or the keyboard, see `services.edit.press`."""
        decimals = 0 if self.asks_price or self.in_grams else 3
        typed = press(self.typed, key, fresh=False, decimals=decimals)
        if typed != self.typed:
            self.typed = typed
            self.changed.emit()

    def weigh_in_grams(self, on: bool) -> None:  # noqa: FBT001 - of a signal
        """Type grams, or kilograms; what was typed stays the same weight."""
        if on == self.in_grams:
            return
        milli = self._milli()
        self.in_grams = on
        if milli is not None:
            self.typed = str(milli) if on else f"{milli // MILLI}.{milli % MILLI:03d}".rstrip("0").rstrip(".")
        self.changed.emit()

    def _milli(self) -> int | None:
        try:
            quantity = read_quantity(self.typed, self.unit)
        except UserError:
            return None
        return quantity.milli // MILLI if self.in_grams else quantity.milli

    # --- what is there ------------------------------------------------------------------------------------------

    @property
    def quantity(self) -> Quantity | None:
        """How much of it, as far as it is known."""
        if self.now is None:
            return None
        if self.asks_price:
            return need_quantity(self.now)
        milli = self._milli()
        return None if not milli else Quantity(milli, self.unit)

    @property
    def price(self) -> Price | None:
        """What a base quantity costs, as far as it is known."""
        found = self.now.found if self.now else None
        if found is None:
            return None
        return (Price(int(self.typed)) if self.typed else None) if self.asks_price else found.price

    @property
    def amount(self) -> int | None:
        """Minor units of what would go into the cart, before promotions."""
        price, quantity = self.price, self.quantity
        return None if price is None or quantity is None else price.amount(quantity.milli)

    def add(self) -> Scanned:
        """Put the goods in, and ask for the next that wait; what went in.

        Raises:
            UserError: ``price.missing``, ``scan.no_quantity`` and others of the cart.
        """
        now, price, quantity = self.now, self.price, self.quantity
        if now is None or price is None:
            raise UserError("price.missing")
        if quantity is None:
            raise UserError("scan.no_quantity")
        self._cart.add(now, price, quantity)
        self.skip()
        return now

    def clear(self) -> None:
        """Give all of them up."""
        if self._waiting:
            self._waiting.clear()
            self._begin()
            self.changed.emit()

    def skip(self) -> None:
        """Give these goods up."""
        if self._waiting:
            self._waiting.popleft()
            self._begin()
            self.changed.emit()
