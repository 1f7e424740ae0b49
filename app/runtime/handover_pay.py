"""An order that is paid at the counter: its cart becomes the open one, and is let go again where nobody paid."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.cart import Cart
from app.domain.errors import UserError
from app.domain.pickup import Pickup
from app.runtime.cart import OpenCart
from app.runtime.counter import Counter
from app.runtime.parking import Parking
from app.runtime.payment import OpenPayment
from app.services.pickup import Given
from app.services.pickup_cart import cart_of


class OrderPay:
    """Makes the cart of an order the open one. Lives in the GUI thread."""

    def __init__(self, counter: Counter, cart: OpenCart, parking: Parking, payment: OpenPayment) -> None:
        self._counter, self._cart, self._parking, self._payment = counter, cart, parking, payment

    @property
    def is_open(self) -> bool:
        """Whether the open cart is an order's."""
        return self._cart.cart.order is not None

    @property
    def cart_id(self) -> str:
        """Of the open cart; its sale will be called the same."""
        return self._cart.cart.cart_id

    def is_for(self, order_id: str) -> bool:
        """Whether the open cart is that order's."""
        return self._cart.cart.order is not None and self._cart.cart.order.order_id == order_id

    @property
    def is_begun(self) -> bool:
        """Whether money lies on the counter for an order."""
        return self.is_open and self._payment.has_taken

    def begin(self, one: Pickup, given: Given, label: str, done: Callable[[], object]) -> None:
        """Have what is to be paid for an order in the open cart; what lies in that is put aside first.

        Args:
            label: what the cart that is put aside is called.
            done: called once it is there.

        Raises:
            AppError: ``pickup.parked``: a cart of it is put aside; as `cart_of`, `Parking.park` and
                `OpenCart.become`.
        """
        open_order = self._cart.cart.order
        if open_order is not None and self._payment.has_taken:
            if open_order.order_id != one.order_id:
                raise UserError("cart.part_paid", cart_id=self._cart.cart.cart_id)
            done()  # money lies on the counter for it: what was begun is ended
            return
        if self._parking.aside(one.order_id):
            raise UserError("pickup.parked", order=one.order.code)
        if self._cart.cart.is_empty or open_order is not None:
            self._open(one, given)
            done()
            return

        def parked() -> None:
            self._open(one, given)
            done()

        self._parking.park(label, parked)

    def _open(self, one: Pickup, given: Given) -> None:
        counter = self._counter
        made = cart_of(one, given, counter.ids.mint(), counter.catalog(), counter.clock.now())
        self._cart.need_free()
        self._cart.begin(made)
        counter.carts.autosave(made)

    def need_free(self) -> None:
        """Raises: UserError: as `OpenCart.need_free`."""
        self._cart.need_free()

    def let_go(self) -> None:
        """Nobody paid: the open cart is nobody's again."""
        if self.is_open and self._payment.leave():
            self._cart.need_free()
            fresh = Cart(self._counter.ids.mint(), self._counter.shop.currency)
            self._cart.begin(fresh)
            self._counter.carts.autosave(fresh)
