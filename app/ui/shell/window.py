"""The window: makes the shell for the language, the look and the room that there are, and anew when they change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.runtime.workplace import Workplace
from app.ui.shell.dress import Wardrobe, scale_of
from app.ui.shell.frame import Frame, frame_of
from app.ui.shell.shell import Shell

MakeShell = Callable[[Workplace, Frame, int], Shell]


class Window(QWidget):
    """The one window of the counter.

    Args:
        make: puts a shell together for a frame and a width in pixels.
        first: the screen to begin with.
    """

    def __init__(self, place: Workplace, make: MakeShell, first: str) -> None:
        super().__init__()
        self.place = place
        self._make = make
        self._first = first
        self._shell: Shell | None = None
        self._built: tuple[object, ...] = ()
        self._wardrobe = Wardrobe(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("OMO POS")
        self.setMinimumSize(800, 480)
        place.preferences.changed.connect(self.build)

    @property
    def shell(self) -> Shell:
        """The shell that is shown.

        Raises:
            RuntimeError: before the first `build`.
        """
        if self._shell is None:
            raise RuntimeError("the window has no shell yet")
        return self._shell

    def build(self) -> None:
        """Put the shell together, if anything that it depends on changed."""
        chosen = self.place.preferences.now
        scale = scale_of(chosen, self.width())
        frame = frame_of(self.width(), self.height(), scale)
        wanted = (chosen.language, chosen.shade, scale, chosen.reduced_motion, frame, self.width())
        if wanted == self._built:
            return
        self._built = wanted
        self._wardrobe.put_on(chosen, scale)
        there = self._shell.name if self._shell is not None else self._first
        old, self._shell = self._shell, self._make(self.place, frame, self.width())
        self._layout.addWidget(self._shell)
        if old is not None:
            old.retire()
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shell.go(there)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room is another shell, once the resizing rests."""
        super().resizeEvent(event)
        if self._shell is None:
            return
        QTimer.singleShot(0, self.build)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """From now on there is a window whose keys and touches tell that somebody is here."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.place.idle.watch(handle)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The cart is on the disk already; closing loses nothing."""
        event.accept()
