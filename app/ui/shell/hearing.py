"""What the scan filter hears, brought to the screen that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.services.scanner import Wedge
from app.ui.shell.scanfilter import ScanFilter
from app.ui.shell.window import Window
from app.ui.widgets.field import ScanField


class Hearing(QObject):
    """Listens to a window's scanner for as long as the window lives.

    Args:
        wedge: the recogniser of a scanner that types.
    """

    def __init__(self, window: Window, wedge: Wedge) -> None:
        super().__init__(window)
        self._window = window
        self.filter = ScanFilter(wedge, self._field, parent=self)
        self.filter.scanned.connect(self._scanned)
        self.filter.scanned_in_dialog.connect(self._scanned)  # the shell knows which dialogs a badge may answer
        self.filter.typed.connect(self._typed)
        self.filter.broken.connect(self._broken)

    def close(self) -> None:
        """Give the keys back, before the application ends."""
        if isValid(self.filter):  # the window may have taken it along
            self.filter.close()

    def _field(self) -> QWidget | None:
        """The field that text typed anywhere lands in."""
        shell = self._window.shell
        field = getattr(shell.shown, "field", None) if shell.name else None
        return field if isinstance(field, ScanField) and field.isVisible() and field.isEnabled() else None

    @Slot(str)
    def _scanned(self, code: str) -> None:
        self._window.shell.scanned(code)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._window.shell.typed(text)

    @Slot()
    def _broken(self) -> None:
        self._window.shell.cue("rejected")
        self._window.shell.toast(self.tr("條碼沒有讀完整，再掃一次"), "warn")
