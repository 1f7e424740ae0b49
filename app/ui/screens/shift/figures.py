"""What the system says beside what was counted: three figures, the tenders, the cash's way, the shift in short."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.money import Currency
from app.runtime.count import CASH, NO_PAPERS
from app.services.count import Review, Sent
from app.services.tender_ports import TenderProvider
from app.ui.screens.shift.table import HeadPanel
from app.ui.screens.shift.words import remark_name, tender_name
from app.ui.theme.icons import pixmap
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.money import AmountLabel, digits_text, money_text
from app.ui.widgets.paint import text_width
from app.ui.widgets.panel import KeyValueRow, Panel, hairline
from app.ui.widgets.text import Text

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: Widths of the table's columns in the design, and where the room is narrow.
COLUMNS, NARROW = (86, 96), (60, 80)
#: Between two of them, where there is room.
_GAP = 20
#: Widths of the work zone in the design below which notes go, and below which only the differences are told.
NARROW_BELOW, TIGHT_BELOW = 560, 440


class Figure(Panel):
    """One of the three figures, 84 high; or a row of 56, label left, where the room is tight."""

    def __init__(
        self, label: str, minor: int, of: Currency, tone: str = "", icon: str = "", *, tight: bool = False
    ) -> None:
        super().__init__(tone)
        px = look().px
        head = QHBoxLayout()
        head.setSpacing(px(6))
        if icon:
            sign = QLabel()
            sign.setPixmap(pixmap(icon, 16, tone))
            head.addWidget(sign)
        said = Text(label, 14, tone=tone or "ink_2", elide=not tight)
        said.setFixedHeight(px(20))
        head.addWidget(said, 1)
        self.amount = AmountLabel(24 if tight else 32, align=RIGHT if tight else LEFT, color=tone or "ink",
                                  smaller=(20,) if tight else (26, 20))  # fmt: skip
        self.amount.set_amount(minor, of)
        self.amount.setFixedHeight(px(44))
        box = self.row((20, 5, 16, 5)) if tight else self.column((20, 10, 16, 10), 0)
        box.addLayout(head)
        box.addWidget(self.amount)
        if not tight:
            box.addStretch(1)
        self.setFixedHeight(px(56 if tight else 84))
        self.setAccessibleName(f"{label} {money_text(minor, of)}")


def over_short_name(off: int) -> str:
    """What a difference is called."""
    if off < 0:
        return QCoreApplication.translate("Shift", "短少")
    return QCoreApplication.translate("Shift", "溢收") if off else QCoreApplication.translate("Shift", "相符")


class TenderTable(HeadPanel):
    """Each kind of tender: what the system has, what was counted, and whether they match."""

    def __init__(
        self, review: Review, sent: Sent, of: Currency, providers: Iterable[TenderProvider], *, width: int
    ) -> None:
        super().__init__("")
        self._currency = of
        self._narrow, self._tight = width < look().px(NARROW_BELOW), width < look().px(TIGHT_BELOW)
        title = self.tr("付款") if self._tight else self.tr("付款方式")
        self.setAccessibleName(title)
        self._heads = (self.tr("系統"), self.tr("清點") if self._narrow else self.tr("端末／清點"), self.tr("差異"))
        self._rows: list[tuple[str, str, str, str, Badge]] = []
        self._cash(review.expected, sent.total)
        counted = dict(sent.slips)
        for kind, count, amount in review.sums.tenders:
            if kind in NO_PAPERS:
                self._unpapered(tender_name(kind, providers), count, amount)
            elif kind != CASH:
                self._other(tender_name(kind, providers), count, amount, counted.get(kind))
        self._fill(title)

    def _fill(self, title: str) -> None:
        """Lay head and rows out in columns as wide as the widest of what stands in them."""
        px = look().px
        least, end = NARROW if self._narrow else COLUMNS
        self._widths = (
            max(px(least), *(text_width(one, 15) for one in (self._heads[0], *(row[2] for row in self._rows)))),
            max(px(least), *(text_width(one, 15) for one in (self._heads[1], *(row[3] for row in self._rows)))),
            max(px(end), *(row[4].sizeHint().width() for row in self._rows)),
        )
        head = self._row(Text(title, 15, bold=True), None, *(Text(said, 14, tone="ink_2") for said in self._heads))
        head.setFixedHeight(px(self.HEAD))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(head)
        for row in self._rows:
            self._show(*row)

    def _add(self, name: str, note: str, system: str, counted: str, badge: Badge) -> None:
        self._rows.append((name, note, system, counted, badge))

    def _show(self, name: str, note: str, system: str, counted: str, badge: Badge) -> None:
        self.body.addWidget(hairline())
        row = self._row(Text(name, 15), Text(note, 13, tone="ink_3"), Text(system, 15), Text(counted, 15), badge)
        row.setFixedHeight(look().px(45))
        row.setAccessibleName(
            self.tr("{} {} 系統 {} 清點 {} {}").format(name, note, system, counted, badge.text()).replace("  ", " ")
        )
        self.body.addWidget(row)

    def _cash(self, expected: int, counted: int) -> None:
        off = counted - expected
        badge = self._match() if not off else Badge(_signed(off, self._currency), "warn", "warning")
        say = self._currency
        self._add(self.tr("現金"), "", digits_text(expected, say), _plain(counted, say), badge)

    def _unpapered(self, name: str, count: int, amount: int) -> None:
        """Nobody could count it, and nobody forgot to."""
        note, system = self.tr("{} 筆").format(count), _plain(amount, self._currency)
        self._add(name, note, system, "", Badge(self.tr("無單據"), "neutral"))

    def _other(self, name: str, count: int, amount: int, slips: int | None) -> None:
        """Papers are counted, not added up: where there are as many as the system has, its amount holds."""
        note, system = self.tr("{} 筆").format(count), _plain(amount, self._currency)
        if slips is None:
            self._add(name, note, system, self.tr("未清點"), Badge(self.tr("未核對"), "warn", "warning"))
        elif slips == count:
            self._add(name, note, system, system, self._match())
        else:
            off = slips - count
            words = self.tr("多 {} 張") if off > 0 else self.tr("少 {} 張")
            counted = self.tr("{} 張").format(slips)
            self._add(name, note, system, counted, Badge(words.format(abs(off)), "warn", "warning"))

    def _match(self) -> Badge:
        return Badge(self.tr("相符"), "ok", "check")

    def _row(self, name: Text, note: Text | None, system: Text, counted: Text, last: QWidget) -> QWidget:
        px = look().px
        gap = px(8 if self._narrow else _GAP)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(px(20), 0, px(20), 0)
        row.setSpacing(0)
        row.addWidget(name)
        if note is not None and note.text() and not self._narrow:
            row.addSpacing(px(15))
            row.addWidget(note)
        row.addStretch(1)
        cells = ((system, self._widths[0]), (counted, self._widths[1]))
        for cell, wide in cells[:1] if self._tight else cells:
            cell.setAlignment(RIGHT)
            cell.setMinimumWidth(wide)
            row.addSpacing(gap)
            row.addWidget(cell)
        row.addSpacing(gap)
        holder = QWidget()
        holder.setMinimumWidth(self._widths[2])
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addStretch(1)
        inner.addWidget(last)
        row.addWidget(holder)
        return box


def _plain(minor: int, of: Currency) -> str:
    return f"{chr(0x2212) if minor < 0 else ''}{digits_text(minor, of)}"


def _signed(minor: int, of: Currency) -> str:
    return f"+{digits_text(minor, of)}" if minor > 0 else _plain(minor, of)


class Lines(HeadPanel):
    """Words and values, each 35 high."""

    def line(self, label: str, value: str, *, bold: bool = False) -> None:
        """Add one."""
        row = KeyValueRow(label, value, bold=bold)
        row.setContentsMargins(look().px(20), 0, look().px(20), 0)
        self.body.addWidget(row)

    def end(self) -> None:
        """Nothing more comes."""
        self.body.addStretch(1)
        self.body.addSpacing(look().px(10))


def cash_flow(review: Review, of: Currency) -> Lines:
    """The cash's way from the float to what should be there. What cash movements add stands between."""
    made = Lines(QCoreApplication.translate("Shift", "現金流水"))
    made.line(QCoreApplication.translate("Shift", "開帳零用金"), digits_text(review.shift.opening_float, of))
    made.line(QCoreApplication.translate("Shift", "現金銷售"), _signed(review.flow.cash_sales, of))
    made.line(QCoreApplication.translate("Shift", "現金退款"), _signed(review.flow.cash_refunds, of))
    made.line(QCoreApplication.translate("Shift", "應有"), digits_text(review.expected, of), bold=True)
    made.end()
    return made


def in_short(review: Review, of: Currency) -> Lines:
    """The shift in a few figures; what did not occur is not told."""
    sums, flow = review.sums, review.flow
    made = Lines(QCoreApplication.translate("Shift", "本班摘要"))
    made.line(QCoreApplication.translate("Shift", "銷售總額"), digits_text(sums.sold, of))
    made.line(
        QCoreApplication.translate("Shift", "交易／件數"),
        QCoreApplication.translate("Shift", "{}／{}").format(f"{sums.sales:,}", f"{flow.pieces:,}"),
    )
    times = QCoreApplication.translate("Shift", "{} 筆　{}")
    back = QCoreApplication.translate("Shift", "退貨")
    if flow.returning != sums.refunds:
        back = QCoreApplication.translate("Shift", "退貨（含換貨）")
    made.line(back, times.format(flow.returning, _signed(-sums.returned, of)))
    made.line(QCoreApplication.translate("Shift", "折扣"), times.format(flow.reduced, _signed(-flow.reductions, of)))
    if sums.rounding:
        made.line(QCoreApplication.translate("Shift", "現金尾差"), _signed(sums.rounding, of))
    if flow.drawer_opened:
        often = QCoreApplication.translate("Shift", "{} 次").format(flow.drawer_opened)
        made.line(QCoreApplication.translate("Shift", "無交易開錢櫃"), often)
    if flow.voided:
        many = QCoreApplication.translate("Shift", "{} 筆").format(flow.voided)
        made.line(QCoreApplication.translate("Shift", "收款後作廢"), many)
    for one in flow.remarks:
        made.line(remark_name(one.kind), times.format(one.count, _plain(one.amount, of)))
    if review.parked:
        many = QCoreApplication.translate("Shift", "{} 筆").format(review.parked)
        made.line(QCoreApplication.translate("Shift", "移到下一班的保留"), many)
    made.end()
    return made


def figures(review: Review, sent: Sent, off: int, of: Currency, *, tight: bool) -> QVBoxLayout | QHBoxLayout:
    """Counted, expected, and what lies between."""
    box = QVBoxLayout() if tight else QHBoxLayout()
    box.setSpacing(look().px(8 if tight else 12))
    box.addWidget(Figure(QCoreApplication.translate("Shift", "清點"), sent.total, of, tight=tight), 1)
    box.addWidget(Figure(QCoreApplication.translate("Shift", "系統應有"), review.expected, of, tight=tight), 1)
    tone, icon = ("warn", "warning") if off else ("ok", "check")
    box.addWidget(Figure(over_short_name(off), off, of, tone, icon, tight=tight), 1)
    return box


def beside(left: QWidget, right: QWidget, *, narrow: bool) -> QVBoxLayout | QHBoxLayout:
    """Two panels side by side, or one below the other."""
    box = QVBoxLayout() if narrow else QHBoxLayout()
    box.setSpacing(look().px(12))
    box.addWidget(left, 1)
    box.addWidget(right, 1)
    return box
