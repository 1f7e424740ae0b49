"""A paper as it comes out of the printer, on a ground of its own, as long as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.paint import paint_box

#: Widest that a paper of 80 mm is shown, and one of 58.
WIDEST = {576: 400, 384: 290}
#: White beside the print, as the roll is wider than the head.
MARGIN = 14


class Sheet(QWidget):
    """One sheet, on the ground that it was drawn on, whatever the theme: paper is paper."""

    def __init__(self, png: bytes) -> None:
        super().__init__()
        self._image = QPixmap()
        self._image.loadFromData(png, "PNG")
        self._ground = self._image.copy(0, 0, 1, 1).toImage().pixelColor(0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(look().px(WIDEST.get(self._image.width(), self._image.width())) + 2 * look().px(MARGIN))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return that a wider one is longer."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how long it is in a width."""
        margin = look().px(MARGIN)
        inner = max(1, min(width, self.maximumWidth()) - 2 * margin)
        return round(self._image.height() * inner / max(1, self._image.width())) + 2 * margin

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the widest."""
        return QSize(self.maximumWidth(), self.heightForWidth(self.maximumWidth()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room in which it can still be read."""
        return QSize(look().px(200), self.heightForWidth(look().px(200)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the paper and what is printed on it."""
        see, painter = look(), QPainter(self)
        margin = see.px(MARGIN)
        paint_box(painter, QRectF(self.rect()), self._ground, see.color("line_2"), see.px(1), see.px(4))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inner = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.drawPixmap(inner, self._image, QRectF(self._image.rect()))


class PaperView(QScrollArea):
    """A paper to look at; scrolled by touch, wheel, arrows and the page keys.

    Args:
        name: for screen readers.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll_by_finger(self)
        self._key: object = None

    @property
    def key(self) -> object:
        """What is shown; None for nothing."""
        return self._key

    def show_paper(self, key: object, images: Sequence[bytes], texts: Sequence[str]) -> None:
        """Show a paper.

        Args:
            key: tells one from another.
            images: a PNG of each sheet.
            texts: what is written on it, for screen readers.
        """
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(look().px(12))
        row.addLayout(column, 1000)  # as wide as the paper may be, in the middle of what is left
        row.addStretch(1)
        for png in images:
            column.addWidget(Sheet(png))
        column.addStretch(1)
        self._key = key
        self.setWidget(inside)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription("\n".join(texts))

    def clear(self) -> None:
        """Show nothing."""
        self._key = None
        self.setAccessibleDescription("")
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
