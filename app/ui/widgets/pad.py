"""The number pad. It never takes the focus: what it types goes where the focus is, by its signal."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import MIDDLE, begin_button, paint_text

_ROWS = {"money": ("789", "456", "123"), "pin": ("123", "456", "789")}


class PadKey(QPushButton):
    """One key: a digit, or one of the two at the sides of the 0."""

    def __init__(self, sends: str, text: str, *, px: int, side: bool = False) -> None:
        super().__init__(text)
        self.sends, self._px, self._side = sends, px, side
        self.setProperty("kind", "pad_side" if side else "pad")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least size of a key."""
        return QSize(look().px(64), look().px(64))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a finger."""
        return QSize(look().px(48), look().px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, px = begin_button(self), look().px
        area = QRectF(self.rect())
        ink = "ink_3" if not self.isEnabled() else "ink_2" if self._side else "ink"
        if self.sends == "back":
            side = px(24)
            paint_icon(painter, area.center().x() - side / 2, area.center().y() - side / 2, "backspace", 24, ink)
            return
        paint_text(painter, area, self.text(), self._px, ink, bold=self._side, align=MIDDLE)


class NumberPad(QWidget):
    """Twelve keys.

    Args:
        order: ``money`` has 7-8-9 on top, as keyboards have; ``pin`` has 1-2-3, as cash machines have.
        corner: the key at the bottom left: ``C`` clears, ``00`` types two, ``.`` types a point,
            ``cancel`` gives up.
    """

    #: "0" to "9", "00", ".", "clear", "cancel" or "back".
    pressed = Signal(str)

    def __init__(self, order: str = "money", corner: str = "C", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(8))
        digit_px = 28 if order == "pin" else 26
        self._keys: dict[str, PadKey] = {}
        for row, digits in enumerate(_ROWS[order]):
            for column, digit in enumerate(digits):
                self._add(grid, row, column, PadKey(digit, digit, px=digit_px))
        self._left = PadKey(*self._corner(corner), px=17, side=True)
        self._add(grid, 3, 0, self._left)
        self._add(grid, 3, 1, PadKey("0", "0", px=digit_px))
        back = PadKey("back", "", px=17, side=True)
        back.setAccessibleName(self.tr("退格"))
        back.setAutoRepeat(True)
        self._add(grid, 3, 2, back)
        for line in range(4):
            grid.setRowStretch(line, 1)
        for line in range(3):
            grid.setColumnStretch(line, 1)

    def _corner(self, corner: str) -> tuple[str, str]:
        match corner:
            case "C":
                return "clear", self.tr("C 清除")
            case "cancel":
                return "cancel", self.tr("取消")
        return corner, corner

    def set_corner(self, corner: str) -> None:
        """Have another key at the bottom left: for a figure that has a point, or none."""
        sends, words = self._corner(corner)
        if sends != self._left.sends:
            del self._keys[self._left.sends]
            self._left.sends = sends
            self._left.setText(words)
            self._left.setAccessibleName(words)
            self._keys[sends] = self._left

    def _add(self, grid: QGridLayout, row: int, column: int, key: PadKey) -> None:
        self._keys[key.sends] = key
        key.clicked.connect(self._clicked)
        grid.addWidget(key, row, column)

    def _clicked(self) -> None:
        key = self.sender()
        if isinstance(key, PadKey):
            self.pressed.emit(key.sends)

    def key(self, sends: str) -> PadKey:
        """Return the key that sends a word."""
        return self._keys[sends]


def edit_digits(text: str, sent: str, most: int = 9) -> str:
    """Return what a line of digits becomes by a key of the pad.

    Args:
        text: the digits so far.
        sent: what the pad sent.
        most: how many digits there may be.
    """
    match sent:
        case "clear":
            return ""
        case "back":
            return text[:-1]
        case "." if "." in text:
            return text
    grown = (text + sent).lstrip("0") or ("0" if (text + sent) else "")
    grown = f"0{grown}" if grown.startswith(".") else grown
    return grown if len(grown) <= most else text
