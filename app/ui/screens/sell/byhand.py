"""By hand: a code that nobody knows, or goods without a price, sold at a typed one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.staff import Permission, may
from app.runtime.workplace import Workplace
from app.ui.screens.sell.art import NONE, art_of
from app.ui.screens.sell.padpanel import PadPanel
from app.ui.screens.sell.words import code_text, product_name, quantity_text
from app.ui.shell.frame import Frame
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.field import LineField
from app.ui.widgets.money import AmountLabel
from app.ui.widgets.option import OptionButton
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import WrapRow


def tax_text(tax_class: str, rate_ppm: int) -> str:
    """A tax class as people in the shop call it."""
    words = {
        "standard": QCoreApplication.translate("Tax", "應稅"),
        "zero": QCoreApplication.translate("Tax", "零稅率"),
        "exempt": QCoreApplication.translate("Tax", "免稅"),
    }
    whole, rest = divmod(rate_ppm, 10_000)
    rate = f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)
    name = words.get(tax_class, tax_class)
    return f"{name} {rate}%" if rate_ppm else name


class ByHand(PadPanel):
    """Shows what `Unknown` asks for; the screen puts it in."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__(frame)
        self.head.button.setText(self.tr("取消"))
        self._place = place
        self._unknown = place.selling.unknown
        self._currency = place.counter.shop.currency
        self.name = LineField(self.tr("品名（選填）"))
        self.name.setAccessibleName(self.tr("品名（選填）"))
        self.name.setMaxLength(200)
        self.name.textEdited.connect(self._unknown.set_name)
        self.name.returnPressed.connect(self.accepted)
        self.form.addWidget(self.name)
        self._make_taxes()
        self._told = Text(self.tr("交易完成後會列入待辦，請店長確認商品資料"), 14, tone="ink_2", wrap=True)
        if self.is_tight:
            self._told.hide()  # no choice is made by it
        self.form.addWidget(self._told)
        self.form.addStretch(1)
        self._make_foot()
        self.add_button = Button(self.tr("加入"), "primary", "Enter", size="lg")
        self.add_button.clicked.connect(self.accepted)
        self.foot.addWidget(self.add_button)
        self.pressed.connect(self._unknown.press)
        self._unknown.changed.connect(self.refresh)
        self.refresh()

    def _make_foot(self) -> None:
        """What it comes to, in one row where there is little room."""
        edges = (0, 0, 0, 0) if self.is_tight else (12, 10, 12, 10)
        self._limit = Panel(kind="" if self.is_tight else "inset")
        said = Text(self.tr("臨時品項要請店長刷識別證核准"), 13 if self.is_tight else 14, tone="ink_2", wrap=True)
        self._limit.row(edges, 8).addWidget(said)
        self.foot.addWidget(self._limit)
        self._sum = Text("", 15, tone="ink_2")
        self._amount = AmountLabel(28 if self.is_tight else 38)
        row = QHBoxLayout()
        if self.is_tight:
            row.addWidget(self._sum)
            row.addStretch(1)
            row.addWidget(self._amount)
            self.foot.addLayout(row)
        else:
            row.addWidget(self._amount)
            row.addStretch(1)
            foot = QVBoxLayout()
            foot.setSpacing(look().px(4))
            foot.addWidget(self._sum)
            foot.addLayout(row)
            self.foot.addLayout(foot)

    def _make_taxes(self) -> None:
        rates = self._place.counter.shop.tax.rates_ppm
        self._taxes = {name: OptionButton(tax_text(name, rates[name])) for name in self._unknown.tax_classes}
        for name, button in self._taxes.items():
            button.clicked.connect(partial(self._choose_tax, name))
        self._tax_box = QWidget()
        column = QVBoxLayout(self._tax_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addWidget(Text(self.tr("稅別"), 14, bold=True))
        column.addWidget(WrapRow(*self._taxes.values()))
        self.form.addWidget(self._tax_box)

    def _choose_tax(self, name: str) -> None:
        self._unknown.choose_tax(name)
        self.refresh()
        self.begin()

    def begin(self) -> None:
        """The price first; the name may stay empty."""
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Something was typed or chosen."""
        unknown, known = self._unknown, self._unknown.product
        if unknown.code is None:
            return
        if known is None:
            self.head.tell(NONE, self.tr("臨時品項"), self.tr("條碼 {}").format(code_text(unknown.code)))
        else:
            self.head.tell(art_of(known), product_name(known), self.tr("{} · 未定價").format(known.sku))
        self.name.setVisible(known is None)
        self._tax_box.setVisible(known is None)
        if self.name.text() != unknown.name:
            self.name.setText(unknown.name)
        for name, button in self._taxes.items():
            button.setChecked(name == unknown.tax_class)
        person = self._place.session.person
        allowed = may(person.role if person is not None else None, Permission.SELL_UNKNOWN)
        self._limit.setVisible(self._place.counter.reads().has_staff() and not allowed)
        self._tell_price()

    def _tell_price(self) -> None:
        typed = self._unknown.typed
        each, quantity = int(typed or "0"), self._unknown.quantity
        self.entry.set_label(self.tr("售價"))
        self.entry.set_amount(each, self._currency)
        self._amount.set_amount(each * quantity.milli // 1000, self._currency)
        self._amount.set_color("ink" if typed else "ink_3")
        self._sum.setText(self.tr("{} 件").format(quantity_text(quantity)))
        self.add_button.setEnabled(bool(typed))
