"""The side of the board: the order that is looked at, its pick list, and where it is put."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.pickup import Pickup
from app.runtime.workplace import Workplace
from app.ui.screens.pickup.lines import pick_rows
from app.ui.screens.pickup.rows import PICK, GoodsList
from app.ui.screens.pickup.words import DOT, near_text, paid_texts, pieces_text, state_badge
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.option import OptionButton
from app.ui.widgets.paint import paint_box, paint_text, text_width
from app.ui.widgets.panel import hairline
from app.ui.widgets.text import Text

#: Shelves that are offered beside the one that somebody types.
OFFERED = 3
#: The keys of those, and of the other.
SHELF_KEYS = ("F1", "F2", "F3", "F5")


class Fact(QWidget):
    """A word and what it comes to, 58 high, in a box."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word, self._value = word, ""
        self._shorter: tuple[str, ...] = ()
        self.setFixedHeight(look().px(58))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, value: str, *shorter: str) -> None:
        """Say what it comes to; where there is little room, as short as it must be."""
        self._value, self._shorter = value, shorter
        self.setAccessibleName(f"{self._word} {value}")
        self.update()

    def text(self) -> str:
        """Return what it says."""
        return self._value

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need."""
        return QSize(look().px(26) + text_width(self._value, 17, bold=True), look().px(58))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it; a long value in smaller figures."""
        painter, see = QPainter(self), look()
        px = see.px
        paint_box(painter, QRectF(self.rect()), see.color("surface_2"), see.color("line"), px(1), px(10))
        edge = px(13) if self.width() > px(96) else px(7)
        inside = self.width() - 2 * edge
        every = [(text, size) for text in (self._value, *self._shorter) for size in (17, 15, 14, 13)]
        fits = [(text, size) for text, size in every if text_width(text, size, bold=True) <= inside]
        paint_text(painter, QRectF(edge, px(8), inside, px(18)), self._word, 13, "ink_3")
        text, size = next(iter(fits), every[-1])
        value = QRectF(edge, px(26), inside, px(24))
        paint_text(painter, value, text, size, "ink", bold=True, free=not fits)


class Head(QWidget):
    """Which order it is, and how it stands.

    Signals:
        closed: it need not be looked at any more.
    """

    closed = Signal()

    def __init__(self, width: int) -> None:
        super().__init__()
        px = look().px
        self.code, self.badge = Text("", 24, bold=True), Badge("")
        self.code.setFixedHeight(px(32))
        self.sub = Text("", 14, tone="ink_2", wrap=True)
        close = IconButton("x", self.tr("關閉"), "Esc")
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(16), px(8), px(12))
        row.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(0)
        narrow = width < px(360)
        first: QBoxLayout = QVBoxLayout() if narrow else QHBoxLayout()
        first.setSpacing(px(2 if narrow else 12))
        first.addWidget(self.code)
        first.addWidget(self.badge)
        if not narrow:
            first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.sub)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop if narrow else Qt.AlignmentFlag.AlignVCenter)

    def show_order(self, one: Pickup, at: int, zone: str) -> None:
        """Show which."""
        self.code.setText(one.order.code)
        self.badge.set_badge(*state_badge(one, at))
        tail = self.tr("電話尾碼 {}").format(one.phone_tail) if one.phone_tail else ""
        placed = self.tr("{} 下單").format(near_text(one.order.placed_at, at, zone))
        self.sub.setText(DOT.join(part for part in (one.order.customer, tail, placed) if part))


class ShelfPicker(QWidget):
    """Where the order is put: one of a few shelves, or another that is typed.

    Signals:
        chosen: a shelf.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._offered: tuple[str, ...] = ()
        self._buttons: list[OptionButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.field = Field(self.tr("貨架號碼"), self.tr("貨架"))
        self.field.textChanged.connect(self._typed)
        self.field.hide()
        column.addWidget(self.field)
        label = Text(self.tr("放到貨架"), 14, tone="ink_2")
        self._row = QHBoxLayout()
        self._row.setSpacing(px(8))
        column.addWidget(label)
        column.addLayout(self._row)
        self._group = QButtonGroup(self)
        self._other = self._button(self.tr("其他"), SHELF_KEYS[-1])

    def _button(self, text: str, key: str) -> OptionButton:
        button = OptionButton(text, key, bold=True)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(look().px(48))
        button.clicked.connect(self._clicked)
        self._group.addButton(button)
        self._row.addWidget(button, 1)
        return button

    def show_shelves(self, shelves: Sequence[str], current: str) -> None:
        """Offer shelves, one of which is chosen; where it is none of them, it was typed."""
        offered = tuple(shelves[:OFFERED])
        if offered != self._offered:
            self._offered = offered
            for button in (*self._buttons, self._other):
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.setParent(None)
                button.deleteLater()
            self._buttons = [self._button(one, key) for one, key in zip(offered, SHELF_KEYS, strict=False)]
            self._other = self._button(self.tr("其他"), SHELF_KEYS[-1])
        typing = not self.field.isHidden() or (bool(current) and current not in offered) or not offered
        self._group.setExclusive(False)  # or the one that is chosen stays so where none is
        for button in self._buttons:
            button.setChecked(button.text() == current and not typing)
        self._other.setChecked(typing)
        self._group.setExclusive(True)
        if typing and self.field.isHidden():
            self.field.setText(current)
            self.field.show()

    def press(self, place: int) -> None:
        """The key of a shelf, or of the other."""
        last = place == len(SHELF_KEYS) - 1
        if self.isVisible() and (last or place < len(self._buttons)):
            (self._other if last else self._buttons[place]).click()

    def _clicked(self) -> None:
        button = self.sender()
        if button is self._other:
            self.field.show()
            self.field.setFocus()
            self.chosen.emit(self.field.text().strip())
        elif isinstance(button, OptionButton):
            self.field.hide()
            self.field.edit.clear()
            self.chosen.emit(button.text())

    def _typed(self, text: str) -> None:
        if not self.field.isHidden():
            self.chosen.emit(text.strip())

    def forget(self) -> None:
        """Another order: nothing is typed yet."""
        self.field.hide()
        self.field.edit.clear()


class Details(QWidget):
    """An order: its head, three facts, its goods, and what can be done about them.

    Signals:
        closed: it need not be looked at any more.
        substitute, short, printed, problem, back: one of the tools.
    """

    closed = Signal()
    substitute = Signal()
    short = Signal()
    printed = Signal()
    problem = Signal()
    back = Signal()

    def __init__(self, place: Workplace, width: int) -> None:
        super().__init__()
        self._place, self._board = place, place.pickup
        px = look().px
        self._zone = place.counter.shop.zone
        self._reveal_later = QTimer(self, interval=0, singleShot=True)
        self._reveal_later.timeout.connect(self._reveal)
        self._revealed: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = Head(width)
        self.head.closed.connect(self.closed)
        column.addWidget(self.head)
        column.addLayout(self._facts())
        self.note = Text("", 14, tone="warn", wrap=True)
        self.note.setContentsMargins(px(20), 0, px(20), px(10))
        column.addWidget(self.note)
        column.addWidget(hairline())
        self.title, self.hint = (
            Text(self.tr("撿貨單"), 15, bold=True),
            Text(self.tr("掃描商品即勾選"), 14, tone="ink_2"),
        )
        title = QHBoxLayout()
        title.setContentsMargins(px(20), px(8), px(20), px(6))
        title.addWidget(self.title)
        title.addStretch(1)
        title.addWidget(self.hint)
        column.addLayout(title)
        self.goods = GoodsList(PICK, place.counter.shop.currency, self.tr("撿貨單"))
        self.goods.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.goods.toggled.connect(self._board.toggle)
        self.goods.walked.connect(self._board.walk)
        column.addWidget(self.goods)
        column.addLayout(self._tools(width))
        column.addStretch(1)

    def _facts(self) -> QBoxLayout:
        px, row = look().px, QHBoxLayout()
        row.setContentsMargins(px(20), 0, px(20), px(14))
        row.setSpacing(px(8))
        self.ready_by, self.paid, self.pieces = Fact(self.tr("應備好")), Fact(self.tr("付款")), Fact(self.tr("件數"))
        for fact in (self.ready_by, self.paid, self.pieces):
            row.addWidget(fact, 1)
        return row

    def _tools(self, width: int) -> QBoxLayout:
        px, narrow = look().px, width < look().px(380)
        row: QBoxLayout = QVBoxLayout() if narrow else QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(20), px(12))
        row.setSpacing(px(8))
        self.swap = Button(self.tr("替代品"), icon="swap", key="F6", size="sm")
        self.lack = Button(self.tr("缺貨"), icon="x", key="F7", size="sm")
        self.slip = Button(self.tr("撿貨單"), icon="printer", size="sm")
        self.slip.setAccessibleName(self.tr("列印撿貨單"))
        self.flag = Button(self.tr("回報問題"), icon="flag", key="F8", size="sm")
        self.return_ = Button(self.tr("退回上架"), icon="undo", size="sm")
        self.swap.setToolTip(self.tr("替代品 (F6)"))
        self.lack.setToolTip(self.tr("缺貨 (F7)"))
        every = (
            (self.swap, self.substitute),
            (self.lack, self.short),
            (self.flag, self.problem),
            (self.return_, self.back),
            (self.slip, self.printed),
        )
        for button, signal in every:
            button.set_style(px=15)
            button.clicked.connect(signal)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)
        return row

    def refresh(self) -> None:
        """Show the order as it is."""
        one, at = self._board.chosen, self._board.now
        if one is None:
            return
        self.head.show_order(one, at, self._zone)
        ready_by = one.order.ready_by
        self.ready_by.tell("–" if ready_by is None else near_text(ready_by, at, self._zone))
        self.paid.tell(*paid_texts(one))
        self.pieces.tell(pieces_text(one.pieces))
        self._tell_note(one)
        picking = self._board.can_pick
        self.hint.setVisible(picking)
        self.goods.show_rows(pick_rows(self._place, one, able=picking), self._board.line)
        for button in (self.swap, self.lack):
            button.setVisible(picking)
        self.flag.setVisible(not picking and one.is_open)
        self.return_.setVisible(one.is_open and self._board.may_go_back)

    def reveal_if_new(self, *about: object) -> None:
        """Have the line that keys are about be seen, where it is another, or other than it was."""
        if about != self._revealed:
            self._revealed = about
            self._reveal_later.start()  # once everything has its place

    def _reveal(self) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        index = self.goods.currentIndex()
        inside = None if parent is None else parent.widget()
        if parent is None or inside is None or not index.isValid():
            return
        self.goods.scrollTo(index)
        box = self.goods.visualRect(index)
        top = self.goods.viewport().mapTo(inside, box.topLeft()).y()
        parent.ensureVisible(0, top + box.height() // 2, 0, box.height() // 2 + 1)

    def _tell_note(self, one: Pickup) -> None:
        """What the customer wrote, or what was reported of it."""
        said = [one.order.note, one.done.problem_note]
        words = DOT.join(part for part in said if part)
        self.note.setText(words)
        self.note.setVisible(bool(words))


class NothingChosen(EmptyState):
    """Before an order is looked at."""

    def __init__(self) -> None:
        super().__init__("list-check", "", "")
        self.set_state("list-check", self.tr("點一張取貨單"), self.tr("或掃描取貨碼"))


__all__ = ["Details", "Fact", "Head", "NothingChosen", "ShelfPicker"]
