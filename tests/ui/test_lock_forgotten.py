"""A forgotten PIN at the lock: a manager allows a new one; a manager alone has the recovery code for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.staff import Person, Role
from app.services.staff import Newcomer
from app.ui.widgets.dialog import open_dialog
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import Counter

CHEAP = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1))
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)
LIN = Person("S02", "林柏翰", "Lin Po-han", Role.CASHIER)
OLD, NEW = "4801", "593716"
FORGOT = "忘記密碼？請店長重設"


def employ(counter: Counter, *people: Person) -> None:
    newcomers = [Newcomer(one, CHEAP.hash(OLD), f"BADGE-{one.staff_id}") for one in people]
    counter.till.terminal.staff.take_in(newcomers).result()
    counter.place.session.leave()
    counter.settle()


@pytest.fixture
def locked(counter: Counter) -> Counter:
    employ(counter, CHEN, LIN)
    counter.open("lock")
    return counter


def press(counter: Counter, name: str) -> None:
    """Press a button of the dialog."""
    found = [one for one in open_dialog(counter.window).findChildren(QAbstractButton) if one.accessibleName() == name]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def note(counter: Counter) -> str:
    return open_dialog(counter.window).pin.note()


def comes_in(counter: Counter, staff_id: str, pin: str) -> bool:
    counter.place.session.sign_in(staff_id, pin)
    counter.settle()
    there = counter.place.session.person
    counter.place.session.leave()
    counter.settle()
    return there is not None


def test_a_manager_allows_a_new_pin(locked):
    locked.press("林柏翰 收銀")
    locked.press(FORGOT)
    assert "重設 林柏翰 的密碼？" in locked.names()
    assert "申請人 林柏翰" in locked.names()
    locked.window.shell.scanned("BADGE-S01")
    locked.settle()
    assert "林柏翰 的新密碼" in locked.names()
    locked.keys(NEW, Qt.Key.Key_Return)
    assert open_dialog(locked.window).pin.title() == "再輸入一次"
    locked.keys(NEW)
    press(locked, "重設")
    locked.settle()
    assert "已重設 林柏翰 的密碼" in locked.names()
    assert not comes_in(locked, "S02", OLD)
    assert comes_in(locked, "S02", NEW)
    changed = [one for one in locked.till.terminal.store.entries_of("staff.changed") if '"pin"' in one.body]
    assert [one.actor for one in changed] == ["S01"]


def test_two_that_differ_and_one_that_anybody_would_guess_are_refused(locked):
    locked.press("林柏翰 收銀")
    locked.press(FORGOT)
    locked.window.shell.scanned("BADGE-S01")
    locked.settle()
    locked.keys("1234", Qt.Key.Key_Return)
    assert note(locked) == "這個密碼太容易猜到，換一個"
    locked.keys(NEW, Qt.Key.Key_Return, "593717", Qt.Key.Key_Return)
    assert note(locked) == "兩次不同，重新輸入"
    assert open_dialog(locked.window).pin.title() == "輸入新密碼"
    locked.keys(Qt.Key.Key_Escape)
    locked.settle()
    assert comes_in(locked, "S02", OLD)


def test_nobody_chosen_is_told_to_choose(locked):
    locked.press(FORGOT)
    assert open_dialog(locked.window) is None
    assert "先點選姓名，再重設密碼" in locked.names()


def test_a_cashier_cannot_allow_it(locked):
    locked.press("陳怡君 店長")
    locked.press(FORGOT)
    assert open_dialog(locked.window) is not None
    assert "陳怡君 的新密碼" in locked.names(), "the only manager is asked for the recovery code instead"


def test_the_only_manager_has_the_recovery_code(counter):
    staff = counter.till.terminal.staff
    code = staff.enrol_first_manager("S01", "陳怡君", "", OLD).result()
    counter.place.session.leave()
    counter.settle()
    counter.open("lock")
    counter.press("陳怡君 店長")
    counter.press(FORGOT)
    field = counter.named("復原碼").parent()
    QTest.keyClicks(counter.window.focusWidget(), "0000-1111")
    open_dialog(counter.window).pin.setFocus()
    for _ in range(2):
        for digit in NEW:
            press(counter, digit)
        press(counter, open_dialog(counter.window).button("done").text())
    counter.settle()
    assert field.error() == "復原碼不符，再核對一次"
    field.setText(code)
    for _ in range(2):
        for digit in NEW:
            press(counter, digit)
        press(counter, open_dialog(counter.window).button("done").text())
    counter.settle()
    assert open_dialog(counter.window) is None
    assert comes_in(counter, "S01", NEW)
    assert code.count("-") == 6
