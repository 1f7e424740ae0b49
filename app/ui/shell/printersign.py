"""The printer's lamp in the top bar: there while papers do not come out, and only then."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.errors import AppError
from app.runtime.lamp import PrinterLamp
from app.runtime.printing import Lamp, LampState
from app.ui.shell.errors import sentence
from app.ui.shell.frame import Room
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton


def is_in_need(lamp: Lamp) -> bool:
    """Whether papers do not come out; one that is just being printed is no trouble, another try of a fault is."""
    if lamp.state is LampState.PRINTING:
        return lamp.fault is not None or bool(lamp.asks)
    return lamp.state is LampState.FAULT or lamp.waiting > 0 or bool(lamp.asks)


class PrinterSign(PressButton):
    """Icon, word and how many papers wait: drawn 40 high inside a target of 48, beside the pill.

    Args:
        room: of the bar; where there is least, the icon and the figure say it.
    """

    def __init__(self, lamp: PrinterLamp, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lamp = lamp
        self._edge = look().px(8 if room <= Room.COMPACT else 12)
        self._is_word_painted = room > Room.DRAWER
        self.setProperty("kind", "pill")
        self.setProperty("state", "attention")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        lamp.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Show how the printer stands."""
        now = self._lamp.now
        said = [self.tr("印表機需要處理")]
        if now.fault:
            said.append(sentence(AppError(now.fault)))
        if now.waiting:
            said.append(self.tr("等待列印 {} 張").format(now.waiting))
        if now.asks:
            said.append(self.tr("待確認 {} 張").format(len(now.asks)))
        self.setAccessibleName("\n".join(said))
        self.setToolTip(self.accessibleName())
        self._count = str(now.waiting + len(now.asks) or "")
        self.setText(self.tr("印表機"))
        self.setVisible(is_in_need(now))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What its word needs."""
        px = look().px
        word = px(6) + text_width(self.text(), 14) if self._is_word_painted else 0
        count = px(4) + text_width(self._count, 14, bold=True) if self._count else 0
        return QSize(max(2 * self._edge + px(20) + word + count + px(1), px(48)), px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, px = begin_button(self), look().px
        middle, x = self.height() / 2, float(self._edge)
        paint_icon(painter, x, middle - px(10), "printer", 20, "warn")
        x += px(20)
        if self._is_word_painted:
            width = text_width(self.text(), 14)
            paint_text(painter, QRectF(x + px(6), 0, width + 1, self.height()), self.text(), 14, "warn")
            x += px(6) + width
        if self._count:
            x += px(4)
            width = text_width(self._count, 14, bold=True)
            paint_text(painter, QRectF(x, 0, width + 1, self.height()), self._count, 14, "ink", bold=True)
