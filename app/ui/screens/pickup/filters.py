"""Beside the field of the board: which orders it shows, and how orders are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import LEFT, begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton


class MenuButton(PressButton):
    """A button of 56 that opens a list of values, and says the one that is on.

    Args:
        name: what is chosen here, for screen readers.
        icon: instead of its words, where there is little room.

    Signals:
        chosen: the key of a value.
    """

    chosen = Signal(str)

    def __init__(self, name: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._icon, self._tone, self._current = name, icon, "ink", ""
        self._menu = QMenu(self)
        self.clicked.connect(self._open)
        self.setFixedHeight(look().px(56))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def offer(self, values: Sequence[tuple[str, str]], current: str) -> None:
        """Offer values, each a key and its words; one is on."""
        self._menu.clear()
        for key, words in values:
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.triggered.connect(partial(self._choose, key))
        self._current = current
        words = dict(values).get(current, "")
        self.setText("" if self._icon else words)
        self.setAccessibleName(f"{self._name} {words}".strip())
        self.setToolTip(words if self._icon else "")
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str, tone: str = "ink") -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.update()

    def choose(self, key: str) -> None:
        """As if that value had been chosen."""
        self._choose(key)

    def _choose(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - of a signal
        self.chosen.emit(key)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + look().px(4))))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need; with an icon alone, 56."""
        px = look().px
        if self._icon:
            return QSize(px(56), px(56))
        return QSize(text_width(self.text(), 15, bold=True) + px(17 + 8 + 16 + 17), px(56))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the words and a chevron, or the icon."""
        painter, px, middle = begin_button(self), look().px, self.height() / 2
        if self._icon:
            paint_icon(painter, (self.width() - px(24)) / 2, middle - px(12), self._icon, 24, self._tone)
            return
        area = QRectF(self.rect()).adjusted(px(17), 0, -px(17 + 16 + 8) + 1, 0)
        paint_text(painter, area, self.text(), 15, "ink", bold=True, align=LEFT)
        paint_icon(painter, self.width() - px(17 + 16), middle - px(8), "chevron-down", 16, "ink")
