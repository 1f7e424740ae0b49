"""The form of a shop: name, codes, time zone, currency and tax; for the first start and for the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.tax import TaxMode
from app.runtime.shop import ShopDraft
from app.ui.shell.errors import sentence
from app.ui.shell.forms import columns_of, titled
from app.ui.shell.looks import ChoiceRow
from app.ui.shell.picker import PickButton, Picker, currency_picks, zone_picks
from app.ui.widgets.field import Field, Typing

#: What most shops in Taiwan have: the shelf price holds 5 % of tax.
TAIWAN, INSIDE, ON_TOP = "taiwan", "inclusive", "exclusive"
_TAIWAN_RATE = "5"
#: Fields that take no words.
_TYPED = {"store": Typing.CODE, "register": Typing.FIGURES, "rate": Typing.FIGURES}


class Drafts(Protocol):
    """Whoever keeps what is typed."""

    draft: ShopDraft
    zones: list[str]

    def type_shop(self, **typed: object) -> None:
        """Something was typed."""
        ...


class ShopForm(QWidget):
    """Name, codes, time zone, currency and tax."""

    def __init__(
        self,
        drafts: Drafts,
        pick: Callable[[Picker, Callable[[str], None]], None],
        columns: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._drafts, self._pick, self._came_from = drafts, pick, ""
        draft = drafts.draft
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
        self.tax = ChoiceRow(
            "tax",
            [
                (TAIWAN, self.tr("定價內含 5 %"), ""),
                (INSIDE, self.tr("定價內含，自訂"), ""),
                (ON_TOP, self.tr("稅外加，自訂"), ""),
            ],
            TAIWAN if taiwan else draft.mode.value,
        )
        self.tax.chosen.connect(self._tax_chosen)
        self._lay_out(columns)
        self._show_picks()
        self._tax_shown()

    def _field(self, name: str, text: str, attribute: str) -> Field:
        field = Field("", name, typing=_TYPED.get(attribute, Typing.WORDS))
        field.setText(text)
        field.edit.setObjectName(f"shop.{attribute}")
        field.textChanged.connect(lambda typed, attribute=attribute: self._typed(attribute, typed))
        field.returnPressed.connect(lambda field=field: field.edit.focusNextChild())
        return field

    def _lay_out(self, columns: int) -> None:
        fields = (
            (self.tr("商店名稱"), self.brand, ""),
            (self.tr("門市名稱"), self.branch, self.tr("選填")),
            (self.tr("門市代碼"), self.store, self.tr("收據號碼的開頭")),
            (self.tr("收銀機編號"), self.register, self.tr("同一門市不重複")),
            (self.tr("時區"), self.zone, ""),
            (self.tr("幣別"), self.currency, ""),
        )
        grid = columns_of(columns)
        for place, (words, part, sub) in enumerate(fields):
            grid.addLayout(titled(words, part, sub), place // columns, place % columns)
        row = -(-len(fields) // columns)
        grid.addLayout(titled(self.tr("營業稅"), self.tax, self.tr("台灣一般商店內含 5 %")), row, 0, 1, columns)
        self._rate_box = QWidget()
        inner = titled(self.tr("稅率"), self.rate, "%")
        inner.setContentsMargins(0, 0, 0, 0)
        self._rate_box.setLayout(inner)
        grid.addWidget(self._rate_box, row + 1, 0)
        self.setLayout(grid)

    def _typed(self, attribute: str, text: str) -> None:
        self._drafts.type_shop(**{attribute: text})
        field: Field = getattr(self, attribute)
        field.set_error()

    # --- lists --------------------------------------------------------------------------------------------------

    def _show_picks(self) -> None:
        draft, language = self._drafts.draft, QLocale().name()
        zone = next(zone_picks([draft.zone], language, draft.zone))
        self.zone.show_pick(zone.words, zone.note)
        money = next(one for one in currency_picks(language, draft.currency) if one.key == draft.currency)
        self.currency.show_pick(money.words, money.note)

    def _pick_zone(self) -> None:
        self._came_from = "zone"
        now = self._drafts.draft.zone
        picks = zone_picks(self._drafts.zones, QLocale().name(), "Asia/Taipei")
        self._pick(Picker(picks, self.tr("時區"), now), lambda key: self._drafts.type_shop(zone=key))

    def _pick_currency(self) -> None:
        self._came_from = "currency"
        now = self._drafts.draft.currency
        picks = currency_picks(QLocale().name(), "TWD")
        self._pick(Picker(picks, self.tr("幣別"), now), lambda key: self._drafts.type_shop(currency=key))

    def after_picking(self) -> None:
        """Show what was chosen, with the focus where it was."""
        self._show_picks()
        (self.currency if self._came_from == "currency" else self.zone).setFocus()

    # --- tax ----------------------------------------------------------------------------------------------------

    def _tax_chosen(self, key: str) -> None:
        mode = TaxMode.EXCLUSIVE if key == ON_TOP else TaxMode.INCLUSIVE
        self._drafts.type_shop(mode=mode)
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
