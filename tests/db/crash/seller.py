"""A seller without pause, on the real services: it says what it tries, and what was acknowledged to it.

What it says goes line by line into a file that outlives it: `try` before an act, `done` after the act's future,
`scan` before an autosave is handed over, `kept` once a later, less urgent task of the writer is done; `tell` and
`told` around a page of the feed. `Ledger` holds the data directory against these lines.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from random import Random

from app.bootstrap import Terminal
from app.domain.cart import Cart
from app.domain.errors import UserError
from app.domain.quantity import pieces
from app.services.cart import cart_text, read_cart
from app.services.shift import read as read_shift
from app.services.tender import pending
from tests.db.crash.carts import Carts
from tests.db.crash.purse import CASHIER, GOODS, Acks, digest

__all__ = ["GOODS", "Acks", "Seller", "digest"]


class Seller(Carts):
    """Serves customers on an open terminal until somebody stops it, or everything."""

    def __init__(self, terminal: Terminal, random: Random, acks: Acks) -> None:
        super().__init__(terminal, random, acks)
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
