"""The window: makes the shell for the language, the look and the room that there are, and anew when they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete

from app.runtime.foresight import Foresight
from app.runtime.workplace import Workplace
from app.ui.shell.dress import Wardrobe, scale_of
from app.ui.shell.frame import Frame, frame_of
from app.ui.shell.shell import Shell
from app.ui.widgets.dialog import open_dialog

MakeShell = Callable[[Workplace, Frame, int], Shell]


class Window(QWidget):
    """The one window of the counter.

    Args:
        make: puts a shell together for a frame and a width in pixels.
        first: the screen to begin with.
        loads: what any screen needs to be read into memory, in pieces.
    """

    def __init__(
        self, place: Workplace, make: MakeShell, first: str, loads: Iterable[Callable[[], object]] = ()
    ) -> None:
        super().__init__()
        self.place = place
        self._make = make
        self._first = first
        self._loads = loads
        self._shell: Shell | None = None
        self._built: tuple[object, ...] = ()
        self._is_changing = False
        self._foresight: Foresight | None = None
        self._wardrobe = Wardrobe(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("OMO POS")
        self.setMinimumSize(800, 480)
        place.preferences.changed.connect(self.build)
        place.bridge.rested.connect(self._build_then)

    @property
    def shell(self) -> Shell:
        """The shell that is shown.

        Raises:
            RuntimeError: before the first `build`.
        """
        if self._shell is None:
            raise RuntimeError("the window has no shell yet")
        return self._shell

    @property
    def is_changing(self) -> bool:
        """Whether a shell is about to give way to another."""
        return self._is_changing

    def build(self) -> None:
        """Put the shell together, if anything that it depends on changed.

        The first one stands at once. Another takes its place in turns of the loop to come, none of which is long: the
        picture of the old one stays until the new one is whole. While a dialog is open, the old one waits for it; so
        it does while an act is under way, which goes on where it began.
        """
        if self._is_changing or self._wanted() == self._built:
            return
        if self._shell is None:
            self._dress()
            self.shell.go(self._first)
            return
        dialog = open_dialog(self)
        if dialog is not None:
            dialog.closed.connect(self._build_after)
            return
        if not self.place.bridge.is_at_rest:
            return  # `rested` comes back to it
        self._is_changing = True
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, self._exchange)

    def _build_after(self, _answer: str) -> None:
        self.build()

    def _build_then(self) -> None:
        """No act is under way any more."""
        if self._shell is not None:
            self.build()

    def _wanted(self) -> tuple[object, ...]:
        """All that the shell depends on."""
        chosen = self.place.preferences.now
        scale = scale_of(chosen, self.width())
        frame = frame_of(self.width(), self.height(), scale)
        looks = (chosen.language, chosen.shade, scale, chosen.reduced_motion, frame, self.width())
        return (*looks, self.place.payment.kinds)  # each way to pay has its tile, and its key

    def _dress(self) -> None:
        """Wear the look of the moment, with a shell in it that shows nothing yet."""
        self._built = self._wanted()
        chosen = self.place.preferences.now
        scale = scale_of(chosen, self.width())
        self._wardrobe.put_on(chosen, scale)
        self._shell = self._make(self.place, frame_of(self.width(), self.height(), scale), self.width())
        self._layout.addWidget(self._shell)

    def _exchange(self) -> None:
        """Another shell for this one, which goes first: a style sheet is put on all that there is, shown or not."""
        if open_dialog(self) is not None or not self.place.bridge.is_at_rest:  # a last key had begun something
            self.setUpdatesEnabled(True)
            self._is_changing = False
            self.build()
            return
        if self._foresight is not None:
            self._foresight.forget()
        there = self.shell.name
        self.shell.retire()
        self._go_through(self.shell.dissolve(), partial(self._change, there))

    def _change(self, there: str) -> None:
        old = self.shell
        self._dress()
        self.shell.inherit(old)
        delete(old)
        self._go_through(self.shell.ahead((there,)), partial(self._enter, there))

    def _go_through(self, pieces: Iterator[Callable[[], object]], then: Callable[[], object]) -> None:
        """Do a piece in each turn to come, and in a last one what follows."""
        QTimer.singleShot(0, self, partial(self._turn, pieces, then))

    def _turn(self, pieces: Iterator[Callable[[], object]], then: Callable[[], object]) -> None:
        piece = next(pieces, None)
        if piece is None:
            then()
        else:
            piece()
            self._go_through(pieces, then)

    def _enter(self, there: str) -> None:
        self.shell.go(there)
        self.setUpdatesEnabled(True)
        self._is_changing = False
        if self._foresight is not None:
            self.foresee()
        self.build()  # what changed meanwhile

    @property
    def is_foreseeing(self) -> bool:
        """Whether there is something left to prepare."""
        return self._foresight is not None and self._foresight.is_busy

    def foresee(self) -> None:
        """From now on make what will be asked for while nobody touches the counter."""
        if self._foresight is None:
            self._foresight = Foresight(lambda: self.place.idle.rest_s, self)
        self._foresight.begin(chain(self._loads, self.shell.ahead()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room is another shell, once the resizing rests."""
        super().resizeEvent(event)
        if self._shell is None:
            return
        QTimer.singleShot(0, self, self.build)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """From now on there is a window whose keys and touches tell that somebody is here."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.place.idle.watch(handle)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The cart is on the disk already; closing loses nothing."""
        event.accept()
