"""The sealed shift: the Z as on paper, what became of it, and what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.count import DrawerCount
from app.runtime.paper import Drawn
from app.runtime.workplace import Workplace
from app.ui.screens.shift.figures import over_short_name
from app.ui.screens.shift.head import Head
from app.ui.screens.shift.signs import SignRow
from app.ui.screens.shift.words import clock_text, shift_name
from app.ui.shell.errors import sentence
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.zones import Zones
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.money import money_text
from app.ui.widgets.panel import SectionTitle
from app.ui.widgets.paper import PaperView


class SealedView(Zones):
    """The shift is closed; lock, or open the next."""

    def __init__(self, place: Workplace, frame: Frame, wide: int, host: Host) -> None:
        super().__init__(frame, wide, self.tr("開下一班"))
        self.place, self.host = place, host
        self.drawer: DrawerCount = place.count
        self._drawn: Drawn | None = None
        self.head = Head(self.tr("交班完成"), frame)
        self.work.addWidget(self.head)
        self.paper = PaperView(self.tr("交班單"))
        self._missing = EmptyState("receipt", self.tr("交班單無法顯示"), "")
        self._missing.hide()
        self.work.addWidget(self.paper, 1)
        self.work.addWidget(self._missing, 1)
        self._fill_side()
        self.primary.clicked.connect(self.submit)
        self._draw()

    def _fill_side(self) -> None:
        px = look().px
        column = QVBoxLayout()
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(SectionTitle(self.tr("已完成")))
        for row in self._done():
            column.addWidget(row)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        self.print_button = Button(self.tr("列印"), "neutral", "F9", "printer", "lg")
        self.print_button.clicked.connect(self.reprint)
        self.lock_button = Button(self.tr("鎖定"), "neutral", "", "lock", "lg")
        self.lock_button.clicked.connect(self._lock)
        buttons.addWidget(self.print_button, 1)
        buttons.addWidget(self.lock_button, 1)
        column.addLayout(buttons)
        self.side.addLayout(column, 1)

    def _done(self) -> list[QWidget]:
        """What the close did, a row each."""
        z = self.drawer.sealed
        if z is None:
            return []
        of = self.place.counter.shop.currency
        off = z.over_short.minor
        sealed = self.tr("Z {}-{:04d}，{} 筆紀錄").format(z.numbered_in, z.z_number, z.entries)
        counted = money_text(z.counted.minor, of)
        difference = over_short_name(off) + (f" {money_text(off, of)}" if off else "")
        rows = [
            SignRow("check-circle", self.tr("已封存"), sealed),
            SignRow("cash", self.tr("清點 {}").format(counted), difference),
        ]
        if z.float_left is not None:
            out = money_text(z.counted.minor - z.float_left.minor, of)
            left = money_text(z.float_left.minor, of)
            rows.append(SignRow("drawer", self.tr("留下 {}").format(left), self.tr("取出 {} 存放").format(out)))
        if z.parked:
            rows.append(SignRow("pause", self.tr("保留 {} 筆").format(z.parked), self.tr("移到下一班")))
        wanted = self.tr("已送往印表機") if z.print_report else self.tr("未列印，可稍後補印")
        rows.append(SignRow("printer", self.tr("交班單"), wanted))
        return list(rows)

    # --- the paper ----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        chosen, entry = self.place.preferences.now, self.drawer.sealed_entry
        drawing = self.place.counter.paper.z(entry, chosen.language.value, chosen.receipt_width_mm)
        self.place.bridge.then(self, drawing, self._show, self._cannot)

    def _show(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self.paper.show_paper(drawn.document.name, drawn.images, drawn.document.texts())

    def _cannot(self, error: BaseException) -> None:
        self.paper.hide()
        self._missing.set_state("receipt", self.tr("交班單無法顯示"), sentence(error))
        self._missing.show()
        if not isinstance(error, AppError):
            self.place.report(error)

    def reprint(self) -> None:
        """Print the Z again, beside whatever the printer was already given."""
        if self._drawn is not None:
            printed = self.place.counter.paper.print_now(self._drawn.document)
            self.place.bridge.then(self, printed, self._printed)

    def _printed(self, _: object) -> None:
        self.host.toast(self.tr("交班單已列印"), "ok")

    # --- what comes next ----------------------------------------------------------------------------------------

    def _lock(self) -> None:
        self.drawer.leave_sealed()
        self.host.lock()

    def focus(self) -> None:
        """The button waits."""
        self.primary.setFocus()

    def refresh(self) -> None:
        """Say which shift it was."""
        shift, shop = self.drawer.shift, self.place.counter.shop
        if shift is not None:
            begun = clock_text(shift.opened_at, shop.zone)
            self.head.tell(f"{shift_name(shift, shop.zone)} {begun}", self.tr("收銀 {}").format(shop.register))

    def submit(self) -> None:
        """On to the next shift's float."""
        self.drawer.leave_sealed()
