"""What was booked, what it was really, why: the work zone of a correction."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.sale import Sale
from app.domain.tender import Tender, TenderKind
from app.runtime.correct import BY_HAND
from app.runtime.workplace import Workplace
from app.ui.screens.correct.words import moment_text, reasons, sub_of
from app.ui.screens.pay.column import Place
from app.ui.screens.pay.words import tender_icon, tender_name
from app.ui.shell.people import person_name
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.money import AmountLabel, money_text
from app.ui.widgets.option import OptionButton, OptionRow
from app.ui.widgets.pad import NumberPad
from app.ui.widgets.panel import Panel, hairline
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import WrapLayout

PAD_WIDTH, PAD_NARROW = 316, 264


class Head(QWidget):
    """Which sale it is: number, moment, who sold it, what was paid.

    Signals:
        back: the way out.
    """

    back = Signal()

    def __init__(self, place: Workplace, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        px = look().px
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(4 if low else 12), px(12), px(4 if low else 12))
        row.setSpacing(px(24))
        self._number, self._moment, self._who = (Text("", 17, bold=True) for _ in range(3))
        self._total = AmountLabel(17)
        pairs = [(self.tr("收據"), self._number), (self.tr("時間"), self._moment), (self.tr("收銀"), self._who)]
        self._pairs = [_pair(word, value) for word, value in pairs]
        for pair in self._pairs:
            row.addWidget(pair)
        row.addStretch(1)
        total = _pair(self.tr("總計"), self._total, right=True)
        row.addWidget(total)
        back = Button(self.tr("返回"), "quiet", "Esc", size="sm")
        back.clicked.connect(self.back)
        row.addWidget(back)
        self._always = (total, back)

    def refresh(self, sale: Sale) -> None:
        """Show a sale."""
        cashier = self._place.counter.reads().person(sale.cashier)
        self._number.setText(sale.number)
        self._moment.setText(moment_text(sale, self._place.counter.shop.zone))
        self._who.setText(person_name(cashier) if cashier else sale.cashier)
        self._total.set_amount(sale.ticket.total, sale.ticket.currency)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the number, the total and the way out."""
        return QSize(self._needed(1), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Leave out who it was, then when, where there is no room: neither is cut."""
        fits = next((count for count in (3, 2) if self._needed(count) <= self.width()), 1)
        for place, pair in enumerate(self._pairs):
            pair.setVisible(place < fits)

    def _needed(self, count: int) -> int:
        """How wide it is with so many of what is at the left."""
        parts = [*self._pairs[:count], *self._always]
        edges = self._row.contentsMargins()
        gaps = self._row.spacing() * (len(parts) + 1)  # the stretch has two
        return edges.left() + edges.right() + gaps + sum(part.sizeHint().width() for part in parts)


def _pair(word: str, value: QWidget, *, right: bool = False) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    column.addWidget(Text(word, 13, tone="ink_3"), 0, side)
    column.addWidget(value, 0, side)
    return pair


class Form(QWidget):
    """The tenders, what this one was really, the reason."""

    def __init__(self, place: Workplace, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._low = low
        px = look().px
        gap = px(8 if low else 12)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(12 if low else 20), px(20), px(12 if low else 20))
        self._column.setSpacing(gap)
        self._column.addWidget(Text(self.tr("記錯的款項"), 15, bold=True))
        self._rows: dict[str, OptionRow] = {}
        self._offered: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(8))
        self._column.addLayout(self._list)
        self._column.addWidget(Text(self.tr("實際是"), 15, bold=True))
        self._column.addLayout(self._tiles())
        self._column.addWidget(Text(self.tr("原因"), 15, bold=True))
        self._column.addLayout(self._reasons())
        self.words = Field(self.tr("其他原因"))
        self.words.textChanged.connect(self._said)
        self._column.addWidget(self.words)
        self._column.addStretch(1)

    def _tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        group = QButtonGroup(self)
        self.tiles: dict[TenderKind, OptionButton] = {}
        for place, kind in enumerate(BY_HAND):
            tile = OptionButton(tender_name(kind, {}), f"F{place + 1}", tender_icon(kind, {}), bold=True, size="lg")
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tile.clicked.connect(partial(self._place.correction.become, kind))
            group.addButton(tile)
            self.tiles[kind] = tile
            row.addWidget(tile, 1)
        return row

    def _reasons(self) -> WrapLayout:
        row = WrapLayout()
        self._whys: list[OptionButton] = []
        for why in reasons():
            button = OptionButton(why)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._because, why))
            self._whys.append(button)
            row.addWidget(button)
        return row

    def _because(self, why: str) -> None:
        self._place.correction.say(why)

    def _said(self, text: str) -> None:
        if text:
            self._place.correction.say(text)
        elif self._place.correction.reason not in reasons():
            self._place.correction.say("")

    def refresh(self) -> None:
        """Show the correction as it stands."""
        at = self._place.correction
        if at.view is None:
            return
        self._offer(at.view.sale)
        for tender_id, row in self._rows.items():
            row.setChecked(at.chosen is not None and at.chosen.tender_id == tender_id)
        for kind, tile in self.tiles.items():
            tile.setChecked(kind is at.kind and at.chosen is not None)
            tile.setEnabled(at.chosen is not None)
        for button in self._whys:
            button.setChecked(button.text() == at.reason)
        typed = "" if at.reason in reasons() else at.reason
        if self.words.text().strip() != typed.strip():
            self.words.setText(typed)

    def _offer(self, sale: Sale) -> None:
        """Make the rows anew for another sale, or for tenders that were put right."""
        view = self._place.correction.view
        right = {one.tender_id for one in view.corrections} if view else set()
        offered = (sale.ticket.sale_id, sale.ticket.tenders, right)
        if offered == self._offered:
            return
        self._offered = offered
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}
        providers = self._place.payment.providers
        for tender in sale.ticket.tenders:
            row = self._row(tender, sale, tender_name(tender.kind, providers))
            if tender.tender_id in right:
                row.set_badge(self.tr("已更正"), "neutral", "check")
            if tender.kind not in BY_HAND:
                row.setEnabled(False)
                row.set_badge(self.tr("無法在此更正"), "neutral")
            self._rows[tender.tender_id] = row
            self._group.addButton(row)
            self._list.addWidget(row)

    def _row(self, tender: Tender, sale: Sale, name: str) -> OptionRow:
        row = OptionRow(f"{name} {money_text(tender.amount, sale.ticket.currency)}", sub_of(tender, sale))
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(partial(self._place.correction.choose, tender.tender_id))
        return row


class PadZone(QWidget):
    """The reference and the pad that types it, on a ground of their own at the panel's right."""

    def __init__(self, place: Workplace, *, low: bool, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(21), px(20), px(20), px(20))
        column.setSpacing(px(12))
        if low:
            self.setFixedHeight(px(20 + 72 + 12 + 4 * 48 + 3 * 8 + 20))
        else:
            self.setFixedWidth(px(PAD_NARROW if narrow else PAD_WIDTH))
        self.reference = Place(72)
        column.addWidget(self.reference)
        self.pad = NumberPad("money", "C")
        self.pad.pressed.connect(place.correction.press)
        column.addWidget(self.pad, 1)

    def refresh(self) -> None:
        """Show what is typed."""
        at = self._place.correction
        card = at.kind is TenderKind.CARD and at.chosen is not None
        self.reference.set_label(self.tr("授權碼"), self.tr("簽單上的號碼") if card else self.tr("現金不需要"))
        self.reference.set_text(at.reference if card else "")
        self.reference.set_active(card)
        obstacle = at.obstacle
        self.reference.set_error(
            bool(at.reference) and obstacle is not None and obstacle.code == "tender.bad_reference"
        )
        self.pad.setEnabled(card)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground, round where the panel is."""
        painter, wear = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, area = wear.px(13), QRectF(self.rect())
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(area, radius, radius)
        path.addRect(area.adjusted(0, 0, 0, -radius))
        path.addRect(area.adjusted(0, 0, -radius, 0))
        painter.fillPath(path, wear.color("surface_2"))
        painter.fillRect(0, 0, 1, self.height(), wear.color("line"))


def correction_panel(head: Head, form: Form, zone: PadZone, *, low: bool) -> Panel:
    """The head over the form with the pad at its right; where there is little room both are scrolled."""
    panel = Panel()
    column = panel.column((0, 0, 0, 0), 0)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(head)
    column.addWidget(hairline())
    if low:
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(form)
        below.addWidget(zone)
        column.addWidget(_scrolled(inner), 1)
        return panel
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(_scrolled(form), 1)
    row.addWidget(zone)
    column.addLayout(row, 1)
    return panel


def _scrolled(inner: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inner)
    return scroll
