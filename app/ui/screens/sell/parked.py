"""Parked carts: what is in them, since when and by whom; fetched or cancelled from here."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.cart import CartLine
from app.runtime.cart import things
from app.runtime.parking import Parked
from app.runtime.workplace import Workplace
from app.ui.screens.sell.padpanel import WorkHead
from app.ui.screens.sell.words import age_text, listed, pieces_text
from app.ui.shell.frame import Frame, Room
from app.ui.shell.people import person_name
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import RIGHT, paint_box, paint_text
from app.ui.widgets.panel import hairline
from app.ui.widgets.text import Text

Index = QModelIndex | QPersistentModelIndex
PARKED = Qt.ItemDataRole.UserRole
#: Height of a row, in the design.
ROW = 76
_DOT = " · "


class ParkedModel(QAbstractListModel):
    """The carts that are put aside, oldest first."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._all: list[Parked] = []
        self._people: dict[str, str] = {}

    def refresh(self) -> None:
        """Read them anew."""
        self.beginResetModel()
        self._all = self._place.parking.all(pieces_text())
        self._people = {one.staff_id: person_name(one) for one in self._place.counter.reads().people()}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what a cashier would say."""
        if not index.isValid():
            return None
        one = self._all[index.row()]
        if role == PARKED:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return self.called(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            amount = "" if one.total is None else money_text(one.total, one.cart.currency)
            return ", ".join(part for part in (self.called(one), amount, self.content(one), self.since(one)) if part)
        return None

    def called(self, one: Parked) -> str:
        """What it is called; an order's says of which."""
        order = one.cart.order
        return one.label if order is None else self.tr("取貨單 {}").format(order.code) + _DOT + one.label

    def content(self, one: Parked) -> str:
        """What is in it, as far as there is room."""
        back = (self.tr("退 {}").format(line.name) for line in one.cart.returns)
        return listed([*map(_line_text, one.cart.lines), *back])

    def since(self, one: Parked) -> str:
        """How long ago, and by whom."""
        who = self._people.get(one.by, one.by)
        return (
            self.tr("{}前 · {}").format(age_text(one.minutes), who)
            if one.minutes
            else self.tr("剛剛 · {}").format(who)
        )


def _line_text(line: CartLine) -> str:
    count = things(line)
    return f"{line.name} × {count}" if count > 1 else line.name


class ParkedDelegate(QStyledItemDelegate):
    """Paints a cart that is put aside."""

    def __init__(self, model: ParkedModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """As wide as the list."""
        return QSize(0, look().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        one: Parked = index.data(PARKED)
        see, px, box = look(), look().px, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, see.color("accent_tint"))
            painter.fillRect(QRectF(box.x(), box.y(), px(4), box.height()), see.color("select"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, see.color("surface_2"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), see.color("line"))
        area = box.adjusted(px(20), px(14), -px(20), 0)
        right = 0
        if one.total is not None:
            line = QRectF(area.left(), area.top(), area.width(), px(24))
            paint_amount(painter, line, one.total, one.cart.currency, 17)
            right = amount_width(one.total, one.cart.currency, 17) + px(16)
        name = QRectF(area.left(), area.top(), area.width() - right, px(24))
        paint_text(painter, name, self._model.called(one), 16, "ink", bold=True, free=True)
        under = QRectF(area.left(), area.top() + px(26), area.width(), px(20))
        since = self._model.since(one)
        paint_text(painter, under, since, 13, "ink_3", align=RIGHT)
        room = under.width() - look().metrics(13).horizontalAdvance(since) - px(16)
        paint_text(painter, QRectF(under.left(), under.top(), room, px(20)), self._model.content(one), 14, "ink_2")
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, box.adjusted(2, 2, -2, -3), None, see.color("focus"), px(2), px(8))
        painter.restore()


class ParkedView(QListView):
    """The list of them.

    Signals:
        accepted: Enter.
    """

    accepted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter fetches; Del is the screen's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Two touches fetch."""
        super().mouseDoubleClickEvent(event)  # type: ignore[arg-type]
        self.accepted.emit()


class ParkedPanel(QFrame):
    """The work zone while a cart is chosen to be fetched.

    Signals:
        recalled: fetch a cart, by a `Parked`.
        dropped: cancel it.
        closed: the way out.
    """

    recalled = Signal(object)
    dropped = Signal(object)
    closed = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setProperty("kind", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = WorkHead(low=frame.room <= Room.COMPACT)
        self.head.button.setText(self.tr("關閉"))
        self.head.closed.connect(self.closed)
        column.addWidget(self.head)
        column.addWidget(hairline())
        self.model = ParkedModel(place, self)
        self.view = ParkedView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ParkedDelegate(self.model, self.view))
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setTabKeyNavigation(False)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("保留中的交易"))
        scroll_by_finger(self.view)
        self.view.accepted.connect(self._recall)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(EmptyState("pause", self.tr("沒有保留中的交易"), self.tr("按 F5 保留目前這筆")))
        column.addWidget(self._stack, 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())
        place.cart.changed.connect(self._tell)

    def _foot(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(20), px(12))
        row.setSpacing(px(8))
        self._rule = Text("", 14, tone="ink_2", wrap=True)
        row.addWidget(self._rule, 1)
        self.drop_button = Button(self.tr("刪除"), "danger", "Del", "trash", "lg")
        self.drop_button.clicked.connect(self.drop)
        row.addWidget(self.drop_button)
        self.recall_button = Button(self.tr("取回"), "primary", "Enter", size="lg")
        self.recall_button.clicked.connect(self._recall)
        row.addWidget(self.recall_button)
        return row

    def begin(self) -> None:
        """Show them as they are now, the latest chosen."""
        self.model.refresh()
        count = self.model.rowCount()
        self._stack.setCurrentIndex(0 if count else 1)
        for button in (self.drop_button, self.recall_button):
            button.setEnabled(bool(count))
        self._tell()
        if count:
            self.view.setCurrentIndex(self.model.index(count - 1))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.head.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        count = self.model.rowCount()
        self.head.tell("", self.tr("保留中的交易"), self.tr("{} 筆").format(count))
        cart = self._place.cart.cart
        rule = self.tr("取回時，目前這筆會先保留")
        if cart.order is not None:
            rule = self.tr("取回時，取貨單 {} 會放回取貨").format(cart.order.code)
        self._rule.setText(rule if count and not cart.is_empty else "")

    def _chosen(self) -> Parked | None:
        index = self.view.currentIndex()
        return index.data(PARKED) if index.isValid() else None

    def _recall(self) -> None:
        if (one := self._chosen()) is not None:
            self.recalled.emit(one)

    def drop(self) -> None:
        """Have the chosen one cancelled."""
        if (one := self._chosen()) is not None:
            self.dropped.emit(one)
