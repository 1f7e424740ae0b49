"""The state of the line to the centre, always at the top right: a fact, never an alarm."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon, pixmap
from app.ui.theme.look import look
from app.ui.widgets.paint import begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton

_ICONS = {
    "alone": "store",
    "online": "cloud-check",
    "sending": "sync",
    "offline": "cloud-off",
    "attention": "warning",
}
_STEPS = 12  # paints in one turn of the arrows


class StatusPill(PressButton):
    """Icon, words and counts: drawn 40 high inside a target of 48."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._unsent, self._tasks, self._compact, self._step = "online", 0, 0, False, 0
        self._is_revoked = False
        self.setProperty("kind", "pill")
        self.setProperty("state", self._state)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._turn = QTimer(self)
        self._turn.setInterval(1000 // _STEPS)
        self._turn.timeout.connect(self._on_turn)
        self.set_state("online")

    def set_state(self, state: str, unsent: int = 0, tasks: int = 0, *, revoked: bool = False) -> None:
        """Show a state.

        Args:
            state: alone (the shop has no centre), online, sending, offline or attention.
            unsent: how many entries the centre does not hold yet.
            tasks: how many things wait for a manager, in ``attention``.
            revoked: the centre speaks with this terminal no more.
        """
        self._is_revoked = revoked
        self._state, self._unsent, self._tasks = state, unsent, tasks
        if state != self.property("state"):
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
        turning = state == "sending" and not look().reduced_motion
        (self._turn.start if turning else self._turn.stop)()
        self._step = self._step if turning else 0
        self.setAccessibleName(" ".join(word for half in self._words() for word in half if word))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def set_compact(self, on: bool) -> None:  # noqa: FBT001
        """Leave out the name of the state, where the bar is narrow."""
        self._compact = on
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """Return the state."""
        return self._state

    def turning(self) -> bool:
        """Say whether the arrows turn."""
        return self._turn.isActive()

    def _on_turn(self) -> None:
        self._step = (self._step + 1) % _STEPS
        self.update()

    def _words(self) -> list[tuple[str, str]]:
        """Return the words and the bold count of each half."""
        state = {
            "alone": self.tr("單機營業"),
            "online": self.tr("已連線"),
            "sending": self.tr("上傳中"),
            "offline": self.tr("離線作業"),
            "attention": self.tr("總部已停用") if self._is_revoked else self.tr("需店長處理"),
        }[self._state]
        first = (state, str(self._tasks) if self._state == "attention" and self._tasks else "")
        if self._state == "alone":  # nobody waits for what was sold here
            return [first]
        return [first, (self.tr("待上傳"), str(self._unsent))]

    def _halves(self) -> list[tuple[str, str]]:
        words = self._words()
        return words[1:] if self._compact and self._state == "online" else words

    def _half(self) -> list[tuple[str, str]]:
        """The half that says more, where there is room for one: the icon stands for the other."""
        words = self._words()
        return words[:1] if self._state == "attention" else words[-1:]

    @staticmethod
    def _width(halves: list[tuple[str, str]]) -> int:
        px = look().px
        width = px(12 + 20) + px(12) + px(2)
        for index, (text, count) in enumerate(halves):
            width += px(8) + text_width(text, 14) + (px(3) + text_width(count, 14, bold=True) if count else 0)
            width += px(8 + 5) if index else 0
        return width

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that its words need."""
        return QSize(self._width(self._halves()), look().px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that one half needs."""
        return QSize(self._width(self._half()), look().px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = begin_button(self), look()
        px, area = wear.px, QRectF(self.rect())
        words = {"offline": "ink", "attention": "warn"}.get(self._state, "ink_2")
        x, middle = px(13), area.center().y()
        self._paint_icon(painter, x, middle - px(10), words)
        x += px(20)
        halves = self._halves() if self._width(self._halves()) <= self.width() else self._half()
        for index, (text, count) in enumerate(halves):
            if index:
                x += px(8)
                painter.fillRect(QRectF(x + px(2), middle - px(8), px(1), px(16)), wear.color("line_2"))
                x += px(5)
            x += px(8)
            width = text_width(text, 14)
            paint_text(painter, QRectF(x, 0, width + 1, area.height()), text, 14, words)
            x += width
            if count:
                x += px(3)
                width = text_width(count, 14, bold=True)
                rect = QRectF(x, 0, width + 1, area.height())
                paint_text(painter, rect, count, 14, "ink", bold=True)
                x += width

    def _paint_icon(self, painter: QPainter, x: float, y: float, ink: str) -> None:
        if not self._step:
            paint_icon(painter, x, y, _ICONS[self._state], 20, ink)
            return
        half = look().px(20) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(x + half, y + half)
        painter.rotate(360 / _STEPS * self._step)
        painter.drawPixmap(round(-half), round(-half), pixmap(_ICONS[self._state], 20, ink))
        painter.restore()
