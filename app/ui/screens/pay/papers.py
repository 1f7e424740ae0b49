"""Which papers the customer gets: the fiscal document where there is a provider of one, and the receipt."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.fiscal import FiscalChoice
from app.runtime.workplace import Workplace
from app.ui.shell.errors import sentence
from app.ui.theme.look import look
from app.ui.widgets.check import CheckRow
from app.ui.widgets.field import Field, Typing
from app.ui.widgets.option import OptionRow
from app.ui.widgets.panel import SectionTitle
from app.ui.widgets.text import Text


class FiscalOptions(QWidget):
    """A row for each document that can be chosen; what has to be typed for it is typed right below.

    Signals:
        settled: what was typed is complete; typing goes elsewhere.
    """

    settled = Signal()

    def __init__(self, choice: FiscalChoice, *, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), 0, px(16), 0)
        column.setSpacing(px(8))
        self._group = QButtonGroup(self)
        self._rows: dict[str, OptionRow] = {}
        self._high = high
        self._column = column
        self.field = Field(typing=Typing.CODE)
        self.field.textChanged.connect(choice.type)
        self.field.returnPressed.connect(self.settled)
        column.addWidget(self.field)
        choice.changed.connect(self.refresh)
        self.refresh()

    def _offer(self) -> None:
        """Make the rows anew where another customer may choose between others."""
        names = [one.name for one in self._choice.options]
        if names == list(self._rows):
            return
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}
        for place, option in enumerate(self._choice.options):
            row = OptionRow(option.title, option.sub)
            row.setFixedHeight(look().px(self._high))
            row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.clicked.connect(partial(self._choose, option.name))
            self._group.addButton(row)
            self._rows[option.name] = row
            self._column.insertWidget(place, row)

    def _choose(self, name: str) -> None:
        self._choice.choose(name)
        if self._choice.asks:
            self.field.setFocus()
        else:
            self.settled.emit()

    def refresh(self) -> None:
        """Show what is chosen, and what is wrong with it."""
        choice = self._choice
        self._offer()
        for option in choice.options:
            row = self._rows[option.name]
            on = option.name == choice.name
            row.setChecked(on)
            row.set_sub(option.sub)
            right = on and option.told and choice.problem is None
            row.set_badge(option.told if right else "", "ok", "check" if right else "")
        self.field.setVisible(bool(choice.asks))
        if self.field.text() != choice.typed:
            self.field.setText(choice.typed)
        self.field.edit.setPlaceholderText(choice.asks)
        self.field.edit.setAccessibleName(choice.asks)
        wrong = choice.problem is not None and bool(choice.typed)
        self.field.set_error(sentence(choice.problem) if choice.problem is not None and wrong else "")


class Papers(QWidget):
    """The upper part of the side zone.

    Args:
        low: without a title, where there is little room.

    Signals:
        settled: as of `FiscalOptions`.
    """

    settled = Signal()

    def __init__(self, place: Workplace, *, low: bool, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._number = Text("", 13, tone="ink_3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        desk = place.fiscal.desk
        if not low:
            column.addLayout(self._head(self.tr("單據") if desk is None else desk.title))
        self.options: FiscalOptions | None = None
        if desk is not None and not low:
            self.options = FiscalOptions(place.fiscal, high=high)
            self.options.settled.connect(self.settled)
            column.addWidget(self.options)
        self.receipt = CheckRow(self.tr("列印交易明細"))
        self.receipt.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.receipt.clicked.connect(place.payment.set_wants_receipt)
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.addWidget(self.receipt)
        column.addLayout(row)

    def _head(self, title: str) -> QHBoxLayout:
        px = look().px
        head = QHBoxLayout()
        head.setContentsMargins(px(20), px(16), px(20), px(10))
        head.addWidget(SectionTitle(title), 1)
        head.addWidget(self._number)
        return head

    def refresh(self) -> None:
        """Show what is chosen."""
        desk = self._place.fiscal.desk
        self._number.setText(desk.next_number() if desk is not None else "")
        self.receipt.setChecked(self._place.payment.wants_receipt)
        self.receipt.set_note(f"{self._place.preferences.now.receipt_width_mm} mm")
