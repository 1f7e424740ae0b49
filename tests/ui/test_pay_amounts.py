"""What is typed on the pay screen: which figure it is, and whether it is meant; and what the goods cost there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.cart import Discount, DiscountKind
from app.domain.tender import TenderKind
from tests.ui.test_pay import block, pay, said, tenders, typed

Key = Qt.Key


def test_figures_typed_for_a_card_are_its_amount(counter):
    pay(counter, ("A", 1, 1_545))
    counter.keys(Key.Key_F2, "1000", Key.Key_Return)
    counter.settle()
    assert (typed(counter), counter.screen.column.reference.text()) == ("$1,000", "")
    assert (counter.where, counter.place.payment.has_taken) == ("pay", False)
    counter.keys("482913", Key.Key_Return)
    counter.settle()
    taken = counter.place.payment.payment.tenders
    assert [(one.kind, one.amount, one.reference) for one in taken] == [(TenderKind.CARD, 1_000, "482913")]
    assert typed(counter) == "$545"


def test_a_code_is_wrong_once_it_is_left_or_entered(counter):
    pay(counter)
    reference = counter.screen.column.reference
    counter.keys(Key.Key_F2, Key.Key_Return, "12")
    assert not reference.has_error
    counter.keys(Key.Key_Return)
    assert reference.has_error
    counter.keys("3")
    assert not reference.has_error
    counter.screen.column.amount.setFocus()
    assert (reference.has_error, said(counter)) == (True, "接著輸入授權碼")
    counter.keys(Key.Key_Return, "4")
    assert not reference.has_error
    assert said(counter) == "完成收款"


def test_far_too_much_cash_is_asked_about_once(counter):
    pay(counter)
    counter.keys("482913", Key.Key_Return)
    counter.settle()
    amount = counter.screen.column.amount
    assert (counter.where, amount.has_doubt) == ("pay", True)
    assert amount.accessibleDescription() == "金額偏大，再按 Enter 確認"
    counter.keys(Key.Key_Backspace)
    assert not amount.has_doubt
    counter.keys("3", Key.Key_Return)
    counter.settle()
    assert (counter.where, amount.has_doubt) == ("pay", True)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert tenders(counter) == [(TenderKind.CASH, 545, 482_913)]


@pytest.mark.parametrize(("due", "handed"), [(545, "10000"), (2_000, "20000")])
def test_much_cash_is_not_asked_about(counter, due, handed):
    pay(counter, ("A", 1, due))
    counter.keys(handed, Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"


def test_the_goods_cost_what_the_cart_says_and_what_came_off_it_stands_below(counter):
    counter.goods(("A", 1, 545), ("B", 2, 50))
    counter.place.cart.set_discount(1, Discount(DiscountKind.AMOUNT, 45, "即期品"))
    counter.place.cart.change(lambda cart: replace(cart, discount=Discount(DiscountKind.PERCENT, 100_000, "員工購")))
    counter.open("sell")
    model = counter.screen.panel.lines.model()
    assert [model.line(row).amount for row in range(2)] == [500, 100]
    counter.window.shell.go("pay")
    said = counter.screen.side.goods.accessibleDescription()
    assert said == "goods A  $500, goods B × 2 $100, 優惠  −$60"
    assert typed(counter) == "$540"


def test_of_money_that_goes_back_two_ways_the_notes_alone_are_called_cash(counter):
    counter.goods(("A", 2, 500))
    counter.place.payment.accept()
    counter.settle()
    counter.bring_back(counter.place.payment.last.sale, 1, 2)
    counter.open("pay")
    counter.keys(Key.Key_F2, "400", Key.Key_Return, "B7788", Key.Key_Return)
    counter.settle()
    assert (typed(counter), block(counter), said(counter)) == ("$600", "退還現金 $600", "完成退款")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.screen.finale.told().minor == 600


def test_while_nothing_is_typed_it_is_still_due(counter):
    pay(counter)
    counter.keys(Key.Key_Delete)
    assert "尚未收款" in counter.texts()
    assert "不需收款" not in counter.texts()


def test_figures_after_a_change_of_tender_begin_anew(counter):
    pay(counter)
    counter.keys("100", Key.Key_F2)
    assert typed(counter) == "$100"
    counter.keys("20")
    assert typed(counter) == "$20"
    counter.keys("0")
    assert typed(counter) == "$200"


def test_back_at_cash_the_remainder_stands_there(counter):
    pay(counter)
    counter.keys(Key.Key_F2, "60", Key.Key_F1)
    assert (typed(counter), said(counter)) == ("$545", "完成收款")
