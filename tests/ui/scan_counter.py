"""A window with everything that a scan must not touch, and what happened in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStringListModel, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QMainWindow, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.field import ScanField


class Told(QObject):
    """Everything that happened, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[tuple[str, object]] = []

    def of(self, name: str) -> list[object]:
        return [value for one, value in self.all if one == name]

    @Slot()
    def pressed(self) -> None:
        sender = self.sender()
        self.all.append(("pressed", sender.objectName() if sender is not None else ""))


class Counter(QMainWindow):
    """A window with everything that a scan must not touch."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        body = QWidget()
        self.field, self.money, self.list, self.combo = ScanField("掃描"), QLineEdit("100"), QListView(), QComboBox()
        self.button, self.other = Button("&4 收款"), Button("其他")
        column = QVBoxLayout(body)
        self.model = QStringListModel(["alpha", "4 beta", "7 gamma"])
        self.list.setModel(self.model)
        self.combo.addItems(["alpha", "4 beta", "7 gamma"])
        for name in ("field", "money", "list", "combo", "button", "other"):
            one: QWidget = getattr(self, name)
            one.setObjectName(name)
            column.addWidget(one)
        self.button.clicked.connect(told.pressed)
        self.other.clicked.connect(told.pressed)
        self.shortcuts = []
        for key in ("0", "+", "F7", "Ctrl+K", "Return"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setObjectName(f"shortcut {key}")
            shortcut.activated.connect(told.pressed)
            self.shortcuts.append(shortcut)
        self.setCentralWidget(body)
        self.menu = self.menuBar().addMenu("&1 檔案")
        action = QAction("&7 關閉", self)
        action.setObjectName("menu")
        action.triggered.connect(told.pressed)
        self.menu.addAction(action)
        self.action = action

    def focus(self, place: str) -> None:
        """Put the focus somewhere; on the button as the tab key does, so that Enter would press it."""
        is_button = place == "button"
        reason = Qt.FocusReason.TabFocusReason if is_button else Qt.FocusReason.OtherFocusReason
        getattr(self, place).setFocus(reason)
