"""The cart's lines as the list shows them: what each is, what it costs, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.domain.cart import CartLine
from app.domain.quantity import Quantity
from app.runtime.cart import OpenCart
from app.runtime.editing import ON_LINE
from app.ui.screens.sell.words import base_text, listed, quantity_text, reason_text, reduction_name, reduction_text
from app.ui.widgets.money import digits_text, money_text

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as it is painted; amounts in minor units, a returned line's below zero.

    Attributes:
        sub: its unit price in words.
        was: what it would cost without reductions; None where nothing came off.
        reasons: the reductions in words.
    """

    line_id: int
    quantity: Quantity
    name: str
    sub: str
    amount: int
    was: int | None = None
    reasons: tuple[str, ...] = ()
    note: str = ""
    is_return: bool = False
    is_unknown: bool = False


def shown_lines(cart: OpenCart, name: Callable[[CartLine], str]) -> list[LineShown]:
    """The lines of the open cart in the order of scanning, returns last.

    Args:
        name: of a line, in the window's language.
    """
    currency = cart.cart.currency
    found = []
    for line, priced in zip(cart.cart.lines, cart.priced.lines, strict=True):
        own = [one for one in priced.reductions if one.kind in ON_LINE and one.amount]
        off = sum(one.amount for one in own)
        found.append(
            LineShown(
                line.line_id,
                line.quantity,
                name(line),
                digits_text(line.listed.minor, currency) + base_text(line.listed, line.quantity.unit),
                priced.listed_amount - off,
                priced.listed_amount if off else None,
                tuple(reduction_text(reduction_name(one, line, None), one.amount, currency) for one in own),
                line.note,
                is_unknown=line.unknown,
            )
        )
    for back, worth in zip(cart.cart.returns, cart.returned, strict=True):
        reasons = (reason_text(back.reason),) if back.reason else ()
        found.append(
            LineShown(back.line_id, back.quantity, back.name, "", -worth.refund, None, reasons, is_return=True)
        )
    return found


class LineModel(QAbstractListModel):
    """The lines of the open cart; a change tells of the rows that it changed, and of no others.

    Args:
        name: of a line, in the window's language.
    """

    def __init__(self, cart: OpenCart, name: Callable[[CartLine], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cart = cart
        self._name = name
        self._lines: list[LineShown] = shown_lines(cart, name)

    def refresh(self) -> bool:
        """The cart changed; whether a row came, went or has another height."""
        lines, before = shown_lines(self.cart, self._name), self._lines
        same = 0
        while same < min(len(lines), len(before)) and lines[same].line_id == before[same].line_id:
            same += 1
        moved = len(lines) != len(before) or same < len(lines)
        if same < len(before):
            self.beginRemoveRows(QModelIndex(), same, len(before) - 1)
            self._lines = before[:same]
            self.endRemoveRows()
        if same < len(lines):
            self.beginInsertRows(QModelIndex(), same, len(lines) - 1)
            self._lines = lines
            self.endInsertRows()
        self._lines = lines
        for row in range(same):
            if lines[row] != before[row]:
                moved = moved or bool(lines[row].note) != bool(before[row].note)
                self.dataChanged.emit(self.index(row), self.index(row))
        return moved

    def row_of(self, line_id: int | None) -> int:
        """The row of a line; -1 for none."""
        return next((row for row, line in enumerate(self._lines) if line.line_id == line_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what a cashier would say."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(line)
        return None

    def _said(self, line: LineShown) -> str:
        quantity = quantity_text(line.quantity)
        if quantity.isdecimal():
            quantity = self.tr("{} 件").format(quantity)
        amount = money_text(line.amount, self.cart.cart.currency)
        said = (line.name, quantity, amount, listed(line.reasons), line.note)
        return ", ".join(part for part in said if part)
