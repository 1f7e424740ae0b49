"""A seller without pause, on the real services: it says what it tries, and what was acknowledged to it.

What it says goes line by line into a file that outlives it: `try` before an act, `done` after the act's future,
`scan` before an autosave is handed over, `kept` once a later, less urgent task of the writer is done. `Ledger` holds
the data directory against these lines.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from app.bootstrap import Terminal
from app.domain.cart import Cart, CartReturn, add_product, add_return
from app.domain.catalog import Product
from app.domain.errors import FaultError, UserError
from app.domain.pricing.book import PromotionBook
from app.domain.pricing.engine import price_cart
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.sale import Ticket
from app.domain.tender import Payment, Tender, TenderKind
from app.services import ports
from app.services.cart import cart_text, read_cart, restore
from app.services.ports import OpenRequest
from app.services.refund import quote
from app.services.sell import ticket
from app.services.shift import read as read_shift
from app.services.tender import pending

CASHIER = "seller"
GOODS = tuple(
    (Product(f"TEA-{n:02d}", f"茶葉 {n}", category="tea"), Price(35 + 17 * n), pieces(1 + n % 3)) for n in range(20)
) + tuple(
    (Product(f"FIG-{n}", f"無花果 {n}", unit=Unit.KILOGRAM), Price(180 + n), Quantity(137 + 211 * n, Unit.KILOGRAM))
    for n in range(4)
)
_NO_PROMOTIONS = PromotionBook(())


def digest(content: object) -> str:
    """A short name for a content."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:24]


class Acks:
    """The file of what was said. A line is there whole or, for whoever was killed in it, without its end."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        size = os.fstat(self._file).st_size
        if size and os.pread(self._file, 1, size - 1) != b"\n":
            os.write(self._file, b"\n")  # end what a killed seller began to say

    def say(self, what: str, **facts: object) -> None:
        """Add a line, in one write."""
        os.write(self._file, (json.dumps({"say": what, **facts}) + "\n").encode())


def sale_content(sale: Ticket) -> list[object]:
    """What a ticket says, as its seller knows it."""
    return [
        [[one.line, one.sku, one.quantity.milli, one.paid, one.tax] for one in sale.lines],
        [[one.line, one.sku, one.quantity.milli, one.sale_id, one.sale_line, one.refund] for one in sale.returns],
        sorted([one.tender_id, one.kind.value, one.amount, one.tendered] for one in sale.tenders),
        sale.rounding,
    ]


class Purse:
    """Takes money for the open cart, and gives it back."""

    def __init__(self, terminal: Terminal, random: Random, acks: Acks) -> None:
        self.terminal = terminal
        self.random = random
        self.acks = acks
        self.mint = terminal.desk.ids.mint
        self.reads = terminal.store.reads()
        self.cart: Cart | None = restore(self.reads)
        self.asked = next(iter(self.reads.open_requests()), None)
        #: Whether a wallet that never answers is left to the books: the oldest program could not, and its schema has
        #: no place for the task.
        self.leaves_to_the_books = True

    def _do(
        self, kind: str, entry_id: str, content: object, run: Callable[[], Future[object]], **about: object
    ) -> None:
        """Say it, do it, wait for it, say that it is done."""
        self.acks.say("try", kind=kind, id=entry_id, digest=digest(content), **about)
        try:
            run().result()
        except FaultError:
            self.acks.say("failed")
            raise
        self.acks.say("done", id=entry_id, digest=digest(content))

    def take_part(self, cart: Cart, payment: Payment) -> Payment:
        """Take part of the money by card or in cash; it is kept before the sale is complete."""
        tender_id, part = self.mint(), self.random.randint(1, payment.remaining - 1)
        if self.random.random() < 0.3:
            return self.take_by_wallet(cart, payment, OpenRequest(tender_id, cart.cart_id, "wallet", part, "W1"))
        if self.random.random() < 0.6:
            payment = payment.with_card(tender_id, part, "A1B2C3")
        else:
            payment = payment.with_cash(tender_id, part)
        self._keep(cart, payment.tenders[-1])
        return payment

    def _keep(self, cart: Cart, tender: Tender) -> None:
        content = [cart.cart_id, tender.tender_id, tender.kind.value, tender.amount, tender.tendered]
        self._do(
            "tender.taken",
            tender.tender_id,
            content,
            lambda: self.terminal.tenders.take(cart, tender, CASHIER),
            cart=cart.cart_id,
        )

    def take_by_wallet(self, cart: Cart, payment: Payment, asked: OpenRequest) -> Payment:
        """Ask a wallet for a part of the money; the request is kept before it is asked."""
        entry_id = self.mint()
        content = [asked.cart_id, asked.tender_id, asked.kind, asked.amount, asked.gives_back]
        self._do(
            "tender.requested",
            entry_id,
            content,
            lambda: self.terminal.tenders.request(cart, asked, entry_id, CASHIER),
            tender=asked.tender_id,
            cart=cart.cart_id,
        )
        self.asked = asked
        tender = self.ask_wallet()
        return payment if tender is None else replace(payment, tenders=(*payment.tenders, tender))

    def ask_wallet(self) -> Tender | None:
        """Ask, perhaps again, and keep the answer, or that there is none for good.

        The wallet charges once for an id, whatever becomes of us.
        """
        asked, cart = self.asked, self.cart
        assert asked is not None
        assert cart is not None
        assert cart.cart_id == asked.cart_id
        says_yes = digest(asked.tender_id) > "4"
        if says_yes:
            self.acks.say("charged", id=asked.tender_id, amount=asked.amount)
            tender = Tender(asked.tender_id, TenderKind.WALLET, asked.amount, asked.amount, asked.reference)
            self._keep(cart, tender)
        else:
            entry_id, tenders = self.mint(), self.terminal.tenders
            is_silent = self.leaves_to_the_books and digest(asked.tender_id) < "2"
            self._do(
                "tender.abandoned" if is_silent else "tender.refused",
                entry_id,
                [asked.cart_id, asked.tender_id, asked.gives_back],
                lambda: (
                    tenders.abandon(asked, "no answer", "", entry_id, CASHIER)
                    if is_silent
                    else tenders.refuse(asked, "tender.declined", entry_id, CASHIER)
                ),
                tender=asked.tender_id,
            )
        self.asked = None
        return tender if says_yes else None

    def give_back(self, cart: Cart, tender: Tender) -> None:
        """Give back what was taken for the open cart."""
        entry_id = self.mint()
        self._do(
            "tender.removed",
            entry_id,
            [cart.cart_id, tender.tender_id],
            lambda: self.terminal.tenders.remove(cart.cart_id, tender.tender_id, entry_id, CASHIER),
            tender=tender.tender_id,
        )


class Seller(Purse):
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
        )

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
        else:
            self.serve()

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

    def one_more(self, cart: Cart, *, may_return: bool) -> Cart:
        if may_return and self.sold and self.random.random() < 0.08:
            sale_id, line, sku, milli = self.sold.pop(self.random.randrange(len(self.sold)))
            back = CartReturn(0, sku, sku, pieces(milli // 1_000), sale_id, line, restock=self.random.random() < 0.7)
            return add_return(cart, back)
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
        shop = self.terminal.shop
        priced = price_cart(cart, _NO_PROMOTIONS, shop.tax, self.terminal.desk.clock.now(), zone=ZoneInfo(shop.zone))
        returns = quote(self.reads, cart.returns, shop.tax)
        total = priced.total - sum(one.refund for one in returns)
        payment = Payment(total, shop.currency, shop.cash, taken)
        while payment.remaining > 10 and self.random.random() < 0.25:
            payment = self.take_part(cart, payment)
        if payment.remaining:
            extra = self.random.choice((0, 0, 40)) if payment.remaining > 0 else 0
            payment = payment.with_cash(self.mint(), payment.cash_due + extra)
        asked = ticket(cart, priced, returns, payment)

        def run() -> Future[object]:
            done = self.terminal.sell.complete(cart, priced, payment, CASHIER, returns)
            self._late_save(cart)
            return done

        content = sale_content(asked)
        self._do("sale.completed", cart.cart_id, content, run, cart=cart.cart_id)
        self._late_save(cart)
        if self.random.random() < 0.1:
            again = self.terminal.sell.complete(cart, priced, payment, CASHIER, returns).result()
            self.acks.say("done", id=cart.cart_id, digest=digest(sale_content(again.ticket)))
        self.cart = None
        self.sold.extend(
            (cart.cart_id, one.line, one.sku, one.quantity.milli)
            for one in asked.lines
            if one.quantity.unit is Unit.PIECE
        )
