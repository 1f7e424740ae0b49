"""From what to what, what that changes, who has to allow it: the side zone of a correction."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.money import TWD
from app.domain.tender import TenderKind
from app.runtime.workplace import Workplace
from app.ui.screens.correct.words import obstacle_text
from app.ui.screens.pay.words import tender_icon, tender_name
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.money import money_text, paint_amount
from app.ui.widgets.paint import paint_box, paint_text, text_width
from app.ui.widgets.panel import KeyValueRow, Panel, SectionTitle, hairline
from app.ui.widgets.text import Text


class Booked(QWidget):
    """A tender as it is booked, or as it will be: a caption, an icon, words, the amount.

    Args:
        new: tinted: this is how it will be.
        low: less high, and without an icon.
    """

    def __init__(self, *, new: bool, low: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new, self._low = new, low
        self._said = ("", "", "")
        self._icon, self._minor, self._currency = "cash", 0, TWD
        self.setFixedHeight(look().px(52 if low else 68))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, caption: str, icon: str, name: str, sub: str, minor: int, place: Workplace) -> None:
        """Show a tender."""
        self._said, self._icon, self._minor = (caption, name, sub), icon, minor
        self._currency = place.counter.shop.currency
        self.setAccessibleName(f"{caption} {name} {money_text(minor, self._currency)}")
        self.setAccessibleDescription(sub)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(260), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        caption, name, sub = self._said
        if not name:
            return
        painter, wear = QPainter(self), look()
        px, area = wear.px, QRectF(self.rect())
        fill, line, width = ("accent_tint", "select", 2) if self._new else ("surface_2", "line", 1)
        paint_box(painter, area, wear.color(fill), wear.color(line), px(width), px(10))
        left, right = px(12 if self._low else 16), self.width() - px(12 if self._low else 16)
        if not self._low:
            ink = "accent_ink" if self._new else "ink_2"
            paint_icon(painter, left, (self.height() - px(24)) / 2, self._icon, 24, ink)
            left += px(24 + 12)
        figures = QRectF(left, 0, right - left, area.height())
        size = 16 if self._low else 20
        used = paint_amount(painter, figures, self._minor, self._currency, size, bold=self._new)
        room, top = right - used - px(12) - left, px(5 if self._low else 12)
        head = f"{caption} · {sub}" if sub else caption
        if text_width(head, 13) > room:
            head = caption
        paint_text(painter, QRectF(left, top, room, px(18)), head, 13, "ink_2" if self._new else "ink_3")
        name_size = 15 if self._low else 17
        paint_text(painter, QRectF(left, top + px(19), room, px(24)), name, name_size, "ink", bold=self._new)


class Outcome(QWidget):
    """The side zone: from what to what, what that changes, who has to allow it.

    Signals:
        accepted: the primary was pressed.
    """

    accepted = Signal()

    def __init__(self, place: Workplace, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        px = look().px
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(1), 0, 0, px(16))
        column.setSpacing(0)
        title = SectionTitle(self.tr("更正付款"))
        title.setContentsMargins(px(20), px(8 if low else 16), px(20), px(10))
        column.addWidget(title)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(16), 0, px(16), 0)
        inner.setSpacing(px(8))
        self._before, self._after = Booked(new=False, low=low), Booked(new=True, low=low)
        inner.addWidget(self._before)
        inner.addWidget(self._after)
        self._drawer = KeyValueRow(self.tr("錢櫃應有現金"), height=32, tone="ink_2")
        self._total = KeyValueRow(self.tr("交易總額"), height=32, tone="ink_2")
        for row in (self._drawer, self._total):
            row.setContentsMargins(px(4), 0, px(4), 0)
            inner.addWidget(row)
        if not low:
            inner.addWidget(hairline())
            kept = Text(self.tr("原本的紀錄會保留，更正另記一筆"), 14, tone="ink_3", wrap=True)
            kept.setContentsMargins(px(4), px(4), px(4), 0)
            inner.addWidget(kept)
        column.addLayout(inner)
        column.addStretch(1)
        column.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        px = look().px
        self._note, self._who = Panel(kind="inset"), Text("", 14, tone="ink_2", wrap=True)
        note = self._note.row((14, 10, 14, 10), 10)
        note.addWidget(_Shield())
        note.addWidget(self._who, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(8), px(16), 0)
        foot.setSpacing(px(12))
        foot.addWidget(self._note)
        self.primary = PrimaryBar(self.tr("更正"), "F12")
        self.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.clicked.connect(self.accepted)
        foot.addWidget(self.primary)
        return foot

    def refresh(self) -> None:
        """Show the correction as it stands."""
        place, at = self._place, self._place.correction
        chosen, currency = at.chosen, place.counter.shop.currency
        if at.view is None:
            return
        for row in (self._before, self._after, self._drawer):
            row.setVisible(chosen is not None)
        if chosen is not None:
            icon, name = tender_icon(chosen.kind, {}), tender_name(chosen.kind, {})
            self._before.tell(self.tr("原本"), icon, name, chosen.reference, chosen.amount, place)
            icon, name = tender_icon(at.kind, {}), tender_name(at.kind, {})
            reference = at.reference if at.kind is TenderKind.CARD else ""
            self._after.tell(self.tr("更正後"), icon, name, reference, chosen.amount, place)
        same = self.tr("不變")
        self._drawer.set_value(money_text(at.drawer, currency, sign=True) if at.drawer else same)
        self._total.set_value(same)
        obstacle = at.obstacle
        self.primary.setReason("" if obstacle is None else obstacle_text(obstacle))
        self.primary.setEnabled(obstacle is None)
        self._who.setText(self._allowed_by())
        self._note.setVisible(bool(self._who.text()))

    def _allowed_by(self) -> str:
        at = self._place.correction
        if at.view is not None and not at.view.can_correct:
            return self.tr("交班後的帳已封存，請店長另行記錄")
        return self.tr("更正付款需要店長核准，會留下紀錄") if at.needs_approval else ""


class _Shield(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(look().px(20), look().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint_icon(QPainter(self), 0, 0, "shield", 20, "ink_2")
