"""The lock screen: who comes, by touch, by keyboard alone, by a badge alone; and what it never shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.screens.lock.people import StaffTile
from tests.ui.counter import Counter
from tests.ui.employed import CHEN, LEE, LIN, employ

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def locked(counter: Counter) -> Counter:
    employ(counter, CHEN, LIN, LEE)
    counter.open("lock")
    return counter


def note(counter: Counter) -> str:
    return counter.screen.pin.note()


def dots(counter: Counter) -> str:
    return next(name for name in counter.names() if name.startswith("已輸入"))


def entries(counter: Counter, kind: str) -> list[str]:
    return [one.actor for one in counter.till.terminal.store.entries_of(kind)]


# --- coming ------------------------------------------------------------------------------------------------------


def test_a_tile_and_a_pin_by_touch(locked):
    locked.press("林柏翰 收銀")
    assert locked.screen.pin.title() == "林柏翰"
    for digit in "480213":
        locked.press(digit)
    assert dots(locked) == "已輸入 6 位"
    locked.press("登入")
    assert note(locked) == "確認中…"
    locked.settle()
    assert locked.where == "sell"
    assert locked.place.session.person == LIN
    assert entries(locked, "staff.signed_in") == ["S02"]


def test_by_keyboard_alone(locked):
    locked.keys(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert locked.screen.people.current == CHEN
    locked.keys(Qt.Key.Key_Right, "480219", Qt.Key.Key_Backspace, "3", Qt.Key.Key_Return)
    locked.settle()
    assert locked.place.session.person == LIN
    assert locked.where == "sell"


def test_the_arrows_go_on_from_the_tile_that_has_the_focus(locked):
    assert locked.window.focusWidget().person == CHEN
    locked.keys(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert (locked.screen.people.current, locked.window.focusWidget().person) == (LEE, LEE)
    locked.keys(Qt.Key.Key_Right)
    assert locked.screen.people.current == LEE
    locked.press("陳怡君 店長")
    locked.keys(Qt.Key.Key_Tab, Qt.Key.Key_Right)
    assert locked.screen.people.current == LEE


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_an_arrow_that_leads_nowhere_chooses_the_one_that_has_the_focus(locked, key):
    locked.keys(key)
    assert locked.screen.people.current == CHEN


def test_by_a_badge_alone(locked):
    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    assert locked.place.session.person == LIN
    assert locked.where == "sell"


def test_the_focus_is_on_a_tile_from_the_start_and_enter_chooses(locked):
    tile = locked.window.focusWidget()
    assert isinstance(tile, StaffTile)
    locked.keys(Qt.Key.Key_Return)
    assert locked.screen.people.current == CHEN


def test_digits_are_nobodys_before_somebody_is_chosen_and_that_is_said(locked):
    assert note(locked) == "先點選姓名"
    locked.window.shell.typed("4801")
    assert (dots(locked), note(locked)) == ("已輸入 0 位", "先點選姓名，再輸入密碼")
    locked.press("4")
    assert (dots(locked), note(locked)) == ("已輸入 0 位", "先點選姓名，再輸入密碼")
    locked.press("林柏翰 收銀")
    assert note(locked) == "輸入 4 至 8 位數密碼"


def test_digits_are_whose_tile_has_the_focus(locked):
    locked.keys("4801")
    assert (locked.screen.people.current, dots(locked)) == (CHEN, "已輸入 4 位")
    locked.keys(Qt.Key.Key_Tab)
    assert locked.window.focusWidget().person == LIN
    locked.keys("480213")
    assert (locked.screen.people.current, dots(locked)) == (LIN, "已輸入 6 位")
    locked.keys(Qt.Key.Key_Return)
    locked.settle()
    assert entries(locked, "staff.signed_in") == ["S02"]


def test_the_length_of_a_pin_is_not_told(locked):
    """Whoever is chosen, there are four places; nothing is handed in by itself at any length."""
    for name, pin in (("陳怡君 店長", "4801"), ("李佩珊 取貨", "59281746")):
        locked.press(name)
        assert note(locked) == "輸入 4 至 8 位數密碼"
        locked.keys(pin)
        assert dots(locked) == f"已輸入 {len(pin)} 位"
        assert not locked.place.session.is_busy
        locked.press("取消")


def test_no_more_than_eight_digits_and_none_too_few(locked):
    locked.press("陳怡君 店長")
    locked.keys("480", Qt.Key.Key_Return)
    assert not locked.place.session.is_busy
    locked.keys("1111111")
    assert dots(locked) == "已輸入 8 位"


def test_full_width_digits_count_too(locked):
    locked.press("陳怡君 店長")
    for digit in "４８０１":
        QApplication.sendEvent(locked.window.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEY, digit))
    assert dots(locked) == "已輸入 4 位"


def test_a_double_press_is_one_attempt(locked):
    locked.press("林柏翰 收銀")
    locked.keys("480213", Qt.Key.Key_Return, Qt.Key.Key_Return)
    locked.screen.pin.hand_in()
    locked.settle()
    assert entries(locked, "staff.signed_in") == ["S02"]


def test_cancel_forgets_the_digits_and_then_the_choice(locked):
    locked.press("林柏翰 收銀")
    locked.keys("48")
    locked.keys(Qt.Key.Key_Escape)
    assert dots(locked) == "已輸入 0 位"
    assert locked.screen.people.current == LIN
    locked.keys(Qt.Key.Key_Escape)
    assert locked.screen.people.current is None
    assert note(locked) == "先點選姓名"


def test_choosing_somebody_else_forgets_the_digits(locked):
    locked.press("林柏翰 收銀")
    locked.keys("4802")
    locked.press("陳怡君 店長")
    assert dots(locked) == "已輸入 0 位"


# --- not coming --------------------------------------------------------------------------------------------------


def try_wrong(counter: Counter, times: int) -> None:
    for _ in range(times):
        counter.keys("9999", Qt.Key.Key_Return)
        counter.settle()


def test_a_wrong_pin_is_said_and_heard_and_is_an_entry(locked):
    locked.press("林柏翰 收銀")
    try_wrong(locked, 1)
    assert note(locked) == "密碼不符，再輸入一次"
    assert dots(locked) == "已輸入 0 位"
    assert locked.heard.cues[-1] == "rejected"
    assert len(entries(locked, "staff.refused")) == 1
    locked.keys("480213", Qt.Key.Key_Return)
    locked.settle()
    assert locked.place.session.person == LIN


def test_wrong_pins_slow_down_and_are_counted_down_in_words(locked):
    locked.press("林柏翰 收銀")
    try_wrong(locked, 4)
    assert note(locked) == "密碼不符，請等 5 秒再試"
    locked.keys("480213", Qt.Key.Key_Return)
    assert dots(locked) == "已輸入 0 位"
    locked.screen.pin._on_tick()
    assert note(locked) == "密碼不符，請等 4 秒再試"
    locked.press("陳怡君 店長")
    assert note(locked) == "輸入 4 至 8 位數密碼"
    locked.press("林柏翰 收銀")
    assert note(locked) == "請等 5 秒再試"
    for _ in range(5):
        locked.screen.pin._on_tick()
    assert note(locked) == "輸入 4 至 8 位數密碼"
    locked.till.clock.at += 5_000_000
    locked.keys("480213", Qt.Key.Key_Return)
    locked.settle()
    assert locked.place.session.person == LIN


def test_minutes_are_said_as_minutes(locked):
    locked.press("林柏翰 收銀")
    locked.screen.pin.complain("", 65)
    assert note(locked) == "請等 1 分 5 秒再試"


def test_a_strange_badge_is_said_at_the_strip_and_gone_with_the_next(locked):
    locked.window.shell.scanned("BADGE-X9")
    locked.settle()
    assert locked.screen.people.badge.text() == "查無此識別證"
    assert locked.place.session.person is None
    locked.window.shell.scanned("BADGE-S01")
    assert locked.screen.people.badge.text() == "刷識別證即可直接登入"
    locked.settle()
    assert locked.place.session.person == CHEN


def test_goods_scanned_at_the_lock_do_not_reach_the_cart(locked):
    locked.goods(("T1", 1, 35))
    locked.window.shell.scanned("4710000000011")
    locked.settle()
    assert locked.where == "lock"
    assert [line.sku for line in locked.place.cart.cart.lines] == ["T1"]


def test_locking_while_a_pin_is_checked_leaves_it_locked(locked):
    locked.press("林柏翰 收銀")
    locked.keys("480213", Qt.Key.Key_Return)
    locked.place.session.leave()
    locked.settle()
    assert locked.place.session.person is None
    assert locked.till.terminal.staff.present is None


# --- where one goes then -----------------------------------------------------------------------------------------


def test_without_a_shift_whoever_may_open_one_is_brought_there(make_counter):
    counter = make_counter(opening_float=None)
    employ(counter, CHEN, LIN, LEE)
    counter.open("lock")
    assert "收銀 1 未開班\n開帳 尚未開帳\n網路 單機營業\n待上傳 0 筆" in counter.names()
    went: list[str] = []
    counter.screen.host.go = went.append  # type: ignore[method-assign]
    counter.window.shell.scanned("BADGE-S02")
    counter.settle()
    assert went == ["shift"]


def test_without_a_shift_others_are_told(make_counter):
    counter = make_counter(opening_float=None)
    employ(counter, CHEN, LIN, LEE)
    counter.open("lock")
    counter.window.shell.scanned("BADGE-S04")
    counter.settle()
    assert counter.where == "sell"
    assert "尚未開班，請店長或收銀人員開班" in counter.names()


def test_the_cart_and_the_money_on_the_counter_stay(locked):
    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    locked.goods(("T1", 2, 35))
    locked.keys(Qt.Key.Key_L, held=Qt.KeyboardModifier.ControlModifier)
    locked.settle()
    assert locked.where == "lock"
    assert locked.place.session.person is None
    assert entries(locked, "staff.signed_out") == ["S02"]
    assert locked.screen.people.current == LIN, "who was here last is offered first"
    locked.keys("480213", Qt.Key.Key_Return)
    locked.settle()
    assert locked.place.cart.total == 70


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (853, 560)])
def test_what_waits_to_be_finished_is_said_without_an_amount(locked, width, height):
    locked.window.resize(width, height)
    locked.settle()
    for paid, words in ((0, "購物車 2 件"), (20, "已收部分款項，2 件")):
        locked.window.shell.scanned("BADGE-S02")
        locked.settle()
        if paid:
            locked.place.payment.take_cash(paid)
            locked.settle()
        else:
            locked.goods(("T1", 2, 35))
        locked.window.shell.lock()
        locked.settle()
        read = " ".join([*locked.names(), *locked.texts()])
        assert words in read
        assert "$" not in read


def test_nobody_says_that_a_scanner_is_there(locked):
    read = " ".join(locked.names())
    assert "就緒" not in read
    assert "需接條碼掃描器" in read


def test_a_badge_hands_the_counter_over_without_the_lock(locked):
    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    locked.goods(("T1", 1, 35))
    locked.window.shell.scanned("BADGE-S02")
    assert "林柏翰 已登入" in locked.names()
    locked.window.shell.scanned("BADGE-S01")
    locked.settle()
    assert locked.place.session.person == CHEN
    assert locked.where == "sell"
    assert locked.place.cart.total == 35
    assert entries(locked, "staff.signed_in") == ["S02", "S01"]
    assert entries(locked, "staff.signed_out") == ["S02"]


# --- nobody here -------------------------------------------------------------------------------------------------


def test_nothing_of_the_shop_is_in_sight_while_it_is_locked(locked):
    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    locked.goods(("T1", 2, 35))
    locked.window.shell.go("sell")
    locked.window.shell.lock()
    locked.settle()
    assert not locked.window.shell.bar.isVisible()
    shown = [one for one in locked.window.findChildren(QWidget) if one.isVisible() and one.window() is locked.window]
    inside = [one for one in shown if locked.screen.isAncestorOf(one) or one.isAncestorOf(locked.screen)]
    assert set(shown) - set(inside) - {locked.screen} == set()
    locked.window.shell.go("sell")
    assert locked.where == "lock"


def test_nobody_there_for_minutes_is_warned_then_locked(locked):
    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    locked.goods(("T1", 1, 35))
    idle = locked.place.idle
    assert idle.is_running
    idle._now = lambda: idle._last + 281
    idle.look()
    assert "19 秒後自動鎖定，購物車會保留" in locked.names()
    QTest.keyClick(locked.window.windowHandle(), Qt.Key.Key_Shift)
    assert "19 秒後自動鎖定，購物車會保留" not in locked.names()
    idle._now = lambda: 10_000_000.0
    idle._last = 10_000_000.0 - 300
    idle.look()
    locked.settle()
    assert locked.where == "lock"
    assert not idle.is_running
    assert locked.place.cart.total == 35
    assert '"idle"' in next(iter(locked.till.terminal.store.entries_of("staff.signed_out"))).body


def test_never_locking_is_a_choice(locked):
    locked.place.preferences.choose(idle_minutes=0)
    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    idle = locked.place.idle
    idle._now = lambda: idle._last + 1_000_000
    idle.look()
    assert locked.where == "sell"


def test_an_open_question_does_not_keep_the_counter_open(locked):
    from app.ui.widgets.dialog import Dialog

    locked.window.shell.scanned("BADGE-S02")
    locked.settle()
    answers: list[str] = []
    dialog = Dialog(locked.window, "作廢這筆交易？")
    dialog.add_button("keep", "保留交易", safe=True)
    locked.window.shell.ask(dialog)
    dialog.closed.connect(answers.append)
    locked.place.idle.expired.emit()
    assert answers == [""]
    assert locked.where == "lock"
