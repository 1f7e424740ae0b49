"""The recovery code: shown once, and two groups of it typed back, so that it was written down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.runtime.start import Starting
from app.ui.screens.start.page import Page
from app.ui.shell.forms import keep_left, titled
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field, Typing
from app.ui.widgets.paint import LEFT, MIDDLE, paint_box, paint_text
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text

#: Groups in a row.
COLUMNS = 4


class Group(QWidget):
    """One group of the code with its number; its signs stand apart, to be read out and written down."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._text = number, text
        self.setFixedHeight(look().px(76))
        self.setMinimumWidth(look().px(120))
        self.setAccessibleName(self.tr("第 {} 組 {}").format(number, " ".join(text)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(150), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = QPainter(self), look()
        px, area = wear.px, QRectF(self.rect())
        paint_box(painter, area, wear.color("surface_2"), wear.color("line_2"), px(1), px(10))
        paint_text(painter, QRectF(px(10), px(4), px(40), px(20)), str(self._number), 13, "ink_3", align=LEFT)
        step = (area.width() - px(24)) / max(1, len(self._text))
        for place, sign in enumerate(self._text):
            rect = QRectF(px(12) + place * step, px(14), step, area.height() - px(16))
            paint_text(painter, rect, sign, 28, "ink", bold=True, align=MIDDLE)


class CodePage(Page):
    """Shown, written down, hidden, and checked."""

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(starting, parent)
        self._shown_for: tuple[str, bool] | None = None
        self.fields: list[Field] = []
        self.stack = QStackedWidget()
        self.column.addLayout(keep_left(self.stack))
        self.column.addStretch(1)
        self.refresh()

    def primary(self) -> tuple[str, str]:
        """Written down, then checked."""
        if self.starting.is_busy or not self.starting.code.code:
            return self.tr("我抄好了"), self.tr("準備中…")
        return (self.tr("確認") if self.starting.code.is_hidden else self.tr("我抄好了")), ""

    def entered(self) -> None:
        """The first group to type back."""
        if self.fields:
            self.fields[0].edit.setFocus()

    def refresh(self) -> None:
        """Show the code, or ask for it."""
        code = self.starting.code
        state = (code.code, code.is_hidden)
        if state == self._shown_for:
            return
        self._shown_for = state
        self.title = self.tr("核對復原碼") if code.is_hidden else self.tr("抄下復原碼")
        self.hint = self.tr("電腦壞了或店長忘記密碼時，只有它能救回資料")
        while self.stack.count():
            if (old := self.stack.widget(0)) is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
        self.fields = []
        self.stack.addWidget(self._asking() if code.is_hidden else self._showing())
        self.entered()

    def _showing(self) -> QWidget:
        found, groups = QWidget(), self.starting.code.groups
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(16))
        grid = QGridLayout()
        grid.setSpacing(look().px(12))
        for place, group in enumerate(groups):
            grid.addWidget(Group(place + 1, group), place // COLUMNS, place % COLUMNS)
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        note = Panel(kind="inset")
        inner = note.column((16, 12, 16, 12), 6)
        for words in (
            self.tr("寫在紙上，放在收銀機以外、只有負責人拿得到的地方"),
            self.tr("只顯示這一次。之後沒有人能再看到它，可以再產生新的"),
            self.tr("碼裡沒有字母 I、L、O、U：看起來像的是數字 1 和 0"),
        ):
            inner.addWidget(Text(words, 15, tone="ink_2", wrap=True))
        column.addWidget(note)
        return found

    def _asking(self) -> QWidget:
        found, asked = QWidget(), self.starting.code.asked
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(16))
        column.addWidget(Text(self.tr("看著抄下的紙，輸入這兩組"), 15, tone="ink_2"))
        row = QHBoxLayout()
        row.setSpacing(look().px(16))
        for place in asked:
            name = self.tr("第 {} 組").format(place + 1)
            field = Field("", name, height=56, typing=Typing.CODE)
            field.edit.setMaxLength(8)
            field.edit.setObjectName(f"code.{place}")
            field.returnPressed.connect(self._entered_group)
            self.fields.append(field)
            row.addLayout(titled(name, field), 1)
        column.addLayout(row)
        again = Button(self.tr("再看一次"), "quiet", icon="eye")
        again.clicked.connect(self.starting.show_code)
        line = QHBoxLayout()
        line.addWidget(again)
        line.addStretch(1)
        column.addLayout(line)
        return found

    def _entered_group(self) -> None:
        empty = next((field for field in self.fields if not field.text().strip()), None)
        if empty is not None:
            empty.edit.setFocus()
        else:
            self.next()

    def next(self) -> None:
        """Check what was typed back, or go on to that."""
        if not self.starting.code.is_hidden:
            super().next()
            return
        fields = self.fields
        right = self.starting.check_code([field.text() for field in fields])
        wrong = [field for field, is_right in zip(fields, right, strict=True) if not is_right]
        for field, is_right in zip(fields, right, strict=True):
            if not all(right):
                field.set_error("" if is_right else self.tr("和復原碼不同，再核對一次"))
        if wrong:
            wrong[0].edit.setFocus()

    def back(self) -> bool:
        """From the question back to the code."""
        if self.starting.code.is_hidden:
            self.starting.show_code()
            return True
        return False
