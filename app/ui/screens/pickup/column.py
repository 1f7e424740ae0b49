"""A column of the board: its title with a count, and its cards, a page of whole ones at a time."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QVBoxLayout, QWidget

from app.ui.screens.pickup.card import GAP, MORE_HEIGHT, Card, CardDelegate, card_height
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import count_width, paint_count
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.paint import paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class CardModel(QAbstractListModel):
    """The cards of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def show(self, cards: list[Card]) -> None:
        """Show cards; where they are of the same orders and as high as they were, only what changed is painted."""
        before, same = self.cards, [one.key for one in cards] == [one.key for one in self.cards]
        if not same:
            self.beginResetModel()
            self.cards = cards
            self.endResetModel()
            return
        self.cards = cards
        changed = [place for place, pair in enumerate(zip(before, cards, strict=True)) if pair[0] != pair[1]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what one would say."""
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.code
        return (card.said or card.code) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def place_of(self, key: str) -> int:
        """The place of an order's card; -1 where it is not there."""
        return next((place for place, card in enumerate(self.cards) if key and card.key == key), -1)


class CardList(QListView):
    """Cards below each other, or in as many columns as it has.

    Args:
        name: for screen readers.
        columns: side by side.

    Signals:
        opened: an order is to be looked at.
        walked: one goes on to the column at the left (-1) or right (1).
        left: walked out at the top.
        typed: a character that is the field's.
    """

    opened = Signal(str)
    walked = Signal(int)
    left = Signal()
    typed = Signal(str)

    def __init__(self, name: str, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._first = columns, 0
        self._cards: list[Card] = []
        self._pages: list[tuple[int, int]] = [(0, 0)]
        self.shown = CardModel(self)
        self.setModel(self.shown)
        self._delegate = CardDelegate(CARD, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        if columns > 1:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(True)
            self.setResizeMode(QListView.ResizeMode.Adjust)
        scroll_by_finger(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It takes what it is given."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the box that turns the page."""
        return QSize(0, look().px(MORE_HEIGHT))

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_cards(self, cards: list[Card], chosen: str) -> None:
        """Show cards, one of them as the one that is looked at; its page is turned to where it is there."""
        moved = chosen != self._delegate.chosen
        self._cards = cards
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cards else Qt.FocusPolicy.ClickFocus)
        self._delegate.chosen = chosen
        self._fit()
        if moved:
            place = next((place for place, card in enumerate(cards) if chosen and card.key == chosen), -1)
            if place >= 0:
                self._first = next(first for first, end in self._pages if first <= place < end)
        self._show()
        if moved and (place := self.shown.place_of(chosen)) >= 0:
            self.setCurrentIndex(self.shown.index(place))

    def _fit(self) -> None:
        """Part the cards into pages of whole ones; where there are several, each ends with the box that turns."""
        px = look().px
        gap, room = px(GAP), self.viewport().height()
        width = self._card_width()
        heights = [card_height(one, width) for one in self._cards]
        self._delegate.columns, self._delegate.width, self._delegate.height = self._columns, 0, 0
        if self._columns > 1:
            self._delegate.whole = self.viewport().width()
            self._delegate.width = self._delegate.whole // self._columns - 1  # or the last of a row begins the next
            self._delegate.height = max([*heights, px(MORE_HEIGHT)]) + gap
            heights = [self._delegate.height - gap] * len(heights)
        self._pages = _pages(heights, room, gap, self._columns, px(MORE_HEIGHT))
        starts = [first for first, _ in self._pages]
        if self._first not in starts:
            self._first = max(one for one in starts if one <= self._first)

    def _card_width(self) -> int:
        gap = look().px(GAP)
        return (self.viewport().width() - gap * (self._columns - 1)) // self._columns

    def _show(self) -> None:
        end = next(end for first, end in self._pages if first == self._first)
        cards = self._cards[self._first : end]
        if len(self._pages) > 1:
            left = len(self._cards) - end
            words = self.tr("還有 {} 筆").format(left) if left else self.tr("回到前 {} 筆").format(self._pages[0][1])
            cards = [*cards, Card("", words)]
        here = self.currentIndex().row()
        self.shown.show(cards)
        self.scheduleDelayedItemsLayout()
        if not self.currentIndex().isValid() and cards:
            self.setCurrentIndex(self.shown.index(min(max(here, 0), len(cards) - 1)))
        self.viewport().update()

    def turn(self) -> None:
        """Show the next page; after the last the first."""
        starts = [first for first, _ in self._pages]
        self._first = starts[(starts.index(self._first) + 1) % len(starts)]
        self._show()
        self.setCurrentIndex(self.shown.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many as there is room for now."""
        super().resizeEvent(event)
        self._fit()
        self._show()

    # --- hands --------------------------------------------------------------------------------------------------

    def walk_in(self, row: int) -> bool:
        """Take the focus from a neighbour, at the row one came from; False where there is nothing to walk on."""
        if not self.shown.cards:
            return False
        self.setCurrentIndex(self.shown.index(min(max(row, 0), len(self.shown.cards) - 1)))
        self.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Have keys be about a card, if there is one."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.shown.cards:
            self.setCurrentIndex(self.shown.index(0))

    def _take(self, index: Index) -> None:
        card = index.data(CARD)
        if isinstance(card, Card):
            self.turn() if card.is_more else self.opened.emit(card.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._take(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows walk through the cards and the columns, Enter opens; letters and digits are the field's."""
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        if key in _OPENS:
            self._take(self.currentIndex())
        elif key is Qt.Key.Key_Up and row < self._columns:
            self.left.emit()
        elif key in _SIDEWAYS and (self._columns == 1 or not self._has_beside(row, _SIDEWAYS[key])):
            self.walked.emit(_SIDEWAYS[key])
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & _HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _has_beside(self, row: int, step: int) -> bool:
        there = row + step
        return there // self._columns == row // self._columns and 0 <= there < len(self.shown.cards)


def _pages(heights: list[int], room: int, gap: int, columns: int, more: int) -> list[tuple[int, int]]:
    """Where each page begins and ends."""
    if columns > 1:
        rows = max(1, (room + gap) // (heights[0] + gap)) if heights else 1
        many = rows * columns
        if len(heights) <= many:
            return [(0, len(heights))]
        step = max(1, many - 1)
        return [(first, min(first + step, len(heights))) for first in range(0, len(heights), step)]
    if sum(heights) + gap * (len(heights) - 1) <= room:
        return [(0, len(heights))]
    found, first, used = [], 0, more
    for place, high in enumerate(heights):
        if used + gap + high > room and place > first:
            found.append((first, place))
            first, used = place, more
        used += gap + high
    return [*found, (first, len(heights))]


class ColumnTitle(QWidget):
    """The title of a column, 40 high; with a warning where it tells of what is late."""

    def __init__(self, text: str, *, late: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._late, self._count = text, late, 0
        self.setFixedHeight(look().px(40))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        self._count = count
        self.setAccessibleName(f"{self._text} {count}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need."""
        px = look().px
        return QSize(text_width(self._text, 16, bold=True) + count_width(self._count) + px(40), px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, px, middle = QPainter(self), look().px, self.height() / 2
        ink, x = "bad" if self._late else "ink", px(2)
        if self._late:
            paint_icon(painter, x, middle - px(10), "warning", 20, ink)
            x += px(20 + 8)
        wide = text_width(self._text, 16, bold=True)
        paint_text(painter, QRectF(x, 0, wide + 1, self.height()), self._text, 16, ink, bold=True)
        paint_count(painter, x + wide + px(8), middle, self._count)


class Column(QWidget):
    """A title and its cards."""

    def __init__(self, text: str, columns: int = 1, *, late: bool = False, titled: bool = True) -> None:
        super().__init__()
        self.title, self.cards = ColumnTitle(text, late=late), CardList(text, columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.cards, 1)
        self.title.setVisible(titled)

    def show_cards(self, cards: list[Card], chosen: str) -> None:
        """Show cards."""
        self.title.show_count(len(cards))
        self.cards.show_cards(cards, chosen)
