"""Forms in the place of the board: goods that are missing, goods in their place, something that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.pickup import PickLine
from app.domain.pickup_done import Problem, Why
from app.domain.quantity import MILLI, Quantity, Unit
from app.ui.screens.pickup.words import problem_text, quantity_words, short_quantity, why_text
from app.ui.shell.zones import scrolled
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.option import OptionButton
from app.ui.widgets.panel import Panel, SectionTitle
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Text

E = TypeVar("E", bound=Enum)
#: So many reasons stand side by side where there is room.
_WIDE = 3


class Reasons(QWidget, Generic[E]):
    """Values that exclude each other, in a grid, each under its digit.

    Args:
        values: in their order.
        words: of each.
        across: how many stand side by side.
        name: what they say, for screen readers.
    """

    def __init__(
        self, values: Sequence[E], words: Callable[[E], str], across: int, name: str, chosen: Callable[[E], object]
    ) -> None:
        super().__init__()
        self._values, self._chosen = tuple(values), chosen
        self.value: E | None = None
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look().px(8))
        self._group = QButtonGroup(self)
        for place, value in enumerate(self._values):
            button = OptionButton(words(value), str(place + 1))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._clicked, value))
            self._group.addButton(button, place)
            grid.addWidget(button, place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)

    def _clicked(self, value: E, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of a signal
        self.value = value
        self._chosen(value)

    def begin(self) -> None:
        """Nothing is chosen; the first has the focus."""
        self.value = None
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._group.button(0).setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, text: str) -> bool:
        """Choose by a digit; False where it is none of them."""
        if text.isascii() and text.isdigit() and 0 < int(text) <= len(self._values):
            button = self._group.button(int(text) - 1)
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
            return True
        return False


class Form(Panel):
    """A title, what is asked, and two buttons; digits choose a reason, Esc closes, Enter in a line does it.

    Signals:
        closed: nothing is to be done.
        accepted: it is to be done.
    """

    closed = Signal()
    accepted = Signal()

    def __init__(self, verb: str, *, narrow: bool) -> None:
        super().__init__()
        px = look().px
        whole = self.column((1, 1, 1, 1), 0)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(px(23), px(19), px(23), px(12))
        self.body.setSpacing(px(10))
        self.title, self.sub = SectionTitle(""), Text("", 14, tone="ink_2", wrap=True)
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.title)
        self.body.addWidget(self.sub)
        whole.addWidget(scrolled(inside), 1)
        foot: QBoxLayout = QVBoxLayout() if narrow else QHBoxLayout()
        foot.setContentsMargins(px(23), px(8), px(23), px(19))
        foot.setSpacing(px(8))
        self.cancel, self.accept = Button(self.tr("取消"), key="Esc"), Button(verb, "primary", key="F12")
        self.cancel.clicked.connect(self.closed)
        self.accept.clicked.connect(self.take)
        if not narrow:
            foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.accept)
        whole.addLayout(foot)

    def take(self) -> None:
        """Do it, if all is said."""
        if self.accept.isEnabled() and self.isVisible():
            self.accepted.emit()

    def tell(self, missing: str = "") -> None:
        """Say what is missing; nothing is."""
        self.accept.setEnabled(not missing)
        self.accept.setReason(missing)


class NotedForm(Form, Generic[E]):
    """A form with reasons and a line for words beside them."""

    def __init__(self, verb: str, values: Sequence[E], words: Callable[[E], str], other: E, across: int) -> None:
        super().__init__(verb, narrow=across < _WIDE)
        self._other_value = other
        self.reasons: Reasons[E] = Reasons(values, words, across, self.tr("原因"), self._chose)
        self.note = Field(self.tr("備註（選填）"))
        self.note.textChanged.connect(self._check)
        self.note.returnPressed.connect(self.take)

    def add_reasons(self, title: str) -> None:
        """Put them below what is there."""
        self.body.addSpacing(look().px(4))
        self.body.addWidget(Text(title, 15, bold=True))
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def begin(self) -> None:
        """Nothing is said yet."""
        self.note.edit.clear()
        self.reasons.begin()
        self._check()

    def _chose(self, value: E) -> None:
        if value is self._other_value:
            self.note.setFocus()
        self._check()

    def _check(self, _: str = "") -> None:
        if self.reasons.value is None:
            self.tell(self.tr("先選原因"))
        elif self.reasons.value is self._other_value and not self.note.text().strip():
            self.tell(self.tr("先寫備註"))
        else:
            self.tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits choose a reason."""
        if not self.note.edit.hasFocus() and self.reasons.press(event.text()):
            event.accept()
            return
        super().keyPressEvent(event)


class ShortForm(NotedForm[Why]):
    """Less of a line is there than was ordered, or what is there is not fit."""

    def __init__(self, across: int) -> None:
        super().__init__(self.tr("記為缺貨"), list(Why), why_text, Why.OTHER, across)
        self.milli, self._line = 0, None
        self.body.addWidget(Text(self.tr("可以交付幾件"), 15, bold=True))
        self.stepper = Stepper("0")
        self.stepper.stepped.connect(self._step)
        self.body.addWidget(self.stepper, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_reasons(self.tr("原因"))

    _line: PickLine | None

    def show_line(self, line: PickLine, name: str) -> None:
        """Ask about a line."""
        self._line = line
        full = line.picked.milli >= line.ordered.milli
        self.milli = 0 if full else line.picked.milli
        self.title.setText(self.tr("缺貨：{}").format(name))
        self.sub.setText(self.tr("客人訂了 {}").format(quantity_words(line.ordered)))
        self._count()
        self.begin()

    def _step(self, step: int) -> None:
        line = self._line
        if line is None:
            return
        one = MILLI if line.ordered.unit is Unit.PIECE else max(1, line.ordered.milli // 10)
        self.milli = min(max(line.given.milli, self.milli + step * one), line.ordered.milli - min(one, MILLI))
        self._count()

    def _count(self) -> None:
        if self._line is not None:
            self.stepper.set_text(short_quantity(Quantity(max(0, self.milli), self._line.ordered.unit)))


class ProblemForm(NotedForm[Problem]):
    """Something is wrong with an order."""

    def __init__(self, across: int) -> None:
        super().__init__(self.tr("送出回報"), list(Problem), problem_text, Problem.OTHER, across)
        self.add_reasons(self.tr("什麼問題"))

    def show_order(self, code: str) -> None:
        """Ask about an order."""
        self.title.setText(self.tr("回報問題：{}").format(code))
        self.sub.setText(self.tr("店長會收到一項待辦，取貨單留在原處"))
        self.begin()


class SubstituteHead(Panel):
    """Which goods are looked for in the place of others; what is found is shown below it."""

    def __init__(self) -> None:
        super().__init__()
        column = self.column((20, 14, 20, 14), 4)
        self.title, self.sub = SectionTitle(""), Text("", 14, tone="ink_2", wrap=True)
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column.addWidget(self.title)
        column.addWidget(self.sub)

    def show_line(self, name: str) -> None:
        """Of which line."""
        self.title.setText(self.tr("替代：{}").format(name))
        self.sub.setText(self.tr("掃描或搜尋要放進去的商品；價格照原單，交付時由客人決定要不要"))
