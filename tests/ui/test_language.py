"""Another language is chosen in the middle of something: what was told is told again, in that one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.runtime.parking import label_in
from app.runtime.preferences import Language
from tests.ui.counter import Counter
from tests.ui.employed import CHEN, LEE, LIN, employ
from tests.ui.selling import JAM, MILK, Selling

ZH, EN = Language.ZH_TW, Language.EN


def speak(counter: Counter, language: Language) -> None:
    """Choose a language, and wait until the window speaks it."""
    counter.place.preferences.choose(language=language)
    counter.settle()


@pytest.fixture
def locked(counter: Counter) -> Counter:
    employ(counter, CHEN, LIN, LEE)
    counter.open("lock")
    return counter


def refuse(locked: Counter, times: int = 1) -> None:
    locked.press("林柏翰 收銀")
    for _ in range(times):
        locked.keys("480219", Qt.Key.Key_Return)
        locked.settle()


def test_why_a_pin_was_not_taken_is_said_again(locked):
    refuse(locked)
    assert locked.screen.pin.note() == "密碼不符，再輸入一次"
    speak(locked, EN)
    assert locked.screen.pin.note() == "PIN does not match; enter it again"
    assert locked.screen.people.current == LIN
    locked.keys("480213", Qt.Key.Key_Return)
    locked.settle()
    assert locked.place.session.person == LIN
    locked.window.shell.lock()
    locked.settle()
    assert locked.where == "lock"
    assert "does not match" not in locked.screen.pin.note()  # that is of before


def test_how_long_to_wait_goes_on_in_the_other_language(locked):
    refuse(locked, 5)
    wait = locked.place.session.wait_s(LIN.staff_id)
    assert wait > 0
    assert f"{wait} 秒" in locked.screen.pin.note()
    speak(locked, EN)
    assert f"{wait} s" in locked.screen.pin.note()
    assert locked.screen.pin.waits


def test_a_badge_that_nobody_has_is_said_again(locked):
    locked.window.shell.scanned("NOBODY-KNOWS-1")
    locked.settle()
    before = set(locked.names())
    speak(locked, EN)
    assert "查無此識別證" in " ".join(before)
    assert "No such badge" in " ".join(locked.names())


def test_carts_put_aside_are_called_in_the_other_language(selling: Selling) -> None:
    selling.open().scan(MILK, JAM, JAM)
    selling.keys(Qt.Key.Key_F5)
    selling.settle()
    selling.keys(Qt.Key.Key_F6)
    (row,) = selling.rows("保留中的交易")
    assert " · 3 件, " in row
    speak(selling.counter, EN)
    assert any(" · 3 pcs, " in one for one in selling.rows("Sales on hold"))
    speak(selling.counter, ZH)
    assert " · 3 件, " in selling.rows("保留中的交易")[0]


def test_before_the_count_carts_are_called_in_the_other_language(selling: Selling) -> None:
    selling.open().scan(MILK, JAM, JAM)
    selling.keys(Qt.Key.Key_F5)
    selling.settle()
    speak(selling.counter, EN)
    selling.counter.window.shell.go("shift")
    selling.settle()
    assert any(" · 3 pcs" in one for one in selling.counter.names())


@pytest.mark.parametrize(
    ("label", "pieces", "said"),
    [
        ("14:32 · 林○萱 · 3 件", 3, "14:32 · 林○萱 · 3 pcs"),
        ("14:32 · 3 pcs", 3, "14:32 · 3 pcs"),
        ("14:32 · 13 件", 3, "14:32 · 13 件"),
        ("藍外套 · 3 件", 3, "藍外套 · 3 件"),
        ("藍外套", 3, "藍外套"),
        ("3 件", 3, "3 件"),
        ("", 0, ""),
    ],
)
def test_what_a_person_called_a_cart_stays(label, pieces, said):
    assert label_in(label, pieces, "{} pcs") == said
