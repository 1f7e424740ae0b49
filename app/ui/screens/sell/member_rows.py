"""Members as rows of 64: masked name, tier, the end of their number, points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.member import MemberCard
from app.ui.screens.sell.member_words import facts_text, tail_text, tier_text
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.paint import paint_box, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
#: Height of a row, in the design.
ROW = 64


class MemberModel(QAbstractListModel):
    """Members who were found, best first."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._cards: tuple[MemberCard, ...] = ()

    def show(self, cards: Sequence[MemberCard]) -> None:
        """Show others."""
        if tuple(cards) != self._cards:
            self.beginResetModel()
            self._cards = tuple(cards)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what a cashier would say."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (card.name, tier_text(card), self.facts(card)) if part)
        return None

    def facts(self, card: MemberCard) -> str:
        """The end of the number, points and coupons."""
        return " · ".join(part for part in (tail_text(card), facts_text(card, self._zone)) if part)


class MemberDelegate(QStyledItemDelegate):
    """Paints one of them, as in `sell_search.png`."""

    def __init__(self, model: MemberModel, act: str, parent: QListView) -> None:
        super().__init__(parent)
        self._model, self._act = model, act

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """As wide as the list."""
        return QSize(0, look().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        card: MemberCard = index.data(CARD)
        see, px, box = look(), look().px, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, see.color("accent_tint"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, see.color("surface_2"))
        square = QRectF(box.left() + px(16), box.top() + px(12), px(40), px(40))
        paint_box(painter, square, see.color("surface_3"), radius=px(10))
        paint_icon(painter, square.left() + px(8), square.top() + px(8), "user", 24, "ink")
        right = self._paint_act(painter, box, chosen=chosen)
        left = square.right() + px(12)
        tier = tier_text(card)
        room = right - left - (badge_width(tier, small=True) + px(8) if tier else 0)
        name = QRectF(left, box.top() + px(11), room, px(22))
        paint_text(painter, name, card.name, 16, "ink", bold=chosen, free=True)
        if tier:
            after = left + min(text_width(card.name, 16, bold=chosen), room) + px(8)
            paint_badge(painter, after, name.top() + px(1), tier, "wheat", small=True)
        facts = QRectF(left, box.top() + px(34), right - left, px(18))
        paint_text(painter, facts, self._model.facts(card), 13, "ink_2" if chosen else "ink_3", free=True)
        painter.restore()

    def _paint_act(self, painter: QPainter, box: QRectF, *, chosen: bool) -> float:
        """What a touch does, or the key where it does the same; where that begins."""
        px = look().px
        right = box.right() - px(16)
        if chosen:
            right -= keycap_width("Enter")
            paint_keycap(painter, right, box.center().y(), "Enter")
        else:
            right -= badge_width(self._act)
            paint_badge(painter, right, box.center().y() - px(12), self._act)
        return right - px(12)


class MemberRows(QListView):
    """The list of them; a touch picks. What is chosen is chosen from outside: the field above keeps the focus.

    Args:
        act: what a touch does, in words.

    Signals:
        picked: one was touched, with the card.
    """

    picked = Signal(object)

    def __init__(self, zone: str, name: str, act: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = MemberModel(zone, self)
        self.setModel(self.cards)
        self.setItemDelegate(MemberDelegate(self.cards, act(), self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        scroll_by_finger(self)

    @property
    def row(self) -> int:
        """The row that is chosen; -1 for none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row, and bring it into sight; -1 chooses none."""
        index = self.cards.index(row, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def walk(self, steps: int) -> None:
        """Choose the row below or above, as far as there is one."""
        last = self.cards.rowCount() - 1
        if last >= 0:
            self.choose(min(last, max(0, self.row + steps)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch picks what it ends on."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.picked.emit(index.data(CARD))
