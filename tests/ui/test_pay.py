"""The pay screen as a cashier uses it: by touch and by keys, read by its accessible names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from app.domain.shop import Shop
from app.domain.tender import TenderKind
from app.ui.widgets.button import PrimaryBar
from tests.db.conftest import held
from tests.ui.counter import Counter
from tests.ui.providers import EInvoices, gift_card, points, wallet

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


def primary(counter: Counter) -> PrimaryBar:
    return counter.screen.side.primary


def said(counter: Counter) -> str:
    """What the primary says: its name, and why it does nothing."""
    bar = primary(counter)
    return bar.accessibleName() if bar.isEnabled() else f"{bar.text()}: {bar.reason()}"


def block(counter: Counter) -> str:
    return counter.screen.side.change.text()


def formula(counter: Counter) -> str:
    return counter.screen.side.change.accessibleDescription()


def typed(counter: Counter) -> str:
    return counter.screen.column.amount.text()


def toast(counter: Counter) -> str:
    return counter.window.shell._toast.text()


def tenders(counter: Counter) -> list[tuple[TenderKind, int, int]]:
    last = counter.place.payment.last
    assert last is not None
    return [(one.kind, one.amount, one.tendered) for one in last.sale.ticket.tenders]


def pay(counter: Counter, *goods: tuple[str, int, int], width: int = 1280, height: int = 800) -> Counter:
    """Open the pay screen for goods, by default for 545."""
    counter.goods(*(goods or (("A", 1, 545),)))
    counter.open("pay", width, height)
    return counter


def test_the_remainder_is_prefilled_and_enter_completes(counter):
    pay(counter)
    assert (typed(counter), block(counter), said(counter)) == ("$545", "找零 $0", "完成收款")
    assert counter.named("剛好 545", QPushButton).isChecked()
    counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, tenders(counter)) == ("complete", [(TenderKind.CASH, 545, 545)])
    assert counter.heard.cues[-1] == "complete"


def test_digits_take_the_place_of_the_remainder_and_change_shows(counter):
    pay(counter)
    counter.keys("100")
    assert (typed(counter), block(counter), formula(counter)) == ("$100", "尚餘 $445", "545 − 100")
    assert said(counter) == "先收 $100"
    counter.keys("0")
    assert (typed(counter), block(counter), formula(counter)) == ("$1,000", "找零 $455", "1,000 − 545")
    assert said(counter) == "完成收款"
    counter.keys(Key.Key_F12)
    counter.settle()
    assert tenders(counter) == [(TenderKind.CASH, 545, 1_000)]


def test_the_pad_types_and_erases(counter):
    pay(counter)
    for name in ("6", "00"):
        counter.press(name)
    assert typed(counter) == "$600"
    counter.press("退格")
    assert typed(counter) == "$60"
    counter.keys(Key.Key_Backspace, Key.Key_Backspace)
    assert (typed(counter), said(counter)) == ("$0", "完成收款: 尚餘 $545")
    counter.keys("7", Key.Key_Delete)
    assert typed(counter) == "$0"


def test_nothing_typed_is_nothing_done(counter):
    pay(counter)
    counter.keys(Key.Key_Backspace, Key.Key_Return)
    counter.settle()
    assert (counter.where, said(counter)) == ("pay", "完成收款: 尚餘 $545")
    assert "sale.completed" not in counter.till.kinds()


@pytest.mark.parametrize(("key", "name", "change"), [("1", "剛好 545", 0), ("2", "600", 55), ("3", "1,000", 455)])
def test_quick_cash_fills_and_enter_completes(counter, key, name, change):
    pay(counter)
    counter.keys(Key.Key_9)
    counter.keys(getattr(Key, f"Key_{key}"), held=ALT)
    assert counter.named(name, QPushButton).isChecked()
    counter.press(name)
    assert block(counter) == f"找零 ${change}"
    counter.keys(Key.Key_Enter)
    counter.settle()
    assert counter.place.payment.last.change == change


def test_a_split_drops_into_the_list_and_the_remainder_moves_on(counter):
    pay(counter, ("A", 1, 1_000))
    counter.keys(Key.Key_F2, "600", Key.Key_Return, "a1234")
    counter.press("信用卡")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "pay"
    assert "信用卡 $600" in counter.names()
    assert (typed(counter), block(counter)) == ("$400", "找零 $0")
    assert counter.named("剛好 400").isChecked()
    counter.keys("500", Key.Key_Return)
    counter.settle()
    assert tenders(counter) == [(TenderKind.CARD, 600, 600), (TenderKind.CASH, 400, 500)]
    assert counter.place.payment.last.sale.ticket.tenders[0].reference == "A1234"


def test_a_card_needs_its_approval_code_inline(counter):
    pay(counter)
    counter.press("信用卡")
    assert (typed(counter), said(counter)) == ("$545", "接著輸入授權碼")
    assert block(counter) == "信用卡 $545"
    counter.keys(Key.Key_F12)
    assert said(counter) == "完成收款: 輸入授權碼"
    counter.keys("12")
    assert said(counter) == "完成收款: 授權碼 4 至 20 碼"
    assert counter.screen.column.reference.text() == "12"
    counter.press("3")
    counter.keys("4")
    assert said(counter) == "完成收款"
    counter.keys(Key.Key_Return)
    counter.settle()
    assert tenders(counter) == [(TenderKind.CARD, 545, 545)]
    assert counter.place.payment.last.sale.ticket.tenders[0].reference == "1234"


def test_a_card_takes_no_more_than_is_due(counter):
    pay(counter)
    counter.keys(Key.Key_F2, "600", Key.Key_Return)
    assert said(counter) == "完成收款: 超過尚餘 $545"
    counter.keys(Key.Key_F1)
    assert (typed(counter), block(counter)) == ("$600", "找零 $55")


def test_a_tender_is_removed_by_its_cross(counter):
    pay(counter)
    counter.keys("200", Key.Key_Return)
    counter.settle()
    assert typed(counter) == "$345"
    counter.press("移除 現金 $200")
    counter.settle()
    assert (typed(counter), counter.place.payment.has_taken) == ("$545", False)
    assert counter.till.kinds()[-1] == "tender.removed"


def test_esc_leads_back_only_while_nothing_is_taken(counter):
    pay(counter)
    counter.keys("200", Key.Key_Return)
    counter.settle()
    counter.keys(Key.Key_Escape)
    assert (counter.where, toast(counter)) == ("pay", "已收款項先移除，才能返回購物車")
    counter.press("移除 現金 $200")
    counter.settle()
    counter.press("返回購物車")
    assert counter.where == "sell"
    counter.goods(("B", 1, 55))
    counter.window.shell.go("pay")
    assert typed(counter) == "$600"


def test_presses_while_it_is_under_way_complete_once(counter):
    pay(counter)
    with held(counter.till):
        for _ in range(5):
            counter.keys(Key.Key_Return, Key.Key_F12)
        counter.press("完成收款")
    counter.settle()
    assert counter.where == "complete"
    assert counter.till.kinds().count("sale.completed") == 1


def test_a_key_that_is_held_down_counts_once(counter):
    pay(counter)
    keys = counter.screen.findChildren(QShortcut)
    assert {"Return", "Enter", "F12", "F1", "F2", "Alt+1"} <= {key.key().toString() for key in keys}
    assert not any(key.autoRepeat() for key in keys)


def test_a_press_too_many_leaves_the_change_on_the_screen(counter):
    pay(counter)
    counter.keys("1000", Key.Key_Return)
    counter.settle()
    counter.keys(Key.Key_Return)
    assert counter.where == "complete"
    counter.screen.deaf.stop()
    counter.keys(Key.Key_Return)
    assert counter.where == "sell"


def test_a_zero_sale_is_completed_without_a_tender(counter):
    pay(counter, ("GIFT", 1, 0))
    assert (said(counter), block(counter)) == ("完成交易", "不需收款 $0")
    assert not counter.named("現金", QAbstractButton).isEnabled()
    counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, tenders(counter)) == ("complete", [])


def test_an_even_exchange_is_completed_without_a_tender(counter):
    counter.goods(("A", 1, 545))
    counter.place.payment.accept()
    counter.settle()
    counter.bring_back(counter.place.payment.last.sale, 1, 1)
    pay(counter, ("B", 1, 545))
    assert "等值換貨" in [label.text() for label in counter.screen.summary.due.findChildren(QLabel)]
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.place.payment.last.sale.ticket.kind.value == "exchange"


def test_a_refund_is_paid_out(counter):
    counter.goods(("A", 2, 500))
    counter.place.payment.accept()
    counter.settle()
    counter.bring_back(counter.place.payment.last.sale, 1, 1)
    counter.open("pay")
    assert (typed(counter), block(counter), said(counter)) == ("$500", "退還現金 $500", "完成退款")
    counter.keys("200", Key.Key_Return)
    counter.settle()
    assert (typed(counter), block(counter)) == ("$300", "退還現金 $500")
    counter.keys(Key.Key_F2, Key.Key_Return, "B7788", Key.Key_Return)
    counter.settle()
    assert tenders(counter) == [(TenderKind.CASH, -200, -200), (TenderKind.CARD, -300, -300)]


def test_without_a_shift_it_says_so(make_counter):
    counter = pay(make_counter(opening_float=None))
    assert said(counter) == "完成收款: 尚未開班"
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.where == "pay"


def test_the_receipt_is_a_matter_of_this_sale(counter):
    pay(counter)
    counter.press("列印交易明細")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.place.payment.last.wants_receipt is False
    assert counter.place.payment.wants_receipt is True


def test_goods_scanned_here_go_into_the_cart_until_money_is_taken(counter):
    pay(counter)
    counter.window.shell.scanned("4710000000011")
    assert counter.where == "sell"
    counter.window.shell.go("pay")
    counter.keys("200", Key.Key_Return)
    counter.settle()
    counter.window.shell.scanned("4710000000011")
    assert counter.where == "pay"
    assert toast(counter) == "商品沒有變更：先在收款畫面移除已收款項"
    assert counter.heard.cues[-1] == "rejected"
    counter.press("移除 現金 $200")
    counter.settle()
    assert not counter.window.shell._toast.isVisible()


def test_what_was_typed_is_still_there_in_another_look(counter):
    pay(counter)
    counter.keys(Key.Key_F2, Key.Key_Return, "12345")
    counter.place.preferences.choose(text_size=125)
    counter.settle()
    assert counter.where == "pay"
    assert (counter.screen.column.reference.text(), said(counter)) == ("12345", "完成收款")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768), (1920, 1080), (853, 560)])
def test_nothing_lies_over_anything_else(counter, width, height):
    pay(counter, width=width, height=height)
    counter.keys("100", Key.Key_Return)
    counter.settle()
    parts = [one for one in counter.window.findChildren(QAbstractButton) if one.isVisible()]
    boxes = [
        (one.accessibleName(), one.rect().translated(one.mapTo(counter.window, one.rect().topLeft())))
        for one in parts
    ]
    for place, (name, box) in enumerate(boxes):
        assert counter.window.rect().contains(box), name
        assert box.width() >= 48, name
        for other, there in boxes[place + 1 :]:
            assert not box.intersects(there), (name, other)


def test_without_providers_there_are_two_tiles_and_no_dead_button(counter):
    pay(counter)
    assert [tile.text() for tile in counter.screen.column.tiles.tiles.values()] == ["現金", "信用卡"]
    assert counter.screen.side.papers.options is None
    off = [
        one.accessibleName()
        for one in counter.screen.findChildren(QAbstractButton)
        if one.isVisible() and not one.isEnabled()
    ]
    assert off == []


def test_configured_providers_have_tiles_and_take(make_counter):
    card, invoices = gift_card(), EInvoices()
    counter = make_counter(Shop(name="穗光商行"), providers=[wallet(), card, points()], fiscal=invoices)
    pay(counter, ("A", 1, 1_045))
    assert [tile.text() for tile in counter.screen.column.tiles.tiles.values()] == [
        "現金",
        "信用卡",
        "LINE Pay",
        "禮物卡",
        "點數",
    ]
    assert counter.screen.scanned("GC7731") is True
    assert said(counter) == "完成收款"
    counter.keys("500", Key.Key_Return)
    counter.settle()
    assert "禮物卡 $500" in counter.names()
    counter.press("統一編號")
    assert said(counter) == "完成收款: 輸入統一編號"
    counter.keys("1234")
    counter.screen.column.focus_field()
    counter.keys("1000", Key.Key_Return)
    counter.settle()
    assert counter.where == "pay"
    counter.screen.side.papers.options.field.setFocus()
    counter.keys("5678", Key.Key_Return)
    counter.settle()
    sale = counter.place.payment.last.sale
    assert (sale.fiscal.number, sale.fiscal.body) == ("RQ-20841736", "tax_id 12345678")
    assert tenders(counter) == [(TenderKind.GIFT_CARD, 500, 500), (TenderKind.CASH, 545, 1_000)]
    counter.till.check()


def test_a_carrier_is_known_by_its_shape_and_f9_goes_on_to_the_next_document(make_counter):
    counter = pay(make_counter(fiscal=EInvoices()))
    counter.keys(Key.Key_F9)
    assert said(counter) == "完成收款: 輸入手機條碼"
    assert counter.screen.scanned("/K7M+2QX") is True
    assert (said(counter), counter.place.fiscal.typed) == ("完成收款", "/K7M+2QX")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert counter.place.payment.last.sale.fiscal.body == "carrier /K7M+2QX"
    counter.goods(("B", 1, 5))
    assert (counter.place.fiscal.name, counter.place.fiscal.typed) == ("printed", "")


def test_a_provider_that_cannot_be_reached_says_so(make_counter):
    away = wallet()
    away.stopped = "連線後可用"
    counter = pay(make_counter(providers=[away]))
    tile = counter.named("LINE Pay", QPushButton)
    assert (tile.isEnabled(), tile.reason()) == (False, "連線後可用")
    counter.keys(Key.Key_F3)
    assert counter.place.payment.entry.kind is TenderKind.CASH
