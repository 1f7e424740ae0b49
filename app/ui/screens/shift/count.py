"""The count: by face value, blind. Nothing here knows what the system expects."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.money import Currency
from app.runtime.count import DrawerCount
from app.runtime.workplace import Workplace
from app.ui.screens.shift.cells import Cell, Cells, SumCell, sum_of
from app.ui.screens.shift.head import Head
from app.ui.screens.shift.table import DrawerTable
from app.ui.screens.shift.words import clock_text, shift_name, slips_name
from app.ui.shell.frame import Frame, Room
from app.ui.shell.zones import Zones
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.money import AmountLabel, money_text
from app.ui.widgets.pad import NumberPad
from app.ui.widgets.paint import RIGHT, paint_box, paint_text, text_width
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text

SUM = "sum"
#: Sizes in which the counted total may be drawn, the first that fits; and where there is little room.
TOTAL, LOW_TOTAL = (64, 48, 38, 32, 24), (38, 32, 24)


class CountZones(Zones):
    """Cells at the left; total, pad and button at the right: for the float and for the close.

    Args:
        drawer: the count.
        primary: the button's words.
    """

    def __init__(self, place: Workplace, frame: Frame, wide: int, primary: str) -> None:
        super().__init__(frame, wide, primary)
        self.place, self.frame = place, frame
        self.drawer: DrawerCount = place.count
        self.currency = place.counter.shop.currency
        self.cells = Cells(self._typed, self._entered, self._beyond)
        self.table: DrawerTable | None = None
        self._sum: SumCell | None = None

    # --- its parts ----------------------------------------------------------------------------------------------

    def money_cells(self) -> QWidget:
        """Make the cells for the cash: by face value, or one for a currency that has none."""
        faces = self.drawer.faces
        if faces:
            self.table = DrawerTable(faces, self.currency, narrow=self.width_of_work < look().px(560))
            for column in self.table.columns:
                self.cells.add_column([row.cell for row in column.rows])
            return self.table
        self._sum = SumCell(SUM, self.tr("現金合計"), self.currency.exponent)
        self.cells.add_column([self._sum])
        panel = Panel()
        panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        panel.column((20, 14, 20, 14)).addWidget(self._sum)
        return panel

    def pad(self) -> QWidget:
        """Make the pad with the keys that walk over the cells."""
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(px(16), 0, px(16), 0)
        column.setSpacing(px(8))
        if self.frame.room > Room.DRAWER:
            column.addLayout(self._walk())
        corner = "." if self._sum is not None and self.currency.exponent else "C"
        pad = NumberPad("money", corner)
        pad.pressed.connect(self._pad)
        column.addWidget(pad, 1)
        return box

    def _walk(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        self._here = Here()
        row.addWidget(self._here, 1)
        back = Button(self.tr("上一格"), "neutral", "↑", size="sm")
        back.clicked.connect(lambda: self._go(-1))
        on = Button(self.tr("下一格"), "neutral", "↓", size="sm")
        on.clicked.connect(lambda: self._go(1))
        for button in (back, on):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        return row

    def figure(self, title: str) -> QWidget:
        """Make the large figure of what was counted so far."""
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        said = Text(title, 15, tone="ink_2")
        said.setFixedHeight(px(21))
        column.addWidget(said)
        low = self.frame.room == Room.DRAWER
        self._total = Total(LOW_TOTAL if low else TOTAL, px(46 if low else 80), title)
        column.addWidget(self._total)
        return box

    # --- what happens -------------------------------------------------------------------------------------------

    def focus(self) -> None:
        """Go on where counting stopped."""
        there = self.cells.current or self.cells.first_empty()
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what was counted."""
        count = self.drawer.count
        if self.table is not None:
            self.table.show_counts(dict(count.counts))
        if self._sum is not None:
            self._sum.show_count(count.total)
        self._total.set_amount(count.worth, self.currency)
        able = count.is_begun and not self.drawer.is_busy
        self.primary.setEnabled(able)
        self.primary.setReason("" if count.is_begun else self.tr("尚未清點"))

    def _typed(self, key: str, text: str) -> None:
        what, _, which = key.partition(":")
        if what == "face":
            self.drawer.type_face(int(which), int(text) if text else None)
        elif what == "slips":
            self.drawer.type_slips(which, int(text) if text else None)
        else:
            if self._sum is not None and self._sum.text() != text:
                self._sum.setText(text)
            self.drawer.type_total(sum_of(text, self.currency.exponent))

    def _entered(self, key: str) -> None:
        cell = self.cells.cell(key)
        if cell is None:
            return
        self.area.ensureWidgetVisible(cell, 0, look().px(80))
        if self.table is not None:
            self.table.update()
        if self.frame.room > Room.DRAWER:
            self._here.tell(cell.what, cell.unit)

    def _beyond(self) -> None:
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, cells: int) -> None:
        if self.cells.current is None:
            self.focus()
        else:
            self.cells.step(cells)

    def _pad(self, sent: str) -> None:
        if self.cells.current is None:
            self.focus()
        cell = self.cells.current
        if cell is not None:
            cell.press(sent)


class Here(QWidget):
    """Says which cell the pad types into."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[tuple[str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, what: str, unit: str) -> None:
        """Name the cell."""
        said = ((self.tr("輸入"), False), (what, True), (unit, False))
        self._parts = tuple(part for part in said if part[0])
        self.setAccessibleName(" ".join(text for text, _ in self._parts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it, what is counted in bold."""
        painter, x, gap = QPainter(self), 0, look().px(4)
        parts = list(self._parts)
        while (
            len(parts) > 1 and sum(text_width(one, 14, bold=bold) + gap for one, bold in parts) - gap > self.width()
        ):
            parts.remove(next(one for one in parts if not one[1]))  # the verb gives way, then the unit
        for text, bold in parts:
            area = QRectF(x, 0, max(0, self.width() - x), self.height())
            paint_text(painter, area, text, 14, "ink" if bold else "ink_2", bold=bold)
            x += text_width(text, 14, bold=bold) + gap


class Total(AmountLabel):
    """A sum as large as fits, with the words that it belongs to."""

    def __init__(self, sizes: tuple[int, ...], height: int, name: str) -> None:
        self._title = name
        super().__init__(sizes[0], align=Qt.AlignmentFlag.AlignLeft, smaller=sizes[1:])
        self.setFixedHeight(height)

    def set_amount(self, minor: int, currency: Currency, *, sign: bool = False, struck: bool = False) -> None:
        """Show a sum."""
        super().set_amount(minor, currency, sign=sign, struck=struck)
        self.setAccessibleName(f"{self._title} {self.text()}")


class LockedFigure(Panel):
    """In the place of a figure that is not shown yet: what it is, and when it will be."""

    def __init__(self, label: str, when: str, height: int) -> None:
        super().__init__(kind="dashed")
        self._label, self._when = label, when
        self.setFixedHeight(look().px(height))
        self.setAccessibleName(f"{label} {when}")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the lock and the words."""
        see, painter = look(), QPainter(self)
        px = see.px
        paint_box(painter, QRectF(self.rect()), None, see.color("line_3"), px(1), px(10), dashed=True)
        paint_icon(painter, px(15), (self.height() - px(20)) / 2, "lock", 20, "ink")
        area = QRectF(px(47), 0, self.width() - px(62), self.height())
        if text_width(self._label, 15) + px(12) + text_width(self._when, 15) <= area.width():
            paint_text(painter, area, self._label, 15, "ink")
            paint_text(painter, area, self._when, 15, "ink_3", align=RIGHT)
            return
        half = area.center().y()
        paint_text(painter, QRectF(area.left(), half - px(19), area.width(), px(19)), self._label, 13, "ink")
        paint_text(painter, QRectF(area.left(), half, area.width(), px(19)), self._when, 13, "ink_3")


class CountView(CountZones):
    """`shift_count.png`"""

    def __init__(self, place: Workplace, frame: Frame, wide: int, open_drawer: Callable[[], object]) -> None:
        super().__init__(place, frame, wide, self.tr("送出清點"))
        px = look().px
        self.head = Head(self.tr("交班清點"), frame, steps(), 0)
        self.work.addWidget(self.head)
        cells = self.money_cells()
        self.work.addWidget(cells, 0 if self.table is None else 1)
        self._slips: dict[str, Cell] = {}
        kinds = self.drawer.slip_kinds
        if kinds:
            self.work.addWidget(self._papers(kinds))
        self.work.addStretch(1 if self.table is None else 0)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(BlindNote(), 1)
        self.open_drawer = Button(self.tr("開錢櫃"), "quiet", "Ctrl+D", "drawer", "sm")
        self.open_drawer.clicked.connect(open_drawer)
        foot.addWidget(self.open_drawer)
        self.work.addLayout(foot)
        top = QVBoxLayout()
        low = frame.room == Room.DRAWER
        top.setContentsMargins(px(20), px(8 if low else 20), px(20), px(8 if low else 16))
        top.setSpacing(px(4))
        top.addWidget(self.figure(self.tr("清點合計")))
        top.addWidget(LockedFigure(self.tr("系統應有"), self.tr("送出後顯示"), 44 if low else 48))
        self.side.addLayout(top)
        self.side.addWidget(self.pad(), 1)
        self.primary.clicked.connect(self.submit)

    def _papers(self, kinds: tuple[str, ...]) -> QWidget:
        providers = self.place.counter.tender_providers
        panel = Panel()
        column = panel.column((20, 12, 20, 14), 10)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("其他單據"), 15, bold=True))
        head.addWidget(_right(Text(self.tr("只點張數，金額由系統核對"), 14, tone="ink_3", wrap=True)), 1)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        for kind in kinds:
            name = slips_name(kind, providers)
            self._slips[kind] = Cell(f"slips:{kind}", name, self.tr("張數"), name)
            row.addWidget(self._slips[kind], 1)
        if self.width_of_work >= look().px(560):
            row.addStretch(max(0, 3 - len(kinds)))  # a field is a third of the row, as in the picture
        self.cells.add_column(list(self._slips.values()))
        column.addLayout(row)
        return panel

    def submit(self) -> None:
        """Send the count in.

        Raises:
            UserError: ``shift.nothing_counted``.
        """
        self.drawer.send()

    def refresh(self) -> None:
        """Show what was counted, and nothing that the system knows."""
        super().refresh()
        count, shift = self.drawer.count, self.drawer.shift
        for kind, cell in self._slips.items():
            cell.show_count(dict(count.slips).get(kind))
        if shift is not None:
            shop = self.place.counter.shop
            begun = clock_text(shift.opened_at, shop.zone)
            now = clock_text(self.place.counter.clock.now(), shop.zone)
            self.head.tell(
                f"{shift_name(shift, shop.zone)} {begun} – {now}",
                self.tr("收銀 {}").format(shop.register),
                self.tr("開帳 {}").format(money_text(shift.opening_float, self.currency)),
            )


def steps() -> tuple[str, ...]:
    """The steps of a close."""
    return (
        QCoreApplication.translate("Shift", "清點現金"),
        QCoreApplication.translate("Shift", "核對"),
        QCoreApplication.translate("Shift", "店長簽核"),
    )


def _right(text: Text) -> Text:
    text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return text


class BlindNote(QWidget):
    """Says that the count is blind, and that it is kept."""

    def __init__(self) -> None:
        super().__init__()
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(28), 0, 0, 0)
        said = self.tr("盲點：清點送出前，不顯示系統應有金額。中途可鎖定，已輸入數字會保留。")
        self._text = Text(said, 14, tone="ink_2", wrap=True)
        row.addWidget(self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the lock before it."""
        paint_icon(QPainter(self), 0, (self.height() - look().px(20)) / 2, "lock", 20, "ink_2")
