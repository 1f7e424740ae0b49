"""The scan filter: a burst does nothing but become a scan, wherever the focus is; a person's keys do what they do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QMenu,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from app.devices.scanner import WedgeScanner
from app.services.scanner import Key, KeyAnswer
from app.ui.shell.inputmethod import NoGuard
from app.ui.shell.scanfilter import ScanFilter
from app.ui.widgets.dialog import Dialog
from tests.ui.scan_counter import Counter, Told
from tests.ui.scan_keys import Keys
from tests.ui.scan_stage import counter, keys, scans, told

__all__ = ["counter", "keys", "scans", "told"]  # fixtures

CODE = "4710000000011"


def settle(qtbot: QtBot, scans: ScanFilter) -> None:
    """Wait until nothing is kept back any more."""
    qtbot.waitUntil(lambda: not scans._wedge.is_holding)


def focus(dialog: QDialog, qtbot: QtBot) -> None:
    """Give a dialog the keyboard, which a window manager does by itself."""
    dialog.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())


PLACES = ["field", "money", "list", "combo", "button"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("code", [CODE, "ABC-1234", "+886+0", "0000", "]E04710000000011", "47 10 7"])
def test_a_scan_is_only_a_scan_wherever_the_focus_is(
    counter: Counter, keys: Keys, told: Told, place: str, code: str
) -> None:
    counter.focus(place)
    row = counter.list.currentIndex().row(), counter.combo.currentIndex()
    keys.scan(code)
    assert told.all == [("scanned", code.removeprefix("]E0"))]
    assert (counter.field.text(), counter.money.text()) == ("", "100")
    assert (counter.list.currentIndex().row(), counter.combo.currentIndex()) == row
    assert counter.focusWidget() is getattr(counter, place)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("end", ["\r", "\t"])
def test_scans_without_a_gap_are_all_told_apart(
    counter: Counter, keys: Keys, told: Told, place: str, end: str
) -> None:
    codes = [f"47{number:011d}" for number in range(200)]
    counter.focus(place)
    for code in codes:
        keys.scan(code, end, pause=0)
    assert told.all == [("scanned", code) for code in codes]
    assert (counter.field.text(), counter.money.text()) == ("", "100")


def test_an_end_by_ctrl_j_and_an_end_in_two(counter: Counter, keys: Keys, told: Told) -> None:
    counter.focus("button")
    keys.scan(CODE, end="")
    keys.press("\n", 2, Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_J)
    keys.scan(CODE)
    keys.press("\n", 2, Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_J)
    assert told.all == [("scanned", CODE), ("scanned", CODE)]


def test_a_separator_within_a_code_is_no_shortcut(counter: Counter, keys: Keys, told: Told) -> None:
    counter.money.setFocus()
    keys.scan("]C10104710000000011", end="")
    keys.press("\x1d", 2, Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_BracketRight)
    for one in "10AB":
        keys.press(one, 2)
    keys.press("\r", 2)
    assert told.all == [("scanned", "0104710000000011\x1d10AB")]


def test_in_the_scan_field_a_person_sees_keys_at_once(counter: Counter, keys: Keys) -> None:
    counter.field.setFocus()
    for place in range(1, 5):
        keys.type("milk"[place - 1])
        assert counter.field.text() == "milk"[:place]


def test_a_scan_gives_the_scan_field_back_as_it_was(counter: Counter, keys: Keys, told: Told) -> None:
    counter.field.setFocus()
    keys.type("milk tea")
    counter.field.setSelection(2, 3)
    keys.scan(CODE)
    assert told.all == [("scanned", CODE)]
    assert counter.field.text() == "milk tea"
    assert (counter.field.selectionStart(), counter.field.selectedText()) == (2, "lk ")


def test_what_somebody_else_wrote_meanwhile_stays(counter: Counter, keys: Keys) -> None:
    counter.field.setFocus()
    keys.press("4", 2)
    counter.field.setText("elsewhere")
    keys.scan(CODE[1:], pause=0)
    assert counter.field.text() == "elsewhere"


def test_elsewhere_keys_come_after_a_short_wait(
    counter: Counter, keys: Keys, scans: ScanFilter, qtbot: QtBot
) -> None:
    counter.money.setFocus()
    counter.money.clear()
    keys.type("25")
    assert counter.money.text() == "2"
    settle(qtbot, scans)
    assert counter.money.text() == "25"


def test_a_burst_that_breaks_off_is_typed(counter: Counter, keys: Keys, scans: ScanFilter, qtbot: QtBot) -> None:
    counter.money.setFocus()
    counter.money.clear()
    keys.scan("1234", end="")
    assert counter.money.text() == ""
    settle(qtbot, scans)
    assert counter.money.text() == "1234"


def test_the_rest_of_a_torn_code_asks_for_another_scan(
    counter: Counter, keys: Keys, scans: ScanFilter, told: Told, qtbot: QtBot
) -> None:
    counter.money.setFocus()
    keys.scan("47100000", end="")
    settle(qtbot, scans)
    keys.scan("00011", pause=60)
    assert told.all == [("broken", None)]


def test_keys_that_do_not_count_come_behind_those_kept_back(counter: Counter, keys: Keys) -> None:
    counter.money.setFocus()
    counter.money.clear()
    keys.press("1", 2)
    keys.press("2", 2)
    keys.press("\b", 2)
    assert counter.money.text() == "1"


def test_a_held_key_repeats(counter: Counter, keys: Keys, told: Told) -> None:
    counter.money.setFocus()
    counter.money.clear()
    keys.press("0", 100)
    keys.press("0", 500, repeats=True)
    for _ in range(4):
        keys.press("0", 33, repeats=True)
    assert counter.money.text() == "000000"
    assert told.all == []


@pytest.mark.parametrize(
    ("place", "text", "name"),
    [
        ("button", " ", "button"),
        ("button", "+", "shortcut +"),
        ("list", "0", "shortcut 0"),
        ("combo", "+", "shortcut +"),
        ("button", "\r", "button"),
        ("list", "\r", "shortcut Return"),
    ],
)
def test_a_persons_key_presses_what_it_always_does(
    counter: Counter, keys: Keys, scans: ScanFilter, told: Told, qtbot: QtBot, place: str, text: str, name: str
) -> None:
    counter.focus(place)
    keys.type(text)
    settle(qtbot, scans)
    assert told.all == [("pressed", name)]


def test_a_shortcut_is_text_where_text_is_typed(
    counter: Counter, keys: Keys, scans: ScanFilter, told: Told, qtbot: QtBot
) -> None:
    counter.money.setFocus()
    keys.type("0+")
    settle(qtbot, scans)
    assert counter.money.text() == "1000+"
    assert told.all == []


def test_other_shortcuts_act_at_once(counter: Counter, keys: Keys, told: Told) -> None:
    counter.money.setFocus()
    window = counter.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_F7)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert told.of("pressed") == ["shortcut F7", "shortcut Ctrl+K"]


@pytest.mark.parametrize("place", ["button", "list", "combo"])
def test_text_typed_where_none_belongs_is_told(
    counter: Counter, keys: Keys, scans: ScanFilter, told: Told, qtbot: QtBot, place: str
) -> None:
    counter.focus(place)
    row = counter.list.currentIndex().row(), counter.combo.currentIndex()
    keys.type("7a")
    settle(qtbot, scans)
    assert told.all == [("typed", "7"), ("typed", "a")]
    assert (counter.list.currentIndex().row(), counter.combo.currentIndex()) == row


def test_text_typed_anywhere_lands_in_the_scan_field(counter: Counter, told: Told, qtbot: QtBot) -> None:
    scans = ScanFilter(WedgeScanner(), lambda: counter.field, NoGuard())
    scans.typed.connect(lambda text: told.all.append(("typed", text)))
    counter.focus("button")
    Keys(counter).type("milk")
    settle(qtbot, scans)
    scans.close()
    assert counter.field.text() == "milk"
    assert counter.field.hasFocus()
    assert told.all == []


def test_a_key_without_a_time_is_a_persons_and_waits_for_nothing(
    counter: Counter, scans: ScanFilter, told: Told
) -> None:
    keys = Keys(counter)
    keys.at = 0
    counter.focus("button")
    for one in "4711\r":
        keys.press(one, 0)
    assert told.of("typed") == ["4", "7", "1", "1"]
    assert told.of("scanned") == []


def test_keys_sent_to_a_widget_itself_are_not_the_filters_business(counter: Counter, scans: ScanFilter) -> None:
    counter.money.setFocus()
    QTest.keyClicks(counter.money, "25")
    assert counter.money.text() == "10025"


def test_a_scan_over_a_dialog_is_told_apart_and_closes_nothing(
    counter: Counter, keys: Keys, told: Told, scans: ScanFilter, qtbot: QtBot
) -> None:
    counter.money.setFocus()
    dialog = Dialog(counter, "清空購物車？")
    dialog.add_button("clear", "清空", "primary")
    dialog.add_button("keep", "保留", safe=True)
    dialog.closed.connect(lambda key: told.all.append(("closed", key)))
    dialog.open()
    keys.scan(CODE)
    assert told.all == [("scanned_in_dialog", CODE)]
    keys.type("7")
    settle(qtbot, scans)
    assert told.of("typed") == []
    keys.type("\r")
    settle(qtbot, scans)
    assert told.of("closed") == ["keep"]
    keys.scan(CODE)
    assert told.of("scanned") == [CODE]


def test_a_scan_over_a_real_modal_dialog(counter: Counter, scans: ScanFilter, told: Told, qtbot: QtBot) -> None:
    dialog = QDialog(counter)
    accept = QPushButton("OK", dialog)
    accept.clicked.connect(dialog.accept)
    dialog.setModal(True)
    dialog.show()
    focus(dialog, qtbot)
    accept.setFocus()
    Keys(dialog).scan(CODE)
    assert told.all == [("scanned_in_dialog", CODE)]
    assert dialog.isVisible()
    dialog.close()


def test_a_scan_over_an_open_menu_presses_nothing_in_it(
    counter: Counter, keys: Keys, told: Told, qtbot: QtBot
) -> None:
    menu: QMenu = counter.menu
    menu.popup(counter.pos())
    qtbot.waitUntil(menu.isVisible)
    keys.scan("47777777")
    assert told.of("scanned") == ["47777777"]
    assert told.of("pressed") == []
    menu.hide()


def test_a_loop_of_its_own_in_the_middle_of_keys_turns_nothing_round(
    counter: Counter, keys: Keys, scans: ScanFilter, told: Told, qtbot: QtBot
) -> None:
    """A key that is given back opens a loop; those behind it are delivered in there, before any later one."""
    loop = QEventLoop()

    def more() -> None:
        counter.money.setFocus()
        keys.press("3", 100)
        keys.press("\b", 100)
        keys.scan(CODE)
        loop.quit()

    counter.money.setText("")
    counter.money.textChanged.connect(lambda text: told.all.append(("money", text)))
    counter.shortcuts[1].activated.connect(lambda: (QTimer.singleShot(0, more), loop.exec()))
    counter.focus("button")
    for one in "+12":
        keys.press(one, 2)
    settle(qtbot, scans)
    assert told.all == [("pressed", "shortcut +"), *(("money", text) for text in ("1", "12", "123", "12")),
        ("scanned", CODE)]  # fmt: skip


def test_after_closing_nothing_is_taken_away(counter: Counter, told: Told) -> None:
    scans = ScanFilter(WedgeScanner(), guard=NoGuard())
    keys = Keys(counter)
    counter.money.setFocus()
    keys.press("7", 2)
    scans.close()
    assert counter.money.text() == "1007"
    keys.scan("1234", end="")
    assert counter.money.text() == "10071234"


def test_nothing_of_a_key_stays_behind(counter: Counter) -> None:
    """Qt's own copies of events belong to nobody in Python: a thousand sales would leave 50 MB of them."""
    seen: list[object] = []

    class Keeping(WedgeScanner):
        def feed(self, key: Key, *, show_first: bool = False) -> tuple[KeyAnswer, ...]:
            seen.append(key.event)
            return super().feed(key, show_first=show_first)

    class Delivered(list[object]):
        def append(self, event: object) -> None:
            seen.append(event)
            super().append(event)

    scans = ScanFilter(Keeping(), guard=NoGuard())
    scans._own = Delivered()  # type: ignore[assignment]
    keys = Keys(counter)
    keys.type("7")
    keys.scan(CODE)
    scans.close()
    assert len(seen) > 2 * len(CODE)
    assert all(Shiboken.ownedByPython(one) for one in seen)
