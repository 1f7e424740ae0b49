"""The open cart: what the cashier sees and changes, priced after every change and kept against a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.domain import cart as carts
from app.domain.cart import Cart, CartLine, Discount, Override
from app.domain.errors import UserError
from app.domain.pricing import PricedCart, price_cart
from app.domain.quantity import MILLI, Price, Quantity
from app.domain.sale import ReturnedLine
from app.runtime.bridge import Bridge
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.services.cart import restore
from app.services.refund import quote
from app.services.scan import Outcome, Scanned, need_quantity, of_found, understand

#: Steps that can be taken back.
UNDO_STEPS = 50


class OpenCart(QObject):
    """The cart on screen. Lives in the GUI thread; every change makes a new `Cart`, so the old one can come back.

    Signals:
        changed: the cart, its prices or its place in the day changed.
        added: goods went in, with the id of their line; for the mark on the screen.
        ended: the cart is gone (sold, parked, voided) and a new one is open.
    """

    changed = Signal()
    added = Signal(int)
    ended = Signal()

    def __init__(self, counter: Counter, session: Session, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._session = session
        self._bridge = bridge
        self._zone = ZoneInfo(counter.shop.zone)
        self._undo: list[Cart] = []
        self._locked = False
        self.selected: int | None = None
        self.cart = restore(counter.reads()) or self._fresh()
        self._price()

    def _fresh(self) -> Cart:
        return Cart(self._counter.ids.mint(), self._counter.shop.currency)

    # --- what it costs ------------------------------------------------------------------------------------------

    def _price(self) -> None:
        counter = self._counter
        now = counter.clock.now()
        self.priced: PricedCart = price_cart(
            self.cart, counter.promotions.book, counter.shop.tax, now, zone=self._zone
        )
        self.returned: tuple[ReturnedLine, ...] = (
            quote(counter.reads(), self.cart.returns, counter.shop.tax) if self.cart.returns else ()
        )

    @property
    def total(self) -> int:
        """Minor units to pay, or to give back when negative, before cash rounding."""
        return self.priced.total - sum(line.refund for line in self.returned)

    @property
    def pieces(self) -> int:
        """How many things are in the cart; goods sold by measure count as one."""
        return sum(
            line.quantity.milli // MILLI if line.quantity.unit.value == "piece" else 1 for line in self.cart.lines
        ) + sum(1 for _ in self.cart.returns)

    def quantity_of(self, sku: str) -> int:
        """How many pieces (or weighings) of a SKU are in the cart, for the mark on its tile."""
        return sum(
            line.quantity.milli // MILLI if line.quantity.unit.value == "piece" else 1
            for line in self.cart.lines
            if line.sku == sku
        )

    # --- changes ------------------------------------------------------------------------------------------------

    def _become(self, cart: Cart) -> None:
        """Take a changed cart: price it first, so that one that cannot be priced never becomes the open one."""
        if self._locked:
            raise UserError("cart.being_paid")
        before = self.cart
        self.cart = cart
        try:
            self._price()
        except UserError:
            self.cart = before
            self._price()
            raise
        self._undo = [*self._undo[-UNDO_STEPS:], before]
        self._counter.carts.autosave(cart)
        self.changed.emit()

    @property
    def can_undo(self) -> bool:
        """Whether the last change can be taken back."""
        return bool(self._undo) and not self._locked

    def undo(self) -> None:
        """Take the last change back."""
        if not self.can_undo:
            return
        before = self._undo.pop()
        kept = self._undo
        # line ids are never used again in a cart, not even after an undo
        self._become(replace(before, next_line_id=max(before.next_line_id, self.cart.next_line_id)))
        self._undo = kept
        self.changed.emit()

    def hold(self) -> None:
        """Nothing changes any more: a payment for it is under way."""
        self._locked = True

    def release(self) -> None:
        """The payment was given up; the cart can change again."""
        self._locked = False

    def scan(self, text: str) -> Scanned:
        """Take a scan; goods that need nothing more go into the cart.

        Raises:
            UserError: ``cart.too_many_lines``, ``cart.quantity_out_of_range`` and others of the cart.
        """
        counter = self._counter
        return self.take(understand(counter.catalog(), text, counter.clock.now()))

    def pick(self, sku: str) -> Scanned:
        """Take goods that were chosen on the screen."""
        counter = self._counter
        found = counter.catalog().find(sku, counter.clock.now())
        return self.take(Scanned(Outcome.UNKNOWN, sku) if found is None else of_found(found, sku))

    def take(self, scanned: Scanned) -> Scanned:
        """Put goods in whose price and quantity are known; anything else is the screen's to ask for."""
        if scanned.outcome is Outcome.ADD and scanned.found is not None and scanned.found.price is not None:
            self.add(scanned, scanned.found.price, need_quantity(scanned))
        return scanned

    def add(self, scanned: Scanned, price: Price, quantity: Quantity) -> None:
        """Put goods in at a price (typed, for open-price goods) and in a quantity (typed, for weighed ones)."""
        if scanned.found is None:
            raise ValueError("goods that nobody found")
        ids = {line.line_id: line for line in self.cart.lines}
        self._become(carts.add_product(self.cart, scanned.found.product, price, quantity, scanned.code))
        self._mark_changed_line(ids)

    def add_unknown(self, code: str, name: str, price: Price, tax_class: str = "standard") -> None:
        """Put goods in whose code nobody knows, at a typed price; after the sale somebody has to look at it."""
        ids = {line.line_id: line for line in self.cart.lines}
        line = CartLine(0, code, name, Quantity(MILLI), price, tax_class=tax_class, code=code, unknown=True)
        self._become(carts.add_line(self.cart, line))
        self._mark_changed_line(ids)

    def _mark_changed_line(self, before: dict[int, CartLine]) -> None:
        for line in self.cart.lines:
            if before.get(line.line_id) != line:
                self.added.emit(line.line_id)
                return

    def change(self, act: Callable[[Cart], Cart]) -> None:
        """Any other change, such as a note on the cart, a coupon or the member."""
        self._become(act(self.cart))

    def set_quantity(self, line_id: int, quantity: Quantity) -> None:
        """How much of a line is bought."""
        self._become(carts.set_quantity(self.cart, line_id, quantity))

    def step(self, line_id: int, pieces: int) -> None:
        """A piece more or less; the last one is removed by `remove`, never by a step."""
        line = self.cart.line(line_id)
        if line.quantity.unit.value == "piece" and line.quantity.milli + pieces * MILLI > 0:
            self.set_quantity(line_id, Quantity(line.quantity.milli + pieces * MILLI))

    def set_discount(self, line_id: int, discount: Discount | None) -> None:
        """A manual reduction of a line."""
        self._become(carts.set_discount(self.cart, line_id, discount))

    def set_override(self, line_id: int, override: Override | None) -> None:
        """An approved price of a line."""
        self._become(carts.set_override(self.cart, line_id, override))

    def set_note(self, line_id: int, note: str) -> None:
        """A note on a line."""
        self._become(carts.set_note(self.cart, line_id, note))

    def set_cart_discount(self, discount: Discount | None) -> None:
        """A manual reduction of the whole cart."""
        self._become(replace(self.cart, discount=discount))

    def remove(self, line_id: int) -> None:
        """Take a line out."""
        if self.selected == line_id:
            self.selected = None
        self._become(carts.remove_line(self.cart, line_id))

    def select(self, line_id: int | None) -> None:
        """The line that the next act is about."""
        self.selected = line_id
        self.changed.emit()

    # --- its end ------------------------------------------------------------------------------------------------

    def start_next(self) -> None:
        """Open a fresh cart: this one was sold, parked or voided."""
        self._locked = False
        self._undo.clear()
        self.selected = None
        self.cart = self._fresh()
        self._price()
        self.ended.emit()
        self.changed.emit()

    def park(self, label: str, done: Callable[[], None]) -> None:
        """Put the cart aside; the next one opens when that is on the disk."""
        counter = self._counter
        parked = counter.carts.park(self.cart, label, counter.ids.mint(), self._session.actor)
        self.hold()
        self._bridge.then(self, parked, lambda _: self._gone(done), self._stays)

    def recall(self, cart_id: str, done: Callable[[], None]) -> None:
        """Fetch a parked cart; one that is open and not empty is put aside in its place by the screen before."""
        counter = self._counter

        def arrived(cart: Cart) -> None:
            self._undo.clear()
            self._locked = False
            self.selected = None
            self.cart = cart
            self._price()
            self.ended.emit()
            self.changed.emit()
            done()

        self._bridge.then(self, counter.carts.recall(cart_id, counter.ids.mint(), self._session.actor), arrived)

    def void(self, reason: str, done: Callable[[], None]) -> None:
        """Cancel the cart; what was in it stays in the journal's entry."""
        voided = self._counter.carts.void(self.cart, reason, self._session.actor)
        self.hold()
        self._bridge.then(self, voided, lambda _: self._gone(done), self._stays)

    def _gone(self, done: Callable[[], None]) -> None:
        self.start_next()
        done()

    def _stays(self, error: BaseException) -> None:
        self.release()
        self._bridge.failed.emit(error)
