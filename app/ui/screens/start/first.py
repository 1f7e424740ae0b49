"""The first manager: a name, and a PIN typed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError, UserError
from app.domain.staff import PIN_LONGEST, PIN_SHORTEST, choose_pin
from app.runtime.start import Starting
from app.ui.screens.start.page import Page
from app.ui.shell.errors import sentence
from app.ui.shell.forms import titled
from app.ui.shell.pin import PinPad
from app.ui.theme.look import look
from app.ui.widgets.field import Field
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text


class ManagerPage(Page):
    """Who can do everything here, and make the others."""

    def __init__(self, starting: Starting, key_height: int, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        self.title = self.tr("誰是店長？")
        self.hint = self.tr("店長可以核准折扣、改設定、新增人員")
        self._once = ""
        row = QHBoxLayout()
        row.setSpacing(look().px(40))
        row.addLayout(self._names(), 1)
        self.pin = PinPad("", None, key_height, 52)
        self.pin.setFixedWidth(look().px(304))
        self.pin.take_focus()
        self.pin.submitted.connect(self._typed)
        row.addWidget(self.pin, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setMaximumWidth(look().px(800))
        self.column.addWidget(holder)
        self.column.addStretch(1)
        self._begin()
        self.refresh()

    def _names(self) -> QVBoxLayout:
        starting = self.starting
        column = QVBoxLayout()
        column.setSpacing(look().px(16))
        self.name = Field("", self.tr("姓名"))
        self.name.setText(starting.manager.name)
        self.name.edit.setObjectName("manager.name")
        self.name.textChanged.connect(self._named)
        self.name_en = Field("", self.tr("英文姓名"))
        self.name_en.setText(starting.manager.name_en)
        self.name_en.textChanged.connect(self._named_en)
        self.name.returnPressed.connect(self._to_english)
        self.name_en.returnPressed.connect(self._to_pin)
        column.addLayout(titled(self.tr("姓名"), self.name))
        column.addLayout(titled(self.tr("英文姓名"), self.name_en, self.tr("選填")))
        note = Panel(kind="inset")
        told = self.tr("密碼 {} 至 {} 位數字，避開生日和連號。其他人員之後由店長新增").format(
            PIN_SHORTEST, PIN_LONGEST
        )
        note.column((16, 12, 16, 12)).addWidget(Text(told, 14, tone="ink_2", wrap=True))
        column.addWidget(note)
        column.addStretch(1)
        return column

    def _to_english(self) -> None:
        self.name_en.edit.setFocus()

    def _to_pin(self) -> None:
        self.pin.setFocus()

    def _named(self, text: str) -> None:
        self.starting.manager.name = text
        self.name.set_error()

    def _named_en(self, text: str) -> None:
        self.starting.manager.name_en = text

    def primary(self) -> tuple[str, str]:
        """Make the manager."""
        if self.starting.is_busy:
            return self.tr("下一步"), self.tr("建立中…")
        return (self.tr("下一步") if self.starting.manager.is_made else self.tr("建立店長")), ""

    def entered(self) -> None:
        """The name first."""
        if not self.starting.manager.is_made:
            self.name.edit.setFocus()

    def refresh(self) -> None:
        """A manager who is made is not made again."""
        made = self.starting.manager.is_made
        for part in (self.name, self.name_en, self.pin):
            part.setEnabled(not made and not self.starting.is_busy)
        if made:
            self.pin.ask(self.tr("密碼已設定"), "")

    # --- PIN ----------------------------------------------------------------------------------------------------

    def _hint(self) -> str:
        return self.tr("{} 至 {} 位數字，按 Enter").format(PIN_SHORTEST, PIN_LONGEST)

    def _begin(self) -> None:
        self._once = ""
        self.starting.manager.pin = ""
        self.pin.ask(self.tr("設定密碼"), self._hint())

    def _typed(self, pin: str) -> None:
        if not self._once:
            try:
                self._once = choose_pin(pin)
            except UserError as error:
                self.pin.complain(sentence(error))
                return
            self.pin.ask(self.tr("再輸入一次"), self._hint())
        elif pin != self._once:
            self._begin()
            self.pin.complain(self.tr("兩次不同，重新輸入"))
        else:
            self._once = ""
            self.starting.manager.pin = pin
            self.pin.ask(self.tr("密碼已設定"), self.tr("要改就再輸入"))

    def next(self) -> None:
        """A PIN that is typed counts as handed in."""
        if 0 < self.pin.count < PIN_SHORTEST:
            self.pin.complain(self.tr("密碼要 {} 至 {} 位").format(PIN_SHORTEST, PIN_LONGEST))
            return
        if self.pin.count:
            self.pin.hand_in()
            if not self.starting.manager.pin:  # to be typed once more
                self.pin.setFocus()
                return
        super().next()

    def complain(self, error: BaseException) -> bool:
        """Mark what an error is about."""
        if not isinstance(error, AppError):
            return False
        if error.code in {"staff.no_name", "text.too_long", "text.unreadable", "staff.bad_id"}:
            self.name.set_error(sentence(error))
            self.name.edit.setFocus()
            return True
        if error.code.startswith("staff."):
            self._begin()
            self.pin.complain(sentence(error))
            self.pin.setFocus()
            return True
        return False
