"""The goods of the hand-over, below the order whose they are."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.domain.pickup import Pickup
from app.runtime.handover import Work
from app.runtime.workplace import Workplace
from app.ui.screens.handover.head import OrderHead
from app.ui.screens.handover.partial import PartialHead
from app.ui.screens.handover.rows import give_rows
from app.ui.screens.pickup.rows import GIVE, GoodsList
from app.ui.shell.frame import Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.panel import Panel, hairline
from app.ui.widgets.text import Text


class GoodsPanel(Panel):
    """Which order it is, and its goods to be checked off."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place = place
        px = look().px
        column = self.column((1, 1, 1, 1), 0)
        self.head, self.partial = OrderHead(frame), PartialHead()
        column.addWidget(self.head)
        column.addWidget(self.partial)
        column.addWidget(hairline())
        title = QHBoxLayout()
        title.setContentsMargins(px(24), px(12), px(24), px(12))
        title.setSpacing(px(12))
        title.addWidget(Text(self.tr("逐項核對"), 15, bold=True))
        title.addStretch(1)
        self.hint, self.count = Text(self.tr("掃描商品或點一下勾選"), 14, tone="ink_2"), Text("", 14, tone="ink_2")
        title.addWidget(self.hint)
        title.addWidget(self.count)
        column.addLayout(title)
        if frame.room is Room.DRAWER:
            self.hint.hide()
        column.addWidget(hairline())
        self.list = GoodsList(GIVE, place.counter.shop.currency, self.tr("逐項核對"))
        column.addWidget(self.list, 1)

    def show_order(self, one: Pickup) -> None:
        """Show an order, with the goods of all that are given."""
        handover, counter = self._place.handover, self._place.counter
        self.head.show_order(one, counter.clock.now(), counter.shop.zone)
        self.list.show_rows(give_rows(self._place, handover), handover.line)
        whole = len(handover.to_tick)
        self.count.setText(f"{whole - handover.unticked} / {whole}")
        self.partial.setVisible(handover.work is Work.PARTIAL)
        self.partial.show_choice(ends=handover.ends)
