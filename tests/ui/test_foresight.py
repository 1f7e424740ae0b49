"""What is made ahead while nobody touches the counter; and a look that changes in pieces without losing anything."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.bootstrap.screens import loads
from app.runtime import foresight
from app.runtime.foresight import Foresight
from app.runtime.preferences import Language, Shade
from app.ui.shell.shell import AHEAD
from app.ui.theme.look import look
from app.ui.widgets.dialog import Dialog
from tests.ui.counter import Counter
from tests.ui.selling import MILK, Selling


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a counter to come to rest."""
    monkeypatch.setattr(foresight, "LOOK_MS", 1)
    monkeypatch.setattr(foresight, "GAP_MS", 1)


# --- ahead --------------------------------------------------------------------------------------------------------


def test_pieces_are_done_in_order_while_nobody_touches_it(qtbot):
    rested = [0.0]
    ahead, done = Foresight(lambda: rested[0]), []
    ahead.begin([lambda: done.append(1), lambda: done.append(2)])
    qtbot.wait(20)
    assert (done, ahead.is_busy) == ([], True)
    rested[0] = 1.0
    with qtbot.waitSignal(ahead.ended):
        pass
    assert (done, ahead.is_busy) == ([1, 2], False)


def test_somebody_comes_between_two_pieces(qtbot):
    rested, done = [1.0], []

    def first() -> None:
        done.append(1)
        rested[0] = 0.0

    ahead = Foresight(lambda: rested[0])
    ahead.begin([first, lambda: done.append(2)])
    qtbot.wait(20)
    assert done == [1]
    ahead.begin([lambda: done.append(3)])
    rested[0] = 1.0
    qtbot.waitUntil(lambda: not ahead.is_busy)
    assert done == [1, 3]


def test_the_screens_are_there_before_they_are_asked_for(selling: Selling, qtbot):
    counter = selling.counter
    counter.open("lock")
    shell, focused = counter.window.shell, QApplication.focusWidget()
    assert list(shell._made) == ["lock"]
    counter.place.idle._last -= 60
    counter.window.foresee()
    qtbot.waitUntil(lambda: not counter.window.is_foreseeing)
    assert set(shell._made) == {"lock", *AHEAD}
    assert counter.where == "lock"
    assert QApplication.focusWidget() is focused
    made = shell._made["sell"]
    shell.go("sell")
    assert shell.shown is made
    selling.scan(MILK)
    assert [sku for sku, _ in selling.skus] == ["DA001"]


def test_all_modules_of_the_screens_are_read(qapp: QApplication):
    names = {piece.args[0] for piece in loads() if isinstance(piece, partial)}
    assert {f"app.ui.screens.{name}.screen" for name in (*AHEAD, "lock")} <= names
    for piece in loads():
        piece()


# --- a look that changes ------------------------------------------------------------------------------------------


def test_what_is_scanned_or_typed_while_the_look_changes_comes_to_the_new_screen(selling: Selling):
    selling.open()
    window = selling.counter.window
    before = window.shell
    selling.place.preferences.choose(shade=Shade.DARK)
    assert (window.is_changing, look().dark, window.shell is before) == (True, False, True)
    QApplication.processEvents()
    assert (look().dark, window.shell is before, window.shell.name) == (True, False, "")
    window.shell.scanned(MILK)
    window.shell.typed("x")
    window.shell.back()
    selling.settle()
    assert [sku for sku, _ in selling.skus] == ["DA001"]
    assert selling.screen.field.text() == "x"
    assert window.updatesEnabled()


def test_a_screen_that_was_begun_ahead_goes_with_its_shell(selling: Selling):
    selling.open()
    shell = selling.counter.window.shell
    begun = next(shell.ahead())
    begun()
    (name,) = set(shell._made) - {"sell"}
    screen = shell._made[name]
    selling.place.preferences.choose(shade=Shade.DARK)
    selling.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(screen)


def test_two_changes_at_once_are_one_and_a_late_one_is_not_lost(selling: Selling):
    selling.open()
    choose = selling.place.preferences.choose
    choose(shade=Shade.DARK)
    choose(text_size=125)
    QApplication.processEvents()
    choose(language=Language.EN)
    selling.settle()
    assert (look().dark, look().scale) == (True, 1.25)
    assert selling.screen.field.accessibleName() == "Scan or search"
    choose(language=Language.ZH_TW)
    selling.settle()


def test_an_open_question_is_answered_before_the_look_changes(counter: Counter):
    counter.open("sell")
    dialog, answers = Dialog(counter.window, "清空？"), []
    dialog.add_button("keep", "不清空", safe=True)
    dialog.closed.connect(answers.append)
    counter.window.shell.ask(dialog)
    counter.place.preferences.choose(shade=Shade.DARK)
    counter.settle()
    assert (look().dark, dialog.isVisible()) == (False, True)
    dialog.answer("keep")
    counter.settle()
    assert (look().dark, answers) == (True, ["keep"])
    assert counter.where == "sell"
