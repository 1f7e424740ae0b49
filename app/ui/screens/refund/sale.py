"""The work zone of returns: the sale and its lines, or the sales that fit what was typed, or what to do first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.cart import Member
from app.domain.quantity import MILLI, Quantity
from app.domain.sale import SoldLine
from app.domain.sales import SaleView
from app.runtime.refund_lines import BackLine
from app.runtime.workplace import Workplace
from app.ui.screens.refund.rows import HEIGHT, HIGH, BackRow, BackView
from app.ui.screens.refund.words import Names, count_text, gone_text, moment_text, price_text
from app.ui.screens.sales.words import items_text, short_number
from app.ui.screens.sell.art import art_named
from app.ui.screens.sell.words import milli_text, quantity_text
from app.ui.shell.frame import Frame, Room
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.money import AmountLabel, money_text
from app.ui.widgets.paint import paint_box, text_width
from app.ui.widgets.panel import hairline
from app.ui.widgets.text import Text


class Strip(QWidget):
    """A line on the lower ground of a panel: words at the left, a button at the right.

    Args:
        top: it is the panel's first.
    """

    def __init__(self, words: str, button: Button, *, top: bool = False) -> None:
        super().__init__()
        self._top = top
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), 0, px(4), 0)
        self._words = Text(words, 14, tone="ink_2", wrap=True)
        row.addWidget(self._words, 1)
        row.addWidget(button)
        self.setMinimumHeight(px(49))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground and the line below."""
        painter, see = QPainter(self), look()
        area = QRectF(self.rect())
        if self._top:  # round as the panel is
            radius = see.px(13)
            paint_box(painter, area, see.color("surface_2"), radius=radius)
            area.adjust(0, radius, 0, 0)
        painter.fillRect(area, see.color("surface_2"))
        painter.fillRect(QRectF(0, self.height() - see.px(1), self.width(), see.px(1)), see.color("line"))


class Foot(QWidget):
    """The way for goods whose receipt is gone."""

    bare = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20 + 28), px(12), px(20), px(12))
        row.addWidget(Text(self.tr("沒有收據的退貨需店長核准"), 14, tone="ink_2", wrap=True), 1)
        self.button = Button(self.tr("無收據退貨"), size="sm")
        self.button.clicked.connect(self.bare)
        row.addWidget(self.button)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the line above and the shield."""
        painter, see = QPainter(self), look()
        painter.fillRect(QRectF(0, 0, self.width(), see.px(1)), see.color("line"))
        paint_icon(painter, see.px(20), (self.height() - see.px(20)) / 2, "shield", 20, "ink_2")


class SaleFacts(QWidget):
    """Number, moment, document, member, what was paid."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place = place
        self._low = frame.room is Room.DRAWER
        px = look().px
        self._row = QHBoxLayout(self)
        high = px(6 if self._low else 14)
        self._row.setContentsMargins(px(20), high, px(20), high)
        self._row.setSpacing(px(24))
        self._facts: list[_Fact] = []
        self._paid: _Fact | None = None

    def show_sale(self, view: SaleView) -> None:
        """Tell of a sale."""
        self._facts, self._paid = [], None
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        sale, counter = view.sale, self._place.counter
        facts = [
            (self.tr("收據"), sale.number),
            (self.tr("購買時間"), moment_text(sale.completed_at, counter.shop.zone)),
        ]
        if sale.fiscal is not None and counter.fiscal is not None:
            facts.append((counter.fiscal.title, sale.fiscal.number))
        if sale.ticket.member_id is not None:
            facts.append((self.tr("會員"), self._member(sale.ticket.member_id)))
        self._facts = [_Fact(word, Text(value, 17, bold=True)) for word, value in facts]
        for fact in self._facts:
            self._row.addWidget(fact)
        self._row.addStretch(1)
        paid = AmountLabel(17)
        paid.set_amount(sale.ticket.total, sale.ticket.currency)
        self._paid = _Fact(self.tr("實付"), paid, right=True)
        self._row.addWidget(self._paid)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the number and what was paid."""
        return QSize(self._needed(1), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Leave out the last of what there is no room for: nothing is cut."""
        fits = next((count for count in (4, 3, 2) if self._needed(count) <= self.width()), 1)
        for place, fact in enumerate(self._facts):
            fact.setVisible(place < fits)

    def _needed(self, count: int) -> int:
        parts = [*self._facts[:count], *([self._paid] if self._paid is not None else [])]
        edges = self._row.contentsMargins()
        gaps = self._row.spacing() * (len(parts) + 1)
        return edges.left() + edges.right() + gaps + sum(part.sizeHint().width() for part in parts)

    def _member(self, member_id: str) -> str:
        desk = self._place.counter.members
        known = desk.shown(Member(member_id)) if desk is not None else None
        return known.name if known is not None else member_id


class _Fact(QWidget):
    def __init__(self, word: str, value: QWidget, *, right: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        column.addWidget(Text(word, 13, tone="ink_3"), 0, side)
        column.addWidget(value, 0, side)


class SalePage(QWidget):
    """The sale that is looked at.

    Signals:
        typed: a character for the field.
        left: out of the list, to the field.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place, self._refund = place, place.refund
        self._names = Names(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.facts = SaleFacts(place, frame)
        column.addWidget(self.facts)
        column.addWidget(hairline())
        self.all = Button(self.tr("全選可退"), "quiet", "F9", size="sm")
        self.all.clicked.connect(self._refund.choose_all)
        column.addWidget(Strip(self.tr("選擇要退的商品，或掃描商品"), self.all))
        self.list = BackView(place.counter.shop.currency, self.tr("收據上的商品"))
        self.list.toggled.connect(self._refund.toggle)
        self.list.stepped.connect(self._refund.step)
        self.list.walked.connect(self._walked)
        self.list.typed.connect(self.typed)
        self.list.left.connect(self.left)
        self.list.setMinimumHeight(look().px(2 * (HIGH if frame.room is Room.DRAWER else HEIGHT)))
        column.addWidget(self.list, 1)
        self._told: str = ""
        self._rows: dict[int, tuple[BackLine, BackRow]] = {}
        self._prices: dict[int, str] = {}
        self._aim = self._refund.aim

    def _walked(self, line: int) -> None:
        self._refund.current = line

    def refresh(self) -> None:
        """Show the sale as it stands."""
        view = self._refund.sought.view
        if view is None:
            return
        if self._told != view.sale.ticket.sale_id:
            self._told, self._prices = view.sale.ticket.sale_id, {}
            self.facts.show_sale(view)
        lines = self._refund.lines
        if self._aim is not self._refund.aim:
            self._aim, self._rows = self._refund.aim, {}
        self.all.setEnabled(any(line.remaining for line in lines) and not self._refund.is_busy)
        self._rows = {line.sold.line: self._row_of(line) for line in lines}
        self.list.show_rows([row for _, row in self._rows.values()], self._refund.current)

    def _row_of(self, line: BackLine) -> tuple[BackLine, BackRow]:
        """A line and its row; of one that is the same as before the very row, for a receipt may be long."""
        known = self._rows.get(line.sold.line)
        if known is not None and known[0] is line:
            return known
        return line, self._row(line)

    def _price_of(self, sold: SoldLine) -> str:
        counter = self._place.counter
        if sold.line not in self._prices:
            self._prices[sold.line] = price_text(sold, counter.shop.currency, counter.promotions)
        return self._prices[sold.line]

    def _row(self, line: BackLine) -> BackRow:
        sold, of = line.sold, self._place.counter.shop.currency
        able, on = bool(line.remaining), bool(line.milli)
        milli = line.milli or line.remaining or sold.quantity.milli
        own = sum(one.reduction.amount for one in sold.reductions if not one.reduction.kind.is_of_cart)
        amount = (sold.listed_amount - own) * milli // sold.quantity.milli
        count = count_text(line) if on else f"× {quantity_text(Quantity(milli, sold.quantity.unit))}"
        sub, share = self._price_of(sold), ""
        if on and (off := sum(minor for _, minor in self._refund.breakdown(line).shares)):
            share = self.tr("折扣分攤 {}").format(money_text(-off, of))
        if on and not line.is_counted:
            sub = self.tr("{} · 輸入「{}*」改退的量").format(sub, milli_text(line.milli))
        return BackRow(
            sold.line,
            art_named(sold.name, sold.category),
            self._names.of(sold.sku, sold.name),
            sub,
            count,
            amount,
            gone_text(line),
            on,
            able,
            steps=line.remaining >= (MILLI if line.is_counted else 1),
            share=share,
        )


class FoundPage(QWidget):
    """Several sales fit: one of them is meant.

    Signals:
        picked: the id of a sale.
    """

    picked = Signal(str)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        px = look().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(8))
        self._shown: tuple[object, ...] = ()
        self.buttons: list[Button] = []

    def refresh(self) -> None:
        """Offer what was found."""
        found = self._place.refund.sought.found
        if found == self._shown:
            return
        self._shown, self.buttons = found, []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not found:
            return
        self._column.addWidget(Text(self.tr("符合的收據有 {} 張，選一張").format(len(found)), 15, bold=True))
        of, zone = self._place.counter.shop.currency, self._place.counter.shop.zone
        for one in found:
            parts = (one.number, moment_text(one.at, zone), money_text(one.total, of))
            button = Button("　".join(parts), "neutral", size="lg")
            button.setAccessibleName(f"{short_number(one.number)} {parts[1]} {parts[2]}")
            button.setToolTip(items_text(self._place.counter, one))
            button.clicked.connect(partial(self.picked.emit, one.sale_id))
            self._column.addWidget(button)
            self.buttons.append(button)
        self._column.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width has room for larger words, or not."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the smaller words."""
        return QSize(look().px(280), super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = self.width() - look().px(2 * 20 + 2 * 8)
        fits = all(text_width(one.text(), 15, bold=True) <= room for one in self.buttons)
        for button in self.buttons:
            button.set_style(px=15 if fits else 13)


class NothingPage(EmptyState):
    """What to do first, or why there is nothing."""

    def __init__(self) -> None:
        super().__init__("receipt", "", "")

    def tell(self, trouble: str) -> None:
        """Say why a receipt is not there; empty while none was looked for."""
        if trouble:
            self.set_state("search", trouble, self.tr("核對號碼，或掃描收據上的條碼"))
        else:
            self.set_state("receipt", self.tr("掃描收據條碼"), self.tr("或輸入收據號碼，末 4 碼也可以"))
