"""Random days at a till against a model in plain Python: what it says, the tables say, and the journal says."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.bootstrap import back_up, restoring_from
from app.config import Config
from app.domain.cart import Cart, CartLine, add_line
from app.domain.money import GBP
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.shop import Shop
from app.domain.tender import CashRounding, Tender, TenderKind
from app.services.cart import restore
from app.services.shift import read as read_shift
from tests.db.conftest import Till

SHOP = Shop(currency=GBP, cash=CashRounding(5))
GOODS = [("TEA", Unit.PIECE, 255), ("CUP", Unit.PIECE, 7), ("FIG", Unit.KILOGRAM, 389), ("GIFT", Unit.PIECE, 0)]


def half_up(value: Fraction) -> int:
    """A half away from zero, for amounts that are not negative."""
    return int(value + Fraction(1, 2))


@dataclass
class Line:
    """A sold line as the model remembers it."""

    sku: str
    quantity: Quantity
    paid: int
    tax: int
    returned: int = 0
    refunded: int = 0
    refunded_tax: int = 0

    @property
    def left(self) -> int:
        return self.quantity.milli - self.returned

    def take_back(self, milli: int) -> tuple[int, int]:
        self.returned += milli
        part = Fraction(self.returned, self.quantity.milli)
        refund, tax = half_up(self.paid * part) - self.refunded, half_up(self.tax * part) - self.refunded_tax
        self.refunded += refund
        self.refunded_tax += tax
        return refund, tax


@dataclass
class Book:
    """What the shop's owner would know with paper and pencil."""

    sold: int = 0
    returned: int = 0
    rounding: int = 0
    tax: int = 0
    tenders: Counter[str] = field(default_factory=Counter)
    stock: Counter[str] = field(default_factory=Counter)
    lines: dict[tuple[str, int], Line] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    parked: dict[str, Cart] = field(default_factory=dict)
    pending: dict[str, Tender] = field(default_factory=dict)
    drawer: int | None = None
    epoch: int = 1
    receipts: int = 0
    zs: int = 0


class Acts(RuleBasedStateMachine):
    """A till, its book, and a cashier who does anything."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="acts-"))
        self.till = Till(Config(self.root / "data", self.root / "keys", "file", plain=True), SHOP)
        self.book = Book()
        self.cart: Cart | None = None
        self.copy: Path | None = None

    def teardown(self) -> None:
        try:
            self.till.check()
            for (sale_id, line), known in self.book.lines.items():
                state = self.till.reads.returnable(sale_id, line).state
                assert (state.returned_milli, state.refunded, state.refunded_tax) == (
                    known.returned, known.refunded, known.refunded_tax
                )  # fmt: skip
        finally:
            self.till.close()
            shutil.rmtree(self.root)

    def _now(self, later: int) -> None:
        self.till.clock.move(later)

    # The drawer

    @initialize(opening=st.integers(0, 5_000))
    def begin(self, opening: int) -> None:
        self.open_shift(opening)

    @precondition(lambda self: self.book.drawer is None)
    @rule(opening=st.integers(0, 5_000))
    def open_shift(self, opening: int) -> None:
        self.till.open_shift(opening)
        self.book.drawer = opening

    @precondition(lambda self: self.book.drawer is not None and not self.book.pending)
    @rule(counted=st.integers(0, 5_000), days=st.integers(0, 2))
    def close_shift(self, counted: int, days: int) -> None:
        z = self.till.close_shift(counted)
        self.book.zs += 1
        assert (z.z_number, z.expected.minor, z.parked) == (self.book.zs, self.book.drawer, len(self.book.parked))
        assert z.over_short.minor == counted - self.book.drawer
        self.book.drawer = None
        self._now(days * 86_400)

    # The cart

    @rule(goods=st.sampled_from(GOODS), count=st.integers(1, 9), later=st.integers(0, 100))
    def scan(self, goods: tuple[str, Unit, int], count: int, later: int) -> None:
        self._now(later)
        sku, unit, minor = goods
        quantity = pieces(count) if unit is Unit.PIECE else Quantity(137 * count, unit)
        self.cart = add_line(self.cart or self.till.cart(), CartLine(0, sku, f"goods {sku}", quantity, Price(minor)))
        self.till.terminal.carts.autosave(self.cart)

    @precondition(lambda self: self.cart is not None and not self.book.pending)
    @rule()
    def park(self) -> None:
        self.till.terminal.carts.park(self.cart, "later", self.till.ids.mint(), "anna").result()
        self.book.parked[self.cart.cart_id] = self.cart
        self.cart = None

    @precondition(lambda self: self.cart is None and self.book.parked)
    @rule(data=st.data())
    def recall(self, data: Any) -> None:
        cart_id = data.draw(st.sampled_from(sorted(self.book.parked)))
        self.cart = self.till.terminal.carts.recall(cart_id, self.till.ids.mint(), "anna").result()
        assert self.cart == self.book.parked.pop(cart_id)

    @precondition(lambda self: (self.cart is not None or self.book.parked) and not self.book.pending)
    @rule(data=st.data())
    def void(self, data: Any) -> None:
        open_ones = [self.cart] if self.cart else []
        cart = data.draw(st.sampled_from([*open_ones, *self.book.parked.values()]))
        self.till.terminal.carts.void(cart, "no", "anna").result()
        self.book.parked.pop(cart.cart_id, None)
        if self.cart == cart:
            self.cart = None

    # Money

    @precondition(lambda self: self.cart is not None and self.book.drawer is not None)
    @rule(part=st.integers(1, 100), kind=st.sampled_from(TenderKind))
    def take(self, part: int, kind: TenderKind) -> None:
        payment = replace(self.till.payment(self.cart), tenders=tuple(self.book.pending.values()))
        amount = payment.remaining * part // 100
        if amount > 0:
            tender = Tender(self.till.ids.mint(), kind, amount, amount)
            self.till.terminal.tenders.take(self.cart, tender, "anna").result()
            self.book.pending[tender.tender_id] = tender

    @precondition(lambda self: self.book.pending)
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        tender_id = data.draw(st.sampled_from(sorted(self.book.pending)))
        self.till.terminal.tenders.remove(self.cart.cart_id, tender_id, self.till.ids.mint(), "anna").result()
        del self.book.pending[tender_id]

    @precondition(lambda self: self.cart is not None and self.book.drawer is not None)
    @rule(card=st.booleans(), twice=st.booleans())
    def sell(self, *, card: bool, twice: bool) -> None:
        self._complete(self.cart, {}, card=card, twice=twice)
        self.cart = None

    @precondition(lambda self: self.book.drawer is not None and any(line.left for line in self.book.lines.values()))
    @rule(data=st.data(), swap=st.booleans(), card=st.booleans())
    def give_back(self, data: Any, *, swap: bool, card: bool) -> None:
        open_lines = sorted(key for key, line in self.book.lines.items() if line.left)
        chosen = data.draw(st.lists(st.sampled_from(open_lines), min_size=1, max_size=3, unique=True))
        parts = {}
        for key in chosen:
            step = 1_000 if self.book.lines[key].quantity.unit is Unit.PIECE else 1
            parts[key] = step * data.draw(st.integers(1, self.book.lines[key].left // step))
        cart = self.till.cart(("TEA", 1, 255)) if swap else self.till.cart()
        self._complete(cart, parts, card=card, twice=False)

    def _complete(self, cart: Cart, parts: dict[tuple[str, int], int], *, card: bool, twice: bool) -> None:
        from app.domain.cart import CartReturn, add_return

        book = self.book
        for (sale_id, line), milli in parts.items():
            known = book.lines[sale_id, line]
            quantity = Quantity(milli, known.quantity.unit)
            cart = add_return(cart, CartReturn(0, known.sku, "x", quantity, sale_id=sale_id, sale_line=line))
        payment = replace(self.till.payment(cart), tenders=tuple(book.pending.values()) if not parts else ())
        if payment.remaining:
            minted = self.till.ids.mint()
            payment = (
                payment.with_card(minted, payment.remaining, "A")
                if card
                else payment.with_cash(minted, payment.cash_due)
            )
        sale = self.till.complete(cart, payment).result()
        if twice:
            assert self.till.complete(cart, payment).result() == sale
        self._written(sale, cart, payment, parts)

    def _written(self, sale: Any, cart: Cart, payment: Any, parts: dict[tuple[str, int], int]) -> None:
        book, ticket = self.book, sale.ticket
        if not parts:
            book.pending.clear()
        book.receipts += 1
        assert sale.number == f"S01-1-{book.epoch}-{book.receipts:06d}"
        book.numbers.append(sale.number)
        refunds = [book.lines[key].take_back(milli) for key, milli in parts.items()]
        assert [(line.refund, line.tax) for line in ticket.returns] == refunds
        for (sale_id, line), milli in parts.items():
            book.stock[book.lines[sale_id, line].sku] += milli
        for line, sold in zip(cart.lines, ticket.lines, strict=True):
            assert sold.paid == half_up(Fraction(line.listed.minor * line.quantity.milli, 1_000))
            book.lines[cart.cart_id, line.line_id] = Line(line.sku, line.quantity, sold.paid, sold.tax)
            book.stock[line.sku] -= line.quantity.milli
        book.sold += sum(line.paid for line in ticket.lines)
        book.returned += sum(refund for refund, _ in refunds)
        book.tax += sum(line.tax for line in ticket.lines) - sum(tax for _, tax in refunds)
        book.rounding += payment.rounding
        for tender in payment.tenders:
            book.tenders[tender.kind.value] += tender.amount
            book.drawer += tender.amount if tender.kind is TenderKind.CASH else 0

    # Everything else

    @rule(sku=st.sampled_from(["TEA", "CUP", "NEW"]), count=st.integers(-50, 50))
    def move_stock(self, sku: str, count: int) -> None:
        entry_id = self.till.ids.mint()
        for _ in range(2):
            self.till.terminal.stock.move(entry_id, "count", [(sku, pieces(count))], "anna").result()
        self.book.stock[sku] += 1_000 * count

    @rule()
    def restart(self) -> None:
        self.till.reopen()
        assert restore(self.till.reads) == self.cart

    @rule()
    def back_up(self) -> None:
        self.copy = back_up(self.till.config, self.root / "copies", clock=self.till.clock).path

    @precondition(lambda self: self.copy is not None)
    @rule()
    def restore_copy(self) -> None:
        """Whatever was done since the copy is carried over."""
        self.till.close()
        with restoring_from(self.till.config, self.copy, self.till.clock) as act:
            assert not act.plan.loses
            act.run()
        self.book.epoch, self.book.receipts, self.book.zs = self.book.epoch + 1, 0, 0
        self.till.open()
        assert restore(self.till.reads) == self.cart

    @invariant()
    def the_tables_say_what_the_book_says(self) -> None:
        book, till = self.book, self.till
        columns = ("sold_minor", "returned_minor", "rounding_minor", "tax_minor", "total_minor")
        sums = ", ".join(f"coalesce(sum({column}), 0)" for column in columns)
        assert till.query(f"SELECT {sums} FROM sale") == [
            (book.sold, book.returned, book.rounding, book.tax, book.sold - book.returned + book.rounding)
        ]
        assert till.query("SELECT number FROM sale ORDER BY seq") == [(number,) for number in book.numbers]
        kinds = till.query("SELECT kind, sum(amount_minor) FROM tender WHERE sale_id IS NOT NULL GROUP BY kind")
        assert +Counter(dict(kinds)) == +book.tenders
        assert -Counter(dict(kinds)) == -book.tenders
        assert {one.tender_id for one in till.reads.pending_tenders()} == set(book.pending)
        assert {one.cart_id for one in till.reads.parked_carts()} == set(book.parked)
        moved = {sku: milli for sku, milli in till.query("SELECT sku, moved_milli FROM stock") if milli}
        assert moved == {sku: milli for sku, milli in book.stock.items() if milli}
        if book.drawer is None:
            assert till.reads.open_shift() is None
        else:
            assert read_shift(till.reads).expected == book.drawer


TestActs = Acts.TestCase
TestActs.settings = settings(max_examples=10, stateful_step_count=50)
