"""A receipt is found: typed, by its last digits, scanned from anywhere, from the list of sales."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.domain.ids import uuid7
from app.domain.receipt import receipt_code
from tests.ui.refunding import find, primary, rows, show, toast

Key = Qt.Key


def test_an_unknown_receipt_is_one_clear_line_and_the_number_stays(counter):
    counter.till.sell(("TEA", 2, 160))
    show(counter)
    find(counter, "S01-1-1-000777")
    assert "查無收據 S01-1-1-000777" in counter.names()
    assert counter.named("收據", QLineEdit).text() == "S01-1-1-000777"
    assert counter.heard.cues[-1] == "rejected"
    assert (counter.screen.zone.field.count(), primary(counter)) == ("找不到", "退款: 先找收據")
    counter.keys("0001", Key.Key_Return)
    counter.settle()
    assert len(rows(counter)) == 1


def test_a_receipt_of_a_return_has_nothing_to_give_back(counter):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.till.give_back((sale, 1, 2))
    show(counter)
    find(counter, "S01-1-1-000002")
    assert "S01-1-1-000002 是退貨單，沒有可退的商品" in counter.names()


def test_last_digits_that_fit_several_receipts_are_offered(counter):
    for number in range(1, 14):
        counter.till.sell(("TEA", 1, 100 + number))
    show(counter)
    find(counter, "3")
    assert [one.accessibleName() for one in counter.screen.zone.found.buttons] == [
        "#0013 3/5 10:00 $113",
        "#0003 3/5 10:00 $103",
    ]
    counter.keys(Key.Key_Tab, Key.Key_Space)
    counter.settle()
    assert counter.place.refund.sought.view.sale.number == "S01-1-1-000003"
    assert counter.named("收據", QLineEdit).text() == "S01-1-1-000003"


@pytest.mark.parametrize("screen", ["sell", "shift", "settings", "refund"])
def test_a_receipts_code_opens_it_from_anywhere(counter, screen):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.open(screen)
    counter.window.shell.scanned(receipt_code(sale.ticket.sale_id))
    counter.settle()
    assert counter.where == "refund"
    assert len(rows(counter)) == 1
    assert counter.named("收據", QLineEdit).text() == sale.number


def test_a_code_of_another_shop_is_unknown_here(counter):
    counter.open("sell")
    counter.window.shell.scanned(receipt_code(uuid7(1, b"0123456789")))
    counter.settle()
    assert counter.where == "refund"
    assert any(name.startswith("查無收據 OMO-R-") for name in counter.names())
    assert counter.place.cart.cart.is_empty


def test_not_while_money_lies_on_the_counter(counter):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.goods(("A", 1, 500))
    counter.open("pay")
    counter.keys("200", Key.Key_Return)
    counter.settle()
    counter.window.shell.scanned(receipt_code(sale.ticket.sale_id))
    assert (counter.where, toast(counter)) == ("pay", "商品沒有變更：先在收款畫面移除已收款項")


def test_the_door_of_the_list_of_sales(counter):
    counter.till.sell(("TEA", 2, 160))
    counter.open("sales")
    counter.settle()
    counter.screen.receipt.give_back.click()  # a tab is called the same
    counter.settle()
    assert counter.where == "refund"
    assert len(rows(counter)) == 1


@pytest.mark.parametrize("typed", ["S01-1-1-000001", "s01-1-1-000001 ", "Ｓ０１-1-1-000001", "code"])
def test_a_receipts_number_typed_where_goods_are_sold_opens_it_as_its_scan_does(counter, typed):
    sale = counter.till.sell(("TEA", 2, 160))
    counter.open("sell")
    field = counter.screen.field
    field.setText(receipt_code(sale.ticket.sale_id) if typed == "code" else typed)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, field.text()) == ("refund", "")
    assert len(rows(counter)) == 1
    assert counter.named("收據", QLineEdit).text() == sale.number


@pytest.mark.parametrize("typed", ["S01-1-1-000002", "0001", "TEA-9"])
def test_what_is_no_receipt_of_ours_is_searched(counter, typed):
    counter.till.sell(("TEA", 2, 160))
    counter.open("sell")
    counter.screen.field.setText(typed)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, counter.screen.field.text()) == ("sell", typed)
    assert counter.heard.cues[-1] == "rejected"
