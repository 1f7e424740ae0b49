"""A window with everything that a scan must not touch, and the real scan filter. Started by the tests beside it.

It tells what happens in lines of JSON, and takes orders on standard input: ``focus NAME``, ``dialog``, ``clear``,
``report``. What has come by a certain time is known by F12, which it tells of when it comes to it.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time

from PySide6.QtCore import QAbstractNativeEventFilter, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.devices.scanner import WedgeScanner
from app.ui.shell.inputmethod import NoGuard
from app.ui.shell.scanfilter import ScanFilter
from app.ui.theme.look import Look, set_look
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.field import ScanField

TITLE = "OMO POS scan window"


def tell(name: str, value: object) -> None:
    print(json.dumps({name: value}), flush=True)


class Stamps(QAbstractNativeEventFilter):
    """Keeps when each key was pressed by the X server's clock: whether the hands were as fast as a scanner's."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[tuple[int, int]] = []

    def nativeEventFilter(self, _kind, message):  # noqa: N802
        address = int(message)
        if ctypes.c_uint8.from_address(address).value == 2:
            key = ctypes.c_uint8.from_address(address + 1).value
            self.pressed.append((key, ctypes.c_uint32.from_address(address + 4).value))
        return False, 0


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(600, 500)
        self.stamps = Stamps()
        self.search = ScanField("掃描或搜尋", "F4")
        self.money = QLineEdit("100")
        self.button = QPushButton("&4 收款")
        self.lines = QListWidget()
        self.lines.addItems(["471", "4710", "abc"])
        column = QVBoxLayout(self)
        for name in ("search", "money", "button", "lines"):
            getattr(self, name).setObjectName(name)
            column.addWidget(getattr(self, name))
        self.button.clicked.connect(lambda: tell("clicked", 1))
        self.button.setAutoDefault(True)
        self.search.returnPressed.connect(lambda: tell("returned", self.search.text()))
        self.search.textChanged.connect(lambda text: tell("search", text))
        self.money.textChanged.connect(lambda text: tell("money", text))
        for key in ("0", "+", "Ctrl+K", "F12"):
            QShortcut(QKeySequence(key), self).activated.connect(lambda key=key: tell("shortcut", key))
        self.dialog: Dialog | None = None

    def take_scan(self, code: str) -> None:
        tell("scanned", code)
        if busy := int(os.environ.get("SCAN_BUSY_MS", "0")):  # what a screen may do with a scan, and worse
            time.sleep(busy / 1_000)

    def order(self, line: str) -> None:
        words = line.split()
        match words:
            case ["focus", name]:
                self.findChild(QWidget, name).setFocus(Qt.FocusReason.OtherFocusReason)
                QTimer.singleShot(0, lambda: tell("focus", QApplication.focusWidget().objectName()))
            case ["dialog"]:
                self.dialog = Dialog(self, "作廢這筆交易？")
                self.dialog.add_button("keep", "保留", safe=True)
                self.dialog.closed.connect(lambda key: tell("closed", key))
                self.dialog.open()
                tell("dialog", 1)
            case ["clear"]:
                self.search.clear()
                self.money.setText("100")
                self.stamps.pressed.clear()
                tell("cleared", 1)
            case ["report"]:
                state = {"search": self.search.text(), "money": self.money.text(), "pressed": self.stamps.pressed}
                tell("report", state)


def main() -> int:
    app = QApplication(sys.argv)
    set_look(app, Look())
    window = Window()
    app.installNativeEventFilter(window.stamps)
    guard = NoGuard() if os.environ.get("SCAN_GUARD") == "off" else None
    find = (lambda: window.search) if os.environ.get("SCAN_FIND") else None
    scans = ScanFilter(WedgeScanner(), find, guard)
    scans.scanned.connect(window.take_scan)
    scans.scanned_in_dialog.connect(lambda code: tell("scanned_in_dialog", code))
    scans.broken.connect(lambda: tell("broken", 1))
    scans.typed.connect(lambda text: tell("typed", text))
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def read_order() -> None:
        line = sys.stdin.readline()
        window.order(line) if line else app.quit()

    orders.activated.connect(read_order)
    app.focusWindowChanged.connect(lambda now: now is not None and tell("active", app.platformName()))
    window.show()
    window.search.setFocus()
    status = app.exec()
    app.removeNativeEventFilter(window.stamps)
    scans.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
