"""A long list is read some at a time; what is chosen, sought or marked is as if it had been there at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.shell.picker import AT_ONCE, Pick, Picker

MANY = 4 * AT_ONCE
Key = Qt.Key


def many(read: list[int]):
    for number in range(MANY):
        read.append(number)
        yield Pick(f"K{number:03}", f"thing {number:03}")


def picker_of(qtbot, picks, current: str = "") -> Picker:
    picker = Picker(picks, "things", current)
    qtbot.addWidget(picker)
    return picker


def marked(picker: Picker) -> str:
    return picker.view.currentIndex().data()


def test_it_is_read_some_at_a_time_and_marks_what_comes_late(qtbot):
    read: list[int] = []
    picker = picker_of(qtbot, many(read), f"K{MANY - 1:03}")
    assert len(read) < MANY
    assert marked(picker) == "thing 000"
    qtbot.waitUntil(lambda: picker.model.rowCount() == MANY)
    assert marked(picker) == f"thing {MANY - 1:03}"
    assert not picker._reading.isActive()


def test_whoever_is_quicker_than_the_list_chooses_from_all_of_it(qtbot):
    picker, chosen = picker_of(qtbot, many([])), []
    picker.picked.connect(chosen.append)
    picker.search.setText(f"{MANY - 2:03}")
    assert picker.model.rowCount() == 0
    QTest.keyClick(picker, Key.Key_Return)
    assert chosen == [f"K{MANY - 2:03}"]


def test_what_was_typed_or_walked_to_stays_marked(qtbot):
    picker = picker_of(qtbot, many([]), f"K{MANY - 1:03}")
    QTest.keyClick(picker, Key.Key_Down)
    QTest.keyClick(picker, Key.Key_Down)
    qtbot.waitUntil(lambda: picker.model.rowCount() == MANY)
    assert marked(picker) == "thing 002"
    picker.search.setText("k01")
    assert (picker.model.rowCount(), marked(picker)) == (10, "thing 010")
