"""A seller without pause, on the real services: it says what it tries, and what was acknowledged to it.

What it says goes line by line into a file that outlives it: `try` before an act, `done` after the act's future,
`scan` before an autosave is handed over, `kept` once a later, less urgent task of the writer is done; `tell` and
`told` around a page of the feed. `Ledger` holds the data directory against these lines.
"""

from __future__ import annotations

import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from random import Random
from zoneinfo import ZoneInfo

from app.bootstrap import Terminal
from app.domain.cart import Cart, CartReturn, add_product, add_return
from app.domain.errors import UserError
from app.domain.quantity import Unit, pieces
from app.domain.tender import Payment, Tender
from app.services import ports
from app.services.cart import cart_text, read_cart
from app.services.pickup_cart import given_of, price_open_cart
from app.services.refund import quote
from app.services.sell import ticket
from app.services.shift import read as read_shift
from app.services.tender import pending
from tests.db.crash.pickups import Pickups
from tests.db.crash.purse import CASHIER, GOODS, Acks, digest, sale_content

__all__ = ["GOODS", "Acks", "Seller", "digest"]


class Seller(Pickups):
    """Serves customers on an open terminal until somebody stops it, or everything."""

    def __init__(self, terminal: Terminal, random: Random, acks: Acks) -> None:
        super().__init__(terminal, random, acks)
        self.parked = [one.cart_id for one in self.reads.parked_carts()]
        shift = self.reads.open_shift()
        self.shift_id = None if shift is None else shift.shift_id
        self.sold = self._returnable()
        self.acks.say(
            "resumed",
            cart=self.cart and self.cart.cart_id,
            text=self.cart and digest(cart_text(self.cart)),
            parked=sorted(self.parked),
            pending=sorted(one.tender_id for one in self.reads.pending_tenders()),
            asked=self.asked and self.asked.tender_id,
            shift=self.shift_id,
            page=self.told,
        )

    def tell_the_old_story(self) -> None:
        """Do only what the oldest program knew, whose schema has no place for more."""
        self.leaves_to_the_books = self.has_centre = False

    def _returnable(self) -> list[tuple[str, int, str, int]]:
        """Lines of the last sales that no return names, nor any cart that waits."""
        carts = [read_cart(one.cart) for one in self.reads.parked_carts()] + ([self.cart] if self.cart else [])
        named = {(line.sale_id, line.sale_line) for cart in carts for line in cart.returns}
        rows = self.terminal.store.connection().execute(
            "SELECT sale_id, line, sku, quantity_milli FROM sale_line WHERE unit = 'piece' AND returned_milli = 0 "
            "ORDER BY sale_id DESC LIMIT 20"
        )
        return [row for row in rows if row[:2] not in named]

    def act(self) -> None:
        """Do one of the things that happen at a counter."""
        chance = self.random.random()
        if self.asked is not None:
            self.ask_wallet()
        elif self.shift_id is None:
            self.open_shift()
        elif self.has_centre and not self.told:
            self.hear()
        elif self.cart and self.cart.order is not None:
            self.serve_order(self.cart)
        elif self.cart is None and self.parked and chance < 0.4:
            self.recall()
        elif self.cart and self.parked and chance < 0.2 and not pending(self.reads, self.cart.cart_id):
            self.scan(
                replace(self.cart, lines=(), returns=())
            )  # cleared; the autosave of that is late for the recall
            self.recall()
        elif chance < 0.06:
            self.move_stock()
        elif self.cart is None and chance < 0.10:
            self.close_shift()
        elif self.has_centre and chance < 0.42:
            self.serve_online()
        else:
            self.serve()

    def serve_online(self) -> None:
        """Do something for whoever is known online, or hear of them."""
        chance = self.random.random()
        if chance < 0.12:
            self.hear()
        elif chance < 0.24:
            self.enrol()
        elif chance < 0.45 and self.cart is None:
            self.bring_back()
        else:
            self.attend()

    # --- shift and stock ---------------------------------------------------------------------------------------

    def open_shift(self) -> None:
        """Open the drawer with a float."""
        shift_id, money = self.mint(), self.random.randrange(5_000)
        self._do(
            "shift.opened", shift_id, [money], lambda: self.terminal.shifts.open(shift_id, money, CASHIER)
        )  # fmt: skip
        self.shift_id = shift_id

    def close_shift(self) -> None:
        """Count the drawer and seal the shift."""
        entry_id, shift_id = self.mint(), self.shift_id or ""
        counted = max(read_shift(self.reads).expected, 0)
        self._do(
            "shift.closed",
            entry_id,
            [shift_id, counted],
            lambda: self.terminal.shifts.close(shift_id, counted, entry_id, CASHIER),
        )
        self.shift_id = None
        if self.random.random() < 0.3:
            self.archive()

    def archive(self) -> None:
        """Move what lies before the last Z into a file of its own."""
        with suppress(UserError):  # it may be there already
            self.terminal.store.archive()

    def move_stock(self) -> None:
        """Book a delivery."""
        chosen = [one[0].sku for one in self.random.sample(GOODS[:20], self.random.randint(1, 4))]
        deltas = [(sku, pieces(self.random.randint(-3, 40))) for sku in chosen]
        entry_id = self.mint()
        content = [[sku, moved.milli] for sku, moved in deltas]
        self._do(
            "stock.moved", entry_id, content, lambda: self.terminal.stock.move(entry_id, "delivery", deltas, CASHIER)
        )

    # --- the cart ----------------------------------------------------------------------------------------------

    def serve(self) -> None:
        """Scan a customer's goods into the open cart or a new one, and see it off."""
        cart = self.cart
        if cart is None:
            cart = Cart(self.mint(), self.terminal.shop.currency)
            if self.has_centre:
                cart = self.greet(cart)
        taken = pending(self.reads, cart.cart_id)
        for _ in range(self.random.randint(cart.is_empty, 6)):
            self.scan(cart := self.one_more(cart, may_return=not taken))
        chance = self.random.random()
        if taken and chance < 0.2:
            self.give_back(cart, taken[0])
        elif not taken and chance < 0.08:
            self.park(cart)
        elif not taken and chance < 0.13:
            self.void(cart)
        elif chance < 0.9:
            self.sell(cart, taken)

    def serve_order(self, cart: Cart) -> None:
        """Go on with an order that is being paid."""
        taken = pending(self.reads, cart.cart_id)
        if not taken and self.random.random() < 0.1:
            self.void(cart)
        else:
            self.sell(cart, taken)

    def bring_back(self) -> None:
        """Bring all of a sale back, best one in which there were points or coupons."""
        there: dict[str, list[tuple[str, int, str, int]]] = {}
        for one in self.sold:
            there.setdefault(one[0], []).append(one)
        query = (
            "SELECT (SELECT count(*) FROM sale_line WHERE sale_id=?1), (SELECT count(*) FROM coupon_use WHERE "
            "sale_id=?1) + (SELECT count(*) FROM coupon_issued WHERE sale_id=?1)"
        )
        connection = self.terminal.store.connection()
        found = [(*connection.execute(query, (one,)).fetchone(), one) for one in there]
        whole = sorted((coupons, one) for lines, coupons, one in found if lines == len(there[one]))
        if not whole:
            return
        cart = Cart(self.mint(), self.terminal.shop.currency)
        for sold in there[whole[-1][1]]:
            self.sold.remove(sold)
            cart = self._coming_back(cart, sold)
        self.scan(cart)
        self.sell(cart, ())

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
