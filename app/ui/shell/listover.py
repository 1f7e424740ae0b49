"""A form, and in its place a list while something is chosen from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.shell.picker import Picker


class ListOver(QStackedWidget):
    """Holds a form as its first page.

    Signals:
        returned: a list is gone, whether something was chosen or not; the form is back.
    """

    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picker: Picker | None = None

    def pick(self, picker: Picker, done: Callable[[str], None]) -> None:
        """Show a list in the place of the form until something is chosen, or `back`."""
        picker.picked.connect(done)
        picker.picked.connect(lambda _: self.back())
        self._picker = picker
        self.addWidget(picker)
        self.setCurrentWidget(picker)
        picker.search.setFocus()

    def back(self) -> bool:
        """From the list to the form; False where there is no list."""
        if self._picker is None:
            return False
        self.setCurrentIndex(0)
        self.removeWidget(self._picker)
        self._picker.deleteLater()
        self._picker = None
        self.returned.emit()
        return True
