"""The opening: the float is counted, with what the last close left behind in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.staff import Permission, may
from app.runtime.workplace import Workplace
from app.ui.screens.shift.count import CountZones
from app.ui.screens.shift.head import Head
from app.ui.screens.shift.words import clock_text
from app.ui.shell.frame import Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button
from app.ui.widgets.money import money_text
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text


class _Low(Panel):
    """A panel of one height, whatever its words need: else the zone around it would ask for heights by width."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """It has none."""
        return False


class OpeningView(CountZones):
    """Count what lies in the drawer, or take what was left there, and open."""

    def __init__(self, place: Workplace, frame: Frame, wide: int) -> None:
        super().__init__(place, frame, wide, self.tr("開班"))
        self._left = self.drawer.float_left
        self.head = Head(self.tr("開班清點"), frame)
        self.work.addWidget(self.head)
        cells = self.money_cells()
        self.work.addWidget(cells, 0 if self.table is None else 1)
        if self._left is not None:
            self.work.addWidget(self._usual(self._left))
        self.work.addStretch(1 if self.table is None else 0)
        px, top = look().px, QVBoxLayout()
        low = frame.room == Room.DRAWER
        top.setContentsMargins(px(20), px(8 if low else 20), px(20), px(8 if low else 16))
        top.setSpacing(px(4))
        top.addWidget(self.figure(self.tr("零用金合計")))
        top.addWidget(self._expectation())
        self.side.addLayout(top)
        self.side.addWidget(self.pad(), 1)
        self.primary.clicked.connect(self.submit)

    def _usual(self, left: int) -> QWidget:
        """Make the quick choice: nobody touched the drawer since."""
        panel = Panel()
        row = panel.row((20, 12, 14, 12), 12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.tr("抽屜沒有動過"), 15, bold=True, wrap=True))
        words.addWidget(Text(self.tr("沿用上班留下的零用金，不逐項清點"), 14, tone="ink_3", wrap=True))
        row.addLayout(words, 1)
        self.same = Button(self.tr("沿用 {}").format(money_text(left, self.currency)), "option")
        self.same.clicked.connect(self._take_left)
        row.addWidget(self.same)
        return panel

    def _take_left(self) -> None:
        self.drawer.same_as_left()
        self.refresh()
        self.primary.setFocus()

    def _expectation(self) -> QWidget:
        panel = _Low(kind="inset")
        panel.setFixedHeight(look().px(48))
        row: QHBoxLayout = panel.row((14, 0, 14, 0), 12)
        row.addWidget(Text(self.tr("上班留存"), 15, wrap=True), 1)
        self._badge = Badge("", "neutral")
        row.addWidget(self._badge)
        said = self.tr("無") if self._left is None else money_text(self._left, self.currency)
        row.addWidget(Text(said, 17, bold=True))
        panel.setAccessibleName(f"{self.tr('上班留存')} {said}")
        return panel

    def refresh(self) -> None:
        """Show what was counted beside what was left."""
        super().refresh()
        shop, now = self.place.counter.shop, self.place.counter.clock.now()
        self.head.tell(self.tr("收銀 {}").format(shop.register), clock_text(now, shop.zone))
        count = self.drawer.count
        off = count.worth - (self._left or 0)
        self._badge.setVisible(count.is_begun and self._left is not None)
        if off:
            self._badge.set_badge(money_text(off, self.currency, sign=True), "warn", "warning")
        else:
            self._badge.set_badge(self.tr("相符"), "ok", "check")
        if self._left is not None:
            self.same.setChecked(count.total == self._left and bool(self.drawer.faces))
        person = self.place.session.person
        if person is not None and not may(person.role, Permission.OPEN_SHIFT):
            self.primary.setEnabled(False)
            self.primary.setReason(self.tr("此人員不能開班"))

    def submit(self) -> None:
        """Open the shift.

        Raises:
            UserError: ``shift.nothing_counted``.
        """
        self.drawer.open()
