"""Two to four views, of which one is shown: filled with ink, unlike values, which are outlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.paint import MIDDLE, begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton


class SegmentButton(PressButton):
    """One view of a segment.

    Attributes:
        tone: of its words while it is not the one that is shown: ink, or bad for what is late.
    """

    def __init__(self, key: str, text: str, icon: str, keycap: str, place: str) -> None:
        super().__init__(text)
        self.view, self._icon, self._keycap = key, icon, keycap
        self.tone = "ink"
        self.setProperty("kind", "segment")
        self.setProperty("place", place)
        self.setCheckable(True)
        self.setAccessibleName(text or key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _parts(self, *, cap: bool = True) -> list[tuple[str, int]]:
        found = [("icon", look().px(20))] if self._icon else []
        if self.text():
            found.append(("text", text_width(self.text(), 15, bold=True)))
        if self._keycap and cap:
            found.append(("cap", keycap_width(self._keycap)))
        return found

    def _needed(self, *, cap: bool = True) -> int:
        parts = self._parts(cap=cap)
        return sum(width for _, width in parts) + look().px(8) * max(0, len(parts) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of its contents, 48 high inside the common frame's 50."""
        px = look().px
        return QSize(self._needed() + 2 * px(14) + px(1), px(50))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its contents need; the cap gives way first."""
        px = look().px
        return QSize(max(px(48), self._needed(cap=False) + 2 * px(8)), px(50))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = begin_button(self), look()
        px, area = wear.px, QRectF(self.rect())
        ink = wear.color("ink_3" if not self.isEnabled() else "surface" if self.isChecked() else self.tone)
        cap = self._needed() <= area.width() - 2 * px(6)
        x, middle = area.left() + (area.width() - self._needed(cap=cap)) / 2, area.center().y()
        for part, width in self._parts(cap=cap):
            if part == "icon":
                paint_icon(painter, x, middle - px(10), self._icon, 20, ink)
            elif part == "cap":
                paint_keycap(painter, x, middle, self._keycap, ink if self.isChecked() else None)
            else:
                rect = QRectF(x, 0, width + 1, area.height())
                paint_text(painter, rect, self.text(), 15, ink, bold=self.isChecked(), align=MIDDLE)
            x += width + px(8)


class Segment(QWidget):
    """A row of views that exclude each other.

    Args:
        parts: key, text, icon and keycap of each.
        names: accessible names of those that have an icon alone, in the same order.
    """

    #: The key of the view that a person chose.
    chosen = Signal(str)

    def __init__(
        self,
        parts: Sequence[tuple[str, str, str, str]],
        names: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, SegmentButton] = {}
        for index, (key, text, icon, keycap) in enumerate(parts):
            ends = (index == 0, index == len(parts) - 1)
            place = {(True, True): "only", (True, False): "first", (False, True): "last"}.get(ends, "middle")
            button = SegmentButton(key, text, icon, keycap, place)
            if index < len(names):
                button.setAccessibleName(names[index])
                button.setToolTip(names[index])
            self._buttons[key] = button
            self._group.addButton(button, index)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self._clicked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if parts:
            self.set_current(parts[0][0])

    def _clicked(self, index: int) -> None:
        button = self._group.button(index)
        if isinstance(button, SegmentButton):
            self.chosen.emit(button.view)

    def current(self) -> str:
        """Return the key of the view that is on."""
        button = self._group.checkedButton()
        return button.view if isinstance(button, SegmentButton) else ""

    def set_current(self, key: str) -> None:
        """Turn a view on without a signal. The tab key comes by this one; the arrows go on to the others."""
        self._buttons[key].setChecked(True)
        for button in self._buttons.values():
            strong = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    def button(self, key: str) -> SegmentButton:
        """Return the button of a view."""
        return self._buttons[key]
