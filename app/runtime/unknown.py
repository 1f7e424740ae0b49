"""Unknown goods: a code that the catalogue does not know, or goods without a price, sold at a typed one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.approval import Request, unknown_request
from app.domain.cart import CartLine
from app.domain.catalog import Product
from app.domain.errors import UserError
from app.domain.quantity import MILLI, Price, Quantity
from app.runtime.cart import OpenCart
from app.runtime.counter import Counter
from app.services.edit import press

#: The classes that every shop has, in the order in which goods are in them.
_USUAL = ("standard", "zero", "exempt")


class Unknown(QObject):
    """The goods that are sold by hand, while somebody types what they cost. Lives in the GUI thread.

    Signals:
        changed: something was typed or chosen.

    Attributes:
        code: what was scanned; None while nobody asks.
        product: the goods, where only their price is missing.
        typed: the price of one, in minor units.
    """

    changed = Signal()

    def __init__(
        self,
        counter: Counter,
        open_cart: OpenCart,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._cart = open_cart
        self.code: str | None = None
        self.product: Product | None = None
        self._begin()

    def _begin(self) -> None:
        self.name = ""
        self.typed = ""
        self.tax_class = self.product.tax_class if self.product is not None else next(iter(self.tax_classes), "")
        self.quantity = Quantity(MILLI)

    @property
    def tax_classes(self) -> tuple[str, ...]:
        """The shop's tax classes, the usual one first."""
        rates = self._counter.shop.tax.rates_ppm
        usual = [name for name in _USUAL if name in rates]
        return (*usual, *(name for name in rates if name not in usual))

    @property
    def is_asked(self) -> bool:
        """Whether somebody is at it."""
        return self.code is not None

    def ask(self, code: str, quantity: Quantity | None = None, product: Product | None = None) -> None:
        """Begin with a code; for goods that are known but have no price, with them."""
        self.code, self.product = code, product
        self._begin()
        if quantity is not None:
            self.quantity = quantity
        self.changed.emit()

    def close(self) -> None:
        """Give it up."""
        self.code = self.product = None
        self._begin()
        self.changed.emit()

    def press(self, key: str) -> None:
        """A key of the pad or the keyboard, for the price."""
        typed = press(self.typed, key, fresh=False)
        if typed != self.typed:
            self.typed = typed
            self.changed.emit()

    def choose_tax(self, tax_class: str) -> None:
        """Its tax class, where nobody knows it."""
        if self.product is None and tax_class != self.tax_class:
            self.tax_class = tax_class
            self.changed.emit()

    def set_name(self, name: str) -> None:
        """What it is called; may stay empty."""
        self.name = name

    def line(self) -> CartLine:
        """The line as it would go into the cart.

        Raises:
            UserError: ``price.missing`` and others of the cart.
        """
        if self.code is None or not self.typed:
            raise UserError("price.missing")
        known, price = self.product, Price(int(self.typed))
        line = CartLine(
            line_id=self._cart.cart.next_line_id,
            sku=known.sku if known else self.code,
            name=known.name if known else self.name.strip() or self.tr("臨時品項"),
            quantity=self.quantity,
            listed=price,
            tax_class=self.tax_class,
            code=self.code,
            unknown=True,
        )
        return replace(line, category=known.category, tags=known.tags) if known else line

    def request(self) -> Request:
        """What a role must allow.

        Raises:
            UserError: as `line`.
        """
        return unknown_request(self._cart.cart, self.line())

    def add(self) -> CartLine:
        """Put it in, and be done.

        Raises:
            UserError: as `line` and `OpenCart.become`.
        """
        line = self.line()
        self._cart.add_line(line)
        self.close()
        return line
