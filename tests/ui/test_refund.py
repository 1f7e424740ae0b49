"""Goods come back at the counter: found by their receipt, chosen, given money or other goods for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.domain.cart import Discount, DiscountKind
from app.domain.tender import TenderKind
from app.runtime.preferences import Language
from tests.db.conftest import held
from tests.ui.counter import Counter
from tests.ui.refunding import find, last, primary, rows, show, toast, touch

Key = Qt.Key
CASH, CARD = TenderKind.CASH, TenderKind.CARD


def tenders(counter: Counter) -> list[tuple[TenderKind, int]]:
    return [(one.kind, one.amount) for one in last(counter).tenders]


def by_card(counter: Counter, *goods: tuple[str, int, int], card: int, reference: str = "A12345"):
    """A sale of which so much was paid by card, the rest in cash."""
    till = counter.till
    cart = till.cart(*goods)
    paid = till.payment(cart).with_card(till.ids.mint(), card, reference)
    if not paid.is_settled:
        paid = paid.with_cash(till.ids.mint(), paid.cash_due)
    return till.complete(cart, paid).result()


def test_a_whole_receipt_comes_back_by_keys_alone(counter):
    counter.till.sell(("TEA", 2, 160), ("CUP", 1, 260))
    show(counter)
    assert primary(counter) == "退款: 先找收據"
    find(counter, "0001")
    assert rows(counter) == ["goods TEA, 單價 $160, × 2, $320", "goods CUP, 單價 $260, × 1, $260"]
    assert primary(counter) == "退款: 先選商品"
    counter.keys(Key.Key_F9)
    assert primary(counter) == "退款: 先選原因"
    counter.press("不合需求")
    assert primary(counter) == "退款 $580"
    assert "現金 $580" in counter.names()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"
    assert tenders(counter) == [(CASH, -580)]
    assert {(one.reason, one.restock) for one in last(counter).returns} == {("不合需求", True)}
    assert counter.screen.finale.told().word == "退還現金"
    assert "2 項退回商品 可再售" in counter.names()
    assert not counter.place.refund.is_begun
    assert counter.place.cart.cart.is_empty
    counter.till.check()


def test_the_tab_key_goes_from_the_goods_to_the_reason_and_on_to_the_button(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_Space)
    walked = []
    while "退款" not in (walked or [""])[-1]:
        assert len(walked) < 20, walked
        counter.keys(Key.Key_Tab)
        walked.append(QApplication.focusWidget().accessibleName())
        if walked[-1] == "商品瑕疵":
            counter.keys(Key.Key_Space)
            counter.settle()
    assert walked.index("無收據退貨") < walked.index("不合需求") < walked.index("其他") < walked.index("報廢")
    counter.keys(Key.Key_Space)
    counter.settle()
    assert [one.reason for one in last(counter).returns] == ["商品瑕疵"]


def test_a_part_by_the_keys_of_the_list(counter):
    counter.till.sell(("TEA", 3, 33), ("CUP", 2, 260))
    show(counter)
    find(counter, "S01-1-1-000001")
    assert QApplication.focusWidget().accessibleName() == "收據上的商品"
    counter.keys(Key.Key_Down, Key.Key_Space, Key.Key_Minus, Key.Key_Minus, Key.Key_Plus)
    assert rows(counter)[1] == "goods CUP, 單價 $260, 1 / 2, $260, 已選"
    counter.keys(Key.Key_Minus)
    assert rows(counter)[1] == "goods CUP, 單價 $260, × 2, $520"
    counter.keys(Key.Key_Up, Key.Key_Plus, Key.Key_Plus, Key.Key_Plus, Key.Key_Plus)
    assert rows(counter)[0] == "goods TEA, 單價 $33, 3 / 3, $99, 已選"
    counter.keys(Key.Key_Up)
    assert QApplication.focusWidget().accessibleName() == "收據"


def test_a_part_by_touch_that_goes_to_the_bin(counter):
    counter.till.sell(("TEA", 3, 33), ("CUP", 2, 260))
    show(counter)
    find(counter, "1")
    touch(counter, 1)
    touch(counter, 1, -230)  # less
    assert rows(counter)[1].endswith("1 / 2, $260, 已選")
    touch(counter, 1, -130)  # more
    assert rows(counter)[1].endswith("2 / 2, $520, 已選")
    touch(counter, 1)
    assert "已選" not in rows(counter)[1]
    touch(counter, 0)
    counter.press("商品瑕疵")
    counter.press("報廢")
    counter.press("退款 $99")
    counter.settle()
    assert [(one.sku, one.quantity.pieces, one.restock) for one in last(counter).returns] == [("TEA", 3, False)]
    assert counter.till.query("SELECT moved_milli FROM stock WHERE sku='TEA'") == [(-3_000,)]
    counter.till.check()


def test_several_parts_sum_to_exactly_what_was_paid_shares_included(counter):
    till = counter.till
    cart = replace(till.cart(("A", 3, 33), ("B", 1, 50)), discount=Discount(DiscountKind.AMOUNT, 20, "late"))
    sale = till.complete(cart).result()
    given = []
    for _ in range(3):
        if counter.window is None:
            show(counter)
        else:
            counter.window.shell.go("refund")
        find(counter, "0001")
        line = counter.place.refund.lines[0].sold.line
        counter.place.refund.choose(line, 1_000)
        counter.press("買錯")
        names = counter.names()
        (share,) = {minor for _, minor in counter.place.refund.breakdown(counter.place.refund.lines[0]).shares}
        assert f"折扣分攤 late −${share}" in names
        assert f"折扣分攤 −${share}" in rows(counter)[0]
        counter.keys(Key.Key_F12)
        counter.settle()
        given.append(-last(counter).total)
    assert sum(given) == next(one.paid for one in sale.ticket.lines if one.sku == "A")
    assert given == [29, 28, 29]
    counter.window.shell.go("refund")
    find(counter, "0001")
    assert rows(counter)[0].endswith("已全部退回")
    till.check()


def test_what_came_back_is_blocked_and_says_why(counter):
    sale = counter.till.sell(("TEA", 2, 160), ("CUP", 1, 260))
    counter.till.give_back((sale, 2, 1), (sale, 1, 1))
    show(counter)
    find(counter, "0001")
    assert rows(counter) == ["goods TEA, 單價 $160, × 1, $160, 已退 1", "goods CUP, 單價 $260, × 1, $260, 已全部退回"]
    touch(counter, 1)
    counter.keys(Key.Key_F9)
    assert [one.milli for one in counter.place.refund.lines] == [1_000, 0]
    counter.keys(Key.Key_F9)
    assert not counter.place.refund.chosen


def test_goods_are_ticked_by_scanning_them(counter):
    counter.till.sell(("TEA", 2, 160), ("CUP", 1, 260))
    show(counter)
    find(counter, "0001")
    shell = counter.window.shell
    shell.scanned("TEA")
    assert rows(counter)[0].endswith("1 / 2, $160, 已選")
    shell.scanned("TEA")
    assert rows(counter)[0].endswith("2 / 2, $320, 已選")
    shell.scanned("TEA")
    assert (toast(counter), counter.heard.cues[-1]) == ("退貨數量超過可退數量", "rejected")
    shell.scanned("4710000000011")
    assert toast(counter).startswith("查無此條碼")
    assert [one.milli for one in counter.place.refund.lines] == [2_000, 0]
    assert counter.where == "refund"


def test_a_reason_of_ones_own(counter):
    counter.till.sell(("TEA", 1, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("其他")
    assert primary(counter) == "退款: 先選原因"
    counter.screen.side.why.words.edit.insert("  對花生過敏 ")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert [one.reason for one in last(counter).returns] == ["對花生過敏"]


def test_money_goes_back_to_the_card_first_with_its_slip(counter):
    by_card(counter, ("TEA", 2, 160), ("CUP", 1, 260), card=300)
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("不合需求")
    assert {"信用卡 $300", "現金 $280"} <= set(counter.names())
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"
    assert counter.screen.column.amount.text() == "$300"
    assert counter.screen.column.reference.accessibleDescription() == "原付款 A12345"
    counter.keys(Key.Key_Return, "B777", Key.Key_Return)
    counter.settle()
    assert (counter.where, counter.screen.column.amount.text()) == ("pay", "$280")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    assert tenders(counter) == [(CARD, -300), (CASH, -280)]
    assert last(counter).tenders[0].reference == "B777"
    counter.till.check()


def test_what_went_back_to_the_card_before_does_not_again(counter):
    sale = by_card(counter, ("TEA", 2, 160), card=200)
    till = counter.till
    cart = till.return_cart((sale, 1, 1))
    till.complete(cart, till.payment(cart).with_card(till.ids.mint(), -160, "B1111")).result()
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.settle()
    assert {"信用卡 $40", "現金 $120"} <= set(counter.names())


def test_left_at_the_payment_it_is_in_the_cart_also_after_a_crash(counter):
    by_card(counter, ("TEA", 2, 160), card=320)
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("不合需求")
    counter.keys(Key.Key_F12)
    counter.settle()
    counter.restart()
    assert [(one.sku, one.quantity.pieces) for one in counter.place.cart.cart.returns] == [("TEA", 2)]
    assert counter.place.payment.entry.kind is CARD
    assert counter.till.kinds()[-1] == "sale.completed"
    counter.open("pay")
    counter.keys(Key.Key_Return, "B777", Key.Key_Return)
    counter.settle()
    assert tenders(counter) == [(CARD, -320)]
    counter.till.check()


def test_what_is_only_ticked_is_lost_with_a_crash_and_nothing_is_half_done(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    before = counter.till.kinds()
    counter.restart()
    assert counter.place.cart.cart.is_empty
    assert not counter.place.refund.is_begun
    assert counter.till.kinds() == before


def test_what_lies_in_the_cart_is_put_aside_for_it(counter):
    counter.till.sell(("TEA", 2, 160))
    counter.goods(("A", 3, 10))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert tenders(counter) == [(CASH, -320)]
    (parked,) = counter.place.parking.all()
    assert [line.sku for line in parked.cart.lines] == ["A"]
    assert toast(counter) == f"原交易已保留為 {parked.label}"


def test_pressed_again_and_again_it_is_one_refund(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    with held(counter.till):
        counter.keys(Key.Key_F12, Key.Key_F12, Key.Key_F9)
        assert counter.place.refund.is_busy
    counter.settle()
    assert counter.till.kinds().count("sale.completed") == 2
    counter.till.check()


def test_of_what_came_back_elsewhere_meanwhile_nothing_is_given(counter):
    sale = counter.till.sell(("TEA", 2, 160), ("CUP", 1, 260))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    with held(counter.till):
        other = counter.till.complete(counter.till.return_cart((sale, 1, 1)))
        counter.keys(Key.Key_F12)
    other.result()
    counter.settle()
    assert (counter.where, toast(counter)) == ("refund", "可退金額已變動，請重新確認")
    assert counter.place.cart.cart.is_empty
    assert [(one.remaining, one.milli) for one in counter.place.refund.lines] == [(1_000, 1_000), (1_000, 1_000)]
    counter.keys(Key.Key_F12)
    counter.settle()
    assert tenders(counter) == [(CASH, -420)]
    counter.till.check()


def test_esc_leaves_one_level_after_the_other(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_Escape)
    assert counter.where == "refund"
    assert not counter.place.refund.is_begun
    counter.keys(Key.Key_Escape)
    assert counter.where == "sell"


def test_without_a_shift_nothing_is_given_back(make_counter):
    counter = make_counter(opening_float=None)
    show(counter)
    assert primary(counter) == "退款: 尚未開班"


def test_the_choice_is_there_in_another_language_and_size(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("商品瑕疵")
    counter.place.preferences.choose(language=Language.EN, text_size=125)
    counter.settle()
    counter.wait(lambda: counter.where == "refund")
    assert counter.place.refund.chosen
    assert counter.place.refund.reason == "商品瑕疵"
    counter.place.preferences.choose(language=Language.ZH_TW, text_size=100)
    counter.settle()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768), (853, 560)])
def test_nothing_lies_over_anything_else(counter, width, height):
    counter.till.sell(("TEA", 2, 160))
    show(counter, width, height)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    side = counter.screen.side
    boxes = [
        (one.accessibleName(), one.rect().translated(one.mapTo(side, one.rect().topLeft())))
        for one in side.findChildren(QAbstractButton)
        if one.isVisible()
    ]
    assert len(boxes) >= 6
    for place, (name, box) in enumerate(boxes):
        assert side.rect().contains(box), name
        for other, there in boxes[place + 1 :]:
            assert not box.intersects(there), (name, other)
