"""The shop: one's own, the demo, or one of a chain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.start import Starting, Way
from app.runtime.sync_join import JoinStep
from app.ui.screens.start.page import Page
from app.ui.shell.forms import FORM, columns_of, keep_left
from app.ui.shell.joinform import JoinForm
from app.ui.shell.listover import ListOver
from app.ui.shell.picker import Picker
from app.ui.shell.shopform import ShopForm
from app.ui.theme.look import look
from app.ui.widgets.option import OptionRow
from app.ui.widgets.progress import ProgressBar
from app.ui.widgets.text import Text


class ShopPage(Page):
    """What kind of shop it becomes; nothing is written before the primary is pressed here."""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        self.title = self.tr("這是哪一家店？")
        self.stack = ListOver()
        self.column.addWidget(self.stack, 1)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(16))
        self._ways(column)
        self.form = ShopForm(starting, self._pick)
        column.addLayout(keep_left(self.form))
        self.demo = DemoPanel(starting)
        column.addLayout(keep_left(self.demo))
        self.join = JoinForm(starting.joining)
        column.addLayout(keep_left(self.join))
        column.addStretch(1)
        self.stack.addWidget(form)
        self.stack.returned.connect(self.form.after_picking)
        self.refresh()

    def _ways(self, column: QVBoxLayout) -> None:
        grid = columns_of(2)
        self._group = QButtonGroup(self)
        self.own = OptionRow(self.tr("建立自己的商店"), self.tr("填寫店名，匯入商品目錄"))
        self.own.setObjectName("way.own")
        self.try_demo = OptionRow(self.tr("試用示範商店"), self.tr("一鍵載入商品與人員"))
        self.try_demo.setObjectName("way.demo")
        self.centre = OptionRow(self.tr("連接中心"), self.tr("由總部提供商品、價格與人員"))
        self.centre.setObjectName("way.join")
        for place, button in enumerate((self.own, self.try_demo, self.centre)):
            self._group.addButton(button, place)
            grid.addWidget(button, place // 2, place % 2, 1, 2 if button is self.centre else 1)
        self._group.idClicked.connect(self._way_chosen)
        holder = QWidget()
        holder.setLayout(grid)
        column.addLayout(keep_left(holder))

    def _way_chosen(self, place: int) -> None:
        self.starting.choose((Way.OWN, Way.DEMO, Way.JOIN)[place])
        if self.starting.way is Way.JOIN:
            self.join.begin()

    def primary(self) -> tuple[str, str]:
        """Make the shop, or go on with one that is made."""
        if self.starting.way is Way.JOIN:
            return self._join_primary()
        if self.starting.is_busy:
            return self.tr("下一步"), self.tr("建立中…")
        if self.starting.way is Way.DEMO:
            return self.tr("載入示範商店"), ""
        return (self.tr("下一步") if self.starting.shop is not None else self.tr("建立商店")), ""

    def _join_primary(self) -> tuple[str, str]:
        match self.starting.joining.step:
            case JoinStep.ASKING:
                return self.tr("加入中心"), self.tr("連接中…")
            case JoinStep.CONFIRM:
                return self.tr("確定頂替"), ""
            case JoinStep.REBUILDING:
                return self.tr("確定頂替"), self.tr("取回紀錄中…")
            case JoinStep.FILLING:
                return self.tr("下一步"), self.tr("接收中…")
            case JoinStep.DONE:
                return self.tr("下一步"), ""
        return self.tr("加入中心"), ""

    def entered(self) -> None:
        """The name first."""
        if self.starting.shop is None and self.starting.way is Way.OWN:
            self.form.brand.edit.setFocus()
        elif self.starting.way is Way.JOIN:
            self.join.begin()
        else:
            (self.own if self.starting.way is Way.OWN else self.try_demo).setFocus()

    def refresh(self) -> None:
        """Show what goes with the choice."""
        way, made = self.starting.way, self.starting.shop is not None
        own = way is Way.OWN
        for button, meant in ((self.own, Way.OWN), (self.try_demo, Way.DEMO), (self.centre, Way.JOIN)):
            button.setChecked(meant is way)
            still = self.starting.is_busy or self.starting.joining.step is JoinStep.CONFIRM
            button.setEnabled(not still and (not made or button.isChecked()))
        self.form.setVisible(own)
        self.form.setEnabled(not made and not self.starting.is_busy)
        self.join.setVisible(way is Way.JOIN)
        self.demo.setVisible(way is Way.DEMO)
        self.demo.refresh()
        self.hint = self.tr("商店已建立，之後可以在設定裡更改")
        if not made:
            words, _ = self.primary()
            self.hint = self.tr("按「{}」之前，這台電腦上什麼都還沒寫入").format(words)

    def complain(self, error: BaseException) -> bool:
        """Mark the field that cannot be so."""
        return isinstance(error, AppError) and self.form.complain(error)

    # --- lists --------------------------------------------------------------------------------------------------

    def _pick(self, picker: Picker, done: Callable[[str], None]) -> None:
        picker.setMaximumWidth(look().px(FORM))
        self.stack.pick(picker, done)

    def back(self) -> bool:
        """From a list to the form."""
        return self.stack.back()


class DemoPanel(QWidget):
    """What the demo is, and how far its loading is."""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._starting = starting
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        told = self.tr("穗光商行：麵包、甜點、生鮮與生活器物三百多種，還有促銷和十二位人員。只在這台電腦，可以放心試")
        column.addWidget(Text(told, 15, tone="ink_2", wrap=True))
        self._bar = ProgressBar()
        self._told = Text("", 14, tone="ink_2")
        column.addWidget(self._bar)
        column.addWidget(self._told)
        starting.progressed.connect(self.refresh)

    def refresh(self) -> None:
        """Show how far it is."""
        work = self._starting.work
        self._bar.setVisible(work is not None)
        self._told.setVisible(work is not None)
        if work is not None:
            self._bar.show_progress(work.done, work.whole)
            self._told.setText(
                self.tr("已載入 {} / {} 項商品").format(work.done, work.whole) if work.whole else self.tr("準備中…")
            )
