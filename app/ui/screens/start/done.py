"""The end of the first start: what there is now, and on to the counter."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.runtime.start import Starting, Way
from app.ui.screens.start.page import Page
from app.ui.shell.forms import keep_left
from app.ui.shell.shopname import shop_name
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.panel import KeyValueRow, Panel
from app.ui.widgets.text import Text


class _Tick(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(look().px(72))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint_icon(QPainter(self), 0, QRectF(self.rect()).center().y() - look().px(32), "check-circle", 64, "ok")


class DonePage(Page):
    """Everything is there."""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        demo = starting.way is Way.DEMO
        self.title = self.tr("可以開始了")
        self.hint = self.tr("接下來登入，開班後就能銷售")
        self.column.addWidget(_Tick())
        panel = Panel()
        inner = panel.column((20, 12, 20, 12), 0)
        rows = []
        if starting.shop is not None:
            rows.append((self.tr("商店"), shop_name(starting.shop)))
            rows.append((self.tr("收銀機"), f"{starting.shop.store}-{starting.shop.register}"))
        rows.append((self.tr("商品"), self.tr("{} 項").format(starting.products)))
        if starting.manager.name:
            rows.append((self.tr("店長"), starting.manager.name))
        for words, value in rows:
            inner.addWidget(KeyValueRow(words, value, height=44))
        self.column.addLayout(keep_left(panel, 560))
        if demo:
            note = Panel(kind="inset")
            column = note.column((16, 12, 16, 12), 6)
            told = self.tr("示範人員的密碼是 48 加上編號兩碼：店長「麥穗」4801，收銀「栗子」4803")
            column.addWidget(Text(told, 15, tone="ink_2", wrap=True))
            self.column.addLayout(keep_left(note, 560))
        self.column.addStretch(1)

    def primary(self) -> tuple[str, str]:
        """On to the counter."""
        return self.tr("開始使用"), ""
