"""Store and register, and what a cashier may do alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.ui.screens.settings.part import Part, group
from app.ui.shell.errors import sentence
from app.ui.shell.forms import columns_of, titled
from app.ui.shell.host import Host
from app.ui.shell.listover import ListOver
from app.ui.shell.picker import Picker
from app.ui.shell.shopform import ShopForm
from app.ui.theme.look import look
from app.ui.widgets.field import Field, Typing


class ShopPart(Part):
    """What is typed here is kept by the primary, with a manager's approval where that is needed."""

    section = Section.SHOP

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, width, parent)
        self.stack = ListOver()
        self.column.addWidget(self.stack)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        self.form = ShopForm(place.settings, self._pick, 2 if self.wide else 1)
        self.refresh()
        column.addWidget(group(self.tr("門市與收銀機"), self.form))
        self.limits = LimitsForm(place, 3 if self.wide else 1)
        column.addWidget(group(self.tr("收銀員可自行處理的上限"), self.limits))
        column.addStretch(1)
        self.stack.addWidget(inside)
        self.stack.returned.connect(self.form.after_picking)

    def refresh(self) -> None:
        """The currency can be chosen until money is counted in it."""
        self.form.currency.setEnabled(not self.place.settings.is_currency_fixed)

    def title(self) -> str:
        """Of the notes."""
        return self.tr("門市與收銀機")

    def notes(self) -> list[str]:
        """When it holds, and who may."""
        notes = [
            self.tr("門市的變更在下次開啟程式後生效，上限馬上生效"),
            self.tr("門市代碼和收銀機編號印在收據號碼裡，已開出的收據不變"),
            self.tr("儲存需要店長，或店長核准"),
        ]
        if self.place.settings.is_currency_fixed:
            notes.append(self.tr("已經收過錢，幣別不能再改"))
        return notes

    def entered(self) -> None:
        """The name first."""
        self.form.brand.edit.setFocus()

    def complain(self, error: AppError) -> bool:
        """Mark the field that an error is about."""
        return self.limits.complain(error) or self.form.complain(error)

    def _pick(self, picker: Picker, done: Callable[[str], None]) -> None:
        picker.setMinimumHeight(look().px(420))
        self.stack.pick(picker, done)

    def back(self) -> bool:
        """From a list to the form."""
        return self.stack.back()


class LimitsForm(QWidget):
    """Up to where nobody is asked."""

    def __init__(self, place: Workplace, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        typed, code = place.settings.limits, place.counter.shop.currency.code
        self.percent = self._field(self.tr("折扣比例"), typed.percent, "percent")
        self.amount = self._field(self.tr("折扣金額"), typed.amount, "amount")
        self.over_short = self._field(self.tr("交班差額"), typed.over_short, "over_short")
        fields = (
            (self.tr("折扣比例"), self.percent, "%"),
            (self.tr("折扣金額"), self.amount, code),
            (self.tr("交班差額"), self.over_short, code),
        )
        grid = columns_of(columns)
        for at, (words, field, unit) in enumerate(fields):
            grid.addLayout(titled(words, field, unit), at // columns, at % columns)
        self.setLayout(grid)

    def _field(self, name: str, text: str, attribute: str) -> Field:
        field = Field("", name, typing=Typing.FIGURES)
        field.setText(text)
        field.edit.setObjectName(f"limits.{attribute}")
        field.textChanged.connect(lambda typed, attribute=attribute: self._typed(attribute, typed))
        return field

    def _typed(self, attribute: str, text: str) -> None:
        field: Field = getattr(self, attribute)
        field.set_error()
        self._place.settings.type_limits(**{attribute: text})

    def complain(self, error: AppError) -> bool:
        """Mark what cannot be: the field that does not read as what belongs there."""
        if error.code not in {"tax.bad_rate", "money.not_an_amount", "money.too_fine", "limits.out_of_range"}:
            return False
        settings, of = self._place.settings, self._place.counter.shop.currency
        fields = {"percent": self.percent, "amount": self.amount, "over_short": self.over_short}
        for name, field in fields.items():
            if not settings.limits.reads(name, of):
                field.set_error(sentence(error))
                field.edit.setFocus()
                return True
        return False
