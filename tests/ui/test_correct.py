"""A tender booked wrongly, put right on screen: what it was really, why, and who allows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.domain.staff import Person, Role
from app.domain.tender import TenderKind
from app.ui.widgets.dialog import Dialog, open_dialog
from tests.db.conftest import held
from tests.ui.counter import CASHIER, Counter
from tests.ui.providers import gift_card

Key = Qt.Key
MANAGER = Person("mei", "陳美", "Mei Chen", Role.MANAGER)


def sold(counter: Counter, *typed: str) -> Counter:
    """Sell goods for 545, paid with what is typed, the last of it to the end; then look at the correction of it."""
    counter.goods(("A", 1, 545))
    counter.open("pay")
    for text in typed or ("1000",):
        counter.keys(text, Key.Key_Return)
        counter.settle()
    assert counter.where == "complete"
    counter.press("更正付款")
    assert counter.where == "correct"
    return counter


def primary(counter: Counter) -> str:
    bar = counter.screen.outcome.primary
    return bar.text() if bar.isEnabled() else f"{bar.text()}: {bar.reason()}"


def stand(counter: Counter) -> list[tuple[TenderKind, int, str]]:
    """The sale's tenders as they stand now."""
    view = counter.place.counter.sales.view(counter.place.payment.last.sale.ticket.sale_id)
    return [(one.kind, one.amount, one.reference) for one in view.sale.ticket.tenders]


def staffed(counter: Counter) -> None:
    """People at the terminal: from here on a cashier has to ask."""

    def job(work: object) -> None:
        for one in (CASHIER, MANAGER):
            work.put_person(one)

    counter.till.terminal.store.writer.write(job).result()


def test_cash_that_was_a_card(counter):
    sold(counter)
    assert primary(counter) == "更正: 輸入授權碼"
    assert "原本 現金 $545" in counter.names()
    assert "更正後 信用卡 $545" in counter.names()
    assert "錢櫃應有現金 −$545" in counter.names()
    counter.keys("a12345")
    assert primary(counter) == "更正: 先選擇原因"
    counter.press("按錯付款方式")
    assert primary(counter) == "更正"
    counter.keys(Key.Key_F12)
    counter.settle()
    assert (counter.where, counter.window.shell._toast.text()) == ("complete", "付款方式已更正為 信用卡")
    assert stand(counter) == [(TenderKind.CARD, 545, "A12345")]
    assert counter.screen.finale.told().terms == (("", "信用卡 545"), ("=", "應收 545"))
    assert counter.till.kinds()[-1] == "tender.corrected"
    counter.till.check()


def test_a_card_that_was_cash(counter):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys(Key.Key_F2, Key.Key_Return, "A12345", Key.Key_Return)
    counter.settle()
    counter.press("更正付款")
    assert "錢櫃應有現金 +$545" in counter.names()
    assert not counter.named("7", QAbstractButton).isEnabled()
    counter.screen.form.words.setFocus()
    counter.screen.form.words.edit.insert("客人記錯")
    assert primary(counter) == "更正"
    counter.press("更正")
    counter.settle()
    assert stand(counter) == [(TenderKind.CASH, 545, "")]
    view = counter.place.counter.sales.view(counter.place.payment.last.sale.ticket.sale_id)
    assert [one.reason for one in view.corrections] == ["客人記錯"]


def test_a_wrong_approval_code_alone(counter):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys(Key.Key_F2, Key.Key_Return, "A12345", Key.Key_Return)
    counter.settle()
    counter.press("更正付款")
    counter.keys(Key.Key_F2)
    counter.press("授權碼有誤")
    assert primary(counter) == "更正: 沒有變更"
    counter.press("退格")
    counter.press("9")
    assert primary(counter) == "更正"
    assert "錢櫃應有現金 不變" in counter.names()
    counter.keys(Key.Key_Return)
    counter.settle()
    assert stand(counter) == [(TenderKind.CARD, 545, "A12349")]


def test_of_a_split_the_one_that_is_meant(counter):
    sold(counter, "300", "245")
    counter.press("現金 $245")
    counter.keys("1234")
    counter.press("客人改付款")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert stand(counter) == [(TenderKind.CASH, 300, ""), (TenderKind.CARD, 245, "1234")]


def test_what_was_put_right_says_so_and_can_be_put_right_again(counter):
    sold(counter)
    counter.keys("1234")
    counter.press("按錯付款方式")
    counter.keys(Key.Key_Return)
    counter.settle()
    counter.press("更正付款")
    row = counter.named("信用卡 $545", QAbstractButton)
    assert (row.isChecked(), row._badge) == (True, "已更正")
    assert counter.place.correction.kind is TenderKind.CASH
    counter.press("按錯付款方式")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert stand(counter) == [(TenderKind.CASH, 545, "")]
    counter.till.check()


def test_esc_leaves_everything_as_it_was(counter):
    sold(counter)
    counter.keys("1234", Key.Key_Escape)
    assert counter.where == "complete"
    assert "tender.corrected" not in counter.till.kinds()


def test_a_cashier_asks_a_manager(counter):
    staffed(counter)
    sold(counter)
    counter.keys("1234")
    counter.press("按錯付款方式")
    assert "需要店長核准" in counter.screen.outcome._who.text()
    counter.keys(Key.Key_F12)
    dialog = open_dialog(counter.window)
    assert isinstance(dialog, Dialog)
    assert "核准更正付款方式？" in dialog.accessibleName()
    assert "tender.corrected" not in counter.till.kinds()
    dialog.answer("cancel")
    counter.settle()
    assert (counter.where, "tender.corrected" in counter.till.kinds()) == ("correct", False)


def test_what_a_manager_allowed_is_done_and_names_them(counter):
    staffed(counter)
    sold(counter)
    counter.keys("1234")
    counter.press("按錯付款方式")
    counter.place.counter.approvals.approve_alone(counter.place.correction.request, MANAGER.staff_id).result()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"
    view = counter.place.counter.sales.view(counter.place.payment.last.sale.ticket.sale_id)
    assert [(one.actor, one.approved_by) for one in view.corrections] == [("anna", "mei")]
    counter.till.check()


def test_a_manager_asks_nobody(counter):
    staffed(counter)
    counter.place.session.enter(MANAGER)
    sold(counter)
    counter.keys("1234")
    counter.press("按錯付款方式")
    assert not counter.screen.outcome._note.isVisible()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert stand(counter) == [(TenderKind.CARD, 545, "1234")]


def test_after_the_shift_nothing_changes_any_more(counter):
    sold(counter)
    counter.till.close_shift(1_545)
    counter.place.correction.begin(counter.place.payment.last.sale.ticket.sale_id, "complete")
    assert primary(counter) == "更正: 已交班，無法更正"


def test_pressed_twice_is_one_correction(counter):
    sold(counter)
    counter.keys("1234")
    counter.press("按錯付款方式")
    with held(counter.till):
        counter.keys(Key.Key_Return, Key.Key_F12, Key.Key_Return)
        assert counter.place.correction.is_busy
    counter.settle()
    assert counter.till.kinds().count("tender.corrected") == 1


def test_what_a_provider_took_is_not_put_right_here(make_counter):
    counter = make_counter(providers=[gift_card()])
    counter.goods(("A", 1, 545))
    counter.open("pay")
    assert counter.screen.scanned("GC7731")
    counter.keys(Key.Key_Return)
    counter.settle()
    counter.press("更正付款")
    assert primary(counter) == "更正: 沒有可更正的款項"
    assert not counter.named("禮物卡 $545", QAbstractButton).isEnabled()


def test_there_is_nothing_to_put_right_before_a_sale_is_named(counter):
    counter.open("correct")
    assert counter.where == "sell"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768), (853, 560)])
def test_nothing_lies_over_anything_else(counter, width, height):
    counter.goods(("A", 1, 545))
    counter.place.payment.accept()
    counter.settle()
    counter.place.correction.begin(counter.place.payment.last.sale.ticket.sale_id, "sell")
    counter.open("correct", width, height)
    form = counter.screen.form
    boxes = [
        (one.accessibleName(), one.rect().translated(one.mapTo(form, one.rect().topLeft())))
        for one in form.findChildren(QAbstractButton)
        if one.isVisible()
    ]
    for place, (name, box) in enumerate(boxes):
        assert form.rect().contains(box), name
        assert form.width() <= form.parentWidget().width()
        for other, there in boxes[place + 1 :]:
            assert not box.intersects(there), (name, other)
