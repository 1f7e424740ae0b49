"""Goods that come back for other goods, and goods without a receipt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.approval import requests_of
from app.domain.cart import Cart
from app.domain.staff import Person, Role
from app.domain.tender import TenderKind
from app.services.staff import Newcomer
from app.ui.widgets.dialog import open_dialog
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import CASHIER, Counter
from tests.ui.refunding import BARE, find, last, primary, rows, show, toast, touch
from tests.ui.selling import OOLONG, TOAST, Selling

Key = Qt.Key
CASH, CARD = TenderKind.CASH, TenderKind.CARD
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)
LEE = Person("S04", "李佩珊", "Li Pei-shan", Role.STAFF)


def employ(counter: Counter, *people: Person) -> None:
    hashed = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1)).hash("4801")
    newcomers = [Newcomer(one, hashed, f"BADGE-{one.staff_id}") for one in people]
    counter.till.terminal.staff.take_in(newcomers).result()


def swap(counter: Counter, *goods: tuple[str, int, int]) -> None:
    """Bring a tea of 160 back, for these goods; then come to the payment."""
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.place.refund.choose(1, 1_000)
    counter.press("換貨")
    counter.press("買錯")
    assert primary(counter) == "換貨 $160"
    counter.keys(Key.Key_F12)
    counter.settle()
    assert (counter.where, toast(counter)) == ("sell", "已加入 1 項退貨，接著掃描要換的商品")
    counter.goods(*goods)
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"


def finish(counter: Counter) -> list[tuple[TenderKind, int]]:
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    counter.till.check()
    return [(one.kind, one.amount) for one in last(counter).tenders]


def test_an_exchange_for_more_pays_the_difference(counter):
    swap(counter, ("CUP", 1, 260))
    assert finish(counter) == [(CASH, 100)]
    assert counter.screen.finale.told().title == "換貨完成"


def test_an_exchange_for_less_gives_the_difference_back(counter):
    swap(counter, ("CUP", 1, 60))
    assert finish(counter) == [(CASH, -100)]
    assert counter.screen.finale.told().word == "退還現金"


def test_an_even_exchange_needs_no_money(counter):
    swap(counter, ("CUP", 2, 80))
    assert finish(counter) == []


def test_the_difference_goes_back_to_the_card_too(counter):
    till = counter.till
    cart = till.cart(("TEA", 1, 160))
    till.complete(cart, till.payment(cart).with_card(till.ids.mint(), 160, "A12345")).result()
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("換貨")
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.goods(("CUP", 1, 60))
    counter.keys(Key.Key_F12)
    assert counter.screen.column.amount.text() == "$100"
    counter.keys(Key.Key_Return, "B777")
    assert finish(counter) == [(CARD, -100)]


def test_what_the_cart_holds_already_cannot_be_chosen_again(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("換貨")
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.window.shell.go("refund")
    find(counter, "0001")
    assert rows(counter)[0].endswith("已在購物車退貨")
    counter.keys(Key.Key_F9)
    assert not counter.place.refund.chosen


def test_a_parked_exchange_whose_goods_came_back_elsewhere_says_so(counter):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.bring_back(sale, 1, 2)
    counter.goods(("CUP", 1, 60))
    counter.open("sell")
    counter.keys(Key.Key_F5)
    counter.settle()
    counter.till.give_back((sale, 1, 1))
    counter.keys(Key.Key_F6)
    counter.settle()
    counter.keys(Key.Key_Return)
    counter.settle()
    cart = counter.place.cart.cart
    assert ([line.sku for line in cart.lines], cart.returns) == (["CUP"], ())
    assert toast(counter) == "「goods TEA」已在別筆退貨，從這筆移除"
    counter.restart()
    assert [line.sku for line in counter.place.cart.cart.lines] == ["CUP"]


def test_a_crash_with_goods_that_came_back_elsewhere_opens_the_rest(counter):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.bring_back(sale, 1, 2)
    counter.goods(("CUP", 1, 60))
    saved = counter.place.cart.cart
    counter.settle()
    counter.till.give_back((sale, 1, 1))
    counter.place.counter.carts.autosave(saved)
    counter.restart()
    assert counter.place.cart.lost == ("goods TEA",)
    counter.open("sell")
    assert toast(counter) == "「goods TEA」已在別筆退貨，從這筆移除"


def test_at_the_payment_the_sale_refuses_and_looks_again(counter):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.bring_back(sale, 1, 1)
    counter.bring_back(sale, 1, 1)
    counter.goods(("CUP", 1, 60))
    counter.open("pay")
    assert counter.screen.column.amount.text() == "$260"
    counter.till.give_back((sale, 1, 1))
    counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, counter.screen.column.amount.text()) == ("pay", "$100")
    assert toast(counter) == "可退金額已變動，請重新確認"
    assert finish(counter) == [(CASH, -100)]


# --- without a receipt ----------------------------------------------------------------------------------------------


@pytest.fixture
def goods(selling: Selling) -> Counter:
    return selling.counter


def test_goods_without_a_receipt_at_a_typed_price(goods):
    show(goods)
    goods.press("無收據退貨")
    assert primary(goods) == "退款: 先選商品"
    goods.window.shell.scanned(TOAST)
    assert rows(goods, BARE) == ["鮮奶吐司 半條, 單價 $95, 1, $95"]
    goods.keys("80")
    goods.window.shell.scanned(TOAST)
    assert rows(goods, BARE) == ["鮮奶吐司 半條, 單價 $80, 2, $160"]
    goods.press("商品瑕疵")
    goods.press("報廢")
    assert primary(goods) == "退款 $160"
    goods.keys(Key.Key_F12)
    goods.settle()
    (line,) = last(goods).returns
    assert (line.sku, line.quantity.pieces, line.refund, line.sale_id) == ("BR011", 2, 160, None)
    assert (line.reason, line.restock) == ("商品瑕疵", False)


def test_goods_are_searched_by_name_and_taken_out_again(goods):
    show(goods)
    goods.press("無收據退貨")
    field = goods.screen.zone.field
    field.insert("高山")
    assert goods.screen.zone.stack.currentWidget() is goods.screen.zone.results
    goods.keys(Key.Key_Return)
    goods.settle()
    assert rows(goods, BARE) == ["高山烏龍 茶包 12 入, 單價 $320, 1, $320"]
    goods.window.shell.scanned(TOAST)
    goods.keys(Key.Key_Delete)
    assert len(rows(goods, BARE)) == 1
    goods.press("移除")
    assert not goods.place.refund.bare.items
    goods.keys(Key.Key_Escape)
    assert not goods.place.refund.bare.is_open
    assert goods.where == "refund"


def test_weighed_goods_ask_for_their_weight(goods):
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned("WE002")
    goods.press("買錯")
    assert primary(goods) == "退款: 輸入重量"
    goods.screen.zone.bare.begin()
    goods.keys("0.350")
    assert rows(goods, BARE) == ["牛番茄, 單價 $120 / kg, 0.350 kg, $42"]
    goods.press("單價")
    goods.screen.zone.bare.begin()
    goods.keys("100")
    assert rows(goods, BARE) == ["牛番茄, 單價 $100 / kg, 0.350 kg, $35"]
    goods.keys(Key.Key_F12)
    goods.settle()
    assert last(goods).total == -35


def test_more_than_the_shelf_price_is_told_to_whoever_allows_it(goods):
    employ(goods, CASHIER, CHEN)
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned(TOAST)
    goods.press("買錯")
    goods.keys(Key.Key_F12)
    goods.settle()
    assert not [name for name in goods.names() if name.startswith("高於今日售價")]
    goods.keys(Key.Key_Escape)
    goods.settle()
    goods.place.refund.bare.type_measure(False)
    for key in ("1", "2", "0"):
        goods.place.refund.bare.press(key)
    goods.keys(Key.Key_F12)
    goods.settle()
    assert "高於今日售價 售價 $95 → 退 $120" in goods.names()


def test_what_is_broken_does_not_go_back_on_the_shelf_unless_somebody_says_so(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    refund, seen = counter.place.refund, []
    for name in ("商品瑕疵", "買錯", "商品瑕疵", "可再售", "買錯", "報廢", "不合需求", "商品瑕疵", "其他"):
        counter.press(name)
        seen.append(refund.restock)
    assert seen == [False, True, False, True, True, False, False, False, False]


def test_goods_without_a_price_need_one(goods):
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned("NP001")
    goods.press("買錯")
    assert primary(goods) == "退款: 輸入單價"
    goods.screen.zone.bare.begin()
    goods.keys("55")
    assert primary(goods) == "退款 $55"


def test_an_unknown_code_is_a_line_not_goods(goods):
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned("4719999999998")
    assert toast(goods).startswith("查無此條碼")
    assert not goods.place.refund.bare.items


def test_goods_scanned_before_a_receipt_offer_the_way(goods):
    show(goods)
    goods.window.shell.scanned(OOLONG)
    assert toast(goods) == "先掃描收據；沒有收據就用無收據退貨"
    goods.window.shell._toast._action.click()
    assert len(rows(goods, BARE)) == 1
    assert goods.place.cart.cart.is_empty


def test_a_cashier_asks_a_manager_who_sees_what_it_is(goods):
    employ(goods, CASHIER, CHEN)
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned(TOAST)
    goods.press("買錯")
    goods.keys(Key.Key_F12)
    goods.settle()
    dialog = open_dialog(goods.window)
    assert dialog.accessibleName() == "核准無收據退貨？"
    assert {"商品 鮮奶吐司 半條", "單價 $95", "原因 買錯"} <= set(goods.names())
    dialog.answer("cancel")
    goods.settle()
    assert goods.where == "refund"
    assert goods.place.cart.cart.is_empty
    assert "act.approved" not in goods.till.kinds()
    goods.keys(Key.Key_F12)
    goods.settle()
    goods.window.shell.scanned("BADGE-S01")
    goods.settle()
    assert goods.where == "complete"
    assert last(goods).total == -95
    kinds = goods.till.kinds()
    assert kinds.index("act.approved") < kinds.index("sale.completed")


def test_who_may_sell_nothing_asks_for_a_return_too(counter):
    employ(counter, LEE, CHEN)
    counter.place.session.enter(LEE)
    counter.till.complete(counter.till.cart(("TEA", 2, 160)), actor="S01").result()
    show(counter)
    find(counter, "0001")
    touch(counter, 0)
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert open_dialog(counter.window).accessibleName() == "核准退貨？"
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    assert last(counter).total == -320
    counter.till.check()


def test_a_return_by_who_may_not_is_refused_by_the_sale_itself(counter):
    employ(counter, LEE, CHEN)
    sale = counter.till.complete(counter.till.cart(("TEA", 2, 160)), actor="S01").result()
    cart: Cart = replace(counter.till.return_cart((sale, 1, 1)))
    (asked,) = requests_of(cart, counter.place.counter.approvals.limits())
    refused = counter.till.complete(cart, actor="S04")
    assert refused.exception().code == "approval.missing"
    counter.place.counter.approvals.approve_alone(asked, "S01").result()
    assert counter.till.complete(cart, actor="S04").result().ticket.total == -160


def test_what_is_sold_and_what_comes_back_are_counted_apart(counter):
    counter.goods(("A", 3, 100))
    counter.place.payment.accept()
    counter.settle()
    sale = counter.place.payment.last.sale
    counter.bring_back(sale, 1, 2)
    counter.open("sell")
    assert "退 2 件" in counter.screen.panel._sub.text()
    counter.goods(("B", 1, 500))
    assert counter.screen.panel._sub.text().endswith(" · 售 1 件 · 退 2 件")
    counter.window.shell.go("pay")
    assert "售 1 件 · 退 2 件" in counter.texts()
    counter.place.payment.accept()
    counter.settle()
    shift = counter.till.reads.open_shift()
    flow, sums = counter.till.reads.shift_flow(shift), counter.till.reads.shift_sums(shift.shift_id)
    assert (sums.refunds, flow.returning, sums.returned) == (0, 1, 200)
