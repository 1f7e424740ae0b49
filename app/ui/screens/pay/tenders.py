"""The tenders of a payment as rows: those that were taken, and the one that is being typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import paint_text, text_width

_DOT = " · "


@frozen
class Shown:
    """One row.

    Attributes:
        tender_id: empty for the one that is being typed.
        sub: below the name.
        minor: without sign.
        is_fixed: nobody here can give it back.
    """

    tender_id: str
    icon: str
    name: str
    sub: str
    minor: int
    currency: Currency
    is_fixed: bool = False


def fold(text: str, room: float, size: int) -> str:
    """Leave out the last parts of a text, parted by dots, until it fits; the first part stays."""
    parts = text.split(_DOT)
    while len(parts) > 1 and text_width(_DOT.join(parts), size) > room:
        parts.pop()
    return _DOT.join(parts)


class TenderRow(QWidget):
    """A tender, 60 high; the one that is being typed is tinted, with a bar at its left.

    Signals:
        removed: it is to be given back.
    """

    removed = Signal(str)

    def __init__(self, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._shown: Shown | None = None
        self._remove = IconButton("x", "", parent=self)
        self._remove.clicked.connect(self._on_remove)
        self.setFixedHeight(look().px(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tender(self, shown: Shown) -> None:
        """Show a tender."""
        if shown == self._shown:
            return
        self._shown = shown
        amount = money_text(shown.minor, shown.currency)
        self.setAccessibleName(f"{shown.name} {amount}")
        self.setAccessibleDescription(shown.sub)
        self._remove.set_name(self.tr("移除 {}").format(f"{shown.name} {amount}"))
        self._remove.setVisible(bool(shown.tender_id) and not shown.is_fixed)
        self.update()

    def _on_remove(self) -> None:
        if self._shown is not None:
            self.removed.emit(self._shown.tender_id)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(220), look().px(60))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for its parts beside a scroll bar."""
        return QSize(look().px(200), look().px(60))

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the cross at the right."""
        px = look().px
        self._remove.setGeometry(self.width() - px(52), px(6), px(48), px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint icon, words and amount."""
        shown, wear, painter = self._shown, look(), QPainter(self)
        if shown is None:
            return
        px, current = wear.px, not shown.tender_id
        if current:
            painter.fillRect(self.rect(), wear.color("accent_tint"))
            painter.fillRect(0, 0, px(4), self.height(), wear.color("select"))
        left, gap = px(16 if self._narrow else 20), px(8 if self._narrow else 12)
        paint_icon(painter, left, (self.height() - px(20)) / 2, shown.icon, 20, "ink")
        left += px(20) + gap
        right = self.width() - px(32) if current else self.width() - px(52) - gap + px(2)
        paint_amount(painter, QRectF(left, 0, right - left, self.height()), shown.minor, shown.currency, 17)
        room = right - amount_width(shown.minor, shown.currency, 17) - gap - left
        if not shown.sub:
            paint_text(painter, QRectF(left, 0, room, self.height()), shown.name, 16, "ink", bold=current)
            return
        paint_text(painter, QRectF(left, px(10), room, px(22)), shown.name, 16, "ink", bold=current)
        sub = fold(shown.sub, room, 13)
        paint_text(painter, QRectF(left, px(32), room, px(18)), sub, 13, "ink_2" if current else "ink_3")


class TenderList(QScrollArea):
    """Rows below one another; the last stays in sight.

    Signals:
        removed: a tender is to be given back, by its id.
    """

    removed = Signal(str)

    def __init__(self, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._rows: list[TenderRow] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_tenders(self, tenders: list[Shown]) -> bool:
        """Show tenders; the rows that are there already are used again. True where one had to be made."""
        fresh = len(tenders) > len(self._rows)
        while len(self._rows) < len(tenders):
            row = TenderRow(narrow=self._narrow)
            row.removed.connect(self.removed)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(tenders))
            if place < len(tenders):
                row.show_tender(tenders[place])
        if tenders:
            self._after_layout(lambda: self.ensureWidgetVisible(self._rows[len(tenders) - 1], 0, 0))
        return fresh

    def _after_layout(self, act: Callable[[], None]) -> None:
        self._column.activate()
        act()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for nothing: what does not fit is scrolled to."""
        return QSize(look().px(100), 0)
