"""Goods that come back as rows of 66: one list for those of a sale and those without a receipt, painted."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.art import paint_art
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.check import paint_check
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import MIDDLE, RIGHT, paint_box, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
#: Height of a row, in the design; of one with its figures below its words, in a list narrower than that.
HEIGHT, HIGH, NARROW = 66, 118, 440
#: Between two facts of a line.
DOT = " · "
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@frozen
class BackRow:
    """A row.

    Attributes:
        key: of what it is about.
        count: how much comes back, or could.
        amount: minor units; None while that is not known.
        gone: why something of it, or all of it, cannot come back.
        on: it comes back.
        able: it can.
        ticks: it has a box to tick.
        steps: it has a quantity to step.
        share: what of the cart's discount goes off with it; never shortened, what is in `sub` gives way.
    """

    key: int
    art: str
    name: str
    sub: str
    count: str
    amount: int | None
    gone: str = ""
    on: bool = False
    able: bool = True
    ticks: bool = True
    steps: bool = True
    share: str = ""


class BackModel(QAbstractListModel):
    """The rows."""

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self.rows: list[BackRow] = []

    def show(self, rows: list[BackRow]) -> None:
        """Show rows; where they are the same goods, only what changed is painted."""
        same = [one.key for one in rows] == [one.key for one in self.rows]
        if not same:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        before, self.rows = self.rows, rows
        pairs = enumerate(zip(before, rows, strict=True))
        changed = [place for place, (old, new) in pairs if old is not new and old != new]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what one would say."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in self._said(row) if part)
        return None

    def _said(self, row: BackRow) -> tuple[str, ...]:
        amount = "" if row.amount is None else money_text(row.amount, self._currency)
        return (
            row.name,
            row.sub,
            row.share,
            row.count,
            amount,
            row.gone,
            self.tr("已選") if row.on and row.ticks else "",
        )

    def place_of(self, key: int | None) -> int:
        """The place of a row; -1 where it is not there."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)


#: How wide the words of a row are at least, in the design, before what is beside them gives way.
_WORDS = 96


def _amount_room(row: BackRow) -> int:
    """How wide amounts are at least, in the design: less where the pad stands beside the list."""
    return 76 if row.ticks else 56


def row_height(width: int) -> int:
    """How high a row is, in this look's pixels."""
    return look().px(HIGH if width < look().px(NARROW) else HEIGHT)


def figures_box(box: QRect) -> QRect:
    """The part of a row that its figures are in."""
    return box.adjusted(0, box.height() - look().px(HEIGHT), 0, 0)


def stepper_rect(box: QRect, row: BackRow) -> QRectF:
    """Where the quantity with its two keys is, in the part of a row for figures."""
    px = look().px
    width = px(96) + max(px(42), text_width(row.count, 15, bold=True) + px(8))
    right = box.right() + 1 - px(20 + 16 + _amount_room(row))
    return QRectF(right - width, box.y() + (box.height() - px(48)) / 2, width, px(48))


def fitting_facts(sub: str, share: str, width: float) -> str:
    """What fits below a name: the share whole, of the other facts the last ones go first. No amount is cut."""
    facts = sub.split(DOT)
    for count in range(len(facts), 0, -1):
        words = DOT.join((*facts[:count], *((share,) if share else ())))
        if text_width(words, 13) <= width:
            return words
    return share or facts[0]


class BackDelegate(QStyledItemDelegate):
    """Paints a row as in `return.png`."""

    def __init__(self, currency: Currency, parent: QWidget) -> None:
        super().__init__(parent)
        self._currency = currency

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """Every row is equally high."""
        return QSize(0, row_height(option.rect.width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        row: BackRow | None = index.data(ROW)
        if row is None:
            return
        see, box = look(), QRect(option.rect)
        px = see.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = row.on if row.ticks else bool(option.state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(box, see.color("accent_tint"))
        elif option.state & QStyle.StateFlag.State_MouseOver and row.able:
            painter.fillRect(box, see.color("surface_2"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), see.color("line"))
        left = box.x() + px(20)
        if row.ticks:
            self._tick(painter, left, QRect(box.x(), box.y(), box.width(), px(HEIGHT)), row)
            left += px(28 + 16)
        figures = figures_box(box)
        right = self._figures(painter, figures, row)
        beside = badge_width(row.gone) + px(16) if row.gone else 0
        least = max(px(_WORDS), text_width(row.share, 13))
        if beside and right - beside - left - px(44 + 28) >= least:
            right -= beside
            paint_badge(painter, right, figures.y() + (figures.height() - px(24)) / 2, row.gone, "outline")
            beside = 0
        if figures.y() > box.y():  # the words have the whole width
            right = box.right() + 1 - px(8)
        if right - left - px(44 + 28) >= least:  # the picture gives way to the words
            paint_art(painter, QRectF(left, box.y() + px(11), px(44), px(44)), row.art, dim=not row.able)
            left += px(44 + 16)
        words = QRectF(left, box.y(), right - left - px(12), px(HEIGHT))
        self._words(painter, words, row, row.gone if beside else "")
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, QRectF(box).adjusted(2, 2, -2, -3), None, see.color("focus"), px(2), px(8))
        painter.restore()

    def _tick(self, painter: QPainter, left: int, box: QRect, row: BackRow) -> None:
        see, px = look(), look().px
        middle = box.y() + box.height() / 2
        if row.able:
            paint_check(painter, left, middle, on=row.on)
        else:
            area = QRectF(left, middle - px(14), px(28), px(28))
            paint_box(painter, area, see.color("surface_3"), see.color("line_2"), px(2), px(7))

    def _figures(self, painter: QPainter, box: QRect, row: BackRow) -> float:
        """Paint amount and quantity, and return where they begin."""
        px = look().px
        right: float = box.right() + 1 - px(20)
        if row.amount is not None:
            area = QRectF(right - px(160), box.y(), px(160), box.height())
            ink = "ink" if row.able else "ink_3"
            paint_amount(painter, area, row.amount, self._currency, 17, color=ink)
            wide = amount_width(row.amount, self._currency, 17)
        else:
            wide = 0
        right -= max(px(_amount_room(row)), wide) + px(16)
        if row.on and row.steps:
            right = self._stepper(painter, stepper_rect(box, row), row)
        else:
            width = text_width(row.count, 16)
            paint_text(
                painter, QRectF(right - width, box.y(), width + 1, box.height()), row.count, 16, "ink_2", align=RIGHT
            )
            right -= max(px(48), width)
        return right

    def _stepper(self, painter: QPainter, area: QRectF, row: BackRow) -> float:
        see, px = look(), look().px
        paint_box(painter, area, see.color("surface"), see.color("line_2"), px(1), px(10))
        middle = area.center().y() - px(8)
        paint_icon(painter, area.left() + px(16), middle, "minus", 16, "ink")
        paint_icon(painter, area.right() - px(32), middle, "plus", 16, "ink")
        paint_text(painter, area, row.count, 15, "ink", bold=True, align=MIDDLE)
        return area.left()

    def _words(self, painter: QPainter, area: QRectF, row: BackRow, gone: str) -> None:
        px = look().px
        ink = "ink" if row.able else "ink_3"
        first = QRectF(area.left(), area.top() + px(12), area.width(), px(23))
        paint_text(painter, first, row.name, 16, ink, bold=row.on and row.ticks, free=True)
        under = QRectF(area.left(), area.top() + px(35), area.width(), px(18))
        words = fitting_facts(gone or row.sub, row.share, under.width())
        paint_text(painter, under, words, 13, "ink_2" if row.on else "ink_3", free=True)


class BackView(QListView):
    """The list.

    Signals:
        toggled: a row was touched, or Space pressed on it.
        stepped: a row, and -1 or 1.
        walked: a row was walked to.
        removed: Del on a row.
        typed: a character that is not the list's.
        left: walked out at the top.
    """

    #: Characters that are about the row, and are no text for the field.
    OWN_KEYS = frozenset("+-")

    toggled = Signal(int)
    stepped = Signal(int, int)
    walked = Signal(int)
    removed = Signal(int)
    typed = Signal(str)
    left = Signal()

    def __init__(self, currency: Currency, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.back = BackModel(currency, self)
        self.setModel(self.back)
        self.setItemDelegate(BackDelegate(currency, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        scroll_by_finger(self)
        self.selectionModel().currentChanged.connect(self._moved)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = now.data(ROW)
        if row is not None and not self._quiet:
            self.walked.emit(row.key)

    def show_rows(self, rows: list[BackRow], current: int | None) -> None:
        """Show rows, and have keys be about one."""
        self._quiet = True
        self.back.show(rows)
        place = self.back.place_of(current)
        self.setCurrentIndex(self.back.index(place) if place >= 0 else QModelIndex())
        self._quiet = False

    def _here(self) -> BackRow | None:
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, BackRow) else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no half of a row at the fold."""
        super().resizeEvent(event)
        high = row_height(self.viewport().width())
        self.scheduleDelayedItemsLayout()
        rest = self.height() % high if self.height() > high else 0
        if self.viewportMargins().bottom() != rest:
            self.setViewportMargins(0, 0, 0, rest)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch: on one of the two keys of the quantity, or on the row."""
        super().mouseReleaseEvent(event)
        at: QPoint = event.position().toPoint()
        index = self.indexAt(at)
        row = index.data(ROW)
        if event.button() is not Qt.MouseButton.LeftButton or not isinstance(row, BackRow) or not row.able:
            return
        area = stepper_rect(figures_box(self.visualRect(index)), row)
        if row.on and row.steps and area.contains(at):
            side = at.x() - area.left()
            if side < look().px(56):
                self.stepped.emit(row.key, -1)
            elif side > area.width() - look().px(56):
                self.stepped.emit(row.key, 1)
            return
        self.toggled.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows walk, Space ticks, plus and minus step; letters and digits are the field's."""
        row, key = self._here(), Qt.Key(event.key())
        if key is Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        elif row is not None and key is Qt.Key.Key_Space:
            self.toggled.emit(row.key)
        elif row is not None and key in _STEPS:
            self.stepped.emit(row.key, _STEPS[key])
        elif row is not None and key is Qt.Key.Key_Delete:
            self.removed.emit(row.key)
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & _HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            return
        event.accept()
