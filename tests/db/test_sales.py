"""The list of sales: whatever it is narrowed to, its pages together are exactly the sales that fit, newest first."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from app.config import Config
from app.db import sales
from app.domain.catalog import Product, ProductCode
from app.domain.errors import UserError
from app.domain.receipt import receipt_code
from app.domain.sale import SaleKind
from app.domain.sales import Filter, ListKind, ListRow
from app.domain.shop import Shop
from app.domain.tender import TenderKind
from app.services.setup import change_settings
from tests.db.conftest import DAY, SECOND, Till, refused

STAFF = ("anna", "bert", "carl")
GOODS = (
    ("TEA-1", "高山烏龍茶", "4710000000011"),
    ("TEA-2", "烏龍茶包", "4710000000028"),
    ("CUP", "馬克杯", "4710000000035"),
)


class Shopping:
    """Some days of selling, and what was sold written down beside."""

    def __init__(self, till: Till, seed: int, count: int = 60) -> None:
        self.till, self.random = till, Random(seed)
        till.terminal.store.add_products(Product(sku, name, codes=(ProductCode(code),)) for sku, name, code in GOODS)
        self.rows: list[dict[str, Any]] = []
        for _ in range(count):
            till.clock.move(self.random.randint(1, 9_000))
            if till.reads.open_shift() is None:
                till.open_shift()
            self.act()
            if self.random.random() < 0.12:
                till.close_shift()

    def act(self) -> None:
        match self.random.randint(0, 9):
            case 0:
                self.void()
            case 1 | 2 if self.rows:
                self.give_back()
            case _:
                self.sell()

    def sell(self) -> None:
        goods = [
            (self.random.choice(GOODS)[0], self.random.randint(1, 2), self.random.choice([10, 25])) for _ in "ab"
        ]
        cart = self.till.cart(*goods)
        payment = self.till.payment(cart)
        if self.random.random() < 0.5:
            payment = payment.with_card(self.till.ids.mint(), self.random.choice([5, payment.remaining]), "A1")
        if payment.remaining:
            payment = payment.with_cash(self.till.ids.mint(), payment.cash_due)
        self.keep(cart, payment)

    def give_back(self) -> None:
        known = [one for one in self.rows if one["left"]]
        if not known:
            return
        sold = self.random.choice(known)
        line, sku = sold["left"].pop()
        swap = self.random.random() < 0.5
        cart = self.till.cart((self.random.choice(GOODS)[0], 1, 25)) if swap else self.till.cart()
        cart = self.till.return_cart((sold["sale"], line, 1), cart=cart)
        self.keep(cart, self.till.cash(cart), [sku])

    def keep(self, cart, payment, back: list[str] | None = None) -> None:
        actor = self.random.choice(STAFF)
        sale = self.till.complete(cart, payment, actor).result()
        ticket = sale.ticket
        self.rows.append(
            {
                "id": ticket.sale_id, "sale": sale, "number": sale.number, "kind": ticket.kind.value,
                "day": sale.business_on, "cashier": actor, "total": ticket.total,
                "skus": {line.sku for line in ticket.lines} | set(back or ()),
                "tenders": {one.kind.value for one in ticket.tenders},
                "left": [(line.line, line.sku) for line in ticket.lines],
            }
        )  # fmt: skip

    def void(self) -> None:
        cart, actor = self.till.cart((GOODS[0][0], 1, 25)), self.random.choice(STAFF)
        self.till.terminal.carts.void(cart, "no money", actor).result()
        self.rows.append(
            {
                "id": cart.cart_id, "number": "", "kind": "voided", "cashier": actor, "total": 25, "skus": set(),
                "day": self.till.reads.open_shift().business_on, "tenders": set(), "left": [],
            }
        )  # fmt: skip

    def fitting(self, wanted: Filter, skus: set[str] | None = None) -> list[str]:
        """Ids of what fits, by looking at everything."""
        return [one["id"] for one in reversed(self.rows) if self.fits(one, wanted, skus)]

    @staticmethod
    def fits(one: dict[str, Any], wanted: Filter, skus: set[str] | None) -> bool:
        kind = wanted.kind.value if wanted.kind else None
        return (
            (one["kind"] == kind if kind else one["kind"] != "voided")
            and (wanted.amount is None or abs(one["total"]) == abs(wanted.amount))
            and wanted.cashier in {None, one["cashier"]}
            and (wanted.since is None or wanted.since <= one["day"])
            and (wanted.until is None or one["day"] <= wanted.until)
            and (wanted.tender is None or wanted.tender in one["tenders"])
            and (skus is None or bool(skus & one["skus"]))
            and (not wanted.number or one["number"].endswith(wanted.number))
        )


def walk(till: Till, wanted: Filter, limit: int) -> list[ListRow]:
    """All pages, each looked at on the way."""
    rows: list[ListRow] = []
    before: int | None = None
    for _ in range(500):
        page = till.terminal.sales.page(wanted, before, limit)
        assert len(page.rows) <= limit
        rows += page.rows
        if page.before is None:
            assert page.reached is None
            return rows
        assert before is None or page.before < before, "it goes on downwards"
        before = page.before
    raise AssertionError("it never ends")


@pytest.fixture(scope="module")
def shopping(tmp_path_factory):
    """Days that are only looked at."""
    folder = tmp_path_factory.mktemp("shopping")
    till = Till(Config(folder / "data", folder / "keys", "file", plain=True))
    yield Shopping(till, 5)
    till.close()


WANTED = {
    "all": Filter(),
    "amount": Filter(amount=50),
    "amount of a refund": Filter(amount=-25),
    "nobody paid that": Filter(amount=777),
    "cashier": Filter(cashier="bert"),
    "nobody": Filter(cashier="dora"),
    "refunds": Filter(kind=ListKind.REFUND),
    "exchanges": Filter(kind=ListKind.EXCHANGE),
    "plain sales": Filter(kind=ListKind.SALE),
    "cancelled": Filter(kind=ListKind.VOIDED),
    "cancelled by bert": Filter(kind=ListKind.VOIDED, cashier="bert"),
    "cancelled of a sum": Filter(kind=ListKind.VOIDED, amount=25),
    "card": Filter(tender="card"),
    "cash": Filter(tender="cash"),
    "cash of one": Filter(tender="cash", cashier="carl"),
    "one day": Filter(since="2026-03-06", until="2026-03-06"),
    "from a day on": Filter(since="2026-03-07"),
    "up to a day": Filter(until="2026-03-06"),
    "before the shop": Filter(until="2020-01-01"),
    "much at once": Filter(amount=35, cashier="anna", tender="cash", kind=ListKind.SALE, since="2026-03-05"),
    "digits": Filter(number="1"),
    "more digits": Filter(number="0012"),
    "digits of one day": Filter(number="3", since="2026-03-06", cashier="anna"),
    "no such digits": Filter(number="999999"),
}


@pytest.mark.parametrize("name", WANTED)
def test_the_pages_are_what_fits(shopping, name):
    till, wanted = shopping.till, WANTED[name]
    expected = shopping.fitting(wanted)
    for limit in (1, 3, 1_000):
        assert [row.sale_id for row in walk(till, wanted, limit)] == expected


@pytest.mark.parametrize(("item", "skus"), [
    ("TEA-1", {"TEA-1"}), ("4710000000028", {"TEA-2"}), ("烏龍", {"TEA-1", "TEA-2"}), ("馬克", {"CUP"}),
    ("tea", {"TEA-1", "TEA-2"}), ("無此商品", set()),
])  # fmt: skip
def test_by_goods(shopping, item, skus):
    """By code, SKU or a part of the name; what came back counts as what was sold."""
    for wanted in (Filter(item=item), Filter(item=item, cashier="anna", tender="cash"), Filter(item=item, amount=25)):
        expected = shopping.fitting(wanted, skus)
        for limit in (2, 1_000):
            assert [row.sale_id for row in walk(shopping.till, wanted, limit)] == expected


def test_something_was_found_of_everything(shopping):
    kinds = {row.kind for row in walk(shopping.till, Filter(), 50)}
    assert kinds == {ListKind.SALE, ListKind.REFUND, ListKind.EXCHANGE}
    assert walk(shopping.till, Filter(kind=ListKind.VOIDED), 50)
    days = {row.business_on for row in walk(shopping.till, Filter(), 50)}
    assert len(days) >= 3


def test_pages_that_look_at_less_than_there_is(shopping, monkeypatch):
    """Where an index does not tell what fits, a page looks at so many sales and says how far it came."""
    monkeypatch.setattr(sales, "LOOKED_AT", 4)
    monkeypatch.setattr(sales, "LOOKED_AT_EACH", 4)
    till = shopping.till
    for name, wanted in WANTED.items():
        expected = shopping.fitting(wanted)
        assert [row.sale_id for row in walk(till, wanted, 2)] == expected, name
    page = till.terminal.sales.page(Filter(cashier="dora", tender="card"), limit=2)
    assert page.rows == ()
    assert page.before is not None
    assert page.reached is not None


def test_a_whole_number(shopping):
    sale = next(one for one in shopping.rows if one["kind"] == "sale")
    for text in (sale["number"], sale["number"].lower(), f" #{sale['number']} "):
        assert [row.sale_id for row in walk(shopping.till, Filter(number=text), 9)] == [sale["id"]]
    code = receipt_code(sale["id"])
    assert [row.sale_id for row in walk(shopping.till, Filter(number=code.lower()), 9)] == [sale["id"]]
    assert walk(shopping.till, Filter(number=receipt_code(shopping.till.ids.mint())), 9) == []
    for text in ("S01-1-1-999999", "S01-1", "烏龍", "12x", "1" * 13):
        assert walk(shopping.till, Filter(number=text), 9) == []


def test_numbers_over_epochs_and_another_store_code(make_till):
    till = make_till()
    till.open_shift()
    first = [till.sell(("A", 1, 5)) for _ in range(3)]
    change_settings(till.terminal.store.writer, till.clock, till.ids, Shop(store="NEW"), "boss").result()
    till.reopen()
    more = [till.sell(("A", 1, 5)) for _ in range(9)]
    assert more[0].number == "NEW-1-1-000004"
    found = walk(till, Filter(number="2"), 1)
    assert [row.number for row in found] == ["NEW-1-1-000012", "S01-1-1-000002"]
    assert [row.number for row in walk(till, Filter(number="000003"), 5)] == [first[2].number]


def test_a_row_says_what_a_person_looks_for(till):
    cart = till.cart(("TEA", 2, 100), ("CUP", 1, 30))
    payment = till.payment(cart).with_card(till.ids.mint(), 100, "A1")
    sale = till.complete(cart, payment.with_cash(till.ids.mint(), 200), "bert").result()
    row = till.terminal.sales.row(sale.ticket.sale_id)
    assert row == ListRow(
        sale.ticket.sale_id, sale.number, ListKind.SALE, "2026-03-05", till.clock.at, "bert", 230, "goods TEA", 2,
        ("card", "cash"), corrected=False, came_back=False, first_sku="TEA",
    )  # fmt: skip
    refund = till.give_back((sale, 2, 1))
    back = till.terminal.sales.row(refund.ticket.sale_id)
    assert (back.kind, back.total, back.first, back.lines) == (ListKind.REFUND, -30, "goods CUP", 1)
    assert back.first_sku == "CUP"
    till.terminal.correct.tender(
        sale.ticket.sale_id, payment.tenders[0].tender_id, TenderKind.CASH, "", "slip", "anna", till.ids.mint()
    ).result()
    row = till.terminal.sales.row(sale.ticket.sale_id)
    assert (row.tenders, row.corrected, row.came_back) == (("cash",), True, True)
    assert till.terminal.sales.row(till.ids.mint()) is None
    till.terminal.carts.void(till.cart(("TEA", 2, 50)), "left", "carl").result()
    (gone,) = walk(till, Filter(kind=ListKind.VOIDED), 5)
    assert (gone.number, gone.total, gone.first, gone.lines, gone.cashier) == ("", 100, "left", 1, "carl")


def test_the_trading_day_orders_not_the_clock(make_till):
    """A shift over midnight is one day; a clock that was set back makes no sale vanish from its page."""
    till = make_till()
    till.clock.at += 13 * 3_600 * SECOND
    till.open_shift()
    before = till.sell(("A", 1, 5))
    till.clock.move(3 * 3_600)
    after = till.sell(("A", 1, 5))
    till.clock.at -= DAY // 2
    back = till.sell(("A", 1, 5))
    rows = walk(till, Filter(since="2026-03-05", until="2026-03-05"), 2)
    assert [row.number for row in rows] == [back.number, after.number, before.number]


def test_a_view_has_everything(till):
    cart = till.cart(("TEA", 3, 100), ("CUP", 1, 30))
    cart = replace(cart, note="3F")
    sale = till.complete(cart, till.payment(cart).with_cash(till.ids.mint(), 500), "bert").result()
    till.clock.move(60)
    first = till.give_back((sale, 1, 1))
    till.clock.move(60)
    second = till.give_back((sale, 1, 1), (sale, 2, 1))
    till.terminal.receipts.reprint(sale.ticket.sale_id, till.ids.mint(), "anna").result()
    view = till.terminal.sales.view(sale.ticket.sale_id)
    assert view.sale == sale
    assert [(one.number, one.line, one.milli, one.refund) for one in view.came_back] == [
        (first.number, 1, 1_000, 100), (second.number, 1, 1_000, 100), (second.number, 2, 1_000, 30)
    ]  # fmt: skip
    assert {line: state.remaining_milli for line, state in view.lines.items()} == {1: 1_000, 2: 0}
    assert [(one.document, one.state.value) for one in view.prints] == [("receipt", "pending")] * 2
    assert (view.reprints, view.print_wanted, view.corrections) == (1, True, ())
    refund = till.terminal.sales.view(second.ticket.sale_id)
    assert refund.sale.ticket.kind is SaleKind.REFUND
    assert refund.origins == {sale.ticket.sale_id: sale.number}
    refused(UserError, "sale.unknown", lambda: till.terminal.sales.view(till.ids.mint()))


def test_a_sale_without_paper(till):
    cart = till.cart(("TEA", 1, 100))
    sale = till.terminal.sell.complete(cart, till.priced(cart), till.cash(cart), "anna", print_receipt=False).result()
    view = till.terminal.sales.view(sale.ticket.sale_id)
    assert (view.prints, view.print_wanted, view.reprints) == ((), False, 0)
    body = json.loads(till.query("SELECT body FROM journal WHERE id=?", sale.ticket.sale_id)[0][0])
    assert body["print_receipt"] is False
    again = till.terminal.sell.complete(cart, till.priced(cart), till.cash(cart), "anna")
    assert again.exception() is not None, "another tender's id"
    count = till.terminal.receipts.reprint(sale.ticket.sale_id, till.ids.mint(), "anna").result()
    assert count == 0, "the first paper is no copy"
    assert till.terminal.receipts.reprint(sale.ticket.sale_id, till.ids.mint(), "anna").result() == 1
    till.check()


def test_an_archived_sale_is_shown_as_before(make_till):
    till = make_till(plain=False)
    till.open_shift()
    sale = till.sell(("TEA", 3, 100))
    till.give_back((sale, 1, 1))
    before = till.terminal.sales.view(sale.ticket.sale_id)
    assert not till.terminal.sales.is_archived(sale.ticket.sale_id)
    till.close_shift(200)
    till.terminal.store.archive()
    assert till.terminal.sales.is_archived(sale.ticket.sale_id)
    assert till.terminal.sales.view(sale.ticket.sale_id) == replace(before, can_correct=False)
    assert len(walk(till, Filter(), 10)) == 2
    refused(UserError, "sale.unknown", lambda: till.terminal.sales.is_archived(till.ids.mint()))


class Watched:
    """A connection that tells how each statement would be run."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.plans: list[str] = []

    def execute(self, sql: str, bound: Any = ()) -> Any:
        rows = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall()
        self.plans += [detail for *_, detail in rows]
        return self.connection.execute(sql, bound)


@pytest.mark.parametrize("name", [*WANTED, "goods"])
def test_every_page_goes_by_an_index(shopping, name):
    wanted = WANTED.get(name, Filter(item="TEA-1", cashier="anna"))
    skus = ["TEA-1", "TEA-2"] if wanted.item else None
    with_stats = shopping.till.connection()
    watched = Watched(with_stats)
    sales.page(watched, wanted, skus, 10**17, 20)
    with_stats.close()
    scans = [plan for plan in watched.plans if plan.startswith("SCAN") and not is_small(plan)]
    assert not scans, watched.plans
    assert any("USING" in plan and "day_seq<?" in plan for plan in watched.plans) or wanted.number


def is_small(plan: str) -> bool:
    """What was found already, or a table that does not grow: a scan of it is no walk over the history."""
    return plan.split()[1] in {"found", "(subquery-1)", "numbering", "CONSTANT"} or "subquery" in plan


def test_rows_come_in_the_order_of_their_key(shopping):
    rows = walk(shopping.till, Filter(), 7)
    seqs = dict(shopping.till.query("SELECT id, day_seq FROM sale"))
    assert all(seqs[one.sale_id] > seqs[two.sale_id] for one, two in pairwise(rows))
