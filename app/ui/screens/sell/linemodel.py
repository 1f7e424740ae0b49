"""The cart's lines as the list shows them: what each is, what it costs, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.domain.cart import CartLine, CartReturn
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.pricing import PricedLine, Reduction
from app.domain.quantity import Quantity
from app.domain.sale import ReturnedLine
from app.runtime.cart import OpenCart
from app.runtime.editing import ON_LINE
from app.runtime.promotion import Promotions
from app.ui.screens.sell.words import base_text, listed, quantity_text, reason_text, reduction_name, reduction_text
from app.ui.widgets.money import digits_text, money_text

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@frozen
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


def amount_of(priced: PricedLine) -> int:
    """What a line costs by itself, in minor units: what comes off the whole cart is told beside the lines."""
    return priced.listed_amount - sum(one.amount for one in priced.reductions if one.kind in ON_LINE)


class _Shower:
    """Puts lines into what is shown of them; a line that is the same as before is not put together anew.

    Args:
        name: of a line, in the window's language.
        promotions: what reductions are named by.
    """

    def __init__(self, name: Callable[[CartLine], str], promotions: Promotions) -> None:
        self._name = name
        self._promotions = promotions
        self._before: dict[int, tuple[CartLine, tuple[Reduction, ...], LineShown]] = {}

    def show(self, cart: OpenCart) -> list[LineShown]:
        """The lines of the open cart in the order of scanning, returns last."""
        kept, self._before = self._before, {}
        found = []
        for line, priced in zip(cart.cart.lines, cart.priced.lines, strict=True):
            known = kept.get(line.line_id)
            if known is None or known[0] is not line or known[1] != priced.reductions:
                known = (line, priced.reductions, self._line(line, priced, cart.cart.currency))
            self._before[line.line_id] = known
            found.append(known[2])
        found += [_returned(line, worth) for line, worth in zip(cart.cart.returns, cart.returned, strict=True)]
        return found

    def _line(self, line: CartLine, priced: PricedLine, currency: Currency) -> LineShown:
        own = [one for one in priced.reductions if one.kind in ON_LINE and one.amount]
        return LineShown(
            line.line_id,
            line.quantity,
            self._name(line),
            digits_text(line.listed.minor, currency) + base_text(line.listed, line.quantity.unit),
            amount_of(priced),
            priced.listed_amount if amount_of(priced) != priced.listed_amount else None,
            tuple(
                reduction_text(reduction_name(one, line, None, self._promotions), one.amount, currency) for one in own
            ),
            line.note,
            is_unknown=line.unknown,
        )


def _returned(line: CartReturn, worth: ReturnedLine) -> LineShown:
    reasons = (reason_text(line.reason),) if line.reason else ()
    return LineShown(line.line_id, line.quantity, line.name, "", -worth.refund, None, reasons, is_return=True)


class LineModel(QAbstractListModel):
    """The lines of the open cart; a change tells of the rows that it changed, and of no others.

    Args:
        name: of a line, in the window's language.
        promotions: what reductions are named by.
    """

    def __init__(
        self,
        cart: OpenCart,
        name: Callable[[CartLine], str],
        promotions: Promotions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cart = cart
        self._shower = _Shower(name, promotions)
        self._lines = self._shower.show(cart)

    def refresh(self) -> bool:
        """The cart changed; whether a row came, went or has another height."""
        lines, before = self._shower.show(self.cart), self._lines
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
            if lines[row] is not before[row] and lines[row] != before[row]:
                moved = moved or bool(lines[row].note) != bool(before[row].note)
                self.dataChanged.emit(self.index(row), self.index(row))
        return moved

    def line(self, row: int) -> LineShown:
        """What is shown in a row."""
        return self._lines[row]

    @property
    def has_notes(self) -> bool:
        """Whether some line is higher than the others by its note."""
        return any(line.note for line in self._lines)

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
