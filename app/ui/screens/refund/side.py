"""The side of the screen of returns: why, what becomes of the goods, what is given back and to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.money import Currency
from app.domain.quantity import Quantity
from app.domain.refund import Breakdown, WayBack
from app.domain.tender import TenderKind
from app.runtime.refund_choice import Aim
from app.runtime.workplace import Workplace
from app.ui.screens.pay.words import tender_icon, tender_name
from app.ui.screens.refund.words import (
    DEFECT,
    REASONS,
    Names,
    effects_text,
    reason_text,
    reduced_text,
    reference_text,
)
from app.ui.screens.sell.words import quantity_text
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.field import Field
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.option import OptionButton
from app.ui.widgets.paint import paint_text, text_width
from app.ui.widgets.panel import hairline
from app.ui.widgets.segment import Segment
from app.ui.widgets.text import Text

SELL, SCRAP = "sell", "scrap"
#: Chosen lines that are told one by one.
MOST_LINES = 3


class Sum(QWidget):
    """A word, perhaps a badge behind it, and an amount at the right.

    Args:
        height: in the design.
        px: of the amount.
    """

    def __init__(
        self,
        word: str,
        minor: int,
        of: Currency,
        *,
        badge: str = "",
        height: int = 28,
        px: int = 15,
        bold: bool = False,
        tone: str = "ink",
    ) -> None:
        super().__init__()
        self._word, self._minor, self._of = word, minor, of
        self._badge, self._px, self._bold, self._tone = badge, px, bold, tone
        self.setFixedHeight(look().px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        parts = (word, badge, money_text(minor, of))
        self.setAccessibleName(" ".join(part for part in parts if part))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it; the word gives way."""
        painter, px, area = QPainter(self), look().px, QRectF(self.rect())
        wide = amount_width(self._minor, self._of, self._px, bold=self._bold)
        paint_amount(painter, area, self._minor, self._of, self._px, color=self._tone, bold=self._bold)
        area.setRight(area.right() - wide - px(12))
        badge = min(badge_width(self._badge, small=True), area.width() * 0.7) if self._badge else 0
        room = area.width() - (badge + px(10) if badge else 0)
        words = QRectF(area.left(), 0, room, area.height())
        paint_text(painter, words, self._word, 15, self._tone, bold=self._bold, free=True)
        if badge:
            left = area.left() + min(room, text_width(self._word, 15, bold=self._bold)) + px(10)
            if left + badge_width(self._badge, small=True) <= area.right() + 1:
                paint_badge(painter, left, (area.height() - px(20)) / 2, self._badge, "wheat", small=True)
            else:
                paint_text(
                    painter,
                    QRectF(left, 0, area.right() - left, area.height()),
                    self._badge,
                    13,
                    "wheat_ink",
                    free=True,
                )


class Way(QWidget):
    """What money goes back to: icon, name, a note, the amount; 48 high, with a hairline below."""

    def __init__(self, icon: str, name: str, sub: str, minor: int, of: Currency) -> None:
        super().__init__()
        self._icon, self._name, self._sub, self._minor, self._of = icon, name, sub, minor, of
        self.setFixedHeight(look().px(48))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {money_text(minor, of)}")
        self.setAccessibleDescription(sub)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(200), look().px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, see, area = QPainter(self), look(), QRectF(self.rect())
        px = see.px
        painter.fillRect(QRectF(0, area.height() - px(1), area.width(), px(1)), see.color("line"))
        paint_icon(painter, 0, (area.height() - px(20)) / 2, self._icon, 20, "ink")
        paint_amount(painter, area, self._minor, self._of, 15)
        left = px(32)
        right = area.right() - amount_width(self._minor, self._of, 15) - px(12)
        paint_text(painter, QRectF(left, 0, right - left, area.height()), self._name, 15, "ink")
        left += text_width(self._name, 15) + px(6)
        paint_text(painter, QRectF(left, 0, max(0.0, right - left), area.height()), self._sub, 13, "ink_3", free=True)


class Why(QWidget):
    """The reason, and whether the goods can be sold again."""

    def __init__(self, place: Workplace, width: int) -> None:
        super().__init__()
        self._refund = place.refund
        self._is_scrapped = False  # by the reason, and by nobody's hand
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), 0)
        column.setSpacing(px(10))
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(Text(self.tr("原因"), 17, bold=True))
        head.addWidget(Text(self.tr("必選"), 14, tone="ink_3"))
        head.addStretch(1)
        column.addLayout(head)
        column.addLayout(self._reasons(width - 2 * px(20)))
        self.words = Field(self.tr("說明原因"))
        self.words.textChanged.connect(self._typed)
        column.addWidget(self.words)
        column.addSpacing(px(4))
        row = QHBoxLayout()
        row.addWidget(Text(self.tr("商品去向"), 15, bold=True), 1)
        self.restock = Segment([(SELL, self.tr("可再售"), "", ""), (SCRAP, self.tr("報廢"), "", "")])
        self.restock.setMinimumWidth(min(px(264), width - px(140)))
        self.restock.chosen.connect(self._sort)
        row.addWidget(self.restock)
        column.addLayout(row)

    def _reasons(self, width: int) -> QGridLayout:
        grid = QGridLayout()
        gap = look().px(8)
        grid.setSpacing(gap)
        self.options = {why: OptionButton(reason_text(why)) for why in REASONS}
        self.other = OptionButton(self.tr("其他"))
        buttons = [*self.options.values(), self.other]
        across = 4 if max(one.minimumSizeHint().width() for one in buttons) * 4 + 3 * gap <= width else 2
        for place, button in enumerate(buttons):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.set_style(bold=False)
            grid.addWidget(button, place // across, place % across)
            grid.setColumnStretch(place % across, 1)
        for why, button in self.options.items():
            button.clicked.connect(partial(self._because, why))
        self.other.clicked.connect(self._other)
        return grid

    def _because(self, why: str) -> None:
        self._refund.say(why)
        self._sort_by_reason(why)
        self.refresh()

    def _sort(self, key: str) -> None:
        self._is_scrapped = False
        self._refund.put_back(key == SELL)

    def _sort_by_reason(self, why: str) -> None:
        """What is broken does not go back on the shelf, unless somebody says so."""
        if why == DEFECT:
            self._is_scrapped = self._is_scrapped or self._refund.restock
            self._refund.put_back(on=False)
        elif self._is_scrapped:
            self._is_scrapped = False
            self._refund.put_back(on=True)

    def _other(self) -> None:
        self._refund.say(self.words.text(), other=True)
        self._sort_by_reason("")
        self.refresh()
        self.words.setFocus()

    def _typed(self, text: str) -> None:
        if self._refund.is_other:
            self._refund.say(text, other=True)

    def refresh(self) -> None:
        """Show what was chosen."""
        refund = self._refund
        for why, button in self.options.items():
            button.setChecked(not refund.is_other and refund.reason == why)
        self.other.setChecked(refund.is_other)
        self.words.setVisible(refund.is_other)
        if refund.is_other and self.words.text() != refund.reason:
            self.words.setText(refund.reason)
        if not refund.is_other and not refund.reason:
            self.words.setText("")
        self.restock.set_current(SELL if refund.restock else SCRAP)


class Sums(QWidget):
    """What is given back for each, what came off it, the sum, and what it goes back to."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._names = Names(place)
        px = look().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(12))
        self._column.setSpacing(0)
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> int:
        """Show what is chosen; what is given back, cash rounding included, in minor units."""
        refund = self._place.refund
        lines = self._lines()
        ways = refund.ways
        total, rounding = refund.total, 0
        cash = self._place.counter.shop.cash
        if ways and ways[-1].kind is TenderKind.CASH:
            rounding = cash.rounded(ways[-1].minor) - ways[-1].minor
        effects = refund.effects
        shown = (lines, ways, total, rounding, refund.aim, effects)
        if shown != self._shown:
            self._shown = shown
            self._tell(lines, ways, total, rounding)
            self._tell_effects(effects_text(effects))
        return total + rounding

    def _lines(self) -> tuple[tuple[str, int, str, str], ...]:
        """Words, amount, badge and tone of each row."""
        refund, found = self._place.refund, []
        if refund.bare.is_open:
            for one in refund.worth:
                name = self._names.of(one.sku, one.name)
                count = quantity_text(one.quantity)
                found.append((name if count == "1" else f"{name} × {count}", one.refund, "", "ink"))
            return tuple(found)
        chosen = [line for line in refund.lines if line.milli]
        told = [refund.breakdown(line) for line in chosen]
        if len(chosen) > MOST_LINES:  # their rows tell the rest
            found.append((self.tr("商品 {} 項").format(len(chosen)), sum(one.gross for one in told), "", "ink"))
            return (*found, *self._off(told))
        for line, part in zip(chosen, told, strict=True):
            name = self._names.of(line.sold.sku, line.sold.name)
            count = quantity_text(Quantity(line.milli, line.sold.quantity.unit))
            found.append((name if count == "1" else f"{name} × {count}", part.gross, "", "ink"))
            found += self._off([part])
        return tuple(found)

    def _off(self, told: list[Breakdown]) -> list[tuple[str, int, str, str]]:
        """What came off the whole cart, by what gave it, and the tax on top."""
        shares: Counter[str] = Counter()
        for one in told:
            for reduced, minor in one.shares:
                shares[reduced_text(reduced.reduction, self._place.counter.promotions)] += minor
        rows = [(self.tr("折扣分攤"), -minor, name, "ink_2") for name, minor in shares.items()]
        tax = sum(one.tax for one in told)
        return [*rows, (self.tr("稅"), tax, "", "ink_2")] if tax else rows

    def _tell(
        self, lines: tuple[tuple[str, int, str, str], ...], ways: Sequence[WayBack], total: int, rounding: int
    ) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        of, refund = self._place.counter.shop.currency, self._place.refund
        if not lines:
            return
        px = look().px
        add = self._column.addWidget
        add(hairline())
        self._column.addSpacing(px(10))
        for word, minor, badge, tone in lines:
            add(Sum(word, minor, of, badge=badge, tone=tone))
        if rounding:
            add(Sum(self.tr("現金捨入"), rounding, of, tone="ink_2"))
        add(Sum(self.tr("退款合計"), total + rounding, of, height=32, px=20, bold=True))
        self._column.addSpacing(px(12))
        if refund.aim is Aim.EXCHANGE:
            add(Text(self.tr("加入購物車後掃描要換的商品，差額在收款時結清"), 14, tone="ink_2", wrap=True))
            return
        self._tell_ways(ways, total, rounding)

    def _tell_effects(self, told: list[str]) -> None:
        """Points and coupons that go with the goods: the customer hears of it before, not of the next receipt."""
        if not told:
            return
        self._column.addSpacing(look().px(12))
        self._column.addWidget(Text(self.tr("點數與優惠券"), 15, bold=True))
        self._column.addSpacing(look().px(4))
        for one in told:
            self._column.addWidget(Text(one, 14, tone="ink_2", wrap=True))

    def _tell_ways(self, ways: Sequence[WayBack], total: int, rounding: int) -> None:
        refund, providers = self._place.refund, self._place.payment.providers
        of, add = self._place.counter.shop.currency, self._column.addWidget
        if not total:
            return
        bare = refund.bare.is_open
        add(Text(self.tr("退款方式") if bare else self.tr("退回原付款方式"), 15, bold=True))
        for way in ways:
            minor = way.minor + (rounding if way.kind is TenderKind.CASH else 0)
            icon, name = tender_icon(way.kind, providers), tender_name(way.kind, providers)
            add(Way(icon, name, reference_text(way.kind, way.reference), minor, of))
        if any(way.kind is TenderKind.CARD for way in ways):
            self._column.addSpacing(look().px(10))
            add(Text(self.tr("信用卡先在刷卡機退刷，下一步輸入授權碼"), 14, tone="ink_2", wrap=True))


class RefundSide(QWidget):
    """Everything above the button."""

    def __init__(self, place: Workplace, width: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.why, self.sums = Why(place, width), Sums(place)
        column.addWidget(self.why)
        column.addWidget(self.sums)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
