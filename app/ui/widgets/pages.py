"""Pages in one place, of which one is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Pages(QWidget):
    """A stack that asks for as much room as the page it shows: Qt's own asks for that of the largest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def addWidget(self, page: QWidget) -> None:  # noqa: N802 - as Qt's own stack
        """Add a page; the first one is shown."""
        self._pages.append(page)
        if self._shown is None:
            self._shown = page
        else:
            page.setParent(self)
            page.hide()
        self._column.addWidget(page)

    def currentWidget(self) -> QWidget | None:  # noqa: N802 - as Qt's own stack
        """Return the page that is shown."""
        return self._shown

    def setCurrentWidget(self, page: QWidget) -> None:  # noqa: N802 - as Qt's own stack
        """Show a page; what had the focus on the one before gives it to this."""
        before = self._shown
        if page is before or page not in self._pages:
            return
        self._shown = page
        focused = before.focusWidget() if before is not None else None
        page.show()
        if focused is not None and focused.hasFocus():
            inside: QWidget | None = page.focusWidget()
            (page if inside is None else inside).setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.hide()
