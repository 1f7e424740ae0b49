"""Chips in a row: what does not fit folds into one that opens a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.chip import Chip


class ChipBar(QWidget):
    """Categories, of which one is on.

    Args:
        chips: key and text of each, in order.
    """

    #: The key of the chip that a person chose.
    chosen = Signal(str)

    def __init__(self, chips: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, Chip] = {}
        self._current = ""
        self._more = Chip(self.tr("更多"), "chevron-down", parent=self)
        self._more.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._from_menu)
        self._menu.aboutToHide.connect(self._arrange)
        self.setFixedHeight(look().px(48))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_chips(chips)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show other chips; the first is on unless the current one is among them."""
        for chip in self._chips.values():
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {}
        for key, text in chips:
            chip = Chip(text, parent=self)
            chip.setObjectName(key)
            chip.clicked.connect(self._clicked)
            self._chips[key] = chip
        self._more.raise_()
        self.setTabOrder(next(reversed(self._chips.values()), self._more), self._more)
        self.set_current(self._current if self._current in self._chips else next(iter(self._chips), ""))

    def current(self) -> str:
        """Return the key of the chip that is on."""
        return self._current

    def set_current(self, key: str) -> None:
        """Turn a chip on without a signal."""
        self._current = key
        self._arrange()

    def folded(self) -> list[str]:
        """Return the keys of those that are in the menu."""
        return [key for key, chip in self._chips.items() if chip.isHidden()]

    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._choose(chip.objectName())

    def _choose(self, key: str) -> None:
        changed = key != self._current
        self.set_current(key)
        if changed:
            self.chosen.emit(key)

    def _open_menu(self) -> None:
        self._menu.clear()
        for key in self.folded():
            action = self._menu.addAction(self._chips[key].text())
            action.setData(key)
        self._menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + look().px(4))))

    def _from_menu(self, action: object) -> None:
        self._choose(str(action.data()))  # type: ignore[attr-defined]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold or unfold."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap = look().px(8)
        widths = {key: chip.sizeHint().width() for key, chip in self._chips.items()}
        whole = sum(widths.values()) + gap * max(0, len(widths) - 1)
        fits = whole <= self.width()
        self._more.setText(self.tr("更多"))
        x = self._lay(widths, self.width() if fits else self._room_beside_more())
        hidden = self._current in self.folded()
        if hidden:  # by its own name, for which another chip may have to go
            self._more.setText(self._chips[self._current].text())
            x = self._lay(widths, self._room_beside_more())
        self._more.setChecked(hidden)
        self._more.setVisible(not fits)
        size = self._more.sizeHint()
        self._more.setGeometry(min(x, max(0, self.width() - size.width())), 0, size.width(), self.height())

    def _room_beside_more(self) -> int:
        return self.width() - self._more.sizeHint().width() - look().px(8)

    def _lay(self, widths: dict[str, int], room: int) -> int:
        """Show as many chips as there is room for; where the next one would begin."""
        x, folding = 0, False
        for key, chip in self._chips.items():
            chip.setChecked(key == self._current)
            folding = folding or x + widths[key] > room
            chip.setVisible(not folding)
            if not folding:
                chip.setGeometry(x, 0, widths[key], self.height())
                x += widths[key] + look().px(8)
        return x

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for all of them."""
        gap = look().px(8)
        width = sum(chip.sizeHint().width() + gap for chip in self._chips.values())
        return QSize(max(0, width - gap), look().px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for one and the menu."""
        return QSize(self._more.sizeHint().width() + look().px(120), look().px(48))

    def focusPolicy(self) -> Qt.FocusPolicy:  # noqa: N802 - Qt's name
        """Return that the chips have the focus, not the bar."""
        return Qt.FocusPolicy.NoFocus
