"""The row that breaks: as wide as there is room for, whole whatever comes and goes in its window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.dialog import Dialog
from app.ui.widgets.wrap import WrapLayout, WrapRow


def wide(width: int) -> QPushButton:
    button = QPushButton()
    button.setFixedSize(width, 48)
    return button


def deleted() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_what_does_not_fit_goes_on_in_the_next_row(stage):
    buttons = [wide(100) for _ in range(3)]
    row = stage(WrapRow(*buttons))
    row.resize(216, 200)
    assert [(one.x(), one.y()) for one in buttons] == [(0, 0), (108, 0), (0, 56)]
    assert row.heightForWidth(400) == 48
    assert row.heightForWidth(100) == 3 * 48 + 2 * 8


def test_a_dialog_that_goes_takes_nothing_of_it_along(stage):
    """It happened to a layout inside another: its items were dead, and the next look at it fatal."""
    around = QWidget()
    column, row = QVBoxLayout(around), WrapLayout()
    for _ in range(3):
        row.addWidget(wide(100))
    column.addLayout(row)
    stage(around)
    for _ in range(2):
        dialog = Dialog(around, "清空？", "不能取回")
        dialog.add_button("keep", "不清空", safe=True)
        dialog.open()
        dialog.answer("keep")
        del dialog
        deleted()
        assert row.heightForWidth(100) == 3 * 48 + 2 * 8


def test_a_widget_that_goes_leaves_the_row(stage):
    first, second = wide(100), wide(60)
    row = stage(WrapRow(first, second))
    first.deleteLater()
    deleted()
    assert row.sizeHint().width() == 60
