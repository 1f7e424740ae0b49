"""The program in its window: opened, shown, and ended, whatever comes between."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import AppError
from app.runtime.collector import Collector
from app.runtime.preferences import PreferenceFile
from app.runtime.trouble import Trouble, report
from app.runtime.workplace import Workplace
from app.services.presence import Leaving
from app.ui.shell.dress import Wardrobe, scale_of
from app.ui.shell.errors import sentence
from app.ui.shell.notice import Notice
from app.ui.shell.window import Window

if TYPE_CHECKING:  # of the first start, which is only ever once on a machine
    from app.runtime.start import Starting

#: Milliseconds between two looks at whether the system asked the program to end.
_SIGNALS_MS = 500


class Parts(Protocol):
    """What the composition root puts together."""

    @property
    def preferences(self) -> PreferenceFile:
        """Language, theme and text size; also before there is a terminal."""
        ...

    def open(self) -> Starting | None:
        """Open the data directory; a first start that is not over, or None for a terminal that can sell.

        Raises:
            AppError: why it cannot be opened.
        """
        ...

    def started(self) -> None:
        """The first start is over: what only it needed ends."""
        ...

    def workplace(self) -> Workplace:
        """The workplace of the terminal that was opened."""
        ...

    def window(self, place: Workplace) -> Window:
        """The counter's window, not yet shown."""
        ...

    def begin(self, place: Workplace) -> None:
        """The window is there: begin what runs beside it."""
        ...

    def end(self, place: Workplace | None) -> None:
        """End what runs beside the window, and the terminal."""
        ...


class Program(QObject):
    """Runs the window until it is closed.

    Args:
        parts: of the composition root.
        trouble: what nobody expected comes from here.
        size: of the window's inside in pixels; as large as the screen if none is given.
        start_window: makes the window of a first start.
        refused: called with the error when the program cannot be opened; gives the exit status.
    """

    def __init__(
        self,
        app: QApplication,
        parts: Parts,
        trouble: Trouble,
        size: tuple[int, int] | None,
        refused: Callable[[AppError], int],
    ) -> None:
        super().__init__()
        self._app = app
        self._parts = parts
        self._size = size
        self._refuse = refused
        self._place: Workplace | None = None
        self._shown: QWidget | None = None
        self._is_ending = False
        self._wardrobe = Wardrobe(self)
        self._collector = Collector(self)
        trouble.happened.connect(self._troubled)
        self._watch = QTimer(self)
        self._watch.setInterval(_SIGNALS_MS)  # Python's own signal handlers run only when Python runs
        self._watch.timeout.connect(self._look_around)

    def run(self) -> int:
        """Open, show, wait for the end; the exit status."""
        before = [(one, signal.signal(one, self._asked_to_end)) for one in (signal.SIGINT, signal.SIGTERM)]
        self._watch.start()
        self._collector.start()
        try:
            return self._run()
        finally:
            self._watch.stop()
            self._collector.stop()
            # An end that was asked for twice, by the last window too, is no end of a loop that comes after this one.
            QCoreApplication.removePostedEvents(self._app, QEvent.Type.Quit.value)
            for one, handler in before:
                signal.signal(one, handler)

    def _run(self) -> int:
        try:
            starting = self._parts.open()
            if starting is None:
                self._open_counter(None)
            else:
                self._open_start(starting)
        except AppError as error:
            status = self._refuse(error)  # a console hears of it at once
            self._say_no(error)
            return status
        try:
            return self._app.exec()
        finally:
            self._close()

    def _asked_to_end(self, _number: int, _frame: object) -> None:
        self._is_ending = True
        self._app.quit()

    def _look_around(self) -> None:
        """Let Python's signal handlers run; an end that was asked for before the loop ran is asked for again."""
        if self._is_ending:
            self._app.quit()

    # --- windows ------------------------------------------------------------------------------------------------

    def _show(self, window: QWidget, build: Callable[[], None], where: QRect | None) -> None:
        """Show a window in the place of the one before; it is built for its size before it is seen."""
        if where is not None:
            window.setGeometry(where)
        elif self._size is not None:
            window.resize(*self._size)
        else:
            window.resize(window.screen().availableSize())
        build()
        if where is None and self._size is None:
            window.showMaximized()
        else:
            window.show()
        window.activateWindow()
        self._shown = window

    def _open_start(self, starting: Starting) -> None:
        from app.ui.screens.start.window import StartWindow  # noqa: PLC0415 - only ever once on a machine

        window = StartWindow(starting, self._parts.preferences, report)
        starting.finished.connect(self._start_over)
        self._show(window, window.build, None)

    def _start_over(self) -> None:
        """The terminal is made: the counter's window takes the start's place."""
        before = self._shown
        self._parts.started()
        try:
            self._open_counter(None if before is None else before.geometry())
        except AppError as error:
            self._say_no(error)
            self._app.quit()
            return
        if before is not None:
            before.close()
            before.deleteLater()

    def _open_counter(self, where: QRect | None) -> None:
        place = self._place = self._parts.workplace()
        window = self._parts.window(place)
        self._show(window, window.build, where)
        QTimer.singleShot(0, self._settle)

    def _settle(self) -> None:
        """The window is up: begin what waited for that."""
        if self._place is not None:
            self._parts.begin(self._place)
        gc.freeze()  # what a start makes stays: no collection walks through it again

    def _say_no(self, error: AppError) -> None:
        """Say why it does not open, where a cashier sees it: in a window."""
        chosen = self._parts.preferences.now
        self._wardrobe.put_on(chosen, scale_of(chosen, 0))
        notice = Notice(self.tr("OMO POS 沒有開啟"), sentence(error))
        notice.show()
        self._app.exec()
        notice.deleteLater()

    def _troubled(self, error: BaseException) -> None:
        """Something that nobody expected was written down: tell it where somebody looks. The cart is kept."""
        if isinstance(self._shown, Window):
            self._shown.shell.toast(sentence(error), "bad", sticky=True)

    def _close(self) -> None:
        """The windows first: nothing of them may ask a terminal that is gone."""
        place, self._place = self._place, None
        if place is not None:
            place.session.leave(Leaving.ENDED)
        if self._shown is not None:
            self._shown.close()
            self._shown.deleteLater()
            self._shown = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._parts.end(place)
