"""Cells to count into: whole numbers, walked by Enter and the arrows, typed by the keyboard or the pad."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.ui.theme.look import look
from app.ui.widgets.field import Typing, takes
from app.ui.widgets.pad import edit_digits
from app.ui.widgets.paint import paint_text

#: Digits of a count: nobody counts a million coins.
MOST_DIGITS = 6
_STEPS = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Cell(QLineEdit):
    """A field for a count. The input method stays away, so that digits arrive as digits.

    Args:
        key: what is counted.
        what: the same in words, such as a face value.
        unit: how it is counted.
        label: words inside at the left, as in a slip's field.
        digits: how many there may be.

    Signals:
        stepped: go so many cells on.
        crossed: go to the cell in the next column.
        typed: key and text.
        entered: the cell has the focus now.
    """

    stepped = Signal(int)
    crossed = Signal(int)
    typed = Signal(str, str)
    entered = Signal(str)

    def __init__(self, key: str, what: str, unit: str, label: str = "", digits: int = MOST_DIGITS) -> None:
        super().__init__()
        self.key, self.what, self.unit = key, what, unit
        self._label, self._digits = label, digits
        px = look().px
        self.setProperty("kind", "slips" if label else "number")
        self.setAccessibleName(f"{what} {unit}".strip())
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        takes(self, Typing.FIGURES)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(f"[0-9]{{0,{digits}}}"), self))
        self.setFixedHeight(px(52))
        if label:
            self.setMinimumWidth(px(140))
        else:
            self.setFixedWidth(px(104))
        self._dress()
        self.textEdited.connect(self._edited)

    def show_count(self, count: int | None) -> None:
        """Show a count, or that there is none."""
        text = "" if count is None else str(count)
        if text != self.text():
            self.setText(text)

    def press(self, sent: str) -> None:
        """A key of the pad was pressed."""
        self._edited(edit_digits(self.text(), sent, self._digits))

    def _edited(self, text: str) -> None:
        self.typed.emit(self.key, text)

    def _dress(self) -> None:
        font = look().font(17 if self._label else 22, bool(self._label) or self.hasFocus())
        if font != self.font():
            self.setFont(font)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What is typed next goes behind what is there."""
        super().focusInEvent(event)
        self._dress()
        self.deselect()
        self.end(False)  # noqa: FBT003 - Qt's own signature
        self.entered.emit(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Back to the regular weight."""
        super().focusOutEvent(event)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and the arrows walk; everything else is the field's."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ACROSS:
            self.crossed.emit(_ACROSS[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint label and caret over the field."""
        super().paintEvent(event)
        painter, wear = QPainter(self), look()
        px = wear.px
        if self._label:
            room = QRectF(px(15), 0, self.width() - px(30) - px(60), self.height())
            paint_text(painter, room, self._label, 15, "ink")
        if self.hasFocus() and not self.hasSelectedText():
            height = px(26)
            rect = QRectF(self.cursorRect().center().x(), (self.height() - height) / 2, px(2), height)
            painter.fillRect(rect, wear.color("focus"))


class SumCell(Cell):
    """A field for a sum, for a currency that is counted as one.

    Args:
        label: what it is the sum of.
        exponent: decimals of the currency.
    """

    def __init__(self, key: str, label: str, exponent: int) -> None:
        super().__init__(key, label, "", label, 10 + exponent)
        self._exponent = exponent
        decimals = rf"(\.[0-9]{{0,{exponent}}})?" if exponent else ""
        self.setValidator(QRegularExpressionValidator(QRegularExpression(rf"[0-9]{{0,10}}{decimals}"), self))

    def minor(self) -> int | None:
        """What is typed, in minor units."""
        return sum_of(self.text(), self._exponent)

    def show_count(self, count: int | None) -> None:
        """Show a sum in minor units; what is being typed stays as it is."""
        if count != self.minor():
            unit = 10**self._exponent
            text = "" if count is None else str(count // unit)
            rest = f".{count % unit:0{self._exponent}d}" if count is not None and count % unit else ""
            self.setText(text + rest)


def sum_of(text: str, exponent: int) -> int | None:
    """Typed digits with a point as minor units; None for nothing typed."""
    whole, _, rest = text.partition(".")
    if not (whole or rest):
        return None
    unit: int = 10**exponent
    return int(whole or "0") * unit + int(rest.ljust(exponent, "0") or "0")


class Cells:
    """The cells of a screen in the order of counting.

    Args:
        typed: told of each change, by the cell's key and text.
        entered: told which cell has the focus.
        beyond: called behind the last one.
    """

    def __init__(
        self, typed: Callable[[str, str], object], entered: Callable[[str], object], beyond: Callable[[], object]
    ) -> None:
        self._typed, self._entered, self._beyond = typed, entered, beyond
        self._columns: list[list[Cell]] = []

    def add_column(self, cells: Sequence[Cell]) -> None:
        """Add cells that stand one below the other."""
        for cell in cells:
            cell.typed.connect(self._typed)
            cell.entered.connect(self._entered)
            cell.stepped.connect(self.step)
            cell.crossed.connect(self._cross)
        if cells:
            self._columns.append(list(cells))

    @property
    def all(self) -> list[Cell]:
        """Every cell, in the order of counting."""
        return [cell for column in self._columns for cell in column]

    def cell(self, key: str) -> Cell | None:
        """The cell of a key."""
        return next((cell for cell in self.all if cell.key == key), None)

    @property
    def current(self) -> Cell | None:
        """The cell that has the focus."""
        there = QApplication.focusWidget()
        return there if isinstance(there, Cell) and there in self.all else None

    def step(self, cells: int) -> None:
        """Go on, or back; behind the last one the count is done."""
        every, here = self.all, self.current
        place = every.index(here) + cells if here is not None else 0
        if place >= len(every):
            self._beyond()
        elif place >= 0:
            every[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _cross(self, columns: int) -> None:
        here = self.current
        if here is None:
            return
        column = next(place for place, cells in enumerate(self._columns) if here in cells)
        row = self._columns[column].index(here)
        if 0 <= column + columns < len(self._columns):
            beside = self._columns[column + columns]
            beside[min(row, len(beside) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def first_empty(self) -> QWidget | None:
        """Where counting goes on: the first cell without a count, else the first."""
        every = self.all
        return next((cell for cell in every if not cell.text()), every[0] if every else None)
