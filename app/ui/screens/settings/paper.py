"""What receipts say of the shop beside its name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.runtime.settings import Section
from app.runtime.workplace import Workplace
from app.ui.screens.settings.part import Part, group
from app.ui.shell.errors import sentence
from app.ui.shell.forms import columns_of, titled
from app.ui.shell.host import Host
from app.ui.widgets.field import Field, Typing


class PaperPart(Part):
    """English name, tax id, phone and address; kept with the rest of the shop."""

    section = Section.PAPER

    def __init__(self, place: Workplace, host: Host, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, width, parent)
        typed = place.settings.draft
        self.name_en = self._field(self.tr("英文店名"), typed.name_en, "name_en", Typing.WORDS)
        self.tax_id = self._field(self.tr("統一編號"), typed.tax_id, "tax_id", Typing.CODE)
        self.phone = self._field(self.tr("電話"), typed.phone, "phone", Typing.CODE)
        self.address = self._field(self.tr("地址"), typed.address, "address", Typing.WORDS)
        columns, optional = 2 if self.wide else 1, self.tr("選填")
        grid = columns_of(columns)
        grid.addLayout(titled(self.tr("英文店名"), self.name_en, optional), 0, 0, 1, columns)
        grid.addLayout(titled(self.tr("統一編號"), self.tax_id, optional), 1, 0)
        grid.addLayout(titled(self.tr("電話"), self.phone, optional), 3 - columns, columns - 1)
        grid.addLayout(titled(self.tr("地址"), self.address, optional), 4 - columns, 0, 1, columns)
        inside = QWidget()
        inside.setLayout(grid)
        self.column.addWidget(group(self.tr("收據上的商店資料"), inside))
        self.column.addStretch(1)

    def _field(self, name: str, text: str, attribute: str, typing: Typing) -> Field:
        field = Field("", name, typing=typing)
        field.setText(text)
        field.edit.setObjectName(f"shop.{attribute}")
        field.textChanged.connect(lambda typed, attribute=attribute: self._typed(attribute, typed))
        field.returnPressed.connect(lambda field=field: field.edit.focusNextChild())
        return field

    def _typed(self, attribute: str, text: str) -> None:
        field: Field = getattr(self, attribute)
        field.set_error()
        self.place.settings.type_shop(**{attribute: text})

    def title(self) -> str:
        """Of the notes."""
        return self.tr("收據上的商店資料")

    def notes(self) -> list[str]:
        """Where it stands, and whose it is."""
        return [
            self.tr("印在收據最上面，店名的下面；空白的不印"),
            self.tr("英文收據和英文畫面用英文店名，最後一個逗號後面是門市，例如 Suiguang Store, Dadaocheng"),
            self.tr("變更在下次開啟程式後生效，已開出的收據不變"),
            self.tr("加入中心後，中心有填的以中心的為準"),
            self.tr("儲存需要店長，或店長核准"),
        ]

    def entered(self) -> None:
        """The name first."""
        self.name_en.edit.setFocus()

    def complain(self, error: AppError) -> bool:
        """Mark the field that an error is about."""
        fields = {
            "shop.bad_name_en": self.name_en,
            "shop.bad_tax_id": self.tax_id,
            "shop.bad_phone": self.phone,
            "shop.bad_address": self.address,
        }
        field = fields.get(error.code)
        if field is None:
            return False
        field.set_error(sentence(error))
        field.edit.setFocus()
        return True
