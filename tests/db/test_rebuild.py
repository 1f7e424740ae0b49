from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from random import Random

import pytest

from app.bootstrap import back_up, restoring_from
from app.contract.campaign import CouponIssued, CouponRedeemed, CouponRestored, CouponWithdrawn
from app.contract.journal import (
    KINDS,
    ActApproved,
    DrawerOpened,
    LimitsChanged,
    StaffRefused,
    StaffSignedIn,
    read_body,
)
from app.contract.key import KeyAdopted
from app.contract.message import ReceiptRequested
from app.contract.receipt import TaskClosed
from app.contract.wire import WireError
from app.db import apply, journal, tables
from app.db.connection import connect_writer
from app.db.journal import Place
from app.db.rebuild import rebuild
from app.db.schema import upgrade
from app.domain.cart import CartReturn, Discount, DiscountKind, add_return
from app.domain.money import GBP, KWD, currency
from app.domain.offer import BuyGet, Goods, PercentReward
from app.domain.pricing import PromotionBook
from app.domain.promotion import Promotion
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.shop import Shop
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from app.domain.tender import CashRounding, Tender, TenderKind
from app.services.ports import OpenRequest
from app.services.setup import change_settings
from tests.db.conftest import Till, held
from tests.db.tampering import member_kinds, pickups

RATES = {"standard": 50_000, "reduced": 10_000, "zero": 0}
SHOPS = {
    "taiwan": Shop(),
    "switzerland": Shop(
        currency=currency("CHF"), cash=CashRounding(5), tax=TaxRule(TaxMode.EXCLUSIVE, TaxRounding.LINE, RATES)
    ),
    "kuwait": Shop(currency=KWD, tax=TaxRule(TaxMode.EXCLUSIVE, TaxRounding.SALE, RATES), day_starts_minute=240),
}


class Day:
    """A day on which everything happens that can happen at a counter."""

    def __init__(self, till: Till, seed: int) -> None:
        self.till = till
        self.random = Random(seed)
        self.sales: list[tuple[object, dict[int, int]]] = []

    def goods(self, tax_class: str = "standard"):
        cart = self.till.cart(*(self._goods() for _ in range(self.random.randint(1, 6))))
        lines = tuple(replace(line, tax_class=self.random.choice([tax_class, "zero"])) for line in cart.lines)
        if self.random.random() < 0.3:
            cart = replace(cart, discount=Discount(DiscountKind.PERCENT, 50_000, "late"))
        return replace(cart, lines=lines)

    def _goods(self):
        weighed = self.random.random() < 0.2
        count = Quantity(self.random.randint(1, 3_000), Unit.KILOGRAM) if weighed else self.random.randint(1, 5)
        return ("FIG" if weighed else f"SKU-{self.random.randint(1, 9)}", count, self.random.randint(0, 900))

    def sell(self) -> None:
        cart, till = self.goods(), self.till
        payment = till.payment(cart)
        if payment.remaining > 3 and self.random.random() < 0.5:
            card = Tender(till.ids.mint(), TenderKind.CARD, payment.remaining // 3, payment.remaining // 3, "A1")
            till.terminal.tenders.take(cart, card, "anna").result()
            if self.random.random() < 0.5:
                till.terminal.tenders.remove(cart.cart_id, card.tender_id, till.ids.mint(), "anna").result()
            else:
                payment = replace(payment, tenders=(card,))
        if (
            payment.remaining > 3
            and self.random.random() < 0.3
            and (tender := self.ask(cart, payment.remaining // 3))
        ):
            payment = replace(payment, tenders=(*payment.tenders, tender))
        if payment.remaining:
            payment = payment.with_cash(till.ids.mint(), payment.cash_due + self.random.choice([0, 0, 95]))
        sale = till.complete(cart, payment).result()
        self.sales.append((sale, {line.line: line.quantity.milli for line in sale.ticket.lines}))

    def ask(self, cart, amount: int) -> Tender | None:
        """A wallet pays, or does not, or the payment is held by nothing but its sale; or it gives back."""
        till, tenders, fate = self.till, self.till.terminal.tenders, self.random.randint(0, 3)
        asked = OpenRequest(till.ids.mint(), cart.cart_id, "wallet", amount, f"L{till.ids.count}")
        tender = Tender(asked.tender_id, TenderKind.WALLET, amount, amount, asked.reference)
        tenders.request(cart, asked, till.ids.mint(), "anna").result()
        if fate == 0:
            tenders.refuse(asked, "tender.declined", till.ids.mint(), "bert").result()
            return None
        if fate > 1:
            tenders.take(cart, tender, "anna").result()
        if fate == 3:
            tenders.request(cart, replace(asked, gives_back=True, reason="no"), till.ids.mint(), "anna").result()
            tenders.remove(cart.cart_id, tender.tender_id, till.ids.mint(), "anna", "no").result()
            return None
        return tender

    def leave_unanswered(self) -> None:
        """A wallet is asked, and the program ends; what the centre asked was decided before."""
        till, cart = self.till, self.goods()
        asked = OpenRequest(till.ids.mint(), cart.cart_id, "wallet", 5, "L")
        till.terminal.tenders.request(cart, asked, till.ids.mint(), "anna").result()
        decided = TaskClosed(task_id="a conflict of the centre", note="seen")
        fact = till.terminal.desk.fact(till.ids.mint(), decided, "anna", till.clock.now(), till.reads.open_shift())
        till.terminal.store.writer.write(lambda work: work.append(fact)).result()

    def give_back(self, *, swap: bool) -> None:
        left = [(sale, rest) for sale, rest in self.sales if any(rest.values())]
        if not left:
            return
        sale, rest = self.random.choice(left)
        line = self.random.choice([line for line, milli in rest.items() if milli])
        sold = next(one for one in sale.ticket.lines if one.line == line)
        step = 1_000 if sold.quantity.unit is Unit.PIECE else 1
        milli = step * self.random.randint(1, rest[line] // step)
        rest[line] -= milli
        cart = self.goods() if swap else self.till.cart()
        cart = self.till.return_cart((sale, line, Quantity(milli, sold.quantity.unit)), cart=cart)
        typed = CartReturn(0, "OLD", "old", pieces(1), price=Price(self.random.randint(0, 50)), restock=False)
        self.till.complete(add_return(cart, typed)).result()

    def park(self) -> None:
        cart, carts = self.goods(), self.till.terminal.carts
        carts.park(cart, "later", self.till.ids.mint(), "bert").result()
        match self.random.randint(0, 2):
            case 0:
                carts.void(cart, "gone", "bert").result()
            case 1:
                carts.recall(cart.cart_id, self.till.ids.mint(), "anna").result()

    def stock(self) -> None:
        deltas = [(f"SKU-{n}", pieces(self.random.randint(-3, 9))) for n in range(1, 4)]
        self.till.terminal.stock.move(self.till.ids.mint(), "count", deltas, "anna").result()

    def people(self) -> None:
        """Somebody types a wrong PIN or two, a manager allows something, money is given back and the cart left."""
        till = self.till
        for who in ("anna", None, "bert"):
            self.append(StaffRefused(staff_id=who))
        self.append(StaffSignedIn(staff_id="bert", how="pin"))
        self.append(KeyAdopted(public="ab" * 32))
        self.append(ReceiptRequested(sale_id=till.ids.mint(), sealed="A" * 76, masked="a***@b.tw", language="en"))
        sale_id, fifty = till.ids.mint(), till.terminal.desk.money(50)
        for code in ("S/1", "S/2"):
            self.append(CouponRedeemed(sale_id=sale_id, code=code, campaign="c1", basis="offline", amount=fifty))
        self.append(CouponRestored(sale_id=sale_id, code="S/2", campaign="c1"))
        for code in ("N/1", "N/2"):
            self.append(CouponIssued(sale_id=sale_id, code=code, campaign="c2", ends_at=9, member_id="M-1"))
        self.append(CouponWithdrawn(sale_id=sale_id, code="N/2", campaign="c2"))
        for body in (*member_kinds(till.ids.mint()), *pickups()):
            self.append(body)
        self.append(LimitsChanged(discount_ppm=200_000, discount=till.terminal.desk.money(50)))
        cart = till.cart(("SKU-1", 1, 90))
        for subject in (cart.cart_id, till.ids.mint()):
            asked = ActApproved(act="x", asked_by="bert", how="pin", subject="cart", subject_id=subject)
            approval = self.append(asked, "anna")
        self.append(DrawerOpened(reason="change", approval_id=approval))
        typed = CartReturn(0, "OLD", "old", pieces(1), price=Price(10))
        till.complete(add_return(cart, typed)).result()
        left = till.cart(("SKU-1", 1, 90))
        card = Tender(till.ids.mint(), TenderKind.CARD, 1, 1, "A1")
        till.terminal.tenders.take(left, card, "anna").result()
        till.terminal.tenders.remove(left.cart_id, card.tender_id, till.ids.mint(), "anna").result()

    def append(self, body, actor: str = "bert") -> str:
        till, entry_id = self.till, self.till.ids.mint()
        fact = till.terminal.desk.fact(entry_id, body, actor, till.clock.now(), None)
        till.terminal.store.writer.write(lambda work: work.append(fact)).result()
        return entry_id

    def sell_unknown(self) -> None:
        """Goods that no catalogue knows; somebody may look into it at once."""
        cart = self.till.cart((f"471{self.random.randint(1, 3)}", 1, 30))
        cart = replace(cart, lines=(replace(cart.lines[0], unknown=True),))
        self.till.complete(cart).result()
        tasks = self.till.terminal.tasks
        if self.random.random() < 0.3:
            tasks.close(tasks.open()[0].task_id, "listed", "boss", self.till.ids.mint()).result()

    def mend(self) -> None:
        """A paper again, or a tender put right, of a sale of the open shift."""
        till, sale = self.till, self.random.choice(self.sales)[0] if self.sales else None
        if sale is None or till.reads.shift_of_sale(sale.ticket.sale_id) != till.reads.open_shift().shift_id:
            return
        till.terminal.receipts.reprint(sale.ticket.sale_id, till.ids.mint(), "anna").result()
        for one in sale.ticket.tenders[:1]:
            kind = self.random.choice([TenderKind.CASH, TenderKind.CARD])
            reference = f"R{self.random.randint(1, 999)}" if kind is TenderKind.CARD else str(till.ids.count)
            acts = till.terminal.correct
            acts.tender(sale.ticket.sale_id, one.tender_id, kind, reference, "slip", "boss", till.ids.mint()).result()

    def live(self, acts: int) -> None:
        for _ in range(acts):
            self.till.clock.move(self.random.randint(0, 900))
            match self.random.randint(0, 11):
                case 0:
                    self.park()
                case 10:
                    self.sell_unknown()
                case 11:
                    self.mend()
                case 1:
                    self.stock()
                    self.people()
                case 2 | 3:
                    self.give_back(swap=self.random.random() < 0.4)
                case 4 if self.random.random() < 0.3:
                    self.till.close_shift(self.random.randint(0, 999))
                    self.till.open_shift(self.random.randint(0, 999))
                case _:
                    self.sell()


def promotions() -> PromotionBook:
    every_second = BuyGet(Goods(), 1, 1, PercentReward(500_000), same_sku=True)
    return PromotionBook([Promotion("P2", "第二件半價", every_second)])


@pytest.mark.parametrize("name", SHOPS)
def test_a_rich_day_is_made_anew_row_by_row(make_till, name):
    shop = SHOPS[name]
    till = make_till(replace(shop, tax=replace(shop.tax, rates_ppm=RATES)), plain=name != "taiwan")
    till.open_shift(500)
    day = Day(till, len(name))
    day.live(90)
    day.leave_unanswered()
    filled = {table for table, rows in till.state().items() if rows}
    assert filled >= {table.name for table in tables.STATE} - {"parked_cart"}
    till.check()


def test_also_over_epochs_archives_and_settings(make_till):
    till = make_till(SHOPS["taiwan"])
    till.open_shift(0)
    day = Day(till, 7)
    day.live(20)
    till.close_shift(1)
    till.terminal.store.archive()
    copy = back_up(till.config, till.folder.with_name("copies"), clock=till.clock).path
    till.open_shift(1)
    day.live(20)
    till.close()
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    day.live(20)
    till.close_shift(2)
    change_settings(till.terminal.store.writer, till.clock, till.ids, Shop(store="NEW"), "boss").result()
    till.terminal.store.archive()
    assert till.query("SELECT count(*) FROM journal") == [(2,)]
    till.check()
    till.reopen()
    till.open_shift(2)
    day.live(10)
    till.check()


def test_the_journal_alone_makes_the_same_tables_in_an_empty_file(make_till, tmp_path):
    till = make_till()
    till.open_shift(10)
    Day(till, 3).live(40)
    connection = connect_writer(tmp_path / "anew.db", None)
    upgrade(connection)
    with closing(till.connection()) as reader:
        for entry in journal.entries(reader):
            journal.insert(connection, entry)
            apply.apply(connection, entry, read_body(entry.kind, entry.schema, entry.body))
    made = {
        table.name: sorted(connection.execute(f"SELECT * FROM {table.name}").fetchall(), key=repr)
        for table in tables.STATE
    }
    connection.close()
    assert made == till.state()


def test_what_does_not_come_from_the_journal_is_thrown_out_and_the_rest_stays(till):
    sale = till.sell(("A", 3, 100))
    till.terminal.carts.park(till.cart(("B", 1, 1)), "x", till.ids.mint(), "anna").result()
    open_one = till.cart(("C", 1, 1))
    till.terminal.carts.autosave(open_one)
    till.reopen()
    before = till.state()

    def spoil(connection) -> None:
        connection.execute("UPDATE sale SET sold_minor = 1")
        connection.execute("DELETE FROM sale_line")
        connection.execute("INSERT INTO stock VALUES('GHOST', 5, 5)")
        connection.execute("UPDATE numbering SET last_receipt = 99")
        connection.execute("INSERT INTO terminal VALUES('ghost', 'x')")
        connection.execute("INSERT INTO mark SELECT 'centre', epoch, seq, hash FROM journal WHERE seq = 2")

    till.terminal.store.writer.on_connection(spoil).result()
    report = till.verify()
    assert report.problem is None
    assert not report.ok
    assert {name.split(":")[0] for name in report.differences} >= {"sold", "lines", "stock", "tax"}
    assert till.terminal.store.rebuild() == len(till.kinds())
    assert till.state() == before
    assert till.query("SELECT cart_id FROM autosave") == [(open_one.cart_id,)]
    assert till.query("SELECT name FROM mark") == [("centre",)]
    assert till.sell(("A", 1, 1)).number == sale.number[:-1] + "2"
    till.check()


def test_a_rebuild_that_fails_leaves_the_tables_as_they_were(till):
    till.sell(("A", 3, 100))

    def append(connection) -> None:
        head = journal.head(connection)
        place = Place(till.terminal.terminal_id, head.epoch, head.seq, head.hash)
        columns = (head.seq + 1, 1, till.ids.mint(), "sale.completed", 1, "2026-03-05", 0, "x", None, "{}")
        journal.insert(connection, journal.build_raw(columns, place))

    till.terminal.store.writer.on_connection(append).result()

    def again() -> None:
        with pytest.raises(WireError):
            till.terminal.store.rebuild()

    till.unchanged(again)


def test_sales_that_wait_for_a_rebuild_come_after_it(till):
    till.sell(("A", 1, 100))
    with held(till):
        again = till.terminal.store.writer.on_connection(lambda one: rebuild(one, till.terminal.store.archives))
        late = till.complete(till.cart(("A", 1, 50)))
    assert again.result() == len(till.kinds()), "sales come first"
    late.result()
    till.check()


def test_every_fact_has_its_effect():
    assert set(apply.EFFECTS) == set(KINDS.values())


def test_a_day_in_pounds_with_promotions(make_till):
    till = make_till(Shop(currency=GBP, tax=TaxRule(rates_ppm=RATES)))
    till.book = promotions()
    till.open_shift()
    Day(till, 11).live(60)
    assert till.query("SELECT count(*) FROM journal WHERE body LIKE '%第二件半價%'")[0][0] > 5
    till.check()


SPOILT = {
    "back": "UPDATE sale_line SET returned_milli = 0",
    "refunded": "UPDATE sale_line SET refunded_minor = 0",
    "parked": "DELETE FROM parked_cart",
    "parked ": "INSERT INTO parked_cart VALUES('ghost', 'x', '{}', 0, 'x')",
    "pending": "DELETE FROM tender WHERE sale_id IS NULL",
    "pending ": "UPDATE tender SET amount_minor = 1 WHERE sale_id IS NULL",
    "last_receipt": "UPDATE numbering SET last_receipt = 1",
    "last_z": "UPDATE numbering SET last_z = 7",
    "total": "UPDATE sale SET total_minor = total_minor + 1",
    "paid": "UPDATE sale_line SET paid_minor = paid_minor + 1",
}


@pytest.mark.parametrize("what", SPOILT)
def test_verify_finds_what_would_give_goods_or_money_away(till, what):
    sale = till.sell(("A", 3, 100), ("B", 1, 40))
    till.give_back((sale, 1, 2))
    till.terminal.carts.park(till.cart(("C", 1, 1)), "x", till.ids.mint(), "anna").result()
    gone = till.cart(("D", 1, 1))
    till.terminal.carts.park(gone, "x", till.ids.mint(), "anna").result()
    till.terminal.carts.void(gone, "x", "anna").result()
    cart = till.cart(("E", 1, 90))
    for amount in (50, 30):
        card = Tender(till.ids.mint(), TenderKind.CARD, amount, amount, "A")
        till.terminal.tenders.take(cart, card, "anna").result()
    till.terminal.tenders.remove(cart.cart_id, card.tender_id, till.ids.mint(), "anna").result()
    assert till.verify().ok
    till.terminal.store.writer.on_connection(lambda connection: connection.execute(SPOILT[what])).result()
    report = till.verify()
    assert report.problem is None
    found = {name.split(":")[0] for name in report.differences}
    assert found == {what.strip(), "rows"}, "a total says what, the rows say where"
    till.terminal.store.rebuild()
    till.check()
