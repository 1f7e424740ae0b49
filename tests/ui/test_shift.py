"""The shift on screen: the float, the blind count, what survives, what must be known before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.domain.money import currency
from app.domain.shop import Shop
from app.runtime.count import Stage
from app.runtime.preferences import Language, Shade
from tests.ui.counter import CASHIER, Counter
from tests.ui.drawer import (
    CHEN,
    LEE,
    employ,
    entries,
    focus,
    read,
    seal,
    show,
    stage,
    type_counts,
    with_sales,
)

# --- opening ----------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(make_counter) -> Counter:
    return make_counter(opening_float=None)


def test_a_float_is_counted_by_keyboard_alone(closed):
    show(closed)
    assert "開班清點" in read(closed)
    assert "上班留存 無" in read(closed)
    assert focus() == "2,000 元 張數"
    assert not closed.named("開班").isEnabled()
    closed.keys(Qt.Key.Key_Return, "3", Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, "20")
    assert focus() == "100 元 張數"
    assert "零用金合計 $5,000" in read(closed)
    assert "紙鈔 小計 5,000" in read(closed)
    seal(closed)
    shift = closed.till.reads.open_shift()
    assert shift.opening_float == 5_000
    counts = entries(closed, "shift.opened")[0]["counts"]
    assert [(one["face"]["minor"], one["count"]) for one in counts] == [(1_000, 3), (100, 20)]
    assert closed.where == "sell"
    assert closed.heard.cues[-1] == "accepted"


def test_a_second_press_opens_once(closed):
    show(closed)
    type_counts(closed, ("1,000 元 張數", "3"))
    closed.keys(Qt.Key.Key_F12, Qt.Key.Key_F12)
    closed.settle()
    assert len(entries(closed, "shift.opened")) == 1


def test_the_float_that_was_left_is_shown_and_taken_at_one_touch(counter):
    counter.till.close_shift(1_000)
    show(counter)
    assert "上班留存 $1,000" in read(counter)
    type_counts(counter, ("500 元 張數", "1"))
    assert "−$500" in read(counter)
    counter.press("沿用 $1,000")
    assert "零用金合計 $1,000" in read(counter)
    assert "相符" in read(counter)
    assert counter.named("500 元 張數", QLineEdit).text() == ""
    seal(counter)
    assert counter.till.reads.open_shift().opening_float == 1_000
    assert "counts" not in entries(counter, "shift.opened")[-1]


def test_a_float_under_way_survives_a_crash(closed):
    show(closed)
    type_counts(closed, ("1,000 元 張數", "3"))
    closed.restart()
    show(closed)
    assert closed.named("1,000 元 張數", QLineEdit).text() == "3"
    seal(closed)
    assert closed.till.reads.open_shift().opening_float == 3_000


def test_who_does_not_work_at_the_till_cannot_open_it(closed):
    employ(closed, CHEN, LEE)
    closed.place.session.enter(LEE)
    show(closed)
    type_counts(closed, ("1,000 元 張數", "3"))
    assert not closed.named("開班").isEnabled()
    assert "此人員不能開班" in read(closed)


def test_a_currency_without_notes_here_is_counted_as_one_sum(make_counter):
    counter = make_counter(Shop(currency=currency("SEK")), opening_float=None)
    show(counter)
    assert focus() == "現金合計"
    counter.keys("250.5")
    assert "零用金合計 SEK\N{NO-BREAK SPACE}250.50" in read(counter)
    seal(counter)
    assert counter.till.reads.open_shift().opening_float == 25_050


# --- counting ---------------------------------------------------------------------------------------------------


@pytest.fixture
def sold(counter: Counter) -> Counter:
    return with_sales(counter)


def test_nothing_tells_what_the_drawer_should_hold_before_it_is_sent_in(sold):
    show(sold)
    type_counts(sold, ("1,000 元 張數", "5"), ("信用卡簽單 張數", "1"))
    assert sold.place.count.review is None
    told = " ".join(read(sold))
    for secret in ("5,321", "5321", "4,321", "4321", "777"):
        assert secret not in told, secret
    assert "系統應有 送出後顯示" in read(sold)
    assert "只點張數，金額由系統核對" in read(sold)
    seal(sold)
    assert "系統應有 $5,321" in read(sold)
    assert "信用卡 1 筆 系統 777 清點 777 相符" in read(sold)


def test_slips_are_asked_for_only_where_there_are_any(counter):
    counter.till.sell(("A", 1, 100))
    show(counter)
    assert not [name for name in read(counter) if "簽單" in name or "其他單據" in name]


def test_enter_and_the_arrows_walk_over_the_cells(sold):
    show(sold)
    sold.keys("1")
    places = [focus()]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left):
        sold.keys(key)
        places.append(focus())
    assert places == ["2,000 元 張數", "1,000 元 張數", "500 元 張數", "1,000 元 張數", "20 元 枚數", "1,000 元 張數"]
    for _ in range(8):
        sold.keys(Qt.Key.Key_Return)
    assert focus() == "1 元 枚數"
    sold.keys(Qt.Key.Key_Return)
    assert focus() == "信用卡簽單 張數"
    sold.keys("1", Qt.Key.Key_Return)
    assert focus() == "送出清點"


def test_the_pad_types_where_the_focus_is(sold):
    show(sold)
    sold.press("下一格")
    for key in ("3", "4", "退格"):
        sold.press(key)
    assert sold.named("1,000 元 張數", QLineEdit).text() == "3"
    assert "輸入 1,000 元 張數" in sold.names()
    sold.press("C 清除")
    assert sold.named("1,000 元 張數", QLineEdit).text() == ""
    assert not sold.named("送出清點").isEnabled()
    assert sold.named("送出清點").reason() == "尚未清點"


def test_letters_and_signs_are_no_count(sold):
    show(sold)
    sold.keys("a1-.2b")
    assert sold.named("2,000 元 張數", QLineEdit).text() == "12"


def test_a_count_survives_a_lock_another_language_another_look_and_another_size(sold):
    show(sold)
    type_counts(sold, ("500 元 張數", "6"), ("信用卡簽單 張數", "1"))
    sold.place.preferences.choose(language=Language.EN, shade=Shade.DARK)
    sold.settle()
    sold.place.preferences.choose(language=Language.ZH_TW, text_size=125)
    sold.window.resize(1024, 768)
    sold.window.build()
    sold.settle()
    sold.window.shell.lock()
    sold.settle()
    assert "6" not in [one.text() for one in sold.window.findChildren(QLineEdit) if one.isVisible()]
    sold.place.session.enter(CASHIER)
    sold.window.shell.go("shift")
    assert sold.named("500 元 張數", QLineEdit).text() == "6"
    assert sold.named("信用卡簽單 張數", QLineEdit).text() == "1"


def test_a_count_survives_the_end_of_the_program(sold):
    show(sold)
    type_counts(sold, ("500 元 張數", "6"), ("20 元 枚數", "0"))
    assert sold.place.count.is_kept
    sold.restart()
    show(sold)
    assert sold.named("500 元 張數", QLineEdit).text() == "6"
    assert sold.named("20 元 枚數", QLineEdit).text() == "0"
    assert focus() == "2,000 元 張數"  # the first that was not counted


def test_going_back_loses_nothing(sold):
    show(sold)
    type_counts(sold, ("500 元 張數", "6"))
    sold.keys(Qt.Key.Key_Escape)
    assert sold.where == "sell"
    sold.window.shell.go("shift")
    assert sold.named("500 元 張數", QLineEdit).text() == "6"


def test_a_scan_is_no_count(sold):
    show(sold)
    sold.window.shell.scanned("4710550109362")
    sold.window.shell.go("shift")
    assert {one.text() for one in sold.window.findChildren(QLineEdit) if one.isVisible()} == {""}


# --- what must be known before ----------------------------------------------------------------------------------


def test_parked_carts_are_named_with_what_becomes_of_them(counter):
    till = counter.till
    till.terminal.carts.park(till.cart(("A", 2, 105)), "14:05 · 2 件", till.ids.mint(), "anna").result()
    show(counter)
    assert stage(counter) is Stage.BEFORE
    assert "保留中的交易 1 筆" in read(counter)
    assert "14:05 · 2 件 $210 移到下一班" in read(counter)
    seal(counter)
    assert stage(counter) is Stage.COUNTING
    type_counts(counter, ("1,000 元 張數", "1"))
    seal(counter)
    seal(counter)
    assert entries(counter, "shift.closed")[0]["parked"] == 1
    assert "保留 1 筆 移到下一班" in read(counter)


def test_money_that_belongs_to_no_sale_must_be_settled_first(counter):
    counter.goods(("A", 1, 500))
    counter.place.payment.begin()
    counter.place.payment.take_cash(120)
    counter.settle()
    show(counter)
    assert "現金 $120 先完成收款或退回" in read(counter)
    assert not counter.named("開始清點").isEnabled()
    assert counter.named("開始清點").reason() == "先處理已收款項"
    seal(counter)
    assert stage(counter) is Stage.BEFORE
    counter.press("前往收款")
    assert counter.where == "pay"


def test_goods_in_the_open_cart_stay_for_the_next_shift_and_that_is_said(counter):
    counter.goods(("A", 3, 100))
    counter.settle()
    show(counter)
    assert stage(counter) is Stage.BEFORE
    assert "3 件 $300 留到下一班" in read(counter)
    counter.press("開始清點")
    assert stage(counter) is Stage.COUNTING
