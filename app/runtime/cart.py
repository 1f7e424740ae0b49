"""The open cart: what the cashier sees and changes, priced after every change and kept against a crash."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.domain import cart as carts
from app.domain.cart import Cart, CartLine, CartReturn, Discount, Override
from app.domain.errors import UserError
from app.domain.pricing import PricedCart
from app.domain.quantity import MILLI, Price, Quantity, Unit
from app.domain.sale import ReturnedLine
from app.runtime.counter import Counter
from app.services.cart import restore
from app.services.pickup_cart import price_open_cart
from app.services.refund import quote
from app.services.scan import Outcome, Scanned, need_quantity, of_found

#: Steps that can be taken back.
UNDO_STEPS = 50


class Held(Enum):
    """Why the cart does not change now."""

    NO = "no"
    PAYING = "paying"  # money is being taken for it
    TAKEN = "taken"  # money was taken for it
    ASKING = "asking"  # a provider was asked for money, and what became of it is not known
    MOVING = "moving"  # it is being put aside, fetched or cancelled


#: What is said of a cart that does not change.
_REFUSALS = {
    Held.PAYING: "cart.being_paid",
    Held.TAKEN: "cart.part_paid",
    Held.ASKING: "tender.unresolved",
    Held.MOVING: "cart.moving",
}


def things(line: CartLine) -> int:
    """How many things a line is to a person; goods sold by measure are one."""
    return line.quantity.milli // MILLI if line.quantity.unit is Unit.PIECE else 1


class OpenCart(QObject):
    """The cart on screen. Lives in the GUI thread; every change makes a new `Cart`, so the old one can come back.

    Signals:
        changed: the cart, its prices or the chosen line changed.
        added: goods went in, with the id of their line; for the mark on the screen.
        dropped: lines that were taken out after money had been taken for the cart.
        ended: the cart is gone (sold, parked, fetched, voided) and another one is open.

    Attributes:
        cart: as it stands; never set from outside.
        priced: what it costs now.
        returned: what the goods that come back are worth.
        selected: id of the chosen line.
        lost: names of goods that were to come back with it, and came back with another cart meanwhile.
    """

    changed = Signal()
    added = Signal(int)
    ended = Signal()
    dropped = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._zone = ZoneInfo(counter.shop.zone)
        self._undo: list[Cart] = []
        self.held = Held.NO
        self.selected: int | None = None
        self.priced: PricedCart
        self.returned: tuple[ReturnedLine, ...]
        self._open(restore(counter.reads()) or self._fresh())

    def _fresh(self) -> Cart:
        return Cart(self._counter.ids.mint(), self._counter.shop.currency)

    def _open(self, cart: Cart) -> None:
        cart = self._still_returnable(cart)
        priced = (self.preview(cart), self._quote(cart.returns))
        self.held = Held.NO
        self._undo = []
        self.selected = None
        self.cart = cart
        self._settle(*priced)

    def _still_returnable(self, cart: Cart) -> Cart:
        """The cart without what meanwhile came back with another one; `lost` names it."""
        self.lost: tuple[str, ...] = ()
        kept: tuple[CartReturn, ...] = ()
        for one in cart.returns:
            try:
                self._quote((*kept, one))
            except UserError:
                self.lost = (*self.lost, one.name)
            else:
                kept = (*kept, one)
        return cart if len(kept) == len(cart.returns) else replace(cart, returns=kept)

    def take_lost(self) -> tuple[str, ...]:
        """`lost`, once: whoever asks tells it."""
        lost, self.lost = self.lost, ()
        return lost

    def renew(self) -> None:
        """Look anew what goods that come back are worth: some may have come back with another cart meanwhile."""
        if self.held is not Held.NO or not self.cart.returns:
            return
        cart = self._still_returnable(self.cart)
        if cart is not self.cart or self._quote(cart.returns) != self.returned:
            self._take(cart, self._undo)

    # --- what it costs ------------------------------------------------------------------------------------------

    def preview(self, cart: Cart) -> PricedCart:
        """What a cart would cost now.

        Raises:
            UserError: of pricing.
        """
        one = self._counter
        return price_open_cart(cart, one.promotions.book, one.shop.tax, one.clock.now(), self._zone)

    def _quote(self, returns: tuple[CartReturn, ...]) -> tuple[ReturnedLine, ...]:
        return quote(self._counter.reads(), returns, self._counter.shop.tax) if returns else ()

    def _settle(self, priced: PricedCart, returned: tuple[ReturnedLine, ...]) -> None:
        self.priced, self.returned = priced, returned
        self._counts = Tally[str]()
        for line in self.cart.lines:
            self._counts[line.sku] += things(line)

    @property
    def total(self) -> int:
        """Minor units to pay, or to give back when negative, before cash rounding."""
        return self.priced.total - sum(line.refund for line in self.returned)

    @property
    def pieces(self) -> int:
        """How many things are in the cart, those that come back among them."""
        return self._counts.total() + len(self.cart.returns)

    def quantity_of(self, sku: str) -> int:
        """How many pieces (or weighings) of a SKU are in the cart, for the mark on its tile."""
        return self._counts[sku]

    # --- changes ------------------------------------------------------------------------------------------------

    def become(self, cart: Cart, *, is_step: bool = True) -> None:
        """Take a changed cart: priced first, so that one that cannot be priced never becomes the open one.

        Args:
            is_step: it is one that can be taken back; a coupon that the centre granted is none.

        Raises:
            UserError: as `need_free`; of pricing and returns.
        """
        self.need_free()
        if cart is self.cart:
            return
        self._take(cart, [*self._undo[1 - UNDO_STEPS :], self.cart] if is_step else self._undo)

    def _take(self, cart: Cart, undo: list[Cart]) -> None:
        priced = (self.preview(cart), self._quote(cart.returns))
        before, self.cart, self._undo = self.cart, cart, undo
        self._settle(*priced)
        if self.selected is not None and not self._has(self.selected):
            self.selected = None
        self._counter.carts.autosave(cart)
        self.changed.emit()
        if len(cart.lines) < len(before.lines) and self._counter.reads().was_given_back(cart.cart_id):
            left = {one.line_id for one in cart.lines}
            self.dropped.emit(tuple(one for one in before.lines if one.line_id not in left))

    def change(self, act: Callable[[Cart], Cart]) -> None:
        """Change it by a function, such as one of `domain.cart`; raises as `become`."""
        self.become(act(self.cart))

    def _has(self, line_id: int) -> bool:
        lines, returns = self.cart.lines, self.cart.returns
        return any(one.line_id == line_id for one in lines) or any(one.line_id == line_id for one in returns)

    @property
    def can_undo(self) -> bool:
        """Whether the last change can be taken back."""
        return bool(self._undo) and self.held is Held.NO

    def undo(self) -> None:
        """Take the last change back.

        Raises:
            UserError: ``cart.was_paid``; as `need_free`.
        """
        if not self.can_undo:
            return
        before = self._undo[-1]
        self._need_rest(before)
        self._take(carts.back_to(before, self.cart), self._undo[:-1])

    def _need_rest(self, cart: Cart) -> None:
        """Refuse to empty a cart that money was taken for: it ends by being cancelled, the next has its own id."""
        if cart.is_empty and not self.cart.is_empty and self._counter.reads().was_given_back(cart.cart_id):
            raise UserError("cart.was_paid", cart_id=cart.cart_id)

    def need_free(self) -> None:
        """Refuse to change a cart that is held.

        Raises:
            UserError: ``cart.being_paid``, ``cart.part_paid``, ``tender.unresolved``, ``cart.moving``.
        """
        if self.held is not Held.NO:
            raise UserError(_REFUSALS[self.held], cart_id=self.cart.cart_id)

    def hold(self, why: Held = Held.PAYING) -> None:
        """Nothing changes any more."""
        self.held = why

    def release(self, why: Held = Held.PAYING) -> None:
        """What held it is over; anything else that does still does."""
        if self.held is why:
            self.held = Held.NO

    def start_next(self) -> None:
        """Open a fresh cart: this one was sold, parked or voided."""
        self.begin(self._fresh())

    def begin(self, cart: Cart) -> None:
        """Have another cart open, which has no past that could be taken back."""
        self._open(cart)
        self.ended.emit()
        self.changed.emit()

    def scan(self, text: str) -> Scanned:
        """Take a scan; goods that need nothing more go into the cart.

        Raises:
            UserError: ``cart.too_many_lines``, ``cart.quantity_out_of_range`` and others of the cart.
        """
        counter = self._counter
        return self.take(counter.understand(text))

    def pick(self, sku: str, milli: int = 0) -> Scanned:
        """Take goods that were chosen on the screen; `milli` thousandths of them, if that was typed before."""
        counter = self._counter
        found = counter.catalog().find(sku, counter.clock.now())
        return self.take(Scanned(Outcome.UNKNOWN, sku) if found is None else of_found(found, sku, milli))

    def take(self, scanned: Scanned) -> Scanned:
        """Put goods in whose price and quantity are known; anything else is the screen's to ask for."""
        if scanned.outcome is Outcome.ADD and scanned.found is not None and scanned.found.price is not None:
            self.add(scanned, scanned.found.price, need_quantity(scanned))
        return scanned

    def add(self, scanned: Scanned, price: Price, quantity: Quantity) -> None:
        """Put goods in at a price (typed, for open-price goods) and in a quantity (typed, for weighed ones)."""
        if scanned.found is None:
            raise ValueError("goods that nobody found")
        self._add(carts.add_product(self.cart, scanned.found.product, price, quantity, scanned.code))

    def add_line(self, line: CartLine) -> None:
        """Put in a line that was made by hand, such as goods whose code nobody knows."""
        self._add(carts.add_line(self.cart, line))

    def _add(self, cart: Cart) -> None:
        before = {line.line_id: line for line in self.cart.lines}
        self.become(cart)
        for line in reversed(cart.lines):
            if before.get(line.line_id) is not line:
                self.added.emit(line.line_id)
                return

    def set_quantity(self, line_id: int, quantity: Quantity) -> None:
        """How much of a line is bought."""
        self.become(carts.set_quantity(self.cart, line_id, quantity))

    def step(self, line_id: int, pieces: int) -> None:
        """A piece more or less; the last one is removed by `remove`, never by a step."""
        line = self.cart.line(line_id)
        if line.quantity.unit is Unit.PIECE and line.quantity.milli + pieces * MILLI > 0:
            self.set_quantity(line_id, Quantity(line.quantity.milli + pieces * MILLI))

    def set_discount(self, line_id: int, discount: Discount | None) -> None:
        """A manual reduction of a line."""
        self.become(carts.set_discount(self.cart, line_id, discount))

    def set_override(self, line_id: int, override: Override | None) -> None:
        """An approved price of a line."""
        self.become(carts.set_override(self.cart, line_id, override))

    def remove(self, line_id: int) -> None:
        """Take a line out, sold or returned.

        Raises:
            UserError: ``cart.was_paid``: it is the last one of a cart that money was taken for; as `become`.
        """
        cart = carts.remove_line(self.cart, line_id)
        self._need_rest(cart)
        self.become(cart)

    def select(self, line_id: int | None) -> None:
        """The line that the next act is about."""
        if line_id != self.selected:
            self.selected = line_id
            self.changed.emit()
