"""Measure: the price of open-price goods, or how much of weighed ones, is typed before they go into the cart."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.quantity import Unit
from app.runtime.workplace import Workplace
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.padpanel import PadPanel
from app.ui.screens.sell.words import base_text, code_text, product_name, quantity_text, unit_text
from app.ui.shell.frame import Frame
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.money import AmountLabel, money_text
from app.ui.widgets.segment import Segment
from app.ui.widgets.text import Text

KILOGRAMS, GRAMS = "kg", "g"


class Measure(PadPanel):
    """Shows the goods that `Measuring` asks for; the screen puts them in."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__(frame)
        self.head.button.setText(self.tr("取消"))
        self._place = place
        self._measuring = place.selling.measuring
        self._currency = place.counter.shop.currency
        px = look().px
        self._what = Text("", 17, bold=True)
        self.form.addWidget(self._what)
        self._unit = Segment([(KILOGRAMS, "kg", "", ""), (GRAMS, "g", "", "")], (self.tr("公斤"), self.tr("公克")))
        self._unit.chosen.connect(self._choose_unit)
        self.form.addWidget(self._unit)
        self._waiting = Text("", 14, tone="ink_2", wrap=True)
        self.form.addWidget(self._waiting)
        self.form.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(px(4))
        self._sum = Text("", 15, tone="ink_2")
        foot.addWidget(self._sum)
        self._amount = AmountLabel(38)
        row = QHBoxLayout()
        row.addWidget(self._amount)
        row.addStretch(1)
        foot.addLayout(row)
        self.foot.addLayout(foot)
        self.add_button = Button(self.tr("加入"), "primary", "Enter", size="lg")
        self.add_button.clicked.connect(self.accepted)
        self.foot.addWidget(self.add_button)
        self.pressed.connect(self._measuring.press)
        self._measuring.changed.connect(self.refresh)
        self.refresh()

    def _choose_unit(self, unit: str) -> None:
        self._measuring.weigh_in_grams(unit == GRAMS)
        self.begin()

    def refresh(self) -> None:
        """Something was typed, or other goods are asked for."""
        measuring, currency = self._measuring, self._currency
        now = measuring.now
        if now is None or now.found is None:
            return
        product, price = now.found.product, now.found.price
        facts = [code_text(now.code)]
        if price is not None and not measuring.asks_price:
            facts.append(
                self.tr("單價 {}").format(money_text(price.minor, currency) + base_text(price, product.unit))
            )
        self.head.tell(art_of(product), product_name(product), " · ".join(facts))
        weighs = not measuring.asks_price and measuring.unit is Unit.KILOGRAM
        self._unit.setVisible(weighs)
        self._unit.set_current(GRAMS if measuring.in_grams else KILOGRAMS)
        self._what.setText(self._asked())
        self.zone.pad.set_corner("C" if measuring.asks_price or measuring.in_grams else ".")
        self._waiting.setVisible(bool(measuring.behind))
        self._waiting.setText(self.tr("還有 {} 項待輸入").format(measuring.behind))
        self._tell_entry()
        self._tell_sum()

    def _asked(self) -> str:
        if self._measuring.asks_price:
            return self.tr("輸入售價")
        return self.tr("輸入重量") if self._measuring.unit is Unit.KILOGRAM else self.tr("輸入數量")

    def _tell_entry(self) -> None:
        measuring = self._measuring
        if measuring.asks_price:
            self.entry.set_label(self.tr("售價"))
            self.entry.set_amount(int(measuring.typed or "0"), self._currency)
            return
        weighs = measuring.unit is Unit.KILOGRAM
        self.entry.set_label(self.tr("重量") if weighs else self.tr("數量"))
        self.entry.set_text(measuring.typed or "0", "g" if measuring.in_grams else unit_text(measuring.unit))

    def _tell_sum(self) -> None:
        measuring = self._measuring
        price, quantity, amount = measuring.price, measuring.quantity, measuring.amount
        self._amount.set_amount(amount or 0, self._currency)
        self._amount.set_color("ink" if amount is not None else "ink_3")
        self.add_button.setEnabled(amount is not None)
        if price is None or quantity is None:
            self._sum.setText("")
            return
        unit = money_text(price.minor, self._currency) + base_text(price, quantity.unit)
        self._sum.setText(f"{quantity_text(quantity)} × {unit}")
