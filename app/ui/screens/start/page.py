"""What the pages of the first start have in common."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.runtime.start import Starting
from app.ui.theme.look import look
from app.ui.widgets.paint import paint_box


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


class ProgressBar(QWidget):
    """How much of something is done; as long as that is not known, an empty track."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._whole = 0, 0
        self.setFixedHeight(look().px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how many are done, of how many."""
        self._done, self._whole = done, whole
        self.setAccessibleName(f"{done}/{whole}" if whole else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a track."""
        return QSize(look().px(240), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint track and bar."""
        painter, wear = QPainter(self), look()
        area = QRectF(self.rect())
        paint_box(painter, area, wear.color("surface_3"), radius=area.height() / 2)
        if self._whole:
            area.setWidth(max(area.height(), area.width() * self._done / self._whole))
            paint_box(painter, area, wear.color("accent"), radius=area.height() / 2)
