"""What happens beside the sale, a row each: the papers, the drawer, the points. None of it can undo the sale."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.frozen import frozen
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.paint import paint_text, text_width


@frozen
class Step:
    """One of them.

    Attributes:
        badge, tone, sign: how it stands: words, tone and icon of a badge.
    """

    icon: str
    title: str
    sub: str
    badge: str
    tone: str
    sign: str = ""


class StepRow(QWidget):
    """A step, 68 high, with a hairline below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(68))

    def show_step(self, step: Step) -> None:
        """Show a step."""
        if step != self._step:
            self._step = step
            self.setAccessibleName(f"{step.title} {step.badge}")
            self.setAccessibleDescription(step.sub)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(260), look().px(68))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        step, wear, painter = self._step, look(), QPainter(self)
        if step is None:
            return
        px, high = wear.px, self.height()
        painter.fillRect(0, high - px(1), self.width(), px(1), wear.color("line"))
        paint_icon(painter, 0, (high - px(24)) / 2, step.icon, 24, "ink")
        right = self.width() - badge_width(step.badge, step.sign)
        left = px(24 + 12)
        room = right - px(12) - left
        beside = text_width(step.sub, 13) <= room  # else the badge stands beside the title alone
        paint_badge(painter, right, (high - px(24)) / 2 if beside else px(11), step.badge, step.tone, step.sign)
        paint_text(painter, QRectF(left, px(14), room, px(22)), step.title, 16, "ink")
        tone = "warn" if step.tone == "warn" else "ink_3"
        paint_text(painter, QRectF(left, px(36), room if beside else self.width() - left, px(18)), step.sub, 13, tone)


class StepList(QWidget):
    """Steps below one another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[StepRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_steps(self, steps: list[Step]) -> None:
        """Show steps; the rows that are there already are used again."""
        while len(self._rows) < len(steps):
            row = StepRow()
            self._column.addWidget(row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(steps))
            if place < len(steps):
                row.show_step(steps[place])
