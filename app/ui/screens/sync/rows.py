"""Rows of the sync's lists: an icon, what it is, when and by whom, what it comes to. One painted delegate for all."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.frozen import frozen
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.paint import RIGHT, paint_box, paint_lines, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
#: Height of a row in the design.
HEIGHT = 60


@frozen
class Line:
    """A row.

    Attributes:
        icon: before the words; may be empty.
        title, sub: two lines; the second may be empty.
        right: at the right, such as an amount.
        badge, tone, mark: a badge before that, with its tone and icon.
        key: of the task or conflict that it is, where it can be decided here.
        rows: further words and values, for who opens it; None for a row that opens nothing.
    """

    icon: str
    title: str
    sub: str = ""
    right: str = ""
    badge: str = ""
    tone: str = "neutral"
    mark: str = ""
    key: str = ""
    rows: tuple[tuple[str, str], ...] | None = None

    @property
    def said(self) -> str:
        """The row as one would say it."""
        return ", ".join(part for part in (self.title, self.sub, self.badge, self.right) if part)


class LineModel(QAbstractListModel):
    """Rows that are all there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Show other rows."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self.lines)

    def line(self, row: int) -> Line:
        """A row."""
        return self.lines[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == LINE:
            return self.line(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.line(index.row()).said
        return None


#: Between the parts of a line.
DOT = " · "


def fitting(text: str, size: int, width: float) -> str:
    """As many of the parts of a line as fit whole, from its beginning; one at least."""
    parts = text.split(DOT)
    while len(parts) > 1 and text_width(DOT.join(parts), size) > width:
        parts.pop()
    return DOT.join(parts)


def _left(line: Line) -> int:
    """Where the words begin, in the design's pixels."""
    return 16 + 20 + 14 if line.icon else 16


class LineDelegate(QStyledItemDelegate):
    """Paints a row.

    Args:
        wraps: a row is as high as its words ask for; otherwise all are equally high, and long words are shortened.
    """

    def __init__(self, view: QListView, *, wraps: bool) -> None:
        super().__init__(view)
        self._view = view
        self._wraps = wraps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """Return what its words ask for."""
        px = look().px
        line: Line | None = index.data(LINE) if self._wraps else None
        if line is None:
            return QSize(0, px(HEIGHT))
        bar = self._view.verticalScrollBar().sizeHint().width()  # as narrow as it may become
        title, sub = self._heights(line, self._room(line, self._view.width() - bar))
        return QSize(0, max(px(HEIGHT), title + sub + px(18)))

    def _room(self, line: Line, width: float) -> float:
        """How wide the words may be in a row of a width."""
        px = look().px
        right = text_width(line.right, 16, bold=True) + px(14) if line.right else 0
        badge = badge_width(line.badge, line.mark) + px(14) if line.badge else 0
        return width - px(_left(line)) - px(16) - right - badge

    def _heights(self, line: Line, width: float) -> tuple[int, int]:
        """How high title and sub are over a width."""
        wear, found = look(), []
        for text, size, least in ((line.title, 16, 23), (line.sub, 13, 19)):
            if not self._wraps or not text:
                found.append(wear.px(least) if text else 0)
                continue
            box = QRect(0, 0, max(1, int(width)), 10_000)
            needed = wear.metrics(size).boundingRect(box, Qt.TextFlag.TextWordWrap.value, text).height()
            found.append(max(wear.px(least), needed))
        return found[0], found[1]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        line: Line | None = index.data(LINE)
        if line is None:
            return
        see, box = look(), QRectF(option.rect)
        px = see.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(box.x(), box.bottom() - px(1), box.width(), px(1)), see.color("line"))
        if line.icon:
            paint_icon(painter, box.x() + px(16), box.center().y() - px(10), line.icon, 20, "ink_2")
        right = box.right() - px(16)
        if line.right:
            width = text_width(line.right, 16, bold=True)
            area = QRectF(right - width - 1, box.y(), width + 1, box.height())
            paint_text(painter, area, line.right, 16, "ink", bold=True, align=RIGHT)
            right -= width + px(14)
        if line.badge:
            width = badge_width(line.badge, line.mark)
            paint_badge(painter, right - width, box.center().y() - px(12), line.badge, line.tone, line.mark)
        self._words(painter, box, line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            ring = box.adjusted(px(2), px(2), -px(2), -px(2))
            paint_box(painter, ring, None, see.color("focus"), px(2), px(8))
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, line: Line) -> None:
        width = self._room(line, box.width())
        title, sub = self._heights(line, width)
        left, top = box.x() + look().px(_left(line)), box.center().y() - (title + sub) / 2
        for text, size, ink, height in ((line.title, 16, "ink", title), (line.sub, 13, "ink_2", sub)):
            area = QRectF(left, top, width, height)
            if self._wraps:
                paint_lines(painter, area, text, size, ink)
            elif text:
                paint_text(painter, area, fitting(text, size, width), size, ink, free=True)
            top += height


class LineView(QListView):
    """A list of rows, walked with the arrow keys and scrolled by finger.

    Args:
        wraps: as `LineDelegate` has it.

    Signals:
        opened: a row was touched, or Enter pressed on it.
        activated_at: the same, with the row's place.
    """

    opened = Signal(object)
    activated_at = Signal(int)

    def __init__(
        self, model: QAbstractListModel, name: str, parent: QWidget | None = None, *, wraps: bool = True
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self, wraps=wraps))
        self.setAccessibleName(name)
        self.setUniformItemSizes(not wraps)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(look().px(HEIGHT) // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        scroll_by_finger(self)
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        line: Line | None = index.data(LINE)
        if line is not None and line.rows is not None:
            self.opened.emit(line)
            self.activated_at.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
