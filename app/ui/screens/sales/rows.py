"""The rows of the list of sales: one virtual list with a painted delegate, read on as one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.sales import ListKind, ListRow
from app.runtime.sales import SalesList, Span
from app.runtime.workplace import Workplace
from app.ui.screens.sales.words import (
    badges,
    clock_text,
    day_text,
    items_parts,
    items_text,
    kind_name,
    short_number,
    tender_icons,
    tender_names,
)
from app.ui.shell.people import person_name
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import paint_box, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
#: Height of a row, and width of the column of times, in the design; in a list narrower than that the words have the
#: whole width, and the time stands below them.
HEIGHT, TIME, NARROW = 66, 84, 420


class SaleModel(QAbstractListModel):
    """The rows that were read."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._sales: SalesList = place.sales
        self.names = {one.staff_id: person_name(one) for one in place.counter.reads().people()}
        self._count = len(self._sales.rows)
        self._sales.restarted.connect(self._restarted)
        self._sales.grown.connect(self._grown)

    def _restarted(self) -> None:
        self.beginResetModel()
        self._count = 0
        self.endResetModel()

    def _grown(self, first: int) -> None:
        self.beginInsertRows(QModelIndex(), first, len(self._sales.rows) - 1)
        self._count = len(self._sales.rows)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else self._count

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there may be older rows."""
        return not parent.isValid() and self._count > 0 and self._sales.has_more

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Read a page more; it comes when it is there."""
        if not parent.isValid():
            self._sales.read_on()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what one would say."""
        if not index.isValid() or index.row() >= self._count:
            return None
        row = self._sales.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return items_text(self._place.counter, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in self._said(row) if part)
        return None

    def _said(self, row: ListRow) -> list[str]:
        counter = self._place.counter
        return [
            day_text(row.business_on) if self._sales.narrowed.span is not Span.TODAY else "",
            clock_text(row.at, counter.shop.zone),
            short_number(row.number),
            kind_name(row.kind),
            items_text(self._place.counter, row),
            self.names.get(row.cashier, row.cashier),
            *tender_names(row.tenders, counter.tender_providers),
            money_text(row.total, counter.shop.currency),
            *(words for words, _, _ in badges(row)[0 if row.kind is ListKind.SALE else 1 :]),
        ]

    def place_of(self, sale_id: str | None) -> int:
        """The place of a sale among the rows; -1 where it is not there."""
        rows = self._sales.rows[: self._count]
        return next((place for place, row in enumerate(rows) if row.sale_id == sale_id), -1)


class SaleDelegate(QStyledItemDelegate):
    """Paints a row: time, what and by whom, tenders, amount."""

    def __init__(self, place: Workplace, model: SaleModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._place, self._model = place, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """Every row is equally high."""
        return QSize(0, look().px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        row: ListRow | None = index.data(ROW)
        if row is None:
            return
        see, box = look(), QRect(option.rect)
        state = option.state
        px = see.px
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, see.color("accent_tint"))
            painter.fillRect(QRect(box.x(), box.y(), px(4), box.height()), see.color("select"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, see.color("surface_2"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), see.color("accent_line" if chosen else "line"))
        if box.width() < px(NARROW):
            self._narrow(painter, box, row, chosen=chosen)
        else:
            self._times(painter, box, row, chosen=chosen)
            right = self._tenders(painter, box, row, self._amount(painter, box, row))
            left = box.x() + px(20 + TIME)
            area = QRectF(left, box.y(), right - left, box.height())
            self._words(painter, area, row)
            under = QRectF(left, box.y() + px(34), area.width(), px(19))
            number = "" if self._is_today else f"{short_number(row.number)} · ".removeprefix(" · ")
            paint_text(painter, under, number, 13, "ink_3")
            under.setLeft(left + text_width(number, 13))
            paint_text(painter, under, self._who(row), 13, "ink_3", free=True)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, QRectF(box).adjusted(1, 1, -1, -2), None, see.color("focus"), px(2), px(6))
        painter.restore()

    def _narrow(self, painter: QPainter, box: QRect, row: ListRow, *, chosen: bool) -> None:
        """The words above; below them the time, by whom, tenders and amount."""
        px = look().px
        edge = px(16)
        left = box.x() + edge
        self._words(painter, QRectF(left, box.y(), box.width() - 2 * edge, box.height()), row)
        below = box.adjusted(0, px(30), 0, -px(6))
        right = self._tenders(painter, below, row, self._amount(painter, below, row, least=0))
        clock = clock_text(row.at, self._place.counter.shop.zone)
        area = QRectF(left, below.y(), right - left, below.height())
        paint_text(painter, area, clock, 15, "accent_ink" if chosen else "ink", bold=True)
        area.setLeft(left + text_width(clock, 15, bold=True) + px(8))
        number = short_number(row.number)
        for words in (
            (number, self._who(row)) if self._is_today else (day_text(row.business_on), number, self._who(row))
        ):
            if text_width(words, 13) > area.width():
                break  # whole or not at all; beside the list it is told in full
            paint_text(painter, area, words, 13, "ink_3")
            area.setLeft(area.left() + (text_width(words, 13) + px(8) if words else 0))

    @property
    def _is_today(self) -> bool:
        return self._place.sales.narrowed.span is Span.TODAY

    def _who(self, row: ListRow) -> str:
        return self._model.names.get(row.cashier, row.cashier)

    def _times(self, painter: QPainter, box: QRect, row: ListRow, *, chosen: bool) -> None:
        px = look().px
        zone = self._place.counter.shop.zone
        top = QRectF(box.x() + px(20), box.y() + px(11), px(TIME - 8), px(22))
        paint_text(painter, top, clock_text(row.at, zone), 16, "accent_ink" if chosen else "ink", bold=True)
        below = short_number(row.number) if self._is_today else day_text(row.business_on)
        paint_text(painter, top.translated(0, px(23)).adjusted(0, 0, 0, -px(4)), below, 13, "ink_3")

    def _amount(self, painter: QPainter, box: QRect, row: ListRow, least: int = 96) -> int:
        """Paint it; where what stands before it ends, at least so wide a column before the edge."""
        px, of = look().px, self._place.counter.shop.currency
        right = box.right() - px(20)
        area = QRectF(right - px(200), box.y(), px(200), box.height())
        voided = row.kind is ListKind.VOIDED
        color = "ink_3" if voided else "warn" if row.total < 0 else "ink"
        paint_amount(painter, area, row.total, of, 17, color=color, struck=voided)
        return right - max(px(least), amount_width(row.total, of, 17) + px(12))

    def _tenders(self, painter: QPainter, box: QRect, row: ListRow, right: int) -> int:
        px = look().px
        for icon in reversed(tender_icons(row, self._place.counter.tender_providers)):
            right -= px(20)
            paint_icon(painter, right, box.y() + (box.height() - px(20)) / 2, icon, 20, "ink_2")
            right -= px(6)
        return right - px(6)

    def _words(self, painter: QPainter, area: QRectF, row: ListRow) -> None:
        px = look().px
        x = area.left()
        for words, tone, icon in badges(row):
            width = badge_width(words, icon, small=True)
            if x + width + px(80) > area.right():
                break
            paint_badge(painter, x, area.top() + px(12), words, tone, icon, small=True)
            x += width + px(6)
        first = QRectF(x, area.top() + px(11), max(0.0, area.right() - x), px(22))
        ink = "ink_3" if row.kind is ListKind.VOIDED else "ink"
        name, rest = items_parts(self._place.counter, row)
        wide = text_width(rest, 16)
        first.setWidth(min(text_width(name, 16), max(0.0, first.width() - wide)))
        paint_text(painter, first, name, 16, ink, free=True)
        if rest:
            area = QRectF(first.right(), first.top(), wide + 1, first.height())
            paint_text(painter, area, rest, 16, ink)


class SaleView(QListView):
    """The list.

    Signals:
        walked: the row of a sale was touched or walked to.
        typed: a character was typed on the list: it belongs to the field.
    """

    walked = Signal(object)
    typed = Signal(str)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = SaleModel(place, self)
        self._quiet = False
        self.setModel(self.rows)
        self.setItemDelegate(SaleDelegate(place, self.rows, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(look().px(HEIGHT) // 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("交易清單"))
        scroll_by_finger(self)
        self.selectionModel().currentChanged.connect(self._moved)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = now.data(ROW)
        if row is not None and not self._quiet:
            self.walked.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no half of a row at the fold."""
        super().resizeEvent(event)
        rest = self.height() % look().px(HEIGHT)
        if self.viewportMargins().bottom() != rest:
            self.setViewportMargins(0, 0, 0, rest)

    def look_at(self, sale_id: str | None) -> None:
        """Mark a sale, without a signal of `walked`."""
        place = self.rows.place_of(sale_id)
        self._quiet = True
        self.setCurrentIndex(self.rows.index(place) if place >= 0 else QModelIndex())
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows walk; letters and digits are searched for."""
        if event.text().strip() and event.text().isprintable() and not event.modifiers() & _HELD:
            self.typed.emit(event.text())
            event.accept()
            return
        super().keyPressEvent(event)


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
