"""What is made ahead while nobody touches the counter; and a look that changes in pieces without losing anything."""

from __future__ import annotations

from functools import partial
from itertools import islice

import pytest
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
    assert list(shell._screens._made) == ["lock"]
    counter.place.idle._last -= 60
    counter.window.foresee()
    qtbot.waitUntil(lambda: not counter.window.is_foreseeing)
    assert set(shell._screens._made) == {"lock", *AHEAD}
    assert counter.where == "lock"
    assert QApplication.focusWidget() is focused
    made = shell._screens._made["sell"]
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
    assert (look().dark, window.shell is before, window.shell.name) == (False, True, "")  # it has retired
    before.scanned(MILK)
    before.go("pay")
    while window.shell is before:
        QApplication.processEvents()
    assert (look().dark, window.shell is before, window.shell.name) == (True, False, "")
    window.shell.typed("x")
    window.shell.back()
    selling.settle()
    assert [sku for sku, _ in selling.skus] == ["DA001"]
    assert selling.screen.field.text() == "x"
    assert window.updatesEnabled()


def test_who_locks_the_counter_while_the_look_changes_finds_it_locked(selling: Selling):
    selling.open()
    window = selling.counter.window
    selling.place.preferences.choose(shade=Shade.DARK)
    QApplication.processEvents()
    window.shell.lock()
    selling.settle()
    assert (selling.counter.where, selling.place.session.person, look().dark) == ("lock", None, True)


@pytest.mark.parametrize("pieces", [1, 2, 3, 4, 5])
def test_what_was_begun_ahead_goes_with_its_shell(selling: Selling, pieces: int):
    selling.counter.open("lock")
    shell, before = selling.counter.window.shell, set(QApplication.allWidgets())
    for piece in islice(shell.ahead(("sell",)), pieces):
        piece()
    begun = [one for one in QApplication.allWidgets() if one not in before and one.parent() is None] or [
        shell._screens._made["sell"]
    ]
    selling.place.preferences.choose(shade=Shade.DARK)
    selling.settle()
    assert [one for one in begun if isValid(one)] == []


def test_nothing_more_is_prepared_for_a_shell_that_retires(selling: Selling, qtbot):
    selling.open()
    window = selling.counter.window
    selling.place.idle._last -= 60
    window.foresee()
    qtbot.waitUntil(lambda: bool(window.shell._screens._making))
    selling.place.preferences.choose(shade=Shade.DARK)
    assert window.is_foreseeing
    QApplication.processEvents()
    assert not window.is_foreseeing
    selling.settle()
    assert window.is_foreseeing


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
