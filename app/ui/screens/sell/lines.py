"""The cart's lines: one list view with a painted delegate; the selected line carries its tools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.money import Currency
from app.domain.pricing import Reduction, ReductionKind
from app.domain.quantity import MILLI, Quantity, Unit
from app.runtime.cart import OpenCart
from app.ui.screens.sell.words import quantity_text
from app.ui.shell.frame import Frame
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import paint_badge
from app.ui.widgets.money import MINUS, digits_text, money_text, paint_amount

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
#: Height of the tools below the selected line: a row of 48 and its margins.
TOOLS = 64
FLASH_MS = 300


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as it is painted; amounts in minor units, a returned line's below zero.

    Attributes:
        was: what it would cost without reductions; None where nothing came off.
        reason: the reductions in words.
    """

    line_id: int
    quantity: Quantity
    name: str
    sub: str
    amount: int
    was: int | None
    reason: str
    note: str
    is_return: bool
    is_unknown: bool


def reduction_text(one: Reduction, minor: int, currency: Currency) -> str:
    """Who gave a reduction and how much: ``即期 9 折 −28``."""
    if one.kind is ReductionKind.OVERRIDE:
        return one.name
    sign = MINUS if minor > 0 else "+"
    return f"{one.name} {sign}{digits_text(minor, currency)}"


def shown_lines(cart: OpenCart) -> list[LineShown]:
    """The lines of the open cart in the order of scanning, returns last."""
    currency = cart.cart.currency
    found = []
    for line, priced in zip(cart.cart.lines, cart.priced.lines, strict=True):
        own = [one for one in priced.reductions if one.kind in _ON_THE_LINE and one.amount]
        off = sum(one.amount for one in own)
        listed = line.override.price if line.override else line.listed
        unit = digits_text(listed.minor, currency)
        base = "" if listed.per_milli == MILLI else f" / {quantity_text(Quantity(listed.per_milli, line.quantity.unit))}"
        found.append(
            LineShown(
                line.line_id,
                line.quantity,
                line.name,
                unit + base,
                priced.listed_amount - off,
                priced.listed_amount if off else None,
                "、".join(reduction_text(one, one.amount, currency) for one in own),
                line.note,
                is_return=False,
                is_unknown=line.unknown,
            )
        )
    for back, worth in zip(cart.cart.returns, cart.returned, strict=True):
        found.append(
            LineShown(back.line_id, back.quantity, back.name, "", -worth.refund, None, back.reason, "", True, False)
        )
    return found


#: What is told on the line itself; the shares of cart-level promotions are told in the totals.
_ON_THE_LINE = {ReductionKind.ITEM, ReductionKind.DISCOUNT, ReductionKind.OVERRIDE}


class LineModel(QAbstractListModel):
    """The lines of the open cart."""

    def __init__(self, cart: OpenCart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cart = cart
        self._lines: list[LineShown] = []
        self.refresh()

    def refresh(self) -> None:
        """The cart changed: rows that stay are kept, so that the view keeps its place."""
        lines = shown_lines(self.cart)
        same = min(len(lines), len(self._lines))
        if len(lines) < len(self._lines):
            self.beginRemoveRows(QModelIndex(), len(lines), len(self._lines) - 1)
            self._lines = lines
            self.endRemoveRows()
        elif len(lines) > len(self._lines):
            self.beginInsertRows(QModelIndex(), len(self._lines), len(lines) - 1)
            self._lines = lines
            self.endInsertRows()
        else:
            self._lines = lines
        if same:
            self.dataChanged.emit(self.index(0), self.index(same - 1))

    def row_of(self, line_id: int | None) -> int:
        """The row of a line; -1 for none."""
        return next((row for row, line in enumerate(self._lines) if line.line_id == line_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See `QAbstractListModel`; the accessible text is what a cashier would say."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            amount = money_text(line.amount, self.cart.cart.currency)
            said = (line.name, quantity_text(line.quantity), amount, line.reason, line.note)
            return ", ".join(part for part in said if part)
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a cart line as in `sell.png`."""

    def __init__(self, model: LineModel, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._height = frame.line_height
        self.flashing: int | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """A line's height; the selected one has room for its tools."""
        see, line = look(), index.data(LINE)
        tall = self._height + (0 if not line.note else 18) + 1
        tools = TOOLS if line.line_id == self._model.cart.selected else 0
        return QSize(0, see.px(tall + tools))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        line: LineShown = index.data(LINE)
        see, box = look(), option.rect
        selected = line.line_id == self._model.cart.selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or line.line_id == self.flashing:
            painter.fillRect(box, see.color("accent_tint"))
        if selected:
            painter.fillRect(QRect(box.x(), box.y(), see.px(4), box.height()), see.color("select"))
        if index.row() < self._model.rowCount() - 1 or selected:
            rule = QRect(box.x(), box.bottom(), box.width(), 1)
            painter.fillRect(rule, see.color("accent_line" if selected else "line"))
        top = see.px(9 if self._height >= 56 else 7)
        self._quantity(painter, box, top, line, selected=selected)
        self._text(painter, box, top, line)
        self._amount(painter, box, top, line)
        if bool(option.state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(see.color("focus"), see.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -3), see.px(6), see.px(6))
        painter.restore()

    def _quantity(self, painter: QPainter, box: QRect, top: int, line: LineShown, *, selected: bool) -> None:
        see = look()
        cell = QRect(box.x() + see.px(16), box.y() + top + see.px(3), see.px(36), see.px(32))
        piece = line.quantity.unit is Unit.PIECE
        one = piece and line.quantity.milli == MILLI
        if not one or selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(see.color("surface" if selected else "surface_3"))
            painter.drawRoundedRect(cell, see.px(8), see.px(8))
        if line.is_return:
            paint_icon(painter, cell.x() + see.px(8), cell.y() + see.px(6), "undo", 20, "warn")
            return
        if not piece:
            paint_icon(painter, cell.x() + see.px(8), cell.y() + see.px(6), "scale", 20, "ink_2")
            return
        text = str(line.quantity.pieces)
        painter.setFont(see.font(16 if len(text) < 4 else 13, not one))
        painter.setPen(see.color("ink_3" if one else "ink"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _text(self, painter: QPainter, box: QRect, top: int, line: LineShown) -> None:
        see = look()
        left = box.x() + see.px(64)
        width = box.right() - see.px(20) - self._amount_width(line) - see.px(12) - left
        name = QRect(left, box.y() + top, width, see.px(21))
        painter.setFont(see.font(16))
        painter.setPen(see.color("ink"))
        elided = see.metrics(16).elidedText(line.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        x, sub = left, QRect(left, box.y() + top + see.px(21), width, see.px(18))
        painter.setFont(see.font(13))
        painter.setPen(see.color("ink_3"))
        text = self._sub(line)
        painter.drawText(sub, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        x += see.metrics(13).horizontalAdvance(text) + see.px(8)
        room = left + width - x
        if line.reason and room > see.px(40):
            words = see.metrics(13, True).elidedText(line.reason, Qt.TextElideMode.ElideRight, room - see.px(12))
            paint_badge(painter, x, sub.y() - see.px(1), words, "wheat", small=True)
        if line.note:
            painter.setFont(see.font(13))
            painter.setPen(see.color("ink_2"))
            under = QRect(left, sub.bottom() + 1, width, see.px(18))
            words = see.metrics(13).elidedText(line.note, Qt.TextElideMode.ElideRight, width)
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _sub(self, line: LineShown) -> str:
        if line.is_return:
            return self.tr("退貨 {}").format(quantity_text(line.quantity))
        unit = self.tr("單價 {}").format(line.sub)
        if line.quantity.unit is not Unit.PIECE:
            unit = f"{quantity_text(line.quantity)} × {line.sub}"
        return f"{unit} · {self.tr('臨時品項')}" if line.is_unknown else unit

    def _amount_width(self, line: LineShown) -> int:
        return look().metrics(17, True).horizontalAdvance(money_text(line.amount, self._model.cart.cart.currency))

    def _amount(self, painter: QPainter, box: QRect, top: int, line: LineShown) -> None:
        see, currency = look(), self._model.cart.cart.currency
        right = box.right() - see.px(20)
        cell = QRect(right - see.px(160), box.y() + top, see.px(160), see.px(21))
        paint_amount(painter, QRectF(cell), line.amount, currency, 17)
        if line.was is not None:
            font = see.font(13)
            struck = type(font)(font)
            struck.setStrikeOut(True)
            painter.setFont(struck)
            painter.setPen(see.color("ink_3"))
            under = cell.translated(0, see.px(21))
            text = digits_text(line.was, currency)
            painter.drawText(under, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


class LineView(QListView):
    """The lines of the open cart; a touch selects one and shows its tools.

    Signals:
        chosen: a line was touched or walked to: its id, or None.
    """

    chosen = Signal(object)

    def __init__(self, model: LineModel, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = LineDelegate(model, frame, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("本筆交易的品項"))
        self._tools: QWidget | None = None
        self._line_height = frame.line_height
        self.clicked.connect(self._touched)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._fade)

    def set_tools(self, tools: QWidget) -> None:
        """The tools that the selected line carries."""
        self._tools = tools
        tools.setParent(self.viewport())
        tools.hide()

    def _touched(self, index: QModelIndex) -> None:
        line: LineShown = index.data(LINE)
        self.chosen.emit(None if self._model.cart.selected == line.line_id else line.line_id)

    def flash(self, line_id: int) -> None:
        """Show for a moment which line a scan went to, and bring it into sight."""
        row = self._model.row_of(line_id)
        if row < 0:
            return
        self.scrollTo(self._model.index(row))
        if not look().reduced_motion:
            self._delegate.flashing = line_id
            self._timer.start()
        self.viewport().update()

    def _fade(self) -> None:
        self._delegate.flashing = None
        self.viewport().update()

    def refresh(self) -> None:
        """The cart changed."""
        self._model.refresh()
        self.scheduleDelayedItemsLayout()
        row = self._model.row_of(self._model.cart.selected)
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        if row >= 0:
            self.executeDelayedItemsLayout()
            self.scrollTo(self._model.index(row))
        self._place_tools()

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
        see, box = look(), self.visualRect(self._model.index(row))
        height = see.px(48)
        self._tools.setGeometry(
            box.x() + see.px(16), box.bottom() - see.px(12) - height, box.width() - see.px(32), height
        )
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


