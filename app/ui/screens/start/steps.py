"""The steps of the first start, on wheat: which are done, which is open, which are to come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.runtime.start import Starting, Step
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import LEFT, MIDDLE, paint_box, paint_text, text_width
from app.ui.widgets.press import PressButton
from app.ui.widgets.text import Text


class StepButton(PressButton):
    """A step: its number, or a tick, and what it is about."""

    def __init__(self, step: Step, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.step = step
        self._is_done, self._is_here = False, False
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(52))
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_state(self, *, done: bool, here: bool, able: bool) -> None:
        """Show whether it is done, open, or to be gone to."""
        self._is_done, self._is_here = done, here
        self.setEnabled(able or here)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if able and not here else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription(self.tr("已完成") if done else self.tr("目前步驟") if here else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need."""
        return QSize(look().px(28 + 14) + text_width(self.text(), 17, bold=True), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint number and words."""
        painter, wear = QPainter(self), look()
        px, side = wear.px, wear.px(28)
        rect = QRectF(0, (self.height() - side) / 2, side, side)
        filled = self._is_done or self._is_here
        fill = wear.color("wheat_ink") if filled else None
        paint_box(painter, rect, fill, wear.color("wheat_ink"), px(2), side / 2)
        if self._is_done and not self._is_here:
            paint_icon(painter, rect.left() + px(6), rect.top() + px(6), "check", 16, "wheat")
        else:
            number = str(int(self.step) + 1)
            paint_text(painter, rect, number, 14, "wheat" if filled else "wheat_ink", bold=True, align=MIDDLE)
        words = QRectF(side + px(14), 0, self.width() - side - px(14), self.height())
        size = 17 if text_width(self.text(), 17, bold=True) <= words.width() else 15
        paint_text(painter, words, self.text(), size, "wheat_ink", bold=self._is_here, align=LEFT)
        if self.hasFocus():
            box = QRectF(self.rect()).adjusted(-px(1), px(2), 0, -px(2))
            paint_box(painter, box, None, wear.color("focus"), px(2), px(10))


class StepList(QWidget):
    """The panel at the left.

    Args:
        width: of the design.
    """

    #: A step that somebody wants to go to.
    chosen = Signal(object)

    def __init__(self, starting: Starting, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px, wide = look().px, width >= 300
        self._starting = starting
        self.setProperty("ground", "wheat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(width))
        side = 40 if wide else 20
        column = QVBoxLayout(self)
        column.setContentsMargins(px(side), px(40 if wide else 24), px(side if wide else 12), px(28))
        column.setSpacing(0)
        column.addWidget(Text(self.tr("OMO POS"), 20, bold=True, tone="wheat_ink"))
        column.addWidget(Text(self.tr("第一次開機"), 14, tone="wheat_ink", wrap=True))
        column.addSpacing(px(32 if wide else 20))
        self.buttons: list[StepButton] = []
        for step, text in step_names().items():
            button = StepButton(step, text)
            button.clicked.connect(self._clicked)
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)
        note = Text(self.tr("中途關機也沒關係，下次從這裡繼續"), 14, tone="wheat_ink", wrap=True)
        note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        column.addWidget(note)
        self.refresh()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, StepButton):
            self.chosen.emit(button.step)

    def refresh(self) -> None:
        """Show where one is."""
        here = self._starting.step
        for button in self.buttons:
            able = self._starting.is_open(button.step) and not self._starting.is_busy
            is_done = button.step < here or here is Step.DONE
            button.show_state(done=is_done, here=button.step is here, able=able)


class StepStrip(QWidget):
    """The same in one line on top, where there is no room for a panel."""

    chosen = Signal(object)

    def __init__(self, starting: Starting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self._starting = starting
        self.setProperty("ground", "wheat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.addWidget(Text(self.tr("OMO POS"), 15, bold=True, tone="wheat_ink"))
        row.addStretch(1)
        self._where = Text("", 15, bold=True, tone="wheat_ink")
        row.addWidget(self._where)
        self.refresh()

    def refresh(self) -> None:
        """Show where one is."""
        here = self._starting.step
        self._where.setText(f"{int(here) + 1}/{len(Step)}　{step_names()[here]}")


def step_names() -> dict[Step, str]:
    """What each step is called."""
    return {
        Step.LOOK: QCoreApplication.translate("Steps", "語言與外觀"),
        Step.SHOP: QCoreApplication.translate("Steps", "商店"),
        Step.GOODS: QCoreApplication.translate("Steps", "商品"),
        Step.MANAGER: QCoreApplication.translate("Steps", "店長"),
        Step.CODE: QCoreApplication.translate("Steps", "復原碼"),
        Step.DONE: QCoreApplication.translate("Steps", "完成"),
    }
