"""What floats over the screens until it is closed, and asks nobody: the panel under the pill."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.ui.theme.look import look

#: Pixels of the design between what it hangs under and itself.
GAP = 8


class Floating(QFrame):
    """A panel over what is shown; it takes the focus when it is opened, and nothing else from anybody."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._corner = QPoint(0, 0)
        self.setProperty("kind", "floating")
        self.setProperty("floats", True)  # noqa: FBT003 - over the screen
        self.hide()

    def begin(self) -> None:
        """It is about to be shown: bring it up to date, and say where the focus goes."""

    def end(self) -> None:
        """It is closed."""

    def first(self) -> QWidget:
        """Where the focus goes."""
        return self

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what it says."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)

    def hang(self, corner: QPoint) -> None:
        """Hang with the upper right corner at a place of what it lies over, as high as what it says."""
        self._corner = corner
        self.fit()

    def fit(self) -> None:
        """Be as high as what it says."""
        parent, layout = self.parentWidget(), self.layout()
        if parent is None or layout is None:
            return
        layout.activate()
        height = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else -1
        height = height if height > 0 else self.sizeHint().height()
        edge = look().px(8)
        right = min(self._corner.x(), parent.width() - edge)
        most = max(1, parent.height() - self._corner.y() - edge)
        self.setGeometry(max(edge, right - self.width()), self._corner.y(), self.width(), min(height, most))


class FloatingDoor(QObject):
    """Opens and closes a floating panel, which is made when it is first wanted.

    Args:
        under: what it hangs under.
        over: what it lies over.
        able: whether it may be opened now.
    """

    def __init__(self, make: Callable[[], Floating], under: QWidget, over: QWidget, able: Callable[[], bool]) -> None:
        super().__init__(over)
        self._able = able
        self._make = make
        self._under = under
        self._over = over
        self._panel: Floating | None = None
        self._before: QWidget | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self._panel is not None and not self._panel.isHidden()

    def toggle(self) -> None:
        """Open it, or close it."""
        if self.is_open or not self._able() or not self._under.isVisible():
            self.close()
            return
        if self._panel is None:
            self._panel = self._make()
        self._before = QApplication.focusWidget()
        panel, under = self._panel, self._under
        panel.begin()
        panel.hang(under.mapTo(self._over, QPoint(under.width(), under.height() + look().px(GAP))))
        panel.show()
        panel.raise_()
        panel.fit()
        panel.first().setFocus(Qt.FocusReason.PopupFocusReason)

    def close(self) -> bool:
        """Close it; False where it was not open. The focus goes back to where it was."""
        if self._panel is None or self._panel.isHidden():
            return False
        here, panel = QApplication.focusWidget(), self._panel
        inside = here is not None and panel.isAncestorOf(here)
        panel.hide()
        panel.end()
        if inside and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        return True
