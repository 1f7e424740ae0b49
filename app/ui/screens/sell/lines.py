"""The cart's lines: one list view with a painted delegate; the selected line carries its tools."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.quantity import MILLI, Unit
from app.ui.screens.sell.linemodel import LINE, Index, LineModel, LineShown
from app.ui.screens.sell.words import quantity_text
from app.ui.shell.frame import Frame
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.money import amount_width, digits_text, paint_amount
from app.ui.widgets.paint import MIDDLE, RIGHT, paint_box, paint_text, shortened, text_width

#: Height of the tools below the selected line: a row of 48 and its margins.
TOOLS = 64
FLASH_MS = 300
#: Height of a line's note.
NOTE = 18


class LineDelegate(QStyledItemDelegate):
    """Paints a cart line as in `sell.png`."""

    def __init__(self, model: LineModel, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._height = frame.line_height + (1 if frame.line_height >= 56 else 0)  # with its rule
        self._top = 9 if frame.line_height >= 56 else 7
        self.flashing: int | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """A line's height; the selected one has room for its tools."""
        line = self._model.line(index.row())
        tools = TOOLS if line.line_id == self._model.cart.selected else 0
        return QSize(0, look().px(self._height + (NOTE if line.note else 0) + tools))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        line = self._model.line(index.row())
        see, px, box = look(), look().px, option.rect
        selected = line.line_id == self._model.cart.selected
        painter.save()
        if selected or line.line_id == self.flashing:
            painter.fillRect(box, see.color("accent_tint"))
        if selected:
            painter.fillRect(QRect(box.x(), box.y(), px(4), box.height()), see.color("select"))
        if index.row() < self._model.rowCount() - 1 or selected:
            rule = QRect(box.x(), box.bottom(), box.width(), 1)
            painter.fillRect(rule, see.color("accent_line" if selected else "line"))
        area = QRectF(box).adjusted(px(16), px(self._top), -px(20), 0)
        self._quantity(painter, area, line, selected=selected)
        amount = self._amount(painter, area, line)
        self._text(painter, area.adjusted(px(48), 0, -(amount + px(12)), 0), line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, QRectF(box).adjusted(2, 2, -2, -3), None, see.color("focus"), px(2), px(6))
        painter.restore()

    def _quantity(self, painter: QPainter, area: QRectF, line: LineShown, *, selected: bool) -> None:
        see, px = look(), look().px
        cell = QRectF(area.left(), area.top() + px(3), px(36), px(32))
        piece = line.quantity.unit is Unit.PIECE
        one = piece and line.quantity.milli == MILLI
        if not one or selected:
            paint_box(painter, cell, see.color("surface" if selected else "surface_3"), radius=px(8))
        if line.is_return or not piece:
            name, ink = ("undo", "warn") if line.is_return else ("scale", "ink_2")
            paint_icon(painter, cell.x() + px(8), cell.y() + px(6), name, 20, ink)
            return
        text = str(line.quantity.pieces)
        size = 16 if len(text) < 4 else 13
        paint_text(painter, cell, text, size, "ink_3" if one else "ink", bold=not one, align=MIDDLE)

    def _text(self, painter: QPainter, area: QRectF, line: LineShown) -> None:
        px = look().px
        sub = QRectF(area.left(), area.top() + px(21), area.width(), px(18))
        words = self._sub(line)
        paint_text(painter, sub, words, 13, "ink_3")
        x = sub.left() + text_width(words, 13) + px(8)
        for place, reason in enumerate(line.reasons):
            room = area.right() - x
            if badge_width(reason, small=True) > room and (place or room < px(64)):
                break
            shown = shortened(reason, 13, room - px(16), bold=True)
            x += paint_badge(painter, x, sub.top() - px(1), shown, "wheat", small=True) + px(4)
        # after the badges, whose upper edge lies where letters have their tails
        paint_text(painter, QRectF(area.left(), area.top(), area.width(), px(21)), line.name, 16, "ink", free=True)
        if line.note:
            note = QRectF(area.left(), sub.bottom(), area.width(), px(NOTE))
            paint_text(painter, note, line.note, 13, "ink_2", free=True)

    def _sub(self, line: LineShown) -> str:
        if line.is_return:
            return self.tr("退貨 {}").format(quantity_text(line.quantity))
        unit = self.tr("單價 {}").format(line.sub)
        if line.quantity.unit is not Unit.PIECE:
            unit = f"{quantity_text(line.quantity)} × {line.sub}"
        return f"{unit} · {self.tr('臨時品項')}" if line.is_unknown else unit

    def _amount(self, painter: QPainter, area: QRectF, line: LineShown) -> float:
        """Paint what the line costs, and return how wide that is."""
        px, currency = look().px, self._model.cart.cart.currency
        row = QRectF(area.left(), area.top(), area.width(), px(21))
        paint_amount(painter, row, line.amount, currency, 17)
        width = amount_width(line.amount, currency, 17)
        if line.was is None:
            return width
        text = digits_text(line.was, currency)
        under = row.translated(0, px(21))
        paint_text(painter, under.adjusted(0, 0, 0, -px(3)), text, 13, "ink_3", align=RIGHT)
        struck = text_width(text, 13)
        strike = QRectF(under.right() - struck, round(under.center().y() - px(1)), struck, px(1))
        painter.fillRect(strike, look().color("ink_3"))
        return max(width, struck)


class LineView(QListView):
    """The lines of the open cart; a touch selects one and shows its tools.

    Signals:
        chosen: a line was touched: its id, or None where it was chosen already.
        walked: an arrow: 1 down, -1 up.
        accepted: Enter.
    """

    chosen = Signal(object)
    walked = Signal(int)
    accepted = Signal()

    def __init__(self, model: LineModel, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._tools: QWidget | None = None
        self._selected: int | None = None
        self._hint = ""
        self._delegate = LineDelegate(model, frame, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("本筆交易的品項"))
        self.clicked.connect(self._touched)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._fade)
        scroll_by_finger(self)

    def set_tools(self, tools: QWidget) -> None:
        """The tools that the selected line carries."""
        self._tools = tools
        tools.setParent(self.viewport())
        tools.hide()

    def set_hint(self, text: str) -> None:
        """Say something quietly below the lines, where there is room."""
        if text != self._hint:
            self._hint = text
            self.setAccessibleDescription(text)
            self.viewport().update()

    def _touched(self, index: QModelIndex) -> None:
        line: LineShown = index.data(LINE)
        self.chosen.emit(None if self._model.cart.selected == line.line_id else line.line_id)

    def flash(self, line_id: int) -> None:
        """Show for a moment which line a scan went to, and bring it into sight."""
        row = self._model.row_of(line_id)
        if row < 0:
            return
        index = self._model.index(row)
        self.scrollTo(index)
        if not look().reduced_motion:
            self._fade()
            self._delegate.flashing = line_id
            self._timer.start()
            self.update(index)

    def _fade(self) -> None:
        row = self._model.row_of(self._delegate.flashing)
        self._delegate.flashing = None
        if row >= 0:
            self.update(self._model.index(row))

    def refresh(self) -> None:
        """The cart changed."""
        moved, selected = self._model.refresh(), self._model.cart.selected
        # lines of one height are laid out without asking for each of them
        self.setUniformItemSizes(selected is None and not self._model.has_notes)
        if not moved and selected == self._selected:
            return
        self._selected = selected
        self.scheduleDelayedItemsLayout()
        row = self._model.row_of(selected)
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        if row >= 0:
            self.executeDelayedItemsLayout()
            self.scrollTo(self._model.index(row))
        self._place_tools()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The arrows choose, Enter opens."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.walked.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The lines, the hint below them, and the focus where no line has it."""
        super().paintEvent(event)
        see, px = look(), look().px
        area = QRectF(self.viewport().rect())
        if self._hint and self._free() >= px(40):
            painter = QPainter(self.viewport())
            line = QRectF(px(20), area.bottom() - px(28), area.width() - px(40), px(20))
            paint_icon(painter, line.left(), line.top() + px(2), "tag", 16, "ink_3")
            paint_text(painter, line.adjusted(px(24), 0, 0, 0), self._hint, 13, "ink_2")
            painter.end()
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            paint_box(painter, area.adjusted(2, 2, -2, -2), None, see.color("focus"), px(2), px(8))
            painter.end()

    def _free(self) -> int:
        """Pixels below the last line."""
        last = self._model.rowCount() - 1
        used = self.visualRect(self._model.index(last)).bottom() + 1 if last >= 0 else 0
        return self.viewport().height() - used

    def updateGeometries(self) -> None:  # noqa: N802
        """The tools stay on their line when the list is laid out anew."""
        super().updateGeometries()
        self._place_tools()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """The tools go with their line."""
        super().scrollContentsBy(dx, dy)
        self._place_tools()

    def _place_tools(self) -> None:
        if self._tools is None:
            return
        row = self._model.row_of(self._model.cart.selected)
        if row < 0:
            self._tools.hide()
            return
        px, box = look().px, self.visualRect(self._model.index(row))
        height = px(48)
        self._tools.setGeometry(box.x() + px(16), box.bottom() - px(12) - height + 1, box.width() - px(32), height)
        self._tools.show()
        self._tools.raise_()


def tool_row(*buttons: QWidget) -> QWidget:
    """A row of tools with the design's gaps."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().px(8))
    for button in buttons:
        layout.addWidget(button)
    return row
