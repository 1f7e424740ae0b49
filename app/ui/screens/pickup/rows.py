"""Goods of an order as rows that are checked off: the pick list of 60, and what is handed over of 76; painted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
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
from app.ui.widgets.paint import RIGHT, paint_box, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
#: How wide the words of a row are at least, in the design, before its drawing gives way.
_WORDS = 120


@frozen
class GoodsRow:
    """A row.

    Attributes:
        key: of its line.
        sub: where it lies, or what became of it; with an icon before it.
        count: how much of it is there, of how much; or how much is given.
        amount: minor units; None where none is shown.
        on: it is checked off.
        able: it can be.
        flag: what is the matter with it; empty where nothing is.
    """

    key: int
    art: str
    name: str
    sub: str = ""
    icon: str = ""
    count: str = ""
    amount: int | None = None
    on: bool = False
    able: bool = True
    flag: str = ""
    flag_tone: str = "warn"


@frozen
class Measures:
    """The sizes of a row, of the design."""

    height: int
    edge: int
    gap: int
    art: int
    name: int
    sub: int


PICK, GIVE = Measures(60, 20, 12, 40, 16, 13), Measures(76, 24, 16, 48, 17, 14)


class GoodsModel(QAbstractListModel):
    """The rows of one order, or of several."""

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currency = currency
        self.rows: list[GoodsRow] = []

    def show(self, rows: list[GoodsRow]) -> None:
        """Show rows; where they are the same goods, only what changed is painted."""
        if [one.key for one in rows] != [one.key for one in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        before, self.rows = self.rows, rows
        changed = [place for place, pair in enumerate(zip(before, rows, strict=True)) if pair[0] != pair[1]]
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
        return self._said(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _said(self, row: GoodsRow) -> str:
        amount = "" if row.amount is None else money_text(row.amount, self.currency)
        parts = (row.name, row.sub, row.count, amount, row.flag, self.tr("已核對") if row.on else "")
        return ", ".join(part for part in parts if part)

    def place_of(self, key: int | None) -> int:
        """The place of a row; -1 where it is not there."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)


class GoodsDelegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, sizes: Measures, currency: Currency, parent: QWidget) -> None:
        super().__init__(parent)
        self._sizes, self._currency = sizes, currency

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Every row is equally high."""
        return QSize(0, look().px(self._sizes.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        row = index.data(ROW)
        if not isinstance(row, GoodsRow):
            return
        see, box, size = look(), QRect(option.rect), self._sizes
        px = see.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (row.on and size is PICK) or (option.state & QStyle.StateFlag.State_MouseOver and row.able):
            painter.fillRect(box, see.color("surface_2"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), see.color("line"))
        left: float = box.x() + px(size.edge)
        middle = box.y() + (box.height() - 1) / 2
        if row.able or row.on:
            paint_check(painter, left, middle, on=row.on, verified=True)
        else:
            area = QRectF(left, middle - px(14), px(28), px(28))
            paint_box(painter, area, see.color("surface_3"), see.color("line_2"), px(2), px(7))
        left += px(28 + size.gap)
        right = self._figures(painter, box, row)
        beside = badge_width(row.flag) + px(size.gap) if row.flag else 0
        needed = px(_WORDS) + beside
        if right - left - px(size.art + 2 * size.gap) >= needed:  # the drawing gives way to the words
            side = px(size.art)
            paint_art(painter, QRectF(left, middle - side / 2, side, side), row.art, dim=not (row.able or row.on))
            left += side + px(size.gap)
        if row.flag and right - left - beside >= px(_WORDS) / 2:
            right -= beside
            paint_badge(painter, right, round(middle - px(12)), row.flag, row.flag_tone)
        self._words(painter, QRectF(left, box.y(), right - left - px(size.gap), box.height()), row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, QRectF(box).adjusted(2, 2, -2, -3), None, see.color("focus"), px(2), px(8))
        painter.restore()

    def _figures(self, painter: QPainter, box: QRect, row: GoodsRow) -> float:
        """Paint what stands at the right, and return where it begins."""
        px, size = look().px, self._sizes
        right: float = box.right() + 1 - px(size.edge)
        if row.amount is None:
            wide = text_width(row.count, 17, bold=True)
            area = QRectF(right - wide, box.y(), wide + 1, box.height())
            ink = "ink_3" if not row.able and not row.on else "ink"
            paint_text(painter, area, row.count, 17, ink, bold=True, align=RIGHT)
            return right - wide
        wide = amount_width(row.amount, self._currency, 17)
        area = QRectF(right - wide - 1, box.y(), wide + 1, box.height())
        paint_amount(painter, area, row.amount, self._currency, 17, color="ink" if row.able else "ink_3")
        narrow = box.width() < px(420)
        right -= wide + px(12) if narrow else max(px(72), wide) + px(size.gap)
        wide = text_width(row.count, 17) if narrow else max(px(56), text_width(row.count, 17))
        paint_text(painter, QRectF(right - wide, box.y(), wide + 1, box.height()), row.count, 17, "ink_2")
        return right - wide

    def _words(self, painter: QPainter, area: QRectF, row: GoodsRow) -> None:
        px, size = look().px, self._sizes
        first, second = px(size.name * 1.4), px(size.sub * 1.4)
        top = area.top() + (area.height() - 1 - first - (second if row.sub else 0)) / 2
        dim = not row.able or (row.on and size is PICK)
        name = QRectF(area.left(), top, area.width(), first)
        paint_text(painter, name, row.name, size.name, "ink_3" if dim else "ink", free=True)
        if not row.sub:
            return
        left = area.left()
        if row.icon:
            paint_icon(painter, left, round(top + first + (second - px(16)) / 2), row.icon, 16, "ink_2")
            left += px(16 + (4 if size is PICK else 6))
        under = QRectF(left, top + first, area.right() - left, second)
        paint_text(painter, under, row.sub, size.sub, "ink_2", free=True)


class GoodsList(QListView):
    """The list.

    Signals:
        toggled: a row was touched, or Space pressed on it.
        walked: keys are about another row.
        left: walked out at the top.
        typed: a character that is the field's.
    """

    toggled = Signal(int)
    walked = Signal(int)
    left = Signal()
    typed = Signal(str)

    def __init__(self, sizes: Measures, currency: Currency, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes, self._quiet = sizes, False
        self.goods = GoodsModel(currency, self)
        self.setModel(self.goods)
        self.setItemDelegate(GoodsDelegate(sizes, currency, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        scroll_by_finger(self)
        self.selectionModel().currentChanged.connect(self._moved)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for all its rows."""
        return QSize(look().px(240), max(1, len(self.goods.rows)) * look().px(self._sizes.height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two rows: less of a list is none."""
        return QSize(look().px(160), min(2, max(1, len(self.goods.rows))) * look().px(self._sizes.height))

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = now.data(ROW)
        if isinstance(row, GoodsRow) and not self._quiet:
            self.walked.emit(row.key)

    def show_rows(self, rows: list[GoodsRow], current: int | None) -> None:
        """Show rows, and have keys be about one."""
        self._quiet = True
        many = len(rows) != len(self.goods.rows)
        self.goods.show(rows)
        place = self.goods.place_of(current)
        self.setCurrentIndex(self.goods.index(place) if place >= 0 else QModelIndex())
        self._quiet = False
        if many:
            self.updateGeometry()
            self._fit()

    def row(self) -> GoodsRow | None:
        """The row that keys are about."""
        found = self.currentIndex().data(ROW)
        return found if isinstance(found, GoodsRow) else None

    def begin(self) -> bool:
        """Take the focus; False where there is nothing to walk on."""
        if not self.goods.rows:
            return False
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.goods.index(0))
        self.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no half of a row at the fold."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        high = look().px(self._sizes.height)
        fits = len(self.goods.rows) * high <= self.height()
        rest = self.height() % high if self.height() > high and not fits else 0
        if self.viewportMargins().bottom() != rest:
            self.setViewportMargins(0, 0, 0, rest)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch."""
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).data(ROW)
        if event.button() is Qt.MouseButton.LeftButton and isinstance(row, GoodsRow) and row.able:
            self.toggled.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows walk, Space checks; letters and digits are the field's."""
        row, key = self.row(), Qt.Key(event.key())
        if key is Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        elif row is not None and key is Qt.Key.Key_Space:
            if row.able:
                self.toggled.emit(row.key)
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & _HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            return
        event.accept()
