"""What a seller says of its acts, and how it takes money; see `seller`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

from app.bootstrap import Terminal
from app.domain.cart import Cart
from app.domain.catalog import Product
from app.domain.errors import FaultError, UserError
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.sale import Ticket
from app.domain.tender import Payment, Tender, TenderKind
from app.services.cart import restore
from app.services.ports import OpenRequest

CASHIER = "seller"
GOODS = tuple(
    (Product(f"TEA-{n:02d}", f"茶葉 {n}", category="tea"), Price(35 + 17 * n), pieces(1 + n % 3)) for n in range(20)
) + tuple(
    (Product(f"FIG-{n}", f"無花果 {n}", unit=Unit.KILOGRAM), Price(180 + n), Quantity(137 + 211 * n, Unit.KILOGRAM))
    for n in range(4)
)


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
        sale.member_id,
        sorted(sale.coupons),
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
        """Say it, do it, wait for it, say that it is done; now and then once more, which changes nothing."""
        self.acks.say("try", kind=kind, id=entry_id, digest=digest(content), **about)
        try:
            run().result()
        except (FaultError, UserError):
            self.acks.say("failed")
            raise
        self.acks.say("done", id=entry_id, digest=digest(content))
        if self.random.random() < 0.06:
            with suppress(FaultError):
                run().result()

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
