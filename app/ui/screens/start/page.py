"""What the pages of the first start have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.runtime.start import Starting
from app.ui.theme.look import look


class Page(QWidget):
    """One step: what it asks, and what the primary does there.

    Attributes:
        title: of the page.
        hint: a sentence below it.
    """

    title = ""
    hint = ""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.starting = starting
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look().px(16))

    def primary(self) -> tuple[str, str]:
        """The word of the primary, and why it cannot be pressed now (empty if it can)."""
        return self.tr("下一步"), ""

    def entered(self) -> None:
        """It is shown: put the focus where one begins."""

    def refresh(self) -> None:
        """Something changed."""

    def next(self) -> None:
        """The primary was pressed."""
        self.starting.next()

    def complain(self, error: BaseException) -> bool:
        """Say at its place what is wrong; False where it has no place here."""
        del error
        return False

    def back(self) -> bool:
        """Go back within the page; False where there is nothing to go back to."""
        return False
