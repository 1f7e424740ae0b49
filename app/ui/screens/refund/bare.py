"""Goods without a receipt: gathered at the left, what is given back for them typed at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.quantity import Unit
from app.runtime.refund_bare import Item
from app.runtime.workplace import Workplace
from app.ui.screens.refund.rows import HEIGHT, HIGH, BackRow, BackView
from app.ui.screens.refund.sale import Strip
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.padpanel import NARROW_ZONE, PAD_ZONE, PadZone
from app.ui.screens.sell.words import base_text, product_name, unit_text
from app.ui.shell.frame import Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.money import money_text
from app.ui.widgets.segment import Segment

PRICE, MEASURE = "price", "measure"
_KEYS = {Qt.Key.Key_Backspace: "back", Qt.Key.Key_Period: ".", Qt.Key.Key_Comma: "."}


class BarePage(QWidget):
    """The goods and the pad.

    Signals:
        closed: back to receipts.
        typed: a letter for the field.
        left: out of the list, to the field.
    """

    closed = Signal()
    typed = Signal(str)
    left = Signal()

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place, self._bare = place, place.refund.bare
        self._currency = place.counter.shop.currency
        low, narrow = frame.room is Room.DRAWER, frame.room <= Room.COMPACT
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        back = Button(self.tr("返回"), "quiet", "Esc", size="sm")
        back.clicked.connect(self.closed)
        column.addWidget(Strip(self.tr("無收據退貨：掃描或搜尋商品，再輸入退回單價"), back, top=True))
        self.list = BackView(self._currency, self.tr("無收據的商品"))
        self.list.toggled.connect(self._bare.choose)
        self.list.walked.connect(self._bare.choose)
        self.list.stepped.connect(self._step)
        self.list.removed.connect(self._remove)
        self.list.typed.connect(self._key)
        self.list.left.connect(self.left)
        self._empty = EmptyState("barcode", self.tr("掃描退回的商品"), self.tr("沒有條碼就輸入品名"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._stack.setMinimumHeight(look().px(2 * (HIGH if low else HEIGHT)))
        row = QVBoxLayout() if low else QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._pad(narrow=narrow, low=low))
        column.addLayout(row, 1)

    def _pad(self, *, narrow: bool, low: bool) -> QWidget:
        px = look().px
        self.zone = PadZone("C", NARROW_ZONE if narrow else PAD_ZONE)
        if low:
            self.zone.setMaximumWidth(16_777_215)
            self.zone.setMinimumWidth(0)
            self.zone.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.zone.entry.set_active(on=False)
        self.zone.pad.pressed.connect(self._bare.press)
        self.what = Segment([(PRICE, self.tr("單價"), "", ""), (MEASURE, self.tr("數量"), "", "")])
        self.what.chosen.connect(lambda key: self._bare.type_measure(key == MEASURE))
        self.remove = Button(self.tr("移除"), "danger", "Del", "trash", "sm")
        self.remove.clicked.connect(self._bare.remove)
        column = self.zone.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.what)
            column.addWidget(self.remove)
            column.setSpacing(px(8))
        return self.zone

    def _step(self, number: int, pieces: int) -> None:
        self._bare.choose(number)
        self._bare.step(pieces)

    def _remove(self, number: int) -> None:
        self._bare.choose(number)
        self._bare.remove()

    def _key(self, text: str) -> None:
        if not self.press(text):
            self.typed.emit(text)

    def press(self, text: str) -> bool:
        """A character that was typed; False where it is none of a figure."""
        if self._bare.item is None or not (text.isdecimal() or text == "."):
            return False
        self._bare.press(text if text == "." else str(int(text)))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits go to the figure, letters to the field."""
        key, text = Qt.Key(event.key()), event.text()
        if key in _KEYS:
            self._bare.press(_KEYS[key])
        elif key is Qt.Key.Key_Delete:
            self._bare.remove()
        elif text.strip() and text.isprintable():
            self._key(text)
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Typing goes to the figure, once there is one."""
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what was gathered."""
        bare = self._bare
        self._stack.setCurrentIndex(1 if bare.items else 0)
        self.list.show_rows([self._row(one) for one in bare.items], bare.chosen)
        item = bare.item
        self.zone.pad.setEnabled(item is not None)
        self.remove.setEnabled(item is not None)
        self.what.setEnabled(item is not None)
        self.what.set_current(MEASURE if bare.types_measure else PRICE)
        if item is None:
            self.zone.entry.set_label(self.tr("單價"))
            self.zone.entry.set_amount(0, self._currency)
            return
        pieces = item.product.unit is Unit.PIECE
        self.zone.pad.set_corner("." if bare.types_measure and not pieces else "C")
        if bare.types_measure:
            self.zone.entry.set_label(self.tr("數量"))
            self.zone.entry.set_text(item.measure_typed or "0", unit_text(item.product.unit))
        else:
            price = item.price
            base = base_text(price, item.product.unit) if price is not None else ""
            self.zone.entry.set_label(self.tr("單價"), base.strip(" /"))
            self.zone.entry.set_amount(int(item.price_typed or "0"), self._currency)

    def _row(self, item: Item) -> BackRow:
        price, pieces = item.price, item.product.unit is Unit.PIECE
        if price is None:
            sub = self.tr("輸入單價")
        else:
            sub = self.tr("單價 {}").format(
                money_text(price.minor, self._currency) + base_text(price, item.product.unit)
            )
        count = item.measure_typed or "0"
        return BackRow(
            item.number,
            art_of(item.product),
            product_name(item.product),
            sub,
            count if pieces else f"{count} {unit_text(item.product.unit)}",
            item.amount,
            on=True,
            ticks=False,
            steps=pieces,
        )
