"""The shop: one's own, the demo, or one of a chain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.tax import TaxMode
from app.runtime.start import Starting, Way
from app.ui.screens.start.page import FORM, Page, ProgressBar, keep_left, titled, two_columns
from app.ui.screens.start.picker import PickButton, Picker, currency_picks, zone_picks
from app.ui.shell.errors import sentence
from app.ui.shell.looks import Choice
from app.ui.theme.look import look
from app.ui.widgets.field import Field
from app.ui.widgets.option import OptionRow
from app.ui.widgets.text import Text

#: What most shops in Taiwan have: the shelf price holds 5 % of tax.
TAIWAN, INSIDE, ON_TOP = "taiwan", "inclusive", "exclusive"
_TAIWAN_RATE = "5"


class ShopPage(Page):
    """What kind of shop it becomes; nothing is written before the primary is pressed here."""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        self.title = self.tr("這是哪一家店？")
        self.hint = (
            self.tr("商店已建立，之後可以在設定裡更改")
            if starting.shop is not None
            else self.tr("按下一步之前，這台電腦上什麼都還沒寫入")
        )
        self._picker: Picker | None = None
        self.stack = QStackedWidget()
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
        column.addStretch(1)
        self.stack.addWidget(form)
        self.refresh()

    def _ways(self, column: QVBoxLayout) -> None:
        grid = two_columns()
        self._group = QButtonGroup(self)
        self.own = OptionRow(self.tr("建立自己的商店"), self.tr("填寫店名，匯入商品目錄"))
        self.own.setObjectName("way.own")
        self.try_demo = OptionRow(self.tr("試用示範商店"), self.tr("一鍵載入商品與人員"))
        self.try_demo.setObjectName("way.demo")
        self.centre = OptionRow(self.tr("連接中心"), self.tr("由總部提供商品、價格與人員"))
        self.centre.set_badge(self.tr("隨同步功能提供"), "outline")
        self.centre.setEnabled(False)
        for place, button in enumerate((self.own, self.try_demo, self.centre)):
            self._group.addButton(button, place)
            grid.addWidget(button, place // 2, place % 2, 1, 2 if button is self.centre else 1)
        self._group.idClicked.connect(self._way_chosen)
        holder = QWidget()
        holder.setLayout(grid)
        column.addLayout(keep_left(holder))

    def _way_chosen(self, place: int) -> None:
        self.starting.choose(Way.OWN if place == 0 else Way.DEMO)

    def primary(self) -> tuple[str, str]:
        """Make the shop, or go on with one that is made."""
        if self.starting.is_busy:
            return self.tr("下一步"), self.tr("建立中…")
        if self.starting.way is Way.DEMO:
            return self.tr("載入示範商店"), ""
        return (self.tr("下一步") if self.starting.shop is not None else self.tr("建立商店")), ""

    def entered(self) -> None:
        """The name first."""
        if self.starting.shop is None and self.starting.way is Way.OWN:
            self.form.brand.edit.setFocus()
        else:
            (self.own if self.starting.way is Way.OWN else self.try_demo).setFocus()

    def refresh(self) -> None:
        """Show what goes with the choice."""
        own, made = self.starting.way is Way.OWN, self.starting.shop is not None
        self.own.setChecked(own)
        self.try_demo.setChecked(not own)
        for button in (self.own, self.try_demo):
            button.setEnabled(not self.starting.is_busy and (not made or button.isChecked()))
        self.form.setVisible(own)
        self.form.setEnabled(not made and not self.starting.is_busy)
        self.demo.setVisible(not own)
        self.demo.refresh()

    def complain(self, error: BaseException) -> bool:
        """Mark the field that cannot be so."""
        return isinstance(error, AppError) and self.form.complain(error)

    # --- lists --------------------------------------------------------------------------------------------------

    def _pick(self, picker: Picker, done: Callable[[str], None]) -> None:
        """Show a list in the place of the form until something is chosen."""
        picker.picked.connect(done)
        picker.picked.connect(lambda _: self.back())
        picker.setMaximumWidth(look().px(FORM))
        self._picker = picker
        self.stack.addWidget(picker)
        self.stack.setCurrentWidget(picker)
        picker.search.setFocus()

    def back(self) -> bool:
        """From a list to the form."""
        if self._picker is None:
            return False
        self.stack.setCurrentIndex(0)
        self.stack.removeWidget(self._picker)
        self._picker.deleteLater()
        self._picker = None
        self.form.after_picking()
        return True


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


class ShopForm(QWidget):
    """Name, codes, time zone, currency and tax."""

    def __init__(
        self,
        starting: Starting,
        pick: Callable[[Picker, Callable[[str], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._starting, self._pick, self._came_from = starting, pick, ""
        draft = starting.draft
        self.brand = self._field(self.tr("商店名稱"), draft.brand, "brand")
        self.branch = self._field(self.tr("門市名稱"), draft.branch, "branch")
        self.store = self._field(self.tr("門市代碼"), draft.store, "store")
        self.register = self._field(self.tr("收銀機編號"), draft.register, "register")
        self.rate = self._field(self.tr("稅率"), draft.rate, "rate")
        self.zone = PickButton(self.tr("時區"))
        self.zone.clicked.connect(self._pick_zone)
        self.currency = PickButton(self.tr("幣別"))
        self.currency.clicked.connect(self._pick_currency)
        taiwan = draft.mode is TaxMode.INCLUSIVE and draft.rate == _TAIWAN_RATE
        self.tax = Choice(
            "tax",
            [
                (TAIWAN, self.tr("定價內含 5 %"), ""),
                (INSIDE, self.tr("定價內含，自訂"), ""),
                (ON_TOP, self.tr("稅外加，自訂"), ""),
            ],
            TAIWAN if taiwan else draft.mode.value,
        )
        self.tax.chosen.connect(self._tax_chosen)
        self._lay_out()
        self._show_picks()
        self._tax_shown()

    def _field(self, name: str, text: str, attribute: str) -> Field:
        field = Field("", name)
        field.setText(text)
        field.edit.setObjectName(f"shop.{attribute}")
        field.textChanged.connect(lambda typed, attribute=attribute: self._typed(attribute, typed))
        field.returnPressed.connect(lambda field=field: field.edit.focusNextChild())
        return field

    def _lay_out(self) -> None:
        grid = two_columns()
        grid.addLayout(titled(self.tr("商店名稱"), self.brand), 0, 0)
        grid.addLayout(titled(self.tr("門市名稱"), self.branch, self.tr("選填")), 0, 1)
        grid.addLayout(titled(self.tr("門市代碼"), self.store, self.tr("收據號碼的開頭")), 1, 0)
        grid.addLayout(titled(self.tr("收銀機編號"), self.register, self.tr("同一門市不重複")), 1, 1)
        grid.addLayout(titled(self.tr("時區"), self.zone), 2, 0)
        grid.addLayout(titled(self.tr("幣別"), self.currency), 2, 1)
        grid.addLayout(titled(self.tr("營業稅"), self.tax, self.tr("台灣一般商店內含 5 %")), 3, 0, 1, 2)
        self._rate_box = QWidget()
        inner = titled(self.tr("稅率"), self.rate, "%")
        inner.setContentsMargins(0, 0, 0, 0)
        self._rate_box.setLayout(inner)
        grid.addWidget(self._rate_box, 4, 0)
        self.setLayout(grid)

    def _typed(self, attribute: str, text: str) -> None:
        self._starting.type_shop(**{attribute: text})
        field: Field = getattr(self, attribute)
        field.set_error()

    # --- lists --------------------------------------------------------------------------------------------------

    def _show_picks(self) -> None:
        draft, language = self._starting.draft, QLocale().name()
        zone = zone_picks([draft.zone], language, draft.zone)[0]
        self.zone.show_pick(zone.words, zone.note)
        money = next(one for one in currency_picks(language, draft.currency) if one.key == draft.currency)
        self.currency.show_pick(money.words, money.note)

    def _pick_zone(self) -> None:
        self._came_from = "zone"
        now = self._starting.draft.zone
        picks = zone_picks(self._starting.zones, QLocale().name(), "Asia/Taipei")
        self._pick(Picker(picks, self.tr("時區"), now), lambda key: self._starting.type_shop(zone=key))

    def _pick_currency(self) -> None:
        self._came_from = "currency"
        now = self._starting.draft.currency
        picks = currency_picks(QLocale().name(), "TWD")
        self._pick(Picker(picks, self.tr("幣別"), now), lambda key: self._starting.type_shop(currency=key))

    def after_picking(self) -> None:
        """Show what was chosen, with the focus where it was."""
        self._show_picks()
        (self.currency if self._came_from == "currency" else self.zone).setFocus()

    # --- tax ----------------------------------------------------------------------------------------------------

    def _tax_chosen(self, key: str) -> None:
        mode = TaxMode.EXCLUSIVE if key == ON_TOP else TaxMode.INCLUSIVE
        self._starting.type_shop(mode=mode)
        if key == TAIWAN:
            self.rate.setText(_TAIWAN_RATE)
        self._tax_shown()
        if key != TAIWAN:
            self.rate.edit.setFocus()

    def _tax_shown(self) -> None:
        self._rate_box.setVisible(self.tax.current() != TAIWAN)

    def complain(self, error: AppError) -> bool:
        """Mark the field that an error is about."""
        fields = {
            "shop.no_name": self.brand,
            "shop.bad_store_code": self.store,
            "shop.bad_register": self.register,
            "tax.bad_rate": self.rate,
            "text.too_long": self.brand,
            "text.unreadable": self.brand,
        }
        field = fields.get(error.code)
        if field is None:
            return False
        field.set_error(sentence(error))
        field.edit.setFocus()
        return True
