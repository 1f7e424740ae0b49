"""A seller's carts: scanned into, put aside, fetched, cancelled, and sold."""

from __future__ import annotations

import time
from concurrent.futures import Future
from random import Random
from zoneinfo import ZoneInfo

from app.bootstrap import Terminal
from app.domain.cart import Cart, CartReturn, add_product, add_return
from app.domain.quantity import Unit, pieces
from app.domain.tender import Payment, Tender
from app.services import ports
from app.services.cart import cart_text
from app.services.pickup_cart import given_of, price_open_cart
from app.services.refund import quote
from app.services.sell import ticket
from app.services.tender import pending
from tests.db.crash.pickups import Pickups
from tests.db.crash.purse import CASHIER, GOODS, Acks, digest, sale_content


class Carts(Pickups):
    """Sells the open cart.

    Attributes:
        parked: the carts that wait.
        sold: sale, line, SKU and thousandths of what may come back.
    """

    def __init__(self, terminal: Terminal, random: Random, acks: Acks) -> None:
        super().__init__(terminal, random, acks)
        self.parked = [one.cart_id for one in self.reads.parked_carts()]
        self.sold: list[tuple[str, int, str, int]] = []

    def _coming_back(self, cart: Cart, sold: tuple[str, int, str, int]) -> Cart:
        sale_id, line, sku, milli = sold
        back = CartReturn(0, sku, sku, pieces(milli // 1_000), sale_id, line, restock=self.random.random() < 0.7)
        return add_return(cart, back)

    def one_more(self, cart: Cart, *, may_return: bool) -> Cart:
        if may_return and self.sold and self.random.random() < 0.08:
            return self._coming_back(cart, self.sold.pop(self.random.randrange(len(self.sold))))
        return add_product(cart, *self.random.choice(GOODS))

    def scan(self, cart: Cart) -> None:
        """Show a changed cart and have it kept."""
        self.cart = cart
        self.acks.say("scan", cart=cart.cart_id, text=digest(cart_text(cart)))
        self.terminal.carts.autosave(cart)
        self.acks.say("scanned", at=time.monotonic_ns())
        if self.random.random() < 0.3:
            self.drain()
            if self.terminal.store.writer.keep_failure is None:
                self.acks.say("kept")

    def drain(self) -> None:
        """Wait until the writer has done all that was handed to it so far."""
        self.terminal.store.writer.write(lambda _work: None, ports.Priority.UPKEEP).result()

    def _late_save(self, cart: Cart) -> None:
        """Hand an autosave over that comes too late."""
        if self.random.random() < 0.5:
            self.terminal.carts.autosave(cart)

    def park(self, cart: Cart) -> None:
        """Put the cart aside; a late autosave must not bring it back."""
        entry_id, label, text = self.mint(), "waits", cart_text(cart)

        def run() -> Future[None]:
            done = self.terminal.carts.park(cart, label, entry_id, CASHIER)
            self._late_save(cart)
            return done

        self._do("cart.parked", entry_id, [cart.cart_id, digest(text)], run, cart=cart.cart_id, text=digest(text))
        self.parked.append(cart.cart_id)
        self.cart = None

    def recall(self) -> None:
        """Fetch a parked cart."""
        cart_id, entry_id = self.random.choice(self.parked), self.mint()
        found: list[Future[Cart]] = []

        def run() -> Future[Cart]:
            found.append(self.terminal.carts.recall(cart_id, entry_id, CASHIER))
            return found[0]

        self._do("cart.recalled", entry_id, [cart_id], run, cart=cart_id)
        self.parked.remove(cart_id)
        self.cart = found[0].result()

    def void(self, cart: Cart) -> None:
        """Cancel the cart; a late autosave must not bring it back."""

        def run() -> Future[None]:
            done = self.terminal.carts.void(cart, "changed their mind", CASHIER)
            self._late_save(cart)
            return done

        self._do("cart.voided", cart.cart_id, [cart.cart_id], run, cart=cart.cart_id)
        self.cart = None

    # --- the money ---------------------------------------------------------------------------------------------

    def sell(self, cart: Cart, taken: tuple[Tender, ...]) -> None:
        """Take the money, in parts now and then, and complete the sale; press twice now and then."""
        if not taken and self.has_centre:
            cart = self._settle(cart)
        shop, now = self.terminal.shop, self.terminal.desk.clock.now()
        priced = price_open_cart(cart, self.book, shop.tax, now, ZoneInfo(shop.zone))
        returns = quote(self.reads, cart.returns, shop.tax)
        total = priced.total - sum(one.refund for one in returns)
        payment = self._pay(cart, Payment(total, shop.currency, shop.cash, taken))
        asked = ticket(cart, priced, returns, payment)

        def run() -> Future[object]:
            done = self.register.complete(cart, priced, payment, CASHIER, returns)
            self._late_save(cart)
            return done

        content = sale_content(asked)
        self._do("sale.completed", cart.cart_id, content, run, cart=cart.cart_id, **self._brings(cart))
        self._late_save(cart)
        if self.random.random() < 0.1:
            again = self.register.complete(cart, priced, payment, CASHIER, returns).result()
            self.acks.say("done", id=cart.cart_id, digest=digest(sale_content(again.ticket)))
        self.cart = None
        self.sold.extend(
            (cart.cart_id, one.line, one.sku, one.quantity.milli)
            for one in asked.lines
            if one.quantity.unit is Unit.PIECE
        )

    def _settle(self, cart: Cart) -> Cart:
        """What counts of the cart's coupons by now, before anything is taken for it."""
        then = self.keep_what_counts(cart)
        if then != cart:
            self.scan(then)
        return then

    def _pay(self, cart: Cart, payment: Payment) -> Payment:
        """Take all that is to be paid, or give it back."""
        if cart.order is not None:
            payment = payment.with_prepaid(self.mint(), cart.order.prepaid)
        while payment.remaining > 10 and self.random.random() < 0.25:
            payment = self.take_part(cart, payment)
        if payment.remaining < 0 and (most := self._paid_with_points(cart)) and self.random.random() < 0.7:
            payment = self.give_points(cart, payment, most)
        if payment.remaining:
            extra = self.random.choice((0, 0, 40)) if payment.remaining > 0 else 0
            payment = payment.with_cash(self.mint(), payment.cash_due + extra)
        return payment

    def _paid_with_points(self, cart: Cart) -> int:
        """Minor units that points paid of what comes back and nobody gave back so; not for a half paid cart."""
        if pending(self.reads, cart.cart_id):
            return 0
        query = (
            "SELECT coalesce(sum(amount_minor), 0) FROM tender WHERE kind='points' AND (sale_id=?1 OR sale_id IN "
            "(SELECT sale_id FROM sale_return WHERE origin_sale_id=?1))"
        )
        connection = self.terminal.store.connection()
        origins = {one.sale_id for one in cart.returns}
        return sum(max(0, connection.execute(query, (one,)).fetchone()[0]) for one in origins)

    def _brings(self, cart: Cart) -> dict[str, object]:
        """What the ledger is told of a sale, to say itself what else must come with it."""
        order = None
        if cart.order is not None:
            given = given_of(cart)
            lines = [[number, milli] for number, milli in sorted(given.lines.items())]
            order = [given.order_id, lines, given.ends, cart.order.prepaid, given.offline]
        return {"order": order, "bases": {one.code: one.basis.value for one in cart.holds}, "pages": self.told}
