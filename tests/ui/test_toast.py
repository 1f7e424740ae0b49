"""Where a toast is said: over everything, and over nothing that anybody needs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from app.domain.errors import FaultError
from app.runtime.preferences import Language
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.toast import Toast
from tests.ui.fits import findings
from tests.ui.selling import MILK, Selling


def said(selling: Selling) -> Toast:
    return next(one for one in selling.counter.window.findChildren(Toast) if one.text())


def is_uppermost(selling: Selling) -> bool:
    toast, window = said(selling), selling.counter.window
    over = window.childAt(toast.mapTo(window, toast.rect().center()))
    return over is toast or toast.isAncestorOf(over)


def test_a_toast_is_in_the_bar_between_the_tabs_and_the_pill(selling: Selling) -> None:
    selling.open()
    shell = selling.counter.window.shell
    shell.toast("已移除 野莓果醬 180g")
    place, bar = said(selling).geometry(), shell.bar
    assert place.bottom() <= bar.geometry().bottom()
    assert not any(place.intersects(tab.geometry()) for tab in bar.tabs.values())
    assert not place.intersects(QRect(bar.pill.mapTo(shell, QPoint(0, 0)), bar.pill.size()))


def test_a_long_one_in_a_narrow_window_leaves_the_pill(selling: Selling) -> None:
    selling.open(1024, 768)
    shell = selling.counter.window.shell
    shell.toast("發生未預期的問題，已記錄。購物車保留著，請再試一次", "bad", sticky=True)
    place, bar = said(selling).geometry(), shell.bar
    assert place.bottom() <= bar.geometry().bottom()
    assert place.right() < bar.pill.x()
    assert place.left() >= 0


@pytest.mark.parametrize("language", Language)
def test_one_that_stays_leaves_the_tabs_where_the_cart_is_a_drawer(selling: Selling, language: Language) -> None:
    selling.counter.place.preferences.choose(text_size=150, language=language)
    selling.open(1024, 768)
    counter = selling.counter
    shell = counter.window.shell
    field = counter.named(selling.screen.field.accessibleName())
    for code in ("db.unreadable", "printer.power_lost"):  # the one of two lines, the other of the most
        counter.place.bridge.failed.emit(FaultError(code))
        place = said(selling).geometry()
        assert place.bottom() < field.mapTo(shell, QPoint(0, 0)).y()
        assert findings(said(selling)) == []
    assert not any(place.intersects(tab.geometry()) for tab in shell.bar.tabs.values())
    assert is_uppermost(selling)
    for name, tab in shell.bar.tabs.items():
        QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
        assert counter.where == name


def test_a_toast_stays_uppermost_when_another_screen_comes_and_over_a_dialog(selling: Selling) -> None:
    selling.open()
    shell = selling.counter.window.shell
    shell.go("lock")
    shell.toast("已開班", "ok")
    for name in ("sell", "shift", "sell"):
        shell.go(name)
        selling.settle()
        assert is_uppermost(selling)
    dialog = Dialog(shell, "清空？")
    dialog.add_button("keep", "保留", safe=True)
    shell.ask(dialog)
    assert is_uppermost(selling)
    shell.scanned(MILK)
    assert (said(selling).text(), is_uppermost(selling)) == ("先回答對話框，再掃描", True)
    dialog.answer("keep")


def test_an_unknown_barcode_is_told_until_the_next_scan_or_category(selling: Selling) -> None:
    selling.open()
    for goes_on in (lambda: selling.scan(MILK), lambda: selling.tap("麵包")):
        selling.scan("4719999999999")
        assert "查無此條碼" in selling.toast
        goes_on()
        assert selling.toast == ""
